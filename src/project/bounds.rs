//! How much of a file's records is taken in: what lies beyond a limit is left out and told, with the setting that raises it.

use std::borrow::Cow;

use super::ReadProblem;
use super::draft::Raw;
use super::kind::Kind;
use crate::say;
use crate::source::sheet::Row;
use crate::source::{Data, Limits, Node, Problem, ProblemKind, Span, document};

/// Leaves out what lies beyond the limits.
pub(super) fn keep(rows: &mut Vec<Raw<'_>>, kind: Kind, limits: &Limits) -> Vec<Problem> {
    let of_records = records(rows, kind, limits.records);
    let of_columns = columns(rows, limits.columns);
    let mut long = None;
    for row in rows.iter_mut() {
        cut(&mut row.node, limits.value_bytes, &mut long);
    }
    let of_values = long.map(|(place, bytes)| too_long(place, bytes, limits.value_bytes));
    of_records.into_iter().chain(of_columns).chain(of_values).collect()
}

fn records(rows: &mut Vec<Raw<'_>>, kind: Kind, most: usize) -> Option<Problem> {
    let place = rows.get(most)?.node.span;
    let (n, register) = (rows.len(), kind.label());
    rows.truncate(most);
    let message = say!(
        "The file has {n} records of “{register}”; those behind the first {most} are left out.",
        "文件中“{register}”有{n}条记录，只读取前{most}条，其余未读取。",
        n,
        register,
        most
    );
    Some(problem(place, message, "records"))
}

/// Says that files are not read, because those before them hold as many records as are read.
pub(super) fn no_room(file: usize, kind: Option<Kind>, more: usize, limits: &Limits) -> ReadProblem {
    let most = limits.records;
    let [en_more, zh_more] = match more {
        0 => [String::new(), String::new()],
        1 => [", nor is the file behind it".to_owned(), "其后的1个文件也未读取。".to_owned()],
        _ => [format!(", nor are the {more} files behind it"), format!("其后的{more}个文件也未读取。")],
    };
    let message = say!(
        "This file is not read for records{en_more}: the folder has {most} without it.",
        "此前的文件已有{most}条记录，本文件未读取。{zh_more}",
        most,
        en_more,
        zh_more
    );
    let problem = problem(Span::default(), message, "records");
    ReadProblem { file: Some(file), kind, record: None, is_internal: true, problem }
}

/// Leaves out the rows of a file that are beyond any number of records, before anybody asks what they mean.
pub(super) fn shorten(rows: &mut Vec<Row<'_>>, (behind, n): (Span, usize), limits: &Limits) -> Problem {
    let most = limits.records;
    let place = rows.get(most).map_or(behind, |row| row.span);
    rows.truncate(most);
    let message =
        say!("The file has {n} rows; those behind the first {most} are left out.", "文件有{n}行，只读取前{most}行，其余未读取。", n, most);
    problem(place, message, "records")
}

