//! What was changed or decided about KPIs, and how their values were before and after it.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::Measure;
use crate::analysis::kpi::{Effect, EffectVerdict, Stretch};
use crate::project::{Kind, RecordId};
use crate::site::charts::{Pin, PinKind};
use crate::site::view::page::Page;
use crate::site::view::parts::{Column, Glyph, Row, Run, Status, Table, Tone, Value as Shown};
use crate::text::{Lang, Message, plural};
use crate::{both, labels, say};

labels! {
    /// The words of the tables.
    pub(crate) struct EffectLabels {
        title: "Before and after", "前后对比";
        kpi: "KPI", "指标";
        cause: "Change, decision or campaign", "调整、决策或活动";
        before: "Before", "之前";
        after: "After", "之后";
        difference: "Difference", "差值";
        verdict: "What is seen", "看到的变化";
    }
}

/// A change, a decision or a campaign in the list beneath a chart.
#[derive(Serialize)]
pub(crate) struct Event {
    number: usize,
    class: &'static str,
    shape: &'static str,
    name: Vec<Run>,
    note: String,
}

/// A table of effects with a sentence on it.
#[derive(Serialize)]
pub(crate) struct Effects {
    title: &'static str,
    say: String,
    table: Table,
}

impl EffectVerdict {
    /// The chip. A change is not said to be the cause of what came after it.
    pub fn status(self, lang: Lang) -> Status {
        match self {
            Self::Better => Status::new(Tone::Good, &both!("Better after it", "之后变好"), lang),
            Self::Worse => Status::new(Tone::Warn, &both!("Worse after it", "之后变差"), lang),
            Self::Up => Status::new(Tone::Warn, &both!("Higher after it", "之后偏高"), lang),
            Self::Down => Status::new(Tone::Warn, &both!("Lower after it", "之后偏低"), lang),
            Self::Mixed => Status::new(Tone::Warn, &both!("Signals both ways", "之后有升有降"), lang),
            Self::NoChangeSeen => Status::neutral(Glyph::None, &both!("No change seen", "未见变化"), lang),
            Self::TooEarly => Status::neutral(Glyph::Clock, &both!("Too early to say", "为时尚早"), lang),
            Self::CannotBeJudged => Status::neutral(Glyph::Question, &both!("Cannot be judged", "无法判断"), lang),
            Self::NoValueYet => Status::neutral(Glyph::Clock, &both!("No value yet", "尚无数值"), lang),
        }
    }
}

/// The published effects on a KPI by day: what its chart can show, from a day on.
pub(crate) fn on(measure: Measure<'_>) -> Vec<&Effect> {
    let whole = measure.page.whole;
    let values = &measure.numbers.series.points;
    let (Some(first), Some(last)) = (values.first(), values.last()) else { return Vec::new() };
    // What lies further back than the values reach would squeeze them.
    let from = first.day.plus(-first.day.days_until(last.day));
    let mut effects: Vec<&Effect> = whole.analysis.effects.iter().filter(|effect| effect.kpi == measure.id.index).collect();
    effects.retain(|effect| effect.day >= from);
    effects.sort_by_key(|effect| (effect.day, effect.cause));
    effects
}

/// Numbered pins for effects.
pub(crate) fn pins(effects: &[&Effect]) -> Vec<Pin> {
    (1..).zip(effects).map(|(number, effect)| Pin { day: effect.day.civil(), number, kind: kind(effect) }).collect()
}

fn kind(effect: &Effect) -> PinKind {
    let is_of = |kind: Kind| effect.cause.kind == kind;
    if is_of(Kind::Decisions) {
        PinKind::Decision
    } else if is_of(Kind::Campaigns) {
        PinKind::Campaign
    } else {
        PinKind::Change
    }
}

