//! Meetings, their cadence, the actions that come of them, and the tools of collaboration.

use super::words::{Rag, WorkStatus};
use crate::calendar::{Date, Every, Moment, Weekday};
use crate::project::kind::Origin;
use crate::project::types::{Mention, Open, Owner, Party, Plain, Text};
use crate::{choices, part, record};

choices! {
    /// What a meeting is for.
    pub enum MeetingKind {
        Weekly: "weekly" "周会" "例会" "weekly meeting";
        Daily: "daily" "日会" "stand-up" "standup" "站会" "晨会";
        Monthly: "monthly" "月会" "monthly report" "月度汇报会" "月度会议";
        PhaseReview: "phase-review" "阶段评审" "阶段总结会" "里程碑评审" "gate review";
        Steering: "steering" "指导委员会" "steering committee" "领导小组会" "决策会";
        KickOff: "kick-off" "启动会" "kickoff";
        Retrospective: "retrospective" "复盘会" "retro" "回顾会" "复盘";
        Review: "review" "评审会" "progress review";
        Status: "status" "沟通会" "sync";
    }

    /// What a tool is for.
    pub enum ChannelKind {
        ProjectManagement: "project-management" "项目管理" "看板" "任务管理" "board" "tracker" "issue tracker";
        Messaging: "messaging" "即时通讯" "chat" "instant messaging" "im" "群" "聊天";
        Documents: "documents" "文档" "docs" "shared documents" "wiki" "共享文档" "网盘" "知识库";
        Mail: "mail" "邮件" "email" "mailing list";
        Calendar: "calendar" "日历";
        Meetings: "meetings" "视频会议" "video" "video conference";
    }
}

record! {
    /// A series of meetings.
    pub struct Cadence in Cadences named name dated starts {
        name: Text, required; "名称" "title" "标题" "会议名称"; "The series' name", "会议名称"
        kind: Option<Open<MeetingKind>>; "类型" "type" "形式" "种类" "format" "channel" "medium" "渠道" "沟通方式" "方式"; "weekly, monthly, phase-review, steering, retrospective …", "周会、月会、阶段评审、指导委员会、复盘会……"
        every: Option<Every>; "频率" "interval" "frequency" "cadence" "召开频率" "会议周期" "周期"; "How often: week, 2 weeks, month …", "多久一次：每周、每两周、每月……"
        weekday: Vec<Weekday>; "星期" "day" "weekdays" "周几"; "The day or days of the week", "星期几"
        participants: Vec<Party>; "参加人" "invitees" "attendees" "参会范围" "应到人员" "与会部门" "参与人" "参会人员" "参与者" "audience" "受众"; "Who takes part", "参加人"
        owner: Option<Owner>; "负责人" "responsible" "chair" "host" "责任人" "召集人" "主持人" "组织者"; "Who calls it", "由谁召集"
        agenda: Vec<Text>; "议程" "topics" "议题"; "What is spoken about", "议题"
        starts: Option<Date>; "开始" "start" "from" "开始日期"; "The first day", "开始日期"
        ends: Option<Date>; "结束" "end" "until" "to" "结束日期"; "The last day", "结束日期"
        notes_at: Option<Plain>; "纪要存放处" "notes at" "minutes at" "纪要地址"; "Where the notes are kept, if not here", "纪要不在本目录时写明地址"
    }
    tracked { owner: owner; }
    ordered { starts <= ends; }
    shown {
        area Communication 1;
        columns every weekday owner held last_held missed;
        counter "项";
        label "Meeting cadence";
    }
}

part! {
    /// What someone is to do.
    pub struct ActionItem {
        what: Text; "事项" "action" "item" "task" "title" "内容" "待办内容" "工作内容" "行动项" "待办事项" "行动" "任务" "description" "action item"; "What is to be done", "要做什么"
        id: Option<Plain>; "编号" "no" "ref"; "Its id, if it has one", "编号"
        owner: Option<Owner>; "负责人" "responsible" "who" "assignee" "责任人" "承办人" "跟进人" "人员" "负责人员"; "The one person who does it", "负责人，只写一人"
        due: Option<Date>; "截止日期" "deadline" "by" "due date" "截止" "截止时间" "期限" "完成时限"; "By when", "截止日期"
        status: Option<WorkStatus>; "状态" "state" "完成情况" "处理状态"; "How far it is", "状态"
        done_on: Option<Date>; "完成日期" "completed" "closed on" "done on" "done" "实际完成日期" "办结日期"; "When it was done", "完成日期"
    }
}

