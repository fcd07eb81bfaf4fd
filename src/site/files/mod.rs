//! Files of the site that are no pages.

pub(crate) mod badge;
pub(crate) mod csv;
pub(crate) mod feed;
pub(super) mod ics;
pub(super) mod kpi_csv;
pub(crate) mod llms;
pub(crate) mod risk_csv;
