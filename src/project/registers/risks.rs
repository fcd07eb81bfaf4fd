//! Risks, and the issues that some of them become.

use super::meetings::ActionItem;
use super::words::{Severity, WorkStatus};
use crate::calendar::Date;
use crate::project::kind::{ARisk, Affected, AnIssue};
use crate::project::types::{Amount, Level, Mention, Number, Open, Owner, Party, Ref, Text};
use crate::{choices, part, record};

choices! {
    /// Whether it would harm or help.
    pub enum RiskKind {
        Threat: "threat" "威胁" "risk" "negative" "负面风险";
        Opportunity: "opportunity" "机会" "positive" "chance" "正面风险";
    }

    /// Where it comes from.
    pub enum RiskCategory {
        Schedule: "schedule" "进度" "time" "工期";
        Cost: "cost" "成本" "budget" "费用" "预算";
        Quality: "quality" "质量";
        People: "people" "人员" "resource" "资源";
        Market: "market" "市场";
        Technical: "technical" "技术" "technology";
        Supplier: "supplier" "供应商" "vendor" "外部";
        Legal: "legal" "法务合规" "compliance" "法律" "合规" "法务";
        Communication: "communication" "沟通";
        Process: "process" "流程";
    }

    /// How a risk stands.
    pub enum RiskStatus {
        Open: "open" "未关闭" "active" "identified" "monitoring" "打开" "已识别" "监控中" "跟踪中" "进行中" "new" "pending" "ongoing" "live" "in progress" "mitigating" "mitigated" "accepted" "watch" "watching" "under review" "partially mitigated" "treated" "escalated" "open - monitoring" "draft" "处理中" "应对中" "持续关注" "新建" "transferred" "开放" "开放中" "已缓解" "未发生" "潜在" "活跃" "待处理" "已接受" "待验证" as Ahead;
        Occurred: "occurred" "已发生" "materialised" "materialized" "issue" "已转问题" "realized" "realised" "triggered" "converted to issue" "已触发" "已转为问题" as Bad;
        Closed: "closed" "已关闭" "expired" "retired" "已解除" "关闭" "已消除" "resolved" "inactive" "已解决" "解除" "已规避" as Good;
    }

    /// What is done about it.
    pub enum Strategy {
        Avoid: "avoid" "规避" "回避" "避免";
        Mitigate: "mitigate" "减轻" "reduce" "降低" "缓解";
        Transfer: "transfer" "转移" "转嫁";
        Accept: "accept" "接受" "自留";
        Escalate: "escalate" "上报";
        Exploit: "exploit" "开拓" "利用";
        Enhance: "enhance" "提高" "增强";
        Share: "share" "分享";
    }
}

part! {
    /// Money, low, most likely and high: one amount alone is all three.
    pub struct CostRange {
        likely: Option<Amount>; "最可能" "mode" "most likely" "可能值"; "Most likely", "最可能"
        low: Option<Amount>; "低" "min" "optimistic" "乐观" "最低"; "At the least", "最低"
        high: Option<Amount>; "高" "max" "pessimistic" "悲观" "最高"; "At the most", "最高"
    }
}

part! {
    /// Working days, low, most likely and high: one number alone is all three.
    pub struct DelayRange {
        likely: Option<Number>; "最可能" "mode" "most likely" "可能值"; "Most likely", "最可能"
        low: Option<Number>; "低" "min" "optimistic" "乐观" "最低"; "At the least", "最低"
        high: Option<Number>; "高" "max" "pessimistic" "悲观" "最高"; "At the most", "最高"
    }
}

part! {
    /// What remains after the response.
    pub struct Assessment {
        probability: Option<Level>; "概率" "likelihood" "chance" "可能性"; "A step of the scale or a per cent", "等级（如4、高）或百分比"
        impact: Option<Level>; "影响" "consequence" "影响程度"; "A step of the scale", "等级，如4或高"
    }
}

