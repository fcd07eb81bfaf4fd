use crate::checklist::{RuleContext, Verdict};
use crate::project::{Kind, RecordId};
use crate::{both, rule, say};

rule! { "content-approved-by-author", Coordination, Quality, Warning, Folded, Planning..=Closing;
    title "Content is approved by who wrote it" "内容由作者本人审批";
    what "No piece of content that is still to appear is approved by its own author." "未发布的内容都不由作者本人批准。";
    why "Nobody else has read the claims that the company answers for." "公司要负责的宣传用语，没有第二个人看过。";
    fix "Name another person as `approver`." "“批准人”换成另一个人。";
    bad at "content-calendar.yaml:1:42 approver" { "people.yaml": "- {id: li-na, name: Li Na}\n", "content-calendar.yaml": "- {title: Film, author: li-na, approver: Li Na, status: draft}\n" }
    good { "people.yaml": "- {id: li-na, name: Li Na}\n- {id: wu, name: Wu Di}\n", "content-calendar.yaml": "- {title: Film, author: li-na, approver: wu, status: draft}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let project = judge.project;
    let both_named = judge.subjects(&project.content).filter(|content| content.is_open() && content.author.is_some() && content.approver.is_some());
    judge.each(both_named, |content| {
        let author = project.owner(content.author.as_ref());
        let approver: Option<RecordId> = content.approver.as_ref().and_then(|approver| project.resolve(&approver.reference()).one());
        let (Some(author), Some(approver)) = (author, approver) else { return Verdict::NotAssessable(both!("Nobody is known by that name.", "没有叫这个名字的人。")) };
        if approver != (RecordId { kind: Kind::People, index: author }) {
            return Verdict::Pass;
        }
        let record = content.label(project);
        let message = say!("{record} is approved by its own author.", "{record}由作者本人批准。", record);
        content.finding("approver", message).help(both!("Name another person as `approver`.", "“批准人”换成另一个人。")).into()
    });
}

crate::cases! {
    "what has appeared is left alone": not_assessable { "people.yaml": "- {id: li-na, name: Li Na}\n", "content-calendar.yaml": "- {title: Film, author: li-na, approver: li-na, published_on: 2026-05-04}\n" };
    "nobody is named": not_assessable { "content-calendar.yaml": "- {title: Film, status: draft}\n" };
    "nothing to judge": not_assessable {};
}
