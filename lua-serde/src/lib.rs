//! Rust data to Lua values and back, by serde; and config scripts into structs.
//!
//! ```
//! use lua_core::{Lua, Result};
//! use lua_serde::LuaSerdeExt;
//! use serde::{Deserialize, Serialize};
//!
//! #[derive(Debug, PartialEq, Serialize, Deserialize)]
//! struct Server {
//!     host: String,
//!     port: u16,
//!     #[serde(default)]
//!     tls: bool,
//! }
//!
//! # fn main() -> Result<()> {
//! let lua = Lua::new();
//! let server: Server = lua.from_value(lua.load("{ host = 'localhost', port = 80 * 100 }").eval()?)?;
//! assert_eq!(server, Server { host: "localhost".into(), port: 8000, tls: false });
//!
//! lua.globals().set("server", lua.to_value(&server)?)?;
//! assert_eq!(lua.load("server.host").eval::<String>()?, "localhost");
//!
//! let wrong = lua.load("{ { host = 'a', port = 70000 } }").eval()?;
//! let error = lua.from_value::<Vec<Server>>(wrong).unwrap_err();
//! assert_eq!(error.to_string(), "[1].port: invalid value: integer `70000`, expected u16");
//! # Ok(())
//! # }
//! ```
//!
//! # What becomes what
//!
//! | Rust | Lua |
//! |---|---|
//! | `bool` | boolean |
//! | integers | integer; one that does not fit is an error, never silently a float |
//! | `f32`, `f64` | float |
//! | `String`, `char` | string; back from UTF-8 only; `&str` back from a [`Source`] |
//! | bytes (`serde_bytes`) | string, of any bytes; back also from a sequence; `&[u8]` back from a [`Source`] |
//! | `None` | nil, so absent as a field of a struct; [`null`] within sequences, maps and newtype structs |
//! | `Some(x)`, newtype structs | what the inner value becomes |
//! | `()`, unit structs | [`null`]; nil if it is the whole value |
//! | sequences, tuples, tuple structs | sequence: a table with the keys 1, 2, … and the [array metatable](LuaSerdeExt::array_metatable) |
//! | maps | table; keys stay what they are: `1` is not `"1"` |
//! | structs | table with the fields' names for keys |
//! | `Enum::Unit` | string `"Unit"` |
//! | `Enum::Newtype(x)` | `{Newtype = x}` |
//! | `Enum::Tuple(x, y)` | `{Tuple = {x, y}}` |
//! | `Enum::Struct { x }` | `{Struct = {x = x}}` |
//!
//! All of it can be read back, and is the same then; only `Some(None)` and `Some(())` come back as `None`, and an
//! `Option` with serde's `with` needs `default` or [`SerializeOptions::serialize_none_to_null`]. On the way back,
//!
//! * a float that has an integer's value is taken for an integer type (Lua's `/` gives floats), and an integer for
//!   a float type; nothing else is converted, strings and numbers not into each other;
//! * a sequence has the keys from 1 to its length and no others; nothing is dropped silently. Where any data may
//!   stand (`serde_json::Value`, untagged enums), an empty table is a sequence if it has the array metatable,
//!   else a map;
//! * entries come in the order of their keys, so a script has the same outcome in every run;
//! * metatables are not asked: no code of a script runs.
//!
//! Handles ([`lua_core::Function`], [`lua_core::TypedFunction`], [`Table`], [`Value`], …) can be parts of the Rust
//! data: they take the Lua value as it is, and give it back; other formats write the data in it, as
//! [`ToSerializable`] says. Elsewhere functions, coroutines and userdata are no
//! data, but for userdata of a type that is known to be ([`LuaSerdeExt::create_ser_userdata`]): finding one is an
//! error, except in a field that the Rust type does not have. So are tables that contain themselves or that are
//! nested too deep, and more values than [`DeserializeOptions::value_limit`].
//!
//! # Errors
//!
//! An error names the place by the path to it, as Lua would write it: `servers[2].port: invalid value: …`. The
//! [`Error`] with path and message by themselves is the source of the [`lua_core::Error`]. What serde buffers
//! (`flatten`, `untagged`, internally tagged) is reported under the path of the buffered value as a whole, and is
//! matched strictly: there a float is no integer.
//!
//! If there is more than one error, it is the first in the order of keys. To find that, [`from_value`] reads what is
//! wrong once more.
#![forbid(unsafe_code)]

pub mod config;
mod de;
mod error;
mod markers;
mod options;
mod repair;
mod ser;
mod serializable;
mod source;
mod userdata;

