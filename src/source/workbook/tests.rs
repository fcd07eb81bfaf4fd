use std::io::{Cursor, Write};

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use zip::write::SimpleFileOptions;

use super::*;

fn decoded(bytes: &[u8]) -> Decoded {
    decode(bytes, &Limits::default()).unwrap()
}

/// Each sheet as its name and its rows, cells between bars.
fn shown(text: &str) -> Vec<String> {
    let rows = |sheet: &SheetRows<'_>| {
        let row = |row: &crate::source::sheet::Row<'_>| row.cells.iter().map(|cell| cell.text.to_string()).collect::<Vec<_>>().join("|");
        sheet.rows.iter().map(row).collect::<Vec<_>>().join(" / ")
    };
    sheets(text).iter().map(|sheet| format!("{}: {}", sheet.name.text, rows(sheet))).collect()
}

fn refused(bytes: &[u8]) -> String {
    decode(bytes, &Limits::default()).unwrap_err().message.en.into_owned()
}

fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// An archive one of whose parts has another text.
fn changed(bytes: &[u8], name: &str, from: &str, to: &str) -> Vec<u8> {
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let names: Vec<String> = (0..package.len()).map(|at| package.by_index(at).unwrap().name().unwrap().to_string()).collect();
    let parts: Vec<(String, String)> = names.into_iter().map(|name| (name.clone(), package::part(&mut package, &name).unwrap())).collect();
    assert!(parts.iter().any(|(part, text)| part == name && text.contains(from)));
    let parts: Vec<(&str, String)> =
        parts.iter().map(|(part, text)| (&**part, if part == name { text.replace(from, to) } else { text.clone() })).collect();
    archive(&parts.iter().map(|(part, text)| (*part, text.as_bytes())).collect::<Vec<_>>())
}

fn open_document(body: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\" xmlns:style=\"s\" xmlns:calcext=\"c\">\
         <office:automatic-styles><style:style style:name=\"ta2\" style:family=\"table\"><style:table-properties table:display=\"false\"/></style:style>\
         </office:automatic-styles><office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    );
    archive(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content.as_bytes())])
}

#[test]
fn cells_of_excel_are_read_as_they_are_shown() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Plan").unwrap();
    let format = |code: &str| Format::new().set_num_format(code);
    sheet.write_string(0, 0, "Name").unwrap();
    sheet.write_with_format(1, 0, 0.125, &format("0.0%")).unwrap();
    sheet.write_with_format(1, 1, ExcelDateTime::from_ymd(2026, 3, 2).unwrap(), &format("d/m/yyyy")).unwrap();
    sheet.write_with_format(1, 2, 12.5, &format("[$€-407] 0.00")).unwrap();
    sheet.write_boolean(1, 3, true).unwrap();
    sheet.write_formula(2, 0, Formula::new("1+1").set_result("2")).unwrap();
    sheet.write_formula(2, 1, Formula::new("SUM(A1:A2)")).unwrap();
    sheet.write_formula(2, 2, Formula::new("B9").set_result("#REF!")).unwrap();
    sheet.merge_range(3, 0, 4, 0, "Li Na", &Format::new()).unwrap();
    sheet.write_string(4, 1, "x").unwrap();
    book.add_worksheet().set_name("Lists").unwrap().set_hidden(true).write_string(0, 0, "secret").unwrap();
    let stored = book.save_to_buffer().unwrap();
    let Decoded { text, problems } =
        decoded(&changed(&stored, "xl/worksheets/sheet1.xml", "<f>SUM(A1:A2)</f><v>0</v>", "<f>SUM(A1:A2)</f>"));
    assert_eq!(shown(&text)[0], "Plan: Name / 12.5%|2026-03-02|€ 12.5|TRUE / 2|| / Li Na / |x");
    assert_eq!(shown(&text)[1], "Lists: ");
    let told: Vec<_> = problems.iter().map(|problem| (problem.kind, &*problem.message.en)).collect();
    assert_eq!(told, [(ProblemKind::Kept, "The sheet “Lists” is hidden, so it is not read.")]);
    let sheet = &sheets(&text)[0];
    let under = |row: usize, column: usize| {
        let span = sheet.rows[row].cells[column].span;
        (span.of(&text), beneath(&text, span))
    };
    assert_eq!(under(2, 1), ("=SUM(A1:A2)", Some(Beneath::Failed)));
    assert_eq!(under(2, 2), ("#REF!", Some(Beneath::Failed)));
    assert_eq!(under(4, 0), ("Li Na", Some(Beneath::Merged)));
}

