//! Values that a host keeps beside a machine, one of each type.

use std::any::{Any, TypeId};
use std::cell::{OnceCell, RefCell};

/// The host's values. Each type has a cell of its own, which stays where it is once it is made: so borrowing one
/// value hinders no use of the others. Hosts have a handful of such types, so a list finds them fast enough.
#[derive(Default)]
pub(crate) struct AppData {
    first: OnceCell<Box<Entry>>,
}

struct Entry {
    of: TypeId,
    value: AppCell,
    next: OnceCell<Box<Entry>>,
}

/// A place for a value of one type.
pub(crate) type AppCell = RefCell<Option<Box<dyn Any>>>;

impl AppData {
    /// The place of a type's value, if there ever was one.
    pub(crate) fn find(&self, of: TypeId) -> Option<&AppCell> {
        let mut link = &self.first;
        while let Some(entry) = link.get() {
            if entry.of == of {
                return Some(&entry.value);
            }
            link = &entry.next;
        }
        None
    }

    /// The place of a type's value.
    pub(crate) fn place(&self, of: TypeId) -> &AppCell {
        let mut link = &self.first;
        loop {
            let new = || Box::new(Entry { of, value: RefCell::default(), next: OnceCell::new() });
            let entry = link.get_or_init(new);
            if entry.of == of {
                return &entry.value;
            }
            link = &entry.next;
        }
    }
}
