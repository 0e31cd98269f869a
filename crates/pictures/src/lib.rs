//! Pictures: cleaned when they come in, drawn when there is none, and QR codes.
