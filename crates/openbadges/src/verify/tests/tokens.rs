//! Credentials inside signed tokens.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair as RsaPair, KeySize};
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _, RSA_PKCS1_SHA256};

use super::*;
use crate::jws;
use crate::key::{P256Public, PublicKey, RsaPublic};
use crate::proof::SignError;
use crate::read::ProofKind;

type Sign = Box<dyn Fn(&[u8]) -> Result<Vec<u8>, SignError>>;

/// A key that signs tokens.
pub(super) struct TokenKey {
    pub(super) public: PublicKey,
    sign: Sign,
}

impl TokenKey {
    pub(super) fn ed25519(seed: u8) -> Self {
        let signer = Signer::new(seed);
        Self { public: signer.key().into(), sign: Box::new(move |bytes| Ok(signer.raw(bytes).to_vec())) }
    }

    pub(super) fn p256() -> Self {
        let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap();
        let (x, y) = pair.public_key().as_ref()[1..].split_at(32);
        let public = PublicKey::P256(P256Public::from_coordinates(x, y).unwrap());
        Self { public, sign: Box::new(move |bytes| Ok(pair.sign(&SystemRandom::new(), bytes).unwrap().as_ref().to_vec())) }
    }

    pub(super) fn rsa() -> Self {
        let pair = RsaPair::generate(KeySize::Rsa2048).unwrap();
        let public = PublicKey::Rsa(RsaPublic::from_der(pair.public_key().as_ref()).unwrap());
        let sign = move |bytes: &[u8]| {
            let mut signature = vec![0; pair.public_modulus_len()];
            pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), bytes, &mut signature).unwrap();
            Ok(signature)
        };
        Self { public, sign: Box::new(sign) }
    }

    pub(super) fn did(&self) -> String {
        format!("did:key:{}", self.public.multikey().unwrap())
    }

    pub(super) fn token(&self, header: &Value, payload: &Value) -> String {
        jws::sign(header, payload.to_string().as_bytes(), &self.sign).unwrap()
    }

    /// A header with the right algorithm and one more field.
    pub(super) fn header(&self, field: &str, value: impl Into<Value>) -> Value {
        json!({ "alg": self.public.algorithm().name(), "typ": "JWT", field: value.into() })
    }
}

/// The badge of the tests with the claims of Open Badges 3.0 §8.2 beside its properties.
pub(super) fn payload(issuer: &str) -> Value {
    let badge = badge().tap(|b| b["issuer"]["id"] = json!(issuer));
    let claims = json!({ "iss": issuer, "jti": badge["id"], "sub": badge["credentialSubject"]["id"], "nbf": 1_772_614_800 });
    badge.tap(|b| b.as_object_mut().unwrap().extend(claims.as_object().unwrap().clone()))
}

/// The same in the form of Verifiable Credentials 1.1.
fn payload_11(issuer: &str) -> Value {
    let mut badge = badge().tap(|b| b["issuer"]["id"] = json!(issuer));
    badge["@context"][0] = json!(crate::contexts::CREDENTIALS_V1);
    badge["issuanceDate"] = badge["validFrom"].clone();
    remove(&mut badge, "validFrom");
    json!({ "iss": issuer, "jti": badge["id"], "sub": badge["credentialSubject"]["id"], "nbf": 1_772_614_800, "vc": badge })
}

fn verify(web: &Web, token: &str) -> Report {
    web.drive(Input::Bytes(token.as_bytes().to_vec()), options()).0
}

/// Status lists of the badge, signed by somebody whom the issuer lists as well.
pub(super) fn web(keys: &[PublicKey]) -> Web {
    let signer = Signer::new(1);
    let mut all = vec![PublicKey::from(signer.key())];
    all.extend(keys.iter().cloned());
    let listed: Vec<ListedKey<'_, PublicKey>> = all.iter().map(|key| ListedKey { key, revoked: None }).collect();
    Web::of(&signer, &[8]).with(DOCUMENT, &did_document(ISSUER, &listed))
}

