//! A folder becomes a project.

mod held;
mod papers;
mod records;
mod settled;
mod translations;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub use self::held::Readings;
use self::papers::{Paper, Sheet};
use self::settled::Settled;
use super::allowance::{self, Allowance, Scope};
use super::content::{is_markdown, is_workbook, stem};
use super::folder::{Folder, SETTINGS};
use super::found::FoundFile;
use super::kind::{Kind, Registers};
use super::layout::Role;
use super::links::KnownAnchors;
use super::names::Names;
use super::readers::Readers;
use super::record::Visibility;
use super::settings::Settings;
use super::translation;
use super::types::{Days, Open};
use super::{Document, File, Index, Project, ReadProblem, RecordId, as_of, bounds, unknown, visibility};
use crate::calendar::{Calendar, Date};
use crate::source::{Limits, Problem, ProblemKind, Span, document, yaml};
use crate::text::Lang;

/// Which day is the report date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReportDateSource {
    /// The day that was asked for; what happened later is then hidden.
    pub as_of: Option<Date>,
    /// The day if neither the command nor the settings name one.
    pub otherwise: Date,
}

/// Reads every record of a folder. Nothing is lost: what cannot be read is among the project's troubles.
pub fn load(folder: Folder, asked: ReportDateSource) -> Project {
    Loader { limits: folder.limits, folder, ..Loader::default() }.read_all(asked)
}

/// Reads every record of a folder as it was on a day: that day is the report date, whatever the settings say, and what was
/// written then is the present. A file that several states of a folder have is read once.
pub fn load_at(folder: Folder, day: Date, known: &Arc<Readings>) -> Project {
    Loader { limits: folder.limits, folder, fixed: Some(day), known: Some(Arc::clone(known)), ..Loader::default() }
        .read_all(ReportDateSource { as_of: None, otherwise: day })
}

/// As [`load`]; a file that was read before with the same text is not read again.
pub fn load_again(folder: Folder, asked: ReportDateSource, known: &Arc<Readings>) -> Project {
    Loader { limits: folder.limits, folder, known: Some(Arc::clone(known)), ..Loader::default() }.read_all(asked)
}

/// What is read so far, and of what.
#[derive(Default)]
struct Loader {
    folder: Folder,
    limits: Limits,
    files: Vec<File>,
    registers: Registers,
    names: Names,
    troubles: Vec<ReadProblem>,
    documents: Vec<Document>,
    introductions: BTreeMap<Kind, Vec<(usize, Span)>>,
    allowances: Vec<Allowance>,
    pages: BTreeSet<usize>,
    rows: BTreeMap<usize, usize>,
    restricted_files: BTreeMap<usize, Vec<Open<Visibility>>>,
    /// Files of no register that the settings say are documents, or of which something was read or told.
    told: BTreeSet<usize>,
    settings: Settings,
    settings_file: Option<usize>,
    languages: Vec<Lang>,
    report_date: Date,
    looks_back: bool,
    /// The report date, whatever else is said.
    fixed: Option<Date>,
    /// What files of other states hold.
    known: Option<Arc<Readings>>,
}

impl Loader {
    fn read_all(mut self, asked: ReportDateSource) -> Project {
        self.take_files();
        self.read_settings(asked);
        let translations = self.translations();
        self.read_visibility();
        self.read_registers(&translations);
        self.read_documents(&translations);
        self.finish(&translations)
    }

    fn take_files(&mut self) {
        let files = self.folder.files();
        for (path, problem) in std::mem::take(&mut self.folder.listing.problems) {
            let file = files.binary_search_by(|found| (*found.file.path).cmp(&path)).ok();
            self.troubles.push(ReadProblem { file, kind: None, record: None, is_internal: false, problem });
        }
        for FoundFile { file, role, problems } in files {
            if role == Some(Role::Ignore) {
                continue;
            }
            let at = self.files.len();
            if role == Some(Role::Document) {
                self.told.insert(at);
            }
            self.troubles.extend(problems.into_iter().map(|problem| ReadProblem {
                file: Some(at),
                kind: file.kind,
                record: None,
                is_internal: file.kind.is_some() || is_workbook(&file.path),
                problem,
            }));
            self.files.push(file);
        }
    }

    fn read_settings(&mut self, asked: ReportDateSource) {
        let settings = self.folder.settings.take();
        let is_settings = |path: &str| settings.as_ref().map_or_else(|| SETTINGS.contains(&path), |settings| settings.path == path);
        self.settings_file = self.files.iter().position(|file| is_settings(&file.path));
        if let Some(file) = self.settings_file {
            let text = self.files.get(file).and_then(|file| file.text.as_deref()).unwrap_or_default();
            let read = settings.map(|settings| settings.read).unwrap_or_default();
            self.settings = read.settings;
            self.allowances = allowance::of_file(file, &yaml::read(text, &self.limits).comments, &Scope::Project);
            let unknown = read.unknown.iter().map(unknown::setting);
            let problems: Vec<Problem> = read.problems.into_iter().chain(unknown).collect();
            self.troubles.extend(problems.into_iter().map(|problem| ReadProblem {
                file: Some(file),
                kind: None,
                record: None,
                is_internal: false,
                problem,
            }));
        }
        self.languages = self.settings.languages();
        self.looks_back = asked.as_of.is_some();
        self.report_date = self.fixed.or(asked.as_of).or(self.settings.report.as_of).unwrap_or(asked.otherwise);
    }

