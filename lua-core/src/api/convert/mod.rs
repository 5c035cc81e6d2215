//! Conversions between Rust and Lua: the traits. The types are in files by what they are.

mod collections;
mod number;
mod std;
mod strict;
mod text;
mod time;
mod tuples;

pub use strict::{FromLuaStrict, Strict};

use super::error::Result;
use super::lua::Lua;
use super::multi::MultiValue;
use super::stack::{Arguments, Results};
use super::value::Value;

/// A Rust type that a Lua value can be turned into.
///
/// ```
/// use lua_core::{Error, FromLua, Lua, Result, Value};
///
/// struct Port(u16);
///
/// impl FromLua for Port {
///     fn from_lua(value: Value, lua: &Lua) -> Result<Port> {
///         u16::from_lua(value, lua).map(Port)
///     }
/// }
///
/// let lua = Lua::new();
/// let port: Port = lua.load("80 * 100").eval()?;
/// assert_eq!(port.0, 8000);
/// # Ok::<(), Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be made from a Lua value",
    label = "does not implement `FromLua`",
    note = "host data is borrowed: take a `UserDataRef<{Self}>`, or derive `Clone` and `UserData` to get a copy"
)]
pub trait FromLua: Sized {
    /// Converts a value.
    ///
    /// # Errors
    ///
    /// If the value is of another type.
    fn from_lua(value: Value, lua: &Lua) -> Result<Self>;

    /// Converts an argument where it lies on the stack. Types that need no owned value do better than this.
    ///
    /// # Errors
    ///
    /// If the argument is of another type.
    #[doc(hidden)]
    #[inline(always)]
    fn from_argument(arguments: &Arguments<'_>, index: usize) -> Result<Self> {
        Self::from_lua(arguments.value(index), arguments.lua())
    }
}

/// A Rust type that can be turned into a Lua value.
///
/// ```
/// use lua_core::{IntoLua, Lua, Result, Value};
///
/// struct Celsius(f64);
///
/// impl IntoLua for Celsius {
///     fn into_lua(self, lua: &Lua) -> Result<Value> {
///         self.0.into_lua(lua)
///     }
/// }
///
/// let lua = Lua::new();
/// lua.globals().set("outside", Celsius(-3.5))?;
/// assert_eq!(lua.load("outside").eval::<f64>()?, -3.5);
/// # Ok::<(), lua_core::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be turned into a Lua value",
    label = "does not implement `IntoLua`",
    note = "for a type of your own write `#[derive(UserData)]` above it; for any other `AnyUserData::wrap` it"
)]
pub trait IntoLua: Sized {
    /// Converts to a value.
    ///
    /// # Errors
    ///
    /// If there is no such Lua value.
    fn into_lua(self, lua: &Lua) -> Result<Value>;

    /// Pushes the value. Types that need no owned value do better than this.
    ///
    /// # Errors
    ///
    /// If there is no such Lua value, or the stack overflows.
    #[doc(hidden)]
    #[inline(always)]
    fn push_into(self, results: &mut Results<'_>) -> Result<()> {
        let value = self.into_lua(results.lua())?;
        results.push_value(&value)
    }
}

/// A Rust type that any number of Lua values can be turned into: arguments or results. Everything that implements
/// [`FromLua`] takes the first; tuples take several; [`MultiValue`] and [`super::Variadic`] take all.
pub trait FromLuaMulti: Sized {
    /// Converts values.
    ///
    /// # Errors
    ///
    /// If a value is of another type.
    fn from_lua_multi(values: MultiValue, lua: &Lua) -> Result<Self>;

    /// Converts the arguments from position `first` on where they lie on the stack.
    ///
    /// # Errors
    ///
    /// If an argument is of another type.
    #[doc(hidden)]
    #[inline(always)]
    fn from_arguments(arguments: &Arguments<'_>, first: usize) -> Result<Self> {
        let values = (first..arguments.len()).map(|index| arguments.value(index)).collect();
        Self::from_lua_multi(values, arguments.lua())
    }
}

/// A Rust type that can be turned into any number of Lua values: arguments or results.
pub trait IntoLuaMulti: Sized {
    /// Converts to values.
    ///
    /// # Errors
    ///
    /// If a value does not exist in Lua.
    fn into_lua_multi(self, lua: &Lua) -> Result<MultiValue>;

    /// Pushes the values.
    ///
    /// # Errors
    ///
    /// If a value does not exist in Lua, or the stack overflows.
    #[doc(hidden)]
    #[inline(always)]
    fn push_all(self, results: &mut Results<'_>) -> Result<()> {
        let values = self.into_lua_multi(results.lua())?;
        results.reserve(values.len())?;
        values.iter().try_for_each(|value| results.push_value(value))
    }
}

impl<T: FromLua> FromLuaMulti for T {
    fn from_lua_multi(mut values: MultiValue, lua: &Lua) -> Result<T> {
        T::from_lua(values.pop_front().unwrap_or_default(), lua)
    }

    #[inline(always)]
    fn from_arguments(arguments: &Arguments<'_>, first: usize) -> Result<T> {
        T::from_argument(arguments, first).map_err(|error| error.in_argument(None, first + 1, None))
    }
}

impl<T: IntoLua> IntoLuaMulti for T {
    fn into_lua_multi(self, lua: &Lua) -> Result<MultiValue> {
        Ok(MultiValue::from_vec(vec![self.into_lua(lua)?]))
    }

    #[inline(always)]
    fn push_all(self, results: &mut Results<'_>) -> Result<()> {
        self.push_into(results)
    }
}
