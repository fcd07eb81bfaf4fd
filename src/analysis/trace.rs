//! From what was learned to what was decided to what it did, and from goals to work to KPIs; with the holes (`docs/numbers.md §8.8`).

use std::collections::{BTreeMap, BTreeSet};

use super::numbers::share;
use crate::project::registers::goals::GoalKind;
use crate::project::types::Reference;
use crate::project::{Kind, Project, RecordId};

/// Directed links, followed through any number of steps.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Graph<T: Ord>(BTreeMap<T, BTreeSet<T>>);

/// A chain from sources to sinks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain<T: Ord> {
    /// Where it begins.
    pub sources: Vec<T>,
    /// Where it is to end.
    pub sinks: Vec<T>,
    /// Sources that lead to no sink.
    pub dead_ends: Vec<T>,
    /// Sinks that no source leads to.
    pub unexplained: Vec<T>,
    /// The links between them.
    pub graph: Graph<T>,
}

/// The chains of a project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trace {
    /// Research, feedback and competitors → decisions and changes.
    pub answers: Chain<RecordId>,
    /// Decisions and changes → KPIs.
    pub effects: Chain<RecordId>,
    /// Goals of marketing → goals of the project, by what supports what, in either direction.
    pub alignment: Chain<RecordId>,
    /// Goals of marketing → deliverables: milestones, and tasks that name a deliverable.
    pub work: Chain<RecordId>,
    /// Deliverables → KPIs.
    pub measures: Chain<RecordId>,
}

impl<T: Ord + Copy> Graph<T> {
    fn only(&self, now: impl Fn(T) -> Option<T>) -> Self {
        let mut kept = Self(BTreeMap::new());
        for (from, at) in self.0.keys().filter_map(|from| Some((*from, now(*from)?))) {
            self.next_of(from, &now).into_iter().for_each(|to| kept.link(at, to));
        }
        kept
    }

    /// The first records that are still there, on every way from a record.
    fn next_of(&self, from: T, now: impl Fn(T) -> Option<T>) -> BTreeSet<T> {
        let (mut seen, mut found, mut open) = (BTreeSet::new(), BTreeSet::new(), vec![from]);
        while let Some(at) = open.pop() {
            for next in self.0.get(&at).into_iter().flatten().filter(|next| seen.insert(**next)) {
                match now(*next) {
                    Some(there) => drop(found.insert(there)),
                    None => open.push(*next),
                }
            }
        }
        found
    }

    /// Adds a link.
    pub fn link(&mut self, from: T, to: T) {
        self.0.entry(from).or_default().insert(to);
    }

    /// Everything that some records lead to, in any number of steps.
    pub fn reached(&self, from: impl IntoIterator<Item = T>) -> BTreeSet<T> {
        let mut reached = BTreeSet::new();
        let mut open: Vec<T> = from.into_iter().collect();
        while let Some(at) = open.pop() {
            let next = self.0.get(&at).into_iter().flatten().filter(|next| reached.insert(**next));
            open.extend(next.copied().collect::<Vec<_>>());
        }
        reached
    }

    /// The same links the other way round.
    #[must_use]
    pub fn reversed(&self) -> Self {
        let mut reversed = Self(BTreeMap::new());
        for (from, links) in &self.0 {
            for to in links {
                reversed.link(*to, *from);
            }
        }
        reversed
    }
}

impl<T: Ord + Copy> Chain<T> {
    /// The chain between those records that are still there, under their new names; what went through others still arrives.
    pub(super) fn only(&self, now: impl Fn(T) -> Option<T>) -> Self {
        let all = |records: &[T]| records.iter().filter_map(|record| now(*record)).collect::<Vec<T>>();
        Self {
            sources: all(&self.sources),
            sinks: all(&self.sinks),
            dead_ends: all(&self.dead_ends),
            unexplained: all(&self.unexplained),
            graph: self.graph.only(now),
        }
    }

