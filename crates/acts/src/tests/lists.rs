//! Long lists: planned with templates a thousand rows at a time, and each row as if it were given alone.

use anavez_recognition::{NewEvidence, RecognitionId, Words, limits};
use anavez_store::Document;

use super::*;
use crate::offer::OfferAnswer;

const ROWS: usize = 2_100;

async fn model(place: &Place, who: &Who) -> anavez_recognition::ModelVersion {
    make_model::make_model(&place.world, who, tried_it()).await.unwrap()
}

fn row(n: usize) -> Recipient {
    let evidence = match n % 5 {
        0 => vec![NewEvidence::url(&format!("https://wiki.example/{n}?a=\u{e9}#b")).unwrap()],
        1 => vec![NewEvidence::text(&format!("Texte \"{n}\"\nsuite")).unwrap(), NewEvidence::url("http://x.example/").unwrap()],
        _ => vec![],
    };
    let narrative = if n.is_multiple_of(3) {
        format!("Tu as lu le \"n° {n}\" \\ jusqu\u{2019}au bout.\nMerci \u{1f3c5}")
    } else {
        String::new()
    };
    Recipient { to: To::parse("to", &format!("r{n}@example.org")), narrative, evidence }
}

fn act(model: anavez_recognition::ModelId, recipients: Vec<Recipient>) -> Offer {
    Offer { act_id: "list".into(), model, recipients, language: Language::french(), audience: None }
}

async fn document(place: &Place, id: RecognitionId) -> Document {
    place.world.store.reading().await.unwrap().document(id).await.unwrap().unwrap()
}

async fn assert_is_right(place: &Place, rows: &[Recipient], answer: &OfferAnswer, at: usize) -> Document {
    let (offered, row) = (&answer.offers[at], &rows[at]);
    let kept = document(place, offered.id).await;
    let badge: serde_json::Value = serde_json::from_slice(kept.signed.as_deref().unwrap()).unwrap();
    let subject = &badge["credentialSubject"];
    assert_eq!(badge["id"], offered.url);
    assert_eq!(subject["narrative"].as_str().unwrap_or_default(), row.narrative);
    assert_eq!(badge["evidence"].as_array().map_or(0, Vec::len), row.evidence.len());
    let given = place.world.store.reading().await.unwrap().recognition(offered.id).await.unwrap().unwrap();
    assert_eq!(subject["id"], place.world.addresses.did(given.recognition.receiver));
    assert_eq!(given.recognition.words.as_ref().map_or("", Words::as_str), row.narrative);
    let stands = place.world.store.reading().await.unwrap().place_of(offered.id).await.unwrap().unwrap();
    assert_eq!(badge["credentialStatus"]["statusListIndex"], stands.position.to_string());
    kept
}

#[tokio::test]
async fn a_long_list_is_kept_as_template_and_values_and_read_as_any_badge() {
    let place = place().await;
    let (_, giver) = place.somebody("Nolwenn").await;
    let version = model(&place, &giver).await;
    let mut rows: Vec<Recipient> = (0..ROWS).map(row).collect();
    rows[7].to = To::parse("to", "no address@");
    rows[1_500] = Recipient { to: rows[3].to.clone(), ..rows[1_500].clone() };
    let answer = offer(&place.world, &giver, act(version.model, rows.clone())).await.unwrap();
    let rejected: Vec<usize> = answer.rejected.iter().map(|rejected| rejected.row).collect();
    assert_eq!((answer.offers.len(), rejected), (ROWS - 2, vec![8, 1_501]));
    rows.remove(1_500);
    rows.remove(7);
    let mut filled = 0;
    for at in (0..rows.len()).step_by(97) {
        filled += usize::from(assert_is_right(&place, &rows, &answer, at).await.filled.is_some());
    }
    assert!(filled > 10, "{filled} of the sample are kept as values");
    // `check` verifies every signed document by the general path, and re-derives every place, letter and journal line.
    place.assert_whole().await;
    let reading = &mut place.world.store.reading().await.unwrap();
    assert_eq!(reading.letters_waiting().await.unwrap(), i64::try_from(ROWS).unwrap() - 2 + 1, "and the one to come in");
    let last = answer.offers.last().unwrap();
    let receiver = place.by_link(last).await;
    accept(&place.world, &receiver, last.id, Some(Audience::Public)).await.unwrap();
    let taken = take_away(&place.world, &Who::stranger(), last.id).await.unwrap();
    let report = place.verify(taken, Some(&format!("r{}@example.org", ROWS - 1))).await;
    assert_eq!(report.verdict, Verdict::Verified, "{report:?}");
    place.assert_whole().await;
}

