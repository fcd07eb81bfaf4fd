use crate::checklist::{Finding, RuleContext, Place, Verdict};
use crate::project::{Kind, OwnFiles};
use crate::{both, rule, say};

rule! { "duplicate-id", Records, Quality, Error, Clash, Initiation..=Closed;
    title "Two records have the same id" "两条记录编号相同";
    what "An id is unique in its register." "编号在同一登记册中不重复。";
    why "A reference to the id means one of the two, and nobody knows which." "引用这个编号时，分不清指的是哪一条。";
    fix "Give one of the two another id, and correct what refers to it." "把其中一条改成别的编号，并更正对它的引用。";
    bad at "risks.csv:3:1 id" { "risks.csv": "id,title\nR-1,Agency delivers late\nR-1,Samples are late\n" }
    good { "risks.csv": "id,title\nR-1,Agency delivers late\nR-2,Samples are late\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let project = judge.project;
    let own_files = if project.duplicates.is_empty() { OwnFiles::default() } else { OwnFiles::of(project) };
    for duplicate in &project.duplicates {
        let register = own_files.called(duplicate.second.kind);
        let message = say!(
            "Two records of {register} have the id “{id}”.",
            "{register}有两条记录的编号都是“{id}”。",
            register, id = &duplicate.id
        );
        let finding = Finding::new(Place::Record(duplicate.second, "id".to_owned()), message)
            .see(Place::Record(duplicate.first, "id".to_owned()), both!("the first one is here", "第一条在这里"))
            .help(both!("Give one of the two another id, and correct what refers to it.", "把其中一条改成别的编号，并更正对它的引用。"));
        judge.one(duplicate.second, finding.into());
    }
    let own = Kind::ALL.iter().flat_map(|kind| project.registers.of(*kind)).filter(|entry| entry.has_own_id()).count();
    for _ in project.duplicates.len()..own {
        judge.once(Verdict::Pass);
    }
}

crate::cases! {
    "a translation is the same record": passes { "risks/R-1.md": "---\nid: R-1\ntitle: Agency delivers late\n---\n", "risks/R-1.zh-CN.md": "---\nid: R-1\ntitle: 代理商延期\n---\n" };
    "an action that is carried on": passes { "meetings.yaml": "- {id: M-1, date: 2026-06-01, actions: [{id: A-1, what: Call}]}\n- {id: M-2, date: 2026-06-08, actions: [{id: A-1, what: Call}]}\n" };
    "the same id in two registers": passes { "risks.yaml": "- {id: X-1, title: Agency delivers late}\n", "tasks.yaml": "- {id: X-1, name: Film}\n" };
    "nothing to judge": not_assessable {};
}
