//! Tables: an array part for the keys `1..=n` and a hash part for the rest.
//!
//! Everything here is *raw*: metamethods are the business of `vm`. The array part keeps payloads and tags in
//! separate runs, nine bytes an element; see `array`. The hash part is a chained scatter table; see `hash`.

mod array;
mod hash;
mod shape;

use std::cell::Cell;

use super::event::Event;
use super::kind;
use super::string::LuaString;
use super::value::{Tag, Value};
use crate::gc::{Clearing, Gc, Header, Heap, Marker, Object, Weakness};
use crate::num::convert::float_to_integer;

use array::Array;
use hash::{Hash, Insertion};

pub(crate) use shape::Shapes;

/// A table on the heap.
#[repr(C)]
pub(crate) struct Table {
    header: Header,
    array: Array,
    hash: Hash,
    metatable: Cell<Option<Gc<Table>>>,
}

const _: () = assert!(size_of::<Table>() <= 48);

// SAFETY: `repr(C)`, the header first.
#[allow(unsafe_code)]
unsafe impl Object for Table {
    const KIND: u8 = kind::TABLE;
    // Small parts are the heap's; of large ones it is told.
    const OWNS: bool = false;
}

/// Why a key cannot be stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KeyError {
    /// `nil`
    Nil,
    /// Not a number
    NaN,
    /// The table cannot grow any more.
    Overflow,
    /// The table was frozen.
    Frozen,
    /// The table's new size would exceed the limit of memory.
    Memory,
}

impl KeyError {
    /// The message that scripts and hosts see.
    pub(crate) fn message(self) -> &'static str {
        match self {
            KeyError::Nil => "table index is nil",
            KeyError::NaN => "table index is NaN",
            KeyError::Overflow => "table overflow",
            KeyError::Frozen => "attempt to change a frozen table",
            KeyError::Memory => "not enough memory",
        }
    }
}

/// The bit of a header that says that nothing in the table may change.
const FROZEN: u8 = 1;

/// Whether a value that is referred to weakly is about to die. Strings are values, not objects, for this purpose:
/// they are never removed.
fn is_dead(value: Value, marker: &Marker<'_>) -> bool {
    if value.as_string().is_some() {
        value.trace(marker);
        return false;
    }
    value.object().is_some_and(|(object, _)| marker.is_unreached(object))
}

/// Whether the limit of memory leaves room for parts of these sizes. Small ones are always had.
fn admits(heap: &Heap, items: usize, fields: usize) -> bool {
    let fields = if fields > 0 { fields.next_power_of_two() } else { 0 };
    let bytes = items * array::ITEM + fields * hash::FIELD;
    bytes <= SMALL || heap.admits(bytes)
}

/// Parts of so many bytes are not worth a question.
const SMALL: usize = 4096;

/// Tables with more slots than this are traced piece by piece and never visited twice in a cycle.
const LARGE: usize = 4096;

impl Table {
    /// An empty table with room for `items` array elements and `fields` others.
    pub(crate) fn new(heap: &Heap, items: usize, fields: usize) -> Gc<Table> {
        let table = heap.alloc(Table {
            header: Header::new(kind::TABLE),
            array: Array::new(),
            hash: Hash::new(),
            metatable: Cell::new(None),
        });
        if items > 0 {
            table.array.resize(heap, items);
        }
        if fields > 0 {
            table.hash.replace(heap, fields);
        }
        if items + fields > 0 {
            table.declare_parts(heap);
        }
        table
    }

    /// Tells the heap of parts that it does not free by itself.
    #[inline]
    fn declare_parts(&self, heap: &Heap) {
        if self.array.is_owned() || self.hash.is_owned() {
            heap.owns_parts(self);
        }
    }

    /// A sequence of these items.
    pub(crate) fn of_items(heap: &Heap, items: &[Value]) -> Gc<Table> {
        let table = Table::new(heap, items.len(), 0);
        // It is new: the collector need not know of what is stored.
        for (key, &item) in (1..).zip(items) {
            table.array.replace(key, item, false);
        }
        table
    }

