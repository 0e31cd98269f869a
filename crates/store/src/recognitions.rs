//! Recognitions: planned, offered, answered, read from either side.
//!
//! Every read joins both actors, so that a guest that became an account is read as that account (decision 4).

use std::collections::HashMap;

use anavez_recognition::policy::Sides;
use anavez_recognition::{
    ActorId, Audience, Context, ModelId, Moment, Recognition, RecognitionId, Relation, State, VersionId, Words,
};
use sqlx::Row as _;

use crate::engine::{Row, id_list, parsed, parsed_if_any, sql};
use crate::{Reading, StoreError, Writing};

/// What every read of recognitions begins with.
macro_rules! given {
    ($rest:literal) => {
        concat!(
            "SELECT r.*, COALESCE(g.joined_to, g.id) AS giver_account, COALESCE(v.joined_to, v.id) AS receiver_account,
                CASE WHEN v.guest = 1 AND v.joined_to IS NULL THEN 1 ELSE 0 END AS receiver_is_guest,
                CASE WHEN g.guest = 1 AND g.joined_to IS NULL THEN 1 ELSE 0 END AS giver_is_guest
             FROM recognitions r JOIN actors g ON g.id = r.giver_id JOIN actors v ON v.id = r.receiver_id ",
            $rest
        )
    };
}

sql! {
    BY_ID = given!("WHERE r.id = $1");
    BY_IDS = given!("WHERE r.id IN (SELECT value FROM json_each($1))");
    BY_LINK = given!("WHERE r.link_print = $1");
    BY_ACT = given!("WHERE r.by_id = $1 AND r.act_id = $2 ORDER BY r.act_row");
    RECEIVED = given!("WHERE r.receiver_id IN (SELECT id FROM actors WHERE id = $1 OR joined_to = $1) AND r.id < $2 ORDER BY r.id DESC LIMIT $3");
    GIVEN = given!("WHERE r.giver_id IN (SELECT id FROM actors WHERE id = $1 OR joined_to = $1) AND r.id < $2 ORDER BY r.id DESC LIMIT $3");
    OF_VERSION_MODEL = given!("WHERE r.version_id IN (SELECT id FROM model_versions WHERE model_id = $1) AND r.id < $2 ORDER BY r.id DESC LIMIT $3");
    COUNTS = "SELECT m.model_id, COUNT(*) AS offered, SUM(CASE WHEN r.state IN ('accepted', 'suspended', 'revoked') THEN 1 ELSE 0 END) AS accepted
        FROM recognitions r JOIN model_versions m ON m.id = r.version_id
        WHERE m.model_id IN (SELECT value FROM json_each($1)) AND r.state <> 'planned' GROUP BY m.model_id";
    PUBLIC_OF_MODEL = given!("WHERE r.version_id IN (SELECT id FROM model_versions WHERE model_id = $1) AND r.state = 'accepted'
        AND r.audience_given = 'public' AND r.audience_chosen = 'public' ORDER BY r.answered_at DESC LIMIT $2");
    REPLIES = given!("WHERE r.in_reply_to = $1 ORDER BY r.id");
    PUBLIC = given!("WHERE r.state = 'accepted' AND r.audience_given = 'public' AND r.audience_chosen = 'public' ORDER BY r.answered_at DESC LIMIT $1");
    PLANNED = given!("WHERE r.state = 'planned' ORDER BY r.id LIMIT $1");
    OVERDUE = given!("WHERE r.state = 'offered' AND r.planned_at < $1 ORDER BY r.planned_at LIMIT $2");
    EDGES = "SELECT DISTINCT COALESCE(g.joined_to, g.id) AS giver, COALESCE(v.joined_to, v.id) AS receiver, r.audience_given, r.audience_chosen
        FROM recognitions r JOIN actors g ON g.id = r.giver_id JOIN actors v ON v.id = r.receiver_id
        WHERE r.state = 'accepted' AND (r.giver_id IN (SELECT id FROM actors WHERE id = $1 OR joined_to = $1)
           OR r.receiver_id IN (SELECT id FROM actors WHERE id = $1 OR joined_to = $1))";
    LAST_CHOICE = "SELECT audience_chosen FROM recognitions WHERE receiver_id IN (SELECT id FROM actors WHERE id = $1 OR joined_to = $1)
        AND audience_chosen IS NOT NULL AND answered_at IS NOT NULL ORDER BY answered_at DESC LIMIT 1";
    GIVEN_TO_ADDRESS = "SELECT COUNT(*) AS n FROM recognitions WHERE by_id = $1 AND to_address = 1
        AND receiver_id IN (SELECT id FROM actors WHERE id = $2 OR joined_to = $2)";
    GIVEN_SINCE = "SELECT COUNT(*) AS n FROM recognitions WHERE by_id = $1 AND planned_at > $2";
    PLAN = "INSERT INTO recognitions (id, form, giver_id, by_id, receiver_id, version_id, words, relation, context, language, in_reply_to,
            audience_given, audience_chosen, state, act_id, act_row, link_print, letter_to, to_address, planned_at, answered_at, revoked_at, reason)
        SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7, value ->> 8, value ->> 9,
            value ->> 10, value ->> 11, NULL, 'planned', value ->> 12, value ->> 13, substr($2, key * 32 + 1, 32), value ->> 14, value ->> 15,
            value ->> 16, NULL, NULL, NULL FROM json_each($1)";
    MOVE = "UPDATE recognitions SET state = 'offered' WHERE state = 'planned' AND id IN (SELECT value FROM json_each($1)) RETURNING id";
    ANSWER = "UPDATE recognitions SET state = $2, answered_at = $3, audience_chosen = $4, letter_to = NULL WHERE id = $1 AND state = 'offered'";
    REVOKE = "UPDATE recognitions SET state = 'revoked', revoked_at = $2, reason = $3 WHERE id = $1 AND state IN ('accepted', 'suspended')";
    SUSPEND = "UPDATE recognitions SET state = 'suspended', suspended_at = $2, reason = $3 WHERE id = $1 AND state = 'accepted'";
    REINSTATE = "UPDATE recognitions SET state = 'accepted', suspended_at = NULL, reason = NULL WHERE id = $1 AND state = 'suspended'";
    CHOOSE = "UPDATE recognitions SET audience_chosen = $2 WHERE id = $1 AND state IN ('accepted', 'suspended', 'revoked')";
    FORGET_WORDS = "UPDATE recognitions SET words = NULL, relation = NULL, context = NULL WHERE id = $1";
}

