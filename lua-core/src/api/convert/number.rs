//! Conversions of numbers. An integer is never turned into a float, nor cut off: what does not fit is an error.

use std::num::{NonZero, Saturating, Wrapping};

use super::std::mismatch;
use super::{FromLua, IntoLua};
use crate::api::definitions::annotated;
use crate::api::error::{Error, Result};
use crate::api::lua::Lua;
use crate::api::stack::{Arguments, Results};
use crate::api::value::Value;

pub(super) fn integer(value: &Value) -> Result<i64> {
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
            annotated!("integer");

            fn from_lua(value: Value, _: &Lua) -> Result<$type> {
                let integer = integer(&value)?;
                <$type>::try_from(integer).map_err(|_| out_of_range(integer, stringify!($type)))
            }

            #[cfg_attr(not(debug_assertions), inline(always))]
            fn from_argument(arguments: &Arguments<'_>, index: usize) -> Result<$type> {
                let integer = arguments.integer(index)?;
                <$type>::try_from(integer).map_err(|_| out_of_range(integer, stringify!($type)))
            }
        }

        impl IntoLua for $type {
            annotated!("integer");

            fn into_lua(self, _: &Lua) -> Result<Value> {
                // An integer that Lua cannot represent is an error, never silently a float.
                i64::try_from(self).map(Value::Integer).map_err(|_| {
                    let reason = Some("out of the range of Lua's integers");
                    Error::conversion(&self.to_string(), "integer", reason)
                })
            }

            #[cfg_attr(not(debug_assertions), inline(always))]
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
            annotated!("number");

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

            #[cfg_attr(not(debug_assertions), inline(always))]
            fn from_argument(arguments: &Arguments<'_>, index: usize) -> Result<$type> {
                Ok(arguments.number(index)? as $type)
            }
        }

        impl IntoLua for $type {
            annotated!("number");

            fn into_lua(self, _: &Lua) -> Result<Value> {
                Ok(Value::Number(self as f64))
            }

            #[cfg_attr(not(debug_assertions), inline(always))]
            fn push_into(self, results: &mut Results<'_>) -> Result<()> {
                results.push_number(self as f64)
            }
        }
    )+};
}

floats!(f32, f64);

macro_rules! non_zero {
    ($($type:ty),+ $(,)?) => {$(
        impl FromLua for NonZero<$type> {
            annotated!("integer");

            fn from_lua(value: Value, lua: &Lua) -> Result<NonZero<$type>> {
                let number = <$type>::from_lua(value, lua)?;
                NonZero::new(number).ok_or_else(|| {
                    let expected = concat!("NonZero<", stringify!($type), ">");
                    Error::conversion("0", expected, Some("out of range"))
                })
            }
        }

        impl IntoLua for NonZero<$type> {
            annotated!("integer");

            fn into_lua(self, lua: &Lua) -> Result<Value> {
                self.get().into_lua(lua)
            }
        }
    )+};
}

non_zero!(i8, u8, i16, u16, i32, u32, i64, u64, i128, u128, isize, usize);

macro_rules! number_wrappers {
    ($($wrapper:ident)+) => {$(
        impl<T: FromLua> FromLua for $wrapper<T> {
            annotated!(itself T as FromLua);

            fn from_lua(value: Value, lua: &Lua) -> Result<$wrapper<T>> {
                T::from_lua(value, lua).map($wrapper)
            }
        }

        impl<T: IntoLua> IntoLua for $wrapper<T> {
            annotated!(itself T as IntoLua);

            fn into_lua(self, lua: &Lua) -> Result<Value> {
                self.0.into_lua(lua)
            }
        }
    )+};
}

number_wrappers!(Wrapping Saturating);
