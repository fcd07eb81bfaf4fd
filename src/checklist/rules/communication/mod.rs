//! Rules about communication: meetings, what comes of them, and the tools that are used.

mod action;

crate::registry! {
    no_meeting_cadence
    meeting_overdue
    meeting_one_sided
    meeting_notes_incomplete
    action_incomplete
    action_overdue
    action_not_carried
    no_agreed_tool
    channel_incomplete
}
