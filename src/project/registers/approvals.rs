//! How far a change is where no state says so: marks under `Approved` and `Implemented`, and who approved it on which day.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::columns::{self, DONE, as_written, is_marked, is_one_of, is_yes, may_be_day};
use super::strategy::{Change, ChangeDecision};
use crate::project::record::Record;
use crate::project::types::ChoiceType;
use crate::source::cell::means_nothing;
use crate::source::fold::fold_header;
use crate::source::{Data, Key, Node, Span, Style};

type Entries<'a> = Vec<(Key<'a>, Node<'a>)>;

/// Heads under which a mark says whether a change is approved.
const APPROVED: &str = "approved isapproved approval 是否批准 批准 是否通过 是否同意";

/// A change that is marked as implemented is applied, on a day that nobody says; one that is marked as approved is, and so is one
/// that somebody approved on a day. A no may be one or none yet, and is kept; who is named without a day may be to approve it still.
pub(super) fn read(records: &mut [Node<'_>]) {
    let gives_way = |text: &str| ChangeDecision::of(text) == Some(ChangeDecision::Approved);
    marks(records, Mark { word: "applied", gives_way: &gives_way }, &|head| is_one_of(DONE, &fold_header(head)) || means(head, "applied"));
    marks(records, Mark { word: "approved", gives_way: &|_| false }, &|head| is_one_of(APPROVED, &fold_header(head)));
    by_somebody(records);
}

/// What a yes means, and which states say less and give way to it.
#[derive(Clone, Copy)]
struct Mark<'m> {
    word: &'static str,
    gives_way: &'m dyn Fn(&str) -> bool,
}

