//! Every register: its key, its names as a file or a folder, and the type of its records. Adding one is a line here.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use super::area::Area;
use super::draft::Draft;
use super::enter::{Outcome, enter};
use super::record::{AnyEntry, Entry, Record};
use super::registers::{
    campaigns, content, coordination, experiments, goals, improvement, market, meetings, people, plan, readiness, resources, risks,
    strategy, support,
};
use super::shown::Shown;
use super::tracked::Tracked;
use super::types::targets;
use crate::source::SourceMap;
use crate::source::fold::fold_header;
use crate::source::schema::{Shape, folded_names};
use crate::source::vocabulary::Vocabulary;
use crate::text::{Message, Wording};

macro_rules! registers {
    ($( $Kind:ident $field:ident: $Record:path, $key:literal $zh:literal [$($also:literal)*] words [$($word:literal)*]; )+) => {
        /// A register, which is a kind of record.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind { $( #[doc = concat!("`", $key, "`, ", $zh)] $Kind, )+ }

        impl Kind {
            /// Every register, in the order of the areas.
            pub const ALL: &'static [Self] = &[$( Self::$Kind ),+];

            /// The key: `shared-resources`.
            pub const fn key(self) -> &'static str {
                match self { $( Self::$Kind => $key, )+ }
            }

            /// The Chinese name.
            pub const fn zh(self) -> &'static str {
                match self { $( Self::$Kind => $zh, )+ }
            }

            /// Other names of a file that holds it.
            pub const fn also(self) -> &'static [&'static str] {
                match self { $( Self::$Kind => &[$($also),*], )+ }
            }

            /// Words for one record of it, which may stand before a field's name.
            pub const fn words(self) -> &'static [&'static str] {
                match self { $( Self::$Kind => &[$($word),*], )+ }
            }

            /// The field that holds what a record is called.
            pub const fn named(self) -> Option<&'static str> {
                match self { $( Self::$Kind => <$Record>::NAMED, )+ }
            }

            /// The fields that tell a record without an id from the others of its register.
            pub const fn known(self) -> &'static [&'static str] {
                match self { $( Self::$Kind => <$Record>::KNOWN, )+ }
            }

            /// The field that holds the day a record stands for or begins with.
            pub const fn dated(self) -> Option<&'static str> {
                match self { $( Self::$Kind => <$Record>::DATED, )+ }
            }

            /// Which fields say who answers for a record, and how far it is.
            pub const fn tracked(self) -> &'static Tracked {
                match self { $( Self::$Kind => &<$Record>::TRACKED, )+ }
            }

            /// How it is shown.
            pub const fn shown(self) -> &'static Shown {
                match self { $( Self::$Kind => &<$Record>::SHOWN, )+ }
            }

            /// Its own fields.
            pub const fn fields(self) -> &'static [crate::source::schema::Field] {
                match self { $( Self::$Kind => <$Record>::FIELDS, )+ }
            }

            /// The names of its fields.
            pub fn vocabulary(self) -> &'static Vocabulary {
                match self { $( Self::$Kind => <$Record>::vocabulary(), )+ }
            }
        }

        /// All records, by register.
        #[derive(Debug, Clone, Default)]
        pub struct Registers { $( #[doc = concat!("`", $key, "`, ", $zh)] pub $field: Vec<Entry<$Record>>, )+ }

        impl Registers {
            /// Types the record of a place in its file and enters it in its register.
            pub(super) fn enter(&mut self, draft: &mut Draft<'_>, nth: usize, source_map: Arc<SourceMap>) -> Outcome {
                match draft.kind { $( Kind::$Kind => enter(&mut self.$field, draft, nth, source_map), )+ }
            }

            /// Takes the records of a file behind those that are there.
            pub(super) fn append(&mut self, other: Arc<Self>, file: usize) {
                match Arc::try_unwrap(other) {
                    Ok(mut other) => { $( append(&mut self.$field, &mut other.$field, file); )+ }
                    Err(shared) => {
                        $( if !shared.$field.is_empty() { append(&mut self.$field, &mut shared.$field.clone(), file) } )+
                    }
                }
            }

            /// Takes over the ids of a register whose records are the same; whether they are.
            pub(super) fn take_ids(&mut self, kind: Kind, other: &Self) -> bool {
                match kind { $( Kind::$Kind => take_ids(&mut self.$field, &other.$field), )+ }
            }

            /// Makes room for so many more records of a register.
            pub(super) fn reserve(&mut self, kind: Kind, more: usize) {
                match kind { $( Kind::$Kind => self.$field.reserve_exact(more), )+ }
            }

            /// The settling of what depends on the other columns or rows of a file, before records are typed.
            pub(super) fn normalize(kind: Kind, records: &mut [crate::source::Node<'_>]) {
                match kind { $( Kind::$Kind => <$Record>::normalize(records), )+ }
            }

            /// The records of a register, whatever their type.
            pub fn of(&self, kind: Kind) -> Vec<&dyn AnyEntry> {
                match kind { $( Kind::$Kind => self.$field.iter().map(|entry| entry as &dyn AnyEntry).collect(), )+ }
            }

            /// One record, whatever its type.
            pub fn get(&self, kind: Kind, index: usize) -> Option<&dyn AnyEntry> {
                match kind { $( Kind::$Kind => self.$field.get(index).map(|entry| entry as &dyn AnyEntry), )+ }
            }

            /// How many records there are.
            pub fn count(&self) -> usize {
                Kind::ALL.iter().map(|kind| self.len(*kind)).sum()
            }

            /// How many records a register has.
            pub fn len(&self, kind: Kind) -> usize {
                match kind { $( Kind::$Kind => self.$field.len(), )+ }
            }

            /// The records at some places, in their order.
            pub(super) fn only(&self, is_kept: impl Fn(Kind, usize) -> bool) -> Self {
                Self { $( $field: only(&self.$field, |index| is_kept(Kind::$Kind, index)), )+ }
            }

            pub(super) fn get_mut(&mut self, kind: Kind, index: usize) -> Option<&mut dyn AnyEntry> {
                match kind { $( Kind::$Kind => self.$field.get_mut(index).map(|entry| entry as &mut dyn AnyEntry), )+ }
            }
        }
    };
}

impl Kind {
    /// The words for how far a record is, folded.
    pub(super) fn states(self) -> &'static BTreeSet<String> {
        static NONE: BTreeSet<String> = BTreeSet::new();
        static STATES: LazyLock<BTreeMap<Kind, BTreeSet<String>>> = LazyLock::new(|| of_all(Kind::made_states));
        STATES.get(&self).unwrap_or(&NONE)
    }

    fn made_states(self) -> BTreeSet<String> {
        let choices = self.tracked().states.iter().filter_map(|name| match self.vocabulary().field(name)?.shape {
            Shape::Choice(choices, _) => Some(choices),
            _ => None,
        });
        choices.flat_map(|choices| folded_names(choices).into_keys()).collect()
    }

    /// The words for one record of it, folded as heads are.
    pub(super) fn folded_words(self) -> &'static [String] {
        static WORDS: LazyLock<BTreeMap<Kind, Vec<String>>> =
            LazyLock::new(|| of_all(|kind| kind.words().iter().map(|word| fold_header(word)).collect()));
        WORDS.get(&self).map_or(&[], Vec::as_slice)
    }
}

