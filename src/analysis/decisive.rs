//! Which KPI measures what a goal itself says (`docs/checklist.md §6.5`).

use super::numbers::same;
use crate::project::Project;
use crate::project::registers::goals::{Goal, Kpi};
use crate::project::types::Text;
use crate::source::fold::fold;

/// The KPI that decides how a goal stands: its `primary`, else the one whose name, target and unit its own words say. `None` where
/// no KPI, or several alike, are told by them.
pub(super) fn decisive(project: &Project, goal: &Goal, of_goal: &[usize]) -> Option<usize> {
    if let Some(primary) = goal.primary.as_ref().and_then(|primary| project.resolve(&primary.reference()).one()) {
        return Some(primary.index);
    }
    let said = Statement::of(goal);
    let weigh = |at: &usize| Some((said.names(project.kpis.get(*at)?), *at));
    let mut weighed: Vec<(u8, usize)> = of_goal.iter().filter_map(weigh).filter(|(weight, _)| *weight > 0).collect();
    weighed.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    match weighed.as_slice() {
        [(first, _), (second, _), ..] if first == second => None,
        [(_, only), ..] => Some(*only),
        [] => None,
    }
}

/// The last number that a goal says in its KPI's unit, and the KPI's last target, where no target of it has such a number.
pub fn says_another_target(goal: &Goal, kpi: &Kpi) -> Option<(f64, f64)> {
    let aims: Vec<f64> = kpi.targets.iter().filter_map(|target| Some(target.value?.0)).collect();
    let units: Vec<&str> = kpi.unit.iter().flat_map(Text::all).map(str::trim).filter(|unit| !unit.is_empty()).collect();
    let is_unit = |behind: &str| units.iter().any(|unit| behind.to_lowercase().starts_with(&unit.to_lowercase()));
    let said: Vec<f64> = texts(goal).flat_map(numbers).filter(|(_, behind)| is_unit(behind)).map(|(number, _)| number).collect();
    let is_said = |aim: &f64| said.iter().any(|said| same(*said, *aim));
    (!aims.iter().any(is_said)).then(|| said.last().copied().zip(aims.last().copied())).flatten()
}

/// What a goal says in its own words.
struct Statement {
    words: String,
    numbers: Vec<f64>,
}

impl Statement {
    fn of(goal: &Goal) -> Self {
        let texts: Vec<&str> = texts(goal).collect();
        let numbers = texts.iter().flat_map(|text| numbers(text)).map(|(number, _)| number).collect();
        Self { words: texts.iter().map(|text| fold(text)).collect::<Vec<_>>().join(" "), numbers }
    }

    /// How plainly it speaks of a KPI: by its name, then by the value of a target, then by its unit.
    fn names(&self, kpi: &Kpi) -> u8 {
        let has = |text: &str| text.chars().count() > 1 && self.words.contains(&fold(text));
        let name = kpi.name.all().any(has);
        let mut aims = kpi.targets.iter().filter_map(|target| Some(target.value?.0));
        let number = aims.any(|aim| self.numbers.iter().any(|said| same(*said, aim)));
        let unit = kpi.unit.iter().flat_map(Text::all).any(has);
        4 * u8::from(name) + 2 * u8::from(number) + u8::from(unit)
    }
}

fn texts(goal: &Goal) -> impl Iterator<Item = &str> {
    std::iter::once(&goal.title).chain(&goal.statement).chain(&goal.success_criteria).flat_map(Text::all)
}

/// Words behind a number that multiply it.
const MULTIPLES: [(&str, f64); 7] =
    [("thousand", 1e3), ("million", 1e6), ("billion", 1e9), ("千", 1e3), ("万", 1e4), ("百万", 1e6), ("亿", 1e8)];

/// The numbers that a text has, each with what stands behind it: `1,200`, `3.5`, `14 thousand`, `1.4万`.
fn numbers(text: &str) -> Vec<(f64, &str)> {
    let is_of_number = |c: char| c.is_ascii_digit() || c == '.' || c == ',';
    let mut numbers = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (_, from) = rest.split_at(start);
        let (word, behind) = from.split_at(from.find(|c| !is_of_number(c)).unwrap_or(from.len()));
        let behind_it = behind.trim_start();
        let multiple = MULTIPLES.iter().find(|(name, _)| behind_it.to_lowercase().starts_with(name));
        let (by, length) = multiple.map_or((1.0, 0), |(name, by)| (*by, name.len()));
        let unit = behind_it.get(length..).unwrap_or_default().trim_start();
        numbers.extend(word.trim_matches(['.', ',']).replace(',', "").parse::<f64>().ok().map(|number| (number * by, unit)));
        rest = behind;
    }
    numbers
}

#[cfg(test)]
mod tests {
    use crate::analysis::Analysis;
    use crate::analysis::testing::project;

    fn decisive(goal: &str, kpis: &str) -> Option<String> {
        let goals = format!("- {{id: g, {goal}}}\n");
        let project = project(&[("goals.yaml", &goals), ("kpis.yaml", kpis)], "2026-03-31");
        let analysis = Analysis::of(&project);
        analysis.goals[0].decisive.map(|at| project.kpis[at].id.to_string())
    }

    #[test]
    fn the_kpi_that_a_goal_speaks_of() {
        let kpis = "
- {id: a, name: Visits, unit: visits, goal: g, targets: [{by: 2026-12-31, value: 1000}]}
- {id: b, name: Paying customers, unit: customers, goal: g, targets: [{by: 2026-12-31, value: 120}]}
- {id: c, name: 复购率, unit: '%', goal: g, targets: [{by: 2026-12-31, value: 35}]}
";
        assert_eq!(decisive("title: 120 paying customers", kpis).as_deref(), Some("b"), "by its name");
        assert_eq!(decisive("title: '1,000 people look at it'", kpis).as_deref(), Some("a"), "by its target");
        assert_eq!(decisive("title: Win, success_criteria: 120 sold", kpis).as_deref(), Some("b"));
        assert_eq!(decisive("title: Win, success_criteria: 0.12 thousand sold", kpis).as_deref(), Some("b"));
        assert_eq!(decisive("title: 网页有0.1万人看过", kpis).as_deref(), Some("a"));
        assert_eq!(decisive("title: 复购率达到35%", kpis).as_deref(), Some("c"));
        assert_eq!(decisive("title: Customers love it", kpis).as_deref(), Some("b"), "by its unit");
        assert_eq!(decisive("title: Grow", kpis), None);
        let one = "- {id: a, name: Visits, goal: g}\n";
        assert_eq!((decisive("title: Grow", one), decisive("title: Visits", one).as_deref()), (None, Some("a")), "its only one too");
        let letters = "- {id: a, name: X, goal: g}\n- {id: b, name: Reach, unit: t, goal: g}\n";
        assert_eq!(decisive("title: Model X for size t", letters), None, "a letter is no name");
        let alike = "- {id: a, name: Visits, goal: g}\n- {id: b, name: Customers, goal: g}\n";
        assert_eq!(decisive("title: Visits and customers", alike), None, "two alike");
        assert_eq!(decisive("title: 1000 visits and 120 paying customers, primary: c", kpis).as_deref(), Some("c"), "as it says");
    }
}
