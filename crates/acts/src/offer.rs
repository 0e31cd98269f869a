//! To give a badge: to addresses or people here, one or several, or to whoever gets a link.

use std::collections::{HashMap, HashSet};

use anavez_recognition::{
    Audience, EmailAddress, FieldProblem, Language, ModelId, ModelVersion, NewEvidence, Problem, RecognitionId, Who, Words,
    limits,
};
use anavez_store::{StoredKey, Writing};

use crate::giving::{self, Gift, Giver};
use crate::receivers::{self, Receiver, To};
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
    let (ids, rejected) = plan_list(world, who, &act).await?;
    issue::issue(world, &ids).await?;
    let given = world.store.reading().await?.recognitions(&ids).await?;
    let offers = ids.iter().map(|id| given.get(id).map(|given| Offered::of(world, given)).ok_or(ActError::NotFound));
    Ok(OfferAnswer { offers: offers.collect::<Result<_, _>>()?, rejected })
}

/// Plans a list, a thousand rows in one transaction. When the act was tried before, the rows that were planned stay as they
/// are, and a group of rows of which some were planned is done: only what a crash kept from being planned is planned now.
pub(crate) async fn plan_list(world: &World, who: &Who, act: &Offer) -> Result<(Vec<RecognitionId>, Vec<Rejected>), ActError> {
    let mut list: Option<List<'_>> = None;
    for (first_row, rows) in (0..).step_by(BATCH).zip(act.recipients.chunks(BATCH)) {
        let mut writing = world.store.writing().await?;
        let list = match &mut list {
            Some(list) => list,
            none => none.insert(List::begin(world, &mut writing, who, act).await?),
        };
        list.plan_rows(world, &mut writing, first_row, rows).await?;
        writing.commit().await?;
    }
    Ok(list.map(|list| (list.ids, list.rejected)).unwrap_or_default())
}

/// Rows planned in one transaction.
const BATCH: usize = 1_000;

/// A list that is being planned.
struct List<'a> {
    act: &'a Offer,
    version: ModelVersion,
    giver: Giver,
    key: StoredKey,
    /// Rows planned when the act was tried before.
    before: HashMap<i64, RecognitionId>,
    /// Who stood on the list already.
    seen: HashSet<String>,
    ids: Vec<RecognitionId>,
    rejected: Vec<Rejected>,
}

/// A row that can be offered.
struct Judged<'a> {
    row: i64,
    recipient: &'a Recipient,
    to: &'a To,
    words: Option<Words>,
}

impl<'a> List<'a> {
    /// Who gives what, and what was planned before.
    async fn begin(world: &World, writing: &mut Writing, who: &Who, act: &'a Offer) -> Result<Self, ActError> {
        let newest = make_model::owned(writing, who, act.model).await?;
        let giver = giving::giver(world, writing, who, Some(newest.owner), None).await?;
        let before = writing.recognitions_by_act(giver.by, &act.act_id).await?;
        let left = act.recipients.len().saturating_sub(before.len());
        if before.is_empty() || act.recipients.len() > BATCH {
            giving::within_a_day(world, writing, &giver, left, act.recipients.len() > 1).await?;
        }
        // The rest of a list is of the version that the first rows were given in.
        let version = match before.first().and_then(|given| given.recognition.version) {
            Some(version) => writing.version(version).await?.ok_or(ActError::NotFound)?,
            None => newest,
        };
        let key = signing::key_for(world, writing, giver.actor.id).await?;
        let before = before.into_iter().map(|given| (given.act_row, given.recognition.id)).collect();
        Ok(Self { act, version, giver, key, before, seen: HashSet::new(), ids: Vec::new(), rejected: Vec::new() })
    }

    async fn plan_rows(
        &mut self,
        world: &World,
        writing: &mut Writing,
        first_row: i64,
        rows: &'a [Recipient],
    ) -> Result<(), ActError> {
        let last_row = first_row.saturating_add(i64::try_from(rows.len()).unwrap_or(i64::MAX));
        let done = self.before.keys().any(|row| (first_row..last_row).contains(row));
        let mut judged = Vec::with_capacity(rows.len());
        for (row, recipient) in (first_row..).zip(rows) {
            let before = self.before.get(&row).copied();
            match self.judge(writing, row, recipient).await {
                _ if before.is_some() => self.ids.extend(before),
                Ok(_) if done => {}
                Ok(one) => judged.push(one),
                Err(ActError::Invalid(problems)) => self.reject(row, problems),
                Err(other) => return Err(other),
            }
        }
        if judged.is_empty() {
            return Ok(());
        }
        let receivers = self.receivers(world, writing, &judged).await?;
        let gifts = judged.into_iter().zip(&receivers).map(|(judged, receiver)| Gift {
            receiver,
            version: Some(&self.version),
            words: judged.words,
            relation: None,
            context: None,
            language: receiver.actor.language.clone(),
            in_reply_to: None,
            audience: self.act.audience.unwrap_or(Audience::Public),
            evidence: judged.recipient.evidence.clone(),
            act_id: &self.act.act_id,
            act_row: judged.row,
        });
        let planned = giving::plan_all(world, writing, &self.giver, &self.key, gifts.collect()).await?;
        self.ids.extend(planned);
        Ok(())
    }

    fn reject(&mut self, row: i64, problems: Vec<FieldProblem>) {
        let row = usize::try_from(row).unwrap_or(usize::MAX).saturating_add(1);
        self.rejected.extend(problems.into_iter().take(1).map(|problem| Rejected { row, problem }));
    }

    /// Whether a row can be offered. Writes nothing.
    async fn judge(&mut self, writing: &mut Writing, row: i64, recipient: &'a Recipient) -> Result<Judged<'a>, ActError> {
        let to = recipient.to.as_ref().map_err(Clone::clone)?;
        let words = Words::parse_optional(&recipient.narrative).map_err(|mut problem| {
            problem.field = "narrative".into();
            problem
        })?;
        if recipient.evidence.len() > limits::EVIDENCE {
            return Err(ActError::field("evidence", Problem::TooMany { max: limits::EVIDENCE }));
        }
        let same = match to {
            To::Address(address) => Some(address.normal().to_owned()),
            To::Somebody(name) => Some(receivers::somebody(writing, "actor", name).await?.id.to_string()),
            To::Link => None,
        };
        if same.is_some_and(|same| !self.seen.insert(same)) {
            return Err(ActError::field("email", Problem::Twice));
        }
        Ok(Judged { row, recipient, to, words })
    }

    /// The receivers of rows: all addresses at once, the others one by one.
    async fn receivers(&self, world: &World, writing: &mut Writing, judged: &[Judged<'_>]) -> Result<Vec<Receiver>, ActError> {
        let addresses = judged.iter().filter_map(|judged| match judged.to {
            To::Address(address) => Some(address),
            _ => None,
        });
        let addresses: Vec<&EmailAddress> = addresses.collect();
        let named = receivers::name_addresses(world, writing, &addresses, &self.act.language).await?;
        let mut receivers = Vec::with_capacity(judged.len());
        for judged in judged {
            receivers.push(match judged.to {
                To::Address(address) => {
                    let actor = named.get(address.normal()).ok_or(ActError::NotFound)?;
                    receivers::at_address(actor.clone(), address)
                }
                other => receivers::receiver(world, writing, "actor", other, &self.act.language).await?,
            });
        }
        Ok(receivers)
    }
}
