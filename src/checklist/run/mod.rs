//! A run of the checklist over a project: every rule, then what overrules or excuses its findings.

pub(crate) mod baseline;
mod engine;
mod fold;
mod precedence;
mod rule_run;
mod settle;
mod withheld;
