//! Communication, and work between departments.

use super::{FAR_TOO_LATE, above, below, part};
use crate::analysis::Analysis;
use crate::analysis::actions::ActionTotals;
use crate::analysis::cadence::Window;
use crate::analysis::handoffs::HandoffState;
use crate::calendar::Date;
use crate::checklist::outcome::health::Evidence;
use crate::project::Project;
use crate::project::registers::meetings::{Cadence, MeetingKind};
use crate::project::registers::words::Side;
use crate::project::types::Party;
use crate::text::Message;
use crate::{both, say};

/// The eight weeks over which meetings are counted.
const EIGHT_WEEKS: i64 = 56;

/// Meetings of both sides missed in a row, from which communication is off track.
const MOST_MISSED: usize = 3;

pub(super) fn communication(project: &Project, analysis: &Analysis) -> Evidence {
    let since = project.report_date.plus(-EIGHT_WEEKS);
    // What is noted elsewhere cannot be counted here, and a series that has ended owes nothing.
    let runs = |cadence: &Cadence| cadence.notes_at.is_none() && !has_ended(project, cadence);
    let noted_here = project.cadences.iter().zip(&analysis.cadences).filter(|(cadence, _)| runs(cadence));
    let windows: Vec<_> =
        noted_here.flat_map(|(_, numbers)| &numbers.windows).filter(|window| window.has_ended && window.last > since).collect();
    let due: usize = windows.iter().map(|window| window.expected).sum();
    let held: usize = windows.iter().map(|window| window.kept + window.late).sum();
    let open: Vec<_> = analysis.actions.iter().filter(|action| action.is_open()).collect();
    let overdue = analysis.action_totals.overdue;
    if due == 0 && open.is_empty() {
        return Evidence::none(without_meetings(project, analysis, since));
    }
    let number = if due > 0 {
        say!(
            "{held} of {due} meetings of the last eight weeks were held; {overdue} action{en_s} overdue.",
            "近八周应开{due}次会议，实开{held}次；{overdue}项待办逾期。",
            en_s = if overdue == 1 { " is" } else { "s are" },
        )
    } else {
        open_actions(&analysis.action_totals)
    };
    let mut evidence = Evidence::of(number.clone());
    let far = open.iter().filter(|action| action.overdue.is_some_and(|days| days > FAR_TOO_LATE)).count();
    let shared = project.cadences.iter().zip(&analysis.cadences);
    let shared = shared.filter(|(cadence, _)| is_for_both(project, cadence) && !has_ended(project, cadence));
    let missed = shared.map(|(_, numbers)| numbers.missed_in_a_row()).max().unwrap_or(0);
    let (held_of_due, far_of_open) = (part(held, due), part(far, open.len()));
    let why = || number.clone();
    evidence.off_if(missed >= MOST_MISSED, above(missed as f64, MOST_MISSED as f64), why);
    evidence.off_if(due > 0 && held * 2 < due, below(held_of_due, 0.5), why);
    evidence.off_if(open.len() >= 6 && far * 3 >= open.len(), above(far_of_open, 1.0 / 3.0), why);
    evidence.risk_if(due > 0 && held * 5 < due * 4, below(held_of_due, 0.8), why);
    evidence
}

fn open_actions(actions: &ActionTotals) -> Message {
    let ActionTotals { open, overdue, .. } = *actions;
    say!(
        "{open} action{en_s} open, {overdue} overdue.",
        "{open}项待办未完成，{overdue}项逾期。",
        en_s = if open == 1 { " is" } else { "s are" }
    )
}

/// Why nothing is said of meetings and actions where no running series owed one and no action is open.
fn without_meetings(project: &Project, analysis: &Analysis, since: Date) -> Message {
    if project.meetings.is_empty() && project.cadences.is_empty() {
        return both!("No meeting and no action is recorded.", "尚无会议和待办记录。");
    }
    let owed = |window: &Window| window.has_ended && window.last > since && window.expected > 0;
    if !analysis.cadences.iter().flat_map(|numbers| &numbers.windows).any(owed) {
        return both!("No meeting was due in the last eight weeks, and no action is open.", "近八周没有应开的会议，也没有未完成的待办。");
    }
    if project.cadences.iter().any(|cadence| !has_ended(project, cadence)) {
        return both!(
            "No running series had notes due here in the last eight weeks, and no action is open.",
            "近八周仍在进行的会议系列没有应在这里登记的纪要，也没有未完成的待办。"
        );
    }
    both!("No meeting series is running any more, and no action is open.", "会议系列均已结束，也没有未完成的待办。")
}

