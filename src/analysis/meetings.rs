//! Which meetings were held, to which series they belong, and who was there (`docs/numbers.md §8.2`).

use super::numbers::share;
use crate::calendar::{Date, Weekday};
use crate::project::Project;
use crate::project::kind::Kind;
use crate::project::record::Entry;
use crate::project::registers::meetings::{Cadence, Meeting, MeetingKind};
use crate::project::registers::words::Side;
use crate::project::types::{Open, Party, Text};
use crate::source::fold::fold;

/// What the numbers know of one meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MeetingNumbers {
    /// Its day.
    pub day: Date,
    /// The series it belongs to, by its place in the register of cadences.
    pub cadence: Option<usize>,
    /// Whether nothing but its weekday tells the series, while its title or file is named after something else.
    pub is_guess: bool,
    /// Whether it took place by the report date.
    pub is_held: bool,
    /// Whether it was cancelled, with a reason.
    pub is_excused: bool,
    /// Whether project and marketing were both there; `None` if it was not held, or no one's side is known.
    pub both_sides: Option<bool>,
}

/// How often both sides were there.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct BothSides {
    /// Meetings with both sides.
    pub both: usize,
    /// Meetings of whose attendance the sides are known.
    pub recorded: usize,
}

impl BothSides {
    /// The share of meetings with both sides.
    pub fn rate(&self) -> Option<f64> {
        share(self.both, self.recorded)
    }

    pub(super) fn of(meetings: &[MeetingNumbers]) -> Self {
        let known: Vec<bool> = meetings.iter().filter_map(|meeting| meeting.both_sides).collect();
        Self { both: known.iter().filter(|both| **both).count(), recorded: known.len() }
    }
}

impl MeetingNumbers {
    /// What is known of every meeting, by its place in the register.
    pub(super) fn all(project: &Project) -> Vec<Self> {
        let series = Series::all(project);
        project.meetings.iter().map(|meeting| Self::of(meeting, &series, project)).collect()
    }

    fn of(meeting: &Entry<Meeting>, series: &[Series<'_>], project: &Project) -> Self {
        let day = meeting.date.date;
        let is_cancelled = meeting.held == Some(false);
        let is_held = day <= project.report_date && !is_cancelled;
        let sides = project.sides(meeting.attendees.iter().map(Party::text));
        let both = sides.contains(&Side::Project) && sides.contains(&Side::Marketing);
        let (cadence, is_guess) = series_of(meeting, series, project);
        Self {
            day,
            cadence,
            is_guess,
            is_held,
            is_excused: is_cancelled && meeting.because.as_ref().is_some_and(|because| !because.is_empty()),
            both_sides: (is_held && !sides.is_empty()).then_some(both),
        }
    }
}

/// A series of meetings, with the words that name it, folded.
struct Series<'p> {
    index: usize,
    cadence: &'p Cadence,
    names: Vec<String>,
}

