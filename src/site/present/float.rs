//! By how much what something waits for may still move.

use crate::site::view::parts::{Status, Tone};
use crate::text::{Lang, Message};
use crate::{both, say};

/// "7 working days", 「7个工作日」.
pub(crate) fn days(days: i64) -> Message {
    say!("{days} working day{en_s}", "{days}个工作日", days, en_s = if days == 1 { "" } else { "s" })
}

/// The chip of what may not move any more, or comes too late already.
pub(crate) fn float(lang: Lang, float: Option<i64>) -> Option<Status> {
    match float {
        Some(short) if short < 0 => {
            let late = days(-short);
            Some(Status::new(Tone::Bad, &say!("{late} too late", "晚{late}", late), lang))
        }
        Some(0) => Some(Status::new(Tone::Warn, &both!("Not at all", "不能再推迟"), lang)),
        _ => None,
    }
}
