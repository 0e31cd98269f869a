use serde_json::{Value, json};

use super::*;
use crate::contexts::{CREDENTIALS_V2, OPEN_BADGES_3_0_3};
use crate::jsonld::Engine;
use crate::proof;
use crate::samples::Signer;
use crate::schema;
use crate::status::{Purpose, StatusEntry, StatusList};

const ISSUER: Issuer<'static> = Issuer {
    id: "did:web:a.example:actors:0190",
    name: "Ana Kerbrat",
    url: Some("https://a.example/actors/0190"),
    description: None,
    image: None,
};

const ACHIEVEMENT: Achievement<'static> = Achievement {
    id: "https://a.example/models/7/versions/1",
    name: "Relier les gens",
    description: "Fait se rencontrer des gens qui ne se connaissaient pas.",
    criteria: "## Critères\n- avoir relié deux personnes",
    achievement_type: "Badge",
    kind: Some("peer"),
    tags: &["coopération"],
    language: "fr",
    related: &[Related { id: "https://a.example/models/7/versions/1?lang=en", language: "en" }],
    image: Some(Image { id: "https://a.example/models/7/image.png", caption: None }),
    creator: Some(ISSUER),
    alignments: &[Alignment {
        name: "animer une réunion",
        url: "http://data.europa.eu/esco/skill/1",
        description: None,
        framework: Some("ESCO"),
        code: None,
    }],
};

const EVIDENCE: &[Evidence<'static>] = &[Evidence {
    id: Some("https://wiki.example/atelier"),
    name: Some("Compte rendu"),
    narrative: Some("Publié sur le wiki."),
    digest: None,
}];

fn status() -> StatusEntry {
    StatusEntry { purpose: Purpose::Revocation, index: 94_567, list: "https://a.example/status/3".to_owned() }
}

fn at() -> Timestamp {
    "2026-03-04T09:00:00.123Z".parse().unwrap()
}

pub(crate) fn full_award(identity: &Identity, status: &StatusEntry) -> Value {
    award_with(identity, std::slice::from_ref(status))
}

fn award_with(identity: &Identity, status: &[StatusEntry]) -> Value {
    award(&Award {
        id: "https://a.example/awards/0191",
        issuer: ISSUER,
        name: ACHIEVEMENT.name,
        valid_from: at(),
        valid_until: None,
        receiver: Some("did:web:a.example:actors:0192"),
        identity: Some(identity),
        narrative: Some("A relié Brest et Quimper."),
        achievement: ACHIEVEMENT,
        evidence: EVIDENCE,
        image: None,
        status,
    })
    .unwrap()
}

fn words_of<'a>(status: Option<&'a StatusEntry>, resources: &'a [Resource<'a>]) -> Words<'a> {
    Words {
        id: "https://a.example/recognitions/0193",
        issuer: ISSUER,
        name: "Reconnaissance",
        description: Some("Nous avons animé un atelier ensemble."),
        target: "did:web:a.example:actors:0192",
        comment: "Merci d'avoir relié nos deux villes.",
        language: "fr",
        valid_from: at(),
        evidence: EVIDENCE,
        resources,
        status,
    }
}

fn full_words() -> Value {
    let digest = digest_multibase(b"answered");
    let resources = [Resource { id: "https://a.example/recognitions/0188", digest: &digest }];
    words(&words_of(Some(&status()), &resources)).unwrap()
}

fn full_list() -> Value {
    let mut bits = StatusList::new();
    bits.set(94_567, true).unwrap();
    status_list(&List {
        id: "https://a.example/status/3",
        issuer: ISSUER.id,
        purpose: Purpose::Revocation,
        bits: &bits,
        valid_from: at(),
        valid_until: None,
    })
    .unwrap()
}

fn documents() -> [Value; 3] {
    [full_award(&Identity::of_address("Bo@B.example ", "5f2a"), &status()), full_words(), full_list()]
}

#[test]
fn an_award_reads_as_the_specification_writes_it() {
    let [award, ..] = documents();
    let keys: Vec<&str> = award.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(
        keys,
        ["@context", "id", "type", "issuer", "name", "validFrom", "credentialSubject", "evidence", "credentialStatus"]
    );
    assert_eq!(award["@context"], json!([CREDENTIALS_V2, OPEN_BADGES_3_0_3]));
    assert_eq!(award["validFrom"], "2026-03-04T09:00:00Z");
    let subject = &award["credentialSubject"];
    assert_eq!(subject["identifier"][0]["identityHash"], hash_identity("bo@b.example", "5f2a"));
    assert_eq!(subject["identifier"][0]["hashed"], true);
    assert_eq!(subject["achievement"]["tag"], json!(["kind:peer", "coopération"]));
    assert_eq!(subject["achievement"]["related"][0]["type"], json!(["Related"]));
    assert!(!award.to_string().to_lowercase().contains("bo@b.example"));
}

#[test]
fn words_name_their_receiver_by_its_id_alone() {
    let words = full_words();
    assert_eq!(words["type"], json!(["VerifiableCredential", "EndorsementCredential"]));
    let subject: Vec<&str> = words["credentialSubject"].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(subject, ["id", "type", "endorsementComment", "inLanguage"]);
    assert_eq!(words["relatedResource"][0]["digestMultibase"], digest_multibase(b"answered"));
}

#[test]
fn a_status_list_has_one_context_and_answers_its_entries() {
    let list = full_list();
    assert_eq!(list["@context"], json!([CREDENTIALS_V2]));
    assert_eq!(status().is_set(&list, ISSUER.id), Ok(true));
}

