//! Runs the rules: whether each is asked for, its verdicts, what is waived, and how failures are folded.

use rayon::prelude::*;

use super::baseline::Baseline;
use super::fold::fold;
use super::rule_run::RuleRun;
use super::{precedence, settle};
use crate::analysis::Analysis;
use crate::checklist::area::Area;
use crate::checklist::finding::{Finding, Place, Verdict};
use crate::checklist::outcome::{Checklist, Outcome, Waived};
use crate::checklist::rule::context::{Judged, RuleContext};
use crate::checklist::rule::settings::{RuleSettings, area, skip_reason};
use crate::checklist::rule::{Rule, RuleState};
use crate::checklist::{rules, waiver};
use crate::project::{InternalNames, Project};
use crate::text::Message;
use crate::{both, say};

impl Checklist {
    /// Judges a project by every rule.
    pub fn of(project: &Project, analysis: &Analysis) -> Self {
        Self::with_baseline(project, analysis, Baseline::default())
    }

    /// Judges a project, some of whose findings are known.
    pub fn with_baseline(project: &Project, analysis: &Analysis, mut baseline: Baseline) -> Self {
        let rules: Vec<&'static Rule> = rules::all().collect();
        let mut runs: Vec<RuleRun> = rules.into_par_iter().map(|rule| RuleRun::new(project, analysis, rule)).collect();
        precedence::apply(&mut runs);
        settle::settle(project, &mut runs);
        for run in &mut runs {
            baseline.mark(project, run.outcome.rule, &mut run.fails);
        }
        let skipped = project.settings.checklist.skip.iter().filter_map(|(key, reason)| Some((area(key)?, reason.clone())));
        let mut skipped: Vec<(Area, String)> = skipped.collect();
        skipped.sort();
        Self { outcomes: runs.into_iter().map(|run| run.finish(project)).collect(), skipped, gone: baseline.left() }
    }
}

/// What a rule comes to that is not run, and why as far as the project says so.
fn not_run(project: &Project, rule: &Rule, is_off: bool) -> Option<(RuleState, Option<Message>)> {
    let stage = project.stage();
    if is_off {
        Some((RuleState::Off, None))
    } else if let Some(reason) = skip_reason(project, rule) {
        Some((RuleState::NotApplicable, Some(Message::same(reason))))
    } else if stage < rule.due.first {
        Some((RuleState::NotDueYet, None))
    } else if stage > rule.due.last {
        Some((RuleState::NoLongerAsked, None))
    } else {
        None
    }
}

/// What is known only as of today is not judged at an earlier day.
fn as_known(project: &Project, judged: Judged) -> Judged {
    // What cannot be read stands in the file whatever the day.
    let is_of_reading = matches!(&judged.verdict, Verdict::Fail(finding) if matches!(finding.place, Place::Bytes(..)));
    let is_of_today = !is_of_reading && judged.subject.is_some_and(|id| project.is_known_today_only(id));
    let why = both!("Its state is known only as of today.", "只知道其今天的状态。");
    Judged { verdict: if is_of_today { Verdict::NotAssessable(why) } else { judged.verdict }, ..judged }
}

/// Leaves out the findings of a rule beyond what the settings allow, and tells how many these are. What is new goes before what is known.
fn beyond(project: &Project, fails: &mut Vec<Finding>) -> Option<Finding> {
    let most = project.limits.findings;
    if fails.len() <= most {
        return None;
    }
    fails.sort_by_key(|finding| finding.is_known);
    let left = fails.split_off(most);
    let n = left.len();
    let message = say!(
        "There are {n} more findings of this rule; the first {most} are listed.",
        "这条规则还有{n}个发现项，只列出前{most}个。",
        n,
        most
    );
    let help = say!(
        "Mend those that are listed, or raise `limits.findings` in `alongside.yaml`.",
        "先处理已列出的发现项，或在 `alongside.yaml` 中调高 `limits.findings`。"
    );
    let mut finding = Finding::new(Place::Project, message).help(help);
    // A number that counts what is internal is internal too.
    let names = InternalNames::new(project);
    finding.is_internal = !left.iter().all(|finding| finding.is_public(project, &names));
    finding.is_known = left.iter().all(|finding| finding.is_known);
    finding.severity =
        left.iter().filter_map(|finding| finding.severity).min().filter(|_| left.iter().all(|finding| finding.severity.is_some()));
    Some(finding)
}

impl RuleRun {
    fn new(project: &Project, analysis: &Analysis, rule: &'static Rule) -> Self {
        let settings = RuleSettings::of(&project.settings.checklist, rule);
        let not_run = not_run(project, rule, settings.is_off);
        let is_run = not_run.is_none();
        let nothing = || (RuleState::NotAssessable, Some(both!("There is nothing to judge.", "没有可判断的记录。")));
        let (state, why) = not_run.unwrap_or_else(nothing);
        let outcome = Outcome { severity: settings.severity, ..Outcome::new(rule, state, why) };
        let mut run = Self { outcome, fails: Vec::new() };
        if is_run {
            let mut judge = RuleContext { project, analysis, options: settings.options, verdicts: Vec::new() };
            (rule.check)(&mut judge);
            let fails = judge.verdicts.iter().filter(|judged| matches!(judged.verdict, Verdict::Fail(_))).count();
            run.fails.reserve_exact(fails);
            for judged in judge.verdicts {
                run.take(project, as_known(project, judged));
            }
        }
        run
    }

