//! The house's walls, tested on what cargo and the source files say.
//!
//! Architecture Invariant: each crate stands where one danger begins (socket in, socket out, SQL, private key), and a
//! dependency that would let a danger through a wall turns one of these tests red and is named.
#![forbid(unsafe_code)]

mod circles;
mod dependencies;
mod graph;
mod licences;
mod names;
mod sources;

use std::path::PathBuf;

use cargo_metadata::{Metadata, MetadataCommand};

/// The workspace's root: the folder of the root package, asked for at run time because clones may share a build folder.
fn root() -> PathBuf {
    std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from)
}

fn metadata() -> cargo_metadata::Result<Metadata> {
    MetadataCommand::new().current_dir(root()).other_options(["--locked".to_owned()]).exec()
}

#[test]
fn no_dependency_breaks_a_wall() {
    let house = dependencies::House::of(&metadata().unwrap());
    // the checker sees real dependencies, far below too: else it would find nothing whatever there was
    assert!(house.way("anavez", "rustls").is_some() && house.way("anavez", "sqlx").is_some());
    let breaches = dependencies::breaches(&house);
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

#[test]
fn every_package_has_an_allowed_licence() {
    let breaches = licences::breaches(&metadata().unwrap());
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

#[test]
fn every_source_file_keeps_the_house_style() {
    let files = sources::files(&root()).unwrap();
    assert!(files.len() > 10, "the walk found only {} files under {}", files.len(), root().display());
    let mut breaches = names::breaches(&files);
    breaches.extend(sources::breaches(&files));
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

/// Reported, not refused: a circle between files is a smell to look at, and some are the two halves of one thing.
#[test]
fn circles_between_files_are_reported() {
    for circle in circles::circles(&sources::files(&root()).unwrap()) {
        println!("circle: {}", circle.join(" <-> "));
    }
}