/// A recognition and the accounts on its two sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The recognition, with ids as signed.
    pub recognition: Recognition,
    /// The accounts behind giver and receiver.
    pub sides: Sides,
    /// The giver has no account.
    pub giver_is_guest: bool,
    /// The address that the offer's letter goes to; forgotten with the answer.
    pub letter_to: Option<String>,
    /// The giver named its receiver by an e-mail address, and does not know whose it is.
    pub to_address: bool,
    /// Which row of its act it was, from 0.
    pub act_row: i64,
}

/// A recognition about to be planned.
#[derive(Debug)]
pub struct Plan<'a> {
    /// What will be given; its state is planned.
    pub recognition: &'a Recognition,
    /// The act that this is: the same person trying the same act again changes nothing.
    pub act_id: &'a str,
    /// Which row of the act, from 0.
    pub act_row: i64,
    /// Fingerprint of the claim link's token.
    pub link_print: [u8; 32],
    /// The address that a letter with the offer goes to, if any.
    pub letter_to: Option<&'a str>,
    /// The giver named its receiver by an e-mail address.
    pub to_address: bool,
}

impl Reading {
    /// A recognition by its id.
    pub async fn recognition(&mut self, id: RecognitionId) -> Result<Option<Given>, StoreError> {
        let row = sqlx::query(BY_ID).bind(id.to_string()).fetch_optional(self.connection()).await?;
        row.as_ref().map(given).transpose()
    }

    /// Several recognitions at once, by id.
    pub async fn recognitions(&mut self, ids: &[RecognitionId]) -> Result<HashMap<RecognitionId, Given>, StoreError> {
        let rows = sqlx::query(BY_IDS).bind(id_list(ids)).fetch_all(self.connection()).await?;
        rows.iter().map(|row| given(row).map(|given| (given.recognition.id, given))).collect()
    }

