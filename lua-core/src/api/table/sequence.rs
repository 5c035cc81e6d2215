//! Tables as sequences: the values of the keys 1, 2, ….

use super::{Table, store};
use crate::api::convert::{FromLua, IntoLua};
use crate::api::error::{Error, Result};
use crate::api::stack::Scratch;
use crate::api::value::Value;
use crate::num::convert::number_to_integer;
use crate::object;

impl Table {
    /// Appends a value to the sequence, asking `__len` and `__newindex`.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let list = lua.create_sequence_from([1, 2])?;
    /// list.push(3)?;
    /// assert_eq!(list, [1, 2, 3]);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the value cannot be converted, or a metamethod fails.
    pub fn push(&self, value: impl IntoLua) -> Result<()> {
        if self.has_metatable() {
            return self.set(self.len()?.wrapping_add(1), value);
        }
        self.raw_push(value)
    }

    /// Takes the last value of the sequence, asking `__len`, `__index` and `__newindex`; nil if it is empty. A value
    /// that cannot be converted stays where it is.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let list = lua.create_sequence_from([1, 2])?;
    /// assert_eq!(list.pop::<Option<i64>>()?, Some(2));
    /// assert_eq!(list.pop::<Option<i64>>()?, Some(1));
    /// assert_eq!(list.pop::<Option<i64>>()?, None);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the value cannot be converted, or a metamethod fails.
    pub fn pop<V: FromLua>(&self) -> Result<V> {
        if !self.has_metatable() {
            return self.raw_pop();
        }
        let last = self.len()?;
        let value = self.get(last)?;
        if last != 0 {
            self.set(last, Value::Nil)?;
        }
        Ok(value)
    }

    /// Removes the value of a key, asking metamethods. An integer is a key of the sequence: the values behind it move
    /// down by one.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let list: lua_core::Table = lua.load("{ 'a', 'b', 'c', name = 'x' }").eval()?;
    /// list.remove(1)?;
    /// list.remove("name")?;
    /// assert_eq!(list, ["b", "c"]);
    /// assert!(list.remove(3).is_err());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the key cannot be converted, it is an integer outside the sequence, or a metamethod fails.
    pub fn remove(&self, key: impl IntoLua) -> Result<()> {
        if !self.has_metatable() {
            return self.raw_remove(key);
        }
        let (lua, _) = self.table()?;
        let key = key.into_lua(&lua)?;
        let Some(index) = integer_key(key.raw(&lua.state)?) else {
            return self.set(key, Value::Nil);
        };
        let length = self.len()?;
        check_index(index, length)?;
        for index in index..length {
            self.set(index, self.get::<Value>(index + 1)?)?;
        }
        self.set(length, Value::Nil)
    }

    /// Appends a value to the sequence, without metamethods.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let list = lua.create_table()?;
    /// list.raw_push("first")?;
    /// assert_eq!(list.raw_len(), 1);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the value cannot be converted.
    pub fn raw_push(&self, value: impl IntoLua) -> Result<()> {
        let (lua, table) = self.table()?;
        let scratch = Scratch::on(&lua)?;
        let value = scratch.push(value)?;
        store(&lua, table, object::Value::from_integer(table.length() + 1), value)
    }

    /// Takes the last value of the sequence, without metamethods; nil if it is empty. A value that cannot be converted
    /// stays where it is.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let list = lua.create_sequence_from(["a", "b"])?;
    /// assert_eq!(list.raw_pop::<String>()?, "b");
    /// assert!(list.raw_pop::<i64>().is_err());
    /// assert_eq!(list.raw_len(), 1);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the value cannot be converted.
    pub fn raw_pop<V: FromLua>(&self) -> Result<V> {
        let (lua, table) = self.table()?;
        let scratch = Scratch::on(&lua)?;
        let last = object::Value::from_integer(table.length());
        let value = table.raw_get(last);
        let converted = scratch.read(value)?;
        if !value.is_nil() {
            store(&lua, table, last, object::Value::NIL)?;
        }
        Ok(converted)
    }

