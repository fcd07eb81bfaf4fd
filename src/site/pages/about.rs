//! How the report is made: from what, how health is worked out, what is left out.

mod files;
mod kpis;
mod plan;
mod risks;

use serde::Serialize;

use crate::project::Kind;
use crate::project::types::{Text, Value};
use crate::site::address::Address;
use crate::site::view::frame::Frame;
use crate::site::view::page::Page;
use crate::site::view::parts::{Fact, Hero, Run, Table, Value as Shown};
use crate::text::{Lang, Message, date, number, plural};
use crate::{both, say};

/// The view-model of `about.html`.
#[derive(Serialize)]
pub(super) struct AboutView<'a> {
    frame: Frame<'a>,
    hero: Hero,
    sections: Vec<Topic>,
}

/// A matter that is explained.
#[derive(Serialize)]
struct Topic {
    id: &'static str,
    title: String,
    paragraphs: Vec<String>,
    items: Vec<Fact>,
    table: Option<Table>,
}

impl Topic {
    /// Paragraphs, and names with what they mean.
    fn new(page: Page<'_>, id: &'static str, title: &Message, paragraphs: &[Message], items: Vec<(Message, Message)>) -> Self {
        let item = |(name, text): (Message, Message)| Fact { name: page.say(&name), value: Shown::text(page.say(&text)) };
        Self {
            id,
            title: page.say(title),
            paragraphs: paragraphs.iter().map(|paragraph| page.say(paragraph)).collect(),
            items: items.into_iter().map(item).collect(),
            table: None,
        }
    }
}

