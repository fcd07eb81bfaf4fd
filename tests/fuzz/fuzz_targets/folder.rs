//! A whole folder is judged: files are parted by lines that begin with `== ` and their paths.
#![no_main]

mod shared;

libfuzzer_sys::fuzz_target!(|text: &str| {
    shared::judge(&shared::files(text));
});