    /// A table with these entries, of which the last counts that has the same key. A nil is no entry.
    ///
    /// # Errors
    ///
    /// If a key is nil or NaN, or they are too many.
    pub(crate) fn of_entries(heap: &Heap, entries: &[[Value; 2]]) -> Result<Gc<Table>, KeyError> {
        let fields = entries.iter().filter(|[_, value]| !value.is_nil()).count();
        if fields > hash::MAX_LENGTH {
            return Err(KeyError::Overflow);
        }
        let table = Table::new(heap, 0, fields);
        for &[key, value] in entries {
            if value.is_nil() {
                continue;
            }
            // The table is new: the collector need not know of what is stored.
            let is_done =
                key.as_short_string().is_some_and(|key| table.hash.set_short_string(key, value));
            if !is_done {
                table.raw_set(heap, key, value)?;
            }
        }
        Ok(table)
    }

    /// The metatable.
    #[inline(always)]
    pub(crate) fn metatable(&self) -> Option<Gc<Table>> {
        self.metatable.get()
    }

    /// Sets or removes the metatable.
    pub(super) fn set_metatable(&self, heap: &Heap, metatable: Option<Gc<Table>>) {
        self.metatable.set(metatable);
        if metatable.is_some() {
            heap.barrier_back(self);
        }
    }

    /// Whether the table is known to lack the field of a metamethod.
    #[inline(always)]
    pub(crate) fn is_absent(&self, event: Event) -> bool {
        self.hash.is_absent(event)
    }

    /// Remembers that the table lacks the field of a metamethod.
    pub(crate) fn set_absent(&self, event: Event) {
        self.hash.set_absent(event);
    }

    /// The value of a key without metamethods; nil if there is none.
    pub(crate) fn raw_get(&self, key: Value) -> Value {
        match key.tag() {
            Tag::SHORT_STRING => match key.as_short_string() {
                Some(string) => self.get_short_string(string),
                None => Value::NIL,
            },
            Tag::INTEGER => self.get_integer(key.as_integer().unwrap_or_default()),
            Tag::NIL => Value::NIL,
            Tag::FLOAT => match key.as_float().and_then(float_to_integer) {
                Some(integer) => self.get_integer(integer),
                None => self.hash.get(key),
            },
            _ => self.hash.get(key),
        }
    }

    /// The value of an integer key.
    #[inline(always)]
    pub(crate) fn get_integer(&self, key: i64) -> Value {
        match self.array.get(key) {
            Some(value) => value,
            None => self.hash.get_integer(key),
        }
    }

    /// Lets the processor fetch both parts while it does something else.
    #[inline(always)]
    pub(crate) fn prefetch_parts(&self) {
        self.array.prefetch();
        self.hash.prefetch();
    }

    /// Lets the processor fetch the fields while it does something else.
    #[inline(always)]
    pub(crate) fn prefetch_fields(&self) {
        self.hash.prefetch();
    }

    /// The value of an interned string.
    #[inline(always)]
    pub(crate) fn get_short_string(&self, key: Gc<LuaString>) -> Value {
        self.hash.get_short_string(key)
    }

    /// The value of a string.
    pub(crate) fn get_string(&self, key: Gc<LuaString>) -> Value {
        self.raw_get(Value::from_string(key))
    }

    /// Whether nothing in the table may change.
    #[inline(always)]
    pub(crate) fn is_frozen(&self) -> bool {
        self.header.flags.get() & FROZEN != 0
    }

    /// Forbids to change anything in the table, or allows it again.
    pub(crate) fn set_frozen(&self, frozen: bool) {
        let others = self.header.flags.get() & !FROZEN;
        self.header.flags.set(if frozen { others | FROZEN } else { others });
    }

    /// Whether storing such a value takes more than replacing another: the collector must be told, or it is forbidden.
    #[inline(always)]
    fn needs_care(&self, value: Value) -> bool {
        self.is_frozen() || value.tag().is_collectable() && self.header.is_black()
    }

    /// Stores `value` under an integer key if that is all there is to do: the key lies in the array part, neither a
    /// metamethod nor the collector need know. Returns whether it did.
    #[inline(always)]
    pub(crate) fn replace_item(&self, key: i64, value: Value) -> bool {
        !self.needs_care(value) && self.array.replace(key, value, self.metatable().is_some())
    }

    /// Copies the elements with the keys `first..=last` to the keys from `to` on, if all of them lie in the array part and
    /// there is no metatable; returns whether it did.
    pub(crate) fn copy_items(&self, heap: &Heap, first: i64, last: i64, to: i64) -> bool {
        let is_plain = self.metatable().is_none() && !self.is_frozen();
        if !is_plain || !self.array.copy_within(first, last, to) {
            return false;
        }
        self.moved(heap);
        true
    }

