//! What people are to do: from meetings, risks and the register of actions, each action once (`docs/numbers.md §8.3`; `docs/checklist.md §4.2`).

use std::collections::BTreeMap;

use super::meetings::MeetingNumbers;
use super::numbers::{median, share};
use crate::calendar::{Calendar, Date};
use crate::project::registers::meetings::ActionItem;
use crate::project::registers::words::WorkStatus;
use crate::project::types::{Owner, Text};
use crate::project::{Found, Kind, Project, RecordId};
use crate::source::fold::fold;

/// Where an action is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ActionPlace {
    /// The meeting, the risk, or the action itself.
    pub record: RecordId,
    /// Its place among the actions of a meeting or a risk.
    pub item: Option<usize>,
}

impl ActionPlace {
    /// The path of one of its fields in the record: `due`, `actions.2.due`.
    pub fn path(self, field: &str) -> String {
        self.item.map_or_else(|| field.to_owned(), |item| format!("actions.{item}.{field}"))
    }
}

/// How far an action is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActionState {
    /// To be done.
    Open,
    /// Done; the day, if it was written down.
    Done(Option<Date>),
    /// Nobody does it any more.
    Dropped,
}

/// One action, wherever and however often it is written.
#[derive(Debug, Clone, PartialEq)]
pub struct ActionNumbers {
    /// What is to be done, in its newest wording.
    pub what: Text,
    /// Where it is written, the oldest place first.
    pub places: Vec<ActionPlace>,
    /// Who does it, by the newest place that says so.
    pub owner: Option<Owner>,
    /// How far it is, by its newest place.
    pub state: ActionState,
    /// The day it was agreed.
    pub created: Option<Date>,
    /// The day by which it was to be done at first.
    pub first_due: Option<Date>,
    /// The day by which it is to be done now, as recorded.
    pub due: Option<Date>,
    /// The series of its meeting.
    pub cadence: Option<usize>,
    /// Later meetings of that series at which it was still open.
    pub carried: usize,
    /// The first held meeting of that series after the last note that has it.
    pub next_meeting: Option<usize>,
    /// Working days past its due day, moved to a working day, if it is open.
    pub overdue: Option<i64>,
    /// Calendar days since it was agreed, if it is open.
    pub age: Option<i64>,
}

/// All actions in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct ActionTotals {
    /// Open ones.
    pub open: usize,
    /// Done ones.
    pub closed: usize,
    /// Open ones past their due day.
    pub overdue: usize,
    /// Done of all that were not dropped.
    pub closure_rate: Option<f64>,
    /// Of those with a due day that are done on a known day, or open past it: done in time.
    pub on_time_rate: Option<f64>,
    /// Median age of the open ones, in calendar days.
    pub median_age: Option<f64>,
    /// The age of the oldest open one.
    pub oldest_age: Option<i64>,
}

impl ActionNumbers {
    /// Every action that is known at the report date: those of meetings in their order, then those of risks, then the register's own.
    pub(super) fn all(project: &Project, meetings: &[MeetingNumbers]) -> Vec<Self> {
        let mut list = List::new(project, meetings);
        list.take_meetings();
        list.take_risks();
        list.take_register();
        list.finish()
    }

    /// Where it stands now.
    pub fn newest(&self) -> Option<ActionPlace> {
        self.places.last().copied()
    }

    /// The risk that it answers.
    pub fn risk(&self) -> Option<usize> {
        self.places.iter().find(|place| place.record.kind == Kind::Risks).map(|place| place.record.index)
    }

    /// Whether it is to be done.
    pub fn is_open(&self) -> bool {
        self.state == ActionState::Open
    }
}

impl ActionTotals {
    /// Sums up actions; a due day that is not worked moves to the next one.
    pub(super) fn of<'a>(actions: impl Iterator<Item = &'a ActionNumbers>, calendar: &Calendar) -> Self {
        let actions: Vec<&ActionNumbers> = actions.collect();
        let open: Vec<&ActionNumbers> = actions.iter().copied().filter(|action| action.is_open()).collect();
        let closed = actions.iter().filter(|action| matches!(action.state, ActionState::Done(_))).count();
        let in_time: Vec<bool> = actions.iter().filter_map(|action| is_in_time(action, calendar)).collect();
        let ages: Vec<i64> = open.iter().filter_map(|action| action.age).collect();
        Self {
            open: open.len(),
            closed,
            overdue: open.iter().filter(|action| action.overdue.is_some()).count(),
            closure_rate: share(closed, closed + open.len()),
            on_time_rate: share(in_time.iter().filter(|in_time| **in_time).count(), in_time.len()),
            median_age: median(&ages.iter().map(|age| *age as f64).collect::<Vec<_>>()),
            oldest_age: ages.into_iter().max(),
        }
    }
}

