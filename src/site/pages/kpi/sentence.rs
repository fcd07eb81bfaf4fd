//! How a KPI stands, in words.

use super::Measure;
use crate::analysis::kpi::{Freshness, Gap, NoData, Side, Status, Target, TargetVerdict};
use crate::project::registers::goals::Direction;
use crate::text::{Lang, Message, number};
use crate::{both, say};

impl Measure<'_> {
    /// What there is to know first, in a few words: "4.9% below plan (370)".
    pub fn headline(self) -> Message {
        let standing = &self.numbers.standing;
        match standing.status {
            Status::NoData(reason) => why_no_data(reason),
            Status::Met | Status::Missed => self.result().unwrap_or_default(),
            Status::Stale => match (standing.current, self.against_plan()) {
                (Some(current), Some(gap)) => {
                    let day = self.page.day(current.day).text;
                    say!("on {day} {en_gap}", "{day}{zh_gap}", day = day, en_gap = gap.en, zh_gap = gap.zh)
                }
                _ => both!("its value is out of date", "数值已过期"),
            },
            Status::OnTrack | Status::AtRisk | Status::OffTrack => self.against_plan().unwrap_or_default(),
        }
    }

    /// What the chart says: the value against its plan, the next target, and what became of the last one.
    pub fn sentence(self) -> String {
        let parts = [self.value_part(), self.doubt_part(), self.next_part(), self.past_part()];
        let parts: Vec<String> = parts.into_iter().flatten().map(|part| self.page.say(&part)).collect();
        parts.join(if self.page.lang == Lang::Zh { "" } else { " " })
    }

    /// How the current value compares with the plan of its day.
    fn against_plan(self) -> Option<Message> {
        let (gap, plan) = (self.numbers.gap?, self.plan()?);
        let is_less_better = self.numbers.path.as_ref()?.direction == Direction::Decrease;
        let size = self.size_of(gap);
        Some(match gap.side {
            Side::OnPath => say!("exactly on plan ({plan})", "与计划一致（{plan}）", plan = plan),
            Side::Within => say!("within the range ({plan})", "在区间内（{plan}）", plan = plan),
            Side::Above => say!("{size} above the range ({plan})", "高出区间{size}（{plan}）", size = size, plan = plan),
            Side::Below => say!("{size} below the range ({plan})", "低于区间{size}（{plan}）", size = size, plan = plan),
            Side::Ahead if is_less_better => {
                say!("{size} below plan ({plan}), which is better", "比计划低{size}（计划{plan}），比预期好", size = size, plan = plan)
            }
            Side::Behind if is_less_better => {
                say!("{size} above plan ({plan}), which is worse", "比计划高{size}（计划{plan}），比预期差", size = size, plan = plan)
            }
            Side::Ahead => say!("{size} above plan ({plan})", "比计划高{size}（计划{plan}）", size = size, plan = plan),
            Side::Behind => say!("{size} below plan ({plan})", "比计划低{size}（计划{plan}）", size = size, plan = plan),
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
            Status::Missed => say!("target of {aim} by {day} missed", "{day}的目标{aim}未达成", aim = aim, day = day),
            _ if decided => say!("target of {aim} by {day} reached", "{day}的目标{aim}已达成", aim = aim, day = day),
            _ => say!("target of {aim} reached before {day}", "已提前达成{day}的目标{aim}", aim = aim, day = day),
        })
    }

    fn value_part(self) -> Option<Message> {
        let Some(current) = self.numbers.standing.current else { return Some(both!("No value is recorded yet.", "尚无实测值。")) };
        let (value, day) = (self.worded(current.value), self.page.day(current.day).text);
        let provisional = if current.provisional { both!(" (provisional)", "（暂估）") } else { Message::default() };
        let gap =
            self.against_plan().map_or_else(Message::default, |gap| say!(", {en_gap}", "，{zh_gap}", en_gap = gap.en, zh_gap = gap.zh));
        Some(say!(
            "{value}{en_provisional} on {day}{en_gap}.",
            "{day}为{value}{zh_provisional}{zh_gap}。",
            value = value,
            day = day,
            en_provisional = provisional.en,
            zh_provisional = provisional.zh,
            en_gap = gap.en,
            zh_gap = gap.zh
        ))
    }

    /// Why it is not judged, or no longer.
    fn doubt_part(self) -> Option<Message> {
        match (self.numbers.status(), &self.numbers.freshness) {
            (Status::NoData(NoData::NoMeasurement), Freshness::Overdue { since, .. }) => {
                let day = self.page.day(*since).text;
                Some(say!("The first one was due by {day}.", "第一个数值应在{day}前登记。", day = day))
            }
            (Status::NoData(NoData::NoMeasurement), _) => None,
            (Status::NoData(reason), _) => {
                let reason = why_no_data(reason);
                Some(say!("It cannot be judged: {en_reason}.", "无法判断：{zh_reason}。", en_reason = reason.en, zh_reason = reason.zh))
            }
            (_, Freshness::Overdue { since, .. }) => {
                let day = self.page.day(*since).text;
                Some(say!("A newer value was due by {day}.", "新的数值应在{day}前登记。", day = day))
            }
            _ => None,
        }
    }

    fn next_part(self) -> Option<Message> {
        let (target, verdict) = self.next_target()?;
        let (aim, day) = self.told(target);
        Some(match verdict {
            TargetVerdict::Reached => {
                say!("The target of {aim} by {day} is reached already.", "{day}的目标{aim}已提前达成。", aim = aim, day = day)
            }
            _ => say!("Next target: {aim} by {day}.", "下一个目标：{day}前达到{aim}。", aim = aim, day = day),
        })
    }

    fn past_part(self) -> Option<Message> {
        let (target, verdict) = self.past_target()?;
        let (aim, day) = self.told(target);
        Some(match verdict {
            TargetVerdict::Reached => say!("The target of {aim} by {day} was reached.", "{day}的目标{aim}已达成。", aim = aim, day = day),
            TargetVerdict::Missed => say!("The target of {aim} by {day} was missed.", "{day}的目标{aim}未达成。", aim = aim, day = day),
            TargetVerdict::Pending => {
                say!(
                    "The value that decides about {aim} by {day} is still to come.",
                    "{day}的目标{aim}还在等待实测值。",
                    aim = aim,
                    day = day
                )
            }
            TargetVerdict::Unknown => {
                say!(
                    "Nothing was measured around {day}, when {aim} was due.",
                    "{day}的目标{aim}当时没有实测值，无法判断。",
                    aim = aim,
                    day = day
                )
            }
        })
    }

    /// What is to be reached, and by when.
    fn told(self, target: &Target) -> (String, String) {
        (self.aim(target.aim), self.page.day(target.by).text)
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
