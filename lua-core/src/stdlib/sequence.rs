//! `Sequence`: a table, or a value that acts as one, as a list of elements with integer keys.

use crate::gc::Gc;
use crate::object::{Call, Event, LuaError, State, Table, Value};
use crate::vm::limits::{self, Rounds};
use crate::vm::metamethod;

/// Elements that are moved in the time of an instruction where they move at once.
const AT_ONCE: usize = 8;

/// A list whose elements are reached with metamethods if it has any, and directly if not.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sequence(Value);

impl Sequence {
    /// Any value; to use it fails if it can be no sequence.
    pub(super) fn of(value: Value) -> Sequence {
        Sequence(value)
    }

    /// An argument that is a table or has all of some metamethods.
    ///
    /// # Errors
    ///
    /// If the argument is neither.
    #[inline]
    pub(super) fn argument(
        call: &Call<'_>,
        position: usize,
        needed: &[Event],
    ) -> Result<Sequence, LuaError> {
        let value = call.get(position);
        if value.is_table() || has_all(call.state(), value, needed) {
            return Ok(Sequence(value));
        }
        Err(call.type_error(position, "table"))
    }

    /// The table, if no metamethod can come between it and its elements.
    #[inline(always)]
    pub(super) fn plain(self) -> Option<Gc<Table>> {
        self.0.as_table().filter(|table| table.metatable().is_none())
    }

    /// How many elements there are.
    ///
    /// # Errors
    ///
    /// If the value has no length, or one that is no integer, or a metamethod fails.
    #[inline]
    pub(super) fn length(self, call: &Call<'_>) -> Result<i64, LuaError> {
        if let Some(table) = self.plain() {
            return Ok(table.length());
        }
        let length = metamethod::length(call.state(), self.0)?;
        metamethod::to_integer(call.state(), length)
            .ok_or_else(|| call.error("object length is not an integer"))
    }

    /// Reads an element.
    ///
    /// # Errors
    ///
    /// If the value cannot be indexed, or a metamethod fails.
    #[inline]
    pub(super) fn get(self, state: &State, index: i64) -> Result<Value, LuaError> {
        if let Some(table) = self.0.as_table() {
            let value = table.get_integer(index);
            if !value.is_nil() || table.metatable().is_none() {
                return Ok(value);
            }
        }
        metamethod::index(state, self.0, Value::from_integer(index))
    }

    /// Stores an element.
    ///
    /// # Errors
    ///
    /// If the value cannot be indexed, its table cannot grow, or a metamethod fails.
    #[inline]
    pub(super) fn set(self, state: &State, index: i64, value: Value) -> Result<(), LuaError> {
        match self.plain() {
            Some(table) => set_item(state, table, index, value),
            None => metamethod::set_index(state, self.0, Value::from_integer(index), value),
        }
    }

    /// Moves the elements `first..end` up by one place, from the last on.
    ///
    /// # Errors
    ///
    /// As those of [`Sequence::get`] and [`Sequence::set`].
    pub(super) fn shift_up(self, state: &State, first: i64, end: i64) -> Result<(), LuaError> {
        let mut rounds = Rounds::new(state);
        for index in (first..end).rev() {
            rounds.count()?;
            // PERF: once there is a place for the last element, the others of a plain table move at once.
            if index < end - 1
                && let Some(table) = self.plain()
                && table.copy_items(&state.heap, first, index, first + 1)
            {
                return limits::spend(state, (index - first) as usize / AT_ONCE);
            }
            let element = self.get(state, index)?;
            self.set(state, index + 1, element)?;
        }
        rounds.end()
    }

    /// Moves the elements `first + 1..=last` down by one place, from the first on.
    ///
    /// # Errors
    ///
    /// As those of [`Sequence::get`] and [`Sequence::set`].
    pub(super) fn shift_down(self, state: &State, first: i64, last: i64) -> Result<(), LuaError> {
        if let Some(table) = self.plain()
            && first < last
            && table.copy_items(&state.heap, first + 1, last, first)
        {
            return limits::spend(state, (last - first) as usize / AT_ONCE);
        }
        let mut rounds = Rounds::new(state);
        for index in first..last {
            rounds.count()?;
            let element = self.get(state, index + 1)?;
            self.set(state, index, element)?;
        }
        rounds.end()
    }
}

/// Stores an element of a table without metamethods.
///
/// # Errors
///
/// If the table cannot grow.
#[inline]
pub(super) fn set_item(
    state: &State,
    table: Gc<Table>,
    index: i64,
    value: Value,
) -> Result<(), LuaError> {
    if table.replace_item(index, value) {
        return Ok(());
    }
    metamethod::raw_set(state, table, Value::from_integer(index), value)
}

/// Tells whether a value has all of some metamethods.
fn has_all(state: &State, value: Value, events: &[Event]) -> bool {
    state.metatable(value).is_some_and(|metatable| {
        events.iter().all(|&event| !state.metatable_field(metatable, event).is_nil())
    })
}
