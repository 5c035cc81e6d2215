//! Conversions of values, handles, booleans, options and errors.

use either::Either;

use super::{FromLua, IntoLua};
use crate::api::definitions::annotated;
use crate::api::error::{Error, ErrorKind, Result};
use crate::api::function::Function;
use crate::api::lua::Lua;
use crate::api::registry::RegistryKey;
use crate::api::stack::{Arguments, Results};
use crate::api::string::LuaString;
use crate::api::table::Table;
use crate::api::thread::Thread;
use crate::api::userdata::AnyUserData;
use crate::api::value::{LightUserData, Value};

pub(in crate::api) fn mismatch(value: &Value, expected: &str) -> Error {
    let actual = match value {
        Value::Integer(_) => "number",
        Value::LightUserData(_) => "light userdata",
        Value::UserData(userdata) => return userdata.mismatch(expected),
        other => other.type_name(),
    };
    Error::conversion(actual, expected, None)
}

impl IntoLua for Value {
    fn into_lua(self, _: &Lua) -> Result<Value> {
        Ok(self)
    }
}

impl IntoLua for &Value {
    fn into_lua(self, _: &Lua) -> Result<Value> {
        Ok(self.clone())
    }
}

impl FromLua for Value {
    fn from_lua(value: Value, _: &Lua) -> Result<Value> {
        Ok(value)
    }
}

macro_rules! handles {
    ($($type:ident $variant:ident $name:literal),+ $(,)?) => {$(
        impl IntoLua for $type {
            annotated!($name);

            fn into_lua(self, _: &Lua) -> Result<Value> {
                Ok(Value::$variant(self))
            }
        }

        impl IntoLua for &$type {
            annotated!($name);

            fn into_lua(self, _: &Lua) -> Result<Value> {
                Ok(Value::$variant(self.clone()))
            }
        }

        impl FromLua for $type {
            annotated!($name);

            fn from_lua(value: Value, _: &Lua) -> Result<$type> {
                match value {
                    Value::$variant(handle) => Ok(handle),
                    other => Err(mismatch(&other, $name)),
                }
            }
        }
    )+};
}

handles!(
    Table Table "table",
    Function Function "function",
    Thread Thread "thread",
    AnyUserData UserData "userdata",
    LightUserData LightUserData "light userdata",
);

impl IntoLua for LuaString {
    annotated!("string");

    fn into_lua(self, _: &Lua) -> Result<Value> {
        Ok(Value::String(self))
    }
}

impl IntoLua for &LuaString {
    annotated!("string");

    fn into_lua(self, _: &Lua) -> Result<Value> {
        Ok(Value::String(self.clone()))
    }
}

impl FromLua for LuaString {
    annotated!("string");

    fn from_lua(value: Value, lua: &Lua) -> Result<LuaString> {
        match value {
            Value::String(string) => Ok(string),
            Value::Integer(_) | Value::Number(_) => lua.create_string(value.to_string()?),
            other => Err(mismatch(&other, "string")),
        }
    }
}

impl IntoLua for bool {
    annotated!("boolean");

    fn into_lua(self, _: &Lua) -> Result<Value> {
        Ok(Value::Boolean(self))
    }

    #[cfg_attr(not(debug_assertions), inline(always))]
    fn push_into(self, results: &mut Results<'_>) -> Result<()> {
        results.push_boolean(self)
    }
}

/// As in conditions: nil and false are false, everything else is true.
impl FromLua for bool {
    annotated!("boolean");

    fn from_lua(value: Value, _: &Lua) -> Result<bool> {
        Ok(!matches!(value, Value::Nil | Value::Boolean(false)))
    }

    #[cfg_attr(not(debug_assertions), inline(always))]
    fn from_argument(arguments: &Arguments<'_>, index: usize) -> Result<bool> {
        Ok(arguments.boolean(index))
    }
}

impl<T: IntoLua> IntoLua for Option<T> {
    annotated!(optional T as IntoLua);

    fn into_lua(self, lua: &Lua) -> Result<Value> {
        self.map_or(Ok(Value::Nil), |value| value.into_lua(lua))
    }

    #[cfg_attr(not(debug_assertions), inline(always))]
    fn push_into(self, results: &mut Results<'_>) -> Result<()> {
        match self {
            Some(value) => value.push_into(results),
            None => results.push_nil(),
        }
    }
}

impl<T: FromLua> FromLua for Option<T> {
    annotated!(optional T as FromLua);

    fn from_lua(value: Value, lua: &Lua) -> Result<Option<T>> {
        if value.is_nil() { Ok(None) } else { T::from_lua(value, lua).map(Some) }
    }

    #[cfg_attr(not(debug_assertions), inline(always))]
    fn from_argument(arguments: &Arguments<'_>, index: usize) -> Result<Option<T>> {
        if arguments.is_nil(index) {
            return Ok(None);
        }
        T::from_argument(arguments, index).map(Some)
    }
}

impl IntoLua for &RegistryKey {
    fn into_lua(self, lua: &Lua) -> Result<Value> {
        lua.registry_value(self)
    }
}

impl IntoLua for RegistryKey {
    fn into_lua(self, lua: &Lua) -> Result<Value> {
        lua.registry_value(&self)
    }
}

impl FromLua for RegistryKey {
    fn from_lua(value: Value, lua: &Lua) -> Result<RegistryKey> {
        lua.create_registry_value(value)
    }
}

/// An error becomes its message.
impl IntoLua for Error {
    annotated!("string");

    fn into_lua(self, lua: &Lua) -> Result<Value> {
        self.to_string().into_lua(lua)
    }
}

/// Any value, as if a script had thrown it.
impl FromLua for Error {
    fn from_lua(value: Value, lua: &Lua) -> Result<Error> {
        Error::of_value(lua, &value)
    }
}

impl<L: IntoLua, R: IntoLua> IntoLua for Either<L, R> {
    annotated!(either L as IntoLua, R as IntoLua);

    fn into_lua(self, lua: &Lua) -> Result<Value> {
        match self {
            Either::Left(left) => left.into_lua(lua),
            Either::Right(right) => right.into_lua(lua),
        }
    }
}

/// The left type if the value converts to it, else the right.
impl<L: FromLua, R: FromLua> FromLua for Either<L, R> {
    annotated!(either L as FromLua, R as FromLua);

    fn from_lua(value: Value, lua: &Lua) -> Result<Either<L, R>> {
        let left = match L::from_lua(value.clone(), lua) {
            Ok(left) => return Ok(Either::Left(left)),
            Err(error) => error,
        };
        R::from_lua(value, lua).map(Either::Right).map_err(|right| {
            match (left.kind(), right.kind()) {
                (
                    ErrorKind::Conversion { from, to: left },
                    ErrorKind::Conversion { to: right, .. },
                ) => Error::conversion(from, &format!("{left} or {right}"), None),
                _ => right,
            }
        })
    }
}
