//! Whether anything was changed or decided since a KPI went off track (`docs/numbers.md §8.11`).

use std::collections::BTreeSet;

use super::KpiNumbers;
use crate::analysis::goals::GoalNumbers;
use crate::calendar::Date;
use crate::project::types::Reference;
use crate::project::{Kind, Project, RecordId};

/// The last values of a KPI in a row that are off track.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OffTrack {
    /// How many there are.
    pub values: usize,
    /// The day of the first one.
    pub since: Date,
    /// A change or decision since that day that names the KPI or a goal of it.
    pub answer: Option<RecordId>,
}

impl OffTrack {
    /// For each KPI, since when it is off track; `None` if its last value is not.
    pub(in crate::analysis) fn all(project: &Project, kpis: &[KpiNumbers], goals: &[GoalNumbers]) -> Vec<Option<Self>> {
        let answers = answers(project);
        kpis.iter().enumerate().map(|(kpi, numbers)| Self::of(kpi, numbers, goals, &answers)).collect()
    }

    fn of(kpi: usize, numbers: &KpiNumbers, goals: &[GoalNumbers], answers: &[Answer]) -> Option<Self> {
        let values = numbers.off_track.iter().rev().take_while(|is_off| **is_off).count();
        let first = numbers.series.points.iter().rev().nth(values.checked_sub(1)?)?;
        let of_kpi = goals.iter().enumerate().filter(|(_, goal)| goal.kpis.contains(&kpi));
        let mut subjects: BTreeSet<RecordId> = of_kpi.map(|(index, _)| RecordId { kind: Kind::Goals, index }).collect();
        subjects.insert(RecordId { kind: Kind::Kpis, index: kpi });
        let is_answer = |answer: &&Answer| answer.last_day >= first.day && !answer.about.is_disjoint(&subjects);
        Some(Self { values, since: first.day, answer: answers.iter().find(is_answer).map(|answer| answer.id) })
    }
}

/// A change or decision, its last day, and everything that it names.
struct Answer {
    id: RecordId,
    last_day: Date,
    about: BTreeSet<RecordId>,
}

fn answers(project: &Project) -> Vec<Answer> {
    let resolve = |reference: Reference<'_>| project.resolve(&reference).all().to_vec();
    let up_to_now = |days: &[Option<Date>]| days.iter().copied().flatten().filter(|day| *day <= project.report_date).max();
    let mut answers = Vec::new();
    for (index, change) in project.changes.iter().enumerate() {
        let Some(last_day) = up_to_now(&[change.raised, change.decided, change.applied]) else { continue };
        let about = change.affects.iter().flat_map(|to| resolve(to.reference()));
        let about = about.chain(change.resets_baseline.iter().flat_map(|kpi| resolve(kpi.reference())));
        let about = about.chain(change.because_of.iter().flat_map(|from| resolve(from.reference()))).collect();
        answers.push(Answer { id: RecordId { kind: Kind::Changes, index }, last_day, about });
    }
    for (index, decision) in project.decisions.iter().enumerate() {
        let Some(last_day) = up_to_now(&[decision.date]) else { continue };
        let about = decision.affects.iter().flat_map(|to| resolve(to.reference()));
        let about = about.chain(decision.leads_to.iter().flat_map(|to| resolve(to.reference())));
        let about = about.chain(decision.because_of.iter().flat_map(|from| resolve(from.reference()))).collect();
        answers.push(Answer { id: RecordId { kind: Kind::Decisions, index }, last_day, about });
    }
    answers
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Analysis;
    use crate::analysis::testing::{day, project};

    const KPI: &str = "- {id: leads, name: Leads, goal: grow, direction: increase, baseline: {date: 2026-01-01, value: 0}, targets: [{by: 2026-12-31, value: 364}], measurements: [{date: 2026-02-01, value: 31}, {date: 2026-03-01, value: -20}, {date: 2026-04-01, value: -10}]}\n";

    fn off_track(files: &[(&str, &str)]) -> Option<OffTrack> {
        let all = [&[("kpis.yaml", KPI), ("goals.yaml", "- {id: grow, title: Grow}\n")], files].concat();
        Analysis::of(&project(&all, "2026-04-10")).off_track[0]
    }

    #[test]
    fn what_answers_it() {
        let found = off_track(&[]).unwrap();
        assert_eq!((found.values, found.since, found.answer), (2, day("2026-03-01"), None));
        for (file, text, is_answered) in [
            ("changes.yaml", "- {title: x, raised: 2026-03-05, affects: [leads]}\n", true),
            ("changes.yaml", "- {title: x, raised: 2026-03-05, because_of: [kpis/leads]}\n", true),
            ("changes.yaml", "- {title: x, raised: 2026-02-05, affects: [leads]}\n", false),
            ("changes.yaml", "- {title: x, raised: 2026-02-05, decided: 2026-03-01, affects: [grow]}\n", true),
            ("decisions.yaml", "- {title: Watch until May, date: 2026-03-20, affects: [leads]}\n", true),
            ("decisions.yaml", "- {title: x, date: 2026-03-20}\n", false),
            ("decisions.yaml", "- {title: On the report date, date: 2026-04-10, affects: [leads]}\n", true),
            ("decisions.yaml", "- {title: A day after it, date: 2026-04-11, affects: [leads]}\n", false),
        ] {
            assert_eq!(off_track(&[(file, text)]).unwrap().answer.is_some(), is_answered, "{text}");
        }
    }
}
