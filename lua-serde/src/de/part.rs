//! `Part`: the deserializer of a value where it lies.

use lua_core::__private::{Around, Datum, HANDLE, View, hand};
use lua_core::Value;
use serde::de::value::{StrDeserializer, UnitDeserializer};
use serde::de::{self, Error as _, Unexpected, Visitor};
use serde::forward_to_deserialize_any;

use super::access::{Access, Tagged};
use super::{Inside, Walk};
use crate::error::Error;

/// A value that is read, or what it has inside.
pub(super) struct Part<'a, 'de> {
    datum: Datum<'a>,
    walk: &'a Walk<'de>,
    around: Option<&'a Around<'a>>,
}

impl<'a, 'de> Part<'a, 'de> {
    /// The whole value.
    pub(super) fn whole(datum: Datum<'a>, walk: &'a Walk<'de>) -> Part<'a, 'de> {
        Part { datum, walk, around: None }
    }

    /// The key of a table's entry.
    pub(super) fn key(inside: &'a mut Inside<'_, 'de>, index: usize) -> Part<'a, 'de> {
        let datum = inside.entries.key(index);
        Part { datum, walk: inside.walk, around: Some(&inside.around) }
    }

    /// The value of a table's entry.
    pub(super) fn value(inside: &'a mut Inside<'_, 'de>, index: usize) -> Part<'a, 'de> {
        let datum = inside.entries.value(index);
        Part { datum, walk: inside.walk, around: Some(&inside.around) }
    }

    /// The error of a value of the wrong type.
    #[cold]
    fn mismatch(&self, expected: &dyn de::Expected) -> Error {
        let unexpected = match self.datum.view() {
            View::Nil => Unexpected::Other("nil"),
            View::Boolean(boolean) => Unexpected::Bool(boolean),
            View::Integer(integer) => Unexpected::Signed(integer),
            View::Number(float) => Unexpected::Float(float),
            View::Bytes(_) => match self.datum.text() {
                Some(text) => Unexpected::Str(text),
                None => Unexpected::Other("string that is not UTF-8"),
            },
            view if self.walk.is_nothing(view) => Unexpected::Other("null"),
            _ => match self.datum.value() {
                Value::UserData(userdata) => {
                    let name = userdata.type_name().unwrap_or_default();
                    return Error::invalid_type(Unexpected::Other(&name), expected);
                }
                other => Unexpected::Other(other.type_name()),
            },
        };
        Error::invalid_type(unexpected, expected)
    }

    /// An integer type: a float will do that has an integer's value.
    fn integer<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.datum.view() {
            View::Integer(integer) => visitor.visit_i64(integer),
            View::Number(float) => match integral(float) {
                Some(integer) => match (i64::try_from(integer), u64::try_from(integer)) {
                    (Ok(integer), _) => visitor.visit_i64(integer),
                    (_, Ok(integer)) => visitor.visit_u64(integer),
                    _ => visitor.visit_i128(integer),
                },
                None => visitor.visit_f64(float),
            },
            _ => Err(self.mismatch(&visitor)),
        }
    }

    /// A string, as text if it is UTF-8; borrowed if it may be.
    fn string<V: Visitor<'de>>(&self, bytes: &[u8], visitor: V) -> Result<V::Value, Error> {
        let Some(text) = self.datum.text() else { return self.bytes(bytes, visitor) };
        match self.walk.purpose.strings.and_then(|strings| strings.keep_text(&self.datum)) {
            Some(text) => visitor.visit_borrowed_str(text),
            None => visitor.visit_str(text),
        }
    }

    /// A string as bytes; borrowed if they may be.
    fn bytes<V: Visitor<'de>>(&self, bytes: &[u8], visitor: V) -> Result<V::Value, Error> {
        match self.walk.purpose.strings.and_then(|strings| strings.keep(&self.datum)) {
            Some(bytes) => visitor.visit_borrowed_bytes(bytes),
            None => visitor.visit_bytes(bytes),
        }
    }

    /// Goes into the value, which has to be a table.
    fn enter(&mut self, expected: &dyn de::Expected) -> Result<Inside<'_, 'de>, Error> {
        self.enter_as(expected, false)
    }

    #[inline]
    fn enter_as(
        &mut self,
        expected: &dyn de::Expected,
        is_struct: bool,
    ) -> Result<Inside<'_, 'de>, Error> {
        match self.datum.view() {
            View::Table(table) => {
                let sorted = !is_struct || self.walk.purpose.reading.sorts_structs;
                Ok(self.walk.enter((&mut self.datum, table), self.around, sorted)?)
            }
            _ => Err(self.mismatch(expected)),
        }
    }
}