fn of_all<T>(make: impl Fn(Kind) -> T) -> BTreeMap<Kind, T> {
    Kind::ALL.iter().map(|kind| (*kind, make(*kind))).collect()
}

/// Takes the records of a file behind those that are there.
fn append<T>(register: &mut Vec<Entry<T>>, records: &mut Vec<Entry<T>>, file: usize) {
    for entry in records.iter_mut() {
        entry.origin.file = file;
    }
    // The first file's records stay where they are.
    if register.is_empty() { std::mem::swap(register, records) } else { register.append(records) }
}

fn take_ids<T>(register: &mut [Entry<T>], other: &[Entry<T>]) -> bool {
    let is_same = register.len() == other.len() && register.iter().zip(other).all(|(entry, other)| entry.is_same(other));
    if is_same {
        register.iter_mut().zip(other).for_each(|(entry, other)| entry.id.clone_from(&other.id));
    }
    is_same
}

fn only<T: Clone>(register: &[Entry<T>], is_kept: impl Fn(usize) -> bool) -> Vec<Entry<T>> {
    register.iter().enumerate().filter(|(index, _)| is_kept(*index)).map(|(_, entry)| entry.clone()).collect()
}

registers! {
    People people: people::Person, "people" "人员" ["team" "team-members" "members" "项目组成员" "roster" "项目成员" "团队成员" "团队名单" "人员名单" "通讯录"] words ["person" "member" "人员" "成员"];
    Departments departments: people::Department, "departments" "部门" ["teams" "units" "functions" "小组" "参与部门" "组织"] words ["department" "部门"];
    Stakeholders stakeholders: people::Stakeholder, "stakeholders" "相关方" ["stakeholder-register" "干系人" "利益相关者" "相关方登记册" "干系人清单"] words ["stakeholder" "相关方" "干系人"];
    Goals goals: goals::Goal, "goals" "目标" ["objectives" "okr" "项目目标" "营销目标" "总体目标"] words ["goal" "objective" "目标"];
    Kpis kpis: goals::Kpi, "kpis" "指标" ["metrics" "indicators" "kpi" "关键绩效指标" "关键指标" "指标库" "指标定义"] words ["kpi" "metric" "indicator" "指标"];
    Measurements measurements: goals::Measurement, "measurements" "测量" ["data" "actuals" "values" "实测值" "指标数据" "数据" "测量值"] words ["measurement" "测量"];
    Cadences cadences: meetings::Cadence, "cadences" "会议机制" ["meeting-plan" "comms-plan" "communication-plan" "沟通计划" "沟通管理计划" "沟通机制" "rhythm" "例会安排" "会议安排" "会议计划" "例会机制" "汇报机制"] words ["meeting" "cadence" "会议"];
    Meetings meetings: meetings::Meeting, "meetings" "会议" ["minutes" "meeting-notes" "meeting-minutes" "例会" "周例会" "启动会" "会议纪要" "会议记录" "纪要" "周会"] words ["meeting" "会议"];
    Actions actions: meetings::Action, "actions" "待办" ["action-items" "行动计划" "跟进表" "跟进" "action-log" "todo" "follow-ups" "待办事项" "行动项" "跟进事项" "任务跟踪"] words ["action" "待办" "行动项"];
    Channels channels: meetings::Channel, "channels" "协作工具" ["tools" "communication-channels" "沟通渠道" "沟通工具" "平台"] words ["channel" "tool" "工具" "渠道"];
    Research research: market::Research, "research" "市场调研" ["studies" "市场分析" "insights" "调研" "市场研究" "用户研究" "调研报告"] words ["research" "study" "调研"];
    Competitors competitors: market::Competitor, "competitors" "竞品" ["competition" "竞争对手" "竞品分析" "竞品档案"] words ["competitor" "竞品"];
    Feedback feedback: market::Feedback, "feedback" "客户反馈" ["voc" "反馈" "客户投诉" "投诉" "complaints" "reviews-of-customers" "用户反馈" "客户声音" "客诉" "意见"] words ["feedback" "反馈"];
    Experiments experiments: experiments::Experiment, "experiments" "实验" ["ab-tests" "a-b-tests" "split-tests" "AB测试" "AB实验" "对照实验" "实验记录"] words ["experiment" "实验" "test" "测试"];
    Support support: support::Resource, "support" "技术资源" ["enablement" "技术支持" "环境与工具" "资源需求"] words ["resource" "资源"];
    Tickets tickets: support::Ticket, "tickets" "技术问题" ["requests" "bugs" "incidents" "工单" "故障" "问题单" "技术需求"] words ["ticket" "bug" "incident" "工单" "问题"];
    Phases phases: plan::Phase, "phases" "阶段" ["stages" "项目阶段"] words ["phase" "阶段"];
    Milestones milestones: plan::Milestone, "milestones" "里程碑" ["key-dates" "时间节点" "timeline" "里程碑计划" "关键节点" "重要节点" "节点"] words ["milestone" "里程碑" "节点"];
    Tasks tasks: plan::Task, "tasks" "任务" ["plan" "schedule" "wbs" "gantt" "进度" "进度表" "工作计划" "实施计划" "项目计划" "project-plan" "时间表" "甘特" "进度计划" "任务清单" "工作分解" "排期" "甘特图"] words ["task" "任务" "subtask" "子任务"];
    Allocations allocations: resources::Allocation, "allocations" "人力分配" ["assignments" "资源计划" "人力计划" "staffing" "人力投入" "资源分配" "人员安排" "投入计划"] words ["allocation" "分配"];
    Budget budget: resources::BudgetLine, "budget" "预算" ["costs" "spend" "成本" "费用" "预算表" "费用预算" "市场费用" "预算执行"] words ["budget" "预算" "费用"];
    Materials materials: resources::Material, "materials" "物料" ["assets" "collateral" "procurement" "物资" "物料清单" "采购" "宣传物料"] words ["material" "物料"];
    Campaigns campaigns: campaigns::Campaign, "campaigns" "营销活动" ["campaign-calendar" "市场活动" "推广活动" "活动排期"] words ["campaign" "营销活动"];
    CampaignResults campaign_results: campaigns::CampaignFigures, "campaign-results" "投放数据" ["campaign-performance" "campaign-figures" "ad-performance" "ad-results" "media-report" "投放报表" "投放效果" "推广数据" "活动数据"] words [];
    Content content: content::Content, "content-calendar" "内容排期" ["content" "content-schedule" "editorial-calendar" "posting-schedule" "social-media-calendar" "social-calendar" "内容" "内容日历" "发布排期"] words ["content"];
    Reviews reviews: strategy::Review, "reviews" "进展评估" ["status-reports" "weekly-status" "reports" "进展" "进度报告" "项目进展" "周总结" "季度报告" "评估" "评审" "项目评审" "阶段报告" "阶段汇报" "阶段总结" "phase-reports" "progress-reports" "周报" "月报" "状态报告"] words ["review" "评估" "评审"];
    Changes changes: strategy::Change, "changes" "策略调整" ["change-log" "change-requests" "变更" "变更记录" "变更申请" "变更登记册"] words ["change" "变更" "调整"];
    Decisions decisions: strategy::Decision, "decisions" "决策" ["decision-log" "adr" "决议" "决定" "决策记录"] words ["decision" "决策"];
    Responsibilities responsibilities: coordination::Responsibility, "responsibilities" "责任分配" ["raci" "raci-matrix" "ram" "职责" "责任矩阵" "责任分配矩阵" "分工" "职责分工"] words [];
    Handoffs handoffs: coordination::Handoff, "handoffs" "交接" ["handovers" "hand-offs" "interfaces" "交接清单" "部门接口" "移交"] words ["handoff" "交接"];
    SharedResources shared_resources: coordination::SharedResource, "shared-resources" "共享资源" ["pools" "公共资源" "资源池"] words ["resource" "资源"];
    Readiness readiness: readiness::Readiness, "readiness" "上线就绪" ["launch-readiness" "readiness-checklist" "launch-checklist" "go-live-checklist" "go-no-go" "就绪检查" "上市就绪" "上线清单" "上线检查清单"] words ["readiness" "就绪"];
    Risks risks: risks::Risk, "risks" "风险" ["risk-register" "risk-log" "风险登记册" "风险清单" "风险台账" "风险登记表"] words ["risk" "风险"];
    Issues issues: risks::Issue, "issues" "问题" ["issue-log" "problems" "问题清单" "问题登记册" "问题台账"] words ["issue" "问题"];
    Evaluations evaluations: improvement::Evaluation, "evaluations" "绩效评估" ["closing-report" "结项报告" "总结" "assessment" "绩效评价" "项目总结" "结项评估" "项目后评价"] words ["evaluation" "评估"];
    Lessons lessons: improvement::Lesson, "lessons" "经验教训" ["lessons-learned" "retro" "retros" "retrospectives" "复盘" "经验总结" "教训"] words ["lesson" "经验" "教训"];
    Reflections reflections: improvement::Reflection, "reflections" "方法反思" ["method-review" "管理反思" "反思" "方法复盘"] words ["reflection" "反思"];
    Improvements improvements: improvement::Improvement, "improvements" "改进措施" ["improvement-log" "capa" "改进" "改进项" "持续改进" "流程优化"] words ["improvement" "改进"];
}

