//! Market needs, and the technical support of marketing.

use crate::analysis::Analysis;
use crate::calendar::Date;
use crate::checklist::health::Evidence;
use crate::project::{Project, Stage};
use crate::{both, say};

/// Days after which research is old.
const FRESH_DAYS: i64 = 180;

pub(super) fn market(project: &Project, analysis: &Analysis) -> Evidence {
    let is_fresh = |day: Date| day.days_until(project.report_date) <= FRESH_DAYS;
    let studies = project.research.iter().filter(|study| study.date.is_some_and(is_fresh)).count();
    let voices = project.feedback.iter().filter(|feedback| is_fresh(feedback.date)).count();
    if studies == 0 && voices == 0 {
        return Evidence::none(if project.research.is_empty() && project.feedback.is_empty() {
            both!("No research and no feedback is recorded.", "尚无调研和客户反馈记录。")
        } else {
            both!("No research and no feedback of the last 180 days.", "近180天没有调研和客户反馈。")
        });
    }
    let (records, replied) = (analysis.feedback.records, analysis.feedback.replied);
    let en_y = if studies == 1 { "y" } else { "ies" };
    let number = if records == 0 {
        say!("{studies} stud{en_y} in 180 days; no customer feedback.", "近180天有{studies}份调研，没有客户反馈。")
    } else {
        say!(
            "{studies} stud{en_y} in 180 days; {replied} of {records} customer comments answered.",
            "近180天有{studies}份调研；{records}条客户反馈已回复{replied}条。"
        )
    };
    let mut evidence = Evidence::of(number);
    evidence.risk_if(studies == 0 && !project.research.is_empty() && project.stage() <= Stage::Execution, || {
        both!("The newest research is older than 180 days.", "最近一份调研已超过180天。")
    });
    evidence
}

pub(super) fn support(project: &Project, analysis: &Analysis) -> Evidence {
    let known = project.support.iter().filter(|resource| resource.status.is_some()).count();
    if known == 0 && project.tickets.is_empty() {
        return Evidence::none(if project.support.is_empty() {
            both!("No technical resource and no ticket is recorded.", "尚无技术资源和技术问题记录。")
        } else {
            both!("No technical resource has a recorded state.", "技术资源都没有登记状态。")
        });
    }
    let (met, breached) = analysis
        .tickets_by_severity
        .values()
        .fold((0, 0), |(met, breached), of| (met + of.resolution.met, breached + of.resolution.breached));
    let judged = met + breached;
    let open = analysis.tickets.iter().filter(|ticket| ticket.is_open).count();
    let number = if judged > 0 {
        say!(
            "{met} of {judged} technical requests solved within their limit; {open} open.",
            "{judged}个技术问题中{met}个按时解决，{open}个未解决。"
        )
    } else {
        let all = project.support.len();
        say!("{known} of {all} technical resources have a recorded state.", "{all}项技术资源中{known}项已登记状态。")
    };
    let mut evidence = Evidence::of(number.clone());
    evidence.off_if(judged >= 5 && met * 2 < judged, || number.clone());
    evidence.risk_if(judged >= 5 && met * 5 < judged * 4, || number.clone());
    evidence
}
