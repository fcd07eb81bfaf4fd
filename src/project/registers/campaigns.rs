//! Campaigns and what came of them.

use crate::calendar::{Date, Period};
use crate::project::kind::{ACampaign, AGoal, AKpi, Needed};
use crate::project::types::{Amount, Number, Open, Owner, Party, Plain, Ref, Text};
use crate::{choices, part, record};

choices! {
    /// How far a campaign is.
    pub enum CampaignStage {
        Brief: "brief" "简报" "idea" "draft" "planned" "planning" "not started" "策划" "策划中" "未开始" "筹备" "筹备中" "计划中" "待审批" "proposed" as Ahead;
        Approved: "approved" "已批准" "ready" "scheduled" "signed off" "已审批" "待上线" "待投放" as Ahead;
        Live: "live" "进行中" "running" "active" "in progress" "in market" "launched" "enabled" "投放中" "已上线" "执行中" as Good;
        Paused: "paused" "已暂停" "on hold" "暂停" as Warn;
        Ended: "ended" "已结束" "done" "completed" "complete" "finished" "closed" "结束" "已完成" "完成" as Good;
        Cancelled: "cancelled" "已取消" "canceled" "dropped" "取消" as Over;
    }

    /// What a result is evidence of.
    pub enum Evidence {
        Output: "output" "产出" "outputs" "activity" "触达" "曝光" "传播产出";
        Outtake: "outtake" "认知" "out-take" "outtakes" "response" "awareness" "反应" "互动";
        Outcome: "outcome" "效果" "outcomes" "behaviour" "behavior" "转化" "行为";
        Impact: "impact" "影响" "business impact" "organisational impact" "organizational impact" "经营影响" "业务影响";
    }

    /// How a result is known.
    pub enum Method {
        Tracked: "tracked" "埋点统计" "tracking" "platform" "analytics" "平台数据" "后台数据";
        Survey: "survey" "问卷" "panel" "调研" "问卷调研";
        LiftStudy: "lift-study" "增量测试" "brand lift" "conversion lift" "lift" "geo test" "holdout" "提升度研究";
        MediaMix: "media-mix" "营销组合模型" "mmm" "media mix model" "marketing mix model" "marketing mix" "媒介组合模型";
    }
}

part! {
    /// What one metric of a campaign was to be, and what it became.
    pub struct CampaignResult {
        metric: Option<Text>; "指标" "name" "measure" "kpi" "名称"; "What is measured", "衡量什么"
        level: Option<Evidence>; "证据层级" "evidence" "type" "层级" "类型"; "output, outtake, outcome or impact", "产出、认知、效果或影响"
        target: Option<Number>; "目标值" "goal" "plan" "计划值" "目标"; "What was aimed at", "目标值"
        value: Option<Number>; "实际值" "actual" "result" "结果" "数值" "完成值"; "What came", "实际值"
        low: Option<Number>; "下限" "lower" "from"; "The lower end of its interval, as the study gives it", "区间下限，以研究报告为准"
        high: Option<Number>; "上限" "upper" "to"; "The upper end of its interval, as the study gives it", "区间上限，以研究报告为准"
        unit: Option<Text>; "单位" "uom"; "What it counts", "计量单位"
        method: Option<Open<Method>>; "取得方式" "how" "study" "方法" "来源"; "tracked, survey, lift-study, media-mix", "埋点统计、问卷、增量测试、营销组合模型"
        date: Option<Date>; "日期" "on" "as of" "截至"; "The day it holds for", "数据日期"
    }
}

