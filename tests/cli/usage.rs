//! What a wrong command line is answered.

use crate::program::Desk;

#[test]
fn a_wrong_usage_exits_64_and_says_why_on_stderr() {
    let desk = Desk::new();
    for arguments in [
        &["verify"][..],
        &["verify", "a", "b"],
        &["verify", "a", "--at", "yesterday"],
        &["verify", "a", "--no-such-option"],
        &["bake", "a"],
        &["token", "create"],
        &["keys"],
        &["no-such-command"],
        &[],
    ] {
        let ended = desk.run(arguments);
        assert_eq!((ended.code, ended.text()), (64, ""), "{arguments:?}: {ended:?}");
        assert!(!ended.said.is_empty(), "{arguments:?}");
    }
}

#[test]
fn help_and_version_are_answers() {
    let desk = Desk::new();
    let version = desk.run(&["--version"]);
    assert_eq!((version.code, version.text()), (0, concat!("anavez ", env!("CARGO_PKG_VERSION"), "\n")));
    for arguments in [&["--help"][..], &["help", "verify"], &["keys", "--help"]] {
        let ended = desk.run(arguments);
        assert!(ended.code == 0 && ended.text().contains("Usage"), "{ended:?}");
    }
}

#[test]
fn what_is_not_there_is_named_and_never_taken_for_an_answer() {
    let desk = Desk::new();
    for arguments in [
        &["verify", "absent"][..],
        &["inspect", "absent"],
        &["extract", "absent"],
        &["check", "--data", "absent"],
        &["verify", "."],
    ] {
        let ended = desk.run(arguments);
        assert_eq!(ended.code, 66, "{arguments:?}: {ended:?}");
        assert!(ended.said.contains(arguments.last().unwrap()), "{ended:?}");
    }
    assert!(!desk.path().join("absent").exists(), "looking makes no folder");
}
