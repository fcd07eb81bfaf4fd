//! Names compared as people mean them: case, spaces, `_`, `-`, full and half width, traditional characters, a unit in
//! brackets and the trimmings of templates do not matter.

use std::borrow::{Borrow, Cow};
use std::collections::BTreeMap;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

/// A name with everything left out that does not matter.
pub fn fold(name: &str) -> String {
    let matters = |c: &char| !c.is_whitespace() && !matches!(c, '_' | '-' | '*' | '\u{feff}');
    if name.is_ascii() {
        return name.chars().filter(matters).map(|c| c.to_ascii_lowercase()).collect();
    }
    name.nfkc().filter(matters).flat_map(char::to_lowercase).map(simplified).collect()
}

/// A text with the full-width forms of what numbers and dates are made of in half width.
pub fn half_width(text: &str) -> Cow<'_, str> {
    let narrow = |c: char| match c {
        '０'..='９' | '．' | '／' | '－' | '＋' | '：' | '％' | '～' => c.nfkc().next().unwrap_or(c),
        _ => c,
    };
    if text.chars().all(|c| narrow(c) == c) { Cow::Borrowed(text) } else { Cow::Owned(text.chars().map(narrow).collect()) }
}

/// Whether a name is that of a column that counts rows: 「序号」, `#`.
pub fn counts_rows(name: &str) -> bool {
    name.contains(['序', '#', '＃']) && matches!(fold_header(name).as_str(), "序号" | "#")
}

/// A column's header without what templates add to it: 填写…, 请选择…, (必填), a unit in brackets, a colon.
pub fn fold_header(name: &str) -> String {
    let mut folded = fold(name);
    while let Some(open) = folded.rfind('(').filter(|open| *open > 0 && folded.ends_with(')')) {
        folded.truncate(open);
    }
    let trimmed = folded.trim_end_matches([':', '?', '.']);
    let trimmed = ["请填写", "请选择", "请输入", "填写", "选择"].iter().find_map(|verb| trimmed.strip_prefix(verb)).unwrap_or(trimmed);
    trimmed.to_owned()
}

/// The names in a bilingual header, "负责人 Owner" or "Owner/负责人": its Chinese and its other half.
pub fn halves(name: &str) -> Option<(String, String)> {
    let is_han = |c: &char| ('\u{4e00}'..='\u{9fff}').contains(c);
    let han: String = name.chars().filter(is_han).collect();
    let rest: String =
        name.chars().map(|c| if is_han(&c) || matches!(c, '/' | '／' | '|' | '(' | ')' | '（' | '）') { ' ' } else { c }).collect();
    let rest = rest.trim();
    (!han.is_empty() && !rest.is_empty()).then(|| (fold_header(&han), fold_header(rest)))
}

/// The traditional characters that the product's own words have, each followed by its simplified form.
const PAIRS: &str = "負负責责標标題题內内編编號号級级別别類类態态開开閉闭關关進进報报會会議议錄录記记參参與与員员職职務务門门單单聯联絡络應应對对險险響响說说實实際际計计劃划預预測测額额項项產产質质監监動动決决結结論论總总處处復复覆复驗验證证書书問问優优勢势競竞爭争調调發发現现啟启環环節节階阶畫画資资長长條条業业場场營营銷销戶户體体準准溝沟濟济購购圖图檔档檢检風风達达執执權权緊紧嚴严輕轻東东備备註注稱称據据價价連连數数綠绿黃黄紅红遲迟專专傳传飛飞歸归屬属範范圍围護护歷历頻频較较極极讓让轉转減减區区間间獲获嘗尝試试誠诚認认誰谁週周點点領领導导組组織织訊讯網网頁页鏈链";

/// The simplified form of a character.
fn simplified(c: char) -> char {
    static SIMPLIFIED: LazyLock<BTreeMap<char, char>> = LazyLock::new(|| {
        let chars: Vec<char> = PAIRS.chars().collect();
        chars.chunks(2).filter_map(|pair| Some((*pair.first()?, *pair.last()?))).collect()
    });
    if c < '\u{4e00}' { c } else { SIMPLIFIED.get(&c).copied().unwrap_or(c) }
}

