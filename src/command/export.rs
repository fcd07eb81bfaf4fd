//! `alongside export`: registers as a workbook or as CSV files for people who edit there, and `import` brings them back.

use std::path::Path;
use std::process::ExitCode;

use rust_xlsxwriter::{DataValidation, DocProperties, ExcelDateTime, Format, Formula, Workbook, Worksheet, XlsxError};

use super::fields::register;
use super::import::bases::{LISTS, base_path, lists_of, short_name};
use super::import::put;
use super::replace::is_part_of;
use super::{Failure, language, output};
use crate::calendar::Date;
use crate::cli::{Cli, ExportArgs};
use crate::project::exchange::{Cells, in_order, table};
use crate::project::sample;
use crate::project::{AnyEntry, Folder, Kind, Project, RecordId, ReportDateSource, load};
use crate::source::schema::{STEP, Shape};
use crate::text::{Lang, Message, plural};
use crate::{both, say};

/// Rows below the last record that have the lists of their columns too.
const MORE_ROWS: u32 = 200;

/// Writes the registers that are asked for, else all that have records.
pub(super) fn run(args: &ExportArgs, cli: &Cli) -> Result<ExitCode, Failure> {
    let project = super::import::project(&args.folder)?;
    let lang = language(args.lang.as_deref(), project.default_lang())?;
    if is_part_of(&args.folder, &args.output) {
        return Err(would_be_read(&args.output));
    }
    let asked = args.registers.iter().map(|word| register(word)).collect::<Result<Vec<Kind>, Failure>>()?;
    let kinds = Kind::ALL.iter().copied().filter(|kind| asked.is_empty() || asked.contains(kind));
    let given: Vec<(Kind, Vec<Cells>)> =
        kinds.map(|kind| (kind, rows(&project, kind, args.all))).filter(|(kind, rows)| !rows.is_empty() || asked.contains(kind)).collect();
    let is_workbook = args.output.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("xlsx"));
    if is_workbook {
        let lists = Lists::of_export(&stem(&args.output));
        let bytes = workbook(&project, &given, lang, lists).map_err(|error| Failure::from(Message::same(error.to_string())))?;
        put(&args.output, &bytes)?;
    }
    for (kind, rows) in &given {
        let stem = if is_workbook { short_name(&stem(&args.output)) } else { kind.key().to_owned() };
        if !is_workbook {
            put(&args.output.join(format!("{}.csv", kind.key())), table(rows, *kind).as_bytes())?;
        }
        // What is given away is what comes back, but for what is changed there.
        put(&args.folder.join(base_path(*kind, &stem)), table(rows, *kind).as_bytes())?;
    }
    if !cli.quiet {
        let (records, registers) = (given.iter().map(|(_, rows)| rows.len()).sum::<usize>(), given.len());
        let path = args.output.display();
        let message = say!(
            "Wrote {en_records} of {en_registers} to `{path}`; `alongside import` brings back what is changed there.",
            "已将{zh_registers}个登记册的{zh_records}条记录写入`{path}`；在那里修改后，用 `alongside import` 导入。",
            en_records = format!("{records} record{}", plural(records)),
            en_registers = format!("{registers} register{}", plural(registers)),
            zh_records = records,
            zh_registers = registers,
            path
        );
        output::message(&message, lang);
    }
    Ok(ExitCode::SUCCESS)
}

fn would_be_read(output: &Path) -> Failure {
    let path = output.display();
    Failure {
        message: say!(
            "`{path}` is inside of the project folder, where its records would be read a second time.",
            "`{path}`在项目文件夹内，其中的记录会被重复读取。",
            path
        ),
        help: Some(both!("Write it outside, as `-o ../plan.xlsx`.", "写到文件夹之外，例如 `-o ../plan.xlsx`。")),
    }
}

/// The records, each with its id, by which it comes back.
fn rows(project: &Project, kind: Kind, is_all: bool) -> Vec<Cells> {
    let with_id = |(id, mut cells): (RecordId, Cells)| {
        cells.extend(project.record(id).map(|entry| ("id".to_owned(), entry.id().to_owned())));
        cells
    };
    project.give(kind, is_all).into_iter().map(with_id).collect()
}

