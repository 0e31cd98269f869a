//! A maximum on everything that people write or send, in one file. Lengths are in characters
//! (Unicode scalar values) unless the name says otherwise.

/// Somebody's words in a recognition.
pub const WORDS: usize = 2_000;
/// "How we know each other".
pub const RELATION: usize = 200;
/// "Where, when".
pub const CONTEXT: usize = 200;
/// A reply in the conversation of a recognition.
pub const MESSAGE: usize = 2_000;
/// The name that an actor shows.
pub const NAME: usize = 80;
/// What an actor says of itself.
pub const ABOUT: usize = 600;
/// A handle.
pub const HANDLE: usize = 32;
/// An e-mail address (RFC 5321 §4.5.3.1.3 allows 254).
pub const ADDRESS: usize = 254;
/// A web address.
pub const URL: usize = 2_000;
/// The name of a badge model.
pub const MODEL_NAME: usize = 120;
/// What a badge model is for.
pub const MODEL_DESCRIPTION: usize = 1_000;
/// The criteria of a badge model, in Markdown.
pub const CRITERIA: usize = 5_000;
/// Languages of one text.
pub const LANGUAGES: usize = 30;
/// Tags of one model.
pub const TAGS: usize = 20;
/// One tag.
pub const TAG: usize = 60;
/// Pieces of evidence of one recognition.
pub const EVIDENCE: usize = 10;
/// The text of one piece of evidence.
pub const EVIDENCE_TEXT: usize = 5_000;
/// Replies in one conversation.
pub const MESSAGES: usize = 500;
/// Recipients of one call to offer a badge.
pub const RECIPIENTS: usize = 10_000;
/// E-mail addresses of one person.
pub const ADDRESSES: usize = 20;
/// Organisations and communities that one person may open.
pub const ORGANISATIONS: usize = 50;
/// Entries of one page of a list.
pub const PAGE: usize = 100;
/// An uploaded file, in bytes.
pub const UPLOAD_BYTES: usize = 2 * 1024 * 1024;
/// A badge file brought to be read, in bytes: a picture with its credential.
pub const BADGE_FILE_BYTES: usize = 6 * 1024 * 1024;
/// The body of an API call without a file, in bytes.
pub const BODY_BYTES: usize = 1024 * 1024;
/// The body of a call that gives a badge to a list, in bytes: the longest list with a sentence for each.
pub const LIST_BYTES: usize = 8 * 1024 * 1024;
/// Recognitions that one actor may give in a day.
pub const GIVEN_A_DAY: i64 = 500;
/// Addresses new to this place that one actor may write to in a day; a list is one act and does not count here.
pub const NEW_ADDRESSES_A_DAY: i64 = 100;
/// Badges that one actor may offer in lists in a day.
pub const LISTED_A_DAY: i64 = 20_000;
/// Recognitions that one claim link may start (a guest's), in a day.
pub const GIVEN_A_DAY_BY_GUEST: i64 = 20;
/// Tries at a six-digit code before it is worth nothing.
pub const CODE_TRIES: i64 = 5;
/// Letters asking to come in, to one address, in an hour.
pub const SIGN_INS_AN_HOUR: i64 = 6;
/// How long a sign-in letter is good for, in seconds.
pub const SIGN_IN_SECONDS: i64 = 20 * 60;
/// How long a session lasts, in seconds.
pub const SESSION_SECONDS: i64 = 60 * 24 * 3600;
/// How long an offer waits for its answer, in seconds.
pub const OFFER_SECONDS: i64 = 90 * 24 * 3600;
