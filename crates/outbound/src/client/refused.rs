//! One table of what is refused, with a canary that must stay silent.

use std::net::IpAddr;

use crate::testing::{Answers, Canary, settings};
use crate::{Accept, Client, FetchRefusal, Why};

/// Spellings of addresses. `PORT` stands for the canary's port, where a fetch let through would be seen.
const SPELLINGS: [(&str, Why); 62] = [
    ("", Why::NotAUrl),
    ("example.org/badge", Why::NotAUrl),
    ("//example.org/badge", Why::NotAUrl),
    ("https:example.org", Why::NotAUrl),
    ("https:///", Why::NotAUrl),
    ("https://?x", Why::NotAUrl),
    ("https://exa[mple.org/", Why::NotAUrl),
    ("https://example.org:99999/", Why::NotAUrl),
    ("data:text/plain,x", Why::NotAUrl),
    ("urn:uuid:00000000-0000-0000-0000-000000000000", Why::NotAUrl),
    ("http://example.org/", Why::NotHttps),
    ("http://example.org:443/", Why::NotHttps),
    ("file:///etc/passwd", Why::NotHttps),
    ("ftp://example.org/", Why::NotHttps),
    ("gopher://127.0.0.1:PORT/_x", Why::NotHttps),
    ("ws://127.0.0.1:PORT/", Why::NotHttps),
    ("unix:///run/docker.sock", Why::NotHttps),
    ("https://example.org:80/", Why::Port(80)),
    ("https://example.org:22/", Why::Port(22)),
    ("https://example.org:8443/", Why::Port(8443)),
    ("https://user@example.org/", Why::UserInfo),
    ("https://user:word@example.org/", Why::UserInfo),
    ("https://:word@example.org/", Why::UserInfo),
    ("https://@example.org/", Why::UserInfo),
    ("https://example.org@127.0.0.1:PORT/", Why::UserInfo),
    ("https://127.0.0.1:PORT@example.org/", Why::UserInfo),
    ("https://example.org\\@127.0.0.1:PORT/", Why::StrangeCharacters),
    ("https:\\\\127.0.0.1:PORT\\", Why::StrangeCharacters),
    (" https://example.org/", Why::StrangeCharacters),
    ("https://example.org/\r\nHost: 127.0.0.1", Why::StrangeCharacters),
    ("https://127.0.0.1:PORT\t/", Why::StrangeCharacters),
    ("https://exam\u{0}ple.org/", Why::StrangeCharacters),
    ("https://example.org/\u{a0}", Why::StrangeCharacters),
    ("https://127.0.0.1:PORT/", Why::IpLiteral),
    ("http://127.0.0.1:PORT/", Why::IpLiteral),
    ("https://127.1:PORT/", Why::IpLiteral),
    ("https://2130706433:PORT/", Why::IpLiteral),
    ("https://0x7f000001:PORT/", Why::IpLiteral),
    ("https://0x7f.0.0.1:PORT/", Why::IpLiteral),
    ("https://0177.0.0.1:PORT/", Why::IpLiteral),
    ("https://017700000001:PORT/", Why::IpLiteral),
    ("https://0:PORT/", Why::IpLiteral),
    ("https://0.0.0.0:PORT/", Why::IpLiteral),
    ("https://127.0.0.1.:PORT/", Why::IpLiteral),
    ("https://%31%32%37.0.0.1:PORT/", Why::IpLiteral),
    ("https://①②⑦.⓪.⓪.①:PORT/", Why::IpLiteral),
    ("https://127。0。0。1:PORT/", Why::IpLiteral),
    ("https://[::1]:PORT/", Why::IpLiteral),
    ("https://[::]:PORT/", Why::IpLiteral),
    ("https://[::ffff:127.0.0.1]:PORT/", Why::IpLiteral),
    ("https://[::ffff:7f00:1]:PORT/", Why::IpLiteral),
    ("https://169.254.169.254/latest/meta-data/", Why::IpLiteral),
    ("https://9.9.9.9/", Why::IpLiteral),
    ("https://[2606:4700::1111]/", Why::IpLiteral),
    ("https://localhost:PORT/", Why::LocalName),
    ("https://LOCALHOST:PORT/", Why::LocalName),
    ("https://loc\u{ad}alhost:PORT/", Why::LocalName),
    ("https://printer.local/", Why::LocalName),
    ("https://metadata.google.internal/", Why::LocalName),
    ("https://router.home.arpa/", Why::LocalName),
    ("https://intranet-host/", Why::SingleLabel),
    ("https://localhost.:PORT/", Why::TrailingDot),
];

