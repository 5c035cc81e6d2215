//! `table.sort`: the algorithm applied to Lua values, by the order a script wants.

use super::READ_WRITE_LENGTH;
use super::sort::{self, Slot, SortTarget};
use crate::gc::Gc;
use crate::object::{Call, LuaError, Returns, State, Table, Value};
use crate::stdlib::sequence::{Sequence, set_item};
use crate::vm::invoke::Caller;
use crate::vm::limits;
use crate::vm::metamethod;

/// `table.sort (list [, comp])` — manual 6.6.
pub(super) fn sort(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let list = Sequence::argument(call, 1, &READ_WRITE_LENGTH)?;
    let length = list.length(call)?;
    if length < 2 {
        return call.none();
    }
    if length >= i64::from(i32::MAX) {
        return Err(call.argument_error(1, "array too big"));
    }
    // What comparing takes, and moving; functions that compare are counted besides.
    limits::spend(call.state(), length as usize * length.ilog2() as usize)?;
    let is_natural = call.get(2).is_nil();
    if !is_natural {
        call.function(2)?;
    }
    if is_natural && let Some(table) = list.plain() {
        let all = |is_kind: fn(Value) -> bool| {
            (1..=length).all(|index| is_kind(table.get_integer(index)))
        };
        if all(Value::is_number) {
            return sort_directly(call, table, length, |_, a, b| Ok(is_less_number(a, b)));
        }
        if all(Value::is_string) {
            return sort_directly(call, table, length, is_less_string);
        }
    }
    sort_in_window(call, list, length)
}

/// Tells whether one number is less than another.
#[inline(always)]
fn is_less_number(a: Value, b: Value) -> bool {
    match (a.as_number(), b.as_number()) {
        (Some(a), Some(b)) => metamethod::compare_numbers(a, b, false),
        _ => false,
    }
}

/// Tells whether one string is less than another, and counts what that takes.
#[inline(always)]
fn is_less_string(state: &State, a: Value, b: Value) -> Result<bool, LuaError> {
    let (Some(a), Some(b)) = (a.as_string(), b.as_string()) else { return Ok(false) };
    limits::spend_bytes(state, a.len().min(b.len()))?;
    Ok(a.as_bytes() < b.as_bytes())
}

/// Elements of a plain table whose order is known without calling anything. So no collection comes
/// in between, and the elements need not be on the stack.
struct Direct<'a, 'b, F> {
    call: &'a Call<'b>,
    table: Gc<Table>,
    held: [Value; 3],
    is_less: F,
}

impl<F: Fn(&State, Value, Value) -> Result<bool, LuaError>> SortTarget for Direct<'_, '_, F> {
    type Error = LuaError;

    #[inline(always)]
    fn load(&mut self, slot: Slot, index: u64) -> Result<(), LuaError> {
        self.held[slot as usize] = self.table.get_integer(index as i64);
        Ok(())
    }

    #[inline(always)]
    fn store(&mut self, index: u64, slot: Slot) -> Result<(), LuaError> {
        set_item(self.call.state(), self.table, index as i64, self.held[slot as usize])
    }

    #[inline(always)]
    fn less(&mut self, a: Slot, b: Slot) -> Result<bool, LuaError> {
        (self.is_less)(self.call.state(), self.held[a as usize], self.held[b as usize])
    }

    /// Nothing: an element is all there is to compare, or a string, whose order seldom depends on many bytes.
    #[inline(always)]
    fn expect(&mut self, _: u64, _: u64) {}

    fn pause(&mut self) -> Result<(), LuaError> {
        limits::check(self.call.state())
    }

    fn invalid_order(&mut self) -> LuaError {
        invalid_order(self.call)
    }
}

/// Sorts a plain table whose elements are all numbers or all strings.
fn sort_directly(
    call: &mut Call<'_>,
    table: Gc<Table>,
    length: i64,
    is_less: impl Fn(&State, Value, Value) -> Result<bool, LuaError>,
) -> Result<Returns, LuaError> {
    let mut target = Direct { call, table, held: [Value::NIL; 3], is_less };
    sort::sort(&mut target, length as u64)?;
    call.none()
}

/// The window while sorting: the list, the comparator or nil, and the three slots.
const COMPARATOR: usize = 2;
const FIRST_SLOT: usize = 3;
const WINDOW: usize = 5;

/// Elements that a comparator or a metamethod orders. Those held are in the window.
struct InWindow<'a, 'b> {
    call: &'a mut Call<'b>,
    list: Sequence,
    comparator: Value,
    caller: &'a Caller<'b>,
}

impl InWindow<'_, '_> {
    #[inline(always)]
    fn held(&self, slot: Slot) -> Value {
        self.call.slot(FIRST_SLOT + slot as usize)
    }

    #[inline(always)]
    fn state(&self) -> &State {
        self.call.state()
    }
}

impl SortTarget for InWindow<'_, '_> {
    type Error = LuaError;

    #[inline]
    fn load(&mut self, slot: Slot, index: u64) -> Result<(), LuaError> {
        let element = self.list.get(self.state(), index as i64)?;
        self.call.set_slot(FIRST_SLOT + slot as usize, element);
        Ok(())
    }

    #[inline]
    fn store(&mut self, index: u64, slot: Slot) -> Result<(), LuaError> {
        self.list.set(self.state(), index as i64, self.held(slot))
    }

    fn less(&mut self, a: Slot, b: Slot) -> Result<bool, LuaError> {
        let (a, b) = (self.held(a), self.held(b));
        if self.comparator.is_nil() {
            limits::spend(self.state(), 1)?;
            return metamethod::less_than(self.state(), a, b);
        }
        Ok(self.caller.call(self.comparator, &[a, b])?.is_truthy())
    }

    /// PERF: where many tables are sorted by their fields, most of the time went into waiting for memory: for the table, then
    /// for the fields. Both come while earlier elements are compared; a third of the time of such a sort.
    #[inline]
    fn expect(&mut self, next: u64, after_next: u64) {
        let Some(list) = self.list.plain() else { return };
        let table = |index: u64| list.get_integer(index as i64).as_table();
        if let Some(table) = table(after_next) {
            table.prefetch();
        }
        if let Some(table) = table(next) {
            table.prefetch_fields();
        }
    }

    /// Nothing: comparisons count by themselves.
    fn pause(&mut self) -> Result<(), LuaError> {
        Ok(())
    }

    fn invalid_order(&mut self) -> LuaError {
        invalid_order(self.call)
    }
}

/// Sorts any list by any order.
fn sort_in_window(call: &mut Call<'_>, list: Sequence, length: i64) -> Result<Returns, LuaError> {
    call.set_count(WINDOW)?;
    for position in FIRST_SLOT..=WINDOW {
        call.replace(position, Value::NIL);
    }
    let comparator = call.get(COMPARATOR);
    let (state, thread) = (call.state(), call.thread());
    Caller::enter(state, thread, thread.top(), |caller| {
        sort::sort(&mut InWindow { call, list, comparator, caller }, length as u64)
    })?;
    call.none()
}

/// The error of an order that contradicts itself.
#[cold]
fn invalid_order(call: &Call<'_>) -> LuaError {
    call.error("invalid order function for sorting")
}
