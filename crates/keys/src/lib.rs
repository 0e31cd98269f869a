//! Keys of actors: made, sealed at rest, used for signing. The only crate that sees a private key.
