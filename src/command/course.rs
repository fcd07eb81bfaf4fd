//! The reports before the one that is made, each of the folder as it was committed then.

use std::collections::BTreeSet;
use std::sync::Mutex;

use rayon::prelude::*;

use super::history::{History, State};
use crate::calendar::Date;
use crate::checklist::{Audience, Published};
use crate::comparison::{Course, Report};
use crate::project::Kind;
use crate::source::files::GitError;

/// So many earlier reports are read.
const MOST: usize = 60;
/// Records of all of them together: of a large folder fewer reports are read, so that a build stays a build.
const MOST_RECORDS: usize = 60_000;
/// With fewer than these there is no course.
const FEWEST: usize = 3;

/// What was read for the report before: serving a folder, only the work tree changes.
#[derive(Default)]
pub(super) struct Earlier(Mutex<Option<(Key, Vec<Report>)>>);

/// What earlier reports depend on: the commit, the report date, and what is not published now.
#[derive(PartialEq, Eq)]
struct Key {
    tip: String,
    day: Date,
    withheld: BTreeSet<(Kind, String)>,
}

/// How the project went up to now; `None` where the history has no earlier report.
///
/// # Errors
/// If git fails.
pub(super) fn course(history: &History, now: &Published<'_>, earlier: &Earlier) -> Result<Option<Course>, GitError> {
    let Some(tip) = history.tip()? else { return Ok(None) };
    let key = Key { tip, day: now.project.report_date, withheld: now.withheld().clone() };
    let mut known = earlier.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let reports = match known.as_ref() {
        Some((before, reports)) if *before == key => reports.clone(),
        _ => read(history, now)?,
    };
    *known = Some((key, reports.clone()));
    Ok((!reports.is_empty()).then(|| Course::of(reports, now)))
}

/// Reads and judges each of them. One in which the folder was no project yet is none.
fn read(history: &History, now: &Published<'_>) -> Result<Vec<Report>, GitError> {
    let records: usize = Kind::ALL.iter().map(|kind| now.project.registers.len(*kind)).sum();
    let most = (MOST_RECORDS / records.max(1)).min(MOST);
    if most < FEWEST {
        return Ok(Vec::new());
    }
    let states = thinned(history.reports(&now.project)?, most);
    let report = |state: &State| {
        let then = history.judged(state).ok()?;
        Some(Report::of(&Published::to(Audience::Public, &then), now))
    };
    Ok(states.par_iter().filter_map(report).collect())
}

/// At most so many of them, evenly, the first and the last among them.
fn thinned(states: Vec<State>, most: usize) -> Vec<State> {
    let n = states.len();
    if n <= most {
        return states;
    }
    let kept: BTreeSet<usize> = (0..most).map(|at| at * (n - 1) / (most - 1)).collect();
    states.into_iter().enumerate().filter(|(at, _)| kept.contains(at)).map(|(_, state)| state).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::files::Commit;

    #[test]
    fn of_many_reports_the_first_and_the_last_are_kept() {
        let state = |at: i64| State { commit: Commit { id: at.to_string(), seconds: at }, day: Date::new(2026, 1, 1).plus(at) };
        let days =
            |n: i64, most: usize| thinned((0..n).map(state).collect(), most).iter().map(|state| state.commit.seconds).collect::<Vec<_>>();
        assert_eq!(days(5, 60), [0, 1, 2, 3, 4]);
        assert_eq!(days(9, 3), [0, 4, 8]);
        assert_eq!((days(500, 60).len(), days(500, 60)[0], days(500, 60)[59]), (60, 0, 499));
    }
}
