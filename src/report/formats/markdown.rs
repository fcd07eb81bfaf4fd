//! Findings as Markdown, for the summary of a job or a comment of a change.

use std::fmt::Write;

use super::Told;
use crate::both;
use crate::checklist::Assessment;
use crate::report::noted::{Noted, noted};
use crate::report::summary;

/// More findings than these are counted.
const MOST: usize = 200;

/// The summary, and a row for every finding that is new.
pub fn markdown(checked: &Assessment, told: Told<'_>) -> String {
    let mut out = format!("## alongside check\n\n{}\n", escape(summary(checked).get(told.lang)));
    let noted = noted(checked, told.root);
    let found: Vec<&Noted<'_>> = noted.iter().filter(|found| !found.is_known && found.waived.is_none()).collect();
    if found.is_empty() {
        return out;
    }
    let head = both!(
        "| where | severity | what | how to mend it | rule |\n|---|---|---|---|---|",
        "| 位置 | 级别 | 问题 | 怎么改 | 规则 |\n|---|---|---|---|---|"
    );
    let _ = write!(out, "\n{}\n", head.get(told.lang));
    for found in found.iter().take(MOST) {
        let help = found.help.map_or("", |help| help.get(told.lang));
        let cells = [found.severity.label().get(told.lang), found.message.get(told.lang), help].map(escape);
        let _ = writeln!(out, "| {}:{} | {} | `{}` |", escape(&found.place.path), found.place.line(), cells.join(" | "), found.rule.id);
    }
    if found.len() > MOST {
        let more = found.len() - MOST;
        let _ = write!(out, "\n{}\n", crate::say!("{more} more", "另有{more}项", more).get(told.lang));
    }
    out
}

/// A text that is shown as it is: no markup of the project's files takes effect, but code in backticks.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '\n' | '\r' => out.push(' '),
            '\\' | '|' | '[' | ']' | '*' | '_' | '#' | '!' | '~' => {
                out.push('\\');
                out.push(c);
            }
            // Nobody is called by what a file says.
            '@' => out.push_str("@\u{200b}"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn nothing_of_a_file_takes_effect() {
        assert_eq!(escape("![x](https://a) | <b>\n@team"), "\\!\\[x\\](https://a) \\| &lt;b> @\u{200b}team");
    }
}