record! {
    /// Something that may happen and would move the goals.
    pub struct Risk in Risks named title dated raised normalize super::normalize::risks {
        title: Text, required; "标题" "name" "名称" "summary" "风险名称" "主题" "风险" "风险点" "风险因素" "风险内容"; "What may happen, in a few words", "可能发生什么"
        kind: Option<RiskKind> = "threat"; "类型" "type" "种类"; "threat (unless said) or opportunity", "威胁（默认）或机会"
        category: Vec<Open<RiskCategory>>; "类别" "class" "area" "分类" "所属类别" "风险类别"; "schedule, cost, quality, people, market …", "进度、成本、质量、人员、市场……"
        cause: Option<Text>; "原因" "source" "reason" "风险来源" "causes"; "Why it may happen", "为什么可能发生"
        event: Option<Text>; "事件" "risk event" "风险事件" "风险描述" "description" "描述" "说明"; "What would happen", "发生什么"
        effect: Option<Text>; "后果" "consequence" "影响描述" "可能的影响" "impact description" "potential impact" "风险影响" "潜在影响"; "What it would do to the goals", "对目标有什么后果"
        raised: Option<Date>; "提出日期" "identified" "date" "opened" "识别日期" "登记日期" "日期"; "When it was identified", "识别日期"
        owner: Option<Owner>; "负责人" "responsible" "assignee" "lead" "责任人" "负责" "承办人" "跟进人" "主责人"; "The one person who watches it", "负责跟踪的人，只写一人"
        probability: Option<Level>; "概率" "likelihood" "chance" "p" "可能性" "发生概率" "发生可能性" "风险概率" "发生频率" "prob" "likelihood of occurrence" "probability of occurrence"; "A step of the scale or a per cent", "等级（如4、高）或百分比"
        impact: Option<Level>; "影响程度" "consequence level" "i" "影响等级" "严重程度" "损失程度" "severity" "严重度" "严重性" "影响度"; "A step of the scale", "等级，如4或高"
        level: Option<Severity>; "风险等级" "等级" "级别" "risk level" "rating" "风险级别"; "low, medium, high or critical, where there is neither probability nor impact", "没有概率和影响程度时填：低、中、高或严重"
        cost: Option<CostRange>; "成本影响" "cost impact" "损失金额" "费用估计"; "Money if it happens: low, likely, high", "发生时的金额：低、最可能、高"
        delay: Option<DelayRange>; "工期影响" "schedule impact" "延误天数"; "Working days if it happens: low, likely, high", "发生时延误的工作日：低、最可能、高"
        strategy: Option<Strategy>; "应对策略" "response" "策略" "应对方式" "处置方式" "mitigation/response" "风险应对"; "avoid, mitigate, transfer, accept, escalate; exploit, enhance, share", "规避、减轻、转移、接受、上报；开拓、提高、分享"
        prevention: Vec<Text>; "预防措施" "mitigation" "response plan" "防范措施" "缓解措施" "缓解" "缓解方案" "对策" "管控措施" "应对措施" "treatment" "treatment plan" "controls" "control measures" "existing controls" "current controls" "应对方案" "规避措施" "控制措施" "解决方案" "处置措施"; "What makes it less likely or less bad", "怎样预防"
        contingency: Vec<Text>; "应急预案" "contingency plan" "plan b" "fallback" "应急计划" "应急措施" "后备方案" "备选预案"; "What is done if it happens", "发生了怎么办"
        trigger: Option<Text>; "触发条件" "early warning" "预警信号" "触发点" "征兆" "触发" "early warning signs" "触发器"; "The sign that starts the contingency plan", "出现什么信号就启动预案"
        monitoring: Option<Text>; "监控措施" "watch" "tracking" "监控" "监测方式" "跟踪方式" "跟踪记录"; "How it is watched", "怎样监控"
        actions: Vec<ActionItem>; "待办" "to-dos" "action items" "行动项"; "Who does what by when", "谁在什么时候前做什么"
        residual: Option<Assessment>; "剩余风险" "after response" "残余风险"; "What remains after the response", "应对后的概率和影响"
        accepted_by: Vec<Party>; "接受人" "sign-off" "accepted by" "风险接受人" "批准接受"; "Who accepts what remains", "谁接受剩余风险"
        accepted_score: Option<Number>; "接受时得分" "score accepted" "accepted at score" "接受得分"; "The score that was accepted: a higher one asks for a new acceptance", "接受时的得分；得分更高时须重新接受"
        reviewed: Option<Date>; "上次评审" "last check" "last reviewed" "更新日期" "复核日期"; "When it was last looked at", "上次评审日期"
        next_review: Option<Date>; "下次评审" "next check" "next review" "下次复核"; "When it is looked at next", "下次评审日期"
        status: Option<RiskStatus> = "open"; "状态" "state" "当前状态"; "open (unless said), occurred or closed", "未关闭（默认）、已发生或已关闭"
        occurred: Option<Date>; "发生日期" "occurred on"; "When it happened", "发生日期"
        closed: Option<Date>; "关闭日期" "closed on" "解除日期"; "When it was closed", "关闭日期"
        issue: Vec<Ref<AnIssue>>; "关联问题" "issues" "转为问题"; "The issue it became", "转成了哪个问题"
        raised_by: Option<Party>; "提出人" "identified by" "raised by" "reporter" "识别人"; "Who identified it", "谁识别的"
        affects: Vec<Ref<Affected>>; "影响对象" "scope" "影响范围" "涉及"; "Goals, KPIs, tasks, milestones, phases", "影响哪些目标、指标、任务、里程碑、阶段"
    }
    joined {
        "residual.probability": "residual probability" "residual likelihood" "剩余概率" "残余概率" "应对后概率" "剩余可能性";
        "residual.impact": "residual impact" "剩余影响" "残余影响" "应对后影响";
        "cost.low": "cost low" "最低成本影响";
        "cost.likely": "cost likely" "最可能成本影响";
        "cost.high": "cost high" "最高成本影响";
        "delay.low": "delay low";
        "delay.likely": "delay likely";
        "delay.high": "delay high";
    }
    tracked { owner: owner; due: next_review; open: Risk::is_open; status: status; ended: closed actions.status actions.done_on; }
    ordered { raised <= closed; raised <= occurred; }
    past { raised, reviewed, occurred, closed, actions.done_on }
    shown {
        area Risk 1;
        columns score assessed strategy owner review status;
        order HighestScore;
        page own;
        lead event;
        told probability impact residual raised reviewed occurred closed next_review;
        counter "项";
    }
}