#[test]
fn a_token_is_verified_by_a_key_that_its_issuer_lists() {
    for key in [TokenKey::ed25519(9), TokenKey::p256(), TokenKey::rsa()] {
        let kid = crate::did::verification_method(ISSUER, &key.public);
        let web = web(std::slice::from_ref(&key.public));
        let report = verify(&web, &key.token(&key.header("kid", kid.clone()), &payload(ISSUER)));
        assert_eq!((report.verdict, &report.proof), (Verdict::Verified, &ProofKind::VcJwt), "{report:#?}");
        assert_eq!(report.said.achievement["id"], "https://a.example/models/7/versions/1");
        let older = verify(&web, &key.token(&key.header("kid", kid.clone()), &payload_11(ISSUER)));
        // A badge in the older form is odd, and nothing else.
        assert_eq!((older.verdict, older.signature), (Verdict::Warnings, Signature::Valid), "{older:#?}");
        assert_eq!(older.issuer_proven, IssuerProven::Proven);
        let alone = json!({ "alg": key.public.algorithm().name(), "typ": "vc+jwt", "kid": kid });
        let report = verify(&web, &key.token(&alone, &badge()));
        assert_eq!(report.verdict, Verdict::Verified, "{report:#?}");
    }
}

#[test]
fn every_way_to_name_a_key_leads_to_it() {
    let key = TokenKey::rsa();
    let jwk = key.public.jwk().tap(|jwk| jwk["kid"] = json!("key-1"));
    let other = TokenKey::p256().public.jwk().tap(|jwk| jwk["kid"] = json!("key-2"));
    let set = json!({ "keys": [other, jwk] });
    let address = "https://a.example/keys";
    let method =
        json!({ "id": "https://a.example/keys/1", "type": "JsonWebKey", "controller": ISSUER, "publicKeyJwk": key.public.jwk() });
    let web = web(std::slice::from_ref(&key.public))
        .with(address, &set)
        .with("https://a.example/key.json", &key.public.jwk())
        .with("https://a.example/one", &json!({ "keys": [key.public.jwk()] }))
        .with("https://a.example/keys/1", &method);
    let fragment = format!("#{}", key.public.thumbprint());
    let bare = key.public.thumbprint();
    let names = [
        fragment.as_str(),
        &bare,
        "https://a.example/keys#key-1",
        "https://a.example/key.json",
        "https://a.example/one",
        "https://a.example/keys/1",
    ];
    for kid in names {
        let report = verify(&web, &key.token(&key.header("kid", kid), &payload(ISSUER)));
        assert_eq!((report.verdict, report.signature), (Verdict::Verified, Signature::Valid), "{kid}: {report:#?}");
    }
    for (kid, signature) in [
        ("https://a.example/keys#key-2", Signature::Invalid),
        ("https://a.example/keys#key-3", Signature::Unknown),
        ("https://a.example/keys", Signature::Unknown),
        ("https://a.example/nothing#key-1", Signature::Unknown),
        ("#key-1", Signature::Unknown),
        ("did:example:1#key-1", Signature::Unknown),
    ] {
        let report = verify(&web, &key.token(&key.header("kid", kid), &payload(ISSUER)));
        assert_eq!(report.signature, signature, "{kid}: {report:#?}");
        assert_ne!(report.verdict.exit_code(), 0, "{kid}");
    }
    let twice = web.clone().with(address, &json!({ "keys": [jwk, jwk] }));
    let report = verify(&twice, &key.token(&key.header("kid", "https://a.example/keys#key-1"), &payload(ISSUER)));
    assert_eq!(report.signature, Signature::Unknown);
    assert!(report.checks.iter().any(|check| check.detail.contains("several keys")), "{report:#?}");
}

#[test]
fn an_issuer_that_is_a_key_needs_no_name_for_it() {
    for key in [TokenKey::ed25519(9), TokenKey::p256()] {
        let web = Web::default();
        let unlisted = payload(&key.did()).tap(|p| remove(p, "credentialStatus"));
        for header in [json!({ "alg": key.public.algorithm().name() }), key.header("kid", key.did())] {
            let report = verify(&web, &key.token(&header, &unlisted));
            assert_eq!((report.verdict, report.issuer_proven), (Verdict::Verified, IssuerProven::Proven), "{report:#?}");
        }
    }
    let key = TokenKey::rsa();
    let did = format!("did:jwk:{}", &crate::multibase::encode_base64url(key.public.jwk().to_string().as_bytes())[1..]);
    let payload = payload(&did).tap(|p| remove(p, "credentialStatus"));
    let report = verify(&Web::default(), &key.token(&key.header("kid", format!("{did}#0")), &payload));
    assert_eq!((report.verdict, report.issuer_proven), (Verdict::Verified, IssuerProven::Proven), "{report:#?}");
}

