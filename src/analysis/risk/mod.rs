//! Risks: what is believed of each, how many are open over time, and what they may cost together (`docs/numbers.md §5`).

mod acceptance;
mod assessment;
mod draws;
mod estimate;
mod expected;
mod exposure;
mod review;
mod simulation;

pub use acceptance::{is_accepted, needs_acceptance};
pub use assessment::{Assessed, Implausible, RiskLevel, RiskNumbers};
pub use draws::{fnv1a64, pert_samples, uniforms};
pub use estimate::{Effect, Estimate, NoEstimate};
pub use expected::ExpectedValue;
pub use exposure::{Exposure, History};
pub use review::Review;
pub use simulation::{Cover, Driver, MOST_RISKS, NotSimulated, RUNS, Simulation, Simulations};
