//! What a file holds, typed and apart from all others, so that it need be read only once where several states of a folder have it.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::papers::{Fronts, Papers};
use super::settled::Settled;
use crate::project::allowance::{self, Allowance, Scope};
use crate::project::content::Content;
use crate::project::folder::Folder;
use crate::project::found::Decoded;
use crate::project::kind::{Kind, Registers};
use crate::project::names::Names;
use crate::project::settings::formats::Formats;
use crate::project::{ReadProblem, RecordId, identity, scale, unknown};
use crate::source::files::Source;
use crate::source::prepare::Unknown;
use crate::source::{Data, Limits, Problem, SourceMap, Span, source_map};

/// What a file holds. Its records are counted from the first one of the file.
#[derive(Debug, Clone, Default)]
pub(super) struct Held {
    pub(super) registers: Arc<Registers>,
    pub(super) troubles: Vec<ReadProblem>,
    pub(super) allowances: Vec<Allowance>,
    pub(super) introduction: Option<(Kind, Vec<Span>)>,
    pub(super) rows: usize,
    pub(super) is_page: bool,
    /// Whether anything was read or is to be told.
    pub(super) is_told: bool,
}

/// What reading a file rests on beside its text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Rests {
    pub(super) names: Names,
    pub(super) formats: Formats,
    pub(super) steps: u8,
    pub(super) limits: Limits,
    /// For a file that is named after no register: those that have a file, and which.
    pub(super) elsewhere: BTreeMap<Kind, String>,
}

/// A file: the register that it is named after, its path, its text.
pub(super) type File = (Option<Kind>, Arc<str>, Arc<str>);

/// What files hold, and whether somebody has asked for it since the others were forgotten.
type Known = BTreeMap<File, (Arc<Held>, bool)>;

/// What files hold that were read on one ground, which has a number.
#[derive(Debug)]
struct Ground {
    number: usize,
    rests: Rests,
    files: Known,
}

/// What the files of some states of a folder hold, read once each.
#[derive(Debug, Default)]
pub struct Readings {
    known: Mutex<Vec<Ground>>,
    papers: Papers,
    fronts: Fronts,
    grounds: AtomicUsize,
    count: AtomicUsize,
    settled: Mutex<Arc<Settled>>,
    decoded: Arc<Decoded>,
}

impl Readings {
    /// How many texts were read so far.
    pub fn count(&self) -> usize {
        self.count.load(Ordering::Relaxed)
    }

    /// The folder that a source fills; a file of the disk that has not changed is not decoded again.
    pub fn folder(&self, source: Arc<dyn Source>) -> Folder {
        Folder::with(source, Some(Arc::clone(&self.decoded)))
    }

    /// How many files of such folders were decoded so far.
    pub fn decoded(&self) -> usize {
        self.decoded.count()
    }

    /// Every file is to be decoded again, also one that looks as if it had not changed.
    pub fn decode_again(&self) {
        self.decoded.forget();
    }

    /// Forgets the texts that no state had since this was last asked for.
    pub fn forget_unused(&self) {
        self.decoded.forget_unused();
        self.papers.forget_unused();
        self.fronts.forget_unused();
        let mut known = self.known();
        for ground in known.iter_mut() {
            ground.files.retain(|_, (_, is_used)| std::mem::take(is_used));
        }
        known.retain(|ground| !ground.files.is_empty());
    }

    /// The documents of the folders.
    pub(super) fn papers(&self) -> &Papers {
        &self.papers
    }

    /// Who may read the documents of the folders.
    pub(super) fn fronts(&self) -> &Fronts {
        &self.fronts
    }

    /// How many documents were read so far.
    pub fn papers_read(&self) -> usize {
        self.papers.count()
    }

