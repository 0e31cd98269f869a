//! The one act underneath words and awards: **plan, then sign, then offer** (reliability.md 1).
//!
//! [`plan`] keeps a recognition with its id, its place on the giver's status list and the exact unsigned bytes;
//! [`crate::issue`] signs those bytes and offers them. A crash between the two leaves a plan that is signed at the next start.

use std::collections::HashMap;

use anavez_recognition::ids::ListId;
use anavez_recognition::{
    Actor, ActorId, Audience, Context, Evidence, EvidenceId, Form, Language, ModelVersion, Moment, Name, NewEvidence, Problem,
    Recognition, RecognitionId, Refused, Relation, State, Who, Words, limits,
};
use anavez_store::{Plan, Planned, PlannedDocument, StoredKey, Writing};
use openbadges::status::{Purpose, StatusEntry};

use crate::documents::{self, Related};
use crate::receivers::Receiver;
use crate::templates::Templates;
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
    let planned = plan_all(world, writing, giver, key, vec![gift]).await?;
    planned.first().copied().ok_or(ActError::NotFound)
}

/// Keeps recognitions as planned, each with the bytes that will be signed, or with what they are made from. One statement for
/// each kind of row, however many there are (decision 22).
pub(crate) async fn plan_all(
    world: &World,
    writing: &mut Writing,
    giver: &Giver,
    key: &StoredKey,
    gifts: Vec<Gift<'_>>,
) -> Result<Vec<RecognitionId>, ActError> {
    let now = world.now();
    let mut planned = Vec::with_capacity(gifts.len());
    for gift in gifts {
        if gift.version.is_none() && gift.receiver.actor.account() == giver.actor.account() {
            return Err(ActError::field("to", Problem::Yourself));
        }
        planned.push(Prepared::new(world, giver, gift, now));
    }
    let plans: Vec<Plan<'_>> = planned.iter().map(|prepared| prepared.plan(world)).collect();
    writing.plan(&plans).await?;
    drop(plans);
    places(world, writing, giver.actor.id, &mut planned).await?;
    let pieces = planned.iter().flat_map(|p| p.evidence.iter().enumerate().map(|(position, e)| (p.recognition.id, position, e)));
    writing.add_evidence(&pieces.collect::<Vec<_>>()).await?;
    let mut templates = Templates::of(world, giver, key, now, &planned)?;
    let mut documents = Vec::with_capacity(planned.len());
    for prepared in &planned {
        let said = match templates.filled(world, prepared)? {
            Some(filled) => Planned::Filled(filled),
            None => Planned::Whole(prepared.document(world, giver)?.to_string()),
        };
        documents.push(PlannedDocument { recognition: prepared.recognition.id, key: key.id, said });
    }
    for template in templates.used() {
        writing.add_template(template).await?;
    }
    writing.plan_documents(&documents).await?;
    Ok(planned.iter().map(|prepared| prepared.recognition.id).collect())
}

/// A gift with everything that its document says.
pub(crate) struct Prepared<'a> {
    pub recognition: Recognition,
    pub receiver: &'a Receiver,
    pub version: Option<&'a ModelVersion>,
    pub evidence: Vec<Evidence>,
    /// Its places on status lists, the one for revocation first.
    pub status: Vec<StatusEntry>,
    in_reply_to: Option<Related>,
    act_id: &'a str,
    act_row: i64,
}

