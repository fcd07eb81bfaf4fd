//! Looking back: with a report date that was asked for, what happened later does not exist yet.

mod undated;

use std::collections::{BTreeMap, BTreeSet};

pub(super) use self::undated::take_stage;
use super::ReadProblem;
use super::RecordId;
use super::kind::Registers;
use super::readers::Readers;
use super::record::{AnyEntry, Entry, Record};
use super::registers::words::WorkStatus;
use crate::calendar::Date;
use crate::source::{Problem, ProblemKind, Span};
use crate::text::date::short;
use crate::text::{Lang, Message};
use crate::{both, say};

fn left_out<T: Record>(entry: &Entry<T>, field: &str, raised: Date, report_date: Date) -> ReadProblem {
    let written = |date: Date| {
        let [en, zh] = [Lang::En, Lang::Zh].map(|lang| short(lang, date.civil(), report_date.year()));
        Message { en: en.into(), zh: zh.into() }
    };
    let zh_field = T::FIELDS.iter().find(|known| known.name == field).map_or("", |known| known.zh);
    let message = say!(
        "“{id}”: `{en_field}` {raised} is after the report date, {today}; it is left out.",
        "“{id}”：“{zh_field}”{raised}晚于统计日期{today}，未计入。",
        id = &entry.id,
        en_field = field,
        zh_field,
        raised = written(raised),
        today = written(report_date)
    );
    let start = entry.origin.span.start;
    let problem = Problem::new(ProblemKind::Later, Span { start, end: start }, message)
        .help(both!("Correct the day, or move `report.as_of` forward.", "改正日期，或把 `report.as_of` 往后调。"));
    let is_internal = !(entry as &dyn AnyEntry).is_for(&Readers::Everyone);
    ReadProblem { file: Some(entry.origin.file), kind: Some(T::KIND), record: None, is_internal, problem }
}

/// What was hidden.
#[derive(Default)]
pub(super) struct Hidden {
    /// How many facts.
    pub(super) facts: usize,
    /// Records that are no longer there, as they were counted before.
    records: Vec<RecordId>,
    /// What is to be said of records that a day in the settings leaves out.
    pub(super) told: Vec<ReadProblem>,
    /// Records of which only the state of today is known, with that state.
    pub(super) known_today: BTreeMap<RecordId, Message>,
}

impl Hidden {
    /// Where a record is now; `None` if it is hidden.
    pub(super) fn now(&self, id: RecordId) -> Option<RecordId> {
        if self.records.contains(&id) {
            return None;
        }
        let before = self.records.iter().filter(|hidden| hidden.kind == id.kind && hidden.index < id.index).count();
        Some(RecordId { index: id.index - before, ..id })
    }
}

/// Hides what is not there yet on a day that was named, and, looking back, what happened after it; counts both.
pub(super) fn hide_later(registers: &mut Registers, day: Date, looks_back: bool) -> Hidden {
    let mut later = Later { day, hidden: 0, records: Vec::new(), told: Vec::new(), rescored: BTreeSet::new() };
    later.raised(&mut registers.tickets, "opened", |ticket| ticket.opened);
    later.raised(&mut registers.changes, "raised", |change| change.raised);
    later.raised(&mut registers.risks, "raised", |risk| risk.raised);
    later.raised(&mut registers.issues, "raised", |issue| issue.raised);
    later.raised(&mut registers.actions, "raised", |action| action.raised);
    if looks_back {
        later.happened(registers);
        later.told.clear();
    }
    let known_today = if looks_back { undated::all(registers, day, &later.rescored) } else { undated::impossible(registers, day) };
    Hidden { facts: later.hidden, records: later.records, told: later.told, known_today }
}

struct Later {
    day: Date,
    hidden: usize,
    records: Vec<RecordId>,
    told: Vec<ReadProblem>,
    /// Risks that were looked at again later, by their places.
    rescored: BTreeSet<usize>,
}

