use super::reading;
use crate::checklist::rules::words::day;
use crate::checklist::{Finding, RuleContext, Place, Verdict, label};
use crate::calendar::Date;
use crate::project::types::Value;
use crate::project::{AnyEntry, Kind, RecordId};
use crate::source::ProblemKind;
use crate::source::schema::{Field, Shape};
use crate::{both, rule, say};

rule! { "date-in-the-future", Records, Quality, Warning, Each, Initiation..=Closed;
    title "Something has happened after the report date" "已发生的事晚于统计日期";
    what "A day on which something was measured, done or decided is not after the report date." "测量、完成、决定等已发生的日期不晚于统计日期。";
    why "Either the day is mistyped, or the report date is too early." "不是日期写错，就是报告的统计日期太早。";
    fix "Correct the day, or move `report.as_of` forward." "改正日期，或把 `report.as_of` 往后调。";
    bad at "tasks.yaml:2:15 actual_end" { "tasks.yaml": "- name: Film\n  actual_end: 2062-06-01\n" }
    good { "tasks.yaml": "- name: Film\n  actual_end: 2026-06-01\n  end: 2062-06-01\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let project = judge.project;
    reading::judge(judge, &[ProblemKind::Later], 0);
    for kind in Kind::ALL.iter().copied() {
        for (index, entry) in project.registers.of(kind).into_iter().enumerate() {
            let id = RecordId { kind, index };
            for Happened { path, field, day } in happened(entry) {
                let verdict = if day <= judge.today() { Verdict::Pass } else { future(judge, id, &path, field, day).into() };
                judge.one(id, verdict);
            }
        }
    }
}

/// A day on which something has happened.
struct Happened {
    path: String,
    field: &'static Field,
    day: Date,
}

/// Everything in a record that has happened, on its days.
fn happened(entry: &dyn AnyEntry) -> Vec<Happened> {
    let mut found = Vec::new();
    for (field, value) in entry.values_of(&|field| field.shape.has(|shape| matches!(shape, Shape::Value(_)))) {
        collect(field.name.to_owned(), field, &value, &mut found);
    }
    found.retain(|happened| entry.has_happened(&happened.path));
    found
}

/// The days of a value, within its parts too.
fn collect(path: String, field: &'static Field, value: &Value<'_>, out: &mut Vec<Happened>) {
    match value {
        Value::Date(day) => out.push(Happened { path, field, day: *day }),
        Value::List(items) => {
            for (nth, item) in items.iter().enumerate().filter(|(_, item)| may_have_days(item)) {
                collect(format!("{path}.{nth}"), field, item, out);
            }
        }
        Value::Part(fields) => {
            for (field, value) in fields.iter().filter(|(_, value)| may_have_days(value)) {
                collect(format!("{path}.{}", field.name), field, value, out);
            }
        }
        _ => {}
    }
}

fn may_have_days(value: &Value<'_>) -> bool {
    matches!(value, Value::Date(_) | Value::List(_) | Value::Part(_))
}

fn future(judge: &RuleContext<'_>, id: RecordId, path: &str, field: &Field, happened: Date) -> Finding {
    let project = judge.project;
    let [happened, today] = [happened, judge.today()].map(|date| day(project, date));
    let record = project.record(id).map(|entry| label(project, entry)).unwrap_or_default();
    let message = say!(
        "{record}: `{en_field}` {happened} is after the report date, {today}.",
        "{record}：“{zh_field}”{happened}晚于统计日期{today}。",
        record, en_field = field.name, zh_field = field.zh, happened, today
    );
    let help = both!("Correct the day, or move `report.as_of` forward.", "改正日期，或把 `report.as_of` 往后调。");
    Finding::new(Place::Record(id, path.to_owned()), message).help(help)
}

crate::cases! {
    "a measurement": found at "measurements.csv:2:7 date" { "kpis.yaml": "- {id: leads, name: Leads}\n", "measurements.csv": "kpi,date,value\nleads,2026-07-01,3\n" };
    "a measurement beside its KPI": found at "kpis.yaml:1:39 measurements.0.date" { "kpis.yaml": "- {name: Leads, measurements: [{date: 2026-07-01, value: 3}]}\n" };
    "an action of a meeting": found at "meetings.yaml:1:54 actions.0.done_on" { "meetings.yaml": "- {date: 2026-06-08, actions: [{what: Call, done_on: 2026-07-01}]}\n" };
    "a decision that is taken": found at "decisions.yaml:1:24 date" { "decisions.yaml": "- {title: Price, date: 2026-07-01, status: accepted}\n- {title: Colour, date: 2026-06-01, status: accepted}\n" };
    "a decision that is proposed for a day": passes { "decisions.yaml": "- {title: Price, date: 2026-07-01, status: proposed}\n- {title: Colour, date: 2026-06-01, status: accepted}\n" };
    "a risk that is raised tomorrow": found at "risks.yaml:1:25 raised" { "risks.yaml": "- {title: Rain, raised: 2026-06-16}\n" };
    "a ticket that the report's own day leaves out": found at "tickets.yaml:1:3" { "alongside.yaml": "report: {as_of: 2026-03-31}\n", "tickets.yaml": "- {title: Login, opened: 2026-04-01}\n" };
    "today": passes { "tasks.yaml": "- {name: Film, actual_end: 2026-06-15}\n" };
    "who was at a meeting ahead": found at "meetings.yaml:1:10 date" { "meetings.yaml": "- {date: 2026-07-01, attendees: [Li Na]}\n" };
    "a meeting ahead with its agenda": passes { "meetings.yaml": "- {date: 2026-07-01, title: Steering}\n- {date: 2026-06-01, attendees: [Li Na]}\n" };
    "nothing to judge": not_assessable {};
}