    /// Stores `value` under an interned string if that is all there is to do: the string has a value already, and the
    /// collector need not know. Returns whether it did.
    #[inline(always)]
    pub(crate) fn replace_field(&self, key: Gc<LuaString>, value: Value) -> bool {
        !self.needs_care(value) && self.hash.replace_short_string(key, value)
    }

    /// Stores `value` under `key` without metamethods; nil removes the entry.
    ///
    /// # Errors
    ///
    /// If the key is nil or NaN, or the table is frozen or would grow beyond its limits.
    pub(crate) fn raw_set(&self, heap: &Heap, key: Value, value: Value) -> Result<(), KeyError> {
        if self.is_frozen() {
            return Err(KeyError::Frozen);
        }
        let key = match key.tag() {
            Tag::NIL => return Err(KeyError::Nil),
            Tag::FLOAT => {
                let float = key.as_float().unwrap_or_default();
                match float_to_integer(float) {
                    Some(integer) => Value::from_integer(integer),
                    None if float.is_nan() => return Err(KeyError::NaN),
                    None => key,
                }
            }
            _ => key,
        };
        if let Some(integer) = key.as_integer()
            && self.array.replace(integer, value, false)
        {
            self.barrier(heap, value);
            return Ok(());
        }
        if self.hash.replace_present(key, value) {
            // The old value may have been nil: a metamethod may have appeared.
            self.hash.forget_absent();
            self.barrier(heap, value);
            return Ok(());
        }
        if value.is_nil() {
            return Ok(());
        }
        self.insert(heap, key, value)
    }

    /// Stores `value` under an integer key.
    ///
    /// # Errors
    ///
    /// If the table would grow beyond its limits.
    pub(crate) fn set_integer(&self, heap: &Heap, key: i64, value: Value) -> Result<(), KeyError> {
        self.raw_set(heap, Value::from_integer(key), value)
    }

    /// Stores `value` under a string.
    pub(crate) fn set_string(&self, heap: &Heap, key: Gc<LuaString>, value: Value) {
        // A string key is never nil or NaN, and a hash part that cannot grow has used up all memory before.
        let _ = self.raw_set(heap, Value::from_string(key), value);
    }

    /// Adds a key that the table does not have.
    #[inline(never)]
    fn insert(&self, heap: &Heap, key: Value, value: Value) -> Result<(), KeyError> {
        self.hash.forget_absent();
        if let Some(integer) = key.as_integer()
            && self.try_append(heap, integer, value)
        {
            return Ok(());
        }
        let Insertion::Done { moved } = self.hash.insert(key, value) else {
            self.rehash(heap, key)?;
            // The new size has room for the key in one of the parts.
            return self.raw_set(heap, key, value);
        };
        self.barrier(heap, key);
        self.barrier(heap, value);
        if let Some((key, value)) = moved {
            // A large table may be visited up to a place between the two nodes.
            self.barrier(heap, key);
            self.barrier(heap, value);
        }
        Ok(())
    }

    /// Grows the array part by the element just behind it, if more than half of the new size is in use.
    fn try_append(&self, heap: &Heap, key: i64, value: Value) -> bool {
        let size = self.array.len();
        if key != size as i64 + 1 || !self.hash.is_empty() || size >= array::MAX_LENGTH / 2 {
            return false;
        }
        let new_size = (size * 2).max(4);
        if size >= 4 && self.array.count() < size / 2 + size / 4 || !admits(heap, new_size, 0) {
            return false;
        }
        self.array.resize(heap, new_size);
        self.array.replace(key, value, false);
        self.moved(heap);
        self.barrier(heap, value);
        true
    }

    /// Makes room for `extra`, choosing the sizes of both parts anew: the array part is the largest `n` such
    /// that more than half of `1..=n` is in use.
    #[cold]
    fn rehash(&self, heap: &Heap, extra: Value) -> Result<(), KeyError> {
        let mut census = array::Census::new();
        census.add_array(&self.array);
        let mut total = census.total() + 1;
        self.hash.each(|key, value| {
            if !value.is_nil() {
                total += 1;
                census.add_key(key);
            }
        });
        census.add_key(extra);
        let (items, in_array) = census.best_size();
        let mut fields = total - in_array;
        let full = fields.next_power_of_two();
        if fields <= self.hash.len() && fields > full - full / 4 {
            // Not growth but removed entries used the nodes up, as in a queue: without slack it would happen
            // again after a few more keys.
            fields = full + 1;
        }
        self.resize(heap, items, fields)
    }

