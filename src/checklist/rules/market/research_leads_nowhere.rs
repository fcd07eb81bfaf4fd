use crate::checklist::rules::examples::next_decision;
use crate::checklist::rules::words::{are_unread, day, no_date, still_new, unless};
use crate::checklist::{RuleContext, Subject, Verdict};
use crate::project::registers::market::Research;
use crate::project::{Connections, Kind, Project};
use crate::text::{Message, plural};
use crate::{rule, say};

rule! { "research-leads-nowhere", Research, Signal, Warning, Each, Planning..=Execution;
    options { grace = 20, "Working days after its date that a study is given to lead to something" "调研完成后给多少个工作日落实"; }
    asks { Research: leads_to; }
    title "Research has led to nothing yet" "调研结论没有落到行动";
    what "A goal, task, decision, change or other record of work is linked to every study, from either end." "每次调研都与目标、任务、决策或调整等关联，从哪一端填都可以。";
    why "The money is spent, the plan is the same." "钱花了，计划没变。";
    fix "Type the id of what it led to as `leads_to`; \"confirms the plan\" is a decision too." "由哪条记录落实，就在“落实到”填它的编号；“印证了原计划”也可以登记为一条决策。";
    bad at "research.yaml:1:11 leads_to" { "research.yaml": "- {title: Buyer interviews, date: 2026-04-02, findings: [Noise matters]}\n" }
    good {
        "research.yaml": "- {title: Buyer interviews, date: 2026-04-02, findings: [Noise matters], leads_to: [D-07]}\n- {id: S-2, title: Rental flats, date: 2026-04-09}\n",
        "decisions.yaml": "- {id: D-07, title: Quiet first}\n- {id: D-08, title: Keep the plan for landlords, because_of: [S-2]}\n"
    }
    check
}

/// What a study can lead to; another study or a complaint does not yet change anything.
const WORK: [Kind; 10] = [
    Kind::Goals,
    Kind::Tasks,
    Kind::Decisions,
    Kind::Changes,
    Kind::Kpis,
    Kind::Milestones,
    Kind::Actions,
    Kind::Risks,
    Kind::Issues,
    Kind::Improvements,
];

fn check(judge: &mut RuleContext<'_>) {
    let project = judge.project;
    let connections = &judge.analysis.connections;
    let grace = judge.days(OPTIONS.grace);
    let is_outdated = |study: &Research| study.valid_until.is_some_and(|until| until < project.report_date);
    let studies = judge.subjects(&project.research).filter(|study| !is_outdated(study));
    let (is_unread, decision) = (are_unread(project, &WORK), next_decision(project));
    judge.each(studies, |study| unless(is_unread, verdict(project, connections, study, grace, &decision)));
}

fn verdict(project: &Project, connections: &Connections, study: Subject<'_, Research>, grace: i64, decision: &str) -> Verdict {
    if connections.has(study.id, &WORK) {
        return Verdict::Pass;
    }
    let Some(date) = study.date else { return no_date() };
    if project.calendar.distance(date, project.report_date) <= grace {
        return still_new();
    }
    let (record, day) = (study.label(project), day(project, date));
    // That it has no findings is said by `research-incomplete`.
    let message = match study.findings.len() {
        0 => say!(
            "No goal, task, decision or change refers to {record} of {day}.",
            "没有目标、任务、决策或调整引用{day}的{record}。",
            record, day
        ),
        n => say!(
            "{record} of {day} has {n} finding{en_s}; no goal, task, decision or change refers to it.",
            "{day}的{record}有{n}条发现，没有目标、任务、决策或调整引用它。",
            record, day, en_s = plural(n), n
        ),
    };
    study.finding("leads_to", message).help(help(study, decision)).into()
}

fn help(study: Subject<'_, Research>, decision: &str) -> Message {
    match study.implications.first() {
        Some(first) => say!(
            "Type `leads_to:` with the record that takes up “{first}”; “confirms the plan” is a decision too.",
            "“{first}”由哪条记录落实，就在“落实到”填它的编号；“印证了原计划”也可以登记为一条决策。",
            first = first.any(),
        ),
        None => say!(
            "Record what follows, as decision {decision}, and type `leads_to: [{decision}]`; “confirms the plan” is a decision too.",
            "把结论登记下来（例如决策 {decision}），在“落实到”填它的编号；“印证了原计划”也可以登记为一条决策。",
            decision
        ),
    }
}

crate::cases! {
    "a decision says so from its end": passes { "research.yaml": "- {id: interviews, title: Interviews, date: 2026-03-02, findings: Price decides}\n", "decisions.yaml": "- {title: Price, because_of: [interviews]}\n" };
    "it says so itself": passes { "research.yaml": "- {id: interviews, title: Interviews, date: 2026-03-02, findings: Price decides, leads_to: [price]}\n", "decisions.yaml": "- {id: price, title: Price}\n" };
    "implications in words are not enough": found at "research.yaml:1:11 leads_to" { "research.yaml": "- {title: Interviews, date: 2026-03-02, findings: Price decides, implications: Lower it}\n" };
    "a change that it led to cannot be read": not_assessable { "research.yaml": "- {id: interviews, title: Interviews, date: 2026-03-02, findings: Price decides}\n", "changes.yaml": "- {title: \"Price, because_of: [interviews]}\n" };
    "what has run out is history": not_assessable { "research.yaml": "- {title: Interviews, date: 2026-03-02, valid_until: 2026-05-29}\n" };
    "twenty working days later": not_assessable { "research.yaml": "- {title: Interviews, date: 2026-05-18, findings: Price decides}\n" };
    "no longer asked of what has no date": not_assessable { "research.yaml": "- {title: Interviews, findings: Price decides}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::{findings, outcome};

    #[test]
    fn four_weeks_are_given() {
        for (study, expected) in [
            ("date: 2026-05-18", 0), // twenty working days before 15 June
            ("date: 2026-05-15", 1),
            ("date: 2026-04-02, valid_until: 2026-05-31", 0),
            ("findings: [x]", 0),
            ("date: 2026-04-02, leads_to: [T-1]", 0),
        ] {
            let research = format!("- {{id: S, title: x, {study}}}\n");
            let files = [("research.yaml", research.as_str()), ("tasks.yaml", "- {id: T-1, name: Film}\n")];
            assert_eq!(findings(&RULE, &files), expected, "{study}");
        }
    }

    #[test]
    fn the_help_shows_an_id_that_is_free() {
        let research = ("research.yaml", "- {title: Buyer interviews, date: 2026-04-02, findings: [Noise matters]}\n");
        let help = outcome(&RULE, &[research, ("decisions.yaml", "- {id: D-07, title: x}\n")]).findings[0].finding.help.clone().unwrap();
        assert!(help.en.contains("`leads_to: [D-08]`") && help.zh.contains("例如决策 D-08"), "{help:?}");
    }

    #[test]
    fn what_it_means_is_quoted() {
        let text = "编号,标题,日期,主要发现,启示\nDY-01,入户访谈,2026-04-02,怕吵；怕占地方,先把噪声降下来\n";
        let finding = &outcome(&RULE, &[("市场调研.csv", text)]).findings[0].finding;
        assert_eq!(finding.message.zh, "4月2日的DY-01“入户访谈”有2条发现，没有目标、任务、决策或调整引用它。");
        assert!(finding.help.as_ref().unwrap().zh.starts_with("“先把噪声降下来”由哪条记录落实"));
    }
}
