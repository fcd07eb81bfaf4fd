//! Which side of the collaboration a person is on.

use super::Project;
use super::registers::words::Side;

impl Project {
    /// The side of a person: their own, else their department's, else that of the project manager or the marketing lead.
    /// `None` if it is unknown, or if the person holds both roles.
    pub fn side(&self, person: usize) -> Option<Side> {
        let entry = self.people.get(person)?;
        let info = &self.settings.project;
        let leads = [(info.project_manager.as_ref(), Side::Project), (info.marketing_lead.as_ref(), Side::Marketing)];
        let roles: Vec<Side> = leads.into_iter().filter(|(owner, _)| self.owner(*owner) == Some(person)).map(|(_, side)| side).collect();
        if roles.len() > 1 {
            return None;
        }
        let of_department = || entry.department.iter().find_map(|name| self.departments.get(self.department(name.text())?)?.side);
        entry.side.or_else(of_department).or_else(|| roles.first().copied())
    }

    /// The sides of parties who are known: persons by their side, departments by theirs.
    pub fn sides<'n>(&self, names: impl IntoIterator<Item = &'n str>) -> Vec<Side> {
        let side = |name: &str| match self.person(name) {
            Some(person) => self.side(person),
            None => self.departments.get(self.department(name)?)?.side,
        };
        names.into_iter().filter_map(side).collect()
    }
}