record! {
    /// One meeting, with its notes.
    pub struct Meeting in Meetings named title dated date normalize super::normalize::meetings {
        date: Moment, required; "日期" "on" "when" "time" "时间" "会议日期" "会议时间" "日期时间" "date and time"; "The day it was held", "开会日期"
        title: Option<Text>; "标题" "name" "subject" "名称" "主题" "会议名称"; "Its title", "会议标题"
        kind: Option<Open<MeetingKind>>; "类型" "type" "形式" "种类"; "weekly, monthly, phase-review …", "周会、月会、阶段评审……"
        cadence: Option<Mention<crate::project::kind::ACadence>>; "会议机制" "series" "系列"; "The series it belongs to", "所属例会"
        chair: Option<Party>; "主持人" "host" "facilitator" "召集人" "主持" "会议主持" "chairperson" "moderator" "lead" "meeting lead" "organizer" "organiser"; "Who led it", "主持人"
        attendees: Vec<Party>; "出席" "present" "attended" "participants" "参会人员" "与会人" "到会" "实到" "参加人" "参与人" "参会人" "attendance" "与会人员" "出席人员" "参加人员" "到会人员" "出席人" "与会者" "people present" "in attendance" "attendance list"; "Who was there", "出席人"
        absent: Vec<Party>; "缺席" "apologies" "regrets" "请假" "未到" "缺席人员" "请假人员" "未到人员" "absentees" "not present"; "Who was not", "缺席人"
        progress: Vec<Text>; "进展" "done" "highlights" "本周进展" "完成情况" "工作进展" "进度" "本周工作" "本周完成" "accomplishments" "achievements" "completed"; "What went forward", "进展"
        problems: Vec<Text>; "问题" "issues" "blockers" "存在问题" "困难" "风险与问题" "需协调事项" "risks" "风险" "problems and risks" "risks and issues" "impediments" "challenges" "concerns"; "What does not", "问题"
        next: Vec<Text>; "下一步" "next steps" "plan" "下周计划" "后续计划" "下步工作" "next week" "下周工作"; "What comes next", "下一步"
        decisions: Vec<Text>; "决议" "resolutions" "decided" "决定" "会议决定" "结论" "决议事项" "会议决议" "达成共识" "决策" "决策事项" "议定事项" "决定事项" "会议结论" "agreements" "agreed"; "What was decided", "决议"
        actions: Vec<ActionItem>; "待办" "to-dos" "todos" "action items" "行动项" "待办事项" "会后跟进" "行动项清单" "待办清单" "任务" "跟进" "行动" "行动计划" "后续行动" "action plan" "tasks" "action points" "follow-up actions"; "Who does what by when", "谁在什么时候前做什么"
        #[serde(deserialize_with = "crate::project::types::yes_no")]
        held: Option<bool>; "是否召开" "took place"; "no, if it was cancelled", "取消则填“否”"
        because: Option<Text>; "未召开原因" "reason" "原因"; "Why it was cancelled", "取消的原因"
        schedule: Option<Rag>; "进度状态" "schedule status"; "In a monthly report: green, amber, red or not applicable", "月度汇报：正常、有风险、偏离或不适用"
        quality: Option<Rag>; "质量状态" "quality status" "质量"; "In a monthly report: green, amber, red or not applicable", "月度汇报：正常、有风险、偏离或不适用"
        cost: Option<Rag>; "成本状态" "cost status" "成本" "费用"; "In a monthly report: green, amber, red or not applicable", "月度汇报：正常、有风险、偏离或不适用"
        effect: Option<Rag>; "效果状态" "effect status" "效果" "成效"; "In a monthly report: green, amber, red or not applicable", "月度汇报：正常、有风险、偏离或不适用"
    }
    tracked { ended: actions.status actions.done_on; }
    past { date if Meeting::is_attended, actions.done_on }
    shown {
        area Communication 2;
        columns date kind chair status;
        order NewestFirst;
        page own;
        told held;
        counter "次";
    }
}

record! {
    /// An action in a register of its own.
    pub struct Action in Actions named what dated due normalize super::normalize::actions {
        what: Text, required; "事项" "action" "item" "task" "title" "name" "标题" "内容" "待办内容" "工作内容" "行动项" "主题" "action item description" "to do" "summary" "description" "任务" "行动事项"; "What is to be done", "要做什么"
        owner: Option<Owner>; "负责人" "responsible" "who" "assignee" "lead" "pic" "责任人" "负责" "承办人" "牵头人" "经办人" "跟进人" "by whom"; "The one person who does it", "负责人，只写一人"
        due: Option<Date>; "截止日期" "deadline" "by" "due date" "target date" "截止" "截止时间" "期限" "要求完成日期" "完成时限" "计划完成" "ddl" "when" "by when"; "By when", "截止日期"
        status: Option<WorkStatus>; "状态" "state" "当前状态" "处理状态" "完成情况" "进展" "open/closed" "完成状态"; "How far it is", "状态"
        done_on: Option<Date>; "完成日期" "completed" "closed on" "done on" "实际完成日期" "办结日期" "完成时间"; "When it was done", "完成日期"
        from: Option<Mention<Origin>>; "来源" "source" "origin" "meeting" "会议来源"; "The meeting, review or other record it comes from", "来自哪次会议或哪条记录"
        raised: Option<Date>; "提出日期" "created" "opened" "登记日期" "date" "日期"; "When it was agreed", "提出日期"
    }
    tracked { owner: owner; due: due; open: Action::is_open; status: status; ended: done_on; }
    ordered { raised <= done_on; }
    past { raised, done_on }
    shown {
        area Communication 3;
        columns owner due done_on status;
        order ByDay;
        counter "项";
    }
}

impl Meeting {
    /// Whether its notes say who was there.
    pub fn is_attended(&self) -> bool {
        !self.attendees.is_empty()
    }
}

impl Action {
    /// Whether it is still to be done.
    pub fn is_open(&self) -> bool {
        self.done_on.is_none() && self.status.is_none_or(WorkStatus::is_open)
    }
}

record! {
    /// A tool or a place for working together.
    pub struct Channel in Channels named name {
        name: Text, required; "名称" "title" "标题" "工具名称" "tool" "平台"; "The tool's name", "工具名称"
        kind: Vec<Open<ChannelKind>>; "类型" "type" "种类" "形式"; "project-management, messaging, documents …", "项目管理、即时通讯、文档……"
        purpose: Option<Text>; "用途" "use" "for" "作用" "使用场景"; "What it is used for", "用来做什么"
        owner: Option<Owner>; "负责人" "responsible" "admin" "责任人" "管理员"; "Who looks after it", "谁维护"
        url: Option<Plain>; "地址" "link" "address" "网址" "入口" "群名" "链接"; "Its address", "地址"
    }
    tracked { owner: owner; }
    shown {
        area Communication 4;
        columns kind purpose owner;
        counter "项";
        label "Collaboration tools";
    }
}
