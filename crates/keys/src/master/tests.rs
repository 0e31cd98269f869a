use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;

use super::*;
use crate::testing::rng;

fn folder() -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("keys/master.key");
    (dir, path)
}

fn put(path: &Path, text: &[u8], mode: u32) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().mode() & 0o777
}

#[test]
fn a_new_data_folder_gets_a_key_for_its_owner_only() {
    let (dir, path) = folder();
    let key = MasterKey::load_or_make(dir.path(), &mut rng(1)).unwrap();
    assert_eq!(mode(&path), 0o600);
    assert_eq!(mode(path.parent().unwrap()), 0o700);
    let names: Vec<_> = fs::read_dir(path.parent().unwrap()).unwrap().collect();
    assert_eq!(names.len(), 1, "no draft stays behind");
    assert_eq!(fs::read_to_string(&path).unwrap().len(), 65);
    assert_eq!(from_hex(&fs::read_to_string(&path).unwrap()).unwrap(), key.0);
}

#[test]
fn the_second_start_reads_the_key_of_the_first() {
    let (dir, _) = folder();
    let first = MasterKey::load_or_make(dir.path(), &mut rng(1)).unwrap();
    let second = MasterKey::load_or_make(dir.path(), &mut rng(2)).unwrap();
    assert_eq!(first.0, second.0);
    assert_eq!(MasterKey::load(dir.path()).unwrap().name(), first.name());
}

#[test]
fn making_never_replaces_a_key_that_came_in_between() {
    let (dir, path) = folder();
    let first = MasterKey::load_or_make(dir.path(), &mut rng(1)).unwrap();
    // The other program looked before the first had made its key, and makes its own now.
    make(path.parent().unwrap(), &mut rng(2)).unwrap();
    assert_eq!(MasterKey::load(dir.path()).unwrap().0, first.0);
    assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
}

#[test]
fn many_programs_starting_at_once_end_with_one_key() {
    let (dir, _) = folder();
    let start = std::sync::Barrier::new(8);
    let names: std::collections::BTreeSet<_> = std::thread::scope(|threads| {
        let programs: Vec<_> = (0..8)
            .map(|n| {
                let (dir, start) = (dir.path(), &start);
                threads.spawn(move || {
                    start.wait();
                    MasterKey::load_or_make(dir, &mut rng(n)).unwrap().name()
                })
            })
            .collect();
        programs.into_iter().map(|program| program.join().unwrap()).collect()
    });
    assert_eq!(names.len(), 1);
}

#[test]
fn a_key_that_others_can_reach_is_refused_with_the_remedy() {
    let (dir, path) = folder();
    for open in [0o640, 0o604, 0o660, 0o644, 0o666, 0o620, 0o602, 0o610, 0o601, 0o777] {
        put(&path, "ab".repeat(32).as_bytes(), open);
        let refusal = MasterKey::load_or_make(dir.path(), &mut rng(1)).unwrap_err();
        assert!(matches!(refusal, KeysError::TooOpen { mode, .. } if mode == open), "{open:o}");
        assert!(refusal.to_string().contains("chmod 600"), "{refusal}");
    }
    for closed in [0o600, 0o400, 0o700] {
        put(&path, "ab".repeat(32).as_bytes(), closed);
        assert!(MasterKey::load_or_make(dir.path(), &mut rng(1)).is_ok(), "{closed:o}");
    }
}

#[test]
fn the_operators_own_file_may_be_read_by_its_group_but_by_nobody_else() {
    let (_dir, path) = folder();
    for (mode, fine) in
        [(0o600, true), (0o400, true), (0o440, true), (0o640, true), (0o444, false), (0o644, false), (0o660, false)]
    {
        put(&path, "ab".repeat(32).as_bytes(), mode);
        assert_eq!(MasterKey::from_file(&path).is_ok(), fine, "{mode:o}");
        fs::remove_file(&path).unwrap();
    }
}

#[test]
fn a_missing_key_is_not_made_where_one_must_be() {
    let (dir, path) = folder();
    assert!(matches!(MasterKey::load(dir.path()), Err(KeysError::MasterAbsent { .. })));
    assert!(matches!(MasterKey::from_file(&path), Err(KeysError::MasterAbsent { .. })));
    assert!(!path.exists());
}

#[test]
fn a_file_that_is_no_key_is_refused_and_left_alone() {
    let (dir, path) = folder();
    let (short, long, huge) = ("a".repeat(63), "a".repeat(65), "a".repeat(100_000));
    let other = format!("{}+f", "a".repeat(62));
    for text in ["", "\n", &short, &long, &huge, &"g".repeat(64), &other, "a b"] {
        put(&path, text.as_bytes(), 0o600);
        let refusal = MasterKey::load_or_make(dir.path(), &mut rng(1)).unwrap_err();
        assert!(matches!(refusal, KeysError::NotAMasterKey { .. }), "{text:.70}: {refusal}");
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
    }
    put(&path, &[0xff; 64], 0o600);
    assert!(matches!(MasterKey::load(dir.path()), Err(KeysError::NotAMasterKey { .. })));
    put(&path, format!("  {}\r\n", "Ab".repeat(32)).as_bytes(), 0o600);
    assert_eq!(*MasterKey::load(dir.path()).unwrap().0, [0xab; 32]);
}

#[test]
fn purposes_do_not_share_bytes() {
    let key = MasterKey::generate(&mut rng(1));
    assert_ne!(key.expand("seal actor key 1"), key.expand("name"));
    assert!(["seal actor key 1", "name"].iter().all(|purpose| key.expand(purpose) != key.0), "the master key is never handed on");
    let sealing = DerivedKey::new(key.expand("seal actor key 1"));
    assert_ne!(key.derive("seal actor key 1").token("x"), sealing.token("x"), "no label reaches the key that seals");
}

#[test]
fn a_master_key_printed_is_silent_and_its_name_says_nothing() {
    let key = MasterKey::generate(&mut rng(1));
    crate::testing::assert_does_not_leak(&format!("{key:?} {}", key.name()), key.0.as_slice());
    assert_eq!(key.name().len(), 16);
    assert_ne!(key.name(), MasterKey::generate(&mut rng(2)).name());
}
