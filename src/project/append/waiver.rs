//! Waivers at the end of those that the settings have; nothing else of the file changes.

use super::settings::{behind, end, entry, is_block};
use super::{NoRoom, insert};
use crate::calendar::Date;
use crate::project::Project;
use crate::project::settings::Settings;
use crate::source::edit::{Form, apply, fresh};
use crate::source::{Data, Edit, Node, Span, yaml};
use crate::text::is_han;
use crate::{both, say};

/// A waiver to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewWaiver {
    /// The rule's id.
    pub rule: &'static str,
    /// The records; none where the rule is about the register or the project.
    pub records: Vec<String>,
    /// Why.
    pub reason: String,
    /// Who approved it.
    pub approved_by: String,
    /// Its last day.
    pub until: Date,
}

/// The change that adds waivers to the settings' file, with the file.
///
/// # Errors
/// If the file is written in a way that cannot be followed: what to paste then.
pub fn append_waivers(project: &Project, waivers: &[NewWaiver]) -> Result<(usize, Edit), NoRoom> {
    let refused = || NoRoom {
        message: both!("The settings are written in a way that is not followed.", "设置文件的写法无法自动仿照。"),
        help: say!("Add by hand:\n{lines}", "请手工添加：\n{lines}", lines = Writer { is_chinese: false }.whole(waivers)),
        row: None,
    };
    let file = project.settings_file.ok_or_else(refused)?;
    let text = project.text(file);
    let edit = edit(text, &yaml::read(text, &project.limits).root.ok_or_else(refused)?, waivers).ok_or_else(refused)?;
    if adds(project, text, &edit, waivers) { Ok((file, edit)) } else { Err(refused()) }
}

/// Whether the settings are read as before with the change, but for the new waivers.
fn adds(project: &Project, text: &str, edit: &Edit, waivers: &[NewWaiver]) -> bool {
    let (before, after) = [text, &apply(text, std::slice::from_ref(edit))].map(|text| Settings::read(text, &project.limits)).into();
    let Settings { checklist, .. } = &after.settings;
    let known = before.settings.checklist.waivers.len();
    let is_new = checklist.waivers.get(known..).is_some_and(|new| {
        new.len() == waivers.len()
            && new.iter().zip(waivers).all(|(read, meant)| {
                read.rule.as_deref() == Some(meant.rule)
                    && read.until == Some(meant.until)
                    && read.record.iter().map(|record| &**record).eq(meant.records.iter().map(String::as_str))
            })
    });
    let mut rest = after.settings.clone();
    rest.checklist.waivers.truncate(known);
    is_new && rest == before.settings && after.problems.len() == before.problems.len() && after.unknown.len() == before.unknown.len()
}

fn edit(text: &str, root: &Node<'_>, waivers: &[NewWaiver]) -> Option<Edit> {
    let writer = Writer { is_chinese: root.entries().iter().any(|(key, _)| key.name.contains(is_han)) };
    let Some((_, checklist)) = entry(root, ["checklist", "检查清单"]) else {
        return is_block(text, root).then(|| insert(text, text.len(), &writer.whole(waivers)));
    };
    let Some((_, list)) = entry(checklist, ["waivers", "豁免"]) else { return writer.first(text, checklist, waivers) };
    writer.further(text, list, waivers)
}

struct Writer {
    is_chinese: bool,
}

