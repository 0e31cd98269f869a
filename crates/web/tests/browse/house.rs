//! A browser on a real world, without a socket: cookies, forms with their hidden fields, files.

use anavez_testkit::Place;
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use tower::ServiceExt as _;

/// A place and its pages.
pub struct House {
    pub place: Place,
    router: Router,
}

/// Somebody's browser: its cookies, and the page it shows.
pub struct Browser<'h> {
    house: &'h House,
    cookies: Vec<(String, String)>,
    language: &'static str,
}

/// What a page answered.
#[derive(Debug, Clone)]
pub struct Shown {
    pub status: StatusCode,
    /// Where it leads, when it leads somewhere else.
    pub to: Option<String>,
    pub html: String,
}

/// A file chosen in a form: its field, its name, its bytes.
pub type Chosen<'a> = (&'a str, &'a str, &'a [u8]);

impl House {
    pub async fn new() -> Self {
        let place = Place::new().await.unwrap();
        let router = anavez_web::server::router(place.world.clone());
        Self { place, router }
    }

    /// A stranger's browser, in French.
    pub fn browser(&self) -> Browser<'_> {
        Browser { house: self, cookies: Vec::new(), language: "fr" }
    }

    /// Somebody who came in by the digits of their letter, and said their name.
    pub async fn somebody(&self, name: &str) -> Browser<'_> {
        let mut browser = self.browser();
        let mail = format!("{}@example.org", name.to_lowercase());
        browser.come_in(&mail).await;
        let page = browser.get("/account").await;
        let done = browser.send(&page, "/account", &[("name", name)]).await;
        assert!(done.to.is_some(), "{}", done.html);
        browser
    }

    /// The six digits of the last letter.
    pub async fn digits(&self) -> String {
        let letters = anavez_acts::deliver_letters::outbox(&self.place.world).await.unwrap();
        letters[0].0.code.clone().unwrap()
    }

    /// The last letter's link, as a path here; and to whom it goes.
    pub async fn last_letter(&self) -> (String, String) {
        let letters = anavez_acts::deliver_letters::outbox(&self.place.world).await.unwrap();
        let path = letters[0].0.url.strip_prefix("https://anavez.example").unwrap().to_owned();
        (path, letters[0].0.to.clone())
    }

    /// How many letters there are.
    pub async fn letters(&self) -> usize {
        anavez_acts::deliver_letters::outbox(&self.place.world).await.unwrap().len()
    }
}

impl Browser<'_> {
    pub fn in_english(mut self) -> Self {
        self.language = "en";
        self
    }

    pub async fn get(&mut self, path: &str) -> Shown {
        self.ask(Request::get(path).body(Body::empty()).unwrap()).await
    }

    /// Follows to where an answer leads.
    pub async fn follow(&mut self, shown: &Shown) -> Shown {
        let to = shown.to.clone().unwrap_or_else(|| panic!("{} leads nowhere: {}", shown.status, shown.html));
        self.get(&to).await
    }

    /// Sends the form of a page that goes to `action`: what it holds, with these fields filled in instead.
    pub async fn send(&mut self, page: &Shown, action: &str, fields: &[(&str, &str)]) -> Shown {
        let body = urlencoded(&filled(page, action, fields));
        self.post(action, "application/x-www-form-urlencoded", body.into_bytes()).await
    }

    /// The same with files, as `multipart/form-data`.
    pub async fn send_with(&mut self, page: &Shown, action: &str, fields: &[(&str, &str)], files: &[Chosen<'_>]) -> Shown {
        let body = multipart(&filled(page, action, fields), files);
        self.post(action, "multipart/form-data; boundary=edge", body).await
    }

    pub async fn post(&mut self, path: &str, kind: &str, body: Vec<u8>) -> Shown {
        self.ask(Request::post(path).header(header::CONTENT_TYPE, kind).body(Body::from(body)).unwrap()).await
    }

    /// Comes in with an address: the letter, then its digits.
    pub async fn come_in(&mut self, mail: &str) -> Shown {
        let page = self.get("/sign-in").await;
        let sent = self.send(&page, "/sign-in", &[("mail", mail)]).await;
        let digits = self.house.digits().await;
        let came = self.send(&sent, "/sign-in/digits", &[("digits", &digits)]).await;
        assert_eq!(came.status, StatusCode::SEE_OTHER, "{}", came.html);
        came
    }

    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    async fn ask(&mut self, mut request: Request<Body>) -> Shown {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let headers = request.headers_mut();
        if !cookies.is_empty() {
            headers.insert(header::COOKIE, cookies.join("; ").parse().unwrap());
        }
        headers.insert(header::ACCEPT_LANGUAGE, self.language.parse().unwrap());
        headers.insert(header::ACCEPT, "text/html".parse().unwrap());
        let response = self.house.router.clone().oneshot(request).await.unwrap();
        for cookie in response.headers().get_all(header::SET_COOKIE) {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.retain(|(known, _)| known != name);
            if !value.is_empty() {
                self.cookies.push((name.into(), value.into()));
            }
        }
        let to = response.headers().get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned());
        let status = response.status();
        let bytes = axum::body::to_bytes(response.into_body(), 64 << 20).await.unwrap();
        Shown { status, to, html: String::from_utf8_lossy(&bytes).into_owned() }
    }
}

