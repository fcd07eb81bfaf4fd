//! The registers' records, one file per close family, and the lists of words that several of them use.

mod aim;
mod approvals;
pub mod campaigns;
pub(super) mod columns;
pub mod content;
pub mod coordination;
pub mod experiments;
pub mod goals;
pub mod improvement;
pub mod market;
pub mod meetings;
pub mod normalize;
pub(super) mod pairs;
pub mod people;
pub mod plan;
pub mod readiness;
pub mod resources;
pub mod risks;
pub mod strategy;
pub mod support;
pub mod words;
