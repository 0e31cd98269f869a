//! What stands under what when the program is shipped: without dependencies of tests, and without what no feature asks for.
//!
//! `cargo metadata` also lists optional dependencies that only a weak feature (`ring?/alloc`) mentions. They are not built,
//! so they are left out here; `cargo tree` says the same.

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::{Dependency, DependencyKind, Metadata, Node, NodeDep, Package, PackageId};

/// For each package, the packages directly under it.
pub type Graph<'a> = BTreeMap<&'a PackageId, BTreeSet<&'a PackageId>>;

/// The graph of what is shipped.
pub fn shipped(metadata: &Metadata) -> Graph<'_> {
    let packages: BTreeMap<_, _> = metadata.packages.iter().map(|package| (&package.id, package)).collect();
    let nodes = metadata.resolve.iter().flat_map(|resolve| &resolve.nodes);
    nodes
        .filter_map(|node| Some((node, packages.get(&node.id)?)))
        .map(|(node, package)| {
            let below = node.deps.iter().filter(|edge| is_shipped(package, node, edge));
            (&node.id, below.map(|edge| &edge.pkg).collect())
        })
        .collect()
}

fn is_shipped(package: &Package, node: &Node, edge: &NodeDep) -> bool {
    let is_for_tests_only = edge.dep_kinds.iter().all(|kind| kind.kind == DependencyKind::Development);
    let mut declared = package
        .dependencies
        .iter()
        .filter(|dependency| dependency.kind != DependencyKind::Development)
        .filter(|dependency| key(dependency).replace('-', "_") == edge.name)
        .peekable();
    // a library may be named otherwise than its package: then it cannot be looked up, and counts as asked for
    let is_asked_for =
        declared.peek().is_none() || declared.any(|dependency| !dependency.optional || asks_for(package, node, key(dependency)));
    !is_for_tests_only && is_asked_for
}

/// The name under which features speak of a dependency.
fn key(dependency: &Dependency) -> &str {
    dependency.rename.as_deref().unwrap_or(&dependency.name)
}

/// Whether a feature that is on names this optional dependency (the Cargo book, “Features”: `dep:x`, `x`, `x/feature`).
fn asks_for(package: &Package, node: &Node, key: &str) -> bool {
    let (explicit, with_feature) = (format!("dep:{key}"), format!("{key}/"));
    node.features.iter().any(|on| {
        let pulled = package.features.get(on.as_ref() as &str).into_iter().flatten();
        on.as_ref() as &str == key
            || pulled.into_iter().any(|name| *name == explicit || name == key || name.starts_with(&with_feature))
    })
}

#[cfg(test)]
mod tests {
    use cargo_metadata::{Metadata, MetadataCommand};

    use super::shipped;

    /// A package `web` with an optional dependency `ring` and these features on.
    fn house(features: &str, on: &str, kind: &str) -> Metadata {
        let package = |name: &str, dependencies: &str, features: &str| {
            format!(
                r#"{{"name": "{name}", "version": "0.1.0", "id": "{name}", "dependencies": [{dependencies}],
                "targets": [], "features": {{{features}}}, "manifest_path": "/{name}/Cargo.toml", "edition": "2024",
                "license": null, "license_file": null, "description": null, "source": null, "metadata": null,
                "publish": null, "authors": [], "categories": [], "keywords": [], "readme": null, "repository": null,
                "homepage": null, "documentation": null, "links": null, "default_run": null, "rust_version": null}}"#
            )
        };
        let dependency = format!(
            r#"{{"name": "ring", "source": null, "req": "*", "kind": {kind}, "rename": null, "optional": true,
            "uses_default_features": true, "features": [], "target": null, "registry": null}}"#
        );
        let json = format!(
            r#"{{"packages": [{}, {}], "workspace_members": ["web"], "workspace_default_members": ["web"],
            "resolve": {{"root": "web", "nodes": [
                {{"id": "web", "dependencies": ["ring"], "features": [{on}], "deps": [
                    {{"name": "ring", "pkg": "ring", "dep_kinds": [{{"kind": {kind}, "target": null}}]}}]}},
                {{"id": "ring", "dependencies": [], "features": [], "deps": []}}]}},
            "target_directory": "/target", "version": 1, "workspace_root": "/", "metadata": null}}"#,
            package("web", &dependency, features),
            package("ring", "", ""),
        );
        MetadataCommand::parse(json).unwrap()
    }

    fn is_under(features: &str, on: &str, kind: &str) -> bool {
        let metadata = house(features, on, kind);
        shipped(&metadata)[&metadata.packages[0].id].contains(&metadata.packages[1].id)
    }

    #[test]
    fn an_optional_dependency_counts_when_a_feature_asks_for_it() {
        assert!(is_under(r#""tls": ["dep:ring"]"#, r#""tls""#, "null"));
        assert!(is_under(r#""tls": ["ring/std"]"#, r#""tls""#, "null"));
        assert!(is_under(r#""ring": ["dep:ring"]"#, r#""ring""#, "\"build\""));
    }

    #[test]
    fn a_weak_mention_a_feature_that_is_off_and_a_test_do_not_count() {
        assert!(!is_under(r#""std": ["ring?/std"]"#, r#""std""#, "null"));
        assert!(!is_under(r#""tls": ["dep:ring"], "std": []"#, r#""std""#, "null"));
        assert!(!is_under(r#""tls": ["dep:ring"]"#, r#""tls""#, "\"dev\""));
    }
}
