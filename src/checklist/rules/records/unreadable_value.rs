use super::reading;
use crate::checklist::RuleContext;
use crate::project::Kind;
use crate::rule;
use crate::source::ProblemKind;

rule! { "unreadable-value", Records, Quality, Error, Each, Initiation..=Closed;
    title "Value cannot be read" "值无法读取";
    what "A date field holds a date, a number field a number, and a field with a fixed list of words one of them." "日期填日期，数字填数字，固定选项填其中一个。";
    why "A value that cannot be read counts as absent, and no rule can look at it." "无法读取的值等于没填，规则也没法检查它。";
    fix "Write the value as the help says." "按提示改写。";
    bad at "tasks.yaml:2:8" { "tasks.yaml": "- name: Film\n  end: 2026-04-31\n" }
    good { "tasks.yaml": "- name: Film\n  end: 2026年4月30日\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let records = Kind::ALL.iter().map(|kind| judge.project.registers.len(*kind)).sum();
    reading::judge(judge, &[ProblemKind::Value], records);
}

crate::cases! {
    "any word of an open list stays as it is": passes { "risks.yaml": "- {title: Rain, category: weather}\n", "meetings.yaml": "- {date: 2026-06-01, kind: breakfast}\n" };
    "a misspelt word of a closed list": found at "tasks.yaml:1:24" { "tasks.yaml": "- {name: Film, status: in progres}\n" };
    "neither yes nor no": found at "measurements.yaml:1:57" { "measurements.yaml": "- {kpi: leads, date: 2026-06-01, value: 3, provisional: perhaps}\n", "kpis.yaml": "- {id: leads, name: Leads}\n" };
    "nothing to read": not_assessable {};
}
