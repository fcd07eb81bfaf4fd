//! A project judged, and the gate: what of it an audience is told.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;

use super::outcome::Checklist;
use super::outcome::health::Standing;
use super::run::baseline::Baseline;
use crate::analysis::Analysis;
use crate::project::{InternalNames, Kind, Project};

/// A project with its numbers and verdicts, which follow from each other. It is made once; reports borrow it.
#[derive(Debug)]
pub struct Assessment {
    /// The project.
    pub project: Project,
    /// Its numbers.
    pub analysis: Analysis,
    /// The verdicts.
    pub checklist: Checklist,
    /// How it stands.
    pub standing: Standing,
}

/// Who reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Who may see everything.
    Team,
    /// Whom the edition is for: everyone, or an audience of the settings.
    Public,
}

/// What an audience may be told of an assessment. Only [`Published::to`] makes one, and whatever is published takes nothing else:
/// its project, numbers and verdicts have no record that the audience may not know of, and count none.
#[derive(Debug)]
pub struct Published<'a> {
    told: Told<'a>,
    /// Who is told.
    pub audience: Audience,
    /// What is left out.
    pub left_out: LeftOut,
    /// What no sentence may name.
    pub internal_names: InternalNames,
    /// The records that are left out, by register and id.
    withheld: BTreeSet<(Kind, String)>,
}

#[derive(Debug)]
enum Told<'a> {
    Everything(&'a Assessment),
    Part(Box<Assessment>),
}

/// What an audience is not told, in numbers that it is told.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LeftOut {
    /// Internal records; registers without any are left out.
    pub records: BTreeMap<Kind, usize>,
    /// What could not be read, and so is in no register.
    pub unread: usize,
    /// Everything that reading found wrong.
    pub problems: usize,
}

impl Assessment {
    /// Judges a project whose numbers are known.
    pub fn of(project: Project, analysis: Analysis) -> Self {
        Self::with_baseline(project, analysis, Baseline::default())
    }

    /// Judges a project, some of whose findings are known.
    pub fn with_baseline(project: Project, analysis: Analysis, baseline: Baseline) -> Self {
        let checklist = Checklist::with_baseline(&project, &analysis, baseline);
        let standing = Standing::new(&project, &analysis, &checklist);
        Self { project, analysis, checklist, standing }
    }

    /// The part that the readers of the edition may know. The colours stay those of the whole.
    fn published(&self, internal_names: &InternalNames) -> Self {
        let (project, kept) = self.project.published();
        let analysis = Analysis::of_edition(&project, &self.analysis, &kept);
        let checklist = self.checklist.published(&self.project, &project, &kept, internal_names);
        let standing = self.standing.published(&project, &analysis, &checklist);
        Self { project, analysis, checklist, standing }
    }
}

impl<'a> Published<'a> {
    /// What an audience may be told.
    pub fn to(audience: Audience, assessment: &'a Assessment) -> Self {
        let left_out = LeftOut::of(&assessment.project, audience);
        let is_all = audience == Audience::Team || assessment.project.is_all_public();
        let internal_names = if audience == Audience::Team { InternalNames::default() } else { InternalNames::new(&assessment.project) };
        let told = if is_all { Told::Everything(assessment) } else { Told::Part(Box::new(assessment.published(&internal_names))) };
        let withheld = if audience == Audience::Team { BTreeSet::new() } else { assessment.project.withheld() };
        Self { told, audience, left_out, internal_names, withheld }
    }
}

impl Published<'_> {
    /// Whether a record is there and is not told of.
    pub fn withholds(&self, kind: Kind, id: &str) -> bool {
        !self.withheld.is_empty() && self.withheld.contains(&(kind, id.to_owned()))
    }
}

impl Published<'_> {
    /// The records that are there and are not told of, by register and id.
    pub const fn withheld(&self) -> &BTreeSet<(Kind, String)> {
        &self.withheld
    }
}

impl Deref for Published<'_> {
    type Target = Assessment;
    fn deref(&self) -> &Assessment {
        match &self.told {
            Told::Everything(assessment) => assessment,
            Told::Part(assessment) => assessment,
        }
    }
}

impl LeftOut {
    fn of(project: &Project, audience: Audience) -> Self {
        Self {
            records: if audience == Audience::Team { BTreeMap::new() } else { project.internal() },
            unread: project.problems.iter().filter(|problem| problem.keeps_out()).count(),
            problems: project.problems.iter().filter(|problem| problem.is_wrong()).count(),
        }
    }

    /// How many records.
    pub fn count(&self) -> usize {
        self.records.values().sum()
    }
}
