//! `Writer`: Lua values made from their parts.

use super::super::error::Result;
use super::super::lua::Lua;
use super::super::table::{Table, key_error};
use super::super::value::{LightUserData, Value};
use super::Workspace;
use crate::gc::Gc;
use crate::object::{self, KeyError, MAX_SHORT, Sought, State};
use crate::vm::collect;

/// So many strings are looked up together.
const TOGETHER: usize = 16;

/// Makes one value. What is pushed stays on a stack until a table is made of it, and is counted by its slot.
pub struct Writer(Workspace);

impl Writer {
    /// Enters a machine.
    pub fn new(lua: &Lua) -> Writer {
        Writer(Workspace::new(lua.clone()))
    }

    /// The machine.
    pub fn lua(&self) -> &Lua {
        &self.0.lua
    }

    /// How many values are on the stack.
    #[inline]
    pub fn height(&self) -> usize {
        self.0.stack.values.borrow().len()
    }

    /// Leaves so many values on the stack: drops those above, and puts nil for those that are missing.
    #[inline]
    pub fn set_height(&mut self, height: usize) {
        let mut values = self.0.stack.values.borrow_mut();
        if values.len() != height {
            values.resize(height, object::Value::NIL);
            self.forget_sought(height);
        }
    }

    /// Drops the lookups for the slots from one on.
    #[inline(never)]
    fn forget_sought(&self, start: usize) {
        let mut sought = self.0.stack.sought.borrow_mut();
        while sought.pop_if(|(slot, _)| *slot >= start).is_some() {}
    }

    /// Pushes a string whose lookup ends later: something else is in its slot meanwhile.
    ///
    /// PERF: a lookup in a large table of strings waits for memory. Several wait together.
    #[inline(never)]
    fn push_sought(&mut self, bytes: &[u8]) {
        let state = &*self.0.lua.state;
        let mut sought = self.0.stack.sought.borrow_mut();
        sought.push((self.height(), Sought::NONE));
        if let Some((_, last)) = sought.last_mut() {
            state.strings.seek(&state.heap, bytes, last);
        }
        let is_full = sought.len() == TOGETHER;
        drop(sought);
        // Neither nil nor a float: as good a key as the string.
        self.push(object::Value::from_boolean(false));
        if is_full {
            self.find_all();
        }
    }

    /// Ends the lookups.
    #[inline(always)]
    fn find_sought(&self) {
        if !self.0.stack.sought.borrow().is_empty() {
            self.find_all();
        }
    }

    #[inline(never)]
    fn find_all(&self) {
        let state = &*self.0.lua.state;
        collect::safepoint(state);
        let mut values = self.0.stack.values.borrow_mut();
        let mut sought = self.0.stack.sought.borrow_mut();
        for (_, sought) in &*sought {
            state.strings.approach(sought);
        }
        for (slot, sought) in sought.drain(..) {
            values[slot] = object::Value::from_string(state.strings.find(&state.heap, &sought));
        }
    }

    #[inline]
    fn push(&mut self, value: object::Value) {
        self.0.stack.values.borrow_mut().push(value);
    }

    /// Pushes nil.
    pub fn push_nil(&mut self) {
        self.push(object::Value::NIL);
    }

    /// Pushes a boolean.
    pub fn push_boolean(&mut self, boolean: bool) {
        self.push(object::Value::from_boolean(boolean));
    }

    /// Pushes an integer.
    #[inline]
    pub fn push_integer(&mut self, integer: i64) {
        self.push(object::Value::from_integer(integer));
    }

    /// Pushes a float.
    #[inline]
    pub fn push_number(&mut self, number: f64) {
        self.push(object::Value::from_float(number));
    }

    /// Pushes a pointer of the host.
    pub fn push_pointer(&mut self, pointer: LightUserData) {
        self.push(object::Value::from_light_userdata(pointer.0));
    }

    /// Pushes any value.
    ///
    /// # Errors
    ///
    /// If it is of another machine.
    pub fn push_value(&mut self, value: &Value) -> Result<()> {
        let raw = value.raw(&self.0.lua.state)?;
        self.push(raw);
        Ok(())
    }

    /// Pushes a string of these bytes.
    ///
    /// # Errors
    ///
    /// If there are too many.
    #[inline]
    pub fn push_bytes(&mut self, bytes: &[u8]) -> Result<()> {
        if bytes.len() <= MAX_SHORT && self.0.lua.state.strings.is_far() {
            self.push_sought(bytes);
            return Ok(());
        }
        let string = self.0.lua.raw_string(bytes)?;
        self.push(string);
        Ok(())
    }

