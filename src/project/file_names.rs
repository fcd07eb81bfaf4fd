//! Which register a file holds, by its name or by that of a folder.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::kind::Kind;
use crate::source::fold::{fold, nearest};
use crate::text::Lang;

impl Kind {
    /// The register that a file holds: the path component nearest to the file's name, its stem first, that is a register's
    /// name; then the nearest folder that is another usual name of one; then a name with a register's name within it.
    pub fn of_path(path: &str) -> Option<Self> {
        let mut folders: Vec<&str> = path.split('/').collect();
        let file = folders.pop()?;
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let stem = Lang::ALL.iter().find_map(|lang| stem.strip_suffix(lang.tag()).and_then(|s| s.strip_suffix('.'))).unwrap_or(stem);
        let nearest = || folders.iter().rev();
        Self::of_stem(stem)
            .or_else(|| nearest().find_map(|folder| Self::of_key(folder)))
            .or_else(|| nearest().find_map(|folder| Self::of_stem(folder).filter(|_| !is_everyday(folder))))
            .or_else(|| Self::of_dressed(stem))
            .or_else(|| Self::of_first_part(stem))
            .or_else(|| nearest().filter(|folder| Self::of_stem(folder).is_none()).find_map(|folder| of_any_number(&fold(folder))))
    }

    /// The register after which the nearest folder of a path may be named, though folders of that name hold other things too.
    pub fn of_everyday_folder(path: &str) -> Option<(&str, Self)> {
        let mut folders: Vec<&str> = path.split('/').collect();
        folders.pop()?;
        folders.into_iter().rev().find_map(|folder| Some((folder, Self::of_stem(folder)?)))
    }

    /// The register of a key, as in `skip`.
    pub fn of_key(key: &str) -> Option<Self> {
        NAMES.get(&fold(key)).filter(|name| name.is_key).map(|name| name.kind)
    }

    /// The register of a file's stem, by any of its names.
    pub fn of_stem(stem: &str) -> Option<Self> {
        of_folded(&fold(stem))
    }

    /// The register of a name that a person types for it, in the singular or the plural.
    pub fn called(name: &str) -> Option<Self> {
        of_any_number(&fold(name))
    }

    /// The register of a name that has more around it: `Launch - Risks (1)`, `risk-register-2026`, 「市场预算表」.
    pub(super) fn of_dressed(name: &str) -> Option<Self> {
        let last = [" - ", " – ", " — "].iter().filter_map(|mark| name.rsplit_once(mark)).map(|(_, last)| last).next();
        // `Risks (what might go wrong)`
        let first = name.split(['(', '（']).next().map(str::trim).filter(|first| !first.is_empty() && first.len() < name.len());
        last.into_iter().chain([name]).chain(first).find_map(|name| Self::of_words(name).or_else(|| Self::of_end(name)))
    }

    /// The register of the first part of a name that says behind it which one it is: `Meeting Notes - Week 1`.
    fn of_first_part(name: &str) -> Option<Self> {
        let first = [" - ", " – ", " — "]
            .iter()
            .filter_map(|mark| name.split_once(mark))
            .map(|(first, _)| first)
            .min_by_key(|first| first.len())?;
        Self::of_words(first).filter(|_| !is_everyday(first))
    }

    /// By its words without those that say only that it is a list, and without numbers.
    fn of_words(name: &str) -> Option<Self> {
        let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty() && !word.chars().all(|c| c.is_ascii_digit()));
        let words: Vec<String> = words.map(fold).collect();
        let bare: Vec<&str> = words.iter().map(String::as_str).filter(|word| !DRESS_WORDS.contains(word)).collect();
        let joined = |words: &[&str]| of_any_number(&words.concat());
        let all: Vec<&str> = words.iter().map(String::as_str).collect();
        let of_bare = || joined(&bare).filter(|_| bare.len() < all.len());
        joined(&all).or_else(of_bare).or_else(|| of_latin_part(name)).or_else(|| match bare.as_slice() {
            // `marketing-budget` is one; `github-actions` is not.
            [.., last] if bare.len() > 1 => {
                of_any_number(last).filter(|kind| HEADS.contains(kind) && fold(kind.key()).starts_with(last.trim_end_matches('s')))
            }
            _ => None,
        })
    }

    /// By the end of a Chinese name, which says what it is: 「例会纪要」, 「项目风险清单」.
    fn of_end(name: &str) -> Option<Self> {
        let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
        let folded: String = fold(name).chars().filter(|c| is_han(*c)).collect();
        if folded.is_empty() {
            return None;
        }
        // The longest one.
        let ends = |text: &str| text.char_indices().find_map(|(at, _)| NAMES.get_key_value(text.get(at..)?));
        let mut rest = folded.as_str();
        loop {
            let found = ends(rest).filter(|(known, _)| known.chars().count() > 1 && !(known.len() < rest.len() && is_everyday(known)));
            if let Some((_, name)) = found {
                return Some(name.kind);
            }
            rest = HAN_DRESS.split_whitespace().find_map(|dress| rest.strip_suffix(dress)).filter(|rest| !rest.is_empty())?;
        }
    }

    /// Whether a name is one that folders and headings often bear for other things, or for several registers.
    pub(super) fn is_everyday(name: &str) -> bool {
        is_everyday(name)
    }

    /// The register that a file's name was most likely meant to be.
    pub fn suggest(stem: &str) -> Option<Self> {
        let names = Self::ALL.iter().flat_map(|kind| [kind.key(), kind.zh()].into_iter().chain(kind.also().iter().copied()));
        nearest(stem, names).and_then(Self::of_stem)
    }
}