/// A key in the header shows that the token is whole, and nothing about who made it.
#[test]
fn a_key_in_the_header_proves_nothing_about_the_issuer() {
    let (key, stranger) = (TokenKey::rsa(), TokenKey::rsa());
    let token = key.token(&key.header("jwk", key.public.jwk()), &payload(ISSUER));
    let (report, _) = Web::default().drive(Input::Bytes(token.clone().into_bytes()), options());
    assert_eq!((report.verdict, report.signature), (Verdict::Warnings, Signature::Valid));
    assert_eq!(report.issuer_proven, IssuerProven::Unknown);
    let required = Options { require_issuer: true, ..options() };
    assert_eq!(Web::default().drive(Input::Bytes(token.clone().into_bytes()), required).0.verdict, Verdict::Unverifiable);
    // The issuer lists the key: proven. It lists others: contradicted.
    let report = verify(&web(std::slice::from_ref(&key.public)), &token);
    assert_eq!((report.verdict, report.issuer_proven), (Verdict::Verified, IssuerProven::Proven));
    let report = verify(&web(std::slice::from_ref(&stranger.public)), &token);
    assert_eq!((report.verdict, report.issuer_proven), (Verdict::Invalid, IssuerProven::Contradicted));
    // It brings one key and names another.
    let kid = crate::did::verification_method(ISSUER, &stranger.public);
    let both = key.header("jwk", key.public.jwk()).tap(|header| header["kid"] = json!(kid));
    let report = verify(&web(std::slice::from_ref(&stranger.public)), &key.token(&both, &payload(ISSUER)));
    assert_eq!((report.verdict, report.signature), (Verdict::Invalid, Signature::Invalid));
    // The same, signed by the named one: what it brings is for those who look no further.
    let report = verify(&web(std::slice::from_ref(&stranger.public)), &stranger.token(&both, &payload(ISSUER)));
    assert_eq!((report.verdict, report.signature), (Verdict::Invalid, Signature::Invalid), "{report:#?}");
    // The named one cannot be seen: the brought one is used, and says nothing of the issuer.
    let (report, _) = Web::default().drive(Input::Bytes(key.token(&both, &payload(ISSUER)).into_bytes()), options());
    assert_eq!((report.verdict, report.issuer_proven), (Verdict::Warnings, IssuerProven::Unknown));
}

/// A token that names a stranger's key contradicts its issuer, whether the issuer answers or not.
#[test]
fn a_strangers_key_in_a_token_is_a_contradiction() {
    let stranger = TokenKey::ed25519(9);
    let token = stranger.token(&stranger.header("kid", stranger.did()), &payload(ISSUER));
    for web in [Web::default(), web(&[])] {
        let report = verify(&web, &token);
        let facts = (report.verdict, report.signature, report.issuer_proven);
        assert_eq!(facts, (Verdict::Invalid, Signature::Valid, IssuerProven::Contradicted), "{report:#?}");
    }
}

#[test]
fn claims_that_contradict_the_credential_are_faults() {
    let key = TokenKey::ed25519(9);
    let header = key.header("kid", crate::did::verification_method(ISSUER, &key.public));
    let web = web(std::slice::from_ref(&key.public));
    let of = |payload: Value| verify(&web, &key.token(&header, &payload));
    let contradictions = [
        ("iss", json!("did:web:b.example")),
        ("iss", json!(7)),
        ("jti", json!("urn:uuid:2")),
        ("sub", json!("did:web:b.example")),
        ("nbf", json!(1_772_614_801)),
        ("nbf", json!("2026-03-04T09:00:00Z")),
        ("exp", json!(true)),
    ];
    for (claim, value) in contradictions {
        for payload in [payload(ISSUER), payload_11(ISSUER)] {
            let report = of(payload.tap(|p| p[claim] = value.clone()));
            assert_eq!((report.verdict, report.signature), (Verdict::Invalid, Signature::Valid), "{claim} {value}: {report:#?}");
            assert!(report.checks[0].detail.contains(&format!("token.{claim}")), "{}", report.checks[0].detail);
        }
    }
    let ending = |exp: i64| {
        payload(ISSUER).tap(|p| {
            p["validUntil"] = json!("2027-01-01T00:00:00Z");
            p["exp"] = json!(exp);
        })
    };
    assert_eq!(of(ending(1_798_761_600)).verdict, Verdict::Verified);
    assert_eq!(of(ending(1_798_761_601)).verdict, Verdict::Invalid);
    // A claim that is missing is odd; official samples lack `sub`.
    for claim in ["iss", "jti", "sub", "nbf"] {
        let report = of(payload(ISSUER).tap(|p| remove(p, claim)));
        assert_eq!((report.verdict, report.signature), (Verdict::Warnings, Signature::Valid), "{claim}: {report:#?}");
    }
    // Parts of a second do not matter: a numeric date has none, or has them.
    let parts = payload(ISSUER).tap(|p| p["validFrom"] = json!("2026-03-04T09:00:00.25Z"));
    assert_eq!(of(parts.clone()).verdict, Verdict::Verified);
    assert_eq!(of(parts.tap(|p| p["nbf"] = json!(1_772_614_800.75))).verdict, Verdict::Verified);
}

