//! How what a record says is shown: values, states, prose.

pub(crate) mod days;
pub(crate) mod duty;
pub(crate) mod float;
pub(crate) mod gate;
pub(crate) mod goal;
pub(crate) mod marks;
pub(crate) mod movement;
pub(crate) mod prose;
pub(crate) mod references;
pub(crate) mod risk;
pub(crate) mod standing;
pub(crate) mod state;
pub(crate) mod value;
pub(crate) mod variance;
pub(crate) mod verdict;
