//! `alongside.yaml`: what the project is, and how it wants to be read, judged and shown.

pub mod formats;
pub mod limits;
mod set;

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use self::formats::{DayOrder, DecimalMark, Formats};
use super::types::{Amount, Days, FieldType, Lag, Language, Number, Owner, Party, Plain, Seed, Text, Value};
use crate::calendar::{Date, Every, Weekday};
use crate::source::prepare::{self, Remarks, Unknown};
use crate::source::schema::Shape;
use crate::source::vocabulary::Vocabulary;
use crate::source::{Limits, Node, Problem, Span, typing, yaml};
use crate::text::Lang;
use crate::{choices, part};

pub use set::Setting;

choices! {
    /// Where the project stands. Stages are in order.
    pub enum Stage {
        Initiation: "initiation" "启动";
        Planning: "planning" "规划" "计划";
        Execution: "execution" "执行" "实施";
        Closing: "closing" "收尾" "结项";
        Closed: "closed" "已关闭" "已结项";
    }

    /// By whose rules a KPI moves by more than its usual scatter.
    pub enum SignalRules {
        Wheeler: "wheeler" "default" "默认";
        Nhs: "nhs" "making data count";
    }

    /// What becomes of linked files that a browser could run.
    pub enum OtherFiles {
        AsText: "as text" "text" "文本";
        LeaveOut: "leave out" "refuse" "none" "不发布";
    }

    /// How people are called on the site.
    pub enum PeopleShown {
        Names: "names" "姓名" "full names" "全名";
        Initials: "initials" "缩写" "首字母";
    }

    /// Whether the history of the folder is read.
    pub enum History {
        Git: "git" "yes" "是";
        Off: "off" "no" "none" "否" "关闭";
    }

    /// From which severity on `check` fails.
    pub enum FailOn {
        Error: "error" "错误";
        Warning: "warning" "警告";
        Info: "info" "提示";
        Never: "never" "从不";
    }
}

/// Settings by a name that the reader does not know in advance: rules and their options, what is skipped.
impl<T> FieldType for BTreeMap<String, T> {
    const SHAPE: Shape = Shape::Free;

    fn value(&self) -> Value<'_> {
        Value::Empty
    }
}

part! {
    /// What the project is.
    pub struct ProjectInfo {
        name: Option<Text>; "名称" "title" "项目名称"; "The project's name", "项目名称"
        code: Option<Plain>; "项目代号" "代号" "编号"; "A short code", "项目代号"
        summary: Option<Text>; "简介" "description" "摘要"; "In a few sentences", "简介"
        stage: Option<Stage>; "阶段" "项目所处阶段" "phase"; "initiation, planning, execution, closing or closed", "启动、规划、执行、收尾或已关闭"
        start: Option<Date>; "开始" "开始日期" "from"; "First day", "开始日期"
        end: Option<Date>; "结束" "结束日期" "to"; "Last day", "结束日期"
        project_manager: Option<Owner>; "项目经理" "pm" "manager"; "The project manager", "项目经理"
        marketing_lead: Option<Owner>; "市场负责人" "营销负责人" "marketing"; "Who leads marketing", "市场负责人"
        sponsor: Option<Owner>; "发起人" "项目发起人" "赞助人"; "Who pays for it", "发起人"
        currency: Option<Plain>; "币种" "货币"; "Currency code, as CNY", "币种代码，如 CNY"
    }
}

part! {
    /// A trade fair and the like, shown on plan and charts.
    pub struct CalendarEvent {
        name: Option<Text>; "名称" "title"; "What it is", "名称"
        from: Option<Date>; "开始" "start" "date"; "First day", "开始日期"
        to: Option<Date>; "结束" "end"; "Last day", "结束日期"
    }
}

part! {
    /// Which days are worked.
    pub struct CalendarInfo {
        workdays: Vec<Weekday> = "mon, tue, wed, thu, fri"; "工作日" "weekdays"; "Weekdays that are worked", "每周工作日"
        holidays: Vec<Days>; "节假日" "节日"; "Days or ranges that are not", "节假日"
        make_up: Vec<Days>; "调休上班日" "调休" "make_up_workdays"; "Weekend days that are", "调休上班日"
        quiet: Vec<CalendarEvent>; "静默期" "quiet_periods" "freezes" "freeze" "冻结期" "封版期"; "Days on which nothing is published and no campaign runs", "不发布内容、不投放的日子"
        events: Vec<CalendarEvent>; "活动" "大事"; "Trade fairs and the like", "展会等活动"
    }
}

