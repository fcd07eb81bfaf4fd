//! What a column means by all its cells, or by the columns beside it: decided once for a file, before synonyms are renamed.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::campaigns::Campaign;
use super::risks::Risk;
use crate::calendar::{Date, NotADate, coarse, two_numbers, without_year};
use crate::project::record::Record;
use crate::project::types::{Deadline, Level};
use crate::source::cell::means_nothing;
use crate::source::fold::{fold, fold_header};
use crate::source::prepare::AS_WRITTEN;
use crate::source::schema::{DAY, STEP, Shape};
use crate::source::vocabulary::Vocabulary;
use crate::source::{Data, Key, Node, Style};
use crate::text::is_han;

/// A head that means a field, so that it means none and is kept.
pub(super) fn as_written(head: &str) -> String {
    let head = head.trim();
    let [en_mark, zh_mark] = AS_WRITTEN;
    format!("{head}{}", if head.contains(is_han) { zh_mark } else { en_mark })
}

/// A field whose heads also stand above texts, and the field that those are of.
pub(super) struct Told<'t> {
    pub(super) from: &'static str,
    pub(super) to: &'static str,
    /// Which heads may do so.
    pub(super) is_head: fn(&str) -> bool,
    /// Whether a cell is what the field holds.
    pub(super) is_value: &'t dyn Fn(&str) -> bool,
    /// Whether a cell is a text of the other field.
    pub(super) is_text: fn(&str) -> bool,
}

