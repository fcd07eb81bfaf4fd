//! The dates of all tasks by their dependencies, reckoned again at the report date (`docs/numbers.md §6.2`), which can still be used.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::network::{Activity, Link, Network, Solution, Standing, Times};
use super::{Dates, Groups, Recorded, Shift, State, way_round};
use crate::calendar::{Calendar, Date};
use crate::project::Project;
use crate::project::registers::plan::{DependencyKind, Task};
use crate::project::types::Lag;

/// When a task is done, if all that it depends on is done as early as it can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Computed {
    /// Its first day.
    pub start: Date,
    /// Its last day.
    pub end: Date,
    /// Working days of it that are left.
    pub remaining: i64,
    /// The same as boundaries between working days, as [`Calendar::count_up_to`] counts them.
    pub times: Times,
    /// How late it may be; `None` once it is done.
    pub float: Option<Float>,
    /// How far its end is from the one once agreed.
    pub shift: Option<Shift>,
}

/// How late a task may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Float {
    /// The day on which what is left of it must start at the latest.
    pub late_start: Date,
    /// The day on which it must end at the latest, if the plan is to end as early as it can.
    pub late_end: Date,
    /// Total float, in working days.
    pub total: i64,
    /// Free float, in working days.
    pub free: i64,
}

/// The plan by its dependencies, at the report date. Tasks go by their place in the register.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Schedule {
    /// Each task; `None` if it is cancelled, a group, in a loop or behind one.
    pub tasks: Vec<Option<Computed>>,
    /// The day on which the last task ends.
    pub finish: Option<Date>,
    /// The loops of dependencies.
    pub loops: Vec<Loop>,
    /// Tasks in loops and all that follow them: they have no dates.
    pub without_dates: Vec<usize>,
    /// Tasks that may not slip, by their ids.
    pub critical: Vec<usize>,
    /// Critical paths, at most [`MOST_PATHS`] of them.
    pub paths: Vec<Vec<usize>>,
    /// How many critical paths there are.
    pub path_count: u64,
    /// For each milestone the latest computed end of the tasks that name it.
    pub milestones: Vec<Option<Date>>,
    /// For each milestone whether a critical task leads to it.
    pub critical_milestones: Vec<bool>,
}

/// Tasks that each wait for another one of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loop {
    /// All of them, by their ids.
    pub members: Vec<usize>,
    /// One way round: each is waited for by the next one, and the last one by the first.
    pub way: Vec<usize>,
}

/// So many critical paths are listed.
pub const MOST_PATHS: usize = 20;

impl Computed {
    /// Whether it may not slip.
    pub fn is_critical(&self) -> bool {
        self.float.is_some_and(|float| float.total == 0)
    }
}

impl Schedule {
    /// Works out the plan at the report date.
    pub(in crate::analysis) fn of(project: &Project, dates: &[Dates]) -> Self {
        let plan = Plan::of(project, dates);
        let solution = plan.network.solve();
        let task = |at: &usize| plan.tasks.get(*at).copied();
        let tasks_of = |places: &[usize]| places.iter().filter_map(task).collect::<Vec<usize>>();
        let mut schedule = Self {
            tasks: plan.computed(project, &solution),
            loops: plan.loops(&solution),
            critical: tasks_of(&solution.critical().collect::<Vec<_>>()),
            paths: solution.critical_paths(MOST_PATHS).iter().map(|path| tasks_of(path)).collect(),
            path_count: solution.critical_path_count(),
            ..Self::default()
        };
        schedule.without_dates = plan.tasks.iter().copied().filter(|task| schedule.task(*task).is_none()).collect();
        schedule.finish = schedule.tasks.iter().flatten().map(|task| task.end).max();
        schedule.lead_to_milestones(project, &plan);
        schedule
    }

    /// The dates of a task by its place in the register.
    pub fn task(&self, index: usize) -> Option<&Computed> {
        self.tasks.get(index)?.as_ref()
    }

    /// Whether a task may not slip.
    pub fn is_critical(&self, index: usize) -> bool {
        self.task(index).is_some_and(Computed::is_critical)
    }

