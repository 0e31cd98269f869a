//! Coming in, one's account, organisations, mails, errors, statements.

use anavez_web::language::Language;
use anavez_web::texts::Text;
use anavez_web::view::account::{Account, Address, Token};
use anavez_web::view::actor::{Sort, Who};
use anavez_web::view::error::{ErrorPage, Problem};
use anavez_web::view::form::{Form, Refusal};
use anavez_web::view::glossary::Glossary;
use anavez_web::view::organisation::{OrganisationEdit, OrganisationNew};
use anavez_web::view::outbox::{Mail, Outbox};
use anavez_web::view::sign_in::{SignIn, SignInDoor, SignInSent};
use anavez_web::view::statement::{Accessibility, Conformity, Privacy, Standing};
use anavez_web::view::{Notice, Page};

use super::{day, group, html, page, person, say, stranger};

/// Their pages.
pub fn pages(language: Language) -> Vec<(&'static str, String)> {
    let mut pages = vec![
        ("sign-in", html(&SignIn { page: stranger(language, "/sign-in"), form: Form::new("act-30") })),
        ("sign-in-sent", html(&sent(language, Form::new("act-31")))),
        (
            "sign-in-wrong",
            html(&sent(
                language,
                Form::new("act-31").with("digits", "123 456").refused("digits", &Refusal::WrongDigits, language),
            )),
        ),
        ("sign-in-door", html(&door(language, None))),
        ("address-door", html(&door(language, Some(person("Nolwenn"))))),
        ("account", html(&account(language))),
        ("organisation-edit", html(&edit(language))),
        ("organisation-new", html(&OrganisationNew { page: page(language, "/organisations/new"), form: Form::new("act-35") })),
        ("outbox", html(&outbox(language))),
        ("glossary", html(&Glossary { page: stranger(language, "/glossary") })),
        ("privacy", html(&Privacy { page: stranger(language, "/vie-privee") })),
        ("accessibility", html(&accessibility(language, Standing::NotAudited))),
        (
            "accessibility-audited",
            html(&accessibility(
                language,
                Standing::Audited { conformity: Conformity::Partial, on: day(1), by: "Maryse".into() },
            )),
        ),
    ];
    pages.extend(errors(language));
    pages
}

fn sent(language: Language, form: Form) -> SignInSent {
    SignInSent {
        page: stranger(language, "/sign-in/digits"),
        form,
        mail: "nolwenn@exemple.fr".into(),
        minutes: 15,
        again: "/sign-in",
    }
}

fn door(language: Language, adds_to: Option<Who>) -> SignInDoor {
    SignInDoor {
        page: stranger(language, "/sign-in/Zm9ydW0"),
        form: Form::new("act-37"),
        token: "Zm9ydW0".into(),
        mail: "nolwenn@exemple.fr".into(),
        adds_to,
    }
}

fn edit(language: Language) -> OrganisationEdit {
    let form = Form::new("act-38").with("name", "La Cale").with("handle", "lacale");
    OrganisationEdit { page: page(language, "/actors/1/edit"), form, id: "1".into() }
}

fn account(language: Language) -> Account {
    let notice = Notice { text: Text::new(language, "account-token-new"), warning: false };
    Account {
        page: Page { notice: Some(notice), ..page(language, "/account") },
        form: Form::new("act-32").with("name", "Nolwenn").with("language", language.tag()),
        address_form: Form::new("act-33"),
        token_form: Form::new("act-34"),
        own_page: "/actors/1".into(),
        addresses: vec![
            Address { mail: "nolwenn@exemple.fr".into(), confirmed: true, removable: false },
            Address { mail: "n.kerbrat@ecole.exemple".into(), confirmed: false, removable: true },
        ],
        tokens: vec![Token {
            id: "1".into(),
            name: say(language, "le site de l’atelier", "the workshop’s site").into(),
            made_on: day(1),
        }],
        new_token: Some("anavez_4qXv1mN8d0JfW2c7Zt5sKp3rLb6yHg9uEa".into()),
        speaks_for: vec![group("La Cale", Sort::Community)],
    }
}

fn outbox(language: Language) -> Outbox {
    Outbox {
        page: page(language, "/outbox"),
        mails: vec![Mail {
            to: "idriss@exemple.fr".into(),
            subject: say(language, "Nolwenn vous offre une reconnaissance", "Nolwenn is giving you a recognition").into(),
            at: day(4).at(9, 14, 0, 0),
            body: say(
                language,
                "Bonjour. Nolwenn a écrit quelques mots pour vous.\n\nLire : https://anavez.example/offers/Zm9ydW0\n\nAucun mouchard dans nos mails.",
                "Hello. Nolwenn wrote a few words for you.\n\nRead: https://anavez.example/offers/Zm9ydW0\n\nWe put no trackers in our emails.",
            )
            .into(),
        }],
    }
}

fn accessibility(language: Language, standing: Standing) -> Accessibility {
    Accessibility {
        page: stranger(language, "/accessibilite"),
        standing,
        problems: vec![
            say(
                language,
                "Les cercles dessinés ne se lisent pas à la voix : la liste, juste dessous, dit la même chose.",
                "The drawn circles cannot be read aloud: the list just below says the same.",
            )
            .into(),
        ],
        answer_days: 5,
    }
}

fn errors(language: Language) -> Vec<(&'static str, String)> {
    let too_old = Form::new("act-36").with("words", say(language, "Tu m’as montré trois fois.", "You showed me three times."));
    [
        ("error-not-found", Problem::NotFound),
        ("error-gone", Problem::Gone),
        ("error-link-used", Problem::LinkUsed),
        ("error-forbidden", Problem::Forbidden { who: "La Cale".into() }),
        ("error-done", Problem::AlreadyDone { on: day(4) }),
        ("error-too-old", Problem::TooOld { action: "/recognise".into(), form: too_old, fields: vec!["words"] }),
        ("error-too-many", Problem::TooMany { max: 50 }),
        ("error-wait", Problem::Wait { minutes: 10 }),
        ("error-busy", Problem::Busy { seconds: 20 }),
        ("error-network", Problem::Network { host: "badges.example".into() }),
        ("error-too-large", Problem::TooLarge { size: "12 Mo".into(), max: "5 Mo".into() }),
        ("error-broken", Problem::Broken { reference: "7Q4K-21".into() }),
    ]
    .into_iter()
    .map(|(name, problem)| (name, html(&ErrorPage { page: stranger(language, "/nowhere"), problem })))
    .collect()
}
