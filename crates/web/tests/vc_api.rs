//! The endpoints of the W3C test suites, and the rules that those suites ask for.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends")]

use std::path::PathBuf;

use anavez_testkit::Place;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use serde_json::{Value, json};
use tower::ServiceExt as _;

struct Bench {
    _place: Place,
    router: Router,
}

impl Bench {
    async fn new() -> Self {
        let place = Place::new().await.unwrap();
        let router = anavez_web::server::router_with_vc_api(place.world.clone()).unwrap();
        Self { _place: place, router }
    }

    async fn post(&self, path: &str, body: &Value) -> (StatusCode, Value) {
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/json");
        let response = self.router.clone().oneshot(request.body(Body::from(body.to_string())).unwrap()).await.unwrap();
        let status = response.status();
        (status, serde_json::from_slice(&to_bytes(response.into_body(), 1 << 20).await.unwrap()).unwrap())
    }

    async fn issue(&self, credential: &Value) -> (StatusCode, Value) {
        self.post("/vc-api/credentials/issue", &json!({ "credential": credential, "options": {} })).await
    }

    async fn verify(&self, credential: &Value) -> StatusCode {
        self.post("/vc-api/credentials/verify", &json!({ "verifiableCredential": credential })).await.0
    }
}

fn credential() -> Value {
    json!({
        "@context": ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/ns/credentials/examples/v2"],
        "type": ["VerifiableCredential"],
        "issuer": { "id": "https://issuer.example/1", "name": "Atelier" },
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": { "id": "did:example:subject", "skill": "soudure" },
    })
}

