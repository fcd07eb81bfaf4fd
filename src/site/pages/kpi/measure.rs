//! A KPI with its numbers, and how they are written.

use crate::analysis::kpi::{Aim, Band, KpiNumbers, Point, Side, Source, Target, TargetVerdict, is_per_cent};
use crate::calendar::Every;
use crate::project::registers::goals::Kpi;
use crate::project::{Entry, Kind, RecordId};
use crate::site::present::value::decimals;
use crate::site::view::page::Page;
use crate::site::view::parts::Run;
use crate::text::{Message, Unit, number};
use crate::{both, say};

/// More decimals than this say nothing.
const MOST_DECIMALS: u32 = 4;

/// A KPI with its numbers on a page.
#[derive(Clone, Copy)]
pub(crate) struct Measure<'p> {
    /// The page.
    pub page: Page<'p>,
    /// Which KPI it is.
    pub id: RecordId,
    /// What its owner wrote.
    pub kpi: &'p Entry<Kpi>,
    /// What follows from it.
    pub numbers: &'p KpiNumbers,
    /// The decimals of its values.
    pub decimals: u32,
    /// Whether large numbers are written short.
    is_brief: bool,
}

impl<'p> Measure<'p> {
    /// A KPI; `None` of any other record.
    pub(crate) fn of(page: Page<'p>, id: RecordId) -> Option<Self> {
        if id.kind != Kind::Kpis {
            return None;
        }
        let (kpi, numbers) = (page.whole.project.kpis.get(id.index)?, page.whole.analysis.kpis.get(id.index)?);
        Some(Self { page, id, kpi, numbers, decimals: decimals_of(kpi, numbers), is_brief: false })
    }

    /// As it speaks on a card, with large numbers as short as the value above: "86.2K".
    pub(crate) fn brief(self) -> Self {
        Self { is_brief: true, ..self }
    }

