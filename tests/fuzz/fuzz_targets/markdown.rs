//! A document becomes HTML without scripts and handlers, whatever stands in it.
#![no_main]

use alongside::site::markdown::{Link, Options, render};
use alongside::text::Lang;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let options = Options { lang: Lang::En, base_level: 2, id_prefix: "", link: &|_| Link::Broken, pixels: &|_| None, person: &|_| None };
    let html = render(text, &options);
    let lower = html.to_lowercase();
    assert!(!lower.contains("<script") && !lower.contains("<iframe") && !lower.contains("href=\"javascript:"), "{html}");
});