    fn lead_to_milestones(&mut self, project: &Project, plan: &Plan) {
        let mut leading: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for index in &plan.tasks {
            let milestone = project.tasks.get(*index).and_then(|task| task.milestone.as_ref());
            if let Some(milestone) = milestone.and_then(|milestone| project.resolve(&milestone.reference()).one()) {
                leading.entry(milestone.index).or_default().push(*index);
            }
        }
        let tasks = |milestone| leading.get(&milestone).map_or(&[][..], Vec::as_slice);
        let end = |milestone| {
            let ends: Option<Vec<Date>> = tasks(milestone).iter().map(|task| self.task(*task).map(|task| task.end)).collect();
            ends?.into_iter().max()
        };
        let milestones = (0..project.milestones.len()).map(end).collect();
        let critical = (0..project.milestones.len()).map(|milestone| tasks(milestone).iter().any(|task| self.is_critical(*task)));
        self.critical_milestones = critical.collect();
        self.milestones = milestones;
    }
}

/// The network of a project, and the task of each of its places. Tasks stand in the order of their ids, so that the order of the
/// register decides nothing.
struct Plan {
    network: Network,
    tasks: Vec<usize>,
    /// Whether each place waits for anything, or has a day of its own.
    is_placed: Vec<bool>,
}

impl Plan {
    fn of(project: &Project, dates: &[Dates]) -> Self {
        let groups = Groups::of(project);
        let is_live = |index: &usize| dates.get(*index).is_some_and(|dates| dates.state != State::Cancelled) && !groups.is_group(*index);
        let mut tasks: Vec<usize> = (0..project.tasks.len()).filter(is_live).collect();
        tasks.sort_by_key(|index| (project.tasks.get(*index).map(|task| &*task.id), *index));
        let places: BTreeMap<usize, usize> = tasks.iter().enumerate().map(|(place, task)| (*task, place)).collect();
        let of_tasks = |task: usize| groups.members(task).into_iter().filter_map(|task| places.get(&task).copied()).collect::<Vec<_>>();
        let mut links = Vec::new();
        for (index, task) in project.tasks.iter().enumerate() {
            for (before, kind, lag) in dependencies(task, project) {
                let (befores, afters) = (of_tasks(before), of_tasks(index));
                links.extend(
                    befores.iter().flat_map(|before| afters.iter().map(|after| Link { before: *before, after: *after, kind, lag })),
                );
            }
        }
        let mut is_placed: Vec<bool> =
            tasks.iter().map(|task| project.tasks.get(*task).is_some_and(|task| given_day(task).is_some())).collect();
        for link in &links {
            if let Some(is_placed) = is_placed.get_mut(link.after) {
                *is_placed = true;
            }
        }
        let boundary = |day: Date| project.calendar.count_up_to(day);
        let activities = tasks.iter().filter_map(|task| project.tasks.get(*task)).map(|task| activity(task, project)).collect();
        let start = first_day(project, &tasks);
        Self {
            network: Network {
                activities,
                links,
                start: boundary(start.plus(-1)),
                status_at: Some(boundary(project.report_date.plus(-1))),
            },
            tasks,
            is_placed,
        }
    }

    fn loops(&self, solution: &Solution) -> Vec<Loop> {
        if solution.loops.is_empty() {
            return Vec::new();
        }
        let next = self.network.next();
        let tasks = |places: &[usize]| places.iter().filter_map(|place| self.tasks.get(*place).copied()).collect();
        let found = solution.loops.iter().map(|members| Loop { members: tasks(members), way: tasks(&way_round(&next, members)) });
        found.collect()
    }

