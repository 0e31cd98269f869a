//! Coming in with an e-mail address: a link and six digits, no password. The same letter proves a further address
//! of an account, and turns the guest of a claim link into an account.

use anavez_keys::{fingerprint, random_token, six_digits};
use anavez_recognition::{Actor, ActorId, EmailAddress, FieldProblem, Language, Problem, Sort, limits};
use anavez_store::{NewActor, NewSignIn, SignIn, Writing};

use crate::letters::{self, Draft, Kind};
use crate::{ActError, World, naming, who};

/// Somebody asks to come in.
#[derive(Debug, Clone, Default)]
pub struct AskToComeIn {
    /// Names this act: the same form sent twice sends one letter. Empty: always another letter.
    pub act_id: String,
    /// The address that they typed.
    pub address: String,
    /// The language of the page.
    pub language: Option<Language>,
    /// The path to go to afterwards.
    pub next: Option<String>,
    /// The claim link that they hold: its guest becomes their account.
    pub link: Option<String>,
    /// The signed-in account that adds this address.
    pub for_account: Option<ActorId>,
}

/// Somebody came in.
#[derive(Debug, Clone)]
pub struct CameIn {
    /// The session's token, for a cookie; kept as a fingerprint only.
    pub session: String,
    /// Who it is.
    pub account: Actor,
    /// Where to go now.
    pub next: Option<String>,
    /// They have no name yet: ask for one.
    pub is_new: bool,
}

/// Sends a letter with a link and six digits. The answer is the same whether the address is known here or not.
pub async fn ask_to_come_in(world: &World, ask: AskToComeIn) -> Result<EmailAddress, ActError> {
    let address = EmailAddress::parse("address", &ask.address)?;
    let now = world.now();
    let mut writing = world.store.writing().await?;
    let for_recognition = match &ask.link {
        Some(token) => who::by_link(&mut writing, token).await?.map(|given| given.recognition.id),
        None => None,
    };
    let (token, code) = world.chance(|chance| (random_token(chance), six_digits(chance)));
    let language = ask.language.unwrap_or_else(Language::french);
    let id = id_of(world, &ask.act_id, &address);
    let new = NewSignIn {
        id: id.clone(),
        code_print: world.codes.fingerprint_of_code(address.normal(), &code),
        link_print: fingerprint(&token),
        address: address.clone(),
        for_actor: ask.for_account,
        for_recognition,
        language: language.clone(),
        next: ask.next.filter(|path| is_path_of_ours(path)),
        created_at: now,
    };
    if !writing.add_sign_in(&new).await? {
        return Ok(address);
    }
    if writing.sign_ins_since(&address, now.plus_seconds(-3600)).await? > limits::SIGN_INS_AN_HOUR {
        return Err(ActError::TooMuch { max: limits::SIGN_INS_AN_HOUR, span: "hour" });
    }
    let draft = Draft {
        kind: if ask.for_account.is_some() { Kind::ProveAddress } else { Kind::SignIn },
        to: address.shown().to_owned(),
        language,
        url: world.addresses.sign_in(&token),
        name: None,
        badge: None,
        words: None,
        code: Some(code),
    };
    letters::add(world, &mut writing, "sign-in", &id, &draft).await?;
    writing.commit().await?;
    world.letters.notify_one();
    Ok(address)
}

