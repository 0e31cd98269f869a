//! The one act underneath words and awards: **plan, then sign, then offer** (reliability.md 1).
//!
//! [`plan`] keeps a recognition with its id, its place on the giver's status list and the exact unsigned bytes;
//! [`crate::issue`] signs those bytes and offers them. A crash between the two leaves a plan that is signed at the next start.

use anavez_recognition::ids::ListId;
use anavez_recognition::{
    Actor, ActorId, Audience, Context, Evidence, EvidenceId, Form, Language, ModelVersion, Name, NewEvidence, Problem,
    Recognition, RecognitionId, Refused, Relation, State, Who, Words, limits,
};
use anavez_store::{Plan, StoredKey, Writing};
use openbadges::status::{Purpose, StatusEntry};

use crate::documents::{self, Related};
use crate::receivers::Receiver;
use crate::{ActError, World, naming};

/// Tries at finding an unused place on a list that is at most half full: 64 failures in a row do not happen.
const PLACE_TRIES: usize = 64;

/// Who gives: in whose name, and which person acts.
#[derive(Debug, Clone)]
pub(crate) struct Giver {
    /// In whose name: shown and signed.
    pub actor: Actor,
    /// The person who acts.
    pub by: ActorId,
    /// A guest who holds a claim link.
    pub by_link: bool,
}

/// Who gives, and the name that they sign with. `in_name_of` is an organisation they speak for; `stated_name`
/// is the name of somebody who has not said one yet.
pub(crate) async fn giver(
    world: &World,
    writing: &mut Writing,
    who: &Who,
    in_name_of: Option<ActorId>,
    stated_name: Option<&str>,
) -> Result<Giver, ActError> {
    let (id, by, by_link) = match (who.account, who.link_of) {
        (Some(account), _) => {
            let id = in_name_of.unwrap_or(account);
            if !who.is_or_speaks_for(id) {
                return Err(Refused::GiverOnly.into());
            }
            (id, account, false)
        }
        (None, Some(link_of)) => {
            let given = writing.recognition(link_of).await?.ok_or(ActError::NotFound)?;
            if !given.sides.receiver_is_guest {
                return Err(Refused::SignInFirst.into());
            }
            (given.recognition.receiver, given.recognition.receiver, true)
        }
        (None, None) => return Err(ActError::SignInFirst),
    };
    let mut actor = writing.actor(id).await?.ok_or(ActError::NotFound)?;
    if actor.name.is_none() {
        let name = Name::parse(stated_name.unwrap_or_default()).map_err(|mut problem| {
            problem.field = "giver_name".into();
            problem
        })?;
        naming::name_first(world, writing, &mut actor, name).await?;
    }
    Ok(Giver { actor, by, by_link })
}

/// Refuses more than a day's worth of giving (decision 19: by actor and by link, not by address of the network).
pub(crate) async fn within_a_day(
    world: &World,
    writing: &mut Writing,
    giver: &Giver,
    more: usize,
    listed: bool,
) -> Result<(), ActError> {
    let max = match (giver.by_link, listed) {
        (true, _) => limits::GIVEN_A_DAY_BY_GUEST,
        (false, true) => limits::LISTED_A_DAY,
        (false, false) => limits::GIVEN_A_DAY,
    };
    let since = world.now().plus_seconds(-24 * 3600);
    let given = writing.given_since(giver.by, since).await?;
    if given.saturating_add(i64::try_from(more).unwrap_or(i64::MAX)) > max {
        return Err(ActError::TooMuch { max, span: "day" });
    }
    Ok(())
}

/// Refuses more letters in a day to addresses that this person never gave to, outside of lists: what spam looks like.
/// Whether somebody here has the address does not count, or the refusal would tell who has an account.
pub(crate) async fn note_new_address(
    world: &World,
    writing: &mut Writing,
    giver: &Giver,
    receiver: &Receiver,
) -> Result<(), ActError> {
    if receiver.address.is_none() || writing.has_given_to_address(giver.by, receiver.actor.id).await? {
        return Ok(());
    }
    let since = world.now().plus_seconds(-24 * 3600);
    if writing.count_notes(giver.by, "new-address", since).await? >= limits::NEW_ADDRESSES_A_DAY {
        return Err(ActError::TooMuch { max: limits::NEW_ADDRESSES_A_DAY, span: "day" });
    }
    Ok(writing.note(world.now(), "new-address", Some(giver.by), &receiver.actor.id.to_string()).await?)
}

