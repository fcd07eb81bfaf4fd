//! The last line of a check.

use super::Checked;
use crate::checklist::{Severity, State};
use crate::say;
use crate::text::{Lang, Message, date, plural};

/// How many findings, how many rules passed, and on which day.
pub fn summary(checked: Checked<'_>) -> Message {
    let checklist = checked.checklist;
    let [errors, warnings, infos] = [Severity::Error, Severity::Warning, Severity::Info].map(|severity| checklist.count(severity));
    let judged = checklist.outcomes.iter().filter(|outcome| outcome.state.is_judged()).count();
    let passed = checklist.outcomes.iter().filter(|outcome| outcome.state == State::Passed).count();
    let waived = checklist.waived().count();
    let (en_waived, zh_waived) = match waived {
        0 => (String::new(), String::new()),
        n => (format!(", {n} waived"), format!("，{n}项已豁免")),
    };
    let day = checked.project.report_date.civil();
    say!(
        "{errors} error{en_e}, {warnings} warning{en_w}, {infos} info{en_waived}; {passed} of {judged} rules passed; as of {en_day}.",
        "错误{errors}项，警告{warnings}项，提示{infos}项{zh_waived}；{judged}条规则中{passed}条通过；截至{zh_day}。",
        errors,
        warnings,
        infos,
        passed,
        judged,
        en_waived,
        zh_waived,
        en_e = plural(errors),
        en_w = plural(warnings),
        en_day = date::long(Lang::En, day),
        zh_day = date::long(Lang::Zh, day)
    )
}
