use std::path::PathBuf;

use super::{Kind, ModelPicture, badge_svg, badge_svg_with_name};

/// The 24 examples of the look: id, name, kind, series.
pub(crate) const EXAMPLES: [(&str, &str, Kind, Option<&str>); 24] = [
    ("animer-cercle", "Animer un cercle", Kind::Peer, None),
    ("merci-accueil", "Accueil du premier jour", Kind::Peer, None),
    ("raconter", "Raconter pour transmettre", Kind::Conversational, None),
    ("talent-cache", "J’ai un talent caché", Kind::Conversational, None),
    ("relire-autrui", "Relire avec bienveillance", Kind::PeerEndorsed, None),
    ("passeur-donnees", "Passeur de données ouvertes", Kind::PeerEndorsed, None),
    ("je-repare", "Je répare mon vélo", Kind::SelfIssued, None),
    ("brezhoneg", "Brezhoneg er gêr", Kind::SelfIssued, None),
    ("decoupe-laser", "Découpe laser", Kind::Competency, Some("sept-vents")),
    ("souder-tig", "Souder à l’arc", Kind::Competency, Some("sept-vents")),
    ("couture-voile", "Coudre une voile", Kind::Competency, Some("sept-vents")),
    ("acces-machines", "Accès aux machines", Kind::Springboard, Some("sept-vents")),
    ("guetteur", "Guider de nuit", Kind::Scout, None),
    ("cuisine-quartier", "Cuisiner pour quarante", Kind::Scout, None),
    ("veilleur-logiciel", "Logiciel libre à jour", Kind::Smart, None),
    ("parcours-mediation", "Parcours médiation", Kind::Smart, None),
    ("licence-commune", "Licence Territoires communs", Kind::Diploma, None),
    ("credit-cooperation", "Coopérer : 3 crédits", Kind::MicroCredential, None),
    ("nano-carto", "Cartographe libre", Kind::NanoDegree, None),
    ("reve-radio", "Une radio au quartier", Kind::Dream, None),
    ("reve-jardin", "Un jardin sur le toit", Kind::Dream, None),
    ("membre-passerelles", "Des Passerelles", Kind::Affiliation, None),
    ("charte-communs", "Communs de la rade", Kind::Affiliation, None),
    ("carte-forum", "La carte du Forum", Kind::Collective, None),
];

pub(crate) fn example(row: (&str, &str, Kind, Option<&str>)) -> ModelPicture {
    ModelPicture { id: row.0.to_owned(), name: row.1.to_owned(), kind: row.2, series: row.3.map(str::to_owned), tags: Vec::new() }
}

fn look() -> Option<PathBuf> {
    let near = || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/design/look"));
    let look = std::env::var_os("ANAVEZ_LOOK").map_or_else(near, PathBuf::from);
    look.join("badges").is_dir().then_some(look)
}

/// The emblem of letters is drawn with a font in the examples and with strokes here.
fn without_letters(svg: &str) -> String {
    let Some((start, open)) = svg.find("<text").map(|at| (at, "</text>")).or_else(|| {
        let letters = svg.find("<g><g transform")?;
        svg[letters..].find(r#"<path transform="#)?;
        Some((letters + 3, "</g>"))
    }) else {
        return svg.to_owned();
    };
    let end = start + svg[start..].find(open).unwrap() + open.len();
    format!("{}{}", &svg[..start], &svg[end..])
}

#[test]
fn the_examples_of_the_look_come_out_byte_for_byte() {
    let Some(look) = look() else {
        println!("skipped: the_examples_of_the_look_come_out_byte_for_byte: look absent");
        return;
    };
    let mut with_letters = 0;
    for row in EXAMPLES {
        let expected = std::fs::read_to_string(look.join(format!("badges/{}.svg", row.0))).unwrap();
        let drawn = badge_svg(&example(row)) + "\n";
        if expected.contains("<text") {
            with_letters += 1;
            assert_eq!(without_letters(&drawn), without_letters(&expected), "{}", row.0);
        } else {
            assert_eq!(drawn, expected, "{}", row.0);
        }
    }
    assert!(with_letters < 6, "{with_letters} examples without a pictogram");
}

#[test]
fn a_series_is_a_family_and_an_id_is_a_member() {
    let of = |id: &str, series: Option<&str>| badge_svg(&example((id, "Souder", Kind::Competency, series)));
    let colours = |svg: &str| svg.split('#').skip(1).map(|rest| rest[..6].to_owned()).collect::<Vec<_>>();
    let (a, b) = (of("a", Some("s")), of("b", Some("s")));
    let drawn = |svg: &str| colours(svg).into_iter().filter(|c| !c.starts_with('b')).collect::<Vec<_>>();
    assert_eq!(drawn(&a), drawn(&b));
    assert_ne!(a, b, "the rim tells them apart");
    assert_eq!(of("a", None), of("a", Some("a")));
}

#[test]
fn letters_are_never_cut() {
    for n in 0..200 {
        let svg = badge_svg(&example((&format!("id-{n}"), "Xyz Xyz", Kind::Scout, None)));
        assert_eq!(svg.matches("<clipPath").count(), 1, "only the silhouette cuts: id-{n}");
    }
}

#[test]
fn a_name_cannot_leave_its_title() {
    let mut model = example(("x", r#"</title><script>alert("1")</script>&"#, Kind::Peer, None));
    for svg in [badge_svg(&model), badge_svg_with_name(&model)] {
        assert!(!svg.contains("<script") && svg.contains("&lt;/title&gt;&lt;script&gt;"));
    }
    model.name = "a\u{0}\u{1b}b".to_owned();
    assert!(badge_svg(&model).contains("<title>ab</title>"));
}

#[test]
fn an_endless_name_or_list_of_tags_stays_small() {
    let mut model = example(("x", &"W".repeat(1_000_000), Kind::Peer, None));
    model.tags = vec!["q".repeat(10_000); 1_000];
    assert!(badge_svg_with_name(&model).len() < 20_000);
}

#[test]
fn pictures_are_small() {
    for row in EXAMPLES {
        let size = badge_svg(&example(row)).len();
        assert!(size < 3_000, "{}: {size} bytes", row.0);
    }
}
