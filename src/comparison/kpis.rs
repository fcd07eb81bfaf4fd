//! KPIs: statuses and targets crossed, targets and baselines edited, old values corrected.

use super::sides::Sides;
use super::{Change, News, Topic};
use crate::analysis::kpi::{Aim, KpiNumbers, Point, Status, Target};
use crate::checklist::figures;
use crate::project::registers::goals::Kpi;
use crate::project::{Entry, Kind, RecordId};
use crate::text::{Message, plural};
use crate::{both, say};

/// A KPI in both states.
struct Pair<'a> {
    sides: &'a Sides<'a>,
    id: RecordId,
    kpi: &'a Entry<Kpi>,
    was: &'a KpiNumbers,
    is: &'a KpiNumbers,
}

pub(super) fn changes(sides: &Sides<'_>) -> Vec<Change> {
    let pair = |(then, now): &(RecordId, RecordId)| {
        let (was, is) = (sides.then.analysis.kpis.get(then.index)?, sides.now.analysis.kpis.get(now.index)?);
        Some(Pair { sides, id: *now, kpi: sides.now.project.kpis.get(now.index)?, was, is })
    };
    let pairs: Vec<Pair<'_>> = sides.matched(Kind::Kpis).pairs.iter().filter_map(pair).collect();
    pairs.iter().flat_map(|pair| pair.status().into_iter().chain(pair.targets()).chain(pair.baseline()).chain(pair.corrected())).collect()
}

