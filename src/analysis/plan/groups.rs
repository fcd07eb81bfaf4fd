//! Rows that only hold other tasks together: they are no work of their own.

use std::collections::BTreeMap;

use crate::project::Project;

/// Which tasks are parts of which.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Groups {
    parts: BTreeMap<usize, Vec<usize>>,
}

impl Groups {
    /// The groups of a plan, by the places of tasks in their register.
    pub fn of(project: &Project) -> Self {
        let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (index, task) in project.tasks.iter().enumerate() {
            let parent = task.parent.as_ref().and_then(|parent| project.resolve(&parent.reference()).one());
            if let Some(parent) = parent.filter(|parent| parent.index != index) {
                parts.entry(parent.index).or_default().push(index);
            }
        }
        Self { parts }
    }

    /// Whether other tasks are part of a task.
    pub fn is_group(&self, task: usize) -> bool {
        self.parts.contains_key(&task)
    }

    /// The tasks that a task stands for: itself, or all that is inside a group.
    pub fn members(&self, task: usize) -> Vec<usize> {
        let (mut members, mut seen, mut todo) = (Vec::new(), std::collections::BTreeSet::new(), vec![task]);
        while let Some(at) = todo.pop() {
            if !seen.insert(at) {
                continue;
            }
            match self.parts.get(&at) {
                Some(parts) => todo.extend(parts),
                None => members.push(at),
            }
        }
        members.sort_unstable();
        members
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::project;

    #[test]
    fn groups_stand_for_what_is_in_them() {
        let tasks = "- {id: A, name: a}\n- {id: B, name: b, parent: A}\n- {id: C, name: c, parent: A}\n- {id: D, name: d, parent: C}\n- {id: E, name: e, parent: F}\n- {id: F, name: f, parent: E}\n";
        let groups = Groups::of(&project(&[("tasks.yaml", tasks)], "2026-03-04"));
        assert_eq!((groups.members(0), groups.members(1)), (vec![1, 3], vec![1]));
        assert!(groups.is_group(0) && groups.is_group(2) && !groups.is_group(3));
        assert_eq!(groups.members(4), [0; 0], "a circle of groups has no work in it");
    }
}
