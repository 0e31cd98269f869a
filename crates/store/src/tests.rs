//! The store's tests. Each runs once per engine behind the door: today SQLite; a second engine is one more
//! line in [`on_each_engine`], not one more test.

use anavez_recognition::ids::{LetterId, ListId};
use anavez_recognition::{
    ActorId, Audience, EmailAddress, Evidence, EvidenceId, Form, Handle, KeyId, Language, Moment, Name, NewEvidence, Recognition,
    RecognitionId, Sort, State, TemplateId, Words,
};

use crate::*;

/// Opens an empty store of each engine and runs the test on it.
macro_rules! on_each_engine {
    ($($(#[$doc:meta])* async fn $name:ident($store:ident: &Store) $body:block)*) => {$(
        $(#[$doc])*
        #[test]
        fn $name() {
            async fn test($store: &Store) $body
            let folder = tempfile::tempdir().unwrap();
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let store = Store::open(folder.path()).await.unwrap();
                test(&store).await;
                assert_eq!(store.reading().await.unwrap().breaches(5).await.unwrap(), [], "the store is whole after the test");
                store.close().await;
            });
        }
    )*};
}

const NOW: Moment = Moment::EPOCH;

fn bytes(n: u8) -> [u8; 10] {
    [n; 10]
}

async fn person(store: &Store, n: u8, name: &str) -> ActorId {
    let id = ActorId::new(NOW, bytes(n));
    let new = NewActor {
        id,
        sort: Sort::Person,
        guest: false,
        handle: Handle::from_name(name),
        name: Name::parse(name).ok(),
        about: None,
        language: Language::french(),
        opened_by: None,
        created_at: NOW,
    };
    let mut writing = store.writing().await.unwrap();
    writing.add_actor(&new).await.unwrap();
    let key = StoredKey {
        id: KeyId::new(NOW, bytes(n)),
        actor: id,
        multikey: format!("z6Mk{n}"),
        jwk: None,
        sealed: vec![n],
        state: "valid".into(),
        created_at: NOW,
        changed_at: NOW,
    };
    writing.add_key(&key).await.unwrap();
    writing.commit().await.unwrap();
    id
}

async fn guest(store: &Store, n: u8, address: &str) -> ActorId {
    let id = ActorId::new(NOW, bytes(n));
    let new = NewActor {
        id,
        sort: Sort::Person,
        guest: true,
        handle: None,
        name: None,
        about: None,
        language: Language::french(),
        opened_by: None,
        created_at: NOW,
    };
    let mut writing = store.writing().await.unwrap();
    writing.add_actor(&new).await.unwrap();
    writing.add_address(id, &EmailAddress::parse("email", address).unwrap(), None, NOW).await.unwrap();
    writing.commit().await.unwrap();
    id
}

fn words(n: u8, giver: ActorId, receiver: ActorId) -> Recognition {
    Recognition {
        id: RecognitionId::new(NOW, bytes(n)),
        form: Form::Words,
        giver,
        by: giver,
        receiver,
        version: None,
        words: Words::parse("Tu m’as montré trois fois.").ok(),
        relation: None,
        context: None,
        language: Language::french(),
        in_reply_to: None,
        audience_given: Audience::Public,
        audience_chosen: None,
        state: State::Planned,
        planned_at: NOW,
        answered_at: None,
        revoked_at: None,
        suspended_at: None,
        reason: None,
    }
}

/// Plans and offers, as the acts do.
async fn offered(store: &Store, n: u8, giver: ActorId, receiver: ActorId) -> RecognitionId {
    let recognition = words(n, giver, receiver);
    let mut writing = store.writing().await.unwrap();
    let plan = Plan {
        recognition: &recognition,
        act_id: &format!("act-{n}"),
        act_row: 0,
        link_print: [n; 32],
        letter_to: None,
        to_address: false,
    };
    writing.plan(&[plan]).await.unwrap();
    let list = writing.list_for(giver, ListId::new(NOW, bytes(n)), NOW).await.unwrap();
    assert_eq!(writing.take_places(list, &[(recognition.id, u32::from(n))]).await.unwrap().len(), 1);
    let key = writing.valid_key_of(giver).await.unwrap().unwrap();
    let said = Planned::Whole("{}".into());
    writing.plan_documents(&[PlannedDocument { recognition: recognition.id, key: key.id, said }]).await.unwrap();
    writing.commit().await.unwrap();
    let mut writing = store.writing().await.unwrap();
    assert_eq!(writing.mark_offered(&[recognition.id]).await.unwrap(), [recognition.id]);
    let signed = SignedDocument { recognition: recognition.id, said: "{signed}".into() };
    assert_eq!(writing.sign_documents(&[signed]).await.unwrap(), 1);
    writing.note(NOW, "offer", Some(giver), &recognition.id.to_string()).await.unwrap();
    writing.commit().await.unwrap();
    recognition.id
}

