use std::collections::HashMap;

use anavez_outbound::Security;

use super::*;

/// Reads a file with this text (none if empty) under this environment.
fn read(text: &str, environment: &[(&str, &str)]) -> Result<Said, Failure> {
    let folder = tempfile::tempdir().unwrap();
    if !text.is_empty() {
        std::fs::write(folder.path().join(FILE), text).unwrap();
    }
    let environment: HashMap<&str, &str> = environment.iter().copied().collect();
    Said::read(folder.path(), &|name| environment.get(name).map(|&value| value.to_owned()))
}

fn smtp(environment: &[(&str, &str)]) -> Result<SmtpSettings, Failure> {
    read("", environment).map(|said| said.smtp.unwrap())
}

#[test]
fn without_a_word_everything_is_as_usual() {
    let said = read("", &[]).unwrap();
    assert_eq!((said.site.as_str(), said.listen, said.smtp, said.allow_loopback), ("Anavez", None, None, false));
}

#[test]
fn the_environment_wins_over_the_file() {
    let text = "site = \"La Cale\"\noperator = \"Forum\"\nlisten = \"127.0.0.1:1\"\n[smtp]\nhost = \"a.example\"\n";
    let said = read(text, &[("ANAVEZ_SITE", "Les Deux Rades"), ("ANAVEZ_LISTEN", "127.0.0.1:2")]).unwrap();
    assert_eq!((said.site.as_str(), said.operator.as_str()), ("Les Deux Rades", "Forum"));
    assert_eq!(said.listen, Some("127.0.0.1:2".parse().unwrap()));
    assert_eq!(said.smtp.unwrap().host, "a.example");
}

#[test]
fn a_mail_server_in_the_environment_never_gets_the_password_of_the_one_in_the_file() {
    let text = "[smtp]\nhost = \"a.example\"\nuser = \"anna\"\npassword_file = \"/nowhere/at/all\"\n";
    let said = read(text, &[("ANAVEZ_SMTP_HOST", "b.example")]).unwrap().smtp.unwrap();
    assert_eq!((said.host.as_str(), said.user, said.password), ("b.example", None, None));
    assert!(read(text, &[]).is_err(), "the password file of the file's own server is missing");
}

#[test]
fn what_is_not_understood_is_refused_by_name() {
    for (text, named) in
        [("sitte = \"x\"", "sitte"), ("[smtp]\nhosst = \"x\"", "hosst"), ("site = 3", "site"), ("=", "anavez.toml")]
    {
        let said = read(text, &[]).unwrap_err().to_string();
        assert!(said.contains(named), "{said}");
    }
    assert!(read("", &[("ANAVEZ_LISTEN", "nowhere")]).unwrap_err().to_string().contains("ANAVEZ_LISTEN"));
    assert!(smtp(&[("ANAVEZ_SMTP_HOST", "a"), ("ANAVEZ_SMTP_PORT", "0x")]).is_err());
    assert!(smtp(&[("ANAVEZ_SMTP_HOST", "a"), ("ANAVEZ_SMTP_SECURITY", "ssl")]).is_err());
    assert!(smtp(&[("ANAVEZ_SMTP_HOST", "a"), ("ANAVEZ_SMTP_URL", "smtp://b")]).is_err());
}

#[test]
fn an_address_says_everything_about_a_mail_server() {
    let all = smtp(&[("ANAVEZ_SMTP_URL", "smtps://an%40na:p%2Fq@mail.example:4650")]).unwrap();
    assert_eq!((all.host.as_str(), all.port, all.security), ("mail.example", 4650, Security::Tls));
    assert_eq!((all.user.as_deref(), all.password.as_deref()), (Some("an@na"), Some("p/q")));
    let usual = |url| smtp(&[("ANAVEZ_SMTP_URL", url)]).map(|said| (said.port, said.security)).unwrap();
    assert_eq!(usual("smtps://a"), (465, Security::Tls));
    assert_eq!(usual("smtp://a"), (587, Security::StartTls));
    assert_eq!(usual("smtp+plain://a"), (25, Security::Plain));
    let refused = smtp(&[("ANAVEZ_SMTP_URL", "https://anna:secret@a")]).unwrap_err().to_string();
    assert!(!refused.contains("secret"), "{refused}");
}

#[test]
fn the_password_stands_in_a_file() {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), "s e c r e t \n").unwrap();
    let path = file.path().to_str().unwrap();
    let parts = [("ANAVEZ_SMTP_HOST", "a"), ("ANAVEZ_SMTP_USER", "anna"), ("ANAVEZ_SMTP_PASSWORD_FILE", path)];
    let said = smtp(&parts).unwrap();
    assert_eq!((said.password.as_deref(), said.port), (Some("s e c r e t "), 587));
}

#[test]
fn loopback_is_allowed_by_a_clear_yes_only() {
    let allowed = |value| read("", &[("ANAVEZ_ALLOW_LOOPBACK", value)]).unwrap().allow_loopback;
    assert!(allowed("1") && allowed("true"));
    assert!(!allowed("0") && !allowed("no"));
}

/// What `packaging/anavez.toml` shows, with every line of it switched on, is understood.
#[test]
fn the_example_is_understood() {
    let example = include_str!("../../packaging/anavez.toml");
    let switched_on: String = example
        .lines()
        .filter(|line| !line.starts_with("# "))
        .map(|line| format!("{}\n", line.trim_start_matches('#')))
        .collect();
    let password = tempfile::NamedTempFile::new().unwrap();
    let switched_on = switched_on.replace("/etc/anavez/smtp-password", password.path().to_str().unwrap());
    let said = read(&switched_on, &[]).unwrap();
    assert!(said.public_url.is_some() && said.smtp.is_some() && said.master_key_file.is_some() && said.listen.is_some());
}
