//! How the links of campaigns and content are named: their `utm_` parts (`docs/numbers.md §9.8`).

use std::collections::{BTreeMap, BTreeSet};

use crate::project::settings::UtmInfo;
use crate::project::{AnyEntry, Kind, Project, RecordId};
use crate::source::Span;

/// A part of a link that says where a visitor came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// `utm_source`.
    Source,
    /// `utm_medium`.
    Medium,
    /// `utm_campaign`.
    Campaign,
}

/// A part with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// Which part.
    pub part: Part,
    /// What it says, as it is written.
    pub value: String,
    /// Where that stands: the file and its bytes. `None` where the link is written in another way than it is read.
    pub place: Option<(usize, Span)>,
}

/// A link that has such parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaggedLink {
    /// Whose link it is.
    pub record: RecordId,
    /// The field that it stands in.
    pub field: &'static str,
    /// Its parts, in order.
    pub tags: Vec<Tag>,
}

/// What is wrong with a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misnamed<'l> {
    /// The part.
    pub tag: &'l Tag,
    /// What it breaks.
    pub breaks: Breaks,
    /// What was meant, and whether nobody has to ask.
    pub meant: Option<(String, bool)>,
}

/// What a part breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Breaks {
    /// It is none of the values that the settings allow.
    Allowed,
    /// It is not written as the settings ask.
    Pattern,
    /// Other links write the same value in other letters.
    Others,
}

impl Part {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Source, Self::Medium, Self::Campaign];

    /// Its name in a link.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Source => "utm_source",
            Self::Medium => "utm_medium",
            Self::Campaign => "utm_campaign",
        }
    }

    /// The values that the settings allow; nothing is that all are.
    fn allowed(self, info: &UtmInfo) -> Vec<&str> {
        let allowed = match self {
            Self::Source => &info.sources,
            Self::Medium => &info.mediums,
            Self::Campaign => return Vec::new(),
        };
        allowed.iter().map(|value| value.0.as_str()).collect()
    }
}

/// Every link of campaigns and content that says where a visitor came from.
pub fn all(project: &Project) -> Vec<TaggedLink> {
    let mut links = Vec::new();
    for (index, content) in project.content.iter().enumerate() {
        let id = RecordId { kind: Kind::Content, index };
        links.extend(content.url.iter().filter_map(|url| tagged(project, content, id, "url", &url.0)));
        links.extend(content.typed.common.links.iter().filter_map(|url| tagged(project, content, id, "links", &url.0)));
    }
    for (index, campaign) in project.campaigns.iter().enumerate() {
        let id = RecordId { kind: Kind::Campaigns, index };
        links.extend(campaign.typed.common.links.iter().filter_map(|url| tagged(project, campaign, id, "links", &url.0)));
    }
    links
}

fn tagged(project: &Project, entry: &dyn AnyEntry, record: RecordId, field: &'static str, url: &str) -> Option<TaggedLink> {
    let (before, query) = url.split_once('?')?;
    let query = query.split('#').next().unwrap_or_default();
    let origin = entry.origin();
    let start = origin.span.of(project.text(origin.file)).find(url).map(|at| origin.span.start as usize + at);
    let mut at = before.len() + 1;
    let mut tags = Vec::new();
    for pair in query.split('&') {
        if let Some((name, value)) = pair.split_once('=')
            && let Some(part) = Part::ALL.into_iter().find(|part| part.name().eq_ignore_ascii_case(name))
        {
            let first = start.map(|start| start + at + name.len() + 1);
            let span =
                first.and_then(|first| Some(Span { start: u32::try_from(first).ok()?, end: u32::try_from(first + value.len()).ok()? }));
            tags.push(Tag { part, value: value.to_owned(), place: span.map(|span| (origin.file, span)) });
        }
        at += pair.len() + 1;
    }
    (!tags.is_empty()).then_some(TaggedLink { record, field, tags })
}

/// How often each value of each part is written.
#[derive(Debug, Default)]
pub struct Spellings(BTreeMap<(Part, String), BTreeMap<String, usize>>);

impl Spellings {
    /// Those of some links.
    pub fn of(links: &[TaggedLink]) -> Self {
        let mut spellings = Self::default();
        for tag in links.iter().flat_map(|link| &link.tags).filter(|tag| !tag.value.is_empty()) {
            *spellings.0.entry((tag.part, tag.value.to_lowercase())).or_default().entry(tag.value.clone()).or_default() += 1;
        }
        spellings
    }

    /// How most links write a value that this one writes in other letters, and whether they are more: in small letters where
    /// some do.
    fn usual(&self, tag: &Tag) -> Option<(String, bool)> {
        let small = tag.value.to_lowercase();
        let written = self.0.get(&(tag.part, small.clone()))?;
        let most = || written.iter().max_by_key(|(_, count)| **count).map(|(value, _)| value.clone());
        let usual = if written.contains_key(&small) { small } else { most()? };
        let count = |value: &str| written.get(value).copied().unwrap_or_default();
        (usual != tag.value).then(|| (usual.clone(), count(&usual) > count(&tag.value)))
    }
}

