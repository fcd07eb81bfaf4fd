//! Rules about risks, what is done about them, and the issues that some become.

mod standing;

crate::registry! {
    no_risks
    risk_without_owner
    risk_statement_incomplete
    risk_not_assessed
    risk_review_overdue
    risk_outlived
    risk_category_uncovered
    risk_without_strategy
    serious_risk_unprepared
    residual_implausible
    risk_above_appetite
    risk_action_overdue
    occurred_risk_without_issue
    risk_strategy_mismatch
    issue_neglected
}
