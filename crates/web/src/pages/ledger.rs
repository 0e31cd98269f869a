//! « Mes reconnaissances »: what I received and what I gave, side by side.

use std::sync::Arc;

use anavez_acts::ledger::{self, Voice};
use anavez_acts::show::Shown;
use anavez_recognition::{Audience, Sort, State as Standing};
use axum::Router;
use axum::extract::{Query, State};
use axum::routing::get;

use super::{Answer, html, see_other, speak};
use crate::paths;
use crate::server::{App, CsrfForm, Visitor, Walker};
use crate::texts::TextId;
use crate::view::actor::Who;
use crate::view::home::ModelCard;
use crate::view::ledger::{Entry, EntryState, Ledger, Row, Show, Turn, Voices};
use crate::view::voice::Words;
use crate::view::{Notice, Page};

pub(super) fn router() -> Router<Arc<App>> {
    Router::new().route(paths::LEDGER, get(show).post(hide_turn))
}

#[derive(serde::Deserialize, Default)]
struct Asked {
    #[serde(default)]
    show: String,
    #[serde(default)]
    done: String,
}

async fn show(State(app): State<Arc<App>>, visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    visitor.account()?;
    let who = visitor.who(&app, None).await?;
    let mine = ledger::my_recognitions(&app.world, &who).await?;
    let mut page = visitor.page(&app);
    if asked.done == "withdrawn" {
        page.notice = Some(Notice { text: page.t(TextId("notice-withdrawn")), warning: false });
    }
    let show = Show::from_value(&asked.show);
    let sets = &mine.ledger.ledger;
    let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    let voices = Voices {
        received: count(sets.received.len()),
        given: count(sets.given.len()),
        mutual: count(sets.mutual().len()),
        simply: count(sets.gifts().len()),
    };
    let to_give_back = sets.to_give_back();
    let listed = |voice: &Voice| match show {
        Show::All => true,
        Show::Received => sets.received.contains(&voice.actor.id),
        Show::Given => sets.given.contains(&voice.actor.id),
        Show::Mutual => sets.received.contains(&voice.actor.id) && sets.given.contains(&voice.actor.id),
        Show::Simply => sets.given.contains(&voice.actor.id) && !sets.received.contains(&voice.actor.id),
        Show::Turn => to_give_back.contains(&voice.actor.id),
    };
    let mut rows: Vec<Row> = Vec::new();
    if show == Show::All {
        rows.extend(waiting(&page, &mine.waiting_for_me, true));
        rows.extend(waiting(&page, &mine.waiting_for_others, false));
    }
    rows.extend(mine.voices.iter().filter(|voice| listed(voice)).map(|voice| row(&page, voice)));
    let people = count(to_give_back.len());
    let turn = (people > 0 && show == Show::All && !visitor.hides_turn)
        .then(|| Turn { people, form: crate::view::form::Form::default() });
    html(&Ledger { show, voices, rows, turn, next: None, page })
}

/// The invitation is put away in this browser; the list itself stays one link away.
async fn hide_turn(form: CsrfForm) -> Answer {
    let mut response = see_other(paths::LEDGER);
    if form.get("turn") == "hide" {
        Walker::choose(&mut response, "turn", "hide");
    }
    Ok(response)
}

/// What waits for an answer, one row each, before the voices.
fn waiting(page: &Page, offers: &[Shown], to_me: bool) -> Vec<Row> {
    let row = |shown: &Shown| {
        let who = if to_me { speak::who(page, &shown.giver) } else { waited_for(page, shown) };
        let entries = vec![entry(page, shown)];
        let (received, given) = if to_me { (entries, Vec::new()) } else { (Vec::new(), entries) };
        Row { who, received, given, invite: None }
    };
    offers.iter().filter(|shown| to_me || shown.given.recognition.state == Standing::Offered).map(row).collect()
}

/// Whose answer is awaited: whoever was named, or the address that was typed.
fn waited_for(page: &Page, shown: &Shown) -> Who {
    let mut who = speak::receiver(page, shown);
    if shown.receiver_label().is_none()
        && let Some(address) = shown.typed_address()
    {
        address.clone_into(&mut who.name);
    }
    who
}

fn row(page: &Page, voice: &Voice) -> Row {
    let natural = voice.actor.sort == Sort::Person || voice.actor.sort == Sort::Community;
    let first = voice.received.first().map(|shown| shown.given.recognition.id);
    let holds = voice.received.iter().any(|shown| shown.given.recognition.state.is_live());
    let invite =
        first.filter(|_| natural && holds && voice.given.is_empty()).map(|id| format!("{}?in_reply_to={id}", paths::RECOGNISE));
    Row {
        who: speak::who(page, &voice.actor),
        received: voice.received.iter().map(|shown| entry(page, shown)).collect(),
        given: voice.given.iter().map(|shown| entry(page, shown)).collect(),
        invite,
    }
}

fn entry(page: &Page, shown: &Shown) -> Entry {
    let r = &shown.given.recognition;
    let href = match r.version {
        Some(_) => paths::award(&r.id.to_string()),
        None => paths::recognition(&r.id.to_string()),
    };
    let badge = shown.version.as_ref().map(|version| ModelCard {
        name: speak::name_of(version, page.language).1,
        href: href.clone(),
        picture: speak::picture_of(version),
        more: None,
    });
    Entry {
        words: r.words.as_ref().map(|words| Words::said(words.as_str(), r.language.as_str())),
        badge,
        given_on: speak::day(r.planned_at),
        context: r.context.as_ref().map(ToString::to_string),
        state: match r.state {
            Standing::Planned | Standing::Offered => EntryState::Waiting,
            Standing::Accepted if r.audience() == Audience::Private => EntryState::Kept,
            Standing::Accepted => EntryState::Accepted,
            Standing::Declined => EntryState::Declined,
            Standing::Withdrawn => EntryState::Withdrawn,
            Standing::Lapsed => EntryState::Lapsed,
            Standing::Revoked => EntryState::Revoked,
            Standing::Suspended => EntryState::Suspended,
        },
        href: Some(href),
    }
}
