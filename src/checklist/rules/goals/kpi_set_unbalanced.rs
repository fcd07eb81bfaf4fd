use crate::checklist::{RuleContext, Verdict};
use crate::project::registers::goals::{Direction, Kpi, Nature};
use crate::project::Entry;
use crate::text::Message;
use crate::{both, rule, say};

rule! { "kpi-set-unbalanced", Kpis, Quality, Info, Once, Planning..=Execution;
    title "KPIs tell only one side of the story" "指标过于单一";
    what "Among the KPIs some tell early and some afterwards, and a count that is to grow has a counter-metric." "指标中既有先行也有滞后，越高越好的数量有制衡指标。";
    why "Only lagging KPIs tell too late to act; a count without a counter-metric can be met by harming what it is for." "只有滞后指标，发现时已来不及；没有制衡指标，数量可以靠牺牲质量做上去。";
    fix "Add a KPI of the other nature, or type `counter_metric:` in one that is to grow." "补一个另一种性质的指标，或在越高越好的指标上填“制衡指标”。";
    bad at ".:1:1" { "kpis.yaml": "- {name: a, nature: lagging}\n- {name: b, nature: lagging}\n- {name: c, nature: lagging}\n- {name: d, nature: lagging}\n- {name: e, nature: lagging}\n" }
    good { "kpis.yaml": "- {name: a, nature: lagging, direction: increase, counter_metric: returns}\n- {name: b, nature: leading}\n- {name: c, nature: lagging}\n- {name: d, nature: lagging}\n- {name: e, nature: lagging}\n" }
    check
}

/// With fewer KPIs than this a balance means nothing.
const LEAST: usize = 5;

fn check(judge: &mut RuleContext<'_>) {
    let kpis = &judge.project.kpis;
    let natures: Vec<Nature> = kpis.iter().filter_map(|kpi| kpi.nature).collect();
    let verdict = if natures.len() < LEAST {
        Verdict::NotAssessable(both!("Fewer than 5 KPIs say whether they lead or lag.", "写明先行或滞后的指标不足5项。"))
    } else {
        match imbalance(kpis, &natures) {
            None => Verdict::Pass,
            Some(message) => judge.finding(message).help(RULE.fix.clone()).into(),
        }
    };
    judge.once(verdict);
}

fn imbalance(kpis: &[Entry<Kpi>], natures: &[Nature]) -> Option<Message> {
    let n = natures.len();
    if natures.iter().all(|nature| *nature == Nature::Lagging) {
        return Some(say!("All {n} KPIs are lagging: none tells early.", "{n}项指标全是滞后指标，没有一项能提前预警。", n));
    }
    if natures.iter().all(|nature| *nature == Nature::Leading) {
        return Some(say!("All {n} KPIs are leading: none tells what came of it.", "{n}项指标全是先行指标，没有一项说明结果。", n));
    }
    let growing: Vec<&Entry<Kpi>> = kpis.iter().filter(|kpi| kpi.direction == Some(Direction::Increase) && is_count(kpi)).collect();
    let is_unguarded = !growing.is_empty() && growing.iter().all(|kpi| kpi.counter_metric.is_none());
    let n = growing.len();
    is_unguarded.then(|| {
        if n == 1 {
            return both!("The only count that is to grow has no `counter_metric`.", "唯一一项越高越好的数量没有“制衡指标”。");
        }
        say!("None of the {n} counts that are to grow has a `counter_metric`.", "{n}项越高越好的数量都没有“制衡指标”。", n)
    })
}

/// Whether it counts things, which can be had by pushing; a share or a mean is no count.
fn is_count(kpi: &Kpi) -> bool {
    kpi.unit.as_ref().is_some_and(|unit| !unit.any().contains(['%', '％']))
}

crate::cases! {
    "none of two counts is guarded": found at ".:1:1" { "kpis.yaml": "- {name: A, nature: leading, direction: increase, unit: leads}\n- {name: B, nature: lagging, direction: increase, unit: pieces}\n- {name: C, nature: lagging}\n- {name: D, nature: lagging}\n- {name: E, nature: lagging}\n" };
    "a share cannot be had by pushing": passes { "kpis.yaml": "- {name: A, nature: leading, direction: increase, unit: '%'}\n- {name: B, nature: lagging}\n- {name: C, nature: lagging}\n- {name: D, nature: lagging}\n- {name: E, nature: lagging}\n" };
    "too few to say": not_assessable { "kpis.yaml": "- {name: A, nature: lagging}\n- {name: B, nature: lagging}\n- {name: C, nature: lagging}\n- {name: D, nature: lagging}\n- name: E\n" };
    "a counter-metric and both natures": passes { "kpis.yaml": "- {name: A, nature: leading, direction: increase, counter_metric: B}\n- {id: B, name: B, nature: lagging}\n- {name: C, nature: lagging}\n- {name: D, nature: lagging}\n- {name: E, nature: lagging}\n" };
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::outcome;

    fn judged(kpis: &[&str]) -> (usize, usize) {
        let lines: Vec<String> = kpis.iter().enumerate().map(|(n, kpi)| format!("- {{name: k{n}, {kpi}}}")).collect();
        let text = lines.join("\n");
        let outcome = outcome(&RULE, &[("kpis.yaml", &text)]);
        (outcome.findings.len(), outcome.passed)
    }

    #[test]
    fn both_natures_and_a_counter_metric() {
        let lagging = "nature: 滞后";
        assert_eq!(judged(&[lagging; 4]), (0, 0), "too few");
        assert_eq!(judged(&["nature: leading"; 5]), (1, 0));
        let count = "nature: leading, direction: increase, unit: leads";
        assert_eq!(judged(&[lagging, lagging, lagging, lagging, count]), (1, 0));
        let share = "nature: leading, direction: increase, unit: \"%\"";
        assert_eq!(judged(&[lagging, lagging, lagging, lagging, share]), (0, 1));
        let guarded = "nature: leading, direction: increase, unit: leads, counter_metric: returns";
        assert_eq!(judged(&[lagging, lagging, lagging, count, guarded]), (0, 1));
    }
}
