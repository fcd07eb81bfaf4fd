//! Market needs, and the technical support of marketing.

use super::{UNMEASURED, above, below, found_by, part};
use crate::analysis::Analysis;
use crate::analysis::tally::{FeedbackTally, TICKET_DAYS, TicketTally};
use crate::calendar::Date;
use crate::checklist::finding::called;
use crate::checklist::outcome::Checklist;
use crate::checklist::outcome::health::Evidence;
use crate::checklist::rules;
use crate::project::kind::Dated;
use crate::project::registers::market::Feedback;
use crate::project::registers::words::Severity;
use crate::project::types::Target;
use crate::project::{Kind, Project, RecordId, Stage};
use crate::source::fold::fold;
use crate::text::Message;
use crate::{both, say};

/// Working days ahead in which a milestone is near.
const NEAR: i64 = 5;

/// Days after which research is old.
const FRESH_DAYS: i64 = 180;

pub(super) fn market(project: &Project, analysis: &Analysis, checklist: &Checklist) -> Evidence {
    let is_fresh = |day: Date| day.days_until(project.report_date) <= FRESH_DAYS;
    let studies = project.research.iter().filter(|study| study.date.is_some_and(is_fresh)).count();
    let voices = project.feedback.iter().filter(|feedback| is_fresh(feedback.date)).count();
    if studies == 0 && voices == 0 {
        return Evidence::none(if project.research.is_empty() && project.feedback.is_empty() {
            both!("No research and no feedback is recorded.", "尚无调研和客户反馈记录。")
        } else {
            both!("No research and no feedback of the last 180 days.", "近180天没有调研和客户反馈。")
        });
    }
    let mut evidence = Evidence::of(comments(studies, &analysis.tallies.feedback));
    if let Some((theme, age)) = severe_theme(project, checklist) {
        evidence.off_if(true, above(age as f64, UNDECIDED_DAYS as f64), || {
            say!("The severe theme “{theme}” has had no decision for {age} days.", "严重的反馈主题“{theme}”已{age}天没有结论。", theme, age)
        });
    }
    let (in_time, due) = answers(project);
    evidence.off_if(due >= 5 && in_time * 2 < due, below(part(in_time, due), 0.5), || {
        say!("{in_time} of {due} customer comments were answered in time.", "{due}条客户反馈中{in_time}条按时回复。", in_time, due)
    });
    evidence.risk_if(studies == 0 && !project.research.is_empty() && project.stage() <= Stage::Execution, UNMEASURED, || {
        both!("The newest research is older than 180 days.", "最近一份调研已超过180天。")
    });
    evidence
}

/// Studies, and of the comments that ask for an answer those that have one.
fn comments(studies: usize, feedback: &FeedbackTally) -> Message {
    let FeedbackTally { records, replied, asking, .. } = *feedback;
    let en_y = if studies == 1 { "y" } else { "ies" };
    match (records, asking) {
        (0, _) => say!("{studies} stud{en_y} in 180 days; no customer feedback.", "近180天有{studies}份调研，没有客户反馈。"),
        (_, 0) => say!(
            "{studies} stud{en_y} in 180 days; no customer comment waits for an answer.",
            "近180天有{studies}份调研；没有待回复的客户反馈。"
        ),
        _ => say!(
            "{studies} stud{en_y} in 180 days; {replied} of {asking} customer comments answered.",
            "近180天有{studies}份调研；{asking}条客户反馈已回复{replied}条。"
        ),
    }
}

/// Days after which a severe theme without a decision is not only a warning.
const UNDECIDED_DAYS: i64 = 30;

/// A theme that keeps coming back, has severe entries, and has had no decision for long; with the days since its first entry.
fn severe_theme(project: &Project, checklist: &Checklist) -> Option<(String, i64)> {
    let themes = found_by(checklist, "recurring-theme-ignored").filter_map(|finding| {
        let of = |id: &RecordId| (id.kind == Kind::Feedback).then(|| project.feedback.get(id.index)).flatten();
        let entries: Vec<_> = finding.records.iter().filter_map(of).collect();
        let is_severe = entries.iter().any(|entry| matches!(entry.severity, Some(Severity::High | Severity::Critical)));
        let age = entries.iter().map(|entry| entry.date).min()?.days_until(project.report_date);
        // The one theme that all of them have.
        let theme = entries
            .first()?
            .theme
            .iter()
            .find(|theme| entries.iter().all(|entry| entry.theme.iter().any(|other| fold(other) == fold(theme))))?;
        (is_severe && age > UNDECIDED_DAYS).then(|| (theme.0.clone(), age))
    });
    themes.max_by_key(|(_, age)| *age)
}

