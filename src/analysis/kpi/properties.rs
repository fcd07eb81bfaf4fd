//! What holds for any values.

use proptest::prelude::*;

use super::{Certainty, Forecast, KpiNumbers};
use crate::analysis::Analysis;
use crate::analysis::numbers::same;
use crate::analysis::testing::{day, project};
use crate::project::Project;

/// A project with these values, weekly from 5 January 2026, in this order, a target to reach and a change.
fn measured(values: &[(u8, i32)]) -> Project {
    let rows = values.iter().map(|(week, value)| format!("leads,{},{value}\n", day("2026-01-05").plus(i64::from(*week) * 7)));
    let measurements = format!("kpi,date,value\n{}", rows.collect::<String>());
    let kpis = "- {id: leads, name: Leads, cadence: week, direction: increase, aggregate: mean, baseline: {date: 2026-01-01, value: 0}, targets: [{by: 2027-12-31, value: 500}]}\n";
    let changes = "- {title: x, applied: 2026-06-01, affects: [leads]}\n";
    project(&[("kpis.yaml", kpis), ("measurements.csv", &measurements), ("changes.yaml", changes)], "2027-01-31")
}

fn weeks() -> impl Strategy<Value = Vec<(u8, i32)>> {
    proptest::collection::vec((0..52_u8, -300..300_i32), 1..40)
}

/// The same numbers, whatever file and line each value was written in.
fn without_places(mut numbers: KpiNumbers) -> KpiNumbers {
    let place = super::Source::Inline(0);
    let points = numbers.series.points.iter_mut().chain(numbers.series.crowded.iter_mut().flatten());
    points.for_each(|point| point.source = place);
    numbers.series.crowded.iter_mut().for_each(|of_day| of_day.sort_by(|a, b| a.value.total_cmp(&b.value)));
    let kept =
        [numbers.standing.current.as_mut(), numbers.standing.decided_by.as_mut(), numbers.change.as_mut().map(|change| &mut change.from)];
    kept.into_iter().flatten().for_each(|point| point.source = place);
    numbers
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_measurements_changes_nothing(values in weeks(), seed in any::<u64>()) {
        let mut shuffled = values.clone();
        shuffled.sort_by_key(|(week, value)| (u64::from(*week) << 32 | u64::from(value.unsigned_abs())).wrapping_mul(seed | 1));
        let [one, other] = [values, shuffled].map(|values| Analysis::of(&measured(&values)));
        prop_assert_eq!(one.effects, other.effects);
        prop_assert_eq!(without_places(one.kpis[0].clone()), without_places(other.kpis[0].clone()));
    }

    #[test]
    fn a_forecast_is_within_its_interval_and_a_chance_is_a_chance(values in weeks()) {
        let numbers = KpiNumbers::all(&measured(&values)).remove(0);
        if let Forecast::Trend(trend) = &numbers.forecast {
            prop_assert!((5..=12).contains(&trend.line.count));
            for target in &trend.at_targets {
                prop_assert!((0.0..=1.0).contains(&target.chance));
                prop_assert!(target.expected.low <= target.expected.value && target.expected.value <= target.expected.high);
                prop_assert!(target.is_far || target.by <= trend.last.plus(trend.first.days_until(trend.last)));
            }
        }
    }

    #[test]
    fn limits_lie_around_the_mean_and_do_not_move_once_fixed(values in weeks()) {
        let all = KpiNumbers::all(&measured(&values)).remove(0).process;
        let Some(segment) = all.current() else { return Ok(()) };
        if let Some(limits) = segment.limits {
            prop_assert!(limits.lower <= limits.mean && limits.mean <= limits.upper && limits.range_limit >= 0.0);
            prop_assert!(same(limits.upper - limits.mean, limits.mean - limits.lower));
        }
        if segment.certainty == Certainty::Fixed {
            let last = segment.observations[11].day;
            let first: Vec<(u8, i32)> = values.into_iter().filter(|(week, _)| day("2026-01-05").plus(i64::from(*week) * 7) <= last).collect();
            let earlier = KpiNumbers::all(&measured(&first)).remove(0).process;
            prop_assert_eq!(earlier.current().and_then(|segment| segment.limits), segment.limits);
        }
    }
}
