//! Floor 3: numbers, as pure functions of the project and its report date.

pub mod kpi;
pub mod numbers;
#[cfg(test)]
mod testing;
