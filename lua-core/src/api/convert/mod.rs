//! Conversions between Rust and Lua: the traits. The types are in files by what they are.

mod collections;
mod number;
mod std;
mod strict;
mod text;
mod time;
mod tuples;

pub(super) use std::mismatch;
pub use strict::{FromLuaStrict, Strict};

use super::definitions::{Annotation, Mentions};
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
    /// ```
    /// use lua_core::{FromLua, Lua, Value};
    /// let lua = Lua::new();
    /// assert_eq!(Option::<u8>::from_lua(Value::Nil, &lua)?, None);
    /// assert_eq!(u8::from_lua(Value::Number(7.0), &lua)?, 7);
    /// assert!(u8::from_lua(Value::Integer(256), &lua).is_err());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
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
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn from_argument(arguments: &Arguments<'_>, index: usize) -> Result<Self> {
        Self::from_lua(arguments.value(index), arguments.lua())
    }

    /// What editors call the type of the values that convert; `any` unless told. See [`crate::Definitions`].
    ///
    /// ```
    /// use lua_core::{Annotation, FromLua, Lua, Mentions, Result, Value};
    ///
    /// struct Percent(f64);
    ///
    /// impl FromLua for Percent {
    ///     fn from_lua(value: Value, lua: &Lua) -> Result<Percent> {
    ///         f64::from_lua(value, lua).map(Percent)
    ///     }
    ///
    ///     fn annotation(mentions: &mut Mentions) -> Annotation {
    ///         <f64 as FromLua>::annotation(mentions)
    ///     }
    /// }
    ///
    /// assert_eq!(Vec::<Percent>::annotation(&mut Mentions::default()).to_string(), "number[]");
    /// ```
    #[allow(unused_variables)]
    fn annotation(mentions: &mut Mentions) -> Annotation {
        Annotation::any()
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
    /// ```
    /// use lua_core::{IntoLua, Lua, Value};
    /// let lua = Lua::new();
    /// assert_eq!(Some(7).into_lua(&lua)?, Value::Integer(7));
    /// assert_eq!(None::<i64>.into_lua(&lua)?, Value::Nil);
    /// assert_eq!(["a", "b"].into_lua(&lua)?.type_name(), "table");
    /// # Ok::<(), lua_core::Error>(())
    /// ```
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
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn push_into(self, results: &mut Results<'_>) -> Result<()> {
        let value = self.into_lua(results.lua())?;
        results.push_value(&value)
    }

    /// What editors call the type of the value; `any` unless told. For an example see [`FromLua::annotation`].
    #[allow(unused_variables)]
    fn annotation(mentions: &mut Mentions) -> Annotation {
        Annotation::any()
    }
}

/// A Rust type that any number of Lua values can be turned into: arguments or results. Everything that implements
/// [`FromLua`] takes the first; tuples take several; [`MultiValue`] and [`super::Variadic`] take all.
///
/// ```
/// use lua_core::{FromLuaMulti, Lua, MultiValue, Result};
///
/// /// `(x, y)`, or one number for both.
/// #[derive(Debug, PartialEq)]
/// struct Scale(f64, f64);
///
/// impl FromLuaMulti for Scale {
///     fn from_lua_multi(values: MultiValue, lua: &Lua) -> Result<Scale> {
///         let (x, y) = <(f64, Option<f64>)>::from_lua_multi(values, lua)?;
///         Ok(Scale(x, y.unwrap_or(x)))
///     }
/// }
///
/// let lua = Lua::new();
/// assert_eq!(lua.load("2, 3").eval::<Scale>()?, Scale(2.0, 3.0));
/// assert_eq!(lua.load("2").eval::<Scale>()?, Scale(2.0, 2.0));
/// # Ok::<(), lua_core::Error>(())
/// ```
pub trait FromLuaMulti: Sized {
    /// Converts values. What is missing counts as nil; what is left over is dropped. For an example see
    /// [`FromLuaMulti`].
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
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn from_arguments(arguments: &Arguments<'_>, first: usize) -> Result<Self> {
        let values = (first..arguments.len()).map(|index| arguments.value(index)).collect();
        Self::from_lua_multi(values, arguments.lua())
    }

    #[doc(hidden)]
    fn annotations(_: &mut Mentions) -> Vec<Annotation> {
        Annotation::rest(Annotation::any()).alone()
    }
}

/// A Rust type that can be turned into any number of Lua values: arguments or results. Everything that implements
/// [`IntoLua`] gives one; tuples give several; [`MultiValue`] and [`super::Variadic`] give all of theirs.
///
/// ```
/// use lua_core::{IntoLuaMulti, Lua, MultiValue, Result};
///
/// struct Point { x: f64, y: f64 }
///
/// impl IntoLuaMulti for Point {
///     fn into_lua_multi(self, lua: &Lua) -> Result<MultiValue> {
///         (self.x, self.y).into_lua_multi(lua)
///     }
/// }
///
/// let lua = Lua::new();
/// let length = lua.load("local x, y = ... return (x * x + y * y) ^ 0.5").into_function()?;
/// assert_eq!(length.call::<f64>(Point { x: 3.0, y: 4.0 })?, 5.0);
/// # Ok::<(), lua_core::Error>(())
/// ```
pub trait IntoLuaMulti: Sized {
    /// Converts to values.
    /// For an example see [`IntoLuaMulti`].
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
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn push_all(self, results: &mut Results<'_>) -> Result<()> {
        let values = self.into_lua_multi(results.lua())?;
        results.reserve(values.len())?;
        values.iter().try_for_each(|value| results.push_value(value))
    }

    #[doc(hidden)]
    fn annotations(_: &mut Mentions) -> Vec<Annotation> {
        Annotation::rest(Annotation::any()).alone()
    }
}

impl<T: FromLua> FromLuaMulti for T {
    fn annotations(mentions: &mut Mentions) -> Vec<Annotation> {
        T::annotation(mentions).alone()
    }

    fn from_lua_multi(mut values: MultiValue, lua: &Lua) -> Result<T> {
        T::from_lua(values.pop_front().unwrap_or_default(), lua)
    }

    #[cfg_attr(not(debug_assertions), inline(always))]
    fn from_arguments(arguments: &Arguments<'_>, first: usize) -> Result<T> {
        T::from_argument(arguments, first).map_err(|error| error.in_argument(None, first + 1, None))
    }
}

impl<T: IntoLua> IntoLuaMulti for T {
    fn annotations(mentions: &mut Mentions) -> Vec<Annotation> {
        T::annotation(mentions).alone()
    }

    fn into_lua_multi(self, lua: &Lua) -> Result<MultiValue> {
        Ok(MultiValue::from_vec(vec![self.into_lua(lua)?]))
    }

    #[cfg_attr(not(debug_assertions), inline(always))]
    fn push_all(self, results: &mut Results<'_>) -> Result<()> {
        self.push_into(results)
    }
}
