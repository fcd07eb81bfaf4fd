//! What an import says that it did: what became of the columns and of the records, and what was left alone.

use super::merge::{self, Merge};
use crate::project::Kind;
use crate::project::exchange::{Brought, Cells};
use crate::text::{Lang, Message, plural};
use crate::{both, say};

/// Lines of one sort that are shown before the rest is counted.
const MOST: usize = 20;

/// What was brought, from where, and what came of it.
pub(super) struct Told<'t> {
    pub(super) source: &'t str,
    pub(super) target: &'t str,
    pub(super) brought: &'t Brought,
    pub(super) ours: &'t [Cells],
    pub(super) merge: &'t Merge,
    pub(super) by_hand: &'t [merge::Update],
    pub(super) is_of_program: bool,
    pub(super) others: usize,
    /// Heads whose fields go to the settings.
    pub(super) learned: &'t [(String, String)],
    /// What is to be added to the settings by hand.
    pub(super) by_hand_in_settings: Option<&'t Message>,
}

impl Told<'_> {
    /// All of it, in lines.
    pub(super) fn text(&self, lang: Lang) -> String {
        let mut lines = vec![self.summary().get(lang).to_owned()];
        lines.extend(self.columns().iter().map(|message| format!("  {}", message.get(lang))));
        for part in [self.added(), self.updates(), self.by_hand(), self.conflicts(), self.gone(), self.left_out()] {
            let more = part.len().saturating_sub(MOST);
            lines.extend(part.iter().take(MOST).map(|message| format!("  {}", message.get(lang))));
            if more > 0 {
                lines.push(format!("  {}", say!("… and {more} more", "……另有{more}项", more).get(lang)));
            }
        }
        lines.join("\n") + "\n"
    }

    fn summary(&self) -> Message {
        let Self { source, target, merge, .. } = self;
        let records = |n: usize| format!("{n} record{}", plural(n));
        say!(
            "{source} → {target} ({register}): {en_added} added, {updates} cell{en_s} changed, {conflicts} kept as here, {gone} gone from the source, {same} as before.",
            "{source} → {target}（{register}）：新增{zh_added}条，更新{updates}处，保留本地{conflicts}处，来源中已没有{gone}条，{same}条不变。",
            source,
            target,
            register = self.brought.kind.label(),
            en_added = records(merge.added.len()),
            zh_added = merge.added.len(),
            updates = merge.updates.len(),
            en_s = plural(merge.updates.len()),
            conflicts = merge.conflicts.len(),
            gone = merge.gone.len(),
            same = merge.same
        )
    }

    fn columns(&self) -> Vec<Message> {
        let read: Vec<String> = self.brought.heads.iter().map(|(field, head)| format!("“{head}” → `{field}`")).collect();
        let kept: Vec<String> = self.brought.kept.iter().map(|head| format!("“{head}”")).collect();
        let (en_read, zh_read) = (read.join(", "), read.join("、"));
        let (en_kept, zh_kept) = (kept.join(", "), kept.join("、"));
        let kept = match (kept.is_empty(), self.is_of_program) {
            (true, _) => None,
            (_, true) => Some(say!("left at the source: {en_kept}", "留在来源：{zh_kept}", en_kept, zh_kept)),
            (_, false) => Some(say!("under their own heads: {en_kept}", "按原列名保留：{zh_kept}", en_kept, zh_kept)),
        };
        let n = self.others;
        let others = (n > 0).then(|| say!("rows of other sorts, left at the source: {n}", "其他类型的行，留在来源：{n}行", n));
        std::iter::once(say!("columns: {en_read}", "列：{zh_read}", en_read, zh_read))
            .chain(kept)
            .chain(others)
            .chain(self.learned())
            .collect()
    }

    /// What goes to the settings.
    fn learned(&self) -> Option<Message> {
        let heads: Vec<String> = self.learned.iter().map(|(head, _)| format!("“{head}”")).collect();
        let (en_heads, zh_heads) = (heads.join(", "), heads.join("、"));
        match self.by_hand_in_settings {
            Some(help) => Some(help.clone()),
            None if heads.is_empty() => None,
            None => Some(say!("kept in `columns` of the settings: {en_heads}", "记入设置的`columns`：{zh_heads}", en_heads, zh_heads)),
        }
    }

    fn added(&self) -> Vec<Message> {
        self.merge.added.iter().map(|row| Message::same(format!("+ {}", called(row, self.brought.kind)))).collect()
    }

    fn updates(&self) -> Vec<Message> {
        let message = |update: &merge::Update| {
            let (before, after) = (shown(&update.before), shown(&update.after));
            Message::same(format!("~ {} `{}`: {before} → {after}", self.own(update.row), update.column))
        };
        self.merge.updates.iter().map(message).collect()
    }

    fn by_hand(&self) -> Vec<Message> {
        let message = |update: &merge::Update| {
            let (record, column, after) = (self.own(update.row), &update.column, shown(&update.after));
            say!("! {record} `{column}`: write {after} by hand", "! {record} `{column}`：请手工改为{after}", record, column, after)
        };
        self.by_hand.iter().map(message).collect()
    }

    fn conflicts(&self) -> Vec<Message> {
        let message = |conflict: &merge::Conflict| {
            say!(
                "! {record} `{column}`: {ours} here, {theirs} at the source; ours stays",
                "! {record} `{column}`：本地是{ours}，来源是{theirs}，保留本地",
                record = self.own(conflict.row),
                column = &conflict.column,
                ours = shown(&conflict.ours),
                theirs = shown(&conflict.theirs)
            )
        };
        self.merge.conflicts.iter().map(message).collect()
    }

    fn gone(&self) -> Vec<Message> {
        let message = |row: &usize| {
            let record = self.own(*row);
            say!("- {record} is gone from the source and stays here", "- {record}在来源中已没有，本地保留", record)
        };
        self.merge.gone.iter().map(message).collect()
    }

    fn left_out(&self) -> Vec<Message> {
        let message = |row: &Cells| {
            let record = called(row, self.brought.kind);
            say!("- {record} was taken out here and is not brought back", "- {record}本地已删除，不再导入", record)
        };
        self.merge.left_out.iter().map(message).collect()
    }

    fn own(&self, row: usize) -> String {
        self.ours.get(row).map(|row| called(row, self.brought.kind)).unwrap_or_default()
    }
}

fn shown(text: &str) -> String {
    if text.is_empty() { "—".to_owned() } else { format!("“{}”", text.replace('\n', " ")) }
}

fn called(row: &Cells, kind: Kind) -> String {
    let id = row.get("id").map(String::as_str).unwrap_or_default();
    let said = |column: &&str| row.get(*column).filter(|text| !text.is_empty()).map(|text| format!("“{}”", text.replace('\n', " ")));
    let name: Vec<String> = kind.known().iter().filter_map(said).collect();
    format!("{id} {}", name.join(" ")).trim().to_owned()
}

/// What stands at the end.
pub(super) fn ending(is_dry_run: bool) -> Message {
    if is_dry_run {
        both!("Nothing was written.", "未写入任何内容。")
    } else {
        both!("Run `alongside check` to see what is still missing.", "运行 `alongside check`，查看还缺什么。")
    }
}