/// What is wrong with a part; `None` if nothing is.
pub fn misnamed<'l>(tag: &'l Tag, info: &UtmInfo, spellings: &Spellings) -> Option<Misnamed<'l>> {
    let allowed = tag.part.allowed(info);
    if !allowed.is_empty() {
        if allowed.contains(&tag.value.as_str()) {
            return None;
        }
        let small = tag.value.to_lowercase();
        let mut same = allowed.iter().filter(|value| value.to_lowercase() == small);
        let meant = same.next().map(|value| ((*value).to_owned(), same.next().is_none()));
        return Some(Misnamed { tag, breaks: Breaks::Allowed, meant });
    }
    if let Some(pattern) = info.pattern.as_ref().filter(|_| tag.part == Part::Campaign) {
        let small = tag.value.to_lowercase();
        let holds = |value: &str| fits(&pattern.0, value);
        return (!holds(&tag.value)).then(|| Misnamed { tag, breaks: Breaks::Pattern, meant: holds(&small).then_some((small, true)) });
    }
    let meant = spellings.usual(tag)?;
    Some(Misnamed { tag, breaks: Breaks::Others, meant: Some(meant) })
}

/// Whether a value is written as a pattern asks: what stands in braces is filled in with small letters and digits, `{year}` with four
/// digits, `{month}` and `{day}` with two, `{quarter}` with `q1` to `q4`; the rest stands as it is.
pub fn fits(pattern: &str, value: &str) -> bool {
    let value: Vec<char> = value.chars().collect();
    let mut ends: BTreeSet<usize> = BTreeSet::from([0]);
    let marks: String = pattern.split('{').map(|part| part.split_once('}').map_or(part, |(_, rest)| rest)).collect();
    let mut rest = pattern;
    while !rest.is_empty() {
        let (blank, after) = match rest.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
            Some((name, after)) => (Some(name), after),
            None => (None, rest.get(rest.chars().next().map_or(1, char::len_utf8)..).unwrap_or_default()),
        };
        let literal = rest.chars().next();
        let step = |at: usize| match blank {
            Some(name) => filled(name, value.get(at..).unwrap_or_default(), &marks).into_iter().map(|length| at + length).collect(),
            None if value.get(at).copied() == literal => vec![at + 1],
            None => Vec::new(),
        };
        ends = ends.into_iter().flat_map(step).collect();
        rest = after;
    }
    ends.contains(&value.len())
}

/// The lengths that a blank may take of what follows.
fn filled(name: &str, rest: &[char], marks: &str) -> Vec<usize> {
    let digits = |n: usize| rest.len() >= n && rest.iter().take(n).all(char::is_ascii_digit);
    let exactly = |n: usize, holds: bool| if holds { vec![n] } else { Vec::new() };
    match name.trim().to_lowercase().as_str() {
        "year" | "年" | "年份" => exactly(4, digits(4)),
        "month" | "月" | "月份" | "day" | "日" => exactly(2, digits(2)),
        "quarter" | "季度" => exactly(2, matches!(rest, ['q', '1'..='4', ..])),
        _ => {
            let is_part = |c: &&char| (c.is_alphanumeric() && !c.is_uppercase()) || ("-_.".contains(**c) && !marks.contains(**c));
            (1..=rest.iter().take_while(is_part).count()).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::project;

    #[test]
    fn patterns_are_kept_or_not() {
        for (pattern, value, holds) in [
            ("{year}-{campaign}", "2026-spring", true),
            ("{year}-{campaign}", "2026-Spring", false),
            ("{year}-{campaign}", "26-spring", false),
            ("{campaign}-{year}", "spring-2026", true),
            ("{campaign}-{year}", "spring-202", false),
            ("{campaign}{month}", "spring-04", true),
            ("{campaign}{month}", "spring-4", false),
            ("{year}-{campaign}", "2026-spring-sale", false),
            ("{year}_{campaign}", "2026_spring-sale", true),
            ("{year}{month}_{name}_{channel}", "202604_spring_search", true),
            ("{year}{month}_{name}_{channel}", "202604_spring", false),
            ("{quarter}-{name}", "q3-tea", true),
            ("{quarter}-{name}", "q5-tea", false),
            ("hush4-{name}", "hush4-春季", true),
            ("hush4-{name}", "hush4-", false),
            ("hush4", "hush4", true),
            ("{open", "{open", true),
        ] {
            assert_eq!(fits(pattern, value), holds, "{pattern} {value}");
        }
    }

    #[test]
    fn what_was_meant_is_an_allowed_value_in_other_capitals() {
        let meant = |sources: &str, value: &str| {
            let files = [
                ("alongside.yaml", format!("utm: {{sources: [{sources}]}}\n")),
                ("campaigns.yaml", format!("- {{name: a, links: ['https://shop.example/?utm_source={value}']}}\n")),
            ];
            let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
            let project = project(&files, "2026-06-15");
            let links = all(&project);
            misnamed(&links[0].tags[0], &project.settings.utm, &Spellings::of(&links)).map(|wrong| wrong.meant)
        };
        assert_eq!(meant("Google, bing", "google"), Some(Some(("Google".to_owned(), true))));
        assert_eq!(meant("Google, GOOGLE, bing", "google"), Some(Some(("Google".to_owned(), false))), "which of the two?");
        assert_eq!((meant("Google, bing", "baidu"), meant("Google, bing", "bing")), (Some(None), None));
    }

    #[test]
    fn a_pattern_is_for_campaigns_alone() {
        let settings = ("alongside.yaml", "utm: {pattern: '{year}-{name}'}\n");
        let links = ("campaigns.yaml", "- {name: a, links: ['https://shop.example/?utm_source=google&utm_campaign=2026-Spring']}\n");
        let project = project(&[settings, links], "2026-06-15");
        let links = all(&project);
        let breaks: Vec<_> = links[0]
            .tags
            .iter()
            .map(|tag| misnamed(tag, &project.settings.utm, &Spellings::of(&links)).map(|wrong| wrong.breaks))
            .collect();
        assert_eq!(breaks, [None, Some(Breaks::Pattern)]);
    }
}
