use crate::checklist::rules::words::{due, owner, wants};
use crate::checklist::{RuleContext, Verdict};
use crate::rule;

rule! { "improvement-incomplete", Improvements, Quality, Warning, Folded, Execution..=Closed;
    asks { Improvements: owner due measure; }
    title "Improvement lacks owner, day or measure" "改进措施信息不全";
    what "Every open improvement has an owner, a day, and a measure by which it is seen that it worked." "每项未完成的改进都有负责人、截止日期和衡量方法。";
    why "A good intention without a name and a day stays one." "没有人、没有日期的改进，只是一个好想法。";
    fix "Type `owner:`, `due:` and `measure:`." "填“负责人”“截止日期”和“衡量方法”。";
    bad at "improvements.yaml:1:11 measure" { "improvements.yaml": "- {title: Notes on the day of the meeting, owner: li-na, due: 2026-06-30}\n" }
    good { "improvements.yaml": "- {title: Notes on the day of the meeting, owner: li-na, due: 2026-06-30, measure: Nine of ten on the day}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let project = judge.project;
    let open = judge.subjects(&project.improvements).filter(|improvement| improvement.is_open());
    judge.each(open, |improvement| {
        let fields = [
            owner(improvement.owner.is_none()),
            due(improvement.due.is_none()),
            (
                "measure",
                improvement.measure.is_none(),
                "`measure:` with how one sees that it works, as “nine of ten notes on the day”",
                "“衡量方法”写明怎样算有效，如“九成纪要当天发出”",
            ),
        ];
        wants(project, improvement, &fields).map_or(Verdict::Pass, Verdict::from)
    });
}

crate::cases! {
    "what is done is left alone": not_assessable { "improvements.yaml": "- {title: Shorter meetings, status: done}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::findings;

    #[test]
    fn only_open_ones_are_asked() {
        for (text, expected) in [
            ("- title: x\n", 1),
            ("- {title: x, status: done}\n", 0),
            ("- {title: x, status: cancelled}\n", 0),
            ("- {title: x, owner: a, due: soon, measure: y}\n", 0),
        ] {
            assert_eq!(findings(&RULE, &[("improvements.yaml", text)]), expected, "{text}");
        }
    }
}
