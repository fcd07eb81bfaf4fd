//! Names as people write them, and what they mean: `tests/heads.csv` says it of heads that real files have.

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
