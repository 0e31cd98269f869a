//! Home, recognising, claiming, the ledger.

use anavez_web::language::Language;
use anavez_web::markup::Html;
use anavez_web::texts::Text;
use anavez_web::view::actor::{Sort, Who};
use anavez_web::view::claim::{Audience, Claim, ClaimAfter, ClaimAudience, Decline, Declined, Download, OfferedBadge};
use anavez_web::view::form::Form;
use anavez_web::view::home::{Door, Home, ModelCard};
use anavez_web::view::ledger::{Entry, EntryState, Ledger, Row, Show, Turn, Voices};
use anavez_web::view::recognise::{Handover, Recognise, RecogniseDone, RecogniseReview, Spokesperson, To};
use anavez_web::view::voice::{Size, Target, Voice, Words};

use super::{chair, code, day, group, html, neighbours, page, person, rhythm, say, stranger, table, three_times};

/// Their pages.
pub fn pages(language: Language) -> Vec<(&'static str, String)> {
    let mut pages = vec![("home", html(&home(language))), ("home-empty", html(&empty_home(language)))];
    pages.extend(recognising(language));
    pages.extend(claiming(language));
    pages.extend([
        ("ledger", html(&ledger(language))),
        ("ledger-empty", html(&Ledger { rows: Vec::new(), turn: None, voices: Voices::default(), ..ledger(language) })),
    ]);
    pages
}

/// Cards of badge models.
pub fn cards(language: Language) -> Vec<ModelCard> {
    [
        ("merci-accueil", "Tu m’as fait une place", "You made room for me"),
        ("decoupe-laser", "Autonome à la découpe laser", "On my own at the laser cutter"),
        ("reve-jardin", "Un jour, je voudrais…", "One day I would like…"),
        ("membre-passerelles", "De La Cale", "Of La Cale"),
        ("carte-forum", "Fait ensemble", "Made together"),
        ("acces-machines", "Bienvenue à la machine", "Welcome to the machine"),
    ]
    .into_iter()
    .map(|(picture, french, english)| ModelCard {
        name: say(language, french, english).into(),
        href: "/models/1".into(),
        picture: format!("/pictures/{picture}.svg"),
        more: None,
    })
    .collect()
}

fn home(language: Language) -> Home {
    let door = |french: &str, english: &str, french_more: &str, english_more: &str| Door {
        href: "/offers/lucien".into(),
        title: say(language, french, english).into(),
        more: say(language, french_more, english_more).into(),
    };
    Home {
        page: stranger(language, "/"),
        voices: vec![chair(language), neighbours(language), three_times(language), table(language)],
        models: cards(language),
        doors: vec![
            door(
                "Lucien arrive le premier matin",
                "Lucien arrives on the first morning",
                "Un téléphone, pas de compte, et quelques mots qui l’attendent.",
                "A telephone, no account, and a few words waiting.",
            ),
            door(
                "Soazig anime un atelier",
                "Soazig leads a workshop",
                "Trente personnes, une affichette, vingt minutes pour se dire merci.",
                "Thirty people, one poster, twenty minutes to say thank you.",
            ),
        ],
    }
}

fn empty_home(language: Language) -> Home {
    Home { voices: Vec::new(), models: Vec::new(), doors: Vec::new(), page: page(language, "/") }
}

fn recognise(language: Language, form: Form) -> Recognise {
    Recognise {
        page: page(language, "/recognise"),
        form,
        voices: vec![Spokesperson { id: "la-cale".into(), name: "La Cale".into() }],
        in_reply_to: None,
        words_letters_max: 2_000,
        ask_name: false,
    }
}

