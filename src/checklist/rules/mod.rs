//! The rules, one file each, by area.

mod communication;
mod departments;
mod examples;
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
pub(super) use market::days_to_answer;
pub(super) use strategy::reviews;

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
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::analysis::Analysis;
    use crate::calendar::Date;
    use crate::checklist::finding::places::Places;
    use crate::checklist::rule::EXAMPLE_DAY;
    use crate::checklist::rule::case::{Cases, Says};
    use crate::checklist::rule::chinese::in_chinese;
    use crate::checklist::{Checklist, Grouping, Item, Outcome, Place, Reported, RuleState};
    use crate::project::settings::limits;
    use crate::project::types::ChoiceType;
    use crate::project::{Folder, Kind, ReportDateSource, load};

    /// The day on which examples and cases are judged.
    pub(crate) const TODAY: Date = EXAMPLE_DAY;

    /// What a rule says of a folder.
    pub(crate) fn outcome(rule: &Rule, files: &[(&str, &str)]) -> Outcome {
        let project = load(Folder::of_texts(files), ReportDateSource { as_of: None, otherwise: TODAY });
        let mut checklist = Checklist::of(&project, &Analysis::of(&project));
        let at = checklist.outcomes.iter().position(|outcome| outcome.rule == rule).expect("the rule is registered");
        checklist.outcomes.swap_remove(at)
    }

    /// How many findings a rule has in a folder.
    pub(crate) fn findings(rule: &Rule, files: &[(&str, &str)]) -> usize {
        outcome(rule, files).findings.len()
    }

    #[test]
    fn bad_examples_are_found_and_good_ones_pass() {
        for rule in all() {
            let bad = places(rule, rule.bad);
            assert_eq!(bad, rule.bad_at, "{}: where the findings of the bad example are", rule.id);
            let good = outcome(rule, rule.good);
            assert!(good.findings.is_empty(), "{}: the good example is found: {:#?}", rule.id, good.findings);
            assert!(good.passed > 0, "{}: nothing in the good example is judged: {:?}", rule.id, good.state);
        }
    }

    #[test]
    fn examples_in_chinese_are_found_and_pass_as_the_english_ones_do() {
        let mut wrong = Vec::new();
        for rule in all() {
            for files in [rule.bad, rule.good] {
                let chinese = in_chinese(files);
                let chinese: Vec<(&str, &str)> = chinese.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
                let [english, chinese] = [files, &chinese[..]].map(|files| outcome(rule, files));
                let told = |outcome: &Outcome| (outcome.findings.len(), outcome.passed, format!("{:?}", outcome.state));
                if told(&english) != told(&chinese) {
                    wrong.push(format!(
                        "{}: {:?} in English, {:?} in Chinese: {:?}",
                        rule.id,
                        told(&english),
                        told(&chinese),
                        in_chinese(files)
                    ));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn examples_in_chinese_have_no_english_sentence() {
        let is_word = |word: &&str| word.len() > 1;
        let is_english = |line: &str| {
            let mut runs = line.split(|c: char| !c.is_ascii_alphabetic() && c != ' ');
            runs.any(|run| run.split_whitespace().filter(is_word).count() > 2)
        };
        let mut english = Vec::new();
        for rule in all() {
            // What is about languages stays as it is.
            let examples = [rule.bad, rule.good].into_iter().filter(|files| !files.iter().any(|(_, text)| text.contains("languages:")));
            for (path, text) in examples.flat_map(in_chinese) {
                english.extend(text.lines().filter(|line| is_english(line)).map(|line| format!("{}: {path}: {line}", rule.id)));
            }
        }
        assert!(english.is_empty(), "{}", english.join("\n"));
    }

    /// The cases of all rules, in the order of the checklist.
    const CASES: [&[Cases]; 11] = [
        records::CASES,
        goals::CASES,
        communication::CASES,
        market::CASES,
        support::CASES,
        plan::CASES,
        strategy::CASES,
        departments::CASES,
        risk::CASES,
        performance::CASES,
        improvement::CASES,
    ];

    /// Where the findings of a rule in a folder stand: file, line and column, and the field or the setting.
    fn places(rule: &Rule, files: &[(&str, &str)]) -> Vec<String> {
        let project = load(Folder::of_texts(files), ReportDateSource { as_of: None, otherwise: TODAY });
        let (places, outcome) = (Places::new(&project), outcome(rule, files));
        let named = |place: &Place| {
            let name = match place {
                Place::Record(_, field) => field.clone(),
                Place::Setting(keys) => keys.join("."),
                Place::Bytes(..) | Place::Project => String::new(),
            };
            format!("{} {name}", places.address(places.spot(place))).trim_end().to_owned()
        };
        outcome.findings.iter().map(|found| named(&found.finding.place)).collect()
    }

    /// What a rule says of a folder, as a case writes it.
    fn says(outcome: &Outcome, places: &[String]) -> String {
        let is_hint = |found: &Reported| found.severity > outcome.rule.severity;
        match (&outcome.state, places) {
            (RuleState::NotAssessable, []) => "not_assessable".to_owned(),
            (RuleState::Pass, []) => "passes".to_owned(),
            (RuleState::Fail, places) => {
                let verb = if outcome.findings.iter().all(is_hint) { "hinted" } else { "found" };
                format!("{verb} at \"{}\"", places.join("\", \""))
            }
            (state, _) => format!("{state:?}"),
        }
    }

    /// The same, of what a case expects.
    fn expected(says: Says) -> String {
        match says {
            Says::NotAssessable => "not_assessable".to_owned(),
            Says::Passes => "passes".to_owned(),
            Says::Found(places) => format!("found at \"{}\"", places.join("\", \"")),
            Says::Hinted(places) => format!("hinted at \"{}\"", places.join("\", \"")),
        }
    }

    #[test]
    fn every_rule_says_of_its_cases_what_it_is_to_say() {
        let mut wrong = Vec::new();
        for (rule, case) in CASES.into_iter().flatten().flat_map(|(rule, cases)| cases.iter().map(move |case| (*rule, case))) {
            let outcome = outcome(rule, case.files);
            let (said, expected) = (says(&outcome, &places(rule, case.files)), expected(case.says));
            if said != expected {
                let messages: Vec<String> = outcome.findings.iter().map(|found| found.finding.message.to_string()).collect();
                wrong.push(format!("{}, {}: {expected} expected, {said} {messages:#?}", rule.id, case.name));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    /// Beside the two examples, each rule shows at least one folder that it cannot judge.
    #[test]
    fn every_rule_has_cases() {
        let mut with_cases: BTreeSet<&str> = BTreeSet::new();
        for (rule, cases) in CASES.into_iter().flatten() {
            let names: BTreeSet<&str> = cases.iter().map(|case| case.name).collect();
            assert_eq!(names.len(), cases.len(), "{}: each case has a name of its own", rule.id);
            if cases.iter().any(|case| case.says == Says::NotAssessable) {
                with_cases.insert(rule.id);
            }
        }
        let without: Vec<&str> = all().map(|rule| rule.id).filter(|id| !with_cases.contains(id)).collect();
        assert_eq!(without, [""; 0], "rules without a case that cannot be judged");
    }

    /// The empty fields that a rule's findings in a folder speak of: those where they stand, and those that they name.
    fn fields_missed(outcome: &Outcome, files: &[(&str, &str)]) -> BTreeSet<(Kind, &'static str)> {
        let project = load(Folder::of_texts(files), ReportDateSource { as_of: None, otherwise: TODAY });
        let mut missed = BTreeSet::new();
        for finding in outcome.findings.iter().flat_map(|found| found.finding.single()) {
            let Place::Record(id, path) = &finding.place else { continue };
            let record = project.record(*id).expect("the record is there");
            let is_said = |name: &str| name == path || finding.message.en.contains(&format!("`{name}`"));
            let empty = record.values().into_iter().filter(|(field, value)| value.is_empty() && is_said(field.name));
            missed.extend(empty.map(|(field, _)| (id.kind, field.name)));
        }
        missed
    }

    /// A folder whose records lack a field.
    fn without(files: &[(&str, &str)], field: &str) -> Vec<(String, String)> {
        let spare = |text: &str| text.replace(&format!("{field}:"), &format!("x_{field}:"));
        files.iter().map(|(path, text)| ((*path).to_owned(), spare(text))).collect()
    }

    /// A rule asks for just the fields that it misses where a record lacks them: in its examples and cases as they are, and in its
    /// good example without the field.
    #[test]
    fn rules_ask_for_the_fields_that_they_miss() {
        let cases = CASES.into_iter().flatten().flat_map(|(rule, cases)| cases.iter().map(move |case| (*rule, case.files)));
        let mut missed: BTreeMap<&str, BTreeSet<(Kind, &str)>> = BTreeMap::new();
        for (rule, files) in all().map(|rule| (rule, rule.bad)).chain(cases) {
            missed.entry(rule.id).or_default().extend(fields_missed(&outcome(rule, files), files));
        }
        let mut wrong = Vec::new();
        for rule in all() {
            let asked: BTreeSet<(Kind, &str)> =
                rule.asks.iter().flat_map(|(kind, fields)| fields.iter().map(|field| (*kind, *field))).collect();
            let mut missed = missed.remove(rule.id).unwrap_or_default();
            for (_, field) in asked.difference(&missed.clone()) {
                let files = without(rule.good, field);
                let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
                missed.extend(fields_missed(&outcome(rule, &files), &files));
            }
            if asked != missed {
                wrong.push(format!("{}: asks {asked:?}, misses {missed:?}", rule.id));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    /// Where there is nothing to judge, a rule about records never passes.
    #[test]
    fn an_empty_folder_keeps_no_rule_about_records() {
        for rule in all().filter(|rule| rule.grouping != Grouping::Once) {
            let stage = format!("project: {{stage: {}}}\n", rule.due.first.key());
            let state = outcome(rule, &[("alongside.yaml", &stage)]).state;
            // The settings themselves are there to be judged.
            assert!(matches!(state, RuleState::NotAssessable) || rule.id == "settings-invalid", "{}: {state:?}", rule.id);
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
    fn limits_of_numbers_are_options_of_their_rules() {
        for limit in limits::ALL {
            let rule = find(limit.rule).unwrap_or_else(|| panic!("{}", limit.rule));
            let told = rule.options.iter().find(|option| option.name == limit.option).map(|option| option.default().number());
            assert_eq!(told, Some(f64::from(limit.usual)), "{limit:?}");
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
