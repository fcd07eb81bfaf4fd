//! Baseline files: read for every command that judges, written by `check --write-baseline`.

use std::collections::BTreeMap;
use std::path::Path;

use super::Failure;
use super::replace::replace;
use crate::checklist::{Baseline, Key};
use crate::cli::Source;
use crate::project::Project;
use crate::source::encoding;
use crate::source::files::read_from_disk;
use crate::text::{Message, plural};
use crate::{both, say};

/// Which findings are known.
#[derive(Debug, Clone, Copy)]
pub(super) enum Known<'a> {
    /// None.
    Nothing,
    /// Those of a file.
    In(&'a Path),
    /// Those of the file that the settings name, if they name one.
    AsSet,
}

/// The findings that are known.
pub(super) fn read(project: &Project, source: &Source, known: Known<'_>) -> Result<Baseline, Failure> {
    let (path, bytes) = match (known, &project.settings.checklist.baseline) {
        (Known::Nothing, _) | (Known::AsSet, None) => return Ok(Baseline::default()),
        (Known::In(path), _) => (path.to_owned(), read_from_disk(path, u64::MAX)),
        (Known::AsSet, Some(name)) => (source.folder.join(&name.0), project.folder.bytes(name)),
    };
    let shown = path.display();
    let bytes = bytes.map_err(|problem| Failure {
        message: say!("The baseline `{shown}` cannot be used. {what}", "存量清单`{shown}`无法使用。{what}", shown, what = problem.message),
        help: Some(both!("Make it with `alongside check --write-baseline FILE`.", "用 `alongside check --write-baseline 文件` 生成。")),
    })?;
    Baseline::read(&encoding::decode(&bytes).text).map_err(|what| Failure {
        message: say!("`{shown}`: {what}", "`{shown}`：{what}", shown, what),
        help: Some(both!(
            "Write it again with `alongside check --write-baseline FILE`.",
            "用 `alongside check --write-baseline 文件` 重新生成。"
        )),
    })
}

/// Writes a baseline file, and says what is in it.
pub(super) fn write(path: &Path, baseline: &Baseline) -> Result<Message, Failure> {
    let shown = path.display().to_string();
    replace(path, baseline.to_yaml().as_bytes())
        .map_err(|error| Failure::from(say!("`{shown}` cannot be written: {error}.", "无法写入`{shown}`：{error}。", shown, error)))?;
    let n = baseline.len();
    Ok(say!("Wrote {n} known finding{en_s} to `{shown}`.", "已将{n}项存量写入`{shown}`。", n, shown, en_s = plural(n)))
}

/// What of the baseline no longer occurs, so that it can shrink.
pub(super) fn gone(gone: &BTreeMap<Key, usize>, is_verbose: bool) -> Option<Message> {
    let n: usize = gone.values().sum();
    let keys: Vec<String> = gone.keys().map(|key| format!("\n  {} {}", key.rule, key.records.join(" "))).collect();
    let list = if is_verbose { keys.concat() } else { String::new() };
    (n > 0).then(|| {
        say!(
            "{n} finding{en_s} of the baseline no longer occur{en_v}; write it again with --write-baseline.{list}",
            "存量清单中有{n}项已不再出现，可用 --write-baseline 重新生成。{list}",
            n,
            list,
            en_s = plural(n),
            en_v = if n == 1 { "s" } else { "" }
        )
    })
}
