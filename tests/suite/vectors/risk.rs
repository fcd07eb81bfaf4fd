//! Section 5: scales, expected value, simulation, exposure.

use alongside::analysis::Analysis;
use alongside::analysis::money::{part, plain};
use alongside::analysis::risk::{Effect, Estimate, RUNS, RiskLevel, Simulation, fnv1a64, pert_samples, uniforms};
use alongside::project::Project;
use alongside::project::types::Level;
use rand_chacha::rand_core::{RngCore, SeedableRng};
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use super::Family;
use super::project::Files;

pub(super) const FAMILIES: &[Family] = &[
    Family { name: "5.1 step of a per cent", compute: step },
    Family { name: "5.1 per cent of a step", compute: per_cents },
    Family { name: "5.2 levels", compute: levels },
    Family { name: "5.3 EMV", compute: expected_value },
    Family { name: "5.4 PERT moments", compute: moments },
    Family { name: "5.5 generator", compute: generator },
    Family { name: "5.5 PERT samples", compute: samples },
    Family { name: "5.6 simulation", compute: simulation },
    Family { name: "5.7 exposure", compute: exposure },
];

#[test]
fn risks() {
    super::hold("risk");
}

/// Records of a case as risks: titled, chances as per cents, without what is empty.
fn register(given: &Value) -> Value {
    let risk = |risk: &Value| {
        let mut record = assessed(risk);
        record.entry("title").or_insert_with(|| json!("What may happen"));
        Value::Object(record)
    };
    given["risks"].as_array().unwrap().iter().map(risk).collect()
}

fn assessed(record: &Value) -> Map<String, Value> {
    let field = |(name, value): (&String, &Value)| {
        let value = match (name.as_str(), value) {
            ("probability", Value::Object(chance)) => json!(format!("{}%", chance["per_cent"])),
            ("residual", residual) => Value::Object(assessed(residual)),
            (_, value) => value.clone(),
        };
        (!value.is_null()).then(|| (name.clone(), value))
    };
    record.as_object().unwrap().iter().filter_map(field).collect()
}

fn analysed(given: &Value) -> (Project, Analysis) {
    let seed = given.get("seed").cloned().unwrap_or(json!(1));
    let project = Files::new(given).setting("risk", json!({"seed": seed})).register("risks", &register(given)).project(&given["report"]);
    let analysis = Analysis::in_full(&project);
    (project, analysis)
}

fn on_scale(scale: &Value) -> Project {
    Files::new(&json!({})).setting("risk", json!({"scale": scale})).project(&json!("2026-01-01"))
}

fn step(given: &Value) -> Value {
    let risks = json!({"risks": [{"probability": {"per_cent": given["per_cent"]}, "impact": 1}], "report": "2026-01-01"});
    json!(analysed(&risks).1.risks[0].inherent.unwrap().probability)
}

fn per_cents(given: &Value) -> Value {
    let settings = on_scale(&given["scale"]).settings.risk;
    let per_cent = |step| Level::Step(step).chance(settings.steps(), &settings.bounds()).unwrap() * Decimal::ONE_HUNDRED;
    (1..=settings.steps()).map(|step| json!(plain(per_cent(step)))).collect()
}

fn levels(given: &Value) -> Value {
    let settings = on_scale(&given["scale"]).settings.risk;
    let steps = 1..=u32::from(settings.steps());
    let scores = steps.clone().flat_map(|probability| steps.clone().map(move |impact| probability * impact));
    let level = |score: u32| (score.to_string(), json!(RiskLevel::of(score, &settings).label().en.to_lowercase()));
    Value::Object(scores.map(level).collect())
}

fn expected_value(given: &Value) -> Value {
    let (project, analysis) = analysed(given);
    let value = &analysis.risk_value;
    let each: Value = value.each.iter().map(|(index, value)| json!([*project.risks[*index].id, plain(*value)])).collect();
    json!({"counted": value.each.len(), "each": each, "open": value.open, "total": plain(value.total.unwrap())})
}

fn estimate(given: &Value) -> Estimate {
    let point = |name: &str| given[name].to_string().parse().unwrap();
    Estimate { low: point("low"), likely: point("likely"), high: point("high") }
}

/// Mean and variance as text; a variance is given in sevenths.
fn moments(given: &Value) -> Value {
    let estimate = estimate(given);
    let sevenths = (estimate.variance() * 7.0).round();
    assert!((estimate.variance() - sevenths / 7.0).abs() < f64::EPSILON, "exact but for one division");
    let variance = if sevenths % 7.0 == 0.0 { (sevenths / 7.0).to_string() } else { format!("{sevenths}/7") };
    json!({"mean": plain(estimate.mean()), "variance": variance})
}

