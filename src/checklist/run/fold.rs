//! Many equal findings in one register become one, so that they do not hide the one that matters (`docs/checklist.md §3.2`).

use std::collections::{BTreeMap, BTreeSet};

use crate::checklist::finding::{Finding, called};
use crate::checklist::rule::{Grouping, Rule};
use crate::checklist::severity::Severity;
use crate::project::{Kind, OwnFiles, Project, RecordId};
use crate::text::Message;
use crate::{both, say};

/// Fewer failing records than this are never folded.
const LEAST_FOLD: usize = 4;
/// Names that a folded finding says before "and more".
const NAMES_IN_FOLD: usize = 3;

/// What findings that may be folded share: register, whether only a state is missing, whether they are known, severity of the case.
type Alike = (Option<Kind>, bool, bool, Option<Severity>);

/// Many equal findings in one register become one, so that they do not hide the one that matters.
pub(crate) fn fold(project: &Project, rule: &Rule, fails: Vec<Finding>, subjects: &BTreeMap<Option<Kind>, usize>) -> Vec<Finding> {
    if !matches!(rule.grouping, Grouping::Folded | Grouping::Listed) && !fails.iter().any(|finding| finding.is_unrecorded) {
        return fails;
    }
    let mut groups: Vec<(Alike, Vec<Finding>)> = Vec::new();
    for finding in fails {
        let key = (finding.records.first().map(|id| id.kind), finding.is_unrecorded, finding.is_known, finding.severity);
        match groups.iter_mut().find(|(known, _)| *known == key) {
            Some((_, group)) => group.push(finding),
            None => groups.push((key, vec![finding])),
        }
    }
    let mut out = Vec::new();
    for ((kind, is_unrecorded, _, case), group) in groups {
        let judged = subjects.get(&kind).copied().unwrap_or(group.len());
        // States that are not recorded, whatever the rule does with what it knows, and hints that weigh less than the rule are
        // asked for together, even if they are fewer than half.
        let is_minor = is_unrecorded || (rule.grouping == Grouping::Folded && case.is_some());
        let is_majority = rule.grouping == Grouping::Folded && group.len() * 2 > judged;
        let is_wall = group.len() >= LEAST_FOLD && (is_minor || is_majority);
        let is_list = rule.grouping == Grouping::Listed && group.len() > 1;
        match kind {
            Some(kind) if is_wall || is_list => out.extend(folded(project, rule, kind, group, judged)),
            _ => out.extend(group),
        }
    }
    out
}

fn folded(project: &Project, rule: &Rule, kind: Kind, group: Vec<Finding>, judged: usize) -> Option<Finding> {
    let names: Vec<Message> =
        group.iter().filter_map(|finding| Some(called(project, project.record(*finding.records.first()?)?))).collect();
    let is_unrecorded = group.iter().any(|finding| finding.is_unrecorded);
    let title = if is_unrecorded { both!("State is not recorded", "状态未登记") } else { rule.title.clone() };
    let (n, own_files) = (group.len(), OwnFiles::of_one(project, kind));
    let en: Vec<&str> = names.iter().take(NAMES_IN_FOLD).map(|name| &*name.en).collect();
    let zh: Vec<&str> = names.iter().take(NAMES_IN_FOLD).map(|name| &*name.zh).collect();
    let more = names.len().saturating_sub(NAMES_IN_FOLD);
    let (en_more, zh_more) = if more > 0 { (format!(" and {more} more"), "等") } else { (String::new(), "") };
    let own = own_files.told(kind).map_or_else(Message::default, |files| say!("{files}", "{files}的", files));
    let message = say!(
        "{title}: {n} of {judged} in {en_register} ({en_names}{en_more}).",
        "{title}：{zh_own}{judged}{zh_unit}{zh_register}中有{n}{zh_unit}（{zh_names}{zh_more}）。",
        title,
        n,
        judged,
        en_register = if own.en.is_empty() { format!("“{}”", kind.label().en) } else { own.en.into_owned() },
        zh_own = own.zh,
        zh_register = kind.label().zh,
        zh_unit = kind.shown().counter,
        en_names = en.join(", "),
        zh_names = zh.join("、"),
        en_more,
        zh_more
    );
    let (first, others) = group.split_first()?;
    let mut finding = Finding { message, own_related: Vec::new(), suggestions: Vec::new(), ..first.clone() };
    let mut about: BTreeSet<RecordId> = first.records.iter().copied().collect();
    for other in others {
        finding.records.extend(other.place.record().iter().chain(&other.records).filter(|id| about.insert(**id)));
    }
    Some(Finding { folded: group, ..finding.help(rule.fix.clone()) })
}

