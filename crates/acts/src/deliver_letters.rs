//! Sends what waits in the outbox: at least once, with longer and longer pauses, then parked and shown.

use anavez_outbound::Letter as Outgoing;
use anavez_recognition::Moment;
use anavez_store::Letter;

use crate::letters::{Draft, Worded, word};
use crate::{ActError, World};

/// Letters of one round.
const ROUND: i64 = 50;
/// Tries before a letter is parked: about two days with [`pause`].
const TRIES: i64 = 12;
/// How long what a letter said is kept after it was sent, in seconds.
const KEPT_SECONDS: i64 = 7 * 24 * 3600;

/// Sends the letters that are due. Answers how many went out.
pub async fn deliver_letters(world: &World) -> Result<usize, ActError> {
    let due = world.store.reading().await?.letters_due(world.now(), ROUND).await?;
    let mut sent = 0;
    for letter in due {
        let Some(draft) = draft_of(&letter) else { continue };
        let worded = word(&world.settings.site, &draft);
        let result = if world.settings.demo { Ok(()) } else { world.mailer.send(&outgoing(world, &letter, worded)).await };
        let now = world.now();
        let mut writing = world.store.writing().await?;
        match result {
            Ok(()) => {
                writing.letter_sent(letter.id, now).await?;
                sent += 1;
            }
            Err(error) if error.permanent || letter.tries + 1 >= TRIES => {
                writing.park_letter(letter.id, now, &error.to_string()).await?
            }
            Err(error) => writing.letter_again(letter.id, pause(now, letter.tries), &error.to_string()).await?,
        }
        writing.commit().await?;
    }
    Ok(sent)
}

/// What letters said is forgotten a week after they went out.
pub(crate) async fn forget_old_letters(world: &World) -> Result<(), ActError> {
    if world.settings.demo {
        return Ok(());
    }
    let mut writing = world.store.writing().await?;
    writing.forget_letters(world.now().plus_seconds(-KEPT_SECONDS)).await?;
    Ok(writing.commit().await?)
}

/// The last letters in words: the outbox page of the demo. Refused elsewhere.
pub async fn outbox(world: &World) -> Result<Vec<(Worded, Moment)>, ActError> {
    if !world.settings.demo {
        return Err(ActError::NotFound);
    }
    let letters = world.store.reading().await?.latest_letters(ROUND).await?;
    Ok(letters.iter().filter_map(|letter| Some((word(&world.settings.site, &draft_of(letter)?), letter.created_at))).collect())
}

fn draft_of(letter: &Letter) -> Option<Draft> {
    serde_json::from_str(letter.letter.as_deref()?)
        .inspect_err(|e| tracing::warn!(letter = %letter.id, "a letter cannot be read: {e}"))
        .ok()
}

fn outgoing(world: &World, letter: &Letter, worded: Worded) -> Outgoing {
    let from = if world.settings.contact.is_empty() {
        format!("anavez@{}", world.addresses.host())
    } else {
        world.settings.contact.clone()
    };
    Outgoing {
        to: worded.to,
        from,
        subject: worded.subject,
        text: worded.text,
        html: None,
        message_id: format!("{}@{}", letter.id, world.addresses.host().replace(':', ".")),
        date: std::time::UNIX_EPOCH + std::time::Duration::from_micros(u64::try_from(letter.created_at.micros()).unwrap_or(0)),
    }
}

/// One minute, two, four… up to twelve hours.
fn pause(now: Moment, tries: i64) -> Moment {
    let minutes = 1_i64 << tries.clamp(0, 10);
    now.plus_seconds((minutes * 60).min(12 * 3600))
}
