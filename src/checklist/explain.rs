//! The checklist as one reads it: what the terminal, the guide and the site say of a rule, an item and an area comes from here.

use super::area::{Area, Item};
use super::rule::chinese::in_chinese;
use super::rule::settings::{self, RuleSettings};
use super::rule::{Category, EXAMPLE_DAY, ExampleFile, Grouping, Rule};
use super::rules;
use crate::project::Kind;
use crate::source::fold::{fold, nearest};
use crate::text::{Lang, Message};
use crate::{both, say};

/// What can be explained.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Topic {
    /// The whole checklist.
    All,
    /// One of the ten areas.
    Area(Area),
    /// A line of the checklist.
    Item(Item),
    /// A rule.
    Rule(&'static Rule),
}

/// A rule in words.
#[derive(Debug)]
pub struct Explanation {
    /// The rule.
    pub rule: &'static Rule,
    /// What it is: its item, its severity, when and how it reports.
    pub facts: Vec<Explained>,
    /// What a project may change.
    pub options: Vec<ExplainedOption>,
    /// What it asks for, why, and how to fix it, each under its heading.
    pub texts: [(Message, &'static Message); 3],
    /// A folder that breaks the rule and one that keeps it.
    pub examples: [(Message, Example); 2],
}

/// A folder that breaks a rule, or one that keeps it.
#[derive(Debug, Clone, Copy)]
pub struct Example(&'static [ExampleFile]);

impl Example {
    /// Its files as a reader of a language would write them.
    pub fn files(self, lang: Lang) -> Vec<(String, String)> {
        match lang {
            Lang::En => self.0.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect(),
            Lang::Zh => in_chinese(self.0),
        }
    }
}

/// A named fact, and what the project has made of it.
#[derive(Debug)]
pub struct Explained {
    /// Whether it says which item the rule belongs to, which a list of that item's rules need not repeat.
    pub is_item: bool,
    /// What it is.
    pub name: Message,
    /// What it is unless changed.
    pub value: Message,
    /// What it is in this project, if that differs.
    pub here: Option<Message>,
}

/// An option in words.
#[derive(Debug)]
pub struct ExplainedOption {
    /// Its key.
    pub key: &'static str,
    /// What it is unless changed.
    pub default: Message,
    /// What it is in this project, if that differs.
    pub here: Option<Message>,
    /// What it means.
    pub help: Message,
}

impl Topic {
    /// The topic of a rule's id or title, of an item's or an area's number, key or name.
    ///
    /// # Errors
    /// If nothing is called so: the ids of rules that are nearest to it, or the number of an area.
    pub fn find(name: &str) -> Result<Self, Vec<&'static str>> {
        let folded = fold(name);
        let is_called = |rule: &&Rule| [rule.id, &rule.title.en, &rule.title.zh].iter().any(|known| fold(known) == folded);
        if let Some(rule) = rules::all().find(is_called) {
            return Ok(Self::Rule(rule));
        }
        if let Some(area) = settings::area(name) {
            return Ok(Self::Area(area));
        }
        settings::item(name).map(Self::Item).ok_or_else(|| near(name))
    }
}

/// Rules whose ids nobody has to spell exactly: the nearest one, else those that share most words with what was typed.
const MOST_NEAR: usize = 4;

fn near(name: &str) -> Vec<&'static str> {
    let ids = rules::all().map(|rule| rule.id);
    let areas = Area::ALL.map(Area::key).into_iter();
    if let Some(nearest) = nearest(name, ids.chain(areas)) {
        return vec![nearest];
    }
    let typed = name.to_lowercase();
    let typed: Vec<&str> = typed.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 2).collect();
    let is_typed = |word: &str| typed.iter().any(|typed| typed.starts_with(word) || word.starts_with(typed));
    let shared = |rule: &Rule| rule.id.split('-').filter(|word| is_typed(word)).count();
    let Some(most) = rules::all().map(shared).max().filter(|most| *most > 0) else { return Vec::new() };
    let with_most = rules::all().filter(|rule| shared(rule) == most);
    with_most.map(|rule| rule.id).take(MOST_NEAR).collect()
}

/// The name of an area, of the records where there is none: "Risk", 「风险管理」.
pub const fn area_label(area: Option<Area>) -> Message {
    match area {
        Some(area) => area.label(),
        None => Item::Records.label(),
    }
}

/// The number and the name of an area, of the records where there is none: "8 Risk", 「8 风险管理」.
pub fn area_title(area: Option<Area>) -> Message {
    let Some(area) = area else { return item_title(Item::Records) };
    let label = area.label();
    say!("{number} {label}", "{number} {label}", number = area.number(), label)
}

/// The number and name of an item: "8.1 Risk identification and assessment".
pub fn item_title(item: Item) -> Message {
    let label = item.label();
    say!("{number} {label}", "{number} {label}", number = item.number(), label)
}

/// The rules of an item.
pub fn rules_of(item: Item) -> impl Iterator<Item = &'static Rule> {
    rules::all().filter(move |rule| rule.item == item)
}

/// A value, and what the project has made of it: "14 (here: 21)".
pub fn with_here(value: &Message, here: Option<&Message>) -> Message {
    let Some(here) = here else { return value.clone() };
    say!("{value} (here: {here})", "{value}（本项目：{here}）", value, here)
}

impl Explanation {
    /// What is to be said of a rule as it is, and what the project has made of it.
    pub fn of(rule: &'static Rule, settings: Option<&RuleSettings>) -> Self {
        Self { rule, facts: facts(rule, settings), options: options(rule, settings), texts: texts(rule), examples: examples(rule) }
    }
}

