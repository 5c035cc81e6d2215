//! Conversions of the standard types.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::hash::{BuildHasher, Hash};

use super::{FromLua, IntoLua};
use crate::api::error::{Error, Result};
use crate::api::function::Function;
use crate::api::lua::Lua;
use crate::api::registry::RegistryKey;
use crate::api::stack::{Arguments, Results};
use crate::api::string::LuaString;
use crate::api::table::Table;
use crate::api::thread::Thread;
use crate::api::userdata::AnyUserData;
use crate::api::value::{LightUserData, Value};

fn mismatch(value: &Value, expected: &str) -> Error {
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
            fn into_lua(self, _: &Lua) -> Result<Value> {
                Ok(Value::$variant(self))
            }
        }

        impl IntoLua for &$type {
            fn into_lua(self, _: &Lua) -> Result<Value> {
                Ok(Value::$variant(self.clone()))
            }
        }

        impl FromLua for $type {
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
    fn into_lua(self, _: &Lua) -> Result<Value> {
        Ok(Value::String(self))
    }
}

impl IntoLua for &LuaString {
    fn into_lua(self, _: &Lua) -> Result<Value> {
        Ok(Value::String(self.clone()))
    }
}

impl FromLua for LuaString {
    fn from_lua(value: Value, lua: &Lua) -> Result<LuaString> {
        match value {
            Value::String(string) => Ok(string),
            Value::Integer(_) | Value::Number(_) => lua.create_string(value.to_string()?),
            other => Err(mismatch(&other, "string")),
        }
    }
}

impl IntoLua for bool {
    fn into_lua(self, _: &Lua) -> Result<Value> {
        Ok(Value::Boolean(self))
    }

    #[inline(always)]
    fn push_into(self, results: &mut Results<'_>) -> Result<()> {
        results.push_boolean(self)
    }
}

/// As in conditions: nil and false are false, everything else is true.
impl FromLua for bool {
    fn from_lua(value: Value, _: &Lua) -> Result<bool> {
        Ok(!matches!(value, Value::Nil | Value::Boolean(false)))
    }

    #[inline(always)]
    fn from_argument(arguments: &Arguments<'_>, index: usize) -> Result<bool> {
        Ok(arguments.boolean(index))
    }
}

fn integer(value: &Value) -> Result<i64> {
    use crate::num::{convert::number_to_integer, parse::parse_number};
    let number = match value {
        Value::Integer(integer) => return Ok(*integer),
        Value::Number(float) => crate::num::Number::Float(*float),
        Value::String(string) => match parse_number(&string.as_bytes()?) {
            Some(number) => number,
            None => return Err(mismatch(value, "number")),
        },
        other => return Err(mismatch(other, "number")),
    };
    let reason = Some("number has no integer representation");
    number_to_integer(number).ok_or_else(|| Error::conversion("number", "integer", reason))
}

#[cold]
fn out_of_range(integer: i64, name: &str) -> Error {
    Error::conversion(&integer.to_string(), name, Some("out of range"))
}

macro_rules! integers {
    ($($type:ty),+ $(,)?) => {$(
        impl FromLua for $type {
            fn from_lua(value: Value, _: &Lua) -> Result<$type> {
                let integer = integer(&value)?;
                <$type>::try_from(integer).map_err(|_| out_of_range(integer, stringify!($type)))
            }

            #[inline(always)]
            fn from_argument(arguments: &Arguments<'_>, index: usize) -> Result<$type> {
                let integer = arguments.integer(index)?;
                <$type>::try_from(integer).map_err(|_| out_of_range(integer, stringify!($type)))
            }
        }

        impl IntoLua for $type {
            fn into_lua(self, _: &Lua) -> Result<Value> {
                // An integer that Lua cannot represent is an error, never silently a float.
                i64::try_from(self).map(Value::Integer).map_err(|_| {
                    let reason = Some("out of the range of Lua's integers");
                    Error::conversion(&self.to_string(), "integer", reason)
                })
            }

            #[inline(always)]
            fn push_into(self, results: &mut Results<'_>) -> Result<()> {
                match i64::try_from(self) {
                    Ok(integer) => results.push_integer(integer),
                    Err(_) => self.into_lua(results.lua()).map(drop),
                }
            }
        }
    )+};
}

