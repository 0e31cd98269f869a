//! `anavez serve`, with the commands that work beside it.

use std::io::{Read as _, Write as _};
use std::os::unix::fs::PermissionsExt as _;

use serde_json::Value;

use crate::program::Desk;
use crate::server::{Server, connect};

fn token(desk: &Desk, handle: &str) -> String {
    let ended = desk.run(&["token", "create", "--data", "here", "--actor", handle]);
    assert_eq!(ended.code, 0, "{ended:?}");
    format!("Bearer {}", ended.text().trim_end())
}

#[test]
fn a_token_made_beside_a_running_server_opens_the_ledger_at_once() {
    let desk = Desk::new();
    let server = Server::start(&desk, &[]);
    let token = token(&desk, "anna");
    let ledger = server.get("/api/v1/me/ledger", &[("Authorization", &token)]);
    assert_eq!(ledger.status, 200, "{ledger:?}");
    let ledger: Value = serde_json::from_str(&ledger.body).unwrap();
    assert!(ledger["received"].is_array(), "{ledger}");
    assert_eq!(server.get("/api/v1/me/ledger", &[]).status, 401);
    assert_eq!(server.get("/api/v1/me/ledger", &[("Authorization", "Bearer made-up")]).status, 401);
    assert_eq!(server.stop().0, Some(0));
}

#[test]
fn a_token_made_before_the_first_start_fixes_no_address() {
    let desk = Desk::new();
    let token = token(&desk, "anna");
    let server = Server::start(&desk, &["--public-url", "https://recognition.example.org"]);
    assert_eq!(server.get("/api/v1/me/ledger", &[("Authorization", &token)]).status, 200);
    assert_eq!(server.stop().0, Some(0));
    assert_eq!(desk.run(&["check", "--data", "here"]).code, 0);
}

#[test]
fn another_public_address_is_refused_and_the_refusal_names_both() {
    let desk = Desk::new();
    let kept = ["--public-url", "https://recognition.example.org"];
    assert_eq!(Server::start(&desk, &kept).stop().0, Some(0));
    for said in [&["--public-url", "https://elsewhere.example.org"][..], &["--public-url", "http://127.0.0.1:8080"]] {
        let ended = desk.run(&[&["serve", "--data", "here", "--listen", "127.0.0.1:0"], said].concat());
        assert_eq!((ended.code, ended.text()), (78, ""), "{ended:?}");
        assert!(ended.said.contains("https://recognition.example.org") && ended.said.contains(said[1]), "{ended:?}");
    }
    assert_eq!(Server::start(&desk, &kept).stop().0, Some(0));
    assert_eq!(Server::start(&desk, &[]).stop().0, Some(0), "the address of the first start is remembered");
}

#[test]
fn an_address_that_others_could_not_verify_is_refused_before_anything_is_written_down() {
    let desk = Desk::new();
    for said in
        [&["--public-url", "http://recognition.example.org"][..], &["--public-url", "nowhere"], &["--listen", "0.0.0.0:0"]]
    {
        let without_listen = said[0] == "--listen";
        let listen = if without_listen { &[][..] } else { &["--listen", "127.0.0.1:0"] };
        let ended = desk.run(&[&["serve", "--data", "here"], listen, said].concat());
        assert_eq!(ended.code, 78, "{ended:?}");
        assert!(!without_listen || ended.said.contains("--public-url"), "{ended:?}");
    }
    assert_eq!(Server::start(&desk, &["--public-url", "https://a.example.org"]).stop().0, Some(0));
}

#[test]
fn the_demonstration_is_for_this_machine_only() {
    let desk = Desk::new();
    for reachable in [
        &["--listen", "0.0.0.0:0"][..],
        &["--listen", "[::]:0"],
        &["--listen", "127.0.0.1:0", "--public-url", "https://recognition.example.org"],
    ] {
        let ended = desk.run(&[&["serve", "--demo", "--data", "here"], reachable].concat());
        assert!(ended.code == 78 && ended.said.contains("this machine only"), "{ended:?}");
        assert!(!desk.path().join("here").exists(), "{reachable:?} left a folder behind");
    }
    // A folder that has a public address already.
    assert_eq!(Server::start(&desk, &["--public-url", "https://recognition.example.org"]).stop().0, Some(0));
    let ended = desk.run(&["serve", "--demo", "--data", "here", "--listen", "127.0.0.1:0"]);
    assert!(ended.code == 78 && ended.said.contains("https://recognition.example.org"), "{ended:?}");
}

#[test]
fn the_demonstration_is_whole_shows_what_people_said_and_is_filled_once() {
    let desk = Desk::new();
    let server = Server::start(&desk, &["--demo"]);
    let home = server.get("/", &[("Accept-Language", "fr")]);
    assert_eq!(home.status, 200);
    let sentences = ["C’est ce que je garde", "Sans soupirer", "elle est à toi samedi", "Tomatoes on 20 July"];
    assert!(sentences.iter().any(|sentence| home.body.contains(sentence)), "{}", home.body);
    assert_eq!(server.get("/outbox", &[]).status, 200);
    let nolwenn = token(&desk, "nolwenn");
    let ledger = server.get("/api/v1/me/ledger", &[("Authorization", &nolwenn)]);
    let before: Value = serde_json::from_str(&ledger.body).unwrap();
    assert!(before["mutual"].as_array().is_some_and(|people| !people.is_empty()), "{before}");
    assert_eq!(server.stop().0, Some(0));

    let check = desk.run(&["check", "--data", "here"]);
    assert_eq!((check.code, check.text()), (0, "here is whole.\n"), "{check:?}");
    let server = Server::start(&desk, &["--demo"]);
    let ledger = server.get("/api/v1/me/ledger", &[("Authorization", &nolwenn)]);
    assert_eq!(serde_json::from_str::<Value>(&ledger.body).unwrap(), before);
    assert_eq!(server.stop().0, Some(0));
}

