//! Who may do what: the one place that says so. Pages, API and command line all come through here.

use crate::{ActorId, Audience, Form, Recognition, RecognitionId, State};

/// Who asks: an account, the holder of a claim link, both, or nobody known. Ids are accounts
/// (guests that were joined are already replaced by the account they became).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Who {
    /// The signed-in person.
    pub account: Option<ActorId>,
    /// Organisations and communities that this person may speak for now.
    pub speaks_for: Vec<ActorId>,
    /// The recognition whose claim link they hold.
    pub link_of: Option<RecognitionId>,
}

impl Who {
    /// Nobody known.
    pub fn stranger() -> Self {
        Self::default()
    }

    /// Is this actor they, or one they speak for?
    pub fn is_or_speaks_for(&self, actor: ActorId) -> bool {
        self.account == Some(actor) || self.speaks_for.contains(&actor)
    }
}

/// An act on a recognition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Act {
    /// Read what it says.
    Read,
    /// Take its signed document away.
    TakeAway,
    /// Say yes.
    Accept,
    /// Say no.
    Decline,
    /// Choose who may see it.
    ChooseAudience,
    /// Add to its conversation.
    Reply,
    /// Give in return, signing in the receiver's name.
    RecogniseBack,
    /// Take the offer back.
    Withdraw,
    /// Say that it holds no longer.
    Revoke,
    /// Put a badge on hold.
    Suspend,
    /// Take a badge off hold.
    Reinstate,
    /// Have a badge signed once more, as a token (VC-JWT).
    AskToken,
}

impl Act {
    /// Every act.
    pub const ALL: [Act; 12] = [
        Act::Read,
        Act::TakeAway,
        Act::Accept,
        Act::Decline,
        Act::ChooseAudience,
        Act::Reply,
        Act::RecogniseBack,
        Act::Withdraw,
        Act::Revoke,
        Act::Suspend,
        Act::Reinstate,
        Act::AskToken,
    ];
}

/// Not allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// It must look as if it were not there.
    #[error("there is nothing at this address")]
    NotThere,
    /// Its receiver alone may do this.
    #[error("only the person who receives it may do this")]
    ReceiverOnly,
    /// Its giver alone may do this.
    #[error("only the giver may do this")]
    GiverOnly,
    /// The receiver has an account: signing in their name needs them signed in.
    #[error("sign in first: this signs in the name of an account")]
    SignInFirst,
    /// It was not accepted yet: nothing leaves before.
    #[error("it has not been accepted yet")]
    NotAccepted,
}

/// The two sides of a recognition, as accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sides {
    /// The giver's account.
    pub giver: ActorId,
    /// The receiver's account, or the guest itself.
    pub receiver: ActorId,
    /// The receiver has no account.
    pub receiver_is_guest: bool,
}

/// May `who` do `act` on `recognition`? The state itself is checked by [`State`]'s methods.
pub fn may(who: &Who, act: Act, recognition: &Recognition, sides: Sides) -> Result<(), Refused> {
    let gives = who.is_or_speaks_for(sides.giver);
    let holds_link = who.link_of == Some(recognition.id);
    let is_receiver = who.is_or_speaks_for(sides.receiver);
    let receives = is_receiver || holds_link;
    let seen_by_address = recognition.audience().opens_by_address();
    if recognition.state == State::Planned {
        return Err(Refused::NotThere);
    }
    let party_only = |allowed: bool, otherwise: Refused| match allowed {
        true => Ok(()),
        false if gives || receives || (recognition.state.is_live() && seen_by_address) => Err(otherwise),
        false => Err(Refused::NotThere),
    };
    match act {
        Act::Read if recognition.state.was_accepted() && seen_by_address => Ok(()),
        Act::Read => party_only(gives || receives, Refused::NotThere),
        Act::TakeAway if !recognition.state.was_accepted() => party_only(false, Refused::NotAccepted),
        Act::TakeAway if seen_by_address || gives || receives => Ok(()),
        Act::TakeAway => Err(Refused::NotThere),
        Act::Suspend | Act::Reinstate | Act::AskToken if recognition.form != Form::Award => Err(Refused::NotThere),
        // The giver's key signs what it signed before: both sides may ask for it, once nothing hangs on a yes any more.
        Act::AskToken if !recognition.state.was_accepted() => party_only(false, Refused::NotAccepted),
        Act::AskToken => party_only(gives || receives, Refused::ReceiverOnly),
        Act::Accept | Act::Decline => party_only(receives, Refused::ReceiverOnly),
        // A link that lies in a letter may answer an offer; to speak or sign for an account, its owner signs in.
        Act::ChooseAudience | Act::Reply | Act::RecogniseBack
            if holds_link && !sides.receiver_is_guest && !is_receiver && !gives =>
        {
            party_only(false, Refused::SignInFirst)
        }
        Act::Reply => party_only(gives || receives, Refused::ReceiverOnly),
        Act::ChooseAudience | Act::RecogniseBack => party_only(receives, Refused::ReceiverOnly),
        Act::Withdraw | Act::Revoke | Act::Suspend | Act::Reinstate => party_only(gives, Refused::GiverOnly),
    }
}

/// May this recognition be counted and listed for a viewer who is neither side?
pub fn is_listed_for_others(recognition: &Recognition) -> bool {
    recognition.state.is_live() && recognition.audience() == Audience::Public
}

#[cfg(test)]
#[path = "policy_tests.rs"]
mod tests;