#[test]
fn what_only_a_claim_says_is_what_the_credential_says() {
    let key = TokenKey::ed25519(9);
    let header = key.header("kid", crate::did::verification_method(ISSUER, &key.public));
    let web = web(std::slice::from_ref(&key.public));
    let payload = payload_11(ISSUER).tap(|p| {
        remove(&mut p["vc"], "issuer");
        remove(&mut p["vc"], "issuanceDate");
        remove(&mut p["vc"], "id");
        remove(&mut p["vc"]["credentialSubject"], "id");
        p["exp"] = json!(1_780_000_000);
    });
    let report = verify(&web, &key.token(&header, &payload));
    assert_eq!((report.verdict, report.signature), (Verdict::Expired, Signature::Valid), "{report:#?}");
    assert_eq!(report.id.as_deref(), payload["jti"].as_str());
    assert_eq!(report.said.issuer["id"], ISSUER);
    assert_eq!(report.said.recipient["id"], payload["sub"]);
    assert_eq!(report.said.issued_at.as_deref(), Some("2026-03-04T09:00:00Z"));
    assert_eq!(report.said.expires_at.as_deref(), Some("2026-05-28T20:26:40Z"));
}

/// VC-JOSE-COSE: `exp` and `nbf` speak of the token, so they bound it, and no claim `vc` may stand there.
#[test]
fn a_token_that_is_a_credential_alone_has_dates_of_its_own() {
    let key = TokenKey::p256();
    let web = web(std::slice::from_ref(&key.public));
    let kid = crate::did::verification_method(ISSUER, &key.public);
    let header = |kind: &str| json!({ "alg": "ES256", "typ": kind, "kid": kid });
    let of = |kind: &str, payload: Value| verify(&web, &key.token(&header(kind), &payload)).verdict;
    for kind in ["vc+jwt", "vc+ld+jwt", "application/vc+jwt", "VC+JWT"] {
        assert_eq!(of(kind, badge()), Verdict::Verified, "{kind}");
    }
    assert_eq!(of("vc+jwt", badge().tap(|b| b["exp"] = json!(1_780_000_000))), Verdict::Expired);
    assert_eq!(of("vc+jwt", badge().tap(|b| b["nbf"] = json!(1_790_000_000))), Verdict::NotYetValid);
    assert_eq!(of("vc+jwt", badge().tap(|b| b["iss"] = json!("did:web:b.example"))), Verdict::Invalid);
    assert_eq!(of("vc+jwt", badge().tap(|b| b["vc"] = badge())), Verdict::Invalid);
    assert_eq!(of("kb+jwt", payload(ISSUER)), Verdict::Warnings);
}

