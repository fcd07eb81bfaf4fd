//! When the whole is done, against the day on which it is to be done (`docs/numbers.md §6.6`).

use super::{Dates, Schedule, State};
use crate::calendar::Date;
use crate::project::{Kind, Project, RecordId};

/// The latest day of what is still to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finish {
    /// The day.
    pub day: Date,
    /// The milestones and tasks that end on it.
    pub last: Vec<RecordId>,
    /// Working days from the project's end to that day: positive is late, negative is a margin; `None` if the project has no end.
    pub late: Option<i64>,
}

impl Finish {
    /// The latest of the computed ends of open tasks and the expected days of open milestones; of a task that cannot be computed
    /// its planned end. `None` if nothing open has a day.
    pub(in crate::analysis) fn of(project: &Project, schedule: &Schedule, milestones: &[Dates], tasks: &[Dates]) -> Option<Self> {
        let is_open = |dates: &Dates| dates.state.is_open() && dates.state != State::NotRecorded;
        let task = |(index, dates): (usize, &Dates)| {
            let day = schedule.task(index).map(|computed| computed.end).or(dates.day)?;
            Some((day, RecordId { kind: Kind::Tasks, index }))
        };
        let milestone = |(index, dates): (usize, &Dates)| Some((dates.day?, RecordId { kind: Kind::Milestones, index }));
        let open_tasks = tasks.iter().enumerate().filter(|(_, dates)| dates.state.is_open()).filter_map(task);
        let open_milestones = milestones.iter().enumerate().filter(|(_, dates)| is_open(dates)).filter_map(milestone);
        let all: Vec<(Date, RecordId)> = open_milestones.chain(open_tasks).collect();
        let day = all.iter().map(|(day, _)| *day).max()?;
        let last = all.into_iter().filter(|(other, _)| *other == day).map(|(_, id)| id).collect();
        let late = project.settings.project.end.map(|end| project.calendar.distance(end, day));
        Some(Self { day, last, late })
    }

    /// Working days after the project's end; 0 in time, or if the project has no end.
    pub fn workdays_late(&self) -> i64 {
        self.late.unwrap_or(0).max(0)
    }
}

#[cfg(test)]
mod tests {
    use crate::analysis::Analysis;
    use crate::analysis::testing::{day, project};
    use crate::project::{Kind, RecordId};

    #[test]
    fn the_computed_end_counts_where_there_is_one() {
        let tasks = "- {id: A, name: a, start: 2026-03-02, end: 2026-03-06, percent: 0}\n- {id: B, name: b, duration: 3, after: [A]}\n- {id: C, name: c, start: 2026-05-04, end: 2026-05-08, status: cancelled}\n";
        let milestones = "- {id: M, name: m, baseline: 2026-03-12, forecast: 2026-03-16}\n- {id: N, name: n, baseline: 2026-05-12, actual: 2026-03-02}\n";
        let settings = "project: {end: 2026-03-13}\n";
        let files = [("alongside.yaml", settings), ("tasks.yaml", tasks), ("milestones.yaml", milestones)];
        let finish = Analysis::of(&project(&files, "2026-03-06")).finish.unwrap();
        let last = |kind, index| RecordId { kind, index };
        assert_eq!((finish.day, finish.late), (day("2026-03-17"), Some(2)));
        assert_eq!(finish.last, [last(Kind::Tasks, 1)]);
        assert_eq!(Analysis::of(&project(&files[..1], "2026-03-06")).finish, None);
    }
}
