//! Lists of words that several registers use.

use crate::choices;

choices! {
    /// How far a piece of work is.
    pub enum WorkStatus {
        NotStarted: "not-started" "未开始" "to do" "todo" "open" "planned" "new" "待办" "待处理" "未启动" "计划中" "requested" "已申请" "backlog" "pending" "scheduled" "upcoming" "ready" "idea" "draft" "triage" "未开工" "待开始" "待启动" "尚未开始" "规划中" "⬜" "☐" as Ahead;
        InProgress: "in-progress" "进行中" "ongoing" "wip" "active" "started" "处理中" "跟进中" "未完成" "执行中" "ordered" "已下单" "采购中" "in production" "制作中" "in transit" "在途" "doing" "in review" "under review" "review" "testing" "qa" "on track" "at risk" "under investigation" "investigating" "designing" "writing" "reopened" "推进中" "实施中" "escalated" "monitoring" "partially complete" "partially completed" "on schedule" "开展中" "正在进行" "开发中" "测试中" "部分完成" "基本完成" "即将完成" "正常" "正常进行" "正常推进" "有风险" "预警" "🔄" "🚧" as Ahead;
        Late: "late" "延期" "delayed" "overdue" "逾期" "滞后" "behind" "slipped" "off track" "missed" "已延期" "延迟" "延误" "已逾期" "超期" as Warn;
        OnHold: "on-hold" "暂停" "paused" "挂起" "搁置" "hold" "deferred" "postponed" "已暂停" "暂缓" "⏸" "⏸️" as Warn;
        Blocked: "blocked" "受阻" "waiting" "等待" "卡住" "阻塞" "stuck" "waiting for customer" as Bad;
        Done: "done" "已完成" "complete" "completed" "closed" "finished" "完成" "办结" "关闭" "结束" "已关闭" "received" "已到货" "已签收" "入库" "已办结" "resolved" "fixed" "published" "launched" "live" "shipped" "achieved" "met" "verified" "sent" "posted" "accepted" "implemented" "delivered" "已上线" "提前完成" "按期完成" "按时完成" "超额完成" "success" "已结束" "已交付" "已验收" "√" "✓" "✔" "✅" "☑" as Good;
        Cancelled: "cancelled" "已取消" "canceled" "dropped" "取消" "作废" "终止" "won't do" "won't fix" "wont do" "duplicate" "withdrawn" "rejected" as Over;
    }

    /// How serious a ticket, an issue or a complaint is.
    pub enum Severity {
        Low: "low" "低" "p3" "minor" "轻微" "l" "p4" "lowest" "trivial" "提示" "建议" "s4" "sev 4" "sev4";
        Medium: "medium" "中" "p2" "normal" "moderate" "一般" "普通" "m" "med" "s3" "sev 3" "sev3";
        High: "high" "高" "p1" "major" "urgent" "紧急" "重要" "h" "s2" "sev 2" "sev2" "较高" "重大" "加急" "中高" "medium-high" "medium/high";
        Critical: "critical" "严重" "p0" "blocker" "致命" "特急" "阻断" "highest" "s1" "sev 1" "sev1" "emergency" "very high" "extreme" "极高" "很高" "最高" "特别严重" "重要且紧急";
    }

    /// Low, medium or high: power, confidence, threat.
    pub enum Grade {
        VeryLow: "very-low" "很低" "very low" "vl";
        Low: "low" "低" "l" "1" "2";
        Medium: "medium" "中" "m" "moderate" "中等" "3" "med" "一般";
        High: "high" "高" "h" "4" "5";
        VeryHigh: "very-high" "很高" "very high" "vh" "极高";
    }

    /// How something stands in a review.
    pub enum Rag {
        Green: "green" "正常" "on track" "g" "绿" "绿灯" "ok" as Good;
        Amber: "amber" "有风险" "at risk" "yellow" "a" "y" "黄" "黄灯" "预警" "关注" as Warn;
        Red: "red" "偏离" "off track" "r" "红" "红灯" "严重滞后" "异常" as Bad;
        NotApplicable: "not-applicable" "不适用" "n/a" "na" as Over;
    }

    /// What became of a goal.
    pub enum Verdict {
        Achieved: "achieved" "已达成" "met" "达成" "完成" as Good;
        Partial: "partial" "部分达成" "partly" "partially achieved" "基本达成" "partially met" as Warn;
        Missed: "missed" "未达成" "not achieved" "failed" as Bad;
        Dropped: "dropped" "已取消" "放弃" "cancelled" as Over;
    }

    /// Which side of the collaboration someone is on.
    pub enum Side {
        Project: "project" "项目" "项目方";
        Marketing: "marketing" "市场" "营销" "市场部" "市场方";
        Other: "other" "其他";
    }
}

impl WorkStatus {
    /// Whether nothing is left to do.
    pub const fn is_finished(self) -> bool {
        matches!(self, Self::Done | Self::Cancelled)
    }

    /// Whether the record itself says that work is left.
    pub const fn is_open(self) -> bool {
        !self.is_finished()
    }
}
