//! `Deserializer`: Lua values to Rust data.

mod access;
mod part;
mod placeholder;
mod text;

use lua_core::__private::{self as private, Reader, Shown, Strings};
use lua_core::Value;
use serde::de::{self, Deserialize, Visitor};

use crate::error::Error;
use crate::options::DeserializeOptions;
use crate::repair::Repairs;
use crate::userdata::to_value;
use part::Part;
pub(crate) use text::Text;

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
    fn read<'de, T>(
        mut self,
        read: impl FnOnce(Part<'_, 'de>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        if let Some(shown) = Shown::of(&self.value) {
            self.value = to_value(&shown)?;
        }
        let mut reader = Reader::new(&self.value)?;
        let walk = Reading::new(self.options).walk(None, None);
        read(Part::whole(reader.root(), &walk))
    }
}

/// How a value is read.
#[derive(Clone, Copy)]
pub(crate) struct Reading {
    pub(crate) options: DeserializeOptions,
    /// Whether entries that a struct has no field for are errors.
    pub(crate) denies_unknown: bool,
    /// Whether functions in the outermost table are there only for fields that want them.
    pub(crate) hides_functions: bool,
    /// Whether the fields of structs are read in the order of their names, so that of several errors the first one is found.
    pub(crate) sorts_structs: bool,
}

impl Reading {
    fn new(options: DeserializeOptions) -> Reading {
        Reading { options, denies_unknown: false, hides_functions: false, sorts_structs: true }
    }

    fn walk<'de>(self, repairs: Option<Repairs>, strings: Option<&'de Strings>) -> Walk<'de> {
        Walk::new(self.options.rules, Purpose { reading: self, repairs, strings })
    }
}

/// What tables are gone through for.
struct Purpose<'de> {
    reading: Reading,
    /// How errors are repaired, if all of them are looked for.
    repairs: Option<Repairs>,
    /// What the data borrows its strings from, if it may.
    strings: Option<&'de Strings>,
}

/// How far reading may go.
type Walk<'de> = private::Walk<Purpose<'de>>;

/// The inside of a table that is read.
type Inside<'a, 'de> = private::Inside<'a, Purpose<'de>>;

/// Reads a value: fields of structs as they lie, for sorting takes long. If there is an error, all is read again in order,
/// so that it is the same one in every run.
pub(crate) fn read_value<'de, T: Deserialize<'de>>(
    mut value: Value,
    options: DeserializeOptions,
    strings: Option<&'de Strings>,
) -> Result<T, Error> {
    if let Some(shown) = Shown::of(&value) {
        value = to_value(&shown)?;
    }
    let sorted = Reading::new(options);
    match read(&value, Reading { sorts_structs: false, ..sorted }, None, strings).0 {
        Ok(data) => Ok(data),
        Err(_) => read(&value, sorted, None, strings).0,
    }
}

/// Reads a value, with what is repaired about it.
pub(crate) fn read<'de, T: Deserialize<'de>>(
    value: &Value,
    reading: Reading,
    repairs: Option<Repairs>,
    strings: Option<&'de Strings>,
) -> (Result<T, Error>, Option<Repairs>) {
    let walk = reading.walk(repairs, strings);
    let result = match Reader::new(value) {
        Ok(mut reader) => T::deserialize(Part::whole(reader.root(), &walk)),
        Err(error) => Err(error.into()),
    };
    (result, walk.purpose.repairs)
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