integers!(i8, u8, i16, u16, i32, u32, i64, u64, i128, u128, isize, usize);

macro_rules! floats {
    ($($type:ty),+) => {$(
        impl FromLua for $type {
            fn from_lua(value: Value, _: &Lua) -> Result<$type> {
                use crate::num::{convert::number_to_float, parse::parse_number};
                if let Some(number) = value.as_number() {
                    return Ok(number as $type);
                }
                match &value {
                    Value::String(string) => match parse_number(&string.as_bytes()?) {
                        Some(number) => Ok(number_to_float(number) as $type),
                        None => Err(mismatch(&value, "number")),
                    },
                    other => Err(mismatch(other, "number")),
                }
            }

            #[inline(always)]
            fn from_argument(arguments: &Arguments<'_>, index: usize) -> Result<$type> {
                Ok(arguments.number(index)? as $type)
            }
        }

        impl IntoLua for $type {
            fn into_lua(self, _: &Lua) -> Result<Value> {
                Ok(Value::Number(self as f64))
            }

            #[inline(always)]
            fn push_into(self, results: &mut Results<'_>) -> Result<()> {
                results.push_number(self as f64)
            }
        }
    )+};
}

floats!(f32, f64);

macro_rules! into_strings {
    ($($type:ty),+ $(,)?) => {$(
        impl IntoLua for $type {
            fn into_lua(self, lua: &Lua) -> Result<Value> {
                lua.create_string(AsRef::<[u8]>::as_ref(AsRef::<str>::as_ref(&self)))
                    .map(Value::String)
            }

            #[inline(always)]
            fn push_into(self, results: &mut Results<'_>) -> Result<()> {
                results.push_bytes(AsRef::<str>::as_ref(&self).as_bytes())
            }
        }
    )+};
}

