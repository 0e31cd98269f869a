//! How numbers and words are written into SVG.

/// A number with at most two decimals and no trailing zeros.
pub(crate) fn num(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Escapes text for XML content and double-quoted attributes; what XML 1.0 (section 2.2) cannot hold is left out.
pub(crate) fn xml_escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::num;

    #[test]
    fn a_number_keeps_two_decimals_and_no_tail() {
        assert_eq!(num(100.0), "100");
        assert_eq!(num(4.4), "4.4");
        assert_eq!(num(-0.126), "-0.13");
    }
}