use lua_core::{AnyUserData, Lua, Result, Table, UserData, Value};
use serde::Serialize;
use serde::de::DeserializeOwned;

pub use config::{ConfigError, ConfigLoader, Loaded, Problem, UnknownKeys, from_file, from_str};
pub use de::Deserializer;
pub use error::Error;
pub use markers::null;
pub use options::{DeserializeOptions, SerializeOptions};
pub use ser::Serializer;
pub use serializable::{Serializable, ToSerializable};
pub use source::Source;
pub use userdata::UserDataSerdeExt;

/// Makes a Lua value of Rust data.
///
/// ```
/// let lua = lua_core::Lua::new();
/// lua.globals().set("primes", lua_serde::to_value(&lua, &[2, 3, 5, 7])?)?;
/// assert_eq!(lua.load("#primes").eval::<i64>()?, 4);
/// # Ok::<(), lua_core::Error>(())
/// ```
///
/// # Errors
///
/// If an integer does not fit, a map's key is NaN, the data is nested too deep, or its `Serialize` fails.
pub fn to_value<T: Serialize + ?Sized>(lua: &Lua, data: &T) -> Result<Value> {
    lua.to_value(data)
}

/// Makes Rust data of a Lua value.
///
/// ```
/// use std::collections::BTreeMap;
/// let lua = lua_core::Lua::new();
/// let value = lua.load("{ apples = 3, pears = 10 / 2 }").eval()?;
/// let basket: BTreeMap<String, u8> = lua_serde::from_value(value)?;
/// assert_eq!(basket["pears"], 5);
/// # Ok::<(), lua_core::Error>(())
/// ```
///
/// # Errors
///
/// If the value is not what `T` expects; the error begins with the path to what is wrong.
pub fn from_value<T: DeserializeOwned>(value: Value) -> Result<T> {
    Ok(de::read_value(value, DeserializeOptions::new(), None)?)
}

/// The bridge as methods of [`Lua`], named as mlua names them.
///
/// ```
/// use lua_serde::LuaSerdeExt;
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Debug, PartialEq, Serialize, Deserialize)]
/// enum Shape {
///     Circle { radius: f64 },
/// }
///
/// let lua = lua_core::Lua::new();
/// lua.globals().set("shape", lua.to_value(&Shape::Circle { radius: 1.5 })?)?;
/// lua.load("shape.Circle.radius = shape.Circle.radius * 2").exec()?;
/// let shape: Shape = lua.from_value(lua.globals().get("shape")?)?;
/// assert_eq!(shape, Shape::Circle { radius: 3.0 });
/// # Ok::<(), lua_core::Error>(())
/// ```
#[expect(clippy::wrong_self_convention, reason = "the value is what is converted, not `self`")]
pub trait LuaSerdeExt {
    /// Makes a Lua value of Rust data.
    ///
    /// ```
    /// use lua_serde::LuaSerdeExt;
    /// let lua = lua_core::Lua::new();
    /// let pair = lua.to_value(&(1, "one"))?;
    /// assert_eq!(lua.from_value::<(i32, String)>(pair)?, (1, "one".into()));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`to_value`].
    fn to_value<T: Serialize + ?Sized>(&self, data: &T) -> Result<Value>;

    /// Makes a Lua value of Rust data, with options.
    /// For an example see [`SerializeOptions`].
    ///
    /// # Errors
    ///
    /// As [`to_value`].
    fn to_value_with<T: Serialize + ?Sized>(
        &self,
        data: &T,
        options: SerializeOptions,
    ) -> Result<Value>;

    /// Makes Rust data of a Lua value.
    ///
    /// ```
    /// use lua_serde::LuaSerdeExt;
    /// let lua = lua_core::Lua::new();
    /// let waves = lua.load("{ { 'orc', 3 }, { 'elf', 2 } }").eval()?;
    /// let waves: Vec<(String, u32)> = lua.from_value(waves)?;
    /// assert_eq!(waves, [("orc".to_string(), 3), ("elf".to_string(), 2)]);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`from_value`].
    fn from_value<T: DeserializeOwned>(&self, value: Value) -> Result<T>;

    /// Makes Rust data of a Lua value, with options.
    /// For an example see [`DeserializeOptions`].
    ///
    /// # Errors
    ///
    /// As [`from_value`].
    fn from_value_with<T: DeserializeOwned>(
        &self,
        value: Value,
        options: DeserializeOptions,
    ) -> Result<T>;