part! {
    /// What the report says of itself.
    pub struct ReportInfo {
        as_of: Option<Date>; "统计日期" "截至日期" "报告日期" "date"; "Pins the report date", "固定统计日期"
        repository: Option<Plain>; "仓库"; "Address of the repository, for links to sources", "代码仓库地址"
        branch: Option<Plain>; "分支"; "Its branch", "分支"
        every: Option<Every> = "1 week"; "周期" "频率" "cadence"; "How often a report is made: the overview is compared with the state of one period ago, a week unless said", "多久出一次报告；总览与一个周期前的状态比较，默认一周"
        base_url: Option<Plain>; "网址"; "Where the site is published", "网站发布地址"
    }
}

part! {
    /// How the site looks.
    pub struct SiteInfo {
        name: Option<Text>; "名称" "title"; "The site's name", "网站名称"
        logo: Option<Plain>; "标志"; "An image of the folder", "标志图片"
        #[serde(deserialize_with = "crate::project::types::yes_no")]
        listed: Option<bool> = "no"; "可被搜索" "search_engines"; "yes lets search engines list the site; no unless said", "填“是”则允许搜索引擎收录网站，默认否"
        people: Option<PeopleShown> = "names"; "人员" "names"; "names (unless said) or initials: what stands for people everywhere in the report", "姓名（默认）或缩写：报告中如何称呼人员"
        other_files: Option<OtherFiles> = "as text"; "其他附件" "attachments"; "Linked files that a browser could run, such as HTML: as text (unless said) or leave out", "浏览器可能运行的附件（如HTML）：文本（默认）或不发布"
        colours: BTreeMap<String, serde_yaml::Value>; "颜色" "colors"; "TOKEN: colour, or {light, dark}", "颜色名：颜色，或 {light, dark}"
    }
}

part! {
    /// What may be spent on risks that happen.
    pub struct Reserve {
        cost: Option<Amount>; "成本" "费用" "money"; "Money", "金额"
        delay: Option<Lag>; "工期" "time"; "Working days", "工作日"
    }
}

part! {
    /// How risks are scaled and judged.
    pub struct RiskInfo {
        scale: Option<Number> = "5"; "量表" "steps"; "Steps of probability and impact, 5 unless said", "概率和影响的等级数，默认5"
        levels: BTreeMap<String, serde_yaml::Value>; "等级"; "First score of medium, high, critical", "中、高、严重的起始得分"
        appetite: Option<Number>; "风险偏好"; "The highest score that needs no acceptance", "无需专门接受的最高得分"
        reserve: Option<Reserve>; "应急储备"; "Money and working days", "应急储备"
        authority: Vec<Party>; "接受权限" "授权人"; "Who may accept risks besides sponsor and project manager", "除发起人和项目经理外谁可接受风险"
        seed: Option<Seed> = "1"; "种子"; "Of the simulation, 1 unless said", "模拟种子，默认1"
        reviewed: Option<Date>; "上次评审"; "When the whole register was last looked at", "整个登记册上次评审日期"
    }
}

part! {
    /// How days and numbers are written where a file leaves it open.
    pub struct FormatInfo {
        days: Option<DayOrder>; "日期" "dates"; "day-first or month-first: what 03/04/2026 means", "day-first（日在前）或 month-first（月在前）：03/04/2026 指哪一天"
        numbers: Option<DecimalMark>; "数字"; "1,234.5 or 1.234,5: what 18.000 means", "1,234.5 或 1.234,5：18.000 指多少"
    }
}

