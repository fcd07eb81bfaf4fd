use crate::analysis::feedback::count;
use crate::calendar::Date;
use crate::checklist::rules::examples::next_decision;
use crate::checklist::rules::words::{are_unread, day, unless};
use crate::checklist::{RuleContext, Subject, Verdict};
use crate::project::registers::market::Feedback;
use crate::project::{Kind, Project};
use crate::text::Message;
use crate::{both, rule, say};

rule! { "recurring-theme-ignored", Feedback, Signal, Warning, Clash, Execution..=Closing;
    options {
        times = 3, "How often a theme comes back until it asks for a decision" "主题出现多少次后要求有结论";
        days = 180, "Days that are looked at" "统计最近多少天";
    }
    asks { Feedback: leads_to; }
    title "Theme keeps coming back without a decision" "反复出现的反馈没有结论";
    what "A theme that comes back, and that customers do not like, leads to a decision, a change or a task." "反复出现的负面主题，有对应的决策、调整或任务。";
    why "Customers repeat what nobody has answered." "没人回应，客户就会一直提。";
    fix "Record the decision, also one not to act, and type its id as `leads_to` in the newest entry." "登记一条决策（决定不处理的也要登记），把它的编号填在最近一条反馈的“落实到”里。";
    bad at "feedback.csv:3:16 leads_to" { "feedback.csv": "id,date,quote,theme,sentiment,count\nF-1,2026-05-04,Too late,delivery time,negative,2\nF-2,2026-05-18,Late again,delivery time,negative,2\n" }
    good {
        "feedback.csv": "id,date,quote,theme,sentiment,count,leads_to\nF-1,2026-05-04,Too late,delivery time,negative,2,\nF-2,2026-05-18,Late again,delivery time,negative,2,D-11\n",
        "decisions.yaml": "- {id: D-11, title: Deliver from two warehouses}\n"
    }
    check
}

/// What a complaint can lead to.
const ANSWERS: [Kind; 8] = [
    Kind::Decisions,
    Kind::Changes,
    Kind::Tasks,
    Kind::Actions,
    Kind::Goals,
    Kind::Issues,
    Kind::Lessons,
    Kind::Improvements,
];

/// The recent entries of one theme.
struct Theme<'p> {
    name: &'p str,
    entries: Vec<Subject<'p, Feedback>>,
}

fn check(judge: &mut RuleContext<'_>) {
    let (project, analysis) = (judge.project, judge.analysis);
    if !project.feedback.is_empty() && analysis.feedback.themes.is_empty() {
        judge.once(Verdict::NotAssessable(both!("No feedback has a theme.", "反馈都没有填主题。")));
        return;
    }
    let connections = &judge.analysis.connections;
    let is_unread = are_unread(project, &ANSWERS);
    let (times, since) = (judge.number(OPTIONS.times), judge.today().plus(-judge.days(OPTIONS.days)));
    let decision = next_decision(project);
    let feedback: Vec<Subject<'_, Feedback>> = judge.subjects(&project.feedback).collect();
    for theme in &analysis.feedback.themes {
        let entries = theme.records.iter().filter_map(|index| feedback.get(*index).copied()).filter(|entry| entry.date >= since);
        let theme = Theme { name: &theme.name, entries: entries.collect() };
        let Some(newest) = theme.entries.iter().max_by_key(|feedback| (feedback.date, feedback.id)).copied() else { continue };
        let is_answered = theme.entries.iter().any(|feedback| !feedback.leads_to.is_empty() || connections.has(feedback.id, &ANSWERS));
        let asks = theme.voices() >= times && theme.is_negative() && !is_answered;
        judge.one(newest.id, if asks { unless(is_unread, ignored(project, &theme, newest, &decision)) } else { Verdict::Pass });
    }
}