/// The candidate that is nearest to a word, if it is near: what a person most likely meant.
pub fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    near(word, candidates.into_iter().map(|candidate| (candidate, ()))).map(|near| near.name)
}

/// What a person most likely meant by a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Near<'c, M> {
    /// The name that is nearest.
    pub name: &'c str,
    /// What it is the name of.
    pub meaning: M,
    /// How many letters are wrong.
    pub distance: usize,
    /// Whether nothing of another meaning is as near, and no digit differs: `R-08` is not meant to be `R-07`.
    pub is_sure: bool,
}

/// Letters of the longest word for which another one may have been meant.
const LONGEST: usize = 64;

/// Whether a text is too long to be a misspelt name.
pub fn is_long(text: &str) -> bool {
    text.chars().nth(LONGEST).is_some()
}

/// A name that was folded, and what tells soon that another one is not near it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folded {
    text: String,
    length: usize,
    /// Which letters it has, a bit for each; some share one.
    letters: u64,
}

impl Folded {
    /// Folds a name.
    pub fn new(name: &str) -> Self {
        let text = fold(name);
        let letters = text.chars().fold(0, |letters, c| letters | 1 << bit(c));
        Self { length: text.chars().count(), letters, text }
    }

    /// Whether so few wrong letters may lie between two names: each one too many or too few is a wrong one, and a wrong one takes
    /// a letter away and brings another one.
    fn may_be_near(&self, other: &Self, limit: usize) -> bool {
        let wrong = (self.letters ^ other.letters).count_ones() as usize;
        self.length.abs_diff(other.length) <= limit && wrong <= 2 * limit
    }
}

/// The bit of a letter: digits and the letters of English have their own, the others share the rest.
fn bit(c: char) -> u32 {
    match c {
        '0'..='9' => u32::from(c) - u32::from('0'),
        'a'..='z' => u32::from(c) - u32::from('a') + 10,
        _ => u32::from(c) % 28 + 36,
    }
}

/// As [`nearest`], of names of which several may mean the same.
pub fn near<'c, M: PartialEq + Copy>(word: &str, candidates: impl IntoIterator<Item = (&'c str, M)>) -> Option<Near<'c, M>> {
    if is_long(word) {
        return None;
    }
    near_folded(word, candidates.into_iter().filter(|(name, _)| !is_long(name)).map(|(name, meaning)| (name, Folded::new(name), meaning)))
}

/// As [`near`], of names that have been folded.
pub fn near_folded<'c, M: PartialEq + Copy>(
    word: &str,
    candidates: impl IntoIterator<Item = (&'c str, impl Borrow<Folded>, M)>,
) -> Option<Near<'c, M>> {
    if is_long(word) {
        return None;
    }
    let folded = Folded::new(word);
    let length = folded.length;
    let limit = match length {
        0 | 1 => return None,
        2..=4 => 1,
        5..=8 => 2,
        _ => 3,
    };
    let mut found: Vec<Near<'c, M>> = Vec::new();
    for (name, other, meaning) in candidates {
        let other = other.borrow();
        if !folded.may_be_near(other, limit) {
            continue;
        }
        let distance = strsim::osa_distance(&folded.text, &other.text);
        if distance <= limit {
            found.push(Near { name, meaning, distance, is_sure: digits(&folded.text).eq(digits(&other.text)) });
        }
    }
    let mut best = *found.iter().min_by_key(|near| near.distance)?;
    // One wrong letter against two is no doubt; two against three may be.
    let others = found.iter().filter(|near| near.meaning != best.meaning);
    best.is_sure &= others.map(|near| near.distance).min().is_none_or(|other| best.distance == 1 && other > 1);
    Some(best)
}

