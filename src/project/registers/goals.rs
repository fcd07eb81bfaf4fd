//! Goals, KPIs and their measurements.

use super::words::Verdict;
use crate::calendar::{Date, Every};
use crate::project::kind::{AGoal, AKpi};
use crate::project::types::{Number, Owner, Party, Quantity, Ref, Text};
use crate::{choices, part, record};

choices! {
    /// Whose goal it is.
    pub enum GoalKind {
        Project: "project" "项目";
        Marketing: "marketing" "市场" "营销";
        Business: "business" "业务" "经营";
    }

    /// How far a goal is.
    pub enum GoalStatus {
        Open: "open" "进行中" "active" "in progress" "planned" "not started" "未开始" "打开" "on track" "at risk" "off track" "draft" "green" "yellow" "red" as Ahead;
        Done: "done" "已完成" "closed" "complete" "completed" "完成" "已关闭" "achieved" "达成" as Good;
        Dropped: "dropped" "已取消" "cancelled" "取消" "放弃" as Over;
    }

    /// Which way is better.
    pub enum Direction {
        Increase: "increase" "越高越好" "higher is better" "higher" "up" "正向" "提升" "增加" "maximize" "maximise" "↑" "positive";
        Decrease: "decrease" "越低越好" "lower is better" "lower" "down" "逆向" "负向" "降低" "minimize" "minimise" "↓";
        Range: "range" "区间" "within" "范围内" "保持" "maintain";
    }

    /// Whether a KPI tells early or afterwards.
    pub enum Nature {
        Leading: "leading" "先行" "driver" "lead" "领先" "过程";
        Lagging: "lagging" "滞后" "result" "lag" "结果";
    }

    /// What several values on one day mean.
    pub enum Aggregate {
        Last: "last" "最后" "末值";
        Mean: "mean" "平均" "average" "均值";
        Sum: "sum" "合计" "total" "求和";
    }

    /// What a threshold's per cent is of.
    pub enum ThresholdOf {
        Way: "way" "全程" "whole";
        Expected: "expected" "预期值" "plan";
    }
}

record! {
    /// What the project or marketing wants to reach.
    pub struct Goal in Goals named title dated due {
        title: Text, required; "标题" "name" "名称" "subject" "summary" "主题" "目标名称"; "The goal in a few words", "用几个字写明目标"
        statement: Option<Text>; "目标描述" "description" "描述" "说明" "内容"; "The goal in full", "完整表述"
        kind: Option<GoalKind>; "类型" "type" "种类"; "project, marketing or business", "项目、市场或业务"
        owner: Option<Owner>; "负责人" "responsible" "lead" "assignee" "dri" "责任人" "负责" "牵头人" "主责人" "第一责任人"; "The one person who answers for it", "负责人，只写一人"
        due: Option<Date>; "截止日期" "deadline" "by" "due date" "target date" "date" "截止" "截止时间" "期限" "完成时限"; "The day by which it is to be reached", "应达成的日期"
        success_criteria: Vec<Text>; "成功标准" "success criteria" "acceptance" "definition of done" "衡量标准" "达成标准" "验收标准" "success metric" "success metrics"; "How it is seen that it is reached", "怎样算达成"
        kpis: Vec<Ref<AKpi>>; "指标" "kpi" "metrics"; "The KPIs that measure it", "衡量它的指标"
        primary: Option<Ref<AKpi>>; "主要指标" "primary kpi" "main kpi" "north star" "核心指标"; "The KPI that decides whether it is reached, where its own words do not name one", "由哪个指标判定是否达成；目标文字没有写明时填写"
        supports: Vec<Ref<AGoal>>; "支撑" "contributes to" "parent" "支撑目标" "上级目标" "服务于"; "The goals that it serves", "它所支撑的目标"
        agreed_by: Vec<Party>; "确认人" "signed" "confirmed" "agreed" "confirmed by" "共识人" "双方确认" "会签"; "Who agreed to it, of both sides", "双方由谁确认"
        agreed_on: Option<Date>; "确认日期" "agreed on" "signed on"; "When it was agreed", "确认日期"
        status: Option<GoalStatus>; "状态" "state" "当前状态"; "open, done or dropped", "进行中、已完成或已取消"
        outcome: Option<Verdict>; "结果" "verdict" "achieved" "达成情况" "完成结果" "结论"; "achieved, partial, missed or dropped", "已达成、部分达成、未达成或已取消"
    }
    tracked { owner: owner; open: Goal::is_open; status: status; ended: outcome; }
    shown {
        area Goals 1;
        columns kind owner due status verdict;
        page own;
        lead statement;
        told outcome kpis;
        counter "个";
    }
}

