use super::deliverables::{finished, is_finished, planned};
use crate::checklist::{RuleContext, Severity, Subject, Verdict};
use crate::project::registers::coordination::Responsibility;
use crate::project::{Project, RecordId};
use crate::source::fold::fold;
use crate::text::Message;
use crate::{both, rule, say};

rule! { "deliverable-without-single-accountable", Coordination, Quality, Error, Each, Planning..=Closing;
    asks { Responsibilities: accountable; }
    title "Deliverable has no single accountable party" "交付物没有唯一的最终负责人";
    what "Every row of the responsibilities has exactly one A." "责任分配表每行有且只有一个 A。";
    why "When two decide, each waits for the other; when nobody does, it is decided on the last day." "两个人都能拍板，往往谁也不拍板；没人拍板，就拖到最后一天。";
    fix "Leave one `A`; make the others `R` or `C`." "只留一个 A，其余改为 R 或 C。";
    bad at "responsibilities.md:3:25 accountable" { "responsibilities.md": "| Deliverable | Li Na | Chen Wei |\n|---|---|---|\n| Launch announcement | A | A |\n" }
    good { "责任分配.md": "| 交付物 | 李娜 | 陈伟 |\n|---|---|---|\n| 上市公告 | A/R | C |\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let project = judge.project;
    let finished = finished(&planned(project));
    judge.each(judge.subjects(&project.responsibilities), |row| match verdict(project, row) {
        Verdict::Fail(finding) if is_finished(&finished, &row.deliverable) => finding.at(Severity::Warning).into(),
        verdict => verdict,
    });
}

fn verdict(project: &Project, row: Subject<'_, Responsibility>) -> Verdict {
    let record = row.label(project);
    match accountable(project, row.entry()).as_slice() {
        [_] => Verdict::Pass,
        [] => {
            let message =
                say!("{record} has no A.", "{record}没有 A（最终负责人）。", record);
            let help = both!("Write one `A`, beside an R as `A/R`.", "写一个 A；同一人也执行的写 A/R。");
            row.finding("accountable", message).help(help).into()
        }
        names => {
            let list = Message::list(names);
            let message = say!("{record} has A for {list}.", "{record}的 A 有{zh_n}位：{list}。", record, list, zh_n = names.len());
            row.finding("accountable", message).help(both!("Leave one `A`; make the others `R` or `C`.", "只留一个 A，其余改为 R 或 C。")).into()
        }
    }
}

/// The parties that have an A, each once, however often and by whatever name they are written.
fn accountable(project: &Project, row: &Responsibility) -> Vec<Message> {
    let mut seen: Vec<(Option<RecordId>, String)> = Vec::new();
    let mut names = Vec::new();
    for party in &row.accountable {
        let key = (project.resolve(&party.reference()).one(), fold(party.text()));
        let is_known = seen.iter().any(|(record, text)| *text == key.1 || (record.is_some() && *record == key.0));
        if !is_known {
            names.push(Message::same(party.text().to_owned()));
            seen.push(key);
        }
    }
    names
}

crate::cases! {
    "both letters in one cell": passes { "people.yaml": "- {id: li-na, name: Li Na}\n", "responsibilities.csv": "deliverable,Li Na\nFilm,A/R\n" };
    "two that are accountable": found at "responsibilities.yaml:1:26 accountable" { "responsibilities.yaml": "- {deliverable: Film, A: [Li Na, Sam], R: Li Na}\n" };
    "of what is finished": hinted at "responsibilities.yaml:1:17 accountable" { "milestones.yaml": "- {name: Live, deliverable: Film, actual: 2026-05-04}\n", "responsibilities.yaml": "- {deliverable: Film, R: Li Na}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::Severity;
    use crate::checklist::rules::tests::{findings, outcome};

    #[test]
    fn one_a_in_each_row() {
        for (text, expected) in [
            ("交付物,李娜,陈伟\n上市公告,A,R\n", 0),
            ("交付物,李娜,陈伟\n上市公告,R,C\n", 1),
            ("交付物,李娜,陈伟\n上市公告,A,A/R\n", 1),
            ("交付物,负责人,执行人\n上市公告,李娜,陈伟\n", 0),
        ] {
            assert_eq!(findings(&RULE, &[("责任分配.csv", text)]), expected, "{text}");
        }
    }

    #[test]
    fn one_person_by_two_names_is_one() {
        let people = ("people.yaml", "- {id: li-na, name: Li Na}\n");
        let raci = ("raci.yaml", "- {deliverable: Film, accountable: [li-na, Li Na]}\n");
        assert_eq!(findings(&RULE, &[people, raci]), 0);
    }

    #[test]
    fn a_row_of_something_finished_weighs_less() {
        let files = [
            ("milestones.yaml", "- {name: Launch, actual: 2026-06-01, deliverable: Film}\n"),
            ("raci.csv", "Deliverable,Bo,Ke\nFilm,R,C\n"),
        ];
        assert_eq!(outcome(&RULE, &files).findings[0].severity, Severity::Warning);
        assert_eq!(outcome(&RULE, &files[1..]).findings[0].severity, Severity::Error);
    }
}