    /// The chain with its holes.
    pub fn new(sources: Vec<T>, sinks: Vec<T>, graph: Graph<T>) -> Self {
        let from_sources = graph.reached(sources.iter().copied());
        let to_sinks = graph.reversed().reached(sinks.iter().copied());
        let missing = |all: &[T], found: &BTreeSet<T>| {
            let missing: BTreeSet<T> = all.iter().filter(|record| !found.contains(record)).copied().collect();
            missing.into_iter().collect::<Vec<T>>()
        };
        Self { dead_ends: missing(&sources, &to_sinks), unexplained: missing(&sinks, &from_sources), sources, sinks, graph }
    }

    /// The share of sources that lead to a sink.
    pub fn forward(&self) -> Option<f64> {
        share(self.sources.len() - self.dead_ends.len(), self.sources.len())
    }

    /// The share of sinks that a source leads to.
    pub fn backward(&self) -> Option<f64> {
        share(self.sinks.len() - self.unexplained.len(), self.sinks.len())
    }

    /// The sinks that one source leads to.
    pub fn ends_of(&self, source: T) -> Vec<T> {
        let reached = self.graph.reached([source]);
        self.sinks.iter().filter(|sink| reached.contains(sink)).copied().collect()
    }

    /// The sources that lead to one sink.
    pub fn origins_of(&self, sink: T) -> Vec<T> {
        let reached = self.graph.reversed().reached([sink]);
        self.sources.iter().filter(|source| reached.contains(source)).copied().collect()
    }
}

impl Trace {
    /// The chains at the report date.
    pub(super) fn of(project: &Project) -> Self {
        let market = known(project, &[Kind::Research, Kind::Feedback, Kind::Competitors]);
        let decided = known(project, &[Kind::Decisions, Kind::Changes]);
        let kpis = known(project, &[Kind::Kpis]);
        let goals = |of: GoalKind| -> Vec<RecordId> {
            let goals = project.goals.iter().enumerate().filter(|(_, goal)| goal.kind == Some(of));
            goals.map(|(index, _)| RecordId { kind: Kind::Goals, index }).collect()
        };
        let marketing = goals(GoalKind::Marketing);
        let causes = causes(project);
        Self {
            answers: Chain::new(market, decided.clone(), causes.clone()),
            effects: Chain::new(decided, kpis.clone(), causes),
            alignment: Chain::new(marketing.clone(), goals(GoalKind::Project), alignment(project)),
            work: Chain::new(marketing, deliverables(project), work(project)),
            measures: Chain::new(deliverables(project), kpis, measures(project)),
        }
    }
}

/// The records of some registers that are not dated after the report date.
fn known(project: &Project, kinds: &[Kind]) -> Vec<RecordId> {
    let of = |kind: Kind| {
        let records = project.registers.of(kind).into_iter().enumerate();
        let known = records.filter(|(_, entry)| entry.day().is_none_or(|day| day <= project.report_date));
        known.map(|(index, _)| RecordId { kind, index }).collect::<Vec<_>>()
    };
    kinds.iter().copied().flat_map(of).collect()
}

fn deliverables(project: &Project) -> Vec<RecordId> {
    let milestones = (0..project.milestones.len()).map(|index| RecordId { kind: Kind::Milestones, index });
    let tasks = project.tasks.iter().enumerate().filter(|(_, task)| !task.deliverable.is_empty());
    milestones.chain(tasks.map(|(index, _)| RecordId { kind: Kind::Tasks, index })).collect()
}

/// Collects links between records and what they refer to.
struct Links<'p> {
    project: &'p Project,
    graph: Graph<RecordId>,
}

impl<'p> Links<'p> {
    fn new(project: &'p Project) -> Self {
        Self { project, graph: Graph(BTreeMap::new()) }
    }

    /// Links each record of a register to what it refers to.
    fn forward<'r, E: 'r, R: IntoIterator<Item = Reference<'r>>>(
        &mut self,
        kind: Kind,
        register: &'r [E],
        references: impl Fn(&'r E) -> R,
    ) {
        self.each(kind, register, references, Graph::link);
    }

