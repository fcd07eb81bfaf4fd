//! The state of a record as a chip: what it says itself; of goals and KPIs what their numbers say.

use crate::analysis::handoffs::{HandoffState, Lateness};
use crate::analysis::plan;
use crate::project::registers::words::{Rag, Verdict};
use crate::project::types::{Meaning, State};
use crate::project::{Kind, Project, RecordId};
use crate::site::view::page::Page;
use crate::site::view::parts::{Glyph, Status, Tone};
use crate::text::{Lang, Message};
use crate::{both, say};

/// The chip of a state.
fn chip<T: State>(state: T, lang: Lang) -> Status {
    stated(&state.label(), state.meaning(), lang)
}

/// The chip of a word that says how something stands.
pub(crate) fn stated(word: &Message, meaning: Meaning, lang: Lang) -> Status {
    match meaning {
        Meaning::Good => Status::new(Tone::Good, word, lang),
        Meaning::Warn => Status::new(Tone::Warn, word, lang),
        Meaning::Bad => Status::new(Tone::Bad, word, lang),
        Meaning::Ahead => Status::neutral(Glyph::Clock, word, lang),
        Meaning::Over => Status::neutral(Glyph::Waived, word, lang),
    }
}

impl Page<'_> {
    /// The state of a record, where there is one.
    pub fn state(self, id: RecordId) -> Option<Status> {
        let (project, lang) = (&self.whole.project, self.lang);
        let at = id.index;
        if let Some(word) = project.known_today.get(&id) {
            return Some(Status::neutral(Glyph::Question, &say!("{word}, as known today", "{word}（今天所知）", word), lang));
        }
        // The day on which a risk is due is that of its review.
        let duty = self.whole.analysis.duties.of_record(id).filter(|_| id.kind != Kind::Risks);
        if let Some(workdays) = duty.and_then(|duty| duty.workdays_late) {
            return Some(Status::new(Tone::Bad, &overdue(workdays), lang));
        }
        match id.kind {
            Kind::Goals => ended(project, at, lang).or_else(|| self.whole.analysis.goals.get(at).map(|goal| goal.state.status(lang))),
            Kind::Kpis => self.whole.analysis.kpis.get(at).map(|kpi| kpi.standing.status(lang)),
            Kind::Tickets => match self.whole.analysis.workdays_over_limit(project, at) {
                Some(workdays) => Some(Status::new(Tone::Bad, &beyond_limit(workdays), lang)),
                None => self.told(id),
            },
            Kind::Milestones | Kind::Tasks => self.whole.analysis.dates(id).map(|dates| planned(dates.state, lang)),
            Kind::Reviews => review(project, at, lang),
            Kind::Changes => self.told(id).or_else(|| Some(undecided(lang))),
            Kind::Handoffs => self.whole.analysis.handoffs.get(at).map(|state| handoff(*state, lang)),
            Kind::Meetings => meeting(project, at, lang),
            _ => self.told(id),
        }
    }

    /// How a record says itself that it stands.
    fn told(self, id: RecordId) -> Option<Status> {
        let (word, meaning) = self.whole.project.record(id)?.status()?;
        Some(stated(&word, meaning, self.lang))
    }
}

/// What became of a goal that was not reached, once that is recorded.
fn ended(project: &Project, at: usize, lang: Lang) -> Option<Status> {
    match project.goals.get(at)?.outcome? {
        Verdict::Missed => Some(Status::new(Tone::Bad, &both!("Missed", "未达成"), lang)),
        Verdict::Partial => Some(Status::new(Tone::Warn, &both!("Partly met", "部分达成"), lang)),
        Verdict::Achieved | Verdict::Dropped => None,
    }
}

/// A change that nobody has decided yet.
fn undecided(lang: Lang) -> Status {
    Status::neutral(Glyph::Clock, &both!("Not decided", "待决定"), lang)
}

/// Where a milestone or a task stands against its dates.
fn planned(state: plan::State, lang: Lang) -> Status {
    match state {
        plan::State::Done(_) => Status::new(Tone::Good, &both!("Done", "已完成"), lang),
        plan::State::Cancelled => Status::neutral(Glyph::Waived, &both!("Cancelled", "已取消"), lang),
        plan::State::InProgress => Status::neutral(Glyph::Clock, &both!("In progress", "进行中"), lang),
        plan::State::Planned => Status::neutral(Glyph::Clock, &both!("Planned", "计划中"), lang),
        plan::State::Late { workdays } => Status::new(Tone::Bad, &overdue(workdays), lang),
        plan::State::NotRecorded => Status::neutral(Glyph::Question, &both!("Not recorded", "未登记"), lang),
        plan::State::Undated => Status::neutral(Glyph::None, &both!("No date", "无日期"), lang),
    }
}

fn handoff(state: HandoffState, lang: Lang) -> Status {
    match state {
        HandoffState::OnTime => Status::new(Tone::Good, &both!("On time", "按时"), lang),
        HandoffState::Late(late) if late.is_open => Status::new(Tone::Bad, &overdue(late.workdays), lang),
        HandoffState::Late(Lateness { workdays, .. }) => {
            Status::new(Tone::Warn, &say!("{workdays} wd late", "迟{workdays}个工作日", workdays), lang)
        }
        HandoffState::NotRecorded => Status::neutral(Glyph::Question, &both!("Not recorded", "未登记"), lang),
        HandoffState::Pending => Status::neutral(Glyph::Clock, &both!("Not due yet", "尚未到期"), lang),
        HandoffState::NotAssessable => Status::neutral(Glyph::Question, &both!("Not assessable", "无法判断"), lang),
        HandoffState::Cancelled => Status::neutral(Glyph::Waived, &both!("Cancelled", "已取消"), lang),
    }
}

