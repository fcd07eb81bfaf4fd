use std::collections::BTreeSet;

use crate::checklist::{Finding, RuleContext, Subject, Verdict, called};
use crate::project::registers::strategy::Change;
use crate::project::{Kind, Project, RecordId};
use crate::text::Message;
use crate::{both, rule, say};

rule! { "change-leaves-campaign", Adjustments, Signal, Warning, Each, Planning..=Closing;
    title "Change moves a milestone and forgets the campaign that waits for it" "调整动了里程碑，没有提到依赖它的活动";
    what "An approved change that affects a milestone names every open campaign that waits for it." "影响某个里程碑的已批准调整，写明依赖它且未结束的每个活动。";
    why "Marketing learns of it when its own day has passed." "等市场部知道时，自己的日子已经过了。";
    fix "Add the campaign to `affects`, and move its days if need be." "在“影响对象”中加上该活动，必要时调整它的日期。";
    bad at "changes.yaml:1:67 affects" { "milestones.yaml": "- {id: M-1, name: On sale, forecast: 2026-07-10}\n", "campaigns.yaml": "- {id: C-1, name: Spring, start: 2026-07-20, needs: M-1}\n", "changes.yaml": "- {title: Later, raised: 2026-06-01, decision: approved, affects: [M-1]}\n" }
    good { "milestones.yaml": "- {id: M-1, name: On sale, forecast: 2026-07-10}\n", "campaigns.yaml": "- {id: C-1, name: Spring, start: 2026-07-20, needs: M-1}\n", "changes.yaml": "- {title: Later, raised: 2026-06-01, decision: approved, affects: [M-1, C-1]}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let project = judge.project;
    let approved = judge.subjects(&project.changes).filter(|change| change.is_approved());
    let waited_for: Vec<_> = approved.map(|change| (change, waiting(judge, &affected(project, change)))).filter(|(_, waiting)| !waiting.is_empty()).collect();
    for (change, waiting) in waited_for {
        let named = affected(project, change);
        let left: Vec<RecordId> = waiting.into_iter().filter(|campaign| !named.contains(campaign)).collect();
        let verdict = if left.is_empty() { Verdict::Pass } else { finding(project, change, &left).into() };
        judge.one(change.id, verdict);
    }
}

fn affected(project: &Project, change: Subject<'_, Change>) -> BTreeSet<RecordId> {
    change.affects.iter().flat_map(|affected| project.resolve(&affected.reference()).all().to_vec()).collect()
}

/// The open campaigns that wait for one of some open milestones.
fn waiting(judge: &RuleContext<'_>, affected: &BTreeSet<RecordId>) -> BTreeSet<RecordId> {
    let is_moved = |id: &RecordId| id.kind == Kind::Milestones && affected.contains(id);
    let hanging = judge.analysis.hanging.iter().filter(|hanging| !hanging.is_there && is_moved(&hanging.needs));
    hanging.map(|hanging| hanging.waits).filter(|id| id.kind == Kind::Campaigns).collect()
}

fn finding(project: &Project, change: Subject<'_, Change>, left: &[RecordId]) -> Finding {
    let names: Vec<Message> = left.iter().filter_map(|id| project.record(*id)).map(|entry| called(project, entry)).collect();
    let (record, campaigns) = (change.label(project), Message::list(&names));
    let message = say!(
        "{record} affects a milestone that {campaigns} {en_wait} for, and does not name {en_it}.",
        "{record}影响了{campaigns}所依赖的里程碑，却没有写明。",
        record, campaigns, en_wait = if left.len() == 1 { "waits" } else { "wait" }, en_it = if left.len() == 1 { "it" } else { "them" }
    );
    change.finding("affects", message).help(both!("Add the campaign to `affects`, and move its days if need be.", "在“影响对象”中加上该活动，必要时调整它的日期。"))
}

crate::cases! {
    "the milestone was reached": not_assessable { "milestones.yaml": "- {id: M-1, name: On sale, actual: 2026-06-10}\n", "campaigns.yaml": "- {id: C-1, name: Spring, start: 2026-07-20, needs: M-1}\n", "changes.yaml": "- {title: Later, decision: approved, affects: [M-1]}\n" };
    "nobody waits for it": not_assessable { "milestones.yaml": "- {id: M-1, name: On sale, forecast: 2026-07-10}\n", "changes.yaml": "- {title: Later, decision: approved, affects: [M-1]}\n" };
    "it was rejected": not_assessable { "milestones.yaml": "- {id: M-1, name: On sale, forecast: 2026-07-10}\n", "campaigns.yaml": "- {id: C-1, name: Spring, start: 2026-07-20, needs: M-1}\n", "changes.yaml": "- {title: Later, decision: rejected, affects: [M-1]}\n" };
    "nothing to judge": not_assessable {};
}