    /// Links what each record of a register refers to to the record.
    fn backward<'r, E: 'r, R: IntoIterator<Item = Reference<'r>>>(
        &mut self,
        kind: Kind,
        register: &'r [E],
        references: impl Fn(&'r E) -> R,
    ) {
        self.each(kind, register, references, |graph, this, other| graph.link(other, this));
    }

    fn each<'r, E: 'r, R: IntoIterator<Item = Reference<'r>>>(
        &mut self,
        kind: Kind,
        register: &'r [E],
        references: impl Fn(&'r E) -> R,
        link: impl Fn(&mut Graph<RecordId>, RecordId, RecordId),
    ) {
        for (index, entry) in register.iter().enumerate() {
            for reference in references(entry) {
                for other in self.project.resolve(&reference).all() {
                    link(&mut self.graph, RecordId { kind, index }, *other);
                }
            }
        }
    }
}

/// References of a field that holds several.
macro_rules! refs {
    ($field:ident) => {
        |entry| entry.$field.iter().map(|reference| reference.reference())
    };
}

/// From causes to what follows from them, in every register that says so.
fn causes(project: &Project) -> Graph<RecordId> {
    let mut links = Links::new(project);
    links.forward(Kind::Research, &project.research, refs!(leads_to));
    links.forward(Kind::Feedback, &project.feedback, refs!(leads_to));
    links.forward(Kind::Decisions, &project.decisions, refs!(leads_to));
    links.forward(Kind::Decisions, &project.decisions, refs!(affects));
    links.forward(Kind::Changes, &project.changes, refs!(affects));
    links.forward(Kind::Changes, &project.changes, refs!(resets_baseline));
    links.forward(Kind::Lessons, &project.lessons, refs!(applied_in));
    links.forward(Kind::Risks, &project.risks, refs!(issue));
    links.forward(Kind::Goals, &project.goals, refs!(kpis));
    links.backward(Kind::Decisions, &project.decisions, refs!(because_of));
    links.backward(Kind::Changes, &project.changes, refs!(because_of));
    links.backward(Kind::Improvements, &project.improvements, refs!(from));
    links.backward(Kind::Actions, &project.actions, refs!(from));
    links.backward(Kind::Issues, &project.issues, refs!(from_risk));
    links.backward(Kind::Kpis, &project.kpis, refs!(goal));
    links.graph
}

/// Goals that support each other, whichever of the two says so.
fn alignment(project: &Project) -> Graph<RecordId> {
    let mut links = Links::new(project);
    links.forward(Kind::Goals, &project.goals, refs!(supports));
    links.backward(Kind::Goals, &project.goals, refs!(supports));
    links.graph
}

/// From goals to the phases, milestones and tasks that serve them.
fn work(project: &Project) -> Graph<RecordId> {
    let mut links = Links { project, graph: alignment(project) };
    links.backward(Kind::Phases, &project.phases, refs!(goals));
    links.backward(Kind::Milestones, &project.milestones, refs!(goals));
    links.backward(Kind::Milestones, &project.milestones, refs!(phase));
    links.backward(Kind::Tasks, &project.tasks, refs!(goals));
    links.backward(Kind::Tasks, &project.tasks, refs!(phase));
    links.forward(Kind::Tasks, &project.tasks, refs!(milestone));
    links.graph
}

