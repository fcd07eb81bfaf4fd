//! Section 8: meetings, actions, tickets, feedback, hand-offs, changes, trace, shares of the checklist.

use std::collections::BTreeMap;

use alongside::analysis::handoffs::HandoffState;
use alongside::analysis::numbers::Durations;
use alongside::analysis::tickets::Waits;
use alongside::analysis::trace::{Chain, Graph};
use alongside::checklist::{Counts, Shares};
use alongside::project::types::ChoiceType;
use serde_json::{Map, Value, json};

use super::Family;
use super::project::{Files, named, renamed};

pub(super) const FAMILIES: &[Family] = &[
    Family { name: "8.1 cadence", compute: cadence },
    Family { name: "8.2 both sides", compute: both_sides },
    Family { name: "8.3 actions", compute: actions },
    Family { name: "8.4 tickets", compute: tickets },
    Family { name: "8.5 feedback", compute: feedback },
    Family { name: "8.6 hand-offs", compute: handoffs },
    Family { name: "8.7 change speed", compute: changes },
    Family { name: "8.8 trace", compute: trace },
    Family { name: "8.9 checklist", compute: shares },
];

#[test]
fn collaboration() {
    super::hold("collaboration");
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn cadence(given: &Value) -> Value {
    const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let cadence = &given["cadence"];
    let weekdays: Vec<&str> = list(&cadence["weekday"]).iter().map(|at| WEEKDAYS[usize::try_from(at.as_u64().unwrap()).unwrap()]).collect();
    let every = format!("{} {}s", cadence["n"].as_u64().unwrap_or(1), cadence["unit"].as_str().unwrap());
    let series = json!([{"name": "Sync", "every": every, "weekday": weekdays, "starts": cadence["starts"], "ends": cadence["ends"]}]);
    let meetings: Value = list(&given["meetings"]).iter().map(|date| json!({"date": date, "cadence": "Sync"})).collect();
    let files = Files::new(given).register("cadences", &series).register("meetings", &meetings);
    let (_, analysis) = files.analysed(&given["report"]);
    let numbers = &analysis.cadences[0];
    json!({
        "expected": numbers.expected(),
        "held": numbers.held.len(),
        "kept": numbers.kept(),
        "late": numbers.late(),
        "missed": numbers.missed(),
        "missed_in_a_row": numbers.missed_in_a_row(),
        "rate": numbers.rate(),
        "last": numbers.last_held.map(|day| day.to_string()),
    })
}

fn both_sides(given: &Value) -> Value {
    let people: Value =
        given["side_of"].as_object().unwrap().iter().map(|(id, side)| json!({"id": id, "name": id, "side": side})).collect();
    let (_, analysis) = Files::new(given).register("people", &people).register("meetings", &given["meetings"]).analysed(&given["report"]);
    json!({"both": analysis.both_sides.both, "recorded": analysis.both_sides.recorded, "rate": analysis.both_sides.rate()})
}

/// Actions of a series stand in the notes of the day on which they were agreed, the others in the register.
fn actions(given: &Value) -> Value {
    let (mut series, mut meetings) = (Vec::new(), Vec::new());
    for (id, days) in given["series"].as_object().unwrap() {
        series.push(json!({"id": id, "name": format!("Series {id}"), "every": "week", "starts": days[0]}));
        for date in list(days) {
            let agreed = |action: &&Value| action["cadence"] == json!(id) && action["created"] == *date;
            let actions: Vec<Value> = list(&given["actions"]).iter().filter(agreed).map(action).collect();
            meetings.push(json!({"date": date, "cadence": id, "actions": actions}));
        }
    }
    let own: Vec<Value> = list(&given["actions"]).iter().filter(|action| action["cadence"].is_null()).map(action).collect();
    let files =
        Files::new(given).register("cadences", &series.into()).register("meetings", &meetings.into()).register("actions", &own.into());
    let (_, analysis) = files.analysed(&given["report"]);
    let carried = analysis.actions.iter().filter(|action| action.cadence.is_some());
    let carry_over: Map<String, Value> = carried.map(|action| (action.what.any().to_owned(), json!(action.carried))).collect();
    let totals = &analysis.action_totals;
    json!({
        "carry_over": carry_over,
        "open": totals.open,
        "closed": totals.closed,
        "overdue": totals.overdue,
        "closure_rate": totals.closure_rate,
        "on_time_rate": totals.on_time_rate,
        "median_age": totals.median_age,
        "oldest_age": totals.oldest_age,
    })
}

fn action(action: &Value) -> Value {
    let mut fields = Map::from_iter([("what".to_owned(), action["id"].clone())]);
    let status = if action["status"] == json!("dropped") { json!("cancelled") } else { action["status"].clone() };
    fields.extend([
        ("status".to_owned(), status),
        ("due".to_owned(), action["due"].clone()),
        ("done_on".to_owned(), action["done_on"].clone()),
    ]);
    if action["cadence"].is_null() {
        fields.insert("raised".to_owned(), action["created"].clone());
    }
    Value::Object(fields)
}

fn tickets(given: &Value) -> Value {
    let mut options = Map::new();
    for (severity, limit) in given["limits"].as_object().unwrap() {
        options.insert(format!("response_{severity}"), limit[0].clone());
        options.insert(format!("resolution_{severity}"), limit[1].clone());
    }
    let files = Files::new(given)
        .setting("checklist", json!({"rules": {"ticket-beyond-limit": options}}))
        .register("tickets", &named(&given["tickets"], "title"));
    let (_, analysis) = files.analysed(&given["report"]);
    let groups = analysis.tickets_by_severity.iter();
    let by_severity: Map<String, Value> = groups
        .map(|(severity, group)| {
            let waits = json!({"responded": waits(&group.response), "resolved": waits(&group.resolution)});
            (severity.unwrap().key().to_owned(), waits)
        })
        .collect();
    let weeks = usize::try_from(given["weeks"].as_u64().unwrap()).unwrap();
    let backlog = analysis.backlog.iter().skip(analysis.backlog.len() - weeks);
    json!({
        "by_severity": by_severity,
        "backlog": backlog.map(|(day, open)| json!({"date": day.to_string(), "open": open})).collect::<Vec<_>>(),
        "open": analysis.tickets.iter().filter(|ticket| ticket.is_open).count(),
    })
}

fn waits(waits: &Waits) -> Value {
    let mut value = durations(waits.durations);
    value["waiting"] = json!(waits.waiting);
    value["within"] = json!(waits.within());
    value
}

fn durations(durations: Durations) -> Value {
    json!({"n": durations.count, "median": durations.median, "p90": durations.p90, "max": durations.max})
}

fn feedback(given: &Value) -> Value {
    let records = renamed(&given["feedback"], &[("themes", "theme")]);
    let (_, analysis) = Files::new(given).register("feedback", &records).analysed(&given["report"]);
    let numbers = &analysis.feedback;
    let month = |text: String| text.rsplit_once('-').unwrap().0.to_owned();
    let sentiment: Map<String, Value> = numbers.sentiment.iter().map(|(day, mean)| (month(day.to_string()), json!(mean))).collect();
    let theme = |theme: &alongside::analysis::feedback::Theme| json!({"theme": theme.name, "count": theme.count, "share": theme.share, "cumulative": theme.cumulative});
    json!({
        "themes": numbers.themes.iter().map(theme).collect::<Vec<_>>(),
        "vital_few": numbers.vital_few,
        "without_theme": numbers.without_theme,
        "sentiment": sentiment,
        "records": numbers.records,
        "closed_rate": numbers.closed_rate(),
        "reply": durations(numbers.reply),
    })
}

fn handoffs(given: &Value) -> Value {
    let (project, analysis) = Files::new(given).register("handoffs", &named(&given["handoffs"], "what")).analysed(&given["report"]);
    let late = project.handoffs.iter().zip(&analysis.handoffs).filter_map(|(handoff, state)| match state {
        HandoffState::Late(late) => Some(json!({"id": *handoff.id, "days": late.days, "working": late.workdays, "open": late.is_open})),
        _ => None,
    });
    let totals = &analysis.handoff_totals;
    json!({
        "on_time": totals.on_time,
        "late": totals.late,
        "late_list": late.collect::<Vec<_>>(),
        "not_recorded": totals.not_recorded,
        "pending": totals.pending,
        "not_assessable": totals.not_assessable,
        "rate": totals.rate(),
    })
}

fn changes(given: &Value) -> Value {
    let (project, analysis) = Files::new(given).register("changes", &named(&given["changes"], "title")).analysed(&given["report"]);
    let each = project.changes.iter().zip(&analysis.changes).map(|(change, numbers)| {
        json!({
            "id": *change.id,
            "decide": numbers.to_decide,
            "apply": numbers.to_apply,
            "total": numbers.in_all,
            "waiting": numbers.waiting,
            "wrong_order": numbers.is_out_of_order,
        })
    });
    let speed = &analysis.change_speed;
    json!({
        "each": each.collect::<Vec<_>>(),
        "decide": durations(speed.to_decide),
        "apply": durations(speed.to_apply),
        "total": durations(speed.in_all),
    })
}

/// The case names no registers: the chain is built of its links alone.
fn trace(given: &Value) -> Value {
    let names = |value: &Value| list(value).iter().map(|name| name.as_str().unwrap().to_owned()).collect::<Vec<String>>();
    let all: Vec<String> = ["sources", "sinks"].iter().flat_map(|field| names(&given[*field])).collect();
    let linked = list(&given["links"]).iter().flat_map(&names);
    let places: BTreeMap<String, usize> =
        all.into_iter().chain(linked).collect::<std::collections::BTreeSet<_>>().into_iter().zip(0..).collect();
    let of = |value: &Value| names(value).iter().map(|name| places[name]).collect::<Vec<usize>>();
    let mut graph = Graph::default();
    for link in list(&given["links"]) {
        let [from, to] = of(link)[..] else { panic!("{link}") };
        graph.link(from, to);
    }
    let chain = Chain::new(of(&given["sources"]), of(&given["sinks"]), graph);
    let back = |holes: &[usize]| places.iter().filter(|(_, at)| holes.contains(at)).map(|(name, _)| name.clone()).collect::<Vec<_>>();
    json!({
        "forward": chain.forward(),
        "backward": chain.backward(),
        "holes_forward": back(&chain.dead_ends),
        "holes_backward": back(&chain.unexplained),
    })
}

/// Verdicts as counts: no project has rules of these names.
fn shares(given: &Value) -> Value {
    let count = |rule: &Value, name: &str| rule[name].as_u64().map_or(0, |count| usize::try_from(count).unwrap());
    let counts = |rule: &Value| Counts {
        passed: count(rule, "pass"),
        failed: count(rule, "fail"),
        waived: count(rule, "waived"),
        not_assessable: count(rule, "not_assessable"),
    };
    let shares = Shares::of(given["rules"].as_object().unwrap().values().map(counts));
    json!({
        "rules_assessed": shares.rules_judged,
        "rules_passed": shares.rules_passed,
        "records_raw": shares.raw(),
        "records_after_waivers": shares.after_waivers(),
        "coverage": shares.coverage(),
    })
}
