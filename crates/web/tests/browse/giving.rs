//! Models made and changed, badges given, and the pages of who gives and receives them.

use axum::http::StatusCode;

use crate::house::{Browser, House, Shown};

/// A picture of one pixel.
const PIXEL: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\0\x05\0\x01\xff\x89\x99=\x1d\0\0\0\0IEND\xaeB`\x82";

const TEXTS: [(&str, &str); 3] =
    [("name", "J’ai essayé"), ("description", "Pour le premier pas."), ("criteria", "- Une chose\n- **La dire**")];

async fn made(browser: &mut Browser<'_>) -> String {
    let page = browser.get("/models/new").await;
    let made = browser.send_with(&page, "/models/new", &TEXTS, &[]).await;
    made.to.clone().unwrap_or_else(|| panic!("{}", made.text()))
}

async fn give(browser: &mut Browser<'_>, model: &str, recipients: &str, words: &str) -> Shown {
    let action = format!("{model}/give");
    let page = browser.get(&action).await;
    browser.send(&page, &action, &[("recipients", recipients), ("words", words)]).await
}

#[tokio::test]
async fn a_model_is_made_looked_at_and_followed_by_a_version() {
    let house = House::new().await;
    let mut ana = house.somebody("Ana").await;
    let model = made(&mut ana).await;
    let page = house.browser().get(&model).await;
    assert!(page.says("J’ai essayé") && page.says("Proposé par") && page.says("Badge émis par les pairs"), "{}", page.text());
    assert!(page.html.contains("<strong>La dire</strong>") && !page.html.contains("/give\""), "a stranger may not give it");
    assert!(ana.get("/models").await.says("J’ai essayé"));

    let edit = format!("{model}/edit");
    let form = ana.get(&edit).await;
    assert_eq!(form.value("criteria"), "- Une chose\n- **La dire**");
    ana.send_with(&form, &edit, &[], &[]).await;
    assert!(ana.get(&model).await.says("Version 1"), "nothing said anew is no new version");
    let done = ana.send_with(&form, &edit, &[("description", "Réussi ou non."), ("verb", "dream")], &[]).await;
    let page = ana.follow(&done).await;
    assert!(page.says("Version 2") && page.says("Réussi ou non.") && page.says("Badge de rêve"));
    let before = ana.get(&format!("{model}/versions/1")).await;
    assert!(before.says("Pour le premier pas.") && before.says("une version plus récente"), "{}", before.text());
    let mut ben = house.somebody("Ben").await;
    assert_eq!(ben.get(&edit).await.status, StatusCode::FORBIDDEN);
    assert_eq!(ben.get(&format!("{model}/offers")).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_model_sent_twice_is_made_once_and_a_precise_kind_wins() {
    let house = House::new().await;
    let mut ana = house.somebody("Ana").await;
    let page = ana.get("/models/new").await;
    let fields = [TEXTS[0], TEXTS[1], TEXTS[2], ("kind", "diploma")];
    let first = ana.send_with(&page, "/models/new", &fields, &[]).await;
    let second = ana.send_with(&page, "/models/new", &fields, &[]).await;
    assert_eq!(first.to, second.to);
    assert!(ana.follow(&first).await.says("Diplôme"));
}

#[tokio::test]
async fn a_picture_is_kept_while_something_else_is_mended() {
    let house = House::new().await;
    let mut ana = house.somebody("Ana").await;
    let page = ana.get("/models/new").await;
    let picture = [("image", "pixel.png", PIXEL)];
    let refused = ana.send_with(&page, "/models/new", &[TEXTS[0], TEXTS[1]], &picture).await;
    assert!(refused.html.contains("id=\"criteria-error\"") && refused.says("L’image que vous avez choisie est gardée"));
    assert_eq!(refused.value("name"), "J’ai essayé");
    let made = ana.send_with(&refused, "/models/new", &[TEXTS[2]], &[]).await;
    let model = ana.follow(&made).await;
    let picture = model.html.split("src=\"").filter_map(|rest| rest.split('"').next()).find(|src| src.contains("picture"));
    assert!(ana.get(picture.unwrap()).await.html.contains("PNG"), "the one that was brought");

    let mut eve = house.somebody("Eve").await;
    let page = eve.get("/models/new").await;
    let stolen = [TEXTS[0], TEXTS[1], TEXTS[2], ("picture", &refused.value("picture"))];
    let made = eve.send_with(&page, "/models/new", &stolen, &[]).await;
    let model = eve.follow(&made).await;
    let picture = model.html.split("src=\"").filter_map(|rest| rest.split('"').next()).find(|src| src.contains("picture"));
    assert!(eve.get(picture.unwrap()).await.html.contains("<svg"), "somebody else's ticket opens nothing");
}

#[tokio::test]
async fn a_picture_of_the_most_bytes_is_looked_at_and_one_more_refused_with_what_was_typed() {
    let house = House::new().await;
    let mut ana = house.somebody("Ana").await;
    let page = ana.get("/models/new").await;
    let most = vec![b'x'; 2 * 1024 * 1024 + 1];
    let large = ana.send_with(&page, "/models/new", &TEXTS, &[("image", "a.png", &most)]).await;
    assert!(large.says("Ce fichier est trop lourd (2,1 Mo ; 2 Mo au plus)"), "{}", large.text());
    assert_eq!(large.value("description"), "Pour le premier pas.");
    let wrong = ana.send_with(&page, "/models/new", &TEXTS, &[("image", "a.png", &most[1..])]).await;
    assert!(wrong.html.contains("id=\"image-error\"") && !wrong.says("trop lourd"), "{}", wrong.text());
}

#[tokio::test]
async fn a_list_gives_to_good_lines_and_says_what_to_do_with_the_others() {
    let house = House::new().await;
    house.somebody("Idriss").await;
    let mut ana = house.somebody("Ana").await;
    let model = made(&mut ana).await;
    let list = "fatou@example.org; Pour samedi.\n\nnowhere\nfatou@example.org\n@idriss";
    let done = give(&mut ana, &model, list, "Merci.").await;
    assert!(done.says("Ligne 3 : ") && done.says("nowhere"), "{}", done.text());
    assert!(done.says("Ligne 4 : C’est écrit deux fois"), "{}", done.text());
    assert!(done.says("fatou@example.org") && done.says("@idriss"));
    assert!(!done.html.contains("idriss@example.org"), "an account's address is its own");
    assert_eq!(done.html.matches("https://anavez.example/offers/").count(), 2);

    let again = ana.send(&done, &format!("{model}/give"), &[("step", "again")]).await;
    assert_eq!((again.value("recipients").as_str(), again.value("words").as_str()), ("nowhere\nfatou@example.org", "Merci."));

    let offers = ana.get(&format!("{model}/offers")).await;
    assert!(offers.says("fatou@example.org") && offers.says("Idriss") && !offers.html.contains("idriss@example.org"));
    assert!(ana.get("/models").await.says("sur 2 offres"), "{}", ana.get("/models").await.text());
    let claim = done.html.split("value=\"https://anavez.example/offers/").nth(1).unwrap().split('"').next().unwrap();
    let offered = house.browser().get(&format!("/offers/{claim}")).await;
    assert!(offered.says("Merci.") && offered.says("Pour samedi."), "{}", offered.text());
}

#[tokio::test]
async fn a_form_sent_twice_gives_once_and_one_for_nobody_makes_a_link() {
    let house = House::new().await;
    let mut ana = house.somebody("Ana").await;
    let model = made(&mut ana).await;
    let action = format!("{model}/give");
    let page = ana.get(&action).await;
    let link = |shown: &Shown| shown.html.split("value=\"https://anavez.example/offers/").nth(1).unwrap()[..20].to_owned();
    let first = ana.send(&page, &action, &[("words", "Merci.")]).await;
    let second = ana.send(&page, &action, &[("words", "Merci.")]).await;
    assert_eq!(link(&first), link(&second));
    assert!(first.says("Qui l’ouvre peut répondre, sans compte") && first.html.contains("class=\"qr\""));
    assert!(ana.get("/models").await.says("sur 1 offres"));
}

#[tokio::test]
async fn when_no_line_is_good_the_form_keeps_them_all() {
    let house = House::new().await;
    let mut ana = house.somebody("Ana").await;
    let model = made(&mut ana).await;
    let one = give(&mut ana, &model, "ana@", "Merci.").await;
    assert!(one.html.contains("id=\"recipients-error\"") && !one.says("Ligne"), "{}", one.text());
    let both = give(&mut ana, &model, "ana@\n@nobody", "Merci.").await;
    assert!(both.says("Ligne 1 : ") && both.says("Ligne 2 : "), "{}", both.text());
    assert_eq!((both.value("recipients").as_str(), both.value("words").as_str()), ("ana@\n@nobody", "Merci."));
    let long = give(&mut ana, &model, "fatou@example.org", &"x".repeat(2001)).await;
    assert!(long.html.contains("id=\"words-error\""), "{}", long.text());
    let many = give(&mut ana, &model, &"@x\n".repeat(10_001), "").await;
    assert!(many.says("10 000 au plus") && many.html.contains("id=\"recipients-error\""), "{}", many.text());
}

#[tokio::test]
async fn an_organisation_opens_shows_its_badges_and_changes_its_page() {
    let house = House::new().await;
    let mut ana = house.somebody("Ana").await;
    let page = ana.get("/organisations/new").await;
    let fields = [("name", "La Cale"), ("about", "Un fab lab."), ("sort", "community")];
    let opened = ana.send(&page, "/organisations/new", &fields).await;
    assert_eq!(ana.send(&page, "/organisations/new", &fields).await.to, opened.to, "sent twice, opened once");
    let cale = ana.follow(&opened).await;
    assert!(cale.says("Vous parlez maintenant en son nom") && cale.says("Un fab lab."), "{}", cale.text());
    let path = opened.to.clone().unwrap().split('?').next().unwrap().to_owned();

    let form = ana.get("/models/new").await;
    let id = path.trim_start_matches("/actors/");
    let fields = [TEXTS[0], TEXTS[1], TEXTS[2], ("author", id)];
    ana.send_with(&form, "/models/new", &fields, &[]).await;
    assert!(house.browser().get(&path).await.says("J’ai essayé"));

    let edit = format!("{path}/edit");
    let form = ana.get(&edit).await;
    let taken = ana.send(&form, &edit, &[("handle", "ana")]).await;
    assert!(taken.html.contains("id=\"handle-error\""));
    let saved = ana.send(&form, &edit, &[("about", "Ouvert le mardi.")]).await;
    assert!(ana.follow(&saved).await.says("Ouvert le mardi."));
    let mut eve = house.somebody("Eve").await;
    assert_eq!(eve.get(&edit).await.status, StatusCode::FORBIDDEN);
    assert!(!eve.get(&path).await.html.contains(&edit));
    let lead = house.browser().get("/@la-cale").await;
    assert_eq!(lead.to.as_deref(), Some(path.as_str()));
}

/// What was kept private stands on no page of the one who received it, nor of who gave it.
#[tokio::test]
async fn a_page_shows_to_others_what_both_sides_made_public_and_nothing_else() {
    let house = House::new().await;
    let mut ana = house.somebody("Ana").await;
    let model = made(&mut ana).await;
    for (name, choice) in [("Ben", "public"), ("Zoe", "private")] {
        let done = give(&mut ana, &model, &format!("{}@example.org", name.to_lowercase()), "Merci.").await;
        let link = done.html.split("value=\"https://anavez.example").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let mut receiver = house.somebody(name).await;
        let offer = receiver.get(&link).await;
        let answer = if choice == "private" { "keep" } else { "accept" };
        let asked = receiver.send(&offer, &link, &[("answer", answer)]).await;
        let asked = if asked.to.is_some() { receiver.follow(&asked).await } else { asked };
        if choice == "public" {
            let action = format!("{link}/audience");
            receiver.send(&asked, &action, &[("audience", "public")]).await;
        }
    }
    let page = house.browser().get(&model).await;
    assert!(page.says("Ben") && !page.says("Zoe"), "{}", page.text());
    let mut ben = house.browser();
    ben.come_in("ben@example.org").await;
    let mine = ben.get("/account").await.link("/actors/");
    assert!(house.browser().get(&mine).await.says("J’ai essayé"));
    let mut zoe = house.browser();
    zoe.come_in("zoe@example.org").await;
    let hers = zoe.get("/account").await.link("/actors/");
    assert!(zoe.get(&hers).await.says("J’ai essayé"), "she sees her own");
    assert!(!house.browser().get(&hers).await.says("J’ai essayé"));
}
