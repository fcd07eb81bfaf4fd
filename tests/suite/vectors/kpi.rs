//! Sections 2 to 4: path, status, pace, forecast, process limits, before and after.

use alongside::analysis::Analysis;
use alongside::analysis::kpi::{
    Aim, Forecast, KpiNumbers, Level, Limits, Movement, NoData, Reach, Regression, Segment, Side, Signal, Status, TargetVerdict,
    fresh_until, signals, student,
};
use alongside::project::Project;
use alongside::project::settings::SignalRules;
use alongside::text::Words;
use serde_json::{Map, Value, json};

use super::Family;
use super::project::{Files, day};

pub(super) const FAMILIES: &[Family] = &[
    Family { name: "2.1 expected value", compute: expected_value },
    Family { name: "2.2 status", compute: status },
    Family { name: "2.3 verdict per target", compute: verdicts },
    Family { name: "2.4 pace", compute: pace },
    Family { name: "3.1 regression", compute: regression },
    Family { name: "3.2 Student's t, 0.90", compute: |given| json!(student::quantile(0.9, whole(&given["df"]))) },
    Family { name: "3.3 forecast", compute: forecast },
    Family { name: "4.1 limits", compute: |given| limits(&Limits::of(&numbers(&given["values"])).unwrap()) },
    Family { name: "4.2 signals", compute: signals_against },
    Family { name: "4.3 chart", compute: chart },
    Family { name: "4.4 before and after", compute: before_and_after },
];

#[test]
fn kpis() {
    super::hold("kpi");
}

/// A project whose only KPI is that of a case, at a report date.
fn measured(kpi: &Value, changes: &Value, report_date: &Value) -> (Project, Analysis) {
    let mut kpi = kpi.as_object().unwrap().clone();
    kpi.insert("id".to_owned(), json!("leads"));
    kpi.insert("name".to_owned(), json!("Leads"));
    if kpi.get("thresholds").is_some_and(|thresholds| thresholds["of"] == "distance") {
        kpi["thresholds"]["of"] = json!("way");
    }
    // The weekly cases are about a week of holidays.
    let calendar = if kpi.get("cadence") == Some(&json!("week")) { json!({"calendar": "China 2026"}) } else { json!({}) };
    let files = Files::new(&calendar).register("kpis", &json!([kpi])).register("changes", changes);
    files.analysed(report_date)
}

fn kpi_of(given: &Value) -> KpiNumbers {
    let re_basing = |day: &Value| json!({"title": "x", "applied": day, "resets_baseline": ["leads"]});
    let changes: Value = given["resets"].as_array().into_iter().flatten().map(re_basing).collect();
    measured(&given["kpi"], &changes, &given["report"]).1.kpis.remove(0)
}

/// A KPI of a row of days and values.
fn kpi_of_points(points: &Value, direction: &Value) -> Value {
    let measurement = |point: &Value| json!({"date": point[0], "value": point[1]});
    let measurements: Value = points.as_array().unwrap().iter().map(measurement).collect();
    json!({"direction": direction, "measurements": measurements})
}

fn expected_value(given: &Value) -> Value {
    let (_, analysis) = measured(&given["kpi"], &json!([]), &given["day"]);
    aim(analysis.kpis[0].path.as_ref().and_then(|path| path.expected(day(&given["day"]))))
}

fn aim(aim: Option<Aim>) -> Value {
    match aim {
        None => Value::Null,
        Some(Aim::Value(value)) => json!(value),
        Some(Aim::Band(band)) => json!([band.low, band.high]),
    }
}

