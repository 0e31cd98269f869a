use std::collections::VecDeque;
use std::os::unix::fs::PermissionsExt as _;
use std::sync::{Arc, Mutex};
use std::time::{Duration, UNIX_EPOCH};

use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpListener;

use super::*;

fn letter() -> Letter {
    Letter {
        to: "Ada <ada@example.org>".into(),
        from: "Anavez <post@example.net>".into(),
        subject: "Léa vous reconnaît".into(),
        text: "Bonjour,\n\nhttps://example.net/o/abc\n.\nÀ bientôt".into(),
        html: None,
        message_id: "0190-offer@example.net".into(),
        date: UNIX_EPOCH + Duration::from_secs(1_790_000_000),
    }
}

/// A mail server: what it answers to each command, and what it heard.
struct Sink {
    port: u16,
    heard: Arc<Mutex<Vec<String>>>,
}

impl Sink {
    /// `answers` by verb, used up in order; what is not there gets 250. An empty answer is silence for ever.
    async fn new(answers: &[(&'static str, &'static str)]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let ears = Arc::clone(&heard);
        let mut answers: VecDeque<_> = answers.to_vec().into();
        tokio::spawn(async move {
            let (stream, _) = listener.accept().await.unwrap();
            let mut stream = BufReader::new(stream);
            let mut in_data = false;
            let mut line = "OPEN".to_owned();
            loop {
                let verb = line.split([' ', '\r', ':']).next().unwrap().to_uppercase();
                if !in_data || line == ".\r\n" {
                    let verb = if in_data { "DOT".into() } else { verb };
                    let usual = match verb.as_str() {
                        "OPEN" => "220 sink",
                        "EHLO" => "250-sink\r\n250-8BITMIME\r\n250 AUTH PLAIN",
                        "DATA" => "354 go on",
                        "AUTH" => "235 welcome",
                        _ => "250 fine",
                    };
                    let at = answers.iter().position(|(name, _)| *name == verb);
                    let answer = at.and_then(|at| answers.remove(at)).map_or(usual, |(_, answer)| answer);
                    if answer.is_empty() {
                        std::future::pending::<()>().await;
                    }
                    in_data = verb == "DATA" && answer.starts_with('3');
                    stream.write_all(format!("{answer}\r\n").as_bytes()).await.unwrap();
                }
                line.clear();
                if stream.read_line(&mut line).await.unwrap_or(0) == 0 {
                    return;
                }
                ears.lock().unwrap().push(line.clone());
            }
        });
        Self { port, heard }
    }

    fn settings(&self, security: Security) -> SmtpSettings {
        SmtpSettings { host: "127.0.0.1".into(), port: self.port, security, hello: None, user: None, password: None }
    }

    fn mailer(&self) -> Mailer {
        Mailer::smtp(&self.settings(Security::Plain)).unwrap()
    }

    fn heard(&self) -> String {
        self.heard.lock().unwrap().concat()
    }
}

#[tokio::test]
async fn a_letter_reaches_the_mail_server_whole() {
    let sink = Sink::new(&[]).await;
    sink.mailer().send(&letter()).await.unwrap();
    let heard = sink.heard();
    for line in [
        "MAIL FROM:<post@example.net>",
        "RCPT TO:<ada@example.org>\r\n",
        "From: Anavez <post@example.net>\r\n",
        "To: Ada <ada@example.org>\r\n",
        "Message-ID: <0190-offer@example.net>\r\n",
        "Date: Mon, 21 Sep 2026 14:13:20 +0000\r\n",
        "Auto-Submitted: auto-generated\r\n",
        "Subject: =?utf-8?b?",
        "https://example.net/o/abc\r\n",
        // A dot alone on a line is doubled on the way (RFC 5321, 4.5.2).
        "\r\n..\r\n",
    ] {
        assert!(heard.contains(line), "{line:?} in {heard}");
    }
}

#[tokio::test]
async fn the_server_is_greeted_with_our_public_name() {
    let sink = Sink::new(&[]).await;
    let settings = SmtpSettings { hello: Some("badges.example.net".into()), ..sink.settings(Security::Plain) };
    Mailer::smtp(&settings).unwrap().send(&letter()).await.unwrap();
    assert!(sink.heard().starts_with("EHLO badges.example.net\r\n"), "{}", sink.heard());
}

