//! The last line of a check.

use crate::checklist::{Assessment, Ending, Places, RuleState, Severity};
use crate::say;
use crate::text::{Lang, Message, date, plural};

/// The waivers in use that end soon, a sentence each with its place.
pub fn ending(checked: &Assessment) -> Vec<Message> {
    let places = Places::new(&checked.project);
    let message = |ending: Ending| {
        let spot = places.spot(&ending.place);
        let line = spot.map_or(1, |spot| places.location(spot).line);
        let (rule, until, path, workdays) = (ending.rule.id, date::message(ending.until.civil()), places.path(spot), ending.workdays);
        say!(
            "{path}:{line}: the waiver of `{rule}` ends on {until}, in {workdays} working day{en_s}.",
            "{path}:{line}：`{rule}` 的豁免将于{until}到期，还有{workdays}个工作日。",
            path,
            line,
            rule,
            until,
            workdays,
            en_s = if workdays == 1 { "" } else { "s" }
        )
    };
    checked.checklist.ending_waivers(&checked.project).into_iter().map(message).collect()
}

/// How many findings, how many rules passed, and on which day.
pub fn summary(checked: &Assessment) -> Message {
    let checklist = &checked.checklist;
    let is_new = |severity| checklist.findings().filter(|found| found.severity == severity && !found.finding.is_known).count();
    let [errors, warnings, infos] = [Severity::Error, Severity::Warning, Severity::Info].map(is_new);
    let judged = checklist.outcomes.iter().filter(|outcome| outcome.state.is_judged()).count();
    let passed = checklist.outcomes.iter().filter(|outcome| outcome.state == RuleState::Pass).count();
    let waived = checklist.waived().count();
    let beside = |count: usize, message: Message| if count == 0 { Message::default() } else { message };
    let known = beside(checklist.known(), say!(", {n} known", "，{n}项为存量", n = checklist.known()));
    let waived = beside(waived, say!(", {waived} waived", "，{waived}项已豁免"));
    let day = checked.project.report_date.civil();
    say!(
        "{errors} error{en_e}, {warnings} warning{en_w}, {infos} info{known}{waived}; {passed} of {judged} rules passed; as of {en_day}.",
        "错误{errors}项，警告{warnings}项，提示{infos}项{known}{waived}；{judged}条规则中{passed}条通过；截至{zh_day}。",
        errors,
        warnings,
        infos,
        passed,
        judged,
        known,
        waived,
        en_e = plural(errors),
        en_w = plural(warnings),
        en_day = date::long(Lang::En, day),
        zh_day = date::long(Lang::Zh, day)
    )
}
