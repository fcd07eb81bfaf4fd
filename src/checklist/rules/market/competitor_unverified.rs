use crate::checklist::rules::words::{day, days, lacks};
use crate::checklist::{RuleContext, Subject, Verdict};
use crate::project::Project;
use crate::project::registers::market::Competitor;
use crate::project::registers::words::Grade;
use crate::{both, rule, say};

rule! { "competitor-unverified", Research, Quality, Warning, Folded, Planning..=Execution;
    options {
        days = 90, "Days after which what is known of a competitor is checked again" "竞品信息超过多少天要重新核实";
        days_low = 180, "The same for one whose threat is low" "威胁程度低的竞品，超过多少天要重新核实";
    }
    asks { Competitors: sources verified_on; }
    title "Competitor has not been verified lately" "竞品信息久未核实";
    what "What is known of a competitor has a source and was verified in the last three months, at low threat in the last six." "竞品信息有来源，并在近三个月内核实过；威胁低的在近六个月内。";
    why "Price and claims are set against an offer that may be gone." "定价和卖点可能对着竞品早已变了的旧信息。";
    fix "Look it up again and type `verified_on:`, with `sources:` where it stands." "重新查证后填“核实日期”，并在“来源”写明出处。";
    bad at "competitors.yaml:1:63 verified_on" { "competitors.yaml": "- {name: Brightbasin Mini, sources: [shop page], verified_on: 2026-02-02}\n" }
    good { "competitors.yaml": "- {name: Brightbasin Mini, sources: [shop page], verified_on: 2026-05-04}\n- {name: Washlet Go, sources: [shop page], verified_on: 2026-01-12, threat: low}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let project = judge.project;
    let (limit, limit_low) = (judge.days(OPTIONS.days), judge.days(OPTIONS.days_low));
    judge.each(judge.subjects(&project.competitors), |competitor| {
        let is_low = matches!(competitor.threat, Some(Grade::Low | Grade::VeryLow));
        verdict(project, competitor, if is_low { limit_low.max(limit) } else { limit })
    });
}

fn verdict(project: &Project, competitor: Subject<'_, Competitor>, limit: i64) -> Verdict {
    let help = both!("Type `verified_on:` with the day you looked, and `sources:`.", "在“核实日期”填查证的日期，在“来源”填出处。");
    let fields = [("sources", competitor.sources.is_empty()), ("verified_on", competitor.verified_on.is_none())];
    if let Some(finding) = lacks(project, competitor, &fields) {
        return finding.help(help).into();
    }
    let Some((verified, age)) = competitor.verified_on.map(|day| (day, day.days_until(project.report_date))).filter(|(_, age)| *age > limit)
    else {
        return Verdict::Pass;
    };
    let (record, day, age) = (competitor.label(project), day(project, verified), days(age));
    let message = say!(
        "{record} was last verified on {day}, {age} ago (limit {limit}).",
        "{record}上次核实是{day}，已过{age}（上限{limit}天）。",
        record, day, age, limit
    );
    competitor.finding("verified_on", message).help(help).into()
}

crate::cases! {
    "little threat may wait longer": passes { "competitors.yaml": "- {name: Aqua, threat: low, sources: [web], verified_on: 2026-01-05}\n" };
    "no source": found at "competitors.yaml:1:10 sources" { "competitors.yaml": "- {name: Aqua, verified_on: 2026-06-01}\n" };
    "never checked": found at "competitors.yaml:1:10 verified_on" { "competitors.yaml": "- {name: Aqua, sources: [web]}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::{findings, outcome};

    #[test]
    fn how_long_ago() {
        for (competitor, expected) in [
            ("sources: [x], verified_on: 2026-03-17", 0), // 90 days ago
            ("sources: [x], verified_on: 2026-03-16", 1),
            ("sources: [x], verified_on: 2026-03-16, threat: low", 0),
            ("sources: [x]", 1),
            ("verified_on: 2026-06-01", 1),
            ("sources: [x], verified_on: lately", 0), // unreadable, which is said elsewhere
        ] {
            let text = format!("- {{name: a, {competitor}}}\n");
            assert_eq!(findings(&RULE, &[("competitors.yaml", &text)]), expected, "{competitor}");
        }
        let longer = ("alongside.yaml", "checklist:\n  rules: {competitor-unverified: {days: 120}}\n");
        assert_eq!(findings(&RULE, &[longer, ("competitors.yaml", "- {name: a, sources: [x], verified_on: 2026-03-16}\n")]), 0);
    }

    #[test]
    fn the_message_in_chinese() {
        let found = outcome(&RULE, &[("竞品.md", "| 编号 | 名称 | 来源 | 核实日期 |\n|---|---|---|---|\n| CP-05 | 禾润 | 门店走访 | 2026年1月12日 |\n")]);
        assert_eq!(found.findings[0].finding.message.zh, "CP-05“禾润”上次核实是1月12日，已过154天（上限90天）。");
    }
}