/// `RACI矩阵` is what its letters say, if its Chinese says only that it is a list.
fn of_latin_part(name: &str) -> Option<Kind> {
    let (latin, han): (String, String) = fold(name).chars().partition(char::is_ascii);
    let mut rest = han.as_str();
    while !rest.is_empty() {
        rest = HAN_DRESS.split_whitespace().find_map(|dress| rest.strip_suffix(dress))?;
    }
    if latin.is_empty() { None } else { of_any_number(&latin) }
}

/// A folded name in the singular or the plural.
fn of_any_number(name: &str) -> Option<Kind> {
    let singular = || name.strip_suffix('s').filter(|rest| rest.len() > 2).and_then(of_folded);
    let plural = || of_folded(&format!("{name}s"));
    let other_plural = || name.strip_suffix('y').and_then(|stem| of_folded(&format!("{stem}ies")));
    of_folded(name).or_else(singular).or_else(plural).or_else(other_plural)
}

fn of_folded(name: &str) -> Option<Kind> {
    NAMES.get(name).map(|name| name.kind)
}

/// Words of a name that say only that it is a list, or of when it is.
const DRESS: &str = "register log tracker tracking list matrix sheet table dashboard template overview summary allocation allocations breakdown split analysis export copy final draft project our \
    the of and q1 q2 q3 q4 jan feb mar apr may jun jul aug sep oct nov dec january february march april june july august september october \
    november december weekly monthly quarterly annual mitigation mitigations assessment management key top main potential known current";

const HAN_DRESS: &str = "登记册 登记表 登记 管理计划 管理表 管理 清单 列表 台账 跟踪表 跟踪 汇总表 汇总 一览表 一览 日志 记录 明细表 明细 申请表 申请 分解表 分解 \
    分配 规划 报告 追踪 与应对措施 及应对措施 与应对策略 及应对策略 与应对 及应对 与对策 及对策 与缓解措施 与缓解 与防范 完成情况 达成情况 进展情况 情况 预警 评估表 对比 评估 应对预案 矩阵 方案 模板 表";

/// Registers whose names mean nothing else at the end of a name.
const HEADS: [Kind; 10] = [
    Kind::Risks,
    Kind::Issues,
    Kind::Milestones,
    Kind::Stakeholders,
    Kind::Kpis,
    Kind::Goals,
    Kind::Decisions,
    Kind::Lessons,
    Kind::Budget,
    Kind::Competitors,
];

/// Usual names of registers that folders often bear for other things, or for several registers: `plan` with tasks and
/// milestones, `data` with anything, `reports` with documents.
const AMBIGUOUS_FOLDER_NAMES: &str = "team members teams units functions 小组 组织 metrics indicators data actuals values 数据 todo tools 平台 \
    insights competition 意见 enablement 技术支持 requests 技术需求 stages 项目阶段 节点 plan schedule gantt 进度计划 排期 甘特图 \
    costs spend 费用 assets collateral procurement 物资 采购 宣传物料 reports 评估 评审 ram 分工 interfaces 移交 pools \
    公共资源 problems assessment closing-report 项目总结 流程优化 持续改进 改进 project-plan 项目计划 工作计划 实施计划 行动计划 进度 进度表 \
    时间表 甘特 timeline 成本 总结 结项报告 进展 季度报告 进度报告 资源计划 人力计划 市场分析 沟通计划 沟通管理计划 沟通机制 职责 comms-plan \
    communication-plan content 内容";

fn is_everyday(folder: &str) -> bool {
    static EVERYDAY: LazyLock<BTreeSet<String>> = LazyLock::new(|| AMBIGUOUS_FOLDER_NAMES.split_whitespace().map(fold).collect());
    EVERYDAY.contains(&fold(folder))
}

