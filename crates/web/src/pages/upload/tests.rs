use std::net::{IpAddr, Ipv4Addr};

use axum::body::Body;

use super::*;
use crate::view::Theme;

const LIMIT: usize = 1000;

fn visitor() -> Visitor {
    Visitor {
        account: None,
        session: None,
        language: Language::French,
        theme: Theme::System,
        csrf: "right-token".into(),
        path: "/".into(),
        hides_turn: false,
        address: IpAddr::V4(Ipv4Addr::LOCALHOST),
    }
}

fn part(disposition: &str, content: &[u8]) -> Vec<u8> {
    let mut part = format!("--edge\r\nContent-Disposition: form-data; {disposition}\r\n\r\n").into_bytes();
    part.extend_from_slice(content);
    part.extend_from_slice(b"\r\n");
    part
}

async fn send(parts: &[Vec<u8>]) -> Result<Sent<LIMIT>, PageError> {
    let mut body = parts.concat();
    body.extend_from_slice(b"--edge--\r\n");
    let mut request =
        Request::post("/").header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge").body(Body::from(body)).unwrap();
    request.extensions_mut().insert(visitor());
    Sent::from_request(request, &()).await
}

fn token() -> Vec<u8> {
    part("name=\"csrf\"", b"right-token")
}

fn photo(size: usize) -> Vec<u8> {
    part("name=\"photo\"; filename=\"p.png\"", &vec![7; size])
}

#[tokio::test]
async fn a_file_of_the_most_bytes_is_taken_and_one_byte_more_is_refused_in_words() {
    let mut sent = send(&[token(), photo(LIMIT)]).await.unwrap();
    let file = sent.take("photo", Language::French).unwrap().unwrap();
    assert_eq!((file.name.as_str(), file.bytes.len()), ("p.png", LIMIT));
    assert_eq!(sent.take("photo", Language::French), Ok(None));

    let mut sent = send(&[token(), photo(LIMIT + 1), part("name=\"words\"", "Merci".as_bytes())]).await.unwrap();
    assert!(matches!(sent.take("photo", Language::French), Err(Refusal::FileTooLarge { .. })));
    assert_eq!(sent.form.get("words"), "Merci", "what was typed stays");
}

#[tokio::test]
async fn several_files_share_the_most_bytes() {
    let second = part("name=\"other\"; filename=\"q.png\"", &[7; 1]);
    let mut sent = send(&[token(), photo(LIMIT), second]).await.unwrap();
    assert!(sent.take("photo", Language::French).is_ok());
    assert!(sent.take("other", Language::French).is_err());
}

#[tokio::test]
async fn a_field_where_no_file_was_chosen_holds_none() {
    let mut sent = send(&[token(), part("name=\"photo\"; filename=\"\"", b"")]).await.unwrap();
    assert_eq!(sent.take("photo", Language::French), Ok(None));
}

#[tokio::test]
async fn a_form_from_elsewhere_is_refused_with_or_without_files() {
    for token in ["", "wrong-token"] {
        let sent = send(&[part("name=\"csrf\"", token.as_bytes()), photo(10), part("name=\"words\"", b"Hi")]).await;
        let Err(PageError::TooOld(refused)) = sent else { panic!("{token:?} was let through") };
        assert!(refused.fields.iter().any(|(field, value)| field == "words" && value == "Hi"));
    }
    assert!(matches!(send(&[photo(10)]).await, Err(PageError::TooOld(_))));
}

#[tokio::test]
async fn a_form_has_a_most_of_everything() {
    let long = part("name=\"words\"", &vec![b'a'; TYPED_BYTES + 1]);
    assert!(matches!(send(&[token(), long]).await, Err(PageError::TooLarge)));
    let many: Vec<Vec<u8>> = std::iter::repeat_n(token(), FIELDS + 1).collect();
    assert!(matches!(send(&many).await, Err(PageError::BadForm)));
    let huge = photo(BODY_BYTES + 1);
    assert!(matches!(send(&[token(), huge]).await, Err(PageError::TooLarge)));
}

#[tokio::test]
async fn what_is_no_form_is_said_to_be_none() {
    assert!(matches!(send(&[b"--edge\r\nnonsense".to_vec()]).await, Err(PageError::BadForm)));
    assert!(matches!(send(&[token(), part("name=\"words\"", b"\xff\xfe")]).await, Err(PageError::BadForm)));
}

#[tokio::test]
async fn a_plain_form_comes_too() {
    let mut request = Request::post("/")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from("csrf=right-token&words=Merci"))
        .unwrap();
    request.extensions_mut().insert(visitor());
    let sent = Sent::<LIMIT>::from_request(request, &()).await.unwrap();
    assert_eq!(sent.form.get("words"), "Merci");
}

#[test]
fn weights_as_people_read_them() {
    assert_eq!(weight(2 * 1024 * 1024, Language::French), "2\u{a0}Mo");
    assert_eq!(weight(2 * 1024 * 1024 + 1, Language::English), "2.1\u{a0}MB");
    assert_eq!(weight(3_500_000, Language::French), "3,4\u{a0}Mo");
}
