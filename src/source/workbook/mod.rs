//! Workbooks become a text in which every cell has its place, so that what comes after reads them as it reads any text.

mod format;
mod grid;
mod ods;
mod package;
mod records;
mod text;
mod xls;
mod xlsx;

pub use text::{Beneath, CellPlace, Cells, SheetRows, beneath, is_workbook, sheet_names, sheets};

use self::grid::Grid;
use super::node::Span;
use super::problem::{Problem, ProblemKind};
use super::{Limits, encoding};
use crate::{both, say};

/// Cells with something in them that are read of one sheet at the most: two of five that a workbook may have, blank ones included.
const fn most_filled(limits: &Limits) -> usize {
    limits.cells / 5 * 2
}
/// How many times heavier than any file a workbook may be when it is unpacked.
const UNPACKED: u64 = 16;

/// Why nothing of a workbook is read.
enum Refused {
    /// It is protected by a password.
    Password,
    /// It is no workbook, or only a part of one.
    Damaged,
    /// It is one of Excel before 97.
    Old,
    /// Unpacked, it weighs more than so many bytes.
    TooHeavy(u64),
    /// It has more cells than are read.
    TooManyCells,
}

/// A workbook's text, and what is told of it as a whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Decoded {
    /// Its text. All places refer to it.
    pub text: String,
    /// What is told.
    pub problems: Vec<Problem>,
}

/// Reads the bytes of a workbook.
pub fn decode(bytes: &[u8], limits: &Limits) -> Result<Decoded, Box<Problem>> {
    if bytes.starts_with(b"version https://git-lfs") {
        let encoding::Decoded { text, problems, .. } = encoding::decode(bytes);
        return Ok(Decoded { text, problems });
    }
    let grids = grids(bytes, limits).map_err(Problem::from)?;
    let text = text::write(&grids, limits.cells).ok_or_else(|| Problem::from(Refused::TooManyCells))?;
    let sheets = sheets(&text);
    let hidden = grids.iter().zip(&sheets).filter(|(grid, _)| grid.is_hidden).map(|(_, sheet)| hidden(&sheet.name.text, sheet.name.span));
    let is_empty = grids.iter().all(|grid| grid.cells.is_empty() && !grid.is_hidden);
    let problems = hidden.chain(is_empty.then(empty)).collect();
    Ok(Decoded { text, problems })
}

fn grids(bytes: &[u8], limits: &Limits) -> Result<Vec<Grid>, Refused> {
    const COMPOUND: [u8; 4] = [0xD0, 0xCF, 0x11, 0xE0];
    const ENCRYPTED: &[u8] = b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";
    if bytes.starts_with(&COMPOUND) {
        let is_encrypted = bytes.windows(ENCRYPTED.len()).any(|part| part == ENCRYPTED);
        return if is_encrypted { Err(Refused::Password) } else { xls::read(bytes, most_filled(limits)) };
    }
    let mut package = package::open(bytes, limits.file_bytes.saturating_mul(UNPACKED))?;
    let is_open_document = package.by_name("content.xml").is_ok();
    if is_open_document { ods::read(&mut package, most_filled(limits)) } else { xlsx::read(bytes, most_filled(limits)) }
}

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Self {
        let (message, help) = match refused {
            Refused::Password => (
                both!("The workbook is protected by a password and is not read.", "工作簿有密码保护，未读取。"),
                both!("Save it without a password.", "另存为不带密码的文件。"),
            ),
            Refused::Damaged => (
                both!("The workbook is damaged, or none at all, and is not read.", "工作簿已损坏，或不是工作簿，未读取。"),
                both!("Open it in a spreadsheet program and save it anew.", "用表格软件打开后重新保存。"),
            ),
            Refused::Old => (
                both!("The workbook is one of Excel before 97 and is not read.", "这是 Excel 97 以前的工作簿格式，未读取。"),
                both!("Save it as `.xlsx`.", "另存为 `.xlsx` 文件。"),
            ),
            Refused::TooHeavy(most) => (
                say!(
                    "The workbook weighs more than {mib} MiB unpacked and is not read.",
                    "工作簿解压后超过{mib} MiB，未读取。",
                    mib = most >> 20
                ),
                both!(
                    "Split it, or raise `limits.file_size` in `alongside.yaml`.",
                    "拆分文件，或在 `alongside.yaml` 中调高 `limits.file_size`。"
                ),
            ),
            Refused::TooManyCells => (
                both!("The workbook has too many cells and is not read.", "工作簿的单元格过多，未读取。"),
                both!(
                    "Split it, delete what stands far from its tables, or raise `limits.cells` in `alongside.yaml`.",
                    "拆分文件，删除远离表格的单元格，或在 `alongside.yaml` 中调高 `limits.cells`。"
                ),
            ),
        };
        Self::new(ProblemKind::File, Span::default(), message).help(help)
    }
}

fn hidden(name: &str, span: Span) -> Problem {
    let message = say!("The sheet “{name}” is hidden, so it is not read.", "工作表“{name}”已隐藏，未读取。", name);
    Problem::new(ProblemKind::Kept, span, message)
        .help(both!("Nothing to do; to have it read, show the sheet.", "无需处理；若要读取，请取消隐藏。"))
}

fn empty() -> Problem {
    Problem::new(ProblemKind::Unread, Span::default(), both!("The workbook has nothing in it.", "工作簿中没有内容。"))
        .help(both!("Fill it in, or list it in `.alongsideignore`.", "填写内容；不需要的写进 `.alongsideignore`。"))
}

#[cfg(test)]
mod tests;
