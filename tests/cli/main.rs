//! The program `anavez`, as scripts use it: what it prints, and how it ends.
#![forbid(unsafe_code)]

#[cfg(test)]
mod badges;
#[cfg(test)]
mod issue;
#[cfg(test)]
mod keys;
#[cfg(test)]
mod pictures;
#[cfg(test)]
mod program;
#[cfg(test)]
mod serve;
#[cfg(test)]
mod server;
#[cfg(test)]
mod usage;
#[cfg(test)]
mod verify;