fn stem(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

/// A workbook to begin with: a sheet for each register, with some columns and no record.
pub(super) fn empty_workbook(sheets: &[(Kind, Vec<String>)], lang: Lang) -> Result<Vec<u8>, Failure> {
    let asked = ReportDateSource { as_of: None, otherwise: super::clock::epoch_or_today()? };
    let project = load(Folder::default(), asked);
    // A row without a value has columns and takes no line.
    let blank = |columns: &[String]| columns.iter().map(|column| (column.clone(), String::new())).collect::<Cells>();
    let given: Vec<(Kind, Vec<Cells>)> = sheets.iter().map(|(kind, columns)| (*kind, vec![blank(columns)])).collect();
    workbook(&project, &given, lang, Lists::default()).map_err(|error| Message::same(error.to_string()).into())
}

/// The words of lists, in columns of a hidden sheet. Its name says as what the workbook was given out, whatever its file is called when
/// it comes back.
struct Lists {
    name: String,
    words: Vec<Vec<String>>,
}

impl Default for Lists {
    fn default() -> Self {
        Self { name: LISTS.to_owned(), words: Vec::new() }
    }
}

impl Lists {
    fn of_export(stem: &str) -> Self {
        Self { name: lists_of(stem), words: Vec::new() }
    }
}

fn workbook(project: &Project, given: &[(Kind, Vec<Cells>)], lang: Lang, mut lists: Lists) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let day = ExcelDateTime::parse_from_str(&project.report_date.to_string())?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&day));
    for (kind, rows) in given {
        let name = if lang == Lang::En { kind.key() } else { kind.zh() };
        sheet(book.add_worksheet().set_name(name)?, project, *kind, rows, lang, &mut lists)?;
    }
    if !lists.words.is_empty() || lists.name != LISTS {
        let sheet = book.add_worksheet().set_name(&lists.name)?.set_hidden(true);
        for (column, words) in (0..).zip(&lists.words) {
            for (row, word) in (0..).zip(words) {
                sheet.write_string(row, column, word)?;
            }
        }
    }
    book.save_to_buffer()
}

fn sheet(sheet: &mut Worksheet, project: &Project, kind: Kind, rows: &[Cells], lang: Lang, lists: &mut Lists) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    let columns = in_order(rows.iter().flat_map(Cells::keys), kind);
    let last = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    for (at, column) in (0..).zip(&columns) {
        sheet.write_string_with_format(0, at, head(kind, column, lang), &bold)?;
        let shape = shape(kind, column);
        if let Some(words) = words(project, shape, lang).filter(|words| !words.is_empty()) {
            let list = DataValidation::new().allow_list_formula(lists.formula(words)).show_error_message(false);
            sheet.add_data_validation(1, at, last.saturating_add(MORE_ROWS), at, &list)?;
        }
        for (row, cells) in (1..).zip(rows) {
            if let Some(text) = cells.get(column).filter(|text| !text.is_empty()) {
                write(sheet, row, at, text, shape)?;
            }
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.autofit();
    Ok(())
}

/// A cell as spreadsheets reckon with it: a day, a number, else its text.
fn write(sheet: &mut Worksheet, row: u32, column: u16, text: &str, shape: Option<Shape>) -> Result<(), XlsxError> {
    let day = Date::parse(text).ok().filter(|day| shape.is_some_and(Shape::is_day) && day.to_string() == text);
    let number = text.parse::<f64>().ok().filter(|_| shape.is_some_and(Shape::is_number) && text.len() < 15);
    match (day, number) {
        (Some(day), _) => {
            let format = Format::new().set_num_format("yyyy-mm-dd");
            sheet.write_datetime_with_format(row, column, ExcelDateTime::parse_from_str(&day.to_string())?, &format)?;
        }
        (None, Some(number)) => {
            sheet.write_number(row, column, number)?;
        }
        (None, None) => {
            sheet.write_string(row, column, text)?;
        }
    }
    Ok(())
}

/// The head of a column: the field's label, if it is read as the field.
fn head(kind: Kind, column: &str, lang: Lang) -> String {
    let label = sample::head(kind, column, lang);
    let is_read = kind.vocabulary().find(&label).is_some_and(|path| path.join(".") == column);
    if is_read { label } else { column.to_owned() }
}

fn shape(kind: Kind, column: &str) -> Option<Shape> {
    kind.vocabulary().shape(&column.split('.').collect::<Vec<_>>())
}

/// The words that a column may have: states, steps, people.
fn words(project: &Project, shape: Option<Shape>, lang: Lang) -> Option<Vec<String>> {
    match shape? {
        Shape::Choice(choices, _) => {
            Some(choices.iter().map(|choice| if lang == Lang::En { choice.name } else { choice.zh }.to_owned()).collect())
        }
        Shape::Value(STEP) => Some((1..=project.settings.risk.steps()).map(|step| step.to_string()).collect()),
        Shape::Reference(registers) if registers.contains(&Kind::People.key()) => Some(
            project.registers.of(Kind::People).into_iter().filter_map(<dyn AnyEntry>::name).map(|name| name.any().to_owned()).collect(),
        ),
        _ => None,
    }
}

impl Lists {
    /// The place of a list, which is written once.
    fn formula(&mut self, words: Vec<String>) -> Formula {
        let count = words.len();
        let at = self.words.iter().position(|known| *known == words).unwrap_or_else(|| {
            self.words.push(words);
            self.words.len() - 1
        });
        let column = rust_xlsxwriter::utility::column_number_to_name(u16::try_from(at).unwrap_or(u16::MAX));
        Formula::new(format!("='{}'!${column}$1:${column}${count}", self.name))
    }
}
