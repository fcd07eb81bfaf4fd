//! Rules about how the project did, and what was learned.

crate::registry! {
    no_evaluation
    evaluation_incomplete
    verdict_contradicts_kpi
    no_lessons_learned
    lesson_without_recommendation
    lesson_not_applied
    campaign_without_result
}
