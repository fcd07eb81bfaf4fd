//! On which side of a limit the limit itself is: what has its day on the report date has happened, and what ends on it is not over.

use super::Analysis;
use super::campaigns::clashes::With;
use super::handoffs::HandoffState;
use super::plan::State;
use super::testing::project;
use super::tickets::Wait;

/// What a folder comes to on Monday, 15 June, with a day in the place of `DAY`.
fn at(day: &str, files: &[(&str, &str)]) -> Analysis {
    let files: Vec<(&str, String)> = files.iter().map(|(path, text)| (*path, text.replace("DAY", day))).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    Analysis::of(&project(&files, "2026-06-15"))
}

type Case<'a> = (&'a str, &'a [(&'a str, &'a str)], fn(&Analysis) -> usize);

#[test]
fn what_has_its_day_on_the_report_date_has_happened() {
    let cases: &[Case<'_>] = &[
        ("an action is raised", &[("actions.yaml", "- {what: Call, raised: DAY}\n")], |all| all.actions.len()),
        ("a meeting is held", &[("meetings.yaml", "- {date: DAY}\n")], |all| all.meetings.iter().filter(|meeting| meeting.is_held).count()),
        ("a milestone is reached", &[("milestones.yaml", "- {name: Opening, forecast: 2026-06-20, actual: DAY}\n")], |all| {
            all.milestones.iter().filter(|dates| matches!(dates.state, State::Done(_))).count()
        }),
        ("a ticket is answered", &[("tickets.yaml", "- {title: Logo, severity: high, opened: 2026-06-01, responded: DAY}\n")], |all| {
            all.tickets.iter().filter(|ticket| matches!(ticket.response, Wait::Took(_))).count()
        }),
        ("a ticket is opened", &[("tickets.yaml", "- {title: Logo, opened: DAY}\n")], |all| {
            all.backlog.last().map_or(0, |(_, open)| *open)
        }),
        ("a risk is looked at", &[("risks.yaml", "- {title: Rain, reviewed: DAY}\n")], |all| {
            all.risk_reviews.iter().filter(|review| review.last.is_some()).count()
        }),
        ("a change is asked for", &[("changes.yaml", "- {title: Later, raised: DAY}\n")], |all| all.needs.len()),
        (
            "a change is to be looked at again",
            &[("changes.yaml", "- {title: Later, raised: 2026-06-01, decision: deferred, revisit: DAY}\n")],
            |all| all.needs.len(),
        ),
        (
            "a decision is to be looked at again",
            &[("decisions.yaml", "- {title: Go, date: 2026-06-01, status: accepted, revisit: DAY}\n")],
            |all| all.needs.len(),
        ),
        (
            "a piece of content is published",
            &[("content-calendar.yaml", "- {title: Film, raised: 2026-06-01, published_on: DAY}\n")],
            |all| all.lead_time.count,
        ),
        (
            "a change is applied",
            &[("changes.yaml", "- {title: Later, raised: 2026-06-01, decided: 2026-06-02, decision: approved, applied: DAY}\n")],
            |all| all.change_speed.in_all.count,
        ),
        ("a customer speaks", &[("feedback.yaml", "- {date: DAY, theme: Price}\n")], |all| all.feedback.records),
        ("a customer is answered", &[("feedback.yaml", "- {date: 2026-06-01, theme: Price, replied_on: DAY}\n")], |all| {
            all.feedback.replied
        }),
        (
            "a goal is judged",
            &[
                ("goals.yaml", "- {id: sell, title: Sell}\n"),
                ("evaluations.yaml", "- {date: DAY, goals: [{goal: sell, verdict: achieved}]}\n"),
            ],
            |all| all.goals.iter().filter(|goal| goal.evaluated.is_some()).count(),
        ),
        ("a hand-off is accepted", &[("handoffs.yaml", "- {what: Texts, due: 2026-06-30, accepted_on: DAY}\n")], |all| {
            all.handoffs.iter().filter(|state| matches!(state, HandoffState::OnTime)).count()
        }),
        (
            "a change moves a KPI",
            &[
                ("kpis.yaml", "- {id: sold, name: Sold}\n"),
                ("changes.yaml", "- {title: Later, decision: approved, applied: DAY, affects: [sold]}\n"),
            ],
            |all| all.effects.len(),
        ),
        (
            "it is decided to go",
            &[
                ("milestones.yaml", "- {id: opening, name: Opening, forecast: 2026-06-20}\n"),
                ("readiness.yaml", "- {what: Till, gate: opening}\n"),
                ("decisions.yaml", "- {title: Go, date: DAY, status: accepted, affects: [opening]}\n"),
            ],
            |all| all.gates.iter().filter(|gate| gate.decision.is_some()).count(),
        ),
        (
            "a resource is there",
            &[
                ("support.yaml", "- {id: studio, name: Studio, available_from: DAY}\n"),
                ("campaigns.yaml", "- {name: Spring, start: 2026-06-20, end: 2026-06-30, needs: [studio]}\n"),
            ],
            |all| all.hanging.iter().filter(|hanging| hanging.is_there).count(),
        ),
        ("a line of the budget begins", &[("budget.yaml", "- {category: Film, period: DAY, planned: 10, actual: 5}\n")], |all| {
            usize::from(!all.budget.total.actual.is_zero())
        }),
    ];
    for (what, files, count) in cases {
        assert_eq!(["2026-06-15", "2026-06-16"].map(|day| count(&at(day, files))), [1, 0], "{what}");
    }
}