/// Answers in time, and answers that were due; praise and surveys need none, and what is not recorded is neither.
fn answers(project: &Project) -> (usize, usize) {
    let limits = rules::days_to_answer(project);
    let is_in_time = |feedback: &Feedback| {
        let is_severe = matches!(feedback.severity, Some(Severity::High | Severity::Critical));
        let [usual, severe] = limits;
        let until = feedback.date.plus(if is_severe { severe } else { usual });
        match feedback.replied_on.filter(|day| *day <= project.report_date) {
            Some(day) => Some(day <= until),
            None if feedback.status.is_some() && feedback.is_open() && until < project.report_date => Some(false),
            None => None,
        }
    };
    let judged: Vec<bool> = project.feedback.iter().filter_map(|feedback| is_in_time(feedback)).collect();
    (judged.iter().filter(|in_time| **in_time).count(), judged.len())
}

pub(super) fn support(project: &Project, analysis: &Analysis, checklist: &Checklist) -> Evidence {
    let known = project.support.iter().filter(|resource| resource.status.is_some()).count();
    if known == 0 && project.tickets.is_empty() {
        return Evidence::none(if project.support.is_empty() {
            both!("No technical resource and no ticket is recorded.", "尚无技术资源和技术问题记录。")
        } else {
            both!("No technical resource has a recorded state.", "技术资源都没有登记状态。")
        });
    }
    let tickets = &analysis.tallies.tickets;
    let TicketTally { in_time: met, judged, .. } = *tickets;
    let number = if judged > 0 {
        solved(tickets)
    } else {
        let all = project.support.len();
        say!("{known} of {all} technical resources have a recorded state.", "{all}项技术资源中{known}项已登记状态。")
    };
    let mut evidence = Evidence::of(number);
    if let Some(blocked) = blocks_a_milestone(project, analysis, checklist) {
        evidence.off_if(true, UNMEASURED, || blocked);
    }
    let in_time = part(met, judged);
    evidence.off_if(judged >= 5 && met * 2 < judged, below(in_time, 0.5), || solved(tickets));
    evidence.risk_if(judged >= 5 && met * 5 < judged * 4, below(in_time, 0.8), || solved(tickets));
    evidence
}

fn solved(tickets: &TicketTally) -> Message {
    let TicketTally { in_time: met, judged, open, .. } = *tickets;
    say!(
        "{met} of {judged} technical requests of the last {days} days solved within their limit; {open} open.",
        "近{days}天的{judged}个技术问题中{met}个按时解决，{open}个未解决。",
        days = TICKET_DAYS
    )
}

/// A critical ticket or a late resource at open work that is due within days or past.
fn blocks_a_milestone(project: &Project, analysis: &Analysis, checklist: &Checklist) -> Option<Message> {
    let is_near = |id: &RecordId| {
        let day = analysis.dates(*id).and_then(|dates| dates.day);
        analysis.is_open(*id) && day.is_some_and(|day| project.calendar.distance(project.report_date, day) <= NEAR)
    };
    let critical = project.tickets.iter().zip(&analysis.tickets).filter(|(ticket, numbers)| {
        let mut blocked = ticket.blocks.iter().flat_map(|blocked| project.resolve(&blocked.reference()).all().to_vec());
        numbers.is_open && ticket.severity == Some(Severity::Critical) && blocked.any(|id| is_near(&id))
    });
    if let Some((ticket, _)) = critical.min_by_key(|(ticket, _)| ticket.opened) {
        return Some(say!(
            "The critical issue {en_name} blocks work that is due.",
            "严重的技术问题“{zh_name}”卡住即将到期的工作。",
            en_name = format!("“{}”", called(project, ticket).en),
            zh_name = called(project, ticket).zh
        ));
    }
    let late = found_by(checklist, "support-late").filter_map(|finding| finding.records.first());
    let late = late.filter_map(|id| project.support.get(id.index)).find(|resource| {
        let mut users = resource.r#for.iter().flat_map(|user| project.resolve(&user.reference()).all().to_vec());
        users.any(|id| Dated::KINDS.contains(&id.kind) && is_near(&id))
    })?;
    let name = called(project, late);
    Some(say!("“{name}” is late for work that is due.", "“{name}”没有按时到位，耽误即将到期的工作。", name))
}