impl Shown {
    /// Whether the page says this, once its markup and its no-break spaces are put aside.
    pub fn says(&self, words: &str) -> bool {
        self.text().contains(words)
    }

    /// The text of the page as people read it.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for part in self.html.split('<') {
            text.push_str(part.split_once('>').map_or(part, |(_, rest)| rest));
        }
        plain(&text)
    }

    /// What a field of the page holds: of a line, of a hidden field, of several lines.
    pub fn value(&self, field: &str) -> String {
        fields(&self.html).into_iter().find(|(name, _)| name == field).map(|(_, value)| value).unwrap_or_default()
    }

    /// The address of the first link that contains this.
    pub fn link(&self, part: &str) -> String {
        let found = self.html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).find(|href| href.contains(part));
        found.unwrap_or_else(|| panic!("no link with {part}: {}", self.html)).to_owned()
    }
}

fn plain(text: &str) -> String {
    let text = text.replace("&#38;", "&").replace("&#39;", "'").replace("&#34;", "\"").replace("&#60;", "<");
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

fn filled(page: &Shown, action: &str, filled: &[(&str, &str)]) -> Vec<(String, String)> {
    let forms = page.html.split("<form").skip(1).filter_map(|rest| rest.split("</form>").next());
    let form = forms.into_iter().find(|form| form.split('>').next().unwrap().contains(&format!("action=\"{action}\"")));
    let form = form.unwrap_or_else(|| panic!("no form to {action}: {}", page.html));
    let mut fields = fields(form);
    for (name, value) in filled {
        fields.retain(|(known, _)| known != name);
        fields.push(((*name).into(), (*value).into()));
    }
    fields
}

/// The fields of a form, with what they hold.
fn fields(form: &str) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    for tag in form.split('<').skip(1) {
        let (inside, after) = tag.split_once('>').unwrap_or((tag, ""));
        let attribute = |name: &str| inside.split_once(&format!(" {name}=\"")).and_then(|(_, rest)| rest.split('"').next());
        let Some(name) = attribute("name") else { continue };
        let kind = attribute("type").unwrap_or_default();
        let chosen = !matches!(kind, "radio" | "checkbox") || inside.ends_with(" checked") || inside.contains(" checked ");
        if inside.starts_with("input") && kind != "file" && chosen {
            fields.push((name.to_owned(), unescaped(attribute("value").unwrap_or_default())));
        }
        if inside.starts_with("textarea") {
            fields.push((name.to_owned(), unescaped(after.trim_start_matches('\n'))));
        }
    }
    fields
}

fn unescaped(text: &str) -> String {
    let text = text.replace("&#34;", "\"").replace("&#39;", "'").replace("&#60;", "<").replace("&#62;", ">");
    text.replace("&#38;", "&")
}

fn urlencoded(fields: &[(String, String)]) -> String {
    let encode = |text: &str| -> String {
        text.bytes().map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
    };
    fields.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect::<Vec<_>>().join("&")
}

fn multipart(fields: &[(String, String)], files: &[Chosen<'_>]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend_from_slice(
            format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").as_bytes(),
        );
    }
    for (field, name, bytes) in files {
        let head = format!("--edge\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--edge--\r\n");
    body
}
