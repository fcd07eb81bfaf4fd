//! `alongside check --add-waiver`: waives what is found today, where the settings keep waivers.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::replace::replace;
use super::{Failure, report_date};
use crate::checklist::{Assessment, Finding, Rule};
use crate::cli::CheckArgs;
use crate::project::append::{NewWaiver, append_waivers};
use crate::source::{edit, encoding};
use crate::text::{Message, plural};
use crate::{both, say};

/// Adds waivers of every finding of today that is not known yet.
pub(super) fn waive(judged: &Assessment, args: &CheckArgs, reason: &str) -> Result<Message, Failure> {
    let until = report_date(args.waiver.until.as_deref().unwrap_or_default())?;
    let approved_by = args.waiver.approved_by.clone().unwrap_or_default();
    if reason.trim().is_empty() || approved_by.trim().is_empty() {
        return Err(both!("A waiver says why, and who approved it.", "豁免须写明原因和批准人。").into());
    }
    if until < judged.project.report_date {
        return Err(say!("{until} is past already.", "{until}已经过去。", until).into());
    }
    let of = |(rule, records): (&'static Rule, Vec<String>)| NewWaiver {
        rule: rule.id,
        records,
        reason: reason.trim().to_owned(),
        approved_by: approved_by.trim().to_owned(),
        until,
    };
    let (n, found) = found(judged);
    let waivers: Vec<NewWaiver> = found.into_iter().map(of).collect();
    if waivers.is_empty() {
        return Ok(both!("There is nothing to waive.", "没有可豁免的内容。"));
    }
    let path = write(judged, &args.source.folder, &waivers)?;
    Ok(say!("Waived {n} finding{en_s} until {until} in `{path}`.", "已在`{path}`豁免{n}项，至{until}。", n, until, path, en_s = plural(n)))
}

/// How many findings count, and by rule the records that they are about; a rule is there twice if some are about none.
fn found(judged: &Assessment) -> (usize, Vec<(&'static Rule, Vec<String>)>) {
    let mut by_rule: BTreeMap<(&str, bool), (&'static Rule, Vec<String>)> = BTreeMap::new();
    let counted = judged.checklist.findings().flat_map(|found| found.finding.single().iter().map(|single| (found.rule, single)));
    let mut seen = BTreeSet::new();
    let mut n = 0;
    for (rule, finding) in counted.filter(|(_, finding)| !finding.is_known) {
        n += 1;
        let record = subject(judged, finding);
        let (_, records) = by_rule.entry((rule.id, record.is_some())).or_insert((rule, Vec::new()));
        records.extend(record.filter(|record| seen.insert((rule.id, record.clone()))));
    }
    (n, by_rule.into_values().collect())
}

fn subject(judged: &Assessment, finding: &Finding) -> Option<String> {
    let id = finding.records.first()?;
    Some(judged.project.record(*id)?.id().to_owned())
}

fn write(judged: &Assessment, root: &Path, waivers: &[NewWaiver]) -> Result<String, Failure> {
    let project = &judged.project;
    let (file, edit) = append_waivers(project, waivers).map_err(|no| Failure { message: no.message, help: Some(no.help) })?;
    let name = project.path(file);
    let bytes = project.folder.small_file(name).map_err(|problem| Failure::of_file(name, *problem))?;
    let has_changed = encoding::decode(&bytes).text != project.text(file);
    let changed = edit::rewrite(&bytes, &[edit]).filter(|_| !has_changed);
    let changed =
        changed.ok_or_else(|| say!("`{name}` cannot be changed; nothing was written.", "无法修改`{name}`，未写入任何内容。", name))?;
    let path = root.join(name);
    replace(&path, &changed).map_err(|error| {
        Failure::from(say!("`{path}` cannot be written: {error}.", "无法写入`{path}`：{error}。", path = path.display(), error))
    })?;
    Ok(name.to_owned())
}