/// The list of the pins.
pub(crate) fn events(measure: Measure<'_>, effects: &[&Effect]) -> Vec<Event> {
    let page = measure.page;
    let event = |(number, effect): (usize, &&Effect)| {
        let (day, verdict) = (page.day(effect.day).text, effect.verdict.status(page.lang).word.to_lowercase());
        let means = effect.before.mean.zip(effect.after.mean).map_or_else(Message::default, |(before, after)| {
            let (before, after) = (measure.mean(before), measure.mean(after));
            say!(", mean {after} instead of {before}", "，均值由{before}变为{after}", before = before, after = after)
        });
        let note = page.say(&say!("{day} · {verdict}{means}", "{day}，{verdict}{means}", day = day, verdict = verdict, means = means));
        Event { number, class: kind(effect).class(), shape: kind(effect).shape(), name: page.record(effect.cause), note }
    };
    (1..).zip(effects).map(event).collect()
}

/// What came after a change or a decision, KPI by KPI; `None` if it names none.
pub(crate) fn of(page: Page<'_>, cause: RecordId) -> Option<Effects> {
    let effects: Vec<&Effect> = page.whole.analysis.effects.iter().filter(|effect| effect.cause == cause).collect();
    let day = page.day(effects.first()?.day).text;
    let said = say!(
        "Final values up to the day before {day}, and from then on. After is not because: other things happened too.",
        "以{day}为界的确定数值。先后不等于因果，同期还有其他因素。",
        day = day
    );
    let t = EffectLabels::of(page.lang);
    Some(Effects { title: t.title, say: page.say(&said), table: table(page, t, &effects, false) })
}

/// All of them, with how many were followed by a signal; `None` if no applied change names a KPI.
pub(crate) fn all(page: Page<'_>) -> Option<Effects> {
    let effects: Vec<&Effect> = page.whole.analysis.effects.iter().collect();
    let mut of_cause: BTreeMap<RecordId, BTreeSet<EffectVerdict>> = BTreeMap::new();
    for effect in &effects {
        of_cause.entry(effect.cause).or_default().insert(effect.verdict);
    }
    let t = EffectLabels::of(page.lang);
    (!effects.is_empty()).then(|| Effects { title: t.title, say: page.say(&summary(&of_cause)), table: table(page, t, &effects, true) })
}

/// "3 of 5 changes were followed by a signal; 2 too early to say."
fn summary(of_cause: &BTreeMap<RecordId, BTreeSet<EffectVerdict>>) -> Message {
    let count = |is: &dyn Fn(&BTreeSet<EffectVerdict>) -> bool| of_cause.values().filter(|verdicts| is(verdicts)).count();
    let has_signal = |verdicts: &BTreeSet<EffectVerdict>| verdicts.iter().any(|verdict| verdict.is_signal());
    let has = |verdicts: &BTreeSet<EffectVerdict>, some: &[EffectVerdict]| some.iter().any(|verdict| verdicts.contains(verdict));
    let early = [EffectVerdict::TooEarly, EffectVerdict::NoValueYet];
    let (all, signals) = (of_cause.len(), count(&has_signal));
    let waiting = count(&|verdicts| !has_signal(verdicts) && has(verdicts, &early));
    let unseen = count(&|verdicts| !has_signal(verdicts) && !has(verdicts, &early) && has(verdicts, &[EffectVerdict::NoChangeSeen]));
    let unjudged = all - signals - waiting - unseen;
    let of = |kind: Kind| of_cause.keys().filter(|cause| cause.kind == kind).count();
    let (decisions, campaigns) = (of(Kind::Decisions), of(Kind::Campaigns));
    let what = match (all - decisions - campaigns, decisions, campaigns) {
        (0, 1, 0) => both!("decision", "决策"),
        (0, _, 0) => both!("decisions", "决策"),
        (1, 0, 0) => both!("change", "调整"),
        (_, 0, 0) => both!("changes", "调整"),
        (_, _, 0) => both!("changes and decisions", "调整和决策"),
        (0, 0, 1) => both!("campaign", "活动"),
        (0, 0, _) => both!("campaigns", "活动"),
        _ => both!("changes, decisions and campaigns", "调整、决策和活动"),
    };
    let rest = [
        (waiting, both!("too early to say", "为时尚早")),
        (unseen, both!("no change seen", "未见变化")),
        (unjudged, both!("cannot be judged", "无法判断")),
    ];
    let rest = rest.into_iter().filter(|(n, _)| *n > 0).map(|(n, words)| say!("; {n} {words}", "；{n}项{words}", n = n, words = words));
    let rest = rest.fold(Message::default(), |all, one| say!("{all}{one}", "{all}{one}", all = all, one = one));
    if signals == 0 {
        return say!(
            "None of {all} {what} about KPIs was followed by a signal{rest}.",
            "涉及指标的{all}项{what}均未见异常信号{rest}。",
            all = all,
            what = what,
            rest = rest
        );
    }
    say!(
        "{signals} of {all} {what} about KPIs {en_were} followed by a signal{rest}.",
        "涉及指标的{all}项{what}中，{signals}项之后出现异常信号{rest}。",
        signals = signals,
        all = all,
        what = what,
        en_were = if signals == 1 { "was" } else { "were" },
        rest = rest
    )
}

