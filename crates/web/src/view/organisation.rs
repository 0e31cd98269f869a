//! Opening a community or an organisation, in a minute.

use askama::Template;

use crate::paths;
use crate::texts::TextId;
use crate::view::form::{Field, Form};
use crate::view::{Page, Theme};

/// The form. Fields: `name`, `about`, `sort` (see [`SORTS`]).
#[derive(Debug, Clone, Template)]
#[template(path = "organisation_new.html")]
pub struct OrganisationNew {
    /// Reader and place.
    pub page: Page,
    /// What was typed.
    pub form: Form,
}

/// Changing what an organisation says of itself. Fields: `name`, `handle`, `about`.
#[derive(Debug, Clone, Template)]
#[template(path = "organisation_edit.html")]
pub struct OrganisationEdit {
    /// Reader and place.
    pub page: Page,
    /// What was typed.
    pub form: Form,
    /// The organisation's id.
    pub id: String,
}

/// What one may open: the value of `sort`, its word and its sentence.
const SORTS: [(&str, TextId, TextId); 3] = [
    ("community", TextId("open-community"), TextId("open-community-more")),
    ("organisation", TextId("open-organisation"), TextId("open-organisation-more")),
    ("institution", TextId("open-institution"), TextId("open-institution-more")),
];

impl OrganisationNew {
    fn sorts(&self) -> Field<'_> {
        let page = &self.page;
        SORTS.iter().fold(self.form.choice("sort").label(page.t("open-sort")), |field, (value, label, more)| {
            field.or_with(*value, page.t(*label), page.t(*more))
        })
    }
}