fn digits(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(char::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trimmings_do_not_matter() {
        for name in ["Due date", "due_date", "DUE-DATE", "ｄｕｅ　ｄａｔｅ", "Due date:"] {
            assert_eq!(fold_header(name), "duedate", "{name}");
        }
        for name in ["金额（万元）", "填写金额", "金额：", "金额*", "金额（必填）", "金額"] {
            assert_eq!(fold_header(name), "金额", "{name}");
        }
        assert_eq!(fold_header("（天）"), "(天)", "what stands in brackets alone is the head");
    }

    #[test]
    fn full_width_digits() {
        assert_eq!(half_width("２０２６年４月１日"), "2026年4月1日");
        assert_eq!(half_width("－１２．５％"), "-12.5%");
        assert!(matches!(half_width("12，5"), Cow::Borrowed("12，5")));
    }

    #[test]
    fn traditional_characters_are_read() {
        assert_eq!(fold("負責人"), "负责人");
        assert_eq!(fold("風險登記"), "风险登记");
        assert_eq!(fold("緊急"), "紧急");
    }

    #[test]
    fn bilingual_headers_have_two_halves() {
        assert_eq!(halves("负责人 Owner"), Some(("负责人".into(), "owner".into())));
        assert_eq!(halves("Due date/截止日期"), Some(("截止日期".into(), "duedate".into())));
        assert_eq!(halves("Owner"), None);
    }

    #[test]
    fn the_nearest_word() {
        assert_eq!(nearest("ownr", ["owner", "order"]), Some("owner"));
        assert_eq!(nearest("probabilty", ["probability"]), Some("probability"));
        assert_eq!(nearest("x", ["y"]), None);
        assert_eq!(nearest("budget", ["owner"]), None);
        assert_eq!(nearest("责任入", ["责任人"]), Some("责任人"));
    }

    #[test]
    fn a_long_text_is_no_misspelt_name() {
        let name = "n".repeat(LONGEST);
        let nearly = |text: &str| format!("{}m", text.strip_suffix('n').unwrap());
        assert_eq!(nearest(&nearly(&name), [&*name]), Some(&*name));
        // Of such texts no letter is compared with another: it would take hours.
        let long = "n".repeat(1 << 20);
        assert_eq!(nearest(&nearly(&long), std::iter::repeat_n(&*long, 1000)), None);
        assert_eq!(nearest("name", std::iter::repeat_n(&*long, 1000)), None);
    }

    #[test]
    fn a_word_is_sure_if_nothing_else_is_near() {
        let sure = |word, candidates: &[(&'static str, u8)]| near(word, candidates.iter().copied()).map(|near| (near.name, near.is_sure));
        assert_eq!(sure("hgih", &[("high", 1), ("low", 2)]), Some(("high", true)));
        assert_eq!(sure("ownr", &[("owner", 1), ("own", 2)]), Some(("owner", false)));
        assert_eq!(sure("statuz", &[("status", 1), ("state", 1)]), Some(("status", true)), "two names of one meaning");
        assert_eq!(sure("strateg", &[("strategy", 1), ("state", 2)]), Some(("strategy", true)));
        assert_eq!(sure("己关闭", &[("已关闭", 1), ("未关闭", 2)]), Some(("已关闭", false)));
        assert_eq!(sure("R-08", &[("R-07", 1)]), Some(("R-07", false)));
    }

    #[test]
    fn few_of_many_names_are_compared_letter_by_letter() {
        let people: Vec<Folded> = (0..2000).map(|n| Folded::new(&format!("P{n} Q{}", n * 7))).collect();
        let words: Vec<Folded> = (0..2000).map(|n| Folded::new(&format!("Ext{n} R{}", n * 3))).collect();
        let compared = |word: &Folded| people.iter().filter(|name| word.may_be_near(name, 3)).count();
        let compared: usize = words.iter().map(compared).sum();
        assert!(compared < 2000 * 2000 / 50, "{compared}");
    }

    #[test]
    fn what_tells_soon_tells_what_is_so() {
        let words = ["owner", "ownr", "owners", "wonre", "risk", "R-07", "r07", "负责人", "负责"];
        for (a, b) in words.iter().flat_map(|a| words.iter().map(move |b| (Folded::new(a), Folded::new(b)))) {
            let distance = strsim::osa_distance(&a.text, &b.text);
            assert!(a.may_be_near(&b, distance), "{a:?} {b:?}");
        }
    }
}
