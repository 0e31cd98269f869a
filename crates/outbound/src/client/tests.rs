use std::io::Write as _;
use std::time::Duration;

use super::*;
use crate::testing::{Answers, Canary, Server, Silence, Step, at_home, deaf_port, http, settings};
use crate::{IMAGE_BYTES_MAX, JSON_BYTES_MAX};

async fn fetch(server: &Server, path: &str, bytes_max: usize) -> Result<Fetched, FetchRefusal> {
    at_home().fetch(&server.url(path), Accept::Document, bytes_max).await
}

#[tokio::test]
async fn a_document_comes_with_its_type_and_address() {
    let server = Server::saying(http(200, &["Content-Type: Application/LD+JSON; charset=utf-8"], b"{}")).await;
    let fetched = fetch(&server, "/badge?v=2#part", 100).await.unwrap();
    assert_eq!(fetched.final_url, server.url("/badge?v=2"));
    assert_eq!(fetched.media_type, "application/ld+json");
    assert_eq!((fetched.bytes.as_slice(), fetched.status), (b"{}".as_slice(), 200));
    let plain = Server::saying(http(203, &[], b"")).await;
    let fetched = fetch(&plain, "/", 100).await.unwrap();
    assert_eq!((fetched.media_type.as_str(), fetched.bytes.len(), fetched.status), ("", 0, 203));
}

#[tokio::test]
async fn a_request_says_who_and_what_and_nothing_else() {
    let server = Server::new(|head| {
        let answer = if head.starts_with("GET /second") {
            http(200, &[], b"ok")
        } else {
            http(302, &["Location: /second", "Set-Cookie: id=1; Path=/"], b"")
        };
        vec![Step::Send(answer)]
    })
    .await;
    let fetched = fetch(&server, "/first?secret=1", 100).await.unwrap();
    assert_eq!(fetched.final_url, server.url("/second"));
    let heads = server.heads();
    assert_eq!(heads.len(), 2);
    for head in heads {
        let mut names: Vec<_> = head.lines().skip(1).filter_map(|line| line.split_once(':')).map(|(name, _)| name).collect();
        names.sort_unstable();
        assert_eq!(names, ["accept", "accept-encoding", "host", "user-agent"], "{head}");
        assert!(head.contains("user-agent: anavez/test"), "{head}");
        assert!(head.contains(&format!("accept: {}", Accept::Document.header())), "{head}");
    }
}

#[tokio::test]
async fn three_redirections_are_followed_and_not_four() {
    let server = Server::new(|head| {
        let left: usize = head["GET /".len()..].split(' ').next().unwrap().parse().unwrap();
        let location = format!("Location: /{}", left.saturating_sub(1));
        let status = [301, 302, 303, 307, 308][left % 5];
        let answer = if left == 0 { http(200, &[], b"here") } else { http(status, &[&location], b"") };
        vec![Step::Send(answer)]
    })
    .await;
    for left in 0..=REDIRECTS_MAX {
        assert_eq!(fetch(&server, &format!("/{left}"), 100).await.unwrap().bytes, b"here", "{left}");
    }
    let before = server.heads().len();
    assert_eq!(fetch(&server, "/4", 100).await, Err(FetchRefusal::TooManyRedirects));
    assert_eq!(server.heads().len() - before, REDIRECTS_MAX + 1, "the fourth is not even asked");
}

