//! The days ahead as a calendar that other programs take in (RFC 5545).

use crate::analysis::cadence;
use crate::analysis::duties::Duty;
use crate::calendar::Date;
use crate::project::settings::CalendarEvent;
use crate::project::types::Value;
use crate::project::{AnyEntry, Kind, RecordId};
use crate::site::address::Address;
use crate::site::assets::digest;
use crate::site::output::{OutputFile, made};
use crate::site::present::duty;
use crate::site::view::context::SiteContext;
use crate::site::view::page::Page;
use crate::text::{Lang, Message};
use crate::{both, say};

/// The most bytes of a line; what is longer goes on in the next.
const LONGEST: usize = 75;

/// A day of a calendar.
struct Event {
    record: Option<RecordId>,
    day: Date,
    last: Date,
    summary: Message,
    /// What tells it from others of its record.
    part: Option<String>,
}

/// Where the calendar of a page's language is, from the root of the site; `None` if there is nothing in it.
pub(crate) fn path(page: Page<'_>) -> Option<String> {
    (!of_all(page).is_empty()).then(|| of_project(page))
}

/// Where the calendar of a person is, from the root of the site; `None` if there is nothing in it.
pub(crate) fn of_person(page: Page<'_>, person: usize) -> Option<String> {
    let has_any = !theirs(page, person).is_empty();
    has_any.then(|| beside(page, RecordId { kind: Kind::People, index: person }))
}

/// The calendars of each language: that of the project, and one for each person from whom something is due.
pub(crate) fn files(whole: &SiteContext<'_>) -> Vec<OutputFile> {
    let pages = whole.project.languages.iter().map(|lang| Page { whole, lang: *lang, at: Address::OVERVIEW });
    pages.flat_map(of_language).collect()
}

fn of_language(page: Page<'_>) -> Vec<OutputFile> {
    let events = of_all(page);
    let project = (!events.is_empty()).then(|| made(of_project(page), calendar(page, &page.site_name(), &events)));
    let of_person = |id: RecordId| {
        let theirs = theirs(page, id.index);
        let name = page.say(&say!("{name} – {site}", "{name}－{site}", name = page.name(id).text, site = page.site_name()));
        (!theirs.is_empty()).then(|| made(beside(page, id), calendar(page, &name, &theirs)))
    };
    let lanes = lanes_of(page).into_iter().skip(1).map(|(label, path, events)| {
        let name = page.say(&say!("{label} – {site}", "{label}－{site}", label, site = page.site_name()));
        made(path, calendar(page, &name, &events))
    });
    let people = page.whole.records(Kind::People).filter_map(of_person);
    project.into_iter().chain(lanes).chain(people).collect()
}

/// The calendars that the page of the calendar offers, the one of everything first: what they hold, and where they are from the root
/// of the site.
pub(crate) fn lanes(page: Page<'_>) -> Vec<(Message, String)> {
    lanes_of(page).into_iter().map(|(label, path, _)| (label, path)).collect()
}

/// The same with what is in them; one without anything is left out.
fn lanes_of(page: Page<'_>) -> Vec<(Message, String, Vec<Event>)> {
    if !page.whole.has_marketing() {
        return Vec::new();
    }
    let path = |name: &str| format!("{}/calendar-{name}.ics", page.lang.tag());
    let of_kind = |kind: Kind| (kind.label(), path(kind.key()), events(page, page.records(kind).iter().copied()));
    let kinds = [Kind::Milestones, Kind::Campaigns, Kind::Content].map(of_kind);
    let held = page.records(Kind::Meetings).iter().chain(page.records(Kind::Cadences)).copied();
    let meetings = (Kind::Meetings.label(), path(Kind::Meetings.key()), events(page, held));
    let around = (both!("Events and quiet periods", "大事与静默期"), path("events"), of_settings(page));
    let everything = (both!("All days ahead", "全部日程"), of_project(page), of_all(page));
    std::iter::once(everything).chain(kinds).chain([meetings, around]).filter(|(.., events)| !events.is_empty()).collect()
}

/// Events and quiet periods of the settings that are not over.
fn of_settings(page: Page<'_>) -> Vec<Event> {
    let project = &page.whole.project;
    let info = &project.settings.calendar;
    let of = |event: &CalendarEvent, what: Option<Message>| {
        let (day, name) = (event.from?, event.name.as_ref()?);
        let [en, zh] = [Lang::En, Lang::Zh].map(|lang| name.get(lang, project.default_lang()).0.to_owned());
        let name = Message { en: en.into(), zh: zh.into() };
        let part = Some(digest(name.en.as_bytes()));
        let summary = match what {
            Some(what) => say!("{what}: {name}", "{what}：{name}", what, name),
            None => name,
        };
        Some(Event { record: None, day, last: event.to.unwrap_or(day).max(day), summary, part })
    };
    let quiet = info.quiet.iter().filter_map(|quiet| of(quiet, Some(both!("Quiet period", "静默期"))));
    let mut events: Vec<Event> = info.events.iter().filter_map(|event| of(event, None)).chain(quiet).collect();
    events.retain(|event| event.last >= project.report_date);
    events.sort_by_key(|event| (event.day, event.part.clone()));
    events
}

