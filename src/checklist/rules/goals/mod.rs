//! Rules about goals and how they are measured.

mod kpi_values;

crate::registry! {
    no_goals
    goal_incomplete
    goal_not_agreed
    marketing_goal_unsupported
    phase_without_goal
    goal_past_due_without_outcome
    goal_without_kpi
    goal_target_differs
    kpi_incomplete
    kpi_without_target
    kpi_target_against_direction
    kpi_measurement_overdue
    kpi_several_values_one_day
    kpi_set_unbalanced
    campaign_without_goal
    campaign_link_misnamed
}
