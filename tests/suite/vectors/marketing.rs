//! Section 9: spending and response, rates, readiness, experiments, float.

use alongside::analysis::campaigns::figures::Sums;
use alongside::analysis::campaigns::proportion::Rate;
use alongside::analysis::money::plain;
use alongside::text::Words;
use serde_json::{Value, json};

use super::Family;
use super::project::Files;

pub(super) const FAMILIES: &[Family] = &[
    Family { name: "9.1 figures", compute: figures },
    Family { name: "9.2 rates", compute: rates },
    Family { name: "9.3 readiness", compute: readiness },
    Family { name: "9.4 experiments", compute: experiments },
    Family { name: "9.5 float", compute: float },
];

#[test]
fn marketing() {
    super::hold("marketing");
}

fn figures(given: &Value) -> Value {
    let mut campaign = given["campaign"].clone();
    campaign["figures"] = given["figures"].clone();
    let (_, analysis) = Files::new(given).register("campaigns", &json!([campaign])).analysed(&given["on"]);
    let spending = &analysis.campaigns[0];
    let Sums { planned, spent, .. } = spending.total;
    let (total, pacing) = (&spending.total, spending.pacing);
    json!({
        "planned": planned.map(plain), "spent": spent.map(plain),
        "ctr": total.ctr().map(|rate| rate.value), "cvr": total.cvr().map(|rate| rate.value),
        "cpc": total.cpc().map(plain), "cpa": total.cpa().map(plain), "roas": total.roas(), "over": total.over(),
        "time": pacing.map(|pacing| pacing.time), "budget": pacing.map(|pacing| pacing.budget),
        "in_the_end": pacing.and_then(|pacing| pacing.in_the_end).map(plain), "a_day": pacing.and_then(|pacing| pacing.a_day).map(plain),
    })
}

fn rates(given: &Value) -> Value {
    let rate = Rate::of(given["hits"].as_f64().unwrap(), given["of"].as_f64().unwrap());
    rate.map_or(Value::Null, |rate| json!({"value": rate.value, "low": rate.low, "high": rate.high}))
}

fn readiness(given: &Value) -> Value {
    let files = Files::new(given)
        .register("milestones", &json!([{"id": "M-1", "name": "Launch", "baseline": given["gate"]}]))
        .register("readiness", &json!([{"what": "Ready", "gate": "M-1", "due": given["due"]}]));
    let (_, analysis) = files.analysed(&given["on"]);
    let by = analysis.ready_by[0];
    json!({"due": by.due.map(|day| day.to_string()), "late": by.workdays_late})
}

fn experiments(given: &Value) -> Value {
    let (_, analysis) = Files::new(given).register("experiments", &json!([given["experiment"]])).analysed(&given["on"]);
    let numbers = &analysis.experiments[0];
    let differences: Vec<Value> = numbers
        .variants
        .iter()
        .map(|(_, difference)| difference.map_or(Value::Null, |d| json!({"value": d.value, "low": d.low, "high": d.high})))
        .collect();
    json!({
        "differences": differences, "split": numbers.split, "needed": numbers.needed, "days_left": numbers.days_left,
        "suggestion": numbers.suggestion.word(),
    })
}

fn float(given: &Value) -> Value {
    let files = Files::new(given)
        .register("milestones", &json!([{"id": "M-1", "name": "Launch", "baseline": given["milestone"]}]))
        .register("campaigns", &json!([{"name": "Spring", "start": given["start"], "needs": ["M-1"]}]));
    let (_, analysis) = files.analysed(&given["on"]);
    json!({"float": analysis.hanging[0].float})
}
