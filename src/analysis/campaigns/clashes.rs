//! What campaigns and publications meet on their days: each other, quiet periods, public holidays (`docs/numbers.md §9.7`).

use crate::calendar::Date;
use crate::project::registers::campaigns::Campaign;
use crate::project::{Kind, Project, RecordId};
use crate::source::fold::fold;

/// Days on which a campaign or a publication meets something, the first of them not before the report date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Clash {
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
    /// The campaign or the publication.
    pub record: RecordId,
    /// What it meets.
    pub with: With,
}

/// What a campaign or a publication meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum With {
    /// Another campaign for the same audience in the same channel.
    Campaign(usize),
    /// A quiet period, by its place in the settings.
    Quiet(usize),
    /// A public holiday, on which it begins or appears.
    Holiday,
}

impl Clash {
    /// All of them, by their first day.
    pub(in crate::analysis) fn all(project: &Project) -> Vec<Self> {
        let mut all: Vec<Self> = (0..project.campaigns.len()).flat_map(|index| of_campaign(project, index)).collect();
        for (index, content) in project.content.iter().enumerate() {
            let day = content.scheduled.or(content.planned).filter(|day| content.is_open() && *day >= project.report_date);
            let record = RecordId { kind: Kind::Content, index };
            all.extend(day.into_iter().flat_map(|day| of_days(project, record, (day, day), Some(day))));
        }
        all.sort();
        all
    }

    /// Those of a record with what one of them meets.
    pub fn of(all: &[Self], record: RecordId, meets: impl Fn(With) -> bool) -> Option<&Self> {
        all.iter().find(|clash| clash.record == record && meets(clash.with))
    }
}

fn of_campaign(project: &Project, index: usize) -> Vec<Clash> {
    let Some(campaign) = project.campaigns.get(index).filter(|campaign| campaign.is_open()) else { return Vec::new() };
    let Some((start, end)) = days(campaign).filter(|(_, last)| *last >= project.report_date) else { return Vec::new() };
    let record = RecordId { kind: Kind::Campaigns, index };
    let ahead = (start.max(project.report_date), end);
    let rivals = project.campaigns.iter().enumerate().skip(index + 1).filter(|(_, other)| other.is_open());
    let met = rivals.filter_map(|(at, other)| {
        let (first, last) = shared(ahead, days(other)?)?;
        reaches_the_same(campaign, other).then_some(Clash { first, last, record, with: With::Campaign(at) })
    });
    let begins = Some(start).filter(|start| *start >= project.report_date);
    met.chain(of_days(project, record, ahead, begins)).collect()
}

/// Quiet periods among its days, and a holiday on which it begins.
fn of_days(project: &Project, record: RecordId, ahead: (Date, Date), begins: Option<Date>) -> impl Iterator<Item = Clash> {
    let quiet = project.settings.calendar.quiet.iter().enumerate().filter_map(move |(at, quiet)| {
        let from = quiet.from?;
        let (first, last) = shared(ahead, (from, quiet.to.unwrap_or(from)))?;
        Some(Clash { first, last, record, with: With::Quiet(at) })
    });
    let holiday = begins.filter(|day| project.calendar.is_holiday(*day));
    quiet.chain(holiday.map(|day| Clash { first: day, last: day, record, with: With::Holiday }))
}

fn days(campaign: &Campaign) -> Option<(Date, Date)> {
    let start = campaign.start?;
    Some((start, campaign.end.unwrap_or(start)))
}

/// The days of two stretches in common.
fn shared(one: (Date, Date), other: (Date, Date)) -> Option<(Date, Date)> {
    let (first, last) = (one.0.max(other.0), one.1.min(other.1));
    (first <= last).then_some((first, last))
}

/// Whether two campaigns have an audience and a channel in common.
fn reaches_the_same(one: &Campaign, other: &Campaign) -> bool {
    let audience = one.audience.iter().any(|one| other.audience.iter().any(|other| fold(one.any()) == fold(other.any())));
    audience && one.channels.iter().any(|one| other.channels.iter().any(|other| fold(one) == fold(other)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::project;

    #[test]
    fn what_is_met_from_the_report_date_on() {
        let settings = "calendar:\n  holidays: [2026-05-01..2026-05-03]\n  make_up: [2026-05-03]\n  quiet:\n    - {name: Exams, from: 2026-04-07, to: 2026-04-09}\n    - {name: Past, from: 2026-03-01, to: 2026-03-02}\n    - {name: One day, from: 2026-05-20}\n";
        let campaigns = "- {id: C-1, name: a, audience: Renters, channels: [Search], start: 2026-03-01, end: 2026-04-08}\n- {id: C-2, name: b, audience: renters, channels: [search, Mail], start: 2026-04-06, end: 2026-04-12}\n- {id: C-3, name: c, stage: ended, audience: Renters, channels: [Search], start: 2026-04-06, end: 2026-04-12}\n- {id: C-4, name: d, start: 2026-05-01, end: 2026-05-04}\n- {id: C-5, name: e, start: 2026-05-03}\n";
        let content = "- {id: N-1, title: Film, planned: 2026-05-02}\n- {id: N-2, title: Post, planned: 2026-05-20}\n- {id: N-3, title: Out, planned: 2026-05-20, status: published}\n";
        let project =
            project(&[("alongside.yaml", settings), ("campaigns.yaml", campaigns), ("content-calendar.yaml", content)], "2026-03-31");
        let told: Vec<_> = Clash::all(&project)
            .into_iter()
            .map(|clash| {
                (project.record(clash.record).unwrap().id().to_owned(), clash.with, clash.first.to_string(), clash.last.to_string())
            })
            .collect();
        let row = |id: &str, with: With, first: &str, last: &str| (id.to_owned(), with, first.to_owned(), last.to_owned());
        assert_eq!(
            told,
            [
                row("C-1", With::Campaign(1), "2026-04-06", "2026-04-08"),
                row("C-1", With::Quiet(0), "2026-04-07", "2026-04-08"),
                row("C-2", With::Quiet(0), "2026-04-07", "2026-04-09"),
                row("C-4", With::Holiday, "2026-05-01", "2026-05-01"),
                row("N-1", With::Holiday, "2026-05-02", "2026-05-02"),
                row("N-2", With::Quiet(2), "2026-05-20", "2026-05-20"),
            ]
        );
    }
}
