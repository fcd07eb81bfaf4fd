//! Days: 13/03 settles what 01/04 means, in its column first, then in the whole file; a month is its first or its last day.

use std::collections::{BTreeMap, BTreeSet};

use super::{Cell, Hints, NEAR, OpenCell, Outcome, two_ways, year_near, year_within};
use crate::calendar::{Date, NotADate, Period, Slashed, coarse, days_with_year, slashed, stretch, two_numbers, without_year};
use crate::project::settings::formats::DayOrder;
use crate::source::Problem;
use crate::{both, say};

/// What the days of a file are like.
#[derive(Default)]
pub(super) struct Seen {
    orders: BTreeMap<String, BTreeSet<DayOrder>>,
    days: BTreeSet<Date>,
}

/// In which order the days of each column are written, and what is near to them.
pub(super) struct Settled {
    orders: BTreeMap<String, Option<DayOrder>>,
    order: Option<DayOrder>,
    days: Vec<Date>,
    of_file: Option<(Date, Date)>,
    project: Option<(Date, Date)>,
    is_chinese: bool,
}

/// No more days than these are needed to tell a year.
const ENOUGH: usize = 1000;

impl Seen {
    pub(super) fn see(&mut self, cell: &Cell<'_, '_>) {
        let text = cell.text();
        if is_plain(text) {
            if self.days.len() < ENOUGH {
                self.days.extend(Date::parse(text).ok());
            }
            return;
        }
        let of_stretch = || stretch(text).and_then(|stretch| decided(stretch.day_first, stretch.month_first));
        let of_day = slashed(text).and_then(|either| decided(either.day_first, either.month_first));
        if let Some(order) = of_day.or_else(|| two_numbers(text).and_then(decided_of_two)).or_else(of_stretch) {
            self.orders.entry(cell.column()).or_default().insert(order);
        }
        if self.days.len() < ENOUGH {
            self.days.extend(Date::parse(text).ok().or_else(|| days_with_year(text).map(|(_, last)| last)));
        }
    }

    pub(super) fn settled(self, hints: Hints) -> Settled {
        let only = |orders: &BTreeSet<DayOrder>| if orders.len() == 1 { orders.first().copied() } else { None };
        let all: BTreeSet<DayOrder> = self.orders.values().flatten().copied().collect();
        Settled {
            order: if all.is_empty() { hints.formats.days } else { only(&all) },
            orders: self.orders.iter().map(|(column, orders)| (column.clone(), only(orders))).collect(),
            days: self.days.into_iter().collect(),
            of_file: hints.of_file,
            project: hints.formats.project,
            is_chinese: hints.is_chinese,
        }
    }
}

impl Settled {
    /// Writes a day as its type reads it.
    pub(super) fn write(&self, cell: &mut Cell<'_, '_>) -> Option<Outcome> {
        if is_plain(cell.text()) {
            return None;
        }
        let text = cell.text().to_owned();
        match Date::parse(&text) {
            Ok(_) => return None,
            Err(NotADate::Ambiguous(..)) => {}
            Err(_) => return self.of_marks_and_grains(cell, &text),
        }
        let Slashed { day_first: Some(day), month_first: Some(month) } = slashed(&text)? else { return None };
        match self.orders.get(&cell.column()).copied().unwrap_or(self.order) {
            Some(order) => {
                cell.write(if order == DayOrder::DayFirst { day } else { month }.to_string());
                None
            }
            None => Some(Outcome::open(cell, open)),
        }
    }

    fn of_marks_and_grains(&self, cell: &mut Cell<'_, '_>, text: &str) -> Option<Outcome> {
        let is_first = is_beginning(cell.path);
        let bare = bare(text, is_first);
        let day = if bare == text { None } else { Date::parse(bare).ok() };
        let day = day.or_else(|| self.of_short_year(bare));
        let day = day.or_else(|| coarse(bare).map(|(first, last)| if is_first { first } else { last }));
        let day = day.or_else(|| without_year(bare).and_then(|(month, day)| self.in_its_year(month, day)));
        let day = day.or_else(|| self.of_two_numbers(&cell.column(), bare));
        let day = day.or_else(|| self.of_stretch(&cell.column(), bare).map(|(first, last)| if is_first { first } else { last }));
        Some(Outcome::written(cell, day?.to_string()))
    }

    /// Writes a stretch of days without a year as a period is read.
    pub(super) fn write_period(&self, cell: &mut Cell<'_, '_>) -> Option<Outcome> {
        let text = cell.text().to_owned();
        let (first, last) = self.of_stretch(&cell.column(), &text).filter(|_| Period::parse(&text).is_none())?;
        Some(Outcome::written(cell, format!("{first}..{last}")))
    }

