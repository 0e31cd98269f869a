//! Just enough HTTP/1.1 to ask a server on this machine, and to notice when it dies while answering.

use std::io::{Read, Write};
use std::net::TcpStream;

use serde_json::Value;

/// What was answered.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The body, when it is JSON.
    pub body: Value,
}

/// The server is not there (any more): what it did with the request is unknown.
#[derive(Debug)]
pub struct Gone;

/// Sends one request on a connection of its own.
pub fn ask(address: &str, method: &str, path: &str, headers: &[(&str, &str)], body: Option<&Value>) -> Result<Answer, Gone> {
    let body = body.map(Value::to_string).unwrap_or_default();
    let mut request = format!("{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n");
    for (name, value) in headers {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    if !body.is_empty() {
        request.push_str("Content-Type: application/json\r\n");
    }
    request.push_str(&format!("Content-Length: {}\r\n\r\n{body}", body.len()));
    let mut connection = connect(address)?;
    connection.write_all(request.as_bytes()).map_err(|_| Gone)?;
    let mut answer = Vec::new();
    connection.read_to_end(&mut answer).map_err(|_| Gone)?;
    parse(&answer).ok_or(Gone)
}

#[expect(clippy::disallowed_methods, reason = "the test asks the server that it started itself on this machine")]
fn connect(address: &str) -> Result<TcpStream, Gone> {
    TcpStream::connect(address).map_err(|_| Gone)
}

/// A whole answer, or nothing: half an answer is no acknowledgement.
fn parse(answer: &[u8]) -> Option<Answer> {
    let end = answer.windows(4).position(|window| window == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&answer[..end]).ok()?;
    let body = &answer[end + 4..];
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().ok())?
    });
    if length.is_some_and(|length| length != body.len()) {
        return None;
    }
    Some(Answer { status, body: serde_json::from_slice(body).unwrap_or(Value::Null) })
}
