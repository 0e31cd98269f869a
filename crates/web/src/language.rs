//! The languages the pages speak, and how each writes days, hours and numbers.

use jiff::civil::{Date, DateTime, Time};

/// U+00A0, between a number and its noun, before a colon.
const NO_BREAK: char = '\u{a0}';
/// U+202F, before `;` `!` `?` `%` and between thousands.
const NARROW: char = '\u{202f}';
/// The longest `Accept-Language` header that is read, in bytes; the rest is ignored.
pub const ACCEPT_LANGUAGE_BYTES_MAX: usize = 512;

/// A language of the interface. What people write may be in any language; that one travels as text (`"br"`, `"wo"`…).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// Français, the language the texts are thought in.
    French,
    /// English, British spelling.
    English,
}

impl Language {
    /// Every language of the interface, the first being the default.
    pub const ALL: [Self; 2] = [Self::French, Self::English];

    /// The BCP 47 tag: `"fr"`, `"en"`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::French => "fr",
            Self::English => "en",
        }
    }

    /// The language's own name for itself.
    pub const fn name(self) -> &'static str {
        match self {
            Self::French => "Français",
            Self::English => "English",
        }
    }

    /// The language of a BCP 47 tag, by its first part: `"fr-CA"` is French. `None` when the interface does not speak it.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_']).next()?;
        Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(primary))
    }

    /// The language for a reader: what they chose (cookie) first, then what their browser asks for
    /// (`Accept-Language`, RFC 9110 §12.5.4), then French.
    pub fn choose(chosen: Option<&str>, accept_language: Option<&str>) -> Self {
        chosen.and_then(Self::from_tag).or_else(|| accept_language.and_then(preferred)).unwrap_or(Self::French)
    }

    /// A day in full: `4 juillet 2018`, `1er juillet 2018`, `4 July 2018`.
    pub fn day(self, date: Date) -> String {
        format!("{}{NO_BREAK}{}", self.day_and_month(date), date.year())
    }

    /// A day without its year: `4 juillet`, `4 July`.
    pub fn day_and_month(self, date: Date) -> String {
        let month = self.months()[month_index(date)];
        match (self, date.day()) {
            (Self::French, 1) => format!("1er{NO_BREAK}{month}"),
            (_, day) => format!("{day}{NO_BREAK}{month}"),
        }
    }

    /// A time of day: `14 h 30`, `9 h`, `14:30`.
    pub fn hour(self, time: Time) -> String {
        match (self, time.minute()) {
            (Self::French, 0) => format!("{}{NO_BREAK}h", time.hour()),
            (Self::French, minute) => format!("{}{NO_BREAK}h{NO_BREAK}{minute:02}", time.hour()),
            (Self::English, minute) => format!("{:02}:{minute:02}", time.hour()),
        }
    }

    /// A day and a time of day: `4 juillet 2018 à 14 h 30`, `4 July 2018 at 14:30`.
    pub fn moment(self, at: DateTime) -> String {
        let link = match self {
            Self::French => "à",
            Self::English => "at",
        };
        format!("{} {link} {}", self.day(at.date()), self.hour(at.time()))
    }

    /// A whole number: `13 485`, `13,485`.
    pub fn number(self, number: u64) -> String {
        let separator = match self {
            Self::French => NARROW,
            Self::English => ',',
        };
        let digits = number.to_string();
        let mut written = String::with_capacity(digits.len() * 2);
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                written.push(separator);
            }
            written.push(digit);
        }
        written
    }

    /// The quotation marks, with the space that belongs inside them.
    pub const fn quotes(self) -> (&'static str, &'static str) {
        match self {
            Self::French => ("«\u{202f}", "\u{202f}»"),
            Self::English => ("“", "”"),
        }
    }

    const fn months(self) -> &'static [&'static str; 12] {
        match self {
            Self::French => &[
                "janvier",
                "février",
                "mars",
                "avril",
                "mai",
                "juin",
                "juillet",
                "août",
                "septembre",
                "octobre",
                "novembre",
                "décembre",
            ],
            Self::English => &[
                "January",
                "February",
                "March",
                "April",
                "May",
                "June",
                "July",
                "August",
                "September",
                "October",
                "November",
                "December",
            ],
        }
    }
}

