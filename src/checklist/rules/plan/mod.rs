//! Rules about the plan: people's time, money and materials, phases, milestones and tasks.

crate::registry! {
    resources_not_planned
    allocated_while_absent
    budget_without_actuals
    material_late
    plan_missing
    plan_entry_incomplete
    task_outside_phase
    task_before_predecessor
}
