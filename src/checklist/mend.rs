//! Changes to the project's files that findings suggest: a misspelt word becomes the one that was meant.

use std::collections::{BTreeMap, BTreeSet};

use super::finding::places::Places;
use super::finding::{Finding, Place, Reported};
use super::outcome::Checklist;
use crate::analysis::Analysis;
use crate::project::Project;
use crate::source::fold::nearest;
use crate::source::{Edit, Span, edit};
use crate::text::Message;

/// A change that a finding suggests.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SuggestedEdit {
    /// The file, as its place in the project's list of files.
    pub file: usize,
    /// What changes in it.
    pub edit: Edit,
    /// Whether it cannot be wrong.
    pub is_sure: bool,
}

/// A file whose findings can be mended without asking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mended {
    /// The file, as its place in the project's list of files.
    pub file: usize,
    /// What changes in it, in the order of the text.
    pub edits: Vec<Edit>,
    /// Its text then.
    pub text: String,
}

impl Places<'_> {
    /// The changes that a finding suggests, written as the forms of their files want it.
    pub fn edits(&self, finding: &Finding) -> Vec<SuggestedEdit> {
        let suggestions = finding.single().iter().flat_map(|single| &single.suggestions);
        suggestions
            .filter_map(|(place, suggestion)| {
                let spot = self.spot(place)?;
                let text = self.project().text(spot.file);
                let edit = Edit::of(text, spot.span, &suggestion.value, self.project().form(spot.file, spot.span)?);
                // What stands there must itself be the misspelt word: a place may be wider than what was read from it.
                let is_misspelt = nearest(bare(spot.span.of(text)), [&*suggestion.value]).is_some();
                Some(SuggestedEdit { file: spot.file, edit, is_sure: suggestion.is_sure && is_misspelt })
            })
            .collect()
    }
}

/// A word without the quotes around it.
fn bare(text: &str) -> &str {
    text.trim_matches(['"', '\''])
}

/// A finding as it can be known again in a changed folder, where lines and numbers of records may be others.
type Known<'f> = (&'static str, &'f Message);

/// Changes of one file, each with the finding that suggests it.
type Changes<'f> = Vec<(Edit, Known<'f>)>;

/// The changes that cannot be wrong, by file. They are tried, all at once if that will do: one is left out unless its finding is
/// gone then and reading finds nothing new that is wrong.
pub fn mend(project: &Project, checklist: &Checklist) -> Vec<Mended> {
    let places = Places::new(project);
    let mut by_file: BTreeMap<usize, BTreeMap<Span, (Edit, Known<'_>)>> = BTreeMap::new();
    for Reported { rule, finding, .. } in checklist.findings() {
        for single in finding.single() {
            for SuggestedEdit { file, edit, .. } in places.edits(single).into_iter().filter(|edit| edit.is_sure) {
                by_file.entry(file).or_default().insert(edit.span, (edit, (rule.id, &single.message)));
            }
        }
    }
    let mut kept: BTreeMap<usize, Changes<'_>> = by_file.into_iter().map(|(file, edits)| (file, edits.into_values().collect())).collect();
    if kept.len() < 2 || !mends(project, &kept) {
        for (file, changes) in &mut kept {
            *changes = those_that_mend(project, *file, std::mem::take(changes));
        }
    }
    let mended = |(file, changes): (usize, Changes<'_>)| {
        let edits: Vec<Edit> = changes.into_iter().map(|(edit, _)| edit).collect();
        Mended { file, text: edit::apply(project.text(file), &edits), edits }
    };
    kept.into_iter().filter(|(_, changes)| !changes.is_empty()).map(mended).collect()
}

/// The changes of a file that mend what they are for, those of one finding together.
fn those_that_mend<'f>(project: &Project, file: usize, changes: Changes<'f>) -> Changes<'f> {
    let mends = |changes: &Changes<'f>| mends(project, &BTreeMap::from([(file, changes.clone())]));
    if mends(&changes) {
        return changes;
    }
    let findings: BTreeSet<Known<'f>> = changes.iter().map(|(_, known)| *known).collect();
    let mut kept = Vec::new();
    for finding in findings {
        let mut tried = kept.clone();
        tried.extend(changes.iter().filter(|(_, known)| *known == finding).cloned());
        if mends(&tried) {
            kept = tried;
        }
    }
    kept
}