part! {
    /// A value on a day.
    pub struct DatedValue {
        value: Option<Number>; "值" "数值" "amount"; "The value", "数值"
        date: Option<Date>; "日期" "on" "when" "时间" "day"; "Its day", "日期"
    }
}

part! {
    /// What is to be reached by a day; a band for a range.
    pub struct KpiTarget {
        value: Option<Number>; "值" "数值" "target" "目标值"; "The value to reach", "目标值"
        by: Option<Date>; "日期" "date" "due" "目标日期" "截止日期"; "The day by which", "达成日期"
        low: Option<Number>; "下限" "min" "from"; "The band's lower end", "区间下限"
        high: Option<Number>; "上限" "max" "to" "at most"; "The band's upper end", "区间上限"
    }
}

part! {
    /// How far on the wrong side of the path a value may be.
    pub struct Thresholds {
        at_risk: Option<Quantity> = "0%"; "有风险" "amber" "warning" "黄线" "预警值"; "Up to here on track: 0% unless said", "在此以内为正常，默认0%"
        off_track: Option<Quantity> = "20%"; "偏离" "red" "critical" "红线"; "Beyond here off track: 20% unless said", "超过即为偏离，默认20%"
        of: Option<ThresholdOf> = "way"; "占比基数" "relative to"; "`way` (the default) or `expected`", "全程（默认）或预期值"
    }
}

part! {
    /// One value of a KPI, written within it.
    pub struct InlineMeasurement {
        value: Option<Number>; "数值" "actual" "result" "实际值" "实绩" "完成值" "值"; "The value", "数值"
        date: Option<Date>; "日期" "on" "when" "时间" "day" "week" "month" "统计日期"; "Its day", "日期"
        #[serde(deserialize_with = "crate::project::types::yes_no")]
        provisional: Option<bool>; "暂估" "暂定" "preliminary" "初步" "未审定" "预估数"; "yes, if it may still change", "可能还会变动则填“是”"
        note: Option<Text>; "备注" "notes" "comment" "说明"; "A remark", "备注"
    }
}

