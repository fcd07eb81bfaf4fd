//! How the days of milestones moved from report to report: milestone trend analysis, as slips against the day once agreed.

use crate::analysis::plan::{Shift, State};
use crate::calendar::Date;
use crate::project::{Kind, RecordId};
use crate::site::charts::{self, Caption, Point, Stroke, TrendChart};
use crate::site::present::days::short;
use crate::site::view::page::Page;
use crate::site::view::parts::{Column, Figure, Row, Table, Value as Shown};
use crate::text::{Message, number, plural};
use crate::{both, say};

/// So many milestones have a line each: those that moved furthest.
const MOST_LINES: usize = 6;

/// A milestone with what was forecast of it.
struct Trend {
    id: RecordId,
    name: String,
    base: Date,
    /// When it was forecast, for which day, and how far that is from the day once agreed.
    steps: Vec<(Date, Date, Shift)>,
    is_reached: bool,
}

impl Trend {
    fn of(page: Page<'_>, id: RecordId) -> Option<Self> {
        let (project, report_date) = (&page.whole.project, page.whole.project.report_date);
        let milestone = project.milestones.get(id.index)?;
        let dates = page.whole.analysis.dates(id).filter(|dates| dates.state != State::Cancelled)?;
        let written = milestone.history.iter().filter_map(|step| step.on.zip(step.forecast));
        let mut told: Vec<(Date, Date)> = written.filter(|(on, _)| *on <= report_date).collect();
        told.sort();
        // Where the file keeps no history, git may have one; what never moved has none.
        if told.is_empty() {
            let committed = page.whole.course.and_then(|course| course.milestones.get(&id));
            told = committed.filter(|told| told.iter().any(|(_, day)| Some(*day) != dates.day)).cloned().unwrap_or_default();
        }
        let base = milestone.baseline.or(told.first().map(|(_, forecast)| *forecast))?;
        let now = if let State::Done(Some(day)) = dates.state { (day, day) } else { (report_date, dates.day?) };
        if told.is_empty() {
            return None;
        }
        told.retain(|(on, _)| *on < now.0);
        told.push(now);
        let steps = told.into_iter().map(|(on, forecast)| (on, forecast, Shift::between(base, forecast, &project.calendar)));
        let name = page.code(id).unwrap_or_else(|| page.name(id).text);
        Some(Self { id, name, base, steps: steps.collect(), is_reached: !dates.state.is_open() })
    }

    /// How far it has moved in all, in working days.
    fn moved(&self) -> i64 {
        self.steps.last().map_or(0, |(.., shift)| shift.workdays)
    }

    /// A forecast holds until the next one.
    fn points(&self) -> Vec<Point> {
        let mut points: Vec<Point> = Vec::new();
        for (on, _, shift) in &self.steps {
            let value = shift.workdays as f64;
            if let Some((_, before)) = points.last().copied().filter(|(_, before)| (before - value).abs() > 0.5) {
                points.push((on.civil(), before));
            }
            points.push((on.civil(), value));
        }
        points
    }
}

/// What was forecast of a milestone: when, for which day, and how far that is from the day once agreed; nothing without a history.
pub(crate) fn forecasts(page: Page<'_>, id: RecordId) -> Vec<(Date, Date, Shift)> {
    Trend::of(page, id).map(|trend| trend.steps).unwrap_or_default()
}

