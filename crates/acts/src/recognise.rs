//! To recognise somebody in words: no picture, no criteria, no account on the other side.

use anavez_recognition::{
    ActorId, Audience, Context, FieldProblem, Form, Language, NewEvidence, Problem, RecognitionId, Refused, Relation, State, Who,
    Words, limits, policy,
};
use anavez_store::{Given, Writing};
use openbadges::write::digest_multibase;

use crate::documents::Related;
use crate::giving::{self, Gift, Giver};
use crate::problem::Problems;
use crate::receivers::{self, To};
use crate::{ActError, World, issue, signing};

/// What somebody writes to recognise somebody else.
#[derive(Debug, Clone)]
pub struct Recognise {
    /// Names this act: tried again with the same id, nothing is given twice.
    pub act_id: String,
    /// To whom.
    pub to: To,
    /// What was seen, in one's own words.
    pub words: String,
    /// How they know each other.
    pub relation: String,
    /// Where, when.
    pub context: String,
    /// What lets others see for themselves.
    pub evidence: Vec<NewEvidence>,
    /// The recognition that this one answers.
    pub in_reply_to: Option<RecognitionId>,
    /// Who may see it, for the giver: public unless said otherwise.
    pub audience: Option<Audience>,
    /// The language of the words.
    pub language: Language,
    /// The organisation in whose name it is given; otherwise personally.
    pub in_name_of: Option<ActorId>,
    /// The name to sign with, for who has not said one yet.
    pub giver_name: Option<String>,
}

/// Something that was signed and offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    /// Its id.
    pub id: RecognitionId,
    /// Words or an award.
    pub form: Form,
    /// Its public address, which answers once it is accepted.
    pub url: String,
    /// The link that its receiver answers by.
    pub claim_url: String,
    /// Which row of its act it was, from 0: what was typed there says to whom. Where the letter went is not said: it may
    /// be the address of an account, which is its own.
    pub row: usize,
    /// A letter goes to its receiver.
    pub by_letter: bool,
    /// Where it stands.
    pub state: State,
}

impl Offered {
    pub(crate) fn of(world: &World, given: &Given) -> Self {
        let r = &given.recognition;
        let url = world.addresses.recognition(r);
        Self {
            id: r.id,
            form: r.form,
            url,
            claim_url: issue::claim_url(world, r.id),
            row: usize::try_from(given.act_row).unwrap_or_default(),
            by_letter: given.letter_to.is_some(),
            state: r.state,
        }
    }
}

/// Recognises somebody: plans, signs, offers.
pub async fn recognise(world: &World, who: &Who, act: Recognise) -> Result<Offered, ActError> {
    let mut problems = Problems::default();
    let words = problems.note(Words::parse(&act.words));
    let relation = problems.note(Relation::parse_optional(&act.relation)).flatten();
    let context = problems.note(Context::parse_optional(&act.context)).flatten();
    if act.evidence.len() > limits::EVIDENCE {
        problems.add(FieldProblem::new("evidence", Problem::TooMany { max: limits::EVIDENCE }));
    }
    problems.done()?;

    let mut writing = world.store.writing().await?;
    let giver = giving::giver(world, &mut writing, who, act.in_name_of, act.giver_name.as_deref()).await?;
    if let Some(before) = writing.recognitions_by_act(giver.by, &act.act_id).await?.first() {
        let before = before.recognition.id;
        drop(writing);
        return offered(world, before).await;
    }
    giving::within_a_day(world, &mut writing, &giver, 1, false).await?;
    let answered = answered(&mut writing, who, act.in_reply_to, &giver).await?;
    let to = match &answered {
        Some(given) if giver.by_link || act.to == To::Link => To::Somebody(given.recognition.giver.to_string()),
        _ => act.to.clone(),
    };
    let receiver = receivers::receiver(world, &mut writing, "to", &to, &act.language).await?;
    giving::note_new_address(world, &mut writing, &giver, &receiver).await?;
    let key = signing::key_for(world, &mut writing, giver.actor.id).await?;
    let in_reply_to = match &answered {
        Some(given) => Some(related(world, &mut writing, given).await?),
        None => None,
    };
    let gift = Gift {
        receiver: &receiver,
        version: None,
        words,
        relation,
        context,
        language: act.language,
        in_reply_to,
        audience: act.audience.unwrap_or(Audience::Public),
        evidence: act.evidence,
        act_id: &act.act_id,
        act_row: 0,
    };
    let id = giving::plan(world, &mut writing, &giver, &key, gift).await?;
    writing.commit().await?;
    offered(world, id).await
}

/// Signs and offers what was planned, and says where it is.
async fn offered(world: &World, id: RecognitionId) -> Result<Offered, ActError> {
    issue::issue(world, &[id]).await?;
    let given = world.store.reading().await?.recognition(id).await?.ok_or(ActError::NotFound)?;
    Ok(Offered::of(world, &given))
}

/// The recognition that is answered: its receiver may, and whoever holds its link while it has no account.
async fn answered(writing: &mut Writing, who: &Who, id: Option<RecognitionId>, giver: &Giver) -> Result<Option<Given>, ActError> {
    let Some(id) = id else {
        return if giver.by_link { Err(ActError::SignInFirst) } else { Ok(None) };
    };
    let given = writing.recognition(id).await?.ok_or(ActError::NotFound)?;
    policy::may(who, policy::Act::RecogniseBack, &given.recognition, given.sides)?;
    match given.recognition.state {
        State::Offered | State::Accepted => Ok(Some(given)),
        _ => Err(Refused::NotThere.into()),
    }
}

/// The address of what is answered, and the digest of its exact bytes once they may be known.
async fn related(world: &World, writing: &mut Writing, given: &Given) -> Result<Related, ActError> {
    let r = &given.recognition;
    let digest = match r.state {
        State::Accepted => {
            writing.document(r.id).await?.and_then(|document| document.signed).map(|signed| digest_multibase(&signed))
        }
        _ => None,
    };
    Ok(Related { recognition: r.id, address: world.addresses.recognition(r), digest })
}
