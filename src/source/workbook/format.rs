//! What a number in a cell says in its format: 0.125 with `0.0%` is 12.5%, 7 with `"R-"000` is R-007, a number of days is a day.

use std::str::FromStr;

use calamine::ExcelDateTime;
use rust_decimal::Decimal;

/// The first number of days that no calendar of a spreadsheet has: 1 January 10000.
const NO_DAY: f64 = 2_958_466.0;

/// A number as its format shows it, with all digits that are stored: signs of money and per cent, and words around it. Where the
/// format shows another number than the stored one, the stored one stands alone.
pub(super) fn number(value: f64, code: &str) -> String {
    let plain = digits(value);
    let Some(shape) = Shape::of(code) else { return plain };
    let (sign, unsigned) = plain.strip_prefix('-').map_or(("", plain.as_str()), |unsigned| ("-", unsigned));
    let unsigned = if shape.is_percent { percent(unsigned) } else { padded(unsigned, shape.least_digits) };
    format!("{sign}{}{unsigned}{}", shape.before, shape.after).trim().to_owned()
}

/// A number without an exponent, to the fifteen digits that spreadsheets keep.
pub(super) fn digits(value: f64) -> String {
    let rounded = format!("{value:.14e}").parse::<f64>().unwrap_or(value);
    // What is nought is not less than it.
    if rounded == 0.0 { "0".to_owned() } else { rounded.to_string() }
}

fn percent(share: &str) -> String {
    let hundred = Decimal::from_str(share).ok().and_then(|share| share.checked_mul(Decimal::ONE_HUNDRED));
    hundred.map_or_else(|| share.to_owned(), |hundred| format!("{}%", hundred.normalize()))
}

fn padded(number: &str, least: usize) -> String {
    let whole = number.split('.').next().unwrap_or_default().len();
    "0".repeat(least.saturating_sub(whole)) + number
}

/// What a format puts around a number.
#[derive(Debug, PartialEq, Default)]
struct Shape {
    before: String,
    after: String,
    is_percent: bool,
    least_digits: usize,
}

impl Shape {
    /// Of a format's part for positive numbers; `None` where it shows another number than the stored one: in thousands, as a
    /// fraction, by a condition.
    fn of(code: &str) -> Option<Self> {
        let mut shape = Self::default();
        let (mut has_digits, mut is_behind, mut is_fraction) = (false, false, false);
        let code = code.replace("General", "#");
        let mut rest = code.chars();
        while let Some(c) = rest.next() {
            let literal: String = match c {
                ';' => break,
                '"' => rest.by_ref().take_while(|c| *c != '"').collect(),
                '\\' | '!' => rest.next().into_iter().collect(),
                '_' | '*' => {
                    rest.next();
                    continue;
                }
                '[' => sign(&rest.by_ref().take_while(|c| *c != ']').collect::<String>())?,
                '%' => {
                    shape.is_percent = true;
                    continue;
                }
                '0' | '#' | '?' if is_behind && !shape.after.trim().is_empty() => return None,
                '0' | '#' | '?' => {
                    (has_digits, is_behind) = (true, false);
                    shape.least_digits += usize::from(c == '0' && !is_fraction);
                    continue;
                }
                '.' if has_digits => {
                    is_fraction = true;
                    continue;
                }
                ',' if has_digits => {
                    is_behind = true;
                    if !rest.as_str().starts_with(['0', '#', '?']) {
                        return None;
                    }
                    continue;
                }
                'E' | 'e' | '/' | '@' => return None,
                '(' | ')' | '+' | '-' => continue,
                other => other.to_string(),
            };
            is_behind |= has_digits;
            if has_digits { shape.after += &literal } else { shape.before += &literal }
        }
        has_digits.then_some(shape)
    }
}

/// The sign of money in a format's brackets, `$€-407`; nothing for a colour, `None` for a condition.
fn sign(brackets: &str) -> Option<String> {
    match brackets.strip_prefix('$') {
        Some(money) => Some(money.split('-').next().unwrap_or_default().to_owned()),
        None => (!brackets.starts_with(['<', '>', '='])).then(String::new),
    }
}

/// A day, with its time if it has one; a time alone; a length of time in hours and minutes.
pub(super) fn moment(moment: &ExcelDateTime, code: &str) -> String {
    let value = moment.as_f64();
    if !(0.0..NO_DAY).contains(&value) {
        return digits(value);
    }
    if moment.is_duration() {
        return clock(value);
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let time = match (hour, minute, second) {
        (0, 0, 0) => String::new(),
        (_, _, 0) => format!("{hour:02}:{minute:02}"),
        _ => format!("{hour:02}:{minute:02}:{second:02}"),
    };
    if value < 1.0 && !time.is_empty() {
        return time;
    }
    match grain(code).filter(|_| day == 1 && time.is_empty()) {
        Some(Grain::Month) => format!("{year}-{month:02}"),
        None => format!("{year}-{month:02}-{day:02} {time}").trim_end().to_owned(),
    }
}

/// What a number with a format stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Number,
    /// A day, a time, or both.
    Moment,
    /// A length of time.
    Length,
}