into_strings!(&str, String, &String, Box<str>, Cow<'_, str>);

impl IntoLua for char {
    fn into_lua(self, lua: &Lua) -> Result<Value> {
        self.encode_utf8(&mut [0; 4]).into_lua(lua)
    }
}

impl IntoLua for &mut str {
    fn into_lua(self, lua: &Lua) -> Result<Value> {
        (&*self).into_lua(lua)
    }
}

impl FromLua for String {
    fn from_lua(value: Value, lua: &Lua) -> Result<String> {
        Ok(LuaString::from_lua(value, lua)?.to_str()?.to_string())
    }

    #[inline(always)]
    fn from_argument(arguments: &Arguments<'_>, index: usize) -> Result<String> {
        Ok(arguments.str(index)?.to_string())
    }
}

impl FromLua for Box<str> {
    fn from_lua(value: Value, lua: &Lua) -> Result<Box<str>> {
        String::from_lua(value, lua).map(Into::into)
    }
}

/// A string of one character.
impl FromLua for char {
    fn from_lua(value: Value, lua: &Lua) -> Result<char> {
        let text = String::from_lua(value, lua)?;
        let mut characters = text.chars();
        match (characters.next(), characters.next()) {
            (Some(character), None) => Ok(character),
            _ => Err(Error::conversion("string", "char", Some("one character expected"))),
        }
    }
}

impl<T: IntoLua> IntoLua for Option<T> {
    fn into_lua(self, lua: &Lua) -> Result<Value> {
        self.map_or(Ok(Value::Nil), |value| value.into_lua(lua))
    }

    #[inline(always)]
    fn push_into(self, results: &mut Results<'_>) -> Result<()> {
        match self {
            Some(value) => value.push_into(results),
            None => results.push_nil(),
        }
    }
}

impl<T: FromLua> FromLua for Option<T> {
    fn from_lua(value: Value, lua: &Lua) -> Result<Option<T>> {
        if value.is_nil() { Ok(None) } else { T::from_lua(value, lua).map(Some) }
    }

    #[inline(always)]
    fn from_argument(arguments: &Arguments<'_>, index: usize) -> Result<Option<T>> {
        if arguments.is_nil(index) {
            return Ok(None);
        }
        T::from_argument(arguments, index).map(Some)
    }
}

impl<T: IntoLua> IntoLua for Vec<T> {
    fn into_lua(self, lua: &Lua) -> Result<Value> {
        lua.create_sequence_from(self).map(Value::Table)
    }
}

impl<T: IntoLua + Clone> IntoLua for &[T] {
    fn into_lua(self, lua: &Lua) -> Result<Value> {
        lua.create_sequence_from(self.iter().cloned()).map(Value::Table)
    }
}

impl<T: IntoLua, const N: usize> IntoLua for [T; N] {
    fn into_lua(self, lua: &Lua) -> Result<Value> {
        lua.create_sequence_from(self).map(Value::Table)
    }
}

fn sequence<T: FromLua, C: FromIterator<T>>(value: Value, lua: &Lua) -> Result<C> {
    let table = Table::from_lua(value, lua)?;
    let length = table.raw_len();
    (1..=length).map(|index| table.raw_get(index as i64)).collect::<Result<C>>()
}

impl<T: FromLua> FromLua for Vec<T> {
    fn from_lua(value: Value, lua: &Lua) -> Result<Vec<T>> {
        sequence(value, lua)
    }
}

impl<T: FromLua, const N: usize> FromLua for [T; N] {
    fn from_lua(value: Value, lua: &Lua) -> Result<[T; N]> {
        let items: Vec<T> = sequence(value, lua)?;
        let length = items.len();
        items.try_into().map_err(|_| {
            let (from, to) = (format!("table of {length} items"), format!("sequence of {N}"));
            Error::conversion(&from, &to, None)
        })
    }
}

macro_rules! maps {
    ($($map:ident<$key:ident $(: $bound:ident)* , $value:ident $(, $hasher:ident)?>),+ $(,)?) => {$(
        impl<$key: IntoLua $(+ $bound)*, $value: IntoLua $(, $hasher)?> IntoLua
            for $map<$key, $value $(, $hasher)?>
        {
            fn into_lua(self, lua: &Lua) -> Result<Value> {
                lua.create_table_from(self).map(Value::Table)
            }
        }

        impl<$key: FromLua $(+ $bound)*, $value: FromLua $(, $hasher: BuildHasher + Default)?>
            FromLua for $map<$key, $value $(, $hasher)?>
        {
            fn from_lua(value: Value, lua: &Lua) -> Result<Self> {
                Table::from_lua(value, lua)?.pairs().collect()
            }
        }
    )+};
}

maps!(HashMap<K: Eq: Hash, V, S>, BTreeMap<K: Ord, V>);

macro_rules! sets {
    ($($set:ident<$item:ident $(: $bound:ident)* $(, $hasher:ident)?>),+ $(,)?) => {$(
        /// A table whose keys are the items.
        impl<$item: IntoLua $(+ $bound)* $(, $hasher)?> IntoLua for $set<$item $(, $hasher)?> {
            fn into_lua(self, lua: &Lua) -> Result<Value> {
                lua.create_table_from(self.into_iter().map(|item| (item, true))).map(Value::Table)
            }
        }

        /// A sequence of the items, or a table whose keys they are.
        impl<$item: FromLua $(+ $bound)* $(, $hasher: BuildHasher + Default)?> FromLua
            for $set<$item $(, $hasher)?>
        {
            fn from_lua(value: Value, lua: &Lua) -> Result<Self> {
                let table = Table::from_lua(value, lua)?;
                if table.raw_len() > 0 {
                    return table.sequence_values().collect();
                }
                table.pairs::<$item, Value>().map(|pair| pair.map(|(item, _)| item)).collect()
            }
        }
    )+};
}

sets!(HashSet<T: Eq: Hash, S>, BTreeSet<T: Ord>);

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
    fn into_lua(self, lua: &Lua) -> Result<Value> {
        self.to_string().into_lua(lua)
    }
}
