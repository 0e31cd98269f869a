//! Invented people and their words, on every page.

use std::sync::Arc;

use anavez_web::language::Language;
use anavez_web::view::actor::{Sort, Who};
use anavez_web::view::drawing::{Code, Drawing};
use anavez_web::view::voice::{Target, Thread, Voice, Words};
use anavez_web::view::{Page, Reader, Site, Theme};
use askama::Template;
use jiff::civil::{Date, date};

mod first_steps;
mod giving;
mod house;

/// Every page in this language: name and HTML.
pub fn pages(language: Language) -> Vec<(&'static str, String)> {
    let mut pages = first_steps::pages(language);
    pages.extend(giving::pages(language));
    pages.extend(house::pages(language));
    pages
}

/// Renders a page of the preview.
pub fn html(view: &impl Template) -> String {
    view.render().unwrap_or_else(|error| error.to_string())
}

/// The reader of most pages: Nolwenn, signed in.
pub fn page(language: Language, path: &str) -> Page {
    Page { reader: Some(Reader { name: "Nolwenn".into() }), ..stranger(language, path) }
}

/// Somebody without an account.
pub fn stranger(language: Language, path: &str) -> Page {
    Page {
        language,
        theme: Theme::System,
        reader: None,
        csrf: "csrf-token".into(),
        path: path.into(),
        notice: None,
        site: Arc::new(Site {
            name: "anavez".into(),
            operator: "La Cale, fab lab".into(),
            contact: "bonjour@lacale.example".into(),
            place: "Brest".into(),
            offer_days: 90,
            demo: true,
        }),
    }
}

/// French or English words.
pub fn say<'a>(language: Language, french: &'a str, english: &'a str) -> &'a str {
    match language {
        Language::French => french,
        Language::English => english,
    }
}

/// A person with a page.
pub fn person(name: &str) -> Who {
    Who::at(name, Sort::Person, format!("/actors/{}", name.to_lowercase()))
}

/// A community, an organisation… with a page.
pub fn group(name: &str, sort: Sort) -> Who {
    Who::at(name, sort, "/actors/group")
}

/// A recognition between two.
pub fn voice(language: Language, giver: Who, receiver: Who, french: &str, english: &str) -> Voice {
    Voice {
        words: Words::said(say(language, french, english), language.tag()),
        thread: Thread { language, giver, target: Some(Target::Actor(receiver)), mutual: false },
        relation: None,
        context: Some(say(language, "Forum de Brest", "Brest Forum").into()),
        given_on: Some(day(4)),
        href: Some("/recognitions/1".into()),
        size: Default::default(),
    }
}

/// A day of July 2018.
pub fn day(day: i8) -> Date {
    date(2018, 7, day)
}

/// Nolwenn to Idriss.
pub fn chair(language: Language) -> Voice {
    voice(
        language,
        person("Nolwenn"),
        person("Idriss"),
        "Quand la vidéo a lâché, tu as retourné ta chaise et tu as dit : « Bon, on se raconte. » On s’est raconté. C’est ce que je garde de ces quatre jours.",
        "When the video died you turned your chair round and said “Right, let’s tell each other.” We did. It is what I keep of these four days.",
    )
}

/// Fatou to Gaëlle.
pub fn three_times(language: Language) -> Voice {
    voice(
        language,
        person("Fatou"),
        person("Gaëlle"),
        "Tu m’as montré trois fois. Sans soupirer. Maintenant je prends mes rendez-vous toute seule.",
        "You showed me three times. Without a sigh. Now I book my appointments by myself.",
    )
}

/// Two houses that recognise each other.
pub fn neighbours(language: Language) -> Voice {
    let mut voice = voice(
        language,
        group("Médiathèque des Deux Rades", Sort::Institution),
        group("La Cale", Sort::Community),
        "Vos bricoleuses viennent lire, nos lecteurs viennent souder. Autant le dire : nous sommes voisins.",
        "Your tinkerers come to read, our readers come to solder. We may as well say it: we are neighbours.",
    );
    voice.thread.mutual = true;
    voice
}

/// A table of six.
pub fn table(language: Language) -> Voice {
    voice(
        language,
        group(say(language, "L’atelier cartes", "The map workshop"), Sort::Group),
        group(say(language, "La table du fond", "The back table"), Sort::Group),
        "Vous étiez six, vous ne vous connaissiez pas. Jeudi à 18 h il y avait une carte libre des ateliers où l’on répare, et une septième chaise.",
        "There were six of you, strangers. By six on Thursday there was an open map of repair workshops, and a seventh chair.",
    )
}

/// The edge of a signature.
pub fn rhythm() -> Drawing {
    const DASHES: [(u32, u32); 28] = [
        (0, 18),
        (21, 10),
        (37, 12),
        (59, 15),
        (82, 11),
        (101, 10),
        (118, 13),
        (139, 7),
        (149, 9),
        (167, 12),
        (186, 7),
        (196, 14),
        (214, 10),
        (232, 5),
        (247, 18),
        (274, 17),
        (297, 12),
        (312, 9),
        (327, 12),
        (347, 11),
        (364, 3),
        (371, 11),
        (388, 10),
        (406, 8),
        (418, 18),
        (446, 11),
        (463, 12),
        (485, 18),
    ];
    let dashes: String = DASHES.iter().map(|(x, width)| format!("<rect x=\"{x}\" width=\"{width}\" height=\"9\"/>")).collect();
    Drawing::drawn_here(format!(
        "<svg class=\"rhythm\" viewBox=\"0 0 503 9\" preserveAspectRatio=\"none\" aria-hidden=\"true\">{dashes}</svg>"
    ))
}

/// The code of `https://anavez.example/offers/Zm9ydW0`.
pub fn code(language: Language) -> Code {
    Code {
        drawing: Drawing::drawn_here(include_str!("code.svg")),
        title: say(language, "QR code du lien", "QR code of the link").into(),
    }
}