    /// Boundaries as days: the first day of work is the one after the start boundary, the last one is that of the end boundary.
    /// What takes no time is at the end of its day; with nothing before it and no day of its own, at the start of the next one.
    fn computed(&self, project: &Project, solution: &Solution) -> Vec<Option<Computed>> {
        let mut days = Days { calendar: &project.calendar, known: BTreeMap::new() };
        let mut computed = vec![None; project.tasks.len()];
        for (place, times) in solution.times.iter().enumerate() {
            let (Some(times), Some(activity), Some(task)) = (times, self.network.activities.get(place), self.tasks.get(place)) else {
                continue;
            };
            let is_done = matches!(activity.standing, Standing::Done { .. });
            let takes_no_time = activity.work == 0 && times.start == times.finish;
            let is_at_the_start = takes_no_time && !is_done && self.is_placed.get(place) == Some(&false);
            let end = days.of(times.finish + i64::from(is_at_the_start));
            let start = if takes_no_time { end } else { days.of(times.start + 1) };
            let float = times.slack.map(|slack| {
                let late_end = days.of(slack.late_finish);
                let late_start = if slack.late_start == slack.late_finish { late_end } else { days.of(slack.late_start + 1) };
                Float { late_start, late_end, total: slack.total, free: slack.free }
            });
            let baseline = project.tasks.get(*task).and_then(|task| task.baseline_end);
            let shift = baseline.map(|baseline| Shift::between(baseline, end, &project.calendar));
            if let Some(slot) = computed.get_mut(*task) {
                *slot = Some(Computed { start, end, remaining: if is_done { 0 } else { activity.work }, times: *times, float, shift });
            }
        }
        computed
    }
}

/// Working days by their number, each looked up once.
struct Days<'c> {
    calendar: &'c Calendar,
    known: BTreeMap<i64, Date>,
}

impl Days<'_> {
    fn of(&mut self, boundary: i64) -> Date {
        *self.known.entry(boundary).or_insert_with(|| self.calendar.workday_number(boundary))
    }
}

/// The tasks that a task waits for, and how; what finds no task binds nothing.
fn dependencies<'p>(task: &'p Task, project: &'p Project) -> impl Iterator<Item = (usize, DependencyKind, i64)> {
    task.after.iter().filter_map(|after| {
        let before = project.resolve(&after.task.as_ref()?.reference()).one()?;
        Some((before.index, after.kind.unwrap_or(DependencyKind::Fs), after.lag.map_or(0, Lag::days)))
    })
}

/// The project's first day: as set, else that of the earliest task, else the report date.
fn first_day(project: &Project, tasks: &[usize]) -> Date {
    let starts = tasks.iter().filter_map(|task| project.tasks.get(*task)?.start);
    project.settings.project.start.or_else(|| starts.min()).unwrap_or(project.report_date)
}

/// The day that a task has of its own: its start, or, where an end alone is given, that.
fn given_day(task: &Task) -> Option<Date> {
    task.start.or_else(|| task.end.filter(|_| task.duration.is_none()))
}

/// Working days of a task: its duration, else those between its dates, else 0.
fn work(task: &Task, calendar: &Calendar) -> i64 {
    let between = || task.start.zip(task.end).map(|(start, end)| calendar.workdays_between(start, end));
    task.duration.map(|duration| duration.days().max(0)).or_else(between).unwrap_or(0)
}

fn activity(task: &Task, project: &Project) -> Activity {
    let (calendar, report_date) = (&project.calendar, project.report_date);
    let recorded = Recorded::of(task, report_date);
    let work = work(task, calendar);
    // What takes time begins with its first day; what takes none is at the end of its day.
    let begin = |day: Date| calendar.count_up_to(if work == 0 { day } else { day.plus(-1) });
    if let Some(end) = recorded.ended {
        let start = recorded.started.or(task.start).unwrap_or(end).min(end);
        return Activity {
            work,
            standing: Standing::Done { start: begin(if work == 0 { end } else { start }), finish: calendar.count_up_to(end) },
        };
    }
    if recorded.has_begun() {
        let began = recorded.started.unwrap_or_else(|| task.start.map_or(report_date, |start| start.min(report_date)));
        let left = remaining(&recorded, work, calendar.workdays_between(began, report_date.plus(-1)));
        return Activity { work: left, standing: Standing::InProgress { start: calendar.count_up_to(began.plus(-1)) } };
    }
    Activity { work, standing: Standing::ToDo { not_before: given_day(task).map(begin) } }
}

