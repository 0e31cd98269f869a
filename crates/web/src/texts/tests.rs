use super::*;
use jiff::civil::date;

#[test]
fn one_and_many() {
    let text = |language, n: u64| Text::new(language, "err-form").of("n", n).to_string();
    assert_eq!(text(Language::French, 0), "0\u{a0}réponse à revoir.");
    assert_eq!(text(Language::French, 2), "2\u{a0}réponses à revoir.");
    assert_eq!(text(Language::English, 0), "0 answers to look at.");
    assert_eq!(text(Language::French, 13_485), "13\u{202f}485\u{a0}réponses à revoir.");
}

#[test]
fn names_are_not_wrapped_in_isolates() {
    let text = Text::new(Language::French, "claim-words").of("giver", "Nolwenn").to_string();
    assert_eq!(text, "Nolwenn vous offre une reconnaissance");
}

#[test]
fn days_are_words_in_the_language_of_the_text() {
    let text = |language| Text::new(language, "err-date").of("date", date(2018, 7, 4)).to_string();
    assert_eq!(text(Language::French), "Choisissez une date après le 4\u{a0}juillet\u{a0}2018.");
    assert_eq!(text(Language::English), "Choose a date after 4\u{a0}July\u{a0}2018.");
}

#[test]
fn a_number_in_a_sentence_opens_its_list() {
    let html = Text::new(Language::French, "ledger-turn-people").of("n", 3_u64).linking("/ledger?a=1&b").to_string();
    assert!(html.starts_with("<a href=\"/ledger?a=1&amp;b\">3\u{a0}personnes</a> vous ont offert"), "{html}");
}

#[test]
fn brackets_and_markup_of_people_open_nothing() {
    let html = Text::new(Language::French, "claim-words").of("giver", "[<b>]").linking("/x").to_string();
    assert_eq!(html, "[&lt;b&gt;] vous offre une reconnaissance");
}

#[test]
fn an_unknown_id_is_seen() {
    assert_eq!(Text::new(Language::French, "no-such-text").to_string(), "⟦no-such-text⟧");
}
