//! `alongside serve` shows the report as the folder is, and the last one while something of it is broken.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStderr, Command, Stdio};
use std::time::Duration;

use serde_json::Value;

use crate::scratch::Scratch;

const SETTINGS: &[u8] = b"project: {name: Launch, stage: initiation}\nlanguages: [en, zh-CN]\n";
const PATIENCE: Duration = Duration::from_secs(60);
/// How often the state is looked at within that time.
const LOOKS: u32 = 1200;

/// A server that runs as long as its test.
struct Server {
    child: Child,
    said: BufReader<ChildStderr>,
    /// `127.0.0.1:4000`.
    address: String,
}

impl Server {
    fn of(folder: &Scratch) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_alongside"));
        command.args(["serve", ".", "--port", "0"]).current_dir(folder.path()).env("SOURCE_DATE_EPOCH", "1781481600");
        let mut child = command.stderr(Stdio::piped()).spawn().expect("it runs");
        let mut said = BufReader::new(child.stderr.take().expect("its messages"));
        let mut line = String::new();
        while !line.contains("http://") {
            line.clear();
            assert!(said.read_line(&mut line).expect("a line") > 0, "it ended");
        }
        let address = line.split("http://").nth(1).and_then(|rest| rest.split('/').next()).expect("an address");
        Self { child, said, address: address.to_owned() }
    }

    fn ask(&self, text: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("it listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a limit");
        stream.write_all(text.as_bytes()).expect("a question");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        String::from_utf8(answer).expect("text")
    }

    fn get(&self, path: &str) -> String {
        self.ask(&format!("GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", self.address))
    }

    fn state(&self) -> Value {
        let answer = self.get("/-/state.json");
        serde_json::from_str(answer.split_once("\r\n\r\n").expect("a body").1).expect("JSON")
    }

    /// The state once it is as it should be.
    fn state_when(&self, is_so: impl Fn(&Value) -> bool) -> Value {
        for _ in 0..LOOKS {
            let state = self.state();
            if is_so(&state) {
                return state;
            }
            std::thread::sleep(PATIENCE / LOOKS);
        }
        panic!("{}", self.state());
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn the_page_follows_the_folder_and_stays_while_it_is_broken() {
    let folder = Scratch::new("serve");
    folder.write("alongside.yaml", SETTINGS);
    folder.write("risks.yaml", b"- {id: R-01, title: Rain}\n");
    let mut server = Server::of(&folder);
    let page = server.get("/en/risk.html");
    assert!(page.starts_with("HTTP/1.1 200 OK") && page.contains("Rain") && page.contains("/-/live.js?1\""), "{page}");
    assert!(page.contains("connect-src 'self'"), "the page may ask for its state");
    assert!(server.get("/").contains("url=en/index.html") && server.get("/zh-CN").contains("Location: /zh-CN/"));
    assert!(server.get("/-/live.js").contains("location.reload()") && server.get("/report.json").contains("\"Rain\""));
    assert_eq!(server.state()["version"], 1);

    folder.write("risks.yaml", b"- {id: R-01, title: Hail}\n");
    server.state_when(|state| state["version"] == 2);
    assert!(server.get("/en/risk.html").contains("Hail"));

    folder.write("risks.yaml", b"- {id: R-01, title: \"Snow}\n");
    let state = server.state_when(|state| state["broken"].as_array().is_some_and(|why| !why.is_empty()));
    assert!(state["version"] == 2 && state["broken"][0]["en"].as_str().is_some_and(|why| why.starts_with("risks.yaml:1:")), "{state}");
    assert!(server.get("/en/risk.html").contains("Hail"), "the last report stays");

    folder.write("risks.yaml", b"- {id: R-01, title: Snow}\n- {id: R-02, title: Wind}\n");
    let state = server.state_when(|state| state["version"] == 3);
    assert!(state["broken"].as_array().is_some_and(Vec::is_empty) && state["findings"].to_string().contains("Wind"), "{state}");
    assert!(server.get("/en/risk.html").contains("Snow"));

    folder.write("alongside.yaml", b"project: {name: Launch\n");
    server.state_when(|state| state["broken"].as_array().is_some_and(|why| !why.is_empty()));
    assert!(server.get("/en/risk.html").contains("Snow"));
    std::fs::remove_file(folder.path().join("alongside.yaml")).expect("it can be removed");
    server.state_when(|state| state["broken"].to_string().contains("no project folder"));
    assert!(server.get("/en/risk.html").contains("Snow"));

    let mut said = String::new();
    while !said.contains("no project folder") {
        assert!(server.said.read_line(&mut said).expect("a line") > 0, "{said}");
    }
    assert!(said.contains("Wind") && said.contains("The last report stays"), "{said}");
    let files = std::fs::read_dir(folder.path()).expect("the folder").count();
    assert_eq!(files, 1, "nothing is written into the folder");
}

#[test]
fn only_who_asks_by_its_own_name_is_answered_and_only_from_the_report() {
    let folder = Scratch::new("serve-door");
    folder.write("alongside.yaml", SETTINGS);
    folder.write("secret.txt", b"nothing for the report");
    let server = Server::of(&folder);
    let status = |answer: String| answer.lines().next().unwrap_or_default().to_owned();
    let with = |head: &str| status(server.ask(&format!("GET /-/state.json HTTP/1.1\r\n{head}\r\n\r\n")));
    assert_eq!(with("Host: example.com"), "HTTP/1.1 421 Misdirected Request");
    assert_eq!(with("Accept: */*"), "HTTP/1.1 421 Misdirected Request");
    assert_eq!(with("Host: localhost\r\nSec-Fetch-Site: cross-site"), "HTTP/1.1 403 Forbidden");
    assert_eq!(with("Host: localhost"), "HTTP/1.1 200 OK");
    for path in ["/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/secret.txt", "//secret.txt", "/-/x", "/en/none.html"] {
        let answer = server.get(path);
        assert!(answer.starts_with("HTTP/1.1 404") && !answer.contains("nothing for"), "{path}: {answer}");
    }
    assert_eq!(status(server.get("/%zz")), "HTTP/1.1 400 Bad Request");
    assert_eq!(status(server.ask("nonsense\r\n\r\n")), "HTTP/1.1 400 Bad Request");
    assert_eq!(status(server.ask(&format!("POST / HTTP/1.1\r\nHost: {}\r\n\r\n", server.address))), "HTTP/1.1 405 Method Not Allowed");
    let head = server.ask(&format!("HEAD /en/ HTTP/1.1\r\nHost: {}\r\n\r\n", server.address));
    assert!(head.starts_with("HTTP/1.1 200 OK") && head.ends_with("\r\n\r\n"), "{head}");
}

#[cfg(unix)]
#[test]
fn it_stops_when_it_is_told_to() {
    let folder = Scratch::new("serve-stop");
    folder.write("alongside.yaml", SETTINGS);
    let mut server = Server::of(&folder);
    let told = Command::new("kill").args(["-INT", &server.child.id().to_string()]).status().expect("kill runs");
    assert!(told.success());
    let code = server.child.wait().expect("it ends").code();
    let mut rest = String::new();
    server.said.read_to_string(&mut rest).expect("its last words");
    assert_eq!((code, rest.trim()), (Some(0), "Stopped."));
}

#[test]
fn other_machines_are_not_served_what_is_internal() {
    let folder = Scratch::new("serve-internal");
    folder.write("alongside.yaml", b"project: {name: T}\n");
    let arguments = ["serve", ".", "--port", "0", "--host", "0.0.0.0", "--audience", "internal"];
    let output = Command::new(env!("CARGO_BIN_EXE_alongside")).args(arguments).current_dir(folder.path()).output().expect("it runs");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("Other machines see no internal record"), "{said}");
}
