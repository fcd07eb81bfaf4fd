//! Steps beyond the project's scale, which only its settings tell: taken out of a record before it is typed, and said.

use super::enter::Unread;
use super::kind::Kind;
use super::types::Level;
use crate::say;
use crate::source::{Data, Node, Problem, ProblemKind, Span};

const STEPS: [&[&str]; 4] = [&["probability"], &["impact"], &["residual", "probability"], &["residual", "impact"]];

/// Empties the fields of a risk whose step is beyond a scale of `steps` steps.
pub(super) fn take_out(node: &mut Node<'_>, kind: Kind, steps: u8) -> Vec<Unread> {
    if kind != Kind::Risks {
        return Vec::new();
    }
    let fields = STEPS.iter().filter_map(|path| Some((path.join("."), inner(node, path).filter(|node| is_beyond(node, steps))?)));
    let found: Vec<(String, &Node<'_>)> = fields.collect();
    let beyond: Vec<Unread> =
        found.into_iter().map(|(field, node)| Unread { fields: vec![field], problem: problem(node, steps) }).collect();
    for Unread { problem, .. } in &beyond {
        empty(node, problem.span);
    }
    beyond
}

fn inner<'n, 'a>(node: &'n Node<'a>, path: &[&str]) -> Option<&'n Node<'a>> {
    path.iter().try_fold(node, |node, name| node.get(name))
}

fn is_beyond(node: &Node<'_>, steps: u8) -> bool {
    let level = node.text().and_then(|text| Level::read(text.trim()));
    let level = level.map(|level| if let Level::Between { higher, .. } = level { *higher } else { level });
    level.is_some_and(|level| matches!(level, Level::Step(step) if step > steps))
}

fn empty(node: &mut Node<'_>, place: Span) {
    match &mut node.data {
        Data::Map(entries) => entries.iter_mut().for_each(|(_, value)| empty(value, place)),
        Data::Scalar(..) if node.span == place => node.data = Data::Null,
        _ => {}
    }
}

fn problem(node: &Node<'_>, steps: u8) -> Problem {
    let text = node.text().unwrap_or_default().trim();
    let message = say!("“{text}” is beyond the scale of 1 to {steps}.", "“{text}”超出1到{steps}的量表。", text, steps);
    Problem::new(ProblemKind::Value, node.span, message).help(say!(
        "Write a step from 1 to {steps}, a word as high, or a per cent as 30%; `risk.scale` in `alongside.yaml` sets the number of steps.",
        "写1到{steps}的等级、文字（如“高”）或百分比（如 30%）；等级数由 `alongside.yaml` 的 `risk.scale` 设定。",
        steps
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
        let risks = "- {title: A, probability: 7, impact: 4, residual: {probability: 2, impact: 9}}\n";
        let project = project(&[("risks.yaml", risks)]);
        let said: Vec<(&str, &str)> =
            project.problems.iter().map(|trouble| (trouble.problem.span.of(risks), &*trouble.problem.message.en)).collect();
        assert_eq!(said, [("7", "“7” is beyond the scale of 1 to 5."), ("9", "“9” is beyond the scale of 1 to 5.")]);
        let risk = &project.risks[0];
        assert!(risk.probability.is_none() && risk.impact.is_some());
        assert_eq!(risk.unreadable, ["probability", "residual.impact"]);
    }

    #[test]
    fn between_two_steps_the_higher_one_is_held_against_the_scale() {
        let project = project(&[("risks.csv", "title,probability,impact\nA,4-5,5-6\n")]);
        assert_eq!(project.risks[0].unreadable, ["impact"]);
    }

    #[test]
    fn a_longer_scale_has_more_steps() {
        let scale = ("alongside.yaml", "risk: {scale: 10}\n");
        let project = project(&[scale, ("risks.csv", "title,probability,impact\nA,7,10\nB,80%,very high\n")]);
        assert_eq!(project.problems, []);
    }
}
