//! `Deserializer`: Lua values to Rust data.

use std::rc::Rc;

use lua_core::{LuaString, Value};
use serde::de::value::StrDeserializer;
use serde::de::{self, DeserializeSeed, Error as _, Unexpected, Visitor};
use serde::forward_to_deserialize_any;

use crate::error::Error;
use crate::markers;
use crate::options::DeserializeOptions;
use crate::walk::{Entries, Walk};

/// A serde deserializer of a Lua value.
///
/// ```
/// use lua_core::Value;
/// use lua_serde::Deserializer;
/// use serde::Deserialize;
/// assert_eq!(u8::deserialize(Deserializer::new(Value::Integer(7)))?, 7);
/// # Ok::<(), lua_core::Error>(())
/// ```
pub struct Deserializer {
    value: Value,
    walk: Rc<Walk>,
}

impl Deserializer {
    /// A deserializer of a value.
    pub fn new(value: Value) -> Deserializer {
        Deserializer::with_options(value, DeserializeOptions::new())
    }

    /// A deserializer with options.
    pub fn with_options(value: Value, options: DeserializeOptions) -> Deserializer {
        Deserializer { value, walk: Walk::new(options) }
    }

    /// The deserializer of a value that is part of this one.
    fn of(walk: &Rc<Walk>, value: Value) -> Deserializer {
        Deserializer { value, walk: Rc::clone(walk) }
    }

    /// The error of a value of the wrong type.
    #[cold]
    fn mismatch(&self, expected: &dyn de::Expected) -> Error {
        match &self.value {
            Value::Nil => Error::invalid_type(Unexpected::Other("nil"), expected),
            Value::Boolean(boolean) => Error::invalid_type(Unexpected::Bool(*boolean), expected),
            Value::Integer(integer) => Error::invalid_type(Unexpected::Signed(*integer), expected),
            Value::Number(float) => Error::invalid_type(Unexpected::Float(*float), expected),
            Value::String(string) => match string.to_str() {
                Ok(text) => Error::invalid_type(Unexpected::Str(&text), expected),
                Err(_) => {
                    Error::invalid_type(Unexpected::Other("string that is not UTF-8"), expected)
                }
            },
            value if markers::is_nothing(value) => {
                Error::invalid_type(Unexpected::Other("null"), expected)
            }
            Value::UserData(userdata) => {
                let name = userdata.type_name().unwrap_or_default();
                Error::invalid_type(Unexpected::Other(&name), expected)
            }
            other => Error::invalid_type(Unexpected::Other(other.type_name()), expected),
        }
    }