fn of_project(page: Page<'_>) -> String {
    format!("{}/calendar.ics", page.lang.tag())
}

/// The file of a calendar beside the page of a record.
fn beside(page: Page<'_>, id: RecordId) -> String {
    let path = page.whole.names.path(Address::Record(id), page.lang);
    format!("{}.ics", path.trim_end_matches(".html"))
}

/// What is due from a person, whenever it was, and the days ahead that they meet on or are named for.
fn theirs(page: Page<'_>, person: usize) -> Vec<Event> {
    let project = &page.whole.project;
    let is_theirs =
        |id: &RecordId| project.record(*id).and_then(AnyEntry::owner).is_none_or(|owner| project.owner(Some(owner)) == Some(person));
    let is_told = |id: &RecordId| page.whole.analysis.duties.of_record(*id).is_some_and(|duty| duty.owner == Some(person));
    let named = page.whole.references.to(RecordId { kind: Kind::People, index: person });
    let ahead = events(page, named.filter(|id| is_theirs(id) && !is_told(id)));
    let mut theirs: Vec<Event> = duty::of(page, person).into_iter().filter_map(|owed| due(page, owed)).chain(ahead).collect();
    theirs.sort_by_key(|event| (event.day, event.record, event.part.clone()));
    theirs
}

fn due(page: Page<'_>, owed: &Duty) -> Option<Event> {
    let what = duty::noun(owed);
    let name = duty::what(page, owed).into_iter().map(|run| run.text).collect::<String>();
    let part = owed.action.map(|_| digest(name.as_bytes()));
    let summary = say!("{what}: {name}", "{what}：{name}", what, name);
    let day = owed.due?;
    Some(Event { record: Some(owed.record), day, last: day, summary, part })
}

/// The days of all records.
fn of_all(page: Page<'_>) -> Vec<Event> {
    events(page, Kind::ALL.iter().flat_map(|kind| page.records(*kind)).copied())
}

/// Milestones, campaigns, publications, what must be ready, meetings held and to come, reviews of risks, and decisions to be looked at again, from the
/// report date on, by their days.
fn events(page: Page<'_>, of: impl Iterator<Item = RecordId>) -> Vec<Event> {
    let today = page.whole.project.report_date;
    let of_record = |id: RecordId| if id.kind == Kind::Cadences { series(page, id) } else { event(page, id).into_iter().collect() };
    let mut events: Vec<Event> = of.flat_map(of_record).filter(|event| event.day >= today).collect();
    events.sort_by_key(|event| (event.day, event.record));
    events
}

/// The meetings of a series that are to come.
fn series(page: Page<'_>, record: RecordId) -> Vec<Event> {
    let name = page.name(record).text;
    let event = |day: Date| {
        let summary = say!("Meeting: {name}", "会议：{name}", name = &name);
        Event { record: Some(record), day, last: day, summary, part: Some(basic(day)) }
    };
    cadence::to_come(&page.whole.project, &page.whole.analysis, record.index).into_iter().map(event).collect()
}

fn event(page: Page<'_>, record: RecordId) -> Option<Event> {
    let entry = page.whole.project.record(record)?;
    let due = || page.whole.analysis.duties.of_record(record).and_then(|duty| duty.due);
    let (day, what) = match record.kind {
        Kind::Milestones => (due()?, both!("Milestone", "里程碑")),
        Kind::Risks => (due()?, both!("Risk review", "风险评审")),
        Kind::Meetings => (entry.day()?, both!("Meeting", "会议")),
        Kind::Campaigns => (entry.day().filter(|_| entry.still_open() == Some(true))?, both!("Campaign begins", "活动开始")),
        Kind::Content => {
            let content = page.whole.project.content.get(record.index).filter(|content| content.is_open())?;
            (content.scheduled.or(content.planned)?, both!("To be published", "内容发布"))
        }
        Kind::Readiness => (due()?, both!("To be ready", "应就绪")),
        _ => {
            let Some(Value::Date(day)) = entry.value("revisit") else { return None };
            (day, both!("To be looked at again", "需要复议"))
        }
    };
    let name = page.record(record).into_iter().map(|run| run.text).collect::<String>();
    Some(Event { record: Some(record), day, last: day, part: None, summary: say!("{what}: {name}", "{what}：{name}", what, name) })
}

