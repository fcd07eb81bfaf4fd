//! What is published: the content calendar.

use crate::calendar::Date;
use crate::project::kind::{ACampaign, Needed};
use crate::project::types::{Mention, Open, Owner, Party, Plain, Ref, Text};
use crate::{choices, record};

choices! {
    /// What a piece of content is.
    pub enum ContentKind {
        Article: "article" "文章" "blog" "blog post" "post" "推文" "图文" "软文" "稿件";
        Video: "video" "视频" "film" "clip" "reel" "short" "短视频";
        Social: "social" "社媒内容" "social post" "social media" "tweet" "story" "笔记" "种草" "种草笔记" "朋友圈";
        Email: "email" "邮件" "newsletter" "mail" "edm" "电子邮件";
        Advertisement: "advertisement" "广告" "ad" "banner" "paid" "信息流";
        Page: "page" "页面" "landing page" "web page" "落地页" "详情页";
        Press: "press" "新闻稿" "press release" "pr" "通稿";
        Live: "live" "直播" "livestream" "webinar" "event" "带货直播";
        Download: "download" "资料" "white paper" "whitepaper" "ebook" "case study" "白皮书" "案例";
    }

    /// How far a piece of content is.
    pub enum ContentStatus {
        Idea: "idea" "选题" "ideation" "planned" "planning" "backlog" "to do" "not started" "计划中" "待写" "未开始" "待开始" as Ahead;
        Draft: "draft" "撰稿中" "writing" "designing" "in progress" "drafting" "撰写中" "写作中" "制作中" "进行中" "初稿" "草稿" as Ahead;
        Review: "review" "待审核" "in review" "needs review" "under review" "reviewing" "审核中" "送审" "待审" as Ahead;
        Approved: "approved" "已审核" "ready" "signed off" "ready to publish" "审核通过" "待发布" "已定稿" "定稿" as Ahead;
        Scheduled: "scheduled" "已排期" "queued" "定时发布" "已预约" as Ahead;
        Published: "published" "已发布" "live" "posted" "sent" "done" "completed" "已上线" "已推送" "已完成" as Good;
        Cancelled: "cancelled" "已取消" "canceled" "dropped" "rejected" "取消" as Over;
    }
}

record! {
    /// A piece of content, from its idea to its publication.
    pub struct Content in Content named title dated planned {
        title: Text, required; "标题" "name" "topic" "headline" "asset" "item" "content title" "post" "hook" "名称" "选题" "主题" "内容标题" "稿件标题" "文章标题"; "The title", "标题"
        kind: Option<Open<ContentKind>>; "类型" "type" "format" "content type" "asset type" "形式" "内容类型" "内容形式" "体裁"; "article, video, social, email, page …", "文章、视频、社媒内容、邮件、页面……"
        channel: Vec<Plain>; "渠道" "channels" "platform" "network" "平台" "发布渠道" "发布平台" "账号"; "Where it appears", "在哪里发布"
        campaign: Option<Mention<ACampaign>>; "营销活动" "campaign name" "活动" "所属活动"; "The campaign it belongs to", "属于哪个活动"
        audience: Option<Text>; "受众" "target audience" "persona" "目标受众" "目标人群" "人群"; "Whom it is for", "面向谁"
        author: Option<Owner>; "作者" "owner" "writer" "copywriter" "creator" "assignee" "responsible" "负责人" "撰稿人" "撰写人" "文案" "责任人"; "The one person who makes it", "谁来写，只写一人"
        reviewer: Option<Party>; "审核人" "editor" "reviewed by" "审稿人" "编辑"; "Who reads it first", "谁审稿"
        approver: Option<Party>; "批准人" "approved by" "sign-off" "终审" "审批人" "终审人"; "Who approves it", "谁批准发布"
        raised: Option<Date>; "提出日期" "idea date" "created" "created on" "创建日期" "选题日期"; "When it was an idea", "什么时候有的选题"
        due: Option<Date>; "交稿日期" "deadline" "due date" "draft due" "required by" "截止日期" "截稿日期" "交稿时间"; "By when it is to be ready", "什么时候定稿"
        planned: Option<Date>; "计划发布日期" "publish date" "planned date" "date" "post date" "go-live" "launch date" "publication date" "日期" "发布日期" "计划发布" "发布时间"; "The day it is planned to appear", "计划发布的日期"
        scheduled: Option<Date>; "排定日期" "scheduled for" "scheduled date" "定时日期" "排定时间"; "The day it is set to appear", "已排定的发布日期"
        published_on: Option<Date>; "实际发布日期" "published" "published on" "actual date" "date published" "实际发布" "已发布日期"; "The day it appeared", "实际发布的日期"
        status: Option<ContentStatus>; "状态" "state" "stage" "progress" "进度" "当前状态"; "idea, draft, review, approved, scheduled, published", "选题、撰稿中、待审核、已审核、已排期、已发布"
        url: Option<Plain>; "网址" "link" "permalink" "链接" "发布链接"; "Where it stands", "发布后的网址"
        call_to_action: Option<Text>; "行动号召" "cta" "引导动作" "转化引导"; "What a reader is to do", "希望读者做什么"
        language: Vec<Plain>; "内容语言" "languages" "语种" "语言版本"; "The languages of the piece", "内容的语言"
        needs: Vec<Ref<Needed>>; "依赖" "depends on" "dependencies" "requires" "前置条件" "所需"; "Milestones, tasks, hand-offs, materials that must be there first", "发布前必须到位的里程碑、任务、交接、物料"
    }
    tracked { owner: author; due: due; open: Content::says_open; status: status; ended: published_on; }
    ordered { raised <= published_on; }
    past { raised, published_on }
    shown {
        area Plan 9;
        columns channel planned author status;
        order ByDay;
        counter "篇";
        label "Content";
    }
}

impl Content {
    /// Whether it is still to appear.
    pub fn is_open(&self) -> bool {
        self.published_on.is_none() && !matches!(self.status, Some(ContentStatus::Published | ContentStatus::Cancelled))
    }

    /// Whether its own state says so; one that says nothing of its state owes nothing.
    pub fn says_open(&self) -> bool {
        self.status.is_some() && self.is_open()
    }

    /// Whether it has been approved, or needs no approval any more.
    pub fn is_approved(&self) -> bool {
        let is_passed = matches!(self.status, Some(ContentStatus::Approved | ContentStatus::Scheduled | ContentStatus::Published));
        is_passed || self.published_on.is_some()
    }

    /// The day on which it appeared or is to appear.
    pub fn day(&self) -> Option<Date> {
        self.published_on.or(self.scheduled).or(self.planned)
    }
}
