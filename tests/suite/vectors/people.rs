//! Section 7: load and budget.

use alongside::analysis::budget::Sums;
use alongside::analysis::load::WeekLoad;
use alongside::analysis::money::plain;
use serde_json::{Map, Value, json};

use super::Family;
use super::project::{Files, day, stretch};

pub(super) const FAMILIES: &[Family] = &[Family { name: "7.1 load", compute: load }, Family { name: "7.2 budget", compute: budget }];

#[test]
fn people() {
    super::hold("people");
}

fn load(given: &Value) -> Value {
    let mut person = given["person"].as_object().unwrap().clone();
    person.insert("name".to_owned(), json!("Li Na"));
    if let Some(absences) = person.get("absences").and_then(Value::as_array) {
        let absences: Value = absences.iter().map(stretch).collect();
        person.insert("absences".to_owned(), absences);
    }
    let first = day(&given["first_week"]);
    let weeks = given["weeks"].as_i64().unwrap();
    let allocation = |row: &Value| {
        let percent = if row["hours"].is_null() { row["percent"].clone() } else { json!(format!("{}h", row["hours"])) };
        json!({"person": "Li Na", "from": row["from"], "to": row["to"], "percent": percent})
    };
    // Nothing of all weeks, so that weeks without any work are in the list.
    let nothing = json!({"person": "Li Na", "from": first.to_string(), "to": first.plus(7 * weeks - 1).to_string(), "percent": 0});
    let rows: Value = given["allocations"].as_array().unwrap().iter().map(allocation).chain([nothing]).collect();
    let files = Files::new(given).register("people", &json!([person])).register("allocations", &rows);
    let (_, analysis) = files.analysed(&given["first_week"]);
    analysis.load[&0].iter().map(week).collect()
}

fn week(week: &WeekLoad) -> Value {
    let utilisation = week.utilisation().map_or(if week.is_over() { json!("over") } else { Value::Null }, |share| json!(share));
    json!({
        "week": week.monday.iso_week(),
        "hours": plain(week.hours()),
        "capacity": plain(week.capacity()),
        "over": week.is_over(),
        "utilisation": utilisation,
    })
}

fn budget(given: &Value) -> Value {
    let project = json!({"start": given["project"][0], "end": given["project"][1]});
    let files = Files::new(given).setting("project", project).register("budget", &given["lines"]);
    let (_, analysis) = files.analysed(&given["report"]);
    let categories: Map<String, Value> =
        analysis.budget.categories.iter().map(|category| (category.name.any().to_owned(), sums(&category.sums))).collect();
    json!({"categories": categories, "total": sums(&analysis.budget.total)})
}

fn sums(sums: &Sums) -> Value {
    json!({
        "planned": plain(sums.planned),
        "planned_to_date": plain(sums.planned_to_date),
        "committed": plain(sums.committed),
        "actual": plain(sums.actual),
        "actual_to_date": plain(sums.actual_to_date),
        "at_completion": plain(sums.at_completion),
        "variance": plain(sums.variance()),
        "spent": sums.spent(),
    })
}
