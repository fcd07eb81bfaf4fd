//! Findings at a setting.

use crate::checklist::{Finding, Place, Verdict};
use crate::project::{Locator, Project};
use crate::text::Message;

/// At what a setting says.
pub(super) fn at(path: &[&str], message: Message, help: Message) -> Verdict {
    Finding::new(Place::Setting(path.iter().map(|part| (*part).to_owned()).collect()), message).help(help).into()
}

/// A key that means nothing: the key is the place, not what stands behind it.
pub(super) fn at_key(project: &Project, path: &[&str], message: Message, help: Message) -> Verdict {
    match Locator::new(project).setting_key(path) {
        Some((file, span)) => Finding::new(Place::Bytes(file, span), message).help(help).into(),
        None => at(path, message, help),
    }
}