#[tokio::test]
async fn a_redirection_to_where_we_do_not_go_is_refused_there() {
    let canary = Canary::new();
    let not_public = |address: &str| Why::NotPublic(address.parse().unwrap());
    for (location, why) in [
        ("http://169.254.169.254/latest/meta-data/", Why::IpLiteral),
        ("//10.0.0.1/", Why::IpLiteral),
        ("http://[::ffff:7f00:1]/", Why::IpLiteral),
        ("https://167772161/", Why::IpLiteral),
        ("http://badges.example.org/", Why::NotHttps),
        ("file:///etc/passwd", Why::NotHttps),
        ("https://printer.local/", Why::LocalName),
        // What some programs read as //127.0.0.1/, others as a path.
        ("\\\\127.0.0.1:PORT\\", Why::StrangeCharacters),
        ("/\t/127.0.0.1:PORT/", Why::StrangeCharacters),
        ("https://user@badges.example.org/", Why::UserInfo),
        ("https://badges.example.org:8443/", Why::Port(8443)),
        // A public name, whose name server leads us to the canary.
        ("https://badges.example.org/", not_public("127.0.0.1")),
    ] {
        let location = location.replace("PORT", &canary.port().to_string());
        let server = Server::saying(http(302, &[&format!("Location: {location}")], b"")).await;
        let client = Client::with_lookup(settings(true), Answers::new(&["9.9.9.9", "127.0.0.1"], canary.port())).unwrap();
        let answer = client.fetch(&server.url("/"), Accept::Document, 100).await;
        assert_eq!(answer, Err(FetchRefusal::Refused { why }), "{location}");
        assert_eq!(canary.visits(), 0, "{location}");
    }
}

#[tokio::test]
async fn answers_that_are_not_good_ones_are_told_apart() {
    for (answer, refusal) in [
        (http(410, &[], b"{\"revoked\": true}"), FetchRefusal::Gone),
        (http(404, &[], b""), FetchRefusal::Status(404)),
        (http(500, &[], b""), FetchRefusal::Status(500)),
        (http(300, &["Location: /x"], b""), FetchRefusal::Status(300)),
        (http(301, &[], b""), FetchRefusal::Status(301)),
        (http(302, &["Location: /é"], b""), FetchRefusal::Refused { why: Why::StrangeCharacters }),
    ] {
        let server = Server::saying(answer).await;
        assert_eq!(fetch(&server, "/", 100).await, Err(refusal));
    }
    for (answer, what) in [
        (b"SSH-2.0-OpenSSH\r\n".to_vec(), "another protocol"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhalf".to_vec(), "a body broken off"),
        (http(200, &["Content-Encoding: gzip"], b"not gzip"), "gzip that is not"),
        (http(200, &vec!["X: y"; HEADERS_MAX], b""), "too many headers"),
    ] {
        let server = Server::saying(answer).await;
        let refusal = fetch(&server, "/", 100).await.unwrap_err();
        assert_eq!(refusal, FetchRefusal::Garbled { host: "127.0.0.1".into() }, "{what}");
    }
}

#[tokio::test]
async fn who_is_not_there_does_not_answer() {
    let (_taken, deaf) = deaf_port();
    let answer = at_home().fetch(&format!("http://{deaf}/"), Accept::Document, 100).await;
    assert_eq!(answer, Err(FetchRefusal::DoesNotAnswer { host: "127.0.0.1".into() }));
    let nameless = Client::with_lookup(settings(false), Answers::new(&[], 0)).unwrap();
    let answer = nameless.fetch("https://badges.example.org/", Accept::Document, 100).await;
    assert_eq!(answer, Err(FetchRefusal::DoesNotAnswer { host: "badges.example.org".into() }));
}

#[tokio::test]
async fn a_body_is_taken_to_the_limit_and_no_further() {
    for (lines, what) in [(vec![], "length unknown"), (vec!["Content-Length: 101"], "length told")] {
        let server = Server::saying(http(200, &lines, &[b'x'; 101])).await;
        assert_eq!(fetch(&server, "/", 101).await.unwrap().bytes.len(), 101, "{what}");
        assert_eq!(fetch(&server, "/", 100).await, Err(FetchRefusal::TooLarge { bytes_max: 100 }), "{what}");
    }
}

/// The server would go on for ever: only counting while bytes arrive ends it before the time is up.
#[tokio::test]
async fn an_endless_body_is_cut_while_it_comes() {
    let server = Server::new(|_| vec![Step::Send(http(200, &[], &[b'x'; 5000])), Step::Hang]).await;
    assert_eq!(fetch(&server, "/", 4000).await, Err(FetchRefusal::TooLarge { bytes_max: 4000 }));
    let lying = Server::new(|_| vec![Step::Send(http(200, &["Content-Length: 9999999"], b"x")), Step::Hang]).await;
    assert_eq!(fetch(&lying, "/", 4000).await, Err(FetchRefusal::TooLarge { bytes_max: 4000 }));
}

#[tokio::test]
async fn a_bomb_is_counted_at_its_full_size() {
    let gzip = |length: usize| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(&vec![0; length]).unwrap();
        encoder.finish().unwrap()
    };
    let bomb = gzip(20 * 1024 * 1024);
    assert!(bomb.len() < 100_000, "small on the way");
    let server = Server::saying(http(200, &["Content-Encoding: gzip"], &bomb)).await;
    assert_eq!(fetch(&server, "/", 100_000).await, Err(FetchRefusal::TooLarge { bytes_max: 100_000 }));
    let small = Server::saying(http(200, &["Content-Encoding: gzip"], &gzip(1000))).await;
    assert_eq!(fetch(&small, "/", 1000).await.unwrap().bytes, vec![0; 1000]);
    assert_eq!(fetch(&small, "/", 999).await, Err(FetchRefusal::TooLarge { bytes_max: 999 }));
}