/// The page about the report.
pub(super) fn view(page: Page<'_>) -> AboutView<'_> {
    let title = page.title(Address::ABOUT);
    let lead = page.say(&both!(
        "This report is made from the files of the project folder alone; nothing in it was typed by hand.",
        "本报告全部由项目文件夹中的文件生成，没有手工填写的内容。"
    ));
    AboutView {
        frame: page.frame(&title, &lead),
        hero: Hero { lead: Some(Run::text(lead)), notes: vec![page.as_of()], facts: facts(page), ..Hero::new(Run::text(title)) },
        sections: vec![health(page), numbers(page), kpis::topic(page), plan::topic(page), risks::topic(page), files::topic(page), left_out(page)],
    }
}

fn facts(page: Page<'_>) -> Vec<Fact> {
    let project = &page.whole.project;
    let entries = || Kind::ALL.iter().flat_map(|kind| project.registers.of(*kind));
    let fact = |name: Message, value: String| Fact { name: page.say(&name), value: Shown::text(value) };
    let mut facts = vec![
        fact(both!("Report date", "统计日期"), date::long(page.lang, project.report_date.civil())),
        fact(both!("Files read", "读取文件"), number::count(project.files.iter().filter(|file| file.text.is_some()).count())),
        fact(both!("Records", "记录"), number::count(entries().count())),
        fact(both!("Internal records", "内部记录"), number::count(page.whole.published.left_out.count())),
        fact(both!("Dated later", "晚于统计日期"), number::count(project.hidden_facts)),
        fact(both!("Reading problems", "读取问题"), number::count(page.whole.published.left_out.problems)),
    ];
    let others = project.languages.iter().copied().filter(|lang| *lang != project.default_lang());
    facts.extend(others.filter_map(|lang| translated(page, lang)));
    facts
}

/// How many of the texts that are shown can be read in a language: fields, narratives and documents.
fn translated(page: Page<'_>, lang: Lang) -> Option<Fact> {
    let project = &page.whole.project;
    let (mut done, mut all) = (0_usize, 0_usize);
    let mut count = |is_done: bool| {
        all += 1;
        done += usize::from(is_done);
    };
    for id in Kind::ALL.iter().flat_map(|kind| page.whole.records(*kind)) {
        let Some(entry) = project.record(id) else { continue };
        let written_in = page.lang_of(entry);
        entry.values().iter().for_each(|(_, value)| texts(value, &mut |text| count(text.is_in(lang, written_in))));
        if entry.body().is_some() {
            count(written_in == lang || entry.translation().is_some_and(|(of, ..)| of == lang));
        }
    }
    for document in &project.documents {
        count(document.lang == lang || document.translation.as_ref().is_some_and(|of| of.lang == lang));
    }
    if all == 0 {
        return None;
    }
    let name = match lang {
        Lang::En => both!("Texts in English", "有英文的文字"),
        Lang::Zh => both!("Texts in Chinese", "中文内容占比"),
    };
    let share = number::percent(done as f64 / all as f64);
    let (done, all) = (number::count(done), number::count(all));
    let words = say!("{share} ({done} of {all})", "{share}（{done}/{all}）");
    Some(Fact { name: page.say(&name), value: Shown::text(page.say(&words)) })
}

fn texts(value: &Value<'_>, take: &mut impl FnMut(&Text)) {
    match value {
        Value::Text(text) => take(text),
        Value::List(items) => items.iter().for_each(|item| texts(item, take)),
        Value::Part(fields) => fields.iter().for_each(|(_, value)| texts(value, take)),
        _ => {}
    }
}

fn health(page: Page<'_>) -> Topic {
    let order = [
        (
            both!("Not applicable", "不适用"),
            both!("The project says that it does without this area, with a reason.", "项目声明不需要这一领域，并写明原因。"),
        ),
        (
            both!("No data", "暂无数据"),
            both!("Too little is recorded to judge it, or it is not due at this stage.", "记录太少，无法判断，或在当前阶段尚未到期。"),
        ),
        (both!("Off track", "偏离"), both!("A limit for off track is exceeded.", "超过“偏离”的界限。")),
        (
            both!("At risk", "有风险"),
            both!(
                "A limit for at risk is exceeded, or a finding of the checklist tells of trouble in the project.",
                "超过“有风险”的界限，或检查清单发现项目本身有问题。"
            ),
        ),
        (both!("On track", "正常"), both!("None of these.", "以上都不成立。")),
    ];
    Topic {
        id: "health",
        title: page.say(&both!("How health is worked out", "状态判定方法")),
        paragraphs: vec![
            page.say(&both!(
                "Health is about the project, not about its records: what is missing from the folder is told beside it and never makes an area red. The first of these that holds is taken.",
                "状态反映的是项目本身，不是资料是否齐全：缺少的记录另行列出，不会使某个领域变红。按下列顺序，取第一个成立的。"
            )),
        ],
        items: order.into_iter().map(|(name, text)| Fact { name: page.say(&name), value: Shown::text(page.say(&text)) }).collect(),
        table: None,
    }
}

fn numbers(page: Page<'_>) -> Topic {
    let levels = page.whole.project.settings.risk.first_scores();
    let steps = page.whole.project.settings.risk.steps();
    let highest = u32::from(steps).pow(2);
    let score = say!(
        "Probability times impact, each in steps of 1 to {steps}: medium from {medium}, high from {high}, critical from {critical} of {highest}. The score now is the one after responses, from the review on that found it; a threat that shrinks although nothing is recorded to be done about it keeps its score.",
        "概率乘以影响，各为1至{steps}级：满分{highest}，{medium}分起为中，{high}分起为高，{critical}分起为严重。登记了剩余概率和影响的，自评审之日起以应对后的得分为当前得分；没有登记应对措施的威胁，不因剩余值较低而降分。",
        steps, medium = levels.medium, high = levels.high, critical = levels.critical, highest
    );
    let items = [
        (both!("Risk score", "风险得分"), score),
        (
            both!("Slip and late", "偏差与逾期"),
            both!(
                "Slip is the working days from the baseline to the day that counts: the actual one, else the one expected now. Late is only what its record says is still open; where nothing is recorded, it reads “not recorded”.",
                "偏差是从基线日期到有效日期（实际日期，没有则取预计日期）的工作日数。只有登记为未完成的才算逾期；没有登记的写作“未登记”。"
            ),
        ),
        (
            both!("Workload", "负荷"),
            both!(
                "Hours allocated in a week as a share of the hours that the person is there: holidays and absences count as away, make-up workdays as there. Hours are exact.",
                "一周内已分配工时占该人可用工时的比例；节假日和请假不计入可用工时，调休上班日计入。工时按精确值计算。"
            ),
        ),
        (
            both!("Budget", "预算"),
            both!(
                "Sums are exact and in the project’s currency. To date means periods that have ended. At completion is what was spent in an ended period, else the forecast, else the highest of plan, commitment and spending. The curves have, at each month’s end, the periods that have ended by then.",
                "合计为精确值，以项目币种计。“截至目前”指已结束的期间。完工估算：已结束期间取实际支出，否则取预计，再否则取计划、已承诺、已支出中的最大值。曲线各点为截至该月末已结束的期间。"
            ),
        ),
        (
            both!("Meetings", "会议"),
            both!(
                "A series owes meetings by its cadence, less those cancelled with a reason and weeks without a working day; one made up for shortly after counts as held late: within 2 working days of a week’s end, 5 of a month’s, 10 of a quarter’s or a year’s.",
                "按频率计算应召开次数，扣除注明原因取消的和没有工作日的周；稍后补开的算延后召开：周会在下周2个工作日内，月会5个工作日内，季度或年度会议10个工作日内。"
            ),
        ),
        (
            both!("Actions", "待办"),
            both!(
                "An action that several notes repeat is one action; its newest wording counts. The closure rate is done of all that were not dropped. It is carried over by each later meeting of its series at which it is still open.",
                "多份纪要重复出现的同一待办算一项，以最新写法为准。完成率是已完成占未取消待办的比例。同系列的后续会议上仍未完成，每次计一次顺延。"
            ),
        ),
        (
            both!("Times", "用时与计数"),
            both!(
                "Themes count customers; an entry with two themes counts for both. Tickets are measured in working days, changes in calendar days; medians are over those that have both days, linear between neighbours as in spreadsheets. The limits for tickets are options of the rule ticket-beyond-limit. A hand-off that is due and of which nothing is recorded is neither on time nor late.",
                "主题按客户数统计，一条反馈有两个主题时各计一次。技术问题按工作日、策略调整按自然日计时；中位数只算两个日期都有的，与电子表格算法一致。技术问题的时限是规则 ticket-beyond-limit 的选项。到期而没有登记的交接，既不算按时也不算延迟。"
            ),
        ),
        (
            both!("Rules", "规则"),
            both!(
                "A rule passes if everything it could judge holds. What cannot be judged, is not due at this stage or is waived is counted beside it.",
                "规则能判断的全部成立才算通过；无法判断、当前阶段尚未到期或已豁免的另行计数。"
            ),
        ),
        (
            both!("Dates", "日期"),
            both!(
                "Everything is reckoned at the report date. Working days follow the calendar of the project.",
                "一切按统计日期计算；工作日以项目日历为准。"
            ),
        ),
    ];
    Topic {
        id: "numbers",
        title: page.say(&both!("How numbers are worked out", "数字的算法")),
        paragraphs: Vec::new(),
        items: items.into_iter().map(|(name, text)| Fact { name: page.say(&name), value: Shown::text(page.say(&text)) }).collect(),
        table: None,
    }
}

fn left_out(page: Page<'_>) -> Topic {
    let left_out = &page.whole.published.left_out;
    let (records, hidden) = (left_out.count(), page.whole.project.hidden_facts);
    let internal = say!(
        "{records} internal record{en_s} not published; references to them read “not published”. Every amount and count, in charts and data files too, is of what is published. The colours of health and whether a rule passes are those of the whole project; where a reason rests on what is not published, it says so without a number.",
        "{records}条内部记录未公开；引用它们的地方写作“未公开”。所有金额和计数（包括图表和数据文件）只统计已公开的内容。状态颜色和规则是否通过按整个项目判断；理由涉及未公开的内容时只作说明，不给数字。",
        records, en_s = if records == 1 { " is" } else { "s are" }
    );
    let later = say!(
        "{hidden} fact{en_s} dated after the report date and not shown.",
        "{hidden}项内容晚于统计日期，不显示。",
        hidden, en_s = if hidden == 1 { " is" } else { "s are" }
    );
    let n = left_out.unread;
    let unread = say!(
        "{n} thing{en_s} in the files of registers could not be read and {en_are} in no number; a check of the folder says where.",
        "登记册文件中有{n}处无法读取，未计入任何数字；检查项目文件夹即可查看位置。",
        n, en_s = plural(n), en_are = if n == 1 { "is" } else { "are" }
    );
    let is_later_told = page.whole.project.looks_back || hidden > 0;
    let known = page.whole.project.known_today.len();
    let today = say!(
        "{known} state{en_s} marked as known today: the folder does not say since when, so that {en_they} judged by nothing here.",
        "{known}项状态标为“今天所知”：文件中没有写明何时达到，因此不作判断。",
        known, en_s = if known == 1 { " is" } else { "s are" }, en_they = if known == 1 { "it is" } else { "they are" }
    );
    let told =
        [(records > 0).then_some(internal), is_later_told.then_some(later), (known > 0).then_some(today), (n > 0).then_some(unread)];
    let mut told: Vec<Message> = told.into_iter().flatten().collect();
    if told.is_empty() {
        told.push(both!("Nothing: every record is shown.", "没有：所有记录都已显示。"));
    }
    Topic {
        id: "left-out",
        title: page.say(&both!("What is left out", "未包含的内容")),
        paragraphs: told.iter().map(|message| page.say(message)).collect(),
        items: Vec::new(),
        table: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::testing::each;

    #[test]
    fn what_could_not_be_read_is_not_denied() {
        let told = |risks| each(&[("risks.md", risks)], |page| left_out(page).paragraphs);
        let [en, zh] = told("| Risk | Owner |\n|---|---|\n| Rain | |\n\n| Snow | |\n");
        assert_eq!(en, ["1 thing in the files of registers could not be read and is in no number; a check of the folder says where."]);
        assert_eq!(zh, ["登记册文件中有1处无法读取，未计入任何数字；检查项目文件夹即可查看位置。"]);
        let [en, _] = told("| Risk | Workstream |\n|---|---|\n| Rain | Film |\n");
        assert_eq!(en, ["Nothing: every record is shown."], "a kept column is shown");
    }
}
