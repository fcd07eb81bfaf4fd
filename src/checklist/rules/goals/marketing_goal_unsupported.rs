use crate::checklist::rules::words::{are_unread, unless};
use crate::checklist::{RuleContext, Subject, Verdict};
use crate::project::registers::goals::{Goal, GoalKind};
use crate::project::{Connections, Kind, Project};
use crate::{both, rule, say};

rule! { "marketing-goal-unsupported", OverallGoals, Quality, Warning, Each, Planning..=Closing;
    title "No work serves this marketing goal" "没有工作支撑这个市场目标";
    what "A milestone, a task, a deliverable, another goal or a phase with work in it points to every marketing goal." "每个市场目标都有里程碑、任务、交付物、其他目标或有工作安排的阶段与之对应。";
    why "Marketing counts on something that nobody plans to do." "市场方指望的事，没有人打算做。";
    fix "Type `goals: [the goal]` in the milestone or task that serves it; drop the goal if none does." "在支撑它的里程碑或任务的“目标”中填上它；确实没有的，取消这个目标。";
    bad at "goals.yaml:1:22" { "goals.yaml": "- {id: known, title: Be known, kind: marketing}\n", "milestones.yaml": "- {id: live, name: Page live}\n" }
    good { "goals.yaml": "- {id: known, title: Be known, kind: marketing}\n", "milestones.yaml": "- {id: live, name: Page live, goals: [known]}\n" }
    check
}

const WORK: [Kind; 4] = [Kind::Milestones, Kind::Tasks, Kind::Responsibilities, Kind::Goals];
const PLAN: [Kind; 4] = [Kind::Phases, Kind::Milestones, Kind::Tasks, Kind::Responsibilities];

fn check(judge: &mut RuleContext<'_>) {
    let project = judge.project;
    let connections = &judge.analysis.connections;
    let open = judge.subjects(&project.goals).filter(|goal| goal.kind == Some(GoalKind::Marketing) && goal.is_open());
    let is_unread = are_unread(project, &PLAN);
    judge.each(open, |goal| unless(is_unread, verdict(project, connections, goal)));
}

fn verdict(project: &Project, connections: &Connections, goal: Subject<'_, Goal>) -> Verdict {
    let phases = || connections.around(goal.id).filter(|other| other.kind == Kind::Phases);
    let is_worked_on = connections.has(goal.id, &WORK) || phases().any(|phase| connections.has(phase, &[Kind::Milestones, Kind::Tasks]));
    if is_worked_on {
        return Verdict::Pass;
    }
    if !PLAN.iter().any(|kind| project.has(*kind)) {
        return Verdict::NotAssessable(both!("There is no plan yet.", "还没有计划。"));
    }
    let record = goal.label(project);
    let message = say!("{record}: no milestone, task, deliverable or goal points to it.", "{record}：没有里程碑、任务、交付物或其他目标与之对应。", record);
    let help = say!(
        "Type `goals: [{id}]` in the milestone or task that serves it.",
        "在支撑它的里程碑或任务的“目标”中填{id}。",
        id = &*goal.entry().id,
    );
    goal.finding("", message).help(help).into()
}

crate::cases! {
    "a phase with work in it": passes { "goals.yaml": "- {id: sell, title: Sell, kind: marketing}\n", "phases.yaml": "- {id: p, name: Launch, goals: [sell]}\n", "tasks.yaml": "- {name: Film, phase: p}\n" };
    "a phase without work": found at "goals.yaml:1:21" { "goals.yaml": "- {id: sell, title: Sell, kind: marketing}\n", "phases.yaml": "- {id: p, name: Launch, goals: [sell]}\n" };
    "another goal supports it": passes { "goals.yaml": "- {id: sell, title: Sell, kind: marketing}\n- {id: ship, title: Ship, kind: project, supports: [sell]}\n" };
    "it names the goal that it supports": passes { "goals.yaml": "- {id: sell, title: Sell, kind: marketing, supports: [ship]}\n- {id: ship, title: Ship, kind: project}\n" };
    "the tasks cannot be read": not_assessable { "goals.yaml": "- {id: sell, title: Sell, kind: marketing}\n", "milestones.yaml": "- {name: Live}\n", "tasks.yaml": "- {name: \"Film, goals: [sell]}\n" };
    "no plan yet": not_assessable { "goals.yaml": "- {id: sell, title: Sell, kind: marketing}\n" };
    "no goal of marketing": not_assessable { "goals.yaml": "- {title: Ship, kind: project}\n" };
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::findings;

    #[test]
    fn every_route_counts() {
        let goals = ("goals.yaml", "- {id: known, title: Known, kind: marketing}\n- {id: p, title: P, kind: project}\n");
        let milestone = ("milestones.yaml", "- {id: m, name: M, phase: prepare}\n");
        for (files, expected) in [
            (vec![goals, milestone], 1),
            (vec![goals], 0),
            (vec![goals, ("tasks.csv", "name,goals\nFilm,known\n")], 0),
            (vec![goals, ("任务.csv", "任务名称,目标\n宣传片,Known\n")], 0),
            (vec![goals, milestone, ("phases.yaml", "- {id: prepare, name: Prepare, goals: [known]}\n")], 0),
            (vec![goals, ("phases.yaml", "- {id: empty, name: Empty, goals: [known]}\n")], 1),
        ] {
            assert_eq!(findings(&RULE, &files), expected, "{files:?}");
        }
    }

    #[test]
    fn goals_may_support_each_other_and_finished_ones_are_left_alone() {
        let milestone = ("milestones.yaml", "- {id: m, name: M}\n");
        for (goals, expected) in [
            ("- {id: known, title: Known, kind: 市场}\n- {id: p, title: P, supports: [known]}\n", 0),
            ("- {id: known, title: Known, kind: marketing, outcome: achieved}\n", 0),
        ] {
            assert_eq!(findings(&RULE, &[("goals.yaml", goals), milestone]), expected, "{goals}");
        }
    }
}