    /// Pushes a string that the program has in its text.
    ///
    /// # Errors
    ///
    /// If it is too long.
    #[inline]
    pub fn push_name(&mut self, name: &'static str) -> Result<()> {
        // The machine remembers names that are short strings.
        if name.len() > MAX_SHORT {
            return self.push_bytes(name.as_bytes());
        }
        let state = &*self.0.lua.state;
        collect::safepoint(state);
        self.push(state.name_value(name));
        Ok(())
    }

    /// Leaves the value in a slot as the last on the stack: drops what is above it, and puts nil if it is missing.
    /// A pointer of the host takes the place of nil, if one is given.
    #[inline]
    pub fn settle(&mut self, slot: usize, nothing: Option<LightUserData>) {
        let mut values = self.0.stack.values.borrow_mut();
        if values.len() != slot + 1 {
            values.resize(slot + 1, object::Value::NIL);
            self.forget_sought(slot + 1);
        }
        if let Some(pointer) = nothing
            && values[slot].is_nil()
        {
            values[slot] = object::Value::from_light_userdata(pointer.0);
        }
    }

    fn raw(&self, slot: usize) -> object::Value {
        self.0.stack.values.borrow().get(slot).copied().unwrap_or(object::Value::NIL)
    }

    /// The value in a slot as an owned value.
    pub fn value(&self, slot: usize) -> Value {
        self.find_sought();
        Value::from_raw(&self.0.lua, self.raw(slot))
    }

    /// Sees that the value in a slot can be a key.
    ///
    /// # Errors
    ///
    /// If it is nil or NaN.
    #[inline]
    pub fn check_key(&self, slot: usize) -> Result<()> {
        let key = self.raw(slot);
        match key.as_float() {
            Some(float) if float.is_nan() => Err(key_error(KeyError::NaN)),
            None if key.is_nil() => Err(key_error(KeyError::Nil)),
            _ => Ok(()),
        }
    }

    /// Replaces the values from a slot on by a sequence of them.
    ///
    /// # Errors
    ///
    /// If there are too many, or the metatable belongs to another machine.
    pub fn make_sequence(&mut self, start: usize, metatable: Option<&Table>) -> Result<()> {
        self.find_sought();
        let state = &*self.0.lua.state;
        let metatable = match metatable {
            Some(metatable) => metatable.0.raw(state)?.as_table(),
            None => None,
        };
        collect::safepoint(state);
        let mut values = self.0.stack.values.borrow_mut();
        let items = values.get(start..).unwrap_or_default();
        let table = object::Table::of_items(&state.heap, items);
        state.set_table_metatable(table, metatable);
        values.truncate(start);
        values.push(object::Value::from_table(table));
        Ok(())
    }

    /// Replaces the values from a slot on, which are keys each followed by its value, by a table with these
    /// entries. A nil is no entry.
    ///
    /// # Errors
    ///
    /// If a key is nil or NaN, or there are too many.
    pub fn make_map(&mut self, start: usize) -> Result<()> {
        self.make_table(start, |state, entries| object::Table::of_entries(&state.heap, entries))
    }

    /// As [`make_map`](Writer::make_map) for keys that many tables have, in the same order.
    ///
    /// # Errors
    ///
    /// As [`make_map`](Writer::make_map).
    pub fn make_struct(&mut self, start: usize) -> Result<()> {
        self.make_table(start, |state, fields| {
            object::Table::of_fields(&state.heap, &state.shapes, fields)
        })
    }

    #[inline(always)]
    fn make_table(
        &mut self,
        start: usize,
        make: impl FnOnce(
            &State,
            &[[object::Value; 2]],
        ) -> std::result::Result<Gc<object::Table>, KeyError>,
    ) -> Result<()> {
        self.find_sought();
        let state = &*self.0.lua.state;
        collect::safepoint(state);
        let mut values = self.0.stack.values.borrow_mut();
        let entries = values.get(start..).unwrap_or_default().as_chunks::<2>().0;
        let table = make(state, entries).map_err(key_error)?;
        values.truncate(start);
        values.push(object::Value::from_table(table));
        Ok(())
    }

    /// The value on the stack; nil if there is none.
    pub fn finish(self) -> Value {
        self.value(0)
    }
}