impl Theme<'_> {
    fn voices(&self) -> f64 {
        self.entries.iter().map(|feedback| count(feedback)).sum()
    }

    /// Whether the mean of what is said of it is below neutral.
    fn is_negative(&self) -> bool {
        let sum: f64 = self.entries.iter().filter_map(|feedback| Some(count(feedback) * f64::from(feedback.sentiment?.0))).sum();
        sum < 0.0
    }

    fn first_day(&self) -> Option<Date> {
        self.entries.iter().map(|feedback| feedback.date).min()
    }
}

fn ignored(project: &Project, theme: &Theme<'_>, newest: Subject<'_, Feedback>, decision: &str) -> Verdict {
    let (first, last) = (day(project, theme.first_day().unwrap_or(newest.date)), day(project, newest.date));
    let (entries, voices) = (theme.entries.len(), theme.voices());
    let name = theme.name;
    let message = match entries {
        _ if is_one_each(theme) => say!(
            "“{name}”: raised {voices} times since {first}, last on {last}; none leads to a decision or change.",
            "“{name}”自{first}以来出现{voices}次，最近一次{last}，没有形成决策或调整。",
            name, voices, first, last
        ),
        1 => say!(
            "“{name}”: an entry of {voices} customers on {last}; it leads to no decision or change.",
            "“{name}”在{last}有1条反馈，涉及{voices}位客户，没有形成决策或调整。",
            name, voices, last
        ),
        _ => say!(
            "“{name}”: {entries} entries of {voices} customers since {first}, last on {last}; none leads to a decision or change.",
            "“{name}”自{first}以来有{entries}条反馈、涉及{voices}位客户，最近一次{last}，没有形成决策或调整。",
            name, entries, voices, first, last
        ),
    };
    let help = say!(
        "Record the decision, also one not to act, and type `leads_to: [{decision}]` in the newest entry.",
        "登记一条决策（决定不处理的也要登记），在最近一条反馈的“落实到”填 {decision}。",
        decision
    );
    let finding = newest.finding("leads_to", message).help(help);
    let others = theme.entries.iter().filter(|feedback| feedback.id != newest.id);
    others.fold(finding, |finding, feedback| finding.see(feedback.at("theme"), said(project, *feedback))).into()
}

/// Whether each entry is what one customer said.
fn is_one_each(theme: &Theme<'_>) -> bool {
    theme.entries.iter().all(|feedback| count(feedback).total_cmp(&1.0).is_eq())
}

fn said(project: &Project, feedback: Subject<'_, Feedback>) -> Message {
    let (record, day) = (feedback.label(project), day(project, feedback.date));
    say!("{record} of {day}", "{day}的{record}", record, day)
}

