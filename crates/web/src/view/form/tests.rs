use super::*;

fn label() -> Text {
    Text::new(Language::English, "recognise-to")
}

#[test]
fn what_was_typed_stays_and_is_escaped() {
    let form = Form::new("act-1").with("to", "\"><script>");
    let html = form.line("to").label(label()).to_string();
    assert!(html.contains("value=\"&#34;&#62;&#60;script&#62;\""), "{html}");
    assert!(!html.contains("aria-invalid"));
}

#[test]
fn a_refused_field_says_so_to_everyone() {
    let form = Form::new("act-1").refusing("to", Text::new(Language::English, "err-mail"));
    let html = form.line("to").label(label()).hint(Text::new(Language::English, "recognise-to-hint")).to_string();
    assert!(html.contains("aria-invalid=\"true\"") && html.contains("aria-describedby=\"to-hint to-error\""), "{html}");
    assert!(html.contains("id=\"to-error\"") && html.contains("id=\"to-hint\"") && html.contains("field--error"));
    let summary = form.summary(Language::English).to_string();
    assert!(summary.contains("href=\"#to\"") && summary.contains("1 answer to look at."), "{summary}");
}

#[test]
fn a_form_without_errors_has_no_summary() {
    assert_eq!(Form::new("act-1").summary(Language::French).to_string(), "");
}

#[test]
fn a_choice_is_made_only_by_what_was_chosen() {
    let open = Form::new("a");
    let made = Form::new("a").with("audience", "private");
    let html = |form: &Form| {
        form.choice("audience")
            .label(label())
            .or("public", Text::new(Language::English, "audience-public"))
            .or("private", Text::new(Language::English, "audience-private"))
            .to_string()
    };
    assert!(!html(&open).contains("checked"));
    assert_eq!(html(&made).matches("checked").count(), 1);
}

#[test]
fn a_line_that_begins_with_a_new_line_keeps_it() {
    // HTML drops the first new line of a textarea: the template writes one of its own.
    let html = Form::new("a").with("words", "\nun").long("words", 3).label(label()).to_string();
    assert!(html.contains(">\n\nun</textarea>"), "{html}");
}

#[test]
fn the_step_of_reading_over_carries_what_was_written() {
    let form = Form::new("a").with("words", "<3").with("to", "b@example.org");
    assert_eq!(
        form.carrying(&["words", "to"]).to_string(),
        "<input type=\"hidden\" name=\"words\" value=\"&#60;3\"><input type=\"hidden\" name=\"to\" value=\"b@example.org\">"
    );
}
