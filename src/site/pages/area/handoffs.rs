//! Whether departments hand things over in time.

use std::collections::BTreeMap;

use super::Panel;
use crate::analysis::handoffs::HandoffState;
use crate::both;
use crate::project::RecordId;
use crate::say;
use crate::site::view::page::Page;
use crate::site::view::parts::{Bar, Column, Row, Table, Value as Shown};
use crate::text::{Message, number};

/// The hand-offs of one department.
#[derive(Default)]
struct Given {
    on_time: usize,
    late: usize,
    not_recorded: usize,
    pending: usize,
}

impl Given {
    fn add(&mut self, state: HandoffState) {
        match state {
            HandoffState::OnTime => self.on_time += 1,
            HandoffState::Late(_) => self.late += 1,
            HandoffState::NotRecorded => self.not_recorded += 1,
            HandoffState::Pending => self.pending += 1,
            HandoffState::NotAssessable | HandoffState::Cancelled => {}
        }
    }

    const fn count(&self) -> usize {
        self.on_time + self.late + self.not_recorded + self.pending
    }
}

/// Hand-offs by the department that gives; `None` if none can be told.
pub(super) fn panel(page: Page<'_>) -> Option<Panel> {
    let mut by_department: BTreeMap<Option<RecordId>, Given> = BTreeMap::new();
    for (handoff, state) in page.whole.project.handoffs.iter().zip(&page.whole.analysis.handoffs) {
        let from = handoff.from.as_ref().and_then(|from| page.whole.project.resolve(&from.reference()).one());
        by_department.entry(from).or_default().add(*state);
    }
    let mut departments: Vec<(Option<RecordId>, Given)> = by_department.into_iter().filter(|(_, given)| given.count() > 0).collect();
    departments.sort_by_key(|(_, given)| std::cmp::Reverse((given.late, given.not_recorded, given.count())));
    let column = |title: Message| Column::plain(page.say(&title)).class("num");
    (!departments.is_empty()).then(|| Panel {
        id: "on-time",
        title: page.say(&both!("Hand-offs on time", "交接按时情况")),
        say: Some(page.say(&sentence(page))),
        picture: None,
        figures: Vec::new(),
        table: Some(Table {
            id: "t-on-time".to_owned(),
            caption: page.say(&both!(
                "By the department that hands over. Bar: the share on time of those on time or late; what is not recorded is not counted",
                "按移交部门统计。条形：按时的占比（按时与延迟之中）；未登记的不计入"
            )),
            columns: vec![
                Column::plain(page.say(&both!("Department", "部门"))),
                Column::plain(page.say(&both!("On time", "按时"))).class("barcol"),
                column(both!("Late", "延迟")),
                column(both!("Not recorded", "未登记")),
                column(both!("Not due yet", "尚未到期")),
            ],
            rows: departments.iter().map(|(department, given)| row(page, *department, given)).collect(),
        }),
    })
}

fn sentence(page: Page<'_>) -> Message {
    let totals = &page.whole.analysis.handoff_totals;
    let judged = totals.on_time + totals.late;
    let rate = match totals.rate().map(number::percent) {
        None => both!("No hand-off is over yet, on time or late.", "还没有已完成或延迟的交接。"),
        Some(rate) => {
            say!(
                "{on_time} of {judged} hand-offs were on time ({rate}).",
                "{judged}次交接中{on_time}次按时（{rate}）。",
                on_time = totals.on_time,
                judged,
                rate
            )
        }
    };
    let open = page.whole.analysis.handoffs.iter().filter(|state| matches!(state, HandoffState::Late(late) if late.is_open)).count();
    let open = match open {
        0 => Message::default(),
        1 => both!(" 1 is late and still open.", "1次已延迟、仍未完成。"),
        open => say!(" {open} are late and still open.", "{open}次已延迟、仍未完成。", open),
    };
    let unknown = match totals.not_recorded {
        0 => Message::default(),
        n => say!(" Of {n} past their date nothing is recorded.", "{n}次已过日期而没有登记。", n),
    };
    say!("{rate}{open}{unknown}", "{rate}{open}{unknown}", rate, open, unknown)
}

fn row(page: Page<'_>, department: Option<RecordId>, given: &Given) -> Row {
    let name = department.map_or_else(|| Shown::text(page.say(&both!("Not recorded", "未登记"))), |id| Shown::line(page.record(id)));
    let judged = given.on_time + given.late;
    let on_time = match judged {
        0 => Shown::text("–"),
        judged => {
            let words = say!("{on_time} of {judged}", "{on_time}/{judged}", on_time = given.on_time, judged);
            let share = given.on_time as f64 / judged as f64;
            Shown::text(page.say(&words)).bar(Bar::part(share)).sort(&share)
        }
    };
    let count = |n: usize| Shown::text(n.to_string()).sort(&n);
    Row::new(vec![name, on_time, count(given.late), count(given.not_recorded), count(given.pending)])
}
