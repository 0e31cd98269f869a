//! What a giver does with a badge that is out in the world: on hold, off hold, revoked; and the other forms of a badge.

use axum::http::StatusCode;

use crate::house::{Browser, House};

/// A badge of Ana's that Ben accepted and made public: Ana, Ben, its page.
async fn badge<'h>(house: &'h House, fields: &[(&str, &str)]) -> (Browser<'h>, Browser<'h>, String) {
    let mut ana = house.somebody("Ana").await;
    let page = ana.get("/models/new").await;
    let texts = [("name", "J’ai essayé"), ("description", "Pour le premier pas."), ("criteria", "Une chose.")];
    let fields: Vec<(&str, &str)> = texts.iter().chain(fields).copied().collect();
    let made = ana.send_with(&page, "/models/new", &fields, &[]).await.to.unwrap();
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
    (ana, ben, award)
}

#[tokio::test]
async fn a_giver_puts_a_badge_on_hold_and_both_sides_see_it() {
    let house = House::new().await;
    let (mut ana, mut ben, award) = badge(&house, &[("hold", "yes")]).await;
    let page = ana.get(&award).await;
    assert!(page.says("Mettre ce badge en pause") && page.says("Révoquer ce badge"), "{}", page.text());
    for browser in [&mut ben, &mut house.browser()] {
        let page = browser.get(&award).await;
        assert!(!page.says("Mettre ce badge en pause") && !page.says("Révoquer ce badge"), "only its giver may");
    }
    let suspend = format!("{award}/suspend");
    let done = ana.send(&page, &suspend, &[("hold_reason", "Un doublon à éclaircir.")]).await;
    let page = ana.follow(&done).await;
    assert_eq!(page.status, StatusCode::OK, "it is still there");
    for part in ["En pause", "Raison : Un doublon à éclaircir.", "Mis en pause par Ana", "Lever la pause", "Révoquer ce badge"]
    {
        assert!(page.says(part), "{part}: {}", page.text());
    }
    assert!(house.browser().get(&award).await.says("Un doublon à éclaircir."), "everybody who may see it reads why");
    let english = house.browser().in_english().get(&award).await;
    assert!(english.says("On hold") && english.says("Reason: Un doublon"), "{}", english.text());
    for browser in [&mut ana, &mut ben] {
        let ledger = browser.get("/ledger").await;
        assert!(ledger.says("J’ai essayé") && ledger.says("En pause"), "{}", ledger.text());
    }
    let done = ana.send(&page, &format!("{award}/reinstate"), &[]).await;
    let page = ana.follow(&done).await;
    assert!(page.says("Vérifié") && page.says("Pause levée par Ana") && !page.says("Lever la pause"), "{}", page.text());
}

#[tokio::test]
async fn a_badge_without_a_second_status_says_kindly_that_it_cannot_wait() {
    let house = House::new().await;
    let (mut ana, mut ben, award) = badge(&house, &[]).await;
    let page = ana.get(&award).await;
    assert!(!page.says("Mettre ce badge en pause") && page.says("offert sans pouvoir être mis en pause"), "{}", page.text());
    let done = ana.send(&page, &format!("{award}/revoke"), &[("reason", "Une erreur de liste.")]).await;
    let page = ana.follow(&done).await;
    assert_eq!(page.status, StatusCode::GONE);
    assert!(page.says("Révoqué") && page.says("Raison : Une erreur de liste."), "{}", page.text());
    for browser in [&mut ana, &mut ben] {
        let ledger = browser.get("/ledger").await;
        assert!(ledger.says("J’ai essayé") && ledger.says("Révoquée"), "{}", ledger.text());
        assert!(!ledger.says("dans les deux sens"));
    }
}

#[tokio::test]
async fn a_public_badge_shows_its_other_forms_and_words_are_withdrawn_and_not_revoked() {
    let house = House::new().await;
    let (mut ana, mut ben, award) = badge(&house, &[]).await;
    let page = house.browser().get(&award).await;
    assert!(page.says("Autres formes") && page.says("Badge signé, sur une ligne"), "{}", page.text());
    for form in [".jwt", ".ob2.json", ".png?form=ob2", ".svg?form=ob2"] {
        assert!(page.html.contains(&format!("href=\"{award}{form}\"")), "{form}: {}", page.html);
    }
    let audience = ben.get(&award).await;
    ben.send(&audience, &format!("{award}/audience"), &[("audience", "private")]).await;
    assert!(!ana.get(&award).await.says("Autres formes"), "what is private has no other form");

    let page = ana.get("/recognise").await;
    let said = [("to", "@ben"), ("words", "Tu as tenu l’échelle."), ("step", "sign")];
    let _ = ana.send(&page, "/recognise", &said).await;
    let page = ben.get("/ledger").await;
    let offer = page.link("/recognitions/");
    let asked = ben.get(&offer).await;
    let link = asked.to.clone().unwrap_or(offer);
    let page = ben.get(&link).await;
    let asked = ben.send(&page, &link, &[("answer", "keep")]).await;
    assert!(asked.to.is_some(), "{}", asked.text());
    let ledger = ana.get("/ledger").await;
    let page = ana.get(&ledger.link("/recognitions/")).await;
    assert!(page.says("Retirer mes mots") && !page.says("Révoquer ce badge"), "{}", page.text());
}
