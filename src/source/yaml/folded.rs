//! Line breaks within a text of several lines: YAML makes a space of each, and between Chinese characters there is none.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::text::joins_lines;

/// A text without the spaces that stand for a line break between two Chinese characters. `written` is how it stands in the file.
pub(super) fn without_breaks<'a>(text: Cow<'a, str>, written: &str) -> Cow<'a, str> {
    if !written.contains('\n') {
        return text;
    }
    let lines: Vec<&str> = written.lines().map(str::trim).collect();
    let joints: BTreeSet<(char, char)> = lines
        .windows(2)
        .filter_map(|lines| Some((lines.first()?.chars().next_back()?, lines.last()?.chars().next()?)))
        .filter(|(before, after)| joins_lines(*before, *after))
        .collect();
    if joints.is_empty() {
        return text;
    }
    let mut joined = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(next) = rest.next() {
        let joint = joined.chars().next_back().zip(rest.peek().copied()).filter(|_| next == ' ');
        if !joint.is_some_and(|joint| joints.contains(&joint)) {
            joined.push(next);
        }
    }
    Cow::Owned(joined)
}

#[cfg(test)]
mod tests {
    use crate::source::limits::Limits;
    use crate::source::yaml::read;

    fn text(yaml: &str) -> String {
        let root = read(yaml, &Limits::default()).root.unwrap();
        root.get("a").unwrap().text().unwrap().to_owned()
    }

    #[test]
    fn lines_of_chinese_are_joined_without_a_space() {
        for yaml in ["a: >-\n  一起计划、\n  一起看数据\n", "a: 一起计划、\n  一起看数据\n", "a: \"一起计划、\n  一起看数据\"\n"]
        {
            assert_eq!(text(yaml), "一起计划、一起看数据", "{yaml}");
        }
        assert_eq!(text("a: >-\n  用 Excel\n  表格，张三 李四\n"), "用 Excel 表格，张三 李四", "other spaces stay");
        assert_eq!(text("a: >-\n  plan\n  together\n"), "plan together");
        assert_eq!(text("a: >-\n  He said “yes”\n  “and no”\n"), "He said “yes” “and no”", "quotes are of other languages too");
        assert_eq!(text("a: |-\n  一\n  二\n"), "一\n二", "lines that are kept are kept");
        assert_eq!(text("a: >-\n  一\n\n  二\n"), "一\n二", "a paragraph ends");
    }
}
