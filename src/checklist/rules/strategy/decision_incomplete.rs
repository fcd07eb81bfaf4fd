use crate::checklist::rules::words::wants;
use crate::checklist::{RuleContext, Verdict};
use crate::project::registers::strategy::DecisionStatus;
use crate::project::types::Text;
use crate::rule;

rule! { "decision-incomplete", Adjustments, Quality, Warning, Folded, Planning..=Closed;
    asks { Decisions: date deciders outcome; }
    title "Accepted decision lacks date, deciders or outcome" "已通过的决策信息不全";
    what "An accepted decision says when it was made, by whom, and what holds now." "已通过的决策写明日期、决策人和结论。";
    why "A decision that cannot be quoted is made again in every meeting." "引用不了的决策，每次会上都要重新讨论一遍。";
    fix "Type `date:`, `deciders:` and `outcome:`; what is still open has `status: proposed`." "补上“日期”“决策人”和“结论”；还没定的，把“状态”改为“待决”。";
    bad at "decisions.yaml:1:11 deciders" { "decisions.yaml": "- {title: Cut short video by half, status: accepted, date: 2026-06-01}\n" }
    good { "decisions.yaml": "- {title: Cut short video by half, status: accepted, date: 2026-06-01, deciders: [Lin Yue], outcome: Creators and search get the money}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let project = judge.project;
    let accepted = judge.subjects(&project.decisions).filter(|decision| decision.status == Some(DecisionStatus::Accepted));
    judge.each(accepted, |decision| {
        let fields = [
            ("date", decision.date.is_none(), "`date: YYYY-MM-DD`", "“日期”填决定的日期"),
            ("deciders", decision.deciders.is_empty(), "`deciders:` with who decided", "“决策人”填作决定的人"),
            ("outcome", decision.outcome.as_ref().is_none_or(Text::is_empty), "`outcome: …`", "“结论”写明决定了什么"),
        ];
        wants(project, decision, &fields).map_or(Verdict::Pass, Verdict::from)
    });
}

crate::cases! {
    "only proposed": not_assessable { "decisions.yaml": "- {title: Price, status: proposed}\n" };
    "the outcome under its heading": passes { "people.yaml": "- {id: li-na, name: Li Na}\n", "decisions/price.md": "---\ndate: 2026-05-04\nstatus: accepted\ndeciders: [li-na]\n---\n# Price\n\n## Outcome\n\n446\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::findings;

    #[test]
    fn what_an_accepted_decision_says() {
        for (path, text, expected) in [
            ("decisions.yaml", "- {title: x, status: accepted, deciders: [a], outcome: y}\n", 1),
            ("decisions.yaml", "- {title: x, status: proposed}\n", 0),
            ("decisions.yaml", "- {title: x, status: superseded}\n", 0),
            ("决策.csv", "标题,日期,状态,决策人,结论\n短视频减半,2026-06-01,已通过,林悦,减半\n", 0),
            ("决策.csv", "标题,日期,状态,决策人,结论\n短视频减半,2026-06-01,已通过,林悦,待定\n", 1),
            ("decisions/2026-06-01-x.md", "---\nstatus: accepted\ndeciders: [a]\n---\n# X\n\n## Outcome\n\nHalf.\n", 0),
        ] {
            assert_eq!(findings(&RULE, &[(path, text)]), expected, "{text}");
        }
    }
}
