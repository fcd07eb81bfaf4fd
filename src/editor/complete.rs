//! What may be typed at a place: fields, words of lists, and records to refer to, in both languages.

use super::context::{Asked, Context, context};
use crate::checklist::rules;
use crate::project::{AnyEntry, Kind, Project, Settings};
use crate::source::Span;
use crate::source::edit::{Form, fresh};
use crate::source::schema::{DAY, Field, Shape, YES_NO};
use crate::source::vocabulary::Vocabulary;
use crate::text::{Lang, Message};

/// What an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ItemKind {
    /// The name of a field.
    Field,
    /// A word or a value.
    Word,
    /// A record.
    Record,
}

/// Something that may be typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What it is.
    pub kind: ItemKind,
    /// What is shown in the list.
    pub label: String,
    /// What is shown beside it.
    pub detail: Message,
    /// What it means.
    pub help: Message,
    /// By which words it is found.
    pub filter: String,
    /// What is put in the place of `span`.
    pub insert: String,
    /// What is typed of it so far.
    pub span: Span,
}

/// What may be typed at a byte of a file. The project's own language comes first.
pub fn complete(project: &Project, file: usize, byte: usize) -> Vec<Item> {
    let text = project.text(file);
    let Some(form) = project.form(file, Span::new(byte, byte)) else { return Vec::new() };
    let is_settings = project.settings_file == Some(file);
    let settings = Vocabulary::new(&[Settings::FIELDS], &[], &[]);
    let kind = project.files.get(file).and_then(|file| file.kind);
    let words = if is_settings { Some(&settings) } else { kind.map(Kind::vocabulary) };
    let Some(context) = context(text, form, words, byte) else { return Vec::new() };
    let offer = Offer { project, context: &context };
    match (&context.asked, words) {
        (Asked::Person, _) => offer.records(&[Kind::People]),
        (Asked::Field(parent), Some(words)) => offer.fields(parent, words),
        (Asked::Value(path), Some(words)) => words.shape(path).map(|shape| offer.values(shape)).unwrap_or_default(),
        _ => Vec::new(),
    }
}

struct Offer<'p> {
    project: &'p Project,
    context: &'p Context,
}

impl Offer<'_> {
    /// The languages, the project's own first.
    fn languages(&self) -> [Lang; 2] {
        match self.project.default_lang() {
            Lang::En => [Lang::En, Lang::Zh],
            Lang::Zh => [Lang::Zh, Lang::En],
        }
    }

    fn item(&self, kind: ItemKind, label: &str, detail: Message, insert: String) -> Item {
        Item { kind, label: label.to_owned(), detail, help: Message::default(), filter: label.to_owned(), insert, span: self.context.span }
    }

    fn fields(&self, parent: &[&'static str], words: &Vocabulary) -> Vec<Item> {
        let inner = parent.iter().try_fold(words, |words, part| words.part(part));
        let Some(inner) = inner else { return self.rules(parent) };
        let name = |field: &Field, lang| if lang == Lang::Zh { field.zh } else { field.name };
        let of = |lang| inner.fields().map(move |field| (name(field, lang), field));
        let items = self.languages().into_iter().flat_map(of).map(|(name, field)| {
            let insert = if self.context.form == Form::Yaml { format!("{name}: ") } else { name.to_owned() };
            Item { help: field.help.clone(), ..self.item(ItemKind::Field, name, field.label(), insert) }
        });
        let mut known = std::collections::BTreeSet::new();
        items.filter(|item| known.insert(item.label.clone())).collect()
    }

    /// The rules, which the settings know by their ids.
    fn rules(&self, parent: &[&'static str]) -> Vec<Item> {
        if parent != ["checklist", "rules"] {
            return Vec::new();
        }
        let item = |rule: &'static crate::checklist::Rule| Item {
            help: rule.why.clone(),
            ..self.item(ItemKind::Word, rule.id, rule.title.clone(), format!("{}: ", rule.id))
        };
        rules::all().map(item).collect()
    }

    fn values(&self, shape: Shape) -> Vec<Item> {
        match shape {
            Shape::Choice(words, _) => {
                let of = |lang| words.iter().map(move |word| (if lang == Lang::Zh { word.zh } else { word.name }, word.label()));
                self.languages().into_iter().flat_map(of).map(|(word, label)| self.word(word, label)).collect()
            }
            Shape::Reference(registers) => {
                let kinds: Vec<Kind> = registers.iter().filter_map(|key| Kind::of_key(key)).collect();
                self.records(&kinds)
            }
            Shape::List(item) => self.values(*item),
            Shape::Value(YES_NO) => ["yes", "no", "是", "否"].map(|word| self.word(word, Message::default())).to_vec(),
            Shape::Value(DAY) => {
                let today = self.project.report_date;
                vec![self.word(&today.to_string(), crate::both!("the report date", "统计日期"))]
            }
            _ => Vec::new(),
        }
    }

    fn word(&self, word: &str, label: Message) -> Item {
        self.item(ItemKind::Word, word, label, self.written(word))
    }

    /// A value as the file writes it; within quotation marks, which somebody has begun, as it is.
    fn written(&self, value: &str) -> String {
        if self.context.is_quoted { value.to_owned() } else { fresh(value, self.context.form) }
    }

    fn records(&self, kinds: &[Kind]) -> Vec<Item> {
        let all = kinds.iter().flat_map(|kind| self.project.registers.of(*kind));
        all.map(|record| self.record(record)).collect()
    }

    /// A record by its own id, else by its name.
    fn record(&self, record: &dyn AnyEntry) -> Item {
        let default = self.project.default_lang();
        let name = record.name().map_or("", |name| name.get(default, default).0);
        let label = if record.has_own_id() || name.is_empty() { record.id() } else { name };
        let names: Vec<&str> = record.name().into_iter().flat_map(crate::project::types::Text::all).collect();
        Item {
            filter: std::iter::once(record.id()).chain(names).collect::<Vec<_>>().join(" "),
            ..self.item(ItemKind::Record, label, crate::checklist::called(self.project, record), self.written(label))
        }
    }
}
