//! Changes to the project's files that findings suggest: a misspelt word becomes the one that was meant.

use std::collections::{BTreeMap, BTreeSet};

use super::finding::Finding;
use super::finding::places::Places;
use super::outcome::Checklist;
use super::outcome::Reported;
use crate::analysis::Analysis;
use crate::project::{Kind, Project};
use crate::source::fold::nearest;
use crate::source::{Edit, ProblemKind, Span, edit};

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

/// A file with its findings fixed that need no asking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FixedFile {
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

/// One change to one place, with what it is known by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Change {
    file: usize,
    edit: Edit,
    /// The rule whose finding suggests it.
    rule: &'static str,
    /// The record that it is in; `None` for what several share, such as the head of a table.
    record: Option<Span>,
}

/// A place in a file as it was before any change; a changed file's places are led back to it.
type Spot = (usize, u32);

/// At most how many places `fixes` would change: those that a sure suggestion names.
pub fn fixable(project: &Project, checklist: &Checklist) -> usize {
    sure_changes(project, checklist).len()
}

/// The changes that cannot be wrong, by file. They are tried: one is left out unless its finding is gone then and reading finds
/// nothing new that is wrong. Each is judged by its own place, and of those that do only one without the other none is made.
pub fn fixes(project: &Project, checklist: &Checklist) -> Vec<FixedFile> {
    let changes = sure_changes(project, checklist);
    let mut by_file: BTreeMap<usize, Vec<Edit>> = BTreeMap::new();
    for change in sound(project, changes) {
        by_file.entry(change.file).or_default().push(change.edit);
    }
    by_file.into_iter().map(|(file, edits)| FixedFile { file, text: edit::apply(project.text(file), &edits), edits }).collect()
}

/// The sure changes in the order of their places, one a place.
fn sure_changes(project: &Project, checklist: &Checklist) -> Vec<Change> {
    let places = Places::new(project);
    let records = Records::of(project);
    let mut changes = BTreeMap::new();
    for Reported { rule, finding, .. } in checklist.findings() {
        for SuggestedEdit { file, edit, .. } in finding.single().iter().flat_map(|single| places.edits(single)).filter(|edit| edit.is_sure)
        {
            let record = records.around(file, edit.span);
            changes.entry((file, edit.span)).or_insert(Change { file, edit, rule: rule.id, record });
        }
    }
    changes.into_values().collect()
}

/// The changes that hold, each by itself and all of them together.
fn sound(project: &Project, changes: Vec<Change>) -> Vec<Change> {
    let trial = Trial::of(project, &changes);
    if trial.holds() {
        return changes;
    }
    let mut kept = sound_by_themselves(project, changes, Some(trial));
    loop {
        let trial = Trial::of(project, &kept);
        if trial.holds() {
            return kept;
        }
        let contested = trial.contested(&kept);
        if contested.is_empty() {
            return Vec::new();
        }
        kept.retain(|change| !contested.contains(change));
    }
}

/// The changes that hold where no other one is beside them in their record. Groups are halved until they hold or nothing is left,
/// and what can be blamed by its place is left out at once, so that the trials stay few.
fn sound_by_themselves(project: &Project, mut changes: Vec<Change>, trial: Option<Trial>) -> Vec<Change> {
    let trial = trial.unwrap_or_else(|| Trial::of(project, &changes));
    if trial.holds() {
        return changes;
    }
    if changes.len() < 2 {
        return Vec::new();
    }
    let blamed = trial.blamed(&changes);
    if !blamed.is_empty() {
        changes.retain(|change| !blamed.contains(change));
        return sound_by_themselves(project, changes, None);
    }
    let (one, other) = split(changes);
    let mut kept = sound_by_themselves(project, one, None);
    kept.extend(sound_by_themselves(project, other, None));
    kept.sort();
    kept
}