#[tokio::test]
async fn no_caller_asks_for_more_than_the_kind_allows() {
    for (accept, bytes_max) in [(Accept::Document, JSON_BYTES_MAX), (Accept::Image, IMAGE_BYTES_MAX)] {
        let told = format!("Content-Length: {}", bytes_max + 1);
        let server = Server::saying(http(200, &[&told], b"x")).await;
        let answer = at_home().fetch(&server.url("/"), accept, usize::MAX).await;
        assert_eq!(answer, Err(FetchRefusal::TooLarge { bytes_max }));
    }
}

/// The clock is stopped and jumps when nothing is left to do, so these take no time. Each is slow elsewhere.
#[tokio::test(start_paused = true)]
async fn whoever_is_slow_is_left_when_the_time_is_up() {
    let second = || Step::Wait(Duration::from_secs(1));
    let drip = |bytes: &[u8]| bytes.iter().flat_map(|byte| [Step::Send(vec![*byte]), second()]).collect::<Vec<_>>();
    let mut body = vec![Step::Send(http(200, &[], b""))];
    body.extend(drip(b"a body of more than ten bytes"));
    let scripts = [vec![Step::Hang], drip(&http(200, &[], b"x")), body];
    for (n, script) in scripts.into_iter().enumerate() {
        let server = Server::new(move |_| script.clone()).await;
        let start = tokio::time::Instant::now();
        let refusal = fetch(&server, "/", 1000).await.unwrap_err();
        assert_eq!(refusal, FetchRefusal::TooSlow { host: "127.0.0.1".into() }, "script {n}");
        let took = start.elapsed();
        assert!(took >= TIME_MAX && took < TIME_MAX + Duration::from_secs(1), "script {n}: {took:?}");
    }
    let silent = Client::with_lookup(settings(false), Arc::new(Silence)).unwrap();
    let answer = silent.fetch("https://badges.example.org/", Accept::Document, 100).await;
    assert_eq!(answer, Err(FetchRefusal::TooSlow { host: "badges.example.org".into() }), "the name server");
}

#[tokio::test(start_paused = true)]
async fn the_time_is_for_the_whole_way_not_for_each_redirection() {
    let server =
        Server::new(|_| vec![Step::Wait(Duration::from_secs(4)), Step::Send(http(302, &["Location: /again"], b""))]).await;
    assert_eq!(fetch(&server, "/", 100).await, Err(FetchRefusal::TooSlow { host: "127.0.0.1".into() }));
    assert_eq!(server.heads().len(), 3, "4 s + 4 s, and the third is cut short");
}

