//! What the site promises: the accessibility statement and the privacy notice. Every line must be true of the running
//! site; whoever runs it fills the variables.

use askama::Template;
use jiff::civil::Date;

use crate::paths;
use crate::texts::{Text, TextId};
use crate::view::{Page, Theme};

/// The accessibility statement.
#[derive(Debug, Clone, Template)]
#[template(path = "accessibility.html")]
pub struct Accessibility {
    /// Reader and place.
    pub page: Page,
    /// Where we stand, from measured results only.
    pub standing: Standing,
    /// What does not work yet, and another way to do it, in the operator's words.
    pub problems: Vec<String>,
    /// The days within which somebody answers.
    pub answer_days: u64,
}

/// Where a site stands against RGAA and WCAG 2.2 AA.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Nobody has audited this site yet.
    NotAudited,
    /// Audited.
    Audited {
        /// How far it conforms.
        conformity: Conformity,
        /// The day of the audit.
        on: Date,
        /// Who checked.
        by: String,
    },
}

/// How far a site conforms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conformity {
    /// Every criterion.
    Full,
    /// Half of the criteria or more.
    Partial,
    /// Less.
    Not,
}

impl Accessibility {
    fn stands(&self) -> Text {
        match &self.standing {
            Standing::NotAudited => self.page.t("accessibility-not-audited"),
            Standing::Audited { conformity, on, by } => {
                let id = match conformity {
                    Conformity::Full => TextId("accessibility-full"),
                    Conformity::Partial => TextId("accessibility-partial"),
                    Conformity::Not => TextId("accessibility-not"),
                };
                self.page.t(id).of("date", *on).of("who", by)
            }
        }
    }
}

/// The privacy notice.
#[derive(Debug, Clone, Template)]
#[template(path = "privacy.html")]
pub struct Privacy {
    /// Reader and place.
    pub page: Page,
}

impl Privacy {
    fn parts(&self) -> Vec<(Text, Text)> {
        const PARTS: [(TextId, TextId); 8] = [
            (TextId("privacy-who"), TextId("privacy-who-more")),
            (TextId("privacy-what"), TextId("privacy-what-more")),
            (TextId("privacy-why"), TextId("privacy-why-more")),
            (TextId("privacy-sees"), TextId("privacy-sees-more")),
            (TextId("privacy-travels"), TextId("privacy-travels-more")),
            (TextId("privacy-cookies"), TextId("privacy-cookies-more")),
            (TextId("privacy-rights"), TextId("privacy-rights-more")),
            (TextId("privacy-age"), TextId("privacy-age-more")),
        ];
        let site = &self.page.site;
        PARTS
            .iter()
            .map(|(title, more)| {
                let more = self
                    .page
                    .t(*more)
                    .of("operator", if site.operator.is_empty() { &site.name } else { &site.operator })
                    .of("contact", self.page.contact())
                    .of("place", self.page.place())
                    .of("days", site.offer_days);
                (self.page.t(*title), more)
            })
            .collect()
    }
}