#[cfg(test)]
mod tests {
    use crate::calendar::Date;
    use crate::checklist::area::Area;
    use crate::checklist::outcome::health::tests::{number, reasons};

    const OLD_STUDY: &str = "- {title: Old, date: 2025-01-10}\n";

    #[test]
    fn research_is_fresh_for_a_hundred_and_eighty_days() {
        let today = Date::new(2026, 6, 15);
        let said = |days: i64| {
            let study = format!("- {{title: Survey, date: {}}}\n", today.plus(-days));
            number(Area::Market, &[("research.yaml", &study)])
        };
        assert_eq!(said(180), "1 study in 180 days; no customer feedback.");
        assert_eq!(said(181), "No research and no feedback of the last 180 days.");
        let two = "- {title: A, date: 2026-06-01}\n- {title: B, date: 2026-06-02}\n";
        assert_eq!(number(Area::Market, &[("research.yaml", two)]), "2 studies in 180 days; no customer feedback.");
    }

    #[test]
    fn old_research_is_a_risk_until_execution_is_over() {
        let voice = ("feedback.csv", "date,quote,sentiment\n2026-06-10,Fine,positive\n");
        for (stage, at_risk) in [("planning", 1), ("execution", 1), ("closing", 0)] {
            let settings = format!("project: {{stage: {stage}}}\n");
            let files = [("alongside.yaml", settings.as_str()), voice, ("research.yaml", OLD_STUDY)];
            assert_eq!(reasons(Area::Market, &files), (0, at_risk), "{stage}");
        }
    }

    /// Comments, each with its day and the day of its answer; one without is open.
    fn comments(rows: &[(&str, &str)]) -> (usize, usize) {
        let row = |(at, (day, answered)): (usize, &(&str, &str))| {
            let status = if answered.is_empty() { "open" } else { "" };
            format!("{day},q{at},{answered},{status}\n")
        };
        let rows: String = std::iter::once("date,quote,replied_on,status\n".to_owned()).chain(rows.iter().enumerate().map(row)).collect();
        reasons(Area::Market, &[("feedback.csv", &rows)])
    }

    #[test]
    fn answers_in_time_are_judged_from_five_on() {
        let (good, bad) = (("2026-05-04", "2026-05-08"), ("2026-05-04", "2026-05-19"));
        assert_eq!(comments(&[good, good, good, bad, bad, bad]), (0, 0), "half of them");
        assert_eq!(comments(&[good, good, bad, bad, bad, bad]), (1, 0));
        assert_eq!(comments(&[good, good, bad, bad, ("2026-06-01", "")]), (0, 0), "the last may be answered today");
        assert_eq!(comments(&[good, good, bad, bad, ("2026-05-31", "")]), (1, 0));
        assert_eq!(comments(&[good, ("2026-06-12", "2026-06-15"), bad, bad, bad]), (1, 0), "answered today");
    }

    #[test]
    fn a_severe_theme_may_wait_for_thirty_days() {
        for (day, is_off) in [("2026-05-16", false), ("2026-05-15", true)] {
            let rows = format!("date,quote,theme,sentiment,severity,count,status\n{day},Too late,delivery,negative,high,4,not needed\n");
            assert_eq!(reasons(Area::Market, &[("feedback.csv", &rows)]), (usize::from(is_off), 0), "{day}");
        }
    }

    #[test]
    fn under_half_of_five_requests_in_time_is_off_track_and_under_four_fifths_at_risk() {
        for (met, judged, expected) in [(2, 5, (1, 1)), (3, 6, (0, 1)), (3, 5, (0, 1)), (4, 5, (0, 0)), (1, 4, (0, 0))] {
            let row = |at: usize| {
                let resolved = if at < met { "2026-05-04" } else { "2026-06-12" };
                format!("t{at},high,2026-05-04,2026-05-04,{resolved}\n")
            };
            let rows: String =
                std::iter::once("title,severity,opened,responded,resolved\n".to_owned()).chain((0..judged).map(row)).collect();
            assert_eq!(reasons(Area::Support, &[("tickets.csv", &rows)]), expected, "{met} of {judged}");
        }
    }

    #[test]
    fn without_requests_the_resources_are_counted() {
        let said = number(Area::Support, &[("support.yaml", "- {name: Shop, status: available}\n- {name: Crew}\n")]);
        assert_eq!(said, "1 of 2 technical resources have a recorded state.");
    }
}