    fn take(&mut self, project: &Project, judged: Judged) {
        let Judged { subject, verdict } = judged;
        let is_withheld = subject.is_some_and(|id| !project.is_public(id));
        match precedence::reading_first(project, self.outcome.rule, verdict) {
            Verdict::Pass => {
                self.outcome.passed += 1;
                self.outcome.withheld.passed += usize::from(is_withheld);
            }
            Verdict::NotAssessable(why) => {
                self.outcome.leave_out(1, why);
                self.outcome.withheld.not_assessable += usize::from(is_withheld);
                return;
            }
            Verdict::Fail(finding) => {
                if let Some(waiver) = waiver::covering(project, self.outcome.rule, &finding, project.report_date) {
                    let reported = self.outcome.reported(*finding);
                    self.outcome.waived_findings.push(Waived { reported, waiver });
                } else {
                    self.fails.push(*finding);
                }
            }
        }
        *self.outcome.subjects.entry(subject.map(|id| id.kind)).or_default() += 1;
        if let Some(id) = subject.filter(|_| is_withheld) {
            *self.outcome.withheld.subjects.entry(id.kind).or_default() += 1;
        }
    }

    /// Folds what failed and gives the rule its verdict.
    fn finish(mut self, project: &Project) -> Outcome {
        let mut fails = std::mem::take(&mut self.fails);
        self.outcome.failed = fails.len();
        self.outcome.waived = self.outcome.waived_findings.len();
        let beyond = beyond(project, &mut fails);
        let mut findings = fold(project, self.outcome.rule, fails, &self.outcome.subjects);
        findings.extend(beyond);
        self.outcome.findings = findings.into_iter().map(|finding| self.outcome.reported(finding)).collect();
        self.outcome.settle();
        self.outcome
    }
}

#[cfg(test)]
mod tests {
    use crate::analysis::Analysis;
    use crate::calendar::Date;
    use crate::checklist::Checklist;
    use crate::project::{Folder, ReportDateSource, load};

    #[test]
    fn findings_beyond_the_limit_are_counted() {
        let links: Vec<String> = (0..5).map(|at| format!("[x](none{at}.md)\n")).collect();
        let links = links.concat();
        let found = |limits: &str| {
            let settings = format!("limits: {{{limits}}}\n");
            let files = [("alongside.yaml", settings.as_str()), ("notes.md", links.as_str())];
            let project = load(Folder::of_texts(&files), ReportDateSource { as_of: None, otherwise: Date::new(2026, 3, 31) });
            let checklist = Checklist::of(&project, &Analysis::of(&project));
            let outcome = checklist.outcomes.iter().find(|outcome| outcome.rule.id == "broken-link").unwrap();
            let told: Vec<String> = outcome.findings.iter().map(|found| found.finding.message.en.to_string()).collect();
            (outcome.failed, told)
        };
        let (failed, told) = found("findings: 3");
        assert_eq!((failed, told.len()), (5, 4));
        assert_eq!(told[3], "There are 2 more findings of this rule; the first 3 are listed.");
        assert_eq!(found("findings: 5").1.len(), 5);
    }

    #[test]
    fn a_number_of_findings_beyond_the_limit_is_internal_if_one_of_them_is() {
        let is_internal = |visibility: &str| {
            let risks =
                format!("- {{id: R-1, title: Rain}}\n- {{id: R-2, title: Hail}}\n- {{id: R-3, title: Snow, visibility: {visibility}}}\n");
            let files = [("alongside.yaml", "limits: {findings: 2}\n"), ("risks.yaml", risks.as_str())];
            let project = load(Folder::of_texts(&files), ReportDateSource { as_of: None, otherwise: Date::new(2026, 3, 31) });
            let checklist = Checklist::of(&project, &Analysis::of(&project));
            let outcome = checklist.outcomes.iter().find(|outcome| outcome.rule.id == "risk-statement-incomplete").unwrap();
            assert_eq!((outcome.failed, outcome.findings.len()), (3, 3));
            outcome.findings[2].finding.is_internal
        };
        assert_eq!((is_internal("public"), is_internal("internal")), (false, true));
    }

    #[test]
    fn what_cannot_be_read_is_told_of_an_earlier_day_too() {
        let text = "name,end,status\nFilm,someday,done\nPage,someday,in progress\n";
        let source = ReportDateSource { as_of: Some(Date::new(2026, 3, 6)), otherwise: Date::new(2026, 11, 30) };
        let project = load(Folder::of_texts(&[("tasks.csv", text)]), source);
        let checklist = Checklist::of(&project, &Analysis::of(&project));
        assert_eq!(checklist.findings().filter(|found| found.rule.id == "unreadable-value").count(), 2);
    }
}
