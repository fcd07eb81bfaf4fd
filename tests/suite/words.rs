//! Names as people write them, and what they mean: `tests/heads.csv` says it of heads that real files have, and
//! `tests/file-names.csv` of the files themselves (– where a name says no register).

use alongside::project::Kind;

const HEADS: &str = include_str!("../heads.csv");

#[test]
fn heads_mean_what_the_table_says() {
    let mut wrong = Vec::new();
    for line in HEADS.lines().skip(1) {
        let cells: Vec<&str> = line.splitn(4, ',').collect();
        let [register, head, meaning, why] = cells[..] else { panic!("{line}") };
        let kind = Kind::of_key(register).unwrap_or_else(|| panic!("{line}"));
        let read = kind.vocabulary().find(head).map_or_else(|| "kept".to_owned(), |path| path.join("."));
        if read != meaning {
            wrong.push(format!("{register}: {head} means {meaning}, but is read as {read}"));
        }
        assert_eq!(meaning == "kept", !why.is_empty(), "{line}: what is kept has a reason");
    }
    assert_eq!(wrong, Vec::<String>::new());
}
const FILE_NAMES: &str = include_str!("../file-names.csv");

#[test]
fn file_names_mean_the_register_that_the_table_says() {
    for line in FILE_NAMES.lines().skip(1) {
        let (name, register) = line.rsplit_once(',').unwrap_or_else(|| panic!("{line}"));
        let path = match name {
            _ if name.ends_with('/') => format!("{name}notes.md"),
            _ if name.contains('.') => name.to_owned(),
            _ => format!("{name}.csv"),
        };
        let read = Kind::of_path(&path).map_or_else(|| "–".to_owned(), |kind| format!("{kind:?}"));
        assert_eq!(read, register, "{path}");
    }
}
