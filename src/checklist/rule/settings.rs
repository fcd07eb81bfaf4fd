//! What a project says of a rule: off, another severity, other options; or that it does without (`docs/checklist.md §5.1, §5.2`).

use super::options::{Options, RuleOption};
use super::{Rule, RuleState};
use crate::checklist::area::{Area, Item};
use crate::checklist::severity::Severity;
use crate::project::Project;
use crate::project::settings::ChecklistInfo;
use crate::source::fold::fold;
use crate::text::Message;

/// A rule as a project wants it.
#[derive(Debug)]
pub struct RuleSettings {
    /// Whether it is switched off.
    pub is_off: bool,
    /// How much a failure weighs.
    pub severity: Severity,
    /// The value of each of its options.
    pub options: Options,
}

impl RuleSettings {
    /// What the settings say of a rule; what they say wrongly counts as not said.
    pub fn of(settings: &ChecklistInfo, rule: &'static Rule) -> Self {
        let set = settings.rules.get(rule.id);
        let word = set.and_then(|value| value.as_str().or_else(|| value.get("severity")?.as_str()));
        let chosen = |option: &RuleOption| set.and_then(|value| option.read(value.get(option.name)?).ok());
        Self {
            is_off: word.is_some_and(is_off) || set.and_then(serde_yaml::Value::as_bool) == Some(false),
            severity: word.and_then(Severity::of).unwrap_or(rule.severity),
            options: Options::new(rule.options.iter().map(|option| (option.name, chosen(option).unwrap_or_else(|| option.default())))),
        }
    }

    /// What it weighs in words: "Warning", "Off".
    pub fn label(&self) -> Message {
        if self.is_off { RuleState::Off.label() } else { self.severity.label() }
    }
}

/// Whether a word switches a rule off.
pub(crate) fn is_off(word: &str) -> bool {
    matches!(fold(word).as_str(), "off" | "关闭" | "停用")
}

/// The project's reason for doing without a rule, its item or its area.
pub(crate) fn skip_reason(project: &Project, rule: &Rule) -> Option<String> {
    let area = rule.item.area();
    let skip = &project.settings.checklist.skip;
    let is_named = |key: &str| key == rule.id || item(key) == Some(rule.item) || (area.is_some() && self::area(key) == area);
    skip.iter().find(|(key, _)| is_named(key)).map(|(_, reason)| reason.clone())
}

/// The area of a key of `skip`: its number, key or name.
pub(crate) fn area(key: &str) -> Option<Area> {
    let folded = fold(key);
    Area::ALL.into_iter().find(|area| {
        key.trim() == area.number().to_string()
            || folded == fold(area.key())
            || folded == fold(&area.label().en)
            || folded == fold(&area.label().zh)
    })
}

/// The item of a key of `skip`: its number or name.
pub(crate) fn item(key: &str) -> Option<Item> {
    let folded = fold(key);
    Item::ALL.into_iter().find(|item| key.trim() == item.number() || folded == fold(&item.label().en) || folded == fold(&item.label().zh))
}
