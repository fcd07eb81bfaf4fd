//! Looking back: evaluations, lessons, reflections, improvements.

use super::words::{Rag, Verdict, WorkStatus};
use crate::calendar::Date;
use crate::project::kind::{AGoal, APhase, Applied, Origin};
use crate::project::types::{Mention, Owner, Party, Plain, Ref, Text};
use crate::{choices, part, record};

part! {
    /// One dimension of an evaluation.
    pub struct Score {
        score: Option<Plain>; "得分" "value" "评分"; "A number or a word", "分数或等级"
        comment: Option<Text>; "说明" "note" "评语"; "What it says", "说明"
    }
}

part! {
    /// What became of one goal.
    pub struct GoalVerdict {
        goal: Option<Ref<AGoal>>; "目标" "id"; "The goal", "目标"
        verdict: Option<Verdict>; "结论" "outcome" "评价" "结果"; "achieved, partial, missed or dropped", "已达成、部分达成、未达成或已取消"
        comment: Option<Text>; "说明" "note" "评语"; "What it says", "说明"
    }
}

choices! {
    /// Whether an evaluation is final.
    pub enum EvaluationStatus {
        Draft: "draft" "草稿" "in progress" "进行中" as Ahead;
        Final: "final" "已完成" "done" "定稿" "signed" as Good;
    }
}

record! {
    /// How the project did, as a whole.
    pub struct Evaluation in Evaluations named title dated date {
        date: Date, required; "日期" "on" "when" "时间" "评估日期"; "When it was made", "评估日期"
        title: Option<Text>; "标题" "name" "名称" "主题"; "Its title", "标题"
        schedule: Option<Score>; "进度" "time" "工期"; "Score and comment", "得分和说明"
        quality: Option<Score>; "质量"; "Score and comment", "得分和说明"
        cost: Option<Score>; "成本" "money" "费用"; "Score and comment", "得分和说明"
        effect: Option<Score>; "效果" "results" "成效"; "Score and comment", "得分和说明"
        goals: Vec<GoalVerdict>; "目标" "goal verdicts" "目标结论"; "A verdict for each goal: [{goal, verdict, comment}]", "各目标的结论：[{goal, verdict, comment}]"
        signed_off_by: Vec<Party>; "签核人" "approved" "signed off by" "签字人" "审定人"; "Who signed it off", "谁签核"
        summary: Option<Text>; "摘要" "conclusion" "总结"; "In a few sentences", "总体结论"
        status: Option<EvaluationStatus>; "状态" "state"; "draft or final", "草稿或已完成"
    }
    tracked { status: status; }
    past { date }
    shown {
        area Performance 1;
        columns date schedule quality cost effect;
        counter "次";
        label "Performance evaluation";
    }
}

choices! {
    /// Whether to do it again.
    pub enum LessonKind {
        Keep: "keep" "保持" "good" "做得好的" "继续";
        Change: "change" "改变" "improve" "待改进" "要改的";
    }
}

record! {
    /// Something learned.
    pub struct Lesson in Lessons named title dated date {
        title: Text, required; "标题" "name" "名称" "summary" "主题" "lessons learned"; "What was learned", "学到了什么"
        date: Option<Date>; "日期" "on" "when" "时间" "登记日期"; "When", "日期"
        category: Option<Plain>; "类别" "class" "area" "分类"; "process, communication, supplier …", "流程、沟通、供应商……"
        phase: Option<Ref<APhase>>; "阶段" "stage"; "The phase it comes from", "来自哪个阶段"
        happened: Option<Text>; "发生了什么" "what happened" "情况" "事件经过" "situation" "event" "description" "issue" "what went wrong" "what did not go well" "事件"; "What happened", "事件经过"
        cause: Option<Text>; "原因" "why" "reason" "root cause" "原因分析" "根本原因"; "Why", "原因"
        effect: Option<Text>; "后果" "consequence" "影响" "impact"; "What came of it", "后果"
        recommendation: Option<Text>; "建议" "do differently" "改进建议" "改进措施" "改进方案" "今后做法" "recommended action" "action" "解决方案"; "What to do next time", "今后怎样做"
        kind: Option<LessonKind>; "类型" "type" "种类"; "keep or change", "保持或改变"
        owner: Option<Owner>; "负责人" "responsible" "责任人"; "Who carries it on", "谁负责落实"
        applied_in: Vec<Mention<Applied>>; "应用于" "used in" "applied in" "落实到" "推广应用" "落地情况"; "Where it was applied", "用在了哪里"
    }
    tracked { owner: owner; }
    shown {
        area Performance 2;
        columns date category kind owner;
        order NewestFirst;
        page own;
        lead recommendation;
        counter "条";
        label "Lessons learned";
    }
}

