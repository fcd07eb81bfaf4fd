//! How the numbers of risks are worked out.

use super::Topic;
use crate::analysis::risk::{MOST_RISKS, RUNS};
use crate::site::view::page::Page;
use crate::text::{Message, number};
use crate::{both, say};

pub(super) fn topic(page: Page<'_>) -> Topic {
    Topic::new(page, "risks", &both!("How risks are worked out in money and time", "风险的成本与工期怎样算"), &[], items(page))
}

fn items(page: Page<'_>) -> Vec<(Message, Message)> {
    let seed = page.whole.project.settings.risk.seed();
    let (runs, most) = (number::full(RUNS as f64, 0), number::full(MOST_RISKS as f64, 0));
    vec![
        (
            both!("Expected cost", "预期货币价值"),
            both!(
                "The sum of probability × (low + 4 × likely + high) ÷ 6 over the open risks that have a probability and a cost, exact to the cent; opportunities subtract. A step of probability counts as the middle of its band. Source: PMI, Practice Standard for Project Risk Management.",
                "有概率和成本影响的未关闭风险，按概率×（最低＋4×最可能＋最高）÷6相加，精确计算，机会作抵减。概率等级按所在区间的中点计。来源：PMI《项目风险管理实践标准》。"
            ),
        ),
        (
            both!("Cost and delay if it occurs", "发生时的成本与工期"),
            both!(
                "A PERT distribution: mean μ = (low + 4 × likely + high) ÷ 6, variance σ² = (μ − low)(high − μ) ÷ 7. One number alone is a constant; where the likely one is missing, it is the middle. Sources: Clark (1962); Vose, Risk Analysis.",
                "采用PERT分布：均值μ＝（最低＋4×最可能＋最高）÷6，方差σ²＝（μ－最低）（最高－μ）÷7。只写一个数时为常数；没有写最可能值时取中间值。来源：Clark（1962）；Vose《Risk Analysis》。"
            ),
        ),
        (
            both!("Simulation", "模拟"),
            say!(
                "{runs} runs. In each, every open risk occurs with its probability, cost and delay together, and the values are added up; opportunities subtract. P80, “in 8 of 10 cases”, is the smallest total that 80% of the runs do not exceed. Risks are drawn independently, which makes the tails narrower where they share a cause. Delays are added as if nothing ran in parallel: an upper bound. With more than {most} estimates nothing is simulated. In the spirit of AACE International 41R-08 and 57R-09; Hulett, Integrated Cost-Schedule Risk Analysis.",
                "共{runs}次。每次中，每项未关闭风险按其概率发生，成本和工期一同发生，再把数值相加，机会作抵减。P80即“八成把握”，是80%的模拟结果不超过的最小合计。各风险独立抽样，有共同诱因时实际的极端结果会更常见。工期按没有并行直接相加，是上限。有估算值的风险超过{most}项时不做模拟。参照AACE International 41R-08、57R-09和Hulett《Integrated Cost-Schedule Risk Analysis》。",
                runs,
                most
            ),
        ),
        (
            both!("Random numbers", "随机数"),
            say!(
                "ChaCha8 from the seed {seed}, with a stream of its own for each risk by its id: the same on every machine, whatever the order of records, and a new risk leaves the draws of the others as they were.",
                "采用ChaCha8，种子为{seed}，每项风险按编号各用一个随机数流：任何机器、任何记录顺序结果都相同，新增风险不影响其他风险的抽样。",
                seed
            ),
        ),
        (
            both!("What drives the total", "影响大小"),
            both!(
                "A risk's share of the sum of variances, each p(σ² + μ²) − (pμ)² with the probability p. Beside it pμ, and P80 of the same runs without the risk.",
                "各风险方差占方差之和的比例，单项方差为p(σ²＋μ²)－(pμ)²，p为概率。并列出pμ，以及同样的模拟不含该风险时的P80。"
            ),
        ),
        (
            both!("Exposure over time", "风险敞口变化"),
            both!(
                "Threats open at the end of each month, by the level believed on that day: from the review that found it on, what remains after responses; before, what was there without them. Opportunities are counted beside.",
                "每月底未关闭的威胁，按当天认定的等级：自评审得出剩余风险之日起按应对后计，之前按应对前计。机会另行计数。"
            ),
        ),
    ]
}