#[test]
fn what_has_its_last_day_on_the_report_date_is_not_over() {
    const QUIET: &str = "calendar: {quiet: [{name: Fair, from: 2026-06-01, to: 2026-06-30}]}\n";
    let cases: &[Case<'_>] = &[
        (
            "a publication in a quiet period",
            &[("alongside.yaml", QUIET), ("content-calendar.yaml", "- {title: Film, planned: DAY}\n")],
            |all| all.clashes.len(),
        ),
        (
            "a campaign in a quiet period",
            &[("alongside.yaml", QUIET), ("campaigns.yaml", "- {name: Spring, start: 2026-05-04, end: DAY}\n")],
            |all| all.clashes.len(),
        ),
        (
            "the first day of a campaign, a holiday",
            &[
                ("alongside.yaml", "calendar: {holidays: [2026-06-14..2026-06-15]}\n"),
                ("campaigns.yaml", "- {name: Spring, start: DAY, end: 2026-06-30}\n"),
            ],
            |all| all.clashes.iter().filter(|clash| clash.with == With::Holiday).count(),
        ),
        (
            "a booking",
            &[
                ("milestones.yaml", "- {id: opening, name: Opening, forecast: 2026-06-20}\n"),
                ("shared-resources.yaml", "- {name: Studio, bookings: [{from: 2026-06-01, to: DAY, milestone: opening}]}\n"),
            ],
            |all| all.hanging.len(),
        ),
    ];
    for (what, files, count) in cases {
        assert_eq!(["2026-06-15", "2026-06-14"].map(|day| count(&at(day, files))), [1, 0], "{what}");
    }
}

#[test]
fn what_is_due_on_the_report_date_is_planned() {
    let state = |day: &str| at(day, &[("milestones.yaml", "- {name: Opening, forecast: DAY}\n")]).milestones[0].state;
    assert_eq!(["2026-06-15", "2026-06-12"].map(state), [State::Planned, State::NotRecorded]);
}

#[test]
fn what_is_published_on_the_day_of_its_idea_took_no_day() {
    let all = at("2026-06-12", &[("content-calendar.yaml", "- {title: Film, raised: DAY, published_on: DAY}\n")]);
    assert_eq!((all.lead_time.count, all.lead_time.max), (1, Some(0)));
}

#[test]
fn spending_is_drawn_out_from_the_fourth_day_and_rationed_until_the_last() {
    let pacing = |start: &str, end: &str| {
        let text = format!("- {{name: Spring, start: {start}, end: {end}, budget: 100, spent: 50}}\n");
        let pacing = at("", &[("campaigns.yaml", &text)]).campaigns[0].pacing;
        pacing.map(|pacing| (pacing.in_the_end.is_some(), pacing.a_day.is_some()))
    };
    assert_eq!(pacing("2026-06-13", "2026-06-30"), Some((false, true)), "the third day");
    assert_eq!(pacing("2026-06-12", "2026-06-30"), Some((true, true)), "the fourth");
    assert_eq!(pacing("2026-06-01", "2026-06-16"), Some((true, true)), "a day is left");
    assert_eq!(pacing("2026-06-01", "2026-06-15"), Some((true, false)), "the last day");
    assert_eq!(pacing("2026-06-15", "2026-06-15"), Some((false, false)), "a campaign of one day");
    assert_eq!(pacing("2026-06-16", "2026-06-30"), None, "it begins tomorrow");
}

#[test]
fn a_month_of_the_budget_is_over_on_its_last_day() {
    let curve = |period: &str, report_date: &str| {
        let text = format!("- {{category: Film, period: {period}, planned: 10, actual: 5}}\n");
        Analysis::of(&project(&[("budget.yaml", &text)], report_date)).budget.curve
    };
    let known = |day: &str| curve("2026-06", day).iter().filter(|point| point.actual.is_some()).count();
    assert_eq!([known("2026-06-30"), known("2026-06-29")], [1, 0]);
    assert_eq!(curve("2026-06-01", "2026-06-15").len(), 1, "a period that ends with the first day of its month");
}

#[test]
fn kpis_of_a_goal_are_counted_by_how_they_stand() {
    let kpi = |id: &str, value: u32, day: &str| {
        format!(
            "- {{id: {id}, name: {id}, goal: sell, direction: increase, cadence: month, baseline: {{date: 2026-01-01, value: 0}}, targets: [{{by: 2026-12-31, value: 100}}], measurements: [{{date: {day}, value: {value}}}]}}\n"
        )
    };
    let kpis = [kpi("a", 60, "2026-06-12"), kpi("b", 60, "2026-06-12"), kpi("c", 40, "2026-06-12"), kpi("d", 10, "2026-02-02")].concat();
    let goal = &at("", &[("goals.yaml", "- {id: sell, title: Sell}\n"), ("kpis.yaml", &kpis)]).goals[0];
    assert_eq!((goal.judged, goal.off, goal.at_risk, goal.stale), (3, 0, 1, 1));
}
