//! The ten areas and their twenty items (`docs/checklist.md §1`).

use crate::both;
pub use crate::project::Area;
use crate::text::Message;

/// A line of the checklist; two in each area, and the records themselves, which belong to none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Item {
    /// The records themselves.
    Records,
    /// 1.1 Overall goals.
    OverallGoals,
    /// 1.2 Key performance indicators.
    Kpis,
    /// 2.1 Meetings and reports.
    Meetings,
    /// 2.2 Collaboration tools.
    Tools,
    /// 3.1 Market research.
    Research,
    /// 3.2 Customer feedback.
    Feedback,
    /// 4.1 Technical resources.
    Resources,
    /// 4.2 Technical issues.
    Tickets,
    /// 5.1 Resource allocation.
    Allocation,
    /// 5.2 Project plan.
    Plan,
    /// 6.1 Progress reviews.
    Reviews,
    /// 6.2 Strategy adjustments.
    Adjustments,
    /// 7.1 Coordination.
    Coordination,
    /// 7.2 Shared resources.
    SharedResources,
    /// 8.1 Risk identification and assessment.
    Assessment,
    /// 8.2 Risk response.
    Response,
    /// 9.1 Performance evaluation.
    Evaluation,
    /// 9.2 Lessons learned.
    Lessons,
    /// 10.1 Reflection on method.
    Reflection,
    /// 10.2 Process improvement.
    Improvements,
}

impl Area {
    /// Its name.
    pub const fn label(self) -> Message {
        match self {
            Self::Goals => both!("Goals and KPIs", "目标与指标"),
            Self::Communication => both!("Communication", "沟通协作"),
            Self::Market => both!("Market needs", "市场需求"),
            Self::Support => both!("Technical support", "技术支持"),
            Self::Plan => both!("Resources and plan", "资源与计划"),
            Self::Strategy => both!("Evaluation and strategy", "评估与策略调整"),
            Self::Departments => both!("Cross-department work", "跨部门协作"),
            Self::Risk => both!("Risk", "风险管理"),
            Self::Performance => both!("Performance and lessons", "绩效评估与总结"),
            Self::Improvement => both!("Continuous improvement", "持续改进"),
        }
    }

    /// The question that its page answers.
    pub const fn question(self) -> Message {
        match self {
            Self::Goals => both!("Do we know what we want, and are we getting there?", "我们要达成什么，进展如何？"),
            Self::Communication => both!("Do both sides talk, and is what they agree done?", "双方是否按时沟通，约定的事是否办完？"),
            Self::Market => both!("Do we know what the market wants?", "我们是否了解市场需要什么？"),
            Self::Support => both!("Does marketing have the technical support it needs?", "市场方需要的技术支持是否到位？"),
            Self::Plan => both!("Will the plan hold with the people and the money there are?", "以现有人力和资金，计划能否如期完成？"),
            Self::Strategy => both!("Do we look at the data, and does the plan follow?", "我们是否看数据，计划是否随之调整？"),
            Self::Departments => both!("Does work pass between departments on time?", "部门之间的交接是否按时？"),
            Self::Risk => both!("What may go wrong, and are we ready?", "可能出什么问题，我们是否有准备？"),
            Self::Performance => both!("What did the project achieve, and what did we learn?", "项目取得了什么成果，学到了什么？"),
            Self::Improvement => both!("Does our way of working get better?", "我们的工作方法是否在改进？"),
        }
    }

    /// Its two items.
    pub fn items(self) -> impl Iterator<Item = Item> {
        Item::ALL.into_iter().filter(move |item| item.area() == Some(self))
    }
}

impl Item {
    /// All of them: the records first, then by area.
    pub const ALL: [Self; 21] = [
        Self::Records,
        Self::OverallGoals,
        Self::Kpis,
        Self::Meetings,
        Self::Tools,
        Self::Research,
        Self::Feedback,
        Self::Resources,
        Self::Tickets,
        Self::Allocation,
        Self::Plan,
        Self::Reviews,
        Self::Adjustments,
        Self::Coordination,
        Self::SharedResources,
        Self::Assessment,
        Self::Response,
        Self::Evaluation,
        Self::Lessons,
        Self::Reflection,
        Self::Improvements,
    ];

    /// Its area; none for the records themselves.
    pub fn area(self) -> Option<Area> {
        let place = (self as usize).checked_sub(1)?;
        Area::ALL.get(place / 2).copied()
    }

    /// `1.1` to `10.2`; `0` for the records themselves.
    pub fn number(self) -> String {
        match (self.area(), (self as usize).wrapping_sub(1) % 2) {
            (Some(area), place) => format!("{}.{}", area.number(), place + 1),
            (None, _) => "0".to_owned(),
        }
    }

