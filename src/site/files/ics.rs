//! The days ahead as a calendar that other programs take in (RFC 5545).

use crate::calendar::Date;
use crate::project::types::Value;
use crate::project::{Kind, RecordId};
use crate::site::assets::digest;
use crate::site::output::{OutputFile, made};
use crate::site::view::context::SiteContext;
use crate::site::view::page::Page;
use crate::text::Message;
use crate::{both, say};

/// The most bytes of a line; what is longer goes on in the next.
const LONGEST: usize = 75;

/// A day ahead.
struct Event {
    record: RecordId,
    day: Date,
    summary: Message,
}

/// Where the calendar of a page's language is, from the root of the site; `None` if there is nothing in it.
pub fn path(page: Page<'_>) -> Option<String> {
    (!events(page).is_empty()).then(|| format!("{}/calendar.ics", page.lang.tag()))
}

/// A calendar for each language, if anything lies ahead.
pub fn files(whole: &SiteContext<'_>) -> Vec<OutputFile> {
    let pages = whole.project.languages.iter().map(|lang| Page { whole, lang: *lang, at: crate::site::address::Address::OVERVIEW });
    pages.filter_map(|page| Some(made(path(page)?, calendar(page).into_bytes()))).collect()
}

/// Milestones, campaigns, publications, what must be ready, meetings, reviews of risks, and decisions to be looked at again, from the
/// report date on, by their days.
fn events(page: Page<'_>) -> Vec<Event> {
    let today = page.whole.project.report_date;
    let ids = Kind::ALL.iter().flat_map(|kind| page.records(*kind)).copied();
    let mut events: Vec<Event> = ids.filter_map(|id| event(page, id)).filter(|event| event.day >= today).collect();
    events.sort_by_key(|event| (event.day, event.record));
    events
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
            let revisit = entry.values().into_iter().find(|(field, _)| field.name == "revisit");
            let Some((_, Value::Date(day))) = revisit else { return None };
            (day, both!("To be looked at again", "需要复议"))
        }
    };
    let name = page.record(record).into_iter().map(|run| run.text).collect::<String>();
    Some(Event { record, day, summary: say!("{what}: {name}", "{what}：{name}", what, name) })
}

fn calendar(page: Page<'_>) -> String {
    let project = &page.whole.project;
    let site = page.site_name();
    let stamp = format!("{}T000000Z", basic(project.report_date));
    let base = project.settings.report.base_url.as_ref().map(|url| url.0.trim_end_matches('/').to_owned());
    let mut out = String::new();
    let mut line = |text: String| fold(&mut out, &text);
    for text in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//alongside//report//EN", "CALSCALE:GREGORIAN"] {
        line(text.to_owned());
    }
    line(format!("X-WR-CALNAME:{}", escaped(&site)));
    for event in events(page) {
        let anchor = page.whole.names.anchor(event.record);
        line("BEGIN:VEVENT".to_owned());
        line(format!("UID:{}@{}.alongside", escaped(&anchor), digest(site.as_bytes())));
        line(format!("DTSTAMP:{stamp}"));
        line(format!("DTSTART;VALUE=DATE:{}", basic(event.day)));
        line(format!("DTEND;VALUE=DATE:{}", basic(event.day.plus(1))));
        line(format!("SUMMARY:{}", escaped(&page.say(&event.summary))));
        line("TRANSP:TRANSPARENT".to_owned());
        let link = base.as_ref().and_then(|base| Some(format!("{base}/{}/{}", page.lang.tag(), page.to_record(event.record)?)));
        if let Some(link) = link {
            line(format!("URL:{link}"));
        }
        line("END:VEVENT".to_owned());
    }
    line("END:VCALENDAR".to_owned());
    out
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
        each(files, calendar)
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
