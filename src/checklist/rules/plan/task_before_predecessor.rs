use crate::analysis::plan::{State, planned_end};
use crate::calendar::Calendar;
use crate::checklist::rules::words::{day, no_date, workdays};
use crate::checklist::{Finding, RuleContext, Place, Subject, Verdict, label};
use crate::project::registers::plan::{DependencyKind, Task};
use crate::project::types::{ChoiceType, Lag};
use crate::project::RecordId;
use crate::text::Message;
use crate::{both, rule, say};

rule! { "task-before-predecessor", Plan, Signal, Warning, Each, Planning..=Closing;
    title "Task is planned before what it waits for" "任务排在前置任务之前";
    what "An open task is planned no earlier than its predecessors and their lags allow; it may begin on the day a predecessor ends." "未完成的任务不早于前置任务及滞后量所允许的日期；可以在前置任务结束当天开始。";
    why "The dates cannot all hold, and the later one is the true one." "两个日期不可能都成立，真正算数的是晚的那个。";
    fix "Move the task, or change the link (`after`, its `kind` or `lag`) if the work can overlap." "推迟任务；确实可以并行的，修改“前置任务”的关系或滞后量。";
    bad at "tasks.yaml:2:31 start" { "tasks.yaml": "- {id: T-1, name: Film, start: 2026-06-08, end: 2026-07-03}\n- {id: T-2, name: Cut, start: 2026-06-29, end: 2026-07-10, after: [T-1]}\n" }
    good { "tasks.yaml": "- {id: T-1, name: Film, start: 2026-06-08, end: 2026-07-03}\n- {id: T-2, name: Cut, start: 2026-07-03, end: 2026-07-10, after: [T-1]}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let analysis = judge.analysis;
    let linked = judge.subjects(&judge.project.tasks).filter(|task| analysis.is_open(task.id) && !task.after.is_empty());
    judge.each_by(linked, verdict);
}

fn verdict(judge: &RuleContext<'_>, task: Subject<'_, Task>) -> Verdict {
    let links: Vec<Link<'_>> = task.after.iter().filter_map(|after| Link::of(judge, after, &task)).collect();
    if links.is_empty() {
        return no_date();
    }
    match links.into_iter().filter(|link| link.early > 0).max_by_key(|link| link.early) {
        Some(link) => finding(judge, task, &link).into(),
        None => Verdict::Pass,
    }
}

/// A dependency whose days are known.
struct Link<'p> {
    predecessor: RecordId,
    task: &'p Task,
    kind: DependencyKind,
    /// Working days by which the task is planned too early.
    early: i64,
}

impl<'p> Link<'p> {
    /// `None` where a day is not known, where both have happened, and for what nobody waits for any more.
    fn of(judge: &RuleContext<'p>, after: &crate::project::registers::plan::Dependency, task: &Task) -> Option<Self> {
        let predecessor = judge.project.resolve(&after.task.as_ref()?.reference()).one()?;
        let before: &'p Task = judge.project.tasks.get(predecessor.index)?;
        let is_cancelled = judge.analysis.dates(predecessor).is_some_and(|dates| dates.state == State::Cancelled);
        if is_cancelled || (!judge.analysis.is_open(predecessor) && task.actual_start.is_some()) {
            return None;
        }
        let kind = after.kind.unwrap_or(DependencyKind::Fs);
        let lag = after.lag.map_or(0, Lag::days);
        let early = too_early(kind, lag, before, task, &judge.project.calendar)?;
        Some(Self { predecessor, task: before, kind, early })
    }
}

/// How many working days later the task would have to be. A day has no hours: on one and the same day, one thing may follow another.
fn too_early(kind: DependencyKind, lag: i64, before: &Task, task: &Task, calendar: &Calendar) -> Option<i64> {
    let (start, end) = (before.actual_start.or(before.start), before.actual_end.or_else(|| planned_end(before, calendar)));
    let (bound, bounded) = match kind {
        DependencyKind::Fs => (end?, task.actual_start.or(task.start)?),
        DependencyKind::Ss => (start?, task.actual_start.or(task.start)?),
        DependencyKind::Ff => (end?, planned_end(task, calendar)?),
        DependencyKind::Sf => (start?, planned_end(task, calendar)?),
    };
    // With a lag, a start counts from the day after the end.
    let next_day = i64::from(kind == DependencyKind::Fs && lag > 0);
    Some(lag + next_day - calendar.distance(bound, bounded))
}

