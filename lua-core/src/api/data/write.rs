//! `Writer`: Lua values made from their parts.

use std::mem::take;

use super::super::error::Result;
use super::super::lua::Lua;
use super::super::table::{Table, key_error};
use super::super::value::{LightUserData, Value};
use super::Workspace;
use crate::gc::Gc;
use crate::object::{self, KeyError, MAX_SHORT, Notes};
use crate::vm::collect;

/// So many strings are looked up together.
const TOGETHER: usize = 16;

/// A struct that is being made. The values of its fields lie on the stack, one above the other.
pub struct StructFields {
    /// The slot of the first value.
    start: usize,
    /// Where its name is among those that wait.
    names: usize,
    count: usize,
}

/// Makes one value. What is pushed stays on a stack until a table is made of it, and is counted by its slot.
pub struct Writer {
    workspace: Workspace,
    notes: Notes,
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.workspace.stack.give_back_notes(take(&mut self.notes));
    }
}

impl Writer {
    /// Enters a machine.
    pub fn new(lua: &Lua) -> Writer {
        let workspace = Workspace::new(lua.clone());
        let notes = workspace.stack.take_notes();
        Writer { workspace, notes }
    }

    /// The machine.
    pub fn lua(&self) -> &Lua {
        &self.workspace.lua
    }

    /// How many values are on the stack.
    #[inline]
    pub fn height(&self) -> usize {
        self.workspace.stack.values.borrow().len()
    }

    /// Leaves so many values on the stack: drops those above, and puts nil for those that are missing.
    #[inline]
    pub fn set_height(&mut self, height: usize) {
        if self.height() != height {
            self.resize(height);
        }
    }

    /// Drops the lookups for the slots that are gone, too.
    #[inline(never)]
    fn resize(&mut self, height: usize) {
        self.workspace.stack.values.borrow_mut().resize(height, object::Value::NIL);
        while self.notes.sought.pop_if(|(slot, _)| *slot >= height).is_some() {}
    }

    /// Ends the lookups.
    #[inline(always)]
    fn find_sought(&mut self) {
        if !self.notes.sought.is_empty() {
            self.find_all();
        }
    }

    #[inline(never)]
    fn find_all(&mut self) {
        let state = &*self.workspace.lua.state;
        collect::safepoint(state);
        let mut values = self.workspace.stack.values.borrow_mut();
        for (slot, sought) in &self.notes.sought {
            values[*slot] = object::Value::from_string(state.strings.end_seek(&state.heap, sought));
        }
        self.notes.sought.clear();
    }

    #[inline]
    fn push(&mut self, value: object::Value) {
        self.workspace.stack.values.borrow_mut().push(value);
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
        let raw = value.raw(&self.workspace.lua.state)?;
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
        let state = &*self.workspace.lua.state;
        // PERF: a lookup among many strings waits for memory. Several wait together.
        if let Some(tiny) = state.strings.seek(&state.heap, bytes) {
            self.notes.sought.push((self.height(), tiny));
            // Neither nil nor a float: as good a key as the string.
            self.push(object::Value::from_boolean(false));
            if self.notes.sought.len() == TOGETHER {
                self.find_all();
            }
            return Ok(());
        }
        let string = self.workspace.lua.raw_string(bytes)?;
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
        collect::safepoint(&self.workspace.lua.state);
        self.push(self.name(name)?);
        Ok(())
    }

    /// Leaves the value in a slot as the last on the stack: drops what is above it, and puts nil if it is missing.
    /// A pointer of the host takes the place of nil, if one is given.
    #[inline]
    pub fn settle(&mut self, slot: usize, nothing: Option<LightUserData>) {
        self.set_height(slot + 1);
        if let Some(pointer) = nothing
            && let Some(last) = self.workspace.stack.values.borrow_mut().last_mut()
            && last.is_nil()
        {
            *last = object::Value::from_light_userdata(pointer.0);
        }
    }