/// Reads the columns that are marks; days may stand among them.
fn marks(records: &mut [Node<'_>], of: Mark<'_>, is_mark: &dyn Fn(&str) -> bool) {
    for head in columns::heads(records).iter().filter(|head| is_mark(head)) {
        let cells = columns::cells(records, head);
        if cells.iter().any(|cell| is_marked(cell)) && cells.iter().all(|cell| is_marked(cell) || may_be_day(cell)) {
            records.iter_mut().filter_map(columns::entries).for_each(|entries| mark(entries, head, of));
        }
    }
}

/// A yes is the state where no other one is; that it is approved says less than that it is applied, and is kept beside it.
fn mark(entries: &mut Entries<'_>, head: &str, of: Mark<'_>) {
    let Some(at) = entries.iter().position(|(key, value)| key.name == head && value.text().is_some_and(is_marked)) else { return };
    let state = entries.iter().position(|(key, value)| means(&key.name, "decision") && says_something(value));
    let gives_way = state.and_then(|state| entries.get(state)).is_none_or(|(_, value)| value.text().is_some_and(of.gives_way));
    let is_taken = gives_way && entries.get(at).and_then(|(_, value)| value.text()).is_some_and(is_yes);
    let kept = if is_taken { state } else { Some(at) };
    if let Some((key, _)) = kept.and_then(|kept| entries.get_mut(kept)) {
        key.name = Cow::Owned(as_written(&key.name));
    }
    if let Some((key, value)) = entries.get_mut(at).filter(|_| is_taken) {
        (key.name, value.data) = (Cow::Borrowed("decision"), Data::Scalar(Cow::Borrowed(of.word), Style::Cell));
    }
}

/// Somebody who approved it, and the day of the decision, say that it is approved.
fn by_somebody(records: &mut [Node<'_>]) {
    let heads = columns::heads(records);
    let [of_day, of_person, of_state] =
        ["decided", "approved_by", "decision"].map(|field| heads.iter().filter(|head| means(head, field)).collect::<BTreeSet<_>>());
    if of_day.is_empty() || of_person.is_empty() {
        return;
    }
    for entries in records.iter_mut().filter_map(columns::entries) {
        let is_of = |key: &Key<'_>, heads: &BTreeSet<&String>| heads.iter().any(|head| **head == key.name);
        let says = |heads| entries.iter().find(|(key, value)| is_of(key, heads) && says_something(value)).map(|(_, value)| value);
        let day = says(&of_day).filter(|day| day.text().is_some_and(may_be_day)).map(|day| day.span);
        if let (Some(span), Some(_), None) = (day, says(&of_person), says(&of_state)) {
            entries.retain(|(key, _)| !is_of(key, &of_state));
            entries.push((Key { name: Cow::Borrowed("decision"), span }, approved(span)));
        }
    }
}

fn approved<'a>(span: Span) -> Node<'a> {
    Node { span, data: Data::Scalar(Cow::Borrowed("approved"), Style::Cell) }
}

fn means(head: &str, field: &str) -> bool {
    Change::vocabulary().find(head).is_some_and(|path| path == [field])
}

fn says_something(value: &Node<'_>) -> bool {
    !value.is_null() && !value.text().is_some_and(means_nothing)
}

#[cfg(test)]
mod tests {
    use super::ChangeDecision::{self, Applied, Approved, Rejected};
    use crate::calendar::Date;
    use crate::project::{Folder, Project, ReportDateSource, load};

    fn project(path: &str, text: &str) -> Project {
        load(Folder::of_texts(&[(path, text)]), ReportDateSource { as_of: None, otherwise: Date::new(2026, 3, 31) })
    }

    fn decisions(path: &str, text: &str) -> Vec<Option<ChangeDecision>> {
        let project = project(path, text);
        assert_eq!(project.problems.iter().filter(|told| told.problem.kind == crate::source::ProblemKind::Value).count(), 0, "{text}");
        project.changes.iter().map(|change| change.decision).collect()
    }

    #[test]
    fn a_mark_says_that_a_change_is_approved_or_applied() {
        let text = "Change,Approved,Implemented\nTent,Y,N\nSign,N,N\nFlag,Yes,Y\n";
        assert_eq!(decisions("changes.csv", text), [Some(Approved), None, Some(Applied)]);
        let kept: Vec<_> = project("changes.csv", text).changes.iter().map(|change| change.typed.kept.len()).collect();
        assert_eq!(kept, [1, 2, 1], "a no is kept, and so is what says less");
        assert_eq!(decisions("变更.csv", "变更内容,是否批准,已实施\n帐篷,是,是\n招牌,是,否\n"), [Some(Applied), Some(Approved)]);
        assert_eq!(decisions("变更.md", "# 变更\n\n## 变更1：帐篷\n\n- 提出人：李娜\n- 已实施：是\n"), [Some(Applied)]);
        assert_eq!(decisions("changes/tent.md", "# Tent\n\n**Implemented:** Y\n"), [Some(Applied)]);
        assert_eq!(
            decisions("changes.yaml", "- {title: Tent, applied: yes}\n- {title: Sign, applied: 2026-03-02}\n"),
            [Some(Applied), None]
        );
    }

    #[test]
    fn a_state_goes_before_a_mark_unless_it_says_less() {
        let text = "Change,Status,Implemented\nTent,Approved,Y\nSign,Rejected,Y\nFlag,,Y\nStage,Pending,N\n";
        let expected = [Some(Applied), Some(Rejected), Some(Applied), Some(ChangeDecision::Undecided)];
        assert_eq!(decisions("changes.csv", text), expected);
        let kept: Vec<_> = project("changes.csv", text).changes[0].typed.kept.iter().map(|kept| kept.head.clone()).collect();
        assert_eq!(kept, ["Status"]);
        assert_eq!(decisions("changes.csv", "Change,Implemented\nTent,2026-03-02\nSign,\n"), [None, None], "days are days");
    }

    #[test]
    fn who_approved_it_on_a_day_approved_it_and_who_is_named_alone_did_not() {
        let text = "变更内容,批准人,审批日期,状态\n帐篷,李娜,2026-03-02,\n招牌,李娜,,\n旗子,,2026-03-02,\n台,李娜,2026-03-02,驳回\n灯,李娜,待定,\n";
        assert_eq!(decisions("变更.csv", text), [Some(Approved), None, None, Some(Rejected), None]);
    }
}