record! {
    /// Something that marketing does for an audience, from a brief to its result.
    pub struct Campaign in Campaigns named name dated start normalize super::columns::campaigns {
        name: Text, required; "名称" "title" "标题" "campaign" "campaign name" "活动名称" "活动主题" "营销活动" "推广活动"; "The campaign's name", "活动名称"
        objective: Option<Text>; "活动目的" "purpose" "aim" "why" "description" "目的" "描述" "活动说明"; "What it is to bring about", "要达到什么目的"
        goal: Vec<Ref<AGoal>>; "目标" "goals"; "The goals it serves", "服务于哪些目标"
        kpis: Vec<Ref<AKpi>>; "指标" "kpi" "metrics" "考核指标"; "The KPIs it is to move", "要改善的指标"
        audience: Vec<Text>; "受众" "target audience" "segment" "target group" "目标受众" "目标人群" "人群" "目标客户"; "Whom it is for", "面向谁"
        region: Vec<Plain>; "地区" "market" "markets" "country" "区域" "城市"; "Where it runs", "在哪些地区"
        channels: Vec<Plain>; "渠道" "channel" "platform" "platforms" "media" "投放渠道" "平台" "媒体"; "Where it is seen", "在哪里触达"
        tier: Option<Plain>; "级别" "launch tier" "priority" "优先级" "等级"; "Its tier, in the project's own words", "活动级别，用项目自己的说法"
        start: Option<Date>; "开始" "start date" "from" "launch date" "go-live" "live date" "开始日期" "开始时间" "上线日期" "投放开始"; "First day", "开始日期"
        end: Option<Date>; "结束" "end date" "to" "until" "结束日期" "结束时间" "投放结束"; "Last day", "结束日期"
        budget: Option<Amount>; "预算" "planned budget" "cost" "活动预算" "预算金额"; "Money planned in all", "总预算"
        spent: Option<Amount>; "已花费" "spend" "actual spend" "actual" "spent to date" "spend to date" "budget spent" "budget used" "实际花费" "花费" "实际支出"; "Money spent until now; the sum of its figures unless said", "目前花费；不写则为数据之和"
        owner: Option<Owner>; "负责人" "responsible" "lead" "campaign manager" "责任人"; "The one person who answers for it", "负责人，只写一人"
        agency: Option<Text>; "代理商" "agencies" "partner" "代理公司" "合作方"; "Who works on it from outside", "外部合作方"
        stage: Option<CampaignStage>; "阶段" "status" "state" "phase" "状态" "当前状态"; "brief, approved, live, ended", "简报、已批准、进行中、已结束"
        approved_by: Vec<Party>; "批准人" "approver" "approved by" "审批人"; "Who approved it", "谁批准"
        approved_on: Option<Date>; "批准日期" "approved on" "审批日期"; "When it was approved", "批准日期"
        needs: Vec<Ref<Needed>>; "依赖" "depends on" "dependencies" "requires" "needs" "前置条件" "所需"; "Milestones, tasks, hand-offs, materials that must be there first", "上线前必须到位的里程碑、任务、交接、物料"
        results: Vec<CampaignResult>; "活动结果" "result" "outcomes" "targets" "结果" "效果" "成效"; "[{metric, level, target, value}]", "[{指标, 证据层级, 目标值, 实际值}]"
        figures: Vec<InlineFigures>; "投放明细" "series" "performance" "data" "数据"; "[{period, channel, planned, spent, clicks, conversions}]", "[{期间, 渠道, 计划花费, 实际花费, 点击, 转化}]"
        learnings: Vec<Text>; "经验" "learning" "lessons" "lessons learned" "takeaways" "复盘" "活动复盘" "收获"; "What was learned", "学到了什么"
    }
    tracked { owner: owner; open: Campaign::is_open; status: stage; }
    ordered { start <= end; }
    past { approved_on, results.date }
    shown {
        area Plan 7;
        columns start end channels budget owner status;
        order ByDay;
        page own;
        lead objective;
        told stage;
        counter "个";
    }
}

/// Figures stand within their campaign, or with its name in a register of their own; they are declared once.
macro_rules! figures {
    ($( $field:tt )+) => {
        part! {
            /// Spending and response of one channel in one period, written within its campaign.
            pub struct InlineFigures { $( $field )+ }
        }

        record! {
            /// Spending and response of a campaign in a channel and a period.
            pub struct CampaignFigures in CampaignResults known by [campaign period channel] {
                campaign: Option<Ref<ACampaign>>; "活动" "campaign name" "campaign id" "活动名称" "计划名称" "推广计划" "营销活动"; "The campaign; left out of what belongs to none", "哪个活动；不属于任何活动的不写"
                $( $field )+
            }
            shown {
                area Plan 8;
                columns period channel planned spent clicks conversions;
                counter "条";
                label "Campaign figures";
            }
        }
    };
}

figures! {
    period: Option<Period>; "期间" "date" "day" "week" "month" "日期" "月份" "时间"; "A day, a week, a month: 2026-05", "日、周或月：2026-05"
    channel: Option<Plain>; "渠道" "platform" "medium" "media" "source" "平台" "媒体" "投放渠道"; "The channel", "渠道"
    planned: Option<Amount>; "计划花费" "budget" "plan" "planned spend" "预算" "计划"; "Money planned", "计划花费"
    spent: Option<Amount>; "实际花费" "spend" "cost" "actual" "amount spent" "花费" "消耗" "实际消耗"; "Money spent", "实际花费"
    #[serde(deserialize_with = "crate::project::types::not_negative")]
    impressions: Option<Number>; "曝光" "impr" "impr." "views" "展现" "展示" "曝光量" "展现量" "展示量"; "How often it was shown", "展示次数"
    #[serde(deserialize_with = "crate::project::types::not_negative")]
    reach: Option<Number>; "触达" "people reached" "触达人数" "覆盖人数"; "How many people saw it", "看到的人数"
    #[serde(deserialize_with = "crate::project::types::not_negative")]
    clicks: Option<Number>; "点击" "link clicks" "visits" "点击量" "点击数"; "How often it was clicked", "点击次数"
    #[serde(deserialize_with = "crate::project::types::not_negative")]
    conversions: Option<Number>; "转化" "results" "leads" "orders" "sign-ups" "signups" "conv." "转化数" "转化量" "线索数" "订单数" "留资数"; "How many did what was wanted", "完成目标动作的次数"
    revenue: Option<Amount>; "收入" "conversion value" "sales" "gmv" "成交额" "成交金额" "销售额"; "Money that it brought", "带来的收入"
}

impl Campaign {
    /// Whether it is still ahead or running.
    pub fn is_open(&self) -> bool {
        !matches!(self.stage, Some(CampaignStage::Ended | CampaignStage::Cancelled))
    }
}
