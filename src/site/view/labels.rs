//! The words that stand on every page.

crate::labels! {
    /// The words of the frame around each page, and of the parts that pages are made of.
    pub struct FrameLabels {
        skip: "Skip to content", "跳到正文";
        areas: "Areas", "领域";
        checklist: "Checklist", "检查清单";
        built_from: "Built from commit", "生成自提交";
        previous_report: "Previous report", "上次报告";
        calendar: "Calendar (ICS)", "日历（ICS）";
        feed: "What changed (Atom)", "报告变化（Atom）";
        twin: "This page in Markdown", "本页Markdown版";
        data: "Data (JSON)", "数据（JSON）";
        about: "How health is worked out", "状态判定方法";
        show_data: "Data as a table", "查看数据表";
        csv: "Download CSV", "下载CSV";
        copy: "Copy link", "复制链接";
        copied: "Link copied", "已复制";
        details: "Details", "详情";
        sort_by: "Sort by", "排序";
        filter: "Filter", "筛选";
        search: "Search in this table", "在表中搜索";
        find: "Search", "搜索";
        all: "All", "全部";
        show_all: "Show all", "显示全部";
        count: "{n} of {all} shown", "显示{n}项，共{all}项";
        untranslated: "Only in Chinese", "仅有英文";
        nothing: "Nothing recorded yet", "尚无记录";
    }
}
