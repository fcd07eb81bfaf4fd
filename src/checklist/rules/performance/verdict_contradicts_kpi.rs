use crate::analysis::goals::Evaluated;
use crate::analysis::kpi::{KpiNumbers, Status};
use crate::checklist::{Finding, RuleContext, Place, Subject, Verdict, label};
use crate::project::registers::goals::Goal;
use crate::project::registers::words::Verdict as GoalVerdict;
use crate::project::types::{ChoiceType, Text};
use crate::project::{AnyEntry, Kind, Project, RecordId};
use crate::text::Message;
use crate::{both, rule, say};

rule! { "verdict-contradicts-kpi", Evaluation, Signal, Warning, Each, Execution..=Closed;
    title "Verdict on a goal contradicts its KPIs" "目标结论与指标不符";
    what "A goal that is called achieved has at most half of its KPIs off track or missed; one that is called missed has not met them all." "结论为已达成的目标，偏离或未达成的指标不过半；结论为未达成的，指标没有全部达成。";
    why "Verdict and numbers say two things, and the reader believes neither." "结论和数据各说各的，读的人哪个都不信。";
    fix "Correct the verdict, or say in its `comment` why it holds in spite of the KPI, by the KPI's name." "改正结论，或在“说明”里写出指标名称和结论仍成立的原因。";
    bad at "goals.yaml:1:79 outcome" {
        "goals.yaml": "- {id: known, title: A third of families know us, kpis: [awareness], outcome: achieved}\n",
        "kpis.yaml": "- {id: awareness, name: Awareness, direction: increase, targets: [{by: 2026-06-01, value: 30}], measurements: [{date: 2026-06-01, value: 11}]}\n",
    }
    good {
        "goals.yaml": "- {id: known, title: A third of families know us, kpis: [awareness], outcome: achieved}\n",
        "kpis.yaml": "- {id: awareness, name: Awareness, direction: increase, targets: [{by: 2026-06-01, value: 30}], measurements: [{date: 2026-06-01, value: 34}]}\n",
    }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let judged = judge.subjects(&judge.project.goals).filter_map(|goal| Some((goal, Said::of(judge, goal)?)));
    for (goal, said) in judged.collect::<Vec<_>>() {
        judge.one(goal.id, verdict(judge, goal, said));
    }
}

/// What is said of a goal, where, and what explains it.
struct Said<'p> {
    verdict: GoalVerdict,
    place: Place,
    comments: Vec<&'p Text>,
}

impl<'p> Said<'p> {
    /// What the latest evaluation says of a goal, or else its own outcome.
    fn of(judge: &RuleContext<'p>, goal: Subject<'p, Goal>) -> Option<Self> {
        let notes = goal.entry().typed.common.notes.as_ref();
        let evaluated = judge.analysis.goals.get(goal.id.index).and_then(|numbers| numbers.evaluated);
        let Some(Evaluated { verdict, evaluation, nth }) = evaluated else {
            return Some(Self { verdict: goal.outcome?, place: goal.at("outcome"), comments: notes.into_iter().collect() });
        };
        let comment = judge.project.evaluations.get(evaluation)?.goals.get(nth)?.comment.as_ref();
        let id = RecordId { kind: Kind::Evaluations, index: evaluation };
        Some(Self { verdict, place: Place::Record(id, format!("goals.{nth}.verdict")), comments: comment.into_iter().chain(notes).collect() })
    }

    /// Whether a comment speaks of a KPI, by its id or name.
    fn explains(&self, kpi: &dyn AnyEntry) -> bool {
        let names: Vec<&str> = std::iter::once(kpi.id()).chain(kpi.name().into_iter().flat_map(Text::all)).collect();
        self.comments.iter().flat_map(|comment| comment.all()).any(|text| names.iter().any(|name| text.contains(name)))
    }
}

fn verdict(judge: &RuleContext<'_>, goal: Subject<'_, Goal>, said: Said<'_>) -> Verdict {
    let project = judge.project;
    let Some(numbers) = judge.analysis.goals.get(goal.id.index).filter(|numbers| numbers.judged > 0) else {
        return Verdict::NotAssessable(both!("No KPI of the goal is judged.", "目标的指标都无法判断。"));
    };
    let with = |is: fn(&KpiNumbers) -> bool| {
        let kpis = numbers.kpis.iter().copied();
        kpis.filter(|kpi| judge.analysis.kpis.get(*kpi).is_some_and(is)).collect::<Vec<usize>>()
    };
    let (against, state) = match said.verdict {
        GoalVerdict::Achieved => (with(KpiNumbers::is_clearly_off), both!("off track or missed", "偏离或未达成")),
        GoalVerdict::Missed => (with(|kpi| kpi.status() == Status::Met), both!("met", "已达成")),
        _ => return Verdict::Pass,
    };
    let is_contradicted = match said.verdict {
        GoalVerdict::Achieved => against.len() * 2 > numbers.judged,
        _ => against.len() == numbers.judged,
    };
    if !is_contradicted {
        return Verdict::Pass;
    }
    let against: Vec<&dyn AnyEntry> = against.iter().filter_map(|kpi| project.registers.get(Kind::Kpis, *kpi)).collect();
    if against.iter().any(|kpi| said.explains(*kpi)) {
        return Verdict::Pass;
    }
    contradiction(project, goal, said, numbers.judged, &against, &state).into()
}

