//! Floor 2: the project as its records say it, with ids and references resolved.

mod account;
mod action_days;
mod action_items;
mod aliases;
mod allowance;
pub mod append;
mod area;
mod as_of;
mod attendance;
mod blanks;
mod book;
mod bounds;
mod cells;
mod checklist;
mod connections;
mod content;
mod damaged;
mod declare;
mod document;
mod document_day;
mod draft;
mod edition;
mod enter;
mod entries;
pub mod exchange;
mod file_names;
mod folder;
mod forms;
mod found;
mod groups;
mod heading_words;
mod heads;
mod identity;
mod index;
mod initials;
mod joined;
pub mod kind;
mod labelled;
mod layout;
mod links;
mod listed;
mod load;
mod locate;
mod marked;
mod minutes;
mod months;
pub mod named;
mod names;
mod okr;
pub mod origins;
mod outline;
mod own_files;
mod pages;
pub mod palette;
mod pixels;
mod predecessors;
mod raci;
mod readers;
mod reading;
pub mod record;
pub mod registers;
pub mod sample;
mod scale;
mod secrets;
mod section_records;
mod sections;
pub mod settings;
mod several;
mod sheets;
mod shown;
mod sides;
#[cfg(test)]
mod testing;
mod told;
mod totals;
pub mod tracked;
pub mod translation;
mod trees;
pub mod types;
mod unknown;
mod unnamed;
mod unread;
mod versions;
mod visibility;
mod wide;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;
use std::sync::Arc;

use self::record::Visibility;
use self::types::Open;
use crate::calendar::{Calendar, Date};
use crate::source::encoding::Encoding;
use crate::source::{self, Form, Limits, Problem, ProblemKind, Span};
use crate::text::{Lang, Message};

pub use account::{FileAccount, FoldedAccount};
pub use allowance::{Allowance, Scope};
pub use area::Area;
pub use connections::Connections;
pub use content::{BRAND, TEMPLATES};
pub use edition::Kept;
pub use folder::{Folder, SETTINGS};
pub use identity::Duplicate;
pub use index::{Found, Index};
pub use initials::{Exposed, Initials};
pub use kind::{Kind, Registers};
pub use layout::{Role, Roles};
pub use links::LinkTarget;
pub use load::{Readings, ReportDateSource, load, load_again, load_at};
pub use locate::{Locator, Spotted};
pub use own_files::OwnFiles;
pub use pixels::Pixels;
pub use readers::Readers;
pub use record::{AnyEntry, Common, Entry, Origin, Record, Written};
pub use secrets::InternalNames;
pub use settings::{Settings, Stage, Waiver};
pub use shown::{Order, Shown};
pub use unknown::all_fields;

/// A record's place in its register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId {
    /// The register.
    pub kind: Kind,
    /// The place in it.
    pub index: usize,
}

/// Everything that was read from a folder.
#[derive(Debug, Default)]
pub struct Project {
    /// `alongside.yaml`.
    pub settings: Settings,
    /// The file that the settings stand in.
    pub settings_file: Option<usize>,
    /// All records, by register; the project dereferences to them.
    pub registers: Registers,
    /// Which days are worked.
    pub calendar: Calendar,
    /// The one date that everything is reckoned at.
    pub report_date: Date,
    /// Whether the report date was asked for, so that what happened later is hidden.
    pub looks_back: bool,
    /// How many facts are dated after the report date and hidden.
    pub hidden_facts: usize,
    /// Records whose state says nothing of the report date, since it is known only as of today, with that state.
    pub known_today: BTreeMap<RecordId, Message>,
    /// The languages of the report; the first one is the default.
    pub languages: Vec<Lang>,
    /// Where it was read from.
    pub folder: Arc<Folder>,
    /// Every file of the folder, by path.
    pub files: Arc<Vec<File>>,
    /// Markdown documents that belong to no register.
    pub documents: Vec<Document>,
    /// The text around a register's tables, and the README of its folder: file and bytes.
    pub introductions: BTreeMap<Kind, Vec<(usize, Span)>>,
    /// For each file that holds or looks like records, how many rows, items, sections or documents of that kind are in it.
    rows: BTreeMap<usize, usize>,
    /// How much was read.
    pub limits: Limits,
    /// What reading found wrong, by file and place.
    pub problems: Vec<ReadProblem>,
    /// Waivers in comments, by file and place.
    pub allowances: Vec<Allowance>,
    /// Ids that two records of a register have.
    pub duplicates: Vec<Duplicate>,
    index: Arc<Index>,
    /// Where the records of the index stand, if some of them were left out.
    kept: Option<Arc<Kept>>,
    /// The anchors of documents that were asked for.
    anchors: links::KnownAnchors,
    /// Records that are not published.
    hidden: BTreeSet<RecordId>,
    /// Files whose front matter says who may read them.
    restricted_files: BTreeMap<usize, Vec<Open<Visibility>>>,
    /// Whom the edition is for.
    readers: Readers,
    /// What stands for the names of people.
    initials: Option<Initials>,
    /// Whom minutes may name, as it was when they were read.
    names: names::Names,
}

/// A file of the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// The path from the project's root, with `/` between its parts.
    pub path: Arc<str>,
    /// Its text, if it was read as text; line ends are `\n`.
    pub text: Option<Arc<str>>,
    /// The register that it holds.
    pub kind: Option<Kind>,
    /// How the text is stored.
    pub encoding: Encoding,
    /// Its size in bytes, as on disk.
    pub size: u64,
    /// Whether its bytes could be had.
    pub is_readable: bool,
    /// Its width and height, if it is an image.
    pub pixels: Option<Pixels>,
}

