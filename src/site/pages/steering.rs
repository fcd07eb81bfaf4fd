//! The report for the steering committee: one sheet with what it decides on.

use serde::Serialize;

use super::area::budget;
use super::needs::{Needs, needs};
use super::overview;
use super::since::{self, Short};
use crate::analysis::goals::GoalState;
use crate::analysis::plan::Shift;
use crate::calendar::Date;
use crate::project::registers::strategy::Review;
use crate::project::types::Text;
use crate::project::{Entry, Kind, RecordId};
use crate::site::address::Address;
use crate::site::present::duty;
use crate::site::view::frame::Frame;
use crate::site::view::page::Page;
use crate::site::view::parts::{Column, Hero, Row, Run, Table, Value as Shown};
use crate::text::number;
use crate::{both, labels, say};

labels! {
    /// The words of the page.
    pub(super) struct SteeringLabels {
        needs: "We need from you", "需要您做的";
        words: "In the words of the project", "项目自述";
        goals: "Goals", "目标";
        dates: "Dates", "日期";
        money: "Money", "费用";
        risks: "Risks", "风险";
        next: "The next two weeks", "今后两周";
    }
}

/// What lies so many days ahead is next.
const TWO_WEEKS: i64 = 14;
/// So many dates and duties stand on the sheet.
const MOST_ROWS: usize = 6;

/// The view-model of `steering.html`.
#[derive(Serialize)]
pub(super) struct SteeringView<'a> {
    frame: Frame<'a>,
    t: SteeringLabels,
    hero: Hero,
    needs: Option<Needs>,
    since: Option<Short>,
    words: Vec<Run>,
    words_of: Option<Run>,
    goals: Table,
    dates: Table,
    money: Option<Table>,
    risks: Table,
    next: Table,
    /// The way to the slides.
    slides: Run,
}

