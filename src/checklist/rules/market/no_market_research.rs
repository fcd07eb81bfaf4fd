use crate::calendar::Date;
use crate::checklist::rules::words::{days, done_without, is_unread, unread};
use crate::checklist::{RuleContext, Verdict};
use crate::project::registers::market::ResearchKind;
use crate::project::types::ChoiceType;
use crate::project::{Kind, Project};
use crate::text::Message;
use crate::{rule, say};

rule! { "no-market-research", Research, Quality, Warning, Once, Planning..=Execution;
    options { days = 180, "Days after which a study no longer counts" "调研超过多少天不再算数"; }
    title "Market research is missing or old" "市场调研缺失或过时";
    what "There is recent research on trends, on customers and on competitors; one study may cover several." "趋势、客户、竞争三方面都有近期调研，一次调研可覆盖多方面。";
    why "The plan answers a market that may no longer be there." "计划面对的可能是早已变了的市场。";
    fix "Add a study to `research.yaml` with `date`, `kind` and `findings`, or type `valid_until:` in one that still holds." "在 `市场调研.yaml` 补一次调研，写明日期、类型和发现；仍然有效的旧调研，填“有效期至”。";
    bad at ".:1:1" { "research.yaml": "- {title: Buyer interviews, date: 2026-05-04, kind: customer}\n- {title: Trends, date: 2025-06-02, kind: trend}\n" }
    good { "research.yaml": "- {title: Buyer interviews, date: 2026-05-04, kind: [customer, trend]}\n", "competitors.yaml": "- {name: Brightbasin Mini, verified_on: 2026-05-20}\n" }
    check
}

const ASKED: [ResearchKind; 3] = [ResearchKind::Trend, ResearchKind::Customer, ResearchKind::Competitor];

/// The newest that is known of one kind of research.
enum Newest {
    Missing,
    Old(i64),
    Fresh,
}

fn check(judge: &mut RuleContext<'_>) {
    let project = judge.project;
    let limit = judge.days(OPTIONS.days);
    if judge.does_without(Kind::Research) {
        judge.once(done_without());
        return;
    }
    if is_unread(project, Kind::Research) || is_unread(project, Kind::Competitors) {
        judge.once(unread());
        return;
    }
    let is_asked = |kind: &ResearchKind| *kind != ResearchKind::Competitor || !judge.does_without(Kind::Competitors);
    let known: Vec<(ResearchKind, Newest)> =
        ASKED.into_iter().filter(is_asked).map(|kind| (kind, newest(project, kind, limit))).collect();
    let verdict = match sentence(&known, limit) {
        None => Verdict::Pass,
        Some(message) => judge.finding(message).help(RULE.fix.clone()).into(),
    };
    judge.once(verdict);
}

/// "The newest trend study is 378 days old (limit 180 days); there is no competitor study." `None` if all are fresh.
fn sentence(known: &[(ResearchKind, Newest)], limit: i64) -> Option<Message> {
    let (mut old, mut missing) = (Vec::new(), Vec::new());
    for (kind, newest) in known {
        let Message { en, zh } = kind.label();
        let en_kind = en.to_lowercase();
        match newest {
            Newest::Fresh => {}
            Newest::Missing => missing.push(Message { en: format!("no {en_kind} study").into(), zh: format!("{zh}调研").into() }),
            Newest::Old(age) => {
                let age = days(*age);
                old.push(say!("the newest {en_kind} study is {age} old", "最近一次{zh_kind}调研距今{age}", en_kind, age, zh_kind = zh));
            }
        }
    }
    let (are_old, limit) = (Message::list(&old), days(limit));
    let are_old = say!("{are_old} (limit {limit})", "{are_old}（上限{limit}）", are_old, limit);
    let lack = Message::list(&missing);
    let lack = say!("there is {lack}", "没有{lack}", lack);
    let said = match (old.is_empty(), missing.is_empty()) {
        (true, true) => return None,
        (false, true) => are_old,
        (true, false) => lack,
        (false, false) => say!("{are_old}; {lack}", "{are_old}；{lack}", are_old, lack),
    };
    let mut letters = said.en.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    Some(Message { en: format!("{first}{}.", letters.as_str()).into(), zh: format!("{}。", said.zh).into() })
}

fn newest(project: &Project, kind: ResearchKind, limit: i64) -> Newest {
    let studies = project.research.iter().filter(|study| study.kind.iter().any(|known| known.is(kind)));
    let studies = studies.map(|study| if study.valid_until.is_some_and(|until| until >= project.report_date) { None } else { study.date });
    let competitors = project.competitors.iter().filter(|_| kind == ResearchKind::Competitor).map(|competitor| competitor.verified_on);
    // A study without a day is asked for its day elsewhere, and one that still holds has no age.
    let ages: Vec<i64> = studies.chain(competitors).map(|day| day.map_or(0, |day: Date| day.days_until(project.report_date))).collect();
    match ages.into_iter().min() {
        None => Newest::Missing,
        Some(age) if age > limit => Newest::Old(age),
        Some(_) => Newest::Fresh,
    }
}

crate::cases! {
    "one study of several kinds": passes { "research.yaml": "- {title: Market 2026, date: 2026-05-04, kind: [trend, customer, competitor]}\n" };
    "competitors count": passes { "research.yaml": "- {title: Market 2026, date: 2026-05-04, kind: [trend, customer]}\n", "competitors.yaml": "- {name: Aqua, verified_on: 2026-05-04}\n" };
    "still valid": passes { "research.yaml": "- {title: Market 2025, date: 2025-05-04, valid_until: 2026-12-31, kind: [trend, customer, competitor]}\n" };
    "the project does without competitors": passes { "alongside.yaml": "checklist: {skip: {competitors: nobody else sells it}}\n", "research.yaml": "- {title: Market 2026, date: 2026-05-04, kind: [trend, customer]}\n" };
    "a hundred and eighty days are recent": passes { "research.yaml": "- {title: Market 2025, date: 2025-12-17, kind: [trend, customer, competitor]}\n" };
    "too old": found at ".:1:1" { "research.yaml": "- {title: Market 2025, date: 2025-11-04, kind: [trend, customer, competitor]}\n" };
    "the file cannot be read": not_assessable { "research.yaml": "- title: \"Market\n" };
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::{findings, outcome};

    #[test]
    fn names_what_is_missing_and_what_is_old() {
        let found = outcome(&RULE, RULE.bad);
        let message = &found.findings[0].finding.message;
        assert_eq!(message.en, "The newest trend study is 378 days old (limit 180 days); there is no competitor study.");
        assert_eq!(message.zh, "最近一次趋势调研距今378天（上限180天）；没有竞争调研。");
    }

    #[test]
    fn what_still_holds_is_fresh() {
        let old = "标题,日期,类型,有效期至\n行业报告,2025-03-02,趋势；客户；竞争,2026-12-31\n";
        assert_eq!(findings(&RULE, &[("市场调研.csv", old)]), 0);
        assert_eq!(findings(&RULE, &[("市场调研.csv", &old.replace("2026-12-31", "2026-05-31"))]), 1);
        let skip = ("alongside.yaml", "checklist:\n  skip: {research: Bought in by the parent company}\n");
        assert_eq!(findings(&RULE, &[skip]), 0);
        assert_eq!(findings(&RULE, &[("tasks.yaml", "- name: x\n")]), 1);
    }
}