/// What reading found wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadProblem {
    /// The file; `None` where it is the folder itself.
    pub file: Option<usize>,
    /// The register, if the file holds one.
    pub kind: Option<Kind>,
    /// The record, if it was entered all the same.
    pub record: Option<RecordId>,
    /// Whether it may tell of what is internal: it is about text of a register that is no record known to be public.
    pub is_internal: bool,
    /// What is wrong.
    pub problem: Problem,
}

impl ReadProblem {
    /// Whether anything is wrong: what is only told is not.
    pub fn is_wrong(&self) -> bool {
        self.problem.kind != ProblemKind::Kept
    }

    /// Whether it kept something out of a register: a file, a record, or what looks like one.
    pub fn keeps_out(&self) -> bool {
        let is_left_out = matches!(self.problem.kind, ProblemKind::File | ProblemKind::Value | ProblemKind::Missing | ProblemKind::Unread);
        self.kind.is_some() && self.record.is_none() && is_left_out
    }
}

/// A Markdown document that belongs to no register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its file.
    pub file: usize,
    /// Its title: the front matter's, else the first heading, else the file's name.
    pub title: String,
    /// What follows the front matter.
    pub body: Span,
    /// Its language.
    pub lang: Lang,
    /// The document beside it that says the same in another language.
    pub translation: Option<Box<Document>>,
}

impl File {
    /// Whether it is a Markdown document that was read.
    pub fn is_markdown(&self) -> bool {
        self.text.is_some() && content::is_markdown(&self.path)
    }
}

impl Deref for Project {
    type Target = Registers;
    fn deref(&self) -> &Registers {
        &self.registers
    }
}

impl Project {
    /// The default language.
    pub fn default_lang(&self) -> Lang {
        self.languages.first().copied().unwrap_or(Lang::En)
    }

    /// Whether only the state of today is known of a record, which says nothing of the report date.
    pub fn is_known_today_only(&self, id: RecordId) -> bool {
        self.known_today.contains_key(&id)
    }

    /// The stage: as set, else planning before the start, execution until the end, closing after it; execution without dates.
    pub fn stage(&self) -> Stage {
        let info = &self.settings.project;
        match (info.stage, info.start, info.end) {
            (Some(stage), ..) => stage,
            (None, Some(start), _) if self.report_date < start => Stage::Planning,
            (None, _, Some(end)) if self.report_date > end => Stage::Closing,
            _ => Stage::Execution,
        }
    }

    /// One record, whatever its type.
    pub fn record(&self, id: RecordId) -> Option<&dyn AnyEntry> {
        self.registers.get(id.kind, id.index)
    }

    /// The text of a file; empty if it was not read as text.
    pub fn text(&self, file: usize) -> &str {
        self.files.get(file).and_then(|file| file.text.as_deref()).unwrap_or_default()
    }

    /// The place of a file with a path.
    pub fn file(&self, path: &str) -> Option<usize> {
        self.files.binary_search_by(|file| (*file.path).cmp(path)).ok()
    }

    /// The project's own stylesheet.
    pub fn brand(&self) -> Option<usize> {
        self.file(BRAND)
    }

    /// The image that stands for the project, if it is in the folder.
    pub fn logo(&self) -> Option<usize> {
        self.file(self.settings.site.logo.as_ref()?.trim_start_matches("./"))
    }

    /// The path of a file.
    pub fn path(&self, file: usize) -> &str {
        self.files.get(file).map_or("", |file| &file.path)
    }

    /// Every waiver: those of the settings, then those in comments.
    pub fn waivers(&self) -> impl Iterator<Item = &Waiver> {
        self.settings.checklist.waivers.iter().chain(self.allowances.iter().map(|allowance| &allowance.waiver))
    }

    /// Whether a file is YAML as a whole, which JSON is too.
    pub fn is_yaml(&self, file: usize) -> bool {
        matches!(content::extension(self.path(file)).as_str(), "yaml" | "yml" | "json")
    }

    /// How a file writes its values at a place; `None` for a file that holds none.
    pub fn form(&self, file: usize, span: Span) -> Option<Form> {
        let path = self.path(file);
        match content::extension(path).as_str() {
            "yaml" | "yml" => Some(Form::Yaml),
            "csv" | "tsv" => Some(Form::Csv),
            _ if !content::is_markdown(path) => None,
            _ if span.start < source::document::body(self.text(file), &self.limits).start => Some(Form::Yaml),
            _ => Some(Form::Markdown),
        }
    }

    /// The project as it would be if some files, by their places in the list of files, had other texts.
    #[must_use]
    pub fn with_texts(&self, texts: BTreeMap<usize, String>) -> Self {
        let as_of = self.looks_back.then_some(self.report_date);
        let texts = texts.into_iter().map(|(file, text)| (self.path(file).to_owned(), text)).collect();
        load(self.folder.with_texts(texts), ReportDateSource { as_of, otherwise: self.report_date })
    }

    /// The project as it would be if a file had another text, or were there.
    #[must_use]
    pub fn with_file(&self, path: &str, text: String) -> Self {
        let as_of = self.looks_back.then_some(self.report_date);
        let folder = self.folder.with_texts(BTreeMap::from([(path.to_owned(), text)]));
        load(folder, ReportDateSource { as_of, otherwise: self.report_date })
    }

    /// Whether a register holds any record.
    pub fn has(&self, kind: Kind) -> bool {
        self.registers.len(kind) > 0
    }
}
