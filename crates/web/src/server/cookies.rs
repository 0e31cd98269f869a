//! The cookies: one to keep you signed in, one that ties forms to a browser, one for each choice. None to follow you.

use axum::http::{HeaderMap, HeaderValue, header};
use axum_extra::extract::cookie::CookieJar;

/// How long a choice (language, colours) is kept.
const CHOICE_DAYS: i64 = 365;

/// Names of the cookies; over https the two that matter are bound to this host (`__Host-`).
pub(super) struct Names {
    secure: bool,
}

impl Names {
    pub fn new(base: &str) -> Self {
        Self { secure: base.starts_with("https://") }
    }

    pub fn session(&self) -> &'static str {
        if self.secure { "__Host-anavez" } else { "anavez" }
    }

    pub fn visitor(&self) -> &'static str {
        if self.secure { "__Host-anavez-visitor" } else { "anavez-visitor" }
    }

    /// A cookie that scripts cannot read and other sites cannot make a browser send with a form.
    /// `value` is a token of ours: letters, digits, `-` and `_`. Without `seconds` it ends with the browser.
    pub fn make(&self, name: &str, value: &str, seconds: Option<i64>) -> HeaderValue {
        let secure = if self.secure { "; Secure" } else { "" };
        let age = seconds.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
        text(&format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}"))
    }
}

/// One cookie's value.
pub(super) fn value(headers: &HeaderMap, name: &str) -> Option<String> {
    CookieJar::from_headers(headers).get(name).map(|cookie| cookie.value().to_owned())
}

/// A choice of the reader's.
pub(super) fn choice(name: &'static str, value: &str) -> HeaderValue {
    text(&format!("{name}={value}; Path=/; Max-Age={}; SameSite=Lax; HttpOnly", CHOICE_DAYS * 86_400))
}

fn text(text: &str) -> HeaderValue {
    HeaderValue::from_str(text).unwrap_or(HeaderValue::from_static(""))
}

/// Adds a `Set-Cookie`.
pub(super) fn set(headers: &mut HeaderMap, cookie: HeaderValue) {
    headers.append(header::SET_COOKIE, cookie);
}