fn id_of(world: &World, act_id: &str, address: &EmailAddress) -> String {
    if act_id.is_empty() {
        return world.new_act_id();
    }
    let print = fingerprint(&format!("sign-in {act_id} {}", address.normal()));
    print.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// What the link of a letter does, once its button is pressed.
#[derive(Debug, Clone)]
pub struct OpenLink {
    /// The address that the letter went to.
    pub address: String,
    /// The account that this address will belong to, when it asked for it: whoever did not ask for that must see it
    /// before, since what was offered to the address goes with it.
    pub adds_to: Option<Actor>,
}

/// Is there a letter behind this link that can still be used? Opening a link only asks; a button uses it, since
/// mail programs open links by themselves.
pub async fn open_link(world: &World, token: &str) -> Result<Option<OpenLink>, ActError> {
    let mut reading = world.store.reading().await?;
    let Some(sign_in) = reading.sign_in_by_link(&fingerprint(token), world.now()).await? else { return Ok(None) };
    let adds_to = match sign_in.for_actor {
        Some(account) => reading.actor(account).await?,
        None => None,
    };
    Ok(Some(OpenLink { address: sign_in.shown, adds_to }))
}

/// Comes in by the link of a letter.
pub async fn come_in_by_link(world: &World, token: &str) -> Result<CameIn, ActError> {
    let mut writing = world.store.writing().await?;
    let sign_in = writing.sign_in_by_link(&fingerprint(token), world.now()).await?.ok_or(ActError::Gone)?;
    come_in(world, writing, sign_in).await
}

/// Comes in by the six digits of a letter. After five wrong tries the letters to this address are worth nothing.
pub async fn come_in_by_code(world: &World, address: &str, code: &str) -> Result<CameIn, ActError> {
    let address = EmailAddress::parse("address", address)?;
    let code: String = code.chars().filter(char::is_ascii_digit).take(7).collect();
    let mut writing = world.store.writing().await?;
    let print = world.codes.fingerprint_of_code(address.normal(), &code);
    let open = writing.open_sign_ins(&address, world.now()).await?;
    if let Some(sign_in) = open.into_iter().find(|sign_in| sign_in.code_print == print) {
        return come_in(world, writing, sign_in).await;
    }
    writing.count_try(&address, world.now()).await?;
    writing.commit().await?;
    Err(FieldProblem::new("code", Problem::Unknown { value: code }).into())
}

/// Ends one session.
pub async fn leave(world: &World, session: &str) -> Result<(), ActError> {
    let mut writing = world.store.writing().await?;
    writing.end_session(&fingerprint(session)).await?;
    Ok(writing.commit().await?)
}

/// Ends every session of an account.
pub async fn leave_everywhere(world: &World, account: ActorId) -> Result<(), ActError> {
    let mut writing = world.store.writing().await?;
    writing.end_sessions(account).await?;
    Ok(writing.commit().await?)
}

/// Gives up an address; the last proved one stays, since it is the way in.
pub async fn remove_address(world: &World, account: ActorId, address: &str) -> Result<(), ActError> {
    let address = EmailAddress::parse("address", address)?;
    let mut writing = world.store.writing().await?;
    let own = writing.addresses_of(account).await?;
    let others = own.iter().filter(|one| one.verified_at.is_some() && one.address != address.normal()).count();
    if others == 0 {
        return Err(ActError::Conflict("this is your only way in: add another address first"));
    }
    if !writing.remove_address(account, &address).await? {
        return Err(ActError::NotFound);
    }
    writing.note(world.now(), "remove-address", Some(account), &account.to_string()).await?;
    Ok(writing.commit().await?)
}

async fn come_in(world: &World, mut writing: Writing, sign_in: SignIn) -> Result<CameIn, ActError> {
    let now = world.now();
    if !writing.use_sign_in(&sign_in.id, now).await? {
        return Err(ActError::Gone);
    }
    let address = EmailAddress::parse("address", &sign_in.shown)?;
    let account = account_of(world, &mut writing, &sign_in, &address).await?;
    join_guest_of_link(world, &mut writing, &sign_in, account).await?;
    let session = world.chance(random_token);
    writing.add_session(&fingerprint(&session), account, now).await?;
    writing.note(now, "come-in", Some(account), &account.to_string()).await?;
    let account = writing.actor(account).await?.ok_or(ActError::NotFound)?;
    writing.commit().await?;
    Ok(CameIn { session, is_new: account.name.is_none(), account, next: sign_in.next })
}

/// The account that this address opens: the one that proved it, the one that adds it, or a new one. A guest that was
/// named by this address is joined to it.
async fn account_of(world: &World, writing: &mut Writing, sign_in: &SignIn, address: &EmailAddress) -> Result<ActorId, ActError> {
    let now = world.now();
    let known = writing.actor_by_address(address).await?;
    let account = match (sign_in.for_actor, &known) {
        (Some(adding), Some((owner, true))) if owner.id != adding => {
            return Err(ActError::field("address", Problem::Taken));
        }
        (Some(adding), _) => adding,
        (None, Some((owner, _))) if !owner.guest => owner.id,
        (None, _) => new_account(world, writing, &sign_in.language).await?,
    };
    match known {
        Some((owner, true)) if owner.id == account => {}
        Some((owner, _)) => {
            writing.prove_address(account, address, now).await?;
            if owner.guest && writing.join(owner.id, account).await? {
                writing.note(now, "join", Some(account), &owner.id.to_string()).await?;
                keep_guest_name(world, writing, &owner, account).await?;
            }
        }
        None => {
            if writing.addresses_of(account).await?.len() >= limits::ADDRESSES {
                return Err(ActError::field("address", Problem::TooMany { max: limits::ADDRESSES }));
            }
            writing.add_address(account, address, Some(now), now).await?;
        }
    }
    Ok(account)
}

/// Whoever holds a claim link and signs in from there is its guest (decision 4).
async fn join_guest_of_link(world: &World, writing: &mut Writing, sign_in: &SignIn, account: ActorId) -> Result<(), ActError> {
    let Some(recognition) = sign_in.for_recognition else { return Ok(()) };
    let Some(given) = writing.recognition(recognition).await? else { return Ok(()) };
    let guest = given.recognition.receiver;
    // A guest with an address is joined by proving that address, never by a forwarded letter alone.
    if given.sides.receiver_is_guest && writing.addresses_of(guest).await?.is_empty() {
        let guest_actor = writing.actor(guest).await?.ok_or(ActError::NotFound)?;
        if given.sides.giver != account && writing.join(guest, account).await? {
            writing.note(world.now(), "join", Some(account), &guest.to_string()).await?;
            keep_guest_name(world, writing, &guest_actor, account).await?;
        }
    }
    Ok(())
}

/// The name that a guest said becomes the account's, if it has none.
async fn keep_guest_name(world: &World, writing: &mut Writing, guest: &Actor, account: ActorId) -> Result<(), ActError> {
    let mut actor = writing.actor(account).await?.ok_or(ActError::NotFound)?;
    match (&actor.name, &guest.name) {
        (None, Some(name)) => naming::name_first(world, writing, &mut actor, name.clone()).await,
        _ => Ok(()),
    }
}

async fn new_account(world: &World, writing: &mut Writing, language: &Language) -> Result<ActorId, ActError> {
    let handle = naming::free_handle(world, writing, None).await?;
    let id = ActorId::new(world.now(), world.random());
    let new = NewActor {
        id,
        sort: Sort::Person,
        guest: false,
        handle: Some(handle),
        name: None,
        about: None,
        language: language.clone(),
        opened_by: None,
        created_at: world.now(),
    };
    writing.add_actor(&new).await?;
    Ok(id)
}

/// A path on this site: begins with one slash and holds no backslash or control.
fn is_path_of_ours(path: &str) -> bool {
    path.len() <= 500 && path.starts_with('/') && !path.starts_with("//") && !path.chars().any(|c| c == '\\' || c.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_paths_are_gone_to() {
        assert!(is_path_of_ours("/recognise?to=%40ana"));
        for bad in ["//evil.example", "https://evil.example", "/\\evil.example", "recognise", "/a\nb", ""] {
            assert!(!is_path_of_ours(bad), "{bad}");
        }
    }
}
