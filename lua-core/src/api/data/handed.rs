//! Handles as parts of data that serde converts: a function in a config script's outcome stays one, to be called later.
//!
//! serde knows no Lua values. So both ends agree on the name of a newtype struct, and the value waits beside it.

use std::cell::Cell;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Deserialize, Deserializer, Unexpected, Visitor};
use serde::ser::{Serialize, Serializer};

use super::written::Written;
use crate::api::convert::{FromLuaMulti, IntoLuaMulti};
use crate::api::function::Function;
use crate::api::string::LuaString;
use crate::api::table::Table;
use crate::api::thread::Thread;
use crate::api::typed::TypedFunction;
use crate::api::userdata::AnyUserData;
use crate::api::value::Value;

/// The newtype struct by which handles pass.
pub const HANDLE: &str = "$ferrolua::handle";

thread_local! {
    /// The value that waits for who takes it.
    static HANDED: Cell<Option<Value>> = const { Cell::new(None) };
}

/// Takes back what nobody took, also when a panic passes.
struct Restore(Option<Value>);

impl Drop for Restore {
    fn drop(&mut self) {
        HANDED.set(self.0.take());
    }
}

/// Runs something that may take a value.
pub fn hand<R>(value: Value, run: impl FnOnce() -> R) -> R {
    let _restore = Restore(HANDED.replace(Some(value)));
    run()
}

/// Takes the value that is handed.
pub fn take_handed() -> Option<Value> {
    HANDED.take()
}

/// Lua data that is read as it is.
trait Part: Sized {
    /// What errors call it.
    const EXPECTED: &'static str;

    /// The value as this, or back if it is something else.
    fn of(value: Value) -> Result<Self, Value>;
}

struct Taking<T>(PhantomData<T>);

impl<'de, T: Part> Visitor<'de> for Taking<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::EXPECTED)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, _: D) -> Result<T, D::Error> {
        let taken = take_handed().ok_or_else(|| {
            de::Error::custom(format_args!("{} can be read from Lua values only", T::EXPECTED))
        })?;
        T::of(taken).map_err(|other| {
            let unexpected = match &other {
                Value::Boolean(boolean) => Unexpected::Bool(*boolean),
                Value::Integer(integer) => Unexpected::Signed(*integer),
                Value::Number(number) => Unexpected::Float(*number),
                Value::String(text) => {
                    let text = text.to_string_lossy();
                    return de::Error::invalid_type(Unexpected::Str(&text), &self);
                }
                other => Unexpected::Other(other.type_name()),
            };
            de::Error::invalid_type(unexpected, &self)
        })
    }
}

impl Part for Value {
    const EXPECTED: &'static str = "a Lua value";

    fn of(value: Value) -> Result<Value, Value> {
        Ok(value)
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_newtype_struct(HANDLE, Taking(PhantomData))
    }
}

/// Lua takes the value as it is. Any other format gets the data in it, as from `lua_serde`'s `to_serializable()` without
/// options: functions, coroutines, other userdata and tables within themselves are errors, with the path to what is wrong.
///
/// ```
/// use lua_core::Value;
/// #[derive(serde::Serialize)]
/// struct Event {
///     name: &'static str,
///     data: Value,
/// }
///
/// let lua = lua_core::Lua::new();
/// let event = Event { name: "hit", data: lua.load("{ by = 'orc', points = { 3, 4 } }").eval()? };
/// let json = serde_json::to_string(&event)?;
/// assert_eq!(json, r#"{"name":"hit","data":{"by":"orc","points":[3,4]}}"#);
///
/// let event = Event { name: "hit", data: lua.load("{ by = { print } }").eval()? };
/// let error = serde_json::to_string(&event).unwrap_err();
/// assert_eq!(error.to_string(), "by[1]: a function is no data");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let data = Written::new(self, None);
        hand(self.clone(), || serializer.serialize_newtype_struct(HANDLE, &data))
    }
}

macro_rules! handles {
    ($($handle:ident $variant:ident $expected:literal;)+) => {$(
        impl Part for $handle {
            const EXPECTED: &'static str = $expected;

            fn of(value: Value) -> Result<$handle, Value> {
                match value {
                    Value::$variant(handle) => Ok(handle),
                    other => Err(other),
                }
            }
        }

        impl<'de> Deserialize<'de> for $handle {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<$handle, D::Error> {
                deserializer.deserialize_newtype_struct(HANDLE, Taking(PhantomData))
            }
        }

        /// As [`Value`] is written.
        impl Serialize for $handle {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                Value::$variant(self.clone()).serialize(serializer)
            }
        }
    )+};
}

handles! {
    Function Function "a Lua function";
    Table Table "a Lua table";
    LuaString String "a Lua string";
    Thread Thread "a Lua coroutine";
    AnyUserData UserData "a Lua userdata";
}

impl<'de, A: IntoLuaMulti, R: FromLuaMulti> Deserialize<'de> for TypedFunction<A, R> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        TypedFunction::new(Function::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

impl<A, R> Serialize for TypedFunction<A, R> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_function().serialize(serializer)
    }
}
