//! Between Rust and Lua values, one or many, and as Lua itself coerces them.

use super::Lua;
use crate::api::convert::{FromLua, FromLuaMulti, IntoLua, IntoLuaMulti};
use crate::api::error::Result;
use crate::api::multi::MultiValue;
use crate::api::string::LuaString;
use crate::api::value::Value;
use crate::num::convert::number_to_float;
use crate::vm::metamethod;
impl Lua {
    /// Converts a Rust value into a Lua value and back into another type.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// assert_eq!(lua.convert::<i64>("42")?, 42);
    /// assert!(lua.convert::<i64>("x").is_err());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If either conversion fails.
    pub fn convert<T: FromLua>(&self, value: impl IntoLua) -> Result<T> {
        T::from_lua(value.into_lua(self)?, self)
    }

    /// Converts a Rust value into a Lua value.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// assert_eq!(lua.pack(42)?, lua_core::Value::Integer(42));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the conversion fails.
    pub fn pack(&self, value: impl IntoLua) -> Result<Value> {
        value.into_lua(self)
    }

    /// Converts a Lua value into a Rust value.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// assert_eq!(lua.unpack::<u8>(lua_core::Value::Integer(7))?, 7);
    /// assert!(lua.unpack::<u8>(lua_core::Value::Integer(700)).is_err());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the conversion fails.
    pub fn unpack<T: FromLua>(&self, value: Value) -> Result<T> {
        T::from_lua(value, self)
    }

    /// Converts any number of Rust values into Lua values.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let values = lua.pack_multi((1, "two", true))?;
    /// assert_eq!(values.len(), 3);
    /// assert_eq!(lua.unpack_multi::<(i64, String)>(values)?, (1, "two".to_string()));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If a conversion fails.
    pub fn pack_multi(&self, values: impl IntoLuaMulti) -> Result<MultiValue> {
        values.into_lua_multi(self)
    }

    /// Converts any number of Lua values into Rust values: missing ones are nil, those that are too many are left
    /// out. See [`Lua::pack_multi`].
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let values = lua.pack_multi((1, 2, 3))?;
    /// assert_eq!(lua.unpack_multi::<(i64, i64)>(values)?, (1, 2));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If a conversion fails.
    pub fn unpack_multi<T: FromLuaMulti>(&self, values: MultiValue) -> Result<T> {
        T::from_lua_multi(values, self)
    }

    /// The string that a value is or can be turned into as Lua itself does it: numbers only.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let text = lua.coerce_string(lua_core::Value::Number(1.5))?;
    /// assert_eq!(text.map(|text| text.to_string_lossy()).as_deref(), Some("1.5"));
    /// assert!(lua.coerce_string(lua_core::Value::Nil)?.is_none());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the value belongs to another machine.
    pub fn coerce_string(&self, value: Value) -> Result<Option<LuaString>> {
        let raw = value.raw(&self.state)?;
        if raw.is_string() || raw.is_number() {
            let text = metamethod::plain_text(&self.state, raw);
            return Ok(Some(LuaString(self.handle(text))));
        }
        Ok(None)
    }

    /// The integer that a value is or can be turned into as Lua itself does it: floats with an integer's value, and
    /// strings that are such numerals.
    ///
    /// ```
    /// use lua_core::{Lua, Value};
    /// let lua = Lua::new();
    /// assert_eq!(lua.coerce_integer(lua.pack(" 0x10 ")?)?, Some(16));
    /// assert_eq!(lua.coerce_integer(Value::Number(3.0))?, Some(3));
    /// assert_eq!(lua.coerce_integer(Value::Number(3.5))?, None);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the value belongs to another machine.
    pub fn coerce_integer(&self, value: Value) -> Result<Option<i64>> {
        Ok(metamethod::to_integer(&self.state, value.raw(&self.state)?))
    }

    /// The float that a value is or can be turned into as Lua itself does it: numbers, and strings that are numerals.
    ///
    /// ```
    /// use lua_core::{Lua, Value};
    /// let lua = Lua::new();
    /// assert_eq!(lua.coerce_number(lua.pack("1e2")?)?, Some(100.0));
    /// assert_eq!(lua.coerce_number(Value::Boolean(true))?, None);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the value belongs to another machine.
    pub fn coerce_number(&self, value: Value) -> Result<Option<f64>> {
        let number = metamethod::to_number(&self.state, value.raw(&self.state)?);
        Ok(number.map(number_to_float))
    }
}
