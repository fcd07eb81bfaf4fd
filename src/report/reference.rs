//! The reference of all rules, as Markdown for the guide.

use std::fmt::Write;

use super::text::fenced;
use crate::checklist::explain::{Explanation, area_title, item_title, rules_of};
use crate::checklist::{Area, Item, Rule, rules};
use crate::text::{Lang, Message};
use crate::{both, say};

/// Every rule with all that is to be said of it, by area and item. What is found is a document of its own.
pub fn reference(lang: Lang) -> String {
    let say = |message: &Message| message.get(lang).to_owned();
    let count = rules::all().count();
    let title = both!("The rules", "规则一览");
    let (other, file) = match lang {
        Lang::En => (Lang::Zh, "rules.zh-CN.md"),
        Lang::Zh => (Lang::En, "rules.md"),
    };
    let lead = say!(
        "The checklist has {count} rules. `alongside explain RULE` says the same in the terminal, and every report has these pages with the settings of its project.",
        "检查清单共{count}条规则。`alongside explain 规则` 在终端里显示同样的内容；每份报告也有这些页面，并标出本项目的设置。",
        count,
    );
    let mut out = format!("# {}\n\n[{}]({file})\n\n{}\n", say(&title), other.name(), say(&lead));
    for area in std::iter::once(None).chain(Area::ALL.map(Some)) {
        let _ = write!(out, "\n## {}\n", say(&area_title(area)));
        let Some(area) = area else {
            let _ = write!(out, "\n{}\n", say(&Item::Records.question()));
            rules_of(Item::Records).for_each(|rule| out.push_str(&section(rule, lang)));
            continue;
        };
        let _ = write!(out, "\n{}\n", say(&area.question()));
        for item in area.items() {
            let _ = write!(out, "\n### {}\n\n{}\n", say(&item_title(item)), say(&item.question()));
            rules_of(item).for_each(|rule| out.push_str(&section(rule, lang)));
        }
    }
    out
}

/// A rule under a heading of its id, which is its address.
fn section(rule: &'static Rule, lang: Lang) -> String {
    let say = |message: &Message| message.get(lang).to_owned();
    let explanation = Explanation::of(rule, None);
    let mut out = format!("\n#### {}\n\n**{}**\n\n", rule.id, say(&rule.title));
    for fact in &explanation.facts {
        let _ = writeln!(out, "- {}{}{}", say(&fact.name), colon(lang), say(&fact.value));
    }
    for (heading, text) in &explanation.texts {
        let _ = write!(out, "\n*{}*{}{}\n", say(heading), colon(lang), say(text));
    }
    if !explanation.options.is_empty() {
        let heading = both!("| option | unless changed | meaning |\n|---|---|---|", "| 选项 | 默认值 | 含义 |\n|---|---|---|");
        let _ = write!(out, "\n{}\n", say(&heading));
        for option in &explanation.options {
            let _ = writeln!(out, "| `{}` | {} | {} |", option.key, say(&option.default), say(&option.help));
        }
    }
    for (heading, shown) in &explanation.examples {
        let files = shown.files(lang);
        let fenced = fenced(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
        let _ = write!(out, "\n*{}*{}\n{fenced}", say(heading), colon(lang).trim_end());
    }
    out
}

const fn colon(lang: Lang) -> &'static str {
    match lang {
        Lang::En => ": ",
        Lang::Zh => "：",
    }
}