/// From work to its goals, and from goals to the KPIs that measure them.
fn measures(project: &Project) -> Graph<RecordId> {
    let mut links = Links::new(project);
    links.forward(Kind::Tasks, &project.tasks, refs!(goals));
    links.forward(Kind::Tasks, &project.tasks, refs!(milestone));
    links.forward(Kind::Tasks, &project.tasks, refs!(phase));
    links.forward(Kind::Milestones, &project.milestones, refs!(goals));
    links.forward(Kind::Milestones, &project.milestones, refs!(phase));
    links.forward(Kind::Phases, &project.phases, refs!(goals));
    links.forward(Kind::Goals, &project.goals, refs!(supports));
    links.forward(Kind::Goals, &project.goals, refs!(kpis));
    links.backward(Kind::Kpis, &project.kpis, refs!(goal));
    links.graph
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::numbers::same;
    use crate::analysis::testing::project;

    #[test]
    fn holes_both_ways() {
        let mut graph = Graph::default();
        for (from, to) in [("r1", "x"), ("x", "d1"), ("f1", "d1"), ("d2", "r2")] {
            graph.link(from, to);
        }
        let chain = Chain::new(vec!["r1", "r2", "f1"], vec!["d1", "d2", "c1"], graph);
        assert!(same(chain.forward().unwrap(), 2.0 / 3.0) && same(chain.backward().unwrap(), 1.0 / 3.0));
        assert_eq!((chain.dead_ends.clone(), chain.unexplained.clone()), (vec!["r2"], vec!["c1", "d2"]));
        assert_eq!((chain.ends_of("r1"), chain.origins_of("d1")), (vec!["d1"], vec!["r1", "f1"]));
    }

    #[test]
    fn a_circle_and_no_sinks() {
        let mut graph = Graph::default();
        graph.link("a", "b");
        graph.link("b", "a");
        let chain = Chain::new(vec!["a"], vec![], graph);
        assert_eq!((chain.forward(), chain.backward(), chain.dead_ends), (Some(0.0), None, vec!["a"]));
    }

    #[test]
    fn from_feedback_to_a_kpi() {
        let project = project(
            &[
                (
                    "feedback.yaml",
                    "- {id: F-1, date: 2026-03-01, leads_to: I-1}\n- {id: F-2, date: 2026-03-02}\n- {id: F-3, date: 2027-01-01}\n",
                ),
                ("competitors.yaml", "- {id: acme, name: Acme}\n"),
                ("issues.yaml", "- {id: I-1, title: Noise}\n"),
                ("decisions.yaml", "- {id: D-1, title: Quieter, because_of: [I-1], affects: [G-1]}\n"),
                ("changes.yaml", "- {id: C-1, title: Price, because_of: [acme, a phone call]}\n"),
                (
                    "goals.yaml",
                    "- {id: G-1, title: Sell, kind: project}\n- {id: G-2, title: Known, kind: marketing, supports: [G-1]}\n- {id: G-3, title: Fame, kind: marketing}\n",
                ),
                ("kpis.yaml", "- {id: sales, name: Sales, goal: G-1}\n- {id: leads, name: Leads}\n"),
                ("phases.yaml", "- {id: P-1, name: Launch, goals: [G-1]}\n"),
                ("tasks.yaml", "- {id: T-1, name: Film, phase: P-1, deliverable: Film}\n- {id: T-2, name: Talk}\n"),
            ],
            "2026-06-01",
        );
        let trace = Trace::of(&project);
        let names =
            |records: &[RecordId]| -> Vec<String> { records.iter().filter_map(|id| Some(project.record(*id)?.id().to_owned())).collect() };
        assert_eq!(names(&trace.answers.dead_ends), ["F-2"]);
        assert_eq!(trace.answers.backward(), Some(1.0));
        assert_eq!((names(&trace.effects.dead_ends), names(&trace.effects.unexplained)), (vec!["C-1".into()], vec!["leads".into()]));
        assert_eq!(names(&trace.alignment.dead_ends), ["G-3"]);
        assert_eq!((names(&trace.work.sinks), names(&trace.work.dead_ends)), (vec!["T-1".into()], vec!["G-3".into()]));
        assert_eq!(trace.measures.forward(), Some(1.0));
    }

    #[test]
    fn what_is_dated_on_the_report_date_is_part_of_it() {
        let known = |day: &str| {
            known(&project(&[("decisions.yaml", &format!("- {{title: a, date: {day}}}\n"))], "2026-03-31"), &[Kind::Decisions]).len()
        };
        assert_eq!(["2026-03-31", "2026-04-01"].map(known), [1, 0]);
    }
}
