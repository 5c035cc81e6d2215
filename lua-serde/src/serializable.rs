//! `Serializable`: Lua values to any other format.

use std::cell::RefCell;

use lua_core::__private::{Datum, Reader, View};
use lua_core::Value;
use serde::ser::{Error as _, Serialize, SerializeMap, SerializeSeq, Serializer};

use crate::error::Error;
use crate::options::DeserializeOptions;
use crate::walk::{Around, Inside, Walk};

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
        let mut reader = Reader::new(self.0).map_err(S::Error::custom)?;
        let walk = Walk::new(DeserializeOptions::new());
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
        let mut inside = self.walk.enter((datum, address), self.around).map_err(locate)?;
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
            view if self.walk.is_nothing(view) => serializer.serialize_unit(),
            View::Boolean(boolean) => serializer.serialize_bool(boolean),
            View::Integer(integer) => serializer.serialize_i64(integer),
            View::Number(float) => serializer.serialize_f64(float),
            View::Bytes(bytes) => match std::str::from_utf8(bytes) {
                Ok(text) => serializer.serialize_str(text),
                Err(_) => serializer.serialize_bytes(bytes),
            },
            View::Table(address) => self.table((&mut *datum, address), serializer),
            _ => {
                let kind = datum.value().type_name();
                Err(self.locate(Error::new(format_args!("a {kind} is no data"))))
            }
        }
    }
}
