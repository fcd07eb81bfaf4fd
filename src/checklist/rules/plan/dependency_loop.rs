use std::collections::BTreeSet;

use crate::analysis::plan::{Loop, loops, way_round};
use crate::checklist::{Finding, RuleContext, Place, Verdict, label};
use crate::project::{Kind, Project, RecordId};
use crate::text::Message;
use crate::{both, rule, say};

rule! { "dependency-loop", Plan, Quality, Error, Clash, Initiation..=Closed;
    title "Dependencies run in a circle" "依赖关系形成循环";
    what "No task waits, through others, for itself, and no goal supports itself in the end." "任务之间、目标之间的依赖不能形成环。";
    why "Nothing in the circle can begin, and neither it nor what follows can be given a date." "环中的任何一项都无法开始，它们和后续任务也算不出日期。";
    fix "Take out the link (`after`, `supports`) that is not really needed." "删去环中并非必要的一条关系（“前置任务”或“支撑”）。";
    bad at "tasks.yaml:2:31 after" { "tasks.yaml": "- {id: T-1, name: Film, after: [T-2]}\n- {id: T-2, name: Cut, after: [T-1]}\n" }
    good { "tasks.yaml": "- {id: T-1, name: Film}\n- {id: T-2, name: Cut, after: [T-1]}\n" }
    check
}

/// So many steps are told in the sentence; every one is shown beside it.
const TOLD: usize = 5;

fn check(judge: &mut RuleContext<'_>) {
    let project = judge.project;
    let linked: Vec<RecordId> = judge.subjects(&project.tasks).filter(|task| !task.after.is_empty()).map(|task| task.id).collect();
    judge_loops(judge, &linked, Kind::Tasks, &judge.analysis.schedule.loops, Direction { field: "after", is_followed_by_next: true });
    let linked: Vec<RecordId> = judge.subjects(&project.goals).filter(|goal| !goal.supports.is_empty()).map(|goal| goal.id).collect();
    let circles = goals(project);
    judge_loops(judge, &linked, Kind::Goals, &circles, Direction { field: "supports", is_followed_by_next: false });
}

/// The loops of goals that support each other.
fn goals(project: &Project) -> Vec<Loop> {
    let supported = |goal: &crate::project::registers::goals::Goal| {
        let found = goal.supports.iter().filter_map(|goal| project.resolve(&goal.reference()).one());
        found.map(|id| id.index).collect()
    };
    let next: Vec<Vec<usize>> = project.goals.iter().map(|goal| supported(goal)).collect();
    let found = loops(&next).into_iter().map(|members| Loop { way: way_round(&next, &members), members });
    found.collect()
}

/// Which field makes a step, and whether the record that has it is the next one of the step or the one before.
#[derive(Clone, Copy)]
struct Direction {
    field: &'static str,
    is_followed_by_next: bool,
}

fn judge_loops(judge: &mut RuleContext<'_>, linked: &[RecordId], kind: Kind, loops: &[Loop], direction: Direction) {
    let members: BTreeSet<usize> = loops.iter().flat_map(|found| found.members.iter().copied()).collect();
    for id in linked.iter().filter(|id| !members.contains(&id.index)) {
        judge.one(*id, Verdict::Pass);
    }
    for found in loops {
        let finding = finding(judge.project, kind, found, direction);
        if let Some(first) = found.way.first() {
            judge.one(RecordId { kind, index: *first }, finding.into());
        }
    }
}

fn finding(project: &Project, kind: Kind, found: &Loop, direction: Direction) -> Finding {
    let id = |index: usize| RecordId { kind, index };
    let name = |index: usize| project.record(id(index)).map_or_else(Message::default, |entry| label(project, entry));
    let short = |index: &usize| project.record(id(*index)).map_or_else(String::new, |entry| entry.id().to_owned());
    // Each task waits for the one before it: told in the order in which they wait.
    let mut way = found.way.clone();
    if direction.is_followed_by_next {
        way.reverse();
    }
    let first = way.first().copied().unwrap_or_default();
    let mut steps: Vec<String> = way.iter().skip(1).take(TOLD).map(short).collect();
    if way.len() > TOLD + 1 {
        steps.push("…".to_owned());
    }
    steps.push(short(&first));
    let (record, chain) = (name(first), steps.join(" → "));
    let message = match (kind, way.len()) {
        (Kind::Goals, _) => say!("{record} supports itself: {chain}.", "{record}最终支撑的是自己：{chain}。", record, chain),
        (_, 1) => say!("{record} waits for itself.", "{record}的前置任务是自己。", record),
        (_, n) => say!(
            "{record} waits in a circle of {n} tasks for itself: {chain}.",
            "{record}经由{n}项任务的循环等待自己：{chain}。",
            record, n, chain
        ),
    };
    let place = |index: usize| Place::Record(id(index), direction.field.to_owned());
    let help = both!("Take out the link that is not really needed.", "删去其中并非必要的一条关系。");
    let finding = Finding::new(place(first), message).help(help);
    let others = way.iter().skip(1).chain(found.members.iter().filter(|member| !way.contains(member)));
    others.fold(finding, |finding, step| {
        finding.see(place(*step), say!("{record} is part of it", "{record}也在环中", record = name(*step)))
    })
}

crate::cases! {
    "goals that support each other in a circle": found at "goals.yaml:1:31 supports" { "goals.yaml": "- {id: a, title: A, supports: [b]}\n- {id: b, title: B, supports: [a]}\n" };
    "two ways to the same task": passes { "tasks.yaml": "- {id: a, name: A}\n- {id: b, name: B, after: [a]}\n- {id: c, name: C, after: [a]}\n- {id: d, name: D, after: [b, c]}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::find;
    use crate::checklist::rules::tests::{findings, outcome};

    #[test]
    fn every_step_is_told() {
        let tasks = "- {id: A, name: a, after: [C]}\n- {id: B, name: b, after: [A]}\n- {id: C, name: c, after: [B]}\n- {id: D, name: d, after: [C]}\n- {id: E, name: e, after: [E]}\n";
        let outcome = outcome(&RULE, &[("tasks.yaml", tasks)]);
        let told: Vec<_> = outcome.findings.iter().map(|found| found.finding.message.en.to_string()).collect();
        assert_eq!(told, ["C “c” waits in a circle of 3 tasks for itself: B → A → C.", "E “e” waits for itself."]);
        assert_eq!((outcome.findings[0].finding.related().count(), outcome.findings[0].finding.records.len()), (2, 3));
        assert_eq!((outcome.passed, outcome.failed), (1, 2));
    }

    #[test]
    fn goals_that_support_each_other() {
        let goals = "- {id: a, title: A, supports: [b]}\n- {id: b, title: B, supports: [a]}\n- {id: c, title: C, supports: [a]}\n";
        let outcome = outcome(&RULE, &[("goals.yaml", goals)]);
        assert_eq!(outcome.findings[0].finding.message.en, "a “A” supports itself: b → a.");
        assert_eq!((outcome.passed, outcome.failed), (1, 1));
    }

    #[test]
    fn the_loop_wins_over_the_dates_of_its_members() {
        let tasks = ("tasks.yaml", "- {id: A, name: a, start: 2026-07-06, end: 2026-07-10, after: [B]}\n- {id: B, name: b, start: 2026-06-22, end: 2026-06-26, after: [A]}\n");
        assert_eq!(findings(&RULE, &[tasks]), 1);
        assert_eq!(findings(find("task-before-predecessor").unwrap(), &[tasks]), 0);
    }
}