targets! {
    /// One of the people.
    APerson: People;
    /// A department.
    ADepartment: Departments;
    /// A person or a department.
    AnyParty: People, Departments;
    /// A goal.
    AGoal: Goals;
    /// A KPI.
    AKpi: Kpis;
    /// A phase.
    APhase: Phases;
    /// A task.
    ATask: Tasks;
    /// A milestone.
    AMilestone: Milestones;
    /// A task or a phase.
    Work: Tasks, Phases;
    /// A task or a milestone: what is due on a day.
    Dated: Tasks, Milestones;
    /// A risk.
    ARisk: Risks;
    /// An issue.
    AnIssue: Issues;
    /// A series of meetings.
    ACadence: Cadences;
    /// What something can have an effect on.
    Affected: Goals, Kpis, Tasks, Milestones, Phases, Campaigns;
    /// What something can lead to.
    Follow: Decisions, Changes, Goals, Kpis, Tasks, Milestones, Actions, Risks, Issues, Lessons, Improvements, Research;
    /// What something can come from.
    Origin: Meetings, Reviews, Feedback, Research, Competitors, Risks, Issues, Kpis, Changes, Decisions, Lessons, Reflections, Evaluations, Improvements, Tickets;
    /// Where a lesson can be applied.
    Applied: Improvements, Changes, Decisions, Tasks, Lessons;
    /// A campaign.
    ACampaign: Campaigns;
    /// What must be there before a campaign or a publication.
    Needed: Milestones, Tasks, Handoffs, Materials, Support, Responsibilities;
    /// Any work that needs something.
    Needing: Tasks, Milestones, Phases, Departments, People;
}

