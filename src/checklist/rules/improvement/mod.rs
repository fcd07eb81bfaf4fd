//! Rules about looking at the way of working, and about what is done to make it better.

crate::registry! {
    reflection_overdue
    reflection_without_trial
    improvement_incomplete
    improvement_overdue
    improvement_not_verified
    ineffective_improvement_left
}