impl<'p> Series<'p> {
    fn all(project: &'p Project) -> Vec<Self> {
        let names = |entry: &Entry<Cadence>| {
            let names = entry.name.all().map(fold).chain([fold(&entry.id)]);
            names.filter(|name| name.chars().count() > 1).collect()
        };
        let series = |(index, entry): (usize, &'p Entry<Cadence>)| Self { index, cadence: &**entry, names: names(entry) };
        project.cadences.iter().enumerate().map(series).collect()
    }

    /// The length of the longest of its names that a text has.
    fn named_in(&self, text: &str) -> usize {
        self.names.iter().filter(|name| text.contains(name.as_str())).map(String::len).max().unwrap_or(0)
    }

    fn is_of_kind(&self, kind: &Open<MeetingKind>) -> bool {
        match (kind, &self.cadence.kind) {
            (Open::Known(kind), Some(of)) => of.is(*kind),
            (Open::Other(word), Some(Open::Other(of))) => fold(word) == fold(of) || self.names.contains(&fold(word)),
            (Open::Other(word), _) => self.names.contains(&fold(word)),
            (Open::Known(_), None) => false,
        }
    }

    fn meets_on(&self, day: Date) -> bool {
        let runs = self.cadence.starts.is_none_or(|starts| starts <= day) && self.cadence.ends.is_none_or(|ends| day <= ends);
        runs && self.cadence.weekday.contains(&Weekday::of(day))
    }

    /// Whether it is of another known kind than a meeting, as a kick-off is no weekly meeting.
    fn is_of_other_kind(&self, kind: Option<&Open<MeetingKind>>) -> bool {
        matches!((kind, &self.cadence.kind), (Some(Open::Known(kind)), Some(Open::Known(of))) if kind != of)
    }
}

/// The series that the meeting itself names, else its kind, else its folder, title or file name; else the only one that meets on
/// that weekday. And whether the weekday is all that says so of a meeting with a name of its own.
fn series_of(meeting: &Entry<Meeting>, series: &[Series<'_>], project: &Project) -> (Option<usize>, bool) {
    if let Some(named) = &meeting.cadence {
        return (project.find(&[Kind::Cadences], named.text()).one().map(|id| id.index), false);
    }
    let of_kind: Vec<&Series<'_>> =
        meeting.kind.iter().flat_map(|kind| series.iter().filter(move |series| series.is_of_kind(kind))).collect();
    if let [only] = of_kind.as_slice() {
        return (Some(only.index), false);
    }
    let is_of_kind = !of_kind.is_empty();
    let candidates = if is_of_kind { of_kind } else { series.iter().collect() };
    match by_name(meeting, &candidates, project) {
        None => (by_weekday(meeting, &candidates), !is_of_kind && has_own_name(meeting, project)),
        named => (named, false),
    }
}

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/// Words that a title may have beside its day without naming a meeting.
const PLAIN: [&str; 16] =
    ["meeting", "meetings", "minutes", "notes", "note", "of", "the", "on", "from", "team", "protocol", "log", "week", "file", "a", "and"];

/// Whether the title, else the file, says more than that there are minutes of a day.
fn has_own_name(meeting: &Entry<Meeting>, project: &Project) -> bool {
    let file = project.path(meeting.origin.file).rsplit('/').next().and_then(|name| name.split('.').next()).unwrap_or_default();
    let name = meeting.title.as_ref().map_or(file, Text::any).to_lowercase();
    let name = ["会议", "纪要", "记录", "例会"].iter().fold(name, |name, plain| name.replace(plain, " "));
    let is_plain = |word: &str| {
        let is_month = || word.is_ascii() && MONTHS.iter().any(|month| word.starts_with(month));
        PLAIN.contains(&word) || word.chars().all(|c| c.is_ascii_digit() || "年月日号第次周期的".contains(c)) || is_month()
    };
    name.split(|c: char| !c.is_alphanumeric()).any(|word| !is_plain(word))
}

fn by_name(meeting: &Entry<Meeting>, candidates: &[&Series<'_>], project: &Project) -> Option<usize> {
    let titles = meeting.title.iter().flat_map(Text::all);
    let words: Vec<String> = titles.chain([project.path(meeting.origin.file)]).map(fold).collect();
    let length = |series: &&&Series<'_>| words.iter().map(|text| series.named_in(text)).max().unwrap_or(0);
    let longest = candidates.iter().map(|series| length(&series)).max().filter(|longest| *longest > 0)?;
    only(candidates.iter().filter(|series| length(series) == longest))
}

fn by_weekday(meeting: &Entry<Meeting>, candidates: &[&Series<'_>]) -> Option<usize> {
    let day = meeting.date.date;
    only(candidates.iter().filter(|series| series.meets_on(day) && !series.is_of_other_kind(meeting.kind.as_ref())))
}

fn only<'s>(mut series: impl Iterator<Item = &'s &'s Series<'s>>) -> Option<usize> {
    let first = series.next()?;
    series.next().is_none().then_some(first.index)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::project;

    const CADENCES: &str = "
- {id: weekly-sync, name: Weekly sync, kind: weekly, weekday: tue, starts: 2026-03-01}
- {id: launch-room, name: Launch room, kind: steering, weekday: thu, ends: 2026-03-20}
- {id: steering, name: Steering committee, kind: steering, weekday: thu}
";

    fn series(fields: &str) -> Option<usize> {
        let meetings = format!("- {{{fields}}}\n");
        let project = project(&[("cadences.yaml", CADENCES), ("meetings.yaml", &meetings)], "2026-04-01");
        MeetingNumbers::all(&project)[0].cadence
    }

    #[test]
    fn the_series_of_a_note() {
        assert_eq!(series("date: 2026-03-04, kind: weekly"), Some(0), "by its kind");
        assert_eq!(series("date: 2026-03-04, kind: steering, title: Launch room 3"), Some(1), "by its title, among those of its kind");
        assert_eq!(series("date: 2026-03-26, kind: steering"), Some(2), "the only one that still runs");
        assert_eq!(series("date: 2026-03-05, kind: steering"), None, "two meet on that day");
        assert_eq!(series("date: 2026-03-03"), Some(0), "by its weekday");
        assert_eq!(series("date: 2026-03-03, kind: kick-off"), None, "a kick-off is no weekly meeting");
        assert_eq!(series("date: 2026-03-02"), None);
        assert_eq!(series("date: 2026-03-02, cadence: steering"), Some(2), "as the note says itself");
    }

    #[test]
    fn a_weekday_alone_is_a_guess_where_the_meeting_has_a_name_of_its_own() {
        for (title, expected) in [
            ("Minutes", false),
            ("Meeting notes of 3 March 2026", false),
            ("会议纪要", false),
            ("3月3日会议纪要", false),
            ("Council of another house", true),
            ("渠道座谈", true),
        ] {
            let meetings = format!("- {{date: 2026-03-03, title: {title}}}\n");
            let project = project(&[("cadences.yaml", CADENCES), ("meetings.yaml", &meetings)], "2026-04-01");
            let meeting = MeetingNumbers::all(&project)[0];
            assert_eq!((meeting.cadence, meeting.is_guess), (Some(0), expected), "{title}");
        }
        let note = ("meetings/2026-03-03.md", "Short.\n");
        assert!(!MeetingNumbers::all(&project(&[("cadences.yaml", CADENCES), note], "2026-04-01"))[0].is_guess);
    }

    #[test]
    fn one_of_two_recorded_has_both_sides() {
        let people =
            "- {id: p, name: Wang Fang, side: project}\n- {id: m, name: Li Na, side: marketing}\n- {id: x, name: Xu Qi, side: other}\n";
        let meetings = "
- {date: 2026-03-02, attendees: [p, m]}
- {date: 2026-03-09, attendees: [p, x]}
- {date: 2026-03-16}
- {date: 2026-03-17, held: no, because: Trade fair}
- {date: 2026-04-16, attendees: [p, m]}
";
        let project = project(&[("people.yaml", people), ("meetings.yaml", meetings)], "2026-03-31");
        let all = MeetingNumbers::all(&project);
        assert_eq!(BothSides::of(&all), BothSides { both: 1, recorded: 2 });
        assert_eq!(BothSides::of(&all).rate(), Some(0.5));
        assert_eq!(all.iter().map(|meeting| meeting.is_held).collect::<Vec<_>>(), [true, true, true, false, false]);
        assert!(all[3].is_excused);
    }

    fn series_among(cadences: &str, fields: &str) -> Option<usize> {
        let meetings = format!("- {{{fields}}}\n");
        let project = project(&[("cadences.yaml", cadences), ("meetings.yaml", &meetings)], "2026-04-01");
        MeetingNumbers::all(&project)[0].cadence
    }

    #[test]
    fn a_series_meets_on_its_first_and_its_last_day() {
        let of = |day: &str| {
            series_among("- {name: Sync, weekday: [mon, tue, wed, thu], starts: 2026-03-03, ends: 2026-03-11}\n", &format!("date: {day}"))
        };
        assert_eq!(["2026-03-02", "2026-03-03", "2026-03-11", "2026-03-12"].map(of), [None, Some(0), Some(0), None]);
    }

    #[test]
    fn a_kind_in_words_of_its_own_tells_the_series() {
        let kinds = "- {name: Alpha, kind: fireside}\n- {name: Beta, kind: showcase}\n";
        let of = |kind: &str| series_among(kinds, &format!("date: 2026-03-02, kind: {kind}"));
        assert_eq!(["fireside", "Showcase", "beta", "picnic"].map(of), [Some(0), Some(1), Some(1), None]);
    }

    #[test]
    fn without_a_name_in_it_a_note_is_of_no_series_by_its_name() {
        assert_eq!(series_among("- {name: Sync, weekday: tue}\n", "date: 2026-03-02, title: Talk"), None);
        assert_eq!(
            series_among("- {id: a, name: A, weekday: tue}\n", "date: 2026-03-02, title: Talk at large"),
            None,
            "a letter is no name"
        );
    }
}
