//! Reviews of progress, changes of strategy, decisions.

use super::words::Rag;
use crate::calendar::{Date, Period};
use crate::project::kind::{AKpi, Affected, Follow, Origin};
use crate::project::types::{Mention, Open, Party, Ref, Text};
use crate::{choices, part, record};

record! {
    /// A look at how the project stands.
    pub struct Review in Reviews named title dated date normalize super::normalize::reviews {
        date: Date, required; "日期" "on" "when" "时间" "填报日期" "report date" "reporting date" "status date" "报告日期" "汇报日期"; "When it was made", "评估日期"
        title: Option<Text>; "标题" "name" "名称" "主题"; "Its title", "标题"
        period: Option<Period>; "期间" "周期" "报告期" "dates" "date range" "reporting period" "report period" "时间范围" "起止时间" "起止日期" "报告周期" "统计周期" "week" "周次"; "The period it speaks of", "所评估的期间"
        schedule: Option<Rag>; "进度" "time" "工期"; "green, amber, red or not applicable", "正常、有风险、偏离或不适用"
        quality: Option<Rag>; "质量"; "green, amber, red or not applicable", "正常、有风险、偏离或不适用"
        cost: Option<Rag>; "成本" "money" "费用"; "green, amber, red or not applicable", "正常、有风险、偏离或不适用"
        effect: Option<Rag>; "效果" "results" "成效"; "green, amber, red or not applicable", "正常、有风险、偏离或不适用"
        reason: Option<Text>; "原因" "cause" "why" "情况说明" "偏差原因"; "Why a status is not green", "不是“正常”的原因"
        problems: Vec<Text>; "问题" "issues" "blockers" "存在问题" "困难" "risks and issues" "risks" "风险与问题" "问题与风险" "需协调事项" "problems and risks" "impediments" "challenges" "concerns"; "What does not go well", "存在的问题"
        next: Vec<Text>; "下一步" "next steps" "plan" "后续计划" "下步工作" "next week" "下周计划" "下周工作" "下一步计划" "下月计划"; "What is done about it", "下一步"
        progress: Vec<Text>; "进展" "highlights" "工作进展" "本期进展" "done" "completed" "accomplishments" "this week" "本周进展" "本周工作" "本周完成" "已完成" "完成情况" "achievements"; "What went forward", "进展"
        author: Option<Party>; "填报人" "by" "reporter" "编写人" "汇报人"; "Who made it", "填报人"
    }
    joined {
        "schedule": "status.schedule" "schedule status" "进度状态";
        "quality": "status.quality" "quality status" "质量状态";
        "cost": "status.cost" "cost status" "成本状态";
        "effect": "status.effect" "effect status" "效果状态";
    }
    past { date }
    shown {
        area Strategy 1;
        columns date schedule quality cost effect;
        order NewestFirst;
        page own;
        counter "次";
        label "Progress reviews";
    }
}

choices! {
    /// What makes the strategy change.
    pub enum ChangeTrigger {
        MarketingStrategy: "marketing-strategy" "营销策略变化" "marketing strategy" "marketing" "市场策略";
        Kpi: "kpi" "指标偏离";
        Risk: "risk" "风险";
        Feedback: "feedback" "客户反馈";
        Schedule: "schedule" "进度";
        LateWork: "late-work" "工作延误";
        External: "external" "外部变化" "政策" "竞争对手" "competitor";
    }

    /// What was decided of a change.
    pub enum ChangeDecision {
        Undecided: "undecided" "待决定" "pending" "submitted" "proposed" "new" "open" "draft" "under review" "in review" "in progress" "待审批" "审批中" "评估中" as Ahead;
        Approved: "approved" "批准" "accepted" "yes" "同意" "通过" "已批准" as Good;
        Applied: "applied" "已落实" "implemented" "已实施" "completed" "closed" "done" "in effect" as Good;
        Rejected: "rejected" "驳回" "no" "不同意" "否决" "declined" "withdrawn" "已驳回" as Over;
        Deferred: "deferred" "暂缓" "postponed" "延期" "搁置" "on hold" as Warn;
    }

    /// How a decision stands.
    pub enum DecisionStatus {
        Proposed: "proposed" "待决" "draft" "open" "提议" "pending" "in review" "under review" as Ahead;
        Accepted: "accepted" "已通过" "approved" "decided" "已接受" "生效" "final" "agreed" "active" "implemented" "done" "closed" as Good;
        Rejected: "rejected" "否决" as Over;
        Superseded: "superseded" "已被取代" "replaced" "作废" "deprecated" "revised" "amended" as Over;
    }
}