fn table(page: Page<'_>, t: EffectLabels, effects: &[&Effect], with_cause: bool) -> Table {
    let mut columns = if with_cause { vec![Column::plain(t.cause), Column::plain(t.kpi)] } else { vec![Column::plain(t.kpi)] };
    columns.extend([t.before, t.after, t.difference].map(|title| Column::plain(title).class("num")));
    columns.push(Column::plain(t.verdict));
    let row = |effect: &&Effect| {
        let id = RecordId { kind: Kind::Kpis, index: effect.kpi };
        let measure = Measure::of(page, id)?;
        let kpi = Shown::line(page.record(id));
        let kpi = if measure.accumulates() { kpi.note(page.say(&measure.per_period())) } else { kpi };
        let difference = effect.difference().map_or_else(|| "–".to_owned(), |difference| measure.difference_of_means(difference));
        let cause = with_cause.then(|| Shown::line(page.record(effect.cause)).note(page.day(effect.day).text));
        let cells = cause.into_iter().chain([
            kpi,
            stretch(measure, effect.before),
            stretch(measure, effect.after),
            Shown::text(difference),
            Shown::status(effect.verdict.status(page.lang)),
        ]);
        Some(Row::new(cells.collect()))
    };
    let rows: Vec<Row> = effects.iter().filter_map(row).collect();
    let caption = page.say(&say!("Comparisons: {n}", "对比：{n}项", n = rows.len()));
    Table { id: "t-effects".to_owned(), caption, columns, rows }
}

/// The mean of values, with how many they are.
fn stretch(measure: Measure<'_>, stretch: Stretch) -> Shown {
    let n = stretch.count;
    let values = measure.page.say(&say!("{n} value{en_s}", "{n}个数值", n = n, en_s = plural(n)));
    let Some(mean) = stretch.mean else { return Shown::text(values) };
    Shown::text(measure.page.say(&say!("mean {mean}", "均值{mean}", mean = measure.mean(mean)))).note(values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_with_a_signal_counts_once() {
        use EffectVerdict::{Better, CannotBeJudged, NoChangeSeen, TooEarly};
        let change = |index| RecordId { kind: Kind::Changes, index };
        let verdicts = [vec![Better, TooEarly], vec![TooEarly, NoChangeSeen], vec![NoChangeSeen, CannotBeJudged], vec![CannotBeJudged]];
        let all: BTreeMap<_, _> = verdicts.into_iter().enumerate().map(|(at, some)| (change(at), some.into_iter().collect())).collect();
        let said = summary(&all);
        assert_eq!(
            said.en,
            "1 of 4 changes about KPIs was followed by a signal; 1 too early to say; 1 no change seen; 1 cannot be judged."
        );
        assert_eq!(said.zh, "涉及指标的4项调整中，1项之后出现异常信号；1项为时尚早；1项未见变化；1项无法判断。");
        let without = all.into_iter().skip(1).collect();
        assert_eq!(summary(&without).zh, "涉及指标的3项调整均未见异常信号；1项为时尚早；1项未见变化；1项无法判断。");
    }
}
