//! The line of a file that a finding is about, as pages show it.

use std::ops::Range;

use serde::Serialize;

/// Characters of the line that are shown before, within and after the mark.
const SHOWN: [usize; 3] = [48, 72, 48];
/// What begins a remark that is for those who write the files.
const REMARKS: [&str; 2] = [" #", "<!--"];
/// Characters of the longest of them.
const LONGEST_SIGN: usize = 4;

/// A line with a mark in it, shortened around the mark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Quote {
    /// What stands before the mark.
    pub before: String,
    /// What is marked.
    pub marked: String,
    /// What stands behind it; remarks are left out.
    pub after: String,
}

impl Quote {
    /// A line with a mark over some of its bytes; `None` if nothing is marked.
    pub(super) fn of(line: &str, mark: &Range<usize>) -> Option<Self> {
        let [before, marked, after] = [line.get(..mark.start)?, line.get(mark.clone())?, line.get(mark.end..)?];
        if marked.is_empty() {
            return None;
        }
        let [most_before, most_marked, most_after] = SHOWN;
        // No more is looked at than is shown: a line may be as long as a file.
        let after = after.char_indices().nth(most_after + LONGEST_SIGN).and_then(|(end, _)| after.get(..end)).unwrap_or(after);
        let remark = REMARKS.iter().filter_map(|sign| after.find(sign)).min();
        let after = after.get(..remark.unwrap_or(after.len())).unwrap_or_default().trim_end();
        let start = before.trim_start();
        let hidden = start.char_indices().rev().nth(most_before).map(|(at, first)| at + first.len_utf8());
        let kept = start.get(hidden.unwrap_or_default()..).unwrap_or_default();
        let before = if hidden.is_some() { format!("…{kept}") } else { kept.to_owned() };
        Some(Self { before, marked: shortened(marked, most_marked), after: shortened(after, most_after) })
    }
}

fn shortened(text: &str, most: usize) -> String {
    let kept: String = text.chars().take(most).collect();
    if kept.len() < text.len() { kept + "…" } else { kept }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quote(line: &str, marked: &str) -> String {
        let start = line.find(marked).expect("it is in the line");
        let quote = Quote::of(line, &(start..start + marked.len())).expect("something is marked");
        format!("{}[{}]{}", quote.before, quote.marked, quote.after)
    }

    #[test]
    fn a_line_with_its_mark() {
        assert_eq!(quote("  owner: li-na", "li-na"), "owner: [li-na]");
        assert_eq!(quote("| 海报晚到 | 陈玮 |", "陈玮"), "| 海报晚到 | [陈玮] |");
        assert_eq!(Quote::of("owner:", &(6..6)), None);
    }

    #[test]
    fn remarks_stay_with_those_who_write() {
        assert_eq!(quote("  owner: li-na # ask her boss", "li-na"), "owner: [li-na]");
        assert_eq!(quote("| a | b | <!-- secret -->", "b"), "| a | [b] |");
        assert_eq!(quote("colour: '#fff'", "'#fff'"), "colour: ['#fff']");
    }

    #[test]
    fn long_lines_are_cut_on_both_sides() {
        let line = format!("{}X{}", "a".repeat(100), "b".repeat(100));
        assert_eq!(quote(&line, "X"), format!("…{}[X]{}…", "a".repeat(48), "b".repeat(48)));
    }
}
