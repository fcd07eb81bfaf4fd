//! What a rule is, and how one is declared (`docs/checklist.md §2`).

#[cfg(test)]
pub(crate) mod case;
pub(crate) mod chinese;
pub(crate) mod context;
pub(crate) mod options;
pub(crate) mod settings;
mod state;

use super::area::Item;
use super::severity::Severity;
use crate::calendar::Date;
use crate::project::types::ChoiceType;
use crate::project::{Kind, Stage};
use crate::text::Message;
use context::RuleContext;
use options::RuleOption;

pub use state::RuleState;

/// What a failure tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Category {
    /// Something about the project: late, over, colliding.
    Signal,
    /// Something about its records: not written down.
    Quality,
}

/// How failures are reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grouping {
    /// One finding per failing record.
    Each,
    /// One per record, but one on the register when at least four fail and they are more than half of the subjects.
    Folded,
    /// One finding per register, listing its records.
    Listed,
    /// One per clash, loop or pair, with every place.
    Clash,
    /// At most one for the project.
    Once,
}

/// The stages in which a rule is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// From this stage on.
    pub first: Stage,
    /// Up to and with this stage.
    pub last: Stage,
}

/// The day on which examples are judged, a Monday, unless their settings say another one.
pub(super) const EXAMPLE_DAY: Date = Date::new(2026, 6, 15);

/// A file of an example: its path and its text.
pub type ExampleFile = (&'static str, &'static str);

