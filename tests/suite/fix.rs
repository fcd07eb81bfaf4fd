//! `alongside check --fix` on a folder: what was stored in which way stays so, and a second run changes nothing.

use std::process::Command;

use crate::scratch::Scratch;

fn fix(scratch: &Scratch) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_alongside"));
    let output = command.args(["check", "--fix"]).arg(scratch.path()).env("SOURCE_DATE_EPOCH", "1781481600").output().expect("it runs");
    String::from_utf8(output.stderr).expect("UTF-8").lines().next().unwrap_or_default().to_owned()
}

fn utf16(text: &str) -> Vec<u8> {
    "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

fn gb18030(text: &str) -> Vec<u8> {
    encoding_rs::GB18030.encode(text).0.into_owned()
}

#[test]
fn files_stay_as_they_are_stored_and_are_mended_once() {
    let before: [(&str, Vec<u8>); 5] = [
        ("alongside.yaml", b"project: {name: x}\nlangages: [en]\n".to_vec()),
        ("people.yaml", b"- {id: li-na, name: Li Na}\r\n".to_vec()),
        ("risks.csv", "\u{feff}title,ownr\r\nA,li-na\r\n".as_bytes().to_vec()),
        ("任务.csv", gb18030("名称,负责入\r\n剪辑影片,li-na\r\n")),
        ("issues.csv", utf16("title\tstatu\r\n坏了\topen\r\n")),
    ];
    let after: [(&str, Vec<u8>); 5] = [
        ("alongside.yaml", b"project: {name: x}\nlanguages: [en]\n".to_vec()),
        ("people.yaml", b"- {id: li-na, name: Li Na}\r\n".to_vec()),
        ("risks.csv", "\u{feff}title,owner\r\nA,li-na\r\n".as_bytes().to_vec()),
        ("任务.csv", gb18030("名称,负责人\r\n剪辑影片,li-na\r\n")),
        ("issues.csv", utf16("title\tstatus\r\n坏了\topen\r\n")),
    ];
    let scratch = Scratch::new("fix");
    for (path, bytes) in &before {
        scratch.write(path, bytes);
    }
    let names = || {
        let entries = std::fs::read_dir(scratch.path()).expect("the folder is there");
        entries.map(|entry| entry.expect("an entry").file_name()).collect::<std::collections::BTreeSet<_>>()
    };
    let files = names();
    for said in ["Changed 4 places in 4 files.", "Nothing can be mended without asking."] {
        assert_eq!(fix(&scratch), said);
        for (path, bytes) in &after {
            assert!(std::fs::read(scratch.path().join(path)).expect("the file is there") == *bytes, "{path}");
        }
        assert_eq!(names(), files, "nothing is left behind");
    }
}

#[test]
fn a_damaged_file_is_left_alone_and_the_others_are_mended() {
    let scratch = Scratch::new("fix-damaged");
    let damaged = b"title,ownr\nA\xff,li-na\n";
    scratch.write("alongside.yaml", b"project: {name: x}\n");
    scratch.write("risks.csv", damaged);
    scratch.write("people.yaml", b"- {id: li-na, name: Li Na, rol: chief}\n");
    assert_eq!(fix(&scratch), "Changed 1 place in 1 file. Left alone, because not all of it is text: `risks.csv`.");
    let read = |name: &str| std::fs::read(scratch.path().join(name)).expect("the file is there");
    assert!(read("risks.csv") == damaged && read("people.yaml") == b"- {id: li-na, name: Li Na, role: chief}\n");
}

#[test]
fn links_are_named_as_the_settings_ask() {
    let scratch = Scratch::new("fix-links");
    scratch.write("alongside.yaml", b"utm: {sources: [google], pattern: '{year}-{name}'}\n");
    scratch.write(
        "content-calendar.csv",
        b"title,url\nFilm,https://example.com/?utm_source=Google&utm_campaign=2026-Spring\nPost,https://example.com/?utm_source=gogle\n",
    );
    assert_eq!(fix(&scratch), "Changed 2 places in 1 file.");
    assert_eq!(fix(&scratch), "Nothing can be mended without asking.");
    let text = std::fs::read_to_string(scratch.path().join("content-calendar.csv")).expect("the file is there");
    assert_eq!(
        text,
        "title,url\nFilm,https://example.com/?utm_source=google&utm_campaign=2026-spring\nPost,https://example.com/?utm_source=gogle\n"
    );
}
