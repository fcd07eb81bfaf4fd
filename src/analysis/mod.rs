//! Floor 3: numbers, as pure functions of the project and its report date.

pub mod actions;
pub mod budget;
pub mod cadence;
pub mod changes;
pub mod feedback;
pub mod handoffs;
pub mod kpi;
pub mod load;
pub mod meetings;
pub mod numbers;
pub mod plan;
pub mod risk;
#[cfg(test)]
mod testing;
pub mod tickets;
