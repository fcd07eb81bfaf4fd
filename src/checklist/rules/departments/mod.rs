//! Rules about work between departments: who answers for what, hand-offs, what is shared.

mod deliverables;

crate::registry! {
    department_incomplete
    deliverable_without_responsibilities
    deliverable_without_single_accountable
    deliverable_without_responsible
    everybody_consulted
    handoff_incomplete
    handoff_overdue
    shared_resource_incomplete
    booking_clash
    content_approved_by_author
    campaigns_collide
    gate_not_ready
    gate_undecided
    readiness_overdue
    readiness_unsigned
}
