//! How a KPI stands, in words.

use super::{Measure, capitalised};
use crate::analysis::kpi::{Aim, Band, Freshness, Gap, NoData, Side, Status, Target, TargetVerdict};
use crate::project::registers::goals::Direction;
use crate::text::{Lang, Message, number};
use crate::{both, say};

impl Measure<'_> {
    /// What there is to know first, in a few words: "4.9% below plan (370)".
    pub(crate) fn headline(self) -> Message {
        let standing = &self.numbers.standing;
        match standing.status {
            Status::NoData(reason) => why_no_data(reason),
            Status::Met | Status::Missed => self.result().unwrap_or_default(),
            Status::Stale => match (standing.current, self.against_plan()) {
                (Some(current), Some(gap)) => {
                    let day = self.page.day(current.day).text;
                    say!("on {day} {gap}", "{day}{gap}", day, gap)
                }
                _ => both!("its value is out of date", "数值已过期"),
            },
            Status::OnTrack | Status::AtRisk | Status::OffTrack => self.against_plan().unwrap_or_default(),
        }
    }

    /// What the charts say: the value against its plan and its usual range, the next target and when it is reached by its trend, and
    /// what became of the last one.
    pub(crate) fn sentence(self) -> String {
        let pace = self
            .next_pace_part()
            .or_else(|| self.pace_part())
            .map(|pace| say!("{en_pace}.", "{zh_pace}。", en_pace = capitalised(Lang::En, &pace.en), zh_pace = pace.zh));
        let parts = [Some(self.value_part()), self.doubt_part(), self.next_part(), pace, self.past_part()];
        let parts: Vec<String> = parts.into_iter().flatten().map(|part| self.page.say(&part)).collect();
        parts.join(if self.page.lang == Lang::Zh { "" } else { " " })
    }

    /// How the current value compares with the plan of its day.
    fn against_plan(self) -> Option<Message> {
        let (gap, plan) = (self.numbers.gap?, self.plan()?);
        let is_less_better = self.numbers.path.as_ref()?.direction == Direction::Decrease;
        let size = self.size_of(gap);
        let is_range = matches!(self.numbers.standing.expected, Some(Aim::Band(Band { low: Some(_), high: Some(_) })));
        let (en_band, zh_band) = if is_range { ("range", "区间") } else { ("limit", "限值") };
        Some(match gap.side {
            Side::OnPath => say!("exactly on plan ({plan})", "与计划一致（{plan}）", plan),
            Side::Within => say!("within the {en_band} ({plan})", "在{zh_band}内（{plan}）", plan),
            Side::Above => say!("{size} above the {en_band} ({plan})", "比{zh_band}高{size}（{plan}）", size, plan),
            Side::Below => say!("{size} below the {en_band} ({plan})", "比{zh_band}低{size}（{plan}）", size, plan),
            Side::Ahead if is_less_better => {
                say!("{size} below plan ({plan}), which is better", "比计划低{size}（计划{plan}），比预期好", size, plan)
            }
            Side::Behind if is_less_better => {
                say!("{size} above plan ({plan}), which is worse", "比计划高{size}（计划{plan}），比预期差", size, plan)
            }
            Side::Ahead => say!("{size} above plan ({plan})", "比计划高{size}（计划{plan}）", size, plan),
            Side::Behind => say!("{size} below plan ({plan})", "比计划低{size}（计划{plan}）", size, plan),
        })
    }

    /// A share of the plan, or points of per cent, or a number of units where there is no share.
    fn size_of(self, gap: Gap) -> String {
        let share = gap.relative.filter(|_| !crate::analysis::kpi::is_per_cent(self.kpi));
        share.map_or_else(|| self.size(gap.value), |share| number::percent(share.abs()))
    }

    /// What became of the last target.
    fn result(self) -> Option<Message> {
        let (aim, day) = self.told(self.last_target()?);
        let decided = self.numbers.standing.decided_by.is_some();
        Some(match self.numbers.status() {
            Status::Missed => say!("target of {aim} by {day} missed", "{day}的目标（{aim}）未达成", aim, day),
            _ if decided => say!("target of {aim} by {day} reached", "{day}的目标（{aim}）已达成", aim, day),
            _ => say!("target of {aim} reached before {day}", "已提前达成{day}的目标（{aim}）", aim, day),
        })
    }

    fn value_part(self) -> Message {
        let Some(current) = self.numbers.standing.current else {
            let has_value = self.kpi.measurements.iter().any(|measured| measured.value.is_some() && measured.date.is_none());
            return if has_value {
                both!("A value is recorded without its day, so nothing is reckoned from it.", "已登记的数值没有日期，不参与计算。")
            } else {
                both!("No value is recorded yet.", "尚无实测值。")
            };
        };
        let (value, day) = (self.worded(current.value), self.page.day(current.day).text);
        let provisional = if current.provisional { both!(" (provisional)", "（暂估）") } else { Message::default() };
        let gap = self.against_plan().map_or_else(Message::default, |gap| say!(", {gap}", "，{gap}", gap));
        say!("{value}{provisional} on {day}{gap}.", "{day}为{value}{provisional}{gap}。", value, day, provisional, gap)
    }

    /// Why it is not judged, or no longer.
    fn doubt_part(self) -> Option<Message> {
        match (self.numbers.status(), &self.numbers.freshness) {
            (Status::NoData(NoData::NoMeasurement), Freshness::Overdue { since, .. }) => {
                let day = self.page.day(*since).text;
                Some(say!("The first one was due by {day}.", "第一个数值应在{day}前登记。", day))
            }
            (Status::NoData(NoData::NoMeasurement), _) => None,
            (Status::NoData(reason), _) => {
                let reason = why_no_data(reason);
                Some(say!("It cannot be judged: {reason}.", "无法判断：{reason}。", reason))
            }
            (_, Freshness::Overdue { since, .. }) => {
                let day = self.page.day(*since).text;
                Some(say!("A newer value was due by {day}.", "新的数值应在{day}前登记。", day))
            }
            _ => None,
        }
    }

    fn next_part(self) -> Option<Message> {
        let (target, verdict) = self.next_target()?;
        let (aim, day) = self.told(target);
        Some(match verdict {
            TargetVerdict::Reached => {
                say!("The target of {aim} by {day} is reached already.", "{day}的目标（{aim}）已提前达成。", aim, day)
            }
            _ => {
                let zh_verb = self.wanted(target.aim).1;
                say!("Next target: {aim} by {day}.", "下一个目标：{day}前{zh_verb}{aim}。", aim, day)
            }
        })
    }

    fn past_part(self) -> Option<Message> {
        let (target, verdict) = self.past_target()?;
        let (aim, day) = self.told(target);
        Some(match verdict {
            TargetVerdict::Reached => {
                let by = self.decided_by(target);
                say!("The target of {aim} by {day} was reached{by}.", "{day}的目标（{aim}）已达成{by}。", aim, day, by)
            }
            TargetVerdict::Missed => {
                let by = self.decided_by(target);
                say!("The target of {aim} by {day} was missed{by}.", "{day}的目标（{aim}）未达成{by}。", aim, day, by)
            }
            TargetVerdict::Pending => {
                say!("The value that decides about {aim} by {day} is still to come.", "{day}的目标（{aim}）还在等待实测值。", aim, day)
            }
            TargetVerdict::Unknown => {
                say!("Nothing was measured around {day}, when {aim} was due.", "{day}的目标（{aim}）当时没有实测值，无法判断。", aim, day)
            }
        })
    }

    /// The value that decided about a target, unless it is the one that was told first.
    fn decided_by(self, target: &Target) -> Message {
        let decided = self.numbers.deciding(target, self.kpi, self.page.whole.project.report_date);
        let Some(point) = decided.filter(|point| self.numbers.standing.current.is_none_or(|current| current.day != point.day)) else {
            return Message::default();
        };
        let (value, day) = (self.worded(point.value), self.page.day(point.day).text);
        say!(": {value} on {day}", "，{day}为{value}", value, day)
    }

    /// What is to be reached, and by when.
    fn told(self, target: &Target) -> (String, String) {
        (self.wanted(target.aim).0, self.page.day(target.by).text)
    }

    /// What is to be reached as a noun, and what is to be done in Chinese, where the verb depends on it.
    fn wanted(self, aim: Aim) -> (String, &'static str) {
        let write = |value: f64| self.number(value);
        let (said, zh_verb) = match aim {
            Aim::Band(Band { low: None, high: Some(high) }) => (say!("at most {high}", "不超过{high}", high = write(high)), ""),
            Aim::Band(Band { low: Some(low), high: None }) => (say!("at least {low}", "不低于{low}", low = write(low)), ""),
            Aim::Band(_) => (Message::same(self.aim(aim)), "保持在"),
            Aim::Value(value) => (Message::same(write(value)), "达到"),
        };
        (self.page.say(&said), zh_verb)
    }
}

