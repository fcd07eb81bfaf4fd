//! Known findings: an existing project starts with what it has, and only what is new fails. A finding is known by its rule,
//! its records and its field, never by its line (`docs/checklist.md §5.4`).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::checklist::finding::{Finding, Key};
use crate::checklist::outcome::Checklist;
use crate::checklist::rule::Rule;
use crate::project::Project;
use crate::say;
use crate::text::Message;

/// The version of the file's shape.
const VERSION: u32 = 1;
/// What a baseline file says of itself.
const HEAD: &str = "# Findings that are known and do not fail: written by `alongside check --write-baseline`.\n\
                    # 已知的发现项，不计为未通过：由 `alongside check --write-baseline` 生成。\n";

/// The findings that are known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    known: BTreeMap<Key, usize>,
}

#[derive(Serialize, Deserialize)]
struct File {
    baseline: u32,
    findings: Vec<Line>,
}

#[derive(Serialize, Deserialize)]
struct Line {
    #[serde(flatten)]
    key: Key,
    #[serde(default = "one", skip_serializing_if = "is_one")]
    count: usize,
}

const fn one() -> usize {
    1
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
const fn is_one(count: &usize) -> bool {
    *count == 1
}

impl Baseline {
    /// Reads a baseline file.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(text: &str) -> Result<Self, Message> {
        let file: File = serde_yaml::from_str(text)
            // What is wrong is not quoted: the file may be one that is not to be shown.
            .map_err(|error| {
                let line = error.location().map_or(1, |at| at.line());
                say!("It is no baseline, see line {line}.", "不是存量清单，见第{line}行。", line)
            })?;
        if file.baseline != VERSION {
            return Err(say!(
                "Its version is {version}, not {due}.",
                "版本为{version}，应为{due}。",
                version = file.baseline,
                due = VERSION
            ));
        }
        let mut known = BTreeMap::new();
        for line in file.findings {
            *known.entry(line.key).or_default() += line.count;
        }
        Ok(Self { known })
    }

    /// All findings of a project that are not waived.
    pub fn of(project: &Project, checklist: &Checklist) -> Self {
        let mut known = BTreeMap::new();
        for found in checklist.findings() {
            for finding in found.finding.single() {
                *known.entry(Key::of(project, found.rule.id, finding)).or_default() += 1;
            }
        }
        Self { known }
    }

    /// The file's text, the same for the same findings.
    pub fn to_yaml(&self) -> String {
        let findings = self.known.iter().map(|(key, count)| Line { key: key.clone(), count: *count }).collect();
        // Only texts and numbers are in it: it can always be written.
        let yaml = serde_yaml::to_string(&File { baseline: VERSION, findings }).unwrap_or_default();
        format!("{HEAD}{yaml}")
    }

    /// How many findings it holds.
    pub fn len(&self) -> usize {
        self.known.values().sum()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// Marks those findings of a rule that are known, each only as often as it is known.
    pub(crate) fn mark(&mut self, project: &Project, rule: &Rule, findings: &mut [Finding]) {
        for finding in findings {
            if let Some(left) = self.known.get_mut(&Key::of(project, rule.id, finding)).filter(|left| **left > 0) {
                *left -= 1;
                finding.is_known = true;
            }
        }
        self.known.retain(|_, left| *left > 0);
    }

    /// What is left once every finding is marked: what no longer occurs.
    pub(crate) fn left(self) -> BTreeMap<Key, usize> {
        self.known
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Analysis;
    use crate::checklist::rules::tests::TODAY;
    use crate::project::settings::FailOn;
    use crate::project::{Folder, ReportDateSource, load};

    const PEOPLE: (&str, &str) = ("people.yaml", "- {id: li-na, name: Li Na}\n");

    fn project(tasks: &str) -> Project {
        load(Folder::of_texts(&[PEOPLE, ("tasks.yaml", tasks)]), ReportDateSource { as_of: None, otherwise: TODAY })
    }

    fn judge(project: &Project, baseline: Baseline) -> Checklist {
        Checklist::with_baseline(project, &Analysis::of(project), baseline)
    }

    fn known(tasks: &str) -> Baseline {
        let project = project(tasks);
        Baseline::of(&project, &judge(&project, Baseline::default()))
    }

    const OLD: &str = "- {name: Film, owner: nobody}\n- {name: Print, end: soon}\n- {owner: li-na}\n";

    #[test]
    fn known_findings_do_not_fail_wherever_they_stand() {
        let moved = format!("# a line\n\n- {{name: New, owner: li-na, end: 2026-07-01}}\n{OLD}");
        let project = project(&moved);
        let before = judge(&project, Baseline::default());
        assert!(before.fails(FailOn::Error) && before.known() == 0);
        let after = judge(&project, known(OLD));
        assert!(!after.fails(FailOn::Error), "{:#?}", after.findings().filter(|found| !found.finding.is_known).collect::<Vec<_>>());
        assert!(after.known() > 0 && after.gone.is_empty());
        assert_eq!(after.findings().count(), before.findings().count(), "they are still shown");
    }

    #[test]
    fn folded_findings_are_counted_one_by_one() {
        let goals = ("goals.yaml", "- {title: a, owner: s}\n- {title: b, owner: s}\n- {title: c, owner: s}\n- {title: d, owner: s}\n");
        let files = [goals, ("departments.yaml", "- {id: s, name: Sales}\n")];
        let project = load(Folder::of_texts(&files), ReportDateSource { as_of: None, otherwise: TODAY });
        let known = Baseline::of(&project, &judge(&project, Baseline::default()));
        let n = known.len();
        let after = judge(&project, known);
        assert_eq!(after.known(), n);
        assert!(after.findings().count() < n, "some are folded");
    }

    #[test]
    fn a_new_finding_fails_beside_known_ones() {
        let more = format!("{OLD}- {{name: Cut, owner: somebody}}\n");
        assert!(judge(&project(&more), known(OLD)).fails(FailOn::Error));
        let twice = format!("{OLD}- {{name: Mail, end: soon}}\n");
        assert!(judge(&project(&twice), known(OLD)).fails(FailOn::Error));
    }

    #[test]
    fn a_finding_is_known_only_as_often_as_it_is_listed() {
        let vague = "- {name: Print, start: soon, end: soon}\n";
        let project = project(vague);
        let text = known(vague).to_yaml();
        assert_eq!(text.matches("count: 2").count(), 1, "{text}");
        let marked = |text: &str| judge(&project, Baseline::read(text).unwrap()).known();
        assert_eq!(marked(&text) - marked(&text.replace("count: 2", "count: 1")), 1);
    }

    #[test]
    fn what_no_longer_occurs_is_told() {
        let mended = OLD.replace("owner: nobody", "owner: li-na");
        let gone = judge(&project(&mended), known(OLD)).gone;
        assert_eq!(gone.keys().map(|key| (key.rule.as_str(), key.field.as_str())).collect::<Vec<_>>(), [("unknown-reference", "owner")]);
    }

    #[test]
    fn the_file_reads_back_as_it_was_written() {
        let known = known(OLD);
        let text = known.to_yaml();
        assert_eq!(Baseline::read(&text), Ok(known));
        assert!(["rule: unknown-reference", "- tasks/film", "field: owner"].iter().all(|line| text.contains(line)), "{text}");
        assert!(text.lines().all(|line| !line.trim_start().starts_with("line")), "{text}");
        assert!(Baseline::read("baseline: 2\nfindings: []\n").is_err());
        assert!(Baseline::read("- a\n").is_err());
    }
}
