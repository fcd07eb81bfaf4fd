//! The fields of a register as one reads them: what the terminal, the reference and the schemas say of a field comes from here.

use super::rule::Rule;
use super::rules;
use crate::project::types::ChoiceType;
use crate::project::{Common, Kind, Settings};
use crate::source::fold::{fold, nearest};
use crate::source::schema::{CODE, Choice, Closed, Field, Shape};
use crate::source::vocabulary::Joined;
use crate::text::{Lang, Message};
use crate::{both, say};

/// A register in words.
#[derive(Debug)]
pub struct ExplainedRegister {
    /// The register.
    pub kind: Kind,
    /// Its own fields.
    pub fields: Vec<ExplainedField>,
    /// What every record may have.
    pub common: Vec<ExplainedField>,
}

/// A field in words.
#[derive(Debug)]
pub struct ExplainedField {
    /// Its name, within others behind a point: `residual.probability`.
    pub path: String,
    /// Its declaration.
    pub field: &'static Field,
    /// Other names that are read, in either language.
    pub also: Vec<&'static str>,
    /// What it holds.
    pub holds: Message,
    /// The words that it takes, and whether it refuses others.
    pub words: Option<(&'static [Choice], Closed)>,
    /// The rules that ask for it.
    pub asked: Vec<&'static Rule>,
    /// The fields within it.
    pub parts: Vec<Self>,
}

impl ExplainedRegister {
    /// What is to be said of a register's fields.
    pub fn of(kind: Kind) -> Self {
        let joined: Vec<Joined> = kind.vocabulary().joined().collect();
        let one = |field: &'static Field| explained(Some(kind), &joined, field, "");
        Self { kind, fields: kind.fields().iter().map(one).collect(), common: Common::FIELDS.iter().map(one).collect() }
    }
}

/// What is to be said of the settings.
pub fn settings_fields() -> Vec<ExplainedField> {
    Settings::FIELDS.iter().map(|field| explained(None, &[], field, "")).collect()
}

impl ExplainedField {
    /// Its name in Chinese, within others behind a point: 「剩余风险.概率」.
    pub fn zh_name(&self, parent: &str) -> String {
        if parent.is_empty() { self.field.zh.to_owned() } else { format!("{parent}.{}", self.field.zh) }
    }

    /// Whether a record needs it: always, or by which rule, how gravely and from which stage on.
    pub fn need(&self) -> Option<Message> {
        if self.field.required {
            return Some(both!("always", "必填"));
        }
        let asked: Vec<Message> = self.asked.iter().map(|rule| asked_by(rule)).collect();
        (!asked.is_empty()).then(|| Message::list(&asked))
    }

    /// The field and those within it, with the Chinese name of each.
    pub fn all(&self) -> Vec<(&Self, String)> {
        let mut all = Vec::new();
        self.gather("", &mut all);
        all
    }

    fn gather<'f>(&'f self, parent: &str, all: &mut Vec<(&'f Self, String)>) {
        let zh = self.zh_name(parent);
        all.push((self, zh.clone()));
        self.parts.iter().for_each(|part| part.gather(&zh, all));
    }
}

/// "warning from planning (`goal-incomplete`)".
fn asked_by(rule: &'static Rule) -> Message {
    let (severity, stage) = (rule.severity.label(), rule.due.first.label());
    let lower = |text: &str| text.to_lowercase();
    say!(
        "{en_severity} from {en_stage} on (`{id}`)",
        "{zh_stage}阶段起，{zh_severity}（`{id}`）",
        id = rule.id,
        en_severity = lower(&severity.en),
        en_stage = lower(&stage.en),
        zh_severity = &severity.zh,
        zh_stage = &stage.zh
    )
}

fn explained(kind: Option<Kind>, joined: &[Joined], field: &'static Field, parent: &str) -> ExplainedField {
    let path = if parent.is_empty() { field.name.to_owned() } else { format!("{parent}.{}", field.name) };
    let names = joined.iter().filter(|(of, _)| *of == path).flat_map(|(_, names)| names.iter().copied());
    let mut also: Vec<&'static str> = field.also.iter().copied().chain(names).collect();
    let mut known = Vec::new();
    also.retain(|name| {
        let folded = fold(name);
        let is_new = !known.contains(&folded);
        known.push(folded);
        is_new
    });
    let asks = |rule: &&'static Rule| rule.asks.iter().any(|(of, fields)| Some(*of) == kind && fields.contains(&path.as_str()));
    let asked = rules::all().filter(asks).collect();
    let parts = inner(field.shape).iter().map(|part| explained(kind, joined, part, &path)).collect();
    ExplainedField { holds: holds(field.shape), words: choices(field.shape), field, also, asked, parts, path }
}

const fn inner(shape: Shape) -> &'static [Field] {
    match shape {
        Shape::Part(fields) => fields,
        Shape::List(item) => inner(*item),
        _ => &[],
    }
}

