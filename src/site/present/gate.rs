//! The ways to the pages of gates.

use crate::project::RecordId;
use crate::say;
use crate::site::address::Address;
use crate::site::view::page::Page;
use crate::site::view::parts::Run;

/// The way from a milestone to the page of its gate: "3 of 4 ready"; `None` if nothing must be ready for it.
pub(crate) fn of_milestone(page: Page<'_>, id: RecordId) -> Option<Run> {
    let gate = page.whole.analysis.gates.iter().find(|gate| gate.milestone == id.index)?;
    let (ready, all) = gate.ready();
    let says = page.say(&say!("{ready} of {all} ready", "{all}项中{ready}项就绪", ready, all));
    Some(Run::link(says, page.href(Address::Gate(id.index))))
}