part! {
    /// What a change means for the project.
    pub struct Impact {
        plan: Option<Text>; "计划" "schedule" "进度"; "For the plan", "对计划的影响"
        resources: Option<Text>; "资源" "people"; "For people and materials", "对资源的影响"
        execution: Option<Text>; "执行" "work"; "For the work", "对执行的影响"
        cost: Option<Text>; "成本" "money" "费用"; "For the money", "对成本的影响"
    }
}

record! {
    /// A change of strategy or plan.
    pub struct Change in Changes named title dated raised normalize super::normalize::changes {
        title: Text, required; "标题" "name" "名称" "subject" "summary" "主题" "变更内容" "内容" "描述" "description" "change request" "变更事项"; "What is to change", "要调整什么"
        raised: Option<Date>; "提出日期" "requested" "date" "opened" "申请日期" "登记日期" "日期"; "When it was raised", "提出日期"
        raised_by: Option<Party>; "提出人" "requester" "raised by" "申请人" "发起人"; "Who raised it", "谁提出"
        trigger: Option<Open<ChangeTrigger>>; "触发原因" "driver" "source" "变更来源" "变更类型" "诱因" "来源" "类型"; "marketing-strategy, kpi, risk, feedback, schedule …", "营销策略变化、指标偏离、风险、客户反馈、进度……"
        reason: Option<Text>; "原因" "cause" "why" "变更原因" "情况说明" "justification"; "Why", "为什么"
        impact: Option<Impact>; "影响" "effects"; "What it means for plan, resources, execution, cost", "对计划、资源、执行、成本的影响"
        decided: Option<Date>; "决定日期" "decided on" "审批日期"; "When it was decided", "决定日期"
        decision: Option<ChangeDecision>; "决定" "verdict" "status" "审批结果" "审批意见" "状态"; "approved, applied, rejected or deferred; undecided unless said", "批准、已落实、驳回或暂缓；默认待决定"
        approved_by: Vec<Party>; "批准人" "approver" "approved by" "审批人" "审核人"; "Who approved it; without a day or a decision, who is to", "谁批准；没有决定日期和决定时，表示由谁批准"
        applied: Option<Date>; "落实日期" "effective" "implemented" "applied on" "生效日期" "执行日期" "实施日期" "计划更新日期" "implementation date" "已实施" "是否实施" "是否已实施" "已落实" "是否落实"; "The day the plan here was updated", "计划更新的日期"
        applies_on: Option<Date>; "计划落实日期" "planned for" "applies on"; "The day it is to be applied", "准备落实的日期"
        done_on: Option<Date>; "完成日期" "done on" "completed"; "The day the work was done", "工作完成日期"
        affects: Vec<Ref<Affected>>; "影响对象" "scope" "影响范围" "涉及"; "Goals, KPIs, tasks, milestones, phases", "影响哪些目标、指标、任务、里程碑、阶段"
        check_back: Option<Date>; "复核日期" "review on" "check back" "回看日期"; "When its effect is looked at", "什么时候回看效果"
        result: Option<Text>; "效果" "effect" "结果" "实施效果"; "What came of it", "效果如何"
        resets_baseline: Vec<Ref<AKpi>>; "重设基线" "resets baseline"; "KPIs whose level starts anew", "哪些指标从此重新起算"
        because_of: Vec<Mention<Origin>>; "依据" "driven by" "because of" "起因" "缘由"; "The records that led to it", "由哪些记录引起"
        revisit: Option<Date>; "复议日期" "review by" "重新评估日期"; "When a deferred change is looked at again", "暂缓的什么时候再议"
        description: Option<Text>; "详细描述" "details" "变更描述" "change description"; "More about it", "详细说明"
    }
    joined {
        "impact.plan": "impact on plan" "plan impact" "schedule impact" "impact on schedule" "schedule impact" "impact on schedule" "对计划的影响" "进度影响";
        "impact.resources": "impact on resources" "resource impact" "对资源的影响" "资源影响";
        "impact.execution": "impact on execution" "execution impact" "对执行的影响" "执行影响";
        "impact.cost": "impact on cost" "cost impact" "对成本的影响" "费用影响" "成本影响";
    }
    tracked { status: decision; ended: done_on; }
    ordered { raised <= decided; decided <= applied; raised <= applied; }
    past { raised, decided, applied, done_on }
    shown {
        area Strategy 2;
        columns trigger raised to_decide to_apply status;
        order NewestFirst;
        page own;
        lead reason;
        told decision;
        counter "条";
        label "Strategy adjustments";
    }
}

