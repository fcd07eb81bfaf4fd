//! The calendar of both sides: what hangs on what moved, what clashes, and the weeks and months with milestones, campaigns, content,
//! meetings and days off in lanes.

mod events;
mod grid;
mod overlay;

use serde::Serialize;

use crate::analysis::bookings;
use crate::analysis::campaigns::clashes::{Clash, With};
use crate::analysis::campaigns::needs::Hanging;
use crate::analysis::plan::Shift;
use crate::calendar::Date;
use crate::project::{Kind, RecordId};
use crate::site::address::Address;
use crate::site::files::ics;
use crate::site::present::days::{short, stretch};
use crate::site::present::float::{days, float};
use crate::site::registers::computed::workdays;
use crate::site::view::frame::Frame;
use crate::site::view::page::Page;
use crate::site::view::parts::{Column, Hero, Row, Run, Status, Table, Tone, Value as Shown};
use crate::text::{Message, number, plural};
use crate::{both, labels, say};
use events::{Event, Lane};

labels! {
    /// The words of the page.
    pub(super) struct CalendarLabels {
        overlay: "Both calendars, one on the other", "两份日历叠在一起看";
        what: "What", "事项";
        dates: "Dates", "日期";
        calendar: "Calendar", "日历";
        key_milestone: "Milestone: reached, open, moved from", "里程碑：已达成、未达成、原定日期";
        key_run: "Campaign, content: run and to run", "活动、内容：已进行与待进行";
        key_early: "Begins before what it needs is there", "早于所需条件开始";
        key_quiet: "Days off and quiet periods", "休息日与静默期";
        weeks: "The next eight weeks", "未来八周";
        later: "Later", "更晚";
        earlier: "Before this week", "本周之前";
        show: "Show the months", "显示各月";
        take: "Take it into another calendar", "导入其他日历";
    }
}

/// The view-model of `calendar.html`.
#[derive(Serialize)]
pub(super) struct CalendarView<'a> {
    frame: Frame<'a>,
    t: CalendarLabels,
    hero: Hero,
    hanging: Option<Table>,
    clashes: Option<Table>,
    overlay: Option<overlay::Overlay>,
    weeks: Table,
    later: Option<Table>,
    earlier: Option<Table>,
    files: Vec<Run>,
}

/// So many milestones are listed with what hangs on them.
const MOST_MOVED: usize = 6;
/// So many clashes are listed.
const MOST_CLASHES: usize = 12;

