//! Coming in, one's account and going out, page by page.

use crate::house::House;
use axum::http::StatusCode;

#[tokio::test]
async fn somebody_comes_in_by_digits_says_their_name_and_goes_on() {
    let house = House::new().await;
    let mut ana = house.browser();
    let asked = ana.get("/models/new").await;
    assert_eq!(asked.to.as_deref(), Some("/sign-in?next=/models/new"));
    let page = ana.follow(&asked).await;
    let sent = ana.send(&page, "/sign-in", &[("mail", "Ana@Example.org")]).await;
    assert!(sent.says("Nous avons écrit à Ana@Example.org"), "{}", sent.text());
    let digits = house.digits().await;
    let spaced = format!("{} {}", &digits[..3], &digits[3..]);
    let came = ana.send(&sent, "/sign-in/digits", &[("digits", &spaced)]).await;
    assert_eq!(came.to.as_deref(), Some("/models/new"), "where they were going");
    assert!(ana.follow(&came).await.says("Votre nom"), "a name is asked for where it is signed");

    let mut ben = house.browser();
    let welcome = ben.come_in("ben@example.org").await;
    let account = ben.follow(&welcome).await;
    assert!(account.says("Votre place est ouverte"), "{}", account.text());
    let saved = ben.send(&account, "/account", &[("name", "Ben"), ("handle", ""), ("about", "Du bois.")]).await;
    let account = ben.follow(&saved).await;
    assert!(account.says("C’est enregistré"));
    assert_eq!((account.value("name").as_str(), account.value("handle").as_str()), ("Ben", "ben"));
}

#[tokio::test]
async fn the_link_of_a_letter_shows_a_button_and_works_once() {
    let house = House::new().await;
    let mut ana = house.browser();
    let page = ana.get("/sign-in").await;
    ana.send(&page, "/sign-in", &[("mail", "ana@example.org")]).await;
    let (path, _) = house.last_letter().await;

    let mut scanner = house.browser();
    for _ in 0..3 {
        assert_eq!(scanner.get(&path).await.status, StatusCode::OK, "a mail program that opens it uses nothing");
    }
    assert!(scanner.cookie("__Host-anavez").is_none());
    let door = ana.get(&path).await;
    let came = ana.send(&door, &path, &[]).await;
    assert_eq!(came.status, StatusCode::SEE_OTHER);
    assert!(ana.cookie("__Host-anavez").is_some());

    let again = scanner.get(&path).await;
    assert_eq!(again.status, StatusCode::GONE);
    assert!(again.says("Ce lien a déjà servi") && again.html.contains("action=\"/sign-in\""), "the way to another one");
    assert_eq!(ana.get(&path).await.to.as_deref(), Some("/ledger"), "who is in is in");
}

#[tokio::test]
async fn wrong_digits_let_nobody_in_and_after_five_the_right_ones_neither() {
    let house = House::new().await;
    let mut ana = house.browser();
    let page = ana.get("/sign-in").await;
    let mut sent = ana.send(&page, "/sign-in", &[("mail", "ana@example.org"), ("next", "/models")]).await;
    let digits = house.digits().await;
    let wrong = if digits == "000000" { "000001" } else { "000000" };
    for _ in 0..5 {
        sent = ana.send(&sent, "/sign-in/digits", &[("digits", wrong)]).await;
        assert!(sent.says("Ces chiffres ne sont pas les bons"), "{}", sent.text());
        assert_eq!((sent.value("mail").as_str(), sent.value("next").as_str()), ("ana@example.org", "/models"));
    }
    let late = ana.send(&sent, "/sign-in/digits", &[("digits", &digits)]).await;
    assert!(late.says("Ces chiffres ne sont pas les bons"));
    assert!(ana.cookie("__Host-anavez").is_none());
    let other = ana.send(&late, "/sign-in", &[]).await;
    let right = house.digits().await;
    assert_eq!(ana.send(&other, "/sign-in/digits", &[("digits", &right)]).await.to.as_deref(), Some("/models"));
}

