//! `alongside lsp`, driven as an editor drives it.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::{Value, json};

use crate::scratch::Scratch;

/// How long the server may take to say something.
const PATIENCE: Duration = Duration::from_secs(60);
const SETTINGS: &str = "project: {name: Launch, stage: initiation}\nlanguages: [en, zh-CN]\n";
const PEOPLE: &str = "- {id: li-na, name: {en: Li Na, zh-CN: 李娜}}\n- {name: Tom Becker}\n";
const RISKS: &str = "- {id: R-01, title: Rain, owner: li-na}\n- {id: R-02, title: Hail, owner: Tom Becker}\n";
const ISSUES: &str = "id,title,owner,from_risk\nI-01,It rains,li-na,R-01\n";
const DOCUMENT: &str = "# Plan\n\nSee R-01, not R-011.\n";

/// An editor with a server.
struct Editor<'f> {
    folder: &'f Scratch,
    child: Child,
    to: ChildStdin,
    from: Receiver<Value>,
    asked: u64,
    /// What was told of each file last.
    told: BTreeMap<String, Value>,
}

impl<'f> Editor<'f> {
    fn of(folder: &'f Scratch) -> Self {
        for (name, text) in [
            ("alongside.yaml", SETTINGS),
            ("people.yaml", PEOPLE),
            ("risks.yaml", RISKS),
            ("issues.csv", ISSUES),
            ("docs/plan.md", DOCUMENT),
        ] {
            folder.write(name, text.as_bytes());
        }
        let mut command = Command::new(env!("CARGO_BIN_EXE_alongside"));
        command.args(["lsp", "--stdio"]).env("SOURCE_DATE_EPOCH", "1781481600").stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().expect("it runs");
        let (to, mut said) = (child.stdin.take().expect("a way in"), BufReader::new(child.stdout.take().expect("a way out")));
        let (sender, from) = channel();
        std::thread::spawn(move || while packet(&mut said).is_some_and(|packet| sender.send(packet).is_ok()) {});
        let mut editor = Self { folder, child, to, from, asked: 0, told: BTreeMap::new() };
        let answer = editor.ask("initialize", &json!({"capabilities": {}, "processId": null, "rootUri": null}));
        assert_eq!(answer["capabilities"]["positionEncoding"], "utf-16");
        editor.tell("initialized", &json!({}));
        editor
    }

    fn uri(&self, name: &str) -> String {
        format!("file://{}", self.folder.path().join(name).display())
    }

    fn send(&mut self, packet: &Value) {
        let text = packet.to_string();
        write!(self.to, "Content-Length: {}\r\n\r\n{text}", text.len()).expect("it listens");
        self.to.flush().expect("it listens");
    }

    fn tell(&mut self, method: &str, params: &Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    fn receive(&mut self) -> Value {
        self.from.recv_timeout(PATIENCE).expect("the server says something")
    }

    /// What is answered, or the error; what is told meanwhile is kept.
    fn ask(&mut self, method: &str, params: &Value) -> Value {
        self.asked += 1;
        self.send(&json!({"jsonrpc": "2.0", "id": self.asked, "method": method, "params": params}));
        loop {
            let packet = self.receive();
            if packet["id"] == self.asked {
                return packet.get("result").or_else(|| packet.get("error")).cloned().unwrap_or_default();
            }
            self.keep(&packet);
        }
    }

    fn keep(&mut self, packet: &Value) {
        assert_eq!(packet["method"], "textDocument/publishDiagnostics", "{packet}");
        let uri = packet["params"]["uri"].as_str().expect("a file").to_owned();
        self.told.insert(uri, packet["params"]["diagnostics"].clone());
    }

    fn open(&mut self, name: &str, text: &str) {
        let document = json!({"uri": self.uri(name), "languageId": "yaml", "version": 1, "text": text});
        self.tell("textDocument/didOpen", &json!({"textDocument": document}));
    }

    fn change(&mut self, name: &str, text: &str) {
        let document = json!({"uri": self.uri(name), "version": 2});
        self.tell("textDocument/didChange", &json!({"textDocument": document, "contentChanges": [{"text": text}]}));
    }

    /// The rules that are told of a file once they are as they should be.
    fn rules_when(&mut self, name: &str, is_so: impl Fn(&[String]) -> bool) -> Value {
        let uri = self.uri(name);
        loop {
            if let Some(told) = self.told.get(&uri) {
                let rules: Vec<String> =
                    told.as_array().expect("a list").iter().map(|one| one["code"].as_str().unwrap_or_default().to_owned()).collect();
                if is_so(&rules) {
                    return told.clone();
                }
            }
            let packet = self.receive();
            self.keep(&packet);
        }
    }

    /// Asks at the place that is marked in a text, which becomes that of the file.
    fn ask_at(&mut self, method: &str, name: &str, marked: &str, more: &Value) -> Value {
        let before = &marked[..marked.find('‸').expect("a mark")];
        let line = before.matches('\n').count();
        let column = before.rsplit('\n').next().unwrap_or_default().encode_utf16().count();
        self.open(name, &marked.replace('‸', ""));
        let mut params = json!({"textDocument": {"uri": self.uri(name)}, "position": {"line": line, "character": column}});
        if let (Some(params), Some(more)) = (params.as_object_mut(), more.as_object()) {
            params.extend(more.clone());
        }
        self.ask(method, &params)
    }

    fn labels(&mut self, name: &str, marked: &str) -> Vec<String> {
        let items = self.ask_at("textDocument/completion", name, marked, &json!({}));
        items.as_array().expect("a list").iter().map(|item| item["label"].as_str().unwrap_or_default().to_owned()).collect()
    }
}

/// The next packet, until the server ends.
fn packet(said: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        said.read_line(&mut line).ok().filter(|length| *length > 0)?;
        match line.trim().split_once(": ") {
            Some(("Content-Length", value)) => length = value.parse().ok()?,
            Some(_) => {}
            None => break,
        }
    }
    let mut bytes = vec![0; length];
    said.read_exact(&mut bytes).ok()?;
    serde_json::from_slice(&bytes).ok()
}

