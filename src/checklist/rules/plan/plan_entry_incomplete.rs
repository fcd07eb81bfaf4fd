use std::collections::BTreeSet;

use crate::checklist::rules::words::{lacks, owner, wants};
use crate::checklist::{RuleContext, Severity, Subject, Verdict};
use crate::project::registers::plan::{Milestone, Task};
use crate::project::{Kind, Project, RecordId, Stage};
use crate::{both, rule};

rule! { "plan-entry-incomplete", Plan, Quality, Warning, Folded, Planning..=Closing;
    asks { Tasks: owner phase end; Milestones: owner forecast baseline; }
    title "Task or milestone lacks owner, date or phase" "任务或里程碑信息不全";
    what "Every open task has an owner, an end or a duration, and a phase where the project has phases; every open milestone has an owner and a date, and in execution a baseline." "未完成的任务有负责人、结束日期或工期，项目分阶段的还有所属阶段；未达成的里程碑有负责人和日期，执行阶段还有基线日期。";
    why "What has no owner or no day is in nobody's week." "没有负责人或日期的事，不会有人排时间去做。";
    fix "Type the missing `owner:`, `end:`, `phase:` or `baseline:`; if it is done, `actual_end:` or `actual:`." "补上“负责人”“结束”“阶段”或“基线日期”；已完成的填“实际结束”或“实际日期”。";
    bad at "tasks.yaml:1:10 owner", "milestones.yaml:1:10 forecast" { "tasks.yaml": "- {name: Film of the quiet kitchen, start: 2026-06-08}\n", "milestones.yaml": "- {name: On sale, owner: li-na}\n", "people.yaml": "- {id: li-na, name: Li Na}\n" }
    good {
        "tasks.yaml": "- {name: Film of the quiet kitchen, owner: li-na, start: 2026-06-08, duration: 5d}\n",
        "milestones.yaml": "- {name: On sale, owner: li-na, baseline: 2026-09-09}\n",
        "people.yaml": "- {id: li-na, name: Li Na}\n"
    }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let (project, analysis) = (judge.project, judge.analysis);
    let groups = groups(project);
    let tasks = judge.subjects(&project.tasks).filter(|task| analysis.is_open(task.id));
    judge.each(tasks, |task| task_verdict(project, task, groups.contains(&task.id)));
    let milestones = judge.subjects(&project.milestones).filter(|milestone| analysis.is_open(milestone.id));
    judge.each(milestones, |milestone| milestone_verdict(project, milestone));
}

/// Tasks that others are part of; they need no owner of their own.
fn groups(project: &Project) -> BTreeSet<RecordId> {
    let parents = project.tasks.iter().filter_map(|task| task.parent.as_ref());
    parents.filter_map(|parent| project.resolve(&parent.reference()).one()).collect()
}

fn task_verdict(project: &Project, task: Subject<'_, Task>, is_group: bool) -> Verdict {
    let fields = [
        owner(task.owner.is_none() && !is_group),
        ("phase", task.phase.is_none() && project.has(Kind::Phases), "`phase: …`", "“阶段”填阶段的编号"),
        ("end", task.end.is_none() && task.duration.is_none(), "`end: YYYY-MM-DD`", "“结束”填日期"),
    ];
    wants(project, task, &fields).map_or(Verdict::Pass, Verdict::from)
}

fn milestone_verdict(project: &Project, milestone: Subject<'_, Milestone>) -> Verdict {
    let is_undated = milestone.forecast.is_none() && milestone.baseline.is_none();
    let fields = [
        owner(milestone.owner.is_none()),
        ("forecast", is_undated, "`forecast: YYYY-MM-DD`", "“预计日期”填日期"),
    ];
    if let Some(finding) = wants(project, milestone, &fields) {
        return finding.into();
    }
    let has_no_baseline = project.stage() == Stage::Execution && milestone.baseline.is_none();
    let help = both!("Type `baseline:` with the day once agreed.", "在“基线日期”填当初约定的日期。");
    lacks(project, milestone, &[("baseline", has_no_baseline)])
        .map_or(Verdict::Pass, |finding| finding.help(help).at(Severity::Info).into())
}

crate::cases! {
    "a group needs no owner": passes { "people.yaml": "- {id: li-na, name: Li Na}\n", "phases.yaml": "- {id: p, name: P}\n", "tasks.yaml": "- {id: film, name: Film, phase: p, end: 2026-07-01}\n- {id: cut, name: Cut, phase: p, end: 2026-07-01, owner: li-na, parent: film}\n" };
    "no baseline in the execution stage": hinted at "milestones.yaml:1:10 baseline" { "people.yaml": "- {id: li-na, name: Li Na}\n", "milestones.yaml": "- {name: Live, owner: li-na, forecast: 2026-07-01}\n" };
    "no baseline while it is planned": passes { "people.yaml": "- {id: li-na, name: Li Na}\n", "alongside.yaml": "project: {stage: planning}\n", "milestones.yaml": "- {name: Live, owner: li-na, forecast: 2026-07-01}\n" };
    "no phase though the project has some": found at "tasks.yaml:1:10 phase" { "people.yaml": "- {id: li-na, name: Li Na}\n", "phases.yaml": "- {id: p, name: P}\n", "tasks.yaml": "- {name: Film, owner: li-na, end: 2026-07-01}\n" };
    "a duration instead of an end": passes { "people.yaml": "- {id: li-na, name: Li Na}\n", "phases.yaml": "- {id: p, name: P}\n", "tasks.yaml": "- {name: Film, owner: li-na, phase: p, start: 2026-07-01, duration: 5}\n" };
    "what is done is left alone": not_assessable { "tasks.yaml": "- {name: Film, status: done}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::Severity;
    use crate::checklist::rules::tests::{findings, outcome};

    #[test]
    fn what_an_entry_of_the_plan_needs() {
        for (path, text, expected) in [
            ("任务.csv", "名称,负责人,结束\n短片,李娜,\n", 1),
            ("任务.csv", "名称,负责人,结束,工期\n短片,李娜,,5天\n", 0),
            ("任务.csv", "名称,负责人,结束,完成度\n短片,,2026-06-01,100%\n", 0),
            ("任务.csv", "名称,负责人,结束,状态\n短片,,2026-06-01,已取消\n", 0),
            ("任务.csv", "编号,名称,负责人,结束,上级任务\nA,制作,,2026-06-30,\nB,短片,李娜,2026-06-30,A\n", 0),
            ("milestones.csv", "name,owner,forecast,baseline\nOn sale,li-na,,\n", 1),
            ("milestones.csv", "name,owner,forecast,baseline,actual\nOn sale,,,,2026-06-01\n", 0),
        ] {
            assert_eq!(findings(&RULE, &[(path, text)]), expected, "{text}");
        }
    }

    #[test]
    fn a_phase_is_asked_for_where_there_are_phases() {
        let tasks = ("tasks.csv", "name,owner,end\nFilm,li-na,2026-07-03\n");
        assert_eq!(findings(&RULE, &[tasks, ("phases.yaml", "- {name: Launch}\n")]), 1);
    }

    #[test]
    fn a_baseline_is_asked_for_in_execution_as_a_hint() {
        let milestones = ("milestones.csv", "name,owner,forecast\nOn sale,li-na,2026-09-09\n");
        assert_eq!(outcome(&RULE, &[milestones]).findings[0].severity, Severity::Info);
        assert_eq!(findings(&RULE, &[milestones, ("alongside.yaml", "project: {stage: closing}\n")]), 0);
    }
}
