//! The rules of an area: what each asks for, why, how to fix it, and what the project has changed of it.

use serde::Serialize;

use crate::checklist::explain::{ExplainedOption, Explanation, area_label, item_title, rules_of, with_here};
use crate::checklist::{Area, Item, Outcome, Rule, RuleSettings};
use crate::project::Kind;
use crate::site::address::Address;
use crate::site::present::verdict::{markup, state};
use crate::site::view::frame::Frame;
use crate::site::view::page::Page;
use crate::site::view::parts::{Column, Fact, Hero, Row, Run, Table, Value as Shown};
use crate::text::{Message, plural};
use crate::{both, say};

/// The view-model of `rules.html`.
#[derive(Serialize)]
pub(super) struct RulesView<'a> {
    frame: Frame<'a>,
    hero: Hero,
    items: Vec<ItemView>,
}

/// A line of the checklist and its rules.
#[derive(Serialize)]
struct ItemView {
    id: String,
    title: String,
    question: String,
    rules: Vec<RuleView>,
}

/// A rule. Its texts are HTML.
#[derive(Serialize)]
struct RuleView {
    id: &'static str,
    title: String,
    texts: Vec<(String, String)>,
    facts: Vec<Fact>,
    options: Option<Table>,
    examples: Vec<Example>,
}

/// A folder that breaks the rule, or one that keeps it.
#[derive(Serialize)]
struct Example {
    title: String,
    files: Vec<(String, String)>,
}

/// The page of an area's rules, or of those about the records.
pub(super) fn view(page: Page<'_>, area: Option<Area>) -> RulesView<'_> {
    let title = page.title(Address::Rules(area));
    let question = page.say(&area.map_or_else(|| Item::Records.question(), Area::question));
    let above = area.map_or(Address::CHECKLIST, Address::Area);
    RulesView {
        frame: page.frame(&title, &question),
        hero: Hero {
            crumbs: vec![page.crumb(Address::CHECKLIST), Run { href: Some(page.href(above)), ..Run::text(page.say(&area_label(area))) }],
            lead: Some(Run::text(question)),
            notes: vec![page.as_of()],
            facts: fields(page, area).into_iter().collect(),
            ..Hero::new(Run::text(title))
        },
        items: Item::ALL.into_iter().filter(|item| item.area() == area).map(|item| item_view(page, item)).collect(),
    }
}

/// Which registers the rules look at, each with the way to its fields.
fn fields(page: Page<'_>, area: Option<Area>) -> Option<Fact> {
    let of_none = || Kind::ALL.iter().copied().filter(|kind| kind.area().is_none()).collect();
    let kinds = area.map_or_else(of_none, Area::registers).into_iter().filter(|kind| page.whole.tells_fields(*kind));
    let lines: Vec<Vec<Run>> = kinds.map(|kind| vec![Run::link(page.say(&kind.label()), page.href(Address::Fields(kind)))]).collect();
    (!lines.is_empty())
        .then(|| Fact { name: page.say(&both!("Fields of its registers", "登记册字段")), value: Shown { lines, ..Shown::default() } })
}

fn item_view(page: Page<'_>, item: Item) -> ItemView {
    ItemView {
        id: format!("item-{}", item.number().replace('.', "-")),
        title: page.say(&item_title(item)),
        question: page.say(&item.question()),
        rules: rules_of(item).map(|rule| rule_view(page, rule)).collect(),
    }
}

fn rule_view(page: Page<'_>, rule: &'static Rule) -> RuleView {
    let settings = RuleSettings::of(&page.whole.project.settings.checklist, rule);
    let explanation = Explanation::of(rule, Some(&settings));
    let say = |message: &Message| page.say(message);
    let outcome = page.whole.checklist.outcomes.iter().find(|outcome| outcome.rule == rule);
    let verdict = outcome.map(|outcome| verdict(page, outcome));
    let facts = explanation
        .facts
        .iter()
        .filter(|fact| !fact.is_item)
        .map(|fact| Fact { name: say(&fact.name), value: Shown::text(say(&with_here(&fact.value, fact.here.as_ref()))) });
    RuleView {
        id: rule.id,
        title: markup(page, &rule.title),
        texts: explanation.texts.iter().map(|(heading, text)| (say(heading), markup(page, text))).collect(),
        facts: facts.chain(verdict).collect(),
        options: (!explanation.options.is_empty()).then(|| options(page, rule, &explanation.options)),
        examples: explanation
            .examples
            .into_iter()
            .map(|(title, example)| Example { title: say(&title), files: example.files(page.lang) })
            .collect(),
    }
}

/// What came of a rule in this report; where something was found, the way to it.
fn verdict(page: Page<'_>, outcome: &Outcome) -> Fact {
    let found = outcome.findings.len() + outcome.waived_findings.len();
    let href = page.to(Address::CHECKLIST, Some(outcome.rule.id));
    let words = say!("{found} finding{en_s}", "{found}项发现", found, en_s = plural(found));
    let lines = if found == 0 { Vec::new() } else { vec![vec![Run::link(page.say(&words), href)]] };
    let value = Shown { lines, ..Shown::status(state(page, outcome.state)) };
    Fact { name: page.say(&both!("In this report", "本报告")), value }
}

fn options(page: Page<'_>, rule: &Rule, options: &[ExplainedOption]) -> Table {
    let head = |title: Message| Column::plain(page.say(&title));
    let row = |option: &ExplainedOption| {
        let value = with_here(&option.default, option.here.as_ref());
        Row::new(vec![Shown::text(option.key), Shown::text(page.say(&value)), Shown::text(page.say(&option.help))])
    };
    let changed = options.iter().filter(|option| option.here.is_some()).count();
    let caption = match changed {
        0 => both!("What a project may change", "项目可调整的选项"),
        _ => say!("What a project may change; here {changed} of them", "项目可调整的选项，本项目调整了{changed}项", changed),
    };
    Table {
        id: format!("options-{}", rule.id),
        caption: page.say(&caption),
        columns: vec![head(both!("Option", "选项")), head(both!("Value", "取值")), head(both!("Meaning", "含义"))],
        rows: options.iter().map(row).collect(),
    }
}
