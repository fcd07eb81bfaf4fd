//! The colours of the report: the product's tokens, those that a project puts in their place, and the contrast that they keep.

use std::collections::BTreeMap;
use std::fmt;

/// The product's stylesheet, which declares every token.
const STYLE: &str = include_str!("../../templates/assets/styles/base.css");

/// Texts on what they stand on: 4.5 to 1 (WCAG 2.2, success criterion 1.4.3).
const TEXTS: [(&str, &[&str]); 14] = [
    ("text", &["bg", "surface", "surface-2", "good-bg", "warn-bg", "bad-bg", "none-bg"]),
    ("text-2", &["bg", "surface", "surface-2"]),
    ("link", &["bg", "surface", "surface-2"]),
    ("top-t", &["top"]),
    ("top-l", &["top"]),
    ("m-low-t", &["m-low"]),
    ("m-med-t", &["m-med"]),
    ("m-high-t", &["m-high"]),
    ("m-crit-t", &["m-crit"]),
    ("h1-t", &["h1"]),
    ("h2-t", &["h2"]),
    ("h3-t", &["h3"]),
    ("h4-t", &["h4"]),
    ("h5-t", &["h5"]),
];

/// Signs, lines and edges on what they stand on: 3 to 1 (success criterion 1.4.11).
const MARKS: [(&str, &[&str]); 9] = [
    ("good", &["surface", "surface-2", "good-bg"]),
    ("warn", &["surface", "surface-2", "warn-bg"]),
    ("bad", &["surface", "surface-2", "bad-bg"]),
    ("none", &["surface", "surface-2", "none-bg"]),
    ("focus", &["bg", "surface"]),
    ("border-strong", &["surface"]),
    ("ref", &["surface"]),
    ("c1", &["surface"]),
    ("c2", &["surface"]),
];

/// A colour in sRGB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour(pub [u8; 3]);

/// A token's colour in the light and in the dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shades {
    /// In the light.
    pub light: Colour,
    /// In the dark.
    pub dark: Colour,
}

/// Colours by token, in the light and in the dark, where they are told.
pub type Overrides = BTreeMap<String, [Option<Colour>; 2]>;

/// Every token that is one plain colour, by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Palette(pub BTreeMap<String, Shades>);

/// Two colours that are too close to be told apart.
#[derive(Debug, Clone, PartialEq)]
pub struct TooClose {
    /// The token in front.
    pub front: &'static str,
    /// The token behind it.
    pub behind: &'static str,
    /// Whether it is so in the dark.
    pub is_dark: bool,
    /// Their contrast.
    pub ratio: f64,
    /// What it should be at least.
    pub least: f64,
}

impl Colour {
    /// Reads `#1f5fae` or `#15a`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits: Option<Vec<u8>> = text.strip_prefix('#')?.chars().map(|c| u8::try_from(c.to_digit(16)?).ok()).collect();
        match *digits?.as_slice() {
            [r, g, b] => Some(Self([r * 17, g * 17, b * 17])),
            [r, r2, g, g2, b, b2] => Some(Self([r * 16 + r2, g * 16 + g2, b * 16 + b2])),
            _ => None,
        }
    }

    /// Relative luminance (WCAG 2.2, definition of *relative luminance*).
    pub fn luminance(self) -> f64 {
        let [r, g, b] = self.linear();
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    /// Contrast ratio, 1 to 21 (WCAG 2.2, definition of *contrast ratio*).
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// Red, green and blue as shares of light (IEC 61966-2-1).
    pub fn linear(self) -> [f64; 3] {
        self.0.map(|part| {
            let share = f64::from(part) / 255.0;
            if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        })
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [r, g, b] = self.0;
        write!(f, "#{r:02x}{g:02x}{b:02x}")
    }
}

impl Palette {
    /// The product's own.
    pub fn of_product() -> Self {
        Self::default().with(&declared(STYLE))
    }

    /// The same with other colours in place of some; a colour that is not told by day or by night stays.
    #[must_use]
    pub fn with(mut self, overrides: &Overrides) -> Self {
        for (name, [light, dark]) in overrides {
            let shades = self.0.get(name).copied();
            let light = light.or(shades.map(|shades| shades.light));
            let dark = dark.or(shades.map(|shades| shades.dark)).or(light);
            if let Some((light, dark)) = light.zip(dark) {
                self.0.insert(name.clone(), Shades { light, dark });
            }
        }
        self
    }

    /// The pairs of tokens that cannot be told apart well enough.
    pub fn too_close(&self) -> Vec<TooClose> {
        let texts = TEXTS.iter().map(|pairs| (pairs, 4.5));
        let marks = MARKS.iter().map(|pairs| (pairs, 3.0));
        let pairs = texts.chain(marks).flat_map(|((front, behind), least)| behind.iter().map(move |behind| (*front, *behind, least)));
        let schemes = pairs.flat_map(|pair| [(pair, false), (pair, true)]);
        schemes.filter_map(|((front, behind, least), is_dark)| self.close(front, behind, least, is_dark)).collect()
    }