fn status(given: &Value) -> Value {
    let (project, analysis) = measured(&given["kpi"], &json!([]), &given["report"]);
    let (numbers, standing) = (&analysis.kpis[0], &analysis.kpis[0].standing);
    let (status, reason) = named(standing.status);
    let cadence = project.kpis[0].cadence.filter(|_| standing.decided_by.is_none());
    let overdue_after = standing.current.zip(cadence).and_then(|(point, cadence)| fresh_until(cadence, point.day, &project.calendar));
    let previous = numbers.change.map(|change| {
        let word = change.word.map(|word| match word {
            Movement::Better => "better",
            Movement::Worse => "worse",
            Movement::Unchanged => "unchanged",
            Movement::Within => "within",
        });
        let (date, value) = (change.from.day.to_string(), change.from.value);
        json!({"date": date, "value": value, "change": change.value, "relative": change.relative, "word": word})
    });
    let side = numbers.gap.map(|gap| match gap.side {
        Side::Ahead => "ahead",
        Side::Behind => "behind",
        Side::OnPath => "on",
        Side::Within => "within",
        Side::Above => "above",
        Side::Below => "below",
    });
    without_nulls(&json!({
        "status": status,
        "reason": reason,
        "value_status": standing.value_status.map(|status| named(status).0),
        "date": standing.current.map(|point| point.day.to_string()),
        "value": standing.current.map(|point| point.value),
        "provisional": standing.current.map(|point| point.provisional),
        "expected": aim(standing.expected),
        "expected_at_report": aim(standing.expected_now),
        "decided_by": standing.decided_by.map(|point| point.value),
        "overdue_after": overdue_after.map(|day| day.to_string()),
        "delta": numbers.gap.map(|gap| gap.value),
        "delta_relative": numbers.gap.and_then(|gap| gap.relative),
        "side": side,
        "attainment": numbers.attainment,
        "ratio": numbers.ratio,
        "previous": previous,
    }))
}

fn named(status: Status) -> (&'static str, Option<&'static str>) {
    match status {
        Status::Met => ("met", None),
        Status::Missed => ("missed", None),
        Status::OnTrack => ("on track", None),
        Status::AtRisk => ("at risk", None),
        Status::OffTrack => ("off track", None),
        Status::Stale => ("stale", None),
        Status::NoData(NoData::NoMeasurement) => ("no data", Some("no_measurement")),
        Status::NoData(NoData::NoTarget) => ("no data", Some("no_target")),
        Status::NoData(NoData::NoDirection) => ("no data", Some("no_direction")),
        Status::NoData(NoData::NotMeasuredAtTarget) => ("no data", Some("not_measured_at_target")),
        Status::NoData(NoData::BeforePath) => ("no data", Some("before_path")),
    }
}

fn verdicts(given: &Value) -> Value {
    let word = |verdict: &TargetVerdict| match verdict {
        TargetVerdict::Reached => "reached",
        TargetVerdict::Missed => "missed",
        TargetVerdict::Pending => "pending",
        TargetVerdict::Unknown => "unknown",
    };
    kpi_of(given).verdicts.iter().map(word).collect()
}

fn pace(given: &Value) -> Value {
    kpi_of(given).pace.map_or(Value::Null, |pace| {
        json!({
            "by": pace.by.to_string(),
            "per_day": pace.per_day,
            "per_period": pace.per_period,
            "so_far_per_day": pace.so_far_per_day,
            "times": pace.times,
        })
    })
}

fn regression(given: &Value) -> Value {
    let points: Vec<(f64, f64)> = numbers(&given["x"]).into_iter().zip(numbers(&given["y"])).collect();
    let line = Regression::of(&points).unwrap();
    if let Some((at, level)) = given["at"].as_f64().zip(given["level"].as_f64()) {
        let one_more = line.predict(at, level);
        return json!({"y": one_more.value, "se": one_more.standard_error, "low": one_more.low, "high": one_more.high});
    }
    json!({
        "n": line.count,
        "xm": line.x_mean,
        "ym": line.y_mean,
        "sxx": line.sxx,
        "slope": line.slope,
        "intercept": line.intercept(),
        "s": line.scatter,
    })
}

