//! What the page of a person has of its own: what is due from them, what waits for them, and what they answer for.

use std::collections::BTreeSet;

use serde::Serialize;

use super::needs::{self, Needs};
use crate::analysis::duties::Duty;
use crate::analysis::needs::{Ask, Need};
use crate::project::{Kind, RecordId};
use crate::site::files::ics;
use crate::site::present::duty;
use crate::site::registers::order::urgency;
use crate::site::view::page::Page;
use crate::site::view::parts::{Column, Row, Table, Value as Shown};
use crate::text::{Message, plural};
use crate::{both, labels, say};

labels! {
    /// The words of the part.
    pub(super) struct PersonLabels {
        waiting: "Waiting for them", "待其处理";
        calendar: "These days as a calendar", "下载日程（日历文件）";
    }
}

/// So many rows stand in each table, so that the page stays light; the others stand in their registers.
const MOST_ROWS: usize = 60;
/// So many records of each other register are listed.
pub(super) const MOST_REFERRED: usize = 10;

/// The part of a person's page.
#[derive(Serialize)]
pub(super) struct PersonView {
    t: PersonLabels,
    due: Option<Table>,
    waiting: Option<Needs>,
    owned: Option<Table>,
    calendar: Option<String>,
    /// One sentence on it.
    #[serde(skip)]
    pub lead: Message,
    /// The records that it has, which need not be listed again.
    #[serde(skip)]
    pub listed: BTreeSet<RecordId>,
}

/// The part of the page of a person.
pub(super) fn of(page: Page<'_>, person: usize) -> PersonView {
    let duties = duty::of(page, person);
    let waiting = waiting(page, person);
    let mut listed: BTreeSet<RecordId> = duties.iter().map(|duty| duty.record).collect();
    let owned: Vec<RecordId> = owned(page, person).into_iter().filter(|id| !listed.contains(id)).collect();
    listed.extend(waiting.iter().map(|need| need.record).chain(owned.iter().copied()));
    PersonView {
        t: PersonLabels::of(page.lang),
        lead: lead(&duties, waiting.len()),
        listed,
        due: due(page, &duties),
        waiting: needs::of(page, &waiting),
        owned: table(page, &owned),
        calendar: ics::of_person(page, person).map(|path| page.file(&path)),
    }
}

/// What waits for them and is no duty of theirs.
fn waiting(page: Page<'_>, person: usize) -> Vec<Need> {
    let needs = page.whole.analysis.needs.iter().filter(|need| need.ask != Ask::Deliver);
    needs.filter(|need| need.asked(&page.whole.project).contains(&person)).copied().collect()
}

/// The records of which they are the owner, what is over last.
fn owned(page: Page<'_>, person: usize) -> Vec<RecordId> {
    let project = &page.whole.project;
    let is_theirs = |id: &RecordId| project.record(*id).is_some_and(|entry| project.owner(entry.owner()) == Some(person));
    let named = page.whole.references.to(RecordId { kind: Kind::People, index: person });
    let mut owned: Vec<RecordId> = named.filter(is_theirs).collect();
    owned.sort_by_cached_key(|id| urgency(page.whole, *id));
    owned
}

fn lead(duties: &[&Duty], waiting: usize) -> Message {
    let (open, late) = (duties.len(), duties.iter().filter(|duty| duty.workdays_late.is_some()).count());
    let overdue = say!(", {late} overdue", "，其中逾期{late}项", late);
    let overdue = if late > 0 { overdue } else { Message::default() };
    let waits = say!("{waiting} wait{en_s} for their decision", "{waiting}项待其决定", waiting, en_s = if waiting == 1 { "s" } else { "" });
    match (open, waiting) {
        (0, 0) => both!("Nothing open is theirs, and nothing waits for them.", "名下没有未完成的事项，也没有事项待其处理。"),
        (0, _) => say!("{waits}.", "{waits}。", waits),
        (_, 0) => say!("{open} open item{en_s}{overdue}.", "未完成{open}项{overdue}。", open, en_s = plural(open), overdue),
        _ => say!(
            "{open} open item{en_s}{overdue}; {waits}.",
            "未完成{open}项{overdue}；{waits}。",
            open,
            en_s = plural(open),
            overdue,
            waits
        ),
    }
}

fn due(page: Page<'_>, duties: &[&Duty]) -> Option<Table> {
    let all = duties.len();
    let whole = both!("Open and due", "未完成事项");
    let part = say!(
        "The first {n} of {all} open items; the others stand in their registers",
        "未完成事项共{all}项，以下是前{n}项，其余见各登记册",
        n = MOST_ROWS,
        all
    );
    (all > 0).then(|| {
        Table {
            id: "t-due".to_owned(),
            caption: page.say(if all > MOST_ROWS { &part } else { &whole }),
            columns: duty::columns(page),
            rows: duties.iter().take(MOST_ROWS).map(|duty| Row::new(duty::cells(page, duty).into())).collect(),
        }
        .trimmed()
    })
}

