//! The rules, one file each, by area.

mod communication;
mod departments;
mod goals;
mod improvement;
mod market;
mod owner;
mod performance;
mod plan;
mod records;
mod risk;
mod sides;
mod strategy;
mod support;
mod words;

use super::rule::Rule;
pub(super) use records::of_expired_waiver;

/// All rules, in the order of the checklist.
pub static ALL: &[&[&Rule]] = &[
    records::RULES,
    goals::RULES,
    communication::RULES,
    market::RULES,
    support::RULES,
    plan::RULES,
    strategy::RULES,
    departments::RULES,
    risk::RULES,
    performance::RULES,
    improvement::RULES,
];

/// The rule that speaks of waivers without use, which needs to know what the others found.
pub(super) const WAIVER_UNUSED: &str = "waiver-unused";
/// The rule to which the engine says whether anything is left to waive.
pub(super) const WAIVER_EXPIRED: &str = "waiver-expired";

/// Every rule.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    ALL.iter().flat_map(|rules| rules.iter().copied())
}

/// The rule of an id.
pub fn find(id: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.id == id)
}

#[cfg(test)]
pub(super) mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::analysis::Analysis;
    use crate::calendar::Date;
    use crate::checklist::rule::EXAMPLE_DAY;
    use crate::checklist::{Checklist, Item, Outcome};
    use crate::project::{Asked, Folder, load};

    /// The day on which examples and cases are judged.
    pub(in crate::checklist) const TODAY: Date = EXAMPLE_DAY;

    /// What a rule says of a folder.
    pub(in crate::checklist) fn outcome(rule: &Rule, files: &[(&str, &str)]) -> Outcome {
        let project = load(Folder::of_texts(files), Asked { as_of: None, otherwise: TODAY });
        let mut checklist = Checklist::of(&project, &Analysis::of(&project));
        let at = checklist.outcomes.iter().position(|outcome| outcome.rule == rule).expect("the rule is registered");
        checklist.outcomes.swap_remove(at)
    }

    /// How many findings a rule has in a folder.
    pub(in crate::checklist) fn findings(rule: &Rule, files: &[(&str, &str)]) -> usize {
        outcome(rule, files).findings.len()
    }

    #[test]
    fn bad_examples_are_found_and_good_ones_pass() {
        for rule in all() {
            let bad = outcome(rule, rule.bad);
            assert!(!bad.findings.is_empty(), "{}: the bad example is not found: {bad:#?}", rule.id);
            let good = outcome(rule, rule.good);
            assert!(good.findings.is_empty(), "{}: the good example is found: {:#?}", rule.id, good.findings);
            assert!(good.passed > 0, "{}: nothing in the good example is judged: {:?}", rule.id, good.state);
        }
    }

    #[test]
    fn ids_are_kebab_case_and_unique() {
        let mut seen = BTreeSet::new();
        for rule in all() {
            assert!(rule.id.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", rule.id);
            assert!(seen.insert(rule.id), "{} is there twice", rule.id);
        }
    }

    #[test]
    fn each_item_has_two_rules_or_more() {
        for item in Item::ALL {
            assert!(all().filter(|rule| rule.item == item).count() >= 2, "{item:?}");
        }
    }

    #[test]
    fn titles_are_short_sentences_without_full_stop() {
        for rule in all() {
            let title = &rule.title;
            assert!(title.en.split_whitespace().count() <= 12 && !title.en.ends_with('.'), "{}: {}", rule.id, title.en);
            assert!(title.zh.chars().count() <= 18 && !title.zh.ends_with('。'), "{}: {}", rule.id, title.zh);
            for text in [&rule.what, &rule.why, &rule.fix] {
                assert!(text.en.ends_with('.') && text.zh.ends_with('。'), "{}: {text:?}", rule.id);
            }
        }
    }
}