static DRESS_WORDS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| DRESS.split_whitespace().collect());

/// What a name means.
struct Name {
    kind: Kind,
    /// Whether it is the register's key or its Chinese name, and not one of its other names.
    is_key: bool,
}

/// Every name of every register, folded; keys and Chinese names first, then labels and other names.
static NAMES: LazyLock<BTreeMap<String, Name>> = LazyLock::new(|| {
    let mut names = BTreeMap::new();
    for kind in Kind::ALL {
        for name in [kind.key(), kind.zh()] {
            names.insert(fold(name), Name { kind: *kind, is_key: true });
        }
    }
    for kind in Kind::ALL {
        let label = kind.label().en;
        for name in kind.also().iter().copied().chain([&*label]) {
            names.entry(fold(name)).or_insert(Name { kind: *kind, is_key: false });
        }
    }
    names
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_register_of_a_path() {
        for (path, kind) in [
            ("risks.yaml", Some(Kind::Risks)),
            ("plan/risks.csv", Some(Kind::Risks)),
            ("risks/R-07-agency.md", Some(Kind::Risks)),
            ("风险.md", Some(Kind::Risks)),
            ("风险/R-07.zh-CN.md", Some(Kind::Risks)),
            ("changes/exceptions.yaml", Some(Kind::Changes)),
            ("Raci.md", Some(Kind::Responsibilities)),
            ("plan/notes.md", None),
            ("docs/brief.md", None),
            ("data/measurements/leads.csv", Some(Kind::Measurements)),
            ("会议纪要/2026-03-02.md", Some(Kind::Meetings)),
            ("docs/Minutes/2026-03-02.md", Some(Kind::Meetings)),
            ("risk-register/R-07.yaml", Some(Kind::Risks)),
            ("meetings/周报/2026-03-02.md", Some(Kind::Meetings)),
            ("reports/2026-03.md", None),
            ("采购/合同.md", None),
            ("Lessons learned.csv", Some(Kind::Lessons)),
            ("Project X - Risks.csv", Some(Kind::Risks)),
            ("risks (1).csv", Some(Kind::Risks)),
            ("risks-2025.csv", Some(Kind::Risks)),
            ("risk.md", Some(Kind::Risks)),
            ("risk-assessment.md", Some(Kind::Risks)),
            ("Risks & Mitigations.md", Some(Kind::Risks)),
            ("assessment.md", Some(Kind::Evaluations)),
            ("project-management.md", None),
            ("action-log.csv", Some(Kind::Actions)),
            ("raci-matrix.csv", Some(Kind::Responsibilities)),
            ("okrs.csv", Some(Kind::Goals)),
            ("meeting-minutes/2025-05-05.md", Some(Kind::Meetings)),
            ("docs/adr/0001.md", Some(Kind::Decisions)),
            ("项目风险清单.csv", Some(Kind::Risks)),
            ("例会纪要.md", Some(Kind::Meetings)),
            ("市场预算表（2026）.csv", Some(Kind::Budget)),
            ("项目计划/方案.md", None),
            ("市场预算/方案.md", None),
            ("project-plan/brief.md", None),
            ("OKRs/2026-Q2.md", Some(Kind::Goals)),
            ("docs/brand-values.md", None),
            ("2026-03-02 Meeting Notes - Week 1.md", Some(Kind::Meetings)),
            ("Status Report - Sprint 5.md", Some(Kind::Reviews)),
            ("Plan - ideas.md", None),
            ("阶段报告.md", Some(Kind::Reviews)),
            ("风险报告.md", Some(Kind::Risks)),
            ("项目风险与应对措施.md", Some(Kind::Risks)),
            ("风险及对策.csv", Some(Kind::Risks)),
            ("github-actions.yml", None),
            ("2026.csv", None),
        ] {
            assert_eq!(Kind::of_path(path), kind, "{path}");
        }
        assert_eq!(Kind::suggest("riks"), Some(Kind::Risks));
    }

    #[test]
    fn everyday_names_are_names_of_registers() {
        for name in AMBIGUOUS_FOLDER_NAMES.split_whitespace() {
            assert!(Kind::of_stem(name).is_some() && Kind::of_key(name).is_none(), "{name}");
        }
    }

    #[test]
    fn no_name_means_two_registers() {
        let mut seen = BTreeMap::new();
        for kind in Kind::ALL {
            for name in [kind.key(), kind.zh()].iter().chain(kind.also()) {
                if let Some(other) = seen.insert(fold(name), *kind) {
                    assert_eq!(other, *kind, "{name}");
                }
            }
        }
    }
}