/// The chart with its data; `None` without the history of any milestone.
pub(super) fn figure(page: Page<'_>) -> Option<Figure> {
    let mut trends: Vec<Trend> = page.whole.records(Kind::Milestones).filter_map(|id| Trend::of(page, id)).collect();
    trends.sort_by_key(|trend| (std::cmp::Reverse(trend.moved().abs()), trend.id));
    trends.first()?;
    let title = page.say(&title(&trends));
    let desc = page.say(&describe(page, &trends));
    // The one that moved furthest is drawn last, on top of the others.
    let drawn: Vec<(String, Vec<Point>, bool)> =
        trends.iter().take(MOST_LINES).rev().map(|trend| (page.say(&label(trend)), trend.points(), trend.moved() > 0)).collect();
    let lines: Vec<charts::Trend<'_>> = drawn
        .iter()
        .map(|(label, points, has_slipped)| charts::Trend {
            label,
            points,
            stroke: if *has_slipped { Stroke::Actual } else { Stroke::Plan },
        })
        .collect();
    let report_date = page.whole.project.report_date.civil();
    let chart = TrendChart {
        caption: Caption { id: "milestone-trend", title: &title, desc: &desc, lang: page.lang },
        lines: &lines,
        holds: &[0.0],
        columns: 0,
        report_date,
    };
    let svg = chart.render();
    Some(Figure {
        id: "h-milestone-trend".to_owned(),
        subtitle: page.say(&both!(
            "Working days from the day once agreed to the day expected, as it was told at each time. A line that rises is a slip; each line ends when the milestone is reached, or at the report date.",
            "各次预计日期比原定日期推迟的工作日数。曲线上升表示推迟；里程碑达成或到统计日期为止。"
        )),
        svg,
        data: data(page, &trends),
        csv: None,
        title,
    })
}

fn title(trends: &[Trend]) -> Message {
    let moved: Vec<&Trend> = trends.iter().filter(|trend| trend.moved() > 0).collect();
    match moved.as_slice() {
        [] => both!("No milestone with a history has slipped", "有历次预计的里程碑均未推迟"),
        [one] => {
            say!("{name} slipped by {n} working day{en_s}", "{name}推迟了{n}个工作日", name = &one.name, n = one.moved(), en_s = s(one))
        }
        [first, .., last] if moved.len() == 2 => say!(
            "{a} slipped by {n} working day{en_s}, {b} by {m}",
            "{a}推迟了{n}个工作日，{b}推迟了{m}个",
            a = &first.name,
            n = first.moved(),
            en_s = s(first),
            b = &last.name,
            m = last.moved()
        ),
        [first, ..] => say!(
            "{all} milestones slipped, {name} furthest, by {n} working days",
            "{all}个里程碑推迟，最多的是{name}，{n}个工作日",
            all = moved.len(),
            name = &first.name,
            n = first.moved()
        ),
    }
}

fn s(trend: &Trend) -> &'static str {
    plural(usize::try_from(trend.moved()).unwrap_or_default())
}

/// "M-11 +7 wd", "M-08 reached, +10 wd".
fn label(trend: &Trend) -> Message {
    let (name, moved) = (&trend.name, number::signed(trend.moved() as f64, 0));
    if trend.is_reached {
        return say!("{name} reached {moved}", "{name}达成{moved}", name, moved);
    }
    say!("{name} {moved}", "{name} {moved}", name, moved)
}

fn describe(page: Page<'_>, trends: &[Trend]) -> Message {
    let told: Vec<Message> = trends
        .iter()
        .filter_map(|trend| {
            let (_, last, _) = trend.steps.last()?;
            let (name, base, last) = (&trend.name, short(page, trend.base), short(page, *last));
            Some(say!("{name}: agreed for {base}, now {last}", "{name}：原定{base}，现为{last}", name, base, last))
        })
        .collect();
    let list = |lang, comma: &str| told.iter().map(|message| message.get(lang)).collect::<Vec<_>>().join(comma);
    let (en, zh) = (list(crate::text::Lang::En, "; "), list(crate::text::Lang::Zh, "；"));
    Message { en: format!("{en}.").into(), zh: format!("{zh}。").into() }
}

fn data(page: Page<'_>, trends: &[Trend]) -> Table {
    let head = |title: Message, class| Column::plain(page.say(&title)).class(class);
    let rows = trends.iter().flat_map(|trend| {
        trend.steps.iter().map(|(on, forecast, shift)| {
            let moved = Shown::text(number::signed(shift.workdays as f64, 0));
            Row::new(vec![Shown::line(page.record(trend.id)), page.day(*on).into(), page.day(*forecast).into(), moved])
        })
    });
    Table {
        id: "t-milestone-trend".to_owned(),
        caption: page.say(&both!("Days expected, as told at each time", "历次预计日期")),
        columns: vec![
            head(both!("Milestone", "里程碑"), ""),
            head(both!("Told on", "填报日期"), "nw"),
            head(both!("Expected", "预计日期"), "nw"),
            head(both!("Working days from the baseline", "比基线推迟工作日"), "num"),
        ],
        rows: rows.collect(),
    }
}