#[test]
fn cells_of_open_documents_are_read_as_they_are_shown() {
    let body = "<table:table table:name=\"Plan\"><table:table-row><table:table-cell office:value-type=\"string\"><text:p>A &amp; B</text:p><text:p>C</text:p>\
        <office:annotation><text:p>remark</text:p></office:annotation></table:table-cell>\
        <table:table-cell office:value-type=\"percentage\" office:value=\"0.125\"><text:p>12,5%</text:p></table:table-cell>\
        <table:table-cell office:value-type=\"currency\" office:currency=\"EUR\" office:value=\"12.5\"><text:p>12,50 €</text:p></table:table-cell>\
        <table:table-cell office:value-type=\"date\" office:date-value=\"2026-03-02\"><text:p>02.03.26</text:p></table:table-cell>\
        <table:table-cell office:value-type=\"time\" office:time-value=\"PT09H30M00S\"><text:p>09:30</text:p></table:table-cell></table:table-row>\
        <table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>\
        <table:table-row table:number-rows-repeated=\"2\"><table:table-cell/><table:table-cell office:value-type=\"float\" office:value=\"7\"><text:p>R-007</text:p></table:table-cell>\
        <table:table-cell table:formula=\"of:=[.A9]\" office:value-type=\"string\" office:string-value=\"\" calcext:value-type=\"error\"><text:p>#REF!</text:p></table:table-cell></table:table-row></table:table>\
        <table:table table:name=\"Lists\" table:style-name=\"ta2\"><table:table-row><table:table-cell office:value-type=\"string\"><text:p>secret</text:p></table:table-cell></table:table-row></table:table>";
    let Decoded { text, problems } = decoded(&open_document(body));
    let sheets = sheets(&text);
    let rows: Vec<String> = sheets[0]
        .rows
        .iter()
        .filter(|row| !row.is_blank())
        .map(|row| row.cells.iter().map(|cell| &*cell.text).collect::<Vec<_>>().join("|"))
        .collect();
    assert_eq!(rows, ["A & B\nC|12.5%|EUR 12.5|2026-03-02|9:30", "|R-007|", "|R-007|"]);
    assert_eq!(problems.len(), 1);
    assert!(!text.contains("secret"));
}

#[test]
fn what_is_no_workbook_is_told() {
    assert!(refused(b"no archive").starts_with("The workbook is damaged"));
    assert!(refused(b"").starts_with("The workbook is damaged"));
    assert!(refused(&archive(&[("a.txt", b"x")])).starts_with("The workbook is damaged"));
    assert!(refused(&open_document("<table:table table:name=\"x\"><table:table-row>")).starts_with("The workbook is damaged"));
    let mut locked = vec![0xD0, 0xCF, 0x11, 0xE0];
    assert!(refused(&locked).starts_with("The workbook is damaged"), "a compound file without a workbook");
    locked.extend("EncryptedPackage".bytes().flat_map(|byte| [byte, 0]));
    assert!(refused(&locked).contains("password"));
    let manifest = b"<manifest:encryption-data/>";
    assert!(refused(&archive(&[("content.xml", b"x"), ("META-INF/manifest.xml", manifest)])).contains("password"));
    let empty = decoded(&Workbook::new().save_to_buffer().unwrap());
    assert_eq!(empty.problems.iter().map(|problem| &*problem.message.en).collect::<Vec<_>>(), ["The workbook has nothing in it."]);
}

#[test]
fn what_is_too_much_is_told_and_not_unpacked() {
    let bomb = archive(&[("content.xml", &vec![b' '; 3 << 20])]);
    assert!(bomb.len() < 1 << 14);
    let limits = Limits { file_bytes: 1 << 16, ..Limits::default() };
    let told = decode(&bomb, &limits).unwrap_err().message.en.into_owned();
    assert_eq!(told, "The workbook weighs more than 1 MiB unpacked and is not read.");
    let row = "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell office:value-type=\"string\" table:number-columns-repeated=\"16000\"><text:p>x</text:p></table:table-cell></table:table-row>";
    assert!(refused(&open_document(&format!("<table:table table:name=\"x\">{row}</table:table>"))).contains("too many cells"));
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, "x").unwrap();
    sheet.write_string(1_048_575, 16_383, "y").unwrap();
    let far = decoded(&book.save_to_buffer().unwrap());
    assert_eq!(Cells::new(&far.text).place(&far.text, far.text.len() - 1).to_string(), "Sheet1!XFD1048576");
}

#[test]
fn a_damaged_workbook_is_read_or_told() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    (0..20).for_each(|row| {
        sheet.write_number(row, 0, f64::from(row)).unwrap();
        sheet.write_string(row, 1, format!("text {row}")).unwrap();
    });
    let bytes = book.save_to_buffer().unwrap();
    for at in (0..bytes.len()).step_by(97) {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0x55;
        let _ = decode(&damaged, &Limits::default());
        let _ = decode(&bytes[..at], &Limits::default());
    }
}

#[test]
fn paragraphs_alone_are_what_an_open_document_shows() {
    let cell = |attributes: &str, content: &str| format!("<table:table-cell {attributes}>{content}</table:table-cell>");
    let row = |cells: &str| format!("<table:table table:name=\"Plan\"><table:table-row>{cells}</table:table-row></table:table>");
    let failed = cell("table:formula=\"of:=[.A9]\"", "\n  <text:p></text:p>\n");
    let Decoded { text, .. } = decoded(&open_document(&row(&(cell("office:value-type=\"string\"", "<text:p>a</text:p>") + &failed))));
    let span = sheets(&text)[0].rows[0].cells[1].span;
    assert_eq!((span.of(&text), beneath(&text, span)), ("=[.A9]", Some(Beneath::Failed)));
    let nothing = cell("office:value-type=\"currency\" office:currency=\"EUR\" office:value=\"0\"", "<text:p>0,00 €</text:p>");
    let debt = cell("office:value-type=\"currency\" office:currency=\"EUR\" office:value=\"-5\"", "<text:p>-5,00 €</text:p>");
    assert_eq!(shown(&decoded(&open_document(&row(&(nothing + &debt)))).text), ["Plan: EUR 0|-EUR 5"]);
}
