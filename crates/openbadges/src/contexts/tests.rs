use serde_json::Value;

use super::*;
use crate::vectors;

/// Published files of the Open Badges contexts, and the version each is.
const PUBLISHED: [(&str, tables::Version); 11] = [
    ("1edtech-ob3-spec/context.json", tables::Version::V3_0_0),
    ("1edtech-ob3-spec/context-3.0.1.json", tables::Version::V3_0_1),
    ("1edtech-ob3-spec/context-3.0.2.json", tables::Version::V3_0_2),
    ("1edtech-ob3-spec/context-3.0.3.json", tables::Version::V3_0_3),
    ("1edtech-public-validator/contexts/ob-v3p0.json", tables::Version::V3_0_0),
    ("1edtech-public-validator/contexts/ob-v3p0-3.0.1.json", tables::Version::V3_0_1),
    ("1edtech-public-validator/contexts/ob-v3p0-3.0.2.json", tables::Version::V3_0_2),
    ("1edtech-public-validator/contexts/ob-v3p0-3.0.3.json", tables::Version::V3_0_3Jwt),
    ("openbadgeslib/contexts/ob-v3p0-context-3.0.1.json", tables::Version::V3_0_1),
    ("openbadgeslib/contexts/ob-v3p0-context-3.0.2.json", tables::Version::V3_0_2),
    ("openbadgeslib/contexts/ob-v3p0-context-3.0.3.json", tables::Version::V3_0_3Jwt),
];

fn canonical(value: &Value) -> String {
    serde_json_canonicalizer::to_string(value).expect("canonical JSON")
}

#[test]
fn the_tables_generate_the_published_contexts() {
    let Some(vectors) = vectors::folder("the_tables_generate_the_published_contexts") else {
        return;
    };
    for (file, version) in PUBLISHED {
        let published = vectors::json(&vectors.join(file));
        assert_eq!(canonical(&tables::open_badges(version)), canonical(&published["@context"]), "{file}");
        assert_eq!(published.as_object().map(serde_json::Map::len), Some(1), "{file}");
    }
    for file in ["1edtech-public-validator/contexts/ob-v3p0-extensions.json", "openbadgeslib/contexts/ob-v3p0-extensions.json"] {
        assert_eq!(canonical(&tables::extensions()), canonical(&vectors::json(&vectors.join(file))["@context"]), "{file}");
    }
}

#[test]
fn the_clr_tables_generate_the_published_contexts() {
    let Some(vectors) = vectors::folder("the_clr_tables_generate_the_published_contexts") else { return };
    let files = [
        ("1edtech-public-validator/contexts/clr-v2p0.json", clr::Version::V2_0),
        ("1edtech-public-validator/contexts/clr-v2p0-2.0.1.json", clr::Version::V2_0_1),
        ("openbadgeslib/contexts/clr_context_2.0.1.json", clr::Version::V2_0_1),
    ];
    for (file, version) in files {
        assert_eq!(canonical(&clr::context(version)), canonical(&vectors::json(&vectors.join(file))["@context"]), "{file}");
    }
}

#[test]
fn both_editions_of_3_0_3_are_recognised_by_content() {
    let Some(vectors) = vectors::folder("both_editions_of_3_0_3_are_recognised_by_content") else {
        return;
    };
    let file = |path: &str| vectors::json(&vectors.join(path));
    assert_eq!(Edition::of(&file("1edtech-ob3-spec/context-3.0.3.json")), Some(Edition::First));
    assert_eq!(Edition::of(&file("openbadgeslib/contexts/ob-v3p0-context-3.0.3.json")), Some(Edition::Second));
    assert_eq!(Edition::of(&file("1edtech-ob3-spec/context-3.0.2.json")), None);
}

/// The content of an edition cannot change unnoticed, even where the published files are absent.
#[test]
fn editions_have_the_known_hashes() {
    assert_eq!(Edition::First.sha256(), "c5e555a91a5cf48e32ae0a05674c61ddd5c053b680b5643b2f57f9965e386d99");
    assert_eq!(Edition::Second.sha256(), "04b1136ddc4eda9a8966bc7ef182789f233a26739473140ef75d6968c29a2966");
}

#[test]
fn the_w3c_contexts_are_the_published_ones() {
    let Some(vectors) = vectors::folder("the_w3c_contexts_are_the_published_ones") else {
        return;
    };
    let files = [
        ("openbadgeslib/contexts/credentials-v2.json", CREDENTIALS_V2),
        ("openbadgeslib/contexts/security-data-integrity-v2.json", "https://w3id.org/security/data-integrity/v2"),
        ("openbadgeslib/contexts/security-multikey-v1.json", "https://w3id.org/security/multikey/v1"),
        ("1edtech-public-validator/contexts/2018-credentials-v1.jsonld", CREDENTIALS_V1),
        ("1edtech-public-validator/contexts/suites-ed25519-2020.jsonld", "https://w3id.org/security/suites/ed25519-2020/v1"),
    ];
    let validator = [
        ("did-v1", "https://www.w3.org/ns/did/v1"),
        ("data-integrity-v1", "https://w3id.org/security/data-integrity/v1"),
        ("security-v1", "https://w3id.org/security/v1"),
        ("security-v2", "https://w3id.org/security/v2"),
        ("suites-jws-2020", "https://w3id.org/security/suites/jws-2020/v1"),
        ("credentials-v2", CREDENTIALS_V2),
    ];
    let validator = validator.map(|(name, url)| (format!("1edtech-public-validator/contexts/{name}.jsonld"), url));
    for (file, url) in files.map(|(file, url)| (file.to_owned(), url)).into_iter().chain(validator) {
        let known = embedded().into_iter().find(|e| e.url == url).expect(url);
        assert_eq!(canonical(&known.contexts[0]), canonical(&vectors::json(&vectors.join(file))["@context"]), "{url}");
    }
}

#[test]
fn every_embedded_file_parses() {
    let known: Vec<&str> = embedded().iter().map(|e| e.url).collect();
    assert_eq!(known, urls().collect::<Vec<_>>());
}