part! {
    /// How much the reader takes in.
    pub struct LimitInfo {
        file_size: Option<Number> = "20971520"; "文件大小"; "Bytes of one file", "单个文件字节数"
        files: Option<Number> = "200000"; "文件数"; "Files and folders", "文件和文件夹数"
        yaml_depth: Option<Number> = "64"; "嵌套层数"; "Lists and maps within each other", "YAML 嵌套层数"
        yaml_aliases: Option<Number> = "100000"; "别名数"; "Values that aliases repeat", "YAML 别名展开数"
        records: Option<Number> = "120000"; "记录数"; "Records of all registers", "所有登记册的记录总数"
        columns: Option<Number> = "1000"; "列数"; "Columns of a table, or fields of a record", "表格的列数，或一条记录的字段数"
        value_size: Option<Number> = "1048576"; "内容大小"; "Bytes of one value", "单个内容的字节数"
        cells: Option<Number> = "5000000"; "单元格数"; "Cells of a workbook", "工作簿的单元格数"
        links: Option<Number> = "200000"; "链接数"; "Links and images of a document", "单个文档的链接和图片数"
        findings: Option<Number> = "120000"; "发现项数"; "Findings of one rule", "单条规则的发现项数"
        marks: Option<Number> = "500000"; "标记数"; "Marks of Markdown in a document, such as * and [", "单个文档中 Markdown 标记（如 * 和 [）的个数"
    }
}

part! {
    /// How the links of campaigns are named.
    pub struct UtmInfo {
        sources: Vec<Plain>; "来源" "source" "utm_source"; "The values that `utm_source` may have", "`utm_source` 允许的值"
        mediums: Vec<Plain>; "媒介" "medium" "utm_medium"; "The values that `utm_medium` may have", "`utm_medium` 允许的值"
        pattern: Option<Plain>; "命名规则" "campaign" "utm_campaign"; "How `utm_campaign` is written: {year}-{name}", "`utm_campaign` 的写法，如 {year}-{name}"
    }
}

part! {
    /// A finding that someone with the authority has accepted for a time.
    pub struct Waiver {
        rule: Option<Plain>; "规则"; "The rule", "规则"
        record: Vec<Plain>; "记录" "records" "id"; "The record; left out where the rule is about the whole project", "记录；针对整个项目时不写"
        reason: Option<Text>; "原因" "because" "理由"; "Why", "原因"
        approved_by: Vec<Party>; "批准人" "by"; "Who approved it", "批准人"
        until: Option<Date>; "截止" "截止日期" "expires"; "Its last day", "截止日期"
    }
}

part! {
    /// What the checklist asks for here.
    pub struct ChecklistInfo {
        fail_on: Option<FailOn> = "error"; "失败级别"; "error, warning, info or never", "错误、警告、提示或从不"
        rules: BTreeMap<String, serde_yaml::Value>; "规则"; "RULE: off, a severity, or {severity, OPTION}", "规则：off、级别，或 {severity, 选项}"
        waivers: Vec<Waiver>; "豁免"; "Accepted findings", "豁免"
        baseline: Option<Plain>; "存量清单"; "File of findings that are known, as --write-baseline makes it", "存量清单文件，由 --write-baseline 生成"
        skip: BTreeMap<String, String>; "跳过" "不适用"; "AREA, ITEM, RULE or REGISTER: reason", "领域、条目、规则或登记册：原因"
    }
}

part! {
    /// Everything that `alongside.yaml` may say.
    pub struct Settings {
        project: ProjectInfo; "项目"; "What the project is", "项目信息"
        languages: Vec<Language>; "语言" "language"; "en, zh-CN; the first one is the default", "en、zh-CN，第一个为默认语言"
        calendar: CalendarInfo; "日历"; "Working days", "工作日历"
        report: ReportInfo; "报告"; "The report itself", "报告设置"
        history: Option<History> = "git"; "历史"; "git (unless said) tells what changed since the last report; off does not", "git（默认）说明自上次报告以来的变化；off 则不说明"
        site: SiteInfo; "网站"; "How the site looks", "网站设置"
        risk: RiskInfo; "风险"; "How risks are scaled", "风险设置"
        signals: Option<SignalRules> = "wheeler"; "异常信号"; "Rules of the process charts: wheeler (unless said) or nhs", "过程控制图的判定规则：wheeler（默认）或 nhs"
        files: BTreeMap<String, String>; "文件"; "PATH or pattern: a register, document or ignore", "路径或通配符：登记册、document（文档）或 ignore（忽略）"
        columns: BTreeMap<String, serde_yaml::Value>; "列"; "REGISTER: {HEAD: field}", "登记册：{列名: 字段}"
        audiences: Vec<Plain>; "读者群" "readers"; "Names that `visibility` and `build --audience` may use besides public and internal: sponsor, partners", "除公开、内部外，“可见范围”和 `build --audience` 可用的名称，如发起人、合作伙伴"
        formats: FormatInfo; "格式"; "How days and numbers are written", "日期和数字的写法"
        utm: UtmInfo; "推广链接" "campaign links" "links"; "How the links of campaigns are named", "推广链接的命名"
        limits: LimitInfo; "限制"; "How much is read", "读取限制"
        checklist: ChecklistInfo; "检查清单"; "What is asked for", "检查清单设置"
    }
}

