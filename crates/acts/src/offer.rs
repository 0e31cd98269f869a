//! To give a badge: to addresses or people here, one or several, or to whoever gets a link.

use std::collections::HashSet;

use anavez_recognition::{
    Audience, FieldProblem, Language, ModelId, ModelVersion, NewEvidence, Problem, RecognitionId, Who, Words, limits,
};
use anavez_store::{StoredKey, Writing};

use crate::giving::{self, Gift, Giver};
use crate::receivers::{self, To};
use crate::recognise::Offered;
use crate::{ActError, World, issue, make_model, signing};

/// Badges to give.
#[derive(Debug, Clone)]
pub struct Offer {
    /// Names this act: tried again with the same id, nothing is given twice.
    pub act_id: String,
    /// The model whose newest version is given.
    pub model: ModelId,
    /// To whom, row by row.
    pub recipients: Vec<Recipient>,
    /// The giver's language, for letters to people nobody here knows yet.
    pub language: Language,
    /// Who may see it, for the giver: public unless said otherwise.
    pub audience: Option<Audience>,
}

/// One row.
#[derive(Debug, Clone)]
pub struct Recipient {
    /// To whom; what was wrong with it, if it could not be read.
    pub to: Result<To, FieldProblem>,
    /// What this person did, in the giver's words; may be empty.
    pub narrative: String,
    /// What lets others see for themselves.
    pub evidence: Vec<NewEvidence>,
}

/// What became of each row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OfferAnswer {
    /// What was signed and offered, in order.
    pub offers: Vec<Offered>,
    /// Rows that were not, counted from 1, and why.
    pub rejected: Vec<Rejected>,
}

/// A row that was not offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    /// The row, from 1.
    pub row: usize,
    /// Why.
    pub problem: FieldProblem,
}

/// Gives a badge. Good rows are offered, the others come back with their reason.
pub async fn offer(world: &World, who: &Who, act: Offer) -> Result<OfferAnswer, ActError> {
    if act.recipients.is_empty() {
        return Err(ActError::field("recipients", Problem::Missing));
    }
    if act.recipients.len() > limits::RECIPIENTS {
        return Err(ActError::field("recipients", Problem::TooMany { max: limits::RECIPIENTS }));
    }
    let mut writing = world.store.writing().await?;
    let version = make_model::owned(&mut writing, who, act.model).await?;
    let giver = giving::giver(world, &mut writing, who, Some(version.owner), None).await?;
    let before = writing.recognitions_by_act(giver.by, &act.act_id).await?;
    let (ids, rejected) = if before.is_empty() {
        giving::within_a_day(world, &mut writing, &giver, act.recipients.len(), act.recipients.len() > 1).await?;
        let planned = plan_rows(world, &mut writing, &giver, &version, &act).await?;
        writing.commit().await?;
        planned
    } else {
        drop(writing);
        (before.iter().map(|given| given.recognition.id).collect(), Vec::new())
    };
    issue::issue(world, &ids).await?;
    let mut reading = world.store.reading().await?;
    let mut offers = Vec::with_capacity(ids.len());
    for id in ids {
        let given = reading.recognition(id).await?.ok_or(ActError::NotFound)?;
        offers.push(Offered::of(world, &given));
    }
    Ok(OfferAnswer { offers, rejected })
}

async fn plan_rows(
    world: &World,
    writing: &mut Writing,
    giver: &Giver,
    version: &ModelVersion,
    act: &Offer,
) -> Result<(Vec<RecognitionId>, Vec<Rejected>), ActError> {
    let key = signing::key_for(world, writing, giver.actor.id).await?;
    let (mut ids, mut rejected, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
    for (index, recipient) in act.recipients.iter().enumerate() {
        match plan_row(world, writing, giver, version, act, &key, (index, recipient), &mut seen).await {
            Ok(id) => ids.push(id),
            Err(ActError::Invalid(problems)) => {
                rejected.extend(problems.into_iter().take(1).map(|problem| Rejected { row: index + 1, problem }));
            }
            Err(other) => return Err(other),
        }
    }
    Ok((ids, rejected))
}

#[expect(clippy::too_many_arguments, reason = "one row of an act, with all that the act has opened")]
async fn plan_row(
    world: &World,
    writing: &mut Writing,
    giver: &Giver,
    version: &ModelVersion,
    act: &Offer,
    key: &StoredKey,
    (index, recipient): (usize, &Recipient),
    seen: &mut HashSet<String>,
) -> Result<RecognitionId, ActError> {
    let to = recipient.to.clone()?;
    let words = Words::parse_optional(&recipient.narrative).map_err(|mut problem| {
        problem.field = "narrative".into();
        problem
    })?;
    if recipient.evidence.len() > limits::EVIDENCE {
        return Err(ActError::field("evidence", Problem::TooMany { max: limits::EVIDENCE }));
    }
    let same = match &to {
        To::Address(address) => Some(address.normal().to_owned()),
        To::Somebody(name) => Some(receivers::somebody(writing, "actor", name).await?.id.to_string()),
        To::Link => None,
    };
    if same.is_some_and(|same| !seen.insert(same)) {
        return Err(ActError::field("email", Problem::Twice));
    }
    let receiver = receivers::receiver(world, writing, "actor", &to, &act.language).await?;
    let gift = Gift {
        receiver: &receiver,
        version: Some(version),
        words,
        relation: None,
        context: None,
        language: receiver.actor.language.clone(),
        in_reply_to: None,
        audience: act.audience.unwrap_or(Audience::Public),
        evidence: recipient.evidence.clone(),
        act_id: &act.act_id,
        act_row: i64::try_from(index).unwrap_or(i64::MAX),
    };
    giving::plan(world, writing, giver, key, gift).await
}
