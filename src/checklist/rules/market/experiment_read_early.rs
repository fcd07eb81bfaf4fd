use crate::checklist::rules::words::{day, no_date};
use crate::checklist::{RuleContext, Verdict};
use crate::{both, rule, say};

rule! { "experiment-read-early", Research, Signal, Warning, Each, Planning..=Closing;
    title "Experiment was decided before its planned end" "实验未到计划结束就下结论";
    what "No experiment is decided before the day on which it was to end." "实验都不早于计划结束日期下结论。";
    why "Who looks every day and stops on a good one finds a difference where there is none." "天天看、看到好结果就停，没有差异也能看出差异。";
    fix "Let it run to its end and read it again; or say under `learnings` why it was stopped." "跑满计划时间再看一次，或在“经验”中写明为什么提前停止。";
    bad at "experiments.yaml:1:70 decided_on" { "experiments.yaml": "- {name: First picture, end: 2026-06-10, decision: ship, decided_on: 2026-06-04}\n" }
    good { "experiments.yaml": "- {name: First picture, end: 2026-06-10, decision: ship, decided_on: 2026-06-10}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let project = judge.project;
    let decided = judge.subjects(&project.experiments).filter(|experiment| experiment.decision.is_some());
    judge.each_by(decided, |judge, experiment| {
        let (Some(end), Some(decided)) = (experiment.end, experiment.decided_on) else { return no_date() };
        let is_early = judge.analysis.experiments.get(experiment.id.index).is_some_and(|numbers| numbers.is_read_early);
        // Who says what was learned of it has said why.
        if !is_early || !experiment.learnings.is_empty() {
            return Verdict::Pass;
        }
        let (record, decided, end) = (experiment.label(project), day(project, decided), day(project, end));
        let message = say!(
            "{record} was decided on {decided}, before its planned end on {end}.",
            "{record}于{decided}下结论，早于计划结束日期{end}。",
            record, decided, end
        );
        experiment.finding("decided_on", message).help(both!(
            "Let it run to its end and read it again; or say under `learnings` why it was stopped.",
            "跑满计划时间再看一次，或在“经验”中写明为什么提前停止。"
        )).into()
    });
}

crate::cases! {
    "it says why": passes { "experiments.yaml": "- {name: First picture, end: 2026-06-10, decision: stop, decided_on: 2026-06-04, learnings: [Orders broke off]}\n" };
    "nobody knows when": not_assessable { "experiments.yaml": "- {name: First picture, end: 2026-06-10, decision: ship}\n" };
    "not decided": not_assessable { "experiments.yaml": "- {name: First picture, end: 2026-06-10}\n" };
    "nothing to judge": not_assessable {};
}
