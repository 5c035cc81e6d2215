//! Userdata that is data too: of the types that are known to implement `Serialize`.

use lua_core::__private::{Shown, register_serialize};
use lua_core::{AnyUserData, IntoLua, Lua, Result, UserData, Value};
use serde::Serialize;

use crate::error::Error;

/// The data of userdata as a Lua value.
pub(crate) fn to_value(shown: &Shown<'_>) -> std::result::Result<Value, Error> {
    shown.serialize(crate::Serializer::new(shown.lua()))
}

/// Userdata that is data too; see [`crate::LuaSerdeExt::create_ser_userdata`].
pub trait UserDataSerdeExt {
    /// Wraps data that can be written, to be passed to Lua as userdata: mlua's `AnyUserData::wrap_ser`.
    ///
    /// ```
    /// use lua_core::AnyUserData;
    /// use lua_serde::{LuaSerdeExt, UserDataSerdeExt};
    /// let lua = lua_core::Lua::new();
    /// lua.globals().set("pair", AnyUserData::wrap_ser((1, "one")))?;
    /// let pair: (u8, String) = lua.from_value(lua.load("pair").eval()?)?;
    /// assert_eq!(pair, (1, "one".into()));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    fn wrap_ser<T: Serialize + 'static>(data: T) -> impl IntoLua;
}

impl UserDataSerdeExt for AnyUserData {
    fn wrap_ser<T: Serialize + 'static>(data: T) -> impl IntoLua {
        Wrapped(data)
    }
}

struct Wrapped<T>(T);

impl<T: Serialize + 'static> IntoLua for Wrapped<T> {
    fn into_lua(self, lua: &Lua) -> Result<Value> {
        create_any(lua, self.0).map(Value::UserData)
    }
}

pub(crate) fn create<T: UserData + Serialize + 'static>(lua: &Lua, data: T) -> Result<AnyUserData> {
    register_serialize::<T>(lua);
    lua.create_userdata(data)
}

pub(crate) fn create_any<T: Serialize + 'static>(lua: &Lua, data: T) -> Result<AnyUserData> {
    register_serialize::<T>(lua);
    lua.create_any_userdata(data)
}
