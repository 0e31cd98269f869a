//! The demonstration: an empty data folder becomes the Forum, with invented people who recognise each other. Everything
//! is done through the acts, so that all of it is really signed; a folder that has been filled is left as it is.

mod texts;

use std::collections::HashMap;

use anavez_acts::make_model::{MakeModel, make_model};
use anavez_acts::offer::{Offer, Recipient, offer};
use anavez_acts::open_organisation::{OpenOrganisation, open_organisation};
use anavez_acts::profile::{ChangeProfile, change_profile};
use anavez_acts::receivers::To;
use anavez_acts::recognise::{Offered, Recognise, recognise};
use anavez_acts::sign_in::{AskToComeIn, ask_to_come_in, come_in_by_code};
use anavez_acts::{ActError, World, answer, deliver_letters, who};
use anavez_recognition::badge_model::RawVersion;
use anavez_recognition::{ActorId, Audience, Language, ModelId, RecognitionId, Who};

use texts::{AWARDS, Award, MODELS, Model, ORGANISATIONS, Organisation, PEOPLE, WORDS, Word};

/// Some of whom one can sign in as.
pub const PEOPLE_HINT: &str = "nolwenn@forum.example, idriss@forum.example, maryse@forum.example";

/// Whoever is in the demonstration, by name: the person who acts, and in whose name.
type Cast = HashMap<&'static str, (ActorId, ActorId)>;

/// Written into the folder before anything else is, so that a start that was cut off is taken up again.
const BEGUN: &str = "demo_begun_at";
/// Written when everything is there.
const FILLED: &str = "demo_filled_at";

/// Fills an empty data folder. A folder that has been filled stays as people left it; one with people of its own is not for
/// invented ones. Every act has a name of its own, so what a start that was cut off had done is not done again.
pub async fn fill(world: &World) -> anyhow::Result<()> {
    let mut reading = world.store.reading().await?;
    let begun = reading.instance_value(BEGUN).await?.is_some();
    let done = reading.instance_value(FILLED).await?.is_some() || (!begun && reading.anybody().await?);
    drop(reading);
    if done {
        return Ok(());
    }
    crate::outside::say("Filling the demonstration with the Forum's invented people…");
    write_down(world, BEGUN).await?;
    everything(world).await?;
    write_down(world, FILLED).await
}

async fn write_down(world: &World, fact: &str) -> anyhow::Result<()> {
    let mut writing = world.store.writing().await?;
    writing.add_instance_value(fact, &world.now().micros().to_string()).await?;
    Ok(writing.commit().await?)
}

async fn everything(world: &World) -> anyhow::Result<()> {
    let mut cast = Cast::new();
    for (name, about) in PEOPLE {
        let id = person(world, name, about).await?;
        cast.insert(name, (id, id));
    }
    put_away_sign_in_letters(world).await?;
    for organisation in ORGANISATIONS {
        let id = open(world, &cast, organisation).await?;
        let (by, _) = of(&cast, organisation.by)?;
        cast.insert(organisation.name, (by, id));
    }
    let mut models = Vec::new();
    for (at, model) in MODELS.iter().enumerate() {
        models.push(make(world, &cast, model, at).await?);
    }
    let mut said: Vec<RecognitionId> = Vec::new();
    for (at, word) in WORDS.iter().enumerate() {
        said.push(say(world, &cast, word, at, &said).await?);
    }
    for (at, award) in AWARDS.iter().enumerate() {
        give(world, &cast, &models, award, at).await?;
    }
    Ok(())
}

/// The page of letters begins with what people gave, not with codes that were used.
async fn put_away_sign_in_letters(world: &World) -> anyhow::Result<()> {
    while deliver_letters::deliver_letters(world).await? > 0 {}
    let mut writing = world.store.writing().await?;
    writing.forget_letters(world.now()).await?;
    Ok(writing.commit().await?)
}

fn of(cast: &Cast, name: &str) -> anyhow::Result<(ActorId, ActorId)> {
    cast.get(name).copied().ok_or_else(|| anyhow::anyhow!("the demonstration has nobody called {name}"))
}

/// Comes in by the six digits of a letter, as anybody does, and says a name.
async fn person(world: &World, name: &str, about: &str) -> anyhow::Result<ActorId> {
    let plain: String = anavez_recognition::Handle::from_name(name).map(|handle| handle.as_str().to_owned()).unwrap_or_default();
    let address = format!("{plain}@forum.example");
    ask_to_come_in(world, AskToComeIn { address: address.clone(), ..AskToComeIn::default() }).await?;
    let letters = deliver_letters::outbox(world).await?;
    let code = letters.iter().find(|(letter, _)| letter.to == address).and_then(|(letter, _)| letter.code.clone());
    let came = come_in_by_code(world, &address, &code.unwrap_or_default()).await?;
    let who = who::who(world, Some(came.account.id), None).await?;
    let profile = ChangeProfile {
        actor: came.account.id,
        name: name.into(),
        handle: String::new(),
        about: about.into(),
        language: Language::french(),
    };
    change_profile(world, &who, profile).await?;
    Ok(came.account.id)
}

