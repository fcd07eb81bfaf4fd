//! The first page: how the project stands, its key measures, its highest risks, the three questions, and its areas.

use serde::Serialize;

use super::area::rules;
use super::kpi::{self, Card};
use super::marketing;
use super::needs::{self, Needs};
use super::questions::{Question, questions};
use super::risk;
use super::since;
use crate::checklist::{Area, Health};
use crate::calendar::Date;
use crate::project::{Kind, RecordId, Stage};
use crate::site::address::Address;
use crate::site::files::ics;
use crate::site::view::frame::Frame;
use crate::site::view::page::Page;
use crate::site::view::parts::{Column, Fact, Hero, Row, Run, Status, Table, Value as Shown};
use crate::text::{date, plural};
use crate::{both, labels, say};

labels! {
    /// The words of the page.
    pub(super) struct OverviewLabels {
        needs: "We need from you", "需要您做的";
        measures: "Key measures", "关键指标";
        all_measures: "All KPIs", "全部指标";
        risks: "Risks", "风险";
        register: "Full register", "完整登记册";
        areas: "Areas and checklist", "领域与检查清单";
        questions: "Three questions", "三个关键提问";
        milestones: "Next milestones", "下一批里程碑";
        plan: "Full plan", "完整计划";
        period: "What was promised for the period", "时段承诺";
        trends: "From report to report", "历次报告趋势";
        steering: "Report for the steering committee", "指导委员会报告";
    }
}

/// The most KPIs on a card, and the most rows of the short tables.
const MOST_CARDS: usize = 8;
const MOST_ROWS: usize = 5;
/// With fewer judged areas than this the head says on how many the verdict rests.
const ENOUGH_AREAS: usize = 6;

/// The view-model of `overview.html`.
#[derive(Serialize)]
pub(super) struct OverviewView<'a> {
    frame: Frame<'a>,
    t: OverviewLabels,
    hero: Hero,
    /// What the project is, in the author's words, where the lead says how it stands.
    summary: Option<Run>,
    needs: Option<Needs>,
    since: Option<since::Short>,
    mix: Vec<Counted>,
    notes: Vec<Vec<Run>>,
    cards: Vec<Card>,
    measures_href: String,
    matrix: Option<risk::Matrix>,
    risks: Table,
    risk_href: String,
    questions: Vec<Question>,
    milestones: Table,
    plan_href: String,
    steering_href: String,
    trends_href: Option<String>,
    period_href: Option<String>,
    areas: Table,
}

/// How many areas have one health.
#[derive(Serialize)]
struct Counted {
    status: Status,
    count: usize,
}