/// "8 wd overdue": working days past the day on which something was due, where any was worked since.
pub(crate) fn overdue(workdays: i64) -> Message {
    if workdays == 0 {
        return both!("overdue", "已逾期");
    }
    say!("{workdays} wd overdue", "逾期{workdays}个工作日", workdays)
}

/// "8 wd over the limit": working days for which a ticket waits longer than its severity allows.
fn beyond_limit(workdays: i64) -> Message {
    say!("{workdays} wd over the limit", "超限{workdays}个工作日", workdays)
}

/// The worst of the four dimensions.
fn review(project: &Project, at: usize, lang: Lang) -> Option<Status> {
    let review = project.reviews.get(at)?;
    let dimensions = [review.schedule, review.quality, review.cost, review.effect];
    dimensions.into_iter().flatten().filter(|rag| *rag != Rag::NotApplicable).max().map(|worst| chip(worst, lang))
}

fn meeting(project: &Project, at: usize, lang: Lang) -> Option<Status> {
    let meeting = project.meetings.get(at)?;
    Some(match meeting.held {
        Some(false) if meeting.because.is_some() => Status::neutral(Glyph::Waived, &both!("Cancelled", "已取消"), lang),
        Some(false) => Status::new(Tone::Warn, &both!("Missed", "未召开"), lang),
        _ if meeting.date.date > project.report_date => Status::neutral(Glyph::Clock, &both!("Planned", "计划中"), lang),
        _ => Status::new(Tone::Good, &both!("Held", "已召开"), lang),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::registers::words::WorkStatus;
    use crate::project::types::ChoiceType;
    use crate::site::testing::each;

    #[test]
    fn every_state_has_a_sign() {
        let tones: Vec<_> = WorkStatus::ALL.iter().map(|status| chip(*status, Lang::En).tone).collect();
        assert_eq!(tones, [Tone::None, Tone::None, Tone::Warn, Tone::Warn, Tone::Bad, Tone::Good, Tone::None]);
        assert_eq!(chip(Rag::Red, Lang::Zh).word, "偏离");
    }

    fn states(file: &str, kind: Kind, records: &str) -> [Vec<String>; 2] {
        each(&[(file, records)], |page| (0..).map_while(|index| page.state(RecordId { kind, index })).map(|status| status.word).collect())
    }

    #[test]
    fn a_goal_with_an_outcome_says_what_became_of_it() {
        let goals = ["missed", "partial", "achieved"].map(|outcome| format!("- {{title: {outcome}, outcome: {outcome}}}\n")).concat();
        let expected = [["Missed", "Partly met", "Met"], ["未达成", "部分达成", "已达成"]];
        assert_eq!(states("goals.yaml", Kind::Goals, &goals), expected);
    }

    #[test]
    fn what_is_open_past_its_day_is_overdue() {
        let records = "- {title: a, due: 2026-03-27, status: open}\n- {title: b, due: 2026-03-28, status: open}\n\
            - {title: c, due: 2026-03-31, status: open}\n- {title: d, due: 2026-03-02, status: done}\n";
        let expected = [["2 wd overdue", "1 wd overdue", "Not started", "Done"], ["逾期2个工作日", "逾期1个工作日", "未开始", "已完成"]];
        assert_eq!(states("issues.yaml", Kind::Issues, records), expected, "a Saturday moves to Monday");
        assert_eq!(states("improvements.yaml", Kind::Improvements, records), expected);
        assert_eq!(states("actions.yaml", Kind::Actions, &records.replace("title", "what")), expected);
    }

    #[test]
    fn a_risk_past_its_review_is_open_and_its_review_is_overdue() {
        let risks = "- {title: a, next_review: 2026-03-27, status: open}\n- {title: b, next_review: 2026-03-27, status: closed}\n\
            - {title: c, next_review: 2026-03-27, reviewed: 2026-03-30, status: open}\n";
        assert_eq!(states("risks.yaml", Kind::Risks, risks)[0], ["Open", "Closed", "Open"]);
        let notes = each(&[("risks.yaml", risks)], |page| {
            [0, 1, 2]
                .map(|index| page.cell(RecordId { kind: Kind::Risks, index }, "review").and_then(|shown| shown.note).map(|note| note.text))
        });
        assert_eq!(notes[0], [Some("2 wd overdue".to_owned()), None, None], "what was looked at since is not overdue");
    }

    #[test]
    fn a_ticket_that_waits_too_long_says_by_how_much() {
        let tickets = "- {title: a, severity: critical, opened: 2026-03-26, status: open}\n- {title: b, severity: critical, opened: 2026-03-30, status: open}\n";
        assert_eq!(states("tickets.yaml", Kind::Tickets, tickets), [["1 wd over the limit", "Open"], ["超限1个工作日", "未关闭"]]);
    }
}
