//! `Reader`: Lua values taken apart.

use super::super::error::Result;
use super::super::value::{LightUserData, Value};
use super::{Workspace, order};
use crate::object;

/// Reads one value and all that is in it. Nothing in the machine changes, and no code of a script runs.
pub struct Reader {
    /// There is none for a value that belongs to no machine.
    workspace: Option<Workspace>,
    root: object::Value,
}

impl Reader {
    /// Enters the machine of a value.
    ///
    /// # Errors
    ///
    /// If the machine is gone.
    pub fn new(value: &Value) -> Result<Reader> {
        let Some((lua, root)) = value.enter()? else {
            return Ok(Reader { workspace: None, root: value.scalar() });
        };
        let workspace = Workspace::new(lua);
        workspace.stack.values.borrow_mut().push(root);
        Ok(Reader { workspace: Some(workspace), root })
    }

    /// The value.
    pub fn root(&mut self) -> Datum<'_> {
        Datum { workspace: self.workspace.as_ref(), raw: self.root }
    }
}

/// A value that is read: the reader's own, or one in the entries of a table. It is kept alive by a slot that does
/// not change while the datum is there, as whatever it is a part of is borrowed.
pub struct Datum<'a> {
    pub(super) workspace: Option<&'a Workspace>,
    pub(super) raw: object::Value,
}

/// What a datum is.
#[derive(Debug, Clone, Copy)]
pub enum View<'a> {
    /// `nil`
    Nil,
    /// `true` or `false`
    Boolean(bool),
    /// An integer.
    Integer(i64),
    /// A float.
    Number(f64),
    /// A string.
    Bytes(&'a [u8]),
    /// A pointer of the host.
    Pointer(LightUserData),
    /// A table, by its address.
    Table(u64),
    /// Anything else.
    Other,
}

impl<'a> Datum<'a> {
    /// What it is.
    #[inline]
    pub fn view(&self) -> View<'_> {
        match self.raw.view() {
            object::View::Nil => View::Nil,
            object::View::Boolean(boolean) => View::Boolean(boolean),
            object::View::Integer(integer) => View::Integer(integer),
            object::View::Float(float) => View::Number(float),
            object::View::String(string) => View::Bytes(string.long_lived_bytes(self)),
            object::View::LightUserData(pointer) => View::Pointer(LightUserData(pointer)),
            object::View::Table(_) => View::Table(self.raw.bits()),
            _ => View::Other,
        }
    }

    /// The text of a string of UTF-8.
    #[inline]
    pub fn text(&self) -> Option<&str> {
        self.raw.as_string()?.long_lived_text(self)
    }

    /// The same as an owned value.
    pub fn value(&self) -> Value {
        match (self.view(), self.workspace) {
            (_, Some(workspace)) => Value::from_raw(&workspace.lua, self.raw),
            (View::Boolean(boolean), None) => Value::Boolean(boolean),
            (View::Integer(integer), None) => Value::Integer(integer),
            (View::Number(float), None) => Value::Number(float),
            (View::Pointer(pointer), None) => Value::LightUserData(pointer),
            _ => Value::Nil,
        }
    }

    /// Whether it is a table whose metatable has `true` under a pointer of the host.
    pub fn has_mark(&self, mark: LightUserData) -> bool {
        let metatable = self.raw.as_table().and_then(|table| table.metatable());
        metatable.is_some_and(|metatable| {
            metatable.raw_get(object::Value::from_light_userdata(mark.0)).is_truthy()
        })
    }

    /// The entries of a table as they are now, unless there are more than `limit`. What is no table has none.
    ///
    /// Items of a list are in order; other entries lie as they do in the table, which is differently in each machine, until
    /// they are sorted.
    pub fn entries(&mut self, limit: usize) -> Option<Entries<'_>> {
        let (Some(workspace), Some(table)) = (self.workspace, self.raw.as_table()) else {
            return None;
        };
        let mut values = workspace.stack.values.borrow_mut();
        let start = values.len();
        // PERF: whoever asks will look at each. Memory is waited for once then, not for one after the other: in a document of a
        // megabyte that was a sixth of the time.
        if let Some(items) = table.plain_items() {
            let count = items.len();
            if count > limit {
                return None;
            }
            values.extend(items.inspect(object::Value::prefetch));
            return Some(Entries { workspace, start, count, width: 1 });
        }
        let mut count = 0;
        table.each(|key, value| {
            if count < limit {
                key.prefetch();
                value.prefetch();
                values.extend([key, value]);
            }
            count += 1;
        });
        if count > limit {
            values.truncate(start);
            return None;
        }
        Some(Entries { workspace, start, count, width: 2 })
    }
}

/// The entries of a table, whatever becomes of the table meanwhile. They are counted from 0.
pub struct Entries<'a> {
    workspace: &'a Workspace,
    /// The slot of the first one.
    start: usize,
    count: usize,
    /// How many slots an entry has: only one if the keys are 1, 2, ….
    width: usize,
}

impl Entries<'_> {
    /// How many there are.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Puts the entries into the order of their keys. Those of a table inside would lie above them, but whoever has these
    /// borrows the others.
    pub fn sort(&mut self) {
        if !self.is_plain() {
            let mut values = self.workspace.stack.values.borrow_mut();
            order::sort(&mut values, self.start);
        }
    }

    /// Whether the keys are 1, 2, … because nothing else is in the table.
    pub fn is_plain(&self) -> bool {
        self.width == 1
    }

    fn raw_key(&self, index: usize) -> object::Value {
        match self.is_plain() {
            true => object::Value::from_integer(index as i64 + 1),
            false => self.workspace.stack.values.borrow()[self.start + 2 * index],
        }
    }

    /// The key of an entry.
    #[inline]
    pub fn key(&mut self, index: usize) -> Datum<'_> {
        Datum { workspace: Some(self.workspace), raw: self.raw_key(index) }
    }

    /// The key of an entry, if it is an integer.
    pub fn integer_key(&self, index: usize) -> Option<i64> {
        self.raw_key(index).as_integer()
    }

    /// The key of an entry as an owned value.
    pub fn key_value(&self, index: usize) -> Value {
        Value::from_raw(&self.workspace.lua, self.raw_key(index))
    }

    /// Whether the value of an entry is userdata.
    #[inline]
    pub fn is_userdata(&self, index: usize) -> bool {
        self.workspace.stack.values.borrow()[self.slot(index)].as_userdata().is_some()
    }

    /// Puts another value in the place of an entry's.
    ///
    /// # Errors
    ///
    /// If the value is of another machine.
    pub fn replace(&mut self, index: usize, value: &Value) -> Result<()> {
        let raw = value.raw(&self.workspace.lua.state)?;
        self.workspace.stack.values.borrow_mut()[self.slot(index)] = raw;
        Ok(())
    }

    /// Where the value of an entry is.
    fn slot(&self, index: usize) -> usize {
        self.start + self.width * index + self.width - 1
    }

    /// The value of an entry.
    #[inline]
    pub fn value(&mut self, index: usize) -> Datum<'_> {
        let values = self.workspace.stack.values.borrow();
        let raw = values[self.slot(index)];
        // PERF: while this one is read, what is in the next one comes.
        if let Some(next) = values.get(self.slot(index + 1)).and_then(|next| next.as_table()) {
            next.prefetch_parts();
        }
        Datum { workspace: Some(self.workspace), raw }
    }
}

impl Drop for Entries<'_> {
    fn drop(&mut self) {
        self.workspace.stack.values.borrow_mut().truncate(self.start);
    }
}
