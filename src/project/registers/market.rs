//! What the market wants: research, competitors, feedback.

use super::words::{Grade, Severity};
use crate::calendar::Date;
use crate::project::kind::Follow;
use crate::project::types::{Number, Open, Owner, Plain, Ref, Sentiment, Text};
use crate::{choices, record};

choices! {
    /// What is looked into.
    pub enum ResearchKind {
        Trend: "trend" "趋势" "trends" "行业" "市场趋势";
        Customer: "customer" "客户" "customers" "user" "用户" "消费者";
        Competitor: "competitor" "竞争" "competition" "竞品";
        Price: "price" "价格" "pricing";
        Channel: "channel" "渠道";
    }

    /// How far an answer to a customer is.
    pub enum FeedbackStatus {
        New: "new" "新收到" "open" "未处理" as Ahead;
        InProgress: "in-progress" "处理中" "ongoing" "跟进中" as Ahead;
        Answered: "answered" "已回复" "replied" "已答复" as Good;
        Closed: "closed" "已关闭" "done" "关闭" "已解决" as Good;
        NotNeeded: "not-needed" "无需回复" "no reply needed" as Over;
    }
}

record! {
    /// A study of the market.
    pub struct Research in Research named title dated date {
        title: Text, required; "标题" "name" "名称" "subject" "主题"; "The study's title", "调研名称"
        date: Option<Date>; "日期" "on" "when" "时间" "调研日期"; "When it was finished", "完成日期"
        kind: Vec<Open<ResearchKind>>; "类型" "type" "种类"; "trend, customer, competitor, price, channel", "趋势、客户、竞争、价格、渠道"
        method: Option<Text>; "方法" "approach" "调研方法"; "How it was done", "怎样做的"
        sample: Option<Text>; "样本" "n" "sample size" "样本量"; "How many, and who", "样本量和对象"
        source: Option<Text>; "来源" "origin" "数据来源" "出处"; "Who did it, or where it stands", "谁做的，或出处"
        findings: Vec<Text>; "发现" "results" "结论" "主要发现"; "What was found", "主要发现"
        confidence: Option<Grade>; "可信度" "quality" "置信度" "可靠性"; "low, medium or high", "低、中或高"
        implications: Vec<Text>; "启示" "so what" "建议" "对项目的影响"; "What it means for the project", "对项目意味着什么"
        leads_to: Vec<Ref<Follow>>; "落实到" "leads to" "result in" "导向" "转化为" "形成的决策"; "The goals, tasks, decisions or changes it led to", "落实到哪些目标、任务、决策或调整"
        owner: Option<Owner>; "负责人" "responsible" "责任人"; "Who looks after it", "负责人"
        valid_until: Option<Date>; "有效期至" "valid until"; "Until when it holds", "有效期"
    }
    tracked { owner: owner; }
    ordered { date <= valid_until; }
    shown {
        area Market 1;
        columns date kind confidence;
        order NewestFirst;
        page own;
        counter "次";
        label "Market research";
    }
}

record! {
    /// Another offer in the market.
    pub struct Competitor in Competitors named name dated verified_on {
        name: Text, required; "名称" "title" "竞品名称" "品牌" "company" "product" "产品" "产品名称"; "The competitor's name", "竞品名称"
        positioning: Option<Text>; "定位" "市场定位" "value proposition" "核心定位"; "How it presents itself", "怎样定位"
        segment: Option<Text>; "细分市场" "audience" "客群" "目标客户" "用户群体"; "Whom it is for", "面向谁"
        price: Option<Text>; "价格" "pricing" "售价" "定价"; "What it costs", "价格"
        strengths: Vec<Text>; "优势" "pros" "长处" "核心优势" "优点"; "What it does well", "优势"
        weaknesses: Vec<Text>; "劣势" "cons" "短板" "不足"; "What it does not", "劣势"
        threat: Option<Grade>; "威胁程度" "level" "威胁"; "low, medium or high", "低、中或高"
        recent_moves: Vec<Text>; "近期动作" "news" "recent moves" "最新动态"; "What it did of late", "近期动作"
        sources: Vec<Plain>; "来源" "source" "出处" "数据来源" "website" "官网"; "Where that stands", "出处"
        verified_on: Option<Date>; "核实日期" "checked" "updated" "verified on" "验证日期" "更新日期"; "When it was last checked", "最近一次核实的日期"
        owner: Option<Owner>; "负责人" "responsible" "责任人"; "Who keeps it current", "谁负责更新"
    }
    tracked { owner: owner; }
    past { verified_on }
    shown {
        area Market 2;
        columns positioning price threat verified_on;
        names kept;
        counter "个";
    }
}

record! {
    /// Something customers said.
    pub struct Feedback in Feedback named quote dated date {
        date: Date, required; "日期" "on" "when" "时间" "登记日期" "反馈时间" "submitted" "received"; "When it came", "收到日期"
        source: Option<Text>; "来源" "origin" "channel" "渠道"; "Where it came from", "从哪里来"
        segment: Option<Text>; "细分市场" "audience" "客群" "客户类型"; "Who said it", "哪类客户"
        quote: Option<Text>; "原话" "verbatim" "text" "title" "反馈内容" "内容" "标题" "具体内容"; "What was said", "客户原话"
        theme: Vec<Plain>; "主题" "topic" "themes" "问题分类" "话题" "分类" "category" "反馈类型" "问题类型" "类型"; "What it is about", "关于什么"
        sentiment: Option<Sentiment>; "情感" "tone" "score" "情感倾向" "满意度" "评价" "satisfaction"; "-2 to 2, or positive, neutral, negative", "-2到2，或满意、中性、不满意"
        severity: Option<Severity>; "严重程度" "priority" "urgency" "优先级" "紧急程度" "等级"; "low, medium, high or critical", "低、中、高或严重"
        count: Option<Number> = "1"; "数量" "times" "次数" "条数"; "How many said so, 1 unless said", "几人这样说，默认1"
        status: Option<FeedbackStatus>; "状态" "state" "处理状态"; "new, in progress, answered, closed, not needed", "新收到、处理中、已回复、已关闭、无需回复"
        owner: Option<Owner>; "负责人" "responsible" "责任人" "跟进人" "处理人"; "Who answers", "由谁回复"
        replied_on: Option<Date>; "回复日期" "answered" "answered on" "replied on" "答复日期" "反馈日期" "response date"; "When it was answered", "回复日期"
        leads_to: Vec<Ref<Follow>>; "落实到" "leads to" "result in" "导向" "转化为"; "What it led to", "落实到什么"
    }
    tracked { owner: owner; open: Feedback::is_open; status: status; ended: replied_on; }
    ordered { date <= replied_on; }
    past { date, replied_on }
    shown {
        area Market 3;
        columns date theme sentiment status;
        order NewestFirst;
        names kept;
        counter "条";
        label "Customer feedback";
    }
}

impl Feedback {
    /// Whether nobody has answered yet, as far as is recorded.
    pub fn is_open(&self) -> bool {
        let is_settled = matches!(self.status, Some(FeedbackStatus::Answered | FeedbackStatus::Closed | FeedbackStatus::NotNeeded));
        self.replied_on.is_none() && !is_settled
    }
}
