//! When something does not go: what to do first, what happened next, and that nothing is lost.

use askama::Template;
use jiff::civil::Date;

use crate::paths;
use crate::texts::Text;
use crate::view::form::Form;
use crate::view::{Page, Theme};

/// A page that says what to do.
#[derive(Debug, Clone, Template)]
#[template(path = "error.html")]
pub struct ErrorPage {
    /// Reader and place.
    pub page: Page,
    /// What happened.
    pub problem: Problem,
}

/// What happened.
#[derive(Debug, Clone)]
pub enum Problem {
    /// 404.
    NotFound,
    /// 410: erased or withdrawn.
    Gone,
    /// 410: a link that was used, or whose day has passed.
    LinkUsed,
    /// 403: kept for some.
    Forbidden {
        /// For whom, as the sentence needs it: « les membres ».
        who: String,
    },
    /// 409: already done; nothing was sent twice.
    AlreadyDone {
        /// The day it was done.
        on: Date,
    },
    /// 403: the form waited too long. What was written can be sent again.
    TooOld {
        /// Where to send it.
        action: String,
        /// The act, with what was written.
        form: Form,
        /// The fields to carry.
        fields: Vec<&'static str>,
    },
    /// 429: a lot for one day.
    TooMany {
        /// The most in a day.
        max: u64,
    },
    /// 429: too many tries.
    Wait {
        /// How long to wait, in minutes.
        minutes: u64,
    },
    /// 503: many people at once.
    Busy {
        /// How long to wait, in seconds.
        seconds: u64,
    },
    /// 502: another site does not answer.
    Network {
        /// That site.
        host: String,
    },
    /// 413: too large.
    TooLarge {
        /// What was sent, and the most that is taken, as people read it.
        size: String,
        /// The most.
        max: String,
    },
    /// 500: broken on our side.
    Broken {
        /// The number to give.
        reference: String,
    },
}

impl ErrorPage {
    fn title(&self) -> Text {
        let page = &self.page;
        match &self.problem {
            Problem::NotFound => page.t("err-not-found"),
            Problem::Gone => page.t("err-gone"),
            Problem::LinkUsed => page.t("err-link-used"),
            Problem::Forbidden { who } => page.t("err-forbidden").of("who", who),
            Problem::AlreadyDone { on } => page.t("err-done").of("date", *on),
            Problem::TooOld { .. } => page.t("err-too-old"),
            Problem::TooMany { max } => page.t("err-limit").of("max", *max),
            Problem::Wait { minutes } => page.t("err-wait").of("minutes", *minutes),
            Problem::Busy { .. } => page.t("err-busy"),
            Problem::Network { host } => page.t("err-network").of("host", host),
            Problem::TooLarge { size, max } => page.t("err-file-large").of("size", size).of("max", max),
            Problem::Broken { .. } => page.t("err-broken"),
        }
    }

    fn more(&self) -> Text {
        let page = &self.page;
        match &self.problem {
            Problem::NotFound => page.t("err-not-found-more"),
            Problem::Gone => page.t("err-gone-more"),
            Problem::LinkUsed => page.t("err-link-used-more"),
            Problem::Forbidden { .. } => page.t("err-forbidden-more"),
            Problem::AlreadyDone { .. } => page.t("err-done-more"),
            Problem::TooOld { .. } => page.t("err-too-old-more"),
            Problem::TooMany { .. } => page.t("err-limit-more"),
            Problem::Wait { .. } | Problem::Network { .. } | Problem::TooLarge { .. } => page.t("err-nothing-lost"),
            Problem::Busy { seconds } => page.t("err-busy-more").of("seconds", *seconds),
            Problem::Broken { reference } => page.t("err-broken-more").of("contact", page.contact()).of("ref", reference),
        }
    }
}
