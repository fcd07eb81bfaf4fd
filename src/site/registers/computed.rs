//! Columns of registers that no one types: what the analysis knows of each record.

use crate::analysis::cadence;
use crate::analysis::tickets::Wait;
use crate::calendar::{Every, Unit};
use crate::project::{Kind, RecordId};
use crate::site::present::state::overdue;
use crate::site::present::{goal, movement, risk};
use crate::site::view::page::Page;
use crate::site::view::parts::{Glyph, Status, Tone, Value as Shown};
use crate::text::{Lang, Message, Said, plural};
use crate::{both, say};

/// A column of a register.
pub(crate) struct WorkedOut {
    kind: Kind,
    name: &'static str,
    /// Its head.
    pub(crate) title: Message,
    /// How its cells stand.
    pub(crate) class: &'static str,
    /// The cell of a record; `None` if there is nothing to tell.
    pub(crate) cell: fn(Page<'_>, RecordId) -> Option<Shown>,
}

static COLUMNS: [WorkedOut; 13] = [
    WorkedOut { kind: Kind::Goals, name: "verdict", title: both!("Outcome", "结果"), class: "", cell: goal::outcome },
    WorkedOut { kind: Kind::Risks, name: "score", title: both!("Score now", "当前得分"), class: "nw", cell: score },
    WorkedOut {
        kind: Kind::Risks, name: "assessed", title: both!("Before → after", "应对前→应对后"), class: "nw", cell: assessed
    },
    WorkedOut { kind: Kind::Risks, name: "review", title: both!("Next review", "下次评审"), class: "nw", cell: review },
    WorkedOut { kind: Kind::Milestones, name: "slip", title: both!("Slip", "偏差"), class: "nw", cell: slip },
    WorkedOut { kind: Kind::Milestones, name: "by_tasks", title: both!("By its tasks", "按任务推算"), class: "nw", cell: by_tasks },
    WorkedOut { kind: Kind::Tasks, name: "slip", title: both!("Slip", "偏差"), class: "nw", cell: slip },
    WorkedOut { kind: Kind::Cadences, name: "held", title: both!("Held of due", "已开/应开"), class: "nw", cell: held },
    WorkedOut { kind: Kind::Cadences, name: "last_held", title: both!("Last held", "最近一次"), class: "nw", cell: last_held },
    WorkedOut {
        kind: Kind::Cadences,
        name: "missed",
        title: both!("Missed or without notes, in a row", "连续未开或无纪要"),
        class: "nw",
        cell: missed,
    },
    WorkedOut { kind: Kind::Tickets, name: "solved_in", title: both!("Solved in", "解决用时"), class: "nw", cell: solved_in },
    WorkedOut {
        kind: Kind::Changes, name: "to_decide", title: both!("Raised → decided", "提出→决定"), class: "nw", cell: to_decide
    },
    WorkedOut {
        kind: Kind::Changes, name: "to_apply", title: both!("Decided → applied", "决定→落实"), class: "nw", cell: to_apply
    },
];

/// The column of a register with a name.
pub(crate) fn column(kind: Kind, name: &str) -> Option<&'static WorkedOut> {
    COLUMNS.iter().find(|column| column.kind == kind && column.name == name)
}

/// Working days: "7 wd", 「7个工作日」.
pub(crate) fn workdays(days: impl Said) -> Message {
    say!("{days} wd", "{days}个工作日", days)
}

/// Calendar days: "7 d", 「7天」.
pub(crate) fn days(days: impl Said) -> Message {
    say!("{days} d", "{days}天", days)
}

/// Windows of a cadence, by what they are: "2 weeks", 「2周」.
pub(crate) fn windows(every: Option<Every>, n: usize) -> Message {
    let en_s = plural(n);
    match every {
        Some(Every::Units(1, Unit::Day)) => say!("{n} day{en_s}", "{n}天", n, en_s),
        Some(Every::Units(1, Unit::Week)) => say!("{n} week{en_s}", "{n}周", n, en_s),
        Some(Every::Units(1, Unit::Month)) => say!("{n} month{en_s}", "{n}个月", n, en_s),
        Some(Every::Units(1, Unit::Quarter)) => say!("{n} quarter{en_s}", "{n}个季度", n, en_s),
        Some(Every::Units(1, Unit::Year)) => say!("{n} year{en_s}", "{n}年", n, en_s),
        _ => say!("{n} period{en_s}", "{n}个周期", n, en_s),
    }
}

/// How often a series meets.
pub(crate) fn every(page: Page<'_>, id: RecordId) -> Option<Every> {
    page.whole.project.cadences.get(id.index).and_then(|cadence| cadence::every(cadence))
}

fn score(page: Page<'_>, id: RecordId) -> Option<Shown> {
    let shown = match (risk::now(page, id), risk::numbers(page, id)?.level) {
        (Some(now), _) => risk::scored(page, id, now),
        (None, Some(level)) => Shown::text(page.say(&level.label())),
        (None, None) => return None,
    };
    Some(if risk::is_opportunity(page, id) { shown.note(page.say(&both!("Opportunity", "机会"))) } else { shown })
}

fn assessed(page: Page<'_>, id: RecordId) -> Option<Shown> {
    let numbers = risk::numbers(page, id)?;
    let (before, after) = (numbers.inherent?.score, numbers.residual?.score);
    Some(Shown { drawing: movement::drawing(page, id), ..Shown::text(format!("{before} → {after}")).sort(&before) })
}