    /// Its name.
    pub const fn label(self) -> Message {
        match self {
            Self::Records => both!("Records", "资料完整性"),
            Self::OverallGoals => both!("Overall goals", "总体目标"),
            Self::Kpis => both!("Key performance indicators", "关键绩效指标"),
            Self::Meetings => both!("Meetings and reports", "会议与汇报"),
            Self::Tools => both!("Collaboration tools", "协作工具"),
            Self::Research => both!("Market research", "市场调研"),
            Self::Feedback => both!("Customer feedback", "客户反馈"),
            Self::Resources => both!("Technical resources", "技术资源"),
            Self::Tickets => both!("Technical issues", "技术问题"),
            Self::Allocation => both!("Resource allocation", "资源分配"),
            Self::Plan => both!("Project plan", "项目计划"),
            Self::Reviews => both!("Progress reviews", "进展评估"),
            Self::Adjustments => both!("Strategy adjustments", "策略调整"),
            Self::Coordination => both!("Coordination", "部门协调"),
            Self::SharedResources => both!("Shared resources", "共享资源"),
            Self::Assessment => both!("Risk identification and assessment", "风险识别与评估"),
            Self::Response => both!("Risk response", "风险应对"),
            Self::Evaluation => both!("Performance evaluation", "绩效评估"),
            Self::Lessons => both!("Lessons learned", "经验教训"),
            Self::Reflection => both!("Reflection on method", "方法反思"),
            Self::Improvements => both!("Process improvement", "流程优化"),
        }
    }

    /// The question that it asks of the project.
    pub const fn question(self) -> Message {
        match self {
            Self::Records => {
                both!("Can every file be read, and does what it says fit together?", "所有文件是否都能读懂，内容是否前后一致？")
            }
            Self::OverallGoals => {
                both!(
                    "Are the goals written down, agreed by both sides, and served by the plan?",
                    "目标是否写明、经双方确认，并有计划支撑？"
                )
            }
            Self::Kpis => both!("Is every goal measured, on time and against a target?", "每个目标是否有指标衡量，按时更新并有目标值？"),
            Self::Meetings => {
                both!("Do both sides meet as planned, and is what they agree done?", "双方是否按约定开会，议定的事是否办完？")
            }
            Self::Tools => {
                both!("Does everyone know where work, messages and documents are?", "任务、消息和文档各放在哪里，大家是否清楚？")
            }
            Self::Research => both!("Is the market looked into, and does that lead to anything?", "是否及时做市场调研，结论是否落到行动？"),
            Self::Feedback => both!("Is what customers say answered and decided upon?", "客户的意见是否得到回复，并形成结论？"),
            Self::Resources => {
                both!("Are tools, environments and staff there before they are needed?", "工具、环境和支持人员是否在需要之前到位？")
            }
            Self::Tickets => both!("Are technical issues answered and solved in time?", "技术问题是否及时响应和解决？"),
            Self::Allocation => {
                both!("Are people, money and materials planned, and is it enough?", "人力、资金和物料是否有计划，是否够用？")
            }
            Self::Plan => both!("Do dates, owners and dependencies hold?", "日期、负责人和依赖关系是否站得住？"),
            Self::Reviews => {
                both!("Is progress reviewed, and does every problem get a next step?", "是否定期评估进展，每个问题是否都有下一步？")
            }
            Self::Adjustments => {
                both!(
                    "Are changes of strategy decided, put into the plan and looked at again?",
                    "策略调整是否及时决定、落实到计划并复核效果？"
                )
            }
            Self::Coordination => {
                both!("Is it clear who answers for what, and is it handed over on time?", "谁负责什么是否清楚，交接是否按时？")
            }
            Self::SharedResources => both!("Do departments share resources without clashes?", "部门共用资源时是否互不冲突？"),
            Self::Assessment => {
                both!("Is every risk named, assessed, owned and reviewed?", "每项风险是否已登记、评估、有人负责并定期评审？")
            }
            Self::Response => {
                both!("Is there a response to every risk, and is the rest acceptable?", "每项风险是否有应对，剩余风险是否可以接受？")
            }
            Self::Evaluation => both!("Is the result held against the goals, and signed off?", "成果是否对照目标评价，并经签核？"),
            Self::Lessons => {
                both!("Does every lesson say what to do differently, and is it applied?", "每条经验教训是否写明今后怎么做，并已应用？")
            }
            Self::Reflection => both!("Is the way of working itself looked at regularly?", "是否定期反思工作方法本身？"),
            Self::Improvements => {
                both!("Are improvements owned, finished and shown to work?", "改进措施是否有人负责、按期完成并验证有效？")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_items_in_each_area() {
        for area in Area::ALL {
            assert_eq!(area.items().count(), 2, "{area:?}");
        }
        assert_eq!(Item::Assessment.number(), "8.1");
        assert_eq!(Item::Improvements.number(), "10.2");
        assert_eq!((Item::Records.number().as_str(), Item::Records.area()), ("0", None));
    }
}