fn recognising(language: Language) -> Vec<(&'static str, String)> {
    let words = chair(language).words.text;
    let typed = Form::new("act-1").with("words", &words).with("to", "idriss@exemple").with("speaking", "personally");
    let wrong = typed
        .clone()
        .with("relation", say(language, "Deux jours à la même table", "Two days at the same table"))
        .refusing("to", Text::new(language, "err-mail"));
    let link = "https://anavez.example/offers/Zm9ydW0";
    let done = RecogniseDone {
        page: page(language, "/recognise"),
        form: Form::new("act-3"),
        voice: chair(language),
        rhythm: rhythm(),
        told: None,
        link: Some(Handover { href: link.into(), qr: code(language) }),
        withdraw: "/recognitions/1/withdraw".into(),
    };
    let by_mail = RecogniseDone { told: Some("Idriss".into()), link: None, ..done.clone() };
    vec![
        ("recognise", html(&recognise(language, Form::new("act-1").with("speaking", "personally")))),
        ("recognise-wrong", html(&recognise(language, wrong))),
        (
            "recognise-back",
            html(&Recognise {
                in_reply_to: Some(three_times(language).sized(Size::Small)),
                voices: vec![],
                ..recognise(language, Form::new("act-1"))
            }),
        ),
        (
            "recognise-review",
            html(&RecogniseReview {
                page: page(language, "/recognise"),
                form: typed,
                voice: chair(language),
                to: To::Mail("idriss@exemple.fr".into()),
                on_behalf_of: None,
                named: Some("Idriss".into()),
                evidence: vec!["https://wiki.exemple/chaises".into()],
            }),
        ),
        ("recognise-done", html(&done)),
        ("recognise-done-mail", html(&by_mail)),
    ]
}

/// The words offered to Gaëlle, who has no account.
fn offered(language: Language) -> Voice {
    let mut voice = three_times(language).sized(Size::Big);
    voice.thread.giver = Who::named("Fatou", Sort::Person).not_verified(language);
    voice.thread.target = Some(Target::Actor(Who::named("Gaëlle", Sort::Person).as_you(language)));
    voice.href = None;
    voice
}

fn offered_badge(language: Language) -> OfferedBadge {
    OfferedBadge {
        name: say(language, "Autonome à la découpe laser", "On my own at the laser cutter").into(),
        picture: "/pictures/decoupe-laser.svg".into(),
        description: Some(
            say(language, "Utiliser la machine sans personne à côté.", "Using the machine with nobody beside you.").into(),
        ),
        criteria: Html::from_markdown(say(
            language,
            "- Régler trois matières\n- Nommer trois matières interdites\n- Arrêter la machine en cas de fumée",
            "- Set up three materials\n- Name three forbidden ones\n- Stop the machine when it smokes",
        )),
    }
}

