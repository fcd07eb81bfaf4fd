use super::deliverables::{finished, is_finished, planned};
use crate::checklist::{RuleContext, Verdict};
use crate::{both, rule, say};

rule! { "deliverable-without-responsible", Coordination, Quality, Warning, Each, Planning..=Closing;
    asks { Responsibilities: responsible; }
    title "Deliverable has nobody who does it" "交付物没有执行人";
    what "Every row of the responsibilities has at least one R." "责任分配表每行至少有一个 R。";
    why "One answers for it, others are asked, and nobody has the work on the list." "有人负责、有人被咨询，却没人把活排进日程。";
    fix "Write `R` for whoever does it; `A/R` where it is the accountable person." "给实际执行的人写 R；由最终负责人自己做的写 A/R。";
    bad at "responsibilities.md:3:3 responsible" { "responsibilities.md": "| Deliverable | Li Na | Chen Wei |\n|---|---|---|\n| Launch announcement | A | C |\n" }
    good { "responsibilities.md": "| Deliverable | Li Na | Chen Wei |\n|---|---|---|\n| Launch announcement | A | R |\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let project = judge.project;
    let finished = finished(&planned(project));
    let open = judge.subjects(&project.responsibilities).filter(|row| !is_finished(&finished, &row.deliverable));
    judge.each(open, |row| {
        if !row.responsible.is_empty() {
            return Verdict::Pass;
        }
        let record = row.label(project);
        let message = say!("{record} has no R.", "{record}没有 R（执行人）。", record);
        let help = both!(
            "Write `R` for whoever does it; `A/R` where it is the accountable person.",
            "给实际执行的人写 R；由最终负责人自己做的写 A/R。"
        );
        row.finding("responsible", message).help(help).into()
    });
}

crate::cases! {
    "both letters in one cell": passes { "people.yaml": "- {id: li-na, name: Li Na}\n", "responsibilities.csv": "deliverable,Li Na\nFilm,A/R\n" };
    "support counts": passes { "people.yaml": "- {id: li-na, name: Li Na}\n", "responsibilities.csv": "deliverable,Li Na,Sam\nFilm,A,S\n" };
    "what is finished is left alone": not_assessable { "milestones.yaml": "- {name: Live, deliverable: Film, actual: 2026-05-04}\n", "responsibilities.yaml": "- {deliverable: Film, A: Li Na}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::findings;

    #[test]
    fn who_accounts_may_also_do_it() {
        for (text, expected) in [("Deliverable,Bo,Ke\nFilm,A/R,C\n", 0), ("Deliverable,Bo,Ke\nFilm,A,I\n", 1), ("交付物,负责人,执行人\n宣传片,李娜,陈伟\n", 0)] {
            assert_eq!(findings(&RULE, &[("raci.csv", text)]), expected, "{text}");
        }
        let done = ("tasks.yaml", "- {name: x, status: done, deliverable: Film}\n");
        assert_eq!(findings(&RULE, &[done, ("raci.csv", "Deliverable,Bo,Ke\nFilm,A,I\n")]), 0);
    }
}