/// Whether the findings of some changes are gone with them, and reading finds nothing new that is wrong in their files.
fn mends(project: &Project, by_file: &BTreeMap<usize, Changes<'_>>) -> bool {
    let text = |(file, changes): (&usize, &Changes<'_>)| {
        let edits: Vec<Edit> = changes.iter().map(|(edit, _)| edit.clone()).collect();
        (*file, edit::apply(project.text(*file), &edits))
    };
    let changed = project.with_texts(by_file.iter().map(text).collect());
    let troubles = |project: &Project| -> BTreeMap<(usize, Message), usize> {
        let mut count = BTreeMap::new();
        for trouble in &project.problems {
            if let Some(file) = trouble.file.filter(|file| by_file.contains_key(file)) {
                *count.entry((file, trouble.problem.message.clone())).or_default() += 1;
            }
        }
        count
    };
    let before = troubles(project);
    let has_new = troubles(&changed).iter().any(|(trouble, count)| before.get(trouble).is_none_or(|known| known < count));
    if has_new {
        return false;
    }
    let checklist = Checklist::of(&changed, &Analysis::of(&changed));
    let mut remaining: BTreeMap<Known<'_>, Vec<&Place>> = BTreeMap::new();
    for found in checklist.findings() {
        for single in found.finding.single() {
            remaining.entry((found.rule.id, &single.message)).or_default().push(&single.place);
        }
    }
    let remains = |file: usize, known: &Known<'_>| {
        let places = remaining.get(known).into_iter().flatten();
        places.into_iter().any(|place| !matches!(place, Place::Bytes(other, _) if *other != file))
    };
    !by_file.iter().any(|(file, changes)| changes.iter().any(|(_, known)| remains(*file, known)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::calendar::Date;
    use crate::project::{Asked, Folder, load};

    const PEOPLE: (&str, &str) = ("people.yaml", "- {id: li-na, name: Li Na}\n- {id: chen-wei, name: 陈伟}\n");

    fn mended(files: &[(&str, &str)]) -> Vec<(String, String)> {
        let project = load(Folder::of_texts(files), Asked { as_of: None, otherwise: Date::new(2026, 6, 15) });
        let checklist = Checklist::of(&project, &Analysis::of(&project));
        let mended = mend(&project, &checklist);
        mended.into_iter().map(|mended| (project.path(mended.file).to_owned(), mended.text)).collect()
    }

    /// The text of a file, mended once; mended again it stays.
    fn once(path: &str, text: &str) -> String {
        let after = mended(&[PEOPLE, (path, text)]).into_iter().find(|(file, _)| file == path).map_or(text.to_owned(), |(_, text)| text);
        assert_eq!(mended(&[PEOPLE, (path, &after)]), [], "a second time changes nothing");
        after
    }

    #[test]
    fn misspelt_fields_and_words_are_mended_in_every_form() {
        assert_eq!(
            once("risks.yaml", "# ours\n- title: x # y\n  ownr: 'Li Na'\n  status: \"opne\"\n"),
            "# ours\n- title: x # y\n  owner: 'Li Na'\n  status: \"open\"\n"
        );
        assert_eq!(once("risks.csv", "title,ownr,status\nx,Li Na,\"opne\"\n"), "title,owner,status\nx,Li Na,\"open\"\n");
        assert_eq!(
            once("风险.md", "| 标题 | 负责入 | 状态 |\n|---|---|---|\n| x | 陈伟 | 打开着 |\n"),
            "| 标题 | 负责人 | 状态 |\n|---|---|---|\n| x | 陈伟 | 打开 |\n"
        );
        assert_eq!(once("risks/a.md", "---\nownr: li-na\n---\n# Late\n\nownr\n"), "---\nowner: li-na\n---\n# Late\n\nownr\n");
        assert_eq!(once("alongside.yaml", "projct: {name: x}\n"), "project: {name: x}\n");
    }

    #[test]
    fn a_key_of_every_record_is_mended_in_every_record() {
        assert_eq!(
            once("risks.yaml", "- {title: x, ownr: li-na}\n- {title: y, ownr: li-na}\n"),
            "- {title: x, owner: li-na}\n- {title: y, owner: li-na}\n"
        );
    }

    #[test]
    fn the_same_slip_in_two_files_is_mended_in_both() {
        let files = [PEOPLE, ("plan/risks.yaml", "- {title: x, ownr: li-na}\n"), ("risks.yaml", "- {title: x, ownr: li-na}\n")];
        let after: Vec<String> = mended(&files).into_iter().map(|(_, text)| text).collect();
        assert_eq!(after, ["- {title: x, owner: li-na}\n"; 2]);
    }

    #[test]
    fn a_change_that_mends_nothing_keeps_no_other_file_from_being_mended() {
        let files = [PEOPLE, ("risks.yaml", "- {title: x, ownr: li-na}\n"), ("tasks.yaml", "- {name: x, ownr: li-na, owner: chen-wei}\n")];
        assert_eq!(mended(&files), [("risks.yaml".to_owned(), "- {title: x, owner: li-na}\n".to_owned())]);
    }

    #[test]
    fn folded_findings_are_mended() {
        let record = |n: usize, key: &str| format!("- {{title: t{n}, {key}: li-na}}\n");
        let text = |key: &str| (0..6).map(|n| record(n, if n < 5 { key } else { "x_y" })).collect::<String>();
        assert_eq!(once("risks.yaml", &text("ownr")), text("owner"));
    }

    #[test]
    fn what_may_be_meant_otherwise_stays() {
        for text in [
            "- {title: x, ownr: li-na, owner: chen-wei}\n", // the field is there
            "- {title: x, colour: red}\n",                  // nothing is near
            "- {title: x, raise: soon}\n",                  // the value would not fit
            "- {title: x, owner: 陈玮}\n",                  // perhaps another person
            "- {title: x, owner: '#'}\n",
        ] {
            assert_eq!(once("risks.yaml", text), text);
        }
        let risks = ("risks.yaml", "- {id: R-07, title: x}\n");
        assert_eq!(mended(&[risks, ("changes.yaml", "- {title: y, affects: [R-08]}\n")]), [], "another number is another record");
    }

    #[test]
    fn a_reference_with_one_wrong_letter_of_many_is_mended() {
        assert_eq!(once("tasks.csv", "name,owner\nFilm,chen-wie\n"), "name,owner\nFilm,chen-wei\n");
        assert_eq!(once("tasks.yaml", "- {name: Film, owner: Li Nah}\n"), "- {name: Film, owner: Li Na}\n");
    }

    #[test]
    fn what_cannot_be_mended_does_not_keep_the_rest_from_it() {
        assert_eq!(
            once("risks.yaml", "- {title: x, ownr: li-na, owner: chen-wei}\n- {title: y, statu: open}\n- {title: z, strateg: avoid}\n"),
            "- {title: x, ownr: li-na, owner: chen-wei}\n- {title: y, status: open}\n- {title: z, strategy: avoid}\n"
        );
    }

    #[test]
    fn prose_around_a_name_stays() {
        let note = "# Weekly\n\n## Actions\n\n- [ ] @chen-wie send the brief to everybody (due 2026-06-30)\n";
        let after = once("meetings/2026-06-08-weekly.md", note);
        assert!(after == note || after == note.replace("chen-wie", "chen-wei"), "{after}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn every_other_line_stays(fields in prop::collection::vec("(ownr|owner|titel|status|probabilty|x_y|dat|kind): (li-na|hgih|opne|2|high|陈伟)( # why)?", 1..6)) {
            let lines = fields.iter().flat_map(|field| ["  ", field, "\n"]).collect::<String>();
            let text = format!("- id: a\n  title: x\n{lines}- id: b\n  title: y\n");
            let after = once("risks.yaml", &text);
            prop_assert_eq!(text.lines().count(), after.lines().count());
            for (before, after) in text.lines().zip(after.lines()) {
                let words = |line: &str| line.split([' ', ':']).filter(|word| !word.is_empty()).map(str::to_owned).collect::<Vec<_>>();
                let changed = words(before).iter().zip(&words(after)).filter(|(a, b)| a != b).count();
                prop_assert!(words(before).len() == words(after).len() && changed <= 2, "{before} → {after}");
            }
        }
    }
}
