//! What became of a goal, as it is shown everywhere.

use crate::project::RecordId;
use crate::project::registers::improvement::EvaluationStatus;
use crate::project::types::ChoiceType;
use crate::site::view::page::Page;
use crate::site::view::parts::Value as Shown;
use crate::text::Message;
use crate::{both, say};

/// The verdict on a goal and where it comes from: its own outcome, else the latest evaluation that judges it.
pub(crate) fn verdict(page: Page<'_>, goal: RecordId) -> Option<String> {
    let outcome = page.whole.project.goals.get(goal.index)?.outcome;
    if let Some(outcome) = outcome {
        return Some(page.say(&say!("{outcome}, as recorded with the goal", "{outcome}（目标中登记）", outcome = outcome.label())));
    }
    let evaluated = page.whole.analysis.goals.get(goal.index)?.evaluated?;
    let evaluation = page.whole.project.evaluations.get(evaluated.evaluation)?;
    let day = page.day(evaluation.date).text;
    let draft = if evaluation.status == Some(EvaluationStatus::Draft) { both!(" (draft)", "草稿") } else { Message::default() };
    Some(page.say(&say!(
        "{verdict}, evaluation of {day}{draft}",
        "{verdict}（{day}绩效评估{draft}）",
        verdict = evaluated.verdict.label(),
        day = day,
        draft = draft
    )))
}

/// The outcome of a goal, else the verdict of the latest evaluation that judges it, with that evaluation.
pub(crate) fn outcome(page: Page<'_>, goal: RecordId) -> Option<Shown> {
    if let Some(outcome) = page.whole.project.goals.get(goal.index)?.outcome {
        return Some(Shown::text(page.say(&outcome.label())));
    }
    let evaluated = page.whole.analysis.goals.get(goal.index)?.evaluated?;
    let day = page.day(page.whole.project.evaluations.get(evaluated.evaluation)?.date).text;
    let note = say!("evaluation of {day}", "{day}绩效评估", day);
    Some(Shown::text(page.say(&evaluated.verdict.label())).note(page.say(&note)))
}