impl Kind {
    /// The label: "Shared resources", 「共享资源」.
    pub fn label(self) -> Message {
        let en = self.shown().label.map_or_else(|| crate::source::schema::sentence_case(self.key()).into(), Wording::Fixed);
        Message { en, zh: self.zh().into() }
    }

    /// What one of its records is called: "Task", 「任务」.
    pub fn one(self) -> Message {
        let Some(word) = self.words().first() else { return self.label() };
        Message { en: crate::source::schema::sentence_case(word).into(), zh: self.zh().into() }
    }

    /// The area that shows it; `None` for people and measurements, which have pages of their own.
    pub fn area(self) -> Option<Area> {
        self.shown().area.map(|(area, _)| area)
    }

    /// The words for one record or for all.
    pub fn nouns(self) -> Vec<&'static str> {
        [self.key(), self.zh()].into_iter().chain(self.words().iter().copied()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_declared_of_fields_names_fields() {
        for kind in Kind::ALL {
            let is_field = |name: &str| kind.fields().iter().any(|field| field.name == name);
            let tracked = kind.tracked();
            let ordered = tracked.ordered.iter().flat_map(|(first, second)| [*first, *second]);
            let states = tracked.states.iter().filter_map(|name| name.split('.').next());
            let names = kind.shown().lead.into_iter().chain(kind.shown().told.iter().copied()).chain(ordered).chain(states);
            names.for_each(|name| assert!(is_field(name), "{kind:?} {name}"));
        }
    }

    #[test]
    fn every_register_has_a_place_of_its_own_in_its_area() {
        for area in Area::ALL {
            let mut places: Vec<u8> =
                Kind::ALL.iter().filter_map(|kind| kind.shown().area).filter(|(of, _)| *of == area).map(|(_, nth)| nth).collect();
            places.sort_unstable();
            assert!(!places.is_empty() && places.iter().copied().eq(1..=u8::try_from(places.len()).unwrap()), "{area:?} {places:?}");
        }
    }
}