async fn accepted(store: &Store, id: RecognitionId, by: ActorId, audience: Audience) {
    let mut writing = store.writing().await.unwrap();
    assert!(writing.answer(id, State::Accepted, Some(audience), NOW).await.unwrap());
    writing.note(NOW, "accept", Some(by), &id.to_string()).await.unwrap();
    writing.commit().await.unwrap();
}

on_each_engine! {
    /// A text that the engine cannot prepare would fail for the first person who needs it.
    async fn every_sql_text_can_be_prepared(store: &Store) {
        use sqlx::{Executor as _, SqlSafeStr as _};
        let nouns = [
            ("actors", crate::actors::TEXTS), ("award_tokens", crate::award_tokens::TEXTS), ("blobs", crate::blobs::TEXTS), ("check", crate::check::TEXTS), ("documents", crate::documents::TEXTS),
            ("evidence", crate::evidence::TEXTS), ("instance", crate::instance::TEXTS), ("journal", crate::journal::TEXTS),
            ("keys", crate::keys::TEXTS), ("known_documents", crate::known_documents::TEXTS), ("messages", crate::messages::TEXTS),
            ("models", crate::models::TEXTS), ("outbox", crate::outbox::TEXTS), ("recognitions", crate::recognitions::TEXTS),
            ("remembered", crate::remembered::TEXTS), ("sign_ins", crate::sign_ins::TEXTS), ("status_lists", crate::status_lists::TEXTS), ("templates", crate::templates::TEXTS),
        ];
        let mut writing = store.writing().await.unwrap();
        for (noun, texts) in nouns {
            assert!(!texts.is_empty(), "{noun}");
            for &(name, text) in texts {
                let prepared = writing.connection().prepare(text.into_sql_str()).await;
                assert!(prepared.is_ok(), "{noun}::{name}: {:?}", prepared.err());
            }
        }
    }

    async fn what_is_not_committed_never_was(store: &Store) {
        let mut writing = store.writing().await.unwrap();
        writing.add_instance_value("public_url", "https://anavez.example").await.unwrap();
        drop(writing);
        assert_eq!(store.reading().await.unwrap().instance_value("public_url").await.unwrap(), None);
    }

    async fn a_fact_of_the_instance_never_changes_silently(store: &Store) {
        let mut writing = store.writing().await.unwrap();
        writing.add_instance_value("public_url", "https://anavez.example").await.unwrap();
        writing.add_instance_value("public_url", "https://other.example").await.unwrap();
        assert_eq!(writing.instance_value("public_url").await.unwrap().as_deref(), Some("https://anavez.example"));
    }

    async fn an_offer_lives_until_its_answer(store: &Store) {
        let (ana, ben) = (person(store, 1, "Ana").await, person(store, 2, "Ben").await);
        let id = offered(store, 3, ana, ben).await;
        accepted(store, id, ben, Audience::Unlisted).await;
        let mut reading = store.reading().await.unwrap();
        let given = reading.recognition(id).await.unwrap().unwrap();
        assert_eq!(given.recognition.state, State::Accepted);
        assert_eq!(given.recognition.audience(), Audience::Unlisted);
        assert_eq!(reading.recognition_by_link(&[3; 32]).await.unwrap().map(|g| g.recognition.id), Some(id));
        assert_eq!(reading.edges_of(ana).await.unwrap(), [(ana, ben, Audience::Unlisted)]);
        assert_eq!(reading.public_recognitions(10).await.unwrap(), []);
    }

    async fn an_answer_is_given_once(store: &Store) {
        let (ana, ben) = (person(store, 1, "Ana").await, person(store, 2, "Ben").await);
        let id = offered(store, 3, ana, ben).await;
        accepted(store, id, ben, Audience::Public).await;
        let mut writing = store.writing().await.unwrap();
        assert!(!writing.answer(id, State::Declined, None, NOW).await.unwrap());
        assert!(!writing.answer(id, State::Accepted, Some(Audience::Private), NOW).await.unwrap());
    }

    async fn the_same_act_tried_again_is_refused_by_its_index(store: &Store) {
        let (ana, ben) = (person(store, 1, "Ana").await, person(store, 2, "Ben").await);
        offered(store, 3, ana, ben).await;
        let again = Recognition { id: RecognitionId::new(NOW, bytes(9)), ..words(3, ana, ben) };
        let mut writing = store.writing().await.unwrap();
        let plan = Plan { recognition: &again, act_id: "act-3", act_row: 0, link_print: [9; 32], letter_to: None, to_address: false };
        assert!(writing.plan(&[plan]).await.unwrap_err().is_already_there());
        assert_eq!(writing.recognitions_by_act(ana, "act-3").await.unwrap().len(), 1);
    }

    async fn a_declined_offer_leaves_no_words_and_sets_its_bit(store: &Store) {
        let (ana, ben) = (person(store, 1, "Ana").await, person(store, 2, "Ben").await);
        let id = offered(store, 3, ana, ben).await;
        let mut writing = store.writing().await.unwrap();
        let seen = Evidence::of(EvidenceId::new(NOW, bytes(1)), NewEvidence::Text("vu".into()));
        writing.add_evidence(&[(id, 0, &seen)]).await.unwrap();
        assert_eq!(writing.evidence_of(id).await.unwrap(), [seen]);
        assert!(writing.answer(id, State::Declined, None, NOW).await.unwrap());
        writing.erase_document(id).await.unwrap();
        writing.erase_evidence(id).await.unwrap();
        writing.forget_words(id).await.unwrap();
        writing.set_status(id, NOW).await.unwrap();
        writing.note(NOW, "decline", Some(ben), &id.to_string()).await.unwrap();
        writing.commit().await.unwrap();
        let mut reading = store.reading().await.unwrap();
        let place = reading.place_of(id).await.unwrap().unwrap();
        assert_eq!(reading.status_bits(place.list).await.unwrap(), [place.position]);
        assert_eq!(reading.stale_status_lists(10).await.unwrap().len(), 1);
        assert!(reading.document(id).await.unwrap().is_none());
    }

    async fn each_place_on_a_list_is_taken_once(store: &Store) {
        let (ana, ben) = (person(store, 1, "Ana").await, person(store, 2, "Ben").await);
        let one = offered(store, 3, ana, ben).await;
        let mut writing = store.writing().await.unwrap();
        let place = writing.place_of(one).await.unwrap().unwrap();
        let two = words(4, ana, ben);
        let plan = Plan { recognition: &two, act_id: "x", act_row: 0, link_print: [4; 32], letter_to: None, to_address: false };
        writing.plan(&[plan]).await.unwrap();
        assert_eq!(writing.take_places(place.list, &[(two.id, place.position)]).await.unwrap(), []);
        let next = (two.id, place.position + 1);
        assert_eq!(writing.take_places(place.list, &[next]).await.unwrap(), [next]);
    }

    async fn two_who_want_one_place_do_not_both_get_it(store: &Store) {
        let (ana, ben) = (person(store, 1, "Ana").await, person(store, 2, "Ben").await);
        let list = { let mut reading = store.reading().await.unwrap(); reading.place_of(offered(store, 3, ana, ben).await).await.unwrap().unwrap().list };
        let both = [words(5, ana, ben), words(6, ana, ben)];
        let mut writing = store.writing().await.unwrap();
        for (n, one) in (5..).zip(&both) {
            let act_id = format!("x{n}");
            let plan = Plan { recognition: one, act_id: &act_id, act_row: 0, link_print: [n; 32], letter_to: None, to_address: false };
            writing.plan(&[plan]).await.unwrap();
        }
        assert_eq!(writing.take_places(list, &both.each_ref().map(|one| (one.id, 77))).await.unwrap().len(), 1);
    }

    async fn a_filled_document_is_read_as_it_was_planned_and_signed(store: &Store) {
        let (ana, ben) = (person(store, 1, "Ana").await, person(store, 2, "Ben").await);
        let id = offered(store, 3, ana, ben).await;
        let mut writing = store.writing().await.unwrap();
        let key = writing.valid_key_of(ana).await.unwrap().unwrap().id;
        let template = StoredTemplate {
            id: TemplateId::new(NOW, bytes(1)),
            skeleton: r#"["{\"a\":\"",0,"\",\"b\":\"x",1,0,"\"}",2]"#.into(),
            proof: r#","proof":{"proofValue":""#.into(),
            created_at: NOW,
        };
        writing.add_template(&template).await.unwrap();
        assert_eq!(writing.template(template.id).await.unwrap(), Some(template.clone()));
        writing.erase_document(id).await.unwrap();
        let values = vec!["é\"\\\n\u{1}".to_owned(), String::new()];
        let filled = Filled { template: template.id, values };
        let planned = PlannedDocument { recognition: id, key, said: Planned::Filled(filled.clone()) };
        writing.plan_documents(&[planned]).await.unwrap();
        let unsigned = r#"{"a":"é\"\\\n\u0001","b":"xé\"\\\n\u0001"}"#;
        let document = writing.document(id).await.unwrap().unwrap();
        assert_eq!(std::str::from_utf8(&document.unsigned), Ok(unsigned));
        assert_eq!((document.signed, document.filled), (None, Some(filled)));
        writing.sign_documents(&[SignedDocument { recognition: id, said: "z5".into() }]).await.unwrap();
        let signed = r#"{"a":"é\"\\\n\u0001","b":"xé\"\\\n\u0001","proof":{"proofValue":"z5"}}"#;
        let page = writing.documents_after(None, 10).await.unwrap();
        assert_eq!(page[0].signed.as_deref().map(std::str::from_utf8), Some(Ok(signed)));
        writing.commit().await.unwrap();
        let mut writing = store.writing().await.unwrap();
        writing.erase_document(id).await.unwrap();
        assert_eq!(writing.template(template.id).await.unwrap(), None, "a template goes with its last document");
    }

    async fn what_is_on_hold_stands_on_the_list_beside(store: &Store) {
        let (ana, ben) = (person(store, 1, "Ana").await, person(store, 2, "Ben").await);
        let (old, new) = (offered(store, 3, ana, ben).await, offered(store, 4, ana, ben).await);
        accepted(store, old, ben, Audience::Public).await;
        accepted(store, new, ben, Audience::Public).await;
        let mut writing = store.writing().await.unwrap();
        let place = writing.place_of(new).await.unwrap().unwrap();
        let beside = writing.list_beside_for(place.list, ana, ListId::new(NOW, bytes(8)), NOW).await.unwrap();
        assert_ne!(beside, place.list);
        assert_eq!(writing.list_beside_for(place.list, ana, ListId::new(NOW, bytes(9)), NOW).await.unwrap(), beside, "one beside each");
        assert_eq!(writing.list_for(ana, ListId::new(NOW, bytes(7)), NOW).await.unwrap(), place.list, "places are taken on the first");
        writing.allow_suspension(&[new]).await.unwrap();
        for list in [place.list, beside] {
            writing.sign_status_list(list, 1, b"signed").await.unwrap();
        }

        assert!(!writing.set_suspension(old, true, NOW).await.unwrap(), "a document that does not name the list beside");
        assert!(writing.mark_suspended(new, Some("À éclaircir."), NOW).await.unwrap());
        assert!(writing.set_suspension(new, true, NOW).await.unwrap());
        assert!(!writing.set_suspension(new, true, NOW).await.unwrap(), "once");
        writing.note(NOW, "suspend", Some(ana), &new.to_string()).await.unwrap();
        assert_eq!(writing.status_bits(beside).await.unwrap(), [place.position]);
        assert!(writing.status_bits(place.list).await.unwrap().is_empty(), "nothing was revoked");
        let stale: Vec<ListId> = writing.stale_status_lists(10).await.unwrap().iter().map(|list| list.id).collect();
        assert_eq!(stale, [beside], "only the list beside is to be signed anew");

        assert!(writing.mark_reinstated(new).await.unwrap() && !writing.mark_reinstated(new).await.unwrap());
        assert!(writing.set_suspension(new, false, NOW).await.unwrap());
        writing.note(NOW, "reinstate", Some(ana), &new.to_string()).await.unwrap();
        assert!(writing.status_bits(beside).await.unwrap().is_empty());
        assert_eq!(writing.recognition(new).await.unwrap().unwrap().recognition.reason, None);
        writing.commit().await.unwrap();
    }

    async fn an_older_signature_never_replaces_a_newer_list(store: &Store) {
        let (ana, ben) = (person(store, 1, "Ana").await, person(store, 2, "Ben").await);
        let id = offered(store, 3, ana, ben).await;
        let mut writing = store.writing().await.unwrap();
        let list = writing.place_of(id).await.unwrap().unwrap().list;
        writing.sign_status_list(list, 1, b"first").await.unwrap();
        writing.sign_status_list(list, 0, b"older").await.unwrap();
        assert_eq!(writing.status_list(list).await.unwrap().unwrap().signed.as_deref(), Some(b"first".as_slice()));
    }

    async fn a_guest_that_joins_is_read_as_the_account(store: &Store) {
        let (ana, ben) = (person(store, 1, "Ana").await, person(store, 2, "Ben").await);
        let nobody = guest(store, 5, "Ben@Example.org").await;
        let id = offered(store, 3, ana, nobody).await;
        accepted(store, id, nobody, Audience::Public).await;
        let mut writing = store.writing().await.unwrap();
        assert!(writing.join(nobody, ben).await.unwrap());
        assert!(!writing.join(nobody, ana).await.unwrap(), "a guest joins once");
        writing.prove_address(ben, &EmailAddress::parse("email", "ben@example.ORG").unwrap(), NOW).await.unwrap();
        writing.commit().await.unwrap();
        let mut reading = store.reading().await.unwrap();
        let given = reading.received_by(ben, None, 10).await.unwrap();
        assert_eq!(given.len(), 1);
        assert_eq!(given[0].recognition.receiver, nobody, "what was signed is not rewritten");
        assert_eq!((given[0].sides.receiver, given[0].sides.receiver_is_guest), (ben, false));
        assert_eq!(reading.edges_of(ben).await.unwrap(), [(ana, ben, Audience::Public)]);
        let (owner, proved) = reading.actor_by_address(&EmailAddress::parse("email", "BEN@example.org").unwrap()).await.unwrap().unwrap();
        assert_eq!((owner.id, proved), (ben, true));
    }

    async fn a_letter_is_written_once_for_one_thing(store: &Store) {
        let mut writing = store.writing().await.unwrap();
        for n in 1..=2 {
            let new = NewLetter { id: LetterId::new(NOW, bytes(n)), kind: "offer", about: "x", letter: "{}", created_at: NOW };
            writing.add_letters(&[new]).await.unwrap();
        }
        writing.commit().await.unwrap();
        let due = store.reading().await.unwrap().letters_due(NOW, 10).await.unwrap();
        assert_eq!(due.len(), 1);
        let mut writing = store.writing().await.unwrap();
        writing.letter_sent(due[0].id, NOW).await.unwrap();
        writing.commit().await.unwrap();
        assert!(store.reading().await.unwrap().letters_due(NOW, 10).await.unwrap().is_empty());
    }

    async fn files_are_found_by_what_they_hold(store: &Store) {
        let digest = store.keep_file(b"picture".to_vec()).await.unwrap();
        let mut writing = store.writing().await.unwrap();
        writing.add_blob(&digest, "image/png", 7, NOW).await.unwrap();
        writing.commit().await.unwrap();
        let blob = store.reading().await.unwrap().blob(&digest).await.unwrap().unwrap();
        assert_eq!(blob, Blob { bytes: b"picture".to_vec(), media_type: "image/png".into() });
        let mut writing = store.writing().await.unwrap();
        let unused = writing.forget_unused_blobs(NOW.plus_seconds(1)).await.unwrap();
        assert_eq!(unused.len(), 1);
    }
}

