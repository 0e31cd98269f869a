//! The HTTP API as scripts use it: a router on a real world, no socket.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends")]

use anavez_recognition::EmailAddress;
use anavez_testkit::Place;
use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode, header};
use serde_json::{Value, json};
use tower::ServiceExt as _;

struct House {
    place: Place,
    router: Router,
}

impl House {
    async fn new() -> Self {
        let place = Place::new().await.unwrap();
        let router = anavez_web::server::router(place.world.clone());
        Self { place, router }
    }

    async fn token(&self, handle: &str) -> String {
        self.place.account(handle).await.unwrap().1
    }

    async fn send(&self, request: Request<Body>) -> Response<Body> {
        self.router.clone().oneshot(request).await.unwrap()
    }

    async fn post(&self, path: &str, token: Option<&str>, body: &Value) -> (StatusCode, Value) {
        self.post_as(path, token, &[], body.to_string().into_bytes(), "application/json").await
    }

    async fn post_as(
        &self,
        path: &str,
        token: Option<&str>,
        headers: &[(&str, &str)],
        body: Vec<u8>,
        kind: &str,
    ) -> (StatusCode, Value) {
        let mut request = Request::post(path).header(header::CONTENT_TYPE, kind);
        if let Some(token) = token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        json_of(self.send(request.body(Body::from(body)).unwrap()).await).await
    }

    async fn get(&self, path: &str, token: Option<&str>) -> (StatusCode, Value) {
        let mut request = Request::get(path);
        if let Some(token) = token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        json_of(self.send(request.body(Body::empty()).unwrap()).await).await
    }

    async fn form(&self, path: &str, accept: &str) -> (StatusCode, String, Vec<u8>) {
        let response = self.send(Request::get(path).header(header::ACCEPT, accept).body(Body::empty()).unwrap()).await;
        let kind = response.headers().get(header::CONTENT_TYPE).map(|v| v.to_str().unwrap().to_owned()).unwrap_or_default();
        let status = response.status();
        (status, kind, axum::body::to_bytes(response.into_body(), 10 << 20).await.unwrap().to_vec())
    }

    /// A model of `token`'s, and an offer of it to an address: (award path, claim token).
    async fn offered_badge(&self, token: &str, address: &str) -> (String, String) {
        let (status, model) = self.post("/api/v1/models", Some(token), &model()).await;
        assert_eq!(status, StatusCode::CREATED, "{model}");
        let path = format!("/api/v1/models/{}/offers", model["id"].as_str().unwrap());
        let (status, answer) =
            self.post(&path, Some(token), &json!({"recipients": [{"email": address, "narrative": "Samedi."}]})).await;
        assert_eq!(status, StatusCode::CREATED, "{answer}");
        let offer = &answer["offers"][0];
        (format!("/awards/{}", offer["id"].as_str().unwrap()), last(&offer["claim_url"]))
    }
}

async fn json_of(response: Response<Body>) -> (StatusCode, Value) {
    let status = response.status();
    let bytes = axum::body::to_bytes(response.into_body(), 10 << 20).await.unwrap();
    (status, serde_json::from_slice(&bytes).unwrap_or(Value::Null))
}

fn last(url: &Value) -> String {
    url.as_str().unwrap().rsplit('/').next().unwrap().to_owned()
}

fn model() -> Value {
    json!({"name": {"fr": "J’ai essayé", "en": "I tried it"}, "description": "Pour le premier pas.", "criteria": "- Avoir essayé", "kind": "peer"})
}