fn claiming(language: Language) -> Vec<(&'static str, String)> {
    let place = stranger(language, "/offers/abc");
    let claim = Claim {
        page: place.clone(),
        token: "abc".into(),
        form: Form::new("act-4"),
        reply: Form::new("act-5"),
        back: Form::new("act-6"),
        ask_name: true,
        voice: offered(language),
        badge: None,
        on_behalf_of: None,
        rhythm: rhythm(),
        given_on: day(4),
    };
    let mut badge_voice = super::voice(
        language,
        group("La Cale", Sort::Community),
        Who::named("Inès", Sort::Person).as_you(language),
        "Inès a réglé seule la découpeuse pour trois matières. Quand l’acrylique a fumé, elle a arrêté la machine, puis expliqué pourquoi aux deux personnes qui attendaient.",
        "Inès set up the cutter alone for three materials. When the acrylic smoked she stopped the machine, then explained why to the two people waiting.",
    );
    badge_voice.href = None;
    let after = ClaimAfter {
        page: place.clone(),
        token: "abc".into(),
        voice: offered(language).sized(Size::Normal),
        badge: None,
        rhythm: rhythm(),
        given_on: day(4),
        audience: Audience::Link,
        show: Some("/recognitions/1".into()),
        downloads: vec![Download { form: "JSON", href: "/recognitions/1.json".into() }],
        account: Form::new("act-8").with("mail", "gaelle@exemple.fr").with("next", "/ledger"),
        back: Some(Form::new("act-6")),
        ask_name: true,
    };
    let badge_after = ClaimAfter {
        page: page(language, "/offers/abc"),
        voice: badge_voice.clone(),
        badge: Some(offered_badge(language)),
        audience: Audience::Community { id: "la-cale".into(), name: "La Cale".into() },
        downloads: ["PNG", "SVG", "JSON"]
            .map(|form| Download { form, href: format!("/awards/1.{}", form.to_lowercase()) })
            .into(),
        back: None,
        ask_name: false,
        ..after.clone()
    };
    vec![
        ("claim", html(&claim)),
        (
            "claim-badge",
            html(&Claim {
                voice: badge_voice,
                badge: Some(offered_badge(language)),
                on_behalf_of: Some("La Cale".into()),
                ..claim
            }),
        ),
        (
            "claim-audience",
            html(&ClaimAudience {
                page: place.clone(),
                token: "abc".into(),
                form: Form::new("act-7"),
                audiences: vec![
                    Audience::Public,
                    Audience::Link,
                    Audience::Community { id: "la-cale".into(), name: "La Cale".into() },
                    Audience::Private,
                ],
                voice: offered(language).sized(Size::Normal),
                rhythm: rhythm(),
            }),
        ),
        ("claim-after", html(&after)),
        ("claim-after-badge", html(&badge_after)),
        ("decline", html(&Decline { page: place.clone(), token: "abc".into(), form: Form::new("act-9"), giver: "Fatou".into() })),
        ("declined", html(&Declined { page: place.clone(), not_me: false })),
        ("not-me", html(&Declined { page: place, not_me: true })),
    ]
}

fn entry(language: Language, french: &str, english: &str, on: i8) -> Entry {
    Entry {
        words: Some(Words::said(say(language, french, english), language.tag())),
        badge: None,
        given_on: day(on),
        context: None,
        state: EntryState::Accepted,
        href: Some("/recognitions/1".into()),
    }
}

fn ledger(language: Language) -> Ledger {
    let chair =
        Entry { context: Some("Forum".into()), ..entry(language, &chair(language).words.text, &chair(language).words.text, 4) };
    let ismael = entry(
        language,
        "Elle a relu ma demande de subvention un dimanche soir, et elle a gardé mon ton.",
        "She read over my grant application one Sunday evening, and kept my voice.",
        5,
    );
    let question = entry(
        language,
        "Tu poses les questions que je range d’habitude dans ma poche.",
        "You ask the questions I usually keep in my pocket.",
        6,
    );
    let waiting = Entry {
        state: EntryState::Waiting,
        ..entry(
            language,
            "Il écoute jusqu’au bout, même le silence après.",
            "He listens to the end, even to the silence after.",
            4,
        )
    };
    let credit = Entry {
        badge: cards(language).into_iter().nth(1),
        words: None,
        context: Some(say(language, "trois crédits", "three credits").into()),
        ..question.clone()
    };
    Ledger {
        page: page(language, "/ledger"),
        show: Show::All,
        voices: Voices { received: 9, given: 1_011, mutual: 6, simply: 5 },
        rows: vec![
            Row { who: person("Idriss"), received: vec![ismael], given: vec![chair], invite: None },
            Row {
                who: person("Soazig"),
                received: vec![question],
                given: vec![],
                invite: Some("/recognise?receiver=soazig".into()),
            },
            Row {
                who: person("Bakary"),
                received: vec![],
                given: vec![waiting.clone(), Entry { state: EntryState::Kept, ..waiting }],
                invite: None,
            },
            Row { who: group("Université du Ponant", Sort::Institution), received: vec![credit], given: vec![], invite: None },
        ],
        turn: Some(Turn { people: 3, form: Form::new("act-10") }),
        next: Some("/ledger?after=1".into()),
    }
}
