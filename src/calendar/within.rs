//! The day or the time that a text speaks of among other words, as the name of a file and a title do.

use super::Date;
use super::coarse::coarse;
use super::words::in_digits;

/// The first and the last day of the time that a name or a title speaks of: a day, else a month, a quarter, a week or a year.
pub fn time_of(name: &str) -> Option<(Date, Date)> {
    date_in(name).map(|day| (day, day)).or_else(|| time_in(name))
}

/// A day within a text: `2026-03-02`, `20260302`, 「2026年3月2日」, "2 March 2026".
pub fn date_in(text: &str) -> Option<Date> {
    let text = &*in_digits(text);
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '-' | '.' | '/' | '_' | '年' | '月' | '日');
    let runs =
        text.split(|c: char| !is_part(c)).map(|run| run.trim_matches(|c: char| !(c.is_ascii_digit() || c == '日')).replace('_', "-"));
    let with_year = |run: &str| {
        run.bytes().filter(u8::is_ascii_digit).count() >= 6 && run.get(..4).is_some_and(|year| year.bytes().all(|b| b.is_ascii_digit()))
    };
    // `2026-03-02-01` is a day with a number behind it.
    let parse = |run: &str| (8..=run.len()).rev().filter_map(|end| run.get(..end)).find_map(|head| Date::parse(head).ok());
    let written = runs.filter(|run| with_year(run)).find_map(|run| parse(&run));
    written.or_else(|| {
        let words: Vec<&str> = text.split([' ', '_', '-', '(', ')', '（', '）']).filter(|word| !word.is_empty()).collect();
        words.windows(3).find_map(|words| Date::parse(&words.join(" ")).ok())
    })
}

/// A month, a quarter, a week or a year within a text: `Report 2026-03`, 「2026年3月周报」, `Weekly 2026`.
fn time_in(name: &str) -> Option<(Date, Date)> {
    let is_year = |text: &str| text.len() == 4 && text.starts_with("20") && text.bytes().all(|byte| byte.is_ascii_digit());
    let digits = in_digits(name);
    let starts = digits.char_indices().map(|(at, _)| at).filter(|at| {
        let is_apart = !digits.get(..*at).is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit()));
        is_apart && digits.get(*at..*at + 4).is_some_and(is_year)
    });
    let mut found = starts.filter_map(|at| {
        let rest = digits.get(at..)?;
        let ends = rest.char_indices().map(|(at, _)| at).chain([rest.len()]).take(LONGEST_TIME).collect::<Vec<_>>();
        let of_part = ends.iter().rev().find_map(|end| coarse(rest.get(..*end)?));
        let is_number = rest.get(4..)?.starts_with(|c: char| c.is_ascii_digit());
        of_part.or_else(|| whole(rest.get(..4)?).filter(|_| !is_number))
    });
    let only = found.next()?;
    found.next().is_none().then_some(only)
}

const LONGEST_TIME: usize = 12;

fn whole(year: &str) -> Option<(Date, Date)> {
    let year = year.parse().ok()?;
    Some((Date::try_new(year, 1, 1)?, Date::try_new(year, 12, 31)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_of_a_name() {
        let year = (Date::new(2026, 1, 1), Date::new(2026, 12, 31));
        let march = (Date::new(2026, 3, 1), Date::new(2026, 3, 31));
        for (name, time) in [
            ("周报2026", Some(year)),
            ("Weekly report 2026 Launch", Some(year)),
            ("周报-2026年3月", Some(march)),
            ("report_2026-03", Some(march)),
            ("周报_2026-03-13", Some((Date::new(2026, 3, 13), Date::new(2026, 3, 13)))),
            ("weekly", None),
            ("2025-2026 plan", None),
            ("T20260", None),
        ] {
            assert_eq!(time_of(name), time, "{name}");
        }
    }
}
