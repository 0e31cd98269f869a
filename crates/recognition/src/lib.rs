//! The domain: who recognises whom, for what, in which state. No I/O, no clock, no chance.
