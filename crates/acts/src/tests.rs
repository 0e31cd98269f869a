//! What people do, from end to end, without HTTP: a seeded world, a clock that stands still unless it is moved.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use anavez_outbound::{Client, Mailer};
use anavez_recognition::badge_model::RawVersion;
use anavez_recognition::{Actor, Audience, Language, Moment, Problem, State, Who};
use openbadges::verify::{Input, IssuerProven, Options, Report, Signature, Status, Verdict};
use rand::SeedableRng;
use rand::rngs::StdRng;

use crate::answer::{accept, choose_audience, decline, revoke, withdraw};
use crate::offer::{Offer, Recipient, offer};
use crate::receivers::To;
use crate::recognise::{Offered, Recognise, recognise};
use crate::show::{show, show_by_link, take_away, take_away_baked};
use crate::sign_in::{AskToComeIn, ask_to_come_in, come_in_by_code, come_in_by_link};
use crate::*;

mod forms;
mod keys_of;
mod lists;

/// The Forum's first morning.
const MORNING: i64 = 1_530_695_640_000_000;

#[derive(Clone)]
struct Hands(Arc<AtomicI64>);

impl Clock for Hands {
    fn now(&self) -> Moment {
        Moment::from_micros(self.0.fetch_add(1_000, Ordering::Relaxed))
    }
}

struct Place {
    world: World,
    hands: Hands,
    _folder: tempfile::TempDir,
}

async fn place() -> Place {
    let folder = tempfile::tempdir().unwrap();
    let hands = Hands(Arc::new(AtomicI64::new(MORNING)));
    let settings = Settings {
        demo: true,
        public_url: Some("https://anavez.example".into()),
        site: "La Cale".into(),
        ..Settings::new(folder.path())
    };
    let client = Client::new(anavez_outbound::Settings::new("anavez-test")).unwrap();
    let mailer = Mailer::folder(folder.path().join("mail"));
    let world =
        World::open(settings, Box::new(hands.clone()), Box::new(StdRng::seed_from_u64(2018)), client, mailer).await.unwrap();
    Place { world, hands, _folder: folder }
}

impl Place {
    async fn somebody(&self, name: &str) -> (Actor, Who) {
        let address = format!("{}@example.org", name.to_lowercase());
        let code = self.letter_code(&address).await;
        let came = come_in_by_code(&self.world, &address, &code).await.unwrap();
        let who = who::who(&self.world, Some(came.account.id), None).await.unwrap();
        let profile = profile::ChangeProfile {
            actor: came.account.id,
            name: name.into(),
            handle: String::new(),
            about: String::new(),
            language: Language::french(),
        };
        let actor = profile::change_profile(&self.world, &who, profile).await.unwrap();
        (actor, who)
    }

    /// Asks to come in and reads the digits in the outbox.
    async fn letter_code(&self, address: &str) -> String {
        ask_to_come_in(&self.world, AskToComeIn { address: address.into(), ..AskToComeIn::default() }).await.unwrap();
        deliver_letters::outbox(&self.world).await.unwrap()[0].0.code.clone().unwrap()
    }

    async fn by_link(&self, offered: &Offered) -> Who {
        who::who(&self.world, None, Some(token(offered))).await.unwrap()
    }

    async fn state(&self, offered: &Offered) -> State {
        self.world.store.reading().await.unwrap().recognition(offered.id).await.unwrap().unwrap().recognition.state
    }

    async fn verify(&self, document: Vec<u8>, recipient: Option<&str>) -> Report {
        let options = Options { recipient: recipient.map(str::to_owned), ..Options::at(self.hands.now().timestamp()) };
        verify::verify(None, Some(&self.world), Input::Bytes(document), options).await.unwrap()
    }

    async fn assert_whole(&self) {
        assert_eq!(check::check(&self.world).await.unwrap(), []);
    }
}

fn token(offered: &Offered) -> &str {
    offered.claim_url.rsplit('/').next().unwrap()
}

fn words(act_id: &str, to: To, words: &str) -> Recognise {
    Recognise {
        act_id: act_id.into(),
        to,
        words: words.into(),
        relation: "Deux ans au même atelier".into(),
        context: "Forum de Brest, 4 juillet".into(),
        evidence: Vec::new(),
        in_reply_to: None,
        audience: None,
        language: Language::french(),
        in_name_of: None,
        giver_name: None,
    }
}

