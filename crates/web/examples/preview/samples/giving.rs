//! Models, offers, awards, words, people, reading.

use anavez_web::language::Language;
use anavez_web::markup::Html;
use anavez_web::texts::TextId;
use anavez_web::view::actor::{Sort, Who};
use anavez_web::view::actor_page::ActorPage;
use anavez_web::view::award::{AwardPage, Happening, May, OtherForm, Parts, Piece, PieceForm, ShowTo, What, WordsPage};
use anavez_web::view::checks::{Check, CheckKind, Manner, Outcome, Unseen};
use anavez_web::view::claim::{Audience, Download};
use anavez_web::view::endorse::Endorse;
use anavez_web::view::fact::{IssuerProven, Judgement, Seen, Signature, Verdict};
use anavez_web::view::form::{Form, Refusal};
use anavez_web::view::give::{Give, GiveDone, GivenOffer, OfferRow, OffersPage, RejectedRow};
use anavez_web::view::home::ModelCard;
use anavez_web::view::ledger::EntryState;
use anavez_web::view::model::{Kind, ModelForm, ModelPage, ModelRow, Models, Offers};
use anavez_web::view::read::{Read, Report};
use anavez_web::view::recognise::Spokesperson;
use anavez_web::view::voice::{Size, Target, Thread, Voice, Words};

use super::first_steps::cards;
use super::{chair, code, day, group, html, neighbours, page, person, rhythm, say, stranger, three_times};

/// Their pages.
pub fn pages(language: Language) -> Vec<(&'static str, String)> {
    let mut pages = models(language);
    pages.extend(giving(language));
    pages.extend(showing(language));
    pages.extend(reading(language));
    pages
}

fn criteria(language: Language) -> Html {
    Html::from_markdown(say(
        language,
        "- Régler **trois matières**\n- Nommer trois matières interdites\n- Arrêter la machine en cas de fumée\n- Laisser le poste propre",
        "- Set up **three materials**\n- Name three forbidden ones\n- Stop the machine when it smokes\n- Leave the place clean",
    ))
}

fn laser(language: Language) -> ModelCard {
    cards(language).remove(1)
}

fn la_cale() -> Spokesperson {
    Spokesperson { id: "la-cale".into(), name: "La Cale".into() }
}

fn models(language: Language) -> Vec<(&'static str, String)> {
    let page_of_mine = page(language, "/models");
    let form = ModelForm {
        page: page(language, "/models/new"),
        form: Form::new("act-20").with("lang", language.tag()),
        action: "/models/new".into(),
        follows: None,
        picture: None,
        voices: vec![la_cale()],
        ask_name: false,
        image_max: say(language, "2\u{a0}Mo", "2 MB").into(),
    };
    let edit = ModelForm {
        form: Form::new("act-21")
            .with("name", laser(language).name)
            .with("verb", "ask")
            .with("lang", language.tag())
            .with("other_name", "Laser")
            .refused("description", &Refusal::Empty, language)
            .refused("criteria", &Refusal::TooLong { over: 12, max: 4_000 }, language),
        follows: Some(1),
        picture: Some(laser(language).picture),
        ..form.clone()
    };
    let rows = cards(language)
        .into_iter()
        .zip([Kind::Peer, Kind::Competency, Kind::Dream, Kind::Affiliation])
        .enumerate()
        .map(|(at, (card, kind))| ModelRow {
            id: "1".into(),
            card,
            kind,
            offers: (at != 2).then(|| Offers { offered: 31, accepted: 1 + at as u64 * 9, href: "/models/1/offers".into() }),
        })
        .collect();
    vec![
        ("model-new", html(&form)),
        ("model-edit", html(&edit)),
        ("models", html(&Models { page: page_of_mine.clone(), rows, next: Some("/models?after=1".into()) })),
        ("models-empty", html(&Models { page: page_of_mine, rows: Vec::new(), next: None })),
        ("model", html(&model(language))),
    ]
}

