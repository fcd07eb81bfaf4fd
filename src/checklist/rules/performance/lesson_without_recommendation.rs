use crate::checklist::rules::words::lacks;
use crate::checklist::{RuleContext, Verdict};
use crate::{both, rule};

rule! { "lesson-without-recommendation", Lessons, Quality, Warning, Folded, Execution..=Closed;
    asks { Lessons: recommendation; }
    title "Lesson does not say what to do next time" "经验教训没有写建议";
    what "Every lesson says what to do next time." "每条经验教训都写明今后怎样做。";
    why "Whoever reads it learns that something went wrong, and does it again." "读的人只知道出过错，照样再犯。";
    fix "Type `recommendation:` with one thing to do, or to keep doing." "在“建议”里写一件今后要做或继续做的事。";
    bad at "lessons.yaml:1:11 recommendation" { "lessons.yaml": "- {title: Visit old kitchens too, happened: All visits were in new flats}\n" }
    good { "经验教训.csv": "标题,发生了什么,建议\n也要走访老厨房,走访的都是新房,按建成年份抽取\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let project = judge.project;
    judge.each(judge.subjects(&project.lessons), |lesson| {
        let help = both!("Type `recommendation:` with one thing to do, or to keep doing.", "在“建议”里写一件今后要做或继续做的事。");
        lacks(project, lesson, &[("recommendation", lesson.recommendation.is_none())])
            .map_or(Verdict::Pass, |finding| finding.help(help).into())
    });
}

crate::cases! {
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::findings;

    #[test]
    fn walls_become_one_finding() {
        let lessons = "- title: a\n- title: b\n- title: c\n- title: d\n";
        assert_eq!(findings(&RULE, &[("lessons.yaml", lessons)]), 1);
        assert_eq!(findings(&RULE, &[("lessons.yaml", "- {title: a, do differently: Ask first}\n")]), 0);
    }
}