#[test]
fn a_token_that_is_not_right_is_said_to_be_what_it_is() {
    let key = TokenKey::ed25519(9);
    let web = web(std::slice::from_ref(&key.public));
    let kid = crate::did::verification_method(ISSUER, &key.public);
    let token = key.token(&key.header("kid", kid.clone()), &payload(ISSUER));
    let part = |text: &str| crate::multibase::encode_base64url(text.as_bytes())[1..].to_owned();
    let forged = |header: Value| {
        let body = format!("{}.{}", part(&header.to_string()), part(&payload(ISSUER).to_string()));
        let signature = (key.sign)(body.as_bytes()).unwrap();
        format!("{body}.{}", &crate::multibase::encode_base64url(&signature)[1..])
    };
    let jwk = |jwk: Value| forged(json!({ "alg": "EdDSA", "jwk": jwk }));
    let table = [
        (forged(json!({ "alg": "EdDSA", "kid": kid })), Verdict::Verified, Signature::Valid),
        (token.replace(&token[token.len() - 8..], "AAAAAAAA"), Verdict::Invalid, Signature::Invalid),
        (forged(json!({ "alg": "none", "kid": kid })), Verdict::Invalid, Signature::Invalid),
        (forged(json!({ "alg": "HS256", "kid": kid })), Verdict::Invalid, Signature::Invalid),
        (forged(json!({ "alg": "RS256", "kid": kid })), Verdict::Invalid, Signature::Invalid),
        (forged(json!({ "alg": "PS256", "kid": kid })), Verdict::Unsupported, Signature::Unsupported),
        (forged(json!({ "alg": "EdDSA", "kid": kid, "crit": ["x"] })), Verdict::Unsupported, Signature::Unsupported),
        (forged(json!({ "alg": "EdDSA" })), Verdict::Unverifiable, Signature::Unknown),
        (jwk(json!({ "kty": "OKP", "crv": "Ed25519", "x": "AAAA" })), Verdict::Invalid, Signature::Invalid),
        (jwk(key.public.jwk().tap(|jwk| jwk["d"] = json!("AAAA"))), Verdict::Invalid, Signature::Invalid),
        (jwk(json!({ "kty": "EC", "crv": "secp256k1" })), Verdict::Unsupported, Signature::Unsupported),
        (format!("{}.e30.c2ln", part("[]")), Verdict::NotABadge, Signature::None),
    ];
    for (token, verdict, signature) in table {
        let report = verify(&web, &token);
        assert_eq!((report.verdict, report.signature), (verdict, signature), "{token}: {report:#?}");
    }
}

/// Every text of the payload, claims included: changed, the signature is wrong.
#[test]
fn every_field_of_a_token_is_signed() {
    let key = TokenKey::ed25519(9);
    let web = web(std::slice::from_ref(&key.public));
    let token = key.token(&key.header("kid", crate::did::verification_method(ISSUER, &key.public)), &payload(ISSUER));
    let parts: Vec<&str> = token.split('.').collect();
    let mut found = Vec::new();
    super::edges::texts(&payload(ISSUER), "", &mut found);
    assert!(found.len() > 30);
    for pointer in found {
        let changed = payload(ISSUER).tap(|p| *p.pointer_mut(&pointer).unwrap() = json!("https://x.example"));
        let changed = &crate::multibase::encode_base64url(changed.to_string().as_bytes())[1..];
        let report = verify(&web, &format!("{}.{changed}.{}", parts[0], parts[2]));
        assert_ne!(report.verdict.exit_code(), 0, "{pointer}: {report:#?}");
    }
}

#[test]
fn proofs_inside_a_token_count_as_well() {
    let signer = Signer::new(1);
    let stranger = TokenKey::rsa();
    let signed = signed(&signer, |_| {});
    let claims = payload(ISSUER);
    let payload = signed.tap(|b| ["iss", "jti", "sub", "nbf"].iter().for_each(|claim| b[*claim] = claims[*claim].clone()));
    let report = verify(&web(&[]), &stranger.token(&stranger.header("jwk", stranger.public.jwk()), &payload));
    assert_eq!((report.verdict, &report.proof), (Verdict::Verified, &ProofKind::EddsaRdfc2022), "{report:#?}");
}

#[test]
fn endorsements_in_tokens_are_verified_by_themselves() {
    let (signer, key) = (Signer::new(1), TokenKey::p256());
    let did = key.did();
    let words = |target: &str| {
        json!({ "@context": badge()["@context"], "id": "urn:uuid:1", "type": ["VerifiableCredential", "EndorsementCredential"],
            "name": "N", "issuer": { "id": did, "type": ["Profile"], "name": "Zoé" }, "validFrom": "2026-01-02T03:04:05Z",
            "credentialSubject": { "id": target, "type": ["EndorsementSubject"], "endorsementComment": "well done" } })
    };
    let token = |words: &Value| key.token(&json!({ "alg": "ES256", "typ": "vc+jwt", "kid": did }), words);
    // The first edition of the context lacks the term, so the badge around is a token as well.
    let (outer, kid) = (TokenKey::ed25519(1), crate::did::verification_method(ISSUER, &signer.key()));
    let with = |tokens: Vec<String>| {
        let badge = payload(ISSUER).tap(|b| b["credentialSubject"]["achievement"]["endorsementJwt"] = json!(tokens));
        verify(&Web::of(&signer, &[]), &outer.token(&outer.header("kid", kid.clone()), &badge))
    };
    let about = "https://a.example/models/7/versions/1";
    let good = token(&words(about));
    let report = with(vec![good.clone()]);
    assert_eq!(
        (report.verdict, outcome(&report, CheckKind::Endorsement)),
        (Verdict::Verified, Some(Outcome::Pass)),
        "{report:#?}"
    );
    let told = &report.said.endorsements[0];
    let facts = ["verdict", "proof", "comment", "id"].map(|field| told[field].as_str().unwrap_or_default());
    assert_eq!((facts, told["issuer"]["name"].as_str()), (["verified", "vc-jwt", "well done", "urn:uuid:1"], Some("Zoé")));
    let elsewhere = with(vec![token(&words("https://b.example"))]);
    assert_eq!(elsewhere.verdict, Verdict::Warnings);
    let cut = good.rsplit_once('.').unwrap().0;
    let forged = with(vec![format!("{cut}.{}", "A".repeat(86))]);
    assert_eq!((forged.verdict, &forged.said.endorsements[0]["verdict"]), (Verdict::Warnings, &json!("invalid")), "{forged:#?}");
    // No more than the limit is computed.
    let many = with(vec![good; 20]);
    let unseen = many.checks.iter().filter(|check| check.check == CheckKind::Endorsement && check.outcome == Outcome::Unknown);
    assert_eq!(unseen.count(), 4);
}