impl Risk {
    /// Whether it may still happen: neither closed nor occurred, by status or by day.
    pub fn is_open(&self) -> bool {
        match self.status {
            Some(status) => status == RiskStatus::Open,
            None => self.closed.is_none() && self.occurred.is_none(),
        }
    }

    /// Whether it would help rather than harm.
    pub fn is_opportunity(&self) -> bool {
        self.kind == Some(RiskKind::Opportunity)
    }

    /// Whether it has happened.
    pub fn has_occurred(&self) -> bool {
        self.status == Some(RiskStatus::Occurred) || self.occurred.is_some()
    }
}

record! {
    /// Something that has gone wrong.
    pub struct Issue in Issues named title dated raised normalize super::normalize::severities {
        title: Text, required; "标题" "name" "名称" "summary" "subject" "描述" "description" "主题" "问题描述" "内容"; "What is wrong", "问题是什么"
        raised: Option<Date>; "提出日期" "opened" "date" "reported" "登记日期" "日期" "发现日期" "created" "首次记录"; "When it was raised", "提出日期"
        owner: Option<Owner>; "负责人" "responsible" "assignee" "lead" "责任人" "负责" "承办人" "跟进人"; "The one person who solves it", "负责人，只写一人"
        severity: Option<Severity>; "严重程度" "priority" "urgency" "优先级" "等级" "级别" "紧急程度"; "low, medium, high or critical", "低、中、高或严重"
        due: Option<Date>; "截止日期" "deadline" "by" "due date" "target date" "截止" "期限" "要求完成日期" "完成时限"; "By when", "截止日期"
        status: Option<WorkStatus>; "状态" "state" "当前状态" "处理状态"; "How far it is", "状态"
        resolution: Option<Text>; "解决方案" "fix" "处理结果" "处理措施" "action taken" "resolution / comments" "解决措施"; "How it was solved", "怎样解决"
        from_risk: Option<Mention<ARisk>>; "来源风险" "risk" "from risk" "关联风险"; "The risk that it was", "来自哪项风险"
        closed: Option<Date>; "关闭日期" "resolved" "closed on" "完成日期" "解决日期" "resolution date"; "When it was closed", "关闭日期"
        description: Option<Text>; "详细描述" "details" "说明"; "More about it", "详细说明"
        raised_by: Option<Party>; "提出人" "reported by" "reporter" "raised by" "author" "报告人" "发现人"; "Who raised it", "谁提出"
        cause: Option<Text>; "原因" "root cause" "原因分析" "根本原因"; "What is behind it", "问题的原因"
    }
    tracked { owner: owner; due: due; open: Issue::is_open; status: status; ended: closed; }
    ordered { raised <= closed; }
    past { raised, closed }
    shown {
        area Risk 2;
        columns severity owner due status;
        counter "个";
    }
}

impl Issue {
    /// Whether it is still to be solved.
    pub fn is_open(&self) -> bool {
        self.closed.is_none() && self.status.is_none_or(WorkStatus::is_open)
    }
}
