//! The ten areas of collaboration, and the registers that each of them shows.

use super::kind::Kind;
use crate::text::Words;

/// One of the ten areas of collaboration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Area {
    /// 1 Goals and KPIs.
    Goals,
    /// 2 Communication.
    Communication,
    /// 3 Market needs.
    Market,
    /// 4 Technical support.
    Support,
    /// 5 Resources and plan.
    Plan,
    /// 6 Evaluation and strategy.
    Strategy,
    /// 7 Cross-department work.
    Departments,
    /// 8 Risk.
    Risk,
    /// 9 Performance and lessons.
    Performance,
    /// 10 Continuous improvement.
    Improvement,
}

crate::words! { Area {
    Self::Goals => "goals",
    Self::Communication => "communication",
    Self::Market => "market",
    Self::Support => "support",
    Self::Plan => "plan",
    Self::Strategy => "strategy",
    Self::Departments => "departments",
    Self::Risk => "risk",
    Self::Performance => "performance",
    Self::Improvement => "improvement",
} }

impl Area {
    /// All ten, in order.
    pub const ALL: [Self; 10] = [
        Self::Goals,
        Self::Communication,
        Self::Market,
        Self::Support,
        Self::Plan,
        Self::Strategy,
        Self::Departments,
        Self::Risk,
        Self::Performance,
        Self::Improvement,
    ];

    /// 1 to 10.
    pub const fn number(self) -> u8 {
        self as u8 + 1
    }

    /// The key, as in addresses and settings.
    pub fn key(self) -> &'static str {
        self.word()
    }

    /// The registers that it shows, in order.
    pub fn registers(self) -> Vec<Kind> {
        let place = |kind: &Kind| kind.shown().area.filter(|(area, _)| *area == self).map(|(_, place)| place);
        let mut registers: Vec<Kind> = Kind::ALL.iter().copied().filter(|kind| place(kind).is_some()).collect();
        registers.sort_by_key(place);
        registers
    }
}
