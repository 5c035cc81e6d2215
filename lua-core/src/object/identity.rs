//! Numbers that stand for objects wherever scripts see them as text: `table: 0x0007`. Addresses would tell how the process
//! has its memory laid out, and differ from run to run; these numbers count what was shown.

use std::cell::{Cell, OnceCell};
use std::hash::{BuildHasher, RandomState};

use super::event::Event;
use super::state::State;
use super::table::Table;
use super::value::Value;
use crate::gc::{Gc, Marker};

/// The numbers of the objects that were shown.
#[derive(Default)]
pub(crate) struct Identities {
    /// From objects to numbers. It does not keep them alive.
    numbers: Cell<Option<Gc<Table>>>,
    last: Cell<i64>,
    /// For strings, which no weak table lets go.
    strings: OnceCell<RandomState>,
}

impl Identities {
    pub(super) fn trace(&self, marker: &Marker<'_>) {
        if let Some(numbers) = self.numbers.get() {
            marker.mark(numbers);
        }
    }
}

impl State {
    /// What scripts see in place of an object's address: the same for the same object as long as it lives, and for no other
    /// at the same time. None for values that are no objects.
    pub(crate) fn identity(&self, value: Value) -> Option<u64> {
        let address = value.address()?;
        if address == 0 {
            return Some(0);
        }
        let identities = &self.identities;
        if value.is_string() {
            return Some(identities.strings.get_or_init(RandomState::new).hash_one(address));
        }
        let numbers = identities.numbers.get().unwrap_or_else(|| {
            let metatable = Table::new(&self.heap, 0, 1);
            metatable.set_string(&self.heap, self.event_name(Event::Mode), self.string_value("k"));
            let numbers = Table::new(&self.heap, 0, 0);
            numbers.set_metatable(&self.heap, Some(metatable));
            identities.numbers.set(Some(numbers));
            numbers
        });
        if let Some(number) = numbers.raw_get(value).as_integer() {
            return Some(number as u64);
        }
        let number = identities.last.get() + 1;
        identities.last.set(number);
        // A table that cannot grow any more forgets the number, which takes more objects than there can be.
        let _ = numbers.raw_set(&self.heap, value, Value::from_integer(number));
        Some(number as u64)
    }
}
