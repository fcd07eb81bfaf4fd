//! Files of the site that are no pages.

pub(crate) mod csv;
pub mod ics;
pub mod kpi_csv;
pub(crate) mod risk_csv;
