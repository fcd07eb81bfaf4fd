//! Floor 4: the collaboration checklist. Rules look at the project and its numbers and give a verdict on every record that
//! they see; the engine knows settings, stages, waivers and how findings are folded, once for all rules.

mod area;
mod assessment;
pub mod explain;
pub mod fields;
mod finding;
mod fix;
mod outcome;
mod rule;
pub mod rules;
mod run;
mod severity;
mod waiver;

pub use area::{Area, Item};
pub use assessment::{Assessment, Audience, LeftOut, Published};
pub use finding::places::{Places, Spot};
pub use finding::{Finding, Key, Place, Subject, Verdict, called, label};
pub use fix::{FixedFile, SuggestedEdit, fixable, fixes};
pub use outcome::health::figures;
pub use outcome::health::{AreaStanding, Health, Standing, withheld};
pub use outcome::shares::{Counts, Shares};
pub use outcome::verdicts::{
    AreaVerdict, Found, ItemVerdict, Overall, Quote, Related, RuleVerdict, ShareNumbers, Summary, Verdicts, Waiver, Where,
};
pub use outcome::{Checklist, Ending, Outcome, Reported, Waived, Withheld};
pub use rule::context::RuleContext;
pub use rule::options::{Chosen, Holds, OptionName, Options, RuleOption, Unsuited};
pub use rule::settings::RuleSettings;
pub use rule::{Category, Due, ExampleFile, Grouping, Rule, RuleState};
pub use run::baseline::Baseline;
pub use severity::Severity;
