//! The projects whose files are open, each judged as it would be if everything were saved.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Value, json};

use super::position::Units;
use super::uri;
use crate::analysis::Analysis;
use crate::checklist::{Assessment, Places, Reported, Severity};
use crate::cli::Source;
use crate::command::baseline::{self, Known};
use crate::command::{Failure, clock, language, project_of};
use crate::project::{Folder, Readings, ReportDateSource, load_again};
use crate::source::Span;
use crate::source::files::{Disk, Overlay};
use crate::text::Lang;

/// The projects of all open files, by their folders.
pub(super) struct Projects {
    pub(super) units: Units,
    /// The language that was asked for.
    lang: Option<Lang>,
    open: BTreeMap<PathBuf, Open>,
    /// What was told of each file.
    told: BTreeMap<String, Value>,
}

/// A project with the texts that are not saved.
#[derive(Default)]
struct Open {
    texts: BTreeMap<String, String>,
    judged: Option<Assessment>,
    /// What its files hold, as they were read last.
    readings: Arc<Readings>,
}

/// A file of a project that is judged.
pub(super) struct At<'p> {
    pub(super) root: &'p Path,
    pub(super) judged: &'p Assessment,
    pub(super) file: usize,
    pub(super) units: Units,
    pub(super) lang: Lang,
}

impl Projects {
    pub(super) fn new(units: Units, lang: Option<&str>) -> Result<Self, String> {
        let lang = lang.map(|tag| language(Some(tag), Lang::En)).transpose().map_err(|failure| failure.message.en.into_owned())?;
        Ok(Self { units, lang, open: BTreeMap::new(), told: BTreeMap::new() })
    }

    /// Takes the text of a file that is open.
    pub(super) fn open(&mut self, uri: &str, text: &str) {
        if let Some((root, path)) = located(uri) {
            let open = self.open.entry(root).or_default();
            open.texts.insert(path, text.to_owned());
            open.judged = None;
        }
    }

    /// A file counts again as it is saved.
    pub(super) fn close(&mut self, uri: &str) {
        if let Some((root, path)) = located(uri)
            && let Some(open) = self.open.get_mut(&root)
        {
            open.texts.remove(&path);
            open.judged = None;
        }
    }

    /// Something was saved.
    pub(super) fn stale(&mut self) {
        for open in self.open.values_mut() {
            open.judged = None;
            open.readings.decode_again();
        }
    }

    /// A file with its project.
    pub(super) fn at(&mut self, uri: &str) -> Option<At<'_>> {
        let (root, path) = located(uri)?;
        let (units, lang) = (self.units, self.lang);
        let (root, open) = self.open.iter_mut().find(|(of, _)| **of == root)?;
        let judged = open.judged(root)?;
        let file = judged.project.file(&path)?;
        Some(At { root, judged, file, units, lang: lang.unwrap_or(judged.project.default_lang()) })
    }

    /// What is to be told of each file that it has not been told of yet; nothing where nothing is found any more.
    pub(super) fn changed(&mut self) -> Vec<(String, Value)> {
        let mut now: BTreeMap<String, Vec<Value>> = BTreeMap::new();
        for (root, open) in &mut self.open {
            let texts: Vec<String> = open.texts.keys().cloned().collect();
            let Some(judged) = open.judged(root) else { continue };
            now.extend(texts.iter().map(|path| (uri::of(&root.join(path)), Vec::new())));
            let lang = self.lang.unwrap_or(judged.project.default_lang());
            for (path, diagnostics) in diagnostics(root, judged, self.units, lang) {
                now.entry(uri::of(&root.join(path))).or_default().extend(diagnostics);
            }
        }
        let gone: BTreeSet<String> = self.told.keys().filter(|uri| !now.contains_key(*uri)).cloned().collect();
        now.extend(gone.into_iter().map(|uri| (uri, Vec::new())));
        let mut changed = Vec::new();
        for (uri, diagnostics) in now {
            let diagnostics = Value::Array(diagnostics);
            if self.told.insert(uri.clone(), diagnostics.clone()).as_ref() != Some(&diagnostics) {
                changed.push((uri, diagnostics));
            }
        }
        changed
    }
}

impl Open {
    fn judged(&mut self, root: &Path) -> Option<&Assessment> {
        if self.judged.is_none() {
            self.judged = judge(root, &self.texts, &self.readings).ok();
            self.readings.forget_unused();
        }
        self.judged.as_ref()
    }
}

/// The project's folder that a file is in, and its path from there.
fn located(uri: &str) -> Option<(PathBuf, String)> {
    let path = uri::path(uri)?;
    let root = path.ancestors().skip(1).find(|folder| Folder::is_at(folder))?;
    let inner: Vec<String> = path.strip_prefix(root).ok()?.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    Some((root.to_owned(), inner.join("/")))
}