/// The issuer's host is silent now, and was not before: its document of then names the key.
#[test]
fn a_key_at_an_address_is_remembered() {
    let key = TokenKey::p256();
    let issuer = "https://a.example/issuers/1";
    let name = format!("{issuer}#key-1");
    let profile = json!({ "id": issuer, "type": "Profile", "assertionMethod": [{ "id": name, "type": "JsonWebKey2020",
        "controller": issuer, "publicKeyJwk": key.public.jwk() }] });
    let known = KnownDocument {
        document: crate::did::DidDocument::parse(&profile).unwrap(),
        fetched: "2026-05-01T00:00:00Z".parse().unwrap(),
    };
    let token = key.token(&key.header("kid", name), &payload(issuer).tap(|p| remove(p, "credentialStatus")));
    let of = |known_keys| Web::default().drive(Input::Bytes(token.clone().into_bytes()), Options { known_keys, ..options() }).0;
    assert_eq!((of(vec![]).verdict, of(vec![]).signature), (Verdict::Unverifiable, Signature::Unknown));
    let report = of(vec![known]);
    assert_eq!((report.verdict, report.issuer_proven), (Verdict::Verified, IssuerProven::Proven), "{report:#?}");
}

mod whatever {
    use proptest::prelude::*;

    use super::*;

    fn json_value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            prop_oneof![
                Just("did:web:a.example"),
                Just("https://a.example/1"),
                Just("2026-03-04T09:00:00Z"),
                Just("VerifiableCredential"),
                Just("")
            ]
            .prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 32, 4, |inner| {
            let key = prop_oneof![
                Just("@context"),
                Just("id"),
                Just("type"),
                Just("issuer"),
                Just("credentialSubject"),
                Just("vc"),
                Just("iss"),
                Just("sub"),
                Just("jti"),
                Just("nbf"),
                Just("exp"),
                Just("verifiableCredential"),
                Just("endorsementJwt"),
                Just("proof"),
                Just("credentialStatus"),
                Just("refreshService"),
                Just("previousProof"),
                Just("jwk"),
                Just("kid"),
            ];
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::vec((key, inner), 0..6)
                    .prop_map(|entries| entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect::<Value>()),
            ]
        })
    }

    proptest! {
        /// Whatever stands in a token or a credential: a report, and never a green one.
        #[test]
        fn stands_in_a_token_gets_a_report(mut header in json_value(), payload in json_value(), in_vc in any::<bool>()) {
            let key = TokenKey::ed25519(9);
            if !header.is_object() {
                header = json!({ "kid": header });
            }
            header["alg"] = json!("EdDSA");
            let payload = match payload {
                Value::Object(mut map) => {
                    map.entry("type").or_insert(json!(["VerifiableCredential"]));
                    if in_vc { json!({ "vc": map, "iss": "did:web:a.example" }) } else { Value::Object(map) }
                }
                other => json!({ "type": ["VerifiableCredential"], "credentialSubject": other }),
            };
            if let Ok(token) = jws::sign(&header, payload.to_string().as_bytes(), &key.sign) {
                let (report, _) = web(&[]).drive(Input::Bytes(token.into_bytes()), options());
                prop_assert_ne!(report.verdict, Verdict::Verified);
            }
            let report = web(&[]).verify(&payload);
            prop_assert_ne!(report.verdict, Verdict::Verified);
        }
    }
}
