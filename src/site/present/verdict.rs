//! The verdicts of rules as a page shows them.

use crate::checklist::{RuleState, RuleVerdict, Severity};
use crate::site::markdown;
use crate::site::view::page::Page;
use crate::site::view::parts::{Glyph, Status, Tone};
use crate::text::Message;
use crate::{both, say};

/// What is said of findings that are not listed; nothing if there are none.
pub(crate) fn withheld(page: Page<'_>, count: usize) -> Option<String> {
    let words = match count {
        0 => return None,
        1 => both!("A finding about what is internal or cannot be read is not published.", "涉及内部或无法读取的内容的1个发现项不公开。"),
        count => say!(
            "{count} findings about what is internal or cannot be read are not published.",
            "涉及内部或无法读取的内容的{count}个发现项不公开。",
            count
        ),
    };
    Some(page.say(&words))
}

/// A message as HTML: what stands between backquotes is code.
pub(crate) fn markup(page: Page<'_>, message: &Message) -> String {
    markdown::inline(message.get(page.lang))
}

/// The chip of a rule's verdict.
pub(crate) fn state(page: Page<'_>, ruling: RuleState) -> Status {
    match ruling {
        RuleState::Pass => Status::new(Tone::Good, &ruling.label(), page.lang),
        RuleState::Fail => Status::new(Tone::Bad, &ruling.label(), page.lang),
        RuleState::Waived | RuleState::Off | RuleState::NotApplicable => Status::neutral(Glyph::Waived, &ruling.label(), page.lang),
        RuleState::NotAssessable => Status::neutral(Glyph::Question, &ruling.label(), page.lang),
        RuleState::NotDueYet | RuleState::NoLongerAsked => Status::neutral(Glyph::Clock, &ruling.label(), page.lang),
    }
}

/// The chip of a rule: where it fails, in the colour of its gravest finding, so that a note does not shout.
pub(crate) fn standing(page: Page<'_>, verdict: &RuleVerdict) -> Status {
    let usual = state(page, verdict.verdict);
    match verdict.findings.iter().map(|found| found.severity).min() {
        Some(gravest) if verdict.verdict == RuleState::Fail => Status { word: usual.word, ..severity(page, gravest) },
        _ => usual,
    }
}

/// The chip of a severity.
pub(crate) fn severity(page: Page<'_>, severity: Severity) -> Status {
    let tone = match severity {
        Severity::Error => Tone::Bad,
        Severity::Warning => Tone::Warn,
        Severity::Info => Tone::None,
    };
    Status::new(tone, &severity.label(), page.lang)
}
