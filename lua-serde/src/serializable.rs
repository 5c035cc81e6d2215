//! `Serializable`: Lua values to any other format.

use std::rc::Rc;

use lua_core::{Table, Value};
use serde::ser::{Error as _, Serialize, SerializeMap, SerializeSeq, Serializer};

use crate::error::Error;
use crate::markers;
use crate::options::DeserializeOptions;
use crate::walk::Walk;

/// A Lua value as data that serde can write in any format.
///
/// Tables are taken as [`crate::from_value`] takes them where any data may stand, and the same limits hold.
///
/// ```
/// use lua_serde::Serializable;
/// let lua = lua_core::Lua::new();
/// let value = lua.load("{ name = 'orc', tags = { 'green', 'loud' }, hp = 7 / 2 }").eval()?;
/// let json = serde_json::to_string(&Serializable(&value))?;
/// assert_eq!(json, r#"{"hp":3.5,"name":"orc","tags":["green","loud"]}"#);
///
/// let value = lua.load("{ orcs = { { shout = print } } }").eval()?;
/// let error = serde_json::to_string(&Serializable(&value)).unwrap_err();
/// assert_eq!(error.to_string(), "orcs[1].shout: a function is no data");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Serializable<'a>(
    /// The value.
    pub &'a Value,
);

impl Serialize for Serializable<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let walk = Walk::new(DeserializeOptions::new());
        Part { value: self.0, walk: &walk, place: None }.serialize(serializer)
    }
}

/// A value somewhere inside of what is written.
struct Part<'a> {
    value: &'a Value,
    walk: &'a Rc<Walk>,
    place: Option<&'a Place<'a>>,
}

/// The way to a value, last step first.
struct Place<'a> {
    key: &'a Value,
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

    fn table<S: Serializer>(&self, table: &Table, serializer: S) -> Result<S::Ok, S::Error> {
        let locate = |error| self.locate(error);
        let entries = self.walk.enter(table).map_err(locate)?;
        let pairs = entries.pairs.as_slice();
        if entries.is_sequence() {
            entries.check_sequence().map_err(locate)?;
            let mut sequence = serializer.serialize_seq(Some(pairs.len()))?;
            for (index, item) in pairs {
                let place = Place { key: index, outer: self.place };
                sequence.serialize_element(&self.part(item, &place))?;
            }
            return sequence.end();
        }
        let mut map = serializer.serialize_map(Some(pairs.len()))?;
        for (key, value) in pairs {
            let place = Place { key, outer: self.place };
            map.serialize_entry(&self.part(key, &place), &self.part(value, &place))?;
        }
        map.end()
    }

    fn part<'a>(&'a self, value: &'a Value, place: &'a Place<'a>) -> Part<'a> {
        Part { value, walk: self.walk, place: Some(place) }
    }
}

impl Serialize for Part<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.value {
            value if markers::is_nothing(value) => serializer.serialize_unit(),
            Value::Boolean(boolean) => serializer.serialize_bool(*boolean),
            Value::Integer(integer) => serializer.serialize_i64(*integer),
            Value::Number(float) => serializer.serialize_f64(*float),
            Value::String(string) => {
                let bytes = string.as_bytes().map_err(S::Error::custom)?;
                match std::str::from_utf8(&bytes) {
                    Ok(text) => serializer.serialize_str(text),
                    Err(_) => serializer.serialize_bytes(&bytes),
                }
            }
            Value::Table(table) => self.table(table, serializer),
            other => {
                let kind = other.type_name();
                Err(self.locate(Error::new(format_args!("a {kind} is no data"))))
            }
        }
    }
}
