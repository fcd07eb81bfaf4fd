//! The fields of every register as Markdown pages of the guide.

use std::fmt::Write;

use super::fields::{FORMS, file, form_name, of_area};
use super::text::fenced;
use crate::checklist::Area;
use crate::checklist::explain::area_title;
use crate::checklist::fields::{ExplainedField, ExplainedRegister, listed};
use crate::project::Kind;
use crate::project::sample::Sample;
use crate::text::{Lang, Message};
use crate::{both, say};

/// The pages of a language: the name of each file, and its text.
pub fn field_pages(lang: Lang) -> Vec<(String, String)> {
    let registers = Kind::ALL.iter().map(|kind| (name(kind.key(), lang), page(*kind, lang)));
    std::iter::once((name(INDEX, lang), index(lang))).chain(registers).collect()
}

/// The page that lists the others.
const INDEX: &str = "README";

/// The name of a page's file: `risks.zh-CN.md`.
fn name(stem: &str, lang: Lang) -> String {
    match lang {
        Lang::En => format!("{stem}.md"),
        Lang::Zh => format!("{stem}.{}.md", lang.tag()),
    }
}

fn other(lang: Lang) -> Lang {
    if lang == Lang::En { Lang::Zh } else { Lang::En }
}

fn index(lang: Lang) -> String {
    let title = both!("The fields of every register", "各登记册的字段");
    let lead = both!(
        "`alongside fields REGISTER` shows the same in the terminal. Names may be written as here or by any of their synonyms, in either language.",
        "`alongside fields 登记册` 在终端里显示同样的内容。名称可用此处的写法，也可用任一同义词，中英文皆可。"
    );
    let mut out = format!("# {}\n\n[{}]({})\n\n{}\n", title.get(lang), other(lang).name(), name(INDEX, other(lang)), lead.get(lang));
    for area in std::iter::once(None).chain(Area::ALL.map(Some)) {
        let title = area.map_or(both!("In no area", "不属于任何领域"), |area| area_title(Some(area)));
        let _ = write!(out, "\n## {}\n\n", title.get(lang));
        for kind in of_area(area) {
            let _ = writeln!(out, "- [{}]({})", kind.label().get(lang), name(kind.key(), lang));
        }
    }
    out
}

fn page(kind: Kind, lang: Lang) -> String {
    let explained = ExplainedRegister::of(kind);
    let all = both!("All registers", "全部登记册");
    let mut out = format!(
        "# {}\n\n[{}]({}) · [{}]({})\n\n{}\n",
        kind.label().get(lang),
        other(lang).name(),
        name(kind.key(), other(lang)),
        all.get(lang),
        name(INDEX, lang),
        file(kind).get(lang)
    );
    let parts = [(both!("Fields", "字段"), &explained.fields), (both!("Every record may have", "每条记录都可以有"), &explained.common)];
    for (title, fields) in parts {
        let fields: Vec<(&ExplainedField, String)> = fields.iter().flat_map(ExplainedField::all).collect();
        let _ = write!(out, "\n## {}\n\n{}", title.get(lang), table(&fields, lang));
    }
    let both_parts: Vec<(&ExplainedField, String)> = parts_of(&explained);
    out.push_str(&words(&both_parts, lang));
    out.push_str(&synonyms(&both_parts, lang));
    out.push_str(&examples(kind, lang));
    out
}

fn parts_of(explained: &ExplainedRegister) -> Vec<(&ExplainedField, String)> {
    explained.fields.iter().chain(&explained.common).flat_map(ExplainedField::all).collect()
}

/// A row for each field: its names, what belongs in it, what it holds, and whether it is needed.
fn table(fields: &[(&ExplainedField, String)], lang: Lang) -> String {
    let head = both!(
        "| field | in Chinese | what belongs in it | holds | needed |\n|---|---|---|---|---|",
        "| 字段 | 英文名 | 内容 | 类型 | 要求 |\n|---|---|---|---|---|"
    );
    let mut out = format!("{}\n", head.get(lang));
    for (field, zh) in fields {
        let (first, second) = names(field, zh, lang);
        let need = field.need().unwrap_or_default();
        let cells = [field.field.help.get(lang), field.holds.get(lang), need.get(lang)].map(cell);
        let _ = writeln!(out, "| `{first}` | `{second}` | {} |", cells.join(" | "));
    }
    out
}

/// A field's name in a language, and in the other.
fn names<'f>(field: &'f ExplainedField, zh: &'f str, lang: Lang) -> (&'f str, &'f str) {
    if lang == Lang::Zh { (zh, &field.path) } else { (&field.path, zh) }
}

/// The words of the fields that have a list.
fn words(fields: &[(&ExplainedField, String)], lang: Lang) -> String {
    let title = both!("Words", "可填词语");
    let lead = both!("Their usual synonyms are read as well.", "常见的同义词也可识别。");
    let line = |(field, zh): &(&ExplainedField, String)| {
        let (words, closed) = field.words?;
        Some(format!("- `{}`{}{}\n", names(field, zh, lang).0, colon(lang), listed(words, closed, lang)))
    };
    let lines: Vec<String> = fields.iter().filter_map(line).collect();
    if lines.is_empty() { String::new() } else { format!("\n## {}\n\n{}\n\n{}", title.get(lang), lead.get(lang), lines.concat()) }
}

fn synonyms(fields: &[(&ExplainedField, String)], lang: Lang) -> String {
    let title = both!("Other names that are read", "其他可识别的名称");
    let line = |(field, zh): &(&ExplainedField, String)| {
        let also: Vec<String> = field.also.iter().map(|name| format!("`{name}`")).collect();
        let between = if lang == Lang::Zh { "、" } else { ", " };
        (!also.is_empty()).then(|| format!("- `{}`{}{}\n", names(field, zh, lang).0, colon(lang), also.join(between)))
    };
    format!("\n## {}\n\n{}", title.get(lang), fields.iter().filter_map(line).collect::<String>())
}

fn examples(kind: Kind, lang: Lang) -> String {
    let Some(sample) = Sample::of(kind, lang) else { return String::new() };
    let title = both!("An example", "示例");
    let mut out = format!("\n## {}\n", title.get(lang));
    for form in FORMS {
        let (path, text) = sample.file(form);
        let heading: Message = say!("{form}:", "{form}：", form = form_name(form));
        let _ = write!(out, "\n{}\n{}", heading.get(lang), fenced([(path.as_str(), text.as_str())]));
    }
    out
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

const fn colon(lang: Lang) -> &'static str {
    match lang {
        Lang::En => ": ",
        Lang::Zh => "：",
    }
}
