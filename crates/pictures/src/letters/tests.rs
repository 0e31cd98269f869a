use super::{Line, halves, name_below};

#[test]
fn the_letters_of_europe_are_drawn() {
    let texts = [
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ abcdefghijklmnopqrstuvwxyz 0123456789",
        "ÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆ àâäçéèêëîïôöùûüÿœæ « ’ » … : ; ! ?",
        "ñáíóú¿".trim_end_matches('¿'),
        "ãõ ß ÅåØø ŁłŚśŹźŻżĄąĘę ČčŘřŠšŽž ŐőŰű ĂăȘșȚț Ğğİış Þþð",
        "C’hoazh e Breizh-Izel & 50 % (a/b) + #1 @ 3 €",
    ];
    for text in texts {
        for c in text.chars().filter(|c| !c.is_whitespace()) {
            assert!(Line::of(&c.to_string()).is_some(), "{c} is not drawn");
        }
        assert!(Line::of(text).is_some());
    }
}

#[test]
fn a_line_with_an_unknown_letter_is_not_drawn() {
    for text in ["", "  ", "語り", "Ана", "a語b", "\u{301}a"] {
        assert_eq!(Line::of(text), None, "{text:?}");
    }
    assert_eq!(name_below("語り部", "#000"), "");
}

#[test]
fn composed_and_decomposed_letters_are_one() {
    assert_eq!(Line::of("\u{c9}t\u{e9}"), Line::of("E\u{301}te\u{301}"));
}

#[test]
fn an_accent_takes_the_place_of_the_dot() {
    let with_dot = Line::of("i").unwrap().strokes[0].0;
    assert!(with_dot.contains("a.3"));
    assert!(!Line::of("ï").unwrap().strokes[0].0.contains("a.3"));
    assert!(Line::of("į").unwrap().strokes[0].0.contains("a.3"));
}

#[test]
fn a_name_takes_at_most_two_lines_and_stays_inside() {
    let long = "Reconnaître et raconter patiemment ce que chacun apporte aux communs de la rade ".repeat(4);
    for name in ["Go", "Animer un cercle", "Passeur de données ouvertes", &"W".repeat(200), &long] {
        let svg = name_below(name, "#10303A");
        let lines: Vec<&str> = svg.split(r#"<g transform="translate("#).skip(1).collect();
        assert!((1..=2).contains(&lines.len()), "{name}: {}", lines.len());
        for line in lines {
            let left: f64 = line.split(' ').next().unwrap().parse().unwrap();
            assert!(left >= 7.0, "{name}: starts at {left}");
        }
    }
}

#[test]
fn a_name_too_long_for_two_lines_is_cut_at_its_end_only() {
    let name = "Reconnaître la voix de l’autre, même quand elle ne dit presque rien";
    let words: Vec<&str> = name.split(' ').collect();
    let (upper, lower) = halves(&words, 250.0);
    assert!(name.starts_with(&format!("{upper} {}", lower.trim_end_matches('…'))), "{upper} / {lower}");
    assert!(lower.ends_with('…') && !upper.ends_with('…'));
    assert_eq!(halves(&["un", "deux"], 250.0), ("un".to_owned(), "deux".to_owned()));
}

#[test]
fn an_accented_i_keeps_its_neighbours_away() {
    let width = |text: &str| Line::of(text).unwrap().width;
    assert!(width("lîl") > width("lil") + 1.0);
    assert!(width("lil") < width("lol"));
}