/// Columns in which no cell is what their field holds, and most of them, several, are texts, are of the other field; where another column has
/// that, they are kept as they are.
pub(super) fn told(records: &mut [Node<'_>], words: &Vocabulary, told: &Told<'_>) {
    let means = |head: &str, field: &str| words.find(head).is_some_and(|path| path == [field]);
    let heads: BTreeSet<String> = heads(records);
    let is_free = !heads.iter().any(|head| means(head, told.to));
    for head in heads.iter().filter(|head| (told.is_head)(&fold_header(head)) && means(head, told.from)) {
        let cells: Vec<&str> = cells(records, head);
        let texts = cells.iter().filter(|cell| (told.is_text)(cell)).count();
        if texts > 1 && texts * 2 > cells.len() && !cells.iter().any(|cell| (told.is_value)(cell)) {
            rename(records, head, &if is_free { told.to.to_owned() } else { as_written(head) });
        }
    }
}

/// Cells of a column that are enough to tell that it holds something else.
const SEVERAL: usize = 3;

/// Columns below the head of a day or a step in which none of several cells may be one are kept as they are: `Week` counts weeks,
/// and `Day` the days of a month.
pub(in crate::project) fn keep_misfits(records: &mut [Node<'_>], words: &Vocabulary) {
    for head in &heads(records) {
        let Some(may_be) = words.find(head).and_then(|path| fitting(words, &path)) else { continue };
        let filled = records.iter().filter_map(|record| record.get(head)).filter(|cell| matches!(cell.data, Data::Scalar(_, Style::Cell)));
        let texts: Vec<&str> = filled.filter_map(Node::text).map(str::trim).filter(|text| !means_nothing(text)).collect();
        if texts.len() >= SEVERAL && !texts.iter().any(|text| may_be(text)) {
            rename(records, head, &as_written(head));
        }
    }
}

/// Whether a text may be what a field holds, for days and steps that a record can do without.
fn fitting(words: &Vocabulary, path: &[&'static str]) -> Option<fn(&str) -> bool> {
    let is_required = path.first().and_then(|field| words.field(field)).is_some_and(|field| field.required);
    let shape = match words.shape(path).filter(|_| !is_required)? {
        Shape::Part(fields) => fields.first()?.shape,
        shape => shape,
    };
    match shape {
        Shape::Value(DAY) => Some(may_be_day),
        Shape::Value(STEP) => Some(may_be_step),
        _ => None,
    }
}

/// Whether a text has anything of a day: so much of one that its record's own finding says more.
pub(super) fn may_be_day(text: &str) -> bool {
    let numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty());
    let lengths: Vec<usize> = numbers.map(str::len).collect();
    lengths.len() > 2
        || lengths.iter().any(|length| *length > 3)
        || text.contains(['年', '月', '日', '/'])
        || Deadline::is_before(text)
        || matches!(Date::parse(text), Ok(_) | Err(NotADate::Ambiguous(..)))
        || coarse(text).is_some()
        || without_year(text).is_some()
        || two_numbers(text).is_some()
}

fn may_be_step(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit()) || Level::read(text).is_some()
}

/// Heads under which a mark says whether something is done.
pub(super) const DONE: &str = "done isdone completed complete implemented finished closed 是否完成 完成 已完成 完成与否 是否关闭 是否落实 落实 \
    是否实施 已实施 是否已实施";
const YES: &str = "y yes true ✓ ✔ ✅ ☑ √ x 是 [x]";
const NO: &str = "n no false ✗ ✘ ☐ ⬜ 否 []";

/// A column of nothing but yes and no says of each record whether it is done; a no says nothing that an empty cell does not, and is
/// kept. Where a column says the state already, or the mark has a remark, it is kept as well.
pub(super) fn done(records: &mut [Node<'_>], words: &Vocabulary) {
    marked(records, words, DONE, ("status", "done"));
}

/// A column of nothing but yes and no says of each record a word of a field.
fn marked(records: &mut [Node<'_>], words: &Vocabulary, list: &str, (field, word): (&'static str, &'static str)) {
    let heads = heads(records);
    let is_mark = |head: &String| is_one_of(list, &fold_header(head));
    let has_state = heads.iter().any(|head| !is_mark(head) && words.find(head).is_some_and(|path| path == [field]));
    for head in heads.iter().filter(|head| is_mark(head)) {
        let cells = cells(records, head);
        if cells.is_empty() || !cells.iter().all(|cell| is_marked(cell)) {
            continue;
        }
        for record in records.iter_mut() {
            let Data::Map(entries) = &mut record.data else { continue };
            for (key, value) in entries.iter_mut().filter(|(key, _)| key.name == head.as_str()) {
                if value.text().is_some_and(is_yes) && !has_state {
                    key.name = Cow::Borrowed(field);
                    value.data = Data::Scalar(Cow::Borrowed(word), Style::Cell);
                } else {
                    key.name = Cow::Owned(as_written(head));
                }
            }
        }
    }
}

/// Whether a text says yes and nothing else.
pub(super) fn is_yes(text: &str) -> bool {
    is_one_of(YES, &fold(text.trim()))
}

/// Whether a text says yes or no, perhaps with a remark.
pub(super) fn is_marked(text: &str) -> bool {
    let mark = fold(text.split(['(', '（']).next().unwrap_or(text).trim());
    is_one_of(YES, &mark) || is_one_of(NO, &mark)
}

/// What the lights of a status mean, and of a level.
pub(super) const OF_STATES: [&str; 3] = ["on track", "at risk", "off track"];
pub(super) const OF_LEVELS: [&str; 3] = ["low", "medium", "high"];

/// A column with lights of two colours is one of lights: 🟢 🟡 🔴 say how it stands. A single one may mean anything, and is refused.
pub(super) fn lights(records: &mut [Node<'_>], words: &Vocabulary, field: &str, [on, at, off]: [&str; 3]) {
    let meaning = |text: &str| match text.trim_end_matches('\u{fe0f}') {
        "🟢" => Some(on),
        "🟡" | "🟠" => Some(at),
        "🔴" => Some(off),
        _ => None,
    };
    for head in heads(records).iter().filter(|head| words.find(head).is_some_and(|path| path == [field])) {
        let seen: BTreeSet<&str> = cells(records, head).into_iter().filter_map(meaning).collect();
        if seen.len() < 2 {
            continue;
        }
        for (_, value) in records.iter_mut().filter_map(entries).flatten().filter(|(key, _)| key.name == head.as_str()) {
            if let Some((sign, meaning)) = value.text().map(str::trim).and_then(|text| Some((text.to_owned(), meaning(text)?))) {
                value.data = Data::Scalar(Cow::Owned(format!("{sign} {meaning}")), Style::Cell);
            }
        }
    }
}

/// The values of another period beside those of now are kept: `Last` beside `Now` is no value of now.
pub(super) fn values_of_before(records: &mut [Node<'_>], words: &Vocabulary, field: &str) {
    const BEFORE: &str = "last lastvalue lastweek lastmonth previous previousvalue prior 上期 上期值 上次 上周 上月";
    let all = heads(records);
    let of_field: Vec<&String> = all.iter().filter(|head| words.find(head).is_some_and(|path| path == [field])).collect();
    let (before, now): (Vec<&String>, Vec<&String>) = of_field.into_iter().partition(|head| is_one_of(BEFORE, &fold_header(head)));
    if !now.is_empty() {
        for head in before {
            rename(records, head, &as_written(head));
        }
    }
}

/// Who answers for a response to a risk, where nobody answers for the risk.
const OF_RESPONSES: &str = "mitigationowner responseowner mitigationlead responselead treatmentowner 应对责任人 应对负责人 措施负责人 \
    措施责任人 处置责任人 处置负责人";

/// Where no column says who watches a risk, it is who answers for the response.
pub(super) fn watched(records: &mut [Node<'_>]) {
    let all = heads(records);
    if !all.iter().any(|head| Risk::vocabulary().find(head).is_some_and(|path| path == ["owner"])) {
        let found = all.iter().find(|head| OF_RESPONSES.split_whitespace().any(|word| word == fold_header(head).replace('_', "")));
        if let Some(head) = found {
            rename(records, head, "owner");
        }
    }
}

/// Beside a KPI, `Target` and `Actual` are its numbers and not a goal and money spent.
pub(super) fn campaigns(records: &mut [Node<'_>]) {
    let words = Campaign::vocabulary();
    let all = heads(records);
    if all.iter().any(|head| words.find(head).is_some_and(|path| path == ["kpis"])) {
        let is_number = |head: &&String| is_one_of("target actual 目标 目标值 实际 实际值", &fold_header(head));
        let numbers: Vec<&String> = all.iter().filter(is_number).collect();
        if numbers.len() > 1 {
            for head in numbers {
                rename(records, head, &as_written(head));
            }
        }
    }
}

/// Whether a text is a sentence or the like, and no word of a list.
pub(super) fn is_prose(text: &str) -> bool {
    text.split_whitespace().count() > 2 || text.chars().filter(|c| is_han(*c)).count() > 3
}

/// Whether a text is more than one word.
pub(super) fn is_worded(text: &str) -> bool {
    text.split_whitespace().filter(|word| word.contains(char::is_alphabetic)).count() > 1 || is_prose(text)
}

pub(super) fn is_one_of(list: &str, text: &str) -> bool {
    list.split(' ').any(|word| word == text)
}

pub(super) fn entries<'n, 'a>(record: &'n mut Node<'a>) -> Option<&'n mut Vec<(Key<'a>, Node<'a>)>> {
    match &mut record.data {
        Data::Map(entries) => Some(entries),
        _ => None,
    }
}

pub(super) fn heads(records: &[Node<'_>]) -> BTreeSet<String> {
    let mut heads = BTreeSet::new();
    let mut before: &[(Key<'_>, Node<'_>)] = &[];
    for record in records {
        let entries = record.entries();
        // The rows of a table have the heads of the row above.
        if !before.iter().map(|(key, _)| &key.name).eq(entries.iter().map(|(key, _)| &key.name)) {
            heads.extend(entries.iter().map(|(key, _)| key.name.to_string()));
        }
        before = entries;
    }
    heads
}

pub(super) fn cells<'n>(records: &'n [Node<'_>], head: &str) -> Vec<&'n str> {
    let texts = records.iter().flat_map(Node::entries).filter(|(key, _)| key.name == head).filter_map(|(_, value)| value.text());
    texts.map(str::trim).filter(|text| text.chars().any(|c| c.is_alphanumeric() || !c.is_ascii())).collect()
}

fn rename(records: &mut [Node<'_>], head: &str, to: &str) {
    for record in records {
        if let Data::Map(entries) = &mut record.data {
            entries.iter_mut().filter(|(key, _)| key.name == head).for_each(|(key, _)| key.name = Cow::Owned(to.to_owned()));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::calendar::Date;
    use crate::project::registers::words::WorkStatus;
    use crate::project::{Folder, Project, ReportDateSource, load};

    fn project(path: &str, text: &str) -> Project {
        load(Folder::of_texts(&[(path, text)]), ReportDateSource { as_of: None, otherwise: Date::new(2026, 3, 31) })
    }

    fn errors(project: &Project) -> Vec<&str> {
        let is_error = |told: &&crate::project::ReadProblem| told.problem.kind == crate::source::ProblemKind::Value;
        project.problems.iter().filter(is_error).map(|told| &*told.problem.message.en).collect()
    }

    #[test]
    fn texts_under_a_step_or_a_strategy_are_what_follows_and_what_is_done() {
        let text = "Risk,Likelihood,Impact,Strategy\nRain,High,The stands stay empty all day,Rent two tents in time\nWind,Low,Flags tear off,Tie them down\n";
        let told = project("risks.csv", text);
        let risk = &told.risks[0];
        assert_eq!(
            (risk.effect.as_ref().unwrap().any(), risk.prevention[0].any()),
            ("The stands stay empty all day", "Rent two tents in time")
        );
        assert_eq!((risk.impact.is_none(), risk.strategy.is_none(), errors(&told)), (true, true, vec![]));
        let mixed = project("风险.csv", "风险,概率,影响程度,应对策略\n下雨,高,高,减轻\n刮风,低,低,提前准备两顶帐篷\n");
        assert_eq!(errors(&mixed), ["“提前准备两顶帐篷” is not a word of this list."], "a word of the list among them");
        let short = project("risks.csv", "Risk,Likelihood,Impact\nRain,High,2 weeks\n");
        assert_eq!(errors(&short).len(), 1, "two weeks are no sentence");
    }

    #[test]
    fn a_column_in_which_no_cell_is_a_day_or_a_step_is_kept() {
        let text = "Title,Channel,Day\nTeaser,Mail,1\nTrailer,Mail,2\nOpening,Mail,12\n";
        let content = project("content.csv", text);
        assert_eq!((errors(&content), content.content[2].typed.kept[0].text.as_str()), (vec![], "12"));
        let two = project("content.csv", "Title,Channel,Day\nTeaser,Mail,1\nTrailer,Mail,2\n");
        assert_eq!(errors(&two).len(), 2, "too few to tell");
        let mixed = project("content.csv", &format!("{text}Party,Mail,2026-04-01\n"));
        assert_eq!(errors(&mixed).len(), 3, "a day among them");
        let ahead = project("readiness.csv", "What,Due\nTent,T-14\nSign,T-7\nFlag,T-1\n");
        assert!(ahead.readiness.iter().all(|item| item.due.is_some() && item.typed.kept.is_empty()), "days before the milestone");
        let wrong = project("tasks.csv", "Task,Due\nTent,2026-02-30\nSign,2026-02-31\nFlag,31.04.2026\n");
        assert_eq!(errors(&wrong).len(), 3, "days that there are not");
        let risks = project("risks.csv", "Risk,Residual risk\nRain,Wet\nWind,Torn\nHeat,Thirst\n");
        assert_eq!((errors(&risks), risks.risks[0].typed.kept[0].head.as_str()), (vec![], "Residual risk"));
        let both = project("risks.csv", "ID,Risk/Issue,Status\nR1,Rain,Open\n");
        assert_eq!((both.risks[0].title.any(), both.risks[0].issue.len()), ("Rain", 0), "what stands in the row, of whichever sort");
        let effects = project("risks.csv", "Risk,Impact\nRain,Wet stands\nWind,Torn flags\n");
        assert_eq!(
            (errors(&effects), effects.risks[1].effect.as_ref().map(crate::project::types::Text::any)),
            (vec![], Some("Torn flags"))
        );
    }

    #[test]
    fn who_answers_for_the_response_watches_the_risk_where_nobody_else_does() {
        let owner = |text: &str| project("risks.csv", text).risks[0].owner.as_ref().and_then(|owner| owner.one()).map(str::to_owned);
        assert_eq!(owner("risk,mitigation_owner\nRain,Ana\n").as_deref(), Some("Ana"));
        assert_eq!(owner("风险,应对责任人\n下雨,李娜\n").as_deref(), Some("李娜"));
        assert_eq!(owner("risk,owner,mitigation_owner\nRain,Bo,Ana\n").as_deref(), Some("Bo"));
    }

    #[test]
    fn how_a_kpi_is_measured_is_no_value() {
        let kpis = project("kpis.csv", "Metric,Target,Measurement\nVisits,400,Web counter\nCalls,20,Log book\n");
        assert_eq!(kpis.kpis[0].source.as_ref().map(crate::project::types::Text::any), Some("Web counter"));
        assert_eq!((kpis.kpis[0].measurements.len(), errors(&kpis)), (0, vec![]));
        let kpis = project("kpis.csv", "Metric,Target,Last,Now\nVisits,400,250,300\n");
        let values: Vec<_> = kpis.kpis[0].measurements.iter().filter_map(|value| value.value).map(|value| value.0).collect();
        let kept = &kpis.kpis[0].typed.kept[0];
        assert_eq!((values, kept.head.as_str(), kept.text.as_str()), (vec![300.0], "Last", "250"), "under its own head");
        let based = project("kpis.csv", "Metric,Target,Baseline,Baseline date\nReply,3 days,14 days,2026-01-05\n");
        let baseline = based.kpis[0].baseline.as_ref().and_then(|baseline| baseline.value).map(|value| value.0);
        assert_eq!((baseline, errors(&based)), (Some(14.0), vec![]), "its unit stands behind it, as behind a target");
        let alone = project("kpis.csv", "Metric,Target,Last\nVisits,400,250\n");
        assert_eq!(alone.kpis[0].measurements.len(), 1, "the last value is that of now where no other is");
    }

    #[test]
    fn a_mark_says_that_something_is_done() {
        let actions = project("actions.csv", "Action,Owner,Implemented\nBuy tent,Ana,Y\nTell press,Bo,N\nPaint sign,Ana,Y (late)\n");
        let states: Vec<_> = actions.actions.iter().map(|action| action.status).collect();
        assert_eq!(states, [Some(WorkStatus::Done), None, None]);
        let kept: Vec<_> = actions.actions.iter().flat_map(|action| &action.typed.kept).map(|kept| kept.text.as_str()).collect();
        assert_eq!((kept, errors(&actions)), (vec!["N", "Y (late)"], vec![]));
        let tasks = project("tasks.csv", "Task,Owner,Done?\nTent,Ana,☑\nSign,Bo,☐\n");
        assert_eq!((tasks.tasks[0].status, tasks.tasks[1].status, errors(&tasks)), (Some(WorkStatus::Done), None, vec![]));
        let both = project("tasks.csv", "Task,Status,Complete\nTent,In progress,Yes\n");
        assert_eq!((both.tasks[0].status, both.tasks[0].typed.kept.len()), (Some(WorkStatus::InProgress), 1), "a state goes before a mark");
    }

    #[test]
    fn the_numbers_of_a_campaigns_kpi_are_no_money() {
        let campaigns = project("campaigns.csv", "Campaign,Spend to Date,KPI,Target,Actual\nSpring,900,Calls,300,150\n");
        let campaign = &campaigns.campaigns[0];
        assert_eq!(campaign.spent.as_ref().map(|spent| spent.value.to_string()).as_deref(), Some("900"));
        assert_eq!((campaign.goal.len(), campaign.typed.kept.len()), (0, 2));
    }
}
