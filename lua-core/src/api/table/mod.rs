//! `Table`: reading and writing tables from Rust. Sequences are in `sequence`, traversals in `traverse`.

mod sequence;
mod traverse;

use std::ffi::c_void;

use super::convert::{FromLua, IntoLua};
use super::data::path;
use super::error::{Error, Result};
use super::function::protect;
use super::handle::Handle;
use super::lua::Lua;
use super::stack::Scratch;
use super::value::Value;
use crate::gc::Gc;
use crate::object;
use crate::vm::metamethod;
pub use traverse::{TablePairs, TableSequence};

/// A table.
///
/// ```
/// let lua = lua_core::Lua::new();
/// let table = lua.create_table()?;
/// table.set("name", "orc")?;
/// table.push(10)?;
/// assert_eq!(table.get::<String>("name")?, "orc");
/// assert_eq!(table.len()?, 1);
/// # Ok::<(), lua_core::Error>(())
/// ```
#[derive(Clone)]
pub struct Table(pub(super) Handle);

impl Table {
    pub(super) fn table(&self) -> Result<(Lua, Gc<object::Table>)> {
        let (lua, value) = self.0.enter()?;
        Ok((lua, value.as_table().expect("a table handle holds a table")))
    }

    /// Stores a value, through `__newindex` if the table has that.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let table = lua.create_table()?;
    /// table.set("x", 1)?;
    /// table.set(2, "two")?;
    /// assert!(table.set(lua_core::Value::Nil, 1).is_err());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If key or value cannot be converted, the key is nil or NaN, or a metamethod fails.
    pub fn set(&self, key: impl IntoLua, value: impl IntoLua) -> Result<()> {
        let (lua, table) = self.table()?;
        let scratch = Scratch::on(&lua)?;
        let (key, value) = (scratch.push(key)?, scratch.push(value)?);
        if table.metatable().is_none() {
            return store(&lua, table, key, value);
        }
        let object = object::Value::from_table(table);
        protect(&lua, || metamethod::set_index(&lua.state, object, key, value))
    }

    /// Reads a value, through `__index` if the table has that.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let table = lua.create_table_from([("x", 1)])?;
    /// assert_eq!(table.get::<i64>("x")?, 1);
    /// assert_eq!(table.get::<Option<i64>>("y")?, None);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the key cannot be converted to Lua or the value to Rust, or a metamethod fails.
    pub fn get<V: FromLua>(&self, key: impl IntoLua) -> Result<V> {
        let (lua, table) = self.table()?;
        let scratch = Scratch::on(&lua)?;
        let key = scratch.push(key)?;
        let mut value = table.raw_get(key);
        if value.is_nil() && table.metatable().is_some() {
            let object = object::Value::from_table(table);
            value = protect(&lua, || metamethod::index(&lua.state, object, key))?;
        }
        scratch.read(value).map_err(|error| error.inside(path::raw_segment(key)))
    }

    /// Whether there is a value other than nil under a key, asking `__index`.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// assert!(lua.globals().contains_key("print")?);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the key cannot be converted, or a metamethod fails.
    pub fn contains_key(&self, key: impl IntoLua) -> Result<bool> {
        Ok(!self.get::<Value>(key)?.is_nil())
    }

    /// Stores a value without metamethods.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let guarded: lua_core::Table =
    ///     lua.load("setmetatable({}, { __newindex = function() error('no') end })").eval()?;
    /// assert!(guarded.set("x", 1).is_err());
    /// guarded.raw_set("x", 1)?;
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If key or value cannot be converted, or the key is nil or NaN.
    pub fn raw_set(&self, key: impl IntoLua, value: impl IntoLua) -> Result<()> {
        let (lua, table) = self.table()?;
        let scratch = Scratch::on(&lua)?;
        let (key, value) = (scratch.push(key)?, scratch.push(value)?);
        store(&lua, table, key, value)
    }

    /// Reads a value without metamethods.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let table: lua_core::Table = lua.load("setmetatable({}, { __index = { x = 1 } })").eval()?;
    /// assert_eq!(table.get::<i64>("x")?, 1);
    /// assert_eq!(table.raw_get::<Option<i64>>("x")?, None);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the key cannot be converted to Lua, or the value to Rust.
    pub fn raw_get<V: FromLua>(&self, key: impl IntoLua) -> Result<V> {
        let (lua, table) = self.table()?;
        let scratch = Scratch::on(&lua)?;
        let key = scratch.push(key)?;
        scratch.read(table.raw_get(key)).map_err(|error| error.inside(path::raw_segment(key)))
    }

    /// The value of an integer key, without metamethods.
    pub(in crate::api) fn raw_item<V: FromLua>(&self, index: i64) -> Result<V> {
        let (lua, table) = self.table()?;
        let scratch = Scratch::on(&lua)?;
        match scratch.read(item(table, index)) {
            Ok(item) => Ok(item),
            Err(error) => Err(error.inside(path::raw_segment(object::Value::from_integer(index)))),
        }
    }

