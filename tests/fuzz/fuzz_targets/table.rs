//! A Markdown file of a register is read, whatever stands in it.
#![no_main]

mod shared;

libfuzzer_sys::fuzz_target!(|text: &str| {
    shared::read(&[("risks.md", text), ("actions.md", text)]);
});