#[tokio::test]
async fn a_letter_with_html_has_both_parts_and_always_the_same_bytes() {
    let mut letter = letter();
    letter.html = Some("<p>Bonjour</p>".into());
    let bytes = |letter: &Letter| String::from_utf8(letter::compose(letter).unwrap().formatted()).unwrap();
    let first = bytes(&letter);
    assert_eq!(first, bytes(&letter));
    assert!(first.contains("multipart/alternative") && first.contains("text/plain") && first.contains("text/html"));
    assert!(first.contains("boundary=\"part-0-0190offerexamplenet\""), "{first}");
    letter.text.push_str("\n--part-0-0190offerexamplenet--\n");
    let evasive = bytes(&letter);
    assert!(evasive.contains("boundary=\"part-1-0190offerexamplenet\""), "a text cannot end its own part: {evasive}");
}

#[tokio::test]
async fn what_the_server_says_decides_whether_to_try_again() {
    for (answers, permanent, code) in [
        (("RCPT", "550 5.1.1 <ada@example.org>: no such person"), true, Some(550)),
        (("RCPT", "450 4.2.1 <ada@example.org> come back later"), false, Some(450)),
        (("MAIL", "421 closing"), false, Some(421)),
        (("MAIL", "530 5.7.0 authenticate first"), false, Some(530)),
        (("DOT", "554 5.7.1 spam"), true, Some(554)),
        (("DOT", "452 full"), false, Some(452)),
        (("DOT", "552 5.2.2 full for good"), true, Some(552)),
        (("EHLO", "504 5.5.2 need a fully-qualified name"), false, Some(504)),
        (("MAIL", "503 5.5.1 wrong order"), false, Some(503)),
        (("OPEN", "gibberish"), false, None),
    ] {
        let sink = Sink::new(&[answers]).await;
        let error = sink.mailer().send(&letter()).await.unwrap_err();
        assert_eq!((error.permanent, error.code), (permanent, code), "{answers:?}: {error}");
        assert!(!error.to_string().contains('@'), "no address in a log: {error}");
    }
}

