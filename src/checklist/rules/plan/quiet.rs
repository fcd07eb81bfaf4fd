//! What several rules say of campaigns and publications on days that are not for them.

use crate::analysis::campaigns::clashes::{Clash, With};
use crate::calendar::Date;
use crate::checklist::rules::words::{day, no_date};
use crate::checklist::{Finding, RuleContext, Subject, Verdict};
use crate::project::{Project, Record};
use crate::say;
use crate::text::Message;

/// The verdict on what begins on a day: a finding of the first thing of a kind that it meets.
pub(super) fn verdict<T: Record>(
    judge: &RuleContext<'_>,
    subject: Subject<'_, T>,
    begins: Option<Date>,
    meets: impl Fn(With) -> bool,
    finding: impl Fn(&Clash) -> Finding,
) -> Verdict {
    if begins.is_none() {
        return no_date();
    }
    Clash::of(&judge.analysis.clashes, subject.id, meets).map_or(Verdict::Pass, |clash| finding(clash).into())
}

/// "from 7 Jul to 9 Jul", 「7月7日至7月9日」; one day alone is that day.
pub(super) fn dates(project: &Project, clash: &Clash) -> Message {
    let (first, last) = (day(project, clash.first), day(project, clash.last));
    if clash.first == clash.last {
        return say!("on {first}", "{first}", first);
    }
    say!("from {first} to {last}", "{first}至{last}", first, last)
}