#[test]
fn no_document_has_a_null_or_an_empty_array_or_a_fault() {
    fn whole(value: &Value) -> bool {
        match value {
            Value::Null => false,
            Value::Array(items) => !items.is_empty() && items.iter().all(whole),
            Value::Object(fields) => !fields.is_empty() && fields.values().all(whole),
            _ => true,
        }
    }
    let smallest = words(&Words { description: None, evidence: &[], ..words_of(None, &[]) }).unwrap();
    for document in documents().iter().chain([&smallest]) {
        assert!(whole(document), "{document:#}");
        assert_eq!(schema::check(document), schema::Findings::default());
    }
}

#[test]
fn every_document_is_signed_whole_and_verifies() {
    let signer = Signer::new(7);
    for document in documents() {
        let signed = signer.sign(&document, ISSUER.id);
        proof::check(Engine::standard(), &signed, &signed["proof"], &signer.key()).unwrap();
        let mut changed = signed.clone();
        changed["issuer"] = json!("did:web:b.example");
        assert!(proof::check(Engine::standard(), &changed, &signed["proof"], &signer.key()).is_err());
    }
}

#[test]
fn what_cannot_be_said_is_refused_by_the_name_of_its_field() {
    let comment = "x".repeat(TEXT_BYTES_MAX + 1);
    let items = vec![EVIDENCE[0]; ITEMS_MAX + 1];
    let of = words_of(None, &[]);
    let table = [
        (Words { comment: " ", ..of.clone() }, WriteError::Empty { field: "endorsementComment" }),
        (Words { comment: &comment, ..of.clone() }, WriteError::TooLong { field: "endorsementComment" }),
        (Words { evidence: &items, ..of.clone() }, WriteError::TooMany { field: "evidence" }),
        (
            Words { evidence: &[Evidence { id: None, name: Some("n"), narrative: None, digest: None }], ..of.clone() },
            WriteError::NoEvidence,
        ),
        (Words { target: "ana", ..of.clone() }, WriteError::NotAbsolute { field: "id", value: "ana".to_owned() }),
        (Words { id: "/r/1", ..of.clone() }, WriteError::NotAbsolute { field: "id", value: "/r/1".to_owned() }),
        (Words { target: "urn:a b", ..of.clone() }, WriteError::NotAbsolute { field: "id", value: "urn:a b".to_owned() }),
        (Words { language: "french", ..of }, WriteError::Value { field: "inLanguage", value: "french".to_owned() }),
    ];
    for (unsayable, error) in table {
        assert_eq!(words(&unsayable), Err(error));
    }
    let longest = "x".repeat(TEXT_BYTES_MAX);
    let words = words(&Words { comment: &longest, evidence: &items[..ITEMS_MAX], ..words_of(None, &[]) });
    assert!(words.is_ok());
}

#[test]
fn an_achievement_type_is_a_word_of_the_specification_or_an_extension() {
    let of = |achievement_type| {
        award(&Award {
            id: "https://a.example/awards/1",
            issuer: ISSUER,
            name: "n",
            valid_from: at(),
            valid_until: Some(at()),
            receiver: Some("urn:uuid:1"),
            identity: None,
            narrative: None,
            achievement: Achievement { achievement_type, ..ACHIEVEMENT },
            evidence: &[],
            image: Some(Image { id: "https://a.example/i.png", caption: Some("c") }),
            status: &[],
        })
    };
    assert!(of("ext:Aspiration").is_ok() && of("Membership").is_ok());
    assert!(matches!(of("Dream"), Err(WriteError::Value { field: "achievementType", .. })));
}

#[test]
fn words_can_be_about_files_and_places() {
    for target in ["ni:///sha-256;UyaQV-Ev4rdLoHyJJWCi11OHfrYv9E1aGQAlMO2X_-Q", "geo:48.39,-4.48", "https://b.example/x"] {
        assert!(words(&Words { target, ..words_of(None, &[]) }).is_ok(), "{target}");
    }
}

#[test]
fn an_address_is_hashed_as_others_hash_it() {
    // The recipient of 1EdTech's sample assertion, whose salt is "deadsea".
    assert_eq!(
        hash_identity("nobody@example.org", "deadsea"),
        "sha256$ecf5409f3f4b91ab60cc5ef4c02aef7032354375e70cf4d8e43f6a1d29891942"
    );
    assert_eq!(normalise_address("  E\u{301}lo@B.Example\n"), "élo@b.example");
    assert_ne!(hash_identity("a", "bc"), hash_identity("a", "bd"));
}

#[test]
fn a_digest_is_a_multihash_in_base64url() {
    // SHA-256 of nothing, known to everybody.
    assert_eq!(digest_multibase(b""), "uEiDjsMRCmPwcFJr79MiZb7kkJ65B5GSbk0yklZkbeFK4VQ");
}

#[test]
fn an_award_that_can_be_put_on_hold_has_two_statuses_and_any_other_has_one() {
    let identity = Identity::of_address("ann@a.example", "sel");
    let on_hold = StatusEntry { purpose: Purpose::Suspension, list: "https://a.example/status/9".to_owned(), ..status() };
    assert!(award_with(&identity, &[status()])["credentialStatus"].is_object(), "Open Badges 3.0 wants one object");
    assert!(award_with(&identity, &[]).get("credentialStatus").is_none());
    let two = award_with(&identity, &[status(), on_hold]);
    let purposes: Vec<&str> =
        two["credentialStatus"].as_array().unwrap().iter().map(|s| s["statusPurpose"].as_str().unwrap()).collect();
    assert_eq!(purposes, ["revocation", "suspension"]);
}