#[tokio::test]
async fn words_go_to_somebody_without_an_account_and_both_ledgers_show_them() {
    let house = House::new().await;
    let (ana, ben) = (house.token("ana").await, house.token("ben").await);
    let words = json!({"to": {"actor": "ben"}, "words": "Tu as retourné ta chaise."});
    let (status, given) = house.post("/api/v1/recognitions", Some(&ana), &words).await;
    assert_eq!(status, StatusCode::CREATED, "{given}");
    let claim = last(&given["claim_url"]);
    let (status, seen) = house.get(&format!("/api/v1/offers/{claim}"), None).await;
    assert_eq!((status, seen["words"].as_str()), (StatusCode::OK, Some("Tu as retourné ta chaise.")));
    let (status, answer) = house.post(&format!("/api/v1/offers/{claim}/accept"), None, &json!({"visibility": "public"})).await;
    assert_eq!((status, &answer["recognition"]["id"]), (StatusCode::OK, &given["id"]));
    let (_, ledger) = house.get("/api/v1/me/ledger", Some(&ben)).await;
    assert_eq!(ledger["received"][0]["handle"], "ana");
    assert_eq!(ledger["to_give_back"][0]["handle"], "ana");
    let (_, ledger) = house.get("/api/v1/people/ana/ledger", None).await;
    assert_eq!(ledger["given"][0]["handle"], "ben");
    assert!(ledger.get("to_give_back").is_none(), "an invitation is shown to its owner alone");
}

#[tokio::test]
async fn an_offer_to_an_address_looks_the_same_whoever_has_it() {
    let house = House::new().await;
    let (ana, (ben, _)) = (house.token("ana").await, house.place.account("ben").await.unwrap());
    let (world, address) = (&house.place.world, EmailAddress::parse("email", "ben@example.org").unwrap());
    let mut writing = world.store.writing().await.unwrap();
    writing.add_address(ben.id, &address, Some(world.now()), world.now()).await.unwrap();
    writing.commit().await.unwrap();
    let mut seen = Vec::new();
    for address in ["ben@example.org", "nobody@example.org"] {
        let words = json!({"to": {"email": address}, "words": "Tu as retourné ta chaise."});
        let (status, given) = house.post("/api/v1/recognitions", Some(&ana), &words).await;
        assert_eq!(status, StatusCode::CREATED, "{given}");
        let path = format!("/api/v1/recognitions/{}", given["id"].as_str().unwrap());
        let claim = last(&given["claim_url"]);
        let (_, to_giver) = house.get(&path, Some(&ana)).await;
        let (_, by_link) = house.get(&format!("/api/v1/offers/{claim}"), None).await;
        assert_eq!((&to_giver["state"], &by_link["state"]), (&json!("offered"), &json!("offered")));
        seen.push((claim, path, to_giver["receiver"].clone(), by_link["receiver"].clone()));
    }
    assert_eq!((&seen[0].2, &seen[0].3), (&Value::Null, &Value::Null));
    assert_eq!((&seen[1].2, &seen[1].3), (&Value::Null, &Value::Null));
    house.post(&format!("/api/v1/offers/{}/accept", seen[0].0), None, &json!({"visibility": "public"})).await;
    assert_eq!(house.get(&seen[0].1, Some(&ana)).await.1["receiver"]["handle"], "ben");
}

#[tokio::test]
async fn a_badge_has_four_forms_once_it_is_accepted_and_none_before() {
    let house = House::new().await;
    let ana = house.token("ana").await;
    let (award, claim) = house.offered_badge(&ana, "Lucien@Example.org").await;
    let forms =
        [("", "application/vc"), (".json", "*/*"), (".png", "*/*"), (".svg", "*/*"), ("", "image/png"), ("", "application/json")];
    for (extension, accept) in forms {
        assert_eq!(house.form(&format!("{award}{extension}"), accept).await.0, StatusCode::NOT_FOUND, "{extension} {accept}");
    }
    let (status, answer) = house.post(&format!("/api/v1/offers/{claim}/accept"), None, &Value::Null).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let kinds = ["application/vc", "application/vc+ld+json", "image/png", "image/svg+xml", "image/png", "application/json"];
    for ((extension, accept), kind) in forms.into_iter().zip(kinds) {
        let (status, found, bytes) = house.form(&format!("{award}{extension}"), accept).await;
        assert_eq!((status, found.as_str()), (StatusCode::OK, kind), "{extension} {accept}");
        let (status, report) =
            house.post_as("/api/v1/verify?recipient=lucien@example.org", None, &[], multipart(&bytes), MULTIPART).await;
        assert_eq!((status, &report["verdict"]), (StatusCode::OK, &json!("verified")), "{report}");
        assert_eq!(
            (&report["signature"], &report["issuer_proven"], &report["status"]),
            (&json!("valid"), &json!("proven"), &json!("active"))
        );
    }
    assert_eq!(house.form(&format!("{award}.exe"), "*/*").await.0, StatusCode::NOT_FOUND);
    assert!(house.form(&award, "text/html").await.1.starts_with("text/html"));
}