    /// Sets the sizes of both parts and moves every entry where it belongs.
    ///
    /// # Errors
    ///
    /// If the sizes are beyond the limits.
    pub(crate) fn resize(&self, heap: &Heap, items: usize, fields: usize) -> Result<(), KeyError> {
        if items > array::MAX_LENGTH || fields > hash::MAX_LENGTH {
            return Err(KeyError::Overflow);
        }
        if !admits(heap, items, fields) {
            return Err(KeyError::Memory);
        }
        let surplus = self.array.take_beyond(items);
        let old = self.hash.replace(heap, fields);
        self.array.resize(heap, items);
        for (key, value) in surplus {
            self.reinsert(Value::from_integer(key), value);
        }
        old.each(|key, value| {
            if !value.is_nil() {
                self.reinsert(key, value);
            }
        });
        old.free(heap);
        self.moved(heap);
        Ok(())
    }

    fn reinsert(&self, key: Value, value: Value) {
        let in_array =
            key.as_integer().is_some_and(|integer| self.array.replace(integer, value, false));
        if !in_array {
            let inserted = self.hash.replace_present(key, value)
                || matches!(self.hash.insert(key, value), Insertion::Done { .. });
            debug_assert!(inserted, "a resized table has room");
        }
    }

    /// Entries changed places, and maybe the parts: a collection that visits a large table piece by piece must begin
    /// anew (G3), and one that has visited the table does not know its parts (P4).
    fn moved(&self, heap: &Heap) {
        self.declare_parts(heap);
        heap.barrier_back(self);
    }

    #[inline(always)]
    fn barrier(&self, heap: &Heap, stored: Value) {
        if let Some((header, leaf)) = stored.object() {
            if self.array.len() + self.hash.len() > LARGE {
                heap.barrier_forward(self, header, leaf);
            } else {
                heap.barrier_back(self);
            }
        }
    }

    /// A border of the table (manual 3.4.7): some `n` with `t[n] ~= nil and t[n+1] == nil`, or 0.
    #[inline]
    pub(crate) fn length(&self) -> i64 {
        self.known_length().unwrap_or_else(|| self.find_border())
    }

    /// The border that was last found, if it is still one.
    #[inline(always)]
    pub(crate) fn known_length(&self) -> Option<i64> {
        self.array.known_border().map(|border| border as i64)
    }

    fn find_border(&self) -> i64 {
        let size = self.array.len();
        if size > 0 && self.array.is_nil_at(size) {
            return self.array.find_border() as i64;
        }
        if self.hash.is_empty() {
            return size as i64;
        }
        self.hash.search_border(size as i64)
    }

    /// The entry that follows `key` in a traversal, from nil to nil, and how many empty slots were passed on the way to it.
    /// `None` if `key` is not in the table.
    pub(crate) fn next(&self, key: Value) -> Option<(usize, Option<(Value, Value)>)> {
        let start = match key.tag() {
            Tag::NIL => 0,
            _ => self.position(key)? + 1,
        };
        let Some((at, key, value)) = self.entry_from(start) else {
            let (items, fields) = self.sizes();
            return Some(((items + fields).saturating_sub(start), None));
        };
        self.hash.visit(at.saturating_sub(self.array.len()));
        Some((at - start, Some((key, value))))
    }

    /// The first entry at or after a position, with its position. Positions go through the array part, then
    /// through the hash part; they stay valid while no new key is added.
    pub(crate) fn entry_from(&self, start: usize) -> Option<(usize, Value, Value)> {
        let size = self.array.len();
        for index in start..size {
            let value = self.array.at(index);
            if !value.is_nil() {
                return Some((index, Value::from_integer(index as i64 + 1), value));
            }
        }
        let (index, key, value) = self.hash.entry_from(start.saturating_sub(size))?;
        Some((size + index, key, value))
    }

    /// The items of a table that has no other keys than 1, 2, … without a gap.
    pub(crate) fn plain_items(&self) -> Option<impl ExactSizeIterator<Item = Value>> {
        let length = self.array.only_border()?;
        let is_all = self.hash.entry_from(0).is_none();
        is_all.then(|| (0..length).map(|index| self.array.at(index)))
    }

    /// Visits every entry.
    pub(crate) fn each(&self, mut visit: impl FnMut(Value, Value)) {
        for index in 0..self.array.len() {
            let value = self.array.at(index);
            if !value.is_nil() {
                visit(Value::from_integer(index as i64 + 1), value);
            }
        }
        self.hash.each(|key, value| {
            if !value.is_nil() {
                visit(key, value);
            }
        });
    }