    /// The records of the last state.
    pub(super) fn settled(&self) -> Arc<Settled> {
        Arc::clone(&self.settled.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Keeps the records of a state for the next one.
    pub(super) fn settle(&self, settled: Settled) {
        *self.settled.lock().unwrap_or_else(PoisonError::into_inner) = Arc::new(settled);
    }

    fn known(&self) -> MutexGuard<'_, Vec<Ground>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The number of what files rest on, so that it is compared once and not for every file.
    pub(super) fn ground(&self, rests: &Rests) -> usize {
        let mut known = self.known();
        if let Some(ground) = known.iter().find(|ground| ground.rests == *rests) {
            return ground.number;
        }
        let number = self.grounds.fetch_add(1, Ordering::Relaxed);
        known.push(Ground { number, rests: rests.clone(), files: BTreeMap::new() });
        number
    }

    /// Remembers what a file holds on a ground.
    pub(super) fn keep(&self, ground: usize, file: File, held: Held) -> Arc<Held> {
        let held = Arc::new(held);
        self.count.fetch_add(1, Ordering::Relaxed);
        if let Some(of) = self.known().iter_mut().find(|of| of.number == ground) {
            of.files.insert(file, (Arc::clone(&held), true));
        }
        held
    }

    /// What a file holds on a ground, as it is remembered.
    pub(super) fn held(&self, ground: usize, file: &File) -> Option<Arc<Held>> {
        let mut known = self.known();
        let (held, is_used) = known.iter_mut().find(|of| of.number == ground)?.files.get_mut(file)?;
        *is_used = true;
        Some(Arc::clone(held))
    }
}

/// What is told of the heads of a register's records in a file.
#[derive(Default)]
struct Heads {
    /// How many records there are.
    records: usize,
    /// Those that are kept.
    kept: Option<Problem>,
    /// Those that no field has, each with its record.
    unknown: Vec<(RecordId, Unknown)>,
}

impl Held {
    /// Types what a file holds, which may be named after a register.
    pub(super) fn of(path: &str, text: &str, named: Option<Kind>, mut content: Content<'_>, steps: u8) -> Self {
        let mut shared = source_map::Shared::default();
        let source_maps: Vec<Arc<SourceMap>> =
            content.drafts.iter().map(|draft| Arc::new(SourceMap::of(&draft.node, &mut shared))).collect();
        content.problems.extend(scale::take_out(&mut content.drafts, steps));
        let kind = named.or_else(|| content.drafts.first().map(|draft| draft.kind));
        let trouble = |kind, record, is_internal, problem| ReadProblem { file: Some(0), kind, record, is_internal, problem };
        let is_told = !content.drafts.is_empty() || !content.problems.is_empty();
        let mut held = Self { rows: content.rows, is_page: content.is_page, is_told, ..Self::default() };
        held.troubles.extend(content.problems.into_iter().map(|problem| trouble(kind, None, true, problem)));
        held.introduction = kind.filter(|_| !content.introduction.is_empty()).map(|kind| (kind, content.introduction));
        let (mut registers, mut heads): (Registers, BTreeMap<Kind, Heads>) = Default::default();
        for draft in &content.drafts {
            heads.entry(draft.kind).or_default().records += 1;
        }
        for (kind, heads) in &mut heads {
            registers.reserve(*kind, heads.records);
            let of_kind = content.drafts.iter().filter(|draft| draft.kind == *kind);
            heads.kept = unknown::kept(of_kind.flat_map(|draft| &draft.kept), *kind);
        }
        let mut entered = Vec::with_capacity(content.drafts.len());
        let mut stays_inside = false;
        for (nth, (mut draft, source_map)) in content.drafts.into_iter().zip(source_maps).enumerate() {
            let kind = draft.kind;
            let outcome = registers.enter(&mut draft, nth, source_map);
            let record = outcome.index.map(|index| RecordId { kind, index });
            if let Some(entry) = record.and_then(|id| registers.get_mut(kind, id.index)) {
                identity::propose(entry, path);
            }
            stays_inside |= outcome.is_internal;
            held.troubles.extend(outcome.problems.into_iter().map(|problem| trouble(Some(kind), record, outcome.is_internal, problem)));
            let at = record.unwrap_or(RecordId { kind, index: usize::MAX });
            heads.entry(kind).or_default().unknown.extend(draft.unknown.drain(..).map(|key| (at, key)));
            // Only what comments are about is asked for again.
            if content.comments.is_empty() {
                draft.node.data = Data::Null;
            }
            entered.push((draft, record));
        }
        held.allowances = allowance::of_records(text, 0, &content.comments, &entered);
        for (kind, Heads { records, kept, unknown }) in heads {
            held.troubles.extend(kept.map(|problem| trouble(Some(kind), None, stays_inside, problem)));
            for (record, problem) in unknown::fields(&unknown, records, kind) {
                held.troubles.push(trouble(Some(kind), record, record.is_none() && stays_inside, problem));
            }
        }
        held.registers = Arc::new(registers);
        held
    }

    /// The same as a file among others, its records to come behind those that are there.
    pub(super) fn at(mut self, file: usize, behind: &Registers) -> Self {
        let moved = |id: RecordId| RecordId { index: id.index.saturating_add(behind.len(id.kind)), ..id };
        for trouble in &mut self.troubles {
            trouble.file = Some(file);
            trouble.record = trouble.record.map(moved);
        }
        for allowance in &mut self.allowances {
            allowance.file = file;
            if let Scope::Record { record, .. } = &mut allowance.scope {
                *record = record.map(moved);
            }
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fmt::Write;
    use std::sync::Arc;

    use super::Readings;
    use crate::calendar::Date;
    use crate::project::{Kind, Project, load_at};
    use crate::source::files::{Memory, Overlay};

    /// A folder of a thousand records: risks, tasks and minutes, and some documents.
    fn folder() -> BTreeMap<String, String> {
        let (mut risks, mut tasks) = ("id,title,owner,probability,impact\n".to_owned(), "id,name,owner,start,end\n".to_owned());
        for at in 0..450 {
            let _ = writeln!(risks, "R-{at},Late printer {at},Li Na,{},3", at % 5 + 1);
            let _ = writeln!(tasks, "T-{at},Step {at},Li Na,2026-03-02,2026-03-13");
        }
        let mut files = BTreeMap::from([("risks.csv".to_owned(), risks), ("tasks.csv".to_owned(), tasks)]);
        for at in 0..100 {
            let day = Date::new(2026, 1, 5).plus(at);
            files.insert(format!("meetings/{day}.md"), format!("# Weekly {at}\n\n## Actions\n\n- [ ] @Li Na Call printer {at}\n"));
            files.insert(format!("notes/{at}.md"), format!("---\ntitle: Note {at}\n---\n\nThe printer is *late*.\n"));
        }
        files.insert("people.yaml".to_owned(), "- {name: Li Na}\n".to_owned());
        files
    }

    #[test]
    fn a_state_behind_another_one_is_as_if_it_were_read_alone() {
        let risks = "id,title\nR-1,Rain\nR-1,Snow\n,Hail\n,Hail\n";
        let first = BTreeMap::from([("b/risks.csv", risks), ("tasks.csv", "name\nCall\nAsk\n")]);
        let renamed = BTreeMap::from([("a.md", "# A\n"), ("b/risks.csv", risks), ("tasks.csv", "name\nCall\n")]);
        let known = Arc::new(Readings::default());
        for files in [&first, &first, &renamed, &first] {
            let source = || Arc::new(Memory::new(files.iter().map(|(path, text)| (*path, *text))));
            let day = Date::new(2026, 4, 30);
            let (behind, alone) = (load_at(known.folder(source()), day, &known), load_at(known.folder(source()), day, &Arc::default()));
            let told = |project: &Project| {
                let ids = |kind| project.registers.of(kind).iter().map(|entry| (entry.id().to_owned(), entry.origin())).collect::<Vec<_>>();
                let found =
                    ["R-1", "R-1-2", "hail", "hail-2", "Call", "ask", "R-3"].map(|text| project.find(&[Kind::Risks, Kind::Tasks], text));
                (ids(Kind::Risks), ids(Kind::Tasks), found, project.duplicates.clone())
            };
            assert_eq!(told(&behind), told(&alone));
            assert_eq!((told(&behind).3.len(), behind.risks[3].id.as_ref()), (1, "hail-2"));
        }
    }

    #[test]
    fn of_sixty_states_only_what_changed_is_decoded_and_read() {
        let known = Arc::new(Readings::default());
        let mut files = folder();
        let mut seen = Vec::new();
        for week in 0..60 {
            files.insert("meetings/2026-01-05.md".to_owned(), format!("# Weekly\n\n## Decisions\n\n- Number {week}\n"));
            let folder = known.folder(Arc::new(Overlay::new(Arc::new(Memory::default()), files.clone())));
            let project = load_at(folder, Date::new(2026, 4, 30), &known);
            assert_eq!((project.risks.len(), project.meetings.len(), project.documents.len()), (450, 100, 100));
            assert_eq!(project.meetings[0].decisions[0].any(), format!("Number {week}"));
            seen.push((known.decoded(), known.count(), known.papers_read(), known.fronts().count()));
        }
        let first = seen[0];
        assert_eq!(first, (files.len(), files.len(), 100, 100), "every file once");
        assert_eq!(seen[59], (first.0 + 59, first.1 + 59, 100, 100), "one file a week");
    }
}