    /// Who may read each file by its front matter. A register's file says itself what is wrong in it.
    fn read_visibility(&mut self) {
        let audiences: Arc<[String]> = self.settings.audiences.iter().map(|audience| audience.0.clone()).collect();
        for (at, file) in self.files.iter().enumerate() {
            let Some(text) = file.text.as_ref().filter(|text| is_markdown(&file.path) && document::has_front(text)) else { continue };
            let read = || document::front(text, &self.limits).map(|front| visibility::of(front, &self.settings)).unwrap_or_default();
            let said = match &self.known {
                Some(known) => {
                    Arc::unwrap_or_clone(known.fronts().of(Sheet::of(&file.path, text), (self.limits, Arc::clone(&audiences)), read))
                }
                None => read(),
            };
            if !Readers::Everyone.may_read(&said.readers) {
                self.restricted_files.insert(at, said.readers);
            }
            let told = said.problems.into_iter().filter(|_| file.kind.is_none());
            self.troubles.extend(told.map(|problem| ReadProblem { file: Some(at), kind: None, record: None, is_internal: true, problem }));
        }
    }

    fn read_documents(&mut self, translations: &BTreeMap<usize, usize>) {
        let default = self.languages.first().copied().unwrap_or(Lang::En);
        let mut translated: BTreeMap<usize, Document> = BTreeMap::new();
        for (at, file) in self.files.iter().enumerate() {
            let Some(text) = file.text.as_ref().filter(|_| is_markdown(&file.path)) else { continue };
            if file.kind.is_some() && !self.pages.contains(&at) {
                continue;
            }
            let read = || paper(&file.path, text, default, &self.limits);
            let Paper { document, allowances, problems } = match &self.known {
                Some(known) => Arc::unwrap_or_clone(known.papers().of(Sheet::of(&file.path, text), (self.limits, default), read)),
                None => read(),
            };
            self.allowances.extend(allowances.into_iter().map(|allowance| Allowance { file: at, ..allowance }));
            // Of a register's file they are told where its records are read.
            let problems = problems.into_iter().filter(|_| file.kind.is_none());
            self.troubles.extend(problems.map(|problem| ReadProblem {
                file: Some(at),
                kind: None,
                record: None,
                is_internal: false,
                problem,
            }));
            let document = Document { file: at, ..document };
            match translations.get(&at) {
                Some(original) => {
                    translated.insert(*original, document);
                }
                None => self.documents.push(document),
            }
        }
        for document in &mut self.documents {
            document.translation = translated.remove(&document.file).map(Box::new);
        }
    }

    fn finish(mut self, translations: &BTreeMap<usize, usize>) -> Project {
        self.translate_records(translations);
        let before = self.known.as_ref().map(|known| known.settled()).unwrap_or_default();
        let (mut duplicates, mut same) = before.identify(&mut self.registers);
        self.say_unknown_files();
        self.say_many_links();
        self.forget_other_workbooks();
        let mut troubles = self.troubles;
        let is_named = self.fixed.is_none() && (self.looks_back || self.settings.report.as_of.is_some());
        let mut hidden =
            if is_named { as_of::hide_later(&mut self.registers, self.report_date, self.looks_back) } else { as_of::Hidden::default() };
        if is_named {
            same.clear();
        }
        let (hidden_facts, known_today) = (hidden.facts, std::mem::take(&mut hidden.known_today));
        if is_named {
            as_of::take_stage(&mut self.settings, self.report_date, self.looks_back);
        }
        troubles.retain_mut(|trouble| {
            let before = trouble.record;
            trouble.record = before.and_then(|record| hidden.now(record));
            before.is_none() == trouble.record.is_none() || !self.looks_back
        });
        troubles.append(&mut hidden.told);
        for allowance in &mut self.allowances {
            if let Scope::Record { record, .. } = &mut allowance.scope {
                *record = record.and_then(|record| hidden.now(record));
            }
        }
        duplicates.retain_mut(|duplicate| {
            let (first, second) = (hidden.now(duplicate.first), hidden.now(duplicate.second));
            first.zip(second).map(|places| (duplicate.first, duplicate.second) = places).is_some()
        });
        self.allowances.sort_by_key(|allowance| (allowance.file, allowance.span));
        let mut project = Project {
            calendar: calendar(&self.settings),
            index: Arc::new(Index::new(&self.registers, &before.index, &same)),
            kept: None,
            anchors: KnownAnchors::default(),
            hidden: BTreeSet::new(),
            restricted_files: self.restricted_files,
            readers: Readers::default(),
            initials: None,
            names: self.names,
            settings: self.settings,
            settings_file: self.settings_file,
            registers: self.registers,
            report_date: self.report_date,
            looks_back: self.looks_back,
            hidden_facts,
            known_today,
            languages: self.languages,
            folder: Arc::new(self.folder),
            files: Arc::new(self.files),
            documents: self.documents,
            introductions: self.introductions,
            rows: self.rows,
            limits: self.limits,
            problems: troubles,
            allowances: self.allowances,
            duplicates,
        };
        if let Some(known) = self.known.filter(|_| !is_named) {
            let (registers, duplicates) = (project.registers.clone(), project.duplicates.clone());
            known.settle(Settled { registers, duplicates, index: Arc::clone(&project.index) });
        }
        project.hidden = project.find_hidden();
        keep_inside(&mut project);
        project.problems.extend(contradictions(&project));
        project.problems.extend(project.without_readers());
        project.problems.sort_by_key(|a| (a.file, a.problem.span, a.problem.kind));
        project
    }

