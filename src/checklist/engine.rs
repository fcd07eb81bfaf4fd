//! Runs the rules: whether each is asked for, its verdicts, what is waived, and how failures are folded.

use std::collections::BTreeMap;

use super::area::Area;
use super::finding::{Finding, Place, Reported, Verdict, label};
use super::judge::{Judge, Judged};
use super::outcome::{Checklist, Outcome, State, Waived};
use super::rule::{Reports, Rule, Severity};
use super::rule_settings::{RuleSettings, area, skip_reason};
use super::{precedence, rules, waiver};
use crate::analysis::Analysis;
use crate::project::{Kind, Project};
use crate::text::Message;
use crate::{both, say};

/// Fewer failing records than this are never folded.
const LEAST_FOLD: usize = 4;
/// Names that a folded finding says before "and more".
const NAMES_IN_FOLD: usize = 3;

impl Checklist {
    /// Judges a project by every rule.
    pub fn of(project: &Project, analysis: &Analysis) -> Self {
        let mut outcomes: Vec<Outcome> =
            rules::ALL.iter().flat_map(|rules| rules.iter()).map(|rule| run(project, analysis, rule)).collect();
        precedence::apply(&mut outcomes);
        judge_waivers(project, &mut outcomes);
        for outcome in &mut outcomes {
            outcome.settle();
        }
        let skipped = project.settings.checklist.skip.iter().filter_map(|(key, reason)| Some((area(key)?, reason.clone())));
        let mut skipped: Vec<(Area, String)> = skipped.collect();
        skipped.sort();
        Self { outcomes, skipped }
    }
}

fn run(project: &Project, analysis: &Analysis, rule: &'static Rule) -> Outcome {
    let settings = RuleSettings::of(project, rule);
    let stage = project.stage();
    let state = if settings.is_off {
        Some(State::Off)
    } else if let Some(reason) = skip_reason(project, rule) {
        Some(State::NotApplicable(reason))
    } else if stage < rule.due.first {
        Some(State::NotDueYet)
    } else if stage > rule.due.last {
        Some(State::NoLongerAsked)
    } else {
        None
    };
    let mut outcome = Outcome {
        rule,
        state: State::NotAssessable(both!("There is nothing to judge.", "没有可判断的记录。")),
        passed: 0,
        failed: 0,
        waived: 0,
        not_assessable: 0,
        findings: Vec::new(),
        waived_findings: Vec::new(),
    };
    if let Some(state) = state {
        outcome.state = state;
        return outcome;
    }
    let mut judge = Judge { project, analysis, rule, options: settings.options, verdicts: Vec::new() };
    (rule.check)(&mut judge);
    outcome.take(project, judge.verdicts, settings.severity);
    outcome
}

impl Outcome {
    fn take(&mut self, project: &Project, verdicts: Vec<Judged>, severity: Severity) {
        let mut fails: Vec<Finding> = Vec::new();
        let mut subjects: BTreeMap<Option<Kind>, usize> = BTreeMap::new();
        for Judged { subject, verdict } in verdicts {
            match unless_unreadable(project, verdict) {
                Verdict::Pass => self.passed += 1,
                Verdict::NotAssessable(why) => {
                    self.not_assessable += 1;
                    self.state = State::NotAssessable(why);
                    continue;
                }
                Verdict::Fail(finding) => {
                    if let Some(waiver) = waiver::covering(project, self.rule, &finding, project.report_date) {
                        self.waived += 1;
                        let reported = self.reported(*finding, severity);
                        self.waived_findings.push(Waived { reported, waiver });
                    } else {
                        self.failed += 1;
                        fails.push(*finding);
                    }
                }
            }
            *subjects.entry(subject.map(|id| id.kind)).or_default() += 1;
        }
        let findings = fold(project, self.rule, fails, &subjects);
        self.findings = findings.into_iter().map(|finding| self.reported(finding, severity)).collect();
    }

    fn reported(&self, finding: Finding, severity: Severity) -> Reported {
        // A case that weighs less than its rule still does when the project has changed the rule's severity.
        let severity = finding.severity.map_or(severity, |case| case.max(severity));
        Reported { rule: self.rule, severity, finding }
    }

    fn settle(&mut self) {
        if !matches!(self.state, State::NotAssessable(_)) {
            return;
        }
        if !self.findings.is_empty() {
            self.state = State::Failed;
        } else if self.passed > 0 || self.failed > 0 {
            self.state = if self.waived > 0 && self.passed == 0 { State::Waived } else { State::Passed };
        } else if self.waived > 0 {
            self.state = State::Waived;
        }
    }
}

/// A field whose value could not be read is not missing: one slip, one finding.
fn unless_unreadable(project: &Project, verdict: Verdict) -> Verdict {
    if let Verdict::Fail(finding) = &verdict
        && let Place::Record(id, field) = &finding.place
        && let Some(entry) = project.record(*id)
        && entry.unreadable().iter().any(|unreadable| !field.is_empty() && unreadable.split('.').next() == field.split('.').next())
    {
        return Verdict::NotAssessable(both!("The value could not be read.", "该值无法读取。"));
    }
    verdict
}

