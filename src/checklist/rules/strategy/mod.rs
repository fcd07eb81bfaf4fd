//! Rules about reviews of progress, changes of strategy and decisions.

mod latest;

pub(crate) use review_overdue::reviews;

crate::registry! {
    review_overdue
    review_incomplete
    review_problem_without_next_step
    review_contradicts_numbers
    change_incomplete
    change_stuck
    change_without_approval
    change_effect_unknown
    off_track_kpi_unanswered
    marketing_change_slow
    decision_incomplete
    decision_revisit_overdue
    change_leaves_campaign
}