fn contradiction(
    project: &Project,
    goal: Subject<'_, Goal>,
    said: Said<'_>,
    judged: usize,
    against: &[&dyn AnyEntry],
    state: &Message,
) -> Finding {
    let names: Vec<Message> = against.iter().map(|kpi| label(project, *kpi)).collect();
    let (record, word, list) = (goal.label(project), said.verdict.label(), Message::list(&names));
    let message = say!(
        "{record} is called {en_word}, but {n} of {judged} judged KPI{en_s} {en_are} {state}: {list}.",
        "{record}的结论是{zh_word}，但{judged}项有判断的指标中{n}项{state}：{list}。",
        record, en_word = word.en.to_lowercase(), zh_word = word.zh, n = against.len(), judged, en_s = crate::text::plural(judged), en_are = if against.len() == 1 { "is" } else { "are" }, state, list
    );
    let help = both!(
        "Correct the verdict, or say in its `comment` (of a goal, in `notes`) why it holds, by the KPI's name.",
        "改正结论，或在“说明”（目标则在“备注”）里写出指标名称和结论仍成立的原因。"
    );
    Finding::new(said.place, message).see(goal.at("outcome"), both!("the goal", "目标")).help(help)
}

crate::cases! {
    "no KPI is judged": not_assessable { "goals.yaml": "- {id: sell, title: Sell, outcome: achieved}\n", "kpis.yaml": "- {name: Sold, goal: sell}\n" };
    "partly contradicts nothing": passes { "goals.yaml": "- {id: sell, title: Sell, outcome: partial}\n", "kpis.yaml": "- {name: Sold, goal: sell, unit: pieces, direction: increase, baseline: {value: 0, date: 2026-01-05}, targets: [{value: 100, by: 2026-05-31}], measurements: [{date: 2026-05-31, value: 10}]}\n" };
    "achieved though the KPI is missed": found at "goals.yaml:1:36 outcome" { "goals.yaml": "- {id: sell, title: Sell, outcome: achieved}\n", "kpis.yaml": "- {name: Sold, goal: sell, unit: pieces, direction: increase, baseline: {value: 0, date: 2026-01-05}, targets: [{value: 100, by: 2026-05-31}], measurements: [{date: 2026-05-31, value: 10}]}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::{findings, outcome};

    fn kpi(value: u32) -> String {
        format!(
            "- {{id: share, name: Share, goal: known, direction: increase, targets: [{{by: 2026-06-01, value: 30}}], measurements: [{{date: 2026-06-01, value: {value}}}]}}\n"
        )
    }

    #[test]
    fn what_contradicts() {
        for (value, goal, expected) in [
            (11, "outcome: achieved", 1),
            (34, "outcome: achieved", 0),
            (34, "outcome: missed", 1),
            (11, "outcome: missed", 0),
            (11, "outcome: partial", 0),
            (30, "outcome: achieved", 0),
            (11, "outcome: achieved, notes: Share was counted anew in May", 0),
        ] {
            let files = [("goals.yaml", &*format!("- {{id: known, title: Known, {goal}}}\n")), ("kpis.yaml", &*kpi(value))];
            assert_eq!(findings(&RULE, &files), expected, "{value} {goal}");
        }
        assert_eq!(findings(&RULE, &[("goals.yaml", "- {title: x, outcome: achieved}\n")]), 0, "no KPI");
    }

    #[test]
    fn a_target_that_was_made_up_for_later_contradicts_nothing() {
        let goal = ("goals.yaml", "- {id: known, title: Known, outcome: achieved}\n");
        let missed = kpi(11).replace("]}\n", ", {date: 2026-06-12, value: 31}]}\n");
        assert_eq!(findings(&RULE, &[goal, ("kpis.yaml", &*missed)]), 0);
        let by_a_little = kpi(29).replace("direction", "thresholds: {at_risk: 2}, direction");
        assert_eq!(findings(&RULE, &[goal, ("kpis.yaml", &*by_a_little)]), 0);
    }

    #[test]
    fn the_latest_evaluation_counts() {
        let goal = ("goals.yaml", "- {id: known, title: Known}\n");
        let evaluation = |comment: &str| {
            format!("- {{date: 2026-06-08, goals: [{{goal: known, verdict: achieved, comment: {comment}}}]}}\n")
        };
        let found = |comment: &str| findings(&RULE, &[goal, ("kpis.yaml", &*kpi(11)), ("evaluations.yaml", &*evaluation(comment))]);
        assert_eq!((found("Well done"), found("Share counts fewer people now")), (1, 0));
    }

    #[test]
    fn the_message_names_the_kpi() {
        let message = outcome(&RULE, RULE.bad).findings.remove(0).finding.message;
        let expected = "known “A third of families know us” is called achieved, but 1 of 1 judged KPI is off track or missed: awareness “Awareness”.";
        assert_eq!(message.en, expected);
    }
}