fn generator(given: &Value) -> Value {
    if let Some(names) = given["names"].as_array() {
        return names.iter().map(|name| json!(fnv1a64(name.as_str().unwrap()).to_string())).collect();
    }
    if given["rounds"] == 20 {
        let mut bytes = [0; 16];
        rand_chacha::ChaCha20Rng::from_seed([0; 32]).fill_bytes(&mut bytes);
        return json!(format!("{:032x}", u128::from_be_bytes(bytes)));
    }
    let (seed, name) = (given["seed"].as_u64().unwrap(), given["name"].as_str().unwrap());
    if given["count"].is_null() {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        let mut numbers = rand_chacha::ChaCha8Rng::from_seed(key);
        numbers.set_stream(fnv1a64(name));
        return (0..4).map(|_| json!(numbers.next_u64().to_string())).collect();
    }
    uniforms(seed, name).take(4).map(|uniform| json!(uniform)).collect()
}

fn samples(given: &Value) -> Value {
    let number = |name: &str| given[name].as_u64().unwrap();
    let (name, count, unit) =
        (given["name"].as_str().unwrap(), usize::try_from(number("n")).unwrap(), u32::try_from(number("unit")).unwrap());
    let samples: Vec<i64> = pert_samples(number("seed"), name, &estimate(given), unit).take(count).collect();
    json!({"first": samples[..5], "sum": samples.iter().sum::<i64>()})
}

fn simulation(given: &Value) -> Value {
    let (project, analysis) = analysed(given);
    let simulations = analysis.risk_simulations.unwrap();
    let (effect, simulation) = match given["field"].as_str() {
        Some("cost") => (Effect::Cost, simulations.cost),
        _ => (Effect::Delay, simulations.delay),
    };
    let Ok(simulation) = simulation else {
        let open: Value = project.risks.iter().map(|risk| json!(*risk.id)).collect();
        return json!({"counted": 0, "left_out": open, "runs": RUNS});
    };
    of_simulation(&project, &simulation, effect)
}

fn of_simulation(project: &Project, simulation: &Simulation, effect: Effect) -> Value {
    let units = |amount: Decimal| whole(amount * Decimal::from(effect.units()));
    let id = |index: &usize| json!(*project.risks[*index].id);
    let drivers = simulation.drivers.iter().map(|driver| {
        json!({
            "id": id(&driver.index),
            "expected": fraction(driver.expected),
            "p80_without": units(driver.p80_without),
            "share": driver.share,
        })
    });
    json!({
        "counted": simulation.drivers.len(),
        "drivers": drivers.collect::<Vec<_>>(),
        "left_out": simulation.left_out.iter().map(id).collect::<Vec<_>>(),
        "min": units(simulation.percentile(0)),
        "p50": units(simulation.percentile(50)),
        "p80": units(simulation.percentile(80)),
        "p90": units(simulation.percentile(90)),
        "max": units(simulation.percentile(100)),
        "none": simulation.runs_at_zero,
        "runs": RUNS,
        "sum": whole(simulation.mean * Decimal::from(effect.units()) * Decimal::from(RUNS)),
        "unit": effect.units(),
    })
}

fn whole(value: Decimal) -> i64 {
    assert!(value.fract().is_zero(), "{value}");
    value.trunc().to_string().parse().unwrap()
}

/// An amount as text; one that is a third of a whole number as a fraction.
fn fraction(value: Decimal) -> String {
    let thirds = (value * Decimal::from(3)).round();
    let is_third = part(thirds, Decimal::ONE, Decimal::from(3)).normalize() == value && !(thirds % Decimal::from(3)).is_zero();
    if is_third { format!("{}/3", plain(thirds)) } else { plain(value) }
}

fn exposure(given: &Value) -> Value {
    let days = given["days"].as_array().unwrap();
    let given = json!({"risks": given["risks"], "report": days.last().unwrap()});
    let history = analysed(&given).1.risk_history;
    let on = |exposure: &alongside::analysis::risk::Exposure| {
        json!({
            "date": exposure.day.to_string(),
            "low": exposure.count(RiskLevel::Low),
            "medium": exposure.count(RiskLevel::Medium),
            "high": exposure.count(RiskLevel::High),
            "critical": exposure.count(RiskLevel::Critical),
            "unassessed": exposure.unassessed,
            "opportunities": exposure.opportunities,
            "score": exposure.score,
        })
    };
    history.exposure.iter().map(on).collect()
}
