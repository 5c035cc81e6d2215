//! `Source`: a Lua value that Rust data borrows its strings from.

use lua_core::__private::Strings;
use lua_core::{Result, Value};
use serde::Deserialize;

use crate::de;
use crate::options::DeserializeOptions;

/// A Lua value that Rust data borrows its strings from: `&str`, `&[u8]` and borrowed [`Cow`](std::borrow::Cow)s in it are
/// Lua's own bytes, not copies.
///
/// The strings live as long as this does, whatever scripts do with the tables that they were read from; and so does the
/// machine. Each reading keeps its strings anew, at 16 bytes each: who reads again and again makes a new source.
///
/// ```
/// use lua_core::Lua;
/// use lua_serde::Source;
/// use serde::Deserialize;
///
/// #[derive(Debug, PartialEq, Deserialize)]
/// struct Route<'a> {
///     path: &'a str,
///     #[serde(borrow)]
///     aliases: Vec<&'a str>,
/// }
///
/// let lua = Lua::new();
/// let source = Source::new(lua.load("{ path = '/users', aliases = { '/people' } }").eval()?)?;
/// let route: Route = source.read()?;
/// assert_eq!(route, Route { path: "/users", aliases: vec!["/people"] });
/// # Ok::<(), lua_core::Error>(())
/// ```
pub struct Source {
    value: Value,
    strings: Strings,
}

impl Source {
    /// Takes a value to read from.
    ///
    /// # Errors
    ///
    /// If its machine is gone.
    pub fn new(value: Value) -> Result<Source> {
        Ok(Source { strings: Strings::of(&value)?, value })
    }

    /// Makes Rust data of the value as it is now.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let source = lua_serde::Source::new(lua.load("{ 'a', 'b' }").eval()?)?;
    /// assert_eq!(source.read::<[&str; 2]>()?, ["a", "b"]);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`from_value`](crate::from_value); also if text is to be borrowed that is not UTF-8.
    pub fn read<'de, T: Deserialize<'de>>(&'de self) -> Result<T> {
        self.read_with(DeserializeOptions::new())
    }

    /// Makes Rust data of the value as it is now, with options.
    ///
    /// ```
    /// use lua_serde::{DeserializeOptions, Source};
    /// let lua = lua_core::Lua::new();
    /// let source = Source::new(lua.load("{ 'a', 'b' }").eval()?)?;
    /// let options = DeserializeOptions::new().value_limit(1);
    /// assert!(source.read_with::<Vec<&str>>(options).is_err());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Source::read`].
    pub fn read_with<'de, T: Deserialize<'de>>(
        &'de self,
        options: DeserializeOptions,
    ) -> Result<T> {
        Ok(de::read_value(self.value.clone(), options, Some(&self.strings))?)
    }
}