fn address(text: &str) -> To {
    To::parse("to", text).unwrap()
}

fn tried_it() -> make_model::MakeModel {
    let fr = Language::french();
    make_model::MakeModel {
        act_id: "model-1".into(),
        said: RawVersion {
            name: vec![(fr.clone(), "J’ai essayé".into()), (Language::english(), "I tried it".into())],
            description: vec![(fr.clone(), "Pour le premier pas, réussi ou non.".into())],
            criteria: vec![(fr, "- Avoir fait une chose pour la première fois".into())],
            kind: "peer".into(),
            tags: vec![],
            suspendable: false,
        },
        picture: None,
        in_name_of: None,
        giver_name: None,
    }
}

fn recipients(addresses: &[&str]) -> Vec<Recipient> {
    addresses
        .iter()
        .map(|a| Recipient { to: To::parse("email", a), narrative: "Bravo pour samedi.".into(), evidence: vec![] })
        .collect()
}

#[tokio::test]
async fn two_newcomers_recognise_each_other_and_both_ledgers_show_it() {
    let place = place().await;
    let world = &place.world;
    let (nolwenn, who_nolwenn) = place.somebody("Nolwenn").await;
    let said = "Quand la vidéo a lâché, tu as dit : on se raconte.";
    let offered = recognise(world, &who_nolwenn, words("one", To::Link, said)).await.unwrap();

    // Idriss scans the QR code: no account, reads it, accepts, recognises back with his own words.
    let idriss = place.by_link(&offered).await;
    let seen = show_by_link(world, &idriss, token(&offered)).await.unwrap();
    assert_eq!(seen.shown.given.recognition.words.as_ref().unwrap().as_str(), said);
    accept(world, &idriss, offered.id, Some(Audience::Public)).await.unwrap();
    let back = Recognise {
        in_reply_to: Some(offered.id),
        giver_name: Some("Idriss".into()),
        ..words("back", To::Link, "Tu as retourné ta chaise, et tout le monde a suivi.")
    };
    let back = recognise(world, &idriss, back).await.unwrap();
    accept(world, &who_nolwenn, back.id, Some(Audience::Public)).await.unwrap();

    // Afterwards he keeps it by creating an account from there.
    let ask = AskToComeIn { address: "idriss@example.org".into(), link: Some(token(&offered).into()), ..AskToComeIn::default() };
    ask_to_come_in(world, ask).await.unwrap();
    let code = deliver_letters::outbox(world).await.unwrap()[0].0.code.clone().unwrap();
    let came = come_in_by_code(world, "IDRISS@example.ORG", &code).await.unwrap();
    assert_eq!(came.account.name.as_ref().unwrap().as_str(), "Idriss", "the guest's name is kept");

    for (mine, other) in [(nolwenn.id, came.account.id), (came.account.id, nolwenn.id)] {
        let who = who::who(world, Some(mine), None).await.unwrap();
        let view = ledger::ledger(world, &who, mine).await.unwrap();
        assert_eq!(view.ledger.mutual().into_iter().collect::<Vec<_>>(), [other]);
        let page = ledger::my_recognitions(world, &who).await.unwrap();
        assert_eq!((page.voices.len(), page.voices[0].received.len(), page.voices[0].given.len()), (1, 1, 1));
    }

    // Both documents verify, each signed by its giver, the answer naming the exact bytes that it answers.
    for id in [offered.id, back.id] {
        let report = place.verify(take_away(world, &Who::stranger(), id).await.unwrap(), None).await;
        assert_eq!(
            (report.verdict, report.signature, report.issuer_proven),
            (Verdict::Verified, Signature::Valid, IssuerProven::Proven),
            "{report:?}"
        );
        assert_eq!(report.status, Status::Active);
    }
    let signed = take_away(world, &Who::stranger(), offered.id).await.unwrap();
    let answer: serde_json::Value = serde_json::from_slice(&take_away(world, &Who::stranger(), back.id).await.unwrap()).unwrap();
    assert_eq!(answer["relatedResource"][0]["digestMultibase"], openbadges::write::digest_multibase(&signed));
    place.assert_whole().await;
}

