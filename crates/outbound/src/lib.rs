//! The only door out: every byte that this program sends to, or fetches from, another machine.
