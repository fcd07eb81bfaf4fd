//! What must be ready before a gate, and who says that it is.

use crate::calendar::Date;
use crate::project::kind::AMilestone;
use crate::project::types::{Deadline, Open, Owner, Party, Ref, Text};
use crate::{choices, record};

choices! {
    /// Who has to be ready.
    pub enum Function {
        Product: "product" "产品" "r&d" "engineering" "研发" "产品研发";
        Marketing: "marketing" "市场" "营销" "市场部";
        Sales: "sales" "销售" "销售部";
        Support: "support" "客服" "customer service" "service" "客户服务" "售后";
        Legal: "legal" "法务" "compliance" "合规";
        Operations: "operations" "运营" "ops" "supply chain" "logistics" "供应链" "物流";
        Finance: "finance" "财务";
    }

    /// How ready something is.
    pub enum ReadinessStatus {
        NotStarted: "not-started" "未开始" "open" "to do" "planned" "待办" as Ahead;
        InProgress: "in-progress" "进行中" "ongoing" "处理中" as Ahead;
        Blocked: "blocked" "受阻" "stuck" "阻塞" as Bad;
        NotReady: "not-ready" "未就绪" "no" "no-go" "red" "否" as Bad;
        Ready: "ready" "就绪" "done" "complete" "completed" "yes" "go" "green" "已就绪" "已完成" "完成" "是" as Good;
        NotNeeded: "not-needed" "不需要" "n/a" "not applicable" "waived" "不适用" as Over;
    }
}

record! {
    /// Something that must be ready before a gate.
    pub struct Readiness in Readiness named what {
        what: Text, required; "事项" "title" "name" "item" "check" "checklist item" "criterion" "task" "检查项" "就绪项" "内容" "名称" "标题"; "What must be ready", "要准备好什么"
        function: Option<Open<Function>>; "职能" "team" "area" "department" "部门" "团队" "责任部门"; "product, marketing, sales, support, legal, operations …", "产品、市场、销售、客服、法务、运营……"
        gate: Option<Ref<AMilestone>>; "关口" "milestone" "launch" "里程碑" "上线" "上市"; "The milestone before which it must be ready", "在哪个里程碑之前就绪"
        due: Option<Deadline>; "截止日期" "deadline" "by" "due date" "when" "截止" "期限" "时间"; "A day, or days before the gate: T-14", "日期，或关口前的天数：T-14"
        owner: Option<Owner>; "负责人" "responsible" "责任人"; "The one person who answers for it", "负责人，只写一人"
        status: Option<ReadinessStatus>; "状态" "state" "当前状态" "完成情况" "是否就绪"; "not started, in progress, ready, blocked, not ready", "未开始、进行中、就绪、受阻、未就绪"
        evidence: Option<Text>; "依据" "proof" "link" "证明" "佐证"; "How it is seen that it is ready", "凭什么说就绪"
        signed_by: Vec<Party>; "签核人" "signed off by" "approver" "signed by" "确认人" "签字人"; "Who says that it is ready", "谁确认就绪"
        signed_on: Option<Date>; "签核日期" "signed on" "signed off on" "确认日期"; "When", "什么时候确认"
        #[serde(deserialize_with = "crate::project::types::yes_no")]
        blocks: Option<bool>; "是否必需" "blocking" "must have" "critical" "go/no-go" "必需" "否决项"; "no, if the gate may be passed without it", "没有它也能通过关口则填“否”"
    }
    tracked { owner: owner; due: due; open: Readiness::is_open; status: status; }
    past { signed_on }
    shown {
        area Departments 6;
        columns function gate due owner status;
        counter "项";
        label "Readiness";
    }
}

impl Readiness {
    /// Whether it is still to be made ready.
    pub fn is_open(&self) -> bool {
        !matches!(self.status, Some(ReadinessStatus::Ready | ReadinessStatus::NotNeeded))
    }

    /// Whether the gate cannot be passed without it.
    pub fn is_blocking(&self) -> bool {
        self.blocks != Some(false)
    }
}
