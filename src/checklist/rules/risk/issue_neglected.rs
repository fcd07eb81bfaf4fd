use crate::checklist::rules::owner::{on_leave, with_stand_in};
use crate::checklist::rules::words::{ago, day, workdays};
use crate::checklist::{RuleContext, Subject, Verdict};
use crate::project::registers::risks::Issue;
use crate::text::Message;
use crate::{both, rule, say};

rule! { "issue-neglected", Response, Signal, Warning, Each, Planning..=Closed;
    options { days = 20, "Working days that an issue without a due day may stay open" "没有截止日期的问题最多可挂多少个工作日"; }
    asks { Issues: owner due; }
    title "Open issue is neglected" "未解决的问题无人推进";
    what "Every open issue has an owner and is solved by its day; without a day, within 20 working days." "每个未解决的问题都有负责人，并按期解决；没有期限的，20个工作日内解决。";
    why "It has already gone wrong, and goes on doing so." "问题已经出了，损失还在继续。";
    fix "Type `owner:` and a `due:` that can be kept; if it is solved, `closed:` with the day." "填“负责人”和能做到的“截止日期”；已解决就填“关闭日期”。";
    bad at "issues.yaml:1:57 due" { "issues.yaml": "- {title: Film comes two weeks late, owner: li-na, due: 2026-06-03}\n" }
    good { "问题.csv": "标题,提出日期,负责人,截止日期,状态\n宣传片晚两周,2026-05-04,李娜,2026-06-15,进行中\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let open = judge.subjects(&judge.project.issues).filter(|issue| issue.is_open());
    judge.each_by(open, verdict);
}

fn verdict(judge: &RuleContext<'_>, issue: Subject<'_, Issue>) -> Verdict {
    let owner = (issue.owner.is_none() && issue.is_readable("owner")).then_some(("owner", both!("has no `owner`", "没有负责人")));
    let late = too_late(judge, issue).map(|reason| ("due", reason));
    let reasons: Vec<(&str, Message)> = owner.into_iter().chain(late).collect();
    let Some((field, _)) = reasons.first() else { return Verdict::Pass };
    let (en, zh): (Vec<&str>, Vec<&str>) = reasons.iter().map(|(_, reason)| (&*reason.en, &*reason.zh)).unzip();
    let (record, leave) = (issue.label(judge.project), on_leave(judge, issue.owner.as_ref()));
    let message = say!(
        "{record} {en_reasons}.{leave}",
        "{record}{zh_reasons}。{leave}",
        record, en_reasons = en.join(" and "), zh_reasons = zh.join("，"), leave
    );
    let help = both!(
        "Type `owner:` and a `due:` that can be kept; if it is solved, `closed:` with the day.",
        "填“负责人”和能做到的“截止日期”；已解决就填“关闭日期”。"
    );
    with_stand_in(judge, issue.owner.as_ref(), issue.finding(field, message).help(help)).into()
}

fn too_late(judge: &RuleContext<'_>, issue: Subject<'_, Issue>) -> Option<Message> {
    if let Some(due) = issue.due {
        let late = judge.workdays_overdue(issue.id)?;
        let (due, ago) = (day(judge.project, due), ago(late, "逾期"));
        return Some(say!("was due on {due}, {ago}", "应于{due}解决，{ago}", due, ago));
    }
    let (open, limit) = (judge.workdays(issue.raised?, judge.today()), judge.days(OPTIONS.days));
    let (age, limit_text) = (workdays(open), workdays(limit));
    (open > limit && issue.is_readable("due")).then(|| {
        say!("has been open for {age} without a `due` day (limit {limit})", "已提出{age}，没有截止日期（上限{limit}）", age, limit = limit_text)
    })
}

crate::cases! {
    "twenty working days without a due day": passes { "people.yaml": "- {id: li-na, name: Li Na}\n", "issues.yaml": "- {title: Wet stand, owner: li-na, raised: 2026-05-18}\n" };
    "one more": found at "issues.yaml:1:11 due" { "people.yaml": "- {id: li-na, name: Li Na}\n", "issues.yaml": "- {title: Wet stand, owner: li-na, raised: 2026-05-15}\n" };
    "nobody owns it": found at "issues.yaml:1:11 owner" { "issues.yaml": "- {title: Wet stand, due: 2026-07-01}\n" };
    "closed": not_assessable { "issues.yaml": "- {title: Wet stand, status: closed}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::{findings, outcome};

    #[test]
    fn what_is_neglected() {
        for (fields, expected) in [
            ("owner: a, due: 2026-06-12", 1),
            ("owner: a, due: 2026-06-14", 0),
            ("due: 2026-07-01", 1),
            ("owner: a, raised: 2026-05-18", 0),
            ("owner: a, raised: 2026-05-15", 1),
            ("owner: a", 0),
            ("status: closed", 0),
        ] {
            assert_eq!(findings(&RULE, &[("issues.yaml", &format!("- {{title: x, {fields}}}\n"))]), expected, "{fields}");
        }
    }

    #[test]
    fn everything_is_said_at_once() {
        let message = outcome(&RULE, &[("issues.yaml", "- {title: x, due: 2026-06-12}\n")]).findings.remove(0).finding.message;
        assert_eq!(message.en, "“x” has no `owner` and was due on 12 Jun, 1 working day ago.");
        assert_eq!(message.zh, "“x”没有负责人，应于6月12日解决，逾期1个工作日。");
    }
}
