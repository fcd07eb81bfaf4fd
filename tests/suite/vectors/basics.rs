//! Section 0: comparing, adding, rounding.

use alongside::analysis::{money, numbers};
use alongside::text::number;
use serde_json::{Value, json};

use super::Family;
use super::project::Files;

pub(super) const FAMILIES: &[Family] = &[
    Family { name: "0.1 same", compute: same },
    Family { name: "0.2 money sum", compute: sum },
    Family { name: "0.2 money quotient", compute: quotient },
    Family { name: "0.3 quantile type 7", compute: quantile },
    Family { name: "0.3 quantile type 1", compute: nearest_rank },
    Family { name: "0.4 display", compute: display },
];

#[test]
fn basics() {
    super::hold("basics");
}

fn same(given: &Value) -> Value {
    json!(numbers::same(given["a"].as_f64().unwrap(), given["b"].as_f64().unwrap()))
}

/// The planned amounts of a budget.
fn sum(given: &Value) -> Value {
    let lines: Value = given["amounts"].as_array().unwrap().iter().map(|amount| json!({"category": "all", "planned": amount})).collect();
    let (_, analysis) = Files::new(given).register("budget", &lines).analysed(&json!("2026-01-01"));
    json!(money::plain(analysis.budget.total.planned))
}

fn quotient(given: &Value) -> Value {
    let times = given["times"].as_str().unwrap();
    let (times, of) = times.split_once('/').unwrap_or((times, "1"));
    let amount = given["amount"].as_str().unwrap().parse().unwrap();
    json!(money::plain(money::part(amount, times.parse().unwrap(), of.parse().unwrap())))
}

fn quantile(given: &Value) -> Value {
    let values: Vec<f64> = given["values"].as_array().unwrap().iter().map(|value| value.as_f64().unwrap()).collect();
    let per_cent = (1..100).find(|per_cent| numbers::same(f64::from(*per_cent) / 100.0, given["p"].as_f64().unwrap())).unwrap();
    json!(numbers::quantile(&values, usize::try_from(per_cent).unwrap()))
}

fn nearest_rank(given: &Value) -> Value {
    let values: Vec<i64> = given["values"].as_array().unwrap().iter().map(|value| value.as_i64().unwrap()).collect();
    let per_cent = usize::try_from(given["per_cent"].as_u64().unwrap()).unwrap();
    json!(numbers::nearest_rank(&values, per_cent))
}

/// As people read it, without thousands separators and with a plain minus.
fn display(given: &Value) -> Value {
    let places = u32::try_from(given["places"].as_u64().unwrap()).unwrap();
    json!(number::full(given["value"].as_f64().unwrap(), places).replace(',', "").replace('−', "-"))
}