    /// The recognition behind a claim link.
    pub async fn recognition_by_link(&mut self, link_print: &[u8; 32]) -> Result<Option<Given>, StoreError> {
        let row = sqlx::query(BY_LINK).bind(link_print.as_slice()).fetch_optional(self.connection()).await?;
        row.as_ref().map(given).transpose()
    }

    /// What an act planned, row by row, when the act is tried again.
    pub async fn recognitions_by_act(&mut self, by: ActorId, act_id: &str) -> Result<Vec<Given>, StoreError> {
        let rows = sqlx::query(BY_ACT).bind(by.to_string()).bind(act_id).fetch_all(self.connection()).await?;
        rows.iter().map(given).collect()
    }

    /// What an account received, the newest first, older than `before`; of every state.
    pub async fn received_by(
        &mut self,
        account: ActorId,
        before: Option<RecognitionId>,
        most: usize,
    ) -> Result<Vec<Given>, StoreError> {
        self.page(RECEIVED, account.to_string(), before, most).await
    }

    /// What an account gave, the newest first, older than `before`; of every state.
    pub async fn given_by(
        &mut self,
        account: ActorId,
        before: Option<RecognitionId>,
        most: usize,
    ) -> Result<Vec<Given>, StoreError> {
        self.page(GIVEN, account.to_string(), before, most).await
    }

    /// Awards of any version of a model, the newest first, older than `before`; of every state.
    pub async fn awards_of(
        &mut self,
        model: ModelId,
        before: Option<RecognitionId>,
        most: usize,
    ) -> Result<Vec<Given>, StoreError> {
        self.page(OF_VERSION_MODEL, model.to_string(), before, most).await
    }

    /// How many awards of each model were offered, and how many of those accepted. Models without any are left out.
    pub async fn count_awards(
        &mut self,
        models: impl IntoIterator<Item = ModelId>,
    ) -> Result<HashMap<ModelId, (i64, i64)>, StoreError> {
        let rows = sqlx::query(COUNTS).bind(id_list(models)).fetch_all(self.connection()).await?;
        rows.iter()
            .map(|row| Ok((parsed(row, "model_versions", "model_id")?, (row.try_get("offered")?, row.try_get("accepted")?))))
            .collect()
    }

    /// The last awards of a model that both sides made public.
    pub async fn public_awards_of(&mut self, model: ModelId, most: usize) -> Result<Vec<Given>, StoreError> {
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let rows = sqlx::query(PUBLIC_OF_MODEL).bind(model.to_string()).bind(most).fetch_all(self.connection()).await?;
        rows.iter().map(given).collect()
    }

    /// Recognitions given in answer to one.
    pub async fn given_in_reply_to(&mut self, id: RecognitionId) -> Result<Vec<Given>, StoreError> {
        let rows = sqlx::query(REPLIES).bind(id.to_string()).fetch_all(self.connection()).await?;
        rows.iter().map(given).collect()
    }

    /// The last recognitions that both sides made public.
    pub async fn public_recognitions(&mut self, most: usize) -> Result<Vec<Given>, StoreError> {
        let rows = sqlx::query(PUBLIC).bind(i64::try_from(most).unwrap_or(i64::MAX)).fetch_all(self.connection()).await?;
        rows.iter().map(given).collect()
    }

    /// Recognitions that were planned and not signed yet: what a crash left, or what is being signed now.
    pub async fn planned(&mut self, most: usize) -> Result<Vec<Given>, StoreError> {
        let rows = sqlx::query(PLANNED).bind(i64::try_from(most).unwrap_or(i64::MAX)).fetch_all(self.connection()).await?;
        rows.iter().map(given).collect()
    }

    /// Offers made before a moment that nobody answered.
    pub async fn offered_before(&mut self, moment: Moment, most: usize) -> Result<Vec<Given>, StoreError> {
        let rows = sqlx::query(OVERDUE)
            .bind(moment.micros())
            .bind(i64::try_from(most).unwrap_or(i64::MAX))
            .fetch_all(self.connection())
            .await?;
        rows.iter().map(given).collect()
    }

