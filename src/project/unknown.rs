//! What has a name that means nothing here: fields, settings, files.

use std::collections::{BTreeMap, BTreeSet};

use super::book;
use super::content::{extension, is_look, is_markdown, is_workbook, stem};
use super::kind::Kind;
use super::{File, RecordId};
use crate::source::prepare::{Kept, Unknown};
use crate::source::{Problem, ProblemKind, Span, Suggestion};
use crate::text::Message;
use crate::{both, say};

/// Fields that no register has; one that every record of a file has is said once.
pub(super) fn fields(unknown: &[(RecordId, Unknown)], records: usize, kind: Kind) -> Vec<(Option<RecordId>, Problem)> {
    // A head stands once above its rows; what records write themselves is one only where all of them do.
    let mut by_name: BTreeMap<(&str, Span), Vec<&(RecordId, Unknown)>> = BTreeMap::new();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, key) in unknown {
        *counts.entry(&key.name).or_default() += 1;
    }
    for found in unknown {
        let is_of_all = counts.get(found.1.name.as_str()).is_some_and(|count| *count == records);
        let place = if is_of_all { Span::default() } else { found.1.span };
        by_name.entry((&found.1.name, place)).or_default().push(found);
    }
    let mut problems = Vec::new();
    for found in by_name.into_values() {
        let is_column = found.len() > 1;
        let count = found.len();
        let header = found.first().map(|(_, key)| key.span);
        let others: Vec<Span> = found.iter().map(|(_, key)| key.span).filter(|span| Some(*span) != header).collect();
        for (record, key) in found.into_iter().take(if is_column { 1 } else { usize::MAX }) {
            let record = (record.index != usize::MAX && !is_column).then_some(*record);
            let mut problem = field(key, kind, count, records);
            if let Some(suggestion) = problem.suggestion.as_mut().filter(|_| is_column) {
                suggestion.also.clone_from(&others);
            }
            problems.push((record, problem));
        }
    }
    problems
}

/// Heads that are named where many are kept.
const MOST_HEADS: usize = 12;

/// Heads of a file for which there is no field, or whose field another column has; said once.
pub(super) fn kept<'k>(kept: impl Iterator<Item = &'k Kept>, kind: Kind) -> Option<Problem> {
    let mut known = BTreeSet::new();
    let heads: Vec<&Kept> = kept.filter(|column| !column.is_told && known.insert(column.head.as_str())).collect();
    let first = heads.iter().min_by_key(|column| column.span.start)?;
    let names: Vec<String> = heads.iter().take(MOST_HEADS).map(|column| format!("“{}”", column.head)).collect();
    let more = heads.len().saturating_sub(MOST_HEADS);
    let [and_more, zh_and_more] =
        if more == 0 { [String::new(), String::new()] } else { [format!(" and {more} more"), format!("等{}列", heads.len())] };
    let message = say!(
        "“{register}” has no field of its own for {en_heads}; kept as written.",
        "“{register}”没有对应{zh_heads}的字段，已按原样保留。",
        register = kind.label(),
        en_heads = names.join(", ") + &and_more,
        zh_heads = names.join("、") + &zh_and_more
    );
    let help = if kind.shown().publishes_kept {
        let fields = all_fields(kind);
        say!(
            "Nothing to do: it is shown with the record. If it means a field, give the column that field's name; {fields}",
            "无需处理，内容会随记录显示；若对应某个字段，把列名改成该字段的名称，{fields}",
            fields
        )
    } else {
        let head = &first.head;
        say!(
            "Nothing to do. What is kept of people is not published; to publish a column, write `columns: {{{en_key}: {{{head}: publish}}}}`.",
            "无需处理。人员的这类内容不会公开；如需公开某列，写 `columns: {{{zh_key}: {{{head}: 公开}}}}`。",
            en_key = kind.key(),
            zh_key = kind.zh(),
            head
        )
    };
    Some(Problem::new(ProblemKind::Kept, first.span, message).help(help))
}

fn field(key: &Unknown, kind: Kind, count: usize, records: usize) -> Problem {
    let register = kind.label();
    let message = if count > 1 && count < records {
        say!(
            "“{register}” has no field `{name}`; {count} records of this file have it.",
            "“{register}”没有字段`{name}`，本文件有{count}条记录写了它。",
            register,
            name = &key.name,
            count
        )
    } else if count > 1 {
        say!(
            "“{register}” has no field `{name}`; all {count} records of this file have it.",
            "“{register}”没有字段`{name}`，本文件的{count}条记录都有。",
            register,
            name = &key.name,
            count
        )
    } else {
        say!("“{register}” has no field `{name}`.", "“{register}”没有字段`{name}`。", register, name = &key.name)
    };
    let mut problem = with_suggestion(Problem::new(ProblemKind::UnknownField, key.span, message), key);
    let (help, fields) = (problem.help.take().unwrap_or_default(), all_fields(kind));
    problem.help(say!("{help} {fields}", "{help}{fields}", help, fields))
}

