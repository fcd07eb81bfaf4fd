//! Turns a folder of project files into a checked and published report.
//!
//! Data flows one way: [`source`] → [`project`] → analysis → checklist → comparison → report, editor and [`site`] → [`command`]. A module uses only the
//! floors below it, which `tests` holds.

pub mod analysis;
pub mod calendar;
pub mod checklist;
pub mod cli;
pub mod command;
pub mod comparison;
pub mod editor;
pub mod project;
pub mod report;
pub mod site;
pub mod source;
pub mod text;