    /// Live recognitions that touch an account: (giver, receiver, who may see it), accounts on both sides.
    pub async fn edges_of(&mut self, account: ActorId) -> Result<Vec<(ActorId, ActorId, Audience)>, StoreError> {
        let rows = sqlx::query(EDGES).bind(account.to_string()).fetch_all(self.connection()).await?;
        rows.iter()
            .map(|row| {
                let given: Audience = parsed(row, "recognitions", "audience_given")?;
                let chosen: Option<Audience> = parsed_if_any(row, "recognitions", "audience_chosen")?;
                let audience = chosen.map_or(Audience::Private, |chosen| chosen.narrower(given));
                Ok((parsed(row, "recognitions", "giver")?, parsed(row, "recognitions", "receiver")?, audience))
            })
            .collect()
    }

    /// What a receiver chose last, to be proposed next time; none before the first time.
    pub async fn last_audience_of(&mut self, account: ActorId) -> Result<Option<Audience>, StoreError> {
        let row = sqlx::query(LAST_CHOICE).bind(account.to_string()).fetch_optional(self.connection()).await?;
        row.as_ref().map(|row| parsed(row, "recognitions", "audience_chosen")).transpose()
    }

    /// How many recognitions somebody gave since a moment, in any name.
    pub async fn given_since(&mut self, by: ActorId, since: Moment) -> Result<i64, StoreError> {
        Ok(sqlx::query(GIVEN_SINCE).bind(by.to_string()).bind(since.micros()).fetch_one(self.connection()).await?.try_get("n")?)
    }

    /// Did this person give to this receiver before, by an e-mail address?
    pub async fn has_given_to_address(&mut self, by: ActorId, receiver: ActorId) -> Result<bool, StoreError> {
        let row =
            sqlx::query(GIVEN_TO_ADDRESS).bind(by.to_string()).bind(receiver.to_string()).fetch_one(self.connection()).await?;
        Ok(row.try_get::<i64, _>("n")? > 0)
    }

    async fn page(
        &mut self,
        sql: &'static str,
        of: String,
        before: Option<RecognitionId>,
        most: usize,
    ) -> Result<Vec<Given>, StoreError> {
        let before = before.map_or_else(|| "g".to_owned(), |id| id.to_string());
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let rows = sqlx::query(sql).bind(of).bind(before).bind(most).fetch_all(self.connection()).await?;
        rows.iter().map(given).collect()
    }
}

impl Writing {
    /// Keeps recognitions as planned: not signed, not offered, known to nobody yet.
    pub async fn plan(&mut self, plans: &[Plan<'_>]) -> Result<(), StoreError> {
        let row = |plan: &Plan<'_>| {
            let r = plan.recognition;
            serde_json::json!([
                r.id.to_string(),
                r.form.as_str(),
                r.giver.to_string(),
                r.by.to_string(),
                r.receiver.to_string(),
                r.version.map(|id| id.to_string()),
                r.words.as_ref().map(Words::as_str),
                r.relation.as_ref().map(Relation::as_str),
                r.context.as_ref().map(Context::as_str),
                r.language.as_str(),
                r.in_reply_to.map(|id| id.to_string()),
                r.audience_given.as_str(),
                plan.act_id,
                plan.act_row,
                plan.letter_to,
                i64::from(plan.to_address),
                r.planned_at.micros(),
            ])
        };
        let rows: serde_json::Value = plans.iter().map(row).collect();
        let prints: Vec<u8> = plans.iter().flat_map(|plan| plan.link_print).collect();
        sqlx::query(PLAN).bind(rows.to_string()).bind(prints).execute(self.connection()).await?;
        Ok(())
    }

    /// Planned → offered. Those that were planned still: another signer may have been first.
    pub async fn mark_offered(&mut self, ids: &[RecognitionId]) -> Result<Vec<RecognitionId>, StoreError> {
        let rows = sqlx::query(MOVE).bind(id_list(ids)).fetch_all(self.connection()).await?;
        rows.iter().map(|row| parsed(row, "recognitions", "id")).collect()
    }

