//! Floor 3: numbers, as pure functions of the project and its report date.

use crate::project::Project;

/// All numbers of a project.
#[derive(Debug, Default)]
pub struct Analysis;

impl Analysis {
    /// Works them out.
    pub fn of(_: &Project) -> Self {
        Self
    }
}
