//! What each template is given: the names and kinds of its values, taken from the view-models themselves.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use serde_json::Value;

use super::pages;
use super::view::context::{History, SiteContext};
use super::view::page::Page;
use crate::checklist::Published;
use crate::text::{Lang, Message};
use crate::{both, say};

/// What a value is, as far as the pages show it.
#[derive(Debug, Clone, PartialEq, Default)]
enum Shape {
    /// There was none.
    #[default]
    Nothing,
    Text,
    Number,
    YesNo,
    List(Box<Self>),
    Map(BTreeMap<String, Self>),
}

/// Parts that many pages have, by the fields by which each is known and all that it may have; the first one that fits is meant.
const PARTS: [(&str, &[&str], &[&str]); 9] = [
    ("frame", &["navigation", "footer", "site"], &[]),
    ("table", &["caption", "columns", "rows"], &[]),
    ("hero", &["crumbs", "notes", "facts", "title"], &[]),
    ("figure", &["svg", "data", "subtitle"], &[]),
    ("status", &["tone", "glyph", "word", "aside"], &[]),
    ("fact", &["name", "value"], &["name", "value"]),
    ("value", &["lines"], &["lines", "score", "status", "bar", "note", "drawing", "sort", "group"]),
    ("prose", &["html", "lang"], &["html", "lang"]),
    ("run", &["text"], &["text", "href", "lang", "day", "status"]),
];

/// The reference of what templates are given, made from the pages of a report.
pub fn variables(published: &Published<'_>, history: History<'_>, lang: Lang) -> String {
    let whole = SiteContext::new(published, history);
    let mut templates: BTreeMap<&str, Shape> = BTreeMap::new();
    for at in pages::all(&whole) {
        for lang in &whole.project.languages {
            let (template, given) = pages::given_to(Page { whole: &whole, lang: *lang, at });
            templates.entry(template).or_default().take(&given);
        }
    }
    let mut parts: BTreeMap<&str, Shape> = BTreeMap::new();
    for shape in templates.values() {
        shape.parts(&mut parts);
    }
    text(&templates, &parts, lang)
}

impl Shape {
    /// Takes in what another page has at this place.
    fn take(&mut self, value: &Value) {
        match (&mut *self, value) {
            (_, Value::Null) => {}
            (Self::List(item), Value::Array(items)) => items.iter().for_each(|one| item.take(one)),
            (Self::Map(fields), Value::Object(values)) => {
                values.iter().for_each(|(name, value)| fields.entry(name.clone()).or_default().take(value));
            }
            (Self::Nothing, _) => {
                *self = match value {
                    Value::Array(_) => Self::List(Box::default()),
                    Value::Object(_) => Self::Map(BTreeMap::new()),
                    Value::Number(_) => Self::Number,
                    Value::Bool(_) => Self::YesNo,
                    Value::String(_) | Value::Null => Self::Text,
                };
                if matches!(self, Self::List(_) | Self::Map(_)) {
                    self.take(value);
                }
            }
            _ => {}
        }
    }

    fn join(&mut self, other: &Self) {
        match (&mut *self, other) {
            (_, Self::Nothing) => {}
            (Self::Nothing, _) => *self = other.clone(),
            (Self::List(item), Self::List(more)) => item.join(more),
            (Self::Map(fields), Self::Map(more)) => {
                for (name, shape) in more {
                    fields.entry(name.clone()).or_default().join(shape);
                }
            }
            _ => {}
        }
    }

    /// The part that it is.
    fn part(&self) -> Option<&'static str> {
        let Self::Map(fields) = self else { return None };
        let names: BTreeSet<&str> = fields.keys().map(String::as_str).collect();
        let fits = |(_, has, may): &&(&str, &[&str], &[&str])| {
            has.iter().all(|name| names.contains(name)) && (may.is_empty() || names.iter().all(|name| may.contains(name)))
        };
        PARTS.iter().find(fits).map(|(part, ..)| *part)
    }

    /// Every part within it, joined with others of its kind.
    fn parts(&self, found: &mut BTreeMap<&'static str, Self>) {
        if let Some(part) = self.part() {
            found.entry(part).or_default().join(self);
        }
        match self {
            Self::List(item) => item.parts(found),
            Self::Map(fields) => fields.values().for_each(|field| field.parts(found)),
            _ => {}
        }
    }

    /// The word for it.
    fn word(&self) -> Message {
        match (self.part(), self) {
            (Some(part), _) => say!("`{part}`", "`{part}`", part),
            (None, Self::List(item)) if **item == Self::Nothing => both!("a list", "列表"),
            (None, Self::List(item)) => say!("a list: {item}", "列表：{item}", item = item.word()),
            (None, Self::Map(_)) => both!("fields", "字段"),
            (None, Self::Number) => both!("a number", "数字"),
            (None, Self::YesNo) => both!("yes or no", "是或否"),
            (None, Self::Text) => both!("a text", "文字"),
            (None, Self::Nothing) => both!("may be there", "可能有"),
        }
    }

    /// A line for each value below it; those of parts stand with the part.
    fn lines(&self, path: &str, lang: Lang, out: &mut String) {
        let Self::Map(fields) = self else { return };
        let is_label = |shape: &Self| *shape == Self::Text;
        // The words of a page are many and all alike.
        if path == "t" && fields.values().all(is_label) {
            let names: Vec<String> = fields.keys().map(|name| format!("`{name}`")).collect();
            let words = both!("the words of the page", "页面用语");
            let _ = writeln!(out, "- `t`: {}: {}", words.get(lang), names.join(", "));
            return;
        }
        for (name, shape) in fields {
            let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
            let (inner, shown) = match shape {
                Self::List(item) => (&**item, format!("{path}[]")),
                shape => (shape, path),
            };
            let is_open = matches!(inner, Self::Map(_)) && inner.part().is_none();
            if !(is_open && shown == "t") {
                let _ = writeln!(out, "- `{}`: {}", shown.trim_end_matches("[]"), shape.word().get(lang));
            }
            if is_open {
                inner.lines(&shown, lang, out);
            }
        }
    }
}

fn text(templates: &BTreeMap<&str, Shape>, parts: &BTreeMap<&str, Shape>, lang: Lang) -> String {
    let title = both!("What templates are given", "模板可用的变量");
    let lead = both!(
        "Each template of the guide's list has the values below, all already formatted in the language of the page. A name with `[]` in its path is a field of each item of a list. `overview.html` of a folder of documents alone has what `documents.html` has; `start.html`, `single.html` and `rows.html` say in themselves what they use.",
        "指南所列各模板可使用以下变量，内容都已按页面语言排好格式。路径中带 `[]` 的名称是列表每一项的字段。只有文档的文件夹，其首页变量与 `documents.html` 相同；`start.html`、`single.html` 和 `rows.html` 用到的变量见其本身。"
    );
    let other = match lang {
        Lang::En => "[中文](templates.zh-CN.md)",
        Lang::Zh => "[English](templates.md)",
    };
    let mut out = format!("# {}\n\n{other}\n\n{}\n", title.get(lang), lead.get(lang));
    let _ = write!(out, "\n## {}\n", both!("Parts that many pages have", "多个页面共有的部分").get(lang));
    for (part, shape) in parts {
        let _ = write!(out, "\n### {part}\n\n");
        shape.lines("", lang, &mut out);
    }
    for (template, shape) in templates {
        let _ = write!(out, "\n## {template}.html\n\n");
        shape.lines("", lang, &mut out);
    }
    out
}
