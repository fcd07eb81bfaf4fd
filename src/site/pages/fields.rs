//! The fields of a register: what each is called in files, what belongs in it, and which rule asks for it.

use serde::Serialize;

use crate::checklist::explain::area_label;
use crate::checklist::fields::{ExplainedField, ExplainedRegister, listed};
use crate::project::Kind;
use crate::project::sample::Sample;
use crate::project::settings::PeopleShown;
use crate::site::address::Address;
use crate::site::view::frame::Frame;
use crate::site::view::page::{Page, field_anchor};
use crate::site::view::parts::{Column, Fact, Hero, Row, Run, Table, Value as Shown};
use crate::source::Form;
use crate::text::{Lang, Message};
use crate::{both, say};

/// The view-model of `fields.html`.
#[derive(Serialize)]
pub(super) struct FieldsView<'a> {
    frame: Frame<'a>,
    hero: Hero,
    /// The register's own fields, and those of every register.
    tables: Vec<Table>,
    examples_title: String,
    examples: Vec<Example>,
}

/// The register in one form.
#[derive(Serialize)]
struct Example {
    title: String,
    path: String,
    text: String,
}

/// The page of a register's fields.
pub(super) fn view(page: Page<'_>, kind: Kind) -> FieldsView<'_> {
    let title = page.title(Address::Fields(kind));
    let explained = ExplainedRegister::of(kind);
    let lead = page.say(&files(kind));
    let area = kind.area();
    let rules = Run::link(page.say(&area_label(area)), page.href(Address::Rules(area)));
    FieldsView {
        frame: page.frame(&title, &lead),
        hero: Hero { crumbs: vec![page.crumb(Address::CHECKLIST), rules], lead: Some(Run::text(lead)), ..Hero::new(Run::text(title)) },
        tables: vec![
            table(page, "t-fields", &both!("Fields", "字段"), &explained.fields),
            table(page, "t-common", &both!("Every record may have", "每条记录都可以有"), &explained.common),
        ],
        examples_title: page.say(&both!("An example", "示例")),
        examples: examples(page, kind),
    }
}

/// The way to a field of a register: "Field: Owner".
pub(super) fn link(page: Page<'_>, kind: Kind, field: &str) -> Option<Run> {
    let href = page.to_field(kind, field)?;
    let explained = ExplainedRegister::of(kind);
    let all = explained.fields.iter().chain(&explained.common).flat_map(ExplainedField::all);
    let (found, _) = all.into_iter().find(|(one, _)| one.path == field)?;
    let label = found.field.label();
    Some(Run::link(page.say(&say!("Field: {label}", "字段：{label}", label)), href))
}

/// By which names a file holds the register.
fn files(kind: Kind) -> Message {
    let names: Vec<&str> = [kind.key(), kind.zh()].into_iter().chain(kind.also().iter().copied()).collect();
    say!(
        "A file or a folder that is called one of these holds it: {en_names}.",
        "文件或文件夹用以下任一名称即可：{zh_names}。",
        en_names = names.join(", "),
        zh_names = names.join("、")
    )
}

fn table(page: Page<'_>, id: &str, caption: &Message, fields: &[ExplainedField]) -> Table {
    let head = |title: Message| Column::plain(page.say(&title));
    Table {
        id: id.to_owned(),
        caption: page.say(caption),
        columns: vec![head(both!("Field", "字段")), head(both!("What belongs in it", "内容")).speaking(), head(both!("Needed", "要求"))],
        rows: fields.iter().flat_map(ExplainedField::all).map(|(field, zh)| row(page, field, &zh)).collect(),
    }
}

fn row(page: Page<'_>, field: &ExplainedField, zh: &str) -> Row {
    let (first, second) = if page.lang == Lang::Zh { (zh, field.path.as_str()) } else { (field.path.as_str(), zh) };
    let help = Shown::text(page.say(&field.field.help)).note(page.say(&field.holds).replace('`', ""));
    Row {
        id: Some(field_anchor(&field.path)),
        name: first.to_owned(),
        cells: vec![Shown::text(first).note(second), help, need(page, field)],
        details: details(page, field),
    }
}

/// Whether a record needs a field, with the ways to the rules that ask for it.
fn need(page: Page<'_>, field: &ExplainedField) -> Shown {
    match field.need() {
        Some(always) if field.asked.is_empty() || field.field.required => Shown::text(page.say(&always)),
        _ => Shown { lines: field.asked.iter().map(|rule| vec![Run::link(rule.id, page.to_rule(rule))]).collect(), ..Shown::default() },
    }
}

/// The words that a field takes, and its other names.
fn details(page: Page<'_>, field: &ExplainedField) -> Vec<Fact> {
    let between = if page.lang == Lang::Zh { "、" } else { ", " };
    let fact = |name: &Message, text: String| Fact { name: page.say(name), value: Shown::text(text) };
    let words = field.words.map(|(words, closed)| fact(&both!("Words", "可填词语"), listed(words, closed, page.lang)));
    let also = (!field.also.is_empty()).then(|| fact(&both!("Also read", "同义词"), field.also.join(between)));
    words.into_iter().chain(also).collect()
}

/// The register as an example; where people are shown by initials none, since it names some, though they are invented.
fn examples(page: Page<'_>, kind: Kind) -> Vec<Example> {
    let by_initials = page.whole.project.settings.site.people == Some(PeopleShown::Initials);
    let Some(sample) = Sample::of(kind, page.lang).filter(|_| !by_initials) else { return Vec::new() };
    let forms = [(Form::Yaml, "YAML"), (Form::Csv, "CSV"), (Form::Markdown, "Markdown")];
    let example = |(form, title): (Form, &str)| {
        let (path, text) = sample.file(form);
        Example { title: title.to_owned(), path, text }
    };
    forms.into_iter().map(example).collect()
}

#[cfg(test)]
mod tests {
    use crate::site::testing::site;

    #[test]
    fn a_finding_about_a_field_leads_to_what_it_is() {
        let site = site(&[
            ("alongside.yaml", "project: {name: T, stage: execution}\nlanguages: [en, zh-CN]\n"),
            ("risks.yaml", "- {id: R-01, title: Rain, status: never}\n- {id: R-02, title: Snow, probability: 4, impact: 4}\n"),
        ]);
        let page = |path: &str| site.get(path).unwrap();
        assert!(page("en/checklist.html").contains("href=\"fields/risks.html#field-status\">Field: Status</a>"));
        assert!(page("zh-CN/checklist.html").contains("href=\"fields/risks.html#field-status\">字段：状态</a>"));
        assert!(page("en/checklist.html").contains("href=\"fields/risks.html#field-owner\">Field: Owner</a>"));
        let (english, chinese) = (page("en/fields/risks.html"), page("zh-CN/fields/risks.html"));
        for part in
            ["id=\"field-status\"", "open (未关闭), occurred (已发生)", "<pre>- title: ", "href=\"../rules/risk.html#risk-without-owner\""]
        {
            assert!(english.contains(part), "{part}: {english}");
        }
        for part in ["id=\"field-residual-probability\"", "剩余风险.概率", "未关闭（open）", "href=\"../rules/risk.html\""] {
            assert!(chinese.contains(part), "{part}: {chinese}");
        }
        assert!(page("en/rules/risk.html").contains("href=\"../fields/issues.html\""));
        assert!(site.contains_key("en/fields/risks.md"));
    }

    #[test]
    fn what_is_skipped_and_has_no_records_needs_no_fields() {
        let site = site(&[("alongside.yaml", "checklist: {skip: {risk: no risk, 3: no market}}\n"), ("risks.yaml", "- {title: Rain}\n")]);
        assert!(site.contains_key("en/fields/risks.html") && site.contains_key("en/fields/goals.html"));
        assert!(!site.contains_key("en/fields/issues.html") && !site.contains_key("en/fields/research.html"));
        assert!(!site.get("en/rules/market.html").unwrap().contains("fields/"));
    }

    #[test]
    fn a_page_of_fields_is_light() {
        let site = site(&[("alongside.yaml", "project: {name: T}\n")]);
        for (path, text) in site.iter().filter(|(path, _)| path.contains("/fields/")) {
            assert!(text.len() < 120_000, "{path}: {}", text.len());
        }
    }
}