#[tokio::test]
async fn nothing_signed_leaves_before_acceptance() {
    let place = place().await;
    let world = &place.world;
    let (_, giver) = place.somebody("Fatou").await;
    let (_, other) = place.somebody("Malo").await;
    let offered =
        recognise(world, &giver, words("one", address("gaelle@example.org"), "Trois fois, sans soupirer.")).await.unwrap();
    let receiver = place.by_link(&offered).await;
    for who in [&giver, &other, &receiver, &Who::stranger()] {
        assert!(take_away(world, who, offered.id).await.is_err());
    }
    for who in [&other, &Who::stranger()] {
        assert!(matches!(show(world, who, offered.id).await, Err(ActError::Refused(anavez_recognition::Refused::NotThere))));
    }
    accept(world, &receiver, offered.id, Some(Audience::Private)).await.unwrap();
    assert!(take_away(world, &giver, offered.id).await.is_ok());
    assert!(take_away(world, &receiver, offered.id).await.is_ok());
    assert!(take_away(world, &Who::stranger(), offered.id).await.is_err(), "kept to oneself");
    choose_audience(world, &receiver, offered.id, Audience::Unlisted).await.unwrap();
    assert!(take_away(world, &Who::stranger(), offered.id).await.is_ok());
    assert!(show::public_recognitions(world, 10).await.unwrap().is_empty(), "unlisted counts in nobody else's views");
}

#[tokio::test]
async fn a_letter_holds_the_words_and_a_link_and_never_the_address_of_another() {
    let place = place().await;
    let (_, giver) = place.somebody("Fatou").await;
    let offered = recognise(&place.world, &giver, words("one", address("Gaelle@Example.org"), "Sans soupirer.")).await.unwrap();
    let (letter, _) = deliver_letters::outbox(&place.world).await.unwrap().remove(0);
    assert_eq!(letter.to, "Gaelle@Example.org");
    assert_eq!(letter.url, offered.claim_url);
    assert!(letter.text.contains("Sans soupirer.") && letter.text.contains("Fatou"));
    assert!(!letter.text.contains("fatou@example.org"));
}

#[tokio::test]
async fn declined_or_withdrawn_nothing_is_left_but_a_line_for_the_giver() {
    let place = place().await;
    let world = &place.world;
    let (fatou, giver) = place.somebody("Fatou").await;
    let one = recognise(world, &giver, words("one", address("gaelle@example.org"), "Sans soupirer.")).await.unwrap();
    let two = recognise(world, &giver, words("two", address("malo@example.org"), "Merci.")).await.unwrap();
    decline(world, &place.by_link(&one).await, one.id).await.unwrap();
    decline(world, &place.by_link(&one).await, one.id).await.unwrap();
    withdraw(world, &giver, two.id).await.unwrap();
    assert!(matches!(withdraw(world, &giver, one.id).await, Err(ActError::NotNow(_))));
    for offered in [&one, &two] {
        let mut reading = world.store.reading().await.unwrap();
        assert!(reading.document(offered.id).await.unwrap().is_none());
        assert!(reading.place_of(offered.id).await.unwrap().unwrap().set_at.is_some());
        drop(reading);
        assert!(matches!(show_by_link(world, &place.by_link(offered).await, token(offered)).await, Err(ActError::Gone)));
    }
    assert!(world.store.reading().await.unwrap().stale_status_lists(9).await.unwrap().is_empty(), "the list was signed anew");
    let view = ledger::ledger(world, &giver, fatou.id).await.unwrap();
    assert!(view.ledger.given.is_empty());
    assert!(accept(world, &place.by_link(&one).await, one.id, None).await.is_err());
    place.assert_whole().await;
}

#[tokio::test]
async fn the_same_act_twice_gives_once() {
    let place = place().await;
    let (_, giver) = place.somebody("Fatou").await;
    let act = words("one", address("gaelle@example.org"), "Sans soupirer.");
    let first = recognise(&place.world, &giver, act.clone()).await.unwrap();
    let again = recognise(&place.world, &giver, act).await.unwrap();
    assert_eq!(first, again);
    let letters = deliver_letters::outbox(&place.world).await.unwrap();
    assert_eq!(letters.iter().filter(|(letter, _)| letter.to == "gaelle@example.org").count(), 1);
    place.assert_whole().await;
}

