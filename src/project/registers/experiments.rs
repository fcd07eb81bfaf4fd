//! Experiments: a question to the market that two or more variants answer.

use crate::calendar::Date;
use crate::project::kind::{ACampaign, AKpi};
use crate::project::types::{Mention, Number, Owner, Party, Quantity, Text};
use crate::{choices, part, record};

choices! {
    /// How far an experiment is.
    pub enum ExperimentStatus {
        Planned: "planned" "计划中" "draft" "idea" "not started" "未开始" "设计中" as Ahead;
        Running: "running" "进行中" "live" "active" "in progress" "实验中" "测试中" as Ahead;
        Ended: "ended" "已结束" "done" "completed" "complete" "decided" "closed" "已完成" "完成" as Good;
        Cancelled: "cancelled" "已取消" "aborted" "canceled" "取消" "中止" as Over;
    }

    /// What is done after an experiment.
    pub enum ExperimentDecision {
        Ship: "ship" "采用" "roll out" "launch" "adopt" "win" "winner" "上线" "全量" "推全" as Good;
        Stop: "stop" "不采用" "do not ship" "reject" "lose" "drop" "放弃" "下线" as Over;
        GoOn: "go-on" "继续" "continue" "extend" "keep running" "inconclusive" "继续测试" as Ahead;
    }
}

part! {
    /// One of the things compared, and how it did.
    pub struct Variant {
        name: Option<Text>; "版本" "variant" "group" "arm" "名称" "组别"; "What it is called", "版本名称"
        #[serde(deserialize_with = "crate::project::types::not_negative")]
        participants: Option<Number>; "样本量" "users" "visitors" "sample" "exposed" "n" "sent" "sessions" "人数" "访客" "用户数" "参与人数"; "How many saw it", "有多少人看到"
        #[serde(deserialize_with = "crate::project::types::not_negative")]
        conversions: Option<Number>; "转化数" "converted" "successes" "clicks" "orders" "转化" "转化人数"; "How many of them did what is measured", "其中多少人完成目标动作"
        #[serde(deserialize_with = "crate::project::types::not_negative")]
        share: Option<Number>; "分流比例" "split" "weight" "allocation" "流量占比"; "Its part of the traffic, as planned; equal parts unless said", "计划的流量占比；不写则平均分流"
    }
}

record! {
    /// A comparison of two or more variants.
    pub struct Experiment in Experiments named name dated start {
        name: Text, required; "名称" "title" "标题" "experiment" "test" "test name" "实验名称" "测试名称"; "The experiment's name", "实验名称"
        hypothesis: Option<Text>; "假设" "question" "we believe" "实验假设"; "What is expected, and why", "预期什么，为什么"
        metric: Option<Mention<AKpi>>; "指标" "kpi" "primary metric" "success metric" "核心指标" "主要指标"; "The metric that decides", "由哪个指标判定"
        campaign: Option<Mention<ACampaign>>; "营销活动" "活动" "所属活动"; "The campaign it belongs to", "属于哪个活动"
        target_effect: Option<Quantity>; "目标提升" "minimum detectable effect" "mde" "expected lift" "target lift" "最小可检测效果" "预期提升"; "The smallest difference worth it: 10% of the control's rate, or 0.5 percentage points", "值得采用的最小差异：10%为相对提升，0.5为百分点"
        owner: Option<Owner>; "负责人" "responsible" "lead" "责任人"; "The one person who answers for it", "负责人，只写一人"
        start: Option<Date>; "开始" "start date" "started" "from" "开始日期" "开始时间"; "First day", "开始日期"
        end: Option<Date>; "计划结束" "planned end" "end date" "to" "until" "结束" "结束日期" "计划结束日期"; "The last day, as planned before it began", "开始前计划的结束日期"
        status: Option<ExperimentStatus>; "状态" "state" "当前状态"; "planned, running, ended, cancelled", "计划中、进行中、已结束、已取消"
        control: Option<Variant>; "对照组" "a" "baseline" "original" "A组" "原版"; "What there was before: {name, participants, conversions}", "原来的版本：{版本, 样本量, 转化数}"
        variants: Vec<Variant>; "实验组" "variant" "treatment" "treatments" "b" "challenger" "B组" "新版"; "What is tried against it: [{name, participants, conversions}]", "与它对比的版本：[{版本, 样本量, 转化数}]"
        counted_on: Option<Date>; "统计日期" "as of" "data as of" "数据截至"; "The day of the counts", "样本量和转化数的统计日期"
        decision: Option<ExperimentDecision>; "决定" "verdict" "outcome" "结论" "实验结论"; "ship, stop or go on", "采用、不采用或继续"
        decided_on: Option<Date>; "决定日期" "decided" "decided on" "read on" "结论日期"; "When it was read and decided", "什么时候看结果并决定"
        decided_by: Vec<Party>; "决定人" "decider" "decided by" "决策人"; "Who decided", "谁决定"
        learnings: Vec<Text>; "经验" "learning" "lessons" "takeaways" "收获"; "What was learned", "学到了什么"
    }
    joined {
        "control.participants": "control participants" "control visitors" "control users" "对照组样本量" "对照组人数";
        "control.conversions": "control conversions" "对照组转化数" "对照组转化";
        "variants.participants": "variant participants" "variant visitors" "variant users" "treatment visitors" "实验组样本量" "实验组人数";
        "variants.conversions": "variant conversions" "treatment conversions" "实验组转化数" "实验组转化";
        "control.name": "control name" "对照组版本";
        "variants.name": "variant name" "实验组版本";
    }
    tracked { owner: owner; open: Experiment::is_open; status: status; ended: decision; }
    ordered { start <= end; start <= decided_on; }
    past { counted_on, decided_on }
    shown {
        area Market 4;
        columns metric start end owner status;
        order NewestFirst;
        lead hypothesis;
        counter "个";
    }
}

impl Experiment {
    /// Whether nothing was decided of it yet, as far as is recorded.
    pub fn is_open(&self) -> bool {
        let is_decided = matches!(self.decision, Some(ExperimentDecision::Ship | ExperimentDecision::Stop));
        !is_decided && !matches!(self.status, Some(ExperimentStatus::Ended | ExperimentStatus::Cancelled))
    }
}