/// Where all fields of a register are told: "`alongside fields risks` lists its fields."
pub fn all_fields(kind: Kind) -> Message {
    say!(
        "`alongside fields {en_key}` lists its fields.",
        "`alongside fields {zh_key}` 列出全部字段。",
        en_key = kind.key(),
        zh_key = kind.zh()
    )
}

/// A key of a document's front matter that is nearly one that means something.
pub(super) fn front(key: &Unknown) -> Problem {
    let message = say!("Front matter has no key `{name}`.", "文件头（front matter）没有`{name}`这个键。", name = &key.name);
    with_suggestion(Problem::new(ProblemKind::UnknownField, key.span, message), key)
}

/// A setting that there is not.
pub(super) fn setting(key: &Unknown) -> Problem {
    let message = say!("There is no setting `{name}`.", "没有设置项`{name}`。", name = &key.name);
    with_suggestion(Problem::new(ProblemKind::UnknownField, key.span, message), key)
}

fn with_suggestion(mut problem: Problem, key: &Unknown) -> Problem {
    if let Some(meant) = key.suggestion {
        problem.suggestion = Some(Suggestion::new(meant, key.is_sure));
        problem.help(say!("Did you mean `{meant}`?", "是不是`{meant}`？", meant))
    } else {
        let name = &key.name;
        problem.help(say!("Remove it, or call it `x_{name}` to keep it for yourselves.", "删去，或改名为`x_{name}`自行保留。", name))
    }
}

/// A data file that is no register, no settings and no other tool's.
pub(super) fn file(file: &File) -> Option<Problem> {
    let is_ours = file.kind.is_some() || is_markdown(&file.path) || is_look(&file.path) || is_baseline(file.text.as_deref()?);
    if is_workbook(&file.path) {
        let is_begun = file.text.as_deref().is_some_and(book::is_begun);
        return (!is_ours && !is_begun).then(|| workbook(&file.path));
    }
    (!is_ours && !is_foreign(&file.path)).then(|| problem(&file.path))
}

/// Kinds of files that people keep registers in.
const OFFICE: [&str; 14] = ["xlsb", "numbers", "et", "docx", "doc", "wps", "rtf", "odt", "pages", "mpp", "toml", "txt", "org", "adoc"];
/// Kinds of files that are as often attached to a register: only one with a register's own name is one.
const ATTACHED: [&str; 9] = ["pdf", "html", "htm", "pptx", "odp", "xml", "jsonl", "eml", "msg"];

/// A file that people keep registers in and that is not read: told where its name, or that of its folder, is a register's.
pub(super) fn office(file: &File) -> Option<(Kind, Problem)> {
    if file.text.is_some() {
        return None;
    }
    let (extension, (stem, _)) = (extension(&file.path), stem(&file.path));
    let is_dated = || extension.is_empty() && stem.contains(|c: char| c.is_ascii_digit());
    let kind = match extension.as_str() {
        _ if is_look(&file.path) => None,
        office if OFFICE.contains(&office) || is_dated() => Kind::of_path(&file.path),
        attached if attached.is_empty() || ATTACHED.contains(&attached) => Kind::of_stem(stem).or_else(|| Kind::of_dressed(stem)),
        _ => None,
    }?;
    let message = say!(
        "`{path}` bears the name of “{register}”, but files of this kind are not read.",
        "`{path}`的名称是“{register}”，但这种文件不会读取。",
        path = &file.path,
        register = kind.label()
    );
    let problem = Problem::new(ProblemKind::Unread, Span::default(), message).help(both!(
        "Save tables as `.xlsx`, `.ods` or CSV; `alongside import` makes Markdown of `.docx`; or list it in `.alongsideignore`.",
        "表格另存为 `.xlsx`、`.ods` 或 CSV；`.docx` 可用 `alongside import` 转为 Markdown；不需读取的写进 `.alongsideignore`。"
    ));
    Some((kind, problem))
}

