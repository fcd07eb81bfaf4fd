use super::hanging::verdict;
use crate::checklist::RuleContext;
use crate::rule;

rule! { "content-before-need", Plan, Signal, Warning, Each, Planning..=Closing;
    title "Content appears before what it needs is there" "内容早于所需条件发布";
    what "Nothing is planned to appear before the milestones, tasks, hand-offs and materials that it needs are there, as they are expected now." "内容的计划发布日期都不早于它所依赖的里程碑、任务、交接和物料的预计到位日期。";
    why "It announces what nobody can buy yet, or goes out without its pictures." "要么预告了还买不到的产品，要么缺图发布。";
    fix "Move `planned`, bring forward what it needs, or take that out of `needs`." "调整“计划发布日期”，提前它依赖的事项，或从“依赖”中去掉该项。";
    bad at "content-calendar.yaml:1:26 planned" { "milestones.yaml": "- {id: M-1, name: On sale, forecast: 2026-07-10}\n", "content-calendar.yaml": "- {title: Film, planned: 2026-07-06, status: approved, needs: M-1}\n" }
    good { "milestones.yaml": "- {id: M-1, name: On sale, forecast: 2026-07-03}\n", "content-calendar.yaml": "- {title: Film, planned: 2026-07-06, status: approved, needs: M-1}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let open = judge.subjects(&judge.project.content).filter(|content| content.is_open() && !content.needs.is_empty());
    judge.each_by(open, |judge, content| verdict(judge, content, "planned"));
}

crate::cases! {
    "the scheduled day counts": passes { "milestones.yaml": "- {id: M-1, name: On sale, forecast: 2026-07-10}\n", "content-calendar.yaml": "- {title: Film, planned: 2026-07-06, scheduled: 2026-07-13, needs: M-1}\n" };
    "published": not_assessable { "milestones.yaml": "- {id: M-1, name: On sale, forecast: 2026-07-10}\n", "content-calendar.yaml": "- {title: Film, planned: 2026-06-06, published_on: 2026-06-06, needs: M-1}\n" };
    "nothing to judge": not_assessable {};
}