    fn close(&self, front: &'static str, behind: &'static str, least: f64, is_dark: bool) -> Option<TooClose> {
        let shade = |name: &str| self.0.get(name).map(|shades| if is_dark { shades.dark } else { shades.light });
        let ratio = shade(front)?.contrast(shade(behind)?);
        (ratio < least).then_some(TooClose { front, behind, is_dark, ratio, least })
    }
}

impl TooClose {
    /// Whether one of the two is among some tokens.
    pub fn concerns(&self, overrides: &Overrides) -> bool {
        [self.front, self.behind].iter().any(|name| overrides.contains_key(*name))
    }
}

/// The colours that `site.colours` sets, and the names of entries that are no colour.
pub fn overrides(colours: &BTreeMap<String, serde_yaml::Value>) -> (Overrides, Vec<&str>) {
    let (mut overrides, mut unreadable) = (Overrides::new(), Vec::new());
    for (name, value) in colours {
        let of = |value: Option<&serde_yaml::Value>| value.map(|value| value.as_str().and_then(|text| Colour::parse(text.trim())));
        let by = |names: [&str; 2]| of(names.iter().find_map(|name| value.get(*name)));
        let (light, dark) = if value.is_string() { (of(Some(value)), None) } else { (by(["light", "浅色"]), by(["dark", "深色"])) };
        let shades = [light, dark];
        if shades.contains(&Some(None)) || shades == [None, None] {
            unreadable.push(name.as_str());
        } else {
            overrides.insert(name.trim_start_matches("--").to_owned(), shades.map(Option::flatten));
        }
    }
    (overrides, unreadable)
}

/// The tokens that a stylesheet declares as plain colours or as `light-dark()` of two, outside of `@media`; the last one counts.
pub fn declared(css: &str) -> Overrides {
    let mut found = Overrides::new();
    for statement in without_media(&without_comments(css)).split([';', '{', '}']) {
        let Some((name, value)) = statement.trim().strip_prefix("--").and_then(|rest| rest.split_once(':')) else { continue };
        let value = value.trim();
        let pair = value.strip_prefix("light-dark(").and_then(|rest| rest.strip_suffix(')')).and_then(|rest| rest.split_once(','));
        let (light, dark) = pair.unwrap_or((value, value));
        if let (Some(light), Some(dark)) = (Colour::parse(light.trim()), Colour::parse(dark.trim())) {
            found.insert(name.trim().to_owned(), [Some(light), Some(dark)]);
        }
    }
    found
}

fn without_comments(css: &str) -> String {
    let mut parts = css.split("/*");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.filter_map(|part| part.split_once("*/")).fold(first, |text, (_, rest)| text + rest)
}

