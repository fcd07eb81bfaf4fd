//! What is answered: a file of the site, or the server's own script, which loads pages again.

use super::http::{Answer, Request};
use super::state::State;

/// Where the server's own files are; no page of a site begins so.
pub(super) const OWN: &str = "/-/";

const SCRIPT: &str = include_str!("live.js");
const STYLE: &str = include_str!("live.css");
/// The page in place of one that is not there, or not yet.
const ABSENT: &str = include_str!("absent.html");

/// The policy of pages asks nothing of anyone; a page that is served asks the server whether it is still the newest.
const ASKS_NOTHING: &str = "default-src 'none'";
const ASKS_SERVER: &str = "default-src 'none'; connect-src 'self'";

/// The answer to a request.
pub(super) fn to(request: &Request, state: &State) -> Answer {
    let Some(path) = decoded(&request.path) else { return Answer::refusal("400 Bad Request") };
    match path.strip_prefix(OWN) {
        Some("state.json") => Answer::of("application/json", state.now().into_bytes()),
        Some("live.js") => Answer::of("text/javascript; charset=utf-8", SCRIPT.into()),
        Some("live.css") => Answer::of("text/css; charset=utf-8", STYLE.into()),
        Some(_) => absent(state),
        None => site(path.trim_start_matches('/'), state),
    }
}

fn site(path: &str, state: &State) -> Answer {
    let path = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
    if let Some(bytes) = state.file(&path) {
        let media = media(&path);
        let body = if media == HTML { live(&String::from_utf8_lossy(&bytes), state.version) } else { bytes };
        return Answer::of(media, body);
    }
    if state.file(&format!("{path}/index.html")).is_some() {
        return Answer { location: Some(format!("/{}/", encoded(&path))), ..Answer::refusal("302 Found") };
    }
    absent(state)
}

fn absent(state: &State) -> Answer {
    Answer { status: "404 Not Found", ..Answer::of(HTML, live(ABSENT, state.version)) }
}

/// A page with the script that loads it again when it has changed.
fn live(page: &str, version: u32) -> Vec<u8> {
    let page = page.replacen(ASKS_NOTHING, ASKS_SERVER, 1);
    let head = format!("<link rel=\"stylesheet\" href=\"/-/live.css\">\n<script src=\"/-/live.js?{version}\" defer></script>\n</head>");
    page.replacen("</head>", &head, 1).into_bytes()
}

const HTML: &str = "text/html; charset=utf-8";

/// What a file is, by its name; what a browser need not know is only to be stored.
fn media(path: &str) -> &'static str {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
    match extension.as_str() {
        "html" => HTML,
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "csv" => "text/csv; charset=utf-8",
        "txt" | "md" => "text/plain; charset=utf-8",
        "xml" => "application/xml; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "pdf" => "application/pdf",
        _ => "application/octet-stream",
    }
}

/// A path as it is meant: `%E9%A3%8E` are the bytes of a character.
fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        let mut digit = || char::from(rest.next()?).to_digit(16);
        let meant = if byte == b'%' { u8::try_from(digit()? * 16 + digit()?).ok()? } else { byte };
        bytes.push(meant);
    }
    String::from_utf8(bytes).ok()
}

/// A path as an address writes it.
fn encoded(path: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    path.bytes().map(|byte| if is_plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_decoded_and_written_again() {
        assert_eq!(decoded("/en/%E9%A3%8E%e9%99%a9.html").as_deref(), Some("/en/风险.html"));
        assert_eq!(encoded("en/风险"), "en/%E9%A3%8E%E9%99%A9");
        for wrong in ["/%", "/%4", "/%zz", "/%ff"] {
            assert_eq!(decoded(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_page_gets_the_script_and_may_ask_the_server() {
        let page = "<head><meta content=\"default-src 'none'; script-src 'self'\"></head><body>default-src 'none'</body>";
        let live = String::from_utf8(live(page, 7)).unwrap();
        assert!(live.contains("default-src 'none'; connect-src 'self'; script-src 'self'") && live.contains("/-/live.js?7\""));
        assert!(live.ends_with("</head><body>default-src 'none'</body>"));
    }

    #[test]
    fn the_script_takes_no_name_from_that_of_the_page() {
        let names = SCRIPT.lines().filter(|line| ["const ", "let ", "function ", "var "].iter().any(|word| line.starts_with(word)));
        assert_eq!(names.collect::<Vec<_>>(), [""; 0]);
    }
}
