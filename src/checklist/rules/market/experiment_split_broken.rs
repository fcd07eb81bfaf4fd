use crate::checklist::{RuleContext, Verdict};
use crate::{both, rule, say};

rule! { "experiment-split-broken", Research, Signal, Warning, Each, Planning..=Closing;
    title "Experiment's groups are not of the planned sizes" "实验分流比例异常";
    what "The groups of an experiment are as large as their planned parts, but for chance (1 in 1000)." "实验各组的样本量符合计划的分流比例，偏差在偶然范围内（千分之一）。";
    why "Something keeps people out of a group, and then the groups differ in more than the variant." "有什么把人挡在了某一组之外，两组的差别就不只是版本。";
    fix "Look for what loses people: a redirect, a filter of bots, a page that loads slowly. If the parts were planned so, type them as `share`." "查找流失原因，如跳转、机器人过滤、加载过慢；若本就不均分，在“分流比例”中写明。";
    bad at "experiments.yaml:1:84 variants" { "experiments.yaml": "- {name: First picture, control: {participants: 5000, conversions: 300}, variants: [{participants: 4500, conversions: 300}]}\n" }
    good { "experiments.yaml": "- {name: First picture, control: {participants: 5000, conversions: 300}, variants: [{participants: 4950, conversions: 300}]}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let project = judge.project;
    let counted = judge.subjects(&project.experiments).filter(|experiment| experiment.control.is_some());
    judge.each_by(counted, |judge, experiment| {
        let numbers = judge.analysis.experiments.get(experiment.id.index);
        let Some(numbers) = numbers.filter(|numbers| numbers.split.is_some()) else {
            return Verdict::NotAssessable(both!("The groups have no counts to compare.", "各组没有可比较的样本量。"));
        };
        if !numbers.has_broken_split() {
            return Verdict::Pass;
        }
        let record = experiment.label(project);
        let message = say!(
            "{record}: the groups are not of the planned sizes, and not by chance. What the counts say cannot be trusted.",
            "{record}各组样本量偏离计划比例，且并非偶然，结果不可信。",
            record
        );
        experiment.finding("variants", message).help(both!(
            "Look for what loses people; if the parts were planned so, type them as `share`.",
            "查找流失原因；若本就不均分，在“分流比例”中写明。"
        )).into()
    });
}

crate::cases! {
    "parts that were planned": passes { "experiments.yaml": "- {name: First picture, control: {participants: 6000, share: 60}, variants: [{participants: 4010, share: 40}]}\n" };
    "too few to say": not_assessable { "experiments.yaml": "- {name: First picture, control: {participants: 4}, variants: [{participants: 1}]}\n" };
    "nothing to judge": not_assessable {};
}