fn has_ended(project: &Project, cadence: &Cadence) -> bool {
    cadence.ends.is_some_and(|end| end < project.report_date)
}

/// Whether a series is for both sides: by who takes part, else by its kind.
fn is_for_both(project: &Project, cadence: &Cadence) -> bool {
    use MeetingKind::{Monthly, PhaseReview, Steering, Weekly};
    if cadence.participants.is_empty() {
        return cadence
            .kind
            .as_ref()
            .is_some_and(|kind| [Weekly, Monthly, PhaseReview, Steering].into_iter().any(|shared| kind.is(shared)));
    }
    let sides = project.sides(cadence.participants.iter().map(Party::text));
    [Side::Project, Side::Marketing].iter().all(|side| sides.contains(side))
}

pub(super) fn departments(project: &Project, analysis: &Analysis) -> Evidence {
    let totals = &analysis.handoff_totals;
    let known = totals.on_time + totals.late + totals.pending;
    let booked = project.shared_resources.iter().any(|resource| !resource.bookings.is_empty());
    if known == 0 && !booked {
        return Evidence::none(if project.handoffs.is_empty() {
            both!("No hand-off and no booking is recorded.", "尚无交接和预订记录。")
        } else {
            both!("No hand-off has a due day and a recorded state.", "交接都没有同时登记截止日期和状态。")
        });
    }
    let (on_time, late) = (totals.on_time, totals.late);
    let judged = on_time + late;
    let number = say!("{on_time} of {judged} hand-offs on time, {late} late.", "{judged}次交接中{on_time}次按时，{late}次延迟。");
    let mut evidence = Evidence::of(number.clone());
    let latest = analysis.handoffs.iter().filter_map(|state| match state {
        HandoffState::Late(late) if late.is_open => Some(late.workdays),
        _ => None,
    });
    let latest = latest.max().unwrap_or(0);
    evidence.off_if(latest > FAR_TOO_LATE, above(latest as f64, FAR_TOO_LATE as f64), || number.clone());
    // Of those that were due in the last eight weeks.
    let since = project.report_date.plus(-EIGHT_WEEKS);
    let is_recent = |due: &Option<Date>| due.is_some_and(|due| due >= since && due <= project.report_date);
    let recent = project.handoffs.iter().zip(&analysis.handoffs).filter(|(handoff, _)| is_recent(&handoff.due)).map(|(_, state)| *state);
    let recent: Vec<HandoffState> = recent.filter(|state| state.is_late() || *state == HandoffState::OnTime).collect();
    let late = recent.iter().filter(|state| state.is_late()).count();
    let share = part(late, recent.len());
    evidence.off_if(recent.len() >= 3 && late * 3 >= recent.len(), above(share, 1.0 / 3.0), || number.clone());
    evidence
}

#[cfg(test)]
mod tests {
    use crate::calendar::Date;
    use crate::checklist::area::Area;
    use crate::checklist::outcome::health::tests::{number, reasons};

    #[test]
    fn a_third_of_six_open_actions_more_than_ten_working_days_late_is_off_track() {
        for (open, late, due, is_off) in [
            (6, 2, "2026-05-29", true),
            (6, 2, "2026-06-01", false),
            (7, 2, "2026-05-29", false),
            (6, 1, "2026-05-29", false),
            (5, 2, "2026-05-29", false),
        ] {
            let row = |at: usize| format!("a{at},{},open\n", if at < late { due } else { "2026-07-01" });
            let rows: String = std::iter::once("what,due,status\n".to_owned()).chain((0..open).map(row)).collect();
            assert_eq!(reasons(Area::Communication, &[("actions.csv", &rows)]), (usize::from(is_off), 0), "{late} of {open}, due {due}");
        }
    }

