//! `Written`: a Lua value as data of any other format.

use std::cell::{Cell, RefCell};

use serde::ser::{Error as _, Serialize, SerializeMap, SerializeSeq, Serializer};

use super::super::value::Value;
use super::handed::take_handed;
use super::path::{relative, value_segment};
use super::shown::Shown;
use super::walk::{Around, Fault, Inside, Rules, Walk};
use super::{Datum, Reader, View};

/// A value that is written as data.
pub struct Written<'a> {
    value: &'a Value,
    /// Without any, those of what is around hold, or the default.
    rules: Option<Rules>,
}

/// What is around a value that is written as a part of userdata's data, as serde tells nobody where it is. Tables
/// may contain themselves by such userdata too, and the limits hold for all together.
struct Outside {
    rules: Rules,
    depth: usize,
    /// How many more values may be written.
    remaining: usize,
    /// The path to the userdata.
    path: String,
}

thread_local! {
    /// What is around a value that would be written now.
    static OUTSIDE: Cell<Option<Outside>> = const { Cell::new(None) };
}

/// Puts back what was around, also when a panic passes.
struct Restore(Option<Outside>);

impl Drop for Restore {
    fn drop(&mut self) {
        OUTSIDE.set(self.0.take());
    }
}

impl<'a> Written<'a> {
    /// A value, by these rules if there are any.
    pub fn new(value: &'a Value, rules: Option<Rules>) -> Written<'a> {
        Written { value, rules }
    }
}

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Who writes this wanted no handle, and the data of userdata shall not find one that was not for it.
        take_handed();
        let mut restore = Restore(OUTSIDE.take());
        let mut reader = Reader::new(self.value).map_err(S::Error::custom)?;
        let Some(outside) = &mut restore.0 else {
            let walk = Walk::new(self.rules.unwrap_or(Rules::DEFAULT), ());
            return Part::whole(reader.root(), &walk, "").serialize(serializer);
        };
        let rules = self.rules.unwrap_or(outside.rules);
        let before = outside.remaining.min(rules.value_limit);
        let mut walk = Walk::new(rules, ());
        walk.depth = outside.depth;
        // The value itself counts: it may be the same userdata again, without a table between.
        walk.remaining = Cell::new(before.saturating_sub(1));
        let part = Part::whole(reader.root(), &walk, &outside.path);
        let written = match before {
            0 => Err(part.locate(&Fault::Values(rules.value_limit))),
            _ => part.serialize(serializer),
        };
        outside.remaining -= before - walk.remaining.get();
        written
    }
}

/// A value somewhere inside of what is written. A format may write it more than once.
struct Part<'a> {
    datum: RefCell<Datum<'a>>,
    walk: &'a Walk<()>,
    around: Option<&'a Around<'a>>,
    place: Place<'a>,
}

/// The way to a value, last step first.
#[derive(Clone, Copy)]
enum Place<'a> {
    /// The whole, at this path.
    Whole(&'a str),
    /// Under a key of a table.
    Under(&'a Value, &'a Place<'a>),
}

impl Part<'_> {
    /// The path to the value, with what follows.
    fn path(&self, mut path: String) -> String {
        let mut place = &self.place;
        while let Place::Under(key, outer) = place {
            path.insert_str(0, &value_segment(key));
            place = outer;
        }
        if let Place::Whole(outside) = place {
            path.insert_str(0, outside);
        }
        path
    }

    /// The error of another format, saying where the value was found.
    #[cold]
    fn locate<E: serde::ser::Error>(&self, fault: &Fault) -> E {
        let path = self.path(fault.key().map(value_segment).unwrap_or_default());
        match relative(&path) {
            "" => E::custom(fault),
            path => E::custom(format_args!("{path}: {fault}")),
        }
    }

    fn table<S: Serializer>(
        &self,
        (datum, address): (&mut Datum<'_>, u64),
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let locate = |fault: Box<Fault>| self.locate(&fault);
        let mut inside = self.walk.enter((datum, address), self.around, true).map_err(locate)?;
        let count = inside.entries.count();
        if inside.is_sequence() {
            inside.check_sequence().map_err(locate)?;
            let mut sequence = serializer.serialize_seq(Some(count))?;
            for index in 0..count {
                let key = inside.entries.key_value(index);
                let place = Place::Under(&key, &self.place);
                sequence.serialize_element(&Part::value(&mut inside, index, place))?;
            }
            return sequence.end();
        }
        let mut map = serializer.serialize_map(Some(count))?;
        for index in 0..count {
            let key = inside.entries.key_value(index);
            let place = Place::Under(&key, &self.place);
            map.serialize_key(&Part::key(&mut inside, index, place))?;
            map.serialize_value(&Part::value(&mut inside, index, place))?;
        }
        map.end()
    }

    /// Writes the data of userdata, in which handles may be.
    fn shown<S: Serializer>(&self, shown: &Shown<'_>, serializer: S) -> Result<S::Ok, S::Error> {
        let (depth, limit) = (self.walk.depth(self.around), self.walk.rules.depth_limit);
        if depth > limit {
            return Err(self.locate(&Fault::Depth(limit)));
        }
        OUTSIDE.set(Some(Outside {
            rules: self.walk.rules,
            depth: depth + 1,
            remaining: self.walk.remaining.get(),
            path: self.path(String::new()),
        }));
        let written = shown.serialize(serializer);
        let remaining = OUTSIDE.take().map_or(0, |outside| outside.remaining);
        self.walk.remaining.set(remaining);
        written
    }
}

impl<'a> Part<'a> {
    /// The whole, at a path.
    fn whole(datum: Datum<'a>, walk: &'a Walk<()>, path: &'a str) -> Part<'a> {
        Part { datum: RefCell::new(datum), walk, around: None, place: Place::Whole(path) }
    }

    /// The key of a table's entry.
    fn key(inside: &'a mut Inside<'_, ()>, index: usize, place: Place<'a>) -> Part<'a> {
        let datum = RefCell::new(inside.entries.key(index));
        Part { datum, walk: inside.walk, around: Some(&inside.around), place }
    }

    /// The value of a table's entry.
    fn value(inside: &'a mut Inside<'_, ()>, index: usize, place: Place<'a>) -> Part<'a> {
        let datum = RefCell::new(inside.entries.value(index));
        Part { datum, walk: inside.walk, around: Some(&inside.around), place }
    }
}

impl Serialize for Part<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut datum = self.datum.try_borrow_mut().map_err(S::Error::custom)?;
        if matches!(datum.view(), View::Other)
            && let Some(shown) = Shown::of(&datum.value())
        {
            return self.shown(&shown, serializer);
        }
        match datum.view() {
            view if self.walk.is_nothing(view) => serializer.serialize_unit(),
            View::Boolean(boolean) => serializer.serialize_bool(boolean),
            View::Integer(integer) => serializer.serialize_i64(integer),
            View::Number(float) => serializer.serialize_f64(float),
            View::Bytes(bytes) => match datum.text() {
                Some(text) => serializer.serialize_str(text),
                None => serializer.serialize_bytes(bytes),
            },
            View::Table(table) if self.walk.leaves_out(table, self.around) => {
                serializer.serialize_unit()
            }
            View::Table(address) => self.table((&mut *datum, address), serializer),
            _ => Err(self.locate(&Fault::Kind(datum.value().type_name()))),
        }
    }
}
