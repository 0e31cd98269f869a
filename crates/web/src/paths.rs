//! The addresses of the pages, in one place: links, forms and the router read them here.

/// The home page.
pub const HOME: &str = "/";
/// What a reader chose for this browser (POST `language`, `theme`, `back`).
pub const PREFERENCES: &str = "/preferences";
/// Coming in (GET; POST `mail`).
pub const SIGN_IN: &str = "/sign-in";
/// The six digits (POST `mail`, `digits`).
pub const SIGN_IN_DIGITS: &str = "/sign-in/digits";
/// Going out, here (POST).
pub const SIGN_OUT: &str = "/sign-out";
/// Going out, everywhere (POST).
pub const SIGN_OUT_EVERYWHERE: &str = "/sign-out/everywhere";
/// My account (GET; POST `name`, `language`).
pub const ACCOUNT: &str = "/account";
/// My addresses (POST `mail` adds one, or sends its mail again).
pub const ACCOUNT_ADDRESSES: &str = "/account/addresses";
/// Removing one of them (POST `mail`): an address stands in no path, since paths are logged.
pub const ADDRESS_REMOVE: &str = "/account/addresses/remove";
/// My keys for programs (POST `name` makes one).
pub const ACCOUNT_TOKENS: &str = "/account/tokens";
/// Recognising someone (GET; POST `step` = `review` | `edit` | `sign`).
pub const RECOGNISE: &str = "/recognise";
/// My recognitions (GET, `?show=`).
pub const LEDGER: &str = "/ledger";
/// Reading a badge (GET; POST `file` or `url`).
pub const READ: &str = "/read";
/// My badge models.
pub const MODELS: &str = "/models";
/// Creating a badge model (GET; POST).
pub const MODEL_NEW: &str = "/models/new";
/// Opening a community or an organisation (GET; POST).
pub const ORGANISATION_NEW: &str = "/organisations/new";
/// The mails that would have left (`--demo` on a loopback address only).
pub const OUTBOX: &str = "/outbox";
/// The words of the field, one sentence each.
pub const GLOSSARY: &str = "/glossary";
/// The accessibility statement.
pub const ACCESSIBILITY: &str = "/accessibilite";
/// The privacy notice.
pub const PRIVACY: &str = "/vie-privee";
/// The API, for people who write programs.
pub const API_DOCS: &str = "/api/docs";

/// The offers of a model and their answers.
pub fn model_offers(id: &str) -> String {
    format!("/models/{id}/offers")
}

/// The page of an offer, for whoever holds its link (GET; POST `answer`).
pub fn offer(token: &str) -> String {
    format!("/offers/{token}")
}

/// Who may see what one accepts (GET; POST `audience`).
pub fn offer_audience(token: &str) -> String {
    format!("/offers/{token}/audience")
}

/// Declining, asked once more (GET; POST).
pub fn offer_decline(token: &str) -> String {
    format!("/offers/{token}/decline")
}

/// Answering an offer in words (POST `words`).
pub fn offer_reply(token: &str) -> String {
    format!("/offers/{token}/reply")
}

/// Recognising the giver back (POST `words`).
pub fn offer_back(token: &str) -> String {
    format!("/offers/{token}/back")
}

/// The page of a badge model.
pub fn model(id: &str) -> String {
    format!("/models/{id}")
}

/// Changing a badge model (GET; POST).
pub fn model_edit(id: &str) -> String {
    format!("/models/{id}/edit")
}

/// Giving a badge (GET; POST).
pub fn model_give(id: &str) -> String {
    format!("/models/{id}/give")
}

/// The page of an award.
pub fn award(id: &str) -> String {
    format!("/awards/{id}")
}

/// The page of words given.
pub fn recognition(id: &str) -> String {
    format!("/recognitions/{id}")
}

/// Withdrawing an offer, or one's words (POST).
pub fn recognition_withdraw(id: &str) -> String {
    format!("/recognitions/{id}/withdraw")
}

/// The page of an actor.
pub fn actor(id: &str) -> String {
    format!("/actors/{id}")
}

/// Changing what an organisation says of itself (GET; POST).
pub fn actor_edit(id: &str) -> String {
    format!("/actors/{id}/edit")
}

/// Ending a key for programs (POST).
pub fn token_revoke(id: &str) -> String {
    format!("{ACCOUNT_TOKENS}/{id}/revoke")
}

/// Whether an address leads to a page of this site: where a form may send its reader back to, and nothing else.
pub fn is_here(address: &str) -> bool {
    let mut letters = address.chars();
    letters.next() == Some('/') && !matches!(letters.next(), Some('/' | '\\')) && !address.chars().any(char::is_control)
}

/// The address, if a page may link to it: a page of this site, or a web page. What people typed may be anything else
/// (`javascript:`, `data:`); that is shown as text.
pub fn linkable(address: &str) -> Option<&str> {
    let scheme = address.split(':').next().unwrap_or_default();
    let web = address.contains("://") && (scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http"));
    (web || is_here(address)).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_sends_its_reader_back_here_only() {
        assert!(is_here("/") && is_here("/recognise?receiver=1"));
        for elsewhere in ["//evil.example", "/\\evil.example", "https://evil.example", "evil", "", "/\n/evil.example"] {
            assert!(!is_here(elsewhere), "{elsewhere:?}");
        }
    }

    #[test]
    fn only_web_pages_are_linked() {
        assert_eq!(linkable("https://wiki.example/a"), Some("https://wiki.example/a"));
        for hostile in
            ["javascript:alert(1)", "JAVASCRIPT://x%0aalert(1)", "data:text/html,x", "vbscript:x", "//evil.example", "http:x"]
        {
            assert_eq!(linkable(hostile), None, "{hostile}");
        }
    }
}