/// A calendar whose links lead from the folder of the page's language.
fn calendar(page: Page<'_>, name: &str, events: &[Event]) -> Vec<u8> {
    let project = &page.whole.project;
    let (site, page) = (page.site_name(), Page { at: Address::OVERVIEW, ..page });
    let stamp = format!("{}T000000Z", basic(project.report_date));
    let base = page.whole.base_url();
    let mut out = String::new();
    let mut line = |text: String| fold(&mut out, &text);
    for text in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//alongside//report//EN", "CALSCALE:GREGORIAN"] {
        line(text.to_owned());
    }
    line(format!("X-WR-CALNAME:{}", escaped(name)));
    for event in events {
        let anchor = event.record.map_or_else(|| "event".to_owned(), |record| page.whole.names.anchor(record));
        let part = event.part.as_ref().map(|part| format!("-{part}")).unwrap_or_default();
        line("BEGIN:VEVENT".to_owned());
        line(format!("UID:{}{part}@{}.alongside", escaped(&anchor), digest(site.as_bytes())));
        line(format!("DTSTAMP:{stamp}"));
        line(format!("DTSTART;VALUE=DATE:{}", basic(event.day)));
        line(format!("DTEND;VALUE=DATE:{}", basic(event.last.plus(1))));
        line(format!("SUMMARY:{}", escaped(&page.say(&event.summary))));
        line("TRANSP:TRANSPARENT".to_owned());
        let link = base.and_then(|base| Some(format!("{base}/{}/{}", page.lang.tag(), page.to_record(event.record?)?)));
        if let Some(link) = link {
            line(format!("URL:{link}"));
        }
        line("END:VEVENT".to_owned());
    }
    line("END:VCALENDAR".to_owned());
    out.into_bytes()
}

/// `20261120`.
fn basic(day: Date) -> String {
    day.to_string().replace('-', "")
}