#[tokio::test]
async fn the_endpoints_are_there_only_when_asked_for() {
    let place = Place::new().await.unwrap();
    let router = anavez_web::server::router(place.world.clone());
    let request = Request::post("/vc-api/credentials/issue").body(Body::empty()).unwrap();
    assert_eq!(router.oneshot(request).await.unwrap().status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_is_signed_verifies_and_names_the_key_of_this_run_as_its_issuer() {
    let bench = Bench::new().await;
    let (status, signed) = bench.issue(&credential()).await;
    assert_eq!(status, StatusCode::CREATED, "{signed}");
    let issuer = signed["issuer"]["id"].as_str().unwrap();
    assert!(issuer.starts_with("did:key:z6Mk"), "{issuer}");
    assert!(signed["proof"]["verificationMethod"].as_str().unwrap().starts_with(issuer));
    assert_eq!(bench.verify(&signed).await, StatusCode::OK);
}

#[tokio::test]
async fn both_suites_sign_both_forms_of_credentials() {
    let bench = Bench::new().await;
    let older = json!({
        "@context": ["https://www.w3.org/2018/credentials/v1"],
        "type": ["VerifiableCredential"],
        "issuer": "https://issuer.example/1",
        "issuanceDate": "2026-01-01T00:00:00Z",
        "credentialSubject": { "id": "did:example:subject" },
    });
    for credential in [credential(), older] {
        for suite in ["eddsa-rdfc-2022", "eddsa-jcs-2022"] {
            let body = json!({ "credential": credential, "options": { "cryptosuite": suite } });
            let (status, signed) = bench.post("/vc-api/credentials/issue", &body).await;
            assert_eq!((status, &signed["proof"]["cryptosuite"]), (StatusCode::CREATED, &json!(suite)), "{signed}");
            if suite == "eddsa-rdfc-2022" {
                assert_eq!(bench.verify(&signed).await, StatusCode::OK, "{suite} {signed}");
            }
        }
    }
    let body = json!({ "credential": credential(), "options": { "cryptosuite": "bbs-2023" } });
    assert_eq!(bench.post("/vc-api/credentials/issue", &body).await.0, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn what_was_changed_after_signing_is_refused_with_a_problem() {
    let bench = Bench::new().await;
    let (_, signed) = bench.issue(&credential()).await;
    let changes: [(&str, Value); 6] = [
        ("/credentialSubject/skill", json!("couture")),
        ("/issuer/name", json!("Autre atelier")),
        ("/issuer/id", json!("did:key:z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi")),
        ("/proof/created", json!("2026-01-02T00:00:00Z")),
        ("/proof/proofPurpose", json!("authentication")),
        ("/proof", Value::Null),
    ];
    for (pointer, other) in changes {
        let mut changed = signed.clone();
        *changed.pointer_mut(pointer).unwrap() = other;
        let (status, problem) = bench.post("/vc-api/credentials/verify", &json!({ "verifiableCredential": changed })).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{pointer}");
        assert!(!problem["detail"].as_str().unwrap().is_empty(), "{pointer}");
    }
}

#[tokio::test]
async fn what_is_not_a_credential_is_not_signed() {
    let bench = Bench::new().await;
    let changes: [(&str, Value); 8] = [
        ("/@context", json!(["https://www.w3.org/ns/credentials/examples/v2"])),
        ("/type", json!([])),
        ("/issuer", json!("issuer.example")),
        ("/validFrom", json!("yesterday")),
        ("/credentialSubject", json!({})),
        ("/credentialSubject/id", json!("subject")),
        ("/issuer/id", Value::Null),
        ("/credentialSubject", Value::Null),
    ];
    for (pointer, wrong) in changes {
        let mut credential = credential();
        *credential.pointer_mut(pointer).unwrap() = wrong;
        let (status, problem) = bench.issue(&credential).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{pointer}: {problem}");
    }
    let mut digest = credential();
    digest["relatedResource"] = json!([{ "id": "https://www.w3.org/ns/credentials/v2", "digestSRI": "sha384-AAAA" }]);
    assert_eq!(bench.issue(&digest).await.0, StatusCode::BAD_REQUEST);
    let mut undefined = credential();
    undefined["@context"] = json!(["https://www.w3.org/ns/credentials/v2"]);
    let (status, problem) = bench.issue(&undefined).await;
    assert_eq!((status, problem["title"].as_str().unwrap()), (StatusCode::BAD_REQUEST, "DATA_LOSS_DETECTION_ERROR"));
}

/// Every input of the public suite by its name: `…-ok` is signed and verifies, `…-fail` is refused.
#[tokio::test]
async fn the_inputs_of_the_public_suite_are_judged_as_they_are_named() {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/vectors");
    let folder = std::env::var_os("ANAVEZ_VECTORS").map_or_else(beside, PathBuf::from).join("w3c-vcdm2-inputs/input");
    let Ok(files) = std::fs::read_dir(&folder) else {
        println!("skipped: w3c-vcdm2-inputs: vectors absent");
        return;
    };
    let bench = Bench::new().await;
    let mut judged = 0;
    for file in files {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        // The suite never hands these to an issuer as they are: signed already, the context to be put in, dates to be put in.
        let not_as_it_is = ["credential-proof", "credential-validUntil-validFrom"].iter().any(|begin| name.starts_with(begin));
        if !name.starts_with("credential-") || not_as_it_is || name.contains("inject") {
            continue;
        }
        let mut credential: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        // As the suite does: an issuer of ours where none is named.
        let issuer = json!("did:key:z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi");
        match credential.get("issuer") {
            Some(Value::Object(said)) if !said.contains_key("id") => credential["issuer"]["id"] = issuer,
            None if name != "credential-no-issuer-fail.json" => credential["issuer"] = issuer,
            _ => {}
        }
        let (status, signed) = bench.issue(&credential).await;
        if name.contains("-fail") {
            assert_eq!(status, StatusCode::BAD_REQUEST, "{name} is signed");
        } else {
            assert_eq!(status, StatusCode::CREATED, "{name}: {signed}");
            assert_eq!(bench.verify(&signed).await, StatusCode::OK, "{name}");
        }
        judged += 1;
    }
    assert!(judged >= 60, "{judged}");
}