#[tokio::test]
async fn a_list_tried_again_gives_nothing_twice() {
    let place = place().await;
    let (_, giver) = place.somebody("Nolwenn").await;
    let version = model(&place, &giver).await;
    let mut rows: Vec<Recipient> = (0..40).map(row).collect();
    rows[3].to = To::parse("to", "no address@");
    let answer = offer(&place.world, &giver, act(version.model, rows.clone())).await.unwrap();
    assert_eq!(offer(&place.world, &giver, act(version.model, rows)).await.unwrap(), answer);
    place.assert_whole().await;
}

/// What a crash between two transactions leaves: the first thousand planned, nothing signed. The act is tried again.
#[tokio::test]
async fn a_list_that_a_crash_cut_is_ended_by_trying_again() {
    let place = place().await;
    let world = &place.world;
    let (_, giver) = place.somebody("Nolwenn").await;
    let version = model(&place, &giver).await;
    let rows: Vec<Recipient> = (0..ROWS).map(row).collect();
    let first = crate::offer::plan_list(world, &giver, &act(version.model, rows[..1_000].to_vec())).await.unwrap();
    assert_eq!(first.0.len(), 1_000);
    place.assert_whole().await;
    let answer = offer(world, &giver, act(version.model, rows.clone())).await.unwrap();
    assert_eq!(answer.offers.len(), ROWS);
    assert!(answer.offers[..1_000].iter().map(|offered| offered.id).eq(first.0));
    place.assert_whole().await;
}

/// Signed and offered at the next start, as every plan is.
#[tokio::test]
async fn a_planned_list_is_signed_at_the_next_start() {
    let place = place().await;
    let world = &place.world;
    let (_, giver) = place.somebody("Nolwenn").await;
    let version = model(&place, &giver).await;
    let rows: Vec<Recipient> = (0..60).map(row).collect();
    let (ids, _) = crate::offer::plan_list(world, &giver, &act(version.model, rows)).await.unwrap();
    assert!(document(&place, ids[2]).await.filled.is_some());
    assert_eq!(issue::issue_what_was_planned(world).await.unwrap(), 60);
    place.assert_whole().await;
}

#[tokio::test]
async fn a_list_is_one_act_with_a_maximum_and_a_days_worth() {
    let place = place().await;
    let (_, giver) = place.somebody("Nolwenn").await;
    let version = model(&place, &giver).await;
    let most = limits::RECIPIENTS;
    let too_many = vec![row(2); most + 1];
    assert!(matches!(offer(&place.world, &giver, act(version.model, too_many)).await, Err(ActError::Invalid(_))));
    // All the same address: one offer, and all others refused.
    let same = offer(&place.world, &giver, act(version.model, vec![row(2); most])).await.unwrap();
    assert_eq!((same.offers.len(), same.rejected.len()), (1, most - 1));
    place.assert_whole().await;
}

/// For reading, not for judging: `cargo xtask long` prints it from an optimised build.
#[tokio::test]
async fn figures_of_a_long_list() {
    if std::env::var_os("ANAVEZ_FIGURES").is_none() {
        println!("skipped: figures_of_a_long_list: ANAVEZ_FIGURES is not set");
        return;
    }
    let place = place().await;
    let (_, giver) = place.somebody("Nolwenn").await;
    let version = model(&place, &giver).await;
    let rows: Vec<Recipient> = (0..limits::RECIPIENTS).map(row).collect();
    let list = act(version.model, rows);
    let start = std::time::Instant::now();
    let (ids, _) = crate::offer::plan_list(&place.world, &giver, &list).await.unwrap();
    let planned = start.elapsed();
    issue::issue(&place.world, &ids).await.unwrap();
    let issued = start.elapsed() - planned;
    let (n, bytes) = (u32::try_from(ids.len()).unwrap(), std::fs::metadata(place._folder.path().join("main.db")).unwrap().len());
    println!("{n} offers: planned in {:?} each, signed and offered in {:?} each, {bytes} bytes in all", planned / n, issued / n);
}
