//! How the project, its areas, goals, KPIs and targets stand, as chips.

use crate::analysis::goals::GoalState;
use crate::analysis::kpi::{self, NoData, TargetVerdict};
use crate::checklist::{AreaStanding, Health, Standing};
use crate::site::view::parts::{Glyph, Status, Tone};
use crate::text::{Lang, Message};
use crate::{both, say};

impl Health {
    /// The chip.
    pub fn status(self, lang: Lang) -> Status {
        self.named(&self.label(), lang)
    }

    /// The chip with a word of its own; what the project does without has the sign of what is struck.
    fn named(self, word: &Message, lang: Lang) -> Status {
        match self {
            Self::NotApplicable => Status::neutral(Glyph::Waived, word, lang),
            _ => Status::new(self.tone(), word, lang),
        }
    }

    /// The colour.
    pub const fn tone(self) -> Tone {
        match self {
            Self::OnTrack => Tone::Good,
            Self::AtRisk => Tone::Warn,
            Self::OffTrack => Tone::Bad,
            Self::NoData | Self::NotApplicable => Tone::None,
        }
    }
}

impl AreaStanding {
    /// The chip, which says if the area would stand worse without waivers.
    pub fn status(&self, lang: Lang) -> Status {
        let (word, n) = (self.health.label(), self.waived);
        let label = if n == 0 { word } else { say!("{word}, {n} waived", "{word}（{n}项已豁免）", word, n) };
        self.health.named(&label, lang)
    }
}

impl Standing {
    /// The chip of the verdict.
    pub fn status(&self, lang: Lang) -> Status {
        Status::new(self.health.tone(), &self.word, lang)
    }
}

impl GoalState {
    /// The chip.
    pub fn status(self, lang: Lang) -> Status {
        match self {
            Self::Met => Status::new(Tone::Good, &both!("Met", "已达成"), lang),
            Self::OnTrack => Health::OnTrack.status(lang),
            Self::AtRisk => Health::AtRisk.status(lang),
            Self::OffTrack => Health::OffTrack.status(lang),
            Self::Dropped => Status::neutral(Glyph::Waived, &both!("Dropped", "已取消"), lang),
            Self::NoData => Health::NoData.status(lang),
        }
    }
}

impl kpi::Status {
    /// The word.
    pub const fn word(self) -> Message {
        match self {
            Self::Met => both!("Met", "已达成"),
            Self::Missed => both!("Missed", "未达成"),
            Self::OnTrack => Health::OnTrack.label(),
            Self::AtRisk => Health::AtRisk.label(),
            Self::OffTrack => Health::OffTrack.label(),
            Self::Stale => both!("Stale", "数据过期"),
            // There is a value, and nothing to hold it against.
            Self::NoData(NoData::NoTarget) => both!("No target", "无目标值"),
            Self::NoData(_) => Health::NoData.label(),
        }
    }

    const fn tone(self) -> Tone {
        match self {
            Self::Met | Self::OnTrack => Tone::Good,
            Self::AtRisk => Tone::Warn,
            Self::Missed | Self::OffTrack => Tone::Bad,
            Self::Stale | Self::NoData(_) => Tone::None,
        }
    }
}

impl kpi::Standing {
    /// The chip. That of a stale KPI also has what its value says.
    pub fn status(&self, lang: Lang) -> Status {
        if self.status != kpi::Status::Stale {
            return Status::new(self.status.tone(), &self.status.word(), lang);
        }
        let last = self.value_status.map_or_else(Message::default, kpi::Status::word);
        let word = say!("Stale, was {en_last}", "已过期，上次{zh_last}", en_last = last.en.to_lowercase(), zh_last = last.zh);
        Status::neutral(Glyph::Clock, if last.en.is_empty() { &both!("Stale", "数据过期") } else { &word }, lang)
    }
}

impl TargetVerdict {
    /// The chip.
    pub fn status(self, lang: Lang) -> Status {
        match self {
            Self::Reached => Status::new(Tone::Good, &both!("Reached", "已达成"), lang),
            Self::Missed => Status::new(Tone::Bad, &both!("Missed", "未达成"), lang),
            Self::Pending => Status::neutral(Glyph::Clock, &both!("Not due yet", "尚未到期"), lang),
            Self::Unknown => Status::neutral(Glyph::Question, &both!("Not assessable", "无法判断"), lang),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(status: kpi::Status, value_status: Option<kpi::Status>) -> kpi::Standing {
        let (current, expected, expected_now, tolerance, decided_by) = Default::default();
        kpi::Standing { status, value_status, current, expected, expected_now, tolerance, decided_by }
    }

    #[test]
    fn a_stale_kpi_says_what_its_value_said() {
        let stale = standing(kpi::Status::Stale, Some(kpi::Status::AtRisk));
        assert_eq!(stale.status(Lang::En).word, "Stale, was at risk");
        assert_eq!((stale.status(Lang::Zh).word.as_str(), stale.status(Lang::Zh).tone), ("已过期，上次有风险", Tone::None));
    }

    #[test]
    fn what_cannot_be_judged_is_neither_good_nor_bad() {
        let without = standing(kpi::Status::NoData(NoData::NoTarget), None).status(Lang::En);
        assert_eq!((without.tone, without.glyph, without.word.as_str()), (Tone::None, Glyph::None, "No target"));
        assert_eq!(standing(kpi::Status::NoData(NoData::NoMeasurement), None).status(Lang::En).word, "No data");
        assert_eq!(standing(kpi::Status::Missed, None).status(Lang::Zh).tone, Tone::Bad);
    }
}