    /// An integer type: a float will do that has an integer's value.
    fn integer<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.value {
            Value::Integer(integer) => visitor.visit_i64(integer),
            Value::Number(float) => match integral(float) {
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

    /// Goes into the value, which has to be a table.
    fn enter(&self, expected: &dyn de::Expected) -> Result<Access, Error> {
        match &self.value {
            Value::Table(table) => {
                Ok(Access { entries: self.walk.enter(table)?, current: Default::default() })
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

fn visit_string<'de, V: Visitor<'de>>(string: &LuaString, visitor: V) -> Result<V::Value, Error> {
    let bytes = string.as_bytes()?;
    match std::str::from_utf8(&bytes) {
        Ok(text) => visitor.visit_str(text),
        Err(_) => visitor.visit_bytes(&bytes),
    }
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
            match &self.value {
                Value::Table(_) => Err(self.mismatch(&visitor)),
                value if markers::is_nothing(value) => Err(self.mismatch(&visitor)),
                _ => self.deserialize_any(visitor),
            }
        }
    )*};
}

impl<'de> de::Deserializer<'de> for Deserializer {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.value {
            value if markers::is_nothing(value) => visitor.visit_unit(),
            Value::Boolean(boolean) => visitor.visit_bool(*boolean),
            Value::Integer(integer) => visitor.visit_i64(*integer),
            Value::Number(float) => visitor.visit_f64(*float),
            Value::String(string) => visit_string(string, visitor),
            Value::Table(_) => {
                let access = self.enter(&visitor)?;
                match access.entries.is_sequence() {
                    true => access.sequence(visitor),
                    false => visitor.visit_map(access),
                }
            }
            _ => Err(self.mismatch(&visitor)),
        }
    }

    integers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.value {
            Value::String(string) => visitor.visit_bytes(&string.as_bytes()?),
            Value::Table(_) => self.deserialize_seq(visitor),
            _ => Err(self.mismatch(&visitor)),
        }
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_bytes(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if markers::is_nothing(&self.value) {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let access = self.enter(&visitor)?;
        match access.entries.is_map() {
            true => Err(Error::invalid_type(Unexpected::Map, &visitor)),
            false => access.sequence(visitor),
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        let access = self.enter(&visitor)?;
        match access.entries.pairs.len() {
            count if count > length && access.entries.is_sequence() => {
                Err(Error::invalid_length(count, &visitor))
            }
            _ => access.sequence(visitor),
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

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let access = self.enter(&visitor)?;
        visitor.visit_map(access)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let access = self.enter(&visitor)?;
        match access.entries.pairs.len() > 0 && access.entries.is_sequence() {
            true => Err(Error::invalid_type(Unexpected::Seq, &visitor)),
            false => visitor.visit_map(access),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        if let Value::String(variant) = &self.value {
            return match variant.to_str() {
                Ok(variant) => visitor.visit_enum(StrDeserializer::new(&variant)),
                Err(_) => Err(self.mismatch(&visitor)),
            };
        }
        let mut entries = self.enter(&visitor)?.entries;
        match (entries.pairs.next(), entries.pairs.len()) {
            (Some((variant, content)), 0) => {
                visitor.visit_enum(Tagged { variant, content, entries })
            }
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

/// What serde takes the entries of a table from, as items or as a map's.
struct Access {
    entries: Entries,
    /// The entry whose value comes next.
    current: (Value, Value),
}

impl Access {
    fn sequence<'de, V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Error> {
        self.entries.check_sequence()?;
        let length = self.entries.pairs.len();
        let result = visitor.visit_seq(&mut self)?;
        match self.entries.pairs.len() {
            0 => Ok(result),
            _ => Err(Error::invalid_length(length, &"fewer items")),
        }
    }

    fn value<'de, T: DeserializeSeed<'de>>(
        &self,
        seed: T,
        key: &Value,
        value: Value,
    ) -> Result<T::Value, Error> {
        seed.deserialize(Deserializer::of(&self.entries.walk, value))
            .map_err(|error| error.inside(key))
    }
}

impl<'de> de::SeqAccess<'de> for Access {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Error> {
        let Some((index, item)) = self.entries.pairs.next() else { return Ok(None) };
        self.value(seed, &index, item).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.entries.pairs.len())
    }
}

impl<'de> de::MapAccess<'de> for Access {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        let Some(entry) = self.entries.pairs.next() else { return Ok(None) };
        self.current = entry;
        let key = &self.current.0;
        self.value(seed, key, key.clone()).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        let (key, value) = std::mem::take(&mut self.current);
        self.value(seed, &key, value)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.entries.pairs.len())
    }
}

/// An enum's variant with its content: `{variant = content}`.
struct Tagged {
    variant: Value,
    content: Value,
    entries: Entries,
}

impl<'de> de::EnumAccess<'de> for Tagged {
    type Error = Error;
    type Variant = Tagged;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Tagged), Error> {
        let variant =
            seed.deserialize(Deserializer::of(&self.entries.walk, self.variant.clone()))?;
        Ok((variant, self))
    }
}

impl Tagged {
    /// Reads the content; an error is about the place inside the variant.
    fn read<T>(self, read: impl FnOnce(Deserializer) -> Result<T, Error>) -> Result<T, Error> {
        read(Deserializer::of(&self.entries.walk, self.content))
            .map_err(|error| error.inside(&self.variant))
    }
}

impl<'de> de::VariantAccess<'de> for Tagged {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        self.read(de::Deserialize::deserialize)
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Error> {
        self.read(|content| seed.deserialize(content))
    }

    fn tuple_variant<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Error> {
        self.read(|content| de::Deserializer::deserialize_tuple(content, length, visitor))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.read(|content| de::Deserializer::deserialize_struct(content, "", fields, visitor))
    }
}
