//! Health: how each area and the whole project stand. It follows from numbers and from signals of the checklist; the quality
//! of the records stands beside it.

mod areas;
mod figures;
mod verdict;

use schemars::JsonSchema;
use serde::Serialize;

use super::area::Area;
use super::outcome::Checklist;
use super::rule::{Severity, Tells};
use crate::analysis::Analysis;
use crate::project::Project;
use crate::text::Message;
use crate::{both, say};

/// How something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Health {
    /// As promised.
    OnTrack,
    /// To be watched.
    AtRisk,
    /// Not as promised.
    OffTrack,
    /// Cannot be judged.
    #[default]
    NoData,
    /// Not asked for here.
    NotApplicable,
}

/// How one area stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AreaStanding {
    /// The area.
    pub area: Area,
    /// Its health.
    pub health: Health,
    /// Why, in one sentence.
    pub reason: Message,
    /// Waived findings without whose waivers it would stand worse.
    pub waived: usize,
}

/// How the whole project stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Its health.
    pub health: Health,
    /// Its word: that of the health, or of the results once the project is closing.
    pub word: Message,
    /// Why, in one sentence or two.
    pub sentence: Message,
    /// Which condition decided.
    pub condition: Message,
    /// The ten areas.
    pub areas: Vec<AreaStanding>,
}

/// What an area's numbers say, before signals count.
struct Evidence {
    /// Why the area cannot be judged, if it cannot.
    no_data: Option<Message>,
    /// Why it is off track.
    off: Vec<Message>,
    /// Why it is at risk.
    risk: Vec<Message>,
    /// The number that its reader wants to know.
    number: Message,
}

impl Health {
    /// All of them, the best first.
    pub const ALL: [Self; 5] = [Self::OnTrack, Self::AtRisk, Self::OffTrack, Self::NoData, Self::NotApplicable];

    /// The word.
    pub const fn label(self) -> Message {
        match self {
            Self::OnTrack => both!("On track", "正常"),
            Self::AtRisk => both!("At risk", "有风险"),
            Self::OffTrack => both!("Off track", "偏离"),
            Self::NoData => both!("No data", "暂无数据"),
            Self::NotApplicable => both!("Not applicable", "不适用"),
        }
    }

    /// Whether there was anything to judge.
    pub const fn is_judged(self) -> bool {
        matches!(self, Self::OnTrack | Self::AtRisk | Self::OffTrack)
    }
}

impl Standing {
    /// Works out how a project stands.
    pub fn new(project: &Project, analysis: &Analysis, checklist: &Checklist) -> Self {
        let areas: Vec<AreaStanding> = Area::ALL.into_iter().map(|area| stand(project, analysis, checklist, area)).collect();
        verdict::overall(project, analysis, areas)
    }

    /// How one area stands.
    pub fn of(&self, area: Area) -> AreaStanding {
        let unknown = || AreaStanding { area, health: Health::NoData, reason: Message::default(), waived: 0 };
        self.areas.iter().find(|standing| standing.area == area).cloned().unwrap_or_else(unknown)
    }

    /// How many areas stand so.
    pub fn count(&self, health: Health) -> usize {
        self.areas.iter().filter(|standing| standing.health == health).count()
    }
}

/// The first that holds: skipped, nothing to judge, off track, at risk, on track.
fn stand(project: &Project, analysis: &Analysis, checklist: &Checklist, area: Area) -> AreaStanding {
    if let Some(reason) = checklist.skip_reason(area) {
        let reason = say!("Skipped: {reason}.", "已跳过：{reason}。", reason = reason.trim_end_matches(['.', '。']));
        return AreaStanding { area, health: Health::NotApplicable, reason, waived: 0 };
    }
    let evidence = areas::evidence(project, analysis, area);
    if let Some(reason) = evidence.no_data {
        return AreaStanding { area, health: Health::NoData, reason, waived: 0 };
    }
    let signals = signals(checklist, area);
    let (health, reason) = if let Some(reason) = evidence.off.into_iter().next() {
        (Health::OffTrack, reason)
    } else if let Some(reason) = evidence.risk.into_iter().next() {
        (Health::AtRisk, reason)
    } else if let Some(reason) = signals.into_iter().next() {
        (Health::AtRisk, reason)
    } else {
        (Health::OnTrack, evidence.number)
    };
    // A signal makes an area no worse than at risk.
    let waived = checklist.of_area(area).flat_map(|outcome| &outcome.waived_findings).filter(|waived| counts(&waived.reported));
    let waived = if health == Health::OnTrack { waived.count() } else { 0 };
    AreaStanding { area, health, reason, waived }
}

/// Findings that make an area at risk: what tells something about the project, and any error.
fn signals(checklist: &Checklist, area: Area) -> Vec<Message> {
    let mut found: Vec<_> = checklist.of_area(area).flat_map(|outcome| &outcome.findings).filter(|found| counts(found)).collect();
    found.sort_by_key(|found| found.severity);
    found.into_iter().map(|found| found.finding.message.clone()).collect()
}

fn counts(found: &super::finding::Reported) -> bool {
    let is_signal = found.rule.tells == Tells::Signal && !found.finding.is_unrecorded && found.severity <= Severity::Warning;
    is_signal || found.severity == Severity::Error
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Date;
    use crate::project::{Asked, Folder, load};

    fn standing(files: &[(&str, &str)]) -> Standing {
        let project = load(Folder::of_texts(files), Asked { as_of: None, otherwise: Date::new(2026, 6, 15) });
        let analysis = Analysis::of(&project);
        let checklist = Checklist::of(&project, &analysis);
        Standing::new(&project, &analysis, &checklist)
    }

    const GOAL: (&str, &str) = ("goals.yaml", "- {id: G-1, title: Sell more, kind: project, due: 2026-12-01, kpis: [leads]}\n");

    fn leads(value: u32) -> String {
        format!(
            "- {{id: leads, name: Leads, direction: increase, baseline: {{value: 0, date: 2026-01-01}}, target: {{by: 2026-12-31, value: 400}}, measurements: [{{date: 2026-06-14, value: {value}}}]}}\n"
        )
    }

    #[test]
    fn an_empty_folder_is_not_healthy() {
        let standing = standing(&[("alongside.yaml", "project: {name: x, stage: execution}\n")]);
        assert_eq!(standing.health, Health::NoData);
        assert!(standing.areas.iter().all(|area| area.health == Health::NoData), "{:#?}", standing.areas);
    }

    #[test]
    fn a_goal_off_track_makes_the_project_off_track() {
        let good = standing(&[GOAL, ("kpis.yaml", &leads(200))]);
        assert_eq!(good.of(Area::Goals).health, Health::OnTrack);
        let bad = standing(&[GOAL, ("kpis.yaml", &leads(10))]);
        assert_eq!((bad.of(Area::Goals).health, bad.health), (Health::OffTrack, Health::OffTrack));
        assert!(bad.sentence.en.contains("Leads"), "{}", bad.sentence.en);
    }

    #[test]
    fn a_skipped_area_is_not_applicable() {
        let standing = standing(&[("alongside.yaml", "checklist: {skip: {4: no technology here}}\n")]);
        assert_eq!(standing.of(Area::Support).health, Health::NotApplicable);
    }
}
