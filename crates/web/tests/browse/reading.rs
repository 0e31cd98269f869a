//! Reading a badge, whatever was brought.

use axum::http::StatusCode;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::house::{Browser, House, Shown};

async fn read(browser: &mut Browser<'_>, name: &str, bytes: &[u8], fields: &[(&str, &str)]) -> Shown {
    let page = browser.get("/read").await;
    browser.send_with(&page, "/read", fields, &[("file", name, bytes)]).await
}

/// A badge given here, accepted and made public: its page's address, and its credential.
async fn badge(house: &House) -> (String, Vec<u8>) {
    let mut ana = house.somebody("Ana").await;
    let page = ana.get("/models/new").await;
    let texts = [("name", "J’ai essayé"), ("description", "Pour le premier pas."), ("criteria", "Une chose.")];
    let made = ana.send_with(&page, "/models/new", &texts, &[]).await.to.unwrap();
    let action = format!("{made}/give");
    let page = ana.get(&action).await;
    let given = ana.send(&page, &action, &[("recipients", "ben@example.org"), ("words", "Merci pour samedi.")]).await;
    let link = given.html.split("value=\"https://anavez.example").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let mut ben = house.somebody("Ben").await;
    let offer = ben.get(&link).await;
    let asked = ben.send(&offer, &link, &[("answer", "accept")]).await;
    let asked = if asked.to.is_some() { ben.follow(&asked).await } else { asked };
    ben.send(&asked, &format!("{link}/audience"), &[("audience", "public")]).await;
    let mine = ben.get("/account").await.link("/actors/");
    let award = ben.get(&mine).await.link("/awards/");
    let credential = house.browser().get(&format!("{award}.json")).await;
    assert_eq!(credential.status, StatusCode::OK);
    (award, credential.html.into_bytes())
}