/// Cuts the rows of a table to the columns that are read, before anybody asks what its heads mean.
pub(super) fn narrow(rows: &mut [Row<'_>], limits: &Limits) -> Option<Problem> {
    let most = limits.columns;
    let width = |row: &Row<'_>| row.cells.iter().rposition(|cell| !cell.text.is_empty()).map_or(0, |last| last + 1);
    let widest = rows.iter().filter(|row| row.cells.len() > most).map(width).max()?;
    let place = rows.iter().find(|row| width(row) > most).and_then(|row| Some(row.cells.get(most)?.span));
    for row in rows.iter_mut() {
        row.cells.truncate(most);
    }
    place.map(|place| too_wide(place, widest, most))
}

fn columns(rows: &mut [Raw<'_>], most: usize) -> Option<Problem> {
    let widest = rows.iter().map(|row| row.node.entries().len()).max().filter(|widest| *widest > most)?;
    let place = rows.iter().find_map(|row| row.node.entries().get(most)).map_or_else(Span::default, |(key, _)| key.span);
    for row in rows {
        if let Data::Map(entries) = &mut row.node.data {
            entries.truncate(most);
        }
    }
    Some(too_wide(place, widest, most))
}

fn too_wide(place: Span, widest: usize, most: usize) -> Problem {
    let message = say!(
        "A record has {widest} columns; those behind the first {most} are left out.",
        "一条记录有{widest}列，只读取前{most}列，其余未读取。",
        widest,
        most
    );
    problem(place, message, "columns")
}

/// Says that a document has more links than are followed.
pub(super) fn links(text: &str, limits: &Limits) -> Option<Problem> {
    let body = document::body(text, limits);
    if document::most_links(text, body) <= limits.links {
        return None;
    }
    let found = document::links(text, body);
    let (place, n, most) = (found.get(limits.links)?.span, found.len(), limits.links);
    let message = say!(
        "The document has {n} links; those behind the first {most} are not followed.",
        "文档有{n}个链接，只处理前{most}个，其余未处理。",
        n,
        most
    );
    Some(problem(place, message, "links"))
}

/// Cuts what is too long, wherever it stands in a record; the first one is told.
fn cut(node: &mut Node<'_>, most: usize, long: &mut Option<(Span, usize)>) {
    let span = node.span;
    match &mut node.data {
        Data::Scalar(text, _) if text.len() > most => {
            long.get_or_insert((span, text.len()));
            let end = (0..=most).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
            let kept = text.get(..end).unwrap_or_default().to_owned();
            *text = Cow::Owned(kept);
        }
        Data::List(items) => items.iter_mut().for_each(|item| cut(item, most, long)),
        Data::Map(entries) => entries.iter_mut().for_each(|(_, value)| cut(value, most, long)),
        _ => {}
    }
}

fn too_long(place: Span, bytes: usize, most: usize) -> Problem {
    let message =
        say!("A value of {bytes} bytes is cut behind the first {most}.", "一处内容有{bytes}字节，只读取前{most}字节。", bytes, most);
    problem(place, message, "value_size")
}

fn problem(place: Span, message: crate::text::Message, setting: &str) -> Problem {
    let help = say!(
        "Split it, or raise `limits.{setting}` in `alongside.yaml`.",
        "拆分内容，或在 `alongside.yaml` 中调高 `limits.{setting}`。",
        setting
    );
    Problem::new(ProblemKind::File, place, message).help(help)
}

#[cfg(test)]
mod tests {
    use super::super::{Folder, Project, ReportDateSource, load};
    use super::*;
    use crate::calendar::Date;

    fn project(limits: &str, path: &str, text: &str) -> Project {
        let settings = format!("limits: {{{limits}}}\n");
        let files = [("alongside.yaml", settings.as_str()), (path, text)];
        load(Folder::of_texts(&files), ReportDateSource { as_of: None, otherwise: Date::new(2026, 3, 31) })
    }

    fn told(project: &Project) -> Vec<(&str, &str)> {
        let of = |told: &'_ super::super::ReadProblem| told.problem.kind == ProblemKind::File;
        let problems = project.problems.iter().filter(|told| of(told));
        problems.map(|told| (&*told.problem.message.en, told.problem.help.as_ref().map_or("", |help| &*help.en))).collect()
    }

    #[test]
    fn what_lies_beyond_a_limit_is_told_with_the_setting_that_raises_it() {
        let few = project("records: 2", "risks.csv", "Risk,Owner\nRain,Ana\nWind,Bo\nHail,Ana\n");
        let by = |setting: &str| format!("Split it, or raise `limits.{setting}` in `alongside.yaml`.");
        assert_eq!(few.risks.len(), 2);
        assert_eq!(told(&few), [("The file has 3 records of “Risks”; those behind the first 2 are left out.", by("records").as_str())]);
        let narrow = project("columns: 2", "risks.yaml", "- {title: Rain, owner: Ana, cause: Clouds}\n");
        assert_eq!((narrow.risks[0].title.any(), narrow.risks[0].cause.is_none()), ("Rain", true));
        assert_eq!(told(&narrow), [("A record has 3 columns; those behind the first 2 are left out.", by("columns").as_str())]);
        let short = project("value_size: 7", "risks.md", "| Risk | Owner |\n|---|---|\n| 下雨刮风 | Ana |\n");
        assert_eq!(short.risks[0].title.any(), "下雨");
        assert_eq!(told(&short), [("A value of 12 bytes is cut behind the first 7.", by("value_size").as_str())]);
    }

    #[test]
    fn rows_far_beyond_the_limit_are_only_counted() {
        let rows = "Rain,Ana\n".repeat(100);
        let many = project("records: 2", "risks.csv", &format!("Risk,Owner\n{rows}"));
        let by = "Split it, or raise `limits.records` in `alongside.yaml`.";
        assert_eq!(many.risks.len(), 1, "the head is a row too");
        assert_eq!(told(&many), [("The file has 101 rows; those behind the first 2 are left out.", by)]);
    }

    #[test]
    fn the_limit_is_that_of_all_files_together() {
        let of = |name: &str| format!("{name},Owner\nRain,Ana\nWind,Bo\n");
        let [risks, tasks, tickets] = ["Risk", "Task", "Ticket"].map(of);
        let files = [
            ("alongside.yaml", "limits: {records: 3}\n"),
            ("risks.csv", risks.as_str()),
            ("tasks.csv", tasks.as_str()),
            ("tickets.csv", tickets.as_str()),
            ("tickets/more.csv", tickets.as_str()),
        ];
        let all = load(Folder::of_texts(&files), ReportDateSource { as_of: None, otherwise: Date::new(2026, 3, 31) });
        assert_eq!((all.risks.len(), all.tasks.len(), all.tickets.len()), (2, 1, 0));
        let messages: Vec<&str> = told(&all).into_iter().map(|(message, _)| message).collect();
        let none = "This file is not read for records, nor is the file behind it: the folder has 3 without it.";
        assert_eq!(messages, ["The file has 2 records of “Tasks”; those behind the first 1 are left out.", none]);
        let unnamed = load(
            Folder::of_texts(&[("alongside.yaml", "limits: {records: 2}\n"), ("risks.csv", risks.as_str()), ("week.md", "# Week\n")]),
            ReportDateSource { as_of: None, otherwise: Date::new(2026, 3, 31) },
        );
        let none = "This file is not read for records: the folder has 2 without it.";
        assert_eq!(told(&unnamed).first().map(|(message, _)| *message), Some(none), "a file of no register's name");
    }

    #[test]
    fn links_beyond_the_limit_are_not_followed() {
        let text = "# Notes\n\n[a](none.md) [b](https://example.com) [c](nowhere.md)\n";
        let many = project("links: 2", "notes.md", text);
        let by = "Split it, or raise `limits.links` in `alongside.yaml`.";
        assert_eq!(told(&many), [("The document has 3 links; those behind the first 2 are not followed.", by)]);
        let file = many.file("notes.md").unwrap();
        assert_eq!(many.links_of(file).len(), 2);
        assert_eq!(told(&project("links: 3", "notes.md", text)).len(), 0);
    }

    #[test]
    fn marks_beyond_the_limit_are_told_of_every_document() {
        for path in ["notes.md", "risks.md"] {
            let found = project("marks: 3", path, "# Rain\n\n*a* *b*\n");
            assert!(told(&found).iter().any(|(message, _)| message.contains("more than 3 marks")), "{path}: {:?}", told(&found));
        }
    }

    #[test]
    fn what_is_usual_is_within_the_limits() {
        let usual = project("records: 2, columns: 2, value_size: 4", "risks.csv", "Risk,Owner\nRain,Ana\nWind,Bo\n");
        assert_eq!((usual.risks.len(), told(&usual).len()), (2, 0));
        let limits = Limits::default();
        assert!([limits.records, limits.links, limits.findings].iter().all(|most| *most > 100_000));
        assert!(limits.columns >= 1_000 && limits.value_bytes >= 1 << 20);
    }
}
