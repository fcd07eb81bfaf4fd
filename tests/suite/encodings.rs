//! Files as Excel and Windows save them.

use alongside::calendar::Date;
use alongside::project::{Folder, ReportDateSource, load};
use alongside::source::ProblemKind;

use crate::scratch::Scratch;

const CSV: &str = "编号,标题,负责人\r\nR-1,代理商延期,李娜\r\n";

fn titles(bytes: &[u8]) -> Vec<String> {
    let scratch = Scratch::new("encodings");
    scratch.write("alongside.yaml", b"project: {name: x}\n");
    scratch.write("风险.csv", bytes);
    let project =
        load(Folder::read(scratch.path()).expect("a folder"), ReportDateSource { as_of: None, otherwise: Date::new(2026, 6, 15) });
    assert!(project.problems.iter().all(|trouble| trouble.problem.kind == ProblemKind::Kept), "{:?}", project.problems);
    project.risks.iter().map(|risk| risk.title.any().to_owned()).collect()
}

#[test]
fn utf8_with_and_without_bom() {
    assert_eq!(titles(CSV.as_bytes()), ["代理商延期"]);
    assert_eq!(titles(&[b"\xef\xbb\xbf", CSV.as_bytes()].concat()), ["代理商延期"]);
}

#[test]
fn utf16_with_bom() {
    let little: Vec<u8> = [0xff, 0xfe].into_iter().chain(CSV.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let big: Vec<u8> = [0xfe, 0xff].into_iter().chain(CSV.encode_utf16().flat_map(u16::to_be_bytes)).collect();
    assert_eq!(titles(&little), ["代理商延期"]);
    assert_eq!(titles(&big), ["代理商延期"]);
}

#[test]
fn gb18030_as_excel_on_chinese_windows_saves_it() {
    let bytes: &[u8] = &[
        0xb1, 0xe0, 0xba, 0xc5, b',', 0xb1, 0xea, 0xcc, 0xe2, b'\r', b'\n', // 编号,标题
        b'R', b'-', b'1', b',', 0xb4, 0xfa, 0xc0, 0xed, 0xc9, 0xcc, 0xd1, 0xd3, 0xc6, 0xda, b'\r', b'\n', // R-1,代理商延期
    ];
    assert_eq!(titles(bytes), ["代理商延期"]);
}
