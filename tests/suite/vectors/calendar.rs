//! Section 1: working days, months, weeks.

use alongside::calendar::{Calendar, Every, Unit};
use serde_json::{Value, json};

use super::Family;
use super::project::{Files, day};

pub(super) const FAMILIES: &[Family] = &[
    Family { name: "1.1 working days", compute: working_days },
    Family { name: "1.2 distance in working days", compute: distance },
    Family { name: "1.3 add working days", compute: add },
    Family { name: "1.4 add periods", compute: periods },
    Family { name: "1.5 ISO week", compute: week },
];

#[test]
fn calendars() {
    super::hold("calendar");
}

fn calendar(given: &Value) -> Calendar {
    Files::new(given).project(&json!("2026-01-01")).calendar
}

fn working_days(given: &Value) -> Value {
    json!(calendar(given).workdays_between(day(&given["from"]), day(&given["to"])))
}

fn distance(given: &Value) -> Value {
    json!(calendar(given).distance(day(&given["a"]), day(&given["b"])))
}

fn add(given: &Value) -> Value {
    let days = u32::try_from(given["n"].as_u64().unwrap()).unwrap();
    json!(calendar(given).plus(day(&given["day"]), days).to_string())
}

fn periods(given: &Value) -> Value {
    let unit = match given["unit"].as_str().unwrap() {
        "week" => Unit::Week,
        "month" => Unit::Month,
        "quarter" => Unit::Quarter,
        "year" => Unit::Year,
        other => panic!("{other}"),
    };
    let later = Every::Units(1, unit).after(day(&given["day"]), given["n"].as_i64().unwrap()).unwrap();
    json!(later.to_string())
}

fn week(given: &Value) -> Value {
    json!(day(&given["day"]).iso_week())
}
