//! A whole folder becomes a site: files are parted by lines that begin with `== ` and their paths.
#![no_main]

mod shared;

libfuzzer_sys::fuzz_target!(|text: &str| shared::publish(&shared::files(text)));
