//! Rules about technical support: the resources that marketing needs, and its requests.

crate::registry! {
    no_support_listed
    support_without_owner
    support_late
    ticket_incomplete
    ticket_beyond_limit
    ticket_blocks_milestone
}