#[tokio::test]
async fn a_server_that_is_not_there_is_tried_again_later() {
    let (_taken, deaf) = crate::testing::deaf_port();
    let port = deaf.port();
    let settings =
        SmtpSettings { host: "127.0.0.1".into(), port, security: Security::Plain, hello: None, user: None, password: None };
    let error = Mailer::smtp(&settings).unwrap().send(&letter()).await.unwrap_err();
    assert_eq!((error.permanent, error.code), (false, None), "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_server_that_stops_answering_is_left() {
    for verb in ["OPEN", "EHLO", "RCPT", "DOT"] {
        let sink = Sink::new(&[(verb, "")]).await;
        let start = tokio::time::Instant::now();
        let error = sink.mailer().send(&letter()).await.unwrap_err();
        assert!(!error.permanent, "{verb}: {error}");
        assert!(start.elapsed() <= Duration::from_secs(61), "{verb}: {:?}", start.elapsed());
    }
}

#[tokio::test]
async fn a_password_is_given_to_the_server_on_this_machine() {
    let sink = Sink::new(&[]).await;
    let settings = SmtpSettings { user: Some("u".into()), password: Some("hunter22".into()), ..sink.settings(Security::Plain) };
    Mailer::smtp(&settings).unwrap().send(&letter()).await.unwrap();
    assert!(sink.heard().contains("AUTH PLAIN AHUAaHVudGVyMjI="), "{}", sink.heard());
    let refusing = Sink::new(&[("AUTH", "535 5.7.8 wrong")]).await;
    let settings = SmtpSettings { port: refusing.port, ..settings };
    let error = Mailer::smtp(&settings).unwrap().send(&letter()).await.unwrap_err();
    assert!(!error.permanent, "the letter waits until the operator has mended the password");
}

#[tokio::test]
async fn neither_letter_nor_password_goes_to_a_server_that_offers_no_tls() {
    let sink = Sink::new(&[]).await;
    let settings =
        SmtpSettings { user: Some("u".into()), password: Some("hunter22".into()), ..sink.settings(Security::StartTls) };
    let error = Mailer::smtp(&settings).unwrap().send(&letter()).await.unwrap_err();
    assert!(!error.permanent, "{error}");
    let heard = sink.heard();
    assert!(!heard.contains("AUTH") && !heard.contains("MAIL") && !heard.contains("ada"), "{heard}");
}

#[test]
fn a_password_never_crosses_a_network_in_clear() {
    let to = |host: &str, security, password: bool| {
        let secret = |text: &str| password.then(|| text.to_owned());
        let (user, password) = (secret("u"), secret("p"));
        Mailer::smtp(&SmtpSettings { host: host.into(), port: 25, security, hello: None, user, password }).is_ok()
    };
    assert!(!to("mail.example.org", Security::Plain, true));
    assert!(!to("10.0.0.5", Security::Plain, true));
    assert!(to("mail.example.org", Security::Plain, false));
    assert!(to("localhost", Security::Plain, true));
    assert!(to("127.0.0.1", Security::Plain, true));
    assert!(to("mail.example.org", Security::Tls, true));
    assert!(to("mail.example.org", Security::StartTls, true));
}

#[test]
fn user_and_password_go_together() {
    let settings = SmtpSettings {
        host: "localhost".into(),
        port: 25,
        security: Security::Plain,
        hello: None,
        user: Some("u".into()),
        password: None,
    };
    assert!(Mailer::smtp(&settings).is_err());
}

#[test]
fn a_password_is_not_printed() {
    let settings = SmtpSettings {
        host: "localhost".into(),
        port: 25,
        security: Security::Plain,
        hello: None,
        user: Some("somebody".into()),
        password: Some("hunter22".into()),
    };
    let printed = format!("{settings:?} {:?}", Mailer::smtp(&settings).unwrap());
    assert!(!printed.contains("hunter22") && !printed.contains("somebody"), "{printed}");
}

#[tokio::test]
async fn a_letter_laid_in_a_folder_is_one_file_for_its_owner() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("mail");
    let mailer = Mailer::folder(&folder);
    for _ in 0..2 {
        mailer.send(&letter()).await.unwrap();
    }
    let names: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["1790000000-0190-offer@example.net.eml"]);
    let file = folder.join(&names[0]);
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.contains("To: Ada <ada@example.org>") && text.contains("https://example.net/o/abc"), "{text}");
    let mode = |path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&folder), mode(&file)), (0o700, 0o600));
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_is_tried_again_later() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("mail"), "a file").unwrap();
    let error = Mailer::folder(dir.path().join("mail")).send(&letter()).await.unwrap_err();
    assert!(!error.permanent);
}

#[tokio::test]
async fn a_letter_that_could_smuggle_or_never_go_is_refused_for_good() {
    type Spoil = fn(&mut Letter);
    let spoils: [(&str, Spoil); 14] = [
        ("header in subject", |letter| letter.subject = "Hi\r\nBcc: eve@example.org".into()),
        ("line end in subject", |letter| letter.subject = "Hi\nthere".into()),
        ("header in receiver", |letter| letter.to = "a@example.org\r\nBcc: eve@example.org".into()),
        ("header in sender", |letter| letter.from = "A\n <a@example.org>".into()),
        ("two receivers", |letter| letter.to = "a@example.org, b@example.org".into()),
        ("no address", |letter| letter.to = "ada".into()),
        ("no sender", |letter| letter.from = String::new()),
        ("subject too long", |letter| letter.subject = "x".repeat(401)),
        ("text too long", |letter| letter.text = "x".repeat(256 * 1024 + 1)),
        ("html too long", |letter| letter.html = Some("x".repeat(256 * 1024 + 1))),
        ("id that climbs", |letter| letter.message_id = "../../x@example.org".into()),
        ("id with a header", |letter| letter.message_id = "x@example.org>\r\nBcc: a@b".into()),
        ("id without host", |letter| letter.message_id = "x@".into()),
        ("hidden file", |letter| letter.message_id = ".x@example.org".into()),
    ];
    let dir = tempfile::tempdir().unwrap();
    for (what, spoil) in spoils {
        let mut letter = letter();
        spoil(&mut letter);
        let error = Mailer::folder(dir.path()).send(&letter).await.unwrap_err();
        assert!(error.permanent, "{what}: {error}");
    }
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0, "nothing is written");
    let mut fits = letter();
    (fits.subject, fits.text) = ("x".repeat(400), "x".repeat(256 * 1024));
    Mailer::folder(dir.path()).send(&fits).await.unwrap();
}
