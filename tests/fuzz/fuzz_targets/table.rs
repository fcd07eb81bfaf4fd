//! A Markdown file of a register is read and judged, whatever stands in it.
#![no_main]

mod shared;

libfuzzer_sys::fuzz_target!(|text: &str| {
    shared::judge(&[("risks.md", text), ("actions.md", text)]);
});
