//! People's time, money and materials.

use crate::calendar::{Date, Period};
use crate::project::kind::{ACampaign, APerson, APhase, ATask};
use crate::project::types::{Amount, Mention, Open, Owner, Plain, Ref, Text};
use crate::{choices, record};

record! {
    /// A person's time, given to work.
    pub struct Allocation in Allocations dated from known by [person task phase from] {
        person: Ref<APerson>, required; "人员" "who" "name" "姓名" "成员"; "Who", "谁"
        from: Date, required; "开始" "start" "开始日期"; "First day", "开始日期"
        to: Date, required; "结束" "end" "until" "结束日期"; "Last day", "结束日期"
        percent: Option<crate::project::types::Workload>; "比例" "load" "hours" "投入" "投入比例" "占比" "工时" "allocation"; "Per cent of the person's time, or hours a week: 50, 6h, 6-12h", "占个人时间的百分比，或每周小时数：50、6h、6-12h"
        task: Option<Ref<ATask>>; "任务"; "The task", "任务"
        phase: Option<Ref<APhase>>; "阶段" "stage"; "The phase", "阶段"
    }
    ordered { from <= to; }
    shown {
        area Plan 4;
        columns from to percent task;
        counter "条";
        label "Allocation";
    }
}

choices! {
    /// What money is spent on.
    pub enum BudgetKind {
        People: "people" "人力";
        Marketing: "marketing" "营销" "推广" "投放" "广告" "advertising";
        Material: "material" "物料" "采购" "制作";
        Travel: "travel" "差旅";
        Other: "other" "其他";
    }
}

record! {
    /// Money for one category and period.
    pub struct BudgetLine in Budget named category known by [category period] {
        category: Text, required; "类别" "name" "title" "class" "分类" "科目" "项目" "名称" "费用类别" "item" "line item" "cost item" "budget item" "expense" "expense category" "what" "description" "activity" "明细" "活动"; "What it is for", "用于什么"
        kind: Option<Open<BudgetKind>>; "类型" "type" "种类"; "people, marketing, material, travel, other", "人力、营销、物料、差旅、其他"
        period: Option<Period>; "期间" "month" "月份" "所属期间" "账期" "周期"; "2026-05, 2026-Q2, 2026 …", "2026-05、2026-Q2、2026……"
        campaign: Option<Mention<ACampaign>>; "营销活动" "campaign name" "所属活动"; "The campaign it is for", "用于哪个活动"
        planned: Option<Amount>; "计划" "budget" "plan" "预算金额" "金额" "预算" "计划金额" "budgeted" "allocated" "allocation" "approved" "approved budget" "budget amount" "planned cost" "estimated cost" "amount" "cost" "total cost"; "Money planned", "计划金额"
        committed: Option<Amount>; "已承诺" "ordered" "已签约" "合同金额" "已下单" "commitments"; "Money committed, what is paid included", "已承诺金额，含已支付"
        actual: Option<Amount>; "实际" "spent" "actuals" "已发生" "已使用" "已使用金额" "已用" "已花费" "已支出" "已执行" "实际支出" "已支付" "actual cost" "actual spend" "spend to date" "spent to date" "cost to date" "actual to date" "paid" "实际金额"; "Money spent", "实际支出"
        forecast: Option<Amount>; "预计" "预测" "estimate" "预计总额" "完工估算" "forecast cost" "forecast total" "total forecast" "estimate at completion"; "Money expected in all", "预计总额"
    }
    tracked { ended: actual; }
    shown {
        area Plan 5;
        columns period planned committed actual forecast;
        names kept;
        counter "项";
    }
}

choices! {
    /// How far a delivery is.
    pub enum MaterialStatus {
        Planned: "planned" "计划中" "not started" "未开始" "requested" "待采购" "idea" "draft" "scheduled" as Ahead;
        Ordered: "ordered" "已下单" "采购中" as Ahead;
        InProduction: "in-production" "制作中" "in progress" "进行中" "in review" "designing" "writing" "needs review" "approved" "ready" as Ahead;
        InTransit: "in-transit" "在途" as Ahead;
        Received: "received" "已到货" "done" "delivered" "已签收" "入库" "已完成" "published" "live" "sent" "posted" as Good;
        Cancelled: "cancelled" "已取消" "取消" as Over;
    }
}

record! {
    /// Something to be made or bought.
    pub struct Material in Materials named name dated needed_by {
        name: Text, required; "名称" "title" "标题" "物料名称" "asset" "item" "物品" "物料清单"; "What it is", "名称"
        quantity: Option<Plain>; "数量" "qty" "件数"; "How many", "数量"
        supplier: Option<Text>; "供应商" "vendor" "供方" "厂商"; "Who delivers", "供应商"
        needed_by: Option<Date>; "需要日期" "required" "needed by" "due" "需求日期" "deadline" "需求时间"; "When it is needed", "什么时候需要"
        expected: Option<Date>; "预计到货" "eta" "预计交付"; "When it is expected", "预计到货日期"
        received: Option<Date>; "实际到货" "delivered" "到货日期" "签收日期"; "When it came", "实际到货日期"
        status: Option<MaterialStatus>; "状态" "state" "当前状态"; "ordered, in production, in transit, received", "已下单、制作中、在途、已到货"
        owner: Option<Owner>; "负责人" "responsible" "责任人" "经办人"; "Who sees to it", "负责人"
    }
    tracked { owner: owner; open: Material::is_open; status: status; ended: received; }
    past { received }
    shown {
        area Plan 6;
        columns quantity needed_by expected received status;
        order ByDay;
        counter "项";
    }
}

impl Material {
    /// Whether something is left to come.
    pub fn is_open(&self) -> bool {
        !self.is_finished()
    }

    /// Whether nothing is to come any more.
    pub fn is_finished(&self) -> bool {
        self.received.is_some() || matches!(self.status, Some(MaterialStatus::Received | MaterialStatus::Cancelled))
    }
}