impl<'a> Prepared<'a> {
    fn new(world: &World, giver: &Giver, gift: Gift<'a>, now: Moment) -> Self {
        let recognition = Recognition {
            id: RecognitionId::new(now, world.random()),
            form: if gift.version.is_some() { Form::Award } else { Form::Words },
            giver: giver.actor.id,
            by: giver.by,
            receiver: gift.receiver.actor.id,
            version: gift.version.map(|version| version.id),
            words: gift.words,
            relation: gift.relation,
            context: gift.context,
            language: gift.language,
            in_reply_to: gift.in_reply_to.as_ref().map(|related| related.recognition),
            audience_given: gift.audience,
            audience_chosen: None,
            state: State::Planned,
            planned_at: now,
            answered_at: None,
            revoked_at: None,
            suspended_at: None,
            reason: None,
        };
        let evidence = gift.evidence.into_iter().map(|new| Evidence::of(EvidenceId::new(now, world.random()), new)).collect();
        Self {
            recognition,
            receiver: gift.receiver,
            version: gift.version,
            evidence,
            status: Vec::new(),
            in_reply_to: gift.in_reply_to,
            act_id: gift.act_id,
            act_row: gift.act_row,
        }
    }

    fn plan(&self, world: &World) -> Plan<'_> {
        Plan {
            recognition: &self.recognition,
            act_id: self.act_id,
            act_row: self.act_row,
            link_print: anavez_keys::fingerprint(&claim_token(world, self.recognition.id)),
            letter_to: self.receiver.letter_to.as_deref(),
            to_address: self.receiver.address.is_some(),
        }
    }

    fn document(&self, world: &World, giver: &Giver) -> Result<serde_json::Value, ActError> {
        let said = documents::Said {
            giver: &giver.actor,
            recognition: &self.recognition,
            evidence: &self.evidence,
            status: &self.status,
        };
        match self.version {
            Some(version) => documents::award(world, &said, version, self.receiver.address.as_ref()),
            None => documents::words(world, &said, self.in_reply_to.as_ref()),
        }
    }
}

/// The token of a claim link: computed from the id, so that its giver can see it again, kept as a fingerprint only.
pub(crate) fn claim_token(world: &World, id: RecognitionId) -> String {
    world.links.token(&id.to_string())
}

/// Random unused places on the giver's own list of what was revoked, and the same places on the list beside it for what can
/// be put on hold.
async fn places(world: &World, writing: &mut Writing, giver: ActorId, planned: &mut [Prepared<'_>]) -> Result<(), ActError> {
    let new_list = ListId::new(world.now(), world.random());
    let list = writing.list_for(giver, new_list, world.now()).await?;
    let ids: Vec<RecognitionId> = planned.iter().map(|prepared| prepared.recognition.id).collect();
    let positions = random_places(world, writing, list, &ids).await?;
    let suspendable = |prepared: &Prepared<'_>| prepared.version.is_some_and(|version| version.said.suspendable);
    let mut beside = None;
    if planned.iter().any(suspendable) {
        let new_list = ListId::new(world.now(), world.random());
        beside = Some(writing.list_beside_for(list, giver, new_list, world.now()).await?);
        let held = planned.iter().filter(|prepared| suspendable(prepared)).map(|prepared| prepared.recognition.id);
        writing.allow_suspension(&held.collect::<Vec<_>>()).await?;
    }
    for prepared in planned {
        let position = positions.get(&prepared.recognition.id).ok_or(ActError::NotFound)?;
        let entry = |purpose, list| StatusEntry { purpose, index: u64::from(*position), list: world.addresses.status_list(list) };
        prepared.status.push(entry(Purpose::Revocation, list));
        if let (Some(beside), true) = (beside, suspendable(prepared)) {
            prepared.status.push(entry(Purpose::Suspension, beside));
        }
    }
    Ok(())
}

async fn random_places(
    world: &World,
    writing: &mut Writing,
    list: ListId,
    ids: &[RecognitionId],
) -> Result<HashMap<RecognitionId, u32>, ActError> {
    let mut positions = HashMap::with_capacity(ids.len());
    for _ in 0..PLACE_TRIES {
        let without = ids.iter().filter(|id| !positions.contains_key(*id));
        let wanted: Vec<(RecognitionId, u32)> = without.map(|id| (*id, u32::from_le_bytes(world.random()))).collect();
        if wanted.is_empty() {
            return Ok(positions);
        }
        positions.extend(writing.take_places(list, &wanted).await?);
    }
    Err(ActError::Conflict("no place was found on the status list: try again"))
}