/// The least score of each level above low.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Levels {
    /// Medium from here.
    pub medium: u32,
    /// High from here.
    pub high: u32,
    /// Critical from here.
    pub critical: u32,
}

impl ProjectInfo {
    /// The currency's code; nothing if none is set.
    pub fn currency_code(&self) -> &str {
        self.currency.as_ref().map_or("", |code| code)
    }

    /// An amount that is in the project's currency; `None` if another one stood beside it.
    pub fn own(&self, amount: &Amount) -> Option<Decimal> {
        let is_own = |code: &str| self.currency.as_ref().is_none_or(|own| own.eq_ignore_ascii_case(code));
        amount.currency.is_none_or(is_own).then_some(amount.value)
    }
}

impl Settings {
    /// How the project's files write days and numbers, and when they are from.
    pub fn written(&self) -> Formats {
        let project = self.project.start.zip(self.project.end);
        Formats { project, days: self.formats.days, numbers: self.formats.numbers }
    }
}

impl RiskInfo {
    /// Steps of probability and impact: 2 to 10, 5 unless said.
    pub fn steps(&self) -> u8 {
        self.scale.and_then(Number::whole).and_then(|n| u8::try_from(n).ok()).filter(|n| (2..=10).contains(n)).unwrap_or(5)
    }

    /// Upper bounds of the bands of a chance, 0 to 1, but for the last one.
    pub fn bounds(&self) -> Vec<Decimal> {
        match self.steps() {
            5 => [1, 3, 5, 7].map(|tenths| Decimal::new(tenths, 1)).to_vec(),
            steps => (1..steps).map(|k| Decimal::from(k) / Decimal::from(steps)).collect(),
        }
    }

    /// What the simulation starts from, 1 unless said.
    pub fn seed(&self) -> u64 {
        self.seed.map_or(1, |seed| seed.0)
    }

    /// The least score of each level. On 5 × 5: 1–3 low, 4–6 medium, 8–12 high, 15–25 critical (NPSA, *A risk matrix for risk
    /// managers*, 2008); on other scales at 12, 24 and 48 per cent of the highest score.
    pub fn first_scores(&self) -> Levels {
        let steps = u32::from(self.steps());
        let standard = if steps == 5 {
            Levels { medium: 4, high: 8, critical: 15 }
        } else {
            let above = |percent: u32| percent * steps * steps / 100 + 1;
            Levels { medium: above(12), high: above(24), critical: above(48) }
        };
        let set = |name: &str, standard: u32| {
            self.levels.get(name).and_then(serde_yaml::Value::as_u64).and_then(|n| u32::try_from(n).ok()).unwrap_or(standard)
        };
        Levels { medium: set("medium", standard.medium), high: set("high", standard.high), critical: set("critical", standard.critical) }
    }

    /// The highest score that needs no acceptance, if one is set.
    pub fn highest_accepted(&self) -> Option<u32> {
        self.appetite.and_then(Number::whole)
    }
}

