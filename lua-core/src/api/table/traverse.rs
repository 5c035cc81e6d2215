//! Going through the entries of a table.

use std::marker::PhantomData;

use super::Table;
use crate::api::convert::FromLua;
use crate::api::data::path;
use crate::api::error::{Error, Result};
use crate::api::handle::Handle;
use crate::api::lua::Lua;
use crate::api::stack::Scratch;
use crate::gc::Gc;
use crate::object;

impl Table {
    /// Goes through all entries, without metamethods. The table may change meanwhile: an entry that is added may
    /// or may not be seen; nothing worse happens. To ask `__pairs`, see [`Table::iterate`].
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let prices: lua_core::Table = lua.load("{ sword = 30, bow = 20 }").eval()?;
    /// let mut total = 0;
    /// for pair in prices.pairs::<String, i64>() {
    ///     let (_name, price) = pair?;
    ///     total += price;
    /// }
    /// assert_eq!(total, 50);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn pairs<K: FromLua, V: FromLua>(&self) -> TablePairs<'_, K, V> {
        let (entered, last) = (self.table(), object::Value::NIL);
        TablePairs {
            table: PhantomData,
            entered,
            last,
            root: None,
            done: false,
            types: PhantomData,
        }
    }

    /// Goes through the values of the keys 1, 2, … until the first nil, without metamethods.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let list: lua_core::Table = lua.load("{ 10, 20, 30, x = 40 }").eval()?;
    /// let sum: i64 = list.sequence_values::<i64>().sum::<lua_core::Result<i64>>()?;
    /// assert_eq!(sum, 60);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn sequence_values<V: FromLua>(&self) -> TableSequence<'_, V> {
        TableSequence { table: self, next: 1, types: PhantomData }
    }

    /// Calls a function with every entry, without metamethods.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let mut names = Vec::new();
    /// lua.load("{ a = 1, b = 2 }").eval::<lua_core::Table>()?.for_each(|name: String, _: i64| {
    ///     names.push(name);
    ///     Ok(())
    /// })?;
    /// assert_eq!(names.len(), 2);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If a key or value cannot be converted, or the function fails.
    pub fn for_each<K: FromLua, V: FromLua>(
        &self,
        mut visit: impl FnMut(K, V) -> Result<()>,
    ) -> Result<()> {
        let (lua, table) = self.table()?;
        // PERF: one place for all entries, and no search for the last key: three times as fast as `pairs`.
        let scratch = Scratch::on(&lua)?;
        let (mut next, mut sizes) = (0, table.sizes());
        while let Some((position, key, value)) = table.entry_from(next) {
            scratch.clear();
            let (visited, value) = scratch.read_pair(key, value)?;
            visit(visited, value)?;
            next = position + 1;
            if table.sizes() != sizes {
                sizes = table.sizes();
                // The key is alive: it is in its place on the stack.
                next = table.position(key).ok_or_else(changed)? + 1;
            }
        }
        Ok(())
    }

    /// Calls a function with every value of the sequence, without metamethods.
    #[doc(hidden)]
    pub fn for_each_value<V: FromLua>(&self, mut visit: impl FnMut(V) -> Result<()>) -> Result<()> {
        self.sequence_values().try_for_each(|value| value.and_then(&mut visit))
    }
}

/// The entry behind a key, from nil to nil.
#[inline(always)]
fn next_entry(
    table: Gc<object::Table>,
    last: object::Value,
) -> Result<Option<(object::Value, object::Value)>> {
    // A key that vanished, as the table was rebuilt meanwhile, leaves no place to go on from.
    table.next(last).map(|(_, entry)| entry).ok_or_else(changed)
}

#[cold]
fn changed() -> Error {
    Error::runtime("the table changed during the traversal")
}

/// The entries of a table; see [`Table::pairs`].
pub struct TablePairs<'a, K, V> {
    /// The handle roots the table.
    table: PhantomData<&'a Table>,
    entered: Result<(Lua, Gc<object::Table>)>,
    /// The key that was visited last, and what keeps it alive.
    last: object::Value,
    root: Option<Handle>,
    done: bool,
    types: PhantomData<fn() -> (K, V)>,
}

impl<K: FromLua, V: FromLua> TablePairs<'_, K, V> {
    fn advance(&mut self) -> Result<Option<(K, V)>> {
        let (lua, table) = self.entered.as_ref().map_err(Error::clone)?;
        let scratch = Scratch::on(lua)?;
        let Some((key, value)) = next_entry(*table, self.last)? else { return Ok(None) };
        self.last = key;
        self.root = key.object().map(|_| lua.handle(key));
        scratch
            .read_pair(key, value)
            .map(Some)
            .map_err(|error| error.inside(path::raw_segment(key)))
    }
}

impl<K: FromLua, V: FromLua> Iterator for TablePairs<'_, K, V> {
    type Item = Result<(K, V)>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let next = self.advance().transpose();
        self.done = !matches!(next, Some(Ok(_)));
        next
    }
}

/// The values of a sequence up to the first nil; see [`Table::sequence_values`].
pub struct TableSequence<'a, V> {
    table: &'a Table,
    next: i64,
    types: PhantomData<fn() -> V>,
}

impl<V: FromLua> Iterator for TableSequence<'_, V> {
    type Item = Result<V>;

    fn next(&mut self) -> Option<Self::Item> {
        let (lua, table) = match self.table.table() {
            Ok(found) => found,
            Err(error) => return Some(Err(error)),
        };
        let value = table.get_integer(self.next);
        if value.is_nil() {
            return None;
        }
        self.next += 1;
        Some(Scratch::on(&lua).and_then(|scratch| scratch.read(value)))
    }
}