    /// A workbook of which nothing was read is a file like any other.
    fn forget_other_workbooks(&mut self) {
        for (at, file) in self.files.iter_mut().enumerate() {
            if file.kind.is_none() && is_workbook(&file.path) && file.text.is_some() && !self.told.contains(&at) {
                file.text = None;
                self.troubles.retain(|trouble| trouble.file != Some(at) || trouble.problem.kind == ProblemKind::UnknownFile);
            }
        }
    }

    fn say_many_links(&mut self) {
        for (at, file) in self.files.iter().enumerate().filter(|(_, file)| file.is_markdown()) {
            if let Some(problem) = file.text.as_deref().and_then(|text| bounds::links(text, &self.limits)) {
                self.troubles.push(ReadProblem {
                    file: Some(at),
                    kind: file.kind,
                    record: None,
                    is_internal: file.kind.is_some(),
                    problem,
                });
            }
        }
    }

    fn say_unknown_files(&mut self) {
        for (at, file) in self.files.iter().enumerate() {
            let is_known = Some(at) == self.settings_file || self.told.contains(&at);
            if let Some(problem) = (!is_known).then(|| unknown::file(file)).flatten() {
                self.troubles.push(ReadProblem { file: Some(at), kind: None, record: None, is_internal: false, problem });
            }
            if let Some((kind, problem)) = unknown::office(file) {
                self.troubles.push(ReadProblem { file: Some(at), kind: Some(kind), record: None, is_internal: false, problem });
            }
        }
    }
}

fn trouble(file: usize, record: RecordId, problem: Problem) -> ReadProblem {
    ReadProblem { file: Some(file), kind: Some(record.kind), record: Some(record), is_internal: false, problem }
}

/// What is told of a file as a whole, such as the heads of its columns, may be of a record that is not published.
fn keep_inside(project: &mut Project) {
    let files: BTreeSet<usize> = project.hidden.iter().filter_map(|id| Some(project.record(*id)?.origin().file)).collect();
    for trouble in project.problems.iter_mut().filter(|trouble| trouble.record.is_none()) {
        trouble.is_internal |= trouble.file.is_some_and(|file| files.contains(&file));
    }
}

/// Where translations say something else than their records, which is known once every reference can be followed.
fn contradictions(project: &Project) -> Vec<ReadProblem> {
    let ids = Kind::ALL.iter().flat_map(|kind| (0..project.registers.len(*kind)).map(|index| RecordId { kind: *kind, index }));
    let mut found = Vec::new();
    for id in ids {
        let Some(entry) = project.record(id) else { continue };
        let Some((_, file, _)) = entry.translation() else { continue };
        let Some(front) = translation::front(project.text(file), &project.limits) else { continue };
        found.extend(entry.contradictions(&front, project).into_iter().map(|problem| trouble(file, id, problem)));
    }
    found
}

fn calendar(settings: &Settings) -> Calendar {
    let days = |days: &[Days]| days.iter().flat_map(|days| days.each()).collect::<Vec<_>>();
    let info = &settings.calendar;
    Calendar::new(info.workdays.iter().copied(), days(&info.holidays), days(&info.make_up))
}

/// A document as its text says it, as the first file.
fn paper(path: &str, text: &str, default: Lang, limits: &Limits) -> Paper {
    let mut read = document::read(text, limits);
    Paper {
        allowances: allowance::of_file(0, &read.comments, &Scope::Bytes(Span::new(0, text.len()))),
        problems: std::mem::take(&mut read.problems),
        document: page(0, path, text, default, &read),
    }
}

fn page(file: usize, path: &str, text: &str, default: Lang, read: &document::Document<'_>) -> Document {
    let front = read.front.as_ref().and_then(|tree| tree.root.as_ref());
    let setting = |names: &[&str]| names.iter().find_map(|name| front?.get(name)?.text()).map(str::to_owned);
    let (stem, suffix) = stem(path);
    let title = setting(&["title", "标题", "name"]).or_else(|| read.title.as_ref().map(|(title, _)| title.clone()));
    let said = setting(&["lang", "language"]).and_then(|tag| Lang::of_tag(&tag)).or(suffix);
    Document {
        file,
        title: title.filter(|title| !title.is_empty()).unwrap_or_else(|| stem.to_owned()),
        body: read.body,
        lang: said.or_else(|| Lang::of_text(read.body.of(text), default)).unwrap_or(default),
        translation: None,
    }
}
