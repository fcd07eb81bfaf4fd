use super::reading;
use crate::calendar::Date;
use crate::checklist::rules::words::day;
use crate::checklist::{Finding, RuleContext, Place, Severity, Subject, Verdict, label};
use crate::project::registers::coordination::SharedResource;
use crate::project::types::Value;
use crate::project::{AnyEntry, Kind, Project, RecordId};
use crate::source::ProblemKind;
use crate::source::schema::Field;
use crate::{both, rule, say};

rule! { "dates-contradict", Records, Quality, Error, Each, Initiation..=Closed;
    title "Dates contradict each other" "日期互相矛盾";
    what "Nothing ends before it begins, is solved before it is raised, or is decided before it is asked for." "结束不早于开始；解决不早于提出；决定不早于申请。";
    why "Every length and every delay that is reckoned from these days is wrong." "由这些日期算出的工期和延误都是错的。";
    fix "Correct the day that is wrong; the message names both." "改正写错的日期，提示中写明了是哪两个。";
    bad at "tasks.yaml:3:8 end" { "tasks.yaml": "- name: Film\n  start: 2026-05-10\n  end: 2026-05-04\n" }
    good { "tasks.yaml": "- name: Film\n  start: 2026-05-04\n  end: 2026-05-04\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let project = judge.project;
    reading::judge(judge, &[ProblemKind::Contradiction], 0);
    let info = &project.settings.project;
    if let (Some(start), Some(end)) = (info.start, info.end) {
        judge.once(if start <= end { Verdict::Pass } else { project_ends_early(project, start, end) });
    }
    for resource in judge.subjects(&project.shared_resources) {
        for (nth, (from, to)) in resource.bookings.iter().enumerate().filter_map(|(nth, booking)| Some((nth, (booking.from?, booking.to?)))) {
            judge.one(resource.id, if from <= to { Verdict::Pass } else { booking_ends_early(project, resource, nth, from, to) });
        }
    }
    for kind in Kind::ALL.iter().copied() {
        let orders = kind.tracked().ordered;
        for (index, entry) in project.registers.of(kind).into_iter().enumerate().filter(|_| !orders.is_empty()) {
            let values = entry.values_of(&|field| orders.iter().any(|(first, second)| [first, second].contains(&&field.name)));
            let mut pairs: Vec<Pair<'_>> = orders.iter().filter_map(|(first, second)| pair(&values, first, second)).collect();
            // "Raised after applied" says nothing that "decided after applied" has not said.
            let wrong = pairs.iter().position(|pair| pair.first.1 > pair.second.1);
            if let Some(at) = wrong {
                pairs = vec![pairs.swap_remove(at)];
            }
            for pair in pairs {
                let verdict = verdict(judge, entry, RecordId { kind, index }, &pair);
                judge.one(RecordId { kind, index }, verdict);
            }
        }
    }
}

fn project_ends_early(project: &Project, start: Date, end: Date) -> Verdict {
    let [start, end] = [start, end].map(|date| day(project, date));
    let message = say!("The project ends on {end}, before it begins on {start}.", "项目{start}开始，{end}却已结束。", start, end);
    let place = Place::Setting(["project", "end"].map(str::to_owned).to_vec());
    Finding::new(place, message).help(both!("Correct `start` or `end` under `project:`.", "改正“项目”下的“开始”或“结束”。")).into()
}

fn booking_ends_early(project: &Project, resource: Subject<'_, SharedResource>, nth: usize, from: Date, to: Date) -> Verdict {
    let record = resource.label(project);
    let [from, to] = [from, to].map(|date| day(project, date));
    let message = say!(
        "{record}: a booking ends on {to}, before it begins on {from}, and counts on no day.",
        "{record}：有一条预订{from}开始，{to}却已结束，不计入任何一天。",
        record, from, to
    );
    let help = both!("Correct `from` or `to` of the booking.", "改正这条预订的“开始”或“结束”。");
    resource.finding(&format!("bookings.{nth}.to"), message).help(help).into()
}

struct Pair<'f> {
    first: (&'f Field, Date),
    second: (&'f Field, Date),
}

fn pair<'f>(values: &[(&'f Field, Value<'_>)], first: &str, second: &str) -> Option<Pair<'f>> {
    let day = |name: &str| {
        values.iter().find_map(|(field, value)| match value {
            Value::Date(date) if field.name == name => Some((*field, *date)),
            _ => None,
        })
    };
    Some(Pair { first: day(first)?, second: day(second)? })
}

fn verdict(judge: &RuleContext<'_>, entry: &dyn AnyEntry, id: RecordId, pair: &Pair<'_>) -> Verdict {
    let Pair { first: (first, early), second: (second, late) } = pair;
    if early <= late {
        return Verdict::Pass;
    }
    let record = label(judge.project, entry);
    let [early, late] = [*early, *late].map(|date| day(judge.project, date));
    let message = if (first.name, second.name) == ("decided", "applied") {
        say!("{record} was applied on {late}, before it was decided on {early}.", "{record}{early}才决定，{late}就已落实。", record, late, early)
    } else {
        say!(
            "{record}: `{en_second}` {late} is before `{en_first}` {early}.",
            "{record}：“{zh_second}”{late}早于“{zh_first}”{early}。",
            record, en_first = first.name, en_second = second.name, zh_first = first.zh, zh_second = second.zh, late, early
        )
    };
    let finding = Finding::new(Place::Record(id, second.name.to_owned()), message)
        .see(Place::Record(id, first.name.to_owned()), both!("the earlier day is here", "较早的日期在这里"))
        .help(say!(
            "Correct `{en_first}` or `{en_second}`.",
            "改正“{zh_first}”或“{zh_second}”。",
            en_first = first.name,
            en_second = second.name,
            zh_first = first.zh,
            zh_second = second.zh,
        ));
    if (first.name, second.name) == ("decided", "applied") { finding.at(Severity::Warning).into() } else { finding.into() }
}

crate::cases! {
    "an actual end before the actual start": found at "tasks.yaml:1:54 actual_end" { "tasks.yaml": "- {name: Film, actual_start: 2026-05-08, actual_end: 2026-05-07}\n" };
    "solved before it was opened": found at "tickets.yaml:1:48 resolved" { "tickets.yaml": "- {title: Login, opened: 2026-05-08, resolved: 2026-05-07}\n" };
    "applied before it was decided": hinted at "changes.yaml:1:70 applied" { "changes.yaml": "- {title: Earlier, raised: 2026-05-01, decided: 2026-05-08, applied: 2026-05-07}\n" };
    "the project ends before it begins": found at "alongside.yaml:1:35 project.end" { "alongside.yaml": "project: {start: 2026-12-18, end: 2026-03-02, stage: execution}\n" };
    "a booking ends before it begins": found at "shared-resources.yaml:1:84 bookings.0.to" { "shared-resources.yaml": "- {name: Studio, capacity: 1, bookings: [{department: Sales, from: 2026-06-22, to: 2026-06-19}]}\n" };
    "the same day": passes { "alongside.yaml": "project: {start: 2026-06-01, end: 2026-06-01, stage: execution}\n", "changes.yaml": "- {title: Earlier, raised: 2026-05-08, decided: 2026-05-08, applied: 2026-05-08}\n" };
    "the heading of a note says another day than its file": found at "meetings/2026-06-02.md:1:3" { "meetings/2026-06-02.md": "# Weekly 2026-06-03\n" };
    "a forecast before the baseline is good news": passes { "milestones.yaml": "- {name: Live, baseline: 2026-06-20, forecast: 2026-06-10}\n", "tasks.yaml": "- {name: Film, start: 2026-06-01, end: 2026-06-05}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::{findings, outcome};
    use crate::checklist::Severity;

    #[test]
    fn applied_before_decided_is_a_warning_and_said_once() {
        let files = [("changes.yaml", "- {title: x, raised: 2026-03-05, decided: 2026-03-04, applied: 2026-03-03}\n")];
        let outcome = outcome(&RULE, &files);
        assert_eq!(outcome.findings.len(), 1);
        let files = [("changes.yaml", "- {title: x, raised: 2026-03-01, decided: 2026-03-04, applied: 2026-03-03}\n")];
        assert_eq!(super::super::super::tests::outcome(&RULE, &files).findings[0].severity, Severity::Warning);
    }

    #[test]
    fn a_heading_that_says_another_day_than_the_file() {
        assert_eq!(findings(&RULE, &[("meetings/2026-03-02.md", "# Weekly 2026-03-03\n")]), 1);
    }
}
