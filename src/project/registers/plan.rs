//! The plan: phases, milestones, tasks.

use super::words::WorkStatus;
use crate::calendar::Date;
use crate::project::kind::{AGoal, AMilestone, APhase, ATask};
use crate::project::types::{Amount, Lag, Open, Owner, Percent, Plain, Ref, Text};
use crate::{choices, part, record};

choices! {
    /// What a phase is for.
    pub enum PhaseKind {
        Execution: "execution" "执行" "实施";
        Delivery: "delivery" "交付";
        Administration: "administration" "管理" "admin" "closing" "收尾" "hand-over" "移交";
    }

    /// How the start or end of one task binds that of another.
    pub enum DependencyKind {
        Fs: "fs" "完成-开始" "finish-start" "finish-to-start";
        Ss: "ss" "开始-开始" "start-start" "start-to-start";
        Ff: "ff" "完成-完成" "finish-finish" "finish-to-finish";
        Sf: "sf" "开始-完成" "start-finish" "start-to-finish";
    }
}

record! {
    /// A stretch of the project.
    pub struct Phase in Phases named name dated start {
        name: Text, required; "名称" "title" "标题" "阶段名称"; "The phase's name", "阶段名称"
        start: Option<Date>; "开始" "from" "开始日期" "计划开始" "开始时间"; "First day", "开始日期"
        end: Option<Date>; "结束" "finish" "to" "结束日期" "完成日期" "计划完成"; "Last day", "结束日期"
        goals: Vec<Ref<AGoal>>; "目标" "goal"; "The goals it serves", "服务的目标"
        exit_criteria: Vec<Text>; "阶段出口标准" "gate" "exit criteria" "准出条件" "完成标志"; "When it is over", "怎样算结束"
        kind: Option<Open<PhaseKind>>; "类型" "type"; "`administration` for closing and hand-over", "收尾、移交阶段填“管理”"
        owner: Option<Owner>; "负责人" "responsible" "责任人"; "Who leads it", "负责人"
    }
    tracked { owner: owner; }
    ordered { start <= end; }
    shown {
        area Plan 2;
        columns start end goals;
        order ByDay;
        counter "个";
    }
}

part! {
    /// A forecast as it once was.
    pub struct Forecast {
        forecast: Option<Date>; "预计日期" "date"; "What was forecast", "当时的预计日期"
        on: Option<Date>; "日期" "as of" "when"; "When", "在哪天预计"
    }
}

record! {
    /// A day that matters.
    pub struct Milestone in Milestones named name dated forecast normalize super::normalize::milestones {
        name: Text, required; "名称" "title" "标题" "里程碑名称" "节点名称" "event" "里程碑事件" "关键节点" "事件"; "The milestone's name", "里程碑名称"
        phase: Option<Ref<APhase>>; "阶段" "stage" "所属阶段"; "The phase it belongs to", "所属阶段"
        owner: Option<Owner>; "负责人" "responsible" "lead" "责任人" "牵头人"; "The one person who answers for it", "负责人，只写一人"
        baseline: Option<Date>; "基线日期" "plan" "planned" "original" "计划日期" "原定日期" "计划完成" "原计划日期" "原计划" "原计划完成" "原定计划"; "The day once agreed", "原定日期"
        forecast: Option<Date>; "预计日期" "expected" "date" "due" "预测日期" "最新计划" "日期" "deadline" "current date" "时间节点"; "The day expected now", "目前预计日期"
        actual: Option<Date>; "实际日期" "done" "done on" "completed" "达成日期" "实际完成" "完成日期"; "The day it was reached", "实际达成日期"
        goals: Vec<Ref<AGoal>>; "目标" "goal"; "The goals it serves", "服务的目标"
        deliverable: Vec<Text>; "交付物" "output" "deliverables" "可交付成果" "输出物" "成果"; "What is there then", "交付什么"
        acceptance: Option<Text>; "验收标准" "acceptance criteria" "done when" "接收标准" "完成标准" "success criteria"; "When it counts as reached", "怎样算达成"
        status: Option<WorkStatus>; "状态" "state" "完成情况" "完成状态"; "How far it is", "状态"
        history: Vec<Forecast>; "历次预计" "forecasts"; "Earlier forecasts: [{on, forecast}]", "以前的预计：[{on, forecast}]"
        description: Option<Text>; "描述" "说明"; "More about it", "说明"
    }
    tracked { owner: owner; open: Milestone::is_open; status: status; ended: actual; }
    past { actual }
    shown {
        area Plan 1;
        columns owner baseline forecast by_tasks actual slip status;
        order ByDay;
        counter "个";
    }
}

part! {
    /// A dependency on another task.
    pub struct Dependency {
        task: Option<Ref<ATask>>; "任务" "predecessor" "前置任务" "id"; "The other task", "前置任务"
        kind: Option<DependencyKind> = "fs"; "关系" "type" "类型"; "FS, SS, FF or SF", "FS、SS、FF 或 SF"
        lag: Option<Lag> = "0"; "滞后量" "delay" "间隔"; "Working days between them", "间隔的工作日"
    }
}