fn judge(root: &Path, texts: &BTreeMap<String, String>, readings: &Arc<Readings>) -> Result<Assessment, Failure> {
    let asked = ReportDateSource { as_of: None, otherwise: clock::epoch_or_today()? };
    let disk = Disk::open(root).map_err(|error| Failure::from(error.message))?;
    let folder = readings.folder(Arc::new(Overlay::new(Arc::new(disk), texts.clone())));
    let project = project_of(folder, &root.display().to_string(), |folder| load_again(folder, asked, readings))?;
    let analysis = Analysis::of(&project);
    let source = Source { folder: root.to_owned(), as_of: None, at: None };
    let baseline = baseline::read(&project, &source, Known::AsSet).unwrap_or_default();
    Ok(Assessment::with_baseline(project, analysis, baseline))
}

/// What is found, by the paths of the files; of the project as a whole at the head of its settings.
fn diagnostics(root: &Path, judged: &Assessment, units: Units, lang: Lang) -> BTreeMap<String, Vec<Value>> {
    let places = Places::new(&judged.project);
    let settings = judged.project.settings_file.map(|file| judged.project.path(file)).unwrap_or_default();
    let mut all: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for (spot, found) in places.in_order(judged.checklist.findings()) {
        for single in found.finding.single() {
            let spot = places.spot(&single.place).or(spot);
            let path = spot.map_or(settings, |spot| judged.project.path(spot.file)).to_owned();
            let single = Reported { finding: single.clone(), ..*found };
            let range = spot.map_or_else(|| units.range("", Span::default()), |spot| places_range(judged, &places, spot, units));
            all.entry(path).or_default().push(diagnostic(root, judged, &places, &single, (range, units, lang)));
        }
    }
    all
}

/// The range of a spot; in a workbook, which no editor shows as a text, its head.
fn places_range(judged: &Assessment, places: &Places<'_>, spot: crate::checklist::Spot, units: Units) -> Value {
    match places.cell(spot) {
        Some(_) => units.range("", Span::default()),
        None => units.range(judged.project.text(spot.file), spot.span),
    }
}

fn diagnostic(
    root: &Path,
    judged: &Assessment,
    places: &Places<'_>,
    found: &Reported,
    (range, units, lang): (Value, Units, Lang),
) -> Value {
    let finding = &found.finding;
    let severity = match found.severity {
        Severity::Error => 1,
        Severity::Warning => 2,
        Severity::Info => 3,
    };
    // What is known does not fail, and is shown as a hint.
    let severity = if finding.is_known { 4 } else { severity };
    let help = places.advice(finding).map(|help| format!("\n{}", help.get(lang))).unwrap_or_default();
    let related = finding.related().filter_map(|(place, message)| {
        let spot = places.spot(place)?;
        let uri = uri::of(&root.join(judged.project.path(spot.file)));
        let range = places_range(judged, places, spot, units);
        Some(json!({"location": {"uri": uri, "range": range}, "message": message.get(lang)}))
    });
    json!({
        "range": range,
        "severity": severity,
        "code": found.rule.id,
        "source": "alongside",
        "message": format!("{}{help}", finding.message.get(lang)),
        "relatedInformation": related.collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_reads_its_own_file_again_and_no_other() {
        let root = std::env::temp_dir().join(format!("alongside-edit-{}", std::process::id()));
        std::fs::create_dir_all(&root).unwrap();
        let files = [
            ("alongside.yaml", "project: {name: T}\n"),
            ("people.yaml", "- {id: li, name: Li Na}\n"),
            ("risks.yaml", "- {title: Rain, owner: li}\n"),
            ("tasks.csv", "name,owner\nPrint,li\n"),
            ("notes.md", "# Notes\n\n## Risks\n\n| Risk | Owner |\n|---|---|\n| Snow | li |\n"),
        ];
        for (path, text) in files {
            std::fs::write(root.join(path), text).unwrap();
        }
        let mut open = Open::default();
        let mut read = |path: &str, text: &str| {
            open.texts.insert(path.to_owned(), text.to_owned());
            open.judged = None;
            let before = (open.readings.count(), open.readings.decoded());
            let risks = open.judged(&root).unwrap().project.risks.len();
            (open.readings.count() - before.0, open.readings.decoded() - before.1, risks)
        };
        let all = read("risks.yaml", files[2].1);
        let edited = read("risks.yaml", "- {title: Rain, owner: li}\n- {title: Hail, owner: li}\n");
        let same = read("risks.yaml", "- {title: Rain, owner: li}\n- {title: Hail, owner: li}\n");
        let back = read("risks.yaml", files[2].1);
        let document = read("notes.md", "# Notes\n");
        let settings = read("alongside.yaml", "project: {name: U}\n");
        std::fs::write(root.join("tasks.csv"), "name,owner\nPrint and fold,li\n").unwrap();
        let saved = read("notes.md", "# Notes\n");
        std::fs::remove_dir_all(&root).unwrap();
        assert_eq!((all.0, all.1), (4, 5), "every file, and of the settings no records");
        assert_eq!((edited.0, same.0, back.0, document.0), (1, 0, 1, 1));
        assert_eq!((edited.1, same.1, back.1, document.1), (1, 0, 1, 1));
        assert_eq!((settings.0, settings.1, saved.0, saved.1), (0, 1, 1, 1));
        assert_eq!(edited.2, all.2 + 1);
    }
}