/// What findings that may be folded share: register, whether only a state is missing, severity of the case.
type Alike = (Option<Kind>, bool, Option<Severity>);

/// Many equal findings in one register become one, so that they do not hide the one that matters.
fn fold(project: &Project, rule: &Rule, fails: Vec<Finding>, subjects: &BTreeMap<Option<Kind>, usize>) -> Vec<Finding> {
    if !matches!(rule.reports, Reports::Folded | Reports::Listed) && !fails.iter().any(|finding| finding.is_unrecorded) {
        return fails;
    }
    let mut groups: Vec<(Alike, Vec<Finding>)> = Vec::new();
    for finding in fails {
        let key = (finding.records.first().map(|id| id.kind), finding.is_unrecorded, finding.severity);
        match groups.iter_mut().find(|(known, _)| *known == key) {
            Some((_, group)) => group.push(finding),
            None => groups.push((key, vec![finding])),
        }
    }
    let mut out = Vec::new();
    for ((kind, is_unrecorded, case), group) in groups {
        let judged = subjects.get(&kind).copied().unwrap_or(group.len());
        // States that are not recorded, whatever the rule does with what it knows, and hints that weigh less than the rule are
        // asked for together, even if they are fewer than half.
        let is_minor = is_unrecorded || (rule.reports == Reports::Folded && case.is_some());
        let is_majority = rule.reports == Reports::Folded && group.len() * 2 > judged;
        let is_wall = group.len() >= LEAST_FOLD && (is_minor || is_majority);
        let is_list = rule.reports == Reports::Listed && group.len() > 1;
        match kind {
            Some(kind) if is_wall || is_list => out.extend(folded(project, rule, kind, group, judged)),
            _ => out.extend(group),
        }
    }
    out
}

fn folded(project: &Project, rule: &Rule, kind: Kind, group: Vec<Finding>, judged: usize) -> Option<Finding> {
    let names: Vec<Message> = group.iter().filter_map(|finding| Some(label(project, project.record(*finding.records.first()?)?))).collect();
    let is_unrecorded = group.iter().any(|finding| finding.is_unrecorded);
    let title = if is_unrecorded { both!("State is not recorded", "状态未登记") } else { rule.title.clone() };
    let (n, register) = (group.len(), kind.label());
    let en: Vec<&str> = names.iter().take(NAMES_IN_FOLD).map(|name| &*name.en).collect();
    let zh: Vec<&str> = names.iter().take(NAMES_IN_FOLD).map(|name| &*name.zh).collect();
    let more = names.len().saturating_sub(NAMES_IN_FOLD);
    let (en_more, zh_more) = if more > 0 { (format!(" and {more} more"), "等") } else { (String::new(), "") };
    let message = say!(
        "{en_title}: {n} of {judged} in “{en_register}” ({en_names}{en_more}).",
        "{zh_title}：“{zh_register}”{judged}项中{n}项（{zh_names}{zh_more}）。",
        en_title = &title.en,
        zh_title = &title.zh,
        n = n,
        judged = judged,
        en_register = register.en,
        zh_register = register.zh,
        en_names = en.join(", "),
        zh_names = zh.join("、"),
        en_more = en_more,
        zh_more = zh_more,
    );
    let mut group = group.into_iter();
    let first = group.next()?;
    let mut finding = Finding { message, related: Vec::new(), replacement: None, ..first };
    for other in group {
        finding = finding.see(other.place, other.message);
    }
    Some(finding.help(rule.fix.clone()))
}

/// Waivers are judged when all other rules have been: by what they matched.
fn judge_waivers(project: &Project, outcomes: &mut [Outcome]) {
    let used: Vec<usize> = outcomes.iter().flat_map(|outcome| &outcome.waived_findings).map(|waived| waived.waiver).collect();
    let judged: Vec<&str> = outcomes
        .iter()
        .filter(|outcome| !matches!(outcome.state, State::NotDueYet | State::Off | State::NotApplicable(_)))
        .map(|outcome| outcome.rule.id)
        .collect();
    let judged: Vec<String> = judged.into_iter().map(str::to_owned).collect();
    for outcome in outcomes.iter_mut().filter(|outcome| outcome.rule.id == rules::WAIVER_UNUSED) {
        // The rule has given every waiver the benefit of the doubt by failing it; those that matched something pass.
        outcome.findings.retain(|found| {
            let Place::Setting(path) = &found.finding.place else { return true };
            let Some(at) = path.get(2).and_then(|at| at.parse::<usize>().ok()) else { return true };
            let rule = project.settings.checklist.waivers.get(at).and_then(|waiver| waiver.rule.as_ref());
            !used.contains(&at) && rule.is_none_or(|rule| judged.contains(&rule.0))
        });
        let kept = outcome.findings.len();
        outcome.passed += outcome.failed - kept;
        outcome.failed = kept;
    }
}
