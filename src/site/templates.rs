//! The templates: those of the program, and those that a project puts in their place.
//!
//! A template is looked for in the project's `templates/` and then among the product's, so one of a project that begins with
//! `{% extends "product/area.html" %}` changes single blocks of it. A component of a project goes before the product's.

use tera::{ErrorKind, Tera, TeraResult};

use crate::project::{Project, TEMPLATES};
use crate::source::fold::nearest;
use crate::text::Message;
use crate::{both, say};

/// What the names of the product's templates begin with.
const PRODUCT: &str = "product/";

/// The templates that several pages share, by name.
const SHARED: [(&str, &str); 20] = [
    ("area.html", include_str!("../../templates/area.html")),
    ("base.html", include_str!("../../templates/base.html")),
    ("components.html", include_str!("../../templates/components.html")),
    ("document.html", include_str!("../../templates/document.html")),
    ("glyphs.html", include_str!("../../templates/glyphs.html")),
    ("plan.html", include_str!("../../templates/plan.html")),
    ("record.html", include_str!("../../templates/record.html")),
    ("register.html", include_str!("../../templates/register.html")),
    ("rows.html", include_str!("../../templates/rows.html")),
    ("rules.html", include_str!("../../templates/rules.html")),
    ("fields.html", include_str!("../../templates/fields.html")),
    ("calendar.html", include_str!("../../templates/calendar.html")),
    ("launch.html", include_str!("../../templates/launch.html")),
    ("period.html", include_str!("../../templates/period.html")),
    ("trends.html", include_str!("../../templates/trends.html")),
    ("marketing.html", include_str!("../../templates/marketing.html")),
    ("schedule.html", include_str!("../../templates/schedule.html")),
    ("since.html", include_str!("../../templates/since.html")),
    ("single.html", include_str!("../../templates/single.html")),
    ("start.html", include_str!("../../templates/start.html")),
];

/// Every template by name: those that several pages share, and that of each page.
fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
    SHARED.into_iter().chain(super::pages::TEMPLATES.iter().copied())
}

/// The engine with the product's templates and with a project's own, which are given with their paths.
///
/// # Errors
/// If a template is wrong. Those of the product are right, which the tests of this module see.
pub fn tera<'t>(own: impl IntoIterator<Item = (&'t str, &'t str)>) -> TeraResult<Tera> {
    let mut tera = Tera::default();
    tera.autoescape_on([".html"]);
    tera.set_fallback_prefixes([TEMPLATES, PRODUCT])?;
    let product = all().map(|(name, text)| (format!("{PRODUCT}{name}"), text));
    tera.add_raw_templates(product.chain(own.into_iter().map(|(path, text)| (path.to_owned(), text))))?;
    Ok(tera)
}

/// The templates of a project, with their paths.
pub fn own(project: &Project) -> impl Iterator<Item = (&str, &str)> {
    project.files.iter().filter(|file| file.path.starts_with(TEMPLATES)).filter_map(|file| Some((&*file.path, file.text.as_deref()?)))
}

/// A template of a project that none asks for: neither the product has one of this name, nor does it begin with `_` as a part
/// that others include.
pub fn misnamed(project: &Project) -> Option<Message> {
    let is_known = |name: &str| name.starts_with('_') || name.contains("/_") || all().any(|(known, _)| known == name);
    let (path, name) =
        own(project).filter_map(|(path, _)| Some((path, path.strip_prefix(TEMPLATES)?))).find(|(_, name)| !is_known(name))?;
    let names: Vec<&str> = all().map(|(name, _)| name).collect();
    let hint = match nearest(name, names.iter().copied()) {
        Some(near) => say!("Did you mean `{near}`?", "是不是 `{near}`？"),
        None => say!(
            "The templates are {list}; a part of your own begins with `_`.",
            "模板有：{list}；自己的部件以 `_` 开头。",
            list = names.join(", ")
        ),
    };
    Some(say!(
        "`{path}` takes the place of no template. {en_hint}",
        "`{path}` 不对应任何模板。{zh_hint}",
        en_hint = hint.en,
        zh_hint = hint.zh
    ))
}

/// What is wrong with a template, where, on which page, and what there is instead. The engine's own words are English.
pub fn explain(page: &str, error: &tera::Error) -> Message {
    let (ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report)) = error.kind() else {
        return say!("The templates do not fit together: {error}", "模板有误：{error}", error = error.to_string());
    };
    let (file, line, column) = (report.filename(), report.span().start_line, report.span().start_col + 1);
    let snippet = error.to_string();
    let snippet = snippet.split_once('\n').map_or("", |(_, snippet)| snippet);
    say!(
        "{file}:{line}:{column}: {what}\n{en_snippet}\n  on the page {page}",
        "{file}:{line}:{column}：页面 {page} 的模板有误：{what}",
        what = report.message(),
        en_snippet = snippet
    )
}

