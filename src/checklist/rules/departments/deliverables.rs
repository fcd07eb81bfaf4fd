//! Deliverables of the plan, as the responsibilities name them.

use std::collections::BTreeMap;

use crate::calendar::Date;
use crate::project::types::Text;
use crate::project::{Kind, Project, RecordId};
use crate::source::fold::fold;

/// A deliverable of a milestone or a task.
pub(super) struct Planned<'p> {
    /// The milestone or the task.
    pub(super) record: RecordId,
    /// Its place among the deliverables of the record.
    pub(super) nth: usize,
    /// What it is called.
    pub(super) name: &'p Text,
    /// Whether nothing is asked of it any more: it is there, or its day is past.
    pub(super) is_finished: bool,
}

/// All deliverables of the plan, milestones first.
pub(super) fn planned(project: &Project) -> Vec<Planned<'_>> {
    let is_past = |day: Option<Date>| day.is_some_and(|day| day < project.report_date);
    let milestones = project.milestones.iter().enumerate().flat_map(|(index, milestone)| {
        let is_finished = milestone.is_finished() || is_past(milestone.due());
        of_record(RecordId { kind: Kind::Milestones, index }, &milestone.deliverable, is_finished)
    });
    let tasks = project.tasks.iter().enumerate().flat_map(|(index, task)| {
        let is_finished = task.is_finished() || is_past(task.end);
        of_record(RecordId { kind: Kind::Tasks, index }, &task.deliverable, is_finished)
    });
    milestones.chain(tasks).collect()
}

fn of_record(record: RecordId, names: &[Text], is_finished: bool) -> impl Iterator<Item = Planned<'_>> {
    names.iter().enumerate().map(move |(nth, name)| Planned { record, nth, name, is_finished })
}

/// What a deliverable is called, in whatever language: two that share a name are one.
pub(super) fn names(name: &Text) -> impl Iterator<Item = String> {
    name.all().map(fold)
}

/// Whether the deliverables of a plan are finished wherever they are, by their names.
pub(super) fn finished(planned: &[Planned<'_>]) -> BTreeMap<String, bool> {
    let mut finished = BTreeMap::new();
    for planned in planned {
        for name in names(planned.name) {
            let all = finished.entry(name).or_insert(true);
            *all = *all && planned.is_finished;
        }
    }
    finished
}

/// Whether a deliverable of the responsibilities is in the plan, and finished wherever it is.
pub(super) fn is_finished(finished: &BTreeMap<String, bool>, name: &Text) -> bool {
    let mut same = names(name).filter_map(|name| finished.get(&name)).peekable();
    same.peek().is_some() && same.all(|is_finished| *is_finished)
}
