//! A register in YAML is read, whatever stands in it.
#![no_main]

mod shared;

libfuzzer_sys::fuzz_target!(|text: &str| {
    shared::read(&[("risks.yaml", text), ("people.yaml", "- {id: p, name: P}\n")]);
});
