//! The changes that were to move a KPI, from raised to decided to applied, above its values.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{KpiLabels, Measure};
use crate::analysis::changes::ChangeNumbers;
use crate::analysis::numbers::Durations;
use crate::calendar::Date;
use crate::project::registers::strategy::{Change, ChangeDecision};
use crate::project::{Entry, Kind, RecordId};
use crate::site::charts::{Caption, ChangesChart, Point, Way};
use crate::site::view::page::Page;
use crate::site::view::parts::{Column, Figure, Row, Run, Table, Value as Shown};
use crate::text::{Lang, Message, date, number, plural};
use crate::{both, say};

/// The most KPIs that have a chart: those of the latest changes.
const MOST_CHARTS: usize = 6;
/// So many of them are seen at first.
const FIRST: usize = 2;
/// The most changes above one chart: the latest ones.
const MOST_CHANGES: usize = 6;
/// So many values stand below a chart; all of them are on the page of the KPI.
const MOST_ROWS: usize = 60;

/// The charts, and which sign is which.
#[derive(Serialize)]
pub(crate) struct Changes {
    title: String,
    say: String,
    charts: Vec<Moved>,
    /// Those that fold out.
    others: Vec<Moved>,
    fold: String,
    /// Where the others are.
    more: Option<Run>,
}

/// A KPI with the changes that were to move it.
#[derive(Serialize)]
struct Moved {
    figure: Figure,
    changes: Vec<Step>,
}

/// A change in the list beneath a chart.
#[derive(Serialize)]
struct Step {
    name: Vec<Run>,
    note: String,
}

/// A change with its days up to the report date.
#[derive(Clone, Copy)]
struct Known<'p> {
    id: RecordId,
    change: &'p Entry<Change>,
    raised: Option<Date>,
    decided: Option<Date>,
    applied: Option<Date>,
}

impl Known<'_> {
    fn latest(&self) -> Option<Date> {
        [self.raised, self.decided, self.applied].into_iter().flatten().max()
    }

    /// Whether it was applied, be its day known or not.
    fn is_applied(&self) -> bool {
        self.applied.is_some() || self.change.decision == Some(ChangeDecision::Applied)
    }
}

