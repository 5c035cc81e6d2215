//! `UserDataMetatable`: what a type has in its metatable, to be read.

use super::class::CLASS;
use crate::api::convert::FromLua;
use crate::api::error::Result;
use crate::api::table::{Table, TablePairs};
use crate::api::value::Value;

/// The metatable of host data, to be read.
///
/// All data of a type shares one metatable, so nothing changes it once the type is registered: see
/// [`crate::UserDataFields::add_meta_field`] for how something gets into it.
///
/// ```
/// use lua_core::{Lua, MetaMethod, UserData, UserDataFields};
/// struct Blob;
/// impl UserData for Blob {
///     fn add_fields<F: UserDataFields<Self>>(fields: &mut F) {
///         fields.add_meta_field("__version", 3);
///     }
/// }
/// let lua = Lua::new();
/// let metatable = lua.create_userdata(Blob)?.metatable()?;
/// assert_eq!(metatable.get::<i64>("__version")?, 3);
/// assert_eq!(metatable.get::<String>(MetaMethod::Type)?, "Blob");
/// # Ok::<(), lua_core::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct UserDataMetatable(pub(super) Table);

impl UserDataMetatable {
    /// A field of the metatable. For an example see [`UserDataMetatable`].
    ///
    /// # Errors
    ///
    /// If it cannot be converted, or the machine is gone.
    pub fn get<V: FromLua>(&self, key: impl AsRef<str>) -> Result<V> {
        self.0.raw_get(key.as_ref())
    }

    /// Whether the metatable has a field.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// lua.register_userdata_type::<u8>(|_| ())?;
    /// let metatable = lua.create_any_userdata(1_u8)?.metatable()?;
    /// assert!(metatable.contains("__name")? && !metatable.contains("__add")?);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the machine is gone.
    pub fn contains(&self, key: impl AsRef<str>) -> Result<bool> {
        Ok(!self.0.raw_get::<Value>(key.as_ref())?.is_nil())
    }

    /// All fields with their names.
    ///
    /// ```
    /// use lua_core::{Lua, Value};
    /// let lua = Lua::new();
    /// lua.register_userdata_type::<u8>(|_| ())?;
    /// let metatable = lua.create_any_userdata(1_u8)?.metatable()?;
    /// let mut names = Vec::new();
    /// for pair in metatable.pairs::<Value>() {
    ///     names.push(pair?.0);
    /// }
    /// names.sort();
    /// assert_eq!(names, ["__index", "__metatable", "__name", "__newindex"]);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn pairs<V: FromLua>(&self) -> UserDataMetatablePairs<'_, V> {
        UserDataMetatablePairs { pairs: self.0.pairs(), values: std::marker::PhantomData }
    }
}

/// The fields of a metatable; see [`UserDataMetatable::pairs`].
pub struct UserDataMetatablePairs<'a, V> {
    pairs: TablePairs<'a, Value, Value>,
    values: std::marker::PhantomData<fn() -> V>,
}

impl<V: FromLua> Iterator for UserDataMetatablePairs<'_, V> {
    type Item = Result<(String, V)>;

    fn next(&mut self) -> Option<Result<(String, V)>> {
        loop {
            let (key, value) = match self.pairs.next()? {
                Ok(pair) => pair,
                Err(error) => return Some(Err(error)),
            };
            match key {
                // The class table is the type's, but no metamethod.
                Value::String(name) if name != CLASS => {
                    let (lua, _) = match name.0.enter() {
                        Ok(entered) => entered,
                        Err(error) => return Some(Err(error)),
                    };
                    let name = name.to_string_lossy();
                    return Some(V::from_lua(value, &lua).map(|value| (name, value)));
                }
                _ => {}
            }
        }
    }
}