const fn choices(shape: Shape) -> Option<(&'static [Choice], Closed)> {
    match shape {
        Shape::Choice(words, closed) => Some((words, closed)),
        Shape::List(item) => choices(*item),
        _ => None,
    }
}

/// What a field holds: "a day, as 2026-05-08", 「日期，如 2026-05-08」.
fn holds(shape: Shape) -> Message {
    match shape {
        Shape::Text => both!("text", "文字"),
        Shape::Choice(_, Closed::Yes) => both!("one of these words", "以下词语之一"),
        Shape::Choice(_, Closed::No) => both!("one of these words, or your own", "以下词语之一，也可自拟"),
        Shape::Value(CODE) => both!("text, the same in every language", "文字，不分语言"),
        Shape::Value(due) => say!(
            "{en_due}, as {en_sample}",
            "{zh_due}，如 {zh_sample}",
            en_due = due.en,
            en_sample = due.sample,
            zh_due = due.zh,
            zh_sample = due.zh_sample
        ),
        Shape::Reference(registers) => reference(registers),
        Shape::List(item) => {
            let item = holds(*item);
            say!("several: {item}", "可多项：{item}", item)
        }
        Shape::Part(_) => both!("the fields below", "包含下列字段"),
        Shape::Free => both!("anything", "任意内容"),
    }
}

fn reference(registers: &[&'static str]) -> Message {
    const MANY: usize = 4;
    let kinds: Vec<Kind> = registers.iter().filter_map(|key| Kind::of_key(key)).collect();
    if kinds.len() > MANY {
        return both!("the id or the name of another record", "其他记录的编号或名称");
    }
    let names: Vec<Message> =
        kinds.iter().map(|kind| Message { en: format!("`{}`", kind.key()).into(), zh: format!("“{}”", kind.zh()).into() }).collect();
    let names = Message::any(&names);
    say!("the id or the name of a record in {names}", "{names}中记录的编号或名称", names)
}

/// The words of a list, in a language first and in the other behind it: "open (未关闭), closed (已关闭)".
pub fn listed(words: &[Choice], closed: Closed, lang: Lang) -> String {
    let word = |choice: &Choice| match lang {
        Lang::En => format!("{} ({})", choice.name, choice.zh),
        Lang::Zh => format!("{}（{}）", choice.zh, choice.name),
    };
    let more = if closed == Closed::No { " …" } else { "" };
    words.iter().map(word).collect::<Vec<_>>().join(if lang == Lang::Zh { "、" } else { ", " }) + more
}

/// The register of a name as a person types it: in English or Chinese, one record or all, or by any other name of it.
///
/// # Errors
/// If no register is called so: the one that was most likely meant.
pub fn find(name: &str) -> Result<Kind, Option<Kind>> {
    let folded = fold(name);
    let is_word = |kind: &&Kind| kind.words().iter().any(|word| fold(word) == folded);
    let by_word = || Kind::ALL.iter().find(is_word).copied();
    Kind::called(name).or_else(by_word).ok_or_else(|| near(name))
}

fn near(name: &str) -> Option<Kind> {
    Kind::suggest(name)
        .or_else(|| nearest(name, Kind::ALL.iter().flat_map(|kind| kind.words().iter().copied())).and_then(|word| find(word).ok()))
}
