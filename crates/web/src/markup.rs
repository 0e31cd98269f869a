//! Markdown that people write (criteria, long texts) made into HTML that cannot harm: CommonMark is read by
//! pulldown-cmark, and what comes out is cleaned by ammonia. No HTML of theirs, no picture, no script, no style.

use std::collections::HashSet;
use std::fmt;

use ammonia::Builder;
use askama::filters::HtmlSafe;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

/// The most Markdown that is read, in bytes; the rest is not shown. Writers are refused well below this.
pub const MARKDOWN_BYTES_MAX: usize = 64 * 1024;

/// HTML that may stand in a page as it is. Only this module makes it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Html(String);

impl Html {
    /// Markdown as HTML. Headings become `h3` or lower, under the page's own; links open no door
    /// (`nofollow noopener`); only http, https and mailto addresses stay.
    pub fn from_markdown(markdown: &str) -> Self {
        let read = &markdown[..markdown.floor_char_boundary(MARKDOWN_BYTES_MAX)];
        let mut made = String::with_capacity(read.len() * 2);
        html::push_html(&mut made, Parser::new_ext(read, Options::ENABLE_STRIKETHROUGH).filter_map(tame));
        Self(cleaner().clean(&made).to_string())
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl HtmlSafe for Html {}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Written HTML is shown as the letters it is made of; pictures leave their description; headings go two levels down.
fn tame(event: Event<'_>) -> Option<Event<'_>> {
    match event {
        Event::Html(text) | Event::InlineHtml(text) => Some(Event::Text(text)),
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => None,
        Event::Start(Tag::Heading { level, .. }) => {
            Some(Event::Start(Tag::Heading { level: lower(level), id: None, classes: Vec::new(), attrs: Vec::new() }))
        }
        Event::End(TagEnd::Heading(level)) => Some(Event::End(TagEnd::Heading(lower(level)))),
        other => Some(other),
    }
}

const fn lower(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 => HeadingLevel::H3,
        HeadingLevel::H2 => HeadingLevel::H4,
        HeadingLevel::H3 => HeadingLevel::H5,
        HeadingLevel::H4 | HeadingLevel::H5 | HeadingLevel::H6 => HeadingLevel::H6,
    }
}

fn cleaner() -> Builder<'static> {
    let mut cleaner = Builder::empty();
    cleaner
        .add_tags([
            "p",
            "br",
            "em",
            "strong",
            "del",
            "ul",
            "ol",
            "li",
            "blockquote",
            "code",
            "pre",
            "hr",
            "a",
            "h3",
            "h4",
            "h5",
            "h6",
        ])
        .generic_attributes(HashSet::new())
        .add_tag_attributes("a", ["href"])
        .add_tag_attributes("ol", ["start"])
        .add_url_schemes(["http", "https", "mailto"])
        .link_rel(Some("nofollow noopener ugc"));
    cleaner
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(markdown: &str) -> String {
        Html::from_markdown(markdown).to_string()
    }

    #[test]
    fn plain_markdown_is_shown() {
        assert_eq!(shown("Régler **trois** matières"), "<p>Régler <strong>trois</strong> matières</p>\n");
        assert_eq!(shown("- une\n- deux"), "<ul>\n<li>une</li>\n<li>deux</li>\n</ul>\n");
    }

    #[test]
    fn headings_stand_below_those_of_the_page() {
        assert_eq!(shown("# Un\n\n###### Six"), "<h3>Un</h3>\n<h6>Six</h6>\n");
    }

    #[test]
    fn links_vouch_for_nothing() {
        assert_eq!(
            shown("[wiki](https://wiki.example/a?b=1&c=2)"),
            "<p><a href=\"https://wiki.example/a?b=1&amp;c=2\" rel=\"nofollow noopener ugc\">wiki</a></p>\n"
        );
    }

    #[test]
    fn hostile_snippets_come_out_harmless() {
        let snippets = [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "![x](javascript:alert(1))",
            "![x\" onerror=\"alert(1)](https://a.example/x.png)",
            "[x](javascript:alert(1))",
            "[x](JaVaScRiPt:alert(1))",
            "[x](java\nscript:alert(1))",
            "[x](&#106;avascript:alert(1))",
            "[x](data:text/html;base64,PHNjcmlwdD4=)",
            "[x](vbscript:msgbox)",
            "<javascript:alert(1)>",
            "[a](<javascript:alert(1)>)",
            "<a href=\"https://a.example\" onclick=\"alert(1)\">x</a>",
            "<svg/onload=alert(1)>",
            "<svg><style><img src=x onerror=alert(1)></style></svg>",
            "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
            "<iframe src=\"https://a.example\"></iframe>",
            "<p style=\"position:fixed\">x</p>",
            "<form action=//evil.example><button>x</button></form>",
            "<base href=//evil.example>",
            "<meta http-equiv=refresh content=\"0;url=//evil.example\">",
            "[x](https://a.example \"\\\" onmouseover=\\\"alert(1)\")",
            "# <script>alert(1)</script>\n\n# x {onclick=alert(1)}",
            "`<script>`\n\n```html\n<script>alert(1)</script>\n```",
            "<!-- --><script>alert(1)</script>",
        ];
        for snippet in snippets {
            let html = shown(snippet);
            let lower = html.to_ascii_lowercase();
            let mut tags = Vec::new();
            for opened in lower.split('<').skip(1) {
                tags.push(opened.split('>').next().unwrap());
            }
            for tag in tags {
                assert!(!tag.contains(" on") && !tag.contains("style=") && !tag.contains("src="), "{snippet} -> {html}");
                for banned in ["script", "img", "svg", "math", "iframe", "form", "base", "meta", "data:", "vbscript"] {
                    assert!(!tag.contains(banned), "{snippet} -> {html}");
                }
            }
        }
    }

    #[test]
    fn there_is_a_maximum() {
        let html = shown(&"é".repeat(MARKDOWN_BYTES_MAX));
        assert!(html.len() < MARKDOWN_BYTES_MAX + 100);
    }
}