/// The page.
pub(super) fn view(page: Page<'_>) -> CalendarView<'_> {
    let title = page.title(Address::Calendar);
    let events = events::all(page);
    let clashes = clashes(page);
    let lead = page.say(&lead(page, &events, clashes.len()));
    let this = page.whole.project.report_date.monday();
    let end = this.plus(7 * grid::WEEKS);
    let later = both!("Months from then on, by the day on which things begin", "此后各月，按开始日期");
    let earlier = both!("Months until then, by the day on which things began", "此前各月，按开始日期");
    CalendarView {
        frame: page.frame(&title, &lead),
        t: CalendarLabels::of(page.lang),
        hero: Hero {
            crumbs: vec![page.crumb(Address::OVERVIEW)],
            lead: Some(Run::text(lead)),
            notes: vec![page.as_of()],
            ..Hero::new(Run::text(title))
        },
        hanging: hanging(page),
        clashes: listed(page, clashes),
        overlay: overlay::of(page, &events),
        weeks: grid::weeks(page, &events),
        later: grid::months(page, &events, "t-later", &later, |day| day >= end),
        earlier: grid::months(page, &events, "t-earlier", &earlier, |day| day < this),
        files: ics::lanes(page).into_iter().map(|(label, path)| Run::link(page.say(&label), page.file(&path))).collect(),
    }
}

/// What is ahead in the next weeks, and how much of it is hit or clashes.
fn lead(page: Page<'_>, events: &[Event], clashes: usize) -> Message {
    let today = page.whole.project.report_date;
    let end = today.monday().plus(7 * grid::WEEKS);
    let count = |lane: Lane| events.iter().filter(|event| event.lane == lane && today <= event.first && event.first < end).count();
    let [milestones, campaigns, content] = [Lane::Milestones, Lane::Campaigns, Lane::Content].map(count);
    let hit = page.whole.analysis.hanging.iter().filter(|hanging| hanging.is_hit() && !hanging.is_there).count();
    let hit = match hit {
        0 => both!("nothing begins too early", "没有活动或内容开始过早"),
        hit => say!(
            "{hit} begin{en_s} before what {en_it} is there",
            "{hit}项早于所需条件开始",
            hit,
            en_s = if hit == 1 { "s" } else { "" },
            en_it = if hit == 1 { "it needs" } else { "they need" }
        ),
    };
    let clashes = match clashes {
        0 => both!("and nothing clashes", "没有冲突"),
        n => say!("{n} clash{en_es}", "{n}处冲突", n, en_es = if n == 1 { "" } else { "es" }),
    };
    say!(
        "In eight weeks {milestones} milestone{en_a}, {campaigns} campaign{en_b} that begin{en_d} and {content} piece{en_c} of content; {hit}, {clashes}.",
        "未来八周有{milestones}个里程碑、{campaigns}个活动开始、{content}篇内容发布；{hit}，{clashes}。",
        milestones,
        campaigns,
        content,
        hit,
        clashes,
        en_a = plural(milestones),
        en_b = plural(campaigns),
        en_c = plural(content),
        en_d = if campaigns == 1 { "s" } else { "" }
    )
}

/// Open milestones with what hangs on them: what is hit first, then what moved furthest.
fn hanging(page: Page<'_>) -> Option<Table> {
    let analysis = &page.whole.analysis;
    let mut moved: Vec<(RecordId, i64, Vec<&Hanging>)> = Vec::new();
    for id in page.whole.records(Kind::Milestones).filter(|id| analysis.is_open(*id)) {
        let slip = analysis.dates(id).and_then(|dates| dates.shift).map_or(0, Shift::slip_workdays);
        let mut waiting: Vec<&Hanging> = analysis.hanging.iter().filter(|hanging| hanging.needs == id).collect();
        waiting.sort_by_key(|hanging| (hanging.float.is_none(), hanging.float, hanging.from));
        if !waiting.is_empty() {
            moved.push((id, slip, waiting));
        }
    }
    moved.sort_by_key(|(id, slip, waiting)| (waiting.first().and_then(|hanging| hanging.float).is_none_or(|float| float >= 0), -slip, *id));
    let column = |title: Message, class| Column::plain(page.say(&title)).class(class);
    let rows: Vec<Row> = moved.iter().take(MOST_MOVED).map(|(id, slip, waiting)| milestone(page, *id, *slip, waiting)).collect();
    (!rows.is_empty()).then(|| Table {
        id: "t-hanging".to_owned(),
        caption: page.say(&both!("What moved, and what hangs on it", "什么改期了，谁受影响")),
        columns: vec![
            column(both!("Milestone", "里程碑"), ""),
            column(both!("Expected", "预计日期"), ""),
            column(both!("What hangs on it, and by how much it may still move", "哪些事项在等它，还可推迟多少"), ""),
        ],
        rows,
    })
}

fn milestone(page: Page<'_>, id: RecordId, slip: i64, waiting: &[&Hanging]) -> Row {
    let dates = page.whole.analysis.dates(id);
    let expected = dates.and_then(|dates| dates.day).map_or_else(Shown::default, |day| page.day(day).into());
    let agreed = dates.and_then(|dates| dates.baseline).filter(|_| slip > 0);
    let expected = match agreed {
        Some(agreed) => {
            let (by, agreed) = (workdays(number::signed(slip as f64, 0)), short(page, agreed));
            Shown { status: Some(Status::new(Tone::Warn, &by, page.lang)), ..expected }.note(page.say(&say!(
                "agreed for {agreed}",
                "原定{agreed}",
                agreed
            )))
        }
        None => expected,
    };
    let line = |hanging: &&Hanging| {
        let mut runs = page.record(hanging.waits);
        let from = short(page, hanging.from);
        runs.push(Run::text(page.say(&say!(", from {from}: ", "，{from}起：", from))));
        let may = float(page.lang, hanging.float);
        let words = hanging.float.filter(|float| *float > 0).map(|left| page.say(&days(left)));
        runs.push(Run { status: may, ..Run::text(words.unwrap_or_default()) });
        runs
    };
    let gate = page.whole.analysis.gates.iter().find(|gate| gate.milestone == id.index);
    let mut name = page.record(id);
    if let Some((first, gate)) = name.first_mut().zip(gate) {
        first.href = Some(page.href(Address::Gate(gate.milestone)));
    }
    Row::new(vec![Shown::line(name), expected, Shown { lines: waiting.iter().map(line).collect(), ..Shown::default() }])
}

/// Something that meets something else on the same days.
struct Met {
    what: Vec<Run>,
    with: Vec<Run>,
    first: Date,
    last: Date,
}

fn clashes(page: Page<'_>) -> Vec<Met> {
    let project = &page.whole.project;
    let of = |clash: &Clash| {
        let with = match clash.with {
            With::Campaign(index) => {
                let same = both!(" (same audience, same channel)", "（同一受众、同一渠道）");
                page.record(RecordId { kind: Kind::Campaigns, index }).into_iter().chain([Run::text(page.say(&same))]).collect()
            }
            With::Quiet(at) => {
                let name = project.settings.calendar.quiet.get(at).and_then(|quiet| quiet.name.as_ref());
                let name = name.map(|name| page.text(name, project.default_lang()));
                let quiet = Run::text(page.say(&both!("quiet period ", "静默期")));
                std::iter::once(quiet).chain(name).collect()
            }
            With::Holiday => vec![Run::text(page.say(&both!("holiday", "节假日")))],
        };
        Met { what: page.record(clash.record), with, first: clash.first, last: clash.last }
    };
    let mut met: Vec<Met> = page.whole.analysis.clashes.iter().map(of).collect();
    for (index, resource) in project.shared_resources.iter().enumerate() {
        let (kind, capacity) = (Kind::SharedResources, resource.capacity.map_or(0.0, |capacity| capacity.0));
        met.extend(bookings::clashes(resource, project.report_date).into_iter().map(|clash| {
            let [booked, capacity] = [clash.booked, capacity].map(|amount| number::full(amount, u32::from(amount.fract() != 0.0)));
            let with = say!("{booked} booked of {capacity}", "预订{booked}，容量{capacity}", booked, capacity);
            Met {
                what: page.record(RecordId { kind, index }),
                with: vec![Run::text(page.say(&with))],
                first: clash.first,
                last: clash.last,
            }
        }));
    }
    met.sort_by_key(|met| (met.first, met.last));
    met
}

fn listed(page: Page<'_>, clashes: Vec<Met>) -> Option<Table> {
    let n = clashes.len();
    let column = |title: Message, class| Column::plain(page.say(&title)).class(class);
    let caption = if n > MOST_CLASHES {
        say!("What clashes: the first {m} of {n}", "冲突：共{n}处，以下是前{m}处", m = MOST_CLASHES, n)
    } else {
        say!("What clashes: {n}", "冲突：{n}处", n)
    };
    let row = |met: Met| Row::new(vec![Shown::line(met.what), Shown::line(stretch(page, met.first, met.last)), Shown::line(met.with)]);
    (n > 0).then(|| Table {
        id: "t-clashes".to_owned(),
        caption: page.say(&caption),
        columns: vec![column(both!("What", "事项"), ""), column(both!("Days", "日期"), "nw"), column(both!("Meets", "撞上"), "")],
        rows: clashes.into_iter().take(MOST_CLASHES).map(row).collect(),
    })
}

#[cfg(test)]
mod tests {
    use crate::site::testing::site;

    const FILES: [(&str, &str); 8] = [
        (
            "alongside.yaml",
            "languages: [en, zh-CN]\ncalendar:\n  holidays: [2026-04-06]\n  quiet: [{name: Exams, from: 2026-04-20, to: 2026-04-22}]\n  events: [{name: Fair, from: 2026-06-29, to: 2026-07-02}]\n",
        ),
        (
            "milestones.yaml",
            "- {id: M-1, name: On sale, baseline: 2026-04-10, forecast: 2026-04-14, status: in progress}\n- {id: M-2, name: Past, actual: 2026-02-10}\n- {id: M-3, name: Given up, forecast: 2026-04-15, status: cancelled}\n",
        ),
        (
            "campaigns.yaml",
            "- {id: C-1, name: Spring, audience: Renters, channels: [Search], start: 2026-04-13, end: 2026-04-28, needs: M-1}\n- {id: C-2, name: Tea, audience: Renters, channels: [Search], start: 2026-04-24, end: 2026-04-26}\n- {id: C-3, name: Hidden push, start: 2026-04-13, visibility: internal}\n",
        ),
        ("content-calendar.yaml", "- {id: N-1, title: Film, planned: 2026-04-06}\n- {id: N-2, title: Far, planned: 2026-09-01}\n"),
        ("readiness.yaml", "- {what: Stock, gate: M-1}\n"),
        ("cadences.yaml", "- {id: weekly, name: Weekly, every: week, weekday: mon, starts: 2026-03-02}\n"),
        ("meetings.yaml", "- {id: W-1, title: Fourteenth, date: 2026-04-13, cadence: weekly}\n"),
        ("shared-resources.yaml", "- {id: hall, name: Hall, capacity: 1, bookings: [{from: 2026-05-04}, {from: 2026-05-04}]}\n"),
    ];

    fn row<'p>(page: &'p str, begin: &str) -> &'p str {
        page.lines().find(|line| line.starts_with(begin)).unwrap_or_else(|| panic!("{begin} in {page}"))
    }

    #[test]
    fn weeks_have_what_is_on_in_their_lanes() {
        let site = site(&FILES);
        let page = site.get("en/calendar.md").unwrap();
        let first = row(page, "| 6–12 Apr");
        assert!(first.contains("4 working days") && first.contains("Mon 6 Apr: [N-1]") && first.contains("Mon 6 Apr: Holiday"), "{first}");
        assert!(!first.contains("Weekly"), "nobody meets on a holiday: {first}");
        let second = row(page, "| 13–19 Apr");
        for words in ["Tue 14 Apr: [M-1]", "+2 wd", "from Mon 13 Apr: [C-1]", "1 wd too early", "Mon 13 Apr: [W-1]"] {
            assert!(second.contains(words), "{words} in {second}");
        }
        assert!(!second.contains("[Weekly]"), "what is written down is there once: {second}");
        let third = row(page, "| 20–26 Apr");
        for words in ["all week: [C-1]", "Fri 24 Apr to Sun 26 Apr: [C-2]", "Quiet period: Exams", "Mon 20 Apr: [Weekly]"] {
            assert!(third.contains(words), "{words} in {third}");
        }
        assert!(row(page, "| Sep 2026").contains("1 Sep: [N-2]") && row(page, "| Feb 2026").contains("[M-2]"));
        assert!(!page.contains("Hidden") && !page.contains("Given up"), "{page}");
        let chinese = row(site.get("zh-CN/calendar.md").unwrap(), "| 4月13日至19日");
        assert!(chinese.contains("4月13日周一起：[C-1]") && chinese.contains("早1个工作日"), "{chinese}");
    }

    #[test]
    fn both_calendars_lie_on_one_another() {
        let site = site(&FILES);
        let page = site.get("en/calendar.html").unwrap();
        let drawing = page.split(r#"id="overlay""#).nth(1).unwrap().split("</section>").next().unwrap();
        let row = |name: &str| {
            drawing.lines().find(|line| line.contains(&format!(">{name}</a>"))).unwrap_or_else(|| panic!("{name} in {drawing}"))
        };
        assert!(row("M-1").contains("gb-mb") && row("M-1").contains("+2 wd</text>"), "it moved: {}", row("M-1"));
        // 13 April is the 15th of 56 days, and what it needs is there on the 14th.
        assert!(row("C-1").contains(r#"class="gb-late" x="25%""#) && row("C-1").contains("1 wd too early</text>"), "{}", row("C-1"));
        assert!(row("C-2").contains("gb-rest") && !row("C-2").contains("gb-late"), "{}", row("C-2"));
        assert!(drawing.contains("N-1") && drawing.contains(">Exams</text>"), "{drawing}");
        assert!(!drawing.contains("N-2") && !drawing.contains("M-2"), "not in these weeks: {drawing}");
    }

    #[test]
    fn a_campaign_that_runs_is_filled_to_today_and_what_is_out_wholly() {
        let files = [
            ("alongside.yaml", "languages: [en]\n"),
            (
                "campaigns.yaml",
                "- {id: C-1, name: Spring, start: 2026-03-02, end: 2026-04-05, stage: live}\n- {id: C-2, name: Tea, start: 2026-03-30, end: 2026-04-05, stage: ended}\n",
            ),
        ];
        let site = site(&files);
        let page = site.get("en/calendar.html").unwrap();
        // The weeks begin on 30 March: of what is left of the first, two of seven days lie behind.
        assert!(page.contains(r#"<rect class="gb-rest" x="0%" y="-9" width="12.5%""#), "{page}");
        assert!(page.contains(r#"<rect class="gb-done" x="0%" y="-9" width="3.57%""#), "{page}");
        assert!(page.contains(r#"<rect class="gb-done" x="0%" y="-9" width="12.5%""#), "{page}");
    }

    #[test]
    fn what_moved_and_what_clashes_come_first() {
        let site = site(&FILES);
        let page = site.get("en/calendar.md").unwrap();
        let moved = row(page, "| [M-1](launches/M-1.md)");
        assert!(moved.contains("agreed for 10 Apr") && moved.contains("Spring, from 13 Apr: 1 working day too late"), "{moved}");
        let clash = row(page, "| [C-1](campaigns/C-1.md) Spring | 24–26 Apr");
        assert!(clash.contains("Tea (same audience, same channel)"), "{clash}");
        assert!(row(page, "| [C-1](campaigns/C-1.md) Spring | 20–22 Apr").contains("quiet period Exams"));
        assert!(row(page, "| [N-1](plan.md) Film | 6 Apr").contains("holiday"));
        assert!(row(page, "| [Hall]").contains("2 booked of 1"));
        assert!(page.contains("What clashes: 4") && page.contains("4 clashes."), "{page}");
    }
}