impl Writer {
    const fn word(&self, en: &'static str, zh: &'static str) -> &'static str {
        if self.is_chinese { zh } else { en }
    }

    /// The setting with everything around it.
    fn whole(&self, waivers: &[NewWaiver]) -> String {
        format!("{}:\n  {}", self.word("checklist", "检查清单"), self.list("  ", waivers))
    }

    /// The list behind its name, which stands so many blanks in.
    fn list(&self, blanks: &str, waivers: &[NewWaiver]) -> String {
        format!("{}:\n{}", self.word("waivers", "豁免"), self.items(&format!("{blanks}  "), waivers))
    }

    fn items(&self, blanks: &str, waivers: &[NewWaiver]) -> String {
        let item = |waiver: &NewWaiver| {
            let lines = self.pairs(waiver).join(&format!("\n{blanks}  "));
            format!("{blanks}- {lines}\n")
        };
        waivers.iter().map(item).collect()
    }

    fn flow(&self, waivers: &[NewWaiver]) -> String {
        waivers.iter().map(|waiver| format!("{{{}}}", self.pairs(waiver).join(", "))).collect::<Vec<_>>().join(", ")
    }

    fn pairs(&self, waiver: &NewWaiver) -> Vec<String> {
        let value = |text: &str| fresh(text, Form::Yaml);
        let mut pairs = vec![format!("{}: {}", self.word("rule", "规则"), waiver.rule)];
        let records: Vec<String> = waiver.records.iter().map(|record| value(record)).collect();
        if !records.is_empty() {
            pairs.push(format!("{}: [{}]", self.word("record", "记录"), records.join(", ")));
        }
        pairs.push(format!("{}: {}", self.word("reason", "原因"), value(&waiver.reason)));
        pairs.push(format!("{}: {}", self.word("approved_by", "批准人"), value(&waiver.approved_by)));
        pairs.push(format!("{}: {}", self.word("until", "截止"), waiver.until));
        pairs
    }

    /// The first waivers of a checklist that has other settings.
    fn first(&self, text: &str, checklist: &Node<'_>, waivers: &[NewWaiver]) -> Option<Edit> {
        let name = self.word("waivers", "豁免");
        behind(text, checklist, |blanks| format!("{blanks}{}", self.list(blanks, waivers)), || format!("{name}: [{}]", self.flow(waivers)))
    }

    /// Waivers behind those that are there.
    fn further(&self, text: &str, list: &Node<'_>, waivers: &[NewWaiver]) -> Option<Edit> {
        let Data::List(items) = &list.data else { return None };
        let Some(last) = items.last() else {
            return Some(Edit { span: list.span, text: format!("[{}]", self.flow(waivers)) });
        };
        if !is_block(text, list) {
            let at = last.span.end as usize;
            return Some(Edit { span: Span::new(at, at), text: format!(", {}", self.flow(waivers)) });
        }
        let before = text.get(..last.span.start as usize)?.rsplit('\n').next()?;
        let blanks = before.strip_suffix("- ").filter(|blanks| blanks.trim_matches(' ').is_empty())?;
        Some(insert(text, end(text, last.span), &self.items(blanks, waivers)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::{Folder, ReportDateSource, load};

    fn waiver(records: &[&str]) -> NewWaiver {
        NewWaiver {
            rule: "risk-without-owner",
            records: records.iter().map(|id| (*id).to_owned()).collect(),
            reason: "new: till June".to_owned(),
            approved_by: "Li Na".to_owned(),
            until: Date::new(2026, 6, 30),
        }
    }

    fn added(text: &str) -> Result<String, NoRoom> {
        let asked = ReportDateSource { as_of: None, otherwise: Date::new(2026, 6, 15) };
        let project = load(Folder::of_texts(&[("alongside.yaml", text)]), asked);
        append_waivers(&project, &[waiver(&["R-1", "R-2"]), waiver(&[])]).map(|(_, edit)| apply(text, &[edit]))
    }

    #[test]
    fn waivers_stand_behind_those_that_are_there() {
        let flow = "{rule: risk-without-owner, record: [R-1, R-2], reason: \"new: till June\", approved_by: Li Na, until: 2026-06-30}, \
                    {rule: risk-without-owner, reason: \"new: till June\", approved_by: Li Na, until: 2026-06-30}";
        let block = |blanks: &str| {
            let rest = format!("{blanks}  reason: \"new: till June\"\n{blanks}  approved_by: Li Na\n{blanks}  until: 2026-06-30\n");
            format!("{blanks}- rule: risk-without-owner\n{blanks}  record: [R-1, R-2]\n{rest}{blanks}- rule: risk-without-owner\n{rest}")
        };
        let head = "project: {name: x}\n";
        let old = "- rule: no-goals # ours\n      reason: a\n      approved_by: b\n      until: 2026-07-01 # end";
        for (before, after) in [
            (head.to_owned(), format!("{head}checklist:\n  waivers:\n{}", block("    "))),
            (
                format!("{head}checklist:\n  # how\n  fail_on: never # yes\n\n# end\n"),
                format!("{head}checklist:\n  # how\n  fail_on: never # yes\n  waivers:\n{}\n# end\n", block("    ")),
            ),
            (
                format!("checklist:\n  waivers:\n    {old}\n\n{head}"),
                format!("checklist:\n  waivers:\n    {old}\n{}\n{head}", block("    ")),
            ),
            (format!("checklist: {{fail_on: never}}\n{head}"), format!("checklist: {{fail_on: never, waivers: [{flow}]}}\n{head}")),
            (format!("{head}checklist: {{waivers: []}}\n"), format!("{head}checklist: {{waivers: [{flow}]}}\n")),
            (
                format!("{head}checklist: {{waivers: [{{rule: no-goals}}]}}\n"),
                format!("{head}checklist: {{waivers: [{{rule: no-goals}}, {flow}]}}\n"),
            ),
        ] {
            assert_eq!(added(&before).as_deref(), Ok(after.as_str()), "{before}");
        }
    }

    #[test]
    fn chinese_settings_get_chinese_names() {
        let text = added("项目: {名称: 上市}\n").unwrap();
        assert!(text.contains("检查清单:\n  豁免:\n    - 规则: risk-without-owner\n      记录: [R-1, R-2]\n      原因: "), "{text}");
    }

    #[test]
    fn what_cannot_be_followed_is_left_alone() {
        for text in [
            "{project: {name: x}}\n",
            "checklist: # later\n",
            "checklist: {waivers: {rule: x}}\n",
            "checklist:\n  waivers:\n  - &a {rule: x}\n  - *a\n",
        ] {
            let told = added(text);
            assert!(told.is_err() || told.as_deref().is_ok_and(|after| after.contains("until: 2026-06-30")), "{text}: {told:?}");
        }
        assert!(added("{project: {name: x}}\n").unwrap_err().help.en.contains("checklist:\n  waivers:\n    - rule: "));
    }
}