/// `None` while it cannot be told: nothing due, not due yet, or done on an unknown day.
fn is_in_time(action: &ActionNumbers, calendar: &Calendar) -> Option<bool> {
    let due = calendar.due(action.due?);
    match action.state {
        ActionState::Done(done_on) => Some(done_on? <= due),
        ActionState::Open => action.overdue.map(|_| false),
        ActionState::Dropped => None,
    }
}

/// An action as one place has it.
struct Mention<'p> {
    what: &'p Text,
    owner: Option<&'p Owner>,
    due: Option<Date>,
    state: ActionState,
    created: Option<Date>,
    place: ActionPlace,
    cadence: Option<usize>,
}

/// An action on its way, with the day of the first note that shows it done.
struct Gathered {
    action: ActionNumbers,
    seen_done: Option<Date>,
    last_note: Option<Date>,
}

/// How an action is known again in a later place.
#[derive(PartialEq, Eq, PartialOrd, Ord, Clone)]
enum Key {
    Id(String),
    Text(Option<usize>, String),
}

struct List<'p> {
    project: &'p Project,
    meetings: &'p [MeetingNumbers],
    gathered: Vec<Gathered>,
    known: BTreeMap<Key, usize>,
}

impl<'p> List<'p> {
    fn new(project: &'p Project, meetings: &'p [MeetingNumbers]) -> Self {
        Self { project, meetings, gathered: Vec::new(), known: BTreeMap::new() }
    }

    fn take_meetings(&mut self) {
        let mut by_day: Vec<(usize, &MeetingNumbers)> = self.meetings.iter().enumerate().filter(|(_, meeting)| meeting.is_held).collect();
        by_day.sort_by_key(|(index, meeting)| (meeting.day, *index));
        for (index, meeting) in by_day {
            let record = RecordId { kind: Kind::Meetings, index };
            for (nth, item) in self.project.meetings.get(index).into_iter().flat_map(|note| note.actions.iter().enumerate()) {
                let mention = self.mention(item, record, nth, Some(meeting.day), meeting.cadence);
                self.take(&mention, &keys(item, meeting.cadence));
            }
        }
    }

    fn take_risks(&mut self) {
        for (index, risk) in self.project.risks.iter().enumerate() {
            let record = RecordId { kind: Kind::Risks, index };
            for (nth, item) in risk.actions.iter().enumerate() {
                let mention = self.mention(item, record, nth, None, None);
                // The same words in another risk are another action.
                let ids: Vec<Key> = keys(item, None).into_iter().filter(|key| matches!(key, Key::Id(_))).collect();
                self.take(&mention, &ids);
            }
        }
    }

    /// An action of the register continues one of the meeting it comes from, by its text or id; a note may name it by its id alone.
    fn take_register(&mut self) {
        for (index, action) in self.project.actions.iter().enumerate() {
            let from = action.from.as_ref().map(|from| self.project.resolve(&from.reference()));
            let meeting = from.iter().flat_map(Found::all).find(|id| id.kind == Kind::Meetings);
            let meeting = meeting.and_then(|id| self.meetings.get(id.index));
            let created = action.raised.or(meeting.map(|meeting| meeting.day));
            if created.is_some_and(|day| day > self.project.report_date) {
                continue;
            }
            let cadence = meeting.and_then(|meeting| meeting.cadence);
            let mention = Mention {
                what: &action.what,
                owner: action.owner.as_ref(),
                due: action.due,
                state: state(action.status, action.done_on, self.project.report_date),
                created,
                place: ActionPlace { record: RecordId { kind: Kind::Actions, index }, item: None },
                cadence,
            };
            let mut keys = vec![Key::Id(fold(&action.id)), Key::Text(cadence, fold(&action.id))];
            if meeting.is_some() {
                keys.push(Key::Text(cadence, fold(action.what.any())));
            }
            self.take(&mention, &keys);
        }
    }