/// Two groups: what records share and what is in one; else those beside each other in a record apart; else halves.
fn split(changes: Vec<Change>) -> (Vec<Change>, Vec<Change>) {
    let is_shared = |change: &Change| change.record.is_none();
    if changes.iter().any(is_shared) && !changes.iter().all(is_shared) {
        return changes.into_iter().partition(is_shared);
    }
    let by_record = in_records(&changes);
    if by_record.len() == changes.len() || changes.iter().all(is_shared) {
        let mut first = changes;
        let second = first.split_off(first.len() / 2);
        return (first, second);
    }
    let every_other: BTreeSet<Change> = by_record.into_values().flat_map(|beside| beside.into_iter().step_by(2)).cloned().collect();
    changes.into_iter().partition(|change| every_other.contains(change))
}

/// The changes of each record, and those of each file that records share.
fn in_records(changes: &[Change]) -> BTreeMap<(usize, Option<Span>), Vec<&Change>> {
    let mut by_record: BTreeMap<_, Vec<&Change>> = BTreeMap::new();
    for change in changes {
        by_record.entry((change.file, change.record)).or_default().push(change);
    }
    by_record
}

/// What came of some changes.
struct Trial {
    /// Changed places where the finding is still there, each with its rule.
    unfixed: BTreeSet<(Spot, &'static str)>,
    /// Where reading finds something new that is wrong, and the record around it.
    new: BTreeSet<(usize, Option<Span>)>,
}

impl Trial {
    fn of(project: &Project, changes: &[Change]) -> Self {
        let mut edits: BTreeMap<usize, Vec<Edit>> = BTreeMap::new();
        for change in changes {
            edits.entry(change.file).or_default().push(change.edit.clone());
        }
        let texts = edits.iter().map(|(file, edits)| (*file, edit::apply(project.text(*file), edits))).collect();
        let changed = project.with_texts(texts);
        let mut trial = Self { unfixed: BTreeSet::new(), new: new_problems(project, &changed, &edits) };
        if trial.new.is_empty() && !changes.is_empty() {
            trial.unfixed = unfixed(&changed, changes, &edits);
        }
        trial
    }

    fn holds(&self) -> bool {
        self.unfixed.is_empty() && self.new.is_empty()
    }

    /// The changes that do not hold, as far as their places tell: the finding is still there, or something new is wrong in a record
    /// that nothing else can have touched.
    fn blamed(&self, changes: &[Change]) -> BTreeSet<Change> {
        let still_there = changes.iter().filter(|change| self.unfixed.contains(&(change.spot(), change.rule)));
        let mut blamed: BTreeSet<Change> = still_there.cloned().collect();
        if changes.iter().all(|change| change.record.is_some()) {
            let alone = in_records(changes).into_iter().filter(|(record, _)| self.new.contains(record));
            blamed.extend(alone.filter_map(|(_, beside)| <[&Change; 1]>::try_from(beside).ok()).map(|[change]| change.clone()));
        }
        blamed
    }

