//! Work between departments: who answers for what, hand-offs, what is shared.

use crate::calendar::Date;
use crate::project::kind::{ADepartment, AMilestone};
use crate::project::types::{Mention, Number, Owner, Party, Plain, Ref, Text};
use crate::{choices, part, record};

record! {
    /// Who does, answers for, is asked about and is told of a deliverable (RACI).
    pub struct Responsibility in Responsibilities named deliverable {
        deliverable: Text, required; "交付物" "name" "title" "task" "activity" "output" "可交付成果" "成果" "工作" "事项" "任务"; "What is delivered", "交付物"
        responsible: Vec<Party>; "执行" "r" "does" "执行（R）" "参与执行" "实施" "执行人" "参与人" "配合部门"; "Who does it", "谁执行"
        accountable: Vec<Party>; "负责" "a" "answers" "负责（A）" "批准" "问责" "当责" "拍板" "主责" "负责人"; "The one who answers for it", "谁最终负责，只能一位"
        consulted: Vec<Party>; "咨询" "c" "asked" "咨询（C）" "支持意见" "征询"; "Who is asked", "咨询谁"
        informed: Vec<Party>; "知会" "i" "told" "知会（I）" "知情" "抄送"; "Who is told", "知会谁"
    }
    shown {
        area Departments 1;
        columns responsible accountable consulted informed;
        counter "项";
        label "Responsibilities (RACI)";
    }
}

choices! {
    /// How far a hand-off is.
    pub enum HandoffStatus {
        NotStarted: "not-started" "未开始" "open" "planned" "to do" "待移交" as Ahead;
        InProgress: "in-progress" "进行中" "ongoing" as Ahead;
        Late: "late" "延期" "overdue" "delayed" "逾期" as Warn;
        Blocked: "blocked" "受阻" "waiting" "等待" as Bad;
        HandedOver: "handed-over" "已移交" "delivered" "handed over" as Warn;
        Accepted: "accepted" "已接收" "done" "complete" "已验收" "已签收" "已完成" as Good;
        Rejected: "rejected" "已退回" "驳回" "退回" as Over;
        Cancelled: "cancelled" "已取消" "取消" as Over;
    }
}

record! {
    /// Something that one department gives to another.
    pub struct Handoff in Handoffs named what dated due {
        what: Text, required; "事项" "title" "name" "deliverable" "内容" "交接内容" "名称" "标题" "交付物"; "What is handed over", "交接什么"
        from: Option<Ref<ADepartment>>; "移交方" "giver" "交出方" "提供方"; "The department that gives", "移交部门"
        to: Option<Ref<ADepartment>>; "接收方" "receiver" "接受方" "承接方"; "The department that receives", "接收部门"
        due: Option<Date>; "截止日期" "deadline" "by" "due date" "date" "截止" "期限" "交接日期"; "By when", "截止日期"
        accepted_on: Option<Date>; "接收日期" "received" "accepted on" "验收日期" "签收日期"; "When it was accepted", "接收日期"
        acceptance: Option<Text>; "验收标准" "acceptance criteria" "done when" "接收标准" "完成标准"; "When it counts as accepted", "怎样算交接完成"
        owner: Option<Owner>; "负责人" "responsible" "责任人"; "The one person who sees to it", "负责人，只写一人"
        status: Option<HandoffStatus>; "状态" "state" "当前状态"; "not started, in progress, handed over, accepted, rejected", "未开始、进行中、已移交、已接收、已退回"
        milestone: Option<Ref<AMilestone>>; "里程碑"; "The milestone that needs it", "哪个里程碑需要它"
    }
    tracked { owner: owner; due: due; open: Handoff::is_open; status: status; ended: accepted_on; }
    past { accepted_on }
    shown {
        area Departments 2;
        columns from to due accepted_on status;
        order ByDay;
        counter "项";
        label "Hand-offs";
    }
}

part! {
    /// A shared resource, taken for some days.
    pub struct Booking {
        department: Option<Mention<ADepartment>>; "部门" "who" "by" "使用部门"; "Who uses it", "谁使用"
        from: Option<Date>; "开始" "start" "date" "开始日期"; "First day", "开始日期"
        to: Option<Date>; "结束" "end" "until" "结束日期"; "Last day", "结束日期"
        #[serde(deserialize_with = "crate::project::types::not_negative")]
        amount: Option<Number> = "1"; "数量" "units" "占用量"; "How much of it, 1 unless said", "占用数量，默认1"
        purpose: Option<Text>; "用途" "for" "what" "事项"; "What for", "用途"
        milestone: Option<Ref<AMilestone>>; "里程碑" "needs" "depends on"; "The milestone that must be reached before", "使用前必须达成的里程碑"
    }
}

record! {
    /// Something that departments share.
    pub struct SharedResource in SharedResources named name {
        name: Text, required; "名称" "title" "标题" "资源名称"; "What it is", "名称"
        owner: Option<Owner>; "负责人" "responsible" "责任人" "管理人"; "Who looks after it", "谁管理"
        #[serde(deserialize_with = "crate::project::types::not_negative")]
        capacity: Option<Number>; "容量" "available" "数量" "产能"; "How much can be used at once", "同时可用的数量"
        bookings: Vec<Booking>; "预订" "reservations" "占用" "预约"; "Who uses it when: [{department, from, to, amount}]", "谁在什么时候使用：[{department, from, to, amount}]"
        unit: Option<Plain>; "单位" "uom"; "What the capacity counts", "计量单位"
    }
    tracked { owner: owner; }
    shown {
        area Departments 3;
        columns owner capacity;
        counter "项";
    }
}

impl Responsibility {
    /// Everybody who has a letter.
    pub fn parties(&self) -> impl Iterator<Item = &Party> {
        [&self.responsible, &self.accountable, &self.consulted, &self.informed].into_iter().flatten()
    }
}

impl Handoff {
    /// Whether it is still to be accepted.
    pub fn is_open(&self) -> bool {
        self.accepted_on.is_none() && !matches!(self.status, Some(HandoffStatus::Accepted | HandoffStatus::Cancelled))
    }
}