record! {
    /// A piece of work.
    pub struct Task in Tasks named name dated start normalize super::normalize::tasks {
        name: Text, required; "名称" "title" "标题" "任务名称" "what" "事项" "工作内容" "task" "summary" "item" "activity" "action" "work item" "work package" "任务名" "工作任务" "工作项" "工作包" "活动" "活动名称" "user story" "story" "用户故事" "subtask" "子任务" "子任务名称" "子任务描述"; "What is to be done", "任务名称"
        phase: Option<Ref<APhase>>; "阶段" "stage" "所属阶段" "section" "section/column"; "The phase it belongs to", "所属阶段"
        owner: Option<Owner>; "负责人" "responsible" "assignee" "lead" "责任人" "承办人" "牵头人" "主责人"; "The one person who answers for it", "负责人，只写一人"
        start: Option<Date>; "开始" "from" "start date" "开始日期" "计划开始" "begin"; "First day", "开始日期"
        end: Option<Date>; "结束" "finish" "to" "due" "end date" "deadline" "结束日期" "完成日期" "计划完成" "截止日期"; "Last day", "结束日期"
        duration: Option<Lag>; "工期" "days" "天数" "周期" "持续时间"; "Working days, if there is no end", "没有结束日期时填工作日数"
        baseline_start: Option<Date>; "基线开始" "original start" "baseline start" "原计划开始" "原计划开始日期"; "The first day once agreed", "原定开始日期"
        baseline_end: Option<Date>; "基线结束" "original end" "baseline end" "原计划完成" "原计划完成日期" "原计划结束"; "The last day once agreed", "原定结束日期"
        actual_start: Option<Date>; "实际开始" "started" "actual start"; "The day it began", "实际开始日期"
        actual_end: Option<Date>; "实际结束" "finished" "done on" "actual end" "actual finish" "实际完成" "实际完成日期"; "The day it ended", "实际完成日期"
        percent: Option<Percent>; "完成百分比" "progress" "done" "% complete" "percent complete" "complete" "完成度" "进度" "完成率" "completion" "完成进度"; "Per cent complete", "完成百分比"
        remaining: Option<Lag>; "剩余工期" "left" "remaining days"; "Working days left", "剩余工作日"
        after: Vec<Dependency>; "前置任务" "predecessors" "depends on" "依赖" "前置" "紧前任务" "前导任务" "dependencies" "dependency" "blocked by" "紧前活动" "依赖项" "依赖任务"; "What must come first: [{task, kind, lag}]", "前置任务：[{task, kind, lag}]"
        effort: Option<Plain>; "工作量" "work" "工时" "人天" "estimated effort" "estimate" "预估工时" "计划工时"; "Work, as 5d or 40h", "工作量，如 5d、40h"
        planned_cost: Option<Amount>; "计划成本" "planned cost" "budget" "预算"; "Money planned", "计划成本"
        actual_cost: Option<Amount>; "实际成本" "actual cost" "cost" "实际费用"; "Money spent", "实际成本"
        deliverable: Vec<Text>; "交付物" "output" "deliverables" "可交付成果" "输出物" "成果" "输出"; "What is there then", "交付什么"
        milestone: Option<Ref<AMilestone>>; "里程碑"; "The milestone it leads to", "对应的里程碑"
        goals: Vec<Ref<AGoal>>; "目标" "goal"; "The goals it serves", "服务的目标"
        status: Option<WorkStatus>; "状态" "state" "当前状态" "完成情况" "完成状态"; "How far it is", "状态"
        parent: Option<Ref<ATask>>; "上级任务" "group" "父任务"; "The task it is part of", "所属的上级任务"
        description: Option<Text>; "描述" "details" "说明" "任务描述" "任务内容" "内容"; "More about it", "详细说明"
    }
    tracked { owner: owner; open: Task::is_open; status: status; ended: actual_end; }
    ordered { start <= end; baseline_start <= baseline_end; actual_start <= actual_end; }
    past { actual_start, actual_end }
    shown {
        area Plan 3;
        columns owner start end percent slip status;
        order ByDay;
        counter "个";
    }
}

impl Milestone {
    /// The day it is expected now, else the day once agreed.
    pub fn due(&self) -> Option<Date> {
        self.forecast.or(self.baseline)
    }

    /// Whether something is left to reach.
    pub fn is_open(&self) -> bool {
        !self.is_finished()
    }

    /// Whether it is reached, or no longer wanted.
    pub fn is_finished(&self) -> bool {
        self.actual.is_some() || self.status.is_some_and(WorkStatus::is_finished)
    }
}

impl Task {
    /// Whether something is left to do.
    pub fn is_open(&self) -> bool {
        !self.is_finished()
    }

    /// Whether it is done, or no longer wanted.
    pub fn is_finished(&self) -> bool {
        self.actual_end.is_some() || self.is_complete() || self.status.is_some_and(WorkStatus::is_finished)
    }

    /// Whether all of it is done by its per cent.
    pub fn is_complete(&self) -> bool {
        self.percent.is_some_and(|percent| percent.0 >= 100.0)
    }
}
