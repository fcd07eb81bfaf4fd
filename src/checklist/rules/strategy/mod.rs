//! Rules about reviews of progress, changes of strategy and decisions.

mod latest;

crate::registry! {
    review_overdue
    review_incomplete
    review_problem_without_next_step
    change_incomplete
    change_stuck
    change_without_approval
    change_effect_unknown
    marketing_change_slow
    decision_incomplete
    decision_revisit_overdue
}
