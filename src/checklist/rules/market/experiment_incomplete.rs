use crate::checklist::rules::words::{Wanted, wants};
use crate::checklist::{RuleContext, Verdict};
use crate::rule;

rule! { "experiment-incomplete", Research, Quality, Warning, Folded, Planning..=Closing;
    asks { Experiments: hypothesis metric target_effect end; }
    title "Experiment does not say what decides it" "实验没有写明判定依据";
    what "Every open experiment says beforehand what is expected, which metric decides, which difference is worth it, and when it ends." "每个未结束的实验都事先写明假设、判定指标、目标提升和计划结束日期。";
    why "Afterwards some number has always gone up." "事后总能找到一个上涨的数字。";
    fix "Type `hypothesis:`, `metric:`, `target_effect:` and `end:` before it begins." "开始前填好“假设”“指标”“目标提升”和“计划结束”。";
    bad at "experiments.yaml:1:10 hypothesis" { "experiments.yaml": "- {name: First picture, status: running, metric: Sign-ups}\n" }
    good { "experiments.yaml": "- {name: First picture, status: running, hypothesis: Folded sells, metric: Sign-ups, target_effect: 10%, end: 2026-06-30}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let project = judge.project;
    let open = judge.subjects(&project.experiments).filter(|experiment| experiment.is_open());
    judge.each(open, |experiment| {
        let fields: [Wanted; 4] = [
            ("hypothesis", experiment.hypothesis.is_none(), "`hypothesis: …`", "“假设”写明预期"),
            ("metric", experiment.metric.is_none(), "`metric: …`", "“指标”写明由什么判定"),
            ("target_effect", experiment.target_effect.is_none(), "`target_effect: 10%`", "“目标提升”填值得采用的差异，如10%"),
            ("end", experiment.end.is_none(), "`end: YYYY-MM-DD`", "“计划结束”填日期"),
        ];
        wants(project, experiment, &fields).map_or(Verdict::Pass, Verdict::from)
    });
}

crate::cases! {
    "what is decided is left alone": not_assessable { "experiments.yaml": "- {name: First picture, decision: ship}\n" };
    "nothing to judge": not_assessable {};
}