    /// Sets the value of an integer key, without metamethods.
    pub(in crate::api) fn raw_set_item(&self, index: i64, value: impl IntoLua) -> Result<()> {
        let (lua, table) = self.table()?;
        let scratch = Scratch::on(&lua)?;
        let value = scratch.push(value)?;
        store(&lua, table, object::Value::from_integer(index), value)
    }

    /// A border of the table, asking `__len`: its length, if it is a sequence.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let list: lua_core::Table = lua.load("setmetatable({}, { __len = function() return 7 end })").eval()?;
    /// assert_eq!((list.len()?, list.raw_len()), (7, 0));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If a metamethod fails or does not return an integer.
    pub fn len(&self) -> Result<i64> {
        let (lua, table) = self.table()?;
        if table.metatable().is_none() {
            return Ok(table.length());
        }
        let object = object::Value::from_table(table);
        let length = protect(&lua, || metamethod::length(&lua.state, object))?;
        metamethod::to_integer(&lua.state, length)
            .ok_or_else(|| Error::runtime("object length is not an integer"))
    }

    /// A border of the table without metamethods; 0 if the machine is gone.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// assert_eq!(lua.create_sequence_from([1, 2, 3])?.raw_len(), 3);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn raw_len(&self) -> usize {
        self.table().map_or(0, |(_, table)| table.length() as usize)
    }

    /// Whether the table has no entry at all; true if the machine is gone.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// assert!(lua.create_table()?.is_empty());
    /// assert!(!lua.create_table_from([("x", 1)])?.is_empty());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn is_empty(&self) -> bool {
        self.table().map_or(true, |(_, table)| table.entry_from(0).is_none())
    }

    /// Removes all entries.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let list = lua.create_sequence_from([1, 2, 3])?;
    /// list.clear()?;
    /// assert!(list.is_empty());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the machine is gone.
    pub fn clear(&self) -> Result<()> {
        let (lua, table) = self.table()?;
        let mut position = 0;
        while let Some((index, key, _)) = table.entry_from(position) {
            store(&lua, table, key, object::Value::NIL)?;
            position = index + 1;
        }
        Ok(())
    }

    /// The metatable.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let table = lua.create_table()?;
    /// assert!(table.metatable().is_none());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn metatable(&self) -> Option<Table> {
        let (lua, table) = self.table().ok()?;
        let metatable = table.metatable()?;
        Some(Table(lua.handle(object::Value::from_table(metatable))))
    }

    /// Sets or removes the metatable.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let (table, defaults) = (lua.create_table()?, lua.create_table_from([("hp", 10)])?);
    /// table.set_metatable(Some(lua.create_table_from([("__index", defaults)])?))?;
    /// assert_eq!(table.get::<i64>("hp")?, 10);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If it belongs to another machine, or the table is frozen.
    pub fn set_metatable(&self, metatable: Option<Table>) -> Result<()> {
        let (lua, table) = self.table()?;
        if table.is_frozen() {
            return Err(Error::runtime("cannot change the metatable of a frozen table"));
        }
        let metatable = match metatable {
            Some(metatable) => metatable.0.raw(&lua.state)?.as_table(),
            None => None,
        };
        lua.state.set_table_metatable(table, metatable);
        Ok(())
    }

    /// Whether there is a metatable; false if the machine is gone.
    #[doc(hidden)]
    pub fn has_metatable(&self) -> bool {
        self.table().is_ok_and(|(_, table)| table.metatable().is_some())
    }

    /// The table's address, to tell it from others: the same for all handles of one table.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// assert_eq!(lua.globals().to_pointer(), lua.globals().to_pointer());
    /// assert_ne!(lua.globals().to_pointer(), lua.create_table()?.to_pointer());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn to_pointer(&self) -> *const c_void {
        self.0.address()
    }

    /// Whether two tables are equal, asking `__eq`.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let (a, b) = (lua.create_table()?, lua.create_table()?);
    /// assert!(a.equals(&a)? && !a.equals(&b)?);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If a metamethod fails, or a table's machine is gone.
    pub fn equals(&self, other: &Table) -> Result<bool> {
        Value::Table(self.clone()).equals(&Value::Table(other.clone()))
    }
}

/// Not in line in a debug build, where what reads items is compiled for each type.
#[cfg_attr(not(debug_assertions), inline(always))]
fn item(table: Gc<object::Table>, index: i64) -> object::Value {
    table.get_integer(index)
}

fn store(
    lua: &Lua,
    table: Gc<object::Table>,
    key: object::Value,
    value: object::Value,
) -> Result<()> {
    table.raw_set(&lua.state.heap, key, value).map_err(key_error)
}

#[cold]
pub(super) fn key_error(error: object::KeyError) -> Error {
    Error::runtime(error.message())
}

impl PartialEq for Table {
    fn eq(&self, other: &Table) -> bool {
        let ((a, x), (b, y)) = (self.0.identity(), other.0.identity());
        a == b && x.address() == y.address()
    }
}

/// `{:#?}` writes all that the table holds; see [`Value`].
impl std::fmt::Debug for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match f.alternate() {
            true => super::show::table(self, f),
            false => write!(f, "table: {:#x}", self.0.identity().1.address().unwrap_or(0)),
        }
    }
}
