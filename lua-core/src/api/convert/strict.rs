//! `Strict`: conversions that take a value for what it is.

use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasher, Hash};
use std::ops::{Deref, DerefMut};
use std::rc::Rc;
use std::sync::Arc;

use bstr::BString;

use super::std::mismatch;
use super::{FromLua, IntoLua};
use crate::api::definitions::annotated;
use crate::api::error::{Error, Result};
use crate::api::lua::Lua;
use crate::api::string::LuaString;
use crate::api::table::Table;
use crate::api::value::Value;

/// A value that is converted without being coerced: no numbers out of strings, no strings out of numbers, booleans of
/// booleans only, and no list of a table that has other fields.
///
/// ```
/// use lua_core::{Lua, Strict};
/// let lua = Lua::new();
/// let add = lua.create_function(|_, (a, b): (Strict<i64>, i64)| Ok(*a + b))?;
/// assert_eq!(add.call::<i64>((1, "2"))?, 3);
/// let error = add.call::<i64>(("1", 2)).unwrap_err();
/// assert!(error.to_string().contains("number expected, got string"));
/// # Ok::<(), lua_core::Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Strict<T>(pub T);

/// A type that can be read without coercions; see [`Strict`].
///
/// ```
/// use lua_core::{FromLuaStrict, Lua, Result, Strict, Value};
///
/// struct Port(u16);
///
/// impl FromLuaStrict for Port {
///     fn from_lua_strict(value: Value, lua: &Lua) -> Result<Port> {
///         u16::from_lua_strict(value, lua).map(Port)
///     }
/// }
///
/// let lua = Lua::new();
/// assert_eq!(lua.load("80").eval::<Strict<Port>>()?.0.0, 80);
/// assert!(lua.load("'80'").eval::<Strict<Port>>().is_err());
/// # Ok::<(), lua_core::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from Lua without coercions",
    note = "`Strict` takes numbers, booleans, text, and lists and maps of these"
)]
pub trait FromLuaStrict: Sized {
    /// Converts a value.
    /// For an example see [`FromLuaStrict`].
    ///
    /// # Errors
    ///
    /// If the value is of another type.
    fn from_lua_strict(value: Value, lua: &Lua) -> Result<Self>;
}

impl<T> Deref for Strict<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for Strict<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<T: FromLuaStrict> FromLua for Strict<T> {
    fn from_lua(value: Value, lua: &Lua) -> Result<Strict<T>> {
        T::from_lua_strict(value, lua).map(Strict)
    }
}

impl<T: IntoLua> IntoLua for Strict<T> {
    annotated!(itself T as IntoLua);

    fn into_lua(self, lua: &Lua) -> Result<Value> {
        self.0.into_lua(lua)
    }
}

macro_rules! strict {
    ($expected:literal $pattern:pat => $($type:ty)+) => {$(
        impl FromLuaStrict for $type {
            fn from_lua_strict(value: Value, lua: &Lua) -> Result<$type> {
                match value {
                    $pattern => <$type>::from_lua(value, lua),
                    other => Err(mismatch(&other, $expected)),
                }
            }
        }
    )+};
}

// A float with the value of an integer is equal to it in Lua, so it is no coercion.
strict!("number" Value::Integer(_) | Value::Number(_) =>
    i8 u8 i16 u16 i32 u32 i64 u64 i128 u128 isize usize f32 f64);
strict!("string" Value::String(_) =>
    String Box<str> Rc<str> Arc<str> BString LuaString char);
strict!("boolean" Value::Boolean(_) => bool);

impl<T: FromLuaStrict> FromLuaStrict for Option<T> {
    fn from_lua_strict(value: Value, lua: &Lua) -> Result<Option<T>> {
        if value.is_nil() { Ok(None) } else { T::from_lua_strict(value, lua).map(Some) }
    }
}

/// A table with the keys 1, 2, … and no other.
impl<T: FromLuaStrict> FromLuaStrict for Vec<T> {
    fn from_lua_strict(value: Value, lua: &Lua) -> Result<Vec<T>> {
        let table = Table::from_lua(value, lua)?;
        let length = table.raw_len();
        let mut count = 0;
        for pair in table.pairs::<Value, Value>() {
            let (key, _) = pair?;
            count += 1;
            let is_index =
                key.as_integer().is_some_and(|index| (1..=length as i64).contains(&index));
            if !is_index {
                let text = match &key {
                    Value::String(name) => name.to_string_lossy(),
                    other => other.to_string().unwrap_or_else(|_| other.type_name().into()),
                };
                let reason = format!("it has a field '{text}'");
                return Err(Error::conversion("table", "sequence", Some(&reason)));
            }
        }
        if count != length {
            return Err(Error::conversion("table", "sequence", Some("it has holes")));
        }
        let items = (1..=length).map(|index| T::from_lua_strict(table.raw_get(index)?, lua));
        items.collect()
    }
}

macro_rules! strict_maps {
    ($($map:ident<K: $first:ident $($bound:ident)* , V $(, $hasher:ident)?>),+ $(,)?) => {$(
        impl<K: FromLuaStrict + $first $(+ $bound)*, V: FromLuaStrict $(, $hasher: BuildHasher + Default)?>
            FromLuaStrict for $map<K, V $(, $hasher)?>
        {
            fn from_lua_strict(value: Value, lua: &Lua) -> Result<Self> {
                let table = Table::from_lua(value, lua)?;
                let pairs = table.pairs::<Value, Value>().map(|pair| {
                    let (key, value) = pair?;
                    Ok((K::from_lua_strict(key, lua)?, V::from_lua_strict(value, lua)?))
                });
                pairs.collect()
            }
        }
    )+};
}

strict_maps!(HashMap<K: Eq Hash, V, S>, BTreeMap<K: Ord, V>);
