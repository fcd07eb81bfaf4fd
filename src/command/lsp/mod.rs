//! `alongside lsp`: the language server, on standard input and output. What an editor has not saved lies over the folder.

mod answer;
mod position;
mod project;
mod uri;

use std::process::ExitCode;

use lsp_server::{Connection, ErrorCode, Message as Packet, Notification, Request, Response};
use serde_json::{Value, json};

use self::position::Units;
use self::project::Projects;
use super::{Failure, language};
use crate::cli::LspArgs;
use crate::say;
use crate::text::Lang;

/// An answer to a request: a value, or why there is none.
type Answer = Result<Value, String>;

pub(super) fn run(args: &LspArgs) -> Result<ExitCode, Failure> {
    args.lang.as_deref().map(|tag| language(Some(tag), Lang::En)).transpose()?;
    let (connection, threads) = Connection::stdio();
    converse(&connection, args).map_err(|error| broken(&*error))?;
    drop(connection);
    threads.join().map_err(|error| broken(&error))?;
    Ok(ExitCode::SUCCESS)
}

fn broken(error: &dyn std::error::Error) -> Failure {
    say!("The editor cannot be understood: {error}.", "与编辑器的通信失败：{error}。", error = error.to_string()).into()
}

fn converse(connection: &Connection, args: &LspArgs) -> Result<(), Box<dyn std::error::Error>> {
    let (id, asked) = connection.initialize_start()?;
    let units = Units::of(&asked);
    connection.initialize_finish(
        id,
        json!({"capabilities": capabilities(units), "serverInfo": {"name": "alongside", "version": env!("CARGO_PKG_VERSION")}}),
    )?;
    let language = asked.pointer("/initializationOptions/language").and_then(Value::as_str);
    let mut server = Server { connection, projects: Projects::new(units, args.lang.as_deref().or(language))? };
    for packet in &connection.receiver {
        match packet {
            Packet::Request(request) => {
                if connection.handle_shutdown(&request)? {
                    return Ok(());
                }
                server.answer(request)?;
            }
            Packet::Notification(told) => server.learn(&told),
            Packet::Response(_) => {}
        }
        // While somebody types, only the newest text is judged.
        if connection.receiver.is_empty() {
            server.publish()?;
        }
    }
    Ok(())
}

fn capabilities(units: Units) -> Value {
    json!({
        "positionEncoding": units.name(),
        "textDocumentSync": {"openClose": true, "change": 1, "save": true},
        "completionProvider": {"triggerCharacters": [":", " ", "@", "{", ",", ";", "|"]},
        "hoverProvider": true,
        "definitionProvider": true,
        "referencesProvider": true,
        "renameProvider": {"prepareProvider": true},
        "codeActionProvider": {"codeActionKinds": ["quickfix"]},
    })
}

struct Server<'c> {
    connection: &'c Connection,
    projects: Projects,
}

impl Server<'_> {
    fn answer(&mut self, Request { id, method, params }: Request) -> Result<(), Box<dyn std::error::Error>> {
        let response = match answer::to(&mut self.projects, &method, &params) {
            Some(Ok(value)) => Response::new_ok(id, value),
            Some(Err(why)) => Response::new_err(id, ErrorCode::RequestFailed as i32, why),
            None => Response::new_err(id, ErrorCode::MethodNotFound as i32, method),
        };
        self.connection.sender.send(response.into())?;
        Ok(())
    }

    fn learn(&mut self, Notification { method, params }: &Notification) {
        let uri = params.pointer("/textDocument/uri").and_then(Value::as_str).unwrap_or_default();
        let text = |path: &str| params.pointer(path).and_then(Value::as_str);
        match method.as_str() {
            "textDocument/didOpen" => self.projects.open(uri, text("/textDocument/text").unwrap_or_default()),
            "textDocument/didChange" => {
                // Each change is the whole text: the last one counts.
                let changes = params.pointer("/contentChanges").and_then(Value::as_array);
                let last = changes.and_then(|changes| changes.last()?.get("text")?.as_str());
                self.projects.open(uri, last.unwrap_or_default());
            }
            "textDocument/didClose" => self.projects.close(uri),
            "textDocument/didSave" | "workspace/didChangeWatchedFiles" => self.projects.stale(),
            _ => {}
        }
    }

    /// Tells the editor what is found, file by file, where that has changed.
    fn publish(&mut self) -> Result<(), Box<dyn std::error::Error>> {
        for (uri, diagnostics) in self.projects.changed() {
            let params = json!({"uri": uri, "diagnostics": diagnostics});
            let told = Notification { method: "textDocument/publishDiagnostics".to_owned(), params };
            self.connection.sender.send(told.into())?;
        }
        Ok(())
    }
}