/// The integer that a float has the value of.
fn integral(float: f64) -> Option<i128> {
    const LIMIT: f64 = (1_u128 << 127) as f64;
    (float.fract() == 0.0 && float.abs() < LIMIT).then_some(float as i128)
}

macro_rules! integers {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            self.integer(visitor)
        }
    )*};
}

macro_rules! scalars {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            match self.datum.view() {
                View::Table(_) => Err(self.mismatch(&visitor)),
                view if self.walk.is_nothing(view) => Err(self.mismatch(&visitor)),
                _ => self.deserialize_any(visitor),
            }
        }
    )*};
}

impl<'de> de::Deserializer<'de> for Part<'_, 'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Error> {
        match self.datum.view() {
            View::Boolean(boolean) => visitor.visit_bool(boolean),
            View::Integer(integer) => visitor.visit_i64(integer),
            View::Number(float) => visitor.visit_f64(float),
            View::Bytes(bytes) => self.string(bytes, visitor),
            View::Table(table) if self.walk.leaves_out(table, self.around) => visitor.visit_unit(),
            View::Table(_) => {
                let inside = self.enter(&visitor)?;
                match inside.is_sequence() {
                    true => Access::new(inside).sequence(visitor),
                    false => visitor.visit_map(Access::new(inside)),
                }
            }
            view if self.walk.is_nothing(view) => visitor.visit_unit(),
            _ => Err(self.mismatch(&visitor)),
        }
    }

    integers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.datum.view() {
            View::Bytes(bytes) => self.bytes(bytes, visitor),
            View::Table(_) => self.deserialize_seq(visitor),
            _ => Err(self.mismatch(&visitor)),
        }
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_bytes(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.datum.view() {
            View::Table(table) if self.walk.leaves_out(table, self.around) => visitor.visit_none(),
            view if self.walk.is_nothing(view) => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        if name == HANDLE {
            let nothing = UnitDeserializer::<Error>::new();
            return hand(self.datum.value(), || visitor.visit_newtype_struct(nothing));
        }
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Error> {
        let inside = self.enter(&visitor)?;
        match inside.is_map() {
            true => Err(Error::invalid_type(Unexpected::Map, &visitor)),
            false => Access::new(inside).sequence(visitor),
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        mut self,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        let inside = self.enter(&visitor)?;
        match inside.entries.count() {
            count if count > length && inside.is_sequence() => {
                Err(Error::invalid_length(count, &visitor))
            }
            _ => Access::new(inside).sequence(visitor),
        }
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_tuple(length, visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Error> {
        let inside = self.enter(&visitor)?;
        visitor.visit_map(Access::new(inside))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        mut self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let inside = self.enter_as(&visitor, true)?;
        match inside.entries.count() > 0 && inside.is_sequence() {
            true => Err(Error::invalid_type(Unexpected::Seq, &visitor)),
            false => visitor.visit_map(Access::new(inside).with_fields(fields)),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        mut self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        if let View::Bytes(_) = self.datum.view() {
            return match self.datum.text() {
                Some(variant) => visitor.visit_enum(StrDeserializer::new(variant)),
                None => Err(self.mismatch(&visitor)),
            };
        }
        let inside = self.enter(&visitor)?;
        match inside.entries.count() {
            1 => visitor.visit_enum(Tagged::new(inside)),
            _ => Err(Error::invalid_value(Unexpected::Map, &"the variant's name for the only key")),
        }
    }

    /// What nobody asks for may be anything, and is not looked at.
    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    scalars! {
        deserialize_bool deserialize_f32 deserialize_f64
        deserialize_char deserialize_str deserialize_string
    }

    forward_to_deserialize_any! {
        unit unit_struct identifier
    }
}
