use crate::checklist::rules::words::{are_unread, unless};
use crate::checklist::{RuleContext, Subject, Verdict};
use crate::project::kind::Dated;
use crate::project::registers::plan::{Phase, PhaseKind};
use crate::project::{Connections, Kind, Project};
use crate::project::types::Target;
use crate::{both, rule, say};

rule! { "phase-without-goal", OverallGoals, Quality, Info, Listed, Planning..=Closing;
    asks { Phases: goals; }
    title "Phase serves no goal" "阶段没有对应目标";
    what "Every phase that is not over serves a goal, by itself or through its milestones and tasks." "每个未结束的阶段都对应目标，可由阶段本身或其里程碑、任务写明。";
    why "Nobody can say what would be lost if the phase were cut." "说不清砍掉这个阶段会损失什么。";
    fix "Type `goals: [the goal]` in the phase or a milestone of it; a phase of closing or hand-over gets `kind: administration`." "在阶段或其里程碑的“目标”中填写；收尾、移交阶段的“类型”填“管理”。";
    bad at "phases.yaml:1:10 goals" { "goals.yaml": "- {id: launch, title: Launch}\n", "phases.yaml": "- {name: Prepare, end: 2026-09-01}\n" }
    good { "goals.yaml": "- {id: launch, title: Launch}\n", "phases.yaml": "- {name: Prepare, end: 2026-09-01, goals: [launch]}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let project = judge.project;
    let connections = &judge.analysis.connections;
    let is_over = |phase: &Phase| phase.end.is_some_and(|end| end < project.report_date);
    let is_administration = |phase: &Phase| phase.kind.as_ref().is_some_and(|kind| kind.is(PhaseKind::Administration));
    let asked = judge.subjects(&project.phases).filter(|phase| !is_over(phase) && !is_administration(phase));
    let is_unread = are_unread(project, &[Kind::Milestones, Kind::Tasks]);
    judge.each(asked, |phase| unless(is_unread, verdict(project, connections, phase)));
}

fn verdict(project: &Project, connections: &Connections, phase: Subject<'_, Phase>) -> Verdict {
    if !project.has(Kind::Goals) {
        return Verdict::NotAssessable(both!("There are no goals yet.", "还没有目标。"));
    }
    let mut inside = connections.from(phase.id).iter().filter(|other| Dated::KINDS.contains(&other.kind));
    if !phase.goals.is_empty() || inside.any(|work| connections.to(*work).iter().any(|other| other.kind == Kind::Goals)) {
        return Verdict::Pass;
    }
    let record = phase.label(project);
    let message = say!("{record} serves no goal, nor do its milestones and tasks.", "{record}及其里程碑、任务都没有对应目标。", record);
    phase.finding("goals", message).help(both!("Type `goals:` with the goals it serves.", "在“目标”中填它服务的目标。")).into()
}

crate::cases! {
    "through its milestones": passes { "goals.yaml": "- {id: sell, title: Sell}\n", "phases.yaml": "- {id: p, name: Launch}\n", "milestones.yaml": "- {name: Live, phase: p, goals: [sell]}\n" };
    "administration": not_assessable { "phases.yaml": "- {name: Hand over, kind: administration}\n" };
    "its milestones cannot be read": not_assessable { "goals.yaml": "- {id: sell, title: Sell}\n", "phases.yaml": "- {id: p, name: Launch}\n", "milestones.yaml": "- {name: \"Live, phase: p, goals: [sell]}\n" };
    "several phases are one finding": found at "phases.yaml:1:9 goals" { "goals.yaml": "- title: Sell\n", "phases.yaml": "- name: A\n- name: B\n- name: C\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::findings;

    const GOALS: (&str, &str) = ("goals.yaml", "- {id: launch, title: Launch}\n");

    #[test]
    fn administration_and_what_is_over_is_left_alone() {
        for (phases, expected) in [
            ("- {name: A}\n- {name: B}\n- {name: C}\n", 1), // one finding that lists all three
            ("- {name: A, kind: closing}\n", 0),
            ("- {name: A, end: 2026-05-01}\n", 0),
        ] {
            assert_eq!(findings(&RULE, &[GOALS, ("phases.yaml", phases)]), expected, "{phases}");
        }
    }

    #[test]
    fn through_a_milestone() {
        let milestones = ("里程碑.csv", "名称,阶段,目标\n上线,准备,Launch\n");
        assert_eq!(findings(&RULE, &[GOALS, ("阶段.csv", "名称\n准备\n"), milestones]), 0);
    }

    #[test]
    fn without_goals_only_their_absence_is_said() {
        assert_eq!(findings(&RULE, &[("phases.yaml", "- {name: A}\n")]), 0);
    }
}
