//! A workbook is decoded or refused, whatever its bytes: those of Excel 97 in their container, and the newer ones in their package.
#![no_main]

use alongside::source::{Limits, workbook};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = workbook::decode(bytes, &Limits::default());
});
