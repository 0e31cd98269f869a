//! `anavez issue`: one badge to a list, without a server; stopped and killed at any moment.

use std::collections::HashSet;
use std::path::Path;
use std::process::{Child, Stdio};

use openbadges::jsonld::Engine;
use openbadges::multibase::Ed25519Public;
use openbadges::proof::check_bytes;
use openbadges::write::hash_identity;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use serde_json::Value;

use crate::program::{Desk, Ended};

const MODEL: &str = r#"{"name": {"fr": "Relecture attentive", "en": "Careful reading"}, "description": "Pour qui relit.",
    "criteria": {"fr": "- Avoir relu \"tout\""}, "kind": "peer", "tags": ["lire"], "issuer": "Le Forum"}"#;
/// A list with everything that a row can have, and two that cannot be used.
const LIST: &str = "email,name,narrative,evidence\n\
    ann@x.example,Ann Le Roux,,\n\
    no address,Bob,,\n\
    Cléo@x.example,Cléo,\"Elle a dit \"\"oui\"\"\nhier\",https://wiki.example/1\n\
    ANN@x.example,Ann again,,\n\
    dan@x.example,Dan,Relu,Le texte relu\n";
/// Rows of a list that is killed: several groups of badges that become durable together.
const KILLED_ROWS: usize = 9_000;
const KILLS: usize = 12;

fn desk(list: &str) -> Desk {
    let desk = Desk::new();
    let key = desk.run(&["keys", "generate"]);
    desk.lay("key.json", key.out);
    desk.lay("model.json", MODEL);
    desk.lay("list.csv", list);
    desk
}

const ISSUE: [&str; 9] =
    ["issue", "--badge", "model.json", "--recipients", "list.csv", "--key", "key.json", "--out", "out.jsonl"];

fn issue(desk: &Desk, more: &[&str]) -> Ended {
    desk.run(&[&ISSUE[..], more].concat())
}

fn lines(desk: &Desk) -> Vec<String> {
    let text = String::from_utf8(desk.read("out.jsonl")).unwrap();
    assert!(text.is_empty() || text.ends_with('\n'), "a half line");
    text.lines().map(str::to_owned).collect()
}

fn public(desk: &Desk) -> Ed25519Public {
    let key: Value = serde_json::from_slice(&desk.read("key.json")).unwrap();
    Ed25519Public::from_multikey(key["publicKeyMultibase"].as_str().unwrap()).unwrap()
}

/// Verified as a stranger would, and to this address.
fn assert_is_for(line: &str, key: &Ed25519Public, address: &str) -> Value {
    check_bytes(Engine::standard(), line.as_bytes(), key).unwrap();
    let badge: Value = serde_json::from_str(line).unwrap();
    let identity = &badge["credentialSubject"]["identifier"][0];
    assert_eq!(identity["identityHash"], hash_identity(address, identity["salt"].as_str().unwrap()), "{address}");
    badge
}

#[test]
fn good_rows_are_issued_and_the_others_said_with_their_reason() {
    let desk = desk(LIST);
    let ended = issue(&desk, &[]);
    assert_eq!((ended.code, ended.text()), (0, ""), "{ended:?}");
    assert!(ended.said.contains("row 2: ") && ended.said.contains("row 4: ") && ended.said.contains("3 badges"), "{ended:?}");
    let refused = String::from_utf8(desk.read("out.jsonl.rejected.csv")).unwrap();
    assert!(refused.starts_with("row,reason\n2,\"") && refused.contains("\n4,\"") && refused.lines().count() == 3, "{refused}");
    let (lines, key) = (lines(&desk), public(&desk));
    let addresses = ["ann@x.example", "cléo@x.example", "dan@x.example"];
    let badges: Vec<Value> = lines.iter().zip(addresses).map(|(line, to)| assert_is_for(line, &key, to)).collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(badges[1]["credentialSubject"]["narrative"], "Elle a dit \"oui\"\nhier");
    assert_eq!(badges[1]["evidence"][0]["id"], "https://wiki.example/1");
    assert_eq!(badges[2]["evidence"][0]["narrative"], "Le texte relu");
    assert_eq!(badges[0]["name"], "Relecture attentive");
    for personal in ["Le Roux", "ann@", "ANN@", "léo", "Dan"] {
        assert!(!lines.concat().contains(personal), "{personal} stands in a badge");
    }
}

#[test]
fn a_badge_is_verified_by_the_program_in_each_form_and_in_its_picture() {
    for format in ["ldp", "jwt"] {
        let desk = desk(LIST);
        assert_eq!(issue(&desk, &["--format", format, "--bake", "pictures"]).code, 0);
        desk.lay("one", lines(&desk)[1].as_bytes());
        for file in ["one", "pictures/000003.svg"] {
            let report = desk.run(&["verify", file, "--offline", "--json", "--recipient", "cléo@x.example"]);
            let report = (report.code, report.json());
            assert_eq!((report.0, &report.1["verdict"], &report.1["issuer_proven"]), (0, &"verified".into(), &"proven".into()));
        }
        assert_eq!(std::fs::read_dir(desk.path().join("pictures")).unwrap().count(), 3);
    }
}