/// When an open risk is to be reviewed, and how long that is overdue.
fn review(page: Page<'_>, id: RecordId) -> Option<Shown> {
    let duty = page.whole.analysis.duties.of_record(id)?;
    let day = duty.due?;
    let shown = Shown::from(page.day(day)).sort(&day);
    Some(match duty.workdays_late {
        Some(workdays) => shown.note(page.say(&overdue(workdays))),
        None => shown,
    })
}

/// How far the day that counts is from the day once agreed.
fn slip(page: Page<'_>, id: RecordId) -> Option<Shown> {
    let shift = page.whole.analysis.dates(id)?.shift?;
    let words = workdays(crate::text::number::signed(shift.workdays as f64, 0));
    let shown = match shift.workdays {
        0 => Shown::text("0"),
        1.. => Shown::status(Status::new(Tone::Warn, &words, page.lang)),
        _ => Shown::text(page.say(&words)),
    };
    Some(shown.sort(&shift.workdays))
}

/// The latest computed end of the tasks that lead to an open milestone.
fn by_tasks(page: Page<'_>, id: RecordId) -> Option<Shown> {
    let day = page.whole.analysis.schedule.milestones.get(id.index).copied().flatten().filter(|_| page.whole.analysis.is_open(id))?;
    Some(Shown::from(page.day(day)).sort(&day))
}

fn held(page: Page<'_>, id: RecordId) -> Option<Shown> {
    let numbers = page.whole.analysis.cadences.get(id.index)?;
    let (held, due) = (numbers.kept() + numbers.late(), numbers.expected());
    if due == 0 {
        return None;
    }
    let words = say!("{held} of {due}", "{held}/{due}", held, due);
    let shown = Shown::text(page.say(&words)).sort(&numbers.rate().unwrap_or_default());
    Some(match numbers.late() {
        0 => shown,
        late => shown.note(page.say(&say!("{late} late", "{late}次延后", late))),
    })
}

fn last_held(page: Page<'_>, id: RecordId) -> Option<Shown> {
    let day = page.whole.analysis.cadences.get(id.index)?.last_held?;
    Some(Shown::from(page.day(day)).sort(&day))
}

fn missed(page: Page<'_>, id: RecordId) -> Option<Shown> {
    let numbers = page.whole.analysis.cadences.get(id.index).filter(|numbers| numbers.expected() > 0)?;
    let missed = numbers.missed_in_a_row();
    let words = say!("{missed} missed", "缺{missed}", missed = windows(every(page, id), missed));
    let shown = if missed == 0 { Shown::text("0") } else { Shown::status(Status::new(Tone::Warn, &words, page.lang)) };
    Some(shown.sort(&missed))
}

fn solved_in(page: Page<'_>, id: RecordId) -> Option<Shown> {
    let numbers = page.whole.analysis.tickets.get(id.index)?;
    match numbers.resolution {
        Wait::Took(days) => Some(Shown::text(page.say(&workdays(days))).sort(&days)),
        Wait::Waiting(days) => Some(waiting(&say!("Open for {days} wd", "已等{days}个工作日", days), page.lang).sort(&days)),
        Wait::Unknown => None,
    }
}

fn to_decide(page: Page<'_>, id: RecordId) -> Option<Shown> {
    let numbers = page.whole.analysis.changes.get(id.index)?;
    let is_decided = page.whole.project.changes.get(id.index)?.decided.is_some();
    let open = numbers.waiting.filter(|_| !is_decided);
    since(page, numbers.to_decide, open)
}

fn to_apply(page: Page<'_>, id: RecordId) -> Option<Shown> {
    let numbers = page.whole.analysis.changes.get(id.index)?;
    let decided = page.whole.project.changes.get(id.index)?.decided;
    let open = numbers.waiting.and(decided).map(|decided| decided.days_until(page.whole.project.report_date));
    since(page, numbers.to_apply, open)
}

/// What a step took, or how long it has been waited for.
fn since(page: Page<'_>, took: Option<i64>, open: Option<i64>) -> Option<Shown> {
    let taken = took.map(|took| Shown::text(page.say(&days(took))).sort(&took));
    taken.or_else(|| open.map(|open| waiting(&say!("{open} d so far", "已{open}天", open), page.lang).sort(&open)))
}

fn waiting(words: &Message, lang: Lang) -> Shown {
    Shown::status(Status::neutral(Glyph::Clock, words, lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_worked_out_column_is_shown() {
        for column in &COLUMNS {
            assert!(column.kind.shown().columns.contains(&column.name), "{:?} {}", column.kind, column.name);
        }
    }

    #[test]
    fn every_column_is_a_field_a_state_or_worked_out() {
        for kind in Kind::ALL.iter().copied() {
            let is_known =
                |name: &str| name == "status" || column(kind, name).is_some() || kind.fields().iter().any(|field| field.name == name);
            assert!(kind.shown().columns.iter().all(|name| is_known(name)), "{kind:?}");
        }
    }

    #[test]
    fn windows_are_counted_by_what_they_are() {
        let said = |every, n| windows(every, n);
        assert_eq!(said(Some(Every::Units(1, Unit::Week)), 2), both!("2 weeks", "2周"));
        assert_eq!(said(Some(Every::Units(1, Unit::Month)), 1), both!("1 month", "1个月"));
        assert_eq!(said(Some(Every::Units(2, Unit::Week)), 3), both!("3 periods", "3个周期"));
    }

    #[test]
    fn no_field_has_the_name_of_a_worked_out_column() {
        for column in &COLUMNS {
            assert!(column.kind.fields().iter().all(|field| field.name != column.name), "{:?} {}", column.kind, column.name);
        }
    }
}
