//! What a project says of a rule: off, another severity, other options; or that it does without.

use super::area::{Area, Item};
use super::rule::{Rule, Severity};
use crate::project::Project;
use crate::source::fold::fold;

/// A rule as a project wants it.
pub(super) struct RuleSettings {
    pub(super) is_off: bool,
    pub(super) severity: Severity,
    pub(super) options: Vec<(&'static str, f64)>,
}

impl RuleSettings {
    pub(super) fn of(project: &Project, rule: &'static Rule) -> Self {
        let set = project.settings.checklist.rules.get(rule.id);
        let word = set.and_then(|value| value.as_str().or_else(|| value.get("severity")?.as_str()));
        let number = |name: &str| set.and_then(|value| value.get(name)?.as_f64());
        Self {
            is_off: word.is_some_and(is_off) || set.and_then(serde_yaml::Value::as_bool) == Some(false),
            severity: word.and_then(Severity::of).unwrap_or(rule.severity),
            options: rule.options.iter().map(|option| (option.name, number(option.name).unwrap_or(option.default))).collect(),
        }
    }
}

/// Whether a word switches a rule off.
pub(super) fn is_off(word: &str) -> bool {
    matches!(fold(word).as_str(), "off" | "关闭" | "停用")
}

/// The project's reason for doing without a rule, its item or its area.
pub(super) fn skip_reason(project: &Project, rule: &Rule) -> Option<String> {
    let area = rule.item.area();
    let skip = &project.settings.checklist.skip;
    let is_named = |key: &str| key == rule.id || item(key) == Some(rule.item) || (area.is_some() && self::area(key) == area);
    skip.iter().find(|(key, _)| is_named(key)).map(|(_, reason)| reason.clone())
}

/// The area of a key of `skip`: its number, key or name.
pub(super) fn area(key: &str) -> Option<Area> {
    let folded = fold(key);
    Area::ALL.into_iter().find(|area| {
        key.trim() == area.number().to_string()
            || folded == fold(area.key())
            || folded == fold(&area.label().en)
            || folded == fold(&area.label().zh)
    })
}

/// The item of a key of `skip`: its number or name.
pub(super) fn item(key: &str) -> Option<Item> {
    let folded = fold(key);
    Item::ALL.into_iter().find(|item| key.trim() == item.number() || folded == fold(&item.label().en) || folded == fold(&item.label().zh))
}