/// `check` itself is checked: each broken row is named. Without an invariant's query its mutant would pass.
#[test]
fn check_names_each_broken_row() {
    let folder = tempfile::tempdir().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let store = Store::open(folder.path()).await.unwrap();
        let (ana, ben) = (person(&store, 1, "Ana").await, person(&store, 2, "Ben").await);
        let id = offered(&store, 3, ana, ben).await;
        accepted(&store, id, ben, Audience::Public).await;
        let breaking = [
            ("UPDATE documents SET signed = NULL", "what is offered, accepted, on hold or revoked has its signed bytes"),
            ("UPDATE recognitions SET state = 'declined', audience_chosen = NULL", "what was declined, withdrawn or lapsed has neither bytes, words, evidence nor conversation"),
            ("UPDATE recognitions SET state = 'revoked'", "the status bit is set exactly when the recognition has ended"),
            ("UPDATE status_entries SET position = 131072", "a place is within its list"),
            ("DELETE FROM status_entries", "every recognition has exactly one place, on a list of its own giver"),
            ("DELETE FROM journal WHERE act = 'offer'", "an offer stands in the journal exactly once"),
            ("INSERT INTO journal (at, act, by_id, thing_id) SELECT at, act, by_id, thing_id FROM journal", "an answer stands in the journal exactly once"),
            ("UPDATE recognitions SET audience_chosen = NULL", "a receiver's choice of audience comes with acceptance"),
            ("UPDATE recognitions SET answered_at = NULL", "what is answered says when"),
            ("UPDATE recognitions SET words = NULL", "an award pins a model version, words do not, and words say something while they stand"),
            ("UPDATE recognitions SET receiver_id = giver_id", "nobody recognises themselves in words"),
            ("UPDATE recognitions SET letter_to = 'x'", "the address that an offer was sent to is forgotten with its answer"),
            ("UPDATE recognitions SET state = 'offered', letter_to = 'x'", "an offer to an address has exactly one letter"),
            ("UPDATE keys SET actor_id = (SELECT id FROM actors ORDER BY id DESC LIMIT 1), state = 'retained'", "a document is signed by a key of its giver"),
            ("UPDATE actors SET handle = NULL", "an account has a handle, a guest has none"),
            ("UPDATE status_lists SET signed = x'00', signed_version = 99", "a signed list does not claim a version to come"),
            ("UPDATE actors SET joined_to = (SELECT MAX(id) FROM actors) WHERE id = (SELECT MIN(id) FROM actors)", "a guest is joined to an account, never to a guest"),
            ("UPDATE recognitions SET state = 'planned', answered_at = NULL, audience_chosen = NULL", "what is planned has its planned bytes and no signature"),
            ("UPDATE recognitions SET state = 'suspended', suspended_at = 1", "the bit of suspension is set exactly for what is on hold, or was when it was revoked"),
            ("UPDATE status_entries SET suspended_at = 1", "the bit of suspension is set exactly for what is on hold, or was when it was revoked"),
            ("UPDATE recognitions SET suspended_at = 1; UPDATE status_entries SET suspendable = 1, suspended_at = 1", "the bit of suspension is set exactly for what is on hold, or was when it was revoked"),
            ("UPDATE recognitions SET state = 'suspended'", "the bit of suspension is set exactly for what is on hold, or was when it was revoked"),
            ("UPDATE recognitions SET state = 'suspended', suspended_at = 1", "each hold and its end stand in the journal"),
            ("UPDATE status_entries SET suspendable = 1", "what can be put on hold has a list beside its own"),
            ("UPDATE status_entries SET suspended_at = 1", "what can be put on hold has a list beside its own"),
            ("UPDATE status_lists SET purpose = 'suspension'", "a list of what is on hold lies beside a list of what was revoked, of the same issuer"),
            ("UPDATE status_lists SET beside = id", "a list of what is on hold lies beside a list of what was revoked, of the same issuer"),
            ("UPDATE keys SET kind = 'rsa'", "an RSA key says its public half, an Ed25519 key is named by it"),
            ("INSERT INTO award_tokens SELECT recognition_id, key_id, '', '', x'00', 0 FROM documents", "a token is of an award that was accepted, by a key of its giver that is not revoked"),
            ("INSERT INTO blobs VALUES ('aa', 'image/png', 1, 0)", "a file is there, with the bytes that its name says"),
            ("INSERT INTO addresses SELECT 'x@example.org', 'x', MIN(id), NULL, 0 FROM actors; UPDATE actors SET joined_to = (SELECT MAX(id) FROM actors) WHERE id = (SELECT MIN(id) FROM actors)", "no address stays with a guest that was joined"),
        ];
        for (break_it, invariant) in breaking {
            let mut writing = store.writing().await.unwrap();
            sqlx::raw_sql(break_it).execute(writing.connection()).await.unwrap();
            let breaches = writing.breaches(50).await.unwrap();
            assert!(breaches.iter().any(|b| b.invariant == invariant), "{break_it}: {breaches:?}");
        }
        store.close().await;
    });
}
