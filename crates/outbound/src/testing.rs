//! Doubles for the tests of this crate: a canary, a resolver, a web server that says exactly what it is told.

use std::io::ErrorKind;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};

use crate::{Client, Looking, Lookup, Settings};

/// A port on every address of this machine, where nobody may come.
pub struct Canary(TcpListener);

impl Canary {
    pub fn new() -> Self {
        let listener = TcpListener::bind("[::]:0").or_else(|_| TcpListener::bind("0.0.0.0:0")).unwrap();
        listener.set_nonblocking(true).unwrap();
        Self(listener)
    }

    pub fn port(&self) -> u16 {
        self.0.local_addr().unwrap().port()
    }

    /// How many came since the last time. The kernel queues them when they dial: nothing to wait for.
    pub fn visits(&self) -> usize {
        let mut visits = 0;
        loop {
            match self.0.accept() {
                Ok(_) => visits += 1,
                Err(error) if error.kind() == ErrorKind::WouldBlock => return visits,
                Err(error) => panic!("{error}"),
            }
        }
    }
}

/// A port of this machine that is taken, so that nobody else gets it, and where nobody listens.
pub fn deaf_port() -> (tokio::net::TcpSocket, SocketAddr) {
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let address = socket.local_addr().unwrap();
    (socket, address)
}

/// A resolver that answers every name alike, and counts.
pub struct Answers {
    addresses: Vec<SocketAddr>,
    asked: AtomicUsize,
}

impl Answers {
    pub fn new(addresses: &[&str], port: u16) -> Arc<Self> {
        let address = |text: &&str| SocketAddr::new(text.parse::<IpAddr>().unwrap(), port);
        Arc::new(Self { addresses: addresses.iter().map(address).collect(), asked: AtomicUsize::new(0) })
    }

    pub fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

impl Lookup for Answers {
    fn lookup(&self, _host: String) -> Looking {
        self.asked.fetch_add(1, Ordering::SeqCst);
        let addresses = self.addresses.clone();
        Box::pin(async move { Ok(addresses) })
    }
}

/// A resolver that never answers.
pub struct Silence;

impl Lookup for Silence {
    fn lookup(&self, _host: String) -> Looking {
        Box::pin(std::future::pending())
    }
}

pub fn settings(allow_loopback: bool) -> Settings {
    Settings { allow_loopback, ..Settings::new("Anavez/test") }
}

/// A client that may go to this machine.
pub fn at_home() -> Client {
    Client::with_lookup(settings(true), Answers::new(&[], 0)).unwrap()
}

/// What the server does, one after the other; then it hangs up.
#[derive(Clone)]
pub enum Step {
    Send(Vec<u8>),
    /// Of the runtime's clock, which these tests stop.
    Wait(Duration),
    Hang,
}

/// A server on loopback; for each request, `answer` gets its head and says what to do.
pub struct Server {
    pub address: SocketAddr,
    heads: Arc<Mutex<Vec<String>>>,
}

impl Server {
    pub async fn new(answer: impl Fn(&str) -> Vec<Step> + Send + Sync + 'static) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let heads = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&heads);
        let answer = Arc::new(answer);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (answer, seen) = (Arc::clone(&answer), Arc::clone(&seen));
                tokio::spawn(async move { serve(stream, &*answer, &seen).await });
            }
        });
        Self { address, heads }
    }

    /// One answer to everything.
    pub async fn saying(bytes: impl Into<Vec<u8>>) -> Self {
        let bytes = bytes.into();
        Self::new(move |_| vec![Step::Send(bytes.clone())]).await
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The heads of the requests that came, in lower case.
    pub fn heads(&self) -> Vec<String> {
        self.heads.lock().unwrap().clone()
    }
}

/// Reads one request's head and does as told.
pub async fn serve(
    mut stream: impl AsyncRead + AsyncWrite + Unpin,
    answer: &(impl Fn(&str) -> Vec<Step> + ?Sized),
    seen: &Mutex<Vec<String>>,
) {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read_u8().await {
            Ok(byte) => head.push(byte),
            Err(_) => return,
        }
    }
    let head = String::from_utf8(head).unwrap();
    seen.lock().unwrap().push(head.to_lowercase());
    for step in answer(&head) {
        match step {
            // The client may hang up first: that is what some tests are about.
            Step::Send(bytes) => drop(stream.write_all(&bytes).await),
            Step::Wait(time) => tokio::time::sleep(time).await,
            Step::Hang => std::future::pending().await,
        }
    }
    drop(stream.shutdown().await);
}

/// An answer with these header lines and this body, its end marked by hanging up.
pub fn http(status: u16, lines: &[&str], body: &[u8]) -> Vec<u8> {
    let mut bytes = format!("HTTP/1.1 {status} Word\r\nConnection: close\r\n").into_bytes();
    for line in lines {
        bytes.extend_from_slice(line.as_bytes());
        bytes.extend_from_slice(b"\r\n");
    }
    bytes.extend_from_slice(b"\r\n");
    bytes.extend_from_slice(body);
    bytes
}