/// Templates lend the language of their page.
impl From<&Self> for Language {
    fn from(language: &Self) -> Self {
        *language
    }
}

/// People's words as a French page shows them: an ordinary space before double punctuation becomes the no-break one.
/// For display only: what was signed keeps its bytes.
pub fn with_french_spaces(words: &str) -> String {
    let mut shown = String::with_capacity(words.len() + 8);
    let mut letters = words.chars().peekable();
    while let Some(letter) = letters.next() {
        match (letter, letters.peek()) {
            (' ', Some(';' | '!' | '?' | '%' | '»')) => shown.push(NARROW),
            (' ', Some(':')) => shown.push(NO_BREAK),
            ('«', Some(' ')) => {
                letters.next();
                shown.push('«');
                shown.push(NARROW);
            }
            _ => shown.push(letter),
        }
    }
    shown
}

fn preferred(accept_language: &str) -> Option<Language> {
    let read = &accept_language[..accept_language.floor_char_boundary(ACCEPT_LANGUAGE_BYTES_MAX)];
    let mut best: Option<(Language, f32)> = None;
    for range in read.split(',') {
        let mut parts = range.split(';');
        let Some(language) = parts.next().and_then(Language::from_tag) else {
            continue;
        };
        let weight =
            parts.find_map(|part| part.trim().strip_prefix("q=")).map_or(1.0, |q| q.trim().parse::<f32>().unwrap_or(0.0));
        if weight > 0.0 && best.is_none_or(|(_, known)| weight > known) {
            best = Some((language, weight));
        }
    }
    best.map(|(language, _)| language)
}

fn month_index(date: Date) -> usize {
    usize::try_from(date.month() - 1).unwrap_or(0).min(11)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};

    #[test]
    fn days_are_written_in_full() {
        assert_eq!(Language::French.day(date(2018, 7, 4)), "4\u{a0}juillet\u{a0}2018");
        assert_eq!(Language::French.day(date(2018, 8, 1)), "1er\u{a0}août\u{a0}2018");
        assert_eq!(Language::English.day(date(2018, 7, 1)), "1\u{a0}July\u{a0}2018");
    }

    #[test]
    fn hours_follow_each_language() {
        assert_eq!(Language::French.hour(time(14, 30, 0, 0)), "14\u{a0}h\u{a0}30");
        assert_eq!(Language::French.hour(time(9, 0, 0, 0)), "9\u{a0}h");
        assert_eq!(Language::French.hour(time(9, 5, 0, 0)), "9\u{a0}h\u{a0}05");
        assert_eq!(Language::English.hour(time(9, 5, 0, 0)), "09:05");
        assert_eq!(Language::English.moment(date(2018, 7, 4).at(14, 30, 0, 0)), "4\u{a0}July\u{a0}2018 at 14:30");
    }

    #[test]
    fn thousands_are_kept_apart() {
        assert_eq!(Language::French.number(13_485), "13\u{202f}485");
        assert_eq!(Language::English.number(1_013_485), "1,013,485");
        assert_eq!(Language::French.number(485), "485");
    }

    #[test]
    fn the_choice_wins_then_the_browser_then_french() {
        assert_eq!(Language::choose(Some("en"), Some("fr")), Language::English);
        assert_eq!(Language::choose(Some("xx"), Some("en-GB,fr;q=0.8")), Language::English);
        assert_eq!(Language::choose(None, Some("de, en;q=0.3, fr-CA;q=0.9")), Language::French);
        assert_eq!(Language::choose(None, Some("en;q=0")), Language::French);
        assert_eq!(Language::choose(None, Some(&"é,".repeat(100_000))), Language::French);
        assert_eq!(Language::choose(None, None), Language::French);
    }

    #[test]
    fn display_adds_no_break_spaces_and_nothing_else() {
        assert_eq!(with_french_spaces("Tu dis oui ? « Bon » : va"), "Tu dis oui\u{202f}? «\u{202f}Bon\u{202f}»\u{a0}: va");
        assert_eq!(with_french_spaces("https://a.example/?q=1"), "https://a.example/?q=1");
    }
}