/// What a format makes of a number, by its part for positive ones: letters of days and times outside of quotes and brackets.
pub(super) fn sort(code: &str) -> Sort {
    let mut rest = code.chars();
    while let Some(c) = rest.next() {
        match c.to_ascii_lowercase() {
            ';' => break,
            '"' => rest.by_ref().take_while(|c| *c != '"').for_each(drop),
            '\\' | '_' | '*' | '!' => drop(rest.next()),
            '[' => {
                let brackets: String = rest.by_ref().take_while(|c| *c != ']').collect();
                if !brackets.is_empty() && brackets.chars().all(|c| matches!(c.to_ascii_lowercase(), 'h' | 'm' | 's')) {
                    return Sort::Length;
                }
            }
            'g' if rest.as_str().get(..6).is_some_and(|behind| behind.eq_ignore_ascii_case("eneral")) => drop(rest.nth(5)),
            'd' | 'm' | 'y' | 'h' | 's' => return Sort::Moment,
            _ => {}
        }
    }
    Sort::Number
}

/// The formats that files before 2007 name by a number alone, as ECMA-376 18.8.30 has them; those of East Asia are days and times.
pub(super) const fn builtin(number: u16) -> &'static str {
    match number {
        1 => "0",
        2 => "0.00",
        3 | 37 | 38 => "#,##0",
        4 | 39 | 40 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        11 => "0.00E+00",
        12 => "# ?/?",
        13 => "# ??/??",
        14 => "m/d/yyyy",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        18 | 19 => "h:mm AM/PM",
        20 | 21 | 32..=35 | 55 | 56 => "h:mm",
        22 => "m/d/yy h:mm",
        27..=31 | 36 | 50..=54 | 57 | 58 => "yyyy-mm-dd",
        45 | 47 => "mm:ss",
        46 => "[h]:mm:ss",
        48 => "##0.0E+0",
        49 => "@",
        _ => "General",
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a length of time between nought and three million days")]
fn clock(days: f64) -> String {
    let minutes = (days * 1440.0).round() as u64;
    format!("{}:{:02}", minutes / 60, minutes % 60)
}

enum Grain {
    Month,
}

/// What a format shows of a day, if it is not all of it: a month, `mmm yyyy`.
fn grain(code: &str) -> Option<Grain> {
    let shown: String = code.split('"').step_by(2).collect::<String>().to_lowercase();
    let has = |letter| shown.contains(letter);
    (has('y') && has('m') && !has('d') && !has('h') && !has('s')).then_some(Grain::Month)
}

#[cfg(test)]
mod tests {
    use calamine::ExcelDateTimeType;

    use super::*;

    #[test]
    fn numbers_are_as_their_formats_show_them() {
        let cases = [
            (0.125, "0.0%", "12.5%"),
            (0.07, "0%", "7%"),
            (0.1 + 0.2, "General", "0.3"),
            (1_860_000.0, "\"¥\"#,##0.00", "¥1860000"),
            (-1234.5, "_-* #,##0.00\\ [$€-407]_-;-* #,##0.00\\ [$€-407]_-", "-1234.5 €"),
            (7.0, "\"R-\"000", "R-007"),
            (186.0, "0\"万\"", "186万"),
            (1_860_000.0, "0!.0,\"万\"", "1860000"),
            (12000.0, "#,##0,\"K\"", "12000"),
            (12000.0, "#,##0", "12000"),
            (3.0, "[>2]0\"!\";0", "3"),
            (5.0, "0 \"天\"", "5 天"),
            (0.5, "# ?/?", "0.5"),
            (-0.0, "0", "0"),
            (1e21, "General", "1000000000000000000000"),
        ];
        for (value, code, shown) in cases {
            assert_eq!(number(value, code), shown, "{code}");
        }
    }

    #[test]
    fn letters_of_days_and_times_make_a_number_one() {
        for (code, sort_of) in [
            ("General", Sort::Number),
            ("\"days\" 0", Sort::Number),
            ("[Red]0.00", Sort::Number),
            ("#,##0\\d", Sort::Number),
            ("0;[$-409]d", Sort::Number),
            ("yyyy-mm-dd", Sort::Moment),
            ("[$-804]yyyy\"年\"m\"月\"", Sort::Moment),
            ("H:MM", Sort::Moment),
            ("[h]:mm", Sort::Length),
        ] {
            assert_eq!(sort(code), sort_of, "{code}");
        }
        assert_eq!(["0%", "m/d/yyyy"], [9, 14].map(builtin));
    }

    #[test]
    fn days_of_both_epochs_months_and_hours() {
        let of = |value, is_1904, code| moment(&ExcelDateTime::new(value, ExcelDateTimeType::DateTime, is_1904), code);
        assert_eq!(of(46_083.0, false, "yyyy-mm-dd"), "2026-03-02");
        assert_eq!(of(46_083.0 - 1462.0, true, "d/m/yy"), "2026-03-02");
        assert_eq!(of(46_083.604_166_666_7, false, "m/d/yy h:mm"), "2026-03-02 14:30");
        assert_eq!(of(46_082.0, false, "yyyy\"年\"m\"月\""), "2026-03");
        assert_eq!(of(46_083.0, false, "mmm-yy"), "2026-03-02", "more is stored than is shown");
        assert_eq!(of(0.395_833_333_333, false, "h:mm"), "09:30");
        assert_eq!(of(-4.0, false, "yyyy-mm-dd"), "-4");
        assert_eq!(moment(&ExcelDateTime::new(1.520_833_333, ExcelDateTimeType::TimeDelta, false), "[h]:mm"), "36:30");
    }
}
