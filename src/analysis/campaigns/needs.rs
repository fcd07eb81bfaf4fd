//! What campaigns, publications and bookings wait for, and by how much it may move (`docs/numbers.md §9.5`).

use crate::analysis::Analysis;
use crate::calendar::Date;
use crate::project::registers::campaigns::CampaignStage;
use crate::project::types::Reference;
use crate::project::{Kind, Project, RecordId};

/// Something that must be there before a campaign, a publication or a booking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hanging {
    /// What waits.
    pub waits: RecordId,
    /// Which of its bookings, if it is a shared resource.
    pub booking: Option<usize>,
    /// What it waits for.
    pub needs: RecordId,
    /// The day from which it is needed.
    pub from: Date,
    /// The day on which what it needs is there, or is expected.
    pub expected: Option<Date>,
    /// Whether it is there.
    pub is_there: bool,
    /// The working days by which what it needs may move before it is hit; negative is too late already. `None` without a day.
    pub float: Option<i64>,
}

impl Hanging {
    /// Everything that waits and has a day, by that day.
    pub(in crate::analysis) fn all(project: &Project, analysis: &Analysis) -> Vec<Self> {
        let mut all = Vec::new();
        for (index, campaign) in project.campaigns.iter().enumerate() {
            let is_ahead = !matches!(campaign.stage, Some(CampaignStage::Ended | CampaignStage::Cancelled));
            let from = campaign.start.filter(|_| is_ahead);
            all.extend(of(
                project,
                analysis,
                (RecordId { kind: Kind::Campaigns, index }, None),
                from,
                campaign.needs.iter().map(|need| need.reference()),
            ));
        }
        for (index, content) in project.content.iter().enumerate() {
            let from = content.scheduled.or(content.planned).filter(|_| content.is_open());
            all.extend(of(
                project,
                analysis,
                (RecordId { kind: Kind::Content, index }, None),
                from,
                content.needs.iter().map(|need| need.reference()),
            ));
        }
        for (index, resource) in project.shared_resources.iter().enumerate() {
            for (nth, booking) in resource.bookings.iter().enumerate() {
                let from = booking.from.filter(|_| booking.to.or(booking.from).is_some_and(|last| last >= project.report_date));
                let id = RecordId { kind: Kind::SharedResources, index };
                all.extend(of(project, analysis, (id, Some(nth)), from, booking.milestone.iter().map(|milestone| milestone.reference())));
            }
        }
        all.sort_by_key(|hanging| (hanging.from, hanging.waits, hanging.booking, hanging.needs));
        all
    }

    /// Whether it begins before what it needs is there.
    pub fn is_hit(&self) -> bool {
        self.float.is_some_and(|float| float < 0)
    }
}

fn of<'r>(
    project: &Project,
    analysis: &Analysis,
    (waits, booking): (RecordId, Option<usize>),
    from: Option<Date>,
    needs: impl Iterator<Item = Reference<'r>>,
) -> Vec<Hanging> {
    let Some(from) = from else { return Vec::new() };
    let named = needs.flat_map(|need| project.resolve(&need).all().to_vec());
    let each = named.filter_map(|needs| {
        let (expected, is_there) = arrival(project, analysis, needs)?;
        // What is open and overdue comes tomorrow at the earliest, and not before today.
        let expected = if is_there { expected } else { expected.map(|day| day.max(project.report_date)) };
        let float = expected.map(|day| project.calendar.distance(day, from));
        let too_late = expected.is_some_and(|day| day > from);
        // From a Friday to a Saturday no day is worked, and still it is late.
        let float = float.map(|float| if too_late { float.min(-1) } else { float });
        Some(Hanging { waits, booking, needs, from, expected, is_there, float })
    });
    each.collect()
}

/// When something is there or expected, and whether it is there; `None` of what nobody waits for any more, and of what has no day by
/// its nature.
fn arrival(project: &Project, analysis: &Analysis, id: RecordId) -> Option<(Option<Date>, bool)> {
    match id.kind {
        Kind::Milestones | Kind::Tasks => {
            let dates = analysis.dates(id)?;
            Some((dates.day, !dates.state.is_open()))
        }
        Kind::Handoffs => {
            let handoff = project.handoffs.get(id.index)?;
            Some((handoff.accepted_on.or(handoff.due), !handoff.is_open()))
        }
        Kind::Materials => {
            let material = project.materials.get(id.index)?;
            Some((material.received.or(material.expected).or(material.needed_by), material.is_finished()))
        }
        Kind::Support => {
            let resource = project.support.get(id.index)?;
            Some((resource.available_from, resource.available_from.is_some_and(|day| day <= project.report_date)))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::project;

    #[test]
    fn what_hangs_on_a_milestone_and_by_how_much_it_may_move() {
        let project = project(
            &[
                (
                    "milestones.yaml",
                    "- {id: M-1, name: Launch, baseline: 2026-04-10, forecast: 2026-04-14}\n- {id: M-2, name: Past, actual: 2026-03-02}\n",
                ),
                (
                    "campaigns.yaml",
                    "- {id: C-1, name: Before, start: 2026-04-13, needs: [M-1]}\n- {id: C-2, name: After, start: 2026-04-20, needs: [M-1, M-2, H-1]}\n- {id: C-3, name: Gone, start: 2026-04-01, stage: ended, needs: M-1}\n",
                ),
                ("content-calendar.yaml", "- {title: Film, planned: 2026-04-14, needs: M-1}\n"),
                ("handoffs.yaml", "- {id: H-1, what: Files, due: 2026-03-02, status: open}\n"),
                ("shared-resources.yaml", "- {name: Hall, bookings: [{from: 2026-04-17, milestone: M-1}]}\n"),
            ],
            "2026-03-31",
        );
        let analysis = Analysis::of(&project);
        let told: Vec<_> = analysis
            .hanging
            .iter()
            .map(|hanging| {
                (
                    project.record(hanging.waits).unwrap().id().to_owned(),
                    project.record(hanging.needs).unwrap().id().to_owned(),
                    hanging.float,
                )
            })
            .collect();
        let row = |waits: &str, needs: &str, float: i64| (waits.to_owned(), needs.to_owned(), Some(float));
        assert_eq!(
            told,
            [
                row("C-1", "M-1", -1),
                row("film", "M-1", 0),
                row("hall", "M-1", 3),
                row("C-2", "M-1", 4),
                row("C-2", "M-2", 35),
                row("C-2", "H-1", 14)
            ]
        );
    }
}