    /// The unit.
    pub(crate) fn unit(self) -> Unit<'p> {
        let recorded = self.kpi.unit.as_ref().map_or("", |unit| unit.get(self.page.lang, self.page.lang_of(self.kpi)).0);
        Unit::new(recorded, self.page.whole.project.settings.project.currency_code())
    }

    /// The unit in words beside a number: "2 commits", "1 commit"; empty if it is a sign.
    pub(crate) fn unit_beside(self, number: &str) -> Run {
        let recorded = self.kpi.unit.as_ref().map(|unit| self.page.text(unit, self.page.lang_of(self.kpi)));
        let recorded = recorded.filter(|_| !self.unit().is_sign()).unwrap_or_default();
        Run { text: self.unit().beside(number).to_owned(), ..recorded }
    }

    /// A value, with its unit if that is a sign: "5.9%", "¥446", "352".
    pub(crate) fn number(self, value: f64) -> String {
        self.signed(&self.written(value, self.decimals))
    }

    /// A value in full with its unit: "352 leads".
    pub(crate) fn worded(self, value: f64) -> String {
        self.with_unit(&self.written(value, self.decimals))
    }

    /// A value for a card: "86.2K".
    pub(crate) fn compact(self, value: f64) -> String {
        self.brief().number(value)
    }

    /// What is to be reached: "400", "8–12", "≤12".
    pub(crate) fn aim(self, aim: Aim) -> String {
        self.aim_with(aim, self.decimals)
    }

    /// What the current value should be on its own day, with as many decimals as tell it from the value.
    pub(crate) fn plan(self) -> Option<String> {
        let standing = &self.numbers.standing;
        Some(self.plan_of(standing.current.as_ref()?, standing.expected?))
    }

    /// What a value should be on its day, with as many decimals as tell it from the value.
    pub(crate) fn plan_of(self, point: &Point, expected: Aim) -> String {
        let is_apart = |decimals: &u32| match expected {
            Aim::Value(plan) => number::full(plan, *decimals) != number::full(point.value, *decimals),
            Aim::Band(_) => true,
        };
        let is_on_path = self.numbers.gap_of(point).is_none_or(|gap| gap.side == Side::OnPath);
        let decimals = if is_on_path { None } else { (self.decimals..=MOST_DECIMALS).find(is_apart) };
        let decimals = decimals.unwrap_or(self.decimals);
        let is_blurred = |plan: f64| !is_on_path && self.written(plan, decimals) == self.written(point.value, decimals);
        let is_brief = self.is_brief && !matches!(expected, Aim::Value(plan) if is_blurred(plan));
        Self { is_brief, ..self }.aim_with(expected, decimals)
    }

    /// A difference with its sign: "+12", "−0.3 pp".
    pub(crate) fn difference(self, value: f64) -> String {
        let text = number::signed(value, self.decimals_to_see(value));
        if is_per_cent(self.kpi) {
            return self.page.say(&say!("{text} pp", "{text}个百分点", text));
        }
        self.signed(&text)
    }

    /// A mean or a limit, with one decimal more than values have.
    pub(crate) fn mean(self, value: f64) -> String {
        self.signed(&number::full(value, self.decimals_of_means()))
    }

    /// A difference of means with its sign.
    pub(crate) fn difference_of_means(self, value: f64) -> String {
        Self { decimals: self.decimals_of_means(), ..self }.difference(value)
    }

    /// Means have one decimal more than values.
    pub(crate) fn decimals_of_means(self) -> u32 {
        (self.decimals + 1).min(MOST_DECIMALS)
    }

    /// Whether it is a running total, of which limits look at what comes in.
    pub(crate) fn accumulates(self) -> bool {
        self.kpi.accumulates == Some(true)
    }

    /// What limits look at of a running total: "weekly increase".
    pub(crate) fn per_period(self) -> Message {
        match self.kpi.cadence {
            Some(cadence @ Every::Units(..)) => say!("{every} increase", "{every}增量", every = cadence.label()),
            _ => both!("increase from value to value", "每次增量"),
        }
    }

    /// The size of a difference in words: "12 leads", "0.3 percentage points".
    pub(crate) fn size(self, value: f64) -> String {
        let text = number::full(value.abs(), self.decimals_to_see(value));
        if is_per_cent(self.kpi) {
            return self.page.say(&say!("{text} percentage points", "{text}个百分点", text));
        }
        self.with_unit(&text)
    }

    /// The first target after the report date, and whether it is reached already.
    pub(crate) fn next_target(self) -> Option<(&'p Target, TargetVerdict)> {
        let report_date = self.page.whole.project.report_date;
        self.targets().find(|(target, _)| target.by > report_date)
    }

    /// The last target whose day has come, and what became of it.
    pub(crate) fn past_target(self) -> Option<(&'p Target, TargetVerdict)> {
        let report_date = self.page.whole.project.report_date;
        self.targets().filter(|(target, _)| target.by <= report_date).last()
    }

    /// The target with the latest day.
    pub(crate) fn last_target(self) -> Option<&'p Target> {
        self.numbers.path.as_ref()?.last_target()
    }

    /// The targets by day with what became of them.
    pub(crate) fn targets(self) -> impl Iterator<Item = (&'p Target, TargetVerdict)> {
        let numbers = self.numbers;
        let targets = numbers.path.iter().flat_map(|path| &path.targets);
        targets.zip(numbers.verdicts.iter().copied())
    }

    /// What was noted with a value.
    pub(crate) fn note(self, point: &Point) -> Option<Run> {
        let (note, entry) = match point.source {
            Source::Inline(nth) => (self.kpi.measurements.get(nth)?.note.as_ref()?, None),
            Source::Measurement(index) => {
                let entry = self.page.whole.project.measurements.get(index)?;
                (entry.note.as_ref()?, Some(entry))
            }
        };
        let written_in = entry.map_or_else(|| self.page.lang_of(self.kpi), |entry| self.page.lang_of(entry));
        Some(self.page.text(note, written_in))
    }

    fn aim_with(self, aim: Aim, decimals: u32) -> String {
        let write = |value: f64| self.signed(&self.written(value, decimals));
        match aim {
            Aim::Band(Band { low: Some(low), high: Some(high) }) if low < high => {
                self.unit().range(self.page.lang, &self.written(low, decimals), &self.written(high, decimals))
            }
            Aim::Value(value) | Aim::Band(Band { low: Some(value), high: Some(_) }) => write(value),
            Aim::Band(Band { low: Some(low), high: None }) => format!("≥{}", write(low)),
            Aim::Band(Band { low: None, high: Some(high) }) => format!("≤{}", write(high)),
            Aim::Band(Band { low: None, high: None }) => "–".to_owned(),
        }
    }

    /// As many decimals as values have, or as many more as show that a difference is not nothing.
    fn decimals_to_see(self, value: f64) -> u32 {
        let shows = |decimals: &u32| number::full(value.abs(), *decimals).contains(|c: char| ('1'..='9').contains(&c));
        (self.decimals..=MOST_DECIMALS).find(shows).unwrap_or(self.decimals)
    }

    /// A number in full, on a card from ten thousand up in short.
    fn written(self, value: f64, decimals: u32) -> String {
        if self.is_brief && value.abs() >= 1e4 { number::compact(self.page.lang, value) } else { number::full(value, decimals) }
    }

    /// A number with its unit, if that is a sign.
    fn signed(self, number: &str) -> String {
        self.unit().with_sign(self.page.lang, number)
    }

    fn with_unit(self, number: &str) -> String {
        self.unit().with_unit(self.page.lang, number)
    }
}

/// The decimals of a KPI: as its owner asks, else the most among its values, targets and baseline.
fn decimals_of(kpi: &Kpi, numbers: &KpiNumbers) -> u32 {
    let values = numbers.series.points.iter().map(|point| point.value);
    let targets = kpi.targets.iter().flat_map(|target| [target.value, target.low, target.high]).flatten();
    let baseline = kpi.baseline.iter().filter_map(|baseline| baseline.value);
    let all = values.chain(targets.chain(baseline).map(|value| value.0));
    kpi.decimals().unwrap_or_else(|| all.map(decimals).max().unwrap_or(0))
}