#[test]
fn an_achievement_of_open_badges_is_given_as_it_stands() {
    let desk = desk(LIST);
    let achievement = r#"{"id": "https://a.example/1", "type": ["Achievement"], "name": "Reading", "description": "d",
        "criteria": {"narrative": "c"}, "achievementType": "Competency", "tag": ["x"]}"#;
    desk.lay("model.json", achievement);
    assert_eq!(issue(&desk, &[]).code, 0);
    let badge = assert_is_for(&lines(&desk)[0], &public(&desk), "ann@x.example");
    let expected: Value = serde_json::from_str(achievement).unwrap();
    assert_eq!(badge["credentialSubject"]["achievement"], expected);
}

#[test]
fn what_cannot_be_issued_is_refused_before_the_first_badge() {
    for (name, text, code) in [
        ("model.json", "{\"name\": \"x\"}", 65),
        ("model.json", r#"{"id": "https://a.example/1", "type": ["Achievement"], "name": "x"}"#, 65),
        (
            "model.json",
            r#"{"id": "https://a.example/1", "type": ["Achievement"], "name": "x", "description": "d", "criteria": {"narrative": "c"}, "unsigned": "x"}"#,
            65,
        ),
        ("key.json", "{}", 65),
        ("list.csv", "mail\na@x.example\n", 65),
    ] {
        let desk = desk(LIST);
        desk.lay(name, text);
        let ended = issue(&desk, &[]);
        assert_eq!(ended.code, code, "{name} {text}: {ended:?}");
        assert!(std::fs::read(desk.path().join("out.jsonl")).unwrap_or_default().is_empty());
    }
}

#[test]
fn a_run_that_is_done_stays_as_it_is_and_another_does_not_touch_it() {
    let desk = desk(LIST);
    issue(&desk, &[]);
    let before = desk.read("out.jsonl");
    assert!(issue(&desk, &[]).said.contains("done before"));
    assert_eq!(desk.read("out.jsonl"), before);
    desk.lay("list.csv", LIST.replace("dan@", "eve@"));
    let other = issue(&desk, &[]);
    assert_eq!((other.code, desk.read("out.jsonl")), (64, before), "{other:?}");
    let foreign = desk.lay("letter.txt", "Dear");
    assert_eq!(desk.run(&[&ISSUE[..8], &["letter.txt"]].concat()).code, 64);
    assert_eq!(std::fs::read(foreign).unwrap(), b"Dear");
}

/// `kill -9` in a loop, at random lengths of the output; then to its end: each row once, each badge right.
#[test]
fn a_run_that_is_killed_again_and_again_doubles_and_loses_nothing() {
    let list = long_list(KILLED_ROWS);
    let desk = desk(&list);
    let mut chance = StdRng::seed_from_u64(7);
    let (mut killed, mut longest) = (0, 0);
    for _ in 0..KILLS {
        let mut child = started(&desk);
        let wait_for = longest + chance.random_range(0..3_000_000_u64);
        while length(desk.path()) < wait_for && child.try_wait().unwrap().is_none() {
            std::thread::yield_now();
        }
        killed += usize::from(child.try_wait().unwrap().is_none());
        child.kill().unwrap();
        child.wait().unwrap();
        longest = length(desk.path());
    }
    assert!(killed > 2, "only {killed} of {KILLS} kills hit a run under way: the test sees nothing");
    let ended = issue(&desk, &[]);
    assert_eq!(ended.code, 0, "{ended:?}");
    let (lines, key) = (lines(&desk), public(&desk));
    assert_eq!(lines.len(), KILLED_ROWS);
    let mut ids = HashSet::new();
    for (row, line) in lines.iter().enumerate() {
        // Every badge to its receiver; the signature of some, since a stranger's look takes longer than a signature.
        let badge: Value = if row % 7 == 0 || row % 1_000 > 990 {
            assert_is_for(line, &key, &address(row))
        } else {
            serde_json::from_str(line).unwrap()
        };
        let identity = &badge["credentialSubject"]["identifier"][0];
        assert_eq!(identity["identityHash"], hash_identity(&address(row), identity["salt"].as_str().unwrap()));
        assert!(ids.insert(badge["id"].to_string()), "row {row} has the id of another");
    }
}

/// A list ten times as long takes no more memory, but for what remembers which addresses were there: 9 bytes a row.
#[test]
fn a_list_ten_times_as_long_takes_no_more_memory() {
    let peaks = [5_000, 50_000].map(|rows| {
        let desk = desk(&long_list(rows));
        let mut child = started(&desk);
        let mut peak = 0;
        while child.try_wait().unwrap().is_none() {
            peak = peak_kib(&child).unwrap_or(peak);
            std::thread::yield_now();
        }
        assert_eq!(lines(&desk).len(), rows);
        peak
    });
    println!("peaks: {peaks:?} KiB");
    assert!(peaks[0] > 0 && peaks[1] < peaks[0] + 2_048, "{peaks:?} KiB");
}

fn address(row: usize) -> String {
    format!("receiver{row}@example.org")
}

fn long_list(rows: usize) -> String {
    let row = |row| format!("{},{}\n", address(row), if row % 3 == 0 { "A relu \"\"tout\"\"" } else { "" }.replace("\"\"", "'"));
    format!("email,narrative\n{}", (0..rows).map(row).collect::<String>())
}

fn started(desk: &Desk) -> Child {
    desk.command(&ISSUE).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

fn length(desk: &Path) -> u64 {
    std::fs::metadata(desk.join("out.jsonl")).map_or(0, |facts| facts.len())
}

/// The most memory that a process had at once so far (`VmHWM`).
fn peak_kib(child: &Child) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().strip_suffix(" kB")?.trim().parse().ok()
}