    fn mention(&self, item: &'p ActionItem, record: RecordId, nth: usize, created: Option<Date>, cadence: Option<usize>) -> Mention<'p> {
        Mention {
            what: &item.what,
            owner: item.owner.as_ref(),
            due: item.due,
            state: state(item.status, item.done_on, self.project.report_date),
            created,
            place: ActionPlace { record, item: Some(nth) },
            cadence,
        }
    }

    fn take(&mut self, mention: &Mention<'_>, keys: &[Key]) {
        let known = keys.iter().find_map(|key| self.known.get(key).copied());
        let at = match known.and_then(|at| self.gathered.get_mut(at).map(|gathered| (at, gathered))) {
            Some((at, gathered)) if gathered.continues(mention) => {
                gathered.add(mention);
                at
            }
            _ => {
                self.gathered.push(Gathered::new(mention));
                self.gathered.len() - 1
            }
        };
        self.known.extend(keys.iter().map(|key| (key.clone(), at)));
    }

    fn finish(self) -> Vec<ActionNumbers> {
        let Self { project, meetings, gathered, .. } = self;
        let held = held_by_series(meetings);
        let of_series = |cadence: Option<usize>| cadence.and_then(|cadence| held.get(&cadence)).map_or(&[][..], Vec::as_slice);
        let finished = gathered.into_iter().map(|gathered| {
            let series = of_series(gathered.action.cadence);
            gathered.finish(project, series)
        });
        finished.collect()
    }
}

/// Day and place of the held meetings of each series, the first one first.
fn held_by_series(meetings: &[MeetingNumbers]) -> BTreeMap<usize, Vec<(Date, usize)>> {
    let mut series: BTreeMap<usize, Vec<(Date, usize)>> = BTreeMap::new();
    for (index, meeting) in meetings.iter().enumerate().filter(|(_, meeting)| meeting.is_held) {
        if let Some(cadence) = meeting.cadence {
            series.entry(cadence).or_default().push((meeting.day, index));
        }
    }
    for held in series.values_mut() {
        held.sort_unstable();
    }
    series
}

fn keys(item: &ActionItem, cadence: Option<usize>) -> Vec<Key> {
    let id = item.id.as_ref().map(|id| Key::Id(fold(id)));
    id.into_iter().chain([Key::Text(cadence, fold(item.what.any()))]).collect()
}

/// What is done after the report date is still open.
fn state(status: Option<WorkStatus>, done_on: Option<Date>, report_date: Date) -> ActionState {
    match (status, done_on) {
        (Some(WorkStatus::Cancelled), _) => ActionState::Dropped,
        (_, Some(day)) if day <= report_date => ActionState::Done(Some(day)),
        (Some(WorkStatus::Done), None) => ActionState::Done(None),
        _ => ActionState::Open,
    }
}

impl Gathered {
    fn new(mention: &Mention<'_>) -> Self {
        let action = ActionNumbers {
            what: mention.what.clone(),
            places: Vec::new(),
            owner: None,
            state: mention.state,
            created: mention.created,
            first_due: mention.due,
            due: None,
            cadence: mention.cadence,
            carried: 0,
            next_meeting: None,
            overdue: None,
            age: None,
        };
        let mut gathered = Self { action, seen_done: None, last_note: None };
        gathered.add(mention);
        gathered
    }

    /// The same words once an action is done are a new action, as a report that is sent each week.
    fn continues(&self, mention: &Mention<'_>) -> bool {
        self.action.is_open() || mention.state != ActionState::Open || mention.place.record.kind == Kind::Actions
    }

    fn add(&mut self, mention: &Mention<'_>) {
        let action = &mut self.action;
        let known_day = match (action.state, mention.state) {
            (ActionState::Done(Some(day)), ActionState::Done(None)) => ActionState::Done(Some(day)),
            (_, newest) => newest,
        };
        if mention.place.item.is_some() || action.places.is_empty() {
            action.what = mention.what.clone();
        }
        action.places.push(mention.place);
        action.owner = mention.owner.cloned().or(action.owner.take());
        action.due = mention.due.or(action.due);
        action.first_due = action.first_due.or(mention.due);
        action.created = action.created.or(mention.created);
        action.state = known_day;
        action.cadence = action.cadence.or(mention.cadence);
        if matches!(mention.state, ActionState::Done(_)) {
            self.seen_done = self.seen_done.or(mention.created);
        }
        if mention.place.record.kind == Kind::Meetings {
            self.last_note = mention.created;
        }
    }

