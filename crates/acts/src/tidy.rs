//! What happens by itself: at the start, and every few minutes while the program serves.

use crate::{ActError, World, answer, deliver_letters, issue};

/// How long answers are remembered for a retry with the same Idempotency-Key, in seconds.
const REMEMBERED_SECONDS: i64 = 7 * 24 * 3600;
/// How long a picture that nothing names is kept, in seconds: somebody may be filling in a form.
const UNUSED_SECONDS: i64 = 24 * 3600;

/// Offers what a crash left planned, signs stale lists, lets old offers lapse, forgets what is to be forgotten.
pub async fn tidy(world: &World) -> Result<(), ActError> {
    issue::issue_what_was_planned(world).await?;
    issue::refresh_status_lists(world).await?;
    answer::lapse_overdue(world).await?;
    deliver_letters::forget_old_letters(world).await?;
    let now = world.now();
    let mut writing = world.store.writing().await?;
    writing.forget_old_sign_ins(now).await?;
    writing.forget_remembered(now.plus_seconds(-REMEMBERED_SECONDS)).await?;
    let unused = writing.forget_unused_blobs(now.plus_seconds(-UNUSED_SECONDS)).await?;
    writing.commit().await?;
    for path in unused {
        if let Err(error) = tokio::fs::remove_file(&path).await {
            tracing::warn!("{} could not be removed: {error}", path.display());
        }
    }
    Ok(())
}