/// What a name answers with, and the address that is named as the reason. The good ones are public resolvers.
const ANSWERS: [(&[&str], &str); 34] = [
    (&["127.0.0.1"], "127.0.0.1"),
    (&["127.9.9.9"], "127.9.9.9"),
    (&["0.0.0.0"], "0.0.0.0"),
    (&["0.1.2.3"], "0.1.2.3"),
    (&["10.0.0.1"], "10.0.0.1"),
    (&["100.64.0.1"], "100.64.0.1"),
    (&["100.100.100.200"], "100.100.100.200"),
    (&["168.63.129.16"], "168.63.129.16"),
    (&["169.254.169.254"], "169.254.169.254"),
    (&["172.16.0.1"], "172.16.0.1"),
    (&["172.31.255.254"], "172.31.255.254"),
    (&["192.0.0.192"], "192.0.0.192"),
    (&["192.0.2.1"], "192.0.2.1"),
    (&["192.168.1.1"], "192.168.1.1"),
    (&["198.18.0.1"], "198.18.0.1"),
    (&["198.51.100.1"], "198.51.100.1"),
    (&["203.0.113.1"], "203.0.113.1"),
    (&["224.0.0.1"], "224.0.0.1"),
    (&["240.0.0.1"], "240.0.0.1"),
    (&["255.255.255.255"], "255.255.255.255"),
    (&["::1"], "::1"),
    (&["::"], "::"),
    (&["::127.0.0.1"], "::127.0.0.1"),
    (&["::ffff:127.0.0.1"], "::ffff:127.0.0.1"),
    (&["64:ff9b::127.0.0.1"], "64:ff9b::127.0.0.1"),
    (&["2001:db8::1"], "2001:db8::1"),
    (&["2001:0:7f00:1::"], "2001:0:7f00:1::"),
    (&["2002:7f00:1::1"], "2002:7f00:1::1"),
    (&["fd00:ec2::254"], "fd00:ec2::254"),
    (&["fe80::1"], "fe80::1"),
    (&["fec0::1"], "fec0::1"),
    (&["ff02::1"], "ff02::1"),
    (&["9.9.9.9", "127.0.0.1"], "127.0.0.1"),
    (&["2606:4700::1111", "10.0.0.1", "9.9.9.9"], "10.0.0.1"),
];

#[tokio::test]
async fn no_case_of_the_table_reaches_anybody() {
    let canary = Canary::new();
    let port = canary.port().to_string();
    for (url, why) in SPELLINGS {
        let answers = Answers::new(&["127.0.0.1"], canary.port());
        let client = Client::with_lookup(settings(false), answers.clone()).unwrap();
        let answer = client.fetch(&url.replace("PORT", &port), Accept::Document, 1000).await;
        assert_eq!(answer, Err(FetchRefusal::Refused { why }), "{url}");
        assert_eq!(answers.asked(), 0, "{url}: a spelling that is refused is not looked up either");
        assert_eq!(canary.visits(), 0, "{url}");
    }
    for (addresses, bad) in ANSWERS {
        let answers = Answers::new(addresses, canary.port());
        let client = Client::with_lookup(settings(false), answers.clone()).unwrap();
        let answer = client.fetch("https://badges.example.org/1", Accept::Document, 1000).await;
        let why = Why::NotPublic(bad.parse::<IpAddr>().unwrap());
        assert_eq!(answer, Err(FetchRefusal::Refused { why }), "{addresses:?}");
        assert_eq!(answers.asked(), 1, "{addresses:?}");
        assert_eq!(canary.visits(), 0, "{addresses:?}");
    }
}

/// Without this, a canary that hears nothing would prove nothing. The clock is stopped: the fetch, which nobody
/// answers, times out at once.
#[tokio::test(start_paused = true)]
async fn the_canary_sings_when_somebody_comes() {
    let canary = Canary::new();
    let client = Client::with_lookup(settings(true), Answers::new(&["127.0.0.1"], canary.port())).unwrap();
    // By number, and by a name that the double leads to the canary's port.
    for url in [format!("http://127.0.0.1:{}/", canary.port()), "http://localhost/".to_owned()] {
        assert!(client.fetch(&url, Accept::Document, 1000).await.is_err());
        assert_eq!(canary.visits(), 1, "{url}");
    }
}
