//! Floor 4: the collaboration checklist. Rules look at the project and its numbers and give a verdict on every record that
//! they see; the engine knows settings, stages, waivers and how findings are folded, once for all rules.

mod advice;
mod area;
mod baseline;
#[cfg(test)]
mod case;
mod engine;
pub mod explain;
mod finding;
mod fold;
mod health;
mod judge;
mod mend;
mod options;
mod outcome;
mod places;
mod precedence;
mod rule;
mod rule_settings;
pub mod rules;
mod shares;
mod verdicts;
mod waiver;

pub use area::{Area, Item};
pub use baseline::{Baseline, Key};
pub use finding::{Finding, Place, Reported, Subject, Verdict, label};
pub use health::{AreaStanding, Health, Standing};
pub use judge::Judge;
pub use mend::{Mended, SuggestedEdit, mend};
pub use options::{Chosen, Holds, RuleOption, Unsuited};
pub use outcome::{Checklist, Outcome, State, Waived};
pub use places::{Places, Spot};
pub use rule::{Due, ExampleFile, Reports, Rule, Severity, Tells};
pub use rule_settings::RuleSettings;
pub use shares::{Counts, Shares};
pub use verdicts::{
    AreaVerdict, Audience, Found, ItemVerdict, Overall, Quote, Related, RuleVerdict, Ruling, ShareNumbers, Summary, Verdicts, Waiver, Where,
};
pub use waiver::Ending;
