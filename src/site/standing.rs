//! How the project stands, as pages need it.

use std::collections::BTreeMap;

use super::parts::{Status, Tone};
use crate::both;
use crate::checklist::Area;
use crate::text::{Lang, Message};

/// The health of an area or of the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
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
#[derive(Debug, Clone, Default)]
pub struct AreaStanding {
    /// Its health.
    pub health: Health,
    /// Why, in one sentence.
    pub reason: Message,
}

/// How the whole project stands.
#[derive(Debug, Clone, Default)]
pub struct Standing {
    /// Its health.
    pub health: Health,
    /// Why, in one sentence or two.
    pub sentence: Message,
    /// The areas.
    pub areas: BTreeMap<Area, AreaStanding>,
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

    /// The chip.
    pub fn status(self, lang: Lang) -> Status {
        let tone = match self {
            Self::OnTrack => Tone::Good,
            Self::AtRisk => Tone::Warn,
            Self::OffTrack => Tone::Bad,
            Self::NoData | Self::NotApplicable => Tone::None,
        };
        Status::new(tone, &self.label(), lang)
    }
}

impl Standing {
    /// How one area stands; no data where nothing is known of it.
    pub fn of(&self, area: Area) -> AreaStanding {
        self.areas.get(&area).cloned().unwrap_or_default()
    }
}
