use crate::checklist::rules::words::day;
use crate::checklist::{Finding, Judge, Place, Verdict, label};
use crate::calendar::Date;
use crate::project::types::Value;
use crate::project::{Kind, Project, RecordId};
use crate::source::schema::Field;
use crate::{both, rule, say};

rule! { "date-in-the-future", Records, Quality, Warning, Each, Initiation..=Closed;
    title "Something has happened after the report date" "已发生的事晚于截至日期";
    what "A day on which something was measured, done or decided is not after the report date." "测量、完成、决定等已发生的日期不晚于截至日期。";
    why "Either the day is mistyped, or the report date is too early." "不是日期写错，就是报告的截至日期太早。";
    fix "Correct the day, or move `report.as_of` forward." "改正日期，或把 `report.as_of` 往后调。";
    bad { "tasks.yaml": "- name: Film\n  actual_end: 2062-06-01\n" }
    good { "tasks.yaml": "- name: Film\n  actual_end: 2026-06-01\n  end: 2062-06-01\n" }
    check
}

/// Fields whose day has happened.
const HAPPENED: [&str; 15] = [
    "actual", "actual_start", "actual_end", "done_on", "decided", "applied", "received", "accepted_on", "resolved", "responded", "replied_on",
    "closed", "occurred", "verified_on", "reviewed",
];

/// Registers whose records happen on their `date`.
const RECORDED: [Kind; 5] = [Kind::Measurements, Kind::Feedback, Kind::Reviews, Kind::Reflections, Kind::Evaluations];

fn check(judge: &mut Judge<'_>) {
    let project = judge.project;
    for kind in Kind::ALL.iter().copied() {
        for (index, entry) in project.registers.of(kind).into_iter().enumerate() {
            let id = RecordId { kind, index };
            let happened = |name: &str| HAPPENED.contains(&name) || (name == "date" && RECORDED.contains(&kind));
            let days = entry.values().into_iter().filter(|(field, _)| happened(field.name));
            let days = days.filter_map(|(field, value)| if let Value::Date(day) = value { Some((field, day)) } else { None });
            let days: Vec<_> = days.chain(within(project, id)).collect();
            for (field, happened_on) in days {
                judge.one(id, if happened_on <= judge.today() { Verdict::Pass } else {
                    let [happened, today] = [happened_on, judge.today()].map(|date| day(project, date));
                    let record = label(project, entry);
                    let message = say!(
                        "{record}: `{en_field}` {happened} is after the report date, {today}.",
                        "{record}：“{zh_field}”{happened}晚于截至日期{today}。",
                        record, en_field = field.name, zh_field = field.zh, happened, today
                    );
                    Finding::new(Place::Record(id, field.name.to_owned()), message)
                        .help(both!("Correct the day, or move `report.as_of` forward.", "改正日期，或把 `report.as_of` 往后调。"))
                        .into()
                });
            }
        }
    }
}

/// What has happened within a record: the values that a KPI brings along, and a meeting that somebody was at.
fn within(project: &Project, id: RecordId) -> Vec<(&'static Field, Date)> {
    let field = |name| id.kind.fields().iter().find(move |field| field.name == name);
    let days = |name, days: Vec<Date>| field(name).map(|field| days.into_iter().map(|day| (field, day)).collect()).unwrap_or_default();
    match id.kind {
        Kind::Kpis => project.kpis.get(id.index).map(|kpi| {
            let measured = kpi.measurements.iter().filter_map(|measurement| measurement.date);
            days("measurements", measured.collect())
        }),
        Kind::Meetings => project.meetings.get(id.index).filter(|meeting| !meeting.attendees.is_empty()).map(|meeting| {
            days("date", vec![meeting.date.date])
        }),
        _ => None,
    }
    .unwrap_or_default()
}

crate::cases! {
    "a measurement": found 1 { "kpis.yaml": "- {id: leads, name: Leads}\n", "measurements.csv": "kpi,date,value\nleads,2026-07-01,3\n" };
    "a measurement beside its KPI": found 1 { "kpis.yaml": "- {name: Leads, measurements: [{date: 2026-07-01, value: 3}]}\n" };
    "who was at a meeting ahead": found 1 { "meetings.yaml": "- {date: 2026-07-01, attendees: [Li Na]}\n" };
    "a meeting ahead with its agenda": passes { "meetings.yaml": "- {date: 2026-07-01, title: Steering}\n- {date: 2026-06-01, attendees: [Li Na]}\n" };
    "nothing to judge": unsure {};
}
