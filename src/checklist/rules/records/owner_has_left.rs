use crate::calendar::Date;
use crate::checklist::rules::owner::person_name;
use crate::checklist::rules::words::{action_name, day};
use crate::checklist::{Finding, Place, RuleContext, Verdict, label};
use crate::project::{Kind, RecordId};
use crate::text::Message;
use crate::{rule, say};

rule! { "owner-has-left", Records, Quality, Warning, Folded, Initiation..=Closed;
    title "Owner has left the project" "负责人已离开项目";
    what "What is open belongs to somebody who is still there: `left_on` of its owner is not past." "未完成的事项由仍在项目中的人负责：负责人的“离开日期”未过。";
    why "Nobody does it, and nobody notices until it is late." "没有人做，到逾期才会发现。";
    fix "Agree a new owner and write the name; what is finished keeps the old one." "商定新的负责人并填写姓名；已完成的事项保留原负责人。";
    bad at "tasks.yaml:1:23 owner" { "people.yaml": "- {id: li-na, name: Li Na, left_on: 2026-06-05}\n", "tasks.yaml": "- {name: Film, owner: li-na}\n" }
    good { "people.yaml": "- {id: li-na, name: Li Na, left_on: 2026-06-05}\n- {id: xu, name: Xu}\n", "tasks.yaml": "- {name: Film, owner: xu}\n- {name: Texts, owner: li-na, status: done}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let project = judge.project;
    for kind in Kind::ALL.iter().copied() {
        for (index, entry) in project.registers.of(kind).into_iter().enumerate() {
            let id = RecordId { kind, index };
            let Some(owner) = project.owner(entry.owner()).filter(|_| !judge.analysis.is_finished(project, id)) else { continue };
            let field = entry.kind().tracked().owner.unwrap_or_default();
            let told = |on| finding(judge, Place::Record(id, field.to_owned()), &label(project, entry), owner, on);
            let verdict = left(judge, owner).map_or(Verdict::Pass, |on| told(on).into());
            judge.one(id, verdict);
        }
    }
    // Actions are kept within minutes, risks and reviews too.
    for action in judge.analysis.actions.iter().filter(|action| action.is_open()) {
        let Some(place) = action.newest().filter(|place| place.item.is_some()) else { continue };
        let Some(owner) = project.owner(action.owner.as_ref()) else { continue };
        let Some(on) = left(judge, owner) else { continue };
        let at = Place::Record(place.record, place.path("owner"));
        judge.one(place.record, finding(judge, at, &action_name(project, action), owner, on).into());
    }
}

/// The last day of somebody who has left.
fn left(judge: &RuleContext<'_>, person: usize) -> Option<Date> {
    judge.project.people.get(person)?.left_on.filter(|on| *on < judge.today())
}

fn finding(judge: &RuleContext<'_>, place: Place, record: &Message, owner: usize, on: Date) -> Finding {
    let project = judge.project;
    let (name, on) = (person_name(project, owner), day(project, on));
    let message = say!("{record}: {name}, who answers for it, left on {on}.", "{record}：负责人{name}已于{on}离开。", record, name, on);
    let help = say!("Type the person who takes it over from {name}.", "填写接替{name}的人。", name);
    Finding::new(place, message).help(help)
}

crate::cases! {
    "somebody who leaves later": passes { "people.yaml": "- {id: li-na, name: Li Na, left_on: 2026-07-31}\n", "tasks.yaml": "- {name: Film, owner: li-na}\n" };
    "an action of minutes": found at "meetings.yaml:1:52 actions.0.owner" { "people.yaml": "- {id: li-na, name: Li Na, left_on: 2026-06-05}\n", "meetings.yaml": "- {date: 2026-06-02, actions: [{what: Call, owner: li-na, due: 2026-06-19}]}\n" };
    "an action against a risk is theirs, the risk is not": found at "risks.yaml:1:58 actions.0.owner" { "people.yaml": "- {id: li-na, name: Li Na, left_on: 2026-06-05}\n- {id: xu, name: Xu}\n", "risks.yaml": "- {title: Rain, owner: xu, actions: [{what: Tent, owner: li-na}]}\n" };
    "what they did before": not_assessable { "people.yaml": "- {id: li-na, name: Li Na, left_on: 2026-06-05}\n", "meetings.yaml": "- {date: 2026-06-02, attendees: [li-na], actions: [{what: Call, owner: li-na, status: done, done_on: 2026-06-03}]}\n" };
}