record! {
    /// A thought about the way of working itself.
    pub struct Reflection in Reflections named title dated date {
        date: Date, required; "日期" "on" "when" "时间"; "When", "日期"
        title: Option<Text>; "标题" "name" "名称"; "Its title", "标题"
        topic: Option<Text>; "主题" "subject" "about"; "What it is about", "关于什么"
        learned: Vec<Text>; "收获" "insight" "insights" "学到什么"; "What was learned", "学到了什么"
        will_try: Vec<Text>; "下一步尝试" "experiment" "will try" "准备尝试" "改进想法"; "What will be tried", "准备尝试什么"
        author: Option<Party>; "填报人" "by" "owner" "编写人"; "Who wrote it", "谁写的"
    }
    past { date }
    shown {
        area Improvement 1;
        columns date topic author;
        order NewestFirst;
        counter "次";
        label "Reflections on method";
    }
}

record! {
    /// A change of the way of working.
    pub struct Improvement in Improvements named title dated due normalize super::normalize::actions {
        title: Text, required; "标题" "name" "名称" "subject" "主题" "改进项"; "What is to be better", "改进什么"
        from: Vec<Mention<Origin>>; "来源" "source" "origin"; "The lesson, reflection or other record it comes from", "来自哪条记录"
        cause: Option<Text>; "原因" "why" "reason"; "What is behind it", "原因"
        action: Option<Text>; "措施" "what" "改进内容" "改进措施"; "What is done", "做什么"
        owner: Option<Owner>; "负责人" "responsible" "assignee" "责任人"; "The one person who sees to it", "负责人，只写一人"
        due: Option<Date>; "截止日期" "deadline" "by" "due date" "截止" "期限" "完成时限" "计划完成"; "By when", "截止日期"
        measure: Option<Text>; "衡量方法" "metric" "measure of success" "验证指标" "效果标准"; "How it is seen that it worked", "怎样看出有效"
        status: Option<WorkStatus>; "状态" "state" "当前状态"; "How far it is", "状态"
        done_on: Option<Date>; "完成日期" "completed" "closed on" "done on" "实际完成日期"; "When it was done", "完成日期"
        verified_on: Option<Date>; "验证日期" "verified" "verified on" "效果确认日期"; "When it was looked at again", "验证日期"
        #[serde(deserialize_with = "crate::project::types::yes_no")]
        effective: Option<bool>; "是否有效" "worked" "有效性"; "Whether it worked", "是否有效"
    }
    tracked { owner: owner; due: due; open: Improvement::is_open; status: status; ended: done_on; }
    ordered { done_on <= verified_on; }
    past { done_on, verified_on }
    shown {
        area Improvement 2;
        columns owner due done_on effective status;
        counter "项";
    }
}

impl Improvement {
    /// Whether it is done.
    pub fn is_done(&self) -> bool {
        self.done_on.is_some() || self.status == Some(WorkStatus::Done)
    }

    /// Whether something is left to do.
    pub fn is_open(&self) -> bool {
        self.done_on.is_none() && self.status.is_none_or(WorkStatus::is_open)
    }
}

/// A score may be a colour of a review.
impl Score {
    /// The colour, if the score is one.
    pub fn colour(&self) -> Option<Rag> {
        self.score.as_ref().and_then(|score| <Rag as crate::project::types::ChoiceType>::of(score))
    }
}
