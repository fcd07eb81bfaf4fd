//! Runs the rules: whether each is asked for, its verdicts, what is waived, and how failures are folded.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::baseline::Baseline;
use super::fold::fold;
use super::{precedence, waiver};
use crate::analysis::Analysis;
use crate::checklist::area::Area;
use crate::checklist::finding::{Finding, Reported, Verdict};
use crate::checklist::outcome::{Checklist, Outcome, State, Waived};
use crate::checklist::rule::context::{Judge, Judged};
use crate::checklist::rule::settings::{RuleSettings, area, skip_reason};
use crate::checklist::rule::{Rule, Severity};
use crate::checklist::rules;
use crate::project::{Connections, Kind, Project};
use crate::{both, say};

/// A rule that has been run, before its failures are folded.
pub(crate) struct Run {
    pub(crate) outcome: Outcome,
    pub(crate) fails: Vec<Finding>,
    subjects: BTreeMap<Option<Kind>, usize>,
    severity: Severity,
}

impl Checklist {
    /// Judges a project by every rule.
    pub fn of(project: &Project, analysis: &Analysis) -> Self {
        Self::with_baseline(project, analysis, Baseline::default())
    }

    /// Judges a project, some of whose findings are known.
    pub fn with_baseline(project: &Project, analysis: &Analysis, mut baseline: Baseline) -> Self {
        let connections = Connections::of(project);
        let rules: Vec<&'static Rule> = rules::all().collect();
        let mut runs: Vec<Run> = rules.into_par_iter().map(|rule| Run::new(project, analysis, &connections, rule)).collect();
        precedence::apply(&mut runs);
        waiver::settle(project, &mut runs);
        for run in &mut runs {
            baseline.mark(project, run.outcome.rule, &mut run.fails);
        }
        let skipped = project.settings.checklist.skip.iter().filter_map(|(key, reason)| Some((area(key)?, reason.clone())));
        let mut skipped: Vec<(Area, String)> = skipped.collect();
        skipped.sort();
        Self { outcomes: runs.into_iter().map(|run| run.finish(project)).collect(), skipped, gone: baseline }
    }
}

/// Why a rule is not run, if it is not.
fn not_run(project: &Project, rule: &Rule, is_off: bool) -> Option<State> {
    let stage = project.stage();
    if is_off {
        Some(State::Off)
    } else if let Some(reason) = skip_reason(project, rule) {
        Some(State::NotApplicable(reason))
    } else if stage < rule.due.first {
        Some(State::NotDueYet)
    } else if stage > rule.due.last {
        Some(State::NoLongerAsked)
    } else {
        None
    }
}

impl Run {
    fn new(project: &Project, analysis: &Analysis, connections: &Connections, rule: &'static Rule) -> Self {
        let settings = RuleSettings::of(&project.settings.checklist, rule);
        let state = not_run(project, rule, settings.is_off);
        let is_run = state.is_none();
        let nothing = || State::NotAssessable(both!("There is nothing to judge.", "没有可判断的记录。"));
        let mut run = Self {
            outcome: Outcome::new(rule, state.unwrap_or_else(nothing)),
            fails: Vec::new(),
            subjects: BTreeMap::new(),
            severity: settings.severity,
        };
        if is_run {
            let mut judge = Judge { project, analysis, connections, options: settings.options, verdicts: Vec::new() };
            (rule.check)(&mut judge);
            for judged in judge.verdicts {
                run.take(project, judged);
            }
        }
        run
    }

    fn take(&mut self, project: &Project, judged: Judged) {
        let Judged { subject, verdict } = judged;
        match precedence::reading_first(project, self.outcome.rule, verdict) {
            Verdict::Pass => self.outcome.passed += 1,
            Verdict::NotAssessable(why) => {
                self.outcome.not_assessable += 1;
                self.outcome.state = State::NotAssessable(why);
                return;
            }
            Verdict::Fail(finding) => {
                if let Some(waiver) = waiver::covering(project, self.outcome.rule, &finding, project.report_date) {
                    let reported = self.reported(*finding);
                    self.outcome.waived_findings.push(Waived { reported, waiver });
                } else {
                    self.fails.push(*finding);
                }
            }
        }
        *self.subjects.entry(subject.map(|id| id.kind)).or_default() += 1;
    }

    /// What it found, waived or not.
    pub(crate) fn found(&self) -> impl Iterator<Item = &Finding> {
        self.fails.iter().chain(self.outcome.waived_findings.iter().map(|waived| &waived.reported.finding))
    }

    /// Leaves to another rule what that one tells of already: those subjects are not judged here.
    pub(crate) fn give_way(&mut self, winner: &str, is_told: impl FnMut(&Finding) -> bool) {
        let (told, kept): (Vec<Finding>, Vec<Finding>) = std::mem::take(&mut self.fails).into_iter().partition(is_told);
        self.fails = kept;
        for finding in told {
            if let Some(judged) = self.subjects.get_mut(&finding.records.first().map(|id| id.kind)) {
                *judged = judged.saturating_sub(1);
            }
            self.outcome.not_assessable += 1;
            self.outcome.state = State::NotAssessable(say!("Reported by `{winner}`.", "已由 `{winner}` 报告。", winner));
        }
    }

    fn reported(&self, finding: Finding) -> Reported {
        // A case that weighs less than its rule still does when the project has changed the rule's severity.
        let severity = finding.severity.map_or(self.severity, |case| case.max(self.severity));
        Reported { rule: self.outcome.rule, severity, finding }
    }

    /// Folds what failed and gives the rule its verdict.
    fn finish(mut self, project: &Project) -> Outcome {
        let fails = std::mem::take(&mut self.fails);
        self.outcome.failed = fails.len();
        self.outcome.waived = self.outcome.waived_findings.len();
        let findings = fold(project, self.outcome.rule, fails, &self.subjects);
        self.outcome.findings = findings.into_iter().map(|finding| self.reported(finding)).collect();
        self.outcome.settle();
        self.outcome
    }
}