crate::cases! {
    "without themes": not_assessable { "feedback.yaml": "- {date: 2026-05-04, quote: Too loud, sentiment: negative, count: 5}\n" };
    "praise": passes { "feedback.yaml": "- {date: 2026-05-04, theme: Noise, sentiment: positive, count: 5}\n" };
    "that nothing is done is a decision": passes { "feedback.yaml": "- {id: F-1, date: 2026-05-04, theme: Noise, sentiment: negative, count: 5}\n", "decisions.yaml": "- {title: We leave it, status: accepted, because_of: [F-1]}\n" };
    "what it leads to, whatever it is": passes { "feedback.yaml": "- {id: F-1, date: 2026-05-04, theme: Noise, sentiment: negative, count: 5, leads_to: [R-1]}\n", "risks.yaml": "- {id: R-1, title: Returns}\n" };
    "the decisions cannot be read": not_assessable { "feedback.yaml": "- {id: F-1, date: 2026-05-04, theme: Noise, sentiment: negative, count: 5}\n", "decisions.yaml": "- {title: \"We leave it, because_of: [F-1]}\n" };
    "as many like it as do not": passes { "feedback.yaml": "- {date: 2026-05-04, theme: Noise, sentiment: negative, count: 2}\n- {date: 2026-05-11, theme: Noise, sentiment: positive, count: 2}\n" };
    "longer ago than half a year": not_assessable { "feedback.yaml": "- {date: 2025-11-04, theme: Noise, sentiment: negative, count: 5}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::{findings, outcome};

    const HEAD: &str = "日期,原话,主题,情感,数量,落实到\n";

    #[test]
    fn often_enough_and_disliked() {
        for (rows, expected) in [
            ("2026-05-04,慢,交付,不满意,2,\n2026-05-18,慢,交付,不满意,1,\n", 1),
            ("2026-05-04,慢,交付,不满意,2,\n", 0),
            ("2026-05-04,快,交付,满意,9,\n", 0),
            ("2025-11-04,慢,交付,不满意,2,\n2026-05-18,慢,交付,不满意,1,\n", 0), // 180 days are looked at
            ("2026-05-04,慢,交付,不满意,3,D-1\n", 0),
            ("2026-05-04,慢,交付；价格,不满意,3,\n", 2),
            ("2026-05-04,慢,,不满意,3,\n", 0),
        ] {
            let text = format!("{HEAD}{rows}");
            let decisions = ("decisions.yaml", "- {id: D-1, title: Keep it as it is}\n");
            assert_eq!(findings(&RULE, &[("客户反馈.csv", &text), decisions]), expected, "{rows}");
        }
    }

    #[test]
    fn a_decision_may_refer_to_it() {
        let feedback = ("feedback.csv", "id,date,theme,sentiment,count\nF-1,2026-05-04,late,negative,5\n");
        assert_eq!(findings(&RULE, &[feedback]), 1);
        assert_eq!(findings(&RULE, &[feedback, ("decisions.yaml", "- {title: Will not do, because_of: [F-1]}\n")]), 0);
    }

    #[test]
    fn all_entries_are_shown() {
        let found = outcome(&RULE, RULE.bad);
        let finding = &found.findings[0].finding;
        assert_eq!(
            finding.message.en,
            "“delivery time”: 2 entries of 4 customers since 4 May, last on 18 May; none leads to a decision or change."
        );
        assert_eq!((finding.related().count(), finding.records.len()), (1, 2));
    }

    #[test]
    fn entries_are_not_taken_for_customers() {
        for (rows, en, zh) in [
            (
                "2026-05-04,慢,交付,不满意,2,\n2026-05-18,慢,交付,不满意,,\n",
                "“交付”: 2 entries of 3 customers since 4 May, last on 18 May; none leads to a decision or change.",
                "“交付”自5月4日以来有2条反馈、涉及3位客户，最近一次5月18日，没有形成决策或调整。",
            ),
            (
                "2026-05-04,慢,交付,不满意,,\n2026-05-11,慢,交付,不满意,,\n2026-05-18,慢,交付,不满意,,\n",
                "“交付”: raised 3 times since 4 May, last on 18 May; none leads to a decision or change.",
                "“交付”自5月4日以来出现3次，最近一次5月18日，没有形成决策或调整。",
            ),
            (
                "2026-05-04,慢,交付,不满意,5,\n",
                "“交付”: an entry of 5 customers on 4 May; it leads to no decision or change.",
                "“交付”在5月4日有1条反馈，涉及5位客户，没有形成决策或调整。",
            ),
        ] {
            let message = &outcome(&RULE, &[("客户反馈.csv", &format!("{HEAD}{rows}"))]).findings[0].finding.message;
            assert_eq!((&*message.en, &*message.zh), (en, zh));
        }
    }

    #[test]
    fn the_help_shows_an_id_that_is_free() {
        let feedback = ("客户反馈.csv", &*format!("{HEAD}2026-05-04,慢,交付,不满意,5,\n"));
        let help = |files: &[(&str, &str)]| outcome(&RULE, files).findings[0].finding.help.clone().unwrap();
        let known = help(&[feedback, ("decisions.yaml", "- {id: D-07, title: x}\n- {id: D-11, title: y}\n")]);
        assert!(known.en.contains("type `leads_to: [D-12]` in") && known.zh.ends_with("填 D-12。"), "{known:?}");
        assert!(help(&[feedback]).en.contains("`leads_to: [D-…]`"));
    }
}
