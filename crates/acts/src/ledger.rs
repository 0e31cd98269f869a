//! The ledger of an actor: what they received and what they gave, one fact in two entries.

use std::collections::{BTreeMap, HashMap};

use anavez_network::Ledger;
use anavez_recognition::{Actor, ActorId, Audience, RecognitionId, Who, limits};

use crate::show::{Shown, shown};
use crate::{ActError, World};

/// The ledger in voices, each set with its people.
#[derive(Debug, Clone)]
pub struct LedgerView {
    /// Whose ledger.
    pub owner: Actor,
    /// The sets.
    pub ledger: Ledger<ActorId>,
    /// The people in them.
    pub people: HashMap<ActorId, Actor>,
    /// Whoever asks is the owner: they alone see whom they have not given back to.
    pub is_own: bool,
}

/// The ledger of an actor as `who` may see it: everything for its owner, for others what both sides made public.
pub async fn ledger(world: &World, who: &Who, owner: ActorId) -> Result<LedgerView, ActError> {
    let mut reading = world.store.reading().await?;
    let actor = reading.actor(owner).await?.ok_or(ActError::NotFound)?;
    let is_own = who.is_or_speaks_for(owner);
    let edges = reading.edges_of(owner).await?;
    let visible = edges
        .into_iter()
        .filter(|(_, _, audience)| is_own || *audience == Audience::Public)
        .map(|(giver, receiver, _)| (giver, receiver));
    let ledger = anavez_network::ledger(owner, visible);
    let people = reading.actors(ledger.received.union(&ledger.given).copied()).await?;
    Ok(LedgerView { owner: actor, ledger, people, is_own })
}

/// One voice and its lines: what this person gave me, what I gave them.
#[derive(Debug, Clone)]
pub struct Voice {
    /// The other side.
    pub actor: Actor,
    /// What they gave, the newest first.
    pub received: Vec<Shown>,
    /// What they were given, the newest first.
    pub given: Vec<Shown>,
}

/// The owner's page: voices, the last moved first, and what waits for an answer.
#[derive(Debug, Clone)]
pub struct MyRecognitions {
    /// Voices, in the order in which something last happened.
    pub voices: Vec<Voice>,
    /// Offers to me that I have not answered.
    pub waiting_for_me: Vec<Shown>,
    /// What I offered that has no yes yet, or never will: offered, declined, withdrawn, lapsed.
    pub waiting_for_others: Vec<Shown>,
    /// The sets.
    pub ledger: LedgerView,
}

/// Everything that an account received and gave, side by side.
pub async fn my_recognitions(world: &World, who: &Who) -> Result<MyRecognitions, ActError> {
    let account = who.account.ok_or(ActError::SignInFirst)?;
    let view = ledger(world, who, account).await?;
    let mut reading = world.store.reading().await?;
    let received = reading.received_by(account, None, limits::PAGE).await?;
    let given = reading.given_by(account, None, limits::PAGE).await?;
    let received = shown(world, &mut reading, who, received).await?;
    let given = shown(world, &mut reading, who, given).await?;
    // What was accepted stays in both ledgers, and says so when it is on hold or was revoked.
    let was_accepted = |shown: &Shown| shown.given.recognition.state.was_accepted();
    let (received, mut waiting_for_me): (Vec<Shown>, Vec<Shown>) = received.into_iter().partition(was_accepted);
    waiting_for_me.retain(|shown| !shown.given.recognition.state.is_ended());
    let (given, waiting_for_others): (Vec<Shown>, Vec<Shown>) = given.into_iter().partition(was_accepted);
    Ok(MyRecognitions { voices: voices(account, received, given), waiting_for_me, waiting_for_others, ledger: view })
}

fn voices(owner: ActorId, received: Vec<Shown>, given: Vec<Shown>) -> Vec<Voice> {
    let mut rows: BTreeMap<ActorId, Voice> = BTreeMap::new();
    let mut latest: HashMap<ActorId, RecognitionId> = HashMap::new();
    for (shown, is_received) in received.into_iter().map(|s| (s, true)).chain(given.into_iter().map(|s| (s, false))) {
        let other = if is_received { Some(shown.giver.clone()) } else { shown.receiver.clone() };
        let Some(other) = other.filter(|other| other.id != owner) else { continue };
        let last = latest.entry(other.id).or_insert(shown.given.recognition.id);
        *last = (*last).max(shown.given.recognition.id);
        let row = rows.entry(other.id).or_insert_with(|| Voice { actor: other, received: Vec::new(), given: Vec::new() });
        if is_received { row.received.push(shown) } else { row.given.push(shown) }
    }
    let mut voices: Vec<Voice> = rows.into_values().collect();
    voices.sort_by_key(|voice| std::cmp::Reverse(latest.get(&voice.actor.id).copied()));
    voices
}
