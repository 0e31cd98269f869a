use proptest::prelude::*;
use serde_json::{Value, json};

use super::{BYTES_MAX, DEPTH_MAX, JsonError, read, read_borrowed};

fn refusal(text: &str) -> JsonError {
    read(text.as_bytes()).expect_err(text)
}

#[test]
fn a_key_twice_is_refused_in_small_and_in_large_objects() {
    assert!(matches!(refusal(r#"{"a":{"b":1,"c":2,"b":3}}"#), JsonError::DuplicateKey { key, .. } if key == "b"));
    assert!(matches!(refusal(r#"{"a":1,"\u0061":2}"#), JsonError::DuplicateKey { key, .. } if key == "a"));
    let many: Vec<String> = (0..40).chain([7]).map(|i| format!("\"k{i}\":0")).collect();
    assert!(matches!(refusal(&format!("{{{}}}", many.join(","))), JsonError::DuplicateKey { key, .. } if key == "k7"));
}

#[test]
fn lone_surrogates_are_refused_and_pairs_are_read() {
    for text in [r#""\ud800""#, r#""\udc00""#, r#""\ud800\u0041""#, r#""\ud83c\ud83c""#, r#""\ud800x""#] {
        assert!(matches!(refusal(text), JsonError::LoneSurrogate { at: 1 }), "{text}");
    }
    assert_eq!(read(br#""\ud83c\udfc5""#), Ok(json!("🏅")));
}

#[test]
fn depth_is_bounded() {
    let nested = |n: usize| "[".repeat(n) + &"]".repeat(n);
    assert!(read(nested(DEPTH_MAX).as_bytes()).is_ok());
    assert_eq!(refusal(&nested(DEPTH_MAX + 1)), JsonError::TooDeep { at: DEPTH_MAX });
    assert_eq!(refusal(&"[".repeat(1_000_000)), JsonError::TooDeep { at: DEPTH_MAX });
}

#[test]
fn length_is_bounded() {
    let long = vec![b' '; BYTES_MAX + 1];
    assert_eq!(read(&long), Err(JsonError::TooLong { bytes: BYTES_MAX + 1 }));
}

#[test]
fn what_is_not_json_is_refused() {
    for text in [
        "",
        " ",
        "{",
        "[1,]",
        "{\"a\":1,}",
        "{a:1}",
        "'a'",
        "01",
        "1.",
        ".5",
        "+1",
        "1e",
        "-",
        "tru",
        "nul",
        "NaN",
        "\"a",
        "\"\t\"",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"\\u+123\"",
        "1 2",
        "[1 2]",
        "{\"a\" 1}",
        "\u{feff}1",
        "//",
        "\"\\",
    ] {
        assert!(read(text.as_bytes()).is_err(), "{text}");
    }
    assert_eq!(read(b"\"a\xff\""), Err(JsonError::NotUtf8 { at: 2 }));
    assert_eq!(refusal("1e999"), JsonError::NumberOutOfRange { at: 0 });
}

#[test]
fn texts_without_escapes_are_borrowed() {
    let json = read_borrowed(r#"{"é":"lecture à voix haute, \n et plus"}"#.as_bytes()).expect("JSON");
    assert_eq!(json.get("é").and_then(super::Json::as_str), Some("lecture à voix haute, \n et plus"));
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_filter("finite", |f| f.is_finite()).prop_map(Value::from),
        ".{0,24}".prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        "[\\x00-\\x20\"\\\\\\x7f]{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 64, 8, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((".{0,6}", inner), 0..20).prop_map(|e| Value::Object(e.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn reads_what_serde_json_writes(value in any_json()) {
        prop_assert_eq!(read(&serde_json::to_vec(&value).unwrap()), Ok(value.clone()));
        prop_assert_eq!(read(&serde_json::to_vec_pretty(&value).unwrap()), Ok(value));
    }

    #[test]
    fn writes_what_serde_json_writes(value in any_json()) {
        let mut bytes = Vec::new();
        super::write(&value, &mut bytes);
        prop_assert_eq!(String::from_utf8(bytes).unwrap(), value.to_string());
    }

    /// Broken bytes: never a panic, and never accepted where serde_json refuses.
    #[test]
    fn refuses_what_serde_json_refuses(value in any_json(), at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut bytes = serde_json::to_vec(&value).unwrap();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        match (read(&bytes), serde_json::from_slice::<Value>(&bytes)) {
            (Ok(ours), Ok(theirs)) => prop_assert_eq!(ours, theirs),
            (Ok(ours), Err(e)) => prop_assert!(false, "{} accepted: {}", ours, e),
            (Err(JsonError::DuplicateKey { .. }), _) | (Err(_), Err(_)) => {}
            (Err(e), Ok(_)) => prop_assert!(false, "refused: {}", e),
        }
    }
}
