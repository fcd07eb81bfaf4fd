//! Limits that numbers need before any rule is judged. A project sets them as options of the rule that asks for what they say.

use super::Settings;
use crate::project::types::Number;

/// The rule that holds tickets against their limits.
const TICKETS: &str = "ticket-beyond-limit";
/// The rule that asks for a KPI's values.
const VALUES: &str = "kpi-measurement-overdue";

/// A limit, an option of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleLimit {
    /// The rule's id.
    pub rule: &'static str,
    /// The option's key.
    pub option: &'static str,
    /// What it is unless changed.
    pub usual: u32,
}

/// Working days until a critical ticket is answered.
pub const RESPONSE_CRITICAL: RuleLimit = RuleLimit { rule: TICKETS, option: "response_critical", usual: 1 };
/// Working days until a high ticket is answered.
pub const RESPONSE_HIGH: RuleLimit = RuleLimit { rule: TICKETS, option: "response_high", usual: 1 };
/// Working days until a medium ticket is answered.
pub const RESPONSE_MEDIUM: RuleLimit = RuleLimit { rule: TICKETS, option: "response_medium", usual: 2 };
/// Working days until a low ticket is answered.
pub const RESPONSE_LOW: RuleLimit = RuleLimit { rule: TICKETS, option: "response_low", usual: 5 };
/// Working days until a critical ticket is solved.
pub const RESOLUTION_CRITICAL: RuleLimit = RuleLimit { rule: TICKETS, option: "resolution_critical", usual: 2 };
/// Working days until a high ticket is solved.
pub const RESOLUTION_HIGH: RuleLimit = RuleLimit { rule: TICKETS, option: "resolution_high", usual: 5 };
/// Working days until a medium ticket is solved.
pub const RESOLUTION_MEDIUM: RuleLimit = RuleLimit { rule: TICKETS, option: "resolution_medium", usual: 10 };
/// Working days until a low ticket is solved.
pub const RESOLUTION_LOW: RuleLimit = RuleLimit { rule: TICKETS, option: "resolution_low", usual: 20 };
/// Working days after a day until its value is asked for.
pub const GRACE_DAILY: RuleLimit = RuleLimit { rule: VALUES, option: "grace_daily", usual: 1 };
/// Working days after a week until its value is asked for.
pub const GRACE_WEEKLY: RuleLimit = RuleLimit { rule: VALUES, option: "grace_weekly", usual: 3 };
/// Working days after a month, a quarter or a year until its value is asked for.
pub const GRACE_MONTHLY: RuleLimit = RuleLimit { rule: VALUES, option: "grace_monthly", usual: 10 };

/// Every limit.
pub const ALL: [RuleLimit; 11] = [
    RESPONSE_CRITICAL,
    RESPONSE_HIGH,
    RESPONSE_MEDIUM,
    RESPONSE_LOW,
    RESOLUTION_CRITICAL,
    RESOLUTION_HIGH,
    RESOLUTION_MEDIUM,
    RESOLUTION_LOW,
    GRACE_DAILY,
    GRACE_WEEKLY,
    GRACE_MONTHLY,
];

impl RuleLimit {
    /// The limit as the project sets it.
    pub fn of(self, settings: &Settings) -> u32 {
        let set = settings.checklist.rules.get(self.rule).and_then(|options| options.get(self.option)?.as_f64());
        set.and_then(|limit| Number(limit).whole()).unwrap_or(self.usual)
    }
}