/// A rule of the checklist.
#[derive(Debug)]
pub struct Rule {
    /// The id, which names the bad pattern and never changes meaning.
    pub id: &'static str,
    /// The line of the checklist it belongs to.
    pub item: Item,
    /// What a failure tells.
    pub category: Category,
    /// How much a failure weighs, unless the project says otherwise.
    pub severity: Severity,
    /// How failures are reported.
    pub grouping: Grouping,
    /// When it is judged.
    pub due: Due,
    /// What a project may change.
    pub options: &'static [RuleOption],
    /// The fields that a record has to have to keep it, by register; when each is asked for, the rule knows.
    pub asks: &'static [(Kind, &'static [&'static str])],
    /// What is wrong, as a short sentence.
    pub title: Message,
    /// What the rule asks for.
    pub what: Message,
    /// What goes wrong for the project if it stays so.
    pub why: Message,
    /// How to fix it.
    pub fix: Message,
    /// A folder that breaks the rule; executed by a test.
    pub bad: &'static [ExampleFile],
    /// Where the findings in it stand.
    #[cfg(test)]
    pub(crate) bad_at: &'static [&'static str],
    /// A folder that keeps it; executed by a test.
    pub good: &'static [ExampleFile],
    /// Looks at the project.
    pub check: fn(&mut RuleContext<'_>),
}

/// Rules are the same if their ids are.
impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Due {
    /// The window in words: "planning to closing".
    pub fn label(self) -> Message {
        let (first, last) = (self.first.label(), self.last.label());
        crate::say!("{first} to {last}", "{first}至{last}", first, last)
    }
}

/// Declares a rule: what it is, its words in both languages, its examples, and the function that checks it. The examples are
/// executed by a test: the bad one must be found, at the places named, the good one must pass. What an option may hold is told by
/// [`holds!`](crate::holds); the check reads it by its name among `OPTIONS`. `limits` are options that the numbers read already.
/// `asks` are the fields that a record breaks the rule without.
///
/// ```ignore
/// rule! { "risk-without-owner", Assessment, Quality, Error, Each, Initiation..=Closed;
///     asks  { Risks: owner; }
///     title "Open risk has no owner" "未关闭的风险没有负责人";
///     what  "…" "…";
///     why   "…" "…";
///     fix   "…" "…";
///     bad at "risks.yaml:1:10 owner" { "risks.yaml": "- title: Agency delivers late\n" }
///     good  { "risks.yaml": "- title: Agency delivers late\n  owner: li-na\n", "people.yaml": "- {id: li-na, name: Li Na}\n" }
///     check
/// }
/// ```
#[macro_export]
macro_rules! rule {
    (
        $id:literal, $Item:ident, $Category:ident, $Severity:ident, $Grouping:ident, $First:ident ..= $Last:ident;
        $(options { $( $option:ident = $default:tt $(of $Words:ident)?, $oe:literal $oz:literal; )+ })?
        $(limits { $( $limit:ident, $le:literal $lz:literal; )+ })?
        $(asks { $( $Kind:ident: $( $asked:ident )+; )+ })?
        title $te:literal $tz:literal;
        what $we:literal $wz:literal;
        why $ye:literal $yz:literal;
        fix $fe:literal $fz:literal;
        bad at $( $at:literal ),+ { $( $bp:literal: $bt:expr ),+ $(,)? }
        good { $( $gp:literal: $gt:expr ),+ $(,)? }
        $check:ident
    ) => {
        #[doc = $te]
        #[doc = ""]
        #[doc = $we]
        #[doc = ""]
        #[doc = $ye]
        pub(super) static RULE: $crate::checklist::Rule = $crate::checklist::Rule {
            id: $id,
            item: $crate::checklist::Item::$Item,
            category: $crate::checklist::Category::$Category,
            severity: $crate::checklist::Severity::$Severity,
            grouping: $crate::checklist::Grouping::$Grouping,
            due: $crate::checklist::Due { first: $crate::project::Stage::$First, last: $crate::project::Stage::$Last },
            options: &[
                $($( $crate::checklist::RuleOption {
                    name: stringify!($option),
                    holds: $crate::holds!($default $(of $Words)?),
                    help: $crate::both!($oe, $oz),
                }, )+)?
                $($( $crate::checklist::RuleOption {
                    name: $crate::project::settings::limits::$limit.option,
                    holds: $crate::checklist::Holds::Number($crate::project::settings::limits::$limit.usual),
                    help: $crate::both!($le, $lz),
                }, )+)?
            ],
            asks: &[$($( ($crate::project::Kind::$Kind, &[$( stringify!($asked) ),+]) ),+)?],
            title: $crate::both!($te, $tz),
            what: $crate::both!($we, $wz),
            why: $crate::both!($ye, $yz),
            fix: $crate::both!($fe, $fz),
            bad: &[$( ($bp, $bt) ),+],
            #[cfg(test)]
            bad_at: &[$( $at ),+],
            good: &[$( ($gp, $gt) ),+],
            check: $check,
        };

        $(
            struct Options { $( $option: $crate::checklist::OptionName<$crate::held!($default $(of $Words)?)>, )+ }

            const OPTIONS: Options = Options { $( $option: $crate::checklist::OptionName::new(stringify!($option)), )+ };
        )?
    };
}

/// Modules of rules and their place in the registry, in one line: `registry! { no_goals goal_incomplete }`.
#[macro_export]
macro_rules! registry {
    ($($module:ident)+) => {
        $( mod $module; )+
        /// The rules of this area, in the order of the checklist.
        pub(super) static RULES: &[&$crate::checklist::Rule] = &[$( &$module::RULE ),+];
        /// The cases of each.
        #[cfg(test)]
        pub(super) static CASES: &[$crate::checklist::rule::case::Cases] = &[$( (&$module::RULE, $module::CASES) ),+];
    };
}

/// The cases of a rule, at the foot of its file, beside its two examples: what the rule might be expected to find and must not,
/// and what it cannot judge. What is found is named by its places: file, line and column, and the field of the record or the setting.
///
/// ```ignore
/// cases! {
///     "what is done is asked for nothing": passes { "actions.yaml": "- {what: Call, status: done}\n" };
///     "two at once": found at "actions.yaml:1:3 due", "actions.yaml:2:3 due" { "actions.yaml": "- what: Call\n- what: Write\n" };
///     "nothing to judge": not_assessable {};
/// }
/// ```
#[macro_export]
macro_rules! cases {
    (@says passes) => { $crate::checklist::rule::case::Says::Passes };
    (@says found at $( $place:literal ),+) => { $crate::checklist::rule::case::Says::Found(&[$( $place ),+]) };
    (@says hinted at $( $place:literal ),+) => { $crate::checklist::rule::case::Says::Hinted(&[$( $place ),+]) };
    (@says not_assessable) => { $crate::checklist::rule::case::Says::NotAssessable };
    ($( $name:literal: $says:ident $(at $( $place:literal ),+)? { $($path:literal: $text:expr),* $(,)? }; )*) => {
        #[cfg(test)]
        pub(super) const CASES: &[$crate::checklist::rule::case::Case] = &[$( $crate::checklist::rule::case::Case {
            name: $name,
            says: $crate::cases!(@says $says $(at $( $place ),+)?),
            files: &[$( ($path, $text) ),*],
        } ),*];
    };
}