record! {
    /// A measure of a goal.
    pub struct Kpi in Kpis named name normalize super::normalize::kpis {
        name: Text, required; "名称" "title" "标题" "subject" "指标名称" "measure" "关键指标"; "The KPI's name", "指标名称"
        question: Option<Text>; "回答的问题" "purpose" "why" "衡量什么" "用途"; "The question that it answers", "回答什么问题"
        formula: Option<Text>; "计算公式" "definition" "calculation" "公式" "口径" "计算方法" "指标定义" "统计口径" "定义" "计算方式" "计算口径"; "How it is reckoned", "怎样计算"
        unit: Option<Text>; "单位" "uom" "计量单位"; "What it counts: leads, %, ¥", "计量单位，如：条、%、元"
        direction: Option<Direction>; "方向" "polarity" "better" "指标方向" "好坏方向"; "increase, decrease or range", "越高越好、越低越好或区间"
        nature: Option<Nature>; "性质" "leading/lagging"; "leading or lagging", "先行或滞后"
        goal: Vec<Ref<AGoal>>; "目标" "goals" "objective"; "The goal that it measures", "衡量哪个目标"
        owner: Option<Owner>; "负责人" "responsible" "lead" "assignee" "dri" "责任人" "负责" "牵头人"; "Who answers for its values", "谁对数值负责"
        source: Option<Text>; "来源" "origin" "数据来源" "出处" "取数来源"; "Where the values come from", "数据从哪里来"
        cadence: Option<Every>; "频率" "frequency" "period" "every" "统计周期" "更新频率" "周期" "频次" "reporting frequency" "measurement frequency" "统计频率" "考核频率"; "How often it is measured: week, month …", "多久统计一次：每周、每月……"
        baseline: Option<DatedValue>; "基线" "start value" "基线值" "基准值" "初始值" "现状值" "起点"; "Where it began: value and date", "起点：数值和日期"
        targets: Vec<KpiTarget>; "目标值" "target" "plan value" "计划值" "达标值" "指标值" "年度目标"; "What is to be reached by when: [{by, value}]", "什么日期达到多少：[{by, value}]"
        thresholds: Option<Thresholds>; "阈值" "tolerance" "limits" "容差" "红黄线"; "How far off the path a value may be", "偏离计划多少算异常"
        counter_metric: Option<Text>; "制衡指标" "guardrail" "反向指标" "护栏指标"; "What must not suffer for it", "不能因此变差的指标"
        precision: Option<Number>; "小数位" "decimals" "精度"; "Decimals to show, 0 to 4", "显示的小数位数，0到4"
        #[serde(deserialize_with = "crate::project::types::yes_no")]
        accumulates: Option<bool>; "累计" "cumulative" "running total"; "yes, if it is a running total", "累计值填“是”"
        aggregate: Option<Aggregate>; "同日取值" "several values"; "last, mean or sum of one day's values", "同一天多个值怎样取：最后、平均或合计"
        no_target_because: Option<Text>; "不设目标的原因" "无目标原因"; "Why it has no target", "为什么不设目标"
        measurements: Vec<InlineMeasurement>; "测量" "values" "data" "actuals" "current" "current value" "actual" "actual value" "result" "latest" "now" "实测值" "实际值" "完成值" "现状" "数据"; "Its values: [{date, value}]", "实测值：[{date, value}]"
        description: Option<Text>; "描述" "details" "说明"; "More about it", "详细说明"
    }
    joined {
        "baseline.value": "baseline value" "基线值" "基准值";
        "baseline.date": "baseline date" "基线日期" "基准日期";
        "targets.by": "target date" "target by" "by" "due" "due date" "deadline" "due" "due date" "deadline" "目标日期" "达标日期" "截止日期";
        "targets.low": "target low" "目标下限";
        "targets.high": "target high" "目标上限";
        "thresholds.at_risk": "at risk" "预警值" "黄线";
        "thresholds.off_track": "off track" "红线";
    }
    tracked { owner: owner; }
    past { measurements.date }
    shown {
        area Goals 2;
        columns goal owner cadence status;
        page own;
        told baseline targets unit;
        counter "项";
        label "KPIs";
    }
}

record! {
    /// One value of a KPI, in a register of its own.
    pub struct Measurement in Measurements dated date known by [kpi date] {
        kpi: Ref<AKpi>, required; "指标" "metric" "indicator" "kpi id" "指标编号" "measure" "name"; "The KPI; left out where the file is named after it", "指标；文件名就是指标编号时可不写"
        date: Date, required; "日期" "on" "when" "day" "week" "month" "时间" "统计日期" "week ending"; "The day it was measured", "测量日期"
        value: Number, required; "数值" "actual" "result" "amount" "实际值" "实绩" "完成值" "值" "结果" "actual value" "count" "total" "number"; "The value", "数值"
        #[serde(deserialize_with = "crate::project::types::yes_no")]
        provisional: Option<bool>; "暂估" "暂定" "preliminary" "初步" "未审定" "预估数"; "yes, if it may still change", "可能还会变动则填“是”"
        note: Option<Text>; "说明" "comment"; "A remark", "说明"
    }
    past { date }
    shown {
        area none;
        columns date value;
        counter "条";
    }
}

impl Goal {
    /// Whether it is still to be reached.
    pub fn is_open(&self) -> bool {
        self.outcome.is_none() && self.status.is_none_or(|status| status == GoalStatus::Open)
    }

    /// Whether it was given up.
    pub fn is_dropped(&self) -> bool {
        self.status == Some(GoalStatus::Dropped) || self.outcome == Some(Verdict::Dropped)
    }
}

impl KpiTarget {
    /// Whether it says how much is to be reached.
    pub fn has_value(&self) -> bool {
        self.value.is_some() || self.low.is_some() || self.high.is_some()
    }
}

impl Kpi {
    /// The decimals that its owner asks for.
    pub fn decimals(&self) -> Option<u32> {
        self.precision.and_then(Number::whole).map(|n| n.min(4))
    }
}
