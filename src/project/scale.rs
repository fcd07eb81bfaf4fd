//! Steps beyond the project's scale, which only its settings tell: taken out of a record before it is typed, and said.

use std::borrow::Cow;

use super::draft::Draft;
use super::enter::Unread;
use super::kind::Kind;
use super::types::Level;
use crate::say;
use crate::source::{Data, Node, Problem, ProblemKind, Span, Style};

const STEPS: [&[&str]; 4] = [&["probability"], &["impact"], &["residual", "probability"], &["residual", "impact"]];

/// Empties the fields of risks whose step is beyond a scale of `steps` steps, and reads `3/5` of five steps as the third.
/// Several such steps of a file are said once: it has another scale.
pub(super) fn take_out(drafts: &mut [Draft<'_>], steps: u8) -> Vec<Problem> {
    let mut beyond: Vec<(usize, String, Span, u8)> = Vec::new();
    for (nth, draft) in drafts.iter_mut().enumerate().filter(|(_, draft)| draft.kind == Kind::Risks) {
        for path in STEPS {
            let Some(node) = inner(&mut draft.node, path) else { continue };
            out_of(node, steps);
            if let Some(step) = step_of(node).filter(|step| *step > steps) {
                beyond.push((nth, path.join("."), node.span, step));
            }
        }
    }
    let highest = beyond.iter().map(|(.., step)| *step).max().unwrap_or(0);
    let of_file = beyond.first().filter(|_| beyond.len() > 1).map(|(_, _, span, _)| another_scale(*span, highest, steps));
    for (nth, field, place, _) in beyond {
        let Some(draft) = drafts.get_mut(nth) else { continue };
        let text = find(&draft.node, place).unwrap_or_default();
        let problem = of_file.is_none().then(|| problem(&text, place, steps));
        empty(&mut draft.node, place);
        draft.unread.push(Unread { fields: vec![field], problem });
    }
    of_file.into_iter().collect()
}

fn inner<'n, 'a>(node: &'n mut Node<'a>, path: &[&str]) -> Option<&'n mut Node<'a>> {
    path.iter().try_fold(node, |node, name| match &mut node.data {
        Data::Map(entries) => entries.iter_mut().find(|(key, _)| key.name == **name).map(|(_, value)| value),
        _ => None,
    })
}

/// `3/5` on a scale of five steps is the third; of another scale it is none.
fn out_of(node: &mut Node<'_>, steps: u8) {
    let Some((step, whole)) = node.text().and_then(|text| text.split_once('/')) else { return };
    if whole.trim().parse() == Ok(steps)
        && let Ok(step) = step.trim().parse::<u8>()
    {
        node.data = Data::Scalar(Cow::Owned(step.to_string()), Style::Cell);
    }
}

fn step_of(node: &Node<'_>) -> Option<u8> {
    let level = node.text().and_then(|text| Level::read(text.trim()))?;
    match if let Level::Between { higher, .. } = level { *higher } else { level } {
        Level::Step(step) => Some(step),
        _ => None,
    }
}

/// The text at a place of a record.
fn find(node: &Node<'_>, place: Span) -> Option<String> {
    match &node.data {
        Data::Scalar(text, _) if node.span == place => Some(text.trim().to_owned()),
        _ => node.entries().iter().find_map(|(_, value)| find(value, place)),
    }
}

fn empty(node: &mut Node<'_>, place: Span) {
    match &mut node.data {
        Data::Map(entries) => entries.iter_mut().for_each(|(_, value)| empty(value, place)),
        Data::Scalar(..) if node.span == place => node.data = Data::Null,
        _ => {}
    }
}

fn problem(text: &str, place: Span, steps: u8) -> Problem {
    let message = say!("“{text}” is beyond the scale of 1 to {steps}.", "“{text}”超出1到{steps}的量表。", text, steps);
    Problem::new(ProblemKind::Value, place, message).help(say!(
        "Write a step from 1 to {steps}, a word as high, or a per cent as 30%; `risk.scale` in `alongside.yaml` sets the number of steps.",
        "写1到{steps}的等级、文字（如“高”）或百分比（如 30%）；等级数由 `alongside.yaml` 的 `risk.scale` 设定。",
        steps
    ))
}

fn another_scale(first: Span, highest: u8, steps: u8) -> Problem {
    let message = say!(
        "Steps go up to {highest} here, but the scale has {steps}; those beyond it are not read.",
        "这里的等级最高到{highest}，但量表只有{steps}级；超出的未读取。",
        highest,
        steps
    );
    Problem::new(ProblemKind::Value, first, message).help(say!(
        "If probability and impact have {highest} steps, set `risk: {{scale: {highest}}}` in `alongside.yaml`.",
        "如果概率和影响程度分{highest}级，请在 `alongside.yaml` 中设定 `risk: {{scale: {highest}}}`。",
        highest
    ))
}

#[cfg(test)]
mod tests {
    use crate::calendar::Date;
    use crate::project::{Folder, Project, ReportDateSource, load};

    fn project(files: &[(&str, &str)]) -> Project {
        load(Folder::of_texts(files), ReportDateSource { as_of: None, otherwise: Date::new(2026, 3, 31) })
    }

    #[test]
    fn a_step_beyond_the_scale_is_said_and_left_out() {
        let risks = "- {title: A, probability: 7, impact: 4}\n";
        let project = project(&[("risks.yaml", risks)]);
        let said: Vec<(&str, &str)> =
            project.problems.iter().map(|trouble| (trouble.problem.span.of(risks), &*trouble.problem.message.en)).collect();
        assert_eq!(said, [("7", "“7” is beyond the scale of 1 to 5.")]);
        let risk = &project.risks[0];
        assert!(risk.probability.is_none() && risk.impact.is_some());
        assert_eq!(risk.typed.unreadable, ["probability"]);
    }

    #[test]
    fn another_scale_is_said_once() {
        let risks = "- {title: A, probability: 7, impact: 4, residual: {probability: 2, impact: 9}}\n- {title: B, impact: 3/5}\n";
        let project = project(&[("risks.yaml", risks)]);
        let said: Vec<(&str, &str)> =
            project.problems.iter().map(|trouble| (trouble.problem.span.of(risks), &*trouble.problem.message.en)).collect();
        assert_eq!(said, [("7", "Steps go up to 9 here, but the scale has 5; those beyond it are not read.")]);
        assert_eq!(project.risks[0].typed.unreadable, ["probability", "residual.impact"]);
        assert_eq!(project.risks[1].impact, Some(crate::project::types::Level::Step(3)));
    }

    #[test]
    fn between_two_steps_the_higher_one_is_held_against_the_scale() {
        let project = project(&[("risks.csv", "title,probability,impact\nA,4-5,5-6\n")]);
        assert_eq!(project.risks[0].typed.unreadable, ["impact"]);
    }

    #[test]
    fn a_longer_scale_has_more_steps() {
        let scale = ("alongside.yaml", "risk: {scale: 10}\n");
        let project = project(&[scale, ("risks.csv", "title,probability,impact\nA,7,10\nB,80%,very high\n")]);
        assert_eq!(project.problems, []);
    }
}