fn model(language: Language) -> ModelPage {
    ModelPage {
        page: page(language, "/models/1"),
        id: "1".into(),
        name: laser(language).name,
        description: Some(
            say(language, "Utiliser la machine sans personne à côté.", "Using the machine with nobody beside you.").into(),
        ),
        criteria: criteria(language),
        lang: None,
        kind: Kind::Competency,
        picture: laser(language).picture,
        author: group("La Cale", Sort::Community),
        version: 2,
        newer: true,
        published_on: day(1),
        may_give: true,
        may_edit: true,
        holders: vec![person("Inès"), person("Tanguy"), person("Maryse")],
    }
}

fn giving(language: Language) -> Vec<(&'static str, String)> {
    let give = Give {
        page: page(language, "/models/1/give"),
        form: Form::new("act-22"),
        id: "1".into(),
        model: laser(language),
        words_letters_max: 2_000,
        recipients_max: 1_000,
    };
    let offer = |to: Option<&str>| GivenOffer {
        to: to.map(Into::into),
        by_letter: to.is_some(),
        href: "https://anavez.example/offers/Zm9ydW0".into(),
        qr: Some(code(language)),
    };
    let done = GiveDone {
        page: page(language, "/models/1/give"),
        id: "1".into(),
        model: laser(language),
        offers: vec![offer(Some("ines@exemple.fr")), offer(Some("tanguy@exemple.fr")), offer(None)],
        rejected: vec![RejectedRow {
            row: 3,
            typed: "maryse@exemple".into(),
            reason: Refusal::NotMail.text(language).to_string(),
        }],
        again: Form::new("act-24").with("recipients", "maryse@exemple").with("words", "Merci."),
    };
    let row = |to: Option<&str>, state| OfferRow { id: "1".into(), to: to.map(Into::into), given_on: day(4), state, href: None };
    let offers = OffersPage {
        page: page(language, "/models/1/offers"),
        id: "1".into(),
        model: laser(language),
        offered: 31,
        accepted: 9,
        rows: vec![
            row(Some("ines@exemple.fr"), EntryState::Accepted),
            row(Some("tanguy@exemple.fr"), EntryState::Waiting),
            row(None, EntryState::Declined),
        ],
        form: Form::new("act-23"),
        next: None,
    };
    let endorse = Endorse {
        page: page(language, "/awards/1/endorse"),
        form: Form::new("act-27").with("speaking", "personally"),
        action: "/awards/1/endorse".into(),
        badge: Some(laser(language)),
        voice: Some(three_times(language).sized(Size::Small)),
        voices: vec![la_cale()],
        words_letters_max: 2_000,
    };
    vec![("give", html(&give)), ("give-done", html(&done)), ("offers", html(&offers)), ("endorse", html(&endorse))]
}

fn judgement(language: Language, verdict: Verdict, issuer_proven: IssuerProven, seen: Seen) -> Judgement {
    let check = |kind, outcome| Check { kind, outcome, detail: String::new(), number: 2 };
    Judgement {
        language,
        verdict,
        signature: Signature::Valid,
        issuer_proven,
        seen,
        unseen: Vec::<Unseen>::new(),
        manner: Manner { is_askable: true, ..Manner::default() },
        looked_at: vec![
            check(CheckKind::Schema, Outcome::Pass),
            check(CheckKind::Proof, Outcome::Pass),
            check(CheckKind::Issuer, if issuer_proven == IssuerProven::Proven { Outcome::Pass } else { Outcome::Warn }),
            check(CheckKind::Status, Outcome::Pass),
            check(CheckKind::Dates, Outcome::Pass),
            check(CheckKind::Recipient, Outcome::Unknown),
            check(CheckKind::Image, Outcome::Pass),
            check(CheckKind::Endorsement, Outcome::Pass),
            check(CheckKind::Context, Outcome::Pass),
        ],
        issuer: "La Cale".into(),
        host: (issuer_proven == IssuerProven::Proven).then(|| "lacale.example".into()),
        proof: "eddsa-rdfc-2022".into(),
        issued_on: Some(day(4)),
        expires_on: None,
        about: None,
        reason: None,
        what: None,
    }
}

