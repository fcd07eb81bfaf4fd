use crate::checklist::rules::owner::with_leave;
use crate::checklist::rules::words::{day, no_date, workdays};
use crate::checklist::{RuleContext, Subject, Verdict};
use crate::project::registers::goals::{Goal, GoalStatus};
use crate::project::Project;
use crate::{both, rule, say};

rule! { "goal-past-due-without-outcome", OverallGoals, Signal, Warning, Each, Execution..=Closed;
    options { grace = 10, "Working days after the due day until the outcome is asked for" "截止日期之后多少个工作日开始要求填写结果"; }
    asks { Goals: outcome; }
    title "Goal is due and has no outcome" "目标已到期但没有结果";
    what "A goal whose day is past, or that is done, says what became of it." "到期或已完成的目标写明结果。";
    why "Nobody has said whether the project got what it was for." "项目要的东西到底有没有得到，没人说过。";
    fix "Type `outcome: achieved`, `partial`, `missed` or `dropped`; if it is still wanted, agree a new `due`." "在“结果”填“已达成”“部分达成”“未达成”或“已取消”；仍要达成的，商定新的“截止日期”。";
    bad at "goals.yaml:1:11 outcome" { "goals.yaml": "- {title: 12000 sign-ups, due: 2026-05-01}\n" }
    good { "goals.yaml": "- {title: 12000 sign-ups, due: 2026-05-01, outcome: partial}\n- {title: Launch, due: 2026-09-01}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let (project, analysis) = (judge.project, judge.analysis);
    let grace = judge.days(OPTIONS.grace);
    let wanted = judge.subjects(&project.goals).filter(|goal| !goal.is_dropped());
    judge.each_by(wanted, |judge, goal| {
        // An evaluation says what became of it as well.
        let is_evaluated = analysis.goals.get(goal.id.index).is_some_and(|numbers| numbers.evaluated.is_some());
        match verdict(project, goal, grace) {
            _ if is_evaluated => Verdict::Pass,
            Verdict::Fail(finding) => with_leave(judge, goal.owner.as_ref(), *finding).into(),
            verdict => verdict,
        }
    });
}

fn verdict(project: &Project, goal: Subject<'_, Goal>, grace: i64) -> Verdict {
    if goal.outcome.is_some() {
        return Verdict::Pass;
    }
    let record = goal.label(project);
    let message = if goal.status == Some(GoalStatus::Done) {
        say!("{record} is done, but has no `outcome`.", "{record}已完成，但没有填“结果”。", record)
    } else {
        let Some(due) = goal.due else { return no_date() };
        let late = project.calendar.distance(project.calendar.due(due), project.report_date);
        if late <= grace {
            return Verdict::Pass;
        }
        let (day, late) = (day(project, due), workdays(late));
        say!("{record} was due on {day}, {late} ago, and has no `outcome`.", "{record}应于{day}达成，已过{late}，没有填“结果”。", record, day, late)
    };
    let help = both!("Type `outcome: achieved`, `partial`, `missed` or `dropped`.", "在“结果”填“已达成”“部分达成”“未达成”或“已取消”。");
    goal.finding("outcome", message).help(help).into()
}

crate::cases! {
    "ten working days later": passes { "goals.yaml": "- {title: Sell, due: 2026-06-01}\n" };
    "eleven working days later": found at "goals.yaml:1:11 outcome" { "goals.yaml": "- {title: Sell, due: 2026-05-29}\n" };
    "done without an outcome": found at "goals.yaml:1:11 outcome" { "goals.yaml": "- {title: Sell, due: 2026-09-01, status: done}\n" };
    "closing, and the evaluation is asked instead": not_assessable { "alongside.yaml": "project: {stage: closing}\n", "goals.yaml": "- {title: Sell, due: 2026-05-29}\n", "evaluations.yaml": "- {date: 2026-06-08, schedule: {score: 3}}\n" };
    "closing, and the evaluation is a draft": found at "goals.yaml:1:11 outcome" { "alongside.yaml": "project: {stage: closing}\n", "goals.yaml": "- {title: Sell, due: 2026-05-29}\n", "evaluations.yaml": "- {date: 2026-06-08, status: draft}\n" };
    "an evaluation says what became of it": passes { "goals.yaml": "- {id: sell, title: Sell, due: 2026-05-29}\n", "evaluations.yaml": "- {date: 2026-06-08, goals: [{goal: sell, verdict: partial}]}\n" };
    "no day to judge by": not_assessable { "goals.yaml": "- title: Sell\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::{findings, outcome};

    #[test]
    fn ten_working_days_are_given() {
        for (goal, expected) in [
            ("due: 2026-06-01", 0), // ten working days before Monday 15 June
            ("due: 2026-05-31", 0), // a Sunday, which moves to 1 June
            ("due: 2026-05-29", 1),
            ("due: 2026-05-29, status: dropped", 0),
            ("due: 2026-09-01, status: done", 1),
            ("status: open", 0),
            ("due: 2026-01-15, outcome: happy", 0), // unreadable, which is said elsewhere
        ] {
            assert_eq!(findings(&RULE, &[("goals.yaml", &format!("- {{title: x, {goal}}}\n"))]), expected, "{goal}");
        }
    }

    #[test]
    fn the_message_in_both_languages() {
        let found = outcome(&RULE, &[("目标.csv", "编号,标题,截止日期\nG-1,上市,2026年5月29日\n")]);
        let message = &found.findings[0].finding.message;
        assert_eq!(message.en, "G-1 “上市” was due on 29 May, 11 working days ago, and has no `outcome`.");
        assert_eq!(message.zh, "G-1“上市”应于5月29日达成，已过11个工作日，没有填“结果”。");
    }
}
