//! The one place that asks which day it is.

use std::time::{SystemTime, UNIX_EPOCH};

use super::Failure;
use crate::calendar::Date;
use crate::say;

/// The day of `SOURCE_DATE_EPOCH`, else today, in UTC.
pub(super) fn epoch_or_today() -> Result<Date, Failure> {
    let seconds = match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(text) => text.trim().parse().map_err(|_| {
            Failure::from(say!(
                "SOURCE_DATE_EPOCH is “{text}”, which is no number of seconds.",
                "SOURCE_DATE_EPOCH 的值“{text}”不是秒数。",
                text
            ))
        })?,
        Err(_) => now(),
    };
    Date::of_epoch_seconds(seconds).ok_or_else(|| {
        say!("SOURCE_DATE_EPOCH {seconds} is beyond the calendar.", "SOURCE_DATE_EPOCH 的值{seconds}超出日历范围。", seconds).into()
    })
}

#[allow(clippy::disallowed_methods, reason = "the one place that asks which day it is")]
fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}
