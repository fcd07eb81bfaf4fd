//! What a settings' file says, setting by setting.

use super::Settings;
use crate::source::{Data, Limits, Node, Span};

/// A setting as its file has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// The names that lead to it.
    pub path: Vec<String>,
    /// Its value, on one line.
    pub value: String,
    /// Where it stands.
    pub span: Span,
}

impl Settings {
    /// Every setting that a text sets, in its order.
    pub fn set(text: &str, limits: &Limits) -> Vec<Setting> {
        let mut all = Vec::new();
        if let Some(root) = Self::tree(text, limits) {
            gather(&root, &mut Vec::new(), &mut all);
        }
        all
    }
}

fn gather(node: &Node<'_>, path: &mut Vec<String>, all: &mut Vec<Setting>) {
    let mut inner = |name: String, node: &Node<'_>| {
        path.push(name);
        gather(node, path, all);
        path.pop();
    };
    match &node.data {
        Data::Map(entries) => entries.iter().for_each(|(key, value)| inner(key.name.to_string(), value)),
        Data::List(items) if items.iter().any(|item| item.text().is_none()) => {
            items.iter().enumerate().for_each(|(nth, item)| inner(nth.to_string(), item));
        }
        Data::List(items) => {
            let value = format!("[{}]", items.iter().filter_map(Node::text).collect::<Vec<_>>().join(", "));
            all.push(Setting { path: path.clone(), value, span: node.span });
        }
        _ => {
            let value = node.text().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
            all.push(Setting { path: path.clone(), value, span: node.span });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_is_told_by_its_own_name() {
        let text = "项目:\n  名称: 上市\nlanguages: [zh, en]\nchecklist:\n  waivers:\n    - {rule: no-goals}\n  rules: {no-goals: off}\n";
        let told = Settings::set(text, &Limits::default()).into_iter().map(|set| format!("{}: {}", set.path.join("."), set.value));
        assert_eq!(
            told.collect::<Vec<_>>(),
            ["project.name: 上市", "languages: [zh, en]", "checklist.waivers.0.rule: no-goals", "checklist.rules.no-goals: off"]
        );
    }
}