const MULTIPART: &str = "multipart/form-data; boundary=b";

fn multipart(bytes: &[u8]) -> Vec<u8> {
    let mut body = b"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"badge\"\r\n\r\n".to_vec();
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--b--\r\n");
    body
}

#[tokio::test]
async fn what_is_kept_to_oneself_is_not_there_for_others() {
    let house = House::new().await;
    let (ana, ben) = (house.token("ana").await, house.token("ben").await);
    let (award, claim) = house.offered_badge(&ana, "lucien@example.org").await;
    house.post(&format!("/api/v1/offers/{claim}/accept"), None, &json!({"visibility": "private"})).await;
    assert_eq!(house.form(&format!("{award}.json"), "*/*").await.0, StatusCode::NOT_FOUND);
    assert_eq!(house.get(&format!("/api/v1{award}"), Some(&ben)).await.0, StatusCode::NOT_FOUND);
    assert_eq!(house.get(&format!("/api/v1{award}"), Some(&ana)).await.0, StatusCode::OK);
}

#[tokio::test]
async fn a_revoked_award_is_gone_and_says_so() {
    let house = House::new().await;
    let (ana, ben) = (house.token("ana").await, house.token("ben").await);
    let (award, claim) = house.offered_badge(&ana, "lucien@example.org").await;
    house.post(&format!("/api/v1/offers/{claim}/accept"), None, &json!({"visibility": "public"})).await;
    assert_eq!(house.post(&format!("/api/v1{award}/revoke"), Some(&ben), &json!({})).await.0, StatusCode::FORBIDDEN);
    let (status, answer) =
        house.post(&format!("/api/v1{award}/revoke"), Some(&ana), &json!({"reason": "Une erreur de nom."})).await;
    assert_eq!((status, answer["state"].as_str()), (StatusCode::OK, Some("revoked")), "{answer}");
    let (status, _, body) = house.form(&format!("{award}.json"), "*/*").await;
    assert_eq!(status, StatusCode::GONE);
    assert_eq!(serde_json::from_slice::<Value>(&body).unwrap()["revoked"], true);
}

#[tokio::test]
async fn the_same_key_gives_the_same_answer_and_gives_once() {
    let house = House::new().await;
    let ana = house.token("ana").await;
    let words = json!({"to": {"link": true}, "words": "Merci."}).to_string().into_bytes();
    let send =
        |body: Vec<u8>| house.post_as("/api/v1/recognitions", Some(&ana), &[("Idempotency-Key", "k1")], body, "application/json");
    let first = send(words.clone()).await;
    assert_eq!(first.0, StatusCode::CREATED);
    assert_eq!(send(words).await, first);
    let other = send(json!({"to": {"link": true}, "words": "Autre chose."}).to_string().into_bytes()).await;
    assert_eq!(other.0, StatusCode::CONFLICT);
}