/// The first page.
pub(super) fn view(page: Page<'_>) -> OverviewView<'_> {
    let title = page.title(Address::OVERVIEW);
    let sentence = page.say_if_public(&page.whole.headline());
    let mut frame = page.frame(&title, &sentence);
    frame.footer.calendar = ics::path(page).map(|path| page.file(&path));
    OverviewView {
        frame,
        t: OverviewLabels::of(page.lang),
        summary: page.summary().filter(|_| !sentence.is_empty()),
        hero: hero(page, sentence),
        needs: needs::needs(page),
        since: since::short(page),
        mix: mix(page),
        notes: notes(page),
        measures_href: page.to_register(Kind::Kpis).unwrap_or_else(|| page.href(Address::Area(Area::Goals))),
        cards: kpi::cards(page).into_iter().take(MOST_CARDS).collect(),
        matrix: matrix(page),
        risks: highest(page),
        risk_href: page.href(Address::Area(Area::Risk)),
        questions: questions(page),
        milestones: milestones(page),
        plan_href: page.href(Address::Area(Area::Plan)),
        steering_href: page.href(Address::STEERING),
        period_href: page.whole.stretch.map(|_| page.href(Address::Period)),
        trends_href: page.whole.course.map(|_| page.href(Address::Trends)),
        areas: areas(page),
    }
}

fn hero(page: Page<'_>, sentence: String) -> Hero {
    let project = &page.whole.project;
    let info = &project.settings.project;
    let name = info.name.as_ref().map(|name| page.text(name, project.default_lang()));
    let lead = if sentence.is_empty() { page.summary() } else { Some(Run::text(sentence)) };
    Hero { lead, facts: facts(page), ..Hero::new(name.unwrap_or_else(|| Run::text(page.site_name()))) }
        .status(Some(page.whole.standing.status(page.lang)))
}

/// The report date, the next gate if it is near, what decided the verdict, and on how much it rests if that is little.
fn notes(page: Page<'_>) -> Vec<Vec<Run>> {
    let standing = &page.whole.standing;
    let condition = standing.condition.get(page.lang);
    let about = page.to(Address::ABOUT, Some("health"));
    let decided = vec![Run::text(page.say(&both!("Decided by: ", "判定依据："))), Run::link(condition, about)];
    // Performance is evaluated while the project is closing, and not before.
    let is_due = |area: Area| area != Area::Performance || page.whole.project.stage() >= Stage::Closing;
    let asked = standing.areas.iter().filter(|area| area.health != Health::NotApplicable && is_due(area.area)).count();
    let judged = standing.areas.iter().filter(|area| area.health.is_judged()).count();
    let rests_on = say!("Judged on {judged} of {asked} area{en_s}", "{asked}个领域中{judged}个可判断", judged, asked, en_s = plural(asked));
    let rests_on = (judged < ENOUGH_AREAS).then(|| vec![Run::text(page.say(&rests_on))]);
    let decided = (!condition.is_empty()).then_some(decided);
    let gate = marketing::next_gate(page).map(|gate| vec![gate]);
    std::iter::once(vec![Run::text(page.as_of())]).chain(gate).chain(decided).chain(rests_on).chain(unread(page)).collect()
}

/// What could not be read is in no number above or below.
fn unread(page: Page<'_>) -> Option<Vec<Run>> {
    let n = page.whole.published.left_out.unread;
    let told = say!("{n} thing{en_s} not read", "有{n}处未读取", n, en_s = plural(n));
    (n > 0).then(|| vec![Run::link(page.say(&told), page.to(Address::ABOUT, Some("left-out")))])
}

fn facts(page: Page<'_>) -> Vec<Fact> {
    let project = &page.whole.project;
    let info = &project.settings.project;
    let stage = crate::project::types::ChoiceType::label(project.stage());
    let person = |owner: &Option<crate::project::types::Owner>| page.in_charge(owner.as_ref());
    let fact = |name: crate::text::Message, value: Option<Shown>| value.map(|value| Fact { name: page.say(&name), value });
    let span = info.start.zip(info.end).map(|(start, end)| span(page, start, end));
    let code = info.code.as_ref().map(|code| Shown::text(code.0.clone()));
    let facts = [
        fact(both!("Code", "项目编号"), code),
        fact(both!("Stage", "阶段"), Some(Shown::text(page.say(&stage)))),
        fact(both!("Duration", "项目周期"), span),
        fact(both!("Project manager", "项目经理"), person(&info.project_manager)),
        fact(both!("Marketing lead", "市场负责人"), person(&info.marketing_lead)),
        fact(both!("Sponsor", "发起人"), person(&info.sponsor)),
    ];
    facts.into_iter().flatten().collect()
}

/// "1 Dec 2025 – 11 Dec 2026": over a turn of the year both days have theirs.
fn span(page: Page<'_>, start: Date, end: Date) -> Shown {
    let to = page.say(&both!(" – ", "至"));
    let one_year = start.civil().year() == end.civil().year();
    let day = |day: Date| if one_year { page.day(day) } else { Run { text: date::long(page.lang, day.civil()), ..page.day(day) } };
    Shown::line(vec![day(start), Run::text(to), day(end)])
}

fn mix(page: Page<'_>) -> Vec<Counted> {
    let count = |health: Health| Area::ALL.into_iter().filter(|area| page.whole.standing.of(*area).health == health).count();
    Health::ALL
        .into_iter()
        .map(|health| Counted { status: health.status(page.lang), count: count(health) })
        .filter(|counted| counted.count > 0)
        .collect()
}

fn matrix(page: Page<'_>) -> Option<risk::Matrix> {
    let is_assessed = risk::by_score(page).into_iter().any(|id| risk::now(page, id).is_some());
    is_assessed.then(|| risk::matrix_of(page, |numbers| numbers.current))
}

pub(super) fn highest(page: Page<'_>) -> Table {
    let row = |id: RecordId| {
        let risk = page.whole.project.risks.get(id.index)?;
        let score = page.cell(id, "score").unwrap_or_default();
        let owner = page.owner(risk.owner.as_ref());
        let review = page.cell(id, "review");
        Some(Row::new(vec![Shown::line(page.numbered(id, page.record(id))), score, owner, review.unwrap_or_default()]))
    };
    let rows: Vec<Row> = risk::by_score(page).into_iter().take(MOST_ROWS).filter_map(row).collect();
    Table {
        id: "t-risks".to_owned(),
        caption: page.say(&if rows.len() < MOST_ROWS {
            both!("Risks by score", "风险（按得分）")
        } else {
            both!("The five highest risks", "得分最高的五项风险")
        }),
        columns: vec![
            Column::plain(page.say(&both!("Risk", "风险"))),
            Column::plain(page.say(&both!("Score", "得分"))).class("nw"),
            Column::plain(page.say(&both!("Owner", "负责人"))).class("wide"),
            Column::plain(page.say(&both!("Next review", "下次评审"))).class("wide nw"),
        ],
        rows,
    }
}

/// The milestones that are still to come, the next one first.
pub(super) fn next_milestones(page: Page<'_>) -> Vec<RecordId> {
    let all = &page.whole.project.milestones;
    let today = page.whole.project.report_date;
    let open = page.whole.records(Kind::Milestones).filter_map(|id| {
        let milestone = all.get(id.index)?;
        let is_open = milestone.actual.is_none() && milestone.status.is_none_or(crate::project::registers::words::WorkStatus::is_open);
        // One that is past without any state is not recorded, which says nothing of what comes next.
        let is_said = milestone.status.is_some();
        Some((milestone.forecast.or(milestone.baseline)?, id)).filter(|(day, _)| is_open && (is_said || *day >= today))
    });
    let mut open: Vec<_> = open.collect();
    open.sort();
    open.into_iter().map(|(_, id)| id).take(MOST_ROWS).collect()
}

fn milestones(page: Page<'_>) -> Table {
    let ids = next_milestones(page);
    let mut table = page.table(Kind::Milestones, &ids);
    for row in &mut table.rows {
        (row.id, row.details) = (None, Vec::new());
    }
    table
}

fn areas(page: Page<'_>) -> Table {
    let row = |area: Area| {
        let standing = page.whole.standing.of(area);
        let reason = page.say_if_public(&standing.reason);
        let name = Shown::from(page.crumb(Address::Area(area)));
        let name = if reason.is_empty() { name.note(page.say(&area.question())) } else { name.note(reason) };
        Row::new(vec![name, Shown::status(standing.status(page.lang)), rules(page, area).value])
    };
    Table {
        id: "t-areas".to_owned(),
        caption: page.say(&both!("The ten areas", "十个领域")),
        columns: vec![
            Column::plain(page.say(&both!("Area", "领域"))),
            Column::plain(page.say(&both!("Health", "状态"))),
            Column::plain(page.say(&both!("Rules", "规则"))).class("nw"),
        ],
        rows: Area::ALL.into_iter().map(row).collect(),
    }
}
