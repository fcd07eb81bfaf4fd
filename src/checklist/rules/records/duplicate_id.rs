use super::reading;
use crate::checklist::Judge;
use crate::project::Kind;
use crate::rule;
use crate::source::ProblemKind;

rule! { "duplicate-id", Records, Quality, Error, Clash, Initiation..=Closed;
    title "Two records have the same id" "两条记录编号相同";
    what "An id is unique in its register." "编号在同一登记册中不重复。";
    why "A reference to the id means one of the two, and nobody knows which." "引用这个编号时，分不清指的是哪一条。";
    fix "Give one of the two another id, and correct what refers to it." "把其中一条改成别的编号，并更正对它的引用。";
    bad { "risks.csv": "id,title\nR-1,Agency delivers late\nR-1,Samples are late\n" }
    good { "risks.csv": "id,title\nR-1,Agency delivers late\nR-2,Samples are late\n" }
    check
}

fn check(judge: &mut Judge<'_>) {
    let own = Kind::ALL.iter().flat_map(|kind| judge.project.registers.of(*kind)).filter(|entry| entry.has_own_id()).count();
    reading::judge(judge, &[ProblemKind::DuplicateId], own);
}