/// Why a KPI cannot be judged.
const fn why_no_data(reason: NoData) -> Message {
    match reason {
        NoData::NoMeasurement => both!("nothing measured yet", "尚无实测值"),
        NoData::NoTarget => both!("no target with a value and a day", "没有写明数值和日期的目标"),
        NoData::NoDirection => both!("nothing says which way is better", "未写明越高越好还是越低越好"),
        NoData::NotMeasuredAtTarget => both!("nothing measured around the last target’s day", "最后一个目标日前后没有实测值"),
        NoData::BeforePath => both!("its value is from before the plan begins", "数值早于计划的起点"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Date;
    use crate::project::{Kind, RecordId};
    use crate::site::testing;

    /// Headline and sentence of the first KPI of a file on 31 March 2026, in both languages.
    fn said(kpi: &str) -> [(String, String); 2] {
        each(kpi, |measure| (measure.page.say(&measure.headline()), measure.sentence()))
    }

    /// What is made of the first KPI of a file on 31 March 2026, in both languages.
    fn each<T>(kpi: &str, make: impl Fn(Measure<'_>) -> T) -> [T; 2] {
        testing::each(&[("kpis.yaml", kpi)], |page| make(Measure::of(page, RecordId { kind: Kind::Kpis, index: 0 }).unwrap()))
    }

    #[test]
    fn a_value_below_plan_tells_plan_and_targets() {
        let [(headline, sentence), (zh_headline, zh_sentence)] = said(
            "- {id: a, name: Leads, unit: {en: leads, zh-CN: 条}, baseline: {value: 0, date: 2026-01-01}, targets: [{by: 2026-02-01, value: 31}, {by: 2026-04-11, value: 100}], measurements: [{date: 2026-02-01, value: 31}, {date: 2026-03-30, value: 80}]}\n",
        );
        assert_eq!(headline, "9.1% below plan (88)");
        assert_eq!(
            sentence,
            "80 leads on 30 Mar, 9.1% below plan (88). Next target: 100 by 11 Apr. The target of 31 by 1 Feb was reached: 31 leads on 1 Feb."
        );
        assert_eq!(zh_headline, "比计划低9.1%（计划88）");
        assert_eq!(
            zh_sentence,
            "3月30日为80条，比计划低9.1%（计划88）。下一个目标：4月11日前达到100。2月1日的目标（31）已达成，2月1日为31条。"
        );
    }

    #[test]
    fn a_target_of_the_past_tells_the_value_that_decided() {
        let [(_, sentence), (_, zh_sentence)] = said(
            "- {id: a, name: Leads, baseline: {value: 0, date: 2026-01-01}, targets: [{by: 2026-03-01, value: 40}], measurements: [{date: 2026-02-28, value: 31}, {date: 2026-03-30, value: 80}]}\n",
        );
        assert!(sentence.ends_with("The target of 40 by 1 Mar was missed: 31 on 28 Feb."), "{sentence}");
        assert!(zh_sentence.ends_with("3月1日的目标（40）未达成，2月28日为31。"), "{zh_sentence}");
    }

    #[test]
    fn of_a_measure_that_is_to_fall_a_higher_value_is_worse() {
        let [(headline, _), (zh_headline, _)] = said(
            "- {id: a, name: Cost, unit: ¥, baseline: {value: 500, date: 2026-03-01}, targets: [{by: 2026-04-30, value: 400}], measurements: [{date: 2026-03-31, value: 480}]}\n",
        );
        assert_eq!(headline, "6.7% above plan (¥450), which is worse");
        assert_eq!(zh_headline, "比计划高6.7%（计划¥450），比预期差");
    }

    #[test]
    fn on_a_card_the_plan_is_as_short_as_the_value() {
        let kpi = |value: i64| {
            format!(
                "- {{id: a, name: Visits, direction: increase, targets: [{{by: 2026-03-31, value: 120000}}], unit: ¥, baseline: {{value: 0, date: 2026-01-01}}, measurements: [{{date: 2026-03-20, value: {value}}}]}}\n"
            )
        };
        let on_card = |value: i64| each(&kpi(value), |measure| measure.page.say(&measure.brief().headline()));
        assert_eq!(on_card(60_000), ["43% below plan (¥105K)", "比计划低43%（计划10.5万元）"]);
        assert_eq!(on_card(105_100)[1], "比计划低0.1%（计划105,169元）", "in full where it would look the same");
        assert_eq!(said(&kpi(60_000))[1].0, "比计划低43%（计划105,169元）");
    }

    #[test]
    fn per_cents_differ_by_points_and_limits_have_one_side() {
        let [(headline, sentence), (_, zh_sentence)] = said(
            "- {id: a, name: Returns, unit: \"%\", direction: range, targets: [{by: 2026-04-30, high: 4}], measurements: [{date: 2026-03-31, value: 5.5}]}\n",
        );
        assert_eq!(headline, "1.5 percentage points above the limit (≤4.0%)");
        assert!(sentence.ends_with("Next target: at most 4.0% by 30 Apr."), "{sentence}");
        assert!(zh_sentence.ends_with("下一个目标：4月30日前不超过4.0%。"), "{zh_sentence}");
    }

    #[test]
    fn without_a_value_or_a_target_it_says_why() {
        let [(headline, sentence), _] = said("- {id: a, name: Leads}\n");
        assert_eq!(headline, "nothing measured yet");
        assert!(sentence.starts_with("No value is recorded yet."), "{sentence}");
        let [_, (_, zh_sentence)] = said("- {id: a, name: Leads, measurements: [{date: 2026-03-31, value: 5}]}\n");
        assert_eq!(zh_sentence, "3月31日为5。无法判断：没有写明数值和日期的目标。");
    }

    /// A KPI whose target is 100 by 30 April, with values a week from 4 January.
    fn weekly(values: &[f64]) -> String {
        let day = |week: i64| Date::new(2026, 1, 4).plus(week * 7);
        let values = (0..).zip(values).map(|(week, value)| format!("{{date: {}, value: {value}}}", day(week)));
        format!(
            "- {{id: a, name: Leads, direction: increase, baseline: {{value: 10, date: 2026-01-01}}, targets: [{{by: 2026-04-30, value: 100}}], measurements: [{}]}}\n",
            values.collect::<Vec<_>>().join(", ")
        )
    }

    fn pace(values: &[f64]) -> [String; 2] {
        each(&weekly(values), |measure| measure.pace_part().map(|pace| measure.page.say(&pace)).unwrap_or_default())
    }

    #[test]
    fn when_the_trend_arrives() {
        let [en, zh] = pace(&[10.0, 15.0, 20.0, 25.0, 30.0, 35.0, 40.0, 45.0, 50.0, 55.0, 60.0, 65.0]);
        assert_eq!(en, "by its trend it reaches 100 on 10 May, 10 days late");
        assert_eq!(zh, "按目前趋势5月10日达到100，晚10天");
        assert_eq!(
            pace(&[40.0, 50.0, 60.0, 70.0, 80.0]),
            ["by its trend it should be at 100 by now, which no value shows", "按目前趋势现在应已达到100，但没有实测值"],
            "a day that is past is not foretold"
        );
        let slow: Vec<f64> = (0..12).map(|week| 87.5 + 0.5 * f64::from(week)).collect();
        assert_eq!(pace(&slow)[0], "by its trend it reaches 100.0 on 28 Jun, 59 days late");
        assert_eq!(pace(&[40.0; 6]), ["the trend does not lead to 100", "按目前趋势达不到100"]);
        assert_eq!(pace(&[40.0, 50.0]), ["", ""]);
        let [en, _] = said(&weekly(&[40.0; 6]));
        assert!(en.1.ends_with("Next target: 100 by 30 Apr. The trend does not lead to 100."), "{}", en.1);
    }

    fn process(values: &[f64]) -> [String; 2] {
        each(&weekly(values), |measure| measure.process_part().map(|part| measure.page.say(&part)).unwrap_or_default())
    }

    #[test]
    fn what_is_usual_and_what_is_not() {
        let usual = [10.0, 12.0, 11.0, 13.0, 12.0, 11.0, 10.0, 12.0, 13.0, 11.0, 12.0, 10.0];
        let then = |values: &[f64]| process(&[&usual, values].concat());
        assert_eq!(process(&usual[..5]), ["", ""]);
        assert_eq!(then(&[]), ["within its usual range", "在正常波动范围内"]);
        assert_eq!(then(&[30.0]), ["better than before: above the upper limit on 29 Mar", "3月29日高于控制上限，好于以往"]);
        assert_eq!(
            process(&[&usual[..4], &[13.0; 9]].concat()),
            ["better than before: 8 or more in a row above the mean since 25 Jan", "1月25日起连续8个及以上高于均值，好于以往"],
            "since its first value"
        );
        let down = process(&[30.0, 31.0, 30.0, 31.0, 30.0, 31.0, 30.0, 31.0, 30.0, 31.0, 30.0, 31.0, 10.0]);
        assert_eq!(down[0], "worse than before: below the lower limit on 29 Mar");
        assert_eq!(
            process(&[&usual[..6], &[30.0], &usual[..5]].concat()),
            [
                "within its usual range, last signal on 15 Feb (above the upper limit)",
                "在正常波动范围内，最近一次异常信号在2月15日（高于控制上限）"
            ]
        );
    }
}
