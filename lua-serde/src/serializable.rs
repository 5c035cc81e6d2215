//! `Serializable`: Lua values to any other format.

use std::borrow::Cow;
use std::cell::RefCell;

use lua_core::__private::{Datum, Reader, View};
use lua_core::{AnyUserData, LuaString, Table, Value};
use serde::ser::{Error as _, Serialize, SerializeMap, SerializeSeq, Serializer};

use crate::error::Error;
use crate::options::DeserializeOptions;
use crate::userdata::Shown;
use crate::walk::{Around, Inside, Walk};

/// A Lua value as data that serde can write in any format.
///
/// Tables are taken as [`crate::from_value`] takes them where any data may stand, and the same limits hold.
///
/// ```
/// use lua_core::Value;
/// use lua_serde::ToSerializable;
/// let lua = lua_core::Lua::new();
/// let value: Value = lua.load("{ name = 'orc', tags = { 'green', 'loud' }, hp = 7 / 2 }").eval()?;
/// let json = serde_json::to_string(&value.to_serializable())?;
/// assert_eq!(json, r#"{"hp":3.5,"name":"orc","tags":["green","loud"]}"#);
///
/// let value: Value = lua.load("{ orcs = { { shout = print } } }").eval()?;
/// let error = serde_json::to_string(&value.to_serializable()).unwrap_err();
/// assert_eq!(error.to_string(), "orcs[1].shout: a function is no data");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct Serializable<'a> {
    value: Cow<'a, Value>,
    options: DeserializeOptions,
}

impl<'a> Serializable<'a> {
    /// A value; see also [`ToSerializable::to_serializable`].
    ///
    /// ```
    /// use lua_serde::Serializable;
    /// let value = lua_core::Value::Integer(7);
    /// assert_eq!(serde_json::to_string(&Serializable::new(&value))?, "7");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn new(value: &'a Value) -> Serializable<'a> {
        Serializable { value: Cow::Borrowed(value), options: DeserializeOptions::new() }
    }

    /// With these options.
    ///
    /// ```
    /// use lua_core::Value;
    /// use lua_serde::{DeserializeOptions, ToSerializable};
    /// let lua = lua_core::Lua::new();
    /// let value: Value = lua.load("{ hp = 10, shout = print }").eval()?;
    /// let lenient = DeserializeOptions::new().deny_unsupported_types(false);
    /// let json = serde_json::to_string(&value.to_serializable().with_options(lenient))?;
    /// assert_eq!(json, r#"{"hp":10,"shout":null}"#);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with_options(mut self, options: DeserializeOptions) -> Serializable<'a> {
        self.options = options;
        self
    }

    /// As [`DeserializeOptions::deny_unsupported_types`].
    ///
    /// ```
    /// use lua_core::Value;
    /// use lua_serde::ToSerializable;
    /// let lua = lua_core::Lua::new();
    /// let value: Value = lua.load("{ print }").eval()?;
    /// let lenient = value.to_serializable().deny_unsupported_types(false);
    /// assert_eq!(serde_json::to_string(&lenient)?, "[null]");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn deny_unsupported_types(mut self, enabled: bool) -> Serializable<'a> {
        self.options = self.options.deny_unsupported_types(enabled);
        self
    }

    /// As [`DeserializeOptions::deny_recursive_tables`].
    ///
    /// ```
    /// use lua_core::Value;
    /// use lua_serde::ToSerializable;
    /// let lua = lua_core::Lua::new();
    /// let value: Value = lua.load("local t = { hp = 1 } t.me = t return t").eval()?;
    /// assert!(serde_json::to_string(&value.to_serializable()).is_err());
    /// let lenient = value.to_serializable().deny_recursive_tables(false);
    /// assert_eq!(serde_json::to_string(&lenient)?, r#"{"hp":1,"me":null}"#);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn deny_recursive_tables(mut self, enabled: bool) -> Serializable<'a> {
        self.options = self.options.deny_recursive_tables(enabled);
        self
    }

    /// As [`DeserializeOptions::recursion_limit`].
    ///
    /// ```
    /// use lua_core::Value;
    /// use lua_serde::ToSerializable;
    /// let lua = lua_core::Lua::new();
    /// let value: Value = lua.load("{ { 1 }, { 2 } }").eval()?;
    /// assert!(serde_json::to_string(&value.to_serializable().recursion_limit(2)).is_ok());
    /// assert!(serde_json::to_string(&value.to_serializable().recursion_limit(1)).is_err());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn recursion_limit(mut self, levels: usize) -> Serializable<'a> {
        self.options = self.options.recursion_limit(levels);
        self
    }

    /// As [`DeserializeOptions::encode_empty_tables_as_array`].
    ///
    /// ```
    /// use lua_serde::ToSerializable;
    /// let lua = lua_core::Lua::new();
    /// let empty = lua.create_table()?;
    /// let empty = empty.to_serializable().encode_empty_tables_as_array(true);
    /// assert_eq!(serde_json::to_string(&empty)?, "[]");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn encode_empty_tables_as_array(mut self, enabled: bool) -> Serializable<'a> {
        self.options = self.options.encode_empty_tables_as_array(enabled);
        self
    }
}

