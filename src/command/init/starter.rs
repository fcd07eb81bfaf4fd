//! What a new folder holds.

use std::collections::BTreeMap;

use super::ci::Service;
use super::register;
use crate::cli::{ForChoice, FormChoice};
use crate::command::Failure;
use crate::command::export::empty_workbook;
use crate::command::schema::Schema;
use crate::project::sample::file_name;
use crate::project::{Kind, SETTINGS};
use crate::source::Form;
use crate::source::edit::fresh;
use crate::text::{Lang, Message};
use crate::{both, say};

/// The registers that a project begins with: one or two of every area, and its people. Others are made when they are needed.
const REGISTERS: [Kind; 15] = [
    Kind::People,
    Kind::Goals,
    Kind::Kpis,
    Kind::Cadences,
    Kind::Actions,
    Kind::Channels,
    Kind::Research,
    Kind::Support,
    Kind::Milestones,
    Kind::Tasks,
    Kind::Reviews,
    Kind::Responsibilities,
    Kind::Risks,
    Kind::Lessons,
    Kind::Improvements,
];

/// The registers that a marketing lead begins with, and the fields that their tables have beside the usual ones.
const OF_MARKETING: [(Kind, &[&str]); 15] = [
    (Kind::Campaigns, &["objective", "kpis", "spent", "needs", "learnings"]),
    (Kind::CampaignResults, &["impressions", "revenue"]),
    (Kind::Content, &["kind", "campaign", "approver", "due", "published_on", "url", "needs"]),
    (
        Kind::Experiments,
        &[
            "hypothesis",
            "control.participants",
            "control.conversions",
            "variants.participants",
            "variants.conversions",
            "decision",
            "decided_on",
        ],
    ),
    (Kind::Readiness, &["evidence", "signed_by", "signed_on", "blocks"]),
    (Kind::Milestones, &[]),
    (Kind::Handoffs, &[]),
    (Kind::Materials, &[]),
    (Kind::Budget, &[]),
    (Kind::Goals, &[]),
    (Kind::Kpis, &[]),
    (Kind::Risks, &[]),
    (Kind::Actions, &[]),
    (Kind::Lessons, &[]),
    (Kind::People, &[]),
];

/// The workbook of all registers.
const fn workbook_name(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "registers.xlsx",
        Lang::Zh => "登记册.xlsx",
    }
}

/// Where a schema stands in the folder.
fn schema_path(of: Schema) -> String {
    format!(".schemas/{}", of.file())
}

/// A YAML file whose first line names its schema, as the language server of YAML reads it in every editor.
fn described(of: Schema, text: &str) -> String {
    format!("# yaml-language-server: $schema={}\n{text}", schema_path(of))
}

/// What was asked for.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Wishes {
    pub(super) name: String,
    /// The languages of the report; the first one is that of the files.
    pub(super) languages: Vec<Lang>,
    pub(super) whom: ForChoice,
    pub(super) form: FormChoice,
    pub(super) service: Option<Service>,
}

/// A file to be written: its path in the folder, what it holds, and the register whose it is.
#[derive(Debug, PartialEq)]
pub(super) struct NewFile {
    pub(super) path: String,
    pub(super) bytes: Vec<u8>,
    pub(super) kind: Option<Kind>,
}

impl Wishes {
    pub(super) fn lang(&self) -> Lang {
        self.languages.first().copied().unwrap_or(Lang::En)
    }

    /// The files of the folder, the settings first. A workbook has no sheet for registers that are there already.
    pub(super) fn files(&self, held: &BTreeMap<Kind, String>) -> Result<Vec<NewFile>, Failure> {
        let lang = self.lang();
        let other = |path: &str, text: String| NewFile { path: path.to_owned(), bytes: text.into_bytes(), kind: None };
        let mut files = vec![other(SETTINGS[0], self.settings()), other("README.md", self.readme())];
        match self.form() {
            Some(form) => files.extend(self.registers().into_iter().filter_map(|(kind, fields)| self.register(kind, fields, form))),
            None => files.extend(self.workbook(held)?),
        }
        files.extend(self.schemas().map(|of| other(&schema_path(of), of.text())));
        files.push(other(".editorconfig", self.editor_config()));
        files.push(other(".gitignore", "/public/\n".to_owned()));
        files.extend(self.service.map(|service| other(service.path(), service.file(lang).to_owned())));
        Ok(files)
    }

