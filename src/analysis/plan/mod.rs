//! The plan (`docs/numbers.md §6`): where milestones and tasks stand against their dates, the network of dependencies and its
//! critical path, how much of the work is done, and earned value.

mod agreed;
mod curve;
mod dates;
mod earned_value;
mod finish;
mod groups;
mod loops;
mod network;
mod paths;
mod progress;
mod recorded;
mod schedule;

pub use agreed::is_agreed;
pub use curve::ValuePoint;
pub use dates::{Dates, Shift, State, planned_end};
pub use earned_value::{EarnedValue, Index, Missing};
pub use finish::Finish;
pub use groups::Groups;
pub use loops::{loops, way_round};
pub use network::{Activity, Link, Network, Slack, Solution, Standing, Times};
pub use progress::{Progress, planned_share};
pub use recorded::Recorded;
pub use schedule::{Computed, Float, Loop, MOST_PATHS, Schedule};

use crate::project::{Kind, RecordId};

impl super::Analysis {
    /// The dates of a milestone or a task; other records have none.
    pub fn dates(&self, id: RecordId) -> Option<&Dates> {
        match id.kind {
            Kind::Milestones => self.milestones.get(id.index),
            Kind::Tasks => self.tasks.get(id.index),
            _ => None,
        }
    }

    /// Whether something is left to do for a milestone or a task, as far as one knows.
    pub fn is_open(&self, id: RecordId) -> bool {
        self.dates(id).is_some_and(|dates| dates.state.is_open())
    }
}
