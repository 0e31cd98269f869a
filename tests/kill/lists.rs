//! A long list: planned in several transactions, signed in several, killed in any of them.

use rand::RngExt;
use rand::rngs::StdRng;
use serde_json::{Value, json};

use crate::http::{Gone, ask};
use crate::program::{DataFolder, Program};

/// Rows: three transactions of planning, three of signing.
const ROWS: usize = 2_500;
/// The longest wait before a kill, in turns of an empty loop: about as long as the whole list takes.
const TURNS_MAX: u32 = 15_000_000;

/// Gives a list under a key, killed on the way as often as said, and the next list once it was answered; says how often the
/// kill came before the answer.
pub fn gives_a_list_through_kills(folder: &DataFolder, kills: u64, chance: &mut StdRng) -> u32 {
    let token = folder.token("lister");
    let program = Program::start(folder);
    let model =
        json!({"name": {"fr": "Je relis"}, "description": {"fr": "Relit."}, "criteria": {"fr": "Avoir relu."}, "kind": "peer"});
    let made = post(&program.address(), &token, "model", "/api/v1/models", &model).unwrap();
    let path = format!("/api/v1/models/{}/offers", made["id"].as_str().unwrap());
    let (mut unanswered, mut number) = (0, 0);
    let mut running = Some(program);
    for kill in 0..kills {
        let program = running.take().unwrap_or_else(|| Program::start(folder));
        let (address, turns) = (program.address(), chance.random_range(0..TURNS_MAX));
        let (key, list) = list(number);
        std::thread::scope(|scope| {
            let giving = scope.spawn(|| post(&address, &token, &key, &path, &list));
            (0..turns).for_each(|_| std::hint::spin_loop());
            program.kill();
            match giving.join().unwrap() {
                Ok(_) => number += 1,
                Err(Gone) => unanswered += 1,
            }
        });
        let found = folder.check();
        assert!(found.is_empty(), "after kill {kill}:\n{found}");
    }
    let program = Program::start(folder);
    let (key, list) = list(number);
    let answer = post(&program.address(), &token, &key, &path, &list).unwrap();
    assert_eq!(answer["offers"].as_array().unwrap().len(), ROWS - ROWS / 500);
    assert_eq!(answer["rejected"].as_array().unwrap().len(), ROWS / 500);
    let again = post(&program.address(), &token, &key, &path, &list).unwrap();
    assert_eq!(again, answer, "the same list under the same key gives nothing more");
    drop(program);
    assert_eq!(folder.check(), "");
    unanswered
}

/// A list and its key; a few of its rows cannot be offered.
fn list(number: u32) -> (String, Value) {
    let row = |n: usize| {
        let email = if n % 500 == 7 { "no address".to_owned() } else { format!("r{n}@exemple.fr") };
        json!({"email": email, "narrative": if n.is_multiple_of(3) { "A relu « tout »." } else { "" }})
    };
    (format!("list-{number}"), json!({ "recipients": (0..ROWS).map(row).collect::<Vec<Value>>() }))
}

fn post(address: &str, token: &str, key: &str, path: &str, body: &Value) -> Result<Value, Gone> {
    let bearer = format!("Bearer {token}");
    let answer = ask(address, "POST", path, &[("Authorization", &bearer), ("Idempotency-Key", key)], Some(body))?;
    assert_eq!(answer.status, 201, "{answer:?}");
    Ok(answer.body)
}
