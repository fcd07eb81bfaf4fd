//! The fields of a register in words, for the terminal.

use std::fmt::Write;

use super::text::{columns, example};
use crate::checklist::Area;
use crate::checklist::explain::area_title;
use crate::checklist::fields::{ExplainedField, ExplainedRegister, listed};
use crate::project::Kind;
use crate::project::sample::Sample;
use crate::source::Form;
use crate::text::{Lang, Message};
use crate::{both, say};

/// Every register with its names and what a record of it cannot do without, by area.
pub fn registers(lang: Lang) -> String {
    let mut out = String::new();
    for area in std::iter::once(None).chain(Area::ALL.map(Some)) {
        let rows: Vec<[String; 3]> = of_area(area).into_iter().map(|kind| row(kind, lang)).collect();
        let title =
            area.map_or(both!("Registers that belong to no area", "不属于任何领域的登记册"), |area| area_title(Some(area)));
        let _ = write!(out, "{}\n{}\n", title.get(lang), columns(&rows));
    }
    out.push_str(both!("`alongside fields REGISTER` lists the fields of one.", "`alongside fields 登记册` 列出其字段。").get(lang));
    out.push('\n');
    out
}

/// The registers of an area, in their order there; those of none.
pub(super) fn of_area(area: Option<Area>) -> Vec<Kind> {
    area.map_or_else(|| Kind::ALL.iter().copied().filter(|kind| kind.area().is_none()).collect(), Area::registers)
}

/// A register's names, and the fields that a record cannot do without.
fn row(kind: Kind, lang: Lang) -> [String; 3] {
    let required = kind.fields().iter().filter(|field| field.required);
    let (key, zh) = (kind.key().to_owned(), kind.zh().to_owned());
    match lang {
        Lang::En => [key, zh, required.map(|field| field.name).collect::<Vec<_>>().join(", ")],
        Lang::Zh => [zh, key, required.map(|field| field.zh).collect::<Vec<_>>().join("、")],
    }
}

/// Every field of a register, and the register as an example in each form.
pub fn fields(kind: Kind, lang: Lang) -> String {
    let explained = ExplainedRegister::of(kind);
    let mut out = format!("{}\n{}\n", heading(kind).get(lang), file(kind).get(lang));
    for (title, fields) in
        [(both!("Fields", "字段"), &explained.fields), (both!("Every record may have", "每条记录都可以有"), &explained.common)]
    {
        let _ = write!(out, "\n{}\n", title.get(lang));
        fields.iter().flat_map(ExplainedField::all).for_each(|(field, zh)| out.push_str(&entry(field, &zh, lang)));
    }
    for form in FORMS {
        if let Some(sample) = Sample::of(kind, lang) {
            let (path, text) = sample.file(form);
            let _ = write!(out, "\n{}\n{}", form_name(form).get(lang), example([(path.as_str(), text.as_str())]));
        }
    }
    out
}

/// The forms in which a register is shown.
pub(super) const FORMS: [Form; 3] = [Form::Yaml, Form::Csv, Form::Markdown];

/// The title of an example.
pub(super) const fn form_name(form: Form) -> Message {
    match form {
        Form::Yaml => both!("As YAML", "YAML 写法"),
        Form::Csv => both!("As CSV", "CSV 写法"),
        Form::Markdown => both!("In Markdown", "Markdown 写法"),
    }
}

/// The names of a register: "Risks (risks, 风险)".
pub(super) fn heading(kind: Kind) -> Message {
    let (label, key, zh) = (kind.label(), kind.key(), kind.zh());
    say!("{label} ({key}, {en_zh})", "{label}（{key}）", label, key, en_zh = zh)
}

/// Which files hold it.
pub(super) fn file(kind: Kind) -> Message {
    let names: Vec<String> = [kind.key(), kind.zh()].iter().chain(kind.also()).map(|name| format!("`{name}`")).collect();
    say!(
        "A file or a folder that is called one of these holds it: {en_names}.",
        "文件或文件夹用以下任一名称即可：{zh_names}。",
        en_names = names.join(", "),
        zh_names = names.join("、")
    )
}

fn entry(field: &ExplainedField, zh: &str, lang: Lang) -> String {
    let (first, second) = if lang == Lang::Zh { (zh, field.path.as_str()) } else { (field.path.as_str(), zh) };
    let mut out = format!("  {first} · {second}\n    {}\n    {}\n", field.field.help.get(lang), field.holds.get(lang));
    let between = if lang == Lang::Zh { "、" } else { ", " };
    if let Some((words, closed)) = field.words {
        let _ = writeln!(out, "    {}", listed(words, closed, lang));
    }
    let need = field.need().map(|need| (both!("Needed: ", "要求："), need.get(lang).to_owned()));
    let also = (!field.also.is_empty()).then(|| (both!("Also read: ", "同义词："), field.also.join(between)));
    for (name, text) in need.into_iter().chain(also) {
        let _ = writeln!(out, "    {}{text}", name.get(lang));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_says_all_of_itself() {
        let told = fields(Kind::Risks, Lang::En);
        for part in [
            "Risks (risks, 风险)\nA file or a folder that is called one of these holds it: `risks`, `风险`, `risk-register`",
            "  owner · 负责人\n",
            "    Needed: error from ",
            "(`risk-without-owner`)",
            "  residual.probability · 剩余风险.概率\n",
            "residual likelihood",
            "    open (未关闭), occurred (已发生), closed (已关闭)\n",
            "As YAML\n  risks.yaml\n    - title: ",
            "As CSV\n  risks.csv\n    Title,",
            "In Markdown\n  risks.md\n    | Title | ",
        ] {
            assert!(told.contains(part), "{part}\n{told}");
        }
        let told = fields(Kind::Meetings, Lang::Zh);
        assert!(
            told.starts_with("会议（meetings）\n") && told.contains("  日期 · date\n") && told.contains("  会议/2026-05-04.md\n"),
            "{told}"
        );
    }

    #[test]
    fn every_register_is_listed_once() {
        let told = registers(Lang::En);
        for kind in Kind::ALL {
            assert_eq!(told.lines().filter(|line| line.split_whitespace().next() == Some(kind.key())).count(), 1, "{kind:?}");
        }
    }
}