    /// The first and the last of several days; without a year they lie as a single day would, the first one before the last.
    fn of_stretch(&self, column: &str, text: &str) -> Option<(Date, Date)> {
        days_with_year(text).or_else(|| {
            let stretch = stretch(text)?;
            let [first, last] = stretch.sure().or_else(|| match self.order_of(column)? {
                DayOrder::DayFirst => stretch.day_first,
                DayOrder::MonthFirst => stretch.month_first,
            })?;
            let last = self.in_its_year(last.0, last.1)?;
            let in_year = |year: i16| Date::try_new(year, first.0, first.1).filter(|first| *first < last);
            Some((in_year(last.year()).or_else(|| in_year(last.year() - 1))?, last)).filter(|(first, last)| first.days_until(*last) <= NEAR)
        })
    }

    /// The order of day and month in a column; in a Chinese file the month stands in front.
    fn order_of(&self, column: &str) -> Option<DayOrder> {
        let of_file = self.order.or(self.is_chinese.then_some(DayOrder::MonthFirst));
        self.orders.get(column).copied().unwrap_or(of_file)
    }

    /// `03/13`, where the file tells the order and the year.
    fn of_two_numbers(&self, column: &str, text: &str) -> Option<Date> {
        let (first, second) = two_numbers(text)?;
        match self.order_of(column) {
            _ if first == second => self.in_its_year(first, second),
            Some(DayOrder::DayFirst) => self.in_its_year(second, first),
            Some(DayOrder::MonthFirst) => self.in_its_year(first, second),
            None => None,
        }
    }

    /// A day without a year: near to the other days of the file, else to the time that its name or its title speaks of, else within
    /// the project.
    fn in_its_year(&self, month: i8, day: i8) -> Option<Date> {
        if !self.days.is_empty() {
            return year_near(&self.days, month, day);
        }
        let of_file = self
            .of_file
            .and_then(|(first, last)| if first == last { year_near(&[first], month, day) } else { year_within((first, last), month, day) });
        of_file.or_else(|| year_within(self.project?, month, day))
    }

    /// 24.3.12 in a Chinese file.
    fn of_short_year(&self, text: &str) -> Option<Date> {
        let parts: Vec<&str> = text.split(['.', '/', '-']).collect();
        let is_short = |part: &&str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        match parts.as_slice() {
            [year, month, day] if self.is_chinese && year.len() == 2 && parts.iter().all(is_short) => {
                Date::try_new(2000 + year.parse::<i16>().ok()?, month.parse().ok()?, day.parse().ok()?)
            }
            _ => None,
        }
    }
}

/// `2026-03-09`, which has one meaning whatever stands around it.
fn is_plain(text: &str) -> bool {
    let is_sign = |(at, byte): (usize, u8)| if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() };
    text.len() == 10 && text.bytes().enumerate().all(is_sign) && Date::parse(text).is_ok()
}

/// Whether a field is a beginning: then what is coarser than a day means its first one.
pub(super) fn is_beginning(path: &str) -> bool {
    let field = path.rsplit('.').next().unwrap_or(path);
    ["start", "starts", "from", "raised", "since", "joined", "opened"].iter().any(|word| field.split('_').any(|part| part == *word))
}

/// A day without a sign that it is a guess, a remark in brackets that has no number, and 前 behind a deadline.
fn bare(text: &str, is_first: bool) -> &str {
    let text = text.trim_start_matches(['~', '≈', '～', '约']).trim_end_matches(['*', '†', '?', '？']).trim();
    let text = match text.rfind(['(', '（']) {
        Some(at) if text.ends_with([')', '）']) && !text.get(at..).unwrap_or_default().contains(char::is_numeric) => {
            text.get(..at).unwrap_or_default()
        }
        _ => text,
    };
    let before = ["之前", "以前", "前"].iter().find_map(|word| text.trim_end().strip_suffix(word));
    before.filter(|_| !is_first).unwrap_or(text).trim()
}

fn open(cell: &OpenCell, count: usize) -> Problem {
    let (a, b) = match Date::parse(&cell.text) {
        Err(NotADate::Ambiguous(a, b)) => (a, b),
        _ => (Date::MIN, Date::MIN),
    };
    let help = say!(
        "Write {a} or {b}; or say the order of all days as `formats: {{days: day-first}}` in `alongside.yaml`.",
        "写成 {a} 或 {b}；也可在 `alongside.yaml` 用 `formats: {{days: day-first}}` 统一说明顺序。",
        a,
        b
    );
    two_ways(cell, count, &both!("days", "日期"), help)
}