/// One recognition to be planned.
#[derive(Debug)]
pub(crate) struct Gift<'a> {
    pub receiver: &'a Receiver,
    /// The model version of an award; none for words.
    pub version: Option<&'a ModelVersion>,
    pub words: Option<Words>,
    pub relation: Option<Relation>,
    pub context: Option<Context>,
    pub language: Language,
    pub in_reply_to: Option<Related>,
    pub audience: Audience,
    pub evidence: Vec<NewEvidence>,
    pub act_id: &'a str,
    pub act_row: i64,
}

/// Keeps a recognition as planned, with the bytes that will be signed.
pub(crate) async fn plan(
    world: &World,
    writing: &mut Writing,
    giver: &Giver,
    key: &StoredKey,
    gift: Gift<'_>,
) -> Result<RecognitionId, ActError> {
    let receiver = &gift.receiver.actor;
    if gift.version.is_none() && receiver.account() == giver.actor.account() {
        return Err(ActError::field("to", Problem::Yourself));
    }
    let id = RecognitionId::new(world.now(), world.random());
    let recognition = Recognition {
        id,
        form: if gift.version.is_some() { Form::Award } else { Form::Words },
        giver: giver.actor.id,
        by: giver.by,
        receiver: receiver.id,
        version: gift.version.map(|version| version.id),
        words: gift.words,
        relation: gift.relation,
        context: gift.context,
        language: gift.language,
        in_reply_to: gift.in_reply_to.as_ref().map(|related| related.recognition),
        audience_given: gift.audience,
        audience_chosen: None,
        state: State::Planned,
        planned_at: world.now(),
        answered_at: None,
        revoked_at: None,
        suspended_at: None,
        reason: None,
    };
    let plan = Plan {
        recognition: &recognition,
        act_id: gift.act_id,
        act_row: gift.act_row,
        link_print: anavez_keys::fingerprint(&claim_token(world, id)),
        letter_to: gift.receiver.letter_to.as_deref(),
        to_address: gift.receiver.address.is_some(),
    };
    writing.plan(&plan).await?;
    let suspendable = gift.version.is_some_and(|version| version.said.suspendable);
    let status = places(world, writing, &recognition, suspendable).await?;
    let evidence = add_evidence(world, writing, id, &gift.evidence).await?;
    let said = documents::Said { giver: &giver.actor, recognition: &recognition, evidence: &evidence, status: &status };
    let document = match gift.version {
        Some(version) => documents::award(world, &said, version, gift.receiver.address.as_ref())?,
        None => documents::words(world, &said, gift.in_reply_to.as_ref())?,
    };
    writing.plan_document(id, key.id, &serde_json::to_vec(&document)?).await?;
    Ok(id)
}

/// The token of a claim link: computed from the id, so that its giver can see it again, kept as a fingerprint only.
pub(crate) fn claim_token(world: &World, id: RecognitionId) -> String {
    world.links.token(&id.to_string())
}

/// A random unused place on the giver's own list of what was revoked, and the same place on the list beside it when this can
/// be put on hold.
async fn places(
    world: &World,
    writing: &mut Writing,
    recognition: &Recognition,
    suspendable: bool,
) -> Result<Vec<StatusEntry>, ActError> {
    let (list, position) = place(world, writing, recognition).await?;
    let entry = |purpose, list| StatusEntry { purpose, index: u64::from(position), list: world.addresses.status_list(list) };
    let mut entries = vec![entry(Purpose::Revocation, list)];
    if suspendable {
        let new_list = ListId::new(world.now(), world.random());
        let beside = writing.list_beside_for(list, recognition.giver, new_list, world.now()).await?;
        writing.allow_suspension(recognition.id).await?;
        entries.push(entry(Purpose::Suspension, beside));
    }
    Ok(entries)
}

async fn place(world: &World, writing: &mut Writing, recognition: &Recognition) -> Result<(ListId, u32), ActError> {
    let new_list = ListId::new(world.now(), world.random());
    let list = writing.list_for(recognition.giver, new_list, world.now()).await?;
    for _ in 0..PLACE_TRIES {
        let position = u32::from_le_bytes(world.random()) % anavez_store::LIST_ENTRIES;
        if writing.take_place(list, position, recognition.id).await? {
            return Ok((list, position));
        }
    }
    Err(ActError::Conflict("no place was found on the status list: try again"))
}

async fn add_evidence(
    world: &World,
    writing: &mut Writing,
    of: RecognitionId,
    new: &[NewEvidence],
) -> Result<Vec<Evidence>, ActError> {
    for (position, new) in (0..).zip(new) {
        let id = EvidenceId::new(world.now(), world.random());
        writing.add_evidence(id, of, position, new).await?;
    }
    Ok(writing.evidence_of(of).await?)
}
