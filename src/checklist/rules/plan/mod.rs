//! Rules about the plan: people's time, money and materials, phases, milestones and tasks.

mod hanging;
mod quiet;

crate::registry! {
    resources_not_planned
    person_over_capacity
    allocated_while_absent
    budget_overrun
    budget_without_actuals
    material_late
    plan_missing
    plan_entry_incomplete
    task_overdue
    plan_date_unrecorded
    task_outside_phase
    task_before_predecessor
    dependency_loop
    milestone_slipped
    finish_after_project_end
    campaign_incomplete
    campaign_before_need
    content_before_need
    campaign_over_budget
    content_overdue
    content_not_approved
    quiet_period_not_kept
    starts_on_holiday
}
