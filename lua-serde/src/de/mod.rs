//! `Deserializer`: Lua values to Rust data.

mod access;
mod part;

use lua_core::__private::Reader;
use lua_core::Value;
use serde::de::{self, Visitor};

use crate::error::Error;
use crate::options::DeserializeOptions;
use crate::userdata::Shown;
use crate::walk::Walk;
use part::Part;

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
    options: DeserializeOptions,
}

impl Deserializer {
    /// A deserializer of a value.
    ///
    /// ```
    /// use lua_serde::Deserializer;
    /// use serde::Deserialize;
    /// let lua = lua_core::Lua::new();
    /// let pair = Deserializer::new(lua.load("{ 'orc', 10 }").eval()?);
    /// assert_eq!(<(String, u8)>::deserialize(pair)?, ("orc".into(), 10));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn new(value: Value) -> Deserializer {
        Deserializer::new_with_options(value, DeserializeOptions::new())
    }

    /// A deserializer with options.
    ///
    /// ```
    /// use lua_serde::{DeserializeOptions, Deserializer};
    /// use serde::Deserialize;
    /// let lua = lua_core::Lua::new();
    /// let list = lua.load("{ 1, 2, 3 }").eval()?;
    /// let options = DeserializeOptions::new().value_limit(2);
    /// assert!(Vec::<u8>::deserialize(Deserializer::new_with_options(list, options)).is_err());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn new_with_options(value: Value, options: DeserializeOptions) -> Deserializer {
        Deserializer { value, options }
    }

    /// Reads the value where it lies.
    fn read<T>(mut self, read: impl FnOnce(Part<'_>) -> Result<T, Error>) -> Result<T, Error> {
        if let Some(shown) = Shown::of(&self.value) {
            self.value = shown.to_value()?;
        }
        let mut reader = Reader::new(&self.value)?;
        read(Part::whole(reader.root(), &Walk::new(self.options)))
    }
}

/// Methods that the whole value and its parts have alike.
macro_rules! of_the_whole {
    ($($method:ident($($argument:ident: $type:ty),*);)+) => {$(
        fn $method<V: Visitor<'de>>(
            self,
            $($argument: $type,)*
            visitor: V,
        ) -> Result<V::Value, Error> {
            self.read(|part| part.$method($($argument,)* visitor))
        }
    )+};
}

impl<'de> de::Deserializer<'de> for Deserializer {
    type Error = Error;

    of_the_whole! {
        deserialize_any();
        deserialize_bool();
        deserialize_i8();
        deserialize_i16();
        deserialize_i32();
        deserialize_i64();
        deserialize_i128();
        deserialize_u8();
        deserialize_u16();
        deserialize_u32();
        deserialize_u64();
        deserialize_u128();
        deserialize_f32();
        deserialize_f64();
        deserialize_char();
        deserialize_str();
        deserialize_string();
        deserialize_bytes();
        deserialize_byte_buf();
        deserialize_option();
        deserialize_unit();
        deserialize_unit_struct(name: &'static str);
        deserialize_newtype_struct(name: &'static str);
        deserialize_seq();
        deserialize_tuple(length: usize);
        deserialize_tuple_struct(name: &'static str, length: usize);
        deserialize_map();
        deserialize_struct(name: &'static str, fields: &'static [&'static str]);
        deserialize_enum(name: &'static str, variants: &'static [&'static str]);
        deserialize_identifier();
        deserialize_ignored_any();
    }
}
