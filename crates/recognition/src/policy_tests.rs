//! Every act × every role × every state × every audience, against a table said in another way.

use super::*;
use crate::{Form, Language, Moment};

fn actor(n: u8) -> ActorId {
    ActorId::new(Moment::from_micros(i64::from(n) * 1_000), [n; 10])
}

fn recognition(state: State, audience: Audience) -> Recognition {
    of_form(Form::Award, state, audience)
}

fn of_form(form: Form, state: State, audience: Audience) -> Recognition {
    Recognition {
        id: RecognitionId::new(Moment::from_micros(0), [9; 10]),
        form,
        giver: actor(1),
        by: actor(1),
        receiver: actor(2),
        version: None,
        words: None,
        relation: None,
        context: None,
        language: Language::french(),
        in_reply_to: None,
        audience_given: Audience::Public,
        audience_chosen: matches!(state, State::Accepted | State::Revoked | State::Suspended).then_some(audience),
        state,
        planned_at: Moment::from_micros(0),
        answered_at: None,
        revoked_at: None,
        suspended_at: None,
        reason: None,
    }
}

fn roles() -> Vec<(&'static str, Who)> {
    let link_of = Some(recognition(State::Offered, Audience::Public).id);
    vec![
        ("giver", Who { account: Some(actor(1)), ..Who::default() }),
        ("mandated", Who { account: Some(actor(7)), speaks_for: vec![actor(1)], ..Who::default() }),
        ("receiver", Who { account: Some(actor(2)), ..Who::default() }),
        ("link", Who { link_of, ..Who::default() }),
        ("other", Who { account: Some(actor(3)), ..Who::default() }),
        ("stranger", Who::stranger()),
    ]
}

/// What the life of a recognition promises, in the words of decisions 4, 11 and 15.
fn expected(role: &str, act: Act, form: Form, state: State, audience: Audience, guest: bool) -> bool {
    let gives = matches!(role, "giver" | "mandated");
    let receives = matches!(role, "receiver" | "link");
    let answered = matches!(state, State::Accepted | State::Revoked | State::Suspended);
    let open = answered && audience >= Audience::Unlisted;
    if state == State::Planned {
        return false;
    }
    match act {
        Act::Read => open || gives || receives,
        Act::TakeAway => answered && (open || gives || receives),
        Act::Accept | Act::Decline => receives,
        Act::Reply => gives || role == "receiver" || (role == "link" && guest),
        Act::ChooseAudience | Act::RecogniseBack => role == "receiver" || (role == "link" && guest),
        Act::Withdraw | Act::Revoke => gives,
        Act::Suspend | Act::Reinstate => gives && form == Form::Award,
        Act::AskToken => (gives || receives) && answered && form == Form::Award,
    }
}

#[test]
fn every_act_meets_every_role() {
    for state in State::ALL {
        for audience in Audience::ALL {
            for guest in [true, false] {
                let sides = Sides { giver: actor(1), receiver: actor(2), receiver_is_guest: guest };
                for (role, who) in roles() {
                    for (act, form) in Act::ALL.into_iter().flat_map(|act| [(act, Form::Words), (act, Form::Award)]) {
                        let answer = may(&who, act, &of_form(form, state, audience), sides).is_ok();
                        assert_eq!(
                            answer,
                            expected(role, act, form, state, audience, guest),
                            "{role} × {act:?} × {form:?} × {state} × {audience} × guest {guest}"
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn what_a_stranger_may_not_see_looks_absent() {
    let sides = Sides { giver: actor(1), receiver: actor(2), receiver_is_guest: true };
    for act in Act::ALL {
        for state in [State::Offered, State::Declined, State::Withdrawn, State::Lapsed] {
            assert_eq!(
                may(&Who::stranger(), act, &recognition(state, Audience::Public), sides),
                Err(Refused::NotThere),
                "{act:?} × {state}"
            );
        }
        assert_eq!(
            may(&Who::stranger(), act, &recognition(State::Accepted, Audience::Private), sides),
            Err(Refused::NotThere),
            "{act:?}"
        );
    }
}

#[test]
fn an_unlisted_recognition_counts_for_nobody_else() {
    assert!(is_listed_for_others(&recognition(State::Accepted, Audience::Public)));
    assert!(!is_listed_for_others(&recognition(State::Accepted, Audience::Unlisted)));
    assert!(!is_listed_for_others(&recognition(State::Revoked, Audience::Public)));
    assert!(!is_listed_for_others(&recognition(State::Suspended, Audience::Public)));
    assert!(!is_listed_for_others(&recognition(State::Offered, Audience::Public)));
}
