//! How the numbers of KPIs and goals are worked out.

use super::Topic;
use crate::analysis::kpi::{ENOUGH_AFTER, FEWEST_FOR_LIMITS, FEWEST_POINTS, FIXED_FROM, Thresholds};
use crate::project::settings::SignalRules;
use crate::site::view::page::Page;
use crate::text::Message;
use crate::{both, say};

pub(super) fn topic(page: Page<'_>) -> Topic {
    Topic::new(page, "kpis", &both!("How KPIs are worked out", "指标的算法"), &[], items(page.whole.project.settings.signals()))
}

fn items(rules: SignalRules) -> Vec<(Message, Message)> {
    vec![
        (
            both!("Path and status", "路径与状态"),
            both!(
                "The last value is held against the target path on its own day: a straight line from the baseline through the targets, by calendar day; of a range, the band of the next target. On track up to the first threshold on the wrong side (0% unless set), at risk up to the second (20% of the whole way from baseline to last target, 10% of the bound of a range), beyond it off track. A value older than its cadence allows is stale.",
                "最近数值与其当天的目标路径比较：从基线起，经各个目标值按自然日连成的折线；区间型指标取下一个目标的区间。落后不超过第一道阈值（默认0%）为正常，不超过第二道阈值（默认为基线到最后目标全程的20%，区间型为界限的10%）为有风险，再多为偏离。超过更新频率仍未更新的数值为数据过期。"
            ),
        ),
        (
            both!("Verdict on a target", "目标结论"),
            both!(
                "The last value up to its day decides, if it is less than one period old; else the first one within a period after it.",
                "以目标日之前一个周期内的最后一个数值为准；没有的，取其后一个周期内的第一个数值。"
            ),
        ),
        (
            both!("Attainment and pace", "达成率与所需速度"),
            both!(
                "Attainment is the share of the way from baseline to last target that is done, below 0% and above 100% as it comes. The pace needed leads from the last value to the next target; beside it stands how many times the pace since the baseline that is.",
                "达成率是从基线到最后目标已完成的比例，可小于0%或大于100%。所需速度是从最近数值到下一个目标每期应有的变化，并与基线以来的速度相比。"
            ),
        ),
        (
            both!("Forecast", "预测"),
            say!(
                "A straight line by least squares through the last {most} final values since the level last began anew, at least {least}, over calendar days. The interval holds one new value eight times in ten: line ± t·s·√(1 + 1/n + (x − x̄)²/Sxx), with Student’s t of n − 2. The chance is that one new measurement on the target’s day is on the right side, if trend and scatter stay as they were. Pale: further ahead than the values go back. (Anderson, Sweeney, Williams: Statistics for Business and Economics.)",
                "对最近一次重设基线以来的最后{most}个确定数值（至少{least}个）按自然日作最小二乘直线。80%区间表示一个新数值有八成落在其中：直线±t·s·√(1+1/n+(x−x̄)²/Sxx)，t为自由度n−2的学生分布。达成概率是目标日的一次新测量落在目标一侧的概率，前提是趋势和波动不变。颜色较浅处超出数据跨度。（Anderson、Sweeney、Williams：《商务与经济统计》）",
                most = FIXED_FROM,
                least = FEWEST_POINTS
            ),
        ),
        (
            both!("Usual range", "正常波动范围"),
            say!(
                "Mean ± 2.66 × mean moving range, the moving range being the difference of neighbours; its own limit is 3.268 × its mean. From {least} values on, provisional; from {fixed} on, those of the first {fixed} for good, until a change that begins the level anew is applied. Of a running total the increase per period is looked at. (Wheeler: Understanding Variation; NHS: Making Data Count.)",
                "控制限为均值±2.66×移动极差均值，移动极差是相邻数值之差；移动极差的上限为其均值×3.268。满{least}个数值起为暂定，满{fixed}个起固定取前{fixed}个，直到登记为重设基线的调整落实后重新起算。累计型指标看每期增量。（Wheeler：《Understanding Variation》；英国NHS：《Making Data Count》）",
                least = FEWEST_FOR_LIMITS,
                fixed = FIXED_FROM
            ),
        ),
        (
            both!("Signals", "异常信号"),
            signals(rules),
        ),
        (
            both!("Before and after", "前后对比"),
            say!(
                "Up to {before} final values before the day on which a change was applied or a decision made, and all from it on, between the neighbouring new starts. Limits are those of the values before; signals after it are told as better or worse. Without a signal, under {after} values it is too early to say; under {least} values before it cannot be judged. After is not because.",
                "取调整落实或决策当日之前最多{before}个确定数值，与当日起的数值比较，均不跨相邻的重设基线。控制限取自之前的数值，之后出现异常信号的注明变好或变差。没有信号且不足{after}个数值的，为时尚早；之前不足{least}个数值的，无法判断。先后不等于因果。",
                before = FIXED_FROM,
                after = ENOUGH_AFTER,
                least = FEWEST_FOR_LIMITS
            ),
        ),
        (
            both!("Goals", "目标"),
            both!(
                "A goal is what its outcome says, else what the latest evaluation that judges it says; without both, off track when more than half of its judged KPIs are off track or missed, at risk when any is at risk or off track.",
                "目标的状态取自身登记的结果，没有则取最近一次绩效评估的结论；两者都没有的，可判断的指标过半偏离或未达成为偏离，有任何一项有风险或偏离为有风险。"
            ),
        ),
    ]
}

/// How signals are found, by the rules that the project sets.
fn signals(rules: SignalRules) -> Message {
    let Thresholds { run, near, near_of, .. } = Thresholds::of(rules);
    match rules {
        SignalRules::Wheeler => say!(
            "By Wheeler’s rules, more than the usual scatter is: a value beyond a limit; {run} or more in a row on one side of the mean; {near} of {near_of} values, the newest among them, nearer to one limit than to the mean; a moving range beyond its limit. A value on the mean or on a limit is none.",
            "按Wheeler规则，以下情况超出正常波动：数值超出控制限；连续{run}个及以上在均值同一侧；最近{near_of}个数值中有{near}个（含最新的）更靠近同一侧控制限；移动极差超限。恰好在均值或控制限上的不算。",
            run,
            near,
            near_of
        ),
        SignalRules::Nhs => say!(
            "By the rules of NHS Making Data Count (`signals: nhs`), more than the usual scatter is: a value beyond a limit; {run} or more in a row on one side of the mean; {run} or more in a row that each rise, or each fall; {near} of {near_of} values, the newest among them, in the outer third before one limit; a moving range beyond its limit. A value on the mean or on a limit is none.",
            "按英国NHS《Making Data Count》规则（`signals: nhs`），以下情况超出正常波动：数值超出控制限；连续{run}个及以上在均值同一侧；连续{run}个及以上逐个上升或下降；最近{near_of}个数值中有{near}个（含最新的）在靠近同一侧控制限的三分之一内；移动极差超限。恰好在均值或控制限上的不算。",
            run,
            near,
            near_of
        ),
    }
}
