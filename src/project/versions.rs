//! The history of a document: a table of its versions is no list of changes of the project.

use super::kind::Kind;
use crate::source::fold::fold_header;
use crate::source::sheet::Table;
use crate::source::{Key, Node, Problem, ProblemKind};
use crate::{both, say};

const VERSIONS: &str = "version ver rev revision versionno versionnumber revno revisionno documentversion 版本 版本号 版次 修订版本 修订版次 \
    文档版本 文件版本";
const DAYS: &str = "date revisiondate changedate datemodified lastupdated updated releasedate 日期 时间 修改日期 修订日期 变更日期 更新日期 \
    发布日期 编制日期 修改时间 修订时间 更新时间";
const AUTHORS: &str = "author authors by changedby changeby modifiedby updatedby revisedby preparedby writtenby editor name 作者 修改人 修订人 \
    编写人 编制人 编制 变更人 更新人 撰写人 拟制 修改者 更新者 修订者 修改作者";
const OTHERS: &str = "description change changes summary comment comments note notes remark remarks details detail section sections reason \
    descriptionofchange changedescription summaryofchanges reasonforchange status approvedby approver reviewer reviewedby 修改内容 变更内容 \
    修订内容 更新内容 变更说明 修订说明 修改说明 更新说明 说明 内容 描述 备注 变更描述 变更原因 修改原因 修订原因 修订章节 修改章节 状态 审核人 \
    批准人 审批人 审核 批准 审阅人";
/// Headings above the history of a document.
const HEADINGS: &str = "versionhistory revisionhistory documenthistory documentcontrol changehistory documentversions versions \
    documentrevisions 版本记录 版本历史 修订记录 修订历史 变更历史 修改记录 修改历史 文档历史 文档版本 文档修订记录 文档修改记录 文档变更记录 版本信息";

/// Whether a table is the history of the document: each row is a version with its day, and its columns say no more than who wrote it
/// and what is new. Where the author is not named, a heading says so, or that it speaks of changes.
pub(super) fn is_history(table: &Table<'_>, heading: Option<&str>, register: Option<Kind>) -> bool {
    let heads: Vec<String> = table.header.iter().map(|key| fold_header(&key.name)).collect();
    let has = |list: &str| heads.iter().any(|head| is_one_of(list, head));
    let is_known = |head: &String| [VERSIONS, DAYS, AUTHORS, OTHERS].iter().any(|list| is_one_of(list, head));
    if table.records.is_empty() || !has(VERSIONS) || !has(DAYS) || !heads.iter().all(is_known) {
        return false;
    }
    let speaks_of_it = heading.is_some_and(|heading| is_one_of(HEADINGS, &fold_header(heading))) || register == Some(Kind::Changes);
    (has(AUTHORS) || speaks_of_it)
        && table.header.iter().filter(|key| is_one_of(VERSIONS, &fold_header(&key.name))).all(|key| are_versions(table, key))
}

fn is_one_of(list: &str, head: &str) -> bool {
    list.split_whitespace().any(|word| word == head)
}

fn are_versions(table: &Table<'_>, key: &Key<'_>) -> bool {
    let cells = || table.records.iter().filter_map(|row| row.get(&key.name)?.text()).map(str::trim);
    cells().next().is_some() && cells().all(is_version)
}

/// `V1.0`, `0.2`, `Rev A`, `1.0 draft`, 「第2版」.
fn is_version(text: &str) -> bool {
    const LONGEST: usize = 16;
    let lower = text.to_lowercase();
    let bare = ["version", "ver", "rev", "draft", "v", "r", "第"].iter().find_map(|word| lower.strip_prefix(word)).unwrap_or(&lower);
    let bare = bare.trim_start_matches(['.', ' ']);
    let is_letter = bare.chars().count() == 1 && bare.chars().all(|c| c.is_ascii_alphabetic());
    text.chars().count() <= LONGEST && (bare.starts_with(|c: char| c.is_ascii_digit()) || is_letter)
}

/// A table of versions that is shown as text.
pub(super) fn told(table: &Table<'_>) -> Problem {
    let start = table.header.first().map_or(table.span, |key| key.span);
    let count = table.records.iter().filter(|row: &&Node<'_>| !row.is_null()).count();
    let message = say!(
        "This table of {en_versions} is the history of the document, so it is shown as text.",
        "这个表格（{zh_count}个版本）是文档的修订记录，按正文显示。",
        en_versions = format!("{count} version{}", crate::text::plural(count)),
        zh_count = count
    );
    Problem::new(ProblemKind::Kept, start, message).help(both!(
        "Nothing to do; changes of the project have no versions: write them in a table without that column.",
        "无需处理；项目的调整没有版本号，请写在没有这一列的表格里。"
    ))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{project, told};

    #[test]
    fn the_history_of_a_document_is_no_change_of_the_project() {
        let zh = "# 变更记录\n\n| 版本 | 日期 | 修改内容 | 修改人 |\n|---|---|---|---|\n| V1.0 | 2026-01-10 | 初稿 | 李娜 |\n| V1.1 | 2026-02-10 | 预算 | 李娜 |\n";
        let read = project("变更记录.md", zh);
        assert_eq!((read.changes.len(), read.documents.len()), (0, 1));
        assert_eq!(told(&read), ["This table of 2 versions is the history of the document, so it is shown as text."]);
        let both = "# Change log\n\n| Version | Date | Description |\n|---|---|---|\n| 0.1 | 2026-01-10 | First draft |\n\n## Changes\n\n\
            | ID | Change | Requested by | Date |\n|---|---|---|---|\n| C1 | Launch in June | Ana | 2026-03-01 |\n";
        let read = project("change-log.md", both);
        assert_eq!(read.changes.iter().map(|change| change.title.any()).collect::<Vec<_>>(), ["Launch in June"]);
        assert_eq!(told(&read).len(), 1, "{:?}", told(&read));
        let plan = "# Plan\n\n## Revision history\n\n| Rev | Date | Description | Author |\n|---|---|---|---|\n| A | 2026-01-10 | Draft | Ana |\n\n## Tasks\n\n\
            | Task | Owner | End |\n|---|---|---|\n| Film | Ana | 2026-03-01 |\n";
        assert_eq!(project("plan.md", plan).tasks.len(), 1, "a draft is no task");
    }

    #[test]
    fn a_table_of_changes_or_of_releases_is_read() {
        for (path, text) in [
            ("changes.md", "| Version | Change | Status | Requested by |\n|---|---|---|---|\n| 2 | Later | open | Ana |\n"),
            ("变更.md", "| 版本 | 变更内容 | 日期 | 申请人 |\n|---|---|---|---|\n| 1.2 | 延期 | 2026-03-01 | 李娜 |\n"),
            ("changes.md", "| Version | Date | Description |\n|---|---|---|\n| Spring | 2026-03-01 | Later |\n"),
        ] {
            assert_eq!(project(path, text).changes.len(), 1, "{text}");
        }
        let releases = "| Version | Date | Description |\n|---|---|---|\n| 1.0 | 2026-05-01 | Public launch |\n";
        assert_eq!(project("milestones.md", releases).milestones.len(), 1, "nobody wrote a release");
    }
}
