//! How the numbers of the plan are worked out.

use super::Topic;
use crate::analysis::plan::MOST_PATHS;
use crate::site::view::page::Page;
use crate::text::Message;
use crate::{both, say};

pub(super) fn topic(page: Page<'_>) -> Topic {
    Topic::new(page, "plan", &both!("How the plan is worked out", "计划的算法"), &[], items())
}

fn items() -> Vec<(Message, Message)> {
    vec![
        (
            both!("Dates by dependencies", "按依赖关系推算日期"),
            both!(
                "Each task starts as early as its predecessors allow: after their end (FS), with their start (SS); or it ends after their end (FF) or their start (SF), with lags in working days. A start that is given means not earlier. (PMI: Practice Standard for Scheduling.)",
                "每项任务在前置任务允许的最早时间开始：完成-开始（FS）、开始-开始（SS），或受完成-完成（FF）、开始-完成（SF）约束，滞后量按工作日计。填写的开始日期表示不早于该日。（PMI：《进度管理实践标准》）"
            ),
        ),
        (
            both!("Rescheduling", "按统计日期重排"),
            both!(
                "What is done keeps its actual dates. What is left of a task that has begun goes on after the report date and still waits for unfinished predecessors (retained logic): the working days recorded as remaining, else duration × (1 − per cent complete), rounded up. Nothing unfinished lies in the past.",
                "已完成的任务保留实际日期。进行中任务的剩余部分排在统计日期之后，并继续等待未完成的前置任务：有登记的剩余工作日以登记为准，否则为工期×（1－完成百分比），向上取整。未完成的工作不会排在过去。"
            ),
        ),
        (
            both!("Float and critical path", "浮动时间与关键路径"),
            say!(
                "A backward pass from the latest end gives the latest dates. Total float is latest end less earliest end, free float the room before the next task moves; a task without total float is critical. Up to {most} critical paths are listed. The project’s end changes no float. Tasks in a circle of dependencies, and what follows them, have no computed dates. (Elbeltagi: Construction Project Management.)",
                "从最晚的完成日期逆推得出最迟日期。总浮动时间为最迟完成与最早完成之差，自由浮动时间为不影响后续任务的余量；总浮动时间为0的任务是关键任务。最多列出{most}条关键路径。项目结束日期不影响浮动时间。循环依赖中的任务及其后续任务算不出日期。（Elbeltagi：《Construction Project Management》）",
                most = MOST_PATHS
            ),
        ),
        (
            both!("When the plan ends", "计划完成日期"),
            both!(
                "The latest of the computed ends of open tasks and the expected days of open milestones, held against the project’s end in working days.",
                "未完成任务的推算完成日期与未达成里程碑的预计日期中最晚的一个，按工作日与项目结束日期比较。"
            ),
        ),
        (
            both!("Work done", "已完成工作"),
            both!(
                "Per cent planned is the working days past of all working days of a task, by its baseline, else its plan; of the whole weighted by planned cost if all tasks have one, else by duration.",
                "计划完成率是任务（按基线，没有则按计划）已过工作日占全部工作日的比例；整体按计划成本加权，并非每项任务都有计划成本时按工期加权。"
            ),
        ),
        (
            both!("Earned value", "挣值"),
            both!(
                "BAC = Σ planned cost. PV = Σ planned cost × per cent planned. EV = Σ planned cost × per cent complete. AC = Σ actual cost of the tasks that have begun. SV = EV − PV, CV = EV − AC, SPI = EV / PV, CPI = EV / AC, EAC = BAC × AC / EV, ETC = EAC − AC, VAC = BAC − EAC, TCPI = (BAC − EV) / (BAC − AC). Where a task that has begun lacks its per cent or its cost, there is no number instead of a guess. The budget is another book and in none of them. (PMI: Practice Standard for Earned Value Management; ANSI/EIA-748.)",
                "BAC＝Σ计划成本；PV＝Σ计划成本×计划完成率；EV＝Σ计划成本×完成百分比；AC＝Σ已开始任务的实际成本；SV＝EV－PV，CV＝EV－AC，SPI＝EV÷PV，CPI＝EV÷AC，EAC＝BAC×AC÷EV，ETC＝EAC－AC，VAC＝BAC－EAC，TCPI＝（BAC－EV）÷（BAC－AC）。已开始的任务缺少完成百分比或实际成本时不作猜测，相应数字空缺。预算是另一本账，不计入其中。（PMI：《挣值管理实践标准》；ANSI/EIA-748）"
            ),
        ),
    ]
}