#[test]
fn no_setting_makes_the_time_longer() {
    let generous = Settings { time_max: Duration::from_secs(3600), ..settings(false) };
    assert_eq!(Client::new(generous).unwrap().time_max, TIME_MAX);
}

/// The environment belongs to the whole process, so the fetch is made by this test's own program started again.
#[tokio::test]
async fn no_proxy_is_taken_from_the_environment() {
    let server = Server::saying(http(200, &[], b"straight")).await;
    let canary = Canary::new();
    let proxy = format!("http://127.0.0.1:{}", canary.port());
    let mut child = tokio::process::Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", "client::tests::fetched_by_the_child", "--include-ignored"]);
    for name in ["http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"] {
        child.env(name, &proxy);
    }
    let output = child.env("FETCH_THIS", server.url("/")).env_remove("NO_PROXY").output().await.unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    assert_eq!(server.heads().len(), 1);
    assert_eq!(canary.visits(), 0);
}

#[tokio::test]
#[ignore = "run by no_proxy_is_taken_from_the_environment"]
async fn fetched_by_the_child() {
    if let Ok(url) = std::env::var("FETCH_THIS") {
        assert_eq!(at_home().fetch(&url, Accept::Document, 100).await.unwrap().bytes, b"straight");
    }
}

mod over_tls {
    use std::sync::Mutex;

    use rustls::pki_types::{CertificateDer, PrivateKeyDer};

    use super::*;

    /// A server with a certificate of its own making for this name; the certificate, and where it is.
    async fn server(name: &str) -> (CertificateDer<'static>, String) {
        let made = rcgen::generate_simple_self_signed([name.to_owned()]).unwrap();
        let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let config = rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key)
            .unwrap();
        let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(config));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                if let Ok(stream) = acceptor.accept(stream).await {
                    let answer = |_: &str| vec![Step::Send(http(200, &[], b"proven"))];
                    crate::testing::serve(stream, &answer, &Mutex::default()).await;
                }
            }
        });
        (made.cert.der().clone(), format!("https://{address}/"))
    }

    fn trusting(certificate: Option<CertificateDer<'static>>) -> Client {
        let mut roots = rustls::RootCertStore::empty();
        roots.add_parsable_certificates(certificate);
        let guard = Guard::new(true);
        Client::build(&settings(true), Dialer::new(guard, Answers::new(&[], 0)), guard, roots).unwrap()
    }

    async fn fetch(client: &Client, url: &str) -> Result<Fetched, FetchRefusal> {
        client.fetch(url, Accept::Document, 100).await
    }

    #[tokio::test]
    async fn only_a_certificate_that_proves_the_host_will_do() {
        let not_trusted = Err(FetchRefusal::NotTrusted { host: "127.0.0.1".into() });
        let (certificate, url) = server("127.0.0.1").await;
        assert_eq!(fetch(&trusting(Some(certificate)), &url).await.unwrap().bytes, b"proven");
        assert_eq!(fetch(&trusting(None), &url).await, not_trusted, "of no known authority");
        let (certificate, url) = server("127.0.0.2").await;
        assert_eq!(fetch(&trusting(Some(certificate)), &url).await, not_trusted, "of another host");
    }

    #[tokio::test]
    async fn who_does_not_speak_tls_is_told_so() {
        let plain = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("https://{}/", plain.local_addr().unwrap());
        tokio::spawn(async move {
            let (mut stream, _) = plain.accept().await.unwrap();
            tokio::io::AsyncWriteExt::write_all(&mut stream, b"HTTP/1.1 400 Bad Request\r\n\r\n").await.unwrap();
            // Held until the client has read it.
            drop(tokio::io::AsyncReadExt::read_to_end(&mut stream, &mut Vec::new()).await);
        });
        assert_eq!(fetch(&trusting(None), &url).await, Err(FetchRefusal::NotTls { host: "127.0.0.1".into() }));
    }
}
