//! How the project stands as a small drawing, for the page of a repository or of a chat.

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use crate::project::palette::{Palette, overrides};
use crate::say;
use crate::site::address::Address;
use crate::site::escape::escape;
use crate::site::output::{OutputFile, made};
use crate::site::view::context::SiteContext;
use crate::site::view::page::Page;
use crate::text::date;

/// The glyphs of the pages.
const GLYPHS: &str = include_str!("../../../templates/glyphs.html");
/// Pixels of one column of text at 11 px: wider than most letters, and than half a Chinese character.
const COLUMN: usize = 7;
/// Pixels on either side of a text.
const PAD: usize = 8;
/// Pixels of the glyph with the gap behind it.
const GLYPH: usize = 16;

/// The badge of each language.
pub(crate) fn files(whole: &SiteContext<'_>) -> Vec<OutputFile> {
    let pages = whole.project.languages.iter().map(|lang| Page { whole, lang: *lang, at: Address::OVERVIEW });
    pages.map(|page| made(format!("{}/badge.svg", page.lang.tag()), badge(page).into_bytes())).collect()
}

fn badge(page: Page<'_>) -> String {
    let status = page.whole.standing.status(page.lang);
    let (site, day) = (page.site_name(), date::message(page.whole.project.report_date.civil()));
    let word = status.word;
    let says = page.say(&say!("{site}: {word}, {day}", "{site}：{word}（{day}）", site = &site, word = &word, day));
    let (set, _) = overrides(&page.whole.project.settings.site.colours);
    let palette = Palette::of_product().with(&set);
    let colour = |token: &str| palette.0.get(token).map(|shades| shades.light.to_string()).unwrap_or_default();
    let (tone, sign) = (named(status.tone), named(status.glyph));
    let (left, right) = (site.width() * COLUMN + 2 * PAD, word.width() * COLUMN + 2 * PAD + GLYPH);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"20\" role=\"img\" aria-labelledby=\"t\">\
         <title id=\"t\">{says}</title>\
         <path fill=\"{ground}\" d=\"M3 0h{left_edge}v20H3a3 3 0 0 1-3-3V3a3 3 0 0 1 3-3z\"/>\
         <path fill=\"{tint}\" d=\"M{left} 0h{right_edge}a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3H{left}z\"/>\
         <svg x=\"{glyph_x}\" y=\"4\" width=\"12\" height=\"12\" viewBox=\"0 0 16 16\">{glyph}</svg>\
         <g font-family=\"Verdana,Geneva,'DejaVu Sans','PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif\" font-size=\"11\">\
         <text x=\"{PAD}\" y=\"14\" fill=\"{surface}\">{site}</text><text x=\"{word_x}\" y=\"14\" fill=\"{ink}\">{word}</text></g></svg>\n",
        width = left + right,
        left_edge = left - 3,
        right_edge = right - 3,
        glyph_x = left + PAD,
        word_x = left + PAD + GLYPH,
        says = escape(&says),
        site = escape(&site),
        word = escape(&word),
        ground = colour("text-2"),
        surface = colour("surface"),
        ink = colour("text"),
        tint = colour(&format!("{tone}-bg")),
        glyph = glyph(&sign, &colour(&tone), &colour("surface")),
    )
}

/// What stylesheet and glyphs call a tone or a sign.
fn named(of: impl Serialize) -> String {
    serde_json::to_value(of).ok().and_then(|name| Some(name.as_str()?.to_owned())).unwrap_or_default()
}

/// A glyph with its colours in it, since no stylesheet reaches a drawing.
fn glyph(name: &str, mark: &str, ground: &str) -> String {
    let begin = format!("<symbol id=\"g-{name}\" viewBox=\"0 0 16 16\">");
    let drawn = GLYPHS.split_once(&begin).and_then(|(_, rest)| rest.split_once("</symbol>")).map_or("", |(drawn, _)| drawn);
    let line = format!("fill=\"none\" stroke=\"{mark}\" stroke-width=\"1.8\"");
    drawn
        .replace("class=\"ink\"", &format!("fill=\"{mark}\""))
        .replace("class=\"cut\"", &format!("fill=\"none\" stroke=\"{ground}\" stroke-width=\"2\""))
        .replace("class=\"line dashed\"", &format!("{line} stroke-dasharray=\"2.6 1.8\""))
        .replace("class=\"line\"", &line)
}

#[cfg(test)]
mod tests {
    use quick_xml::Reader;
    use quick_xml::events::Event;

    use super::*;
    use crate::site::testing::each;

    #[test]
    fn it_says_how_the_project_stands_without_colour_too() {
        let files = [
            ("alongside.yaml", "project: {name: {en: 'R&D <launch>', zh-CN: 研发上市}}\nsite: {colours: {none: '#123456'}}\n"),
            ("risks.yaml", "- {id: R-1, title: Late}\n"),
        ];
        let [english, chinese] = each(&files, |page| (badge(page), page.whole.standing.status(page.lang).word));
        let mut reader = Reader::from_str(&english.0);
        let mut elements = 0;
        loop {
            match reader.read_event().unwrap() {
                Event::Eof => break,
                Event::Start(_) | Event::Empty(_) => elements += 1,
                _ => {}
            }
        }
        assert!(elements > 8, "{}", english.0);
        assert!(
            english.0.contains(&format!("<title id=\"t\">R&amp;D &lt;launch&gt;: {}, 31 Mar 2026</title>", english.1)),
            "{}",
            english.0
        );
        assert!(chinese.0.contains(&format!("研发上市：{}（2026年3月31日）", chinese.1)), "{}", chinese.0);
        assert!(!english.0.contains("class=") && !english.0.contains("http://www.w3.org/1999"));
    }

    #[test]
    fn every_glyph_has_its_colours() {
        for name in ["good", "warn", "bad", "none", "question"] {
            let drawn = glyph(name, "#111111", "#222222");
            assert!(drawn.contains("#111111") && !drawn.contains("class="), "{name}: {drawn}");
        }
    }
}