/// Lua values and handles that can be written in any format.
pub trait ToSerializable {
    /// The value as data. For an example see [`Serializable`].
    fn to_serializable(&self) -> Serializable<'_>;
}

impl ToSerializable for Value {
    fn to_serializable(&self) -> Serializable<'_> {
        Serializable::new(self)
    }
}

macro_rules! handles {
    ($($handle:ident $variant:ident;)+) => {$(
        impl ToSerializable for $handle {
            fn to_serializable(&self) -> Serializable<'_> {
                let value = Cow::Owned(Value::$variant(self.clone()));
                Serializable { value, options: DeserializeOptions::new() }
            }
        }
    )+};
}

handles! {
    Table Table;
    LuaString String;
    AnyUserData UserData;
}

impl Serialize for Serializable<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut reader = Reader::new(&self.value).map_err(S::Error::custom)?;
        let walk = Walk::new(self.options);
        let datum = RefCell::new(reader.root());
        Part { datum, walk: &walk, around: None, place: None }.serialize(serializer)
    }
}

/// A value somewhere inside of what is written. A format may write it more than once.
struct Part<'a> {
    datum: RefCell<Datum<'a>>,
    walk: &'a Walk,
    around: Option<&'a Around<'a>>,
    place: Option<&'a Place<'a>>,
}

/// The way to a value, last step first.
struct Place<'a> {
    key: Value,
    outer: Option<&'a Place<'a>>,
}

impl Part<'_> {
    /// The error of another format, saying where the value was found.
    #[cold]
    fn locate<E: serde::ser::Error>(&self, mut error: Error) -> E {
        let mut place = self.place;
        while let Some(Place { key, outer }) = place {
            error = error.inside(key);
            place = *outer;
        }
        E::custom(error)
    }

    fn table<S: Serializer>(
        &self,
        (datum, address): (&mut Datum<'_>, u64),
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let locate = |error| self.locate(error);
        let mut inside = self.walk.enter((datum, address), self.around, false).map_err(locate)?;
        let count = inside.entries.count();
        if inside.is_sequence() {
            inside.check_sequence().map_err(locate)?;
            let mut sequence = serializer.serialize_seq(Some(count))?;
            for index in 0..count {
                let place = Place { key: inside.entries.key_value(index), outer: self.place };
                sequence.serialize_element(&Part::value(&mut inside, index, &place))?;
            }
            return sequence.end();
        }
        let mut map = serializer.serialize_map(Some(count))?;
        for index in 0..count {
            let place = Place { key: inside.entries.key_value(index), outer: self.place };
            map.serialize_key(&Part::key(&mut inside, index, &place))?;
            map.serialize_value(&Part::value(&mut inside, index, &place))?;
        }
        map.end()
    }
}

impl<'a> Part<'a> {
    /// The key of a table's entry.
    fn key(inside: &'a mut Inside<'_>, index: usize, place: &'a Place<'a>) -> Part<'a> {
        let datum = RefCell::new(inside.entries.key(index));
        Part { datum, walk: inside.walk, around: Some(&inside.around), place: Some(place) }
    }

    /// The value of a table's entry.
    fn value(inside: &'a mut Inside<'_>, index: usize, place: &'a Place<'a>) -> Part<'a> {
        let datum = RefCell::new(inside.entries.value(index));
        Part { datum, walk: inside.walk, around: Some(&inside.around), place: Some(place) }
    }
}

impl Serialize for Part<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut datum = self.datum.try_borrow_mut().map_err(S::Error::custom)?;
        match datum.view() {
            View::Other if let Some(shown) = Shown::of(&datum.value()) => {
                shown.serialize(serializer)
            }
            view if self.walk.is_nothing(view) => serializer.serialize_unit(),
            View::Boolean(boolean) => serializer.serialize_bool(boolean),
            View::Integer(integer) => serializer.serialize_i64(integer),
            View::Number(float) => serializer.serialize_f64(float),
            View::Bytes(bytes) => match std::str::from_utf8(bytes) {
                Ok(text) => serializer.serialize_str(text),
                Err(_) => serializer.serialize_bytes(bytes),
            },
            View::Table(table) if self.walk.leaves_out(table, self.around) => {
                serializer.serialize_unit()
            }
            View::Table(address) => self.table((&mut *datum, address), serializer),
            _ => {
                let kind = datum.value().type_name();
                Err(self.locate(Error::new(format_args!("a {kind} is no data"))))
            }
        }
    }
}
