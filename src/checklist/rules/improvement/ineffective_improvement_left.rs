use crate::checklist::{RuleContext, Subject, Verdict};
use crate::project::registers::improvement::Improvement;
use crate::project::{Connections, Kind, Project};
use crate::{rule, say};

rule! { "ineffective-improvement-left", Improvements, Signal, Warning, Each, Execution..=Closed;
    title "Improvement did not work and nothing followed" "改进无效且没有后续";
    what "An improvement that did not work leads to another one, a lesson or a change." "无效的改进要引出新的改进、一条经验教训或一次调整。";
    why "The problem is still there, and the folder says that it was dealt with." "问题还在，登记册里却显示已处理。";
    fix "Record the next improvement or the lesson with `from:` or `applied_in:` naming this one, or a change with `because_of:`." "登记新的改进（“来源”填这条的编号）、经验教训（“应用于”填它），或策略调整（“依据”填它）。";
    bad at "improvements.yaml:1:111 effective" { "improvements.yaml": "- {id: IM-1, title: Notes on the day of the meeting, done_on: 2026-04-01, verified_on: 2026-05-04, effective: no}\n" }
    good { "改进措施.csv": "编号,标题,来源,完成日期,验证日期,是否有效\nIM-1,纪要当天发出,,2026-04-01,2026-05-04,否\nIM-2,会上直接写纪要,IM-1,,,\n" }
    check
}

/// What can follow from an improvement that did not work.
const FOLLOWERS: [Kind; 3] = [Kind::Improvements, Kind::Lessons, Kind::Changes];

fn check(judge: &mut RuleContext<'_>) {
    let project = judge.project;
    let connections = &judge.analysis.connections;
    let ineffective = judge.subjects(&project.improvements).filter(|improvement| improvement.effective == Some(false));
    judge.each(ineffective, |improvement| verdict(project, connections, improvement));
}

fn verdict(project: &Project, connections: &Connections, improvement: Subject<'_, Improvement>) -> Verdict {
    let has_follower = connections.from(improvement.id).iter().any(|id| FOLLOWERS.contains(&id.kind));
    if has_follower {
        return Verdict::Pass;
    }
    let record = improvement.label(project);
    let message = say!(
        "{record} did not work, and no improvement, lesson or change refers to it.",
        "{record}没有效果，也没有改进、经验教训或策略调整引用它。",
        record
    );
    let help = say!(
        "Record what follows: an improvement with `from: {id}`, a lesson with `applied_in: {id}`, or a change with `because_of: {id}`.",
        "登记后续：改进的“来源”、经验教训的“应用于”或策略调整的“依据”填{id}。",
        id = &improvement.entry().id,
    );
    improvement.finding("effective", message).help(help).into()
}

crate::cases! {
    "a lesson refers to it": passes { "improvements.yaml": "- {id: I-1, title: Shorter meetings, status: done, done_on: 2026-03-02, verified_on: 2026-05-04, effective: no}\n", "lessons.yaml": "- {title: Length is not it, applied_in: I-1}\n" };
    "it worked": not_assessable { "improvements.yaml": "- {title: Shorter meetings, status: done, done_on: 2026-03-02, verified_on: 2026-05-04, effective: yes}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::findings;

    #[test]
    fn what_counts_as_following_it_up() {
        let failed = "- {id: IM-1, title: x, verified_on: 2026-05-04, effective: no}\n";
        for (path, text, expected) in [
            ("lessons.yaml", "- {title: y, applied_in: IM-1}\n", 0),
            ("changes.yaml", "- {title: y, because_of: IM-1}\n", 0),
            ("decisions.yaml", "- {title: y, because_of: IM-1}\n", 1),
            ("lessons.yaml", "- {title: y, applied_in: IM-2}\n", 1),
        ] {
            assert_eq!(findings(&RULE, &[("improvements.yaml", failed), (path, text)]), expected, "{text}");
        }
        assert_eq!(findings(&RULE, &[("improvements.yaml", "- {title: x, effective: yes}\n")]), 0);
    }
}