    /// The value that stands for nothing where nil cannot be, as in [`null`]; to be given to scripts by a name.
    ///
    /// ```
    /// use lua_serde::LuaSerdeExt;
    /// let lua = lua_core::Lua::new();
    /// lua.globals().set("null", lua.null())?;
    /// let value = lua.load("{ 1, null, 3 }").eval()?;
    /// assert_eq!(lua.from_value::<Vec<Option<u8>>>(value)?, [Some(1), None, Some(3)]);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    fn null(&self) -> Value;

    /// The metatable that marks a table as a sequence even if it is empty; scripts cannot change it.
    ///
    /// ```
    /// use lua_serde::{LuaSerdeExt, ToSerializable};
    /// let lua = lua_core::Lua::new();
    /// let table = lua.create_table()?;
    /// table.set_metatable(Some(lua.array_metatable()?))?;
    /// assert_eq!(serde_json::to_string(&table.to_serializable())?, "[]");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If there is not enough memory to make it.
    fn array_metatable(&self) -> Result<Table>;

    /// Makes a userdata that is data too: it can be written in any format, and read back as other Rust data.
    ///
    /// From then on all userdata of the type is data in this machine; see [`LuaSerdeExt::register_serialize`].
    ///
    /// ```
    /// use lua_core::{Lua, UserData};
    /// use lua_serde::{LuaSerdeExt, ToSerializable};
    ///
    /// #[derive(serde::Serialize)]
    /// struct Orc {
    ///     hp: u8,
    /// }
    ///
    /// impl UserData for Orc {}
    ///
    /// let lua = Lua::new();
    /// lua.globals().set("orc", lua.create_ser_userdata(Orc { hp: 7 })?)?;
    /// let value: lua_core::Value = lua.load("{ leader = orc }").eval()?;
    /// assert_eq!(serde_json::to_string(&value.to_serializable())?, r#"{"leader":{"hp":7}}"#);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the type cannot be registered, or there is not enough memory.
    fn create_ser_userdata<T: UserData + Serialize + 'static>(
        &self,
        data: T,
    ) -> Result<AnyUserData>;

    /// As [`LuaSerdeExt::create_ser_userdata`], of a type that need not implement `UserData`.
    ///
    /// ```
    /// use lua_serde::LuaSerdeExt;
    /// let lua = lua_core::Lua::new();
    /// lua.globals().set("list", lua.create_ser_any_userdata(vec![1, 2])?)?;
    /// assert_eq!(lua.from_value::<Vec<u8>>(lua.load("list").eval()?)?, [1, 2]);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If there is not enough memory.
    fn create_ser_any_userdata<T: Serialize + 'static>(&self, data: T) -> Result<AnyUserData>;

    /// Lets all userdata of a type be data in this machine, wherever it comes from.
    ///
    /// ```
    /// use lua_core::{Lua, UserData};
    /// use lua_serde::LuaSerdeExt;
    ///
    /// #[derive(serde::Serialize)]
    /// struct Orc {
    ///     hp: u8,
    /// }
    ///
    /// impl UserData for Orc {}
    ///
    /// let lua = Lua::new();
    /// lua.register_serialize::<Orc>();
    /// lua.globals().set("orc", Orc { hp: 7 })?;
    /// let json: serde_json::Value = lua.from_value(lua.load("orc").eval()?)?;
    /// assert_eq!(json["hp"], 7);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    fn register_serialize<T: Serialize + 'static>(&self);
}

impl LuaSerdeExt for Lua {
    fn to_value<T: Serialize + ?Sized>(&self, data: &T) -> Result<Value> {
        self.to_value_with(data, SerializeOptions::new())
    }

    fn to_value_with<T: Serialize + ?Sized>(
        &self,
        data: &T,
        options: SerializeOptions,
    ) -> Result<Value> {
        Ok(data.serialize(Serializer::new_with_options(self, options))?)
    }

    fn from_value<T: DeserializeOwned>(&self, value: Value) -> Result<T> {
        from_value(value)
    }

    fn from_value_with<T: DeserializeOwned>(
        &self,
        value: Value,
        options: DeserializeOptions,
    ) -> Result<T> {
        Ok(de::read_value(value, options, None)?)
    }

    fn null(&self) -> Value {
        null()
    }

    fn array_metatable(&self) -> Result<Table> {
        markers::array_metatable(self)
    }

    fn create_ser_userdata<T: UserData + Serialize + 'static>(
        &self,
        data: T,
    ) -> Result<AnyUserData> {
        userdata::create(self, data)
    }

    fn create_ser_any_userdata<T: Serialize + 'static>(&self, data: T) -> Result<AnyUserData> {
        userdata::create_any(self, data)
    }

    fn register_serialize<T: Serialize + 'static>(&self) {
        lua_core::__private::register_serialize::<T>(self);
    }
}
