use super::*;

fn guard() -> Guard {
    Guard::new(false)
}

fn trying() -> Guard {
    Guard::new(true)
}

#[test]
fn a_public_https_address_passes_without_its_fragment() {
    for (text, admitted) in [
        ("https://example.org", "https://example.org/"),
        ("https://example.org:443/a?b=c#d", "https://example.org/a?b=c"),
        ("HTTPS://Example.ORG/A", "https://example.org/A"),
        ("https://bücher.example.org/é", "https://xn--bcher-kva.example.org/%C3%A9"),
        ("https://example.org/a@b?c=https://d@e", "https://example.org/a@b?c=https://d@e"),
        ("https://localhost.example.org/", "https://localhost.example.org/"),
        ("https://notlocal.org/", "https://notlocal.org/"),
        ("https://mylan.com/", "https://mylan.com/"),
        ("https://example.org/../../etc", "https://example.org/etc"),
    ] {
        assert_eq!(guard().admit(text).as_ref().map(Admitted::as_str), Ok(admitted), "{text}");
    }
}

#[test]
fn an_address_is_read_to_its_limit_and_no_further() {
    let of = |length: usize| format!("https://example.org/{}", "a".repeat(length - 20));
    assert!(guard().admit(&of(URL_BYTES_MAX)).is_ok());
    assert_eq!(guard().admit(&of(URL_BYTES_MAX + 1)), Err(Why::TooLong));
    let named = |length: usize| format!("https://{}.org/", "a.".repeat((length - 4) / 2 - 1) + "ab");
    assert!(guard().admit(&named(HOST_BYTES_MAX - 1)).is_ok());
    assert_eq!(guard().admit(&named(HOST_BYTES_MAX + 1)), Err(Why::TooLong));
}

#[test]
fn trying_admits_this_machine_and_nothing_more() {
    for text in ["http://127.0.0.1:8080/x", "https://127.0.0.1/", "http://[::1]:9/", "http://localhost:1/", "http://a.localhost/"]
    {
        assert!(trying().admit(text).is_ok(), "{text}");
        assert!(guard().admit(text).is_err(), "{text}");
    }
    for (text, why) in [
        ("http://example.org/", Why::NotHttps),
        ("https://example.org:8443/", Why::Port(8443)),
        ("http://0.0.0.0:8080/", Why::IpLiteral),
        ("http://10.0.0.1/", Why::IpLiteral),
        ("http://[::]/", Why::IpLiteral),
        ("http://[::ffff:127.0.0.1]/", Why::IpLiteral),
        ("http://169.254.169.254/latest", Why::IpLiteral),
        ("http://u:p@127.0.0.1/", Why::UserInfo),
        ("ftp://127.0.0.1/", Why::NotHttps),
        ("http://peer.local/", Why::LocalName),
        ("http://peer/", Why::SingleLabel),
    ] {
        assert_eq!(trying().admit(text), Err(why), "{text}");
    }
}

#[test]
fn names_of_this_machine_lead_to_this_machine_only() {
    let lead = |guard: Guard, host: &str, to: &str| guard.admit_addresses(host, vec![to.parse().unwrap()]).is_ok();
    assert!(lead(trying(), "localhost", "127.0.0.1:0"));
    assert!(lead(trying(), "a.localhost", "[::1]:0"));
    assert!(!lead(trying(), "localhost", "10.0.0.1:0"));
    assert!(!lead(trying(), "localhost", "9.9.9.9:0"), "localhost is not elsewhere");
    assert!(!lead(trying(), "example.org", "127.0.0.1:0"), "a public name does not lead here, even when trying");
    assert!(lead(trying(), "example.org", "9.9.9.9:0"));
    assert!(!lead(guard(), "localhost", "127.0.0.1:0"));
    assert!(!lead(guard(), "notlocalhost", "127.0.0.1:0"));
}

#[test]
fn all_addresses_of_a_name_must_do_also_those_that_are_not_dialled() {
    let good = "9.9.9.9:0".parse().unwrap();
    let mut many = vec![good; 40];
    assert_eq!(guard().admit_addresses("example.org", many.clone()).unwrap().len(), ADDRESSES_MAX);
    many.push("10.0.0.1:0".parse().unwrap());
    assert_eq!(guard().admit_addresses("example.org", many), Err(Why::NotPublic("10.0.0.1".parse().unwrap())));
}

#[test]
fn a_redirection_is_judged_like_a_first_address() {
    let from = guard().admit("https://example.org/a/b").unwrap();
    for (location, to) in [
        ("c", "https://example.org/a/c"),
        ("/c#d", "https://example.org/c"),
        ("?q", "https://example.org/a/b?q"),
        ("//www.example.com/", "https://www.example.com/"),
        ("https://www.example.com", "https://www.example.com/"),
    ] {
        assert_eq!(guard().admit_redirect(&from, location).as_ref().map(Admitted::as_str), Ok(to), "{location}");
    }
    for (location, why) in [
        ("http://example.org/", Why::NotHttps),
        ("//127.0.0.1/", Why::IpLiteral),
        ("//example.org:8443/", Why::Port(8443)),
        ("//u@example.org/", Why::UserInfo),
        ("\\\\127.0.0.1\\", Why::StrangeCharacters),
        ("/\t/127.0.0.1/", Why::StrangeCharacters),
        ("file:///etc/passwd", Why::NotHttps),
        ("javascript:alert(1)", Why::NotAUrl),
        ("https://[", Why::NotAUrl),
    ] {
        assert_eq!(guard().admit_redirect(&from, location), Err(why), "{location}");
    }
}

#[test]
fn nobody_outside_sends_us_to_ourselves_even_when_trying() {
    let (outside, inside) = (trying().admit("https://example.org/").unwrap(), trying().admit("http://localhost:1/").unwrap());
    assert_eq!(trying().admit_redirect(&outside, "http://127.0.0.1:8080/"), Err(Why::BackToLoopback));
    assert!(trying().admit_redirect(&inside, "http://127.0.0.1:8080/").is_ok());
    assert!(trying().admit_redirect(&inside, "https://example.org/").is_ok());
}