fn without_media(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, media)) = rest.split_once("@media") {
        out.push_str(before);
        let mut depth = 0_usize;
        let end = media.char_indices().find(|(_, c)| {
            match c {
                '{' => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                _ => return false,
            }
            depth == 0
        });
        rest = end.and_then(|(at, _)| media.get(at + 1..)).unwrap_or_default();
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(text: &str) -> Colour {
        Colour::parse(text).unwrap()
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        assert!((colour("#fff").contrast(colour("#000")) - 21.0).abs() < 1e-9);
        // Worked examples of the WebAIM contrast checker.
        assert!((colour("#777777").contrast(colour("#ffffff")) - 4.48).abs() < 0.005);
        assert!((colour("#0000ff").contrast(colour("#ffffff")) - 8.59).abs() < 0.005);
        assert_eq!((Colour::parse("red"), Colour::parse("#12345"), colour("#15a").to_string()), (None, None, "#1155aa".to_owned()));
    }

    #[test]
    fn the_product_keeps_the_contrast_that_it_asks_for() {
        let palette = Palette::of_product();
        for (front, behind) in TEXTS.iter().chain(&MARKS) {
            for name in std::iter::once(front).chain(*behind) {
                assert!(palette.0.contains_key(*name), "the stylesheet has no {name}");
            }
        }
        assert_eq!(palette.too_close(), []);
    }

    type Matrix = [[f64; 3]; 3];

    /// How those without red, green or blue cones see linear sRGB (Machado, Oliveira and Fernandes 2009, "A Physiologically-based
    /// Model for Simulation of Color Vision Deficiency", IEEE TVCG 15(6), severity 1.0).
    const SIGHTS: [(&str, Matrix); 3] = [
        ("protanopia", [[0.152_286, 1.052_583, -0.204_868], [0.114_503, 0.786_281, 0.099_216], [-0.003_882, -0.048_116, 1.051_998]]),
        ("deuteranopia", [[0.367_322, 0.860_646, -0.227_968], [0.280_085, 0.672_501, 0.047_413], [-0.011_820, 0.042_940, 0.968_881]]),
        ("tritanopia", [[1.255_528, -0.076_749, -0.178_779], [-0.078_411, 0.930_809, 0.147_602], [0.004_733, 0.691_367, 0.303_900]]),
    ];

    fn times(matrix: &Matrix, vector: [f64; 3]) -> [f64; 3] {
        matrix.map(|row| row.iter().zip(vector).map(|(a, b)| a * b).sum())
    }

    /// Linear sRGB in `OKLab` (Björn Ottosson 2020, "A perceptual color space for image processing").
    fn oklab(linear: [f64; 3]) -> [f64; 3] {
        let cones = [
            [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
            [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
            [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
        ];
        let axes = [
            [0.210_454_255_3, 0.793_617_785_0, -0.004_072_046_8],
            [1.977_998_495_1, -2.428_592_205_0, 0.450_593_709_9],
            [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766_0],
        ];
        times(&axes, times(&cones, linear.map(|part| part.clamp(0.0, 1.0))).map(f64::cbrt))
    }

    /// Distance in `OKLab`: 1 between black and white, about 0.02 just noticeable.
    fn distance(sight: &Matrix, a: Colour, b: Colour) -> f64 {
        let [a, b] = [a, b].map(|colour| oklab(times(sight, colour.linear())));
        a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
    }

    #[test]
    fn distances_are_those_of_oklab() {
        let same = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
        assert!((distance(&same, colour("#000"), colour("#fff")) - 1.0).abs() < 1e-4);
        // Red and a dark green are nearly one colour to those without red cones.
        let (red, green) = (colour("#ff0000"), colour("#006a00"));
        assert!(distance(&SIGHTS[0].1, red, green) < 0.02 && distance(&same, red, green) > 0.3);
    }

    #[test]
    fn colours_with_a_meaning_stay_apart_for_those_who_see_fewer() {
        // Any two statuses or lines may meet; levels and steps are read in their order, and steps have their number written on them.
        let palette = Palette::of_product();
        let any = |names: &[&'static str]| -> Vec<_> {
            names.iter().enumerate().flat_map(|(at, a)| names[at + 1..].iter().map(move |b| (*a, *b))).collect()
        };
        let next = |names: &[&'static str]| -> Vec<_> { names.windows(2).map(|pair| (pair[0], pair[1])).collect() };
        let groups = [
            (0.09, any(&["good", "warn", "bad", "none"])),
            (0.10, any(&["c1", "c2"])),
            (0.10, next(&["m-low", "m-med", "m-high", "m-crit"])),
            (0.055, next(&["h1", "h2", "h3", "h4", "h5"])),
        ];
        for ((least, pairs), (sight, matrix)) in groups.iter().flat_map(|group| SIGHTS.iter().map(move |sight| (group, sight))) {
            for (a, b) in pairs {
                let [first, second] = [palette.0[*a], palette.0[*b]];
                for (scheme, first, second) in [("light", first.light, second.light), ("dark", first.dark, second.dark)] {
                    let distance = distance(matrix, first, second);
                    assert!(distance >= *least, "{a} and {b} in the {scheme} with {sight}: {distance:.3}, at least {least}");
                }
            }
        }
    }

    #[test]
    fn tokens_are_read_as_a_browser_does() {
        let css = "/* --a: #000; */ :root { --a: #111; --b: #1f5fae26; } @media print { :root { --a: #222; } }
            @supports (color: light-dark(#000, #fff)) { :root { --a: light-dark(#333, #444); } }";
        assert_eq!(declared(css), Overrides::from([("a".to_owned(), [Some(colour("#333")), Some(colour("#444"))])]));
    }

    #[test]
    fn a_colour_alone_is_that_of_the_light() {
        let yaml = "link: '#036'\ntop: {light: '#7a003c', dark: '#300018'}\ntext: blue\nbg: {}\n";
        let colours = serde_yaml::from_str(yaml).unwrap();
        let (overrides, unreadable) = overrides(&colours);
        assert_eq!(unreadable, ["bg", "text"]);
        let product = Palette::of_product();
        let palette = product.clone().with(&overrides);
        assert_eq!(palette.0["link"], Shades { light: colour("#036"), dark: product.0["link"].dark });
        assert_eq!(palette.0["top"].dark, colour("#300018"));
        let close = palette.too_close();
        assert!(close.iter().all(|close| close.concerns(&overrides) && close.behind == "top") && close.len() == 2, "{close:?}");
    }
}