/// The order that a day has if it can have only one.
fn decided<T>(day_first: Option<T>, month_first: Option<T>) -> Option<DayOrder> {
    match (day_first, month_first) {
        (Some(_), None) => Some(DayOrder::DayFirst),
        (None, Some(_)) => Some(DayOrder::MonthFirst),
        _ => None,
    }
}

/// The order of two numbers of which one is too large for a month.
fn decided_of_two((first, second): (i8, i8)) -> Option<DayOrder> {
    match (first > 12, second > 12) {
        (true, false) => Some(DayOrder::DayFirst),
        (false, true) => Some(DayOrder::MonthFirst),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{said, values};

    #[test]
    fn one_day_settles_the_others() {
        let days = |text: &str| values("tasks.csv", &format!("name,{text}"), &["start", "end"]);
        assert_eq!(days("start,end\nA,13/03/2026,01/04/2026\n"), ["2026-03-13", "2026-04-01"], "of the file");
        assert_eq!(days("start\nA,3/13/2026\nB,4/1/2026\n"), ["2026-03-13", "2026-04-01"]);
        assert_eq!(
            days("start,end\nA,13/03/2026,3/14/2026\nB,01/04/2026,01/04/2026\n"),
            ["2026-03-13", "2026-03-14", "2026-04-01", "2026-01-04"],
            "a column goes before the file"
        );
    }

    #[test]
    fn a_column_that_stays_open_is_said_once() {
        let two_ways = "“01/04/2026” and 1 more in this column can be read as two different days.";
        assert_eq!(said("tasks.csv", "name,end\nA,01/04/2026\nB,02/04/2026\nC,2026-04-03\n"), [two_ways]);
        assert_eq!(said("tasks.csv", "name,end\nA,01/04/2026\n"), ["“01/04/2026” can be read as two different days."]);
        assert_eq!(said("tasks.csv", "name,end\nA,13/03/2026\nB,3/14/2026\nC,01/04/2026\n").len(), 1, "both orders");
    }

    #[test]
    fn a_month_begins_with_its_first_day_and_ends_with_its_last() {
        let days = values("tasks.csv", "name,start,end\nA,March 2026,2026-05\nB,2026年二季度,2026-W20\n", &["start", "end"]);
        assert_eq!(days, ["2026-03-01 (March 2026)", "2026-05-31 (2026-05)", "2026-04-01 (2026年二季度)", "2026-05-17 (2026-W20)"]);
    }

    #[test]
    fn guesses_and_remarks_stay_beside_the_day() {
        let days = values("tasks.csv", "name,end\nA,~2026-03-12\nB,2026-03-12 (est.)\nC,2026-03-12前\n", &["end"]);
        assert_eq!(days, ["2026-03-12 (~2026-03-12)", "2026-03-12 (2026-03-12 (est.))", "2026-03-12 (2026-03-12前)"]);
        assert_eq!(said("tasks.csv", "name,end\nA,2026-03-12 (was 2026-02-01)\n").len(), 1, "another day is no remark");
    }

    #[test]
    fn two_numbers_are_a_day_where_the_file_tells_order_and_year() {
        let days = |text: &str| values("tasks.csv", &format!("name,start,end\n{text}"), &["end"]);
        assert_eq!(days("A,2026-03-02,03/13\nB,,04/02\n"), ["2026-03-13 (03/13)", "2026-04-02 (04/02)"]);
        assert_eq!(days("A,2026-03-02,13/03\nB,,02/04\n"), ["2026-03-13 (13/03)", "2026-04-02 (02/04)"]);
        let no_year = ["“03/13” has no year.", "“04/02” has no year."];
        assert_eq!(said("tasks.csv", "name,end\nA,03/13\nB,04/02\n"), no_year, "no day of the file has one");
        assert_eq!(said("tasks.csv", "name,start,end\nA,2026-03-02,04/02\n"), ["“04/02” has no year."], "of which order nobody says");
        assert_eq!(values("任务.csv", "任务,开始日期,结束日期\nA,2026-03-02,4/2\n", &["end"]), ["2026-04-02 (4/2)"]);
    }

    #[test]
    fn a_stretch_of_days_is_its_last_day_and_its_first_where_something_begins() {
        let days = |path: &str, text: &str| values(path, text, &["start", "end", "date", "period"]);
        assert_eq!(
            days("tasks.csv", "name,end\nA,2026-03-09..2026-03-13\n"),
            ["2026-03-09 (2026-03-09..2026-03-13)", "2026-03-13 (2026-03-09..2026-03-13)"],
            "a start that nothing else says"
        );
        assert_eq!(
            days("任务.csv", "任务,开始日期,结束日期\nA,2026-03-02,3月9日—13日\n"),
            ["2026-03-02", "2026-03-13 (3月9日—13日)"],
            "a start of its own stays"
        );
        assert_eq!(
            days("周报-2026.csv", "时间,本周进展\n3.9-3.13,A\n3月16日—20日,B\n"),
            [
                "2026-03-13 (3.9-3.13)",
                "Plain(\"2026-03-09..2026-03-13\") (3.9-3.13)",
                "2026-03-20 (3月16日—20日)",
                "Plain(\"2026-03-16..2026-03-20\") (3月16日—20日)"
            ],
            "the year of the file's name"
        );
        assert_eq!(
            days(
                "status-reports.csv",
                "Week,Progress,Date\n9–13 March,A,2026-03-16\nW12,B,2026-03-23\n".replace("W12", "2026-W12").as_str()
            ),
            ["2026-03-16", "Plain(\"2026-03-09..2026-03-13\") (9–13 March)", "2026-03-23", "Plain(\"2026-W12\")"],
            "the year of days beside"
        );
        assert_eq!(
            days("feedback.md", "# Feedback, January 2027\n\n| Date | Quote |\n|---|---|\n| 28 December – 3 January | Nice |\n"),
            ["2027-01-03 (28 December – 3 January)"],
            "the year of the title, and that before"
        );
        assert_eq!(days("milestones.csv", "name,due\nA,2.3-6.3\nB,9.3-13.3\nC,2026-03-01\n").len(), 0, "no such fields");
        let baselines = values("milestones.csv", "name,baseline\nA,2.3-6.3\nB,9.3-13.3\nC,2026-03-01\n", &["baseline"]);
        assert_eq!(baselines, ["2026-03-06 (2.3-6.3)", "2026-03-13 (9.3-13.3)", "2026-03-01"], "one settles the others");
    }

    #[test]
    fn a_stretch_of_which_nothing_tells_the_year_or_the_order_is_told() {
        assert_eq!(said("tasks.csv", "name,end\nA,9–13 March\n"), ["“9–13 March” has no year."]);
        assert_eq!(said("任务.csv", "任务,结束日期\nA,3.9-3.13\n"), ["“3.9-3.13” has no year."]);
        assert_eq!(said("tasks.csv", "name,start,end\nA,2026-03-01,3.2-3.6\n"), ["“3.2-3.6” is not a date."], "of March or of June");
        assert_eq!(said("tasks.csv", "name,start,end\nA,2026-03-01,13.3-9.3\n").len(), 1, "it ends before it begins");
        let report = ["“3.9-3.13” has no year."];
        assert_eq!(said("周报.csv", "时间,本周进展\n3.9-3.13,A\n"), report, "and not its period as well");
    }

    #[test]
    fn many_days_without_a_year_are_found_among_many_with_one() {
        let first = crate::calendar::Date::new(2026, 1, 1);
        let row = |n: i64| format!("T{n},{},{}\n", first.plus(n % 300), if n % 2 == 0 { "Jun 1" } else { "5 May" });
        let text = format!("name,start,end\n{}", (0..4000).map(row).collect::<String>());
        let ends = values("tasks.csv", &text, &["end"]);
        assert_eq!((ends.len(), ends[0].as_str(), ends[1].as_str()), (4000, "2026-06-01 (Jun 1)", "2026-05-05 (5 May)"));
    }

    #[test]
    fn a_day_of_the_week_tells_a_short_year() {
        let days = values("tasks.csv", "name,end\nA,Fri 13/03/26\nB,Mon 02/03/26\n", &["end"]);
        assert_eq!(days, ["2026-03-13", "2026-03-02"]);
        assert_eq!(said("tasks.csv", "name,end\nA,13/03/26\n").len(), 1, "without it, 2013 as well");
    }

    #[test]
    fn a_year_comes_from_days_that_are_near() {
        let days = |text: &str| values("任务.csv", &format!("任务,结束日期\n{text}"), &["end"]);
        assert_eq!(days("A,2026-11-20\nB,1月5日\n"), ["2026-11-20", "2027-01-05 (1月5日)"]);
        assert_eq!(days("A,26.3.12\n"), ["2026-03-12 (26.3.12)"]);
        assert_eq!(said("任务.csv", "任务,结束日期\nA,2026-11-20\nB,5月20日\n"), ["“5月20日” has no year."]);
    }
}
