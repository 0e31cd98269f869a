//! Numbers as literals (JSON-LD API §8.2.2, "Data Round Tripping").

use std::borrow::Cow;

use serde_json::Number;

use super::error::Fault;
use super::term::Datatype;

pub(super) const BOOLEAN: &str = "^^<http://www.w3.org/2001/XMLSchema#boolean>";
const INTEGER: &str = "^^<http://www.w3.org/2001/XMLSchema#integer>";
const DOUBLE: &str = "^^<http://www.w3.org/2001/XMLSchema#double>";

/// Greatest integer that every JSON reader holds exactly (2^53 − 1): beyond, two readers would sign two numbers.
const EXACT_MAX: u64 = (1 << 53) - 1;

/// From here on JavaScript writes integers with an exponent (JSON-LD API §8.2.2).
const INTEGER_END: f64 = 1e21;

/// The lexical form of a number and its datatype when nothing else says one.
pub(super) fn number(number: &Number, as_double: bool) -> Result<(Cow<'static, str>, &'static str), Fault> {
    let inexact = || Fault::Unsupported(format!("the number {number}, which not every reader holds exactly,"));
    if let Some(n) = number.as_i64().filter(|n| n.unsigned_abs() <= EXACT_MAX) {
        return Ok(if as_double { (double(n as f64), DOUBLE) } else { (small(n), INTEGER) });
    }
    let float = number.as_f64().filter(|_| number.is_f64()).ok_or_else(inexact)?;
    if float == 0.0 && float.is_sign_negative() {
        return Err(inexact());
    }
    // What JavaScript calls an integer is one, however it was written: 1.0, 1e2.
    if float.fract() == 0.0 && float.abs() < INTEGER_END && !as_double {
        let exact = float.abs() <= EXACT_MAX as f64;
        return if exact { Ok((small(float as i64), INTEGER)) } else { Err(inexact()) };
    }
    // Where JavaScript writes no point, as in 1e-7, the commonest processor takes a number for whole and signs 0.
    if !as_double && float.abs() < 1e-6 && !format!("{float:e}").contains('.') {
        return Err(inexact());
    }
    Ok((double(float), DOUBLE))
}

fn small(n: i64) -> Cow<'static, str> {
    const DIGITS: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
    match usize::try_from(n).ok().and_then(|n| DIGITS.get(n)) {
        Some(digit) => Cow::Borrowed(digit),
        None => Cow::Owned(n.to_string()),
    }
}

/// The canonical form of `xsd:double`: `%1.15E` without trailing zeros.
fn double(float: f64) -> Cow<'static, str> {
    let text = format!("{float:.15E}");
    let (mantissa, exponent) = text.split_once('E').unwrap_or((&text, "0"));
    let mantissa = mantissa.trim_end_matches('0');
    let point = if mantissa.ends_with('.') { "0" } else { "" };
    Cow::Owned(format!("{mantissa}{point}E{exponent}"))
}

/// Refuses text of the datatype `xsd:double` that is not its canonical form: some processors write the number anew, and
/// others leave the text, so the two would sign two documents.
pub(super) fn check_text(text: &str, datatype: &Datatype) -> Result<(), Fault> {
    if !datatype.is_double || text.parse().is_ok_and(|float: f64| float.is_finite() && double(float) == text) {
        return Ok(());
    }
    Err(Fault::Unsupported(format!("{text:?} as xsd:double, which is not its canonical form,")))
}

/// The datatype of a text that has a direction (JSON-LD API §8.2.2 step 13.1, `rdfDirection` i18n-datatype: what the
/// cryptosuites of Data Integrity use, so that the direction is signed).
pub(super) fn directed(language: Option<&str>, direction: &str) -> String {
    format!("https://www.w3.org/ns/i18n#{}_{direction}", language.unwrap_or_default().to_ascii_lowercase())
}

/// As [`number`], for conversions that nobody signs: every number has a form.
pub(super) fn any_number(number: &Number, as_double: bool) -> (String, &'static str) {
    let float = number.as_f64().unwrap_or_default();
    if as_double || float.fract() != 0.0 || float.abs() >= INTEGER_END {
        return (double(float).into_owned(), DOUBLE);
    }
    // Adding zero takes the sign off zero.
    (number.as_i64().map_or_else(|| format!("{:.0}", float + 0.0), |n| n.to_string()), INTEGER)
}
