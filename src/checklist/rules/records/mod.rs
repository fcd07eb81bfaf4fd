//! Rules about the records themselves: what could not be read, what refers to nothing, what contradicts itself.

mod layout;
mod reading;
mod setting;
mod setting_names;
mod site;

crate::registry! {
    unreadable_file
    unread_content
    unreadable_value
    missing_required_field
    duplicate_id
    unknown_reference
    owner_is_department
    owner_has_left
    unknown_field
    reading_note
    unrecognised_file
    dates_contradict
    date_in_the_future
    broken_link
    project_incomplete
    values_contradict
    settings_invalid
    waiver_expired
    waiver_unused
    missing_translation
}