fn table(page: Page<'_>, owned: &[RecordId]) -> Option<Table> {
    let all = owned.len();
    let whole = both!("Also theirs", "其他负责的记录");
    let part = say!(
        "The first {n} of {all} other records that are theirs; the others stand in their registers",
        "其他负责的记录共{all}条，以下是前{n}条，其余见各登记册",
        n = MOST_ROWS,
        all
    );
    let row = |id: &RecordId| {
        let status = page.state(*id).map(Shown::status).unwrap_or_default();
        Row::new(vec![Shown::line(page.record(*id)), Shown::text(page.say(&id.kind.label())), status])
    };
    (all > 0).then(|| {
        Table {
            id: "t-owned".to_owned(),
            caption: page.say(if all > MOST_ROWS { &part } else { &whole }),
            columns: vec![
                Column::plain(page.say(&both!("What", "事项"))),
                Column::plain(page.say(&both!("Register", "登记册"))).speaking(),
                Column::plain(page.say(&both!("Standing", "状态"))).speaking(),
            ],
            rows: owned.iter().take(MOST_ROWS).map(row).collect(),
        }
        .trimmed()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::testing::each;

    fn captions(view: &PersonView) -> Vec<(&str, usize)> {
        [&view.due, &view.owned].into_iter().flatten().map(|table| (table.caption.as_str(), table.rows.len())).collect()
    }

    #[test]
    fn a_person_sees_what_is_due_what_waits_and_what_is_theirs() {
        let files = [
            ("alongside.yaml", "project: {sponsor: wu}\n"),
            ("people.yaml", "- {id: wu, name: Wu}\n- {id: li, name: Li}\n"),
            ("tasks.yaml", "- {name: Call, end: 2026-03-20, percent: 0, owner: wu}\n- {name: Write, end: 2026-04-20, owner: Wu}\n"),
            ("goals.yaml", "- {title: Sell, owner: wu}\n"),
            ("changes.yaml", "- {title: Later, raised: 2026-03-02}\n- {title: Dearer, raised: 2026-03-02, approved_by: [li]}\n"),
        ];
        let [english, chinese] = each(&files, |page| {
            let view = of(page, 0);
            (page.say(&view.lead), captions(&view).iter().map(|(_, rows)| *rows).collect::<Vec<_>>(), view.waiting.is_some())
        });
        assert_eq!(english, ("2 open items, 1 overdue; 1 waits for their decision.".to_owned(), vec![2, 1], true));
        assert_eq!(chinese.0, "未完成2项，其中逾期1项；1项待其决定。");
        let nothing = each(&[("people.yaml", "- {id: wu, name: Wu}\n")], |page| page.say(&of(page, 0).lead));
        assert_eq!(nothing, ["Nothing open is theirs, and nothing waits for them.", "名下没有未完成的事项，也没有事项待其处理。"]);
    }

    #[test]
    fn what_is_overdue_comes_first_and_the_page_stays_light() {
        let lines = |line: &dyn Fn(usize) -> String, n: usize| (0..n).map(line).collect::<Vec<_>>().join("\n");
        let day = |at: usize| if at == 800 { "2026-03-02" } else { "2026-06-01" };
        let tasks = lines(&|at| format!("Prepare the material of shop number {at},wu,{},0", day(at)), 900);
        let tasks = format!("name,owner,end,percent\n{tasks}\n");
        let records = lines(&|at| format!("The problem that was found in shop number {at},wu,closed"), 900);
        let records = format!("title,owner,status\n{records}\n");
        let named = |field: &str| lines(&|at| format!("- {{title: Named {at}, {field}: [wu]}}"), 300) + "\n";
        let (changes, decisions, lessons) = (named("approved_by"), named("deciders"), named("participants"));
        let files = [
            ("people.yaml", "- {id: wu, name: Wu}\n"),
            ("tasks.csv", tasks.as_str()),
            ("issues.csv", records.as_str()),
            ("changes.yaml", changes.as_str()),
            ("decisions.yaml", decisions.as_str()),
            ("lessons.yaml", lessons.as_str()),
        ];
        let [english, _] = each(&files, |page| {
            let view = of(page, 0);
            let first = view
                .due
                .as_ref()
                .and_then(|due| due.rows.first())
                .map(|row| row.cells[0].lines[0].iter().map(|run| run.text.clone()).collect::<String>());
            let tera = crate::site::templates::tera(Vec::new()).unwrap();
            let at = crate::site::address::Address::Record(RecordId { kind: Kind::People, index: 0 });
            let bytes = crate::site::pages::render(Page { at, ..page }, &tera).unwrap().len();
            (captions(&view).iter().map(|(caption, rows)| ((*caption).to_owned(), *rows)).collect::<Vec<_>>(), first.unwrap(), bytes)
        });
        assert_eq!(english.0[0], ("The first 60 of 900 open items; the others stand in their registers".to_owned(), 60));
        assert_eq!(english.0[1].1, 60);
        assert_eq!(english.1, "Prepare the material of shop number 800");
        assert!(english.2 < 120_000, "{} bytes", english.2);
    }

    #[test]
    fn what_waits_for_somebody_who_is_not_published_waits_for_nobody_else() {
        let files = [
            ("alongside.yaml", "project: {sponsor: wu}\n"),
            ("people.yaml", "- {id: wu, name: Wu}\n- {id: li, name: Li, visibility: internal}\n"),
            ("changes.yaml", "- {title: Later, raised: 2026-03-02, approved_by: [li]}\n"),
        ];
        assert_eq!(each(&files, |page| (waiting(page, 0).len(), page.whole.records(Kind::People).count())), [(0, 1), (0, 1)]);
    }
}
