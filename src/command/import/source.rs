//! A file that is brought, as the text that is read of it.

use std::path::Path;

use super::super::Failure;
use super::bases::given_out_as;
use crate::source::files::read_from_disk;
use crate::source::{Limits, Lines, Location, Problem, ProblemKind, encoding, tabulate, workbook};
use crate::text::Lang;
use crate::{both, say};

/// A file's text and the name that it is read by.
pub(super) struct Source {
    /// The name, with the extension of the form that the text has.
    pub(super) path: String,
    pub(super) text: String,
}

impl Source {
    /// Reads a file: a workbook, a table, or a list of objects, which becomes a table.
    pub(super) fn read(file: &Path, limits: &Limits) -> Result<Self, Failure> {
        let shown = file.display().to_string();
        let failed = |problem: Box<Problem>| Failure::of_file(&shown, *problem);
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let (stem, extension) = name.rsplit_once('.').unwrap_or((&name, ""));
        let bytes = read_from_disk(file, limits.file_bytes.saturating_add(1)).map_err(failed)?;
        if bytes.len() as u64 > limits.file_bytes {
            return Err(too_large(&shown));
        }
        let decoded = || encoding::decode(&bytes).text;
        let table = |text: Option<String>| Some(Self { path: format!("{stem}.csv"), text: text? });
        match extension.to_lowercase().as_str() {
            "xlsx" | "xlsm" | "xls" | "ods" => {
                let workbook::Decoded { text, .. } = workbook::decode(&bytes, limits).map_err(failed)?;
                Ok(Self { path: name, text })
            }
            "csv" | "tsv" | "txt" => Ok(Self { path: format!("{stem}.csv"), text: decoded() }),
            "json" => table(tabulate::json(&decoded())).ok_or_else(|| no_list(&shown)),
            "xml" => table(tabulate::project_xml(&decoded())).ok_or_else(|| no_list(&shown)),
            _ => Err(unknown(&shown)),
        }
    }

    /// What it was called when it was last here: as what a workbook was given out, else the name of its file.
    pub(super) fn known_as(&self) -> &str {
        let stem = self.path.rsplit_once('.').map_or(self.path.as_str(), |(stem, _)| stem);
        let names = workbook::sheet_names(&self.text);
        given_out_as(names).unwrap_or(stem)
    }

    /// What reading tells, but for what is shown anyway.
    pub(super) fn remarks(&self, problems: &[Problem], lang: Lang) -> String {
        let lines = Lines::new(&self.text);
        let place = |problem: &Problem| {
            let Location { line, column, .. } = lines.location(&self.text, problem.span);
            lines.cell(&self.text, problem.span).unwrap_or_else(|| format!("{line}:{column}"))
        };
        let told = problems.iter().filter(|problem| problem.kind != ProblemKind::Kept);
        let line = |problem: &Problem| [&self.path, ":", &place(problem), ": ", problem.message.get(lang), "\n"].concat();
        told.map(line).collect()
    }
}

fn too_large(path: &str) -> Failure {
    Failure {
        message: say!("`{path}` is too large.", "`{path}`过大。", path),
        help: Some(both!(
            "Split it, or raise `limits.file_size` in `alongside.yaml`.",
            "拆分文件，或在 `alongside.yaml` 中调高 `limits.file_size`。"
        )),
    }
}

fn no_list(path: &str) -> Failure {
    Failure {
        message: say!("`{path}` holds no list of records.", "`{path}`中没有记录列表。", path),
        help: Some(both!("Export it anew, or save it as CSV.", "重新导出，或另存为 CSV。")),
    }
}

fn unknown(path: &str) -> Failure {
    Failure {
        message: say!("`{path}` is of a kind that is not imported.", "不支持导入`{path}`这种文件。", path),
        help: Some(both!(
            "Workbooks (`.xlsx`, `.xlsm`, `.xls`, `.ods`), tables (`.csv`, `.tsv`), lists in `.json`, plans in `.xml` and `.docx` are.",
            "可导入工作簿（`.xlsx`、`.xlsm`、`.xls`、`.ods`）、表格（`.csv`、`.tsv`）、`.json` 列表、`.xml` 计划和 `.docx` 文档。"
        )),
    }
}