    /// With the held meetings of its series, the first one first.
    fn finish(self, project: &Project, series: &[(Date, usize)]) -> ActionNumbers {
        let Self { mut action, seen_done, last_note } = self;
        let until = match action.state {
            ActionState::Open => None,
            ActionState::Done(Some(day)) => Some(day),
            ActionState::Done(None) | ActionState::Dropped => seen_done.or(last_note).or(action.created),
        };
        let until_day = |last: Date| series.partition_point(|(day, _)| *day <= last);
        let before_end = until.map_or(series.len(), |until| series.partition_point(|(day, _)| *day < until));
        action.carried = action.created.map_or(0, |created| before_end.saturating_sub(until_day(created)));
        action.next_meeting = last_note.and_then(|note| series.get(until_day(note))).map(|(_, index)| *index);
        if action.is_open() {
            let due = action.due.map(|due| project.calendar.due(due)).filter(|due| *due < project.report_date);
            action.overdue = due.map(|due| project.calendar.distance(due, project.report_date));
            action.age = action.created.map(|created| created.days_until(project.report_date));
        }
        action
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::{CHINA, project};

    const WEEKLY: (&str, &str) = ("cadences.yaml", "- {id: w, name: Weekly, every: week, starts: 2026-03-02}\n");

    fn actions(files: &[(&str, &str)], report_date: &str) -> (Vec<ActionNumbers>, ActionTotals) {
        let mut all = vec![CHINA, WEEKLY];
        all.extend(files);
        let project = project(&all, report_date);
        let actions = ActionNumbers::all(&project, &MeetingNumbers::all(&project));
        let totals = ActionTotals::of(actions.iter(), &project.calendar);
        (actions, totals)
    }

    const MEETINGS: &str = "
- date: 2026-03-02
  cadence: w
  actions:
    - {what: one, due: 2026-03-06, done_on: 2026-03-06}
    - {what: two, due: 2026-03-06, done_on: 2026-03-12}
    - {what: three, due: 2026-03-20}
- date: 2026-03-09
  cadence: w
  actions:
    - {what: four, due: 2026-03-10}
    - {what: five, status: done}
    - {what: six, status: cancelled}
- {date: 2026-03-16, cadence: w, actions: [{what: eight, due: 2026-03-30, done_on: 2026-04-01}]}
- {date: 2026-03-23, cadence: w}
- {date: 2026-04-09, actions: [{what: seven}]}
";

    #[test]
    fn ages_rates_and_carry_over() {
        let (actions, totals) = actions(&[("meetings.yaml", MEETINGS)], "2026-03-18");
        let carried: Vec<(&str, usize)> = actions.iter().map(|action| (action.what.any(), action.carried)).collect();
        assert_eq!(carried, [("one", 0), ("two", 1), ("three", 2), ("four", 1), ("five", 0), ("six", 0), ("eight", 0)]);
        let expected = ActionTotals {
            open: 3,
            closed: 3,
            overdue: 1,
            closure_rate: Some(0.5),
            on_time_rate: Some(1.0 / 3.0),
            median_age: Some(9.0),
            oldest_age: Some(16),
        };
        assert_eq!(totals, expected);
        assert_eq!(actions[3].overdue, Some(6));
    }

    #[test]
    fn before_everything_there_is_nothing() {
        let (actions, totals) = actions(&[("meetings.yaml", MEETINGS)], "2026-03-01");
        assert_eq!((actions.len(), totals), (0, ActionTotals::default()));
    }

    #[test]
    fn the_same_action_in_consecutive_notes_is_one() {
        let notes = "
- {date: 2026-03-02, cadence: w, actions: [{what: Send the brief, owner: Li Na, due: 2026-03-06}]}
- {date: 2026-03-09, cadence: w, actions: [{what: send the Brief, due: 2026-03-13}]}
- {date: 2026-03-16, cadence: w, actions: [{what: Send the brief, status: done}]}
- {date: 2026-03-23, cadence: w, actions: [{what: Send the brief}]}
- {date: 2026-03-30, cadence: w}
";
        let (actions, _) = actions(&[("meetings.yaml", notes), ("people.yaml", "- name: Li Na\n")], "2026-04-01");
        let [first, second] = actions.as_slice() else { panic!("{actions:?}") };
        assert_eq!((first.places.len(), first.state, first.carried), (3, ActionState::Done(None), 1));
        assert_eq!(
            (first.first_due.map(|day| day.to_string()), first.due.map(|day| day.to_string())),
            (Some("2026-03-06".into()), Some("2026-03-13".into()))
        );
        assert_eq!(first.owner.as_ref().and_then(Owner::one), Some("Li Na"));
        assert_eq!((second.places.len(), second.next_meeting), (1, Some(4)), "once done, the same words are a new action");
    }

    #[test]
    fn the_register_continues_what_a_meeting_agreed() {
        let notes = "- {id: m1, date: 2026-03-02, cadence: w, actions: [{what: Send the brief}, {what: Book a stand}]}\n";
        let register = "
- {id: A-1, what: Send the brief, from: m1, due: 2026-03-06, status: done, done_on: 2026-03-05}
- {id: A-2, what: Order samples, raised: 2026-03-04, due: 2026-03-07}
";
        let risks = "- {id: R-1, title: Late, actions: [{what: Book a stand, due: 2026-03-03}]}\n";
        let (actions, totals) = actions(&[("meetings.yaml", notes), ("actions.yaml", register), ("risks.yaml", risks)], "2026-03-10");
        assert_eq!((actions.len(), totals.open, totals.overdue), (4, 3, 2));
        assert_eq!(actions[0].newest().map(|place| place.record), Some(RecordId { kind: Kind::Actions, index: 0 }));
        assert_eq!((actions[2].risk(), actions[2].overdue), (Some(0), Some(5)));
        assert_eq!(actions[3].overdue, Some(1), "due on a Saturday, so on Monday");
    }
}