    /// Puts a value into the sequence at an index, without metamethods: the values from there on move up by one.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let list = lua.create_sequence_from([10, 30])?;
    /// list.raw_insert(2, 20)?;
    /// assert_eq!(list, [10, 20, 30]);
    /// assert!(list.raw_insert(5, 50).is_err());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the value cannot be converted, or the index is neither one of the sequence nor the one behind it.
    pub fn raw_insert(&self, index: i64, value: impl IntoLua) -> Result<()> {
        let (lua, table) = self.table()?;
        let scratch = Scratch::on(&lua)?;
        let value = scratch.push(value)?;
        let length = table.length();
        check_index(index, length.saturating_add(1))?;
        for index in (index..=length).rev() {
            let moved = table.get_integer(index);
            store(&lua, table, object::Value::from_integer(index + 1), moved)?;
        }
        store(&lua, table, object::Value::from_integer(index), value)
    }

    /// As [`Table::remove`], without metamethods.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let list = lua.create_sequence_from([10, 20, 30])?;
    /// list.raw_remove(2)?;
    /// assert_eq!(list, [10, 30]);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the key cannot be converted, or it is an integer outside the sequence.
    pub fn raw_remove(&self, key: impl IntoLua) -> Result<()> {
        let (lua, table) = self.table()?;
        let scratch = Scratch::on(&lua)?;
        let key = scratch.push(key)?;
        let Some(index) = integer_key(key) else {
            return store(&lua, table, key, object::Value::NIL);
        };
        let length = table.length();
        check_index(index, length)?;
        for index in index..length {
            let moved = table.get_integer(index + 1);
            store(&lua, table, object::Value::from_integer(index), moved)?;
        }
        store(&lua, table, object::Value::from_integer(length), object::Value::NIL)
    }

    /// Stores a value under an integer, without metamethods.
    #[doc(hidden)]
    pub fn raw_seti(&self, index: usize, value: impl IntoLua) -> Result<()> {
        self.raw_set(index, value)
    }

    /// Whether the sequence has just these values: numbers by value, strings by their bytes, the rest by identity.
    fn has_values<T: IntoLua + Clone>(&self, values: &[T]) -> bool {
        let Ok((lua, table)) = self.table() else { return false };
        let is_same = |(value, index): (&T, i64)| {
            let scratch = Scratch::on(&lua).ok()?;
            let wanted = scratch.push(value.clone()).ok()?;
            Some(table.get_integer(index).raw_equals(wanted))
        };
        // A list with holes ends at the first, as for `Table::sequence_values`; its length may count what is behind.
        values.iter().zip(1..).all(|pair| is_same(pair) == Some(true))
            && table.get_integer(values.len() as i64 + 1).is_nil()
    }
}

/// The integer that a key is: a float with an integer's value is the same key.
fn integer_key(key: object::Value) -> Option<i64> {
    key.as_number().and_then(number_to_integer)
}

/// Refuses an index outside a sequence.
fn check_index(index: i64, length: i64) -> Result<()> {
    if (1..=length).contains(&index) {
        return Ok(());
    }
    Err(Error::runtime(format!("index {index} is out of bounds: the sequence ends at {length}")))
}

/// A sequence is equal to a slice of the same values in the same order, without metamethods. It ends before the first
/// nil; other entries of the table do not count.
impl<T: IntoLua + Clone> PartialEq<[T]> for Table {
    fn eq(&self, other: &[T]) -> bool {
        self.has_values(other)
    }
}

impl<T: IntoLua + Clone> PartialEq<&[T]> for Table {
    fn eq(&self, other: &&[T]) -> bool {
        self.has_values(other)
    }
}

impl<T: IntoLua + Clone, const N: usize> PartialEq<[T; N]> for Table {
    fn eq(&self, other: &[T; N]) -> bool {
        self.has_values(other)
    }
}