/// The charts of the KPIs that changes were to move; `None` if there are none.
pub(crate) fn changes(page: Page<'_>) -> Option<Changes> {
    let mut of_kpi: BTreeMap<RecordId, Vec<Known<'_>>> = BTreeMap::new();
    for change in page.whole.records(Kind::Changes).filter_map(|id| known(page, id)) {
        let affected = change.change.affects.iter().flat_map(|affected| page.whole.project.resolve(&affected.reference()).all().to_vec());
        let kpis: BTreeSet<RecordId> = affected.filter(|id| id.kind == Kind::Kpis).collect();
        for kpi in kpis {
            of_kpi.entry(kpi).or_default().push(change);
        }
    }
    let mut kpis: Vec<(RecordId, Vec<Known<'_>>)> = of_kpi.into_iter().collect();
    for (_, changes) in &mut kpis {
        changes.sort_by_key(|change| Reverse((change.latest(), change.id)));
    }
    kpis.sort_by_key(|(kpi, changes)| (Reverse(changes.first().and_then(Known::latest)), *kpi));
    let measured = kpis.iter().filter_map(|(kpi, changes)| Some((Measure::of(page, *kpi)?, changes)));
    let drawn: Vec<(Measure<'_>, &Vec<Known<'_>>)> = measured.filter(|(measure, _)| measure.numbers.series.points.len() > 1).collect();
    let hidden = drawn.len().saturating_sub(MOST_CHARTS);
    let more = say!(
        "{hidden} more KPI{en_s}, whose pages say what was changed",
        "另有{hidden}项指标，其页面标出了各项调整",
        en_s = plural(hidden)
    );
    let mut moved: Vec<Moved> = drawn.iter().take(MOST_CHARTS).map(|(measure, changes)| moved(*measure, changes)).collect();
    let others = moved.split_off(FIRST.min(moved.len()));
    let fold = say!(
        "{n} more KPI{en_s} with the changes that were to move them",
        "另有{n}项指标及其调整",
        n = others.len(),
        en_s = plural(others.len())
    );
    (!moved.is_empty()).then(|| Changes {
        title: page.say(&both!("How fast changes came, and what their KPIs did", "策略调整多久落实，指标随后怎样变化")),
        say: page.say(&both!(
            "Ring: raised; square: decided; disc: applied, with a line down to the value of that day. Dotted: still waits. After is not because: other things happened too.",
            "圆环为提出，方块为决定，圆点为落实，竖线指向当日数值；点线为仍在等待。先后不等于因果，同期还有其他因素。"
        )),
        charts: moved,
        fold: page.say(&fold),
        others,
        more: (hidden > 0).then(|| Run { href: page.to_register(Kind::Kpis), ..Run::text(page.say(&more)) }),
    })
}

/// A change that has a day and that nobody has rejected.
fn known(page: Page<'_>, id: RecordId) -> Option<Known<'_>> {
    let change = page.whole.project.changes.get(id.index)?;
    let past = |day: Option<Date>| day.filter(|day| *day <= page.whole.project.report_date);
    let known = Known { id, change, raised: past(change.raised), decided: past(change.decided), applied: past(change.applied) };
    let is_off = change.decision == Some(ChangeDecision::Rejected);
    known.latest().filter(|_| !is_off).map(|_| known)
}

fn moved(measure: Measure<'_>, changes: &[Known<'_>]) -> Moved {
    let page = measure.page;
    let shown = changes.get(..MOST_CHANGES).unwrap_or(changes);
    let actual: Vec<Point> = measure.numbers.series.points.iter().map(|point| (point.day.civil(), point.value)).collect();
    let ways: Vec<Way> = (1..).zip(shown).map(|(number, change)| way(page, number, change)).collect();
    let id = format!("changes-{}", measure.id.index);
    let (title, desc) = (page.say(&title(measure, changes)), page.say(&said(measure, shown)));
    let chart = ChangesChart {
        caption: Caption { id: &id, title: &title, desc: &desc, lang: page.lang },
        ways: &ways,
        actual: &actual,
        label: KpiLabels::of(page.lang).actual,
        report_date: page.whole.project.report_date.civil(),
        decimals: measure.decimals,
        unit: measure.unit(),
    };
    let svg = chart.render();
    Moved {
        figure: Figure { id: format!("h-{id}"), svg, subtitle: subtitle(measure), data: data(measure, &id), title, csv: None },
        changes: shown.iter().map(|change| Step { name: page.record(change.id), note: page.say(&note(measure, change)) }).collect(),
    }
}

fn way(page: Page<'_>, number: usize, change: &Known<'_>) -> Way {
    let name = page.name(change.id).text;
    let told = |step: Message, day: Option<Date>| {
        let day = day.map(|day| page.day(day).text).unwrap_or_default();
        page.say(&say!("{name}: {step} {day}", "{name}：{day}{step}", name = &name, step, day))
    };
    let civil = |day: Option<Date>| day.map(Date::civil);
    Way {
        number,
        raised: civil(change.raised),
        decided: civil(change.decided),
        applied: civil(change.applied),
        waits: days(page, change).waiting.is_some(),
        told: [
            told(both!("raised", "提出"), change.raised),
            told(both!("decided", "决定"), change.decided),
            told(both!("applied", "落实"), change.applied),
        ],
    }
}

/// "Sign-ups: 2 of 3 changes applied, 9 days after being raised (median)".
fn title(measure: Measure<'_>, changes: &[Known<'_>]) -> Message {
    let name = measure.page.name(measure.id).text;
    let (all, applied) = (changes.len(), changes.iter().filter(|change| change.is_applied()).count());
    let days: Vec<i64> = changes.iter().filter_map(|change| measure.page.whole.analysis.changes.get(change.id.index)?.in_all).collect();
    let Some(median) = Durations::of(&days).median else {
        return say!(
            "{name}: {applied} of {all} change{en_s} applied",
            "{name}：{all}项调整中{applied}项已落实",
            name,
            applied,
            all,
            en_s = plural(all)
        );
    };
    let median = number::full(median, u32::from(median.fract() != 0.0));
    let (en_days, zh_days) = (if days.len() == 1 { "" } else { " (median)" }, if days.len() == 1 { "" } else { "（中位数）" });
    say!(
        "{name}: {applied} of {all} change{en_s} applied, {median} days after being raised{en_days}",
        "{name}：{all}项调整中{applied}项已落实，提出到落实{median}天{zh_days}",
        name,
        applied,
        all,
        en_s = plural(all),
        median
    )
}

fn subtitle(measure: Measure<'_>) -> String {
    let unit = measure.unit().name(measure.page.lang);
    let unit = if unit.is_empty() { Message::default() } else { say!("Unit: {unit}.", "单位：{unit}。", unit) };
    measure.page.say(&unit)
}

/// All steps of some changes, one after the other.
fn said(measure: Measure<'_>, changes: &[Known<'_>]) -> Message {
    let named = |change: &Known<'_>| {
        let (name, note) = (measure.page.name(change.id).text, note(measure, change));
        say!("{name}: {note}.", "{name}：{note}。", name, note)
    };
    joined(changes.iter().map(named), |all, one| say!("{all} {one}", "{all}{one}", all, one))
}

fn joined(messages: impl Iterator<Item = Message>, join: impl Fn(Message, Message) -> Message) -> Message {
    messages.reduce(join).unwrap_or_default()
}

/// The days of a change, as its register has them.
fn days(page: Page<'_>, change: &Known<'_>) -> ChangeNumbers {
    page.whole.analysis.changes.get(change.id.index).copied().unwrap_or_default()
}