#[test]
fn a_folder_with_people_of_its_own_gets_no_invented_ones() {
    let desk = Desk::new();
    let anna = token(&desk, "anna");
    let server = Server::start(&desk, &["--demo"]);
    assert_eq!(server.get("/@nolwenn", &[]).status, 404);
    assert_eq!(server.get("/api/v1/me/ledger", &[("Authorization", &anna)]).status, 200);
}

#[test]
fn letters_are_shown_in_the_demonstration_only() {
    let desk = Desk::new();
    let server = Server::start(&desk, &[]);
    assert_eq!(server.get("/outbox", &[]).status, 404);
}

#[test]
fn it_stops_when_asked_though_somebody_keeps_a_line_open() {
    let desk = Desk::new();
    let server = Server::start(&desk, &[]);
    let mut line = connect(&server.at);
    line.write_all(format!("GET /healthz HTTP/1.1\r\nHost: {}\r\n\r\n", server.at).as_bytes()).unwrap();
    let mut first = [0; 12];
    line.read_exact(&mut first).unwrap();
    assert_eq!(&first, b"HTTP/1.1 200");
    let (code, said) = server.stop();
    assert_eq!(code, Some(0));
    assert!(!said.contains("cut off"), "{said}");
}

#[test]
fn keys_of_the_demonstration_are_listed_replaced_and_revoked_beside_the_server() {
    let desk = Desk::new();
    let server = Server::start(&desk, &["--demo"]);
    let keys = |what: &str| {
        let ended = desk.run(&["keys", what, "--data", "here", "--actor", "nolwenn"]);
        assert_eq!(ended.code, 0, "{ended:?}");
        let columns = |line: &str, at: usize| line.split('\t').nth(at).unwrap().to_owned();
        ended.text().lines().map(|line| format!("{} {}", columns(line, 3), columns(line, 1))).collect::<Vec<_>>()
    };
    // She gave badges that were accepted: one key signs documents, another tokens.
    assert_eq!(keys("list"), ["Ed25519 valid", "RSA valid"]);
    assert_eq!(keys("rotate"), ["Ed25519 retained", "RSA retained", "Ed25519 valid"]);
    assert_eq!(keys("revoke"), ["Ed25519 retained", "RSA retained", "Ed25519 revoked", "Ed25519 valid"]);
    assert_eq!(server.stop().0, Some(0));
    assert_eq!(desk.run(&["check", "--data", "here"]).code, 0);
}

#[test]
fn what_a_server_signed_verifies_over_its_address_and_afterwards_with_its_folder() {
    let desk = Desk::new();
    let server = Server::start(&desk, &["--demo"]);
    let home = server.get("/", &[]).body;
    let start = home.find("/recognitions/0").unwrap_or_else(|| panic!("no words on the first page: {home}"));
    let words = format!("{}.json", &home[start..start + "/recognitions/".len() + 36]);
    desk.lay("words.json", server.get(&words, &[]).body);
    let allowed = [("ANAVEZ_ALLOW_LOOPBACK", "1")];
    let verdict = |arguments: &[&str], environment: &[(&str, &str)]| {
        let ended = desk.run_with(&[&["verify", "--json"], arguments].concat(), environment, b"");
        let report = ended.json();
        format!("{} {} {}", ended.code, report["verdict"].as_str().unwrap(), report["issuer_proven"].as_str().unwrap())
    };
    let address = format!("http://{}{words}", server.at);
    assert_eq!(verdict(&["words.json"], &allowed), "0 verified proven");
    assert_eq!(verdict(&[&address], &allowed), "0 verified proven");
    assert_eq!(verdict(&["words.json", "--data", "here"], &allowed), "0 verified proven", "beside the server");
    assert_eq!(verdict(&["words.json"], &[]), "0 warnings unknown", "nobody else asks an address on this machine");
    assert_eq!(verdict(&["words.json", "--require-issuer"], &[]), "2 unverifiable unknown");
    assert_eq!(server.stop().0, Some(0));
    assert_eq!(verdict(&["words.json"], &allowed), "0 warnings unknown", "nobody answers any more");
    assert_eq!(verdict(&["words.json", "--data", "here"], &[]), "0 verified proven");
}

#[test]
fn a_folder_has_one_server_at_a_time() {
    let desk = Desk::new();
    let server = Server::start(&desk, &[]);
    let second = desk.run(&["serve", "--data", "here", "--listen", "127.0.0.1:0"]);
    assert!(second.code == 78 && second.said.contains("another server"), "{second:?}");
    assert_eq!(server.get("/healthz", &[]).status, 200);
    // Killed without a goodbye: the next one is not kept out.
    drop(server);
    assert_eq!(Server::start(&desk, &[]).stop().0, Some(0));
}

#[test]
fn a_data_folder_is_its_owners_alone() {
    let desk = Desk::new();
    token(&desk, "anna");
    let mode = std::fs::metadata(desk.path().join("here")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700, "{mode:o}");
}