/// Working days left of what has begun: as recorded, else by the per cent and rounded up, else by the days before the report
/// date; at least one until it is complete.
fn remaining(recorded: &Recorded, work: i64, worked: i64) -> i64 {
    if recorded.is_done() {
        return 0;
    }
    if let Some(left) = recorded.remaining {
        return left;
    }
    if recorded.percent.is_none() {
        return (work - worked).max(1);
    }
    let left = recorded.share_done().map(|share| (Decimal::from(work) * (Decimal::ONE - share)).ceil());
    left.and_then(|left| left.to_i64()).unwrap_or(work).max(i64::from(work > 0))
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use proptest::prelude::*;

    use super::*;
    use crate::analysis::testing::{CHINA, day, project};

    fn schedule(tasks: &str, report_date: &str) -> Schedule {
        let project = project(&[CHINA, ("tasks.yaml", tasks)], report_date);
        Schedule::of(&project, &Dates::of_tasks(&project))
    }

    fn days(schedule: &Schedule) -> Vec<String> {
        let day = |task: &Option<Computed>| task.map_or("–".to_owned(), |task| format!("{}..{}", task.start, task.end));
        schedule.tasks.iter().map(day).collect()
    }

    /// The dates are those of `TaskJuggler` 3.7.1, with shifts for the make-up days.
    #[test]
    fn over_the_spring_festival() {
        let tasks = "- {id: a, name: a, start: 2026-02-12, duration: 3}\n- {id: b, name: b, duration: 6, after: [a]}\n- {id: c, name: c, duration: 4, after: [{task: b, kind: SS, lag: 2}]}\n- {id: d, name: d, duration: 2, after: [b, {task: c, lag: 1}]}\n- {id: e, name: e, duration: 5, after: [{task: a, lag: 3}]}\n- {id: f, name: f, after: [d]}\n";
        let schedule = schedule(tasks, "2026-02-01");
        let expected = [
            "2026-02-12..2026-02-14",
            "2026-02-24..2026-03-02",
            "2026-02-26..2026-03-02",
            "2026-03-04..2026-03-05",
            "2026-02-27..2026-03-04",
            "2026-03-05..2026-03-05",
        ];
        assert_eq!(days(&schedule), expected);
        assert_eq!((schedule.critical.as_slice(), schedule.paths.as_slice()), (&[0, 1, 2, 3, 5][..], &[vec![0, 1, 2, 3, 5]][..]));
        let float = schedule.tasks[4].unwrap().float.unwrap();
        assert_eq!((float.total, float.free, float.late_end), (1, 1, day("2026-03-05")));
        let latest = |at: usize| schedule.tasks[at].unwrap().float.map(|float| (float.late_start, float.late_end));
        assert_eq!(latest(4), Some((day("2026-02-28"), day("2026-03-05"))));
        assert_eq!(latest(5), Some((day("2026-03-05"), day("2026-03-05"))), "what takes no time");
    }

    #[test]
    fn the_report_date_can_still_be_used() {
        let end = |fields: &str, report_date: &str| {
            let schedule = schedule(&format!("- {{name: a, {fields}}}\n"), report_date);
            schedule.tasks[0].unwrap().end
        };
        let week = "start: 2026-03-02, end: 2026-03-06";
        for progress in ["percent: 0", "percent: 10", "status: in progress", "actual_start: 2026-03-02", "owner: ''"] {
            assert_eq!(end(&format!("{week}, {progress}"), "2026-03-02"), day("2026-03-06"), "begins today: {progress}");
        }
        assert_eq!(end(&format!("{week}, percent: 80"), "2026-03-06"), day("2026-03-06"), "ends today");
        assert_eq!(end(&format!("{week}, percent: 70"), "2026-03-06"), day("2026-03-09"));
        assert_eq!(end(&format!("{week}, percent: 0"), "2026-03-03"), day("2026-03-09"), "yesterday is gone");
        assert_eq!(end("duration: 2", "2026-03-03"), day("2026-03-04"), "a plan without any day begins today");
        assert_eq!(end(&format!("{week}, actual_end: 2026-03-03"), "2026-03-03"), day("2026-03-03"));
    }

    #[test]
    fn what_follows_complete_work_can_begin_today() {
        let tasks = |progress: &str| {
            let tasks =
                format!("- {{id: a, name: a, start: 2026-03-02, end: 2026-03-03, {progress}}}\n- {{name: b, duration: 1, after: [a]}}\n");
            days(&schedule(&tasks, "2026-03-04"))
        };
        assert_eq!(tasks("percent: 100"), ["2026-03-02..2026-03-03", "2026-03-04..2026-03-04"]);
        assert_eq!(tasks("actual_end: 2026-03-04")[1], "2026-03-05..2026-03-05");
        assert_eq!(tasks("actual_start: 2026-03-04, percent: 100"), ["2026-03-04..2026-03-04", "2026-03-05..2026-03-05"]);
    }

    #[test]
    fn what_is_left_is_recorded_or_reckoned() {
        let left = |fields: &str| schedule(&format!("- {{name: a, {fields}}}\n"), "2026-03-06").tasks[0].unwrap().remaining;
        assert_eq!(left("duration: 10, percent: 70"), 3, "and not 4, as binary fractions would have it");
        assert_eq!(left("duration: 10, percent: 99.9"), 1);
        assert_eq!(left("duration: 10, percent: 70, remaining: 6"), 6, "what is recorded wins");
        assert_eq!(left("duration: 10, percent: 0, remaining: 6"), 10, "not begun");
        assert_eq!(left("duration: 10, status: done"), 0);
        assert_eq!(left("percent: 50"), 0, "what takes no time");
        assert_eq!(left("duration: 1, percent: 50"), 1);
        assert_eq!(
            (left("duration: 0.5"), left("duration: 2.5d"), left("duration: 10, percent: 70, remaining: 1.2")),
            (1, 3, 2),
            "part days"
        );
        assert_eq!(left("duration: 3, actual_start: 2026-03-02"), 1);
    }

    #[test]
    fn an_end_alone_is_a_day_of_its_own() {
        assert_eq!(days(&schedule("- {name: a, end: 2026-03-20}\n", "2026-03-06")), ["2026-03-20..2026-03-20"]);
    }

    #[test]
    fn groups_pass_dependencies_on_to_what_is_in_them() {
        let tasks = "- {id: G, name: g, start: 2026-03-02, end: 2026-06-30}\n- {id: A, name: a, parent: G, start: 2026-03-09, duration: 2}\n- {id: B, name: b, after: [G], duration: 1}\n- {id: C, name: c, status: cancelled, start: 2026-03-09, duration: 90}\n";
        assert_eq!(days(&schedule(tasks, "2026-03-06")), ["–", "2026-03-09..2026-03-10", "2026-03-11..2026-03-11", "–"]);
    }

    #[test]
    fn the_latest_end_of_tasks_stands_beside_a_milestone() {
        let tasks = "- {id: a, name: a, start: 2026-03-09, duration: 2, milestone: M}\n- {id: b, name: b, start: 2026-03-09, duration: 4, milestone: M}\n- {id: c, name: c, after: [c], milestone: N}\n";
        let files = [("tasks.yaml", tasks), ("milestones.yaml", "- {id: M, name: m}\n- {id: N, name: n}\n- {id: O, name: o}\n")];
        let project = project(&files, "2026-03-06");
        let schedule = Schedule::of(&project, &Dates::of_tasks(&project));
        assert_eq!(schedule.milestones, [Some(day("2026-03-12")), None, None]);
        assert_eq!(schedule.critical_milestones, [true, false, false]);
        assert_eq!((schedule.without_dates.as_slice(), schedule.loops[0].way.as_slice()), (&[2][..], &[2][..]));
    }

    /// A task as a line of a register: id, length, per cent, start, end and what it waits for, by days of 2026 and places.
    #[derive(Debug, Clone)]
    struct Line {
        duration: i32,
        percent: Option<u8>,
        start: Option<i64>,
        actual: Option<(i64, Option<i64>)>,
        after: Vec<(usize, &'static str, i32)>,
    }

    fn line() -> impl Strategy<Value = Line> {
        let after = (0..12_usize, prop::sample::select(vec!["FS", "SS", "FF", "SF"]), -3..5_i32);
        let actual = prop::option::of((0..60_i64, prop::option::of(0..30_i64)));
        (0..9_i32, prop::option::of(0..101_u8), prop::option::of(0..90_i64), actual, prop::collection::vec(after, 0..3))
            .prop_map(|(duration, percent, start, actual, after)| Line { duration, percent, start, actual, after })
    }

    fn text(lines: &[(usize, Line)]) -> String {
        lines.iter().map(|(id, line)| line.text(*id, lines.len())).collect()
    }

    impl Line {
        fn text(&self, id: usize, count: usize) -> String {
            let mut text = format!("- {{id: T-{id}, name: t, duration: {}", self.duration);
            let mut field = |name: &str, value: Option<String>| {
                if let Some(value) = value {
                    write!(text, ", {name}: {value}").unwrap();
                }
            };
            let day = |after: i64| Date::new(2026, 1, 5).plus(after).to_string();
            field("percent", self.percent.map(|percent| percent.to_string()));
            field("start", self.start.map(day));
            field("actual_start", self.actual.map(|(start, _)| day(start)));
            field("actual_end", self.actual.and_then(|(start, length)| Some(day(start + length?))));
            // Only earlier places are waited for, but for a few, which make loops.
            let after = self.after.iter().filter(|(to, ..)| *to < count && (*to < id || (to + id).is_multiple_of(7)));
            let after: Vec<String> = after.map(|(to, kind, lag)| format!("{{task: T-{to}, kind: {kind}, lag: {lag}}}")).collect();
            field("after", Some(format!("[{}]", after.join(", "))));
            text + "}\n"
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn permuting_tasks_changes_nothing(lines in prop::collection::vec(line(), 1..12), turn in 0..12_usize) {
            let mut numbered: Vec<(usize, Line)> = lines.into_iter().enumerate().collect();
            let before = schedule(&text(&numbered), "2026-02-13");
            let by = turn % numbered.len();
            numbered.rotate_left(by);
            let after = schedule(&text(&numbered), "2026-02-13");
            let place = |index: usize| (index + numbered.len() - by) % numbered.len();
            for (index, task) in before.tasks.iter().enumerate() {
                prop_assert_eq!(*task, after.tasks[place(index)]);
            }
            let moved = |paths: &[Vec<usize>]| paths.iter().map(|path| path.iter().map(|task| place(*task)).collect()).collect::<Vec<Vec<usize>>>();
            prop_assert_eq!(moved(&before.paths), after.paths);
            prop_assert_eq!((before.finish, before.path_count, before.loops.len()), (after.finish, after.path_count, after.loops.len()));
        }

        #[test]
        fn a_later_report_date_never_unfinishes_a_task(lines in prop::collection::vec(line(), 1..12), later in 1..40_i64) {
            let text = text(&lines.into_iter().enumerate().collect::<Vec<_>>());
            let early = Date::new(2026, 2, 13);
            let is_done = |schedule: &Schedule, index: usize| schedule.task(index).is_none_or(|task| task.float.is_none());
            let (before, after) = (schedule(&text, &early.to_string()), schedule(&text, &early.plus(later).to_string()));
            for index in 0..before.tasks.len() {
                prop_assert!(!is_done(&before, index) || is_done(&after, index), "{}", index);
                if is_done(&before, index) {
                    prop_assert_eq!(before.task(index).map(|task| task.end), after.task(index).map(|task| task.end));
                }
            }
        }

        #[test]
        fn open_work_lies_ahead_of_the_report_date(lines in prop::collection::vec(line(), 1..12)) {
            let schedule = schedule(&text(&lines.into_iter().enumerate().collect::<Vec<_>>()), "2026-02-13");
            for task in schedule.tasks.iter().flatten() {
                let is_ahead = task.end >= day("2026-02-13") || task.remaining == 0;
                prop_assert!(task.float.is_none() || is_ahead, "{:?}", task);
            }
        }
    }

    #[test]
    fn what_is_done_has_its_actual_days() {
        let done = |fields: &str| days(&schedule(&format!("- {{name: a, {fields}}}\n"), "2026-03-06")).remove(0);
        assert_eq!(done("duration: 3, actual_start: 2026-03-02, actual_end: 2026-03-04"), "2026-03-02..2026-03-04");
        assert_eq!(done("actual_start: 2026-03-02, actual_end: 2026-03-04"), "2026-03-04..2026-03-04", "what takes no time");
    }
}