async fn open(world: &World, cast: &Cast, organisation: &Organisation) -> anyhow::Result<ActorId> {
    let (by, _) = of(cast, organisation.by)?;
    let who = who::who(world, Some(by), None).await?;
    let act = OpenOrganisation {
        name: organisation.name.into(),
        about: organisation.about.into(),
        sort: organisation.sort.into(),
        language: Language::french(),
    };
    Ok(open_organisation(world, &who, act).await?.id)
}

async fn make(world: &World, cast: &Cast, model: &Model, at: usize) -> anyhow::Result<ModelId> {
    let (by, owner) = of(cast, model.owner)?;
    let who = who::who(world, Some(by), None).await?;
    let both = |(fr, en): (&str, &str)| vec![(Language::french(), fr.to_owned()), (Language::english(), en.to_owned())];
    let act = MakeModel {
        act_id: format!("demo model {at}"),
        said: RawVersion {
            name: both(model.name),
            description: both(model.description),
            criteria: both(model.criteria),
            kind: model.kind.into(),
            tags: Vec::new(),
            suspendable: model.kind == "competency",
        },
        picture: None,
        in_name_of: Some(owner),
        giver_name: None,
    };
    Ok(make_model(world, &who, act).await?.model)
}

async fn say(world: &World, cast: &Cast, word: &Word, at: usize, said: &[RecognitionId]) -> anyhow::Result<RecognitionId> {
    let (by, giver) = of(cast, word.from)?;
    let (_, receiver) = of(cast, word.to)?;
    let who = who::who(world, Some(by), None).await?;
    let act = Recognise {
        act_id: format!("demo word {at}"),
        to: To::Somebody(receiver.to_string()),
        words: word.words.into(),
        relation: word.relation.into(),
        context: word.context.into(),
        evidence: Vec::new(),
        in_reply_to: word.answers.and_then(|answered| said.get(answered).copied()),
        audience: None,
        language: word.language.parse().unwrap_or_else(|_| Language::french()),
        in_name_of: Some(giver),
        giver_name: None,
    };
    let offered = recognise(world, &who, act).await?;
    accept(world, cast, word.to, &offered, word.audience).await?;
    Ok(offered.id)
}

async fn give(world: &World, cast: &Cast, models: &[ModelId], award: &Award, at: usize) -> anyhow::Result<()> {
    let Some((model, made)) = MODELS.iter().zip(models).nth(award.model) else { return Ok(()) };
    let (by, _) = of(cast, model.owner)?;
    let (_, receiver) = of(cast, award.to)?;
    let who = who::who(world, Some(by), None).await?;
    let recipient = Recipient { to: Ok(To::Somebody(receiver.to_string())), narrative: award.words.into(), evidence: Vec::new() };
    let act = Offer {
        act_id: format!("demo award {at}"),
        model: *made,
        recipients: vec![recipient],
        language: Language::french(),
        audience: None,
    };
    for offered in offer(world, &who, act).await?.offers {
        accept(world, cast, award.to, &offered, award.audience).await?;
    }
    Ok(())
}

/// The receiver answers, or lets it wait.
async fn accept(
    world: &World,
    cast: &Cast,
    receiver: &str,
    offered: &Offered,
    audience: Option<Audience>,
) -> Result<(), anyhow::Error> {
    let Some(audience) = audience else { return Ok(()) };
    let (by, _) = of(cast, receiver)?;
    let who: Who = who::who(world, Some(by), None).await?;
    match answer::accept(world, &who, offered.id, Some(audience)).await {
        Ok(_) => Ok(()),
        Err(ActError::NotNow(_)) => Ok(()),
        Err(other) => Err(other.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_known(name: &str) -> bool {
        PEOPLE.iter().any(|(person, _)| *person == name) || ORGANISATIONS.iter().any(|organisation| organisation.name == name)
    }

    #[test]
    fn everybody_who_is_named_is_there() {
        for word in WORDS {
            assert!(is_known(word.from) && is_known(word.to), "{} → {}", word.from, word.to);
        }
        for award in AWARDS {
            assert!(is_known(award.to) && award.model < MODELS.len(), "{}", award.to);
        }
        for model in MODELS {
            assert!(is_known(model.owner), "{}", model.owner);
        }
    }

    #[test]
    fn an_answer_comes_after_what_it_answers_and_goes_back() {
        for (at, word) in WORDS.iter().enumerate() {
            let Some(answered) = word.answers else { continue };
            assert!(answered < at, "{at}");
            assert_eq!((WORDS[answered].from, WORDS[answered].to), (word.to, word.from), "{at}");
        }
    }

    #[test]
    fn there_is_something_of_everything() {
        let waiting =
            WORDS.iter().filter(|word| word.audience.is_none()).count() + AWARDS.iter().filter(|a| a.audience.is_none()).count();
        assert!(waiting >= 3, "{waiting} wait for an answer");
        assert!(WORDS.len() + AWARDS.len() >= 20 && MODELS.len() >= 8);
        for language in ["fr", "en"] {
            assert!(WORDS.iter().filter(|word| word.language == language).count() >= 3, "{language}");
        }
        assert!(WORDS.iter().filter(|word| word.answers.is_some()).count() >= 4);
    }
}