#[tokio::test]
async fn a_badge_is_given_to_several_and_each_row_is_judged_itself() {
    let place = place().await;
    let world = &place.world;
    let (_, giver) = place.somebody("Nolwenn").await;
    let version = make_model::make_model(world, &giver, tried_it()).await.unwrap();
    assert_eq!(
        make_model::make_model(world, &giver, tried_it()).await.unwrap().model,
        version.model,
        "the same act makes one model"
    );
    let rows = recipients(&["lucien@example.org", "pas-une-adresse@", "LUCIEN@example.org", "jeanne@example.org"]);
    let act =
        Offer { act_id: "give-1".into(), model: version.model, recipients: rows, language: Language::french(), audience: None };
    let answer = offer(world, &giver, act.clone()).await.unwrap();
    assert_eq!(answer.offers.len(), 2);
    let rejected: Vec<(usize, &Problem)> = answer.rejected.iter().map(|r| (r.row, &r.problem.problem)).collect();
    assert_eq!(rejected, [(2, &Problem::NotAnAddress), (3, &Problem::Twice)]);
    assert_eq!(offer(world, &giver, act).await.unwrap().offers, answer.offers);

    let lucien = place.by_link(&answer.offers[0]).await;
    accept(world, &lucien, answer.offers[0].id, Some(Audience::Public)).await.unwrap();
    let document = take_away(world, &Who::stranger(), answer.offers[0].id).await.unwrap();
    let text = String::from_utf8(document.clone()).unwrap();
    assert!(!text.contains("lucien"), "no address in a signed document");
    let report = place.verify(document.clone(), Some("Lucien@EXAMPLE.org")).await;
    assert_eq!(report.verdict, Verdict::Verified, "{report:?}");
    let stranger = place.verify(document, Some("jeanne@example.org")).await;
    assert!(
        stranger.checks.iter().any(|c| matches!(c.check, openbadges::verify::CheckKind::Recipient)
            && matches!(c.outcome, openbadges::verify::Outcome::Fail))
    );

    for as_svg in [false, true] {
        let baked = take_away_baked(world, &Who::stranger(), answer.offers[0].id, as_svg, show::Baked::Signed).await.unwrap();
        assert_eq!(place.verify(baked, None).await.verdict, Verdict::Verified, "svg {as_svg}");
    }
    place.assert_whole().await;
}

#[tokio::test]
async fn a_revoked_award_says_so_everywhere() {
    let place = place().await;
    let world = &place.world;
    let (_, giver) = place.somebody("Nolwenn").await;
    let version = make_model::make_model(world, &giver, tried_it()).await.unwrap();
    let act = Offer {
        act_id: "x".into(),
        model: version.model,
        recipients: recipients(&["lucien@example.org"]),
        language: Language::french(),
        audience: None,
    };
    let offered = offer(world, &giver, act).await.unwrap().offers.remove(0);
    let lucien = place.by_link(&offered).await;
    accept(world, &lucien, offered.id, Some(Audience::Public)).await.unwrap();
    let document = take_away(world, &lucien, offered.id).await.unwrap();
    assert!(revoke(world, &lucien, offered.id, "").await.is_err());
    revoke(world, &giver, offered.id, "Une correction.").await.unwrap();
    let report = place.verify(document, None).await;
    assert_eq!((report.verdict, report.status), (Verdict::Revoked, Status::Revoked), "{report:?}");
    assert!(matches!(take_away(world, &Who::stranger(), offered.id).await, Err(ActError::Gone)));
    place.assert_whole().await;
}