/// The sheet.
pub(super) fn view(page: Page<'_>) -> SteeringView<'_> {
    of(page, Address::STEERING)
}

/// What the page at an address tells.
pub(super) fn of(page: Page<'_>, address: Address) -> SteeringView<'_> {
    let title = page.title(address);
    let sentence = page.say_if_public(&page.whole.headline());
    let (words, words_of) = words(page).unwrap_or_default();
    SteeringView {
        frame: page.frame(&title, &sentence),
        t: SteeringLabels::of(page.lang),
        hero: Hero {
            crumbs: vec![page.crumb(Address::OVERVIEW)],
            lead: Some(Run::text(sentence)),
            notes: vec![page.site_name(), page.as_of()],
            ..Hero::new(Run::text(page.title(Address::STEERING)))
        }
        .status(Some(page.whole.standing.status(page.lang))),
        needs: needs(page),
        since: since::short(page),
        words,
        words_of,
        goals: goals(page),
        dates: dates(page),
        money: budget::short(page),
        risks: overview::highest(page),
        next: next(page),
        slides: page.crumb(Address::SLIDES),
    }
}

/// What the newest review says of progress and problems, and which that is.
fn words(page: Page<'_>) -> Option<(Vec<Run>, Option<Run>)> {
    let reviews = page.whole.project.reviews.iter().enumerate();
    let (index, review) = reviews.filter(|(_, review)| review.date <= page.whole.project.report_date).max_by_key(|(_, review)| review.date)?;
    let said = sayings(review).map(|text| page.text(text, page.whole.project.default_lang())).take(MOST_ROWS).collect::<Vec<_>>();
    let of = RecordId { kind: Kind::Reviews, index };
    let day = say!("Review of {day}", "{day}的进展评估", day = page.day(review.date).text);
    let link = page.to_record(of).map(|href| Run::link(page.say(&day), href));
    (!said.is_empty()).then_some((said, link))
}

fn sayings(review: &Entry<Review>) -> impl Iterator<Item = &Text> {
    review.reason.iter().chain(&review.progress).chain(&review.problems).chain(&review.next)
}

/// Each goal with its day, how it stands, and the KPI that decides with its value, its next target and the chance.
fn goals(page: Page<'_>) -> Table {
    let (project, analysis) = (&page.whole.project, &page.whole.analysis);
    let row = |(at, numbers): (usize, &crate::analysis::goals::GoalNumbers)| {
        let id = RecordId { kind: Kind::Goals, index: at };
        let goal = project.goals.get(at).filter(|_| numbers.state != GoalState::Dropped)?;
        let kpi = numbers.decided_by.or(numbers.decisive);
        let measure = kpi.and_then(|index| super::kpi::Measure::of(page, RecordId { kind: Kind::Kpis, index }));
        let value = measure.and_then(|measure| Some(Shown::text(measure.number(measure.numbers.standing.current?.value))));
        let target = measure.and_then(|measure| {
            let target = measure.numbers.next_target(project.report_date).or_else(|| measure.last_target())?;
            Some(Shown::text(measure.aim(target.aim)).note(page.day(target.by).text))
        });
        let chance = measure.and_then(|measure| measure.numbers.next_chance()).map(|chance| Shown::text(number::chance(chance)));
        let due = goal.due.map(|due| Shown::from(page.day(due)));
        let cells = [Some(Shown::line(page.record(id))), page.state(id).map(Shown::status), due, value, target, chance];
        Some(Row::new(cells.map(Option::unwrap_or_default).into()))
    };
    let column = |title| Column::plain(page.say(&title));
    Table {
        id: "t-goals".to_owned(),
        caption: page.say(&both!("Goals, and the KPI that decides", "目标及其判定指标")),
        columns: vec![
            column(both!("Goal", "目标")),
            column(both!("Standing", "状态")),
            column(both!("Due", "截止日期")).class("nw"),
            column(both!("Value", "当前值")).class("num"),
            column(both!("Target", "目标值")).class("num"),
            column(both!("Chance", "达成概率")).class("num"),
        ],
        rows: analysis.goals.iter().enumerate().filter_map(row).collect(),
    }
    .trimmed()
}

/// The milestones ahead, the next one first: the day once agreed, the day now, and by how much it slips.
fn dates(page: Page<'_>) -> Table {
    let row = |id: RecordId| {
        let dates = page.whole.analysis.dates(id)?;
        let slip = dates.shift.map(Shift::slip_workdays).filter(|slip| *slip > 0);
        let slip = slip.map(|slip| page.say(&say!("+{slip} working days", "晚{slip}个工作日", slip)));
        let day = |day: Option<Date>| day.map(|day| Shown::from(page.day(day))).unwrap_or_default();
        let slip = slip.map(Shown::text).unwrap_or_default();
        Some(Row::new(vec![Shown::line(page.record(id)), day(dates.baseline), day(dates.day), slip]))
    };
    let column = |title| Column::plain(page.say(&title));
    Table {
        id: "t-milestones".to_owned(),
        caption: page.say(&both!("Milestones ahead", "后续里程碑")),
        columns: vec![
            column(both!("Milestone", "里程碑")),
            column(both!("Agreed", "原定")).class("nw"),
            column(both!("Now", "现计划")).class("nw"),
            column(both!("Slip", "推迟")),
        ],
        rows: overview::next_milestones(page).into_iter().filter_map(row).collect(),
    }
    .trimmed()
}

/// What is due within two weeks, the earliest first.
fn next(page: Page<'_>) -> Table {
    let today = page.whole.project.report_date;
    let mut duties: Vec<_> = page.whole.analysis.duties.iter().filter_map(|duty| Some((duty.due?, duty))).collect();
    duties.retain(|(due, _)| *due >= today && *due <= today.plus(TWO_WEEKS));
    duties.sort_by_key(|(due, duty)| (*due, duty.record));
    let row = |(due, duty): &(Date, &crate::analysis::duties::Duty)| {
        let what = duty::what(page, duty);
        let owner = duty.owner.map(|index| Shown::line(page.record(RecordId { kind: Kind::People, index }))).unwrap_or_default();
        Row::new(vec![Shown::line(what), Shown::text(page.say(&duty::noun(duty))), Shown::from(page.day(*due)), owner])
    };
    let column = |title| Column::plain(page.say(&title));
    Table {
        id: "t-next".to_owned(),
        caption: page.say(&both!("Due within two weeks", "两周内到期")),
        columns: vec![
            column(both!("What", "事项")),
            column(both!("Kind", "类型")).class("nw").speaking(),
            column(both!("Due", "截止日期")).class("nw"),
            column(both!("Who", "负责人")),
        ],
        rows: duties.iter().take(MOST_ROWS).map(row).collect(),
    }
    .trimmed()
}
