//! A single risk on the matrix, before and after its response.

use serde::Serialize;

use super::matrix::{Matrix, grid};
use super::{is_opportunity, numbers};
use crate::analysis::risk::RiskNumbers;
use crate::both;
use crate::project::RecordId;
use crate::say;
use crate::site::view::page::Page;
use crate::site::view::parts::Run;
use crate::text::Message;

/// Where a risk stands, with what that says as its title.
#[derive(Serialize)]
pub(crate) struct Placed {
    title: String,
    matrix: Matrix,
}

/// A risk on the matrix; `None` if it is not assessed.
pub(crate) fn placed(page: Page<'_>, id: RecordId) -> Option<Placed> {
    let numbers = numbers(page, id)?;
    let before = numbers.inherent.or(numbers.residual)?;
    let marks = [(numbers.inherent, both!("Before", "应对前")), (numbers.residual, both!("After", "应对后"))];
    let matrix = grid(
        page,
        page.say(&both!("Probability (rows) by impact (columns)", "纵轴为概率，横轴为影响")),
        |probability, impact| {
            let here = marks.iter().filter(|(at, _)| at.is_some_and(|at| (at.probability, at.impact) == (probability, impact)));
            (here.map(|(_, word)| Run::text(page.say(word))).collect(), None)
        },
    );
    Some(Placed { title: page.say(&title(numbers, before.score, is_opportunity(page, id))), matrix })
}

/// What the response does to the score, or that nobody said what remains after it.
fn title(numbers: &RiskNumbers, before: u32, is_opportunity: bool) -> Message {
    let Some(after) = numbers.residual.map(|residual| residual.score) else {
        return say!("Score {before}; what remains after the response is not assessed", "得分{before}，尚未评估应对后的剩余风险", before);
    };
    let is_believed = numbers.current == numbers.residual;
    match (after.cmp(&before), is_believed) {
        (std::cmp::Ordering::Equal, _) => say!("The response leaves the score at {before}", "应对后得分仍为{before}", before),
        (_, false) => say!(
            "{after} after the response instead of {before}, which nothing explains: {before} counts",
            "应对后由{before}变为{after}，但没有依据，仍按{before}计",
            before,
            after
        ),
        (std::cmp::Ordering::Less, _) => {
            say!("The response lowers the score from {before} to {after}", "应对后得分由{before}降到{after}", before, after)
        }
        (std::cmp::Ordering::Greater, _) if is_opportunity => {
            say!("The response raises the chance from {before} to {after}", "应对后机会得分由{before}升到{after}", before, after)
        }
        (std::cmp::Ordering::Greater, _) => {
            say!(
                "The score is higher after the response: {after} instead of {before}",
                "应对后得分反而由{before}升到{after}",
                before,
                after
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Analysis;
    use crate::calendar::Date;
    use crate::project::{Folder, ReportDateSource, load};

    #[test]
    fn the_title_says_what_the_response_does() {
        let today = Date::new(2026, 6, 15);
        let title = |risk: &str| {
            let files = [("risks.yaml", format!("- {{title: x, probability: 4, impact: 4{risk}}}\n"))];
            let files = files.each_ref().map(|(name, text)| (*name, text.as_str()));
            let project = load(Folder::of_texts(&files), ReportDateSource { as_of: None, otherwise: today });
            let analysis = Analysis::of(&project);
            let numbers = analysis.risks.first().expect("a risk");
            title(numbers, 16, project.risks.first().is_some_and(|risk| risk.is_opportunity())).en.into_owned()
        };
        assert_eq!(title(""), "Score 16; what remains after the response is not assessed");
        assert_eq!(title(", prevention: y, residual: {probability: 3, impact: 3}"), "The response lowers the score from 16 to 9");
        assert_eq!(title(", prevention: y, residual: {probability: 4, impact: 4}"), "The response leaves the score at 16");
        assert_eq!(
            title(", residual: {probability: 3, impact: 3}"),
            "9 after the response instead of 16, which nothing explains: 16 counts"
        );
        assert_eq!(title(", residual: {probability: 5, impact: 4}"), "The score is higher after the response: 20 instead of 16");
        assert_eq!(
            title(", kind: opportunity, prevention: y, residual: {probability: 5, impact: 4}"),
            "The response raises the chance from 16 to 20"
        );
    }
}
