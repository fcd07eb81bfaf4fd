//! Rules about communication: meetings, what comes of them, and the tools that are used.

crate::registry! {
    no_meeting_cadence
    meeting_notes_incomplete
    no_agreed_tool
    channel_incomplete
}
