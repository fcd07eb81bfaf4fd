//! What several rules say of what begins before what it needs is there.

use crate::analysis::campaigns::needs::Hanging;
use crate::checklist::finding::called;
use crate::checklist::rules::words::{day, no_date, workdays};
use crate::checklist::{Finding, RuleContext, Subject, Verdict};
use crate::project::{Record, RecordId};
use crate::text::Message;
use crate::{both, say};

/// The verdict on a record: hit by the need that comes last, if any comes too late.
pub(super) fn verdict<T: Record>(judge: &RuleContext<'_>, subject: Subject<'_, T>, field: &str) -> Verdict {
    let hanging = judge.analysis.hanging.iter().filter(|hanging| hanging.waits == subject.id && hanging.float.is_some());
    let Some(first) = hanging.min_by_key(|hanging| hanging.float) else { return no_date() };
    if first.is_hit() { finding(judge, subject, field, first).into() } else { Verdict::Pass }
}

fn finding<T: Record>(judge: &RuleContext<'_>, subject: Subject<'_, T>, field: &str, hanging: &Hanging) -> Finding {
    let project = judge.project;
    let (record, from) = (subject.label(project), day(project, hanging.from));
    let needs = name(judge, hanging.needs);
    let expected = hanging.expected.map_or_else(Message::default, |expected| day(project, expected));
    let short = workdays(-hanging.float.unwrap_or_default());
    let message = say!(
        "{record} begins on {from}, but {needs} is expected on {expected}: {short} too late.",
        "{record}定于{from}开始，但{needs}预计{expected}才到位，晚{short}。",
        record,
        from,
        needs,
        expected,
        short
    );
    subject.finding(field, message).help(both!(
        "Move its day, bring forward what it needs, or take that out of `needs`.",
        "调整日期，提前它依赖的事项，或从“依赖”中去掉该项。"
    ))
}

/// What a record is called.
pub(super) fn name(judge: &RuleContext<'_>, id: RecordId) -> Message {
    judge.project.record(id).map_or_else(Message::default, |entry| called(judge.project, entry))
}