#[tokio::test]
async fn what_a_crash_left_planned_is_offered_at_the_next_start() {
    let place = place().await;
    let world = &place.world;
    let (_, giver) = place.somebody("Fatou").await;
    let offered = recognise(world, &giver, words("one", address("gaelle@example.org"), "Sans soupirer.")).await.unwrap();
    // As if the power had failed between plan and offer: the row, its place and its bytes are there, nothing else.
    let mut reading = world.store.reading().await.unwrap();
    let (given, document) =
        (reading.recognition(offered.id).await.unwrap().unwrap(), reading.document(offered.id).await.unwrap().unwrap());
    drop(reading);
    let planned = anavez_recognition::Recognition {
        id: anavez_recognition::RecognitionId::new(world.now(), world.random()),
        ..given.recognition
    };
    let mut writing = world.store.writing().await.unwrap();
    let plan = anavez_store::Plan {
        recognition: &planned,
        act_id: "two",
        act_row: 0,
        link_print: [7; 32],
        letter_to: Some("x@example.org"),
        to_address: true,
    };
    writing.plan(&[plan]).await.unwrap();
    let list = writing.place_of(offered.id).await.unwrap().unwrap().list;
    assert_eq!(writing.take_places(list, &[(planned.id, 5)]).await.unwrap().len(), 1);
    let said = anavez_store::Planned::Whole(String::from_utf8(document.unsigned).unwrap());
    let whole = anavez_store::PlannedDocument { recognition: planned.id, key: document.key, said };
    writing.plan_documents(&[whole]).await.unwrap();
    writing.commit().await.unwrap();
    place.assert_whole().await;
    assert_eq!(issue::issue_what_was_planned(world).await.unwrap(), 1);
    assert_eq!(issue::issue_what_was_planned(world).await.unwrap(), 0);
    assert_eq!(
        world.store.reading().await.unwrap().recognition(planned.id).await.unwrap().unwrap().recognition.state,
        State::Offered
    );
    assert_eq!(world.store.reading().await.unwrap().count_letters("offer", &planned.id.to_string()).await.unwrap(), 1);
    place.assert_whole().await;
}

#[tokio::test]
async fn digits_are_good_five_times_and_once() {
    let place = place().await;
    let world = &place.world;
    let code = place.letter_code("a@example.org").await;
    let wrong = if code == "000000" { "000001" } else { "000000" };
    for _ in 0..4 {
        assert!(come_in_by_code(world, "a@example.org", wrong).await.is_err());
    }
    assert!(come_in_by_code(world, "A@example.org", &code).await.is_ok());
    assert!(come_in_by_code(world, "a@example.org", &code).await.is_err(), "used once");
    let code = place.letter_code("b@example.org").await;
    for _ in 0..5 {
        assert!(come_in_by_code(world, "b@example.org", wrong).await.is_err());
    }
    assert!(
        come_in_by_code(world, "b@example.org", &code).await.is_err(),
        "after five wrong tries the right digits are worth nothing"
    );
}

#[tokio::test]
async fn a_link_lets_in_once_and_not_after_its_time() {
    let place = place().await;
    let world = &place.world;
    let link = |letters: Vec<(Worded, Moment)>| letters[0].0.url.rsplit('/').next().unwrap().to_owned();
    place.letter_code("a@example.org").await;
    let first = link(deliver_letters::outbox(world).await.unwrap());
    assert!(come_in_by_link(world, &first).await.is_ok());
    assert!(matches!(come_in_by_link(world, &first).await, Err(ActError::Gone)));
    place.letter_code("a@example.org").await;
    let late = link(deliver_letters::outbox(world).await.unwrap());
    place.hands.0.fetch_add(21 * 60 * 1_000_000, Ordering::Relaxed);
    assert!(matches!(come_in_by_link(world, &late).await, Err(ActError::Gone)));
}

