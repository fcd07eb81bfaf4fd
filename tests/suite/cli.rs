//! What is typed and what is seen then: every file of `tests/cmd` is one command. `TRYCMD=overwrite` writes what is seen now.

#[test]
fn every_command_says_what_is_expected() {
    trycmd::TestCases::new()
        .register_bin("alongside", std::path::Path::new(env!("CARGO_BIN_EXE_alongside")))
        .env("COLUMNS", "100") // the help is wrapped
        .env("SOURCE_DATE_EPOCH", "1781481600") // 2026-06-15, for what has no report date of its own
        .env("GIT_DIR", "none") // the history of this repository is none of theirs
        .case("tests/cmd/*.toml");
}