record! {
    /// Something decided.
    pub struct Decision in Decisions named title dated date {
        title: Text, required; "标题" "name" "名称" "subject" "summary" "主题" "决策事项" "topic" "决议事项" "decision needed" "question"; "What was decided", "决策事项"
        date: Option<Date>; "日期" "on" "when" "decided" "时间" "决策日期"; "When", "决策日期"
        status: Option<DecisionStatus>; "状态" "state" "当前状态" "approval status" "decision status" "审批状态"; "proposed, accepted, rejected or superseded", "待决、已通过、否决或已被取代"
        deciders: Vec<Party>; "决策人" "decided by" "decider" "决策者" "批准人" "decision maker" "decision makers" "approver"; "Who decided", "谁决定"
        consulted: Vec<Party>; "咨询" "asked" "征求意见"; "Who was asked", "征求过谁的意见"
        informed: Vec<Party>; "知会" "told" "抄送" "通知"; "Who was told", "知会了谁"
        context: Option<Text>; "背景" "background" "现状"; "How it came to it", "背景"
        options: Vec<Text>; "备选方案" "alternatives" "方案" "alternatives considered" "considered options" "alternatives rejected" "rejected alternatives" "options rejected" "备选"; "What else there was", "有哪些方案"
        outcome: Option<Text>; "结论" "decision" "result" "decision outcome" "结果" "决定" "最终方案"; "What holds now", "结论是什么"
        because_of: Vec<Mention<Origin>>; "依据" "driven by" "because of" "起因" "缘由"; "The records that led to it", "由哪些记录引起"
        leads_to: Vec<Ref<Follow>>; "落实到" "leads to" "result in" "导向" "转化为"; "What it led to", "落实到什么"
        affects: Vec<Ref<Affected>>; "影响对象" "scope" "影响范围" "涉及"; "Goals, KPIs, tasks, milestones, phases", "影响哪些目标、指标、任务、里程碑、阶段"
        revisit: Option<Date>; "复议日期" "review by" "重新评估日期"; "When it is looked at again", "什么时候再议"
        rationale: Option<Text>; "理由" "reason" "justification" "why" "原因"; "Why it was decided so", "为什么这样决定"
        consequences: Option<Text>; "后果" "implications" "impact" "影响"; "What follows from it", "带来什么影响"
    }
    tracked { status: status; ended: outcome; }
    ordered { date <= revisit; }
    past { date if Decision::is_decided }
    shown {
        area Strategy 3;
        columns date deciders status;
        order NewestFirst;
        page own;
        lead outcome;
        counter "条";
    }
}

impl Change {
    /// Whether it was agreed to, be it applied already or not.
    pub fn is_approved(&self) -> bool {
        matches!(self.decision, Some(ChangeDecision::Approved | ChangeDecision::Applied))
    }

    /// Whether it was turned down.
    pub fn is_rejected(&self) -> bool {
        self.decision == Some(ChangeDecision::Rejected)
    }
}

impl Decision {
    /// Whether it is taken; a proposal may lie ahead.
    pub fn is_decided(&self) -> bool {
        matches!(self.status, Some(DecisionStatus::Accepted | DecisionStatus::Rejected))
    }
}