#[tokio::test]
async fn a_list_is_offered_row_by_row() {
    let house = House::new().await;
    let ana = house.token("ana").await;
    let (_, made) = house.post("/api/v1/models", Some(&ana), &model()).await;
    let path = format!("/api/v1/models/{}/offers", made["id"].as_str().unwrap());
    let list = "email,narrative\na@example.org,Bravo\nnot-an-address,\nA@example.org,\n";
    let (status, answer) = house.post_as(&path, Some(&ana), &[], list.into(), "text/csv").await;
    assert_eq!((status, answer["offers"].as_array().unwrap().len()), (StatusCode::CREATED, 1), "{answer}");
    let rows: Vec<i64> = answer["rejected"].as_array().unwrap().iter().map(|row| row["row"].as_i64().unwrap()).collect();
    assert_eq!(rows, [2, 3]);
    let ben = house.token("ben").await;
    assert_eq!(house.post_as(&path, Some(&ben), &[], list.into(), "text/csv").await.0, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn bad_input_says_what_to_do_in_a_problem() {
    let house = House::new().await;
    let ana = house.token("ana").await;
    let cases = [
        (json!({"to": {"email": "x"}, "words": "Merci."}), "to.email"),
        (json!({"to": {"link": true}, "words": " "}), "words"),
        (json!({"to": {"link": true}, "words": "x".repeat(2001)}), "words"),
        (json!({"to": {"actor": "personne"}, "words": "Merci."}), "to"),
        (json!({"to": {}, "words": "Merci."}), "to"),
        (json!({"to": {"url": "https://wiki.example.org"}, "words": "Merci."}), "to"),
        (json!({"to": {"link": true}, "words": "Merci.", "visibility": "friends"}), "visibility"),
        (json!({"to": {"link": true}, "words": "Merci.", "evidence": [{"url": "javascript:x"}]}), "evidence"),
    ];
    for (body, field) in cases {
        let (status, problem) = house.post("/api/v1/recognitions", Some(&ana), &body).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{body}: {problem}");
        assert!(problem["errors"][0]["field"].as_str().unwrap().starts_with(field), "{body}: {problem}");
    }
    assert!(
        house
            .post("/api/v1/recognitions", Some(&ana), &json!({"to": {"link": true}, "words": "x".repeat(2000)}))
            .await
            .0
            .is_success()
    );
    let broken = house.post_as("/api/v1/recognitions", Some(&ana), &[], b"{".to_vec(), "application/json").await;
    assert_eq!((broken.0, broken.1["status"].as_u64()), (StatusCode::BAD_REQUEST, Some(400)));
    let kind =
        house.post_as("/api/v1/recognitions", Some(&ana), &[], b"words=x".to_vec(), "application/x-www-form-urlencoded").await;
    assert_eq!(kind.0, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let large = house.post_as("/api/v1/recognitions", Some(&ana), &[], vec![b' '; 4 * 1024 * 1024], "application/json").await;
    assert_eq!(large.0, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(house.post("/api/v1/recognitions", None, &json!({})).await.0, StatusCode::UNAUTHORIZED);
    assert_eq!(house.post("/api/v1/recognitions", Some("nobody"), &json!({})).await.0, StatusCode::UNAUTHORIZED);
    assert_eq!(house.get("/api/v1/nothing", None).await.1["status"], 404);
    assert_eq!(house.post("/api/v1/me", Some(&ana), &json!({})).await.0, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn a_file_that_is_no_badge_is_named_for_what_it_is() {
    let house = House::new().await;
    for (bytes, word) in [(b"%PDF-1.7 x".as_slice(), "PDF"), (b"\xFF\xD8\xFF\xE0 x", "JPEG"), (b"", "empty")] {
        let (status, report) = house.post_as("/api/v1/verify", None, &[], multipart(bytes), MULTIPART).await;
        assert_eq!((status, &report["verdict"]), (StatusCode::OK, &json!("not_a_badge")), "{report}");
        assert!(report["summary"].as_str().unwrap().contains(word), "{report}");
    }
    let (status, _) =
        house.post_as("/api/v1/verify", None, &[], vec![b'x'; 6 * 1024 * 1024 + 64 * 1024 + 1], "application/json").await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn sizes_at_the_limit_pass_and_one_more_does_not() {
    let house = House::new().await;
    let at_most = house.post_as("/api/v1/verify", None, &[], multipart(&vec![b'x'; 6 * 1024 * 1024]), MULTIPART).await;
    assert_eq!((at_most.0, &at_most.1["verdict"]), (StatusCode::OK, &json!("not_a_badge")));
    let one_more = house.post_as("/api/v1/verify", None, &[], multipart(&vec![b'x'; 6 * 1024 * 1024 + 1]), MULTIPART).await;
    assert_eq!(one_more.0, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn languages_are_written_as_usual_and_kept() {
    let house = House::new().await;
    let ana = house.token("ana").await;
    let mut said = model();
    said["name"] = json!({"en-us": "I tried it"});
    let (status, made) = house.post("/api/v1/models", Some(&ana), &said).await;
    assert_eq!((status, &made["name"]), (StatusCode::CREATED, &json!({"en-US": "I tried it"})));
    let path = format!("/api/v1/models/{}/offers", made["id"].as_str().unwrap());
    assert_eq!(house.post(&path, Some(&ana), &json!({"recipients": [{"link": true}]})).await.0, StatusCode::CREATED);
    let breton = [("Accept-Language", "br")];
    let (_, made) = house.post_as("/api/v1/models", Some(&ana), &breton, model_in_one_language(), "application/json").await;
    assert_eq!(made["name"], json!({"br": "Klasket em eus"}));
    let (status, kind, bytes) = house.form(&format!("/models/{}/versions/1.json", made["id"].as_str().unwrap()), "*/*").await;
    assert_eq!((status, kind.as_str()), (StatusCode::OK, "application/ld+json"));
    assert_eq!(serde_json::from_slice::<Value>(&bytes).unwrap()["inLanguage"], "br");
}

fn model_in_one_language() -> Vec<u8> {
    json!({"name": "Klasket em eus", "description": "x", "criteria": "y", "kind": "peer"}).to_string().into_bytes()
}

#[tokio::test]
async fn a_row_is_refused_alone_and_a_no_may_be_said_twice() {
    let house = House::new().await;
    let ana = house.token("ana").await;
    let (_, made) = house.post("/api/v1/models", Some(&ana), &model()).await;
    let path = format!("/api/v1/models/{}/offers", made["id"].as_str().unwrap());
    let rows =
        json!({"recipients": [{"email": "a@example.org", "evidence": [{"url": "javascript:x"}]}, {"email": "b@example.org"}]});
    let (status, answer) = house.post(&path, Some(&ana), &rows).await;
    assert_eq!(
        (status, answer["offers"].as_array().unwrap().len(), answer["rejected"][0]["row"].as_u64()),
        (StatusCode::CREATED, 1, Some(1))
    );
    let claim = last(&answer["offers"][0]["claim_url"]);
    for _ in 0..2 {
        let (status, answer) = house.post(&format!("/api/v1/offers/{claim}/decline"), None, &json!({})).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
    }
    let (status, problem) = house.post("/api/v1/recognitions", Some(&ana), &json!({"to": {"link": true}})).await;
    assert_eq!((status, &problem["errors"][0]["field"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("words")));
}

#[tokio::test]
async fn words_are_not_an_award_and_a_token_opens_what_is_private() {
    let house = House::new().await;
    let ana = house.token("ana").await;
    let (_, given) = house.post("/api/v1/recognitions", Some(&ana), &json!({"to": {"link": true}, "words": "Merci."})).await;
    let (claim, id) = (last(&given["claim_url"]), given["id"].as_str().unwrap().to_owned());
    house.post(&format!("/api/v1/offers/{claim}/accept"), None, &json!({"visibility": "private"})).await;
    assert_eq!(house.get(&format!("/api/v1/awards/{id}"), Some(&ana)).await.0, StatusCode::NOT_FOUND);
    assert_eq!(house.get(&format!("/awards/{id}.json"), Some(&ana)).await.0, StatusCode::NOT_FOUND);
    assert_eq!(house.get(&format!("/recognitions/{id}.json"), None).await.0, StatusCode::NOT_FOUND);
    assert_eq!(house.get(&format!("/recognitions/{id}.json"), Some(&ana)).await.0, StatusCode::OK);
}

/// The address of a document of ours, as a path of the router.
fn path(url: &Value) -> String {
    url.as_str().unwrap().strip_prefix("https://anavez.example").unwrap().to_owned()
}

#[tokio::test]
async fn an_accepted_award_answers_in_every_public_form() {
    let house = House::new().await;
    let ana = house.token("ana").await;
    let (award, claim) = house.offered_badge(&ana, "lucien@example.org").await;
    let forms = [
        (".json", "application/vc+ld+json"),
        (".ob2.json", "application/ld+json"),
        (".jwt", "application/jwt"),
        (".png", "image/png"),
        (".svg", "image/svg+xml"),
        (".png?form=ob2", "image/png"),
        (".svg?form=ob2", "image/svg+xml"),
    ];
    let all = async |status: StatusCode, when: &str| {
        for (form, kind) in forms {
            let (answer, said, bytes) = house.form(&format!("{award}{form}"), "*/*").await;
            assert_eq!(answer, status, "{form} {when}: {}", String::from_utf8_lossy(&bytes));
            assert!(status != StatusCode::OK || said == kind, "{form}: {said}");
        }
    };
    all(StatusCode::NOT_FOUND, "before a yes").await;
    house.post(&format!("/api/v1/offers/{claim}/accept"), None, &json!({"visibility": "public"})).await;
    all(StatusCode::OK, "accepted and public").await;

    let (_, kind, token) = house.form(&award, "application/jwt").await;
    assert_eq!((kind.as_str(), token.split(|byte| *byte == b'.').count()), ("application/jwt", 3));
    let ob2 = "application/ld+json;profile=\"https://w3id.org/openbadges/v2\"";
    let (_, _, bytes) = house.form(&award, ob2).await;
    let assertion: Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(path(&assertion["id"]), format!("{award}.ob2.json"));
    // As a reader of Open Badges 2.0 goes: from the assertion to the class to the issuer, each where it says it is.
    let (_, _, bytes) = house.form(&path(&assertion["badge"]), "application/json").await;
    let class: Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!((&class["id"], &class["type"]), (&assertion["badge"], &json!("BadgeClass")));
    let (_, kind, bytes) = house.form(&path(&class["issuer"]), "application/json").await;
    let issuer: Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!((&issuer["id"], &issuer["type"], kind.as_str()), (&class["issuer"], &json!("Issuer"), "application/ld+json"));
    for other in [&assertion["image"], &class["image"], &class["related"][0]["id"]] {
        assert_eq!(house.form(&path(other), "*/*").await.0, StatusCode::OK, "{other}");
    }
    let (_, given) = house.get(&format!("/api/v1{award}"), None).await;
    for document in ["json", "ob2", "jwt", "png", "svg"] {
        assert_eq!(house.form(&path(&given["documents"][document]), "*/*").await.0, StatusCode::OK, "{document}");
    }

    let (status, _) = house.post(&format!("/api/v1{award}/revoke"), Some(&ana), &json!({"reason": "Une correction."})).await;
    assert_eq!(status, StatusCode::OK);
    all(StatusCode::GONE, "revoked").await;
    let (_, _, bytes) = house.form(&format!("{award}.ob2.json"), "*/*").await;
    let gone: Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!((&gone["revoked"], &gone["revocationReason"]), (&json!(true), &json!("Une correction.")));
}

#[tokio::test]
async fn a_private_award_has_no_hosted_form_and_its_token_is_for_its_sides() {
    let house = House::new().await;
    let (ana, ben) = (house.token("ana").await, house.token("ben").await);
    let (award, claim) = house.offered_badge(&ana, "lucien@example.org").await;
    house.post(&format!("/api/v1/offers/{claim}/accept"), None, &json!({"visibility": "private"})).await;
    for form in [".ob2.json", ".jwt", ".png?form=ob2", ".json"] {
        for token in [None, Some(ben.as_str())] {
            assert_eq!(house.get(&format!("{award}{form}"), token).await.0, StatusCode::NOT_FOUND, "{form}");
        }
    }
    assert_eq!(
        house.get(&format!("{award}.ob2.json"), Some(&ana)).await.0,
        StatusCode::NOT_FOUND,
        "hosted is for everybody or nobody"
    );
    assert_eq!(house.get(&format!("{award}.json"), Some(&ana)).await.0, StatusCode::OK);
    let ask = format!("/api/v1{award}/jwt");
    assert_eq!(house.post(&ask, None, &json!({})).await.0, StatusCode::UNAUTHORIZED);
    assert_eq!(house.post(&ask, Some(&ben), &json!({})).await.0, StatusCode::NOT_FOUND);
    let (status, given) = house.post(&ask, Some(&ana), &json!({})).await;
    assert_eq!(status, StatusCode::OK, "{given}");
    assert!(given["documents"]["jwt"].is_string() && given["documents"].get("ob2").is_none(), "{given}");
}

#[tokio::test]
async fn a_token_that_was_not_made_says_whom_to_ask() {
    let house = House::new().await;
    let ana = house.token("ana").await;
    let (award, claim) = house.offered_badge(&ana, "lucien@example.org").await;
    house.post(&format!("/api/v1/offers/{claim}/accept"), None, &json!({"visibility": "public"})).await;
    let world = &house.place.world;
    let mut writing = world.store.writing().await.unwrap();
    writing.erase_award_token(award.rsplit('/').next().unwrap().parse().unwrap()).await.unwrap();
    writing.commit().await.unwrap();
    let (status, problem) = house.get(&format!("{award}.jwt"), None).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(problem["detail"].as_str().unwrap().contains("/jwt"), "{problem}");
    assert_eq!(house.get(&format!("/api/v1{award}"), None).await.1["documents"].get("jwt"), None);
    assert_eq!(house.post(&format!("/api/v1{award}/jwt"), Some(&ana), &json!({})).await.0, StatusCode::OK);
    assert_eq!(house.form(&format!("{award}.jwt"), "*/*").await.0, StatusCode::OK);
}

#[tokio::test]
async fn a_badge_is_put_on_hold_and_off_again_by_its_giver_where_its_model_allows_it() {
    let house = House::new().await;
    let (ana, ben) = (house.token("ana").await, house.token("ben").await);
    let mut said = model();
    said["rules"] = json!({"suspension": true});
    let (_, made) = house.post("/api/v1/models", Some(&ana), &said).await;
    assert_eq!(made["rules"], json!({"suspension": true}));
    let offers = format!("/api/v1/models/{}/offers", made["id"].as_str().unwrap());
    let (_, answer) = house.post(&offers, Some(&ana), &json!({"recipients": [{"email": "lucien@example.org"}]})).await;
    let (id, claim) = (answer["offers"][0]["id"].as_str().unwrap().to_owned(), last(&answer["offers"][0]["claim_url"]));
    let call = |act: &str| format!("/api/v1/awards/{id}/{act}");
    let reason = json!({"reason": "Un doublon à éclaircir."});
    assert_eq!(house.post(&call("suspend"), Some(&ana), &reason).await.0, StatusCode::CONFLICT, "not before a yes");
    house.post(&format!("/api/v1/offers/{claim}/accept"), None, &json!({"visibility": "public"})).await;
    for act in ["suspend", "reinstate"] {
        assert_eq!(house.post(&call(act), None, &json!({})).await.0, StatusCode::UNAUTHORIZED);
        assert_eq!(house.post(&call(act), Some(&ben), &json!({})).await.0, StatusCode::FORBIDDEN);
    }
    let (status, given) = house.post(&call("suspend"), Some(&ana), &reason).await;
    assert_eq!((status, &given["state"], &given["reason"]), (StatusCode::OK, &json!("suspended"), &reason["reason"]), "{given}");
    assert!(given["suspended_at"].is_string());
    let (status, hosted) = house.get(&format!("/awards/{id}.ob2.json"), None).await;
    assert_eq!((status, &hosted["revoked"]), (StatusCode::OK, &json!(true)), "410 is for ever, a hold is not");
    let (_, verified) =
        house.post("/api/v1/verify", None, &json!({"credential": house.get(&format!("/awards/{id}.json"), None).await.1})).await;
    assert_eq!((&verified["verdict"], &verified["status"]), (&json!("suspended"), &json!("suspended")), "{verified}");
    let (status, given) = house.post(&call("reinstate"), Some(&ana), &json!({})).await;
    assert_eq!((status, &given["state"], &given["reason"]), (StatusCode::OK, &json!("accepted"), &Value::Null));

    let (award, claim) = house.offered_badge(&ana, "lucien@example.org").await;
    house.post(&format!("/api/v1/offers/{claim}/accept"), None, &json!({"visibility": "public"})).await;
    let (status, problem) = house.post(&format!("/api/v1{award}/suspend"), Some(&ana), &reason).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(problem["detail"].as_str().unwrap().contains("revoked"), "what can be done instead: {problem}");
}

#[tokio::test]
async fn a_claim_link_that_nobody_has_opens_nothing() {
    let house = House::new().await;
    for token in ["x", "AAAAAAAAAAAAAAAAAAAAAAAA"] {
        for path in ["accept", "decline", "reply"] {
            let (status, _) = house.post(&format!("/api/v1/offers/{token}/{path}"), None, &json!({"text": "x"})).await;
            assert_eq!(status, StatusCode::NOT_FOUND, "{token} {path}");
        }
    }
}

#[tokio::test]
async fn pages_and_files_close_what_a_browser_could_be_talked_into() {
    let house = House::new().await;
    for path in ["/", "/api/v1/openapi.json", "/healthz", "/nothing"] {
        let response = house.send(Request::get(path).body(Body::empty()).unwrap()).await;
        let policy = response.headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap().to_owned();
        assert!(
            policy.starts_with("default-src 'none'") && !policy.contains("unsafe-inline") && !policy.contains("script"),
            "{path}: {policy}"
        );
        assert_eq!(response.headers()[header::X_CONTENT_TYPE_OPTIONS], "nosniff", "{path}");
    }
}

/// The document is a promise: it changes only knowingly. `UPDATE=1 cargo test -p anavez-web --test api` writes it anew.
#[test]
fn the_openapi_document_is_the_one_that_was_promised() {
    let document = anavez_web::api::document().to_pretty_json().unwrap();
    let kept = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/openapi.json");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(kept, &document).unwrap();
    }
    assert_eq!(std::fs::read_to_string(kept).unwrap_or_default(), document, "run with UPDATE=1 if this change is meant");
}

#[test]
fn no_field_of_the_api_ranks_anybody() {
    let document = serde_json::to_value(anavez_web::api::document()).unwrap();
    let mut names = Vec::new();
    collect(&document, &mut names);
    assert!(names.len() > 50);
    for name in names {
        let lower = name.to_lowercase();
        for word in ["score", "rank", "level", "points", "karma", "reputation", "popularity"] {
            assert!(!lower.contains(word), "{name}");
        }
    }
}

fn collect(value: &Value, names: &mut Vec<String>) {
    match value {
        Value::Object(map) => map.iter().for_each(|(name, value)| {
            names.push(name.clone());
            collect(value, names);
        }),
        Value::Array(list) => list.iter().for_each(|value| collect(value, names)),
        _ => {}
    }
}
