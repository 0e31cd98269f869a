//! What was acknowledged survives `kill -9` at any moment: nothing lost, nothing doubled, nothing half done.
//!
//! `ANAVEZ_KILLS` says how often (`cargo xtask test`: a few; `cargo xtask long`: 1,000); without it the test skips itself by
//! name. `ANAVEZ_SEED` repeats a run.
//!
//! Somebody gives words, gives badges to lists, and receivers accept, all over the API, while the server is killed again and
//! again. Every act carries a key of its own. After each restart the act that got no answer is done again under its key; at
//! the end every act is done once more, must answer as it did the first time, and `anavez check` must find nothing.
#![forbid(unsafe_code)]

#[cfg(test)]
mod acts;
#[cfg(test)]
mod http;
#[cfg(test)]
mod lists;
#[cfg(test)]
mod program;

use std::sync::mpsc;

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use acts::Giver;
use program::{DataFolder, Program};

/// Most acknowledged acts between two kills.
const ACTS_MAX: u32 = 12;
/// Kills that one giver lives through.
const KILLS_PER_GIVER: u64 = 3;
/// The longest wait between an acknowledgement and the kill, in turns of an empty loop: about as long as an act takes.
const TURNS_MAX: u32 = 1_000_000;

#[test]
fn what_was_acknowledged_survives_a_kill_at_any_moment() {
    let Some(kills) = program::number_in("ANAVEZ_KILLS") else {
        println!("skipped: what_was_acknowledged_survives_a_kill_at_any_moment: ANAVEZ_KILLS says no number");
        return;
    };
    let seed = program::number_in("ANAVEZ_SEED").unwrap_or(1);
    println!("{kills} kills, seed {seed}");
    let mut chance = StdRng::seed_from_u64(seed);
    let folder = DataFolder::new();
    let mut giver = Giver::new(&folder);
    let mut unanswered = 0;
    for kill in 0..kills {
        let program = Program::start(&folder);
        giver.repeats_what_got_no_answer(&program);
        let acts = chance.random_range(1..=ACTS_MAX);
        let turns = chance.random_range(0..TURNS_MAX);
        unanswered += u32::from(kill_while_giving(program, &mut giver, acts, turns));
        let found = folder.check();
        assert!(found.is_empty(), "after kill {kill}:\n{found}");
        if kill % KILLS_PER_GIVER == 0 {
            giver.becomes_another(&folder);
        }
    }
    assert!(unanswered > 0 || kills < 10, "no kill hit an act under way: the test sees nothing");
    let program = Program::start(&folder);
    giver.repeats_what_got_no_answer(&program);
    giver.everything_answers_as_before(&program);
    println!("{} acts acknowledged, {unanswered} of {kills} kills hit one under way", giver.acknowledged());
}

/// Kills in the middle of a long list, in every run.
const KILLS_OF_A_LIST: u64 = 6;

#[test]
fn a_long_list_is_given_once_however_often_it_is_killed() {
    let Some(kills) = program::number_in("ANAVEZ_KILLS") else {
        println!("skipped: a_long_list_is_given_once_however_often_it_is_killed: ANAVEZ_KILLS says no number");
        return;
    };
    let mut chance = StdRng::seed_from_u64(program::number_in("ANAVEZ_SEED").unwrap_or(1));
    let unanswered = lists::gives_a_list_through_kills(&DataFolder::new(), kills.min(KILLS_OF_A_LIST), &mut chance);
    println!("{unanswered} kills hit the list under way");
    assert!(unanswered > 0 || kills < KILLS_OF_A_LIST, "no kill hit the list under way: the test sees nothing");
}

/// Lets the giver act, kills the program some time after that many answers; says whether an act was under way.
fn kill_while_giving(program: Program, giver: &mut Giver, acts: u32, turns: u32) -> bool {
    let (tell, told) = mpsc::channel();
    let address = program.address();
    std::thread::scope(|scope| {
        let giving = scope.spawn(move || giver.gives_until_nobody_answers(&address, &tell));
        for _ in 0..acts {
            if told.recv().is_err() {
                break;
            }
        }
        for _ in 0..turns {
            std::hint::spin_loop();
        }
        program.kill();
        giving.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}