impl Later {
    /// Hides what happened later. With today as the report date it stays, and a rule asks whether its day is mistyped.
    fn happened(&mut self, registers: &mut Registers) {
        let day = self.day;
        let later = self;
        later.records(&mut registers.measurements, |measurement| Some(measurement.date));
        later.records(&mut registers.reviews, |review| Some(review.date));
        later.records(&mut registers.feedback, |feedback| Some(feedback.date));
        later.records(&mut registers.evaluations, |evaluation| Some(evaluation.date));
        later.records(&mut registers.reflections, |reflection| Some(reflection.date));
        later.records(&mut registers.research, |research| research.date);
        later.records(&mut registers.lessons, |lesson| lesson.date);
        for kpi in &mut registers.kpis {
            let before = kpi.measurements.len();
            kpi.data_mut().measurements.retain(|measurement| measurement.date.is_none_or(|date| date <= day));
            later.hidden += before - kpi.measurements.len();
        }
        for meeting in registers.meetings.iter_mut().filter(|meeting| meeting.date.date > day) {
            let held = meeting.data_mut();
            later.hidden += usize::from(!held.attendees.is_empty() || !held.progress.is_empty());
            held.attendees.clear();
            held.progress.clear();
            held.problems.clear();
            held.decisions.clear();
            held.actions.clear();
        }
        later.plan(registers);
        later.changes(registers);
    }

    /// Hides the records of a register that were raised later. The day may be mistyped, so that is said of each.
    fn raised<T: Record>(&mut self, register: &mut Vec<Entry<T>>, field: &str, date: impl Fn(&T) -> Option<Date>) {
        for entry in register.iter() {
            if let Some(raised) = date(entry).filter(|date| *date > self.day) {
                self.told.push(left_out(entry, field, raised, self.day));
            }
        }
        self.records(register, date);
    }

    /// Hides the records of a register that happened later.
    fn records<T: Record>(&mut self, register: &mut Vec<Entry<T>>, date: impl Fn(&T) -> Option<Date>) {
        let day = self.day;
        let is_later = |entry: &Entry<T>| date(entry).is_some_and(|date| date > day);
        let hidden = register.iter().enumerate().filter(|(_, entry)| is_later(entry));
        self.records.extend(hidden.map(|(index, _)| RecordId { kind: T::KIND, index }));
        let before = register.len();
        register.retain(|entry| !is_later(entry));
        self.hidden += before - register.len();
    }

    /// Takes back a fact that is dated later, and a state that follows from it.
    fn fact(&mut self, date: &mut Option<Date>, then: impl FnOnce()) {
        if date.is_some_and(|date| date > self.day) {
            *date = None;
            self.hidden += 1;
            then();
        }
    }

    fn work(&mut self, done_on: &mut Option<Date>, status: &mut Option<WorkStatus>) {
        self.fact(done_on, || {
            if *status == Some(WorkStatus::Done) {
                *status = Some(WorkStatus::InProgress);
            }
        });
    }

    fn plan(&mut self, registers: &mut Registers) {
        for milestone in &mut registers.milestones {
            let data = milestone.data_mut();
            self.work(&mut data.actual, &mut data.status);
        }
        for task in &mut registers.tasks {
            let data = task.data_mut();
            let (percent, remaining) = (&mut data.percent, &mut data.remaining);
            self.fact(&mut data.actual_start, || (*percent, *remaining) = (None, None));
            let (percent, remaining, status) = (&mut data.percent, &mut data.remaining, &mut data.status);
            self.fact(&mut data.actual_end, || (*percent, *remaining, *status) = (None, None, None));
        }
        for action in &mut registers.actions {
            let data = action.data_mut();
            self.work(&mut data.done_on, &mut data.status);
        }
        for improvement in &mut registers.improvements {
            let data = improvement.data_mut();
            self.work(&mut data.done_on, &mut data.status);
            self.fact(&mut data.verified_on, || {});
        }
        for material in &mut registers.materials {
            let data = material.data_mut();
            let status = &mut data.status;
            self.fact(&mut data.received, || *status = None);
        }
        for handoff in &mut registers.handoffs {
            let data = handoff.data_mut();
            let status = &mut data.status;
            self.fact(&mut data.accepted_on, || *status = None);
        }
    }

