use crate::checklist::{RuleContext, Subject, Verdict};
use crate::project::Project;
use crate::project::registers::goals::{Kpi, KpiTarget};
use crate::{rule, say};

rule! { "kpi-without-target", Kpis, Quality, Warning, Folded, Execution..=Closing;
    asks { Kpis: targets; }
    title "KPI has no target to be judged by" "指标没有目标值";
    what "A KPI has at least one target with a value and a day, or says why it has none." "指标至少有一个带日期的目标值，或写明不设的原因。";
    why "Without a target a chart shows movement, not success." "没有目标值，只能看到变化，看不出好坏。";
    fix "Type `targets: [{by: YYYY-MM-DD, value: …}]`, or `no_target_because: …`." "填“目标值”和“目标日期”；确实不设目标的，填“不设目标的原因”。";
    bad at "kpis.yaml:1:35 targets" { "kpis.yaml": "- {name: Qualified leads, target: 400}\n" }
    good { "kpis.yaml": "- {name: Qualified leads, targets: [{by: 2027-01-31, value: 400}]}\n- {name: Commits, no_target_because: An activity count}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let project = judge.project;
    judge.each(judge.subjects(&project.kpis), |kpi| verdict(project, kpi));
}

fn verdict(project: &Project, kpi: Subject<'_, Kpi>) -> Verdict {
    if kpi.no_target_because.is_some() || kpi.targets.iter().any(|target| target.has_value() && target.by.is_some()) {
        return Verdict::Pass;
    }
    let record = kpi.label(project);
    let has_value = kpi.targets.iter().any(KpiTarget::has_value);
    let message = if has_value {
        say!("{record} has a target, but by when?", "{record}有目标值，但没有写明哪天达到。", record)
    } else {
        say!("{record} has no target with a day.", "{record}没有带日期的目标值。", record)
    };
    let by = project.settings.project.end.map_or_else(|| "YYYY-MM-DD".to_owned(), |end| end.to_string());
    let help = say!(
        "Type `targets: [{en_sample}]` with the value to be reached, or `no_target_because: …`.",
        "填“目标值”和“目标日期”；确实不设目标的，填“不设目标的原因”。",
        en_sample = format!("{{by: {by}, value: …}}")
    );
    kpi.finding("targets", message).help(help).into()
}

crate::cases! {
    "it says why there is none": passes { "kpis.yaml": "- {name: Visits, no_target_because: only watched}\n" };
    "a value without a day": found at "kpis.yaml:1:24 targets" { "kpis.yaml": "- {name: Sold, target: 400}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::findings;

    #[test]
    fn a_value_and_a_day() {
        for (path, text, expected) in [
            ("kpis.yaml", "- {name: x}\n", 1),
            ("kpis.yaml", "- {name: x, targets: [{by: 2026-09-01}]}\n", 1),
            ("kpis.yaml", "- {name: x, targets: [{by: 2026-09-01, high: 8}]}\n", 0),
            ("kpis.yaml", "- {name: x, target: 100, target date: 2026-09-20}\n", 0),
            ("kpis.yaml", "- {name: x, targets: [{by: 2026-09-01, value: many}]}\n", 0), // unreadable, which is said elsewhere
            ("指标.csv", "名称,目标值,目标日期\n线索,400,2027-01-31\n", 0),
            ("指标.csv", "名称,目标值,目标日期\n线索,400,\n", 1),
            ("kpis.yaml", "- {name: a}\n- {name: b}\n- {name: c}\n- {name: d}\n", 1), // folded
        ] {
            assert_eq!(findings(&RULE, &[(path, text)]), expected, "{text}");
        }
    }
}