/// How to fix a template of a project.
pub fn help() -> Message {
    both!(
        "Correct the template, or remove it: then the product's own is taken. It may extend the product's: `{% extends \"product/area.html\" %}`.",
        "改正该模板，或删去它改用产品自带的模板。也可以在自带模板上扩展：`{% extends \"product/area.html\" %}`。"
    )
}

#[cfg(test)]
mod tests {
    use serde::Serialize;

    use super::*;
    use crate::both;
    use crate::site::view::frame::{Current, Entry, Footer, Frame, Search, Translation};
    use crate::site::view::labels::FrameLabels;
    use crate::site::view::parts::{Column, Fact, Figure, Glyph, Row, Run, Status, Table, Tone, Value};
    use crate::text::Lang;

    #[derive(Serialize)]
    struct Sample<'a> {
        frame: Frame<'a>,
        facts: Vec<Fact>,
        register: Table,
        nothing: Table,
        figure: Figure,
    }

    fn frame(lang: Lang) -> Frame<'static> {
        Frame {
            lang,
            t: FrameLabels::of(lang),
            site: "R&D <launch>".to_owned(),
            title: "Overview · R&D".to_owned(),
            description: "The \"launch\" holds.".to_owned(),
            is_listed: false,
            canonical: None,
            styles: vec!["assets/style-0.css".to_owned()],
            script: "assets/script-0.js".to_owned(),
            icon: "assets/icon-0.svg".to_owned(),
            logo: None,
            home: "index.html".to_owned(),
            checklist: Some("checklist.html".to_owned()),
            search: Search { href: "search.html".to_owned(), ..Search::default() },
            translations: vec![Translation { lang: Lang::Zh, name: "中文", href: "../zh-CN/index.html".to_owned(), published: None }],
            feed: Some("feed.xml".to_owned()),
            twin: Some("index.md".to_owned()),
            navigation: vec![
                Entry { title: "Overview".to_owned(), href: "index.html".to_owned(), status: None, current: Some(Current::Page) },
                Entry {
                    title: "Risks".to_owned(),
                    href: "risks.html".to_owned(),
                    status: Some(Status::new(Tone::Warn, &both!("At risk", "有风险"), lang)),
                    current: None,
                },
            ],
            footer: Footer { built_from: Some("4f2c9ab"), ..Footer::default() },
        }
    }

    fn sample(lang: Lang) -> Sample<'static> {
        let due = Status::neutral(Glyph::Clock, &both!("Not due yet", "尚未到期"), lang);
        let table = Table {
            id: "t-r".to_owned(),
            caption: "2 risks".to_owned(),
            columns: vec![Column::sorted("Risk"), Column::plain("Score").class("num")],
            rows: vec![Row {
                id: Some("R-01".to_owned()),
                name: "R-01".to_owned(),
                cells: vec![Value::link("R-01", "#R-01").note("Cost"), Value::text("16").sort(&16)],
                details: vec![Fact { name: "Cause".to_owned(), value: Run { lang: Some(Lang::Zh), ..Run::text("涨价") }.into() }],
            }],
        };
        Sample {
            frame: frame(lang),
            facts: vec![Fact { name: "Verdict".to_owned(), value: Value::status(due) }],
            nothing: Table { rows: Vec::new(), ..table.clone() },
            figure: Figure {
                id: "c1".to_owned(),
                title: "Leads <rise>".to_owned(),
                subtitle: String::new(),
                svg: "<svg></svg>".to_owned(),
                data: table.clone(),
                csv: Some("leads.csv".to_owned()),
            },
            register: table,
        }
    }

    const PAGE: &str = r#"{% extends "base.html" %}{% block main %}{{ <sentence text="a < b" /> }}
{{ <facts facts={facts} /> }}
{{ <register table={register} /> }}
{{ <register table={nothing} /> }}
{{ <figure figure={figure} /> }}
{{ <untranslated /> }}{% endblock main %}"#;

    #[test]
    fn the_frame_and_every_component_render() {
        let mut tera = tera([]).unwrap();
        tera.add_raw_template("sample.html", PAGE).unwrap();
        let context = tera::Context::from_serialize(&sample(Lang::En)).unwrap();
        insta::assert_snapshot!(tera.render("sample.html", &context).unwrap());
    }

    #[test]
    fn no_template_has_a_style_or_a_handler() {
        for (name, text) in all() {
            let attributes = text.split_whitespace().filter_map(|word| word.split_once('=')).map(|(attribute, _)| attribute);
            let forbidden: Vec<_> = attributes.filter(|attribute| *attribute == "style" || attribute.starts_with("on")).collect();
            assert_eq!(forbidden, [""; 0], "{name}");
        }
    }
}
