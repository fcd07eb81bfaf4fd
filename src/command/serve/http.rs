//! As much of HTTP as a browser on the same desk needs: one request, one answer, and the connection is closed.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// What a browser asks may be so long; all that comes after is not waited for.
const MOST_BYTES: usize = 32 << 10;
/// Headers that a request may have.
const MOST_HEADERS: usize = 96;
/// How long a browser may take to ask, and to take the answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// A request: what of it is looked at.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Request {
    pub(super) method: String,
    /// The path, without what follows a `?`, as it is written.
    pub(super) path: String,
    pub(super) host: Option<String>,
    /// From where the browser says that the request comes.
    pub(super) site: Option<String>,
}

/// An answer.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Answer {
    pub(super) status: &'static str,
    pub(super) media: &'static str,
    /// Where to go instead.
    pub(super) location: Option<String>,
    pub(super) body: Vec<u8>,
}

impl Answer {
    /// What was asked for.
    pub(super) const fn of(media: &'static str, body: Vec<u8>) -> Self {
        Self { status: "200 OK", media, location: None, body }
    }

    /// A line of text that says why not.
    pub(super) fn refusal(status: &'static str) -> Self {
        Self { status, media: "text/plain; charset=utf-8", location: None, body: format!("{status}\n").into_bytes() }
    }

    fn head(&self) -> String {
        let location = self.location.as_ref().map(|to| format!("Location: {to}\r\n")).unwrap_or_default();
        format!(
            "HTTP/1.1 {}\r\nContent-Type: {}\r\nContent-Length: {}\r\n{location}Cache-Control: no-store\r\n\
             X-Content-Type-Options: nosniff\r\nCross-Origin-Resource-Policy: same-origin\r\nX-Frame-Options: DENY\r\nConnection: close\r\n\r\n",
            self.status,
            self.media,
            self.body.len()
        )
    }
}

/// Reads a request and gives its answer.
pub(super) fn converse(mut stream: TcpStream, answer: impl FnOnce(&Request) -> Answer) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let request = match read(&mut stream) {
        Ok(request) => request,
        Err(error) if error.kind() == io::ErrorKind::InvalidData => {
            return write(&mut stream, &Answer::refusal("400 Bad Request"), true);
        }
        Err(error) => return Err(error),
    };
    let given = answer(&request);
    write(&mut stream, &given, request.method != "HEAD")
}

fn write(stream: &mut TcpStream, answer: &Answer, has_body: bool) -> io::Result<()> {
    stream.write_all(answer.head().as_bytes())?;
    if has_body {
        stream.write_all(&answer.body)?;
    }
    stream.flush()
}

fn read(stream: &mut impl Read) -> io::Result<Request> {
    let mut bytes = Vec::new();
    let mut some = [0; 4096];
    while bytes.len() < MOST_BYTES {
        let count = stream.read(&mut some)?;
        bytes.extend_from_slice(some.get(..count).unwrap_or_default());
        match parse(&bytes) {
            Ok(Some(request)) => return Ok(request),
            Ok(None) if count > 0 => {}
            Ok(None) | Err(_) => break,
        }
    }
    Err(io::ErrorKind::InvalidData.into())
}

/// The request that some bytes are, if they are all of one.
fn parse(bytes: &[u8]) -> Result<Option<Request>, httparse::Error> {
    let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
    let mut parsed = httparse::Request::new(&mut headers);
    if parsed.parse(bytes)?.is_partial() {
        return Ok(None);
    }
    let header = |name: &str| {
        let found = parsed.headers.iter().find(|header| header.name.eq_ignore_ascii_case(name));
        found.map(|header| String::from_utf8_lossy(header.value).into_owned())
    };
    let asked = parsed.path.unwrap_or_default();
    Ok(Some(Request {
        method: parsed.method.unwrap_or_default().to_owned(),
        path: asked.split(['?', '#']).next().unwrap_or_default().to_owned(),
        host: header("host"),
        site: header("sec-fetch-site"),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_read_to_the_end_of_its_head() {
        let text = "GET /en/?a=1 HTTP/1.1\r\nHOST: localhost:4000\r\nSec-Fetch-Site: same-origin\r\n\r\n";
        assert_eq!(parse(&text.as_bytes()[..40]).unwrap(), None);
        let request = read(&mut text.as_bytes()).unwrap();
        assert_eq!((request.method.as_str(), request.path.as_str()), ("GET", "/en/"));
        assert_eq!((request.host.as_deref(), request.site.as_deref()), (Some("localhost:4000"), Some("same-origin")));
    }

    #[test]
    fn what_is_no_request_ends() {
        for text in ["", "GET", "\u{0}\u{1}", "GET / HTTP/1.1\r\nbad header\r\n\r\n", &"a".repeat(MOST_BYTES + 1)] {
            assert_eq!(read(&mut text.as_bytes()).unwrap_err().kind(), io::ErrorKind::InvalidData, "{text:.20}");
        }
    }

    #[test]
    fn an_answer_says_what_it_is_and_is_not_kept() {
        let head = Answer::of("text/css; charset=utf-8", b"ab".to_vec()).head();
        for line in ["HTTP/1.1 200 OK", "Content-Length: 2", "Content-Type: text/css; charset=utf-8", "Cache-Control: no-store"] {
            assert!(head.split("\r\n").any(|of| of == line), "{line}: {head}");
        }
        assert!(head.ends_with("\r\n\r\n") && !head.contains("Location"));
    }
}
