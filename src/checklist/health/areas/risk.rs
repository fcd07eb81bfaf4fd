//! Risk.

use crate::analysis::Analysis;
use crate::checklist::health::Evidence;
use crate::project::registers::risks::{Risk, Strategy};
use crate::project::{Entry, Project};
use crate::text::plural;
use crate::{both, say};

pub(super) fn risk(project: &Project, analysis: &Analysis) -> Evidence {
    let open: Vec<(&Entry<Risk>, Option<u32>)> = project
        .risks
        .iter()
        .zip(&analysis.risks)
        .filter(|(risk, _)| risk.is_open() && !risk.is_opportunity())
        .map(|(risk, numbers)| (risk, numbers.current.map(|current| current.score)))
        .collect();
    let scored = open.iter().filter(|(_, score)| score.is_some()).count();
    let all_closed = open.is_empty() && !project.risks.is_empty();
    if scored == 0 && !all_closed {
        return Evidence::none(if project.risks.is_empty() {
            both!("No risk is recorded.", "尚无风险记录。")
        } else {
            both!("No open risk has both probability and impact.", "未关闭的风险都没有评估概率和影响。")
        });
    }
    let critical = project.settings.risk.first_scores().critical;
    let limit = project.settings.risk.highest_accepted().unwrap_or(critical - 1);
    let is_above = |score: &Option<u32>| score.is_some_and(|score| score > limit);
    let above = open.iter().filter(|(risk, score)| is_above(score) && risk.accepted_by.is_empty()).count();
    let all = open.len();
    let number = say!(
        "{all} open risk{en_s}, {above} above the appetite of {limit} and not accepted.",
        "未关闭风险{all}项，其中{above}项超过风险偏好（{limit}分）且未获接受。",
        en_s = plural(all),
    );
    let mut evidence = Evidence::of(number.clone());
    let unanswered = open.iter().any(|(risk, score)| {
        let has_answer = risk.strategy.is_some_and(|strategy| strategy != Strategy::Accept);
        score.is_some_and(|score| score >= critical) && risk.accepted_by.is_empty() && !has_answer
    });
    evidence.off_if(unanswered || above >= 3, || number.clone());
    evidence.risk_if(above > 0, || number.clone());
    evidence
}