#[tokio::test]
async fn the_same_form_sent_twice_sends_one_letter_and_a_new_one_another() {
    let house = House::new().await;
    let mut ana = house.browser();
    let page = ana.get("/sign-in").await;
    let sent = ana.send(&page, "/sign-in", &[("mail", "ana@example.org")]).await;
    ana.send(&page, "/sign-in", &[("mail", "ana@example.org")]).await;
    assert_eq!(house.letters().await, 1);
    ana.send(&sent, "/sign-in", &[]).await;
    assert_eq!(house.letters().await, 2);
}

#[tokio::test]
async fn only_so_many_letters_go_to_one_address_in_an_hour() {
    let house = House::new().await;
    let mut ana = house.browser();
    for _ in 0..6 {
        let page = ana.get("/sign-in").await;
        ana.send(&page, "/sign-in", &[("mail", "ana@example.org")]).await;
    }
    let page = ana.get("/sign-in").await;
    let refused = ana.send(&page, "/sign-in", &[("mail", "ana@example.org")]).await;
    assert!(refused.says("attendez 60 minutes"), "{}", refused.text());
    assert_eq!((refused.value("mail").as_str(), house.letters().await), ("ana@example.org", 6));
    house.place.hands.pass_seconds(3600);
    let page = ana.get("/sign-in").await;
    assert!(ana.send(&page, "/sign-in", &[("mail", "ana@example.org")]).await.says("Nous avons écrit"));
}

#[tokio::test]
async fn a_form_from_elsewhere_is_refused_and_can_be_sent_again() {
    let house = House::new().await;
    let mut ana = house.browser();
    let page = ana.get("/sign-in").await;
    let mut eve = house.browser();
    eve.get("/sign-in").await;
    let refused = eve.send(&page, "/sign-in", &[("mail", "ana@example.org")]).await;
    assert_eq!((refused.status, house.letters().await), (StatusCode::FORBIDDEN, 0));
    let again = eve.send(&refused, "/sign-in", &[]).await;
    assert!(again.says("Nous avons écrit à ana@example.org"), "what was typed was kept: {}", again.text());
}

#[tokio::test]
async fn what_is_no_address_is_said_beside_its_field() {
    let house = House::new().await;
    let mut ana = house.browser().in_english();
    let page = ana.get("/sign-in").await;
    let refused = ana.send(&page, "/sign-in", &[("mail", "ana@"), ("next", "/models")]).await;
    assert!(refused.html.contains("id=\"mail-error\"") && refused.says("An address looks like"), "{}", refused.text());
    assert_eq!((refused.value("mail").as_str(), refused.value("next").as_str()), ("ana@", "/models"));
}

