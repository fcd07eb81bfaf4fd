//! A whole folder becomes a site: files are parted by lines that begin with `== ` and their paths.
#![no_main]

mod shared;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let parts = text.split("\n== ").filter_map(|part| part.split_once('\n'));
    let named = parts
        .filter(|(path, _)| !path.is_empty() && !path.starts_with('/') && !path.split('/').any(|part| matches!(part, "" | "." | "..")));
    let files: Vec<(&str, &str)> = named.filter(|(path, _)| !path.starts_with("templates/")).take(8).collect();
    shared::publish(&files);
});