    fn raw(&self, slot: usize) -> object::Value {
        self.workspace.stack.values.borrow().get(slot).copied().unwrap_or(object::Value::NIL)
    }

    /// The value in a slot as an owned value.
    pub fn value(&mut self, slot: usize) -> Value {
        self.find_sought();
        Value::from_raw(&self.workspace.lua, self.raw(slot))
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
        let state = &*self.workspace.lua.state;
        let metatable = match metatable {
            Some(metatable) => metatable.0.raw(state)?.as_table(),
            None => None,
        };
        collect::safepoint(state);
        let mut values = self.workspace.stack.values.borrow_mut();
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
        self.find_sought();
        let state = &*self.workspace.lua.state;
        collect::safepoint(state);
        let mut values = self.workspace.stack.values.borrow_mut();
        let entries = values.get(start..).unwrap_or_default().as_chunks::<2>().0;
        let table = object::Table::of_entries(&state.heap, entries).map_err(key_error)?;
        values.truncate(start);
        values.push(object::Value::from_table(table));
        Ok(())
    }

    /// Begins a struct.
    pub fn begin_fields(&self) -> StructFields {
        StructFields { start: self.height(), names: self.notes.names.len(), count: 0 }
    }

    /// Drops what is above the values of the fields that there are: the next one comes there.
    #[inline]
    pub fn next_field(&mut self, fields: &StructFields) {
        self.set_height(fields.start + fields.count);
    }

    /// Names the value of the next field. Nil is no field.
    #[inline]
    pub fn end_field(&mut self, fields: &mut StructFields, name: &'static str) {
        let slot = fields.start + fields.count;
        if self.raw(slot).is_nil() {
            return;
        }
        self.set_height(slot + 1);
        // What was begun on the way to the value and never ended has left its names.
        self.notes.names.truncate(fields.names + fields.count);
        self.notes.names.push(name);
        fields.count += 1;
    }

    /// Replaces the values of the fields by a table of the struct. Of a name that comes twice, the last value counts.
    ///
    /// # Errors
    ///
    /// If there are too many, or a name is too long.
    pub fn make_struct(&mut self, fields: &StructFields) -> Result<()> {
        self.next_field(fields);
        self.find_sought();
        let state = &*self.workspace.lua.state;
        collect::safepoint(state);
        let mut values = self.workspace.stack.values.borrow_mut();
        self.notes.names.truncate(fields.names + fields.count);
        let (own_names, own_values) = (&self.notes.names[fields.names..], &values[fields.start..]);
        let table = match state.shapes.make_table(&state.heap, own_names, own_values) {
            Some(table) => table,
            None => self.unknown_struct(own_names, own_values)?,
        };
        self.notes.names.truncate(fields.names);
        values.truncate(fields.start);
        values.push(object::Value::from_table(table));
        Ok(())
    }

    /// A table of a struct whose names are not those of one that was made lately.
    #[cold]
    fn unknown_struct(
        &self,
        names: &[&'static str],
        values: &[object::Value],
    ) -> Result<Gc<object::Table>> {
        let state = &*self.workspace.lua.state;
        let field = |(name, &value): (&&'static str, _)| Ok([self.name(name)?, value]);
        let fields = names.iter().zip(values).map(field).collect::<Result<Vec<_>>>()?;
        let table = object::Table::of_entries(&state.heap, &fields).map_err(key_error)?;
        state.shapes.remember(&table, names, &fields);
        Ok(table)
    }

    /// The string of a name, which the machine remembers if it is short. The collector does not work.
    fn name(&self, name: &'static str) -> Result<object::Value> {
        match name.len() <= MAX_SHORT {
            true => Ok(self.workspace.lua.state.name_value(name)),
            false => self.workspace.lua.raw_string_at_once(name.as_bytes()),
        }
    }

    /// The value on the stack; nil if there is none.
    pub fn finish(mut self) -> Value {
        self.value(0)
    }
}