fn finding(judge: &RuleContext<'_>, task: Subject<'_, Task>, link: &Link<'_>) -> Finding {
    let (record, early) = (task.label(judge.project), workdays(link.early));
    let before = judge.project.record(link.predecessor).map(|entry| label(judge.project, entry)).unwrap_or_default();
    let field = if matches!(link.kind, DependencyKind::Ff | DependencyKind::Sf) { "end" } else { "start" };
    let (own, other) = match link.kind {
        DependencyKind::Fs => (task.start, link.task.end),
        DependencyKind::Ss => (task.start, link.task.start),
        DependencyKind::Ff => (task.end, link.task.end),
        DependencyKind::Sf => (task.end, link.task.start),
    };
    let [own, other] = [own, other].map(|date| date.map_or_else(Message::default, |date| day(judge.project, date)));
    let kind = link.kind.key().to_uppercase();
    let message = say!(
        "{record} ({own}) is planned {early} earlier than {before} ({other}) allows by {kind}.",
        "{record}（{own}）比前置任务{before}（{other}，{kind}）所允许的早{early}。",
        record, own, early, before, other, kind
    );
    let help = both!("Move the task, or correct `after` if the work can overlap.", "推迟任务；可以并行的，修改“前置任务”。");
    task.finding(field, message).see(Place::Record(link.predecessor, String::new()), both!("the predecessor", "前置任务")).help(help)
}

crate::cases! {
    "the same day is allowed": passes { "tasks.yaml": "- {id: a, name: A, start: 2026-06-15, end: 2026-06-19}\n- {id: b, name: B, start: 2026-06-19, end: 2026-06-26, after: [a]}\n" };
    "the lag counts": found at "tasks.yaml:2:27 start" { "tasks.yaml": "- {id: a, name: A, start: 2026-06-15, end: 2026-06-19}\n- {id: b, name: B, start: 2026-06-22, end: 2026-06-26, after: [{task: a, kind: FS, lag: 3}]}\n" };
    "both begin together": passes { "tasks.yaml": "- {id: a, name: A, start: 2026-06-15, end: 2026-06-19}\n- {id: b, name: B, start: 2026-06-15, end: 2026-06-26, after: [{task: a, kind: SS}]}\n" };
    "the other one has no days": not_assessable { "tasks.yaml": "- {id: a, name: A}\n- {id: b, name: B, start: 2026-06-15, end: 2026-06-26, after: [a]}\n" };
    "nobody waits for what is cancelled": not_assessable { "tasks.yaml": "- {id: a, name: A, end: 2026-07-10, status: cancelled}\n- {id: b, name: B, start: 2026-06-15, end: 2026-06-26, after: [a]}\n" };
    "both are done": not_assessable { "tasks.yaml": "- {id: a, name: A, start: 2026-06-01, end: 2026-06-05, percent: 100}\n- {id: b, name: B, start: 2026-06-01, end: 2026-06-05, percent: 100, after: [a]}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::findings;

    #[test]
    fn what_links_allow() {
        for (first, second, expected) in [
            ("start: 2026-06-08, end: 2026-07-03", "start: 2026-07-03, after: [A]", 0), // the same day
            ("start: 2026-06-08, end: 2026-07-03", "start: 2026-07-02, after: [A]", 1),
            ("start: 2026-06-08, end: 2026-07-03", "start: 2026-07-07, after: [{task: A, lag: 2}]", 1),
            ("start: 2026-06-08, end: 2026-07-03", "start: 2026-07-08, after: [{task: A, lag: 2}]", 0),
            ("start: 2026-06-08, end: 2026-07-03", "start: 2026-06-29, after: [{task: A, lag: -5}]", 0),
            ("start: 2026-06-08, end: 2026-07-03", "start: 2026-06-05, after: [{task: A, kind: SS}]", 1),
            ("start: 2026-06-08, end: 2026-07-03", "end: 2026-07-02, after: [{task: A, kind: FF}]", 1),
            ("percent: 0", "start: 2026-06-05, after: [A]", 0),
            ("start: 2026-05-08, end: 2026-06-12, actual_end: 2026-06-12", "start: 2026-06-08, actual_start: 2026-06-08, after: [A]", 0),
        ] {
            let tasks = format!("- {{id: A, name: a, {first}}}\n- {{id: B, name: b, {second}}}\n");
            assert_eq!(findings(&RULE, &[("tasks.yaml", &tasks)]), expected, "{second}");
        }
    }
}