#[cfg(test)]
mod tests {
    use crate::checklist::rules::find;
    use crate::checklist::rules::tests::outcome;

    /// What a rule says of a folder, each message by itself.
    fn said(rule: &str, files: &[(&str, &str)]) -> Vec<String> {
        let rule = find(rule).expect("the rule is registered");
        outcome(rule, files).findings.into_iter().map(|found| found.finding.message.en.into_owned()).collect()
    }

    #[test]
    fn what_more_than_half_of_a_register_lacks_is_one_finding() {
        let people = ("people.yaml", "- {id: p, name: P}\n");
        let found = |bad: usize, good: usize| {
            let row = |at: usize| format!("- {{id: T-{at}, name: N{at}, end: 2026-07-01{}}}\n", if at < bad { "" } else { ", owner: p" });
            let tasks: String = (0..bad + good).map(row).collect();
            said("plan-entry-incomplete", &[people, ("tasks.yaml", &tasks)]).len()
        };
        for (bad, good, expected) in [(3, 0, 3), (4, 0, 1), (4, 3, 1), (4, 4, 4), (5, 4, 1), (5, 5, 5)] {
            assert_eq!(found(bad, good), expected, "{bad} of {}", bad + good);
        }
    }

    #[test]
    fn a_file_that_has_another_name_than_its_register_is_named() {
        let tasks = (1..=4).map(|at| format!("N{at},2026-07-01\n")).collect::<Vec<String>>().concat();
        let told = |path: &str| {
            let rule = find("plan-entry-incomplete").expect("the rule is registered");
            let outcome = outcome(rule, &[(path, &format!("名称,结束\n{tasks}")), ("people.yaml", "- {id: p, name: P}\n")]);
            outcome.findings.into_iter().map(|found| found.finding.message.zh.into_owned()).collect::<Vec<_>>()
        };
        let said = |own: &str| vec![format!("任务或里程碑信息不全：{own}4个任务中有4个（N1、N2、N3等）。")];
        assert_eq!((told("排期.csv"), told("任务.csv")), (said("`排期.csv`的"), said("")));
    }

    #[test]
    fn hints_that_weigh_less_than_their_rule_are_one_finding_from_the_fourth_on() {
        let people = ("people.yaml", "- {id: p, name: P}\n");
        let found = |bad: usize| {
            let row = |at: usize| {
                let baseline = if at < bad { "" } else { ", baseline: 2026-07-01" };
                format!("- {{id: M-{at}, name: N{at}, owner: p, forecast: 2026-07-01{baseline}}}\n")
            };
            let milestones: String = (0..10).map(row).collect();
            said("plan-entry-incomplete", &[people, ("milestones.yaml", &milestones)]).len()
        };
        assert_eq!([found(3), found(4)], [3, 1]);
    }

    #[test]
    fn a_list_begins_with_the_second_and_says_more_from_the_fourth_on() {
        let phases = ("phases.yaml", "- {id: p, name: Launch, start: 2026-06-01, end: 2026-06-30}\n");
        let told = |count: usize| {
            let row = |at: usize| format!("- {{name: N{at}, phase: p, start: 2026-06-08, end: 2026-08-03}}\n");
            let tasks: String = (1..=count).map(row).collect();
            said("task-outside-phase", &[phases, ("tasks.yaml", &tasks)])
        };
        assert_eq!(told(1), ["“N1” ends 24 working days after its phase “Launch”."]);
        assert_eq!(told(2), ["Task lies outside its phase: 2 of 2 in “Tasks” (N1, N2)."]);
        assert_eq!(told(3), ["Task lies outside its phase: 3 of 3 in “Tasks” (N1, N2, N3)."]);
        assert_eq!(told(4), ["Task lies outside its phase: 4 of 4 in “Tasks” (N1, N2, N3 and 1 more)."]);
    }

    #[test]
    fn each_language_counts_in_its_own_way() {
        let rule = find("plan-entry-incomplete").expect("the rule is registered");
        let tasks = "- {id: T-1, name: 拍摄}\n- {id: T-2, name: 剪辑}\n- {id: T-3, name: 配音}\n- {id: T-4, name: 上线}\n";
        let findings = outcome(rule, &[("tasks.yaml", tasks)]).findings;
        let [reported] = findings.as_slice() else { panic!("{findings:#?}") };
        assert_eq!(
            reported.finding.message.en,
            "Task or milestone lacks owner, date or phase: 4 of 4 in “Tasks” (拍摄, 剪辑, 配音 and 1 more)."
        );
        assert_eq!(reported.finding.message.zh, "任务或里程碑信息不全：4个任务中有4个（拍摄、剪辑、配音等）。");
    }
}