fn escaped(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A line, folded where it is too long, never within a character.
fn fold(out: &mut String, text: &str) {
    let mut width = 0;
    for c in text.chars() {
        if width + c.len_utf8() > LONGEST {
            out.push_str("\r\n ");
            width = 1;
        }
        out.push(c);
        width += c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::testing::each;

    fn calendars(files: &[(&str, &str)]) -> [String; 2] {
        each(files, |page| String::from_utf8(calendar(page, &page.site_name(), &of_all(page))).unwrap())
    }

    #[test]
    fn the_calendar_of_a_person_has_what_is_due_from_them() {
        let theirs = |page: Page<'_>| {
            let summary = |event: &Event| format!("{} {}", event.day, page.say(&event.summary));
            theirs(page, 0).iter().map(summary).collect::<Vec<_>>()
        };
        let [english, chinese] = each(
            &[
                ("people.yaml", "- {id: wu, name: Wu}\n- {id: li, name: Li}\n"),
                (
                    "tasks.yaml",
                    "- {id: T-1, name: Call, end: 2026-03-20, percent: 0, owner: wu}\n- {id: T-2, name: Write, end: 2026-04-20, owner: li}\n",
                ),
                ("actions.yaml", "- {what: Ask, owner: Wu, due: 2026-04-02}\n"),
                ("risks.yaml", "- {id: R-1, title: Rain, owner: wu, next_review: 2026-04-03, status: open}\n"),
                ("meetings.yaml", "- {date: 2026-04-06, chair: wu}\n- {date: 2026-03-06, chair: wu}\n- {date: 2026-04-08, chair: li}\n"),
            ],
            theirs,
        );
        let expected =
            ["2026-03-20 Task: T-1 Call", "2026-04-02 Action: Ask", "2026-04-03 Risk review: R-1 Rain", "2026-04-06 Meeting: 6 Apr 2026"];
        assert_eq!(english, expected);
        assert_eq!(chinese[0], "2026-03-20 任务：T-1 Call");
    }

    #[test]
    fn what_lies_ahead_is_in_it_by_its_days() {
        let [english, chinese] = calendars(&[
            ("alongside.yaml", "report: {base_url: 'https://example.com/launch/'}\n"),
            (
                "milestones.yaml",
                "- {id: M-1, name: 'Live, at last; here', forecast: 2026-05-04, status: in progress}\n- {id: M-2, name: Past, forecast: 2026-01-05, status: done}\n",
            ),
            (
                "risks.yaml",
                "- {id: R-1, title: Late, next_review: 2026-04-07, status: open}\n- {id: R-2, title: Secret, next_review: 2026-04-08, visibility: internal}\n",
            ),
            ("decisions.yaml", "- {id: D-1, title: One agency, date: 2026-03-02, revisit: 2026-06-01}\n"),
            (
                "campaigns.yaml",
                "- {id: C-1, name: Spring, start: 2026-05-11}\n- {id: C-2, name: Gone, start: 2026-05-11, stage: cancelled}\n",
            ),
            ("content-calendar.yaml", "- {id: N-1, title: Film, planned: 2026-05-12, status: draft}\n"),
            ("readiness.yaml", "- {id: L-1, what: Stock, gate: M-1, due: T-14}\n"),
        ]);
        let summaries: Vec<&str> = english.lines().filter_map(|line| line.strip_prefix("SUMMARY:")).collect();
        let expected = [
            "Risk review: R-1 Late",
            "To be ready: L-1 Stock",
            "Milestone: M-1 Live\\, at last\\; here",
            "Campaign begins: C-1 Spring",
            "To be published: N-1 Film",
            "To be looked at again: D-1 One agency",
        ];
        assert_eq!(summaries, expected);
        assert!(english.contains("DTSTART;VALUE=DATE:20260407\r\nDTEND;VALUE=DATE:20260408\r\n"), "{english}");
        assert!(
            english.contains("DTSTAMP:20260331T000000Z\r\n") && english.contains("URL:https://example.com/launch/en/risks/R-1.html\r\n")
        );
        assert!(chinese.contains("SUMMARY:风险评审：R-1 Late"), "{chinese}");
    }

    #[test]
    fn each_lane_has_a_calendar_of_its_own() {
        let site = crate::site::testing::site(&[
            (
                "alongside.yaml",
                "calendar: {events: [{name: Fair, from: 2026-05-04, to: 2026-05-06}, {name: Past, from: 2026-01-04}], quiet: [{name: {en: Exams, zh-CN: 高考}, from: 2026-06-07, to: 2026-06-09}]}\n",
            ),
            ("milestones.yaml", "- {id: M-1, name: Live, forecast: 2026-05-04}\n"),
            (
                "campaigns.yaml",
                "- {id: C-1, name: Spring, start: 2026-05-11}\n- {id: C-2, name: Hidden, start: 2026-05-11, visibility: internal}\n",
            ),
        ]);
        let summaries =
            |path: &str| -> Vec<&str> { site.get(path).unwrap().lines().filter_map(|line| line.strip_prefix("SUMMARY:")).collect() };
        assert_eq!(summaries("en/calendar-milestones.ics"), ["Milestone: M-1 Live"]);
        assert_eq!(summaries("en/calendar-campaigns.ics"), ["Campaign begins: C-1 Spring"]);
        assert_eq!(summaries("zh-CN/calendar-events.ics"), ["Fair", "静默期：高考"]);
        assert!(site.get("en/calendar-events.ics").unwrap().contains("DTSTART;VALUE=DATE:20260504\r\nDTEND;VALUE=DATE:20260507\r\n"));
        assert!(!site.contains_key("en/calendar-meetings.ics"), "nothing is in it");
    }

    #[test]
    fn meetings_of_a_series_are_foreseen_for_eight_weeks() {
        let site = crate::site::testing::site(&[
            ("alongside.yaml", "calendar: {holidays: [2026-04-13]}\n"),
            ("campaigns.yaml", "- {id: C-1, name: Spring}\n"),
            ("cadences.yaml", "- {id: weekly, name: Weekly, every: week, weekday: mon, starts: 2026-03-02}\n"),
            ("meetings.yaml", "- {id: W-1, title: Seventh, date: 2026-04-07, cadence: weekly}\n"),
        ]);
        let meetings = site.get("en/calendar-meetings.ics").unwrap();
        let days: Vec<&str> = meetings.lines().filter_map(|line| line.strip_prefix("DTSTART;VALUE=DATE:")).collect();
        // One has notes already, and nobody meets on the holiday.
        assert_eq!(days, ["20260407", "20260420", "20260427", "20260504", "20260511", "20260518"]);
        assert!(meetings.contains("SUMMARY:Meeting: Weekly\r\n") && meetings.contains("-20260420@"), "{meetings}");
    }

    #[test]
    fn long_lines_are_folded_between_characters() {
        let mut out = String::new();
        fold(&mut out, &"长".repeat(60));
        assert!(out.lines().all(|line| line.len() <= LONGEST), "{out}");
        assert_eq!(out.replace("\r\n ", "").trim_end(), "长".repeat(60));
    }

    #[test]
    fn nothing_ahead_is_no_calendar() {
        assert_eq!(each(&[("risks.yaml", "- {id: R-1, title: Late}\n")], path), [None, None]);
    }
}