fn forecast(given: &Value) -> Value {
    let trend = match kpi_of(given).forecast {
        Forecast::TooFew(count) => return json!({"refused": "too_few", "n": count}),
        Forecast::Trend(trend) => trend,
    };
    let at_targets = trend.at_targets.iter().map(|at| {
        let (expected, by) = (at.expected, at.by.to_string());
        json!({"by": by, "y": expected.value, "low": expected.low, "high": expected.high, "chance": at.chance, "far": at.is_far})
    });
    let reach = trend.reach.map(|reach| match reach {
        Reach::Met => json!({"state": "met"}),
        Reach::On { day, days_late } => json!({"state": "on", "date": day.to_string(), "days_late": days_late}),
        Reach::Past => json!({"state": "past"}),
        Reach::Never => json!({"state": "never", "reason": "slope"}),
        Reach::BeyondTenYears => json!({"state": "never", "reason": "beyond_ten_years"}),
    });
    without_nulls(&json!({
        "n": trend.line.count,
        "slope_per_day": trend.line.slope,
        "level_at_last": trend.on(trend.last).value,
        "s": trend.line.scatter,
        "at_targets": at_targets.collect::<Value>(),
        "reach": reach,
    }))
}

fn limits(limits: &Limits) -> Value {
    json!({
        "mean": limits.mean,
        "mr_mean": limits.mean_range,
        "lower": limits.lower,
        "upper": limits.upper,
        "range_limit": limits.range_limit,
    })
}

fn signals_against(given: &Value) -> Value {
    let rules = if given["rules"] == "nhs" { SignalRules::Nhs } else { SignalRules::Wheeler };
    let of = |name: &str| given["limits"][name].as_f64().unwrap();
    let limits =
        Limits { mean: of("mean"), mean_range: of("mr_mean"), lower: of("lower"), upper: of("upper"), range_limit: of("range_limit") };
    let found = signals(&numbers(&given["values"]), &limits, rules);
    found.iter().map(|signal| json!([signal.rule.word().replace('-', "_"), side(signal), signal.at])).collect()
}

fn side(signal: &Signal) -> i32 {
    match signal.side {
        Some(Level::High) => 1,
        Some(Level::Low) => -1,
        None => 0,
    }
}

fn chart(given: &Value) -> Value {
    let kpi = kpi_of_points(&given["points"], &json!("increase"));
    let of = kpi_of(&json!({"kpi": kpi, "resets": given["resets"], "report": "2026-12-31"}));
    of.process.segments.iter().map(segment).collect()
}

fn segment(segment: &Segment) -> Value {
    let signals = segment
        .signals()
        .map(|(signal, of)| json!({"date": of.day.to_string(), "rule": signal.rule.word().replace('-', "_"), "side": side(signal)}));
    without_nulls(&json!({
        "from": segment.first().map(|day| day.to_string()),
        "to": segment.last().map(|day| day.to_string()),
        "n": segment.observations.len(),
        "state": segment.certainty.word(),
        "limits": segment.limits.as_ref().map(limits),
        "signals": segment.limits.map(|_| signals.collect::<Value>()),
    }))
}

fn before_and_after(given: &Value) -> Value {
    let kpi = kpi_of_points(&given["points"], &given["direction"]);
    let changes = json!([{"title": "x", "raised": "2026-01-01", "applied": given["applied"], "affects": ["leads"]}]);
    let (_, analysis) = measured(&kpi, &changes, &json!("2026-12-31"));
    let effect = &analysis.effects[0];
    let verdict = effect.verdict.word().replace('-', " ");
    without_nulls(&json!({
        "n_before": effect.before.count,
        "n_after": effect.after.count,
        "mean_before": effect.before.mean,
        "mean_after": effect.after.mean,
        "difference": effect.difference(),
        "verdict": verdict,
    }))
}

fn numbers(values: &Value) -> Vec<f64> {
    values.as_array().unwrap().iter().map(|value| value.as_f64().unwrap()).collect()
}

fn whole(value: &Value) -> usize {
    usize::try_from(value.as_u64().unwrap()).unwrap()
}

/// What is nothing may be left out of a case.
fn without_nulls(object: &Value) -> Value {
    let fields = object.as_object().unwrap().iter().filter(|(_, value)| !value.is_null());
    Value::Object(fields.map(|(name, value)| (name.clone(), value.clone())).collect::<Map<_, _>>())
}