impl Pair<'_> {
    fn name(&self) -> Message {
        self.sides.name(self.id)
    }

    fn change(&self, topic: Topic, news: News, effect: u32, says: Message) -> Change {
        Change::new(topic, news, effect, says).of(self.id)
    }

    fn value(&self, value: f64) -> Message {
        figures::value(&self.sides.now.project, self.kpi, self.is, value)
    }

    fn status(&self) -> Option<Change> {
        let (was, is) = (self.was.status(), self.is.status());
        let (from, to) = (rank(was)?, rank(is)?);
        // What falls back from a target that it had reached early is still as planned.
        if from == to || (was == Status::Met && is == Status::OnTrack) {
            return None;
        }
        let name = self.name();
        let (says_is, says_was) = (word(is), word(was));
        let says = say!("“{name}” is {says_is}; it was {says_was}.", "“{name}”{says_is}，此前{says_was}。", name, says_is, says_was);
        Some(self.change(Topic::Kpi, News::better(to < from), if is.is_off() { 700 } else { 600 }, says))
    }

    /// Targets with another value or another day than before.
    fn targets(&self) -> Vec<Change> {
        let of = |numbers: &'_ KpiNumbers| numbers.path.iter().flat_map(|path| path.targets.clone()).collect::<Vec<Target>>();
        let (was, is) = (of(self.was), of(self.is));
        let mut changes = Vec::new();
        for target in &is {
            if let Some(before) = was.iter().find(|before| before.by == target.by) {
                changes.extend(self.edited(before, target));
            } else if let Some(before) = was.iter().find(|before| before.aim == target.aim && is.iter().all(|one| one.by != before.by)) {
                let (name, from, to) = (self.name(), self.sides.day(before.by), self.sides.day(target.by));
                let unnamed = self.without_change();
                changes.push(self.change(
                    Topic::Edited,
                    if target.by > before.by { News::Bad } else { News::Plain },
                    840,
                    say!(
                        "The target of “{name}” moved from {from} to {to}{unnamed}.",
                        "“{name}”的目标由{from}改到{to}{unnamed}。",
                        name,
                        from,
                        to,
                        unnamed
                    ),
                ));
            }
        }
        let is_dropped = |before: &&Target| {
            before.by >= self.sides.then.project.report_date && is.iter().all(|one| one.by != before.by && one.aim != before.aim)
        };
        let dropped = was.iter().filter(is_dropped).count();
        if dropped > 0 {
            let (name, unnamed) = (self.name(), self.without_change());
            changes.push(self.change(
                Topic::Edited,
                News::Bad,
                850,
                say!(
                    "{dropped} target{en_s} of “{name}” {en_are} gone{unnamed}.",
                    "“{name}”有{dropped}个目标被删除{unnamed}。",
                    dropped,
                    name,
                    unnamed,
                    en_s = plural(dropped),
                    en_are = if dropped == 1 { "is" } else { "are" }
                ),
            ));
        }
        changes
    }

    fn edited(&self, before: &Target, target: &Target) -> Option<Change> {
        let (Aim::Value(from), Aim::Value(to)) = (before.aim, target.aim) else {
            return (before.aim != target.aim).then(|| {
                let (name, day) = (self.name(), self.sides.day(target.by));
                let says = say!("The range of “{name}” by {day} was changed.", "“{name}”{day}的区间已修改。", name, day);
                self.change(Topic::Edited, News::Plain, 840, says)
            });
        };
        if (from - to).abs() <= f64::EPSILON * from.abs().max(to.abs()) {
            return None;
        }
        let (name, day, unnamed) = (self.name(), self.sides.day(target.by), self.without_change());
        let (moved, from_value, to_value) = (
            if to < from { both!("lowered", "调低") } else { both!("raised", "调高") },
            figures::plan(&self.sides.now.project, self.kpi, self.is, from, to),
            figures::plan(&self.sides.now.project, self.kpi, self.is, to, from),
        );
        let says = say!(
            "The target of “{name}” by {day} was {moved} from {from_value} to {to_value}{unnamed}.",
            "“{name}”{day}的目标由{from_value}{moved}到{to_value}{unnamed}。",
            name,
            day,
            moved,
            from_value,
            to_value,
            unnamed
        );
        Some(self.change(Topic::Edited, News::Bad, 850, says))
    }

    /// "; no approved change names it", unless one does, of the KPI or of a goal that it measures.
    fn without_change(&self) -> Message {
        let project = &self.sides.now.project;
        let approved = project.changes.iter().filter(|change| change.is_approved());
        let named: Vec<RecordId> = approved
            .flat_map(|change| &change.affects)
            .flat_map(|affected| project.resolve(&affected.reference()).all().to_vec())
            .collect();
        let measures = |id: &RecordId| {
            id.kind == Kind::Goals && self.sides.now.analysis.goals.get(id.index).is_some_and(|goal| goal.kpis.contains(&self.id.index))
        };
        if named.iter().any(|id| *id == self.id || measures(id)) {
            return Message::default();
        }
        both!("; no approved change names it", "，没有已批准的策略调整提到它")
    }

    fn baseline(&self) -> Option<Change> {
        let of = |numbers: &KpiNumbers| numbers.path.as_ref().and_then(|path| path.baseline);
        let (from, to) = (of(self.was)?, of(self.is)?);
        if (from - to).abs() <= f64::EPSILON * from.abs().max(to.abs()) {
            return None;
        }
        let (name, from, to) = (self.name(), self.value(from), self.value(to));
        let says = say!("The baseline of “{name}” was changed from {from} to {to}.", "“{name}”的基线由{from}改为{to}。", name, from, to);
        Some(self.change(Topic::Edited, News::Plain, 560, says))
    }

    /// Values of days that were known then, and read otherwise now. A provisional value is expected to change.
    fn corrected(&self) -> Option<Change> {
        let now = |point: &Point| self.is.series.points.iter().find(|now| now.day == point.day).map(|now| now.value);
        let is_changed = |point: &&Point| !point.provisional && now(point).is_none_or(|value| (value - point.value).abs() > 0.0);
        let changed: Vec<&Point> = self.was.series.points.iter().filter(is_changed).collect();
        let (first, name) = (*changed.first()?, self.name());
        let says = match (changed.len(), now(first)) {
            (1, Some(value)) => {
                let (day, from, to) = (self.sides.day(first.day), self.value(first.value), self.value(value));
                say!(
                    "The value of “{name}” of {day} was changed from {from} to {to}.",
                    "“{name}”{day}的数值由{from}改为{to}。",
                    name,
                    day,
                    from,
                    to
                )
            }
            (1, None) => {
                let day = self.sides.day(first.day);
                say!("The value of “{name}” of {day} is gone.", "“{name}”{day}的数值已删除。", name, day)
            }
            (n, _) => say!("{n} earlier values of “{name}” were changed.", "“{name}”有{n}个此前的数值被修改。", n, name),
        };
        Some(self.change(Topic::Edited, News::Plain, 520, says))
    }
}

/// The better, the less; `None` for what is not judged.
const fn rank(status: Status) -> Option<u8> {
    match status {
        Status::Met => Some(0),
        Status::OnTrack => Some(1),
        Status::AtRisk => Some(2),
        Status::OffTrack => Some(3),
        Status::Missed => Some(4),
        Status::Stale | Status::NoData(_) => None,
    }
}

const fn word(status: Status) -> Message {
    match status {
        Status::Met => both!("at its last target", "已达到最终目标"),
        Status::OnTrack => both!("on track", "正常"),
        Status::AtRisk => both!("at risk", "有风险"),
        Status::OffTrack => both!("off track", "偏离"),
        Status::Missed => both!("short of its last target", "未达成最终目标"),
        Status::Stale => both!("out of date", "数据过期"),
        Status::NoData(_) => both!("not judged", "暂无数据"),
    }
}