impl LimitInfo {
    /// The reader's limits.
    pub fn limits(&self) -> Limits {
        let standard = Limits::default();
        let set = |number: Option<Number>, standard: usize| {
            number.and_then(Number::whole).and_then(|n| usize::try_from(n).ok()).unwrap_or(standard)
        };
        Limits {
            file_bytes: self.file_size.and_then(Number::whole).map_or(standard.file_bytes, u64::from),
            files: set(self.files, standard.files),
            yaml_depth: set(self.yaml_depth, standard.yaml_depth),
            yaml_aliases: set(self.yaml_aliases, standard.yaml_aliases),
            records: set(self.records, standard.records),
            columns: set(self.columns, standard.columns),
            value_bytes: set(self.value_size, standard.value_bytes),
            cells: set(self.cells, standard.cells),
            links: set(self.links, standard.links),
            findings: set(self.findings, standard.findings),
            marks: set(self.marks, standard.marks),
        }
    }
}

/// What `alongside.yaml` says, and what is wrong with it.
#[derive(Debug, Clone, Default)]
pub struct ReadSettings {
    /// The settings that could be read.
    pub settings: Settings,
    /// What could not.
    pub problems: Vec<Problem>,
    /// Keys that no setting has.
    pub unknown: Vec<Unknown>,
}

impl Settings {
    /// By whose rules signals are found.
    pub fn signals(&self) -> SignalRules {
        self.signals.unwrap_or(SignalRules::Wheeler)
    }

    /// Reads the text of `alongside.yaml`.
    pub fn read(text: &str, limits: &Limits) -> ReadSettings {
        let tree = yaml::read(text, limits);
        let mut problems = tree.problems;
        let mut remarks = Remarks::default();
        let Some(root) = tree.root else { return ReadSettings { settings: Self::default(), problems, unknown: Vec::new() } };
        let node = prepare::part(root, &Vocabulary::new(&[Self::FIELDS], &[], &[]), &mut remarks);
        let (settings, wrong) = typing::read::<Self>(&node);
        problems.append(&mut remarks.problems);
        problems.extend(wrong.into_iter().map(super::enter::problem));
        ReadSettings { settings: settings.unwrap_or_default(), problems, unknown: remarks.unknown }
    }

    /// The languages of the report, the first one being the default: all of them unless said.
    pub fn languages(&self) -> Vec<Lang> {
        let mut languages: Vec<Lang> = self.languages.iter().map(|language| language.0).collect();
        languages.dedup();
        if languages.is_empty() { Lang::ALL.to_vec() } else { languages }
    }

    /// The place of a setting, by the keys that lead to it; list items by their number.
    pub fn place(text: &str, limits: &Limits, path: &[&str]) -> Span {
        Self::tree(text, limits).and_then(|node| node.find(path).map(|node| node.span)).unwrap_or_default()
    }

    /// The place of the last of the keys that lead to a setting.
    pub fn place_of_key(text: &str, limits: &Limits, path: &[&str]) -> Span {
        let key = |(name, outer): (&&str, &[&str])| {
            let node = Self::tree(text, limits)?;
            let key = node.find(outer)?.entries().iter().map(|(key, _)| key).find(|key| key.name == **name)?;
            Some(key.span)
        };
        path.split_last().and_then(key).unwrap_or_default()
    }

    fn tree<'a>(text: &'a str, limits: &Limits) -> Option<Node<'a>> {
        let root = yaml::read(text, limits).root?;
        Some(prepare::part(root, &Vocabulary::new(&[Self::FIELDS], &[], &[]), &mut Remarks::default()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Vec<(String, String)> {
        let read = Settings::read(text, &Limits::default());
        read.problems.into_iter().map(|problem| (problem.span.of(text).to_owned(), problem.message.en.into_owned())).collect()
    }

    #[test]
    fn values_that_say_nothing_are_told() {
        for (text, place) in [
            ("languages: [en, fr]\n", "fr"),
            ("languages: [english]\n", "english"),
            ("calendar: {holidays: [2026-02-15..2026-02-10]}\n", "2026-02-15..2026-02-10"),
            ("calendar: {workdays: [mon, tuex]}\n", "tuex"),
        ] {
            let said = said(text);
            assert_eq!(said.iter().map(|(at, _)| at.as_str()).collect::<Vec<_>>(), [place], "{said:?}");
        }
        assert_eq!(said("languages: [en-GB, zh]\ncalendar: {holidays: [2026-02-15]}\n"), []);
    }
}