    /// A weekly series since a Monday, and meetings in some of its weeks.
    fn weekly(more: &str, starts: Date, held: &[i64]) -> (usize, usize) {
        let series = format!("- {{id: w, name: Weekly, every: week, starts: {starts}{more}}}\n");
        let meeting = |week: &i64| format!("- {{date: {}, cadence: w}}\n", starts.plus(week * 7));
        let meetings: String = held.iter().map(meeting).collect();
        reasons(Area::Communication, &[("cadences.yaml", &series), ("meetings.yaml", &meetings)])
    }

    #[test]
    fn under_half_of_the_meetings_is_off_track_and_under_four_fifths_at_risk() {
        let (eight, five) = (Date::new(2026, 4, 20), Date::new(2026, 5, 11));
        assert_eq!(weekly("", eight, &[0, 1, 2, 3]), (0, 1), "half of them");
        assert_eq!(weekly("", eight, &[0, 1, 2]), (1, 1));
        assert_eq!(weekly("", five, &[0, 1, 2, 3]), (0, 0), "four fifths of them");
        assert_eq!(weekly("", five, &[0, 1, 2]), (0, 1));
    }

    #[test]
    fn a_series_for_both_sides_missed_three_times_running_is_off_track() {
        let starts = Date::new(2026, 4, 20);
        assert_eq!(weekly(", kind: weekly", starts, &[0, 1, 2, 3, 4]), (1, 1));
        assert_eq!(weekly(", kind: weekly", starts, &[0, 1, 2, 3, 4, 5]), (0, 1), "two times");
        assert_eq!(weekly(", kind: status", starts, &[0, 1, 2, 3, 4]), (0, 1), "not for both sides");
    }

    #[test]
    fn a_series_runs_on_its_last_day() {
        let said = |ends: &str| {
            let series = format!("- {{name: Weekly, every: week, starts: 2026-06-01, ends: {ends}}}\n");
            number(Area::Communication, &[("cadences.yaml", &series)])
        };
        assert_eq!(said("2026-06-15"), "0 of 3 meetings of the last eight weeks were held; 0 actions are overdue.");
        assert_eq!(said("2026-06-14"), "No meeting series is running any more, and no action is open.");
    }

    #[test]
    fn a_series_that_owed_nothing_in_eight_weeks_is_not_said_to_have_ended() {
        let said = |settings: &str, days: &str| {
            let series = format!("- {{name: Weekly, every: week, {days}}}\n");
            number(Area::Communication, &[("alongside.yaml", settings), ("cadences.yaml", &series)])
        };
        let (none, ended) = (
            "No meeting was due in the last eight weeks, and no action is open.",
            "No meeting series is running any more, and no action is open.",
        );
        let sunday = "report: {as_of: 2026-06-14}\n";
        assert_eq!(said(sunday, "starts: 2026-04-13, ends: 2026-04-19"), none, "eight weeks ago to the day");
        assert_eq!(said(sunday, "starts: 2026-04-20, ends: 2026-04-26"), ended);
        let week = "starts: 2026-06-01, ends: 2026-06-07";
        assert_eq!(said("calendar: {holidays: [2026-06-01..2026-06-07]}\n", week), none, "a week without working days");
        assert_eq!(said("{}\n", week), ended);
    }

    #[test]
    fn a_hand_off_open_for_more_than_ten_working_days_is_off_track() {
        for (due, is_off) in [("2026-06-01", false), ("2026-05-29", true)] {
            let rows = format!("what,due,status\na,{due},open\n");
            assert_eq!(reasons(Area::Departments, &[("handoffs.csv", &rows)]), (usize::from(is_off), 0), "{due}");
        }
    }

    #[test]
    fn hand_offs_of_eight_weeks_are_those_due_from_their_first_day_until_today() {
        for (third, is_off) in [("2026-06-15", true), ("2026-04-20", true), ("2026-04-17", false)] {
            let rows = format!("what,due,accepted_on\na,2026-06-01,2026-06-01\nb,2026-06-01,2026-06-03\nc,{third},{third}\n");
            assert_eq!(reasons(Area::Departments, &[("handoffs.csv", &rows)]), (usize::from(is_off), 0), "{third}");
        }
    }
}
