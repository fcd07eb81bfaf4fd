use crate::checklist::rules::words::wants;
use crate::checklist::{RuleContext, Verdict};
use crate::project::registers::market::Research;
use crate::rule;

rule! { "research-incomplete", Research, Quality, Warning, Folded, Planning..=Execution;
    asks { Research: date source findings; }
    title "Research lacks its day, source or findings" "调研缺少日期、来源或发现";
    what "A study says when it was made, where it stands and what it found." "调研写明日期、出处和主要发现。";
    why "Nobody can tell how far to trust it, so everybody quotes the part that suits." "无从判断可信到什么程度，各人只引用对自己有利的部分。";
    fix "Type `date`, `source` (a file or an address is enough) and `findings`." "填“日期”“来源”（文件或网址即可）和“发现”。";
    bad at "research.yaml:1:11 source" { "research.yaml": "- {title: Buyer interviews, date: 2026-05-04}\n" }
    good { "research.yaml": "- {title: Buyer interviews, date: 2026-05-04, source: notes/interviews.pdf, findings: [Noise after nine is the first reason not to buy]}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let project = judge.project;
    // A study that lies ahead has found nothing yet.
    let is_planned = |study: &Research| study.date.is_some_and(|date| date > project.report_date);
    judge.each(judge.subjects(&project.research).filter(|study| !is_planned(study)), |study| {
        let fields = [
            ("date", study.date.is_none(), "`date: YYYY-MM-DD`", "“日期”填调研的日期"),
            ("source", study.source.is_none(), "`source:`, which may be an internal file", "“来源”填出处，内部文件也可以"),
            ("findings", study.findings.is_empty(), "`findings: […]`", "“发现”逐条写明结论"),
        ];
        wants(project, study, &fields).map_or(Verdict::Pass, Verdict::from)
    });
}

crate::cases! {
    "an internal file is a source": passes { "research.yaml": "- {title: Interviews, date: 2026-05-04, source: docs/interviews.csv, findings: Price decides}\n" };
    "a study that lies ahead": not_assessable { "research.yaml": "- {title: Interviews, date: 2026-07-06}\n" };
    "one slip is one finding": not_assessable { "research.yaml": "- {title: Interviews, date: soon, source: lab, findings: Price decides}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::findings;

    #[test]
    fn what_is_missing() {
        for (path, text, expected) in [
            ("research.yaml", "- {title: x, date: 2026-05-04, source: lab}\n", 1),
            ("research.yaml", "- {title: x, date: soon, source: lab, findings: y}\n", 0), // unreadable, which is said elsewhere
            ("research/2026-05-04-x.md", "---\nsource: lab\n---\n# X\n\n## Findings\n\n- It is loud\n", 0),
            ("市场调研.csv", "标题,日期,来源,主要发现\n入户访谈,2026年5月4日,访谈记录,怕吵\n", 0),
            ("市场调研.csv", "标题,日期,来源,主要发现\n入户访谈,2026年5月4日,,怕吵\n", 1),
        ] {
            assert_eq!(findings(&RULE, &[(path, text)]), expected, "{text}");
        }
    }
}
