//! Looking back: with a report date that was asked for, what happened later does not exist yet.

use super::kind::Registers;
use super::record::Entry;
use super::registers::words::WorkStatus;
use crate::calendar::Date;

/// Hides what happened after a day, and counts it.
pub(super) fn hide_later(registers: &mut Registers, day: Date) -> usize {
    let mut later = Later { day, hidden: 0 };
    later.records(&mut registers.measurements, |measurement| measurement.date);
    later.records(&mut registers.reviews, |review| review.date);
    later.records(&mut registers.feedback, |feedback| feedback.date);
    later.records(&mut registers.evaluations, |evaluation| evaluation.date);
    later.records(&mut registers.reflections, |reflection| reflection.date);
    for kpi in &mut registers.kpis {
        let before = kpi.data.measurements.len();
        kpi.data.measurements.retain(|measurement| measurement.date.is_none_or(|date| date <= day));
        later.hidden += before - kpi.data.measurements.len();
    }
    for meeting in registers.meetings.iter_mut().filter(|meeting| meeting.date.date > day) {
        let held = &mut meeting.data;
        later.hidden += usize::from(!held.attendees.is_empty() || !held.progress.is_empty());
        held.attendees.clear();
        held.progress.clear();
        held.problems.clear();
        held.decisions.clear();
        held.actions.clear();
    }
    later.plan(registers);
    later.changes(registers);
    later.hidden
}

struct Later {
    day: Date,
    hidden: usize,
}

impl Later {
    fn records<T>(&mut self, register: &mut Vec<Entry<T>>, date: impl Fn(&T) -> Date) {
        let before = register.len();
        register.retain(|entry| date(&entry.data) <= self.day);
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
            let data = &mut milestone.data;
            self.work(&mut data.actual, &mut data.status);
        }
        for task in &mut registers.tasks {
            let data = &mut task.data;
            let percent = &mut data.percent;
            self.fact(&mut data.actual_start, || *percent = None);
            let (percent, status) = (&mut data.percent, &mut data.status);
            self.fact(&mut data.actual_end, || (*percent, *status) = (None, None));
        }
        for action in &mut registers.actions {
            let data = &mut action.data;
            self.work(&mut data.done_on, &mut data.status);
        }
        for improvement in &mut registers.improvements {
            let data = &mut improvement.data;
            self.work(&mut data.done_on, &mut data.status);
            self.fact(&mut data.verified_on, || {});
        }
        for material in &mut registers.materials {
            let data = &mut material.data;
            let status = &mut data.status;
            self.fact(&mut data.received, || *status = None);
        }
        for handoff in &mut registers.handoffs {
            let data = &mut handoff.data;
            let status = &mut data.status;
            self.fact(&mut data.accepted_on, || *status = None);
        }
    }

    fn changes(&mut self, registers: &mut Registers) {
        for change in &mut registers.changes {
            let data = &mut change.data;
            let decision = &mut data.decision;
            self.fact(&mut data.decided, || *decision = None);
            self.fact(&mut data.applied, || {});
            self.fact(&mut data.done_on, || {});
        }
        for decision in &mut registers.decisions {
            let data = &mut decision.data;
            let status = &mut data.status;
            self.fact(&mut data.date, || *status = None);
        }
        for risk in &mut registers.risks {
            let data = &mut risk.data;
            let status = &mut data.status;
            self.fact(&mut data.closed, || *status = None);
            let status = &mut data.status;
            self.fact(&mut data.occurred, || *status = None);
        }
        for issue in &mut registers.issues {
            let data = &mut issue.data;
            let status = &mut data.status;
            self.fact(&mut data.closed, || *status = None);
        }
        for ticket in &mut registers.tickets {
            let data = &mut ticket.data;
            let status = &mut data.status;
            self.fact(&mut data.resolved, || *status = None);
            self.fact(&mut data.responded, || {});
        }
    }
}