/// "raised 1 Apr, decided 8 Apr (7 days), applied 10 Apr (2 days); no change seen".
fn note(measure: Measure<'_>, change: &Known<'_>) -> Message {
    let page = measure.page;
    let days = days(page, change);
    let dated = |step: Message, day: Option<Date>, after: Option<i64>| {
        let day = page.day(day?).text;
        let after = after.map_or_else(Message::default, |days| {
            let en_d = if days == 1 { "" } else { "s" };
            say!(" ({days} day{en_d})", "（{days}天）", days)
        });
        Some(say!("{step} {day}{after}", "{day}{step}{after}", step, day, after))
    };
    let steps = [
        dated(both!("raised", "提出"), change.raised, None),
        dated(both!("decided", "决定"), change.decided, days.to_decide),
        dated(both!("applied", "落实"), change.applied, days.to_apply),
        days.waiting.map(|days| say!("waits {days} days so far", "已等{days}天")),
    ];
    let steps = joined(steps.into_iter().flatten(), |all, one| say!("{all}, {one}", "{all}，{one}", all, one));
    let effect = page.whole.analysis.effects.iter().find(|effect| effect.cause == change.id && effect.kpi == measure.id.index);
    let Some(effect) = effect else { return steps };
    let lang = |lang| effect.verdict.status(lang).word;
    let (en_verdict, zh_verdict) = (lang(Lang::En).to_lowercase(), lang(Lang::Zh));
    say!("{steps}; {en_verdict}", "{steps}；{zh_verdict}", steps)
}

/// The values, the newest first.
fn data(measure: Measure<'_>, id: &str) -> Table {
    let t = KpiLabels::of(measure.page.lang);
    let points = measure.numbers.series.points.iter().rev().take(MOST_ROWS);
    let day = |day: Date| Run { day: Some(day.to_string()), ..Run::text(date::long(measure.page.lang, day.civil())) };
    Table {
        id: format!("t-{id}"),
        caption: measure.page.name(measure.id).text,
        columns: vec![Column::plain(t.date).class("nw"), Column::plain(t.value).class("num")],
        rows: points
            .map(|point| Row::new(vec![day(point.day).into(), Shown::text(measure.number(point.value)).sort(&point.value)]))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::testing::{each, site};

    const KPI: &str = "- id: k\n  name: Visits\n  unit: visits\n  cadence: weekly\n  measurements: [{date: 2026-01-04, value: 10}, {date: 2026-01-11, value: 12}, {date: 2026-02-01, value: 30}]\n";
    const CHANGES: &str = "id,title,raised,decided,decision,applied,affects\n\
        CH-1,Earlier page,2026-01-05,2026-01-08,approved,2026-01-12,k\n\
        CH-2,Second shop,2026-03-01,,,,k\n\
        CH-3,No,2026-01-06,2026-01-07,rejected,,k\n\
        CH-4,Later,2026-05-01,,,,k\n";

    #[test]
    fn changes_stand_above_the_values_that_they_were_to_move() {
        let told = each(&[("kpis.yaml", KPI), ("changes.csv", CHANGES)], |page| {
            let changes = changes(page).unwrap();
            let only = &changes.charts[0];
            let notes: Vec<String> = only.changes.iter().map(|step| step.note.clone()).collect();
            (only.figure.title.clone(), notes, only.figure.svg.matches("<title>").count())
        });
        let [en, zh] = told;
        assert_eq!(en.0, "Visits: 1 of 2 changes applied, 7 days after being raised");
        assert_eq!(zh.0, "Visits：2项调整中1项已落实，提出到落实7天");
        assert_eq!(en.1[0], "raised 1 Mar, waits 30 days so far", "the latest first; what is rejected or still to come is none");
        assert!(en.1[1].starts_with("raised 5 Jan, decided 8 Jan (3 days), applied 12 Jan (4 days); "), "{}", en.1[1]);
        assert_eq!(en.1.len(), 2);
        assert_eq!(en.2, 3 + 1 + 3 + 1, "the signs of both, each value, and the last one once more");
    }

    #[test]
    fn what_is_applied_on_an_unknown_day_waits_no_more() {
        let register = "id,title,raised,decision,affects\nCH-1,Second shop,2026-03-01,applied,k\n";
        let [en, _] = each(&[("kpis.yaml", KPI), ("changes.csv", register)], |page| {
            let found = changes(page).unwrap();
            let chart = &found.charts[0];
            (chart.figure.title.clone(), chart.changes[0].note.clone())
        });
        assert_eq!(en, ("Visits: 1 of 1 change applied".to_owned(), "raised 1 Mar".to_owned()));
    }

    #[test]
    fn what_is_internal_is_on_no_chart() {
        let changes = "- {id: CH-1, title: Hush plan, raised: 2026-01-05, affects: [k], visibility: internal}\n- {id: CH-2, title: Open plan, raised: 2026-01-06, affects: [k]}\n";
        let site = site(&[("kpis.yaml", KPI), ("changes.yaml", changes), ("alongside.yaml", "languages: [en]\n")]);
        let page = site.get("en/strategy.html").unwrap();
        assert!(page.contains("Open plan: raised 6 Jan") && !page.contains("Hush plan"));
    }
}
