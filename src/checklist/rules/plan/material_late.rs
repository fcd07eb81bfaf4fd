use crate::calendar::Date;
use crate::checklist::rules::owner::{on_leave, with_stand_in};
use crate::checklist::rules::words::{ago, day, no_date, workdays};
use crate::checklist::{Finding, RuleContext, Subject, Verdict};
use crate::project::registers::resources::Material;
use crate::{both, rule, say};

rule! { "material-late", Allocation, Signal, Warning, Each, Planning..=Closing;
    asks { Materials: received; }
    title "Material does not come in time" "物料不能按时到货";
    what "What is made or bought is expected, and received, by the day it is needed." "制作或采购的物料在需要日期前到货。";
    why "The stand, the mailing or the launch goes out without it." "展台、邮寄或上市当天就缺这一样。";
    fix "If it came, type `received:`; else agree an earlier `expected` with the supplier, or move `needed_by`." "已到货的填“实际到货”；没到的和供应商商定更早的“预计到货”，或调整“需要日期”。";
    bad at "materials.csv:2:1 received", "materials.csv:3:23 expected" { "materials.csv": "name,needed_by,expected,status\nStore leaflets,2026-06-10,,in production\nGift boxes,2026-07-03,2026-07-10,ordered\n" }
    good { "materials.csv": "name,needed_by,expected,received,status\nStore leaflets,2026-06-10,2026-06-08,2026-06-09,received\nGift boxes,2026-07-10,2026-07-03,,ordered\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let awaited = judge.subjects(&judge.project.materials).filter(|material| !material.is_finished());
    judge.each_by(awaited, verdict);
}

fn verdict(judge: &RuleContext<'_>, material: Subject<'_, Material>) -> Verdict {
    let Some(needed) = material.needed_by else { return no_date() };
    let late = judge.workdays_late(needed);
    let due = judge.project.calendar.due(needed);
    match material.expected {
        Some(expected) if judge.workdays(due, expected) > 0 => comes_late(judge, material, needed, expected).into(),
        _ if !judge.is_past(needed) => Verdict::Pass,
        None if material.status.is_none() => not_recorded(judge, material, needed).into(),
        _ => is_missing(judge, material, needed, late).into(),
    }
}

fn comes_late(judge: &RuleContext<'_>, material: Subject<'_, Material>, needed: Date, expected: Date) -> Finding {
    let due = judge.project.calendar.due(needed);
    let (record, late) = (material.label(judge.project), workdays(judge.workdays(due, expected)));
    let (needed, expected, leave) = (day(judge.project, needed), day(judge.project, expected), on_leave(judge, material.owner.as_ref()));
    let message = say!(
        "{record} is needed by {needed} and expected on {expected}, {late} late.{leave}",
        "{record}需要日期为{needed}，预计{expected}到货，晚{late}。{leave}",
        record, needed, expected, late, leave
    );
    let help = both!("Agree an earlier `expected` with the supplier, or move `needed_by`.", "和供应商商定更早的“预计到货”，或调整“需要日期”。");
    with_stand_in(judge, material.owner.as_ref(), material.finding("expected", message).help(help))
}

fn is_missing(judge: &RuleContext<'_>, material: Subject<'_, Material>, needed: Date, late: i64) -> Finding {
    let (record, needed, late) = (material.label(judge.project), day(judge.project, needed), ago(late, "已过"));
    let leave = on_leave(judge, material.owner.as_ref());
    let message = say!(
        "{record} was needed by {needed}, {late}, and is not received.{leave}",
        "{record}需要日期为{needed}，{late}，还没有到货。{leave}",
        record, needed, late, leave
    );
    let help = both!("Type `received:` with the day, or `expected:` with the day the supplier promises.", "已到货的填“实际到货”，否则填供应商答应的“预计到货”。");
    with_stand_in(judge, material.owner.as_ref(), material.finding("received", message).help(help))
}

fn not_recorded(judge: &RuleContext<'_>, material: Subject<'_, Material>, needed: Date) -> Finding {
    let (record, needed) = (material.label(judge.project), day(judge.project, needed));
    let message = say!("{record} was needed by {needed}; nothing says whether it came.", "{record}需要日期为{needed}，没有登记是否到货。", record, needed);
    material.finding("received", message).help(both!("Type `received:` with the day.", "在“实际到货”填日期。")).unrecorded()
}

crate::cases! {
    "expected too late": found at "materials.yaml:1:51 expected" { "materials.yaml": "- {name: Poster, needed_by: 2026-08-03, expected: 2026-08-10}\n" };
    "cancelled": not_assessable { "materials.yaml": "- {name: Poster, needed_by: 2026-06-01, status: cancelled}\n" };
    "nobody has said when": not_assessable { "materials.yaml": "- {name: Poster, status: ordered}\n" };
    "received": not_assessable { "materials.yaml": "- {name: Poster, needed_by: 2026-06-01, received: 2026-05-28}\n" };
    "states not recorded are one finding": found at "materials.yaml:1:10 received" { "materials.yaml": "- {name: A, needed_by: 2026-06-01}\n- {name: B, needed_by: 2026-06-01}\n- {name: C, needed_by: 2026-06-01}\n- {name: D, needed_by: 2026-06-01}\n- {name: E, needed_by: 2026-12-01}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::{findings, outcome};

    #[test]
    fn what_comes_late() {
        for (row, expected) in [
            ("折页,2026-06-10,,,制作中", 1),
            ("折页,2026-06-10,2026-06-09,,在途", 1), // the promised day is past
            ("折页,2026-06-10,2026-06-09,2026-06-12,", 0), // late, but there
            ("折页,2026-06-10,,,已取消", 0),
            ("折页,2026-06-13,2026-06-15,,在途", 0), // Saturday moves to Monday
            ("折页,2026-06-30,2026-07-01,,在途", 1),
            ("折页,,2026-07-01,,在途", 0),
        ] {
            let rows = format!("名称,需要日期,预计到货,实际到货,状态\n{row}\n");
            assert_eq!(findings(&RULE, &[("物料.csv", &rows)]), expected, "{row}");
        }
    }

    #[test]
    fn unknown_is_not_late() {
        let outcome = outcome(&RULE, &[("materials.csv", "name,needed_by\nLeaflets,2026-06-10\n")]);
        assert!(outcome.findings[0].finding.is_unrecorded);
    }
}
