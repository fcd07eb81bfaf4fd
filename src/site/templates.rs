//! The templates, which are parts of the program.

use tera::{Tera, TeraResult};

/// The templates that several pages share, by name.
const SHARED: [(&str, &str); 7] = [
    ("area.html", include_str!("../../templates/area.html")),
    ("base.html", include_str!("../../templates/base.html")),
    ("components.html", include_str!("../../templates/components.html")),
    ("document.html", include_str!("../../templates/document.html")),
    ("glyphs.html", include_str!("../../templates/glyphs.html")),
    ("record.html", include_str!("../../templates/record.html")),
    ("start.html", include_str!("../../templates/start.html")),
];

/// Every template by name: those that several pages share, and that of each page.
fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
    SHARED.into_iter().chain(super::pages::TEMPLATES.iter().copied())
}

/// The engine with all templates. It fails only if a template is wrong, which the tests of this module see.
pub fn tera() -> TeraResult<Tera> {
    let mut tera = Tera::default();
    tera.autoescape_on([".html"]);
    tera.add_raw_templates(all())?;
    Ok(tera)
}

#[cfg(test)]
mod tests {
    use serde::Serialize;

    use super::*;
    use crate::both;
    use crate::site::frame::{Current, Entry, Footer, Frame, Translation};
    use crate::site::labels::FrameLabels;
    use crate::site::parts::{Column, Fact, Figure, Glyph, Row, Run, Status, Table, Tone, Value};
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
            style: "assets/style-0.css".to_owned(),
            script: "assets/script-0.js".to_owned(),
            checklist: "checklist.html".to_owned(),
            translations: vec![Translation { lang: Lang::Zh, name: "中文", href: "../zh-CN/index.html".to_owned() }],
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
{{ <untranslated lang="zh-CN" /> }}{% endblock main %}"#;

    #[test]
    fn the_frame_and_every_component_render() {
        let mut tera = tera().unwrap();
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
