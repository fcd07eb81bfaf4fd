//! Technical support: what marketing needs, and its requests.

use super::words::Severity;
use crate::calendar::Date;
use crate::project::kind::{Dated, Needing};
use crate::project::types::{Mention, Open, Owner, Party, Ref, Text};
use crate::{choices, record};

choices! {
    /// What sort of support it is.
    pub enum ResourceKind {
        Tool: "tool" "工具" "software" "软件" "账号";
        Environment: "environment" "环境" "env" "测试环境" "test environment";
        Staff: "staff" "人员" "people" "技术人员" "人力" "support staff";
        Licence: "licence" "授权" "license";
    }

    /// Whether it is there.
    pub enum ResourceStatus {
        Requested: "requested" "已申请" "planned" "计划中" as Ahead;
        InProgress: "in-progress" "处理中" "进行中" "准备中" as Ahead;
        Available: "available" "可用" "ready" "done" "已到位" "已开通" "到位" as Good;
        Unavailable: "unavailable" "不可用" "未到位" as Bad;
        Cancelled: "cancelled" "已取消" "取消" "dropped" as Over;
    }

    /// How far a request is.
    pub enum TicketStatus {
        Open: "open" "未关闭" "打开" "new" "新建" "待处理" "未解决" "未开始" "to do" "backlog" "triage" "reopened" as Ahead;
        InProgress: "in-progress" "处理中" "ongoing" "进行中" "under investigation" "investigating" as Ahead;
        Waiting: "waiting" "待反馈" "waiting for requester" "等待提出人" "等待" "pending" "waiting for customer" "on hold" as Ahead;
        Resolved: "resolved" "已解决" "done" "fixed" "won't fix" "verified" as Good;
        Closed: "closed" "已关闭" "关闭" "cancelled" "已取消" "duplicate" as Good;
    }
}

record! {
    /// A tool, an environment or people that marketing needs.
    pub struct Resource in Support named name dated needed_by {
        name: Text, required; "名称" "title" "标题" "资源名称"; "What it is", "名称"
        kind: Option<Open<ResourceKind>>; "类型" "type" "种类"; "tool, environment, staff, licence", "工具、环境、人员、授权"
        owner: Option<Owner>; "负责人" "responsible" "责任人" "提供人"; "Who provides it", "谁提供"
        needed_by: Option<Date>; "需要日期" "required" "needed by" "due" "需求日期"; "When it is needed", "什么时候需要"
        available_from: Option<Date>; "可用日期" "ready" "available from" "到位日期" "开通日期"; "When it is there", "什么时候可用"
        status: Option<ResourceStatus>; "状态" "state" "当前状态"; "requested, available, unavailable", "已申请、可用、不可用"
        r#for: Vec<Mention<Needing>>; "使用方" "user" "consumer" "用于" "使用部门"; "Who or what needs it", "谁或什么需要它"
    }
    tracked { owner: owner; open: Resource::is_open; status: status; }
    shown {
        area Support 1;
        columns kind owner needed_by available_from status;
        order ByDay;
        counter "项";
        label "Technical resources";
    }
}

record! {
    /// A technical request or problem of marketing.
    pub struct Ticket in Tickets named title dated opened normalize super::normalize::severities {
        title: Text, required; "标题" "name" "名称" "summary" "subject" "描述" "主题" "问题描述" "内容"; "What is wrong or wanted", "问题或需求"
        opened: Option<Date>; "提出日期" "reported" "raised" "created" "date" "报障日期" "登记日期" "日期"; "When it was raised", "提出日期"
        requester: Option<Party>; "提出人" "reporter" "raised by" "申请人" "报告人"; "Who raised it", "谁提出"
        owner: Option<Owner>; "负责人" "responsible" "assignee" "责任人" "处理人" "跟进人"; "Who solves it", "谁处理"
        severity: Option<Severity>; "严重程度" "priority" "urgency" "优先级" "紧急程度" "等级" "级别"; "low, medium, high or critical", "低、中、高或严重"
        responded: Option<Date>; "响应日期" "first reply" "首次响应"; "When someone answered", "首次响应日期"
        resolved: Option<Date>; "解决日期" "fixed" "closed" "关闭日期" "修复日期" "完成日期"; "When it was solved", "解决日期"
        status: Option<TicketStatus>; "状态" "state" "处理状态" "当前状态"; "open, in progress, waiting, resolved, closed", "未关闭、处理中、待反馈、已解决、已关闭"
        blocks: Vec<Ref<Dated>>; "阻塞" "impacts" "影响任务" "卡点"; "The tasks or milestones that wait for it", "哪些任务或里程碑在等它"
    }
    tracked { owner: owner; status: status; ended: resolved; }
    ordered { opened <= responded; opened <= resolved; }
    past { opened, responded, resolved }
    shown {
        area Support 2;
        columns severity owner opened resolved solved_in status;
        counter "个";
        label "Technical issues";
    }
}

impl Resource {
    /// Whether it is still waited for.
    pub fn is_open(&self) -> bool {
        !self.is_settled()
    }

    /// Whether nothing is waited for any more: it is there, or no longer wanted.
    pub fn is_settled(&self) -> bool {
        matches!(self.status, Some(ResourceStatus::Available | ResourceStatus::Cancelled))
    }
}
