//! `anavez keys` and `anavez token`, without a server.

use anavez_keys::Portable;

use crate::program::Desk;

#[test]
fn a_generated_key_is_new_each_time_and_reads_back() {
    let desk = Desk::new();
    let [one, two] = [(), ()].map(|()| desk.run(&["keys", "generate"]));
    assert_eq!((one.code, one.said.as_str()), (0, ""));
    let key = Portable::from_json(one.text()).unwrap();
    assert!(key.did().starts_with("did:key:z6Mk"));
    assert_ne!(key.did(), Portable::from_json(two.text()).unwrap().did());
    assert_eq!(std::fs::read_dir(desk.path()).unwrap().count(), 0, "a key is printed and kept nowhere");
}

#[test]
fn a_token_stands_alone_on_stdout_and_is_another_each_time() {
    let desk = Desk::new();
    let [one, two] = [(), ()].map(|()| desk.run(&["token", "create", "--data", "here", "--actor", "anna"]));
    assert_eq!((one.code, two.code), (0, 0), "{one:?} {two:?}");
    let token = one.text().strip_suffix('\n').unwrap();
    assert!(!token.is_empty() && token.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c)), "{token:?}");
    assert_ne!(one.text(), two.text());
    assert_eq!(desk.run(&["check", "--data", "here"]).code, 0);
}

#[test]
fn a_handle_that_cannot_be_one_is_refused() {
    let desk = Desk::new();
    let ended = desk.run(&["token", "create", "--data", "here", "--actor", "no such/handle"]);
    assert!(ended.code >= 64 && ended.text().is_empty() && !ended.said.is_empty(), "{ended:?}");
}

#[test]
fn somebody_who_never_gave_has_no_key() {
    let desk = Desk::new();
    desk.run(&["token", "create", "--data", "here", "--actor", "anna"]);
    let list = desk.run(&["keys", "list", "--data", "here", "--actor", "anna"]);
    assert_eq!((list.code, list.text()), (0, ""));
    for what in ["rotate", "revoke"] {
        let ended = desk.run(&["keys", what, "--data", "here", "--actor", "anna"]);
        assert!(ended.code >= 64 && ended.said.contains("no key yet"), "{ended:?}");
    }
    assert!(desk.run(&["keys", "list", "--data", "here", "--actor", "nobody"]).code >= 64);
}