    /// The changes that do not hold together, though each does by itself: those that put the same word into one record; else all of
    /// the records where something new is wrong; else all of those files.
    fn contested(&self, changes: &[Change]) -> BTreeSet<Change> {
        let still_there = self.blamed(changes);
        if !still_there.is_empty() && self.new.is_empty() {
            return still_there;
        }
        let touched: Vec<Vec<&Change>> =
            in_records(changes).into_iter().filter(|(record, _)| self.new.contains(record)).map(|(_, beside)| beside).collect();
        let same_word = |beside: &Vec<&Change>| -> Vec<Change> {
            let has_double = |change: &Change| beside.iter().filter(|other| other.edit.text == change.edit.text).count() > 1;
            beside.iter().filter(|change| has_double(change)).map(|change| (*change).clone()).collect()
        };
        let doubles: BTreeSet<Change> = touched.iter().flat_map(same_word).collect();
        if !doubles.is_empty() {
            return doubles;
        }
        let of_records: BTreeSet<Change> = touched.into_iter().flatten().cloned().collect();
        if !of_records.is_empty() {
            return of_records;
        }
        changes.iter().filter(|change| self.new.iter().any(|(file, _)| *file == change.file)).cloned().collect()
    }
}

impl Change {
    fn spot(&self) -> Spot {
        (self.file, self.edit.span.start)
    }
}

/// The changed places where a finding of the change's rule is still there.
fn unfixed(changed: &Project, changes: &[Change], edits: &BTreeMap<usize, Vec<Edit>>) -> BTreeSet<(Spot, &'static str)> {
    let mut sought: BTreeSet<(Spot, &'static str)> = changes.iter().map(|change| (change.spot(), change.rule)).collect();
    let rules: BTreeSet<&str> = changes.iter().map(|change| change.rule).collect();
    let checklist = Checklist::of(changed, &Analysis::of(changed));
    let places = Places::new(changed);
    let mut remaining = BTreeSet::new();
    for found in checklist.findings().filter(|found| rules.contains(found.rule.id)) {
        for single in found.finding.single() {
            for place in std::iter::once(&single.place).chain(single.suggestions.iter().map(|(place, _)| place)) {
                let spot = places.spot(place).and_then(|spot| Some((spot.file, before(edits.get(&spot.file)?, spot.span.start))));
                remaining.extend(spot.map(|spot| (spot, found.rule.id)));
            }
        }
    }
    sought.retain(|place| remaining.contains(place));
    sought
}

/// The records of changed files in which reading finds more that is wrong at a place than before.
fn new_problems(project: &Project, changed: &Project, edits: &BTreeMap<usize, Vec<Edit>>) -> BTreeSet<(usize, Option<Span>)> {
    let mut known: BTreeMap<(Spot, ProblemKind), usize> = BTreeMap::new();
    for trouble in &project.problems {
        let also = trouble.problem.suggestion.iter().flat_map(|suggestion| &suggestion.also);
        for span in std::iter::once(&trouble.problem.span).chain(also) {
            *known.entry(((trouble.file.unwrap_or(usize::MAX), span.start), trouble.problem.kind)).or_default() += 1;
        }
    }
    let records = Records::of(project);
    let mut new = BTreeSet::new();
    for trouble in &changed.problems {
        let Some((file, edits)) = trouble.file.and_then(|file| Some((file, edits.get(&file)?))) else { continue };
        let start = before(edits, trouble.problem.span.start);
        match known.get_mut(&((file, start), trouble.problem.kind)).filter(|left| **left > 0) {
            Some(left) => *left -= 1,
            None => {
                new.insert((file, records.around(file, Span { start, end: start })));
            }
        }
    }
    new
}

/// Where a byte of a changed text was before its changes, which are in the order of the text.
fn before(edits: &[Edit], at: u32) -> u32 {
    let (mut old_end, mut new_end) = (0, 0);
    for edit in edits {
        let start = new_end + (edit.span.start - old_end);
        if at < start {
            break;
        }
        (old_end, new_end) = (edit.span.end, start + u32::try_from(edit.text.len()).unwrap_or(u32::MAX));
        if at < new_end {
            return edit.span.start + (at - start).min(edit.span.end - edit.span.start);
        }
    }
    old_end + (at - new_end)
}

/// Where the records of each file stand.
struct Records(BTreeMap<usize, Vec<Span>>);

impl Records {
    fn of(project: &Project) -> Self {
        let mut by_file: BTreeMap<usize, Vec<Span>> = BTreeMap::new();
        for kind in Kind::ALL.iter().copied() {
            for entry in project.registers.of(kind) {
                by_file.entry(entry.origin().file).or_default().push(entry.origin().span);
            }
        }
        for spans in by_file.values_mut() {
            spans.sort();
        }
        Self(by_file)
    }

    /// The record that a place is in.
    fn around(&self, file: usize, place: Span) -> Option<Span> {
        let spans = self.0.get(&file)?;
        let next = spans.partition_point(|span| span.start <= place.start);
        spans.get(next.checked_sub(1)?).copied().filter(|span| place.end <= span.end)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::calendar::Date;
    use crate::project::{Folder, ReportDateSource, load};

    const PEOPLE: (&str, &str) = ("people.yaml", "- {id: li-na, name: Li Na}\n- {id: chen-wei, name: 陈伟}\n");

    fn fixed(files: &[(&str, &str)]) -> Vec<(String, String)> {
        let project = load(Folder::of_texts(files), ReportDateSource { as_of: None, otherwise: Date::new(2026, 6, 15) });
        let checklist = Checklist::of(&project, &Analysis::of(&project));
        let fixed = fixes(&project, &checklist);
        assert!(fixed.iter().map(|fixed| fixed.edits.len()).sum::<usize>() <= fixable(&project, &checklist));
        fixed.into_iter().map(|fixed| (project.path(fixed.file).to_owned(), fixed.text)).collect()
    }

    /// The text of a file, mended once; mended again it stays.
    fn once(path: &str, text: &str) -> String {
        let after = fixed(&[PEOPLE, (path, text)]).into_iter().find(|(file, _)| file == path).map_or(text.to_owned(), |(_, text)| text);
        assert_eq!(fixed(&[PEOPLE, (path, &after)]), [], "a second time changes nothing");
        after
    }

    #[test]
    fn misspelt_fields_and_words_are_fixed_in_every_form() {
        assert_eq!(
            once("risks.yaml", "# ours\n- title: x # y\n  ownr: 'Li Na'\n  status: \"opne\"\n"),
            "# ours\n- title: x # y\n  owner: 'Li Na'\n  status: \"open\"\n"
        );
        assert_eq!(once("risks.csv", "title,ownr,status\nx,Li Na,\"opne\"\n"), "title,owner,status\nx,Li Na,\"open\"\n");
        assert_eq!(
            once("风险.md", "| 标题 | 负责入 | 状态 |\n|---|---|---|\n| x | 陈伟 | 未关闭着 |\n"),
            "| 标题 | 负责人 | 状态 |\n|---|---|---|\n| x | 陈伟 | 未关闭 |\n"
        );
        assert_eq!(once("risks/a.md", "---\nownr: li-na\n---\n# Late\n\nownr\n"), "---\nowner: li-na\n---\n# Late\n\nownr\n");
        assert_eq!(once("alongside.yaml", "projct: {name: x}\n"), "project: {name: x}\n");
    }

    #[test]
    fn a_key_of_every_record_is_fixed_in_every_record() {
        assert_eq!(
            once("risks.yaml", "- {title: x, ownr: li-na}\n- {title: y, ownr: li-na}\n"),
            "- {title: x, owner: li-na}\n- {title: y, owner: li-na}\n"
        );
    }

    #[test]
    fn the_same_slip_in_two_files_is_fixed_in_both() {
        let files = [PEOPLE, ("plan/risks.yaml", "- {title: x, ownr: li-na}\n"), ("risks.yaml", "- {title: x, ownr: li-na}\n")];
        let after: Vec<String> = fixed(&files).into_iter().map(|(_, text)| text).collect();
        assert_eq!(after, ["- {title: x, owner: li-na}\n"; 2]);
    }

    #[test]
    fn a_change_that_fixes_nothing_keeps_no_other_file_from_being_fixed() {
        let files = [PEOPLE, ("risks.yaml", "- {title: x, ownr: li-na}\n"), ("tasks.yaml", "- {name: x, ownr: li-na, owner: chen-wei}\n")];
        assert_eq!(fixed(&files), [("risks.yaml".to_owned(), "- {title: x, owner: li-na}\n".to_owned())]);
    }

    #[test]
    fn folded_findings_are_fixed() {
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
        assert_eq!(fixed(&[risks, ("changes.yaml", "- {title: y, affects: [R-08]}\n")]), [], "another number is another record");
    }

    #[test]
    fn a_reference_with_one_wrong_letter_of_many_is_fixed() {
        assert_eq!(once("tasks.csv", "name,owner\nFilm,chen-wie\n"), "name,owner\nFilm,chen-wei\n");
        assert_eq!(once("tasks.yaml", "- {name: Film, owner: Li Nah}\n"), "- {name: Film, owner: Li Na}\n");
    }

    #[test]
    fn what_cannot_be_fixed_does_not_keep_the_rest_from_it() {
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

    #[test]
    fn a_record_with_two_misspellings_of_one_word_keeps_no_other_from_being_fixed() {
        for rows in [3, 400] {
            let record = |n: usize, key: &str| format!("- {{title: t{n}, {key}: li-na}}\n");
            let good = |key: &str| (0..rows).map(|n| record(n, key)).collect::<String>();
            let twice = "- {title: x, ownr: li-na, statu: open, owenr: chen-wei}\n";
            let half_fixed = twice.replace("statu:", "status:");
            assert_eq!(once("risks.yaml", &(good("ownr") + twice)), good("owner") + &half_fixed, "last of {rows}");
            assert_eq!(once("risks.yaml", &(twice.to_owned() + &good("ownr"))), half_fixed + &good("owner"), "first of {rows}");
        }
    }

    #[test]
    fn three_misspellings_of_one_word_in_a_record_stay() {
        let text = "- {title: x, ownr: li-na, owenr: chen-wei, onwer: li-na}\n";
        assert_eq!(once("risks.yaml", text), text);
    }

    /// A row of a table, with two words.
    type Row = fn(usize, [&str; 2]) -> String;

    #[test]
    fn words_of_one_row_that_misspell_the_same_one_are_fixed_in_every_row() {
        let goals = ("goals.yaml", "- {id: product-launch, title: Launch}\n");
        let forms: [(&str, &str, Row); 3] = [
            ("changes.csv", "title,affects\n", |n, [a, b]| format!("t{n},{a}; {b}\n")),
            ("changes.md", "| title | affects |\n|---|---|\n", |n, [a, b]| format!("| t{n} | {a}; {b} |\n")),
            ("changes.yaml", "", |n, [a, b]| format!("- {{title: t{n}, affects: [{a}, {b}]}}\n")),
        ];
        for (path, head, row) in forms {
            let text = |words| head.to_owned() + &(0..400).map(|n| row(n, words)).collect::<String>();
            let after = fixed(&[goals, (path, &text(["prodcut-launch", "product-lanuch"]))]);
            assert!(after == [(path.to_owned(), text(["product-launch"; 2]))], "{path}");
        }
    }

    #[test]
    fn two_columns_with_one_misspelt_name_stay_and_the_rest_is_fixed() {
        let csv = |status: &str| format!("title,ownr,{status},owenr\nx,li-na,open,chen-wei\ny,li-na,open,chen-wei\n");
        assert_eq!(once("risks.csv", &csv("statu")), csv("status"));
        let table = |status: &str| format!("| title | ownr | {status} | owenr |\n|---|---|---|---|\n| x | li-na | open | chen-wei |\n");
        assert_eq!(once("risks.md", &table("statu")), table("status"));
    }

    #[test]
    fn a_place_is_led_back_over_the_changes_before_it() {
        let edit = |start, end, text: &str| Edit { span: Span::new(start, end), text: text.to_owned() };
        let edits = [edit(2, 4, "abcd"), edit(6, 9, "")]; // 01[23]45[678]9 → 01abcd459
        let led: Vec<u32> = (0..9).map(|at| before(&edits, at)).collect();
        assert_eq!(led, [0, 1, 2, 3, 4, 4, 4, 5, 9]);
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
