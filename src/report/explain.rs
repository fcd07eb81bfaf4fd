//! The checklist in words, for the terminal.

use std::fmt::Write;

use super::text::{columns, example};
use crate::checklist::explain::{Explained, ExplainedOption, Explanation, Topic, area_title, item_title, rules_of, with_here};
use crate::checklist::{Area, Item, Rule, RuleSettings};
use crate::project::all_fields;
use crate::project::sample::file_name;
use crate::project::settings::Settings;
use crate::text::{Lang, Message};
use crate::{both, say};

/// A topic in words, with what the settings of a project change of it.
pub fn explain(topic: Topic, settings: Option<&Settings>, lang: Lang) -> String {
    let teller = Teller { settings, lang };
    match topic {
        Topic::All => teller.all(),
        Topic::Area(area) => teller.area(Some(area)),
        Topic::Item(item) => teller.item(item),
        Topic::Rule(rule) => teller.rule(rule),
    }
}

#[derive(Clone, Copy)]
struct Teller<'s> {
    settings: Option<&'s Settings>,
    lang: Lang,
}

impl Teller<'_> {
    fn all(self) -> String {
        let areas = std::iter::once(None).chain(Area::ALL.map(Some));
        areas.map(|area| self.area(area)).collect::<Vec<_>>().join("\n")
    }

    /// An area, or the records themselves: its question, its items and their rules.
    fn area(self, area: Option<Area>) -> String {
        let Some(area) = area else { return self.item(Item::Records) };
        let items: Vec<String> = area.items().map(|item| self.item(item)).collect();
        let registers: Vec<&str> = area.registers().into_iter().map(|kind| file_name(kind, self.lang)).collect();
        let between = if self.lang == Lang::Zh { "、" } else { ", " };
        let registers = say!(
            "Registers: {en_names} (`alongside fields REGISTER`)",
            "登记册：{zh_names}（`alongside fields 登记册`）",
            en_names = registers.join(between),
            zh_names = registers.join(between)
        );
        let title = self.say(&area_title(Some(area))).to_owned();
        format!("{title}\n{}\n{}\n\n{}", self.say(&area.question()), self.say(&registers), items.join("\n"))
    }

    fn item(self, item: Item) -> String {
        let rows = rules_of(item).map(|rule| [rule.id.to_owned(), self.severity(rule), self.say(&rule.title).to_owned()]);
        format!("{}\n{}\n{}", self.say(&item_title(item)), self.say(&item.question()), columns(&rows.collect::<Vec<_>>()))
    }

    fn rule(self, rule: &'static Rule) -> String {
        let settings = self.rule_settings(rule);
        let explanation = Explanation::of(rule, settings.as_ref());
        let mut out = format!("{}\n{}\n\n", rule.id, self.say(&rule.title));
        let facts: Vec<[String; 2]> = explanation.facts.iter().map(|fact| self.fact(fact)).collect();
        out.push_str(&columns(&facts));
        for (heading, text) in &explanation.texts {
            let _ = write!(out, "\n{}\n  {}\n", self.say(heading), self.say(text));
        }
        if !explanation.options.is_empty() {
            let options: Vec<[String; 2]> = explanation.options.iter().map(|option| self.option(option)).collect();
            let heading = both!("Options", "可调选项");
            let _ = write!(out, "\n{}\n{}", self.say(&heading), columns(&options));
        }
        for (kind, _) in rule.asks {
            let _ = write!(out, "\n{}\n", self.say(&all_fields(*kind)));
        }
        for (heading, shown) in &explanation.examples {
            let files = shown.files(self.lang);
            let _ = write!(out, "\n{}\n{}", self.say(heading), example(files.iter().map(|(path, text)| (path.as_str(), text.as_str()))));
        }
        out
    }

    fn fact(self, fact: &Explained) -> [String; 2] {
        [self.say(&fact.name).to_owned(), self.say(&with_here(&fact.value, fact.here.as_ref())).to_owned()]
    }

    fn option(self, option: &ExplainedOption) -> [String; 2] {
        let value = with_here(&option.default, option.here.as_ref());
        [format!("{}: {}", option.key, self.say(&value)), self.say(&option.help).to_owned()]
    }

    /// The severity in a list of rules, as the project has it.
    fn severity(self, rule: &'static Rule) -> String {
        let label = self.rule_settings(rule).map_or_else(|| rule.severity.label(), |settings| settings.label());
        self.say(&label).to_owned()
    }

    fn rule_settings(self, rule: &'static Rule) -> Option<RuleSettings> {
        self.settings.map(|settings| RuleSettings::of(&settings.checklist, rule))
    }

    fn say(self, message: &Message) -> &str {
        message.get(self.lang)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_settings_of_the_project_count() {
        let settings =
            Settings::read("checklist: {rules: {no-goals: off, feedback-unanswered: {days: 21}}}", &crate::source::Limits::default());
        let told = |topic| explain(topic, Some(&settings.settings), Lang::En);
        assert!(
            told(Topic::Item(Item::OverallGoals)).contains("no-goals                       Off"),
            "{}",
            told(Topic::Item(Item::OverallGoals))
        );
        let rule = crate::checklist::rules::find("feedback-unanswered").expect("the rule is registered");
        assert!(told(Topic::Rule(rule)).contains("days: 14 (here: 21)"));
    }
}