#[tokio::test]
async fn a_wrong_file_says_what_it_is_in_both_languages() {
    let house = House::new().await;
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\0IEND\xaeB`\x82";
    let files: [(&str, &[u8], &str, &str); 6] = [
        ("affiche.pdf", b"%PDF-1.7", "un document PDF", "a PDF document"),
        ("photo.jpg", b"\xff\xd8\xff\xe0", "une photo JPEG", "a JPEG photo"),
        ("capture.png", png, "une image PNG, sans badge dedans", "a PNG picture with no badge inside"),
        ("notes.txt", b"Bonjour", "du texte", "text"),
        ("page.html", b"<!doctype html><p>", "une page web", "a web page"),
        ("data.json", b"{\"a\":1}", "des données JSON", "JSON data"),
    ];
    for (name, bytes, french, english) in files {
        let shown = read(&mut house.browser(), name, bytes, &[]).await;
        assert!(shown.says("Ce n’est pas un badge") && shown.says(&format!("Nous avons trouvé : {french}")), "{}", shown.text());
        assert!(shown.says(name) && shown.says("Une capture d’écran"), "what to do");
        assert!(!shown.html.contains("fact--yes"), "{name} has a light of what is established");
        let shown = read(&mut house.browser().in_english(), name, bytes, &[]).await;
        assert!(shown.says(&format!("We found: {english}")), "{}", shown.text());
    }
}

#[tokio::test]
async fn a_badge_given_here_is_verified_as_a_file_and_inside_its_picture() {
    let house = House::new().await;
    let (award, credential) = badge(&house).await;
    let shown = read(&mut house.browser(), "badge.json", &credential, &[]).await;
    assert!(shown.says("Vérifié : tout concorde") && shown.says("Vérifié ne veut pas dire vrai"), "{}", shown.text());
    for part in ["Ana", "Une chose.", "Merci pour samedi.", "A-t-il changé ?", "Qui a signé, vraiment ?"] {
        assert!(shown.says(part), "{part}: {}", shown.text());
    }
    assert!(!shown.says("écrit, pas prouvé"));
    let drawn = shown.html.split("data:image/svg+xml;base64,").nth(1).unwrap().split('"').next().unwrap();
    let page = house.browser().get(&award).await;
    let picture = page.html.split("src=\"").filter_map(|rest| rest.split('"').next()).find(|src| src.contains("picture"));
    let own = house.browser().get(picture.unwrap()).await;
    assert_eq!(drawn, STANDARD.encode(own.html), "the file alone is drawn as its house draws it");
    let request = axum::http::Request::get(format!("{award}.svg")).body(axum::body::Body::empty()).unwrap();
    let router = anavez_web::server::router(house.place.world.clone());
    let answer = tower::ServiceExt::oneshot(router, request).await.unwrap();
    let baked = axum::body::to_bytes(answer.into_body(), 1 << 24).await.unwrap();
    let shown = read(&mut house.browser(), "badge.svg", &baked, &[]).await;
    assert!(shown.says("Vérifié : tout concorde") && shown.html.contains("src=\"data:image/svg+xml;base64,"), "{}", shown.text());
}

#[tokio::test]
async fn an_address_is_compared_with_the_badge() {
    let house = House::new().await;
    let (_, credential) = badge(&house).await;
    let yes = read(&mut house.browser(), "b.json", &credential, &[("address", "Ben@example.org")]).await;
    assert!(yes.says("L’adresse donnée est bien celle du badge"), "{}", yes.text());
    let no = read(&mut house.browser(), "b.json", &credential, &[("address", "eve@example.org")]).await;
    assert!(no.says("Pas valable") && no.says("il a été offert à une autre adresse"), "{}", no.text());
    assert!(!no.says("Une copie abîmée"), "the badge itself is whole");
    assert_eq!(no.value("address"), "eve@example.org");
}

#[tokio::test]
async fn a_badge_that_was_changed_does_not_hold() {
    let house = House::new().await;
    let (_, credential) = badge(&house).await;
    let changed = String::from_utf8(credential).unwrap().replace("Une chose.", "Mille choses.");
    let shown = read(&mut house.browser(), "badge.json", changed.as_bytes(), &[]).await;
    assert!(shown.says("Pas valable") && shown.says("le contenu a changé depuis la signature"), "{}", shown.text());
    assert!(!shown.says("Vérifié ne veut pas dire vrai"));
}

/// Another house that nobody here has ever asked: its signature is right, whose it is cannot be seen.
#[tokio::test]
async fn a_giver_who_cannot_be_proven_is_in_the_title_and_has_no_green_light() {
    let (house, elsewhere) = (House::new().await, House::new().await);
    let (_, credential) = badge(&elsewhere).await;
    let other = String::from_utf8(credential).unwrap();
    let shown = read(&mut house.browser(), "badge.json", other.as_bytes(), &[]).await;
    assert!(!shown.says("Vérifié : tout concorde"), "{}", shown.text());
    assert!(shown.says("Le nom Ana est écrit, pas prouvé"), "{}", shown.text());
    let title = shown.html.split("id=\"verdict\">").nth(1).unwrap().split("</h2>").next().unwrap();
    assert!(title.contains("pas prouvé"), "{title}");
    let facts = shown.html.split("class=\"facts\"").nth(1).unwrap();
    let question = facts.split("class=\"fact fact--").find(|fact| fact.contains("Qui a signé")).unwrap();
    assert!(!question.starts_with("yes"), "{question}");
}

#[tokio::test]
async fn an_address_that_is_not_one_is_closed_or_is_silent_says_so_and_stays_typed() {
    let house = House::new().await;
    let mut ana = house.browser();
    let page = ana.get("/read?url=https%3A%2F%2Fbadges.example%2F1").await;
    assert_eq!(page.value("url"), "https://badges.example/1", "written, not fetched");
    for (url, says) in [
        ("badges", "adresse"),
        ("http://127.0.0.1:9/badge", "Nous n’ouvrons pas cette adresse"),
        ("https://192.168.1.1/badge", "Nous n’ouvrons pas cette adresse"),
        ("https://nowhere.example.org/badge", "Le site nowhere.example.org ne répond pas"),
    ] {
        let shown = ana.send_with(&page, "/read", &[("url", url)], &[]).await;
        assert!(shown.html.contains("id=\"url-error\"") && shown.says(says), "{url}: {} {}", shown.status, shown.html);
        assert_eq!(shown.value("url"), url);
    }
    let nothing = ana.send_with(&page, "/read", &[("url", "")], &[]).await;
    assert!(nothing.html.contains("id=\"file-error\""));
}

#[tokio::test]
async fn a_file_of_six_megabytes_is_read_and_a_larger_one_refused() {
    let house = House::new().await;
    let most = vec![b' '; 6 * 1024 * 1024 + 1];
    let shown = read(&mut house.browser(), "big.json", &most[1..], &[]).await;
    assert!(shown.says("un fichier vide"), "{}", shown.text());
    let shown = read(&mut house.browser(), "big.json", &most, &[]).await;
    assert!(shown.says("Ce fichier est trop lourd (6,1 Mo ; 6 Mo au plus)"), "{}", shown.text());
}

#[tokio::test]
async fn the_gate_of_reading_closes_for_one_network_address() {
    let house = House::new().await;
    let mut ana = house.browser();
    let page = ana.get("/read").await;
    let mut refused = false;
    for _ in 0..2_000 {
        let shown = ana.send(&page, "/read", &[("url", "x")]).await;
        refused = shown.status == StatusCode::TOO_MANY_REQUESTS;
        if refused {
            assert!(shown.says("attendez"), "{}", shown.text());
            break;
        }
    }
    assert!(refused, "300 in a minute, then it waits");
}

#[tokio::test]
async fn the_statements_and_the_letters_of_the_demonstration_are_there() {
    let house = House::new().await;
    let mut ana = house.browser();
    ana.come_in("ana@example.org").await;
    for (path, says) in [
        ("/glossary", "Des mots signés"),
        ("/accessibilite", "tout le monde"),
        ("/vie-privee", "Cookies"),
        ("/outbox", "ana@example.org"),
    ] {
        let shown = ana.get(path).await;
        assert!(shown.status == StatusCode::OK && shown.says(says), "{path}: {}", shown.text());
    }
}