#[tokio::test]
async fn going_out_ends_this_session_or_all_of_them() {
    let house = House::new().await;
    let mut phone = house.somebody("Ana").await;
    let mut desk = house.browser();
    desk.come_in("ana@example.org").await;
    let account = desk.get("/account").await;
    assert_eq!(desk.send(&account, "/sign-out", &[]).await.to.as_deref(), Some("/"));
    assert_eq!(desk.get("/account").await.status, StatusCode::SEE_OTHER);
    assert_eq!(phone.get("/account").await.status, StatusCode::OK);
    desk.come_in("ana@example.org").await;
    let account = desk.get("/account").await;
    desk.send(&account, "/sign-out/everywhere", &[]).await;
    assert_eq!(phone.get("/account").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn an_address_is_added_by_its_letter_and_the_last_one_stays() {
    let house = House::new().await;
    let mut ana = house.somebody("Ana").await;
    let account = ana.get("/account").await;
    assert!(!account.html.contains("/account/addresses/remove"), "the only way in has no button");
    let sent = ana.send(&account, "/account/addresses", &[("mail", "ana@school.example")]).await;
    assert!(ana.get("/account").await.says("un mail attend votre confirmation"));
    let digits = house.digits().await;
    let proved = ana.send(&sent, "/sign-in/digits", &[("digits", &digits)]).await;
    let account = ana.follow(&proved).await;
    assert!(account.says("L’adresse est à vous") && account.says("ana@school.example"), "{}", account.text());

    let removed = ana.send(&account, "/account/addresses/remove", &[("mail", "ana@example.org")]).await;
    let account = ana.follow(&removed).await;
    assert!(account.says("L’adresse est retirée") && !account.says("ana@example.org"));
    let csrf = account.value("csrf");
    let body = format!("csrf={csrf}&mail=ana%40school.example");
    ana.post("/account/addresses/remove", "application/x-www-form-urlencoded", body.into_bytes()).await;
    assert!(ana.get("/account").await.says("ana@school.example"), "the last one stays");
}

/// What was offered to an address goes with it: whoever opens the link sees whose account takes it.
#[tokio::test]
async fn a_letter_that_adds_an_address_says_to_whose_account_and_never_takes_somebody_elses() {
    let house = House::new().await;
    let mut eve = house.somebody("Eve").await;
    let account = eve.get("/account").await;
    eve.send(&account, "/account/addresses", &[("mail", "victim@example.org")]).await;
    let (path, to) = house.last_letter().await;
    assert_eq!(to, "victim@example.org");
    let mut victim = house.browser();
    let door = victim.get(&path).await;
    assert!(door.says("Ce qui est offert à victim@example.org ira à ce compte") && door.says("Eve"), "{}", door.text());

    let mut ben = house.somebody("Ben").await;
    eve.send(&account, "/account/addresses", &[("mail", "ben@example.org"), ("act_id", "another")]).await;
    let (path, _) = house.last_letter().await;
    let mut anybody = house.browser();
    let door = anybody.get(&path).await;
    let taken = anybody.send(&door, &path, &[]).await;
    assert!(taken.says("appartient déjà à un autre compte"), "{}", taken.text());
    assert!(ben.get("/account").await.says("ben@example.org"));
}

#[tokio::test]
async fn a_key_for_programs_is_shown_once_made_once_and_ended() {
    let house = House::new().await;
    let mut ana = house.somebody("Ana").await;
    let account = ana.get("/account").await;
    let nameless = ana.send(&account, "/account/tokens", &[("token_name", " ")]).await;
    assert!(nameless.html.contains("id=\"token_name-error\""));
    let key = |html: &str| html.split("<code>").nth(1).unwrap().split('<').next().unwrap().to_owned();
    let shown = ana.send(&account, "/account/tokens", &[("token_name", "Le site")]).await;
    let twice = ana.send(&account, "/account/tokens", &[("token_name", "Le site")]).await;
    assert_eq!(key(&shown.html), key(&twice.html), "a form sent twice shows the same key");
    let account = ana.get("/account").await;
    assert_eq!(account.html.matches("/revoke\"").count(), 1);
    assert!(!account.html.contains(&key(&shown.html)), "never shown again");
    let action = account.html.split("action=\"").filter_map(|rest| rest.split('"').next()).find(|a| a.ends_with("/revoke"));
    let mut ben = house.somebody("Ben").await;
    let body = format!("csrf={}", ben.get("/account").await.value("csrf"));
    ben.post(action.unwrap(), "application/x-www-form-urlencoded", body.into_bytes()).await;
    let opens = || async { anavez_acts::who::account_of_token(&house.place.world, &key(&shown.html)).await.unwrap().is_some() };
    assert!(opens().await, "nobody else ends it");
    let ended = ana.send(&account, action.unwrap(), &[]).await;
    assert!(ana.follow(&ended).await.says("La clé n’ouvre plus rien"));
    assert!(!opens().await);
}

#[tokio::test]
async fn a_profile_keeps_what_was_typed_and_refuses_a_name_that_is_taken() {
    let house = House::new().await;
    house.somebody("Ana").await;
    let mut ben = house.somebody("Ben").await;
    let account = ben.get("/account").await;
    let refused = ben.send(&account, "/account", &[("name", "Benoît"), ("handle", "ana"), ("about", "x")]).await;
    assert!(refused.html.contains("id=\"handle-error\""), "{}", refused.text());
    assert_eq!((refused.value("name").as_str(), refused.value("about").as_str()), ("Benoît", "x"));
    let long = "x".repeat(601);
    let refused = ben.send(&account, "/account", &[("name", ""), ("about", &long)]).await;
    assert!(refused.html.contains("id=\"name-error\"") && refused.html.contains("id=\"about-error\""));
    assert_eq!(refused.value("about").len(), 601);
}