    /// The registers to begin with, each with the fields that its table has beside the usual ones.
    fn registers(&self) -> Vec<(Kind, &'static [&'static str])> {
        match self.whom {
            ForChoice::Project => REGISTERS.iter().map(|kind| (*kind, [].as_slice())).collect(),
            ForChoice::Marketing => OF_MARKETING.to_vec(),
        }
    }

    /// The form of the registers' files; none if all are in a workbook.
    const fn form(&self) -> Option<Form> {
        match self.form {
            FormChoice::Yaml => Some(Form::Yaml),
            FormChoice::Csv => Some(Form::Csv),
            FormChoice::Markdown => Some(Form::Markdown),
            FormChoice::Xlsx => None,
        }
    }

    fn register(&self, kind: Kind, fields: &[&str], form: Form) -> Option<NewFile> {
        let (path, text) = register::file(kind, &self.languages, form, fields)?;
        let text = if form == Form::Yaml { described(Schema::Register(kind), &text) } else { text };
        Some(NewFile { path, bytes: text.into_bytes(), kind: Some(kind) })
    }

    /// A workbook with a sheet for each register that is not there yet.
    fn workbook(&self, held: &BTreeMap<Kind, String>) -> Result<Option<NewFile>, Failure> {
        let new = self.registers().into_iter().filter(|(kind, _)| !held.contains_key(kind));
        let sheets: Vec<(Kind, Vec<String>)> = new.map(|(kind, fields)| (kind, register::columns(kind, fields))).collect();
        if sheets.is_empty() {
            return Ok(None);
        }
        Ok(Some(NewFile { path: workbook_name(self.lang()).to_owned(), bytes: empty_workbook(&sheets, self.lang())?, kind: None }))
    }

    /// Where a register stands.
    fn place(&self, kind: Kind) -> String {
        let lang = self.lang();
        match self.form() {
            Some(form) => format!("`{}`", register::path(kind, lang, form)),
            None => format!("`{}`: {}", workbook_name(lang), if lang == Lang::En { kind.key() } else { kind.zh() }),
        }
    }

    /// The schemas by which editors know the YAML files.
    fn schemas(&self) -> impl Iterator<Item = Schema> {
        let registers = if self.form == FormChoice::Yaml { self.registers() } else { Vec::new() };
        std::iter::once(Schema::Settings).chain(registers.into_iter().map(|(kind, _)| Schema::Register(kind)))
    }

    fn settings(&self) -> String {
        let lang = self.lang();
        let (name, tags) = (fresh(&self.name, Form::Yaml), self.languages.iter().map(|lang| lang.tag()).collect::<Vec<_>>().join(", "));
        let text: Message = say!(
            "\
# The settings of this project. Everything else is found by its name.
project:
  name: {name}
  # initiation, planning, execution, closing or closed: it says what is asked for.
  stage: initiation
  # From planning on, these are asked for:
  # start: 2026-04-06
  # end: 2026-12-31
  # project_manager: {en_manager}
  # marketing_lead: {en_lead}

# The languages of the report; the first one is shown first.
languages: [{tags}]
",
            "\
# 本项目的设置。其他内容按文件名识别。
项目:
  名称: {name}
  # 启动、规划、执行、收尾或已关闭；阶段决定要求哪些内容。
  阶段: 启动
  # 规划阶段起要求填写：
  # 开始: 2026-04-06
  # 结束: 2026-12-31
  # 项目经理: {zh_manager}
  # 市场负责人: {zh_lead}

# 报告的语言，第一个为默认语言。
语言: [{tags}]
",
            name,
            tags,
            en_manager = "Maya Reed",
            en_lead = "Tom Becker",
            zh_manager = "李娜",
            zh_lead = "王磊"
        );
        described(Schema::Settings, text.get(lang))
    }

    /// The front page of the folder: which file holds what.
    fn readme(&self) -> String {
        let lang = self.lang();
        let rows = self.registers().into_iter().map(|(kind, _)| {
            let question = register::question(kind);
            format!("| {} | {} | {} |\n", self.place(kind), kind.label().get(lang), question.get(lang))
        });
        let rows: String = rows.collect();
        let name = &self.name;
        let text = say!(
            "\
# {name}

The files of this folder are the records of the project. `alongside check` says what is missing and how to mend it, `alongside build` makes the report.

| file | holds | to answer |
|---|---|---|
{rows}
`alongside new risk \"…\"` adds a record where it belongs, `alongside fields risks` lists what it may say. A file may also be saved from a spreadsheet as CSV: what counts is its name, as `risks.csv`.
",
            "\
# {name}

本文件夹中的文件就是项目的记录。`alongside check` 指出缺什么、怎样改，`alongside build` 生成报告。

| 文件 | 内容 | 回答什么 |
|---|---|---|
{rows}
`alongside new 风险 \"……\"` 把记录加到相应的文件，`alongside fields 风险` 列出可填的字段。文件也可以用表格软件保存为 CSV，按名称识别，例如 `风险.csv`。
",
            name,
            rows
        );
        text.get(lang).to_owned()
    }

    fn editor_config(&self) -> String {
        let mut text =
            "root = true\n\n[*]\ncharset = utf-8\nend_of_line = lf\ninsert_final_newline = true\nindent_style = space\nindent_size = 2\n"
                .to_owned();
        if self.form == FormChoice::Csv && self.lang() == Lang::Zh {
            text.push_str("\n[*.csv]\ncharset = utf-8-bom\n");
        }
        text
    }
}

/// What to do next, a line each: what is typed, and what for.
pub(super) fn next_steps(folder: &str, is_here: bool, wishes: &Wishes) -> String {
    let (service, lang) = (wishes.service, wishes.lang());
    let go = if is_here { String::new() } else { format!("  cd {folder}\n") };
    let (what, en_title, zh_title) = match wishes.whom {
        ForChoice::Project => (Kind::Risks, "Agency delivers late", "代理商延期"),
        ForChoice::Marketing => (Kind::Campaigns, "Spring flight", "春季投放"),
    };
    let what = file_name(what, lang);
    let service = match service {
        Some(service) => {
            let path = service.path();
            say!(
                "  Read the first lines of `{path}`: what is to be set there once.\n",
                "  `{path}` 开头几行写明需要设置一次的内容。\n",
                path
            )
        }
        None => both!("", ""),
    };
    let book = workbook_name(lang);
    let first = match wishes.form {
        FormChoice::Xlsx => {
            say!("  Open `{book}`: a sheet a register, a row a record.\n", "  打开 `{book}`：每个登记册一张工作表，每条记录一行。\n", book)
        }
        _ => say!(
            "  alongside new {what} \"{en_title}\"   # adds a record\n",
            "  alongside new {what} \"{zh_title}\"   # 添加一条记录\n",
            what,
            en_title,
            zh_title
        ),
    };
    let text = say!(
        "Next:\n{go}{first}  alongside check\n  alongside build                                # then open public/index.html\n{service}",
        "接下来：\n{go}{first}  alongside check\n  alongside build                  # 然后打开 public/index.html\n{service}",
        go,
        first,
        service
    );
    text.get(lang).to_owned()
}
