use crate::checklist::rules::words::lacks;
use crate::checklist::{RuleContext, Verdict};
use crate::{both, rule};

rule! { "reflection-without-trial", Reflection, Quality, Warning, Folded, Execution..=Closed;
    asks { Reflections: will_try; }
    title "Reflection does not say what will be tried" "方法反思没有写下一步尝试";
    what "Every reflection ends with something to try, or with the reason why nothing is." "每次方法反思都写明准备尝试什么，或为什么不改。";
    why "What was seen is forgotten by the next week, and work goes on as before." "想明白的事过一周就忘了，做法还是老样子。";
    fix "Type `will_try:` with one thing to try; \"nothing, because …\" is an answer too." "在“下一步尝试”写一件准备试的事；“不改，因为……”也算。";
    bad at "reflections.yaml:1:3 will_try" { "reflections.yaml": "- {date: 2026-06-01, learned: Notes come two days late}\n" }
    good { "reflections.yaml": "- {date: 2026-06-01, learned: Notes come two days late, will_try: Write them in the meeting}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let project = judge.project;
    judge.each(judge.subjects(&project.reflections), |reflection| {
        let help = both!(
            "Type `will_try:` with one thing to try; \"nothing, because …\" is an answer too.",
            "在“下一步尝试”写一件准备试的事；“不改，因为……”也算。"
        );
        lacks(project, reflection, &[("will_try", reflection.will_try.is_empty())]).map_or(Verdict::Pass, |finding| finding.help(help).into())
    });
}

crate::cases! {
    "nothing, and why, is an answer": passes { "reflections.yaml": "- {date: 2026-05-04, learned: It works, will_try: 'nothing, because it works'}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::findings;

    #[test]
    fn nothing_because_is_an_answer() {
        for (text, expected) in [
            ("日期,收获,下一步尝试\n2026-06-01,纪要太晚,\n", 1),
            ("日期,收获,下一步尝试\n2026-06-01,纪要太晚,不改，因为只剩两周\n", 0),
        ] {
            assert_eq!(findings(&RULE, &[("方法反思.csv", text)]), expected, "{text}");
        }
    }
}