fn ines(language: Language) -> Words {
    Words::said(
        say(
            language,
            "Inès a réglé seule la découpeuse pour trois matières. Quand l’acrylique a fumé, elle a arrêté la machine, puis expliqué pourquoi aux deux personnes qui attendaient.",
            "Inès set up the cutter alone for three materials. When the acrylic smoked she stopped the machine, then explained why to the two people waiting.",
        ),
        language.tag(),
    )
}

fn parts(language: Language) -> Parts {
    let piece = |form, french: &str, english: &str| Piece {
        form,
        name: say(language, french, english).into(),
        narrative: None,
        href: Some("https://wiki.exemple/laser".into()),
        author: Some("Inès".into()),
        added_on: Some(day(5)),
    };
    Parts {
        giver: group("La Cale", Sort::Community),
        giver_about: Some(
            say(language, "Un fab lab au bord de l’eau, ouvert le mardi.", "A fab lab by the water, open on Tuesdays.").into(),
        ),
        receiver: Some(person("Inès")),
        receiver_about: None,
        criteria: criteria(language),
        model: Some("/models/1".into()),
        evidence: vec![
            piece(PieceForm::Photo, "La boîte à thé, découpée", "The tea box, cut"),
            piece(PieceForm::Link, "Le fichier de la pièce", "The file of the piece"),
            Piece {
                href: None,
                narrative: Some(say(language, "Elle a noté l’heure de la fumée.", "She noted when it smoked.").into()),
                ..piece(PieceForm::Text, "Carnet de l’atelier", "The workshop’s notebook")
            },
        ],
    }
}

fn award(language: Language) -> AwardPage {
    let mut support = three_times(language).sized(Size::Small);
    support.thread.target =
        Some(Target::Badge { name: laser(language).name, href: "/awards/1".into(), picture: laser(language).picture });
    AwardPage {
        page: page(language, "/awards/1"),
        id: "1".into(),
        name: laser(language).name,
        kind: Kind::Competency,
        picture: laser(language).picture,
        picture_alt: say(language, "Badge : hexagone bleu nuit, un laser", "Badge: a dark blue hexagon, a laser").into(),
        thread: Thread {
            language,
            giver: group("La Cale", Sort::Community),
            target: Some(Target::Actor(person("Inès"))),
            mutual: false,
        },
        words: Some(ines(language)),
        on_behalf_of: None,
        given_on: day(4),
        accepted_on: Some(day(5)),
        expires_on: None,
        rhythm: rhythm(),
        downloads: ["PNG", "SVG", "JSON"]
            .map(|form| Download { form, href: format!("/awards/1.{}", form.to_lowercase()) })
            .into(),
        forms: [
            ("form-token", "form-token-means", ".jwt"),
            ("form-hosted", "form-hosted-means", ".ob2.json"),
            ("form-hosted-png", "form-hosted-picture-means", ".png?form=ob2"),
            ("form-hosted-svg", "form-hosted-picture-means", ".svg?form=ob2"),
        ]
        .map(|(name, means, rest)| OtherForm { name: TextId(name), means: TextId(means), href: format!("/awards/1{rest}") })
        .into(),
        ask_token: None,
        judgement: judgement(language, Verdict::Verified, IssuerProven::Proven, Seen::Directly),
        parts: parts(language),
        supports: vec![support],
        history: [
            (4, What::Given, "La Cale"),
            (5, What::Accepted, "Inès"),
            (6, What::Evidence, "Inès"),
            (7, What::Endorsed, "Fatou"),
        ]
        .map(|(on, what, who)| Happening { on: day(on), what, who: who.into() })
        .into(),
        may: May {
            endorse: Some("/awards/1/endorse".into()),
            show: Some(ShowTo {
                form: Form::new("act-24").with("audience", "public"),
                audiences: vec![Audience::Public, Audience::Link, Audience::Private],
            }),
            suspend: Some(Form::new("act-26")),
            revoke: Some(Form::new("act-25")),
            ..May::default()
        },
    }
}