impl Drop for Editor<'_> {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn has(rules: &[String], rule: &str) -> bool {
    rules.iter().any(|of| of == rule)
}

#[test]
fn findings_follow_what_is_typed() {
    let folder = Scratch::new("lsp-findings");
    let mut editor = Editor::of(&folder);
    editor.open("risks.yaml", RISKS);
    editor.rules_when("risks.yaml", |rules| !has(rules, "unreadable-value"));
    editor.change("risks.yaml", &RISKS.replace("title: Rain, owner", "title: 下雨, ownr: x, status: never, owner"));
    let told = editor.rules_when("risks.yaml", |rules| has(rules, "unreadable-value"));
    let of = |rule: &str| told.as_array().and_then(|told| told.iter().find(|one| one["code"] == rule)).cloned().unwrap_or_default();
    let value = of("unreadable-value");
    let column = "- {id: R-01, title: 下雨, ownr: x, status: ".encode_utf16().count();
    assert_eq!(value["range"], json!({"start": {"line": 0, "character": column}, "end": {"line": 0, "character": column + 5}}), "{told}");
    assert!(value["message"].as_str().is_some_and(|text| text.contains("never")), "{value}");
    assert_eq!((&value["source"], &value["severity"]), (&json!("alongside"), &json!(1)));
    assert!(of("unknown-field").is_object(), "{told}");
    // The file on the disk is as it was.
    let uri = editor.uri("risks.yaml");
    editor.tell("textDocument/didClose", &json!({"textDocument": {"uri": uri}}));
    editor.rules_when("risks.yaml", |rules| !has(rules, "unreadable-value"));
}

