//! How the project stands, as a chip.

use super::parts::{Status, Tone};
use crate::checklist::Health;
use crate::text::Lang;

impl Health {
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