    /// Offered → accepted, declined, withdrawn or lapsed. False when it was answered before.
    pub async fn answer(
        &mut self,
        id: RecognitionId,
        state: State,
        audience: Option<Audience>,
        now: Moment,
    ) -> Result<bool, StoreError> {
        let done = sqlx::query(ANSWER)
            .bind(id.to_string())
            .bind(state.as_str())
            .bind(now.micros())
            .bind(audience.map(Audience::as_str))
            .execute(self.connection())
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Accepted or on hold → revoked, with a reason for everybody or none. False when it was neither.
    pub async fn mark_revoked(&mut self, id: RecognitionId, reason: Option<&str>, now: Moment) -> Result<bool, StoreError> {
        let done = sqlx::query(REVOKE).bind(id.to_string()).bind(now.micros()).bind(reason).execute(self.connection()).await?;
        Ok(done.rows_affected() == 1)
    }

    /// Accepted → on hold, with a reason for everybody or none. False when it was not accepted.
    pub async fn mark_suspended(&mut self, id: RecognitionId, reason: Option<&str>, now: Moment) -> Result<bool, StoreError> {
        let done = sqlx::query(SUSPEND).bind(id.to_string()).bind(now.micros()).bind(reason).execute(self.connection()).await?;
        Ok(done.rows_affected() == 1)
    }

    /// On hold → accepted. False when it was not on hold.
    pub async fn mark_reinstated(&mut self, id: RecognitionId) -> Result<bool, StoreError> {
        let done = sqlx::query(REINSTATE).bind(id.to_string()).execute(self.connection()).await?;
        Ok(done.rows_affected() == 1)
    }

    /// The receiver chooses anew who may see it.
    pub async fn choose_audience(&mut self, id: RecognitionId, audience: Audience) -> Result<bool, StoreError> {
        let done = sqlx::query(CHOOSE).bind(id.to_string()).bind(audience.as_str()).execute(self.connection()).await?;
        Ok(done.rows_affected() == 1)
    }

    /// What was said is forgotten: it was declined, withdrawn or lapsed. The fact that something was offered stays for its giver.
    pub async fn forget_words(&mut self, id: RecognitionId) -> Result<(), StoreError> {
        sqlx::query(FORGET_WORDS).bind(id.to_string()).execute(self.connection()).await?;
        Ok(())
    }
}

fn given(row: &Row) -> Result<Given, StoreError> {
    let id: RecognitionId = parsed(row, "recognitions", "id")?;
    let unreadable = |what: String| StoreError::Unreadable { table: "recognitions", id: id.to_string(), what };
    let text = |column: &str| row.try_get::<Option<String>, _>(column).map(Option::unwrap_or_default);
    let moment = |column: &str| row.try_get::<Option<i64>, _>(column).map(|at| at.map(Moment::from_micros));
    let recognition = Recognition {
        id,
        form: parsed(row, "recognitions", "form")?,
        giver: parsed(row, "recognitions", "giver_id")?,
        by: parsed(row, "recognitions", "by_id")?,
        receiver: parsed(row, "recognitions", "receiver_id")?,
        version: parsed_if_any::<VersionId>(row, "recognitions", "version_id")?,
        words: Words::parse_optional(&text("words")?).map_err(|e| unreadable(e.to_string()))?,
        relation: Relation::parse_optional(&text("relation")?).map_err(|e| unreadable(e.to_string()))?,
        context: Context::parse_optional(&text("context")?).map_err(|e| unreadable(e.to_string()))?,
        language: parsed(row, "recognitions", "language")?,
        in_reply_to: parsed_if_any(row, "recognitions", "in_reply_to")?,
        audience_given: parsed(row, "recognitions", "audience_given")?,
        audience_chosen: parsed_if_any(row, "recognitions", "audience_chosen")?,
        state: parsed(row, "recognitions", "state")?,
        planned_at: Moment::from_micros(row.try_get("planned_at")?),
        answered_at: moment("answered_at")?,
        revoked_at: moment("revoked_at")?,
        suspended_at: moment("suspended_at")?,
        reason: row.try_get("reason")?,
    };
    let sides = Sides {
        giver: parsed(row, "recognitions", "giver_account")?,
        receiver: parsed(row, "recognitions", "receiver_account")?,
        receiver_is_guest: row.try_get::<i64, _>("receiver_is_guest")? == 1,
    };
    Ok(Given {
        recognition,
        sides,
        giver_is_guest: row.try_get::<i64, _>("giver_is_guest")? == 1,
        letter_to: row.try_get("letter_to")?,
        to_address: row.try_get::<i64, _>("to_address")? == 1,
        act_row: row.try_get("act_row")?,
    })
}
