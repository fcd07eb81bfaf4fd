//! The report for the steering committee as slides, one matter each.

use serde::Serialize;

use super::steering::{self, SteeringView};
use crate::both;
use crate::site::address::Address;
use crate::site::view::page::Page;

/// The view-model of `slides.html`.
#[derive(Serialize)]
pub(super) struct SlidesView<'a> {
    #[serde(flatten)]
    sheet: SteeringView<'a>,
    keys: String,
}

/// The slides.
pub(super) fn view(page: Page<'_>) -> SlidesView<'_> {
    let keys = both!(
        "Arrow keys or space lead on and back; on paper each slide has a sheet.",
        "用方向键或空格键翻页；打印时每页一张幻灯片。"
    );
    SlidesView { sheet: steering::of(page, Address::SLIDES), keys: page.say(&keys) }
}