    /// How many items and fields there is room for. While that stays, entries keep their positions, unless keys are added.
    #[inline(always)]
    pub(crate) fn sizes(&self) -> (usize, usize) {
        (self.array.len(), self.hash.len())
    }

    /// Where a key is in the order of traversal.
    pub(crate) fn position(&self, key: Value) -> Option<usize> {
        let integer = match key.as_float() {
            Some(float) => float_to_integer(float),
            None => key.as_integer(),
        };
        let size = self.array.len();
        if let Some(integer) = integer
            && (integer as u64).wrapping_sub(1) < size as u64
        {
            return Some(integer as usize - 1);
        }
        let key = integer.map_or(key, Value::from_integer);
        self.hash.visited(key).or_else(|| self.hash.position(key)).map(|index| size + index)
    }

    /// Makes the array part at least `items` long.
    ///
    /// # Errors
    ///
    /// If that is beyond the limits.
    pub(crate) fn reserve_items(&self, heap: &Heap, items: usize) -> Result<(), KeyError> {
        if items > array::MAX_LENGTH {
            return Err(KeyError::Overflow);
        }
        if items > self.array.len() {
            if self.hash.is_empty() {
                if !admits(heap, items, 0) {
                    return Err(KeyError::Memory);
                }
                self.array.resize(heap, items);
                self.moved(heap);
            } else {
                let mut fields = 0;
                self.hash.each(|_, value| fields += !value.is_nil() as usize);
                self.resize(heap, items, fields)?;
            }
        }
        Ok(())
    }

    /// Marks what is the table's besides its entries.
    #[inline(always)]
    fn mark_own(&self, marker: &Marker<'_>) {
        if let Some(metatable) = self.metatable.get() {
            marker.mark(metatable);
        }
        self.array.keep(marker);
        self.hash.keep(marker);
    }

    /// Marks what the table refers to, from slot `from` on; returns the bytes looked at.
    pub(super) fn trace(&self, this: Gc<Table>, from: usize, marker: &Marker<'_>) -> usize {
        self.mark_own(marker);
        let (items, fields) = (self.array.len(), self.hash.len());
        let mut until = items + fields;
        if until - from.min(until) > LARGE && !marker.atomic {
            until = from + LARGE;
            marker.continue_later(this.header(), until);
        }
        for index in from..until.min(items) {
            self.array.at(index).trace(marker);
        }
        for index in from.max(items)..until {
            self.hash.trace_node(index - items, marker);
        }
        (until - from.min(until)) * 16 + size_of::<Table>()
    }

    /// Marks what a weak table refers to strongly; returns the bytes looked at.
    pub(super) fn trace_weak(&self, weakness: Weakness, marker: &Marker<'_>) -> usize {
        self.mark_own(marker);
        let (items, fields) = (self.array.len(), self.hash.len());
        if weakness == Weakness::Keys {
            for index in 0..items {
                self.array.at(index).trace(marker);
            }
        }
        self.hash.retain(|key, _| {
            if weakness == Weakness::Values {
                key.trace(marker);
            }
            true
        });
        (items + fields) * 16 + size_of::<Table>()
    }

    /// Marks the values of weak keys that have been reached, and lets the others wait for their keys.
    pub(super) fn resolve(&self, marker: &Marker<'_>) {
        self.hash.each(|key, value| {
            let Some((object, leaf)) = value.object() else { return };
            match key.object().filter(|_| is_dead(key, marker)) {
                Some((key, _)) => marker.wait(key, object, leaf),
                None => marker.mark_header(object, leaf),
            }
        });
    }

    /// Removes entries with dead keys or dead values.
    pub(super) fn clear(&self, marker: &Marker<'_>, clearing: Clearing) {
        if clearing.values {
            for index in 0..self.array.len() {
                if is_dead(self.array.at(index), marker) {
                    self.array.replace(index as i64 + 1, Value::NIL, false);
                }
            }
        }
        self.hash.retain(|key, value| {
            !(clearing.keys && is_dead(key, marker) || clearing.values && is_dead(value, marker))
        });
    }

    /// Frees both parts of a dead table.
    pub(super) fn release_parts(&self, heap: &Heap) {
        self.array.release(heap);
        self.hash.release(heap);
    }
}
