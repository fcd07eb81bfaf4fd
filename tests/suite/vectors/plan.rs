//! Section 6: network, dates, slip, per cent planned, earned value.

use alongside::analysis::Analysis;
use alongside::analysis::money::plain;
use alongside::analysis::plan::{Computed, Index, Recorded, Shift, planned_share};
use alongside::project::Project;
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use super::Family;
use super::project::{Files, day, named};

pub(super) const FAMILIES: &[Family] = &[
    Family { name: "6.1 network", compute: network },
    Family { name: "6.2 plan", compute: plan },
    Family { name: "6.3 slip", compute: slip },
    Family { name: "6.4 planned per cent", compute: planned_per_cent },
    Family { name: "6.4 per cent of the whole", compute: whole },
    Family { name: "6.5 earned value", compute: earned_value },
];

#[test]
fn plans() {
    super::hold("plan");
}

/// Tasks that begin on a Monday to come, so that no report date moves them.
fn network(given: &Value) -> Value {
    let task = |(id, task): (&String, &Value)| {
        let mut task = task.clone();
        task["id"] = json!(id);
        task
    };
    let tasks: Value = given["tasks"].as_object().unwrap().iter().map(task).collect();
    let start = json!("2026-03-02");
    let files = Files::new(given).setting("project", json!({ "start": start })).register("tasks", &named(&tasks, "name"));
    let (project, analysis) = files.analysed(&json!("2026-02-27"));
    let mut out = solution(&project, &analysis, project.calendar.count_up_to(day(&start).plus(-1)));
    for task in out["tasks"].as_object_mut().unwrap().values_mut() {
        task.as_object_mut().unwrap().retain(|name, _| ["s", "f", "go", "late_s", "late_f", "total", "free"].contains(&name.as_str()));
    }
    out.as_object_mut().unwrap().remove("finish_date");
    out
}

/// Without a report date: one before everything.
fn plan(given: &Value) -> Value {
    let files =
        Files::new(given).setting("project", json!({ "start": given["project_start"] })).register("tasks", &named(&given["tasks"], "name"));
    let before = json!("2025-12-31");
    let (project, analysis) = files.analysed(if given["report"].is_null() { &before } else { &given["report"] });
    // The cases count working days from 1990 on.
    let origin = project.calendar.count_up_to(day(&json!("1989-12-31")));
    solution(&project, &analysis, origin)
}

fn solution(project: &Project, analysis: &Analysis, origin: i64) -> Value {
    let schedule = &analysis.schedule;
    let id = |index: usize| project.tasks[index].id.to_string();
    let ids = |tasks: &[usize]| tasks.iter().map(|index| json!(id(*index))).collect::<Value>();
    let sorted = |tasks: &[usize]| {
        let mut ids: Vec<String> = tasks.iter().map(|index| id(*index)).collect();
        ids.sort();
        json!(ids)
    };
    let with_dates = schedule.tasks.iter().enumerate().filter_map(|(index, task)| Some((index, task.as_ref()?)));
    let tasks: Map<String, Value> = with_dates.map(|(index, computed)| (id(index), task(project, index, computed, origin))).collect();
    json!({
        "tasks": tasks,
        "finish": schedule.tasks.iter().flatten().map(|task| task.times.finish - origin).max(),
        "finish_date": schedule.finish.map(|day| day.to_string()),
        "critical": sorted(&schedule.critical),
        "paths": schedule.paths.iter().map(|path| ids(path)).collect::<Value>(),
        "loops": schedule.loops.iter().map(|found| sorted(&found.members)).collect::<Value>(),
        "without_dates": sorted(&schedule.without_dates),
    })
}

fn task(project: &Project, index: usize, computed: &Computed, origin: i64) -> Value {
    let (times, slack) = (computed.times, computed.times.slack);
    let has_begun = Recorded::of(&project.tasks[index], project.report_date).has_begun();
    let state = match computed.float {
        None => "done",
        Some(_) if has_begun => "running",
        Some(_) => "todo",
    };
    json!({
        "s": times.start - origin,
        "go": times.resume - origin,
        "f": times.finish - origin,
        "late_s": slack.map(|slack| slack.late_start - origin),
        "late_f": slack.map(|slack| slack.late_finish - origin),
        "total": slack.map(|slack| slack.total),
        "free": slack.map(|slack| slack.free),
        "start": computed.start.to_string(),
        "end": computed.end.to_string(),
        "remaining": computed.remaining,
        "state": state,
    })
}

fn slip(given: &Value) -> Value {
    let task = json!([{"name": "a", "baseline_end": given["baseline"], "end": given["current"]}]);
    let (_, analysis) = Files::new(given).register("tasks", &task).analysed(&json!("2026-01-05"));
    let shift: Shift = analysis.tasks[0].shift.unwrap();
    json!({
        "shift_days": shift.days,
        "shift_working": shift.workdays,
        "slip_days": shift.slip_days(),
        "slip_working": shift.slip_workdays(),
    })
}

fn planned_per_cent(given: &Value) -> Value {
    let project = Files::new(given).project(&given["report"]);
    let share = planned_share(day(&given["start"]), day(&given["end"]), project.report_date, &project.calendar);
    json!(plain(share))
}

fn whole(given: &Value) -> Value {
    let (_, analysis) = Files::new(given).register("tasks", &named(&given["tasks"], "name")).analysed(&given["report"]);
    let progress = analysis.progress.unwrap();
    json!({"planned": progress.planned, "actual": progress.actual})
}

fn earned_value(given: &Value) -> Value {
    let (project, analysis) = Files::new(given).register("tasks", &named(&given["tasks"], "name")).analysed(&given["report"]);
    let value = &analysis.earned_value;
    let names = |tasks: &[usize]| tasks.iter().map(|index| json!(*project.tasks[*index].id)).collect::<Value>();
    let money = |amount: Index<Decimal>| amount.map_or(Value::Null, |amount| json!(plain(amount)));
    let number = |index: Index<f64>| index.map_or(Value::Null, |index| json!(index));
    let mut out = json!({
        "tasks": value.tasks,
        "counted": value.counted,
        "missing_percent": names(&value.without_percent),
        "missing_cost": names(&value.without_cost),
        "bac": money(value.budget_at_completion()),
        "pv": money(value.planned_value()),
        "ev": money(value.earned_value()),
        "ac": money(value.actual_cost()),
    });
    let further = json!({
        "sv": money(value.schedule_variance()),
        "cv": money(value.cost_variance()),
        "spi": number(value.schedule_index()),
        "cpi": number(value.cost_index()),
        "eac": money(value.estimate_at_completion()),
        "etc": money(value.estimate_to_complete()),
        "vac": money(value.variance_at_completion()),
        "tcpi": number(value.to_complete_index()),
    });
    if value.counted > 0 {
        out.as_object_mut().unwrap().extend(further.as_object().unwrap().clone());
    }
    out
}
