//! People, departments and stakeholders.

use super::words::{Grade, Side};
use crate::calendar::Date;
use crate::project::kind::ADepartment;
use crate::project::types::{Days, Mention, Number, Open, Party, Plain, Text};
use crate::{choices, part, record};

record! {
    /// Someone who works on the project.
    pub struct Person in People named name {
        name: Text, required; "姓名" "title" "名称" "名字" "full name" "team member"; "The person's name", "姓名"
        role: Vec<Text>; "角色" "job" "position" "职务" "岗位" "职位"; "What they do in the project", "在项目中的角色"
        department: Vec<Mention<ADepartment>>; "部门" "team" "unit" "function" "所属部门" "单位" "小组"; "The department they belong to", "所属部门"
        side: Option<Side>; "所属方" "camp" "party" "归属"; "project, marketing or other", "项目、市场或其他"
        email: Option<Plain>; "邮箱" "mail" "e-mail" "电子邮件"; "Mail address", "邮箱"
        #[serde(deserialize_with = "crate::project::types::hours_a_week")]
        capacity: Option<Number> = "40"; "每周工时" "hours a week" "可用工时" "产能" "容量" "hours per week"; "Hours a week, 40 unless said", "每周可用小时数，默认40"
        absences: Vec<Days>; "缺勤" "leave" "out of office" "休假" "请假" "不在岗"; "Days away: 2026-02-15..2026-02-23", "不在岗的日期，如 2026-02-15..2026-02-23"
        left_on: Option<Date>; "离开日期" "left" "last day" "离职日期" "调离日期" "离组日期"; "Their last day in the project: what is due from them later asks for another owner", "在项目中的最后一天；此后到期的事项须另定负责人"
        manager: Option<Party>; "上级" "reports to" "主管"; "Whom they report to", "汇报对象"
    }
    shown {
        area none;
        columns role department side capacity;
        page own;
        names kept;
        others internal;
        counter "位";
    }
}

record! {
    /// A part of the organisation.
    pub struct Department in Departments named name {
        name: Text, required; "名称" "title" "部门名称"; "The department's name", "部门名称"
        contact: Option<Party>; "联系人" "liaison" "接口人" "对接人" "联络人" "lead" "负责人"; "Whom to ask", "找谁联系"
        needs: Vec<Text>; "需求" "expectations" "asks" "诉求" "期望" "需要的支持"; "What it needs from the project", "对项目的需求"
        workflow: Option<Text>; "工作流程" "process" "流程"; "How it works", "工作方式"
        side: Option<Side>; "所属方" "camp" "party" "归属"; "project, marketing or other", "项目、市场或其他"
    }
    shown {
        area Departments 4;
        columns contact side;
        counter "个";
    }
}

choices! {
    /// How someone stands to the project.
    pub enum Engagement {
        Unaware: "unaware" "不知情";
        Resistant: "resistant" "抵制";
        Neutral: "neutral" "中立";
        Supportive: "supportive" "支持";
        Leading: "leading" "主导";
    }
}

part! {
    /// How someone stands to the project now, and should.
    pub struct Engagements {
        current: Option<Open<Engagement>>; "当前" "now" "现状"; "How they stand now", "当前状态"
        desired: Option<Open<Engagement>>; "期望" "target"; "How they should stand", "期望状态"
    }
}

record! {
    /// Someone whom the project concerns.
    pub struct Stakeholder in Stakeholders named name {
        name: Text, required; "名称" "title" "姓名"; "A person, a group or an organisation", "个人、团体或机构"
        organisation: Option<Text>; "单位" "organization" "company" "公司" "机构" "组织"; "Where they belong", "所在单位"
        interest: Option<Text>; "关注点" "concern" "stake" "利益" "关注事项" "诉求" "核心诉求"; "What they care about", "关心什么"
        power: Option<Grade>; "影响力" "influence" "权力" "话语权" "power/influence" "影响程度" "权力/影响力"; "low, medium or high", "低、中或高"
        engagement: Option<Engagements>; "参与程度" "attitude" "support" "态度" "支持度"; "How they stand now, and should", "当前与期望的态度"
        needs: Vec<Text>; "需求" "expectations" "asks" "期望" "需要的支持" "requirements"; "What they need", "需要什么"
        owner: Option<crate::project::types::Owner>; "负责人" "contact" "责任人" "联系人"; "Who keeps in touch", "由谁联系"
    }
    joined {
        "engagement.current": "current engagement" "current" "current" "当前参与程度" "当前态度";
        "engagement.desired": "desired engagement" "desired" "desired" "期望参与程度" "期望态度";
    }
    tracked { owner: owner; }
    shown {
        area Departments 5;
        columns organisation power engagement owner;
        names kept;
        others internal;
        counter "位";
    }
}