/// A workbook none of whose sheets is of a register.
fn workbook(path: &str) -> Problem {
    let message = say!(
        "No sheet of `{path}` belongs to a register, so nothing in it is read.",
        "`{path}`中没有工作表属于任何登记册，内容未读取。",
        path
    );
    Problem::new(ProblemKind::UnknownFile, Span::default(), message).help(both!(
        "Name the file or a sheet after a register, as `risks` or “风险”; or list it in `.alongsideignore`.",
        "把文件或工作表命名为登记册的名称，例如`risks`或“风险”；不需读取的写进 `.alongsideignore`。"
    ))
}

/// A file that `check --write-baseline` wrote.
fn is_baseline(text: &str) -> bool {
    text.lines().find(|line| !line.starts_with('#')).is_some_and(|line| line.starts_with("baseline:"))
}

/// Files of other tools.
fn is_foreign(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
    let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
    stem == "lock"
        || ["-lock", "_lock", ".lock"].iter().any(|end| stem.ends_with(end))
        || path.starts_with("node_modules/")
        || matches!(
            name.as_str(),
            "mkdocs.yml"
                | "docker-compose.yml"
                | "docker-compose.yaml"
                | "compose.yaml"
                | "_config.yml"
                | "codecov.yml"
                | "action.yml"
                | "azure-pipelines.yml"
                | "bitbucket-pipelines.yml"
                | "appveyor.yml"
                | "cloudbuild.yaml"
                | "buildspec.yml"
        )
}

fn problem(path: &str) -> Problem {
    let (stem, _) = stem(path);
    let problem = Problem::new(
        ProblemKind::UnknownFile,
        Span::default(),
        say!("`{path}` belongs to no register, so nothing in it is read.", "`{path}`不属于任何登记册，其中内容未读取。", path),
    );
    match (Kind::suggest(stem), Kind::of_everyday_folder(path)) {
        (None, Some((folder, kind))) => {
            let (key, zh) = (kind.key(), kind.zh());
            problem.help(say!(
                "Folders called `{folder}` hold all sorts of things; one that holds this register is named `{key}` or “{zh}”.",
                "名为`{folder}`的文件夹可能放各种内容；存放该登记册的，把文件夹改名为`{key}`或“{zh}”。",
                folder,
                key,
                zh
            ))
        }
        (Some(kind), _) => {
            let (key, zh) = (kind.key(), kind.zh());
            problem.help(say!(
                "Did you mean `{key}`? Name the file `{key}` or “{zh}”.",
                "是不是`{key}`？把文件名改为`{key}`或“{zh}”。",
                key,
                zh
            ))
        }
        (None, None) => problem.help(both!(
            "Name the file, or a folder above it, after a register, as `risks` or “风险”; or list it in `.alongsideignore`.",
            "把文件或上级文件夹命名为登记册的名称，例如`risks`或“风险”；不需读取的写进`.alongsideignore`。"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_heads_are_counted() {
        let column = |n: u32| Kept {
            head: format!("c{n}"),
            span: Span::new(n as usize, n as usize + 1),
            text: String::new(),
            is_published: false,
            is_told: false,
        };
        let columns: Vec<Kept> = (0..15).map(column).collect();
        let message = |n: usize| kept(columns.iter().take(n), Kind::Risks).unwrap().message;
        assert_eq!(message(2).en, "“Risks” has no field of its own for “c0”, “c1”; kept as written.");
        assert!(message(15).en.ends_with("“c11” and 3 more; kept as written."), "{}", message(15).en);
        assert!(message(15).zh.contains("“c11”等15列的字段"), "{}", message(15).zh);
        assert_eq!(kept([].iter(), Kind::Risks), None);
    }

    #[test]
    fn a_head_above_some_of_the_rows_is_told_once() {
        let key = |at: usize| Unknown { name: "ownr".into(), span: Span::new(at, at + 4), suggestion: Some("owner"), is_sure: true };
        let of = |index: usize, at: usize| (RecordId { kind: Kind::Risks, index }, key(at));
        let said = |unknown: &[(RecordId, Unknown)], records: usize| {
            fields(unknown, records, Kind::Risks).into_iter().map(|(_, problem)| problem.message.en.into_owned()).collect::<Vec<_>>()
        };
        assert_eq!(said(&[of(2, 50), of(3, 50)], 4), ["“Risks” has no field `ownr`; 2 records of this file have it."], "one of two tables");
        assert_eq!(said(&[of(0, 9), of(1, 50)], 2), ["“Risks” has no field `ownr`; all 2 records of this file have it."], "in YAML");
        assert_eq!(said(&[of(0, 9), of(1, 50)], 3).len(), 2, "some records of YAML");
    }
}