fn facts(rule: &'static Rule, settings: Option<&RuleSettings>) -> Vec<Explained> {
    let changed = |settings: &&RuleSettings| settings.is_off || settings.severity != rule.severity;
    let severity = settings.filter(changed).map(RuleSettings::label);
    let fact = |name, value| Explained { is_item: false, name, value, here: None };
    let mut facts = vec![
        Explained { is_item: true, ..fact(both!("Item", "条目"), item_title(rule.item)) },
        Explained { here: severity, ..fact(both!("Severity", "级别"), rule.severity.label()) },
        fact(both!("Stages", "适用阶段"), rule.due.label()),
        fact(both!("About", "反映"), category(rule.category)),
        fact(both!("Reported as", "报告方式"), grouping(rule.grouping)),
    ];
    if !rule.asks.is_empty() {
        facts.push(fact(both!("Fields", "字段"), fields(rule)));
    }
    facts
}

/// The fields that a rule asks for: "Risks: owner; Issues: owner, due".
fn fields(rule: &'static Rule) -> Message {
    let of = |(kind, names): &(Kind, &'static [&'static str])| {
        let fields = names.iter().filter_map(|name| kind.vocabulary().field(name));
        let (en, zh): (Vec<&str>, Vec<&str>) = fields.map(|field| (field.name, field.zh)).unzip();
        say!(
            "{register}: {en_names}",
            "{register}：{zh_names}",
            register = kind.label(),
            en_names = en.join(", "),
            zh_names = zh.join("、")
        )
    };
    let registers: Vec<Message> = rule.asks.iter().map(of).collect();
    let (en, zh): (Vec<&str>, Vec<&str>) = registers.iter().map(|said| (&*said.en, &*said.zh)).unzip();
    Message { en: en.join("; ").into(), zh: zh.join("；").into() }
}

const fn category(category: Category) -> Message {
    match category {
        Category::Signal => both!("The project itself; it counts for the health of the area", "项目本身，计入领域状态"),
        Category::Quality => both!("The quality of the records", "资料质量"),
    }
}

const fn grouping(grouping: Grouping) -> Message {
    match grouping {
        Grouping::Each => both!("One finding for each record", "每条记录一项"),
        Grouping::Folded => {
            both!(
                "One finding for each record; a single one where most of a register lacks it",
                "每条记录一项；登记册中多数记录都缺时合并为一项"
            )
        }
        Grouping::Listed => both!("One finding for each register, with its records", "每个登记册一项，列出相关记录"),
        Grouping::Clash => both!("One finding for each clash, with every place", "每处冲突一项，列出全部位置"),
        Grouping::Once => both!("One finding for the project", "整个项目一项"),
    }
}

fn options(rule: &'static Rule, settings: Option<&RuleSettings>) -> Vec<ExplainedOption> {
    let one = |option: &'static super::RuleOption| {
        let default = option.default();
        let here = settings
            .and_then(|settings| settings.options.get(option.name))
            .filter(|value| **value != default)
            .map(|value| option.label(value));
        ExplainedOption { key: option.name, default: option.label(&default), here, help: option.help.clone() }
    };
    rule.options.iter().map(one).collect()
}

fn texts(rule: &'static Rule) -> [(Message, &'static Message); 3] {
    [(both!("Asks for", "要求"), &rule.what), (both!("Why", "为什么"), &rule.why), (both!("Mend", "怎么改"), &rule.fix)]
}

fn examples(rule: &'static Rule) -> [(Message, Example); 2] {
    let day = crate::text::date::message(EXAMPLE_DAY.civil());
    let found = say!("Example that is found (on {day})", "未通过的例子（截至{day}）", day);
    [(found, Example(rule.bad)), (both!("Example that passes", "通过的例子"), Example(rule.good))]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::settings::ChecklistInfo;

    #[test]
    fn a_topic_by_any_of_its_names() {
        for (name, expected) in [
            ("risk-without-owner", Ok("risk-without-owner")),
            ("Risk without owner", Ok("risk-without-owner")),
            ("未关闭的风险没有负责人", Ok("risk-without-owner")),
            ("8", Ok("8 Risk")),
            ("风险管理", Ok("8 Risk")),
            ("8.2", Ok("8.2 Risk response")),
            ("records", Ok("0 Records")),
            ("risk-without-onwer", Err(vec!["risk-without-owner"])),
            ("rsik", Err(vec!["risk"])),
            ("clash", Err(vec!["booking-clash"])),
            ("overdue actions", Err(vec!["action-overdue", "risk-action-overdue"])),
            ("xyz", Err(vec![])),
        ] {
            let found = Topic::find(name).map(|topic| match topic {
                Topic::Rule(rule) => rule.id.to_owned(),
                Topic::Area(area) => area_title(Some(area)).en.into_owned(),
                Topic::Item(item) => item_title(item).en.into_owned(),
                Topic::All => "all".to_owned(),
            });
            assert_eq!(found, expected.map(str::to_owned), "{name}");
        }
    }

    #[test]
    fn what_the_project_has_changed_is_told() {
        let yaml = "feedback-unanswered: {severity: info, days: 21}\nno-goals: off\n";
        let settings = ChecklistInfo { rules: serde_yaml::from_str(yaml).expect("YAML"), ..ChecklistInfo::default() };
        let of = |id| {
            let rule = rules::find(id).expect("the rule is registered");
            let explanation = Explanation::of(rule, Some(&RuleSettings::of(&settings, rule)));
            let facts = explanation.facts.into_iter().filter_map(|fact| fact.here);
            let options = explanation.options.into_iter().filter_map(|option| option.here);
            facts.chain(options).map(|message| message.en.into_owned()).collect::<Vec<_>>()
        };
        assert_eq!(of("feedback-unanswered"), ["Info", "21"]);
        assert_eq!(of("no-goals"), ["Off"]);
        assert_eq!(of("goal-incomplete"), [""; 0]);
    }
}
