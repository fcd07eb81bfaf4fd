//! Rules about the market: whether it is looked into, and whether its voice is answered.

pub(crate) use feedback_unanswered::days_to_answer;

crate::registry! {
    no_market_research
    research_incomplete
    research_leads_nowhere
    competitor_unverified
    no_feedback
    feedback_unanswered
    recurring_theme_ignored
    experiment_incomplete
    experiment_read_early
    experiment_split_broken
}