#[test]
fn a_finding_that_knows_better_offers_the_change() {
    let folder = Scratch::new("lsp-actions");
    let mut editor = Editor::of(&folder);
    let range =
        json!({"range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}, "context": {"diagnostics": []}});
    let text = "‸- {id: R-01, title: Rain, owner: li-na, statsu: open}\n";
    let actions = editor.ask_at("textDocument/codeAction", "risks.yaml", text, &range);
    let uri = editor.uri("risks.yaml");
    let edit = &actions[0]["edit"]["changes"][&uri][0];
    assert_eq!((&edit["newText"], &actions[0]["isPreferred"]), (&json!("status"), &json!(true)), "{actions}");
    assert_eq!(edit["range"]["start"]["character"], "- {id: R-01, title: Rain, owner: li-na, ".len());
}

#[test]
fn fields_words_and_records_are_offered_in_both_languages() {
    let folder = Scratch::new("lsp-completion");
    let mut editor = Editor::of(&folder);
    let fields = editor.labels("risks.yaml", "- id: R-01\n  o‸\n");
    assert!(has(&fields, "owner") && has(&fields, "负责人"), "{fields:?}");
    let words = editor.labels("risks.yaml", "- id: R-01\n  status: ‸\n");
    assert!(has(&words, "open") && has(&words, "已关闭"), "{words:?}");
    let people = editor.labels("risks.yaml", "- id: R-01\n  负责人: ‸\n");
    assert_eq!(people, ["li-na", "Tom Becker"]);
    assert_eq!(editor.labels("issues.csv", &format!("{ISSUES}I-02,x,‸")), ["li-na", "Tom Becker"]);
    assert_eq!(editor.labels("docs/plan.md", "# Plan\n\nAsk @l‸\n"), ["li-na", "Tom Becker"]);
    let stages = editor.labels("alongside.yaml", "project:\n  name: Launch\n  stage: ‸\n");
    assert!(has(&stages, "planning"), "{stages:?}");
    assert!(has(&editor.labels("alongside.yaml", "project: {name: Launch}\nchecklist:\n  rules:\n    no‸\n"), "no-goals"));
}

#[test]
fn a_place_says_what_it_means() {
    let folder = Scratch::new("lsp-hover");
    let mut editor = Editor::of(&folder);
    let mut said = |name: &str, marked: &str| {
        let hover = editor.ask_at("textDocument/hover", name, marked, &json!({}));
        hover["contents"]["value"].as_str().unwrap_or_default().to_owned()
    };
    let field = said("risks.yaml", "- {id: R-01, title: Rain, own‸er: li-na}\n");
    assert!(field.starts_with("**owner** · 负责人") && field.contains("risk-without-owner"), "{field}");
    let person = said("risks.yaml", "- {id: R-01, title: Rain, owner: li‸-na}\n");
    assert!(person.starts_with("**li-na “Li Na”** · People"), "{person}");
    let setting = said("alongside.yaml", "project: {name: Launch, stage: init‸iation}\n");
    assert!(setting.starts_with("**stage** · 阶段"), "{setting}");
}

#[test]
fn a_record_is_found_and_renamed_in_the_whole_folder() {
    let folder = Scratch::new("lsp-rename");
    let mut editor = Editor::of(&folder);
    let marked = RISKS.replace("id: R-01", "id: R‸-01");
    let uses = editor.ask_at("textDocument/references", "risks.yaml", &marked, &json!({"context": {"includeDeclaration": true}}));
    let names = |value: &Value| -> Vec<String> {
        let uris = value.as_array().into_iter().flatten().filter_map(|place| place["uri"].as_str());
        uris.filter_map(|uri| uri.rsplit('/').next().map(str::to_owned)).collect()
    };
    assert_eq!(names(&uses), ["issues.csv", "risks.yaml"]);
    let definition = editor.ask_at("textDocument/definition", "issues.csv", &ISSUES.replace("li-na,R-01", "li-na,R-0‸1"), &json!({}));
    assert_eq!(
        (names(&json!([definition])), &definition["range"]["start"]),
        (vec!["risks.yaml".to_owned()], &json!({"line": 0, "character": 7}))
    );
    let ready = editor.ask_at("textDocument/prepareRename", "risks.yaml", &marked, &json!({}));
    assert_eq!(ready["placeholder"], "R-01");
    let renamed = editor.ask_at("textDocument/rename", "risks.yaml", &marked, &json!({"newName": "R-9"}));
    let changes = renamed["changes"].as_object().expect("changes");
    let counts: Vec<usize> = changes.values().map(|edits| edits.as_array().map_or(0, Vec::len)).collect();
    assert_eq!((changes.len(), counts), (3, vec![1, 1, 1]), "{renamed}");
    assert!(changes.values().flat_map(|edits| edits.as_array().into_iter().flatten()).all(|edit| edit["newText"] == "R-9"));
    let refused = editor.ask_at("textDocument/rename", "risks.yaml", &marked, &json!({"newName": "R-02"}));
    assert!(refused["message"].as_str().is_some_and(|why| why.contains("taken")), "{refused}");
}

#[test]
fn it_ends_when_the_editor_does() {
    let folder = Scratch::new("lsp-end");
    let mut editor = Editor::of(&folder);
    let unknown = editor.ask("textDocument/foldingRange", &json!({"textDocument": {"uri": "untitled:1"}}));
    assert_eq!(unknown["code"], -32601);
    let nowhere =
        editor.ask("textDocument/hover", &json!({"textDocument": {"uri": "untitled:1"}, "position": {"line": 0, "character": 0}}));
    assert!(nowhere.is_null());
    editor.ask("shutdown", &Value::Null);
    editor.tell("exit", &Value::Null);
    assert_eq!(editor.child.wait().expect("it ends").code(), Some(0));
}
