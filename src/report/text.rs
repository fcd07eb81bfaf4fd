//! Pieces of text that several reports are made of.

use std::fmt::Write;

use unicode_width::UnicodeWidthStr;

/// Rows with their columns below each other, two blanks in; the last column is as long as it is.
pub(super) fn columns<const N: usize>(rows: &[[String; N]]) -> String {
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max().unwrap_or_default();
    let widths: Vec<usize> = (0..N).map(width).collect();
    let mut out = String::new();
    for row in rows {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell}{}", " ".repeat(width - cell.width())));
        let _ = writeln!(out, "  {}", cells.collect::<Vec<_>>().join("  ").trim_end());
    }
    out
}

/// The files of an example, each with its text below its path.
pub(super) fn example<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut out = String::new();
    for (path, text) in files {
        let _ = writeln!(out, "  {path}");
        for line in text.lines() {
            let _ = writeln!(out, "    {}", line.replace('\r', ""));
        }
    }
    out
}

/// The files of an example, each as a fenced block named by its path.
pub(super) fn fenced<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut out = String::new();
    for (path, text) in files {
        let kind = path.rsplit_once('.').map_or("text", |(_, extension)| extension);
        // A text that has a fence itself stands within a longer one.
        let fence = if text.contains("```") { "````" } else { "```" };
        let _ = write!(out, "\n{fence}{kind} {path}\n{}\n{fence}\n", text.trim_end());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_both_scripts_stand_below_each_other() {
        let rows = [["a".to_owned(), "x".to_owned()], ["级别".to_owned(), "y".to_owned()]];
        assert_eq!(columns(&rows), "  a     x\n  级别  y\n");
    }
}