#[tokio::test]
async fn leaving_everywhere_ends_every_session() {
    let place = place().await;
    let world = &place.world;
    let mut sessions = Vec::new();
    for _ in 0..2 {
        let code = place.letter_code("a@example.org").await;
        sessions.push(come_in_by_code(world, "a@example.org", &code).await.unwrap());
    }
    assert_eq!(sessions[0].account.id, sessions[1].account.id);
    for came in &sessions {
        assert!(who::account_of_session(world, &came.session).await.unwrap().is_some());
    }
    sign_in::leave_everywhere(world, sessions[0].account.id).await.unwrap();
    for came in &sessions {
        assert!(who::account_of_session(world, &came.session).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn an_organisation_gives_in_its_own_name() {
    let place = place().await;
    let world = &place.world;
    let (maryse, who_maryse) = place.somebody("Maryse").await;
    let act = open_organisation::OpenOrganisation {
        name: "La Cale".into(),
        about: "Un fab lab au bord de l’eau.".into(),
        sort: "organisation".into(),
        language: Language::french(),
    };
    let cale = open_organisation::open_organisation(world, &who_maryse, act).await.unwrap();
    let speaking = who::who(world, Some(maryse.id), None).await.unwrap();
    let in_its_name = |act: &str| Recognise {
        in_name_of: Some(cale.id),
        ..words(act, address("ewen@example.org"), "Tu poses les bonnes questions.")
    };
    let offered = recognise(world, &speaking, in_its_name("one")).await.unwrap();
    let given = world.store.reading().await.unwrap().recognition(offered.id).await.unwrap().unwrap();
    assert_eq!((given.recognition.giver, given.recognition.by), (cale.id, maryse.id));
    let (_, stranger) = place.somebody("Ewen").await;
    assert!(recognise(world, &stranger, in_its_name("two")).await.is_err(), "nobody speaks for others without a mandate");
}

#[tokio::test]
async fn nobody_recognises_themselves_in_words() {
    let place = place().await;
    let (_, who) = place.somebody("Lucien").await;
    let error = recognise(&place.world, &who, words("one", address("LUCIEN@example.org"), "Moi.")).await.unwrap_err();
    assert!(matches!(error, ActError::Invalid(problems) if problems[0].problem == Problem::Yourself));
    place.assert_whole().await;
}

#[tokio::test]
async fn a_forwarded_letter_does_not_make_its_reader_the_addressee() {
    let place = place().await;
    let world = &place.world;
    let (_, giver) = place.somebody("Fatou").await;
    let offered = recognise(world, &giver, words("one", address("gaelle@example.org"), "Sans soupirer.")).await.unwrap();
    let ask = AskToComeIn { address: "malo@example.org".into(), link: Some(token(&offered).into()), ..AskToComeIn::default() };
    ask_to_come_in(world, ask).await.unwrap();
    let code = deliver_letters::outbox(world).await.unwrap()[0].0.code.clone().unwrap();
    let malo = come_in_by_code(world, "malo@example.org", &code).await.unwrap();
    let who = who::who(world, Some(malo.account.id), None).await.unwrap();
    assert!(ledger::my_recognitions(world, &who).await.unwrap().waiting_for_me.is_empty());
    let code = place.letter_code("gaelle@example.org").await;
    let gaelle = come_in_by_code(world, "gaelle@example.org", &code).await.unwrap();
    let who = who::who(world, Some(gaelle.account.id), None).await.unwrap();
    assert_eq!(ledger::my_recognitions(world, &who).await.unwrap().waiting_for_me.len(), 1);
    assert_eq!(place.state(&offered).await, State::Offered);
    place.assert_whole().await;
}

#[tokio::test]
async fn an_offer_nobody_answers_lapses() {
    let place = place().await;
    let world = &place.world;
    let (_, giver) = place.somebody("Fatou").await;
    let offered = recognise(world, &giver, words("one", address("gaelle@example.org"), "Sans soupirer.")).await.unwrap();
    assert_eq!(answer::lapse_overdue(world).await.unwrap(), 0);
    place.hands.0.fetch_add(91 * 24 * 3600 * 1_000_000, Ordering::Relaxed);
    assert_eq!(answer::lapse_overdue(world).await.unwrap(), 1);
    assert_eq!(place.state(&offered).await, State::Lapsed);
    place.assert_whole().await;
}

#[tokio::test]
async fn the_public_address_never_changes_silently() {
    let place = place().await;
    let settings = Settings { public_url: Some("https://elsewhere.example".into()), ..place.world.settings.clone() };
    let client = Client::new(anavez_outbound::Settings::new("anavez-test")).unwrap();
    let mailer = Mailer::folder(settings.data.join("mail"));
    let opened = World::open(settings, Box::new(place.hands.clone()), Box::new(StdRng::seed_from_u64(1)), client, mailer).await;
    assert!(matches!(opened, Err(OpenError::OtherUrl { .. })));
}

#[tokio::test]
async fn an_address_says_nothing_about_an_account_before_a_yes() {
    let place = place().await;
    let world = &place.world;
    let ((_, giver), (gaelle, receiver)) = (place.somebody("Fatou").await, place.somebody("Gaelle").await);
    let known = recognise(world, &giver, words("one", address("gaelle@example.org"), "Sans soupirer.")).await.unwrap();
    let new = recognise(world, &giver, words("two", address("new@example.org"), "Sans soupirer.")).await.unwrap();
    let by_link = (place.by_link(&known).await, place.by_link(&new).await);
    for (who_known, who_new) in [(&giver, &giver), (&by_link.0, &by_link.1)] {
        let known = show(world, who_known, known.id).await.unwrap().shown;
        let new = show(world, who_new, new.id).await.unwrap().shown;
        assert_eq!((known.receiver.as_ref(), new.receiver.as_ref()), (None, None));
        assert_eq!((known.typed_address(), new.typed_address()), (Some("gaelle@example.org"), Some("new@example.org")));
    }
    let named = |shown: &show::Shown| shown.receiver.as_ref().map(|actor| actor.id);
    let mine = ledger::my_recognitions(world, &giver).await.unwrap();
    assert_eq!(mine.waiting_for_others.iter().map(named).collect::<Vec<_>>(), [None, None]);
    assert_eq!(named(&show(world, &receiver, known.id).await.unwrap().shown), Some(gaelle.id), "but to its receiver");

    accept(world, &receiver, known.id, None).await.unwrap();
    assert_eq!(named(&show(world, &giver, known.id).await.unwrap().shown), Some(gaelle.id), "a yes says who");
    let declined = recognise(world, &giver, words("three", address("gaelle@example.org"), "Encore.")).await.unwrap();
    decline(world, &receiver, declined.id).await.unwrap();
    assert_eq!(named(&show(world, &giver, declined.id).await.unwrap().shown), None, "a no says nothing");

    // Named as somebody here, they are known already; the address of their letter is theirs.
    let to_account = recognise(world, &giver, words("four", To::Somebody("Gaelle".into()), "Encore.")).await.unwrap();
    let shown = show(world, &giver, to_account.id).await.unwrap().shown;
    assert_eq!((named(&shown), shown.typed_address()), (Some(gaelle.id), None));
}

#[tokio::test]
async fn letters_to_unknown_addresses_are_limited_and_a_list_is_one_act() {
    let place = place().await;
    let (_, giver) = place.somebody("Fatou").await;
    let max = usize::try_from(anavez_recognition::limits::NEW_ADDRESSES_A_DAY).unwrap();
    for n in 0..max {
        recognise(&place.world, &giver, words(&format!("n{n}"), address(&format!("n{n}@example.org")), "Merci.")).await.unwrap();
    }
    let one_more = recognise(&place.world, &giver, words("more", address("more@example.org"), "Merci.")).await;
    assert!(matches!(one_more, Err(ActError::TooMuch { span: "day", .. })));
    assert!(recognise(&place.world, &giver, words("known", address("n1@example.org"), "Encore.")).await.is_ok());
    place.somebody("Gaelle").await;
    recognise(&place.world, &giver, words("by handle", To::Somebody("Gaelle".into()), "Merci.")).await.unwrap();
    let to_an_account = recognise(&place.world, &giver, words("gaelle", address("gaelle@example.org"), "Merci.")).await;
    assert!(matches!(to_an_account, Err(ActError::TooMuch { span: "day", .. })), "an exception would tell who has an account");
    let version = make_model::make_model(&place.world, &giver, tried_it()).await.unwrap();
    let rows: Vec<String> = (0..120).map(|n| format!("list{n}@example.org")).collect();
    let rows = recipients(&rows.iter().map(String::as_str).collect::<Vec<_>>());
    let act =
        Offer { act_id: "list".into(), model: version.model, recipients: rows, language: Language::french(), audience: None };
    assert_eq!(offer(&place.world, &giver, act).await.unwrap().offers.len(), 120);
    place.assert_whole().await;
}

#[tokio::test]
async fn a_token_lets_in_until_it_is_ended_by_its_owner() {
    let place = place().await;
    let world = &place.world;
    let ((ana, _), (ben, _)) = (place.somebody("Ana").await, place.somebody("Ben").await);
    let token = profile::make_token(world, ana.id, "Mon script").await.unwrap();
    assert_eq!(who::account_of_token(world, &token).await.unwrap().map(|(actor, _)| actor.id), Some(ana.id));
    let listed = profile::tokens_of(world, ana.id).await.unwrap();
    assert_eq!((listed.len(), listed[0].name.as_str()), (1, "Mon script"));
    assert!(matches!(profile::revoke_token(world, ben.id, &listed[0].id).await, Err(ActError::NotFound)));
    profile::revoke_token(world, ana.id, &listed[0].id).await.unwrap();
    assert!(who::account_of_token(world, &token).await.unwrap().is_none());
}
