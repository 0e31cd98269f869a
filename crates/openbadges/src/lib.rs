//! Open Badges and Verifiable Credentials: read, write, sign, verify, bake. Never opens a socket.