    fn changes(&mut self, registers: &mut Registers) {
        for change in &mut registers.changes {
            let data = change.data_mut();
            let decision = &mut data.decision;
            self.fact(&mut data.decided, || *decision = None);
            self.fact(&mut data.applied, || {});
            self.fact(&mut data.done_on, || {});
        }
        for decision in &mut registers.decisions {
            let data = decision.data_mut();
            let status = &mut data.status;
            self.fact(&mut data.date, || *status = None);
        }
        for (index, risk) in registers.risks.iter_mut().enumerate() {
            let data = risk.data_mut();
            if data.reviewed.is_some_and(|reviewed| reviewed > self.day) {
                self.rescored.insert(index);
            }
            let status = &mut data.status;
            self.fact(&mut data.closed, || *status = None);
            let status = &mut data.status;
            self.fact(&mut data.occurred, || *status = None);
            self.fact(&mut data.reviewed, || {});
        }
        for issue in &mut registers.issues {
            let data = issue.data_mut();
            let status = &mut data.status;
            self.fact(&mut data.closed, || *status = None);
        }
        for ticket in &mut registers.tickets {
            let data = ticket.data_mut();
            let status = &mut data.status;
            self.fact(&mut data.resolved, || *status = None);
            self.fact(&mut data.responded, || {});
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Folder, ReportDateSource, load};
    use crate::calendar::Date;
    use crate::source::ProblemKind;

    #[test]
    fn what_is_raised_later_is_not_there_yet() {
        let risks = "- {id: A, title: a, raised: 2026-02-01}\n- {id: B, title: b, raised: 2026-05-01, reviewed: 2026-05-02}\n";
        let folder = Folder::of_texts(&[
            ("alongside.yaml", "report: {as_of: 2026-03-31}\n"),
            ("risks.yaml", risks),
            ("issues.yaml", "- {title: c, raised: 2026-04-01}\n"),
            ("tasks.yaml", "- {name: t, actual_end: 2026-04-01}\n"),
        ]);
        let project = load(folder, ReportDateSource { as_of: None, otherwise: Date::new(2026, 8, 1) });
        assert_eq!(project.risks.iter().map(|risk| risk.id.as_ref()).collect::<Vec<_>>(), ["A"]);
        assert_eq!((project.issues.len(), project.hidden_facts), (0, 2));
        assert!(project.tasks[0].actual_end.is_some(), "a rule asks about its day");
        let told: Vec<(&str, &str)> =
            project.problems.iter().map(|told| (project.path(told.file.unwrap()), &*told.problem.message.en)).collect();
        assert_eq!(
            told,
            [
                ("issues.yaml", "“c”: `raised` 1 Apr is after the report date, 31 Mar; it is left out."),
                ("risks.yaml", "“B”: `raised` 1 May is after the report date, 31 Mar; it is left out."),
            ]
        );
    }

    #[test]
    fn what_is_wrong_in_a_record_that_is_left_out_is_told_all_the_same() {
        let risks = ("risks.csv", "title,raised,status\nB,2027-05-01,opne!\n");
        let pinned = ("alongside.yaml", "report: {as_of: 2026-03-31}\n");
        let kinds = |files: &[(&str, &str)], as_of| {
            let project = load(Folder::of_texts(files), ReportDateSource { as_of, otherwise: Date::new(2026, 3, 31) });
            (project.risks.len(), project.problems.iter().map(|told| told.problem.kind).collect::<Vec<_>>())
        };
        assert_eq!(kinds(&[pinned, risks], None), (0, vec![ProblemKind::Later, ProblemKind::Value]));
        assert_eq!(kinds(&[risks], None), (1, vec![ProblemKind::Value]), "today a mistyped day hides nothing");
        assert_eq!(kinds(&[risks], Some(Date::new(2026, 3, 31))), (0, vec![]), "looking back it is not there");
    }

    #[test]
    fn what_happened_later_is_hidden_and_counted() {
        let risks =
            "- {id: R-1, title: a, raised: 2026-07-01}\n- {id: R-2, title: b, raised: 2026-05-01, reviewed: 2026-07-02, strategy: wait}\n";
        let folder = Folder::of_texts(&[
            ("risks.yaml", risks),
            ("tasks.yaml", "- {name: t, actual_start: 2026-05-01, actual_end: 2026-07-01, percent: 100}\n"),
        ]);
        let project = load(folder, ReportDateSource { as_of: Some(Date::new(2026, 6, 15)), otherwise: Date::new(2026, 8, 1) });
        assert_eq!(project.risks.iter().map(|risk| risk.id.as_ref()).collect::<Vec<_>>(), ["R-2"]);
        assert_eq!((project.risks[0].reviewed, project.tasks[0].actual_end, project.tasks[0].percent), (None, None, None));
        assert_eq!(project.hidden_facts, 3);
        let trouble = project.problems.iter().find_map(|trouble| trouble.record).unwrap();
        assert_eq!(project.record(trouble).unwrap().id(), "R-2", "what is wrong in a record stays with it");
    }

    #[test]
    fn a_state_without_its_day_is_known_as_of_today_only() {
        let files = [
            ("alongside.yaml", "project: {start: 2026-03-02, end: 2026-11-27, stage: closing}\n"),
            ("goals.yaml", "- {id: G-1, title: Sell, due: 2026-10-30, outcome: missed}\n"),
            (
                "tasks.yaml",
                "- {id: T-1, name: Call, status: done}\n- {id: T-2, name: Ask, status: done, actual_end: 2026-05-04}\n- {id: T-3, name: Write, percent: 50}\n",
            ),
            ("risks.yaml", "- {id: R-1, title: Rain, status: closed}\n- {id: R-2, title: Snow, status: closed, closed: 2026-05-04}\n"),
            ("actions.yaml", "- {id: A-1, what: Send, status: done}\n"),
        ];
        let read = |as_of| load(Folder::of_texts(&files), ReportDateSource { as_of, otherwise: Date::new(2026, 12, 1) });
        let project = read(Some(Date::new(2026, 6, 15)));
        let known: Vec<(String, &str)> =
            project.known_today.iter().map(|(id, word)| (project.record(*id).unwrap().id().to_owned(), &*word.en)).collect();
        let expected = [("G-1", "Missed"), ("A-1", "Done"), ("T-1", "Done"), ("R-1", "Closed")];
        assert_eq!(known, expected.map(|(id, word)| (id.to_owned(), word)));
        assert_eq!((project.goals[0].outcome, project.tasks[0].status), (None, None));
        assert_eq!(project.stage(), crate::project::Stage::Execution, "the stage has no day either");
        let now = read(None);
        assert!(now.known_today.is_empty() && now.stage() == crate::project::Stage::Closing);
    }

    #[test]
    fn amounts_and_scores_of_today_are_not_those_of_an_earlier_day() {
        let files = [
            ("alongside.yaml", "project: {start: 2026-03-02, end: 2026-11-27}\n"),
            (
                "budget.csv",
                "id,category,period,planned,committed,actual\nB-1,Media,,45000,50000,54900\nB-2,Media,2026-Q2,100,,150\nB-3,Media,2026-Q1,100,,150\nB-4,Hall,,100,,\n",
            ),
            ("campaigns.yaml", "- {id: C-1, name: Spring, spent: 80}\n- {id: C-2, name: Winter, end: 2026-05-04, spent: 80}\n"),
            (
                "risks.yaml",
                "- {id: R-1, title: Rain, raised: 2026-04-01, reviewed: 2026-09-01, probability: 5, impact: 5}\n- {id: R-2, title: Snow, raised: 2026-04-01, reviewed: 2026-05-01, probability: 5, impact: 5}\n",
            ),
        ];
        let read = |as_of| load(Folder::of_texts(&files), ReportDateSource { as_of, otherwise: Date::new(2026, 12, 1) });
        let project = read(Some(Date::new(2026, 6, 15)));
        let known: Vec<String> =
            project.known_today.iter().map(|(id, word)| format!("{} {}", project.record(*id).unwrap().id(), word.en)).collect();
        assert_eq!(known, ["B-1 Amounts", "B-2 Amounts", "C-1 Amounts", "R-1 Score"]);
        let spent: Vec<bool> = project.budget.iter().map(|line| line.actual.is_some()).collect();
        assert_eq!(spent, [false, false, true, false], "a period that was over is of its own time");
        assert_eq!((project.risks[0].probability.is_none(), project.risks[1].probability.is_some()), (true, true));
        assert_eq!((project.campaigns[0].spent.is_none(), project.campaigns[1].spent.is_some()), (true, true));
        assert!(read(None).known_today.is_empty());
    }

    #[test]
    fn forecasts_and_decisions_of_an_unknown_day_are_known_today() {
        let files = [
            ("alongside.yaml", "project: {start: 2026-03-02, end: 2026-11-27}\n"),
            (
                "milestones.yaml",
                "- {id: M-1, name: Fair, baseline: 2026-07-01, forecast: 2026-08-03}\n\
                 - {id: M-2, name: Film, baseline: 2026-07-01, forecast: 2026-07-01}\n\
                 - {id: M-3, name: Page, baseline: 2026-07-01, forecast: 2026-09-01, history: [{on: 2026-05-04, forecast: 2026-07-15}, {on: 2026-07-06, forecast: 2026-08-15}]}\n\
                 - {id: M-4, name: Post, baseline: 2026-07-01, forecast: 2026-07-20, history: [{on: 2026-05-04, forecast: 2026-07-20}]}\n\
                 - {id: M-5, name: Call, baseline: 2026-07-01, forecast: 2026-07-20, history: [{on: 2026-05-04, forecast: 2026-07-10}]}\n\
                 - {id: M-6, name: Tent, baseline: 2026-04-01, forecast: 2026-05-01, actual: 2026-05-01}\n\
                 - {id: M-7, name: Talk, forecast: 2026-07-01}\n\
                 - {id: M-8, name: Stand, baseline: 2026-05-01, forecast: 2026-06-01}\n",
            ),
            (
                "changes.yaml",
                "- {id: C-1, title: Later, raised: 2026-04-01, decision: approved, affects: [M-5]}\n\
                 - {id: C-2, title: Film, raised: 2026-04-01, decision: approved, decided: 2026-04-03}\n\
                 - {id: C-3, title: Tent, raised: 2026-04-01, decision: approved, applied: 2026-07-03}\n\
                 - {id: C-4, title: Post, raised: 2026-04-01}\n",
            ),
        ];
        let read = |as_of| load(Folder::of_texts(&files), ReportDateSource { as_of, otherwise: Date::new(2026, 12, 1) });
        let project = read(Some(Date::new(2026, 6, 15)));
        let known: Vec<String> =
            project.known_today.iter().map(|(id, word)| format!("{} {}", project.record(*id).unwrap().id(), word.en)).collect();
        assert_eq!(known, ["M-1 Expected day", "M-5 Expected day", "C-1 Approved", "C-3 Approved"]);
        let expected: Vec<String> = project.milestones.iter().map(|milestone| milestone.forecast.unwrap().to_string()).collect();
        let then = ["2026-07-01", "2026-07-01", "2026-07-15", "2026-07-20", "2026-07-10", "2026-05-01", "2026-07-01", "2026-06-01"];
        assert_eq!(expected, then, "what was noted by then, else what was agreed");
        assert!(read(None).known_today.is_empty());
    }

    #[test]
    fn a_day_in_the_settings_takes_back_what_cannot_have_been_so_yet() {
        let read = |day: &str| {
            let settings = format!("project: {{start: 2026-03-02, end: 2026-11-27, stage: closing}}\nreport: {{as_of: {day}}}\n");
            let goals = "- {id: G-1, title: Sell, due: 2026-10-30, outcome: missed}\n- {id: G-2, title: Tell, due: 2026-10-30, outcome: achieved}\n";
            let folder = Folder::of_texts(&[
                ("alongside.yaml", settings.as_str()),
                ("goals.yaml", goals),
                ("tasks.yaml", "- {name: Call, status: done}\n"),
            ]);
            let project = load(folder, ReportDateSource { as_of: None, otherwise: Date::new(2026, 12, 1) });
            (project.known_today.len(), project.stage())
        };
        assert_eq!(read("2026-04-01"), (1, crate::project::Stage::Execution));
        assert_eq!(read("2026-11-10"), (0, crate::project::Stage::Closing));
    }
}