fn showing(language: Language) -> Vec<(&'static str, String)> {
    let words = WordsPage {
        page: stranger(language, "/recognitions/1"),
        id: "1".into(),
        voice: Voice { href: None, ..chair(language).sized(Size::Big) },
        on_behalf_of: None,
        rhythm: rhythm(),
        downloads: vec![Download { form: "JSON", href: "/recognitions/1.json".into() }],
        judgement: Judgement {
            issuer: "Nolwenn".into(),
            host: None,
            ..judgement(language, Verdict::Verified, IssuerProven::Proven, Seen::FromNowhere)
        },
        evidence: Vec::new(),
        answers: vec![three_times(language)],
        may: May { endorse: Some("/recognitions/1/endorse".into()), ..May::default() },
    };
    let mut long = words.clone();
    long.voice.words.text =
        format!("{}\n\n{}\n\nشكرا لأنك أعدت الكرسي وقلت: لنحكِ.", "Tûûût".repeat(40), chair(language).words.text.repeat(3));
    long.voice.words.lang = Some("ar".into());
    long.voice.thread.giver.name = "Wolfeschlegelsteinhausenbergerdorff".repeat(3);
    long.voice.relation = Some("x".repeat(200));
    let actor = ActorPage {
        page: stranger(language, "/actors/1"),
        who: Who::named("La Cale", Sort::Community),
        about: Some(
            say(language, "Un fab lab au bord de l’eau, ouvert le mardi.", "A fab lab by the water, open on Tuesdays.").into(),
        ),
        badges: cards(language),
        models: vec![laser(language)],
        received: vec![neighbours(language)],
        given: vec![chair(language), three_times(language)],
        recognise: Some("/recognise?to=%40lacale".into()),
        edit: None,
        did: "did:web:anavez.example:actors:018f5e6c-1c2b-7d3e-9f40-112233445566".into(),
    };
    let bare = ActorPage {
        page: page(language, "/actors/2"),
        who: Who::named("Nolwenn", Sort::Person),
        about: None,
        badges: Vec::new(),
        models: Vec::new(),
        received: Vec::new(),
        given: Vec::new(),
        recognise: None,
        edit: Some("/account".into()),
        ..actor.clone()
    };
    vec![
        ("award", html(&award(language))),
        ("words", html(&words)),
        ("words-long", html(&long)),
        ("actor", html(&actor)),
        ("actor-bare", html(&bare)),
    ]
}

fn reading(language: Language) -> Vec<(&'static str, String)> {
    let read = |report| Read { page: stranger(language, "/read"), form: Form::new("act-26"), report };
    let report = Report {
        source: "decoupe-laser.png".into(),
        name: laser(language).name,
        picture: Some(laser(language).picture),
        judgement: judgement(language, Verdict::Warnings, IssuerProven::Unknown, Seen::NotDirectly),
        parts: Some(Parts { receiver: None, receiver_about: None, model: None, ..parts(language) }),
        gathered: Vec::new(),
        details: vec![
            ("standard".into(), "OB 3.0".into()),
            ("proof".into(), "eddsa-rdfc-2022".into()),
            ("key".into(), "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK".into()),
        ],
        document: Some("{\n  \"@context\": [\n    \"https://www.w3.org/ns/credentials/v2\"\n  ]\n}".into()),
    };
    let not_a_badge = Report {
        source: "capture.png".into(),
        name: String::new(),
        picture: None,
        judgement: Judgement {
            looked_at: Vec::new(),
            unseen: Vec::new(),
            manner: Manner::default(),
            what: Some(say(language, "une image sans rien à l’intérieur", "a picture with nothing inside").into()),
            ..judgement(language, Verdict::NotABadge, IssuerProven::Unknown, Seen::FromNowhere)
        },
        parts: None,
        gathered: Vec::new(),
        details: Vec::new(),
        document: None,
    };
    let revoked = Report {
        judgement: Judgement {
            reason: Some(say(language, "une erreur de nom", "a mistake in the name").into()),
            about: Some(day(9)),
            ..judgement(language, Verdict::Revoked, IssuerProven::Proven, Seen::FromNowhere)
        },
        ..report.clone()
    };
    vec![
        ("read", html(&read(None))),
        ("read-report", html(&read(Some(report)))),
        ("read-not-a-badge", html(&read(Some(not_a_badge)))),
        ("read-revoked", html(&read(Some(revoked)))),
    ]
}
