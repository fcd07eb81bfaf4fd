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
    let gaps: Vec<Message> = ASKED.into_iter().filter(is_asked).filter_map(|kind| gap(kind, &newest(project, kind, limit))).collect();
    let verdict = if gaps.is_empty() {
        Verdict::Pass
    } else {
        let limit = days(limit);
        let message = say!(
            "Market research: {en_gaps} (limit {limit}).",
            "市场调研：{zh_gaps}（上限{limit}）。",
            en_gaps = gaps.iter().map(|gap| &*gap.en).collect::<Vec<_>>().join(", "), limit, zh_gaps = gaps.iter().map(|gap| &*gap.zh).collect::<Vec<_>>().join("，")
        );
        judge.finding(message).help(RULE.fix.clone()).into()
    };
    judge.once(verdict);
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

fn gap(kind: ResearchKind, newest: &Newest) -> Option<Message> {
    let label = kind.label();
    match newest {
        Newest::Fresh => None,
        Newest::Missing => Some(say!(
            "no {en_kind} study",
            "没有{zh_kind}调研",
            en_kind = label.en.to_lowercase(),
            zh_kind = label.zh,
        )),
        Newest::Old(age) => {
            let age = days(*age);
            Some(say!(
                "the newest {en_kind} study is {age} old",
                "最近一次{zh_kind}调研距今{age}",
                en_kind = label.en.to_lowercase(), age, zh_kind = label.zh
            ))
        }
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
        assert_eq!(message.en, "Market research: the newest trend study is 378 days old, no competitor study (limit 180 days).");
        assert_eq!(message.zh, "市场调研：最近一次趋势调研距今378天，没有竞争调研（上限180天）。");
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
