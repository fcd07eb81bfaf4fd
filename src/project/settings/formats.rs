//! How the project says that it writes days and numbers, where its files leave it open.

use crate::calendar::Date;
use crate::choices;

choices! {
    /// Which number of `03/04/2026` stands in front.
    pub enum DayOrder {
        DayFirst: "day-first" "日在前" "dmy" "dd/mm/yyyy" "day/month";
        MonthFirst: "month-first" "月在前" "mdy" "mm/dd/yyyy" "month/day";
    }

    /// Which sign stands before the decimals of a number.
    pub enum DecimalMark {
        Point: "point" "小数点" "1,234.5" ".";
        Comma: "comma" "逗号" "1.234,5" ",";
    }
}

/// How days and numbers are written, and what tells the year of a day that has none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Formats {
    /// The first and the last day of the project.
    pub project: Option<(Date, Date)>,
    /// The order of day and month.
    pub days: Option<DayOrder>,
    /// The sign before the decimals.
    pub numbers: Option<DecimalMark>,
}
