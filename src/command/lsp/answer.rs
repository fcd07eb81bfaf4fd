//! The answers to what an editor asks of a place.

use serde_json::{Map, Value, json};

use super::Answer;
use super::project::{At, Projects};
use super::uri;
use crate::checklist::Places;
use crate::editor::{self, ItemKind};
use crate::source::{Edit, Span};

/// The answer to a request; `None` for one that is not known.
pub(super) fn to(projects: &mut Projects, method: &str, params: &Value) -> Option<Answer> {
    let answer = match method {
        "textDocument/completion" => complete,
        "textDocument/hover" => hover,
        "textDocument/definition" => definition,
        "textDocument/references" => references,
        "textDocument/prepareRename" => prepare_rename,
        "textDocument/codeAction" => actions,
        "textDocument/rename" => return Some(at(projects, params).map_or(Ok(Value::Null), |at| rename(&at, params))),
        _ => return None,
    };
    Some(Ok(at(projects, params).map_or(Value::Null, |at| answer(&at, params))))
}

fn at<'p>(projects: &'p mut Projects, params: &Value) -> Option<At<'p>> {
    projects.at(params.pointer("/textDocument/uri").and_then(Value::as_str)?)
}

impl At<'_> {
    fn byte(&self, params: &Value) -> usize {
        self.units.byte(self.judged.project.text(self.file), params.get("position").unwrap_or(&Value::Null))
    }

    fn range(&self, file: usize, span: Span) -> Value {
        self.units.range(self.judged.project.text(file), span)
    }

    fn uri(&self, file: usize) -> String {
        uri::of(&self.root.join(self.judged.project.path(file)))
    }

    fn location(&self, (file, span): (usize, Span)) -> Value {
        json!({"uri": self.uri(file), "range": self.range(file, span)})
    }

    fn edits(&self, file: usize, edits: &[Edit]) -> Vec<Value> {
        edits.iter().map(|edit| json!({"range": self.range(file, edit.span), "newText": edit.text})).collect()
    }
}

fn complete(at: &At<'_>, params: &Value) -> Value {
    let items = editor::complete(&at.judged.project, at.file, at.byte(params));
    let shown = |(nth, item): (usize, editor::Item)| {
        let kind = match item.kind {
            ItemKind::Field => 5,
            ItemKind::Word => 12,
            ItemKind::Record => 18,
        };
        json!({
            "label": item.label,
            "kind": kind,
            "detail": item.detail.get(at.lang),
            "documentation": {"kind": "markdown", "value": item.help.get(at.lang)},
            "filterText": item.filter,
            "sortText": format!("{nth:05}"),
            "textEdit": {"range": at.range(at.file, item.span), "newText": item.insert},
        })
    };
    items.into_iter().enumerate().map(shown).collect()
}

fn hover(at: &At<'_>, params: &Value) -> Value {
    let Some(hover) = editor::hover(at.judged, at.file, at.byte(params)) else { return Value::Null };
    let contents = json!({"kind": "markdown", "value": hover.text.get(at.lang)});
    json!({"contents": contents, "range": at.range(at.file, hover.span)})
}

fn definition(at: &At<'_>, params: &Value) -> Value {
    let found = editor::definition(&at.judged.project, at.file, at.byte(params));
    found.map_or(Value::Null, |place| at.location(place))
}

fn references(at: &At<'_>, params: &Value) -> Value {
    let with_own = params.pointer("/context/includeDeclaration").and_then(Value::as_bool).unwrap_or_default();
    let places = editor::uses(&at.judged.project, at.file, at.byte(params), with_own);
    places.into_iter().map(|place| at.location(place)).collect()
}

fn prepare_rename(at: &At<'_>, params: &Value) -> Value {
    let found = editor::renamed(&at.judged.project, at.file, at.byte(params));
    found.map_or(Value::Null, |(id, span)| json!({"range": at.range(at.file, span), "placeholder": id}))
}

fn rename(at: &At<'_>, params: &Value) -> Answer {
    let to = params.get("newName").and_then(Value::as_str).unwrap_or_default();
    let edits = editor::rename(&at.judged.project, at.file, at.byte(params), to);
    let edits = edits.map_err(|editor::NoRename(why)| why.get(at.lang).to_owned())?;
    let changes: Map<String, Value> = edits.iter().map(|(file, edits)| (at.uri(*file), at.edits(*file, edits).into())).collect();
    Ok(json!({"changes": changes}))
}

/// What findings on the lines that were asked for suggest to change.
fn actions(at: &At<'_>, params: &Value) -> Value {
    let places = Places::new(&at.judged.project);
    let line = |end: &str| params.pointer(&format!("/range/{end}/line")).and_then(Value::as_u64).unwrap_or_default();
    let (first, last) = (line("start"), line("end"));
    let is_asked = |range: &Value| {
        let at = |end: &str| range.pointer(&format!("/{end}/line")).and_then(Value::as_u64).unwrap_or_default();
        at("start") <= last && first <= at("end")
    };
    let singles = at.judged.checklist.findings().flat_map(|found| found.finding.single());
    let edits = singles.flat_map(|finding| places.edits(finding)).filter(|edit| edit.file == at.file);
    let asked = edits.filter(|edit| is_asked(&at.range(edit.file, edit.edit.span)));
    let action = |suggested: crate::checklist::SuggestedEdit| {
        let edits = at.edits(suggested.file, std::slice::from_ref(&suggested.edit));
        let title = crate::say!("Write `{text}`", "改为 `{text}`", text = suggested.edit.text);
        let changes = Map::from_iter([(at.uri(suggested.file), Value::from(edits))]);
        json!({"title": title.get(at.lang), "kind": "quickfix", "isPreferred": suggested.is_sure, "edit": {"changes": changes}})
    };
    asked.map(action).collect()
}
