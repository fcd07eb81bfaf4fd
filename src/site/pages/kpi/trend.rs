//! Where a KPI is heading: on the chart, in the facts and in words.

use super::{KpiLabels, Measure};
use crate::analysis::kpi::{Aim, AtTarget, FEWEST_POINTS, Forecast, Reach, Trend};
use crate::site::charts::Expected;
use crate::site::view::parts::{Fact, Value as Shown};
use crate::text::{Message, number, plural};
use crate::{both, say};

/// In so many steps the interval is drawn, which widens with the days.
const STEPS: i64 = 12;

impl<'p> Measure<'p> {
    /// The trend, if a target is ahead that it leads to.
    fn trend(self) -> Option<(&'p Trend, &'p AtTarget)> {
        let trend = self.numbers.forecast.trend()?;
        Some((trend, trend.at_targets.first()?))
    }

    /// What the trend says of the next target, where it is not the last one: "by its trend it is at 13,600 on 6 Dec, when 14,000 is
    /// due (chance about 25%)". Of a target that is further off than the values span nothing is said.
    pub(crate) fn next_pace_part(self) -> Option<Message> {
        let (_, next) = self.trend()?;
        let (target, last) = (self.next_target()?.0, self.last_target()?);
        let Aim::Value(aim) = target.aim else { return None };
        if next.is_far || next.by != target.by || target.by == last.by {
            return None;
        }
        let (value, aim, day) = (self.number(next.expected.value), self.number(aim), self.page.day(next.by).text);
        let chance = chance(next.chance);
        Some(say!(
            "by its trend it is at {value} on {day}, when {aim} is due (chance {chance})",
            "按目前趋势{day}为{value}，当日目标{aim}（达成概率{chance}）",
            value = value,
            day = day,
            aim = aim,
            chance = chance
        ))
    }

    /// When the trend reaches the last target: "by its trend it reaches 400 on 3 Mar, 31 days late". `None` where it is reached, past,
    /// or a band.
    pub(crate) fn pace_part(self) -> Option<Message> {
        let (trend, _) = self.trend()?;
        let Aim::Value(aim) = self.last_target()?.aim else { return None };
        let aim = self.number(aim);
        Some(match trend.reach? {
            Reach::Met => return None,
            Reach::Past => say!(
                "by its trend it should be at {aim} by now, which no value shows",
                "按目前趋势现在应已达到{aim}，但没有实测值",
                aim = aim
            ),
            Reach::Never => say!("the trend does not lead to {aim}", "按目前趋势达不到{aim}", aim = aim),
            Reach::BeyondTenYears => say!("by its trend it takes over ten years to reach {aim}", "按目前趋势十年内达不到{aim}", aim = aim),
            Reach::On { day, days_late } => {
                let (day, late) = (self.page.day(day).text, self::late(days_late));
                say!(
                    "by its trend it reaches {aim} on {day}, {late}",
                    "按目前趋势{day}达到{aim}，{late}",
                    aim = aim,
                    day = day,
                    late = late
                )
            }
        })
    }

    /// The value expected at the next target with its interval, and the chance; or why nothing is expected.
    pub(crate) fn forecast_facts(self) -> Vec<Fact> {
        let t = KpiLabels::of(self.page.lang);
        let fact = |name: &str, value: Shown| Fact { name: name.to_owned(), value };
        let is_ahead = self.next_target().is_some();
        match (&self.numbers.forecast, self.trend()) {
            (Forecast::TooFew(count), _) if is_ahead && *count > 0 => {
                let why = say!("Too few values: {n} of {least}", "数值不足：{n}/{least}个", n = *count, least = FEWEST_POINTS);
                vec![fact(t.forecast, Shown::text(self.page.say(&why)))]
            }
            (_, Some((trend, next))) => {
                let expected = Shown::text(self.number(next.expected.value)).note(self.page.say(&self.interval(trend, next)));
                let chance = Shown::text(self.page.say(&chance(next.chance)));
                vec![fact(t.forecast, expected), fact(t.chance, chance)]
            }
            _ => Vec::new(),
        }
    }

    /// "on 31 Jan, 80% interval 352–424".
    fn interval(self, trend: &Trend, next: &AtTarget) -> Message {
        let (low, high) = (self.number(next.expected.low), self.number(next.expected.high));
        let far = if next.is_far { both!(", further ahead than the data go back", "，超出数据跨度") } else { Message::default() };
        let day = self.page.day(next.by).text;
        let n = trend.line.count;
        say!(
            "on {day}, 80% interval {low} to {high}, from {n} values{far}",
            "{day}，80%区间{low}至{high}，依据{n}个数值{far}",
            day = day,
            low = low,
            high = high,
            n = n,
            far = far
        )
    }

    /// What is expected up to the last target that is ahead.
    pub(crate) fn expected(self) -> Vec<Expected> {
        let Some((trend, _)) = self.trend() else { return Vec::new() };
        let Some(end) = trend.at_targets.last().map(|at| at.by) else { return Vec::new() };
        let (span, days) = (trend.first.days_until(trend.last), trend.last.days_until(end));
        let mut steps: Vec<i64> = (0..=STEPS).map(|step| days * step / STEPS).chain([span.min(days)]).collect();
        steps.sort_unstable();
        steps.dedup();
        let expected = |ahead: i64| {
            let day = trend.last.plus(ahead);
            let of = trend.on(day);
            Expected { day: day.civil(), value: of.value, low: of.low, high: of.high, is_far: ahead > span }
        };
        steps.into_iter().map(expected).collect()
    }

    /// What is to be known of a forecast that is drawn.
    pub(crate) fn forecast_note(self) -> Option<Message> {
        let (trend, _) = self.trend()?;
        let seasons =
            if trend.knows_no_seasons() { both!("; the line knows no seasons", "；未考虑季节因素") } else { Message::default() };
        Some(say!(
            "Dashes: forecast with an 80% interval, if trend and scatter stay as they were{seasons}.",
            "虚线为预测，阴影为80%区间，前提是趋势和波动不变{seasons}。",
            seasons = seasons
        ))
    }
}

/// "31 days late", "on time", "5 days early".
fn late(days: i64) -> Message {
    let size = days.unsigned_abs();
    let n = usize::try_from(size).unwrap_or(usize::MAX);
    match days {
        0 => both!("on time", "正好按期"),
        1.. => say!("{size} day{en_s} late", "晚{size}天", size = size, en_s = plural(n)),
        _ => say!("{size} day{en_s} early", "提前{size}天", size = size, en_s = plural(n)),
    }
}

/// A chance to the nearest 5 %.
fn chance(chance: f64) -> Message {
    let text = number::chance(chance);
    if text.starts_with(['<', '>']) { Message::same(text) } else { say!("about {text}", "约{text}", text) }
}
