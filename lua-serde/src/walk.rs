//! Going through tables: not around in circles, not too deep, not without end, and in a fixed order.

use std::cell::Cell;

use lua_core::__private::{Datum, Entries, View};
use lua_core::Value;

use crate::error::Error;
use crate::markers;
use crate::options::DeserializeOptions;
use crate::repair::Repairs;

/// How far a walk may go.
pub(crate) struct Walk {
    depth_limit: usize,
    value_limit: usize,
    empty_is_sequence: bool,
    denies_other_types: bool,
    denies_cycles: bool,
    /// How many more entries may be read.
    remaining: Cell<usize>,
    /// Whether an entry that a struct has no field for is an error.
    pub(crate) denies_unknown: bool,
    /// Whether functions right in the outermost table are there only for fields that want them.
    pub(crate) hides_functions: bool,
    /// Whether the fields of structs are read in order, so that of several errors the first one is found.
    pub(crate) sorts_structs: bool,
    /// How errors are repaired, if all of them are looked for.
    pub(crate) repairs: Option<Repairs>,
}

/// The tables around a place, innermost first.
#[derive(Clone, Copy)]
pub(crate) struct Around<'a> {
    table: u64,
    /// How many they are.
    depth: usize,
    outer: Option<&'a Around<'a>>,
}

/// The inside of a table.
pub(crate) struct Inside<'a> {
    pub(crate) walk: &'a Walk,
    pub(crate) around: Around<'a>,
    pub(crate) entries: Entries<'a>,
    /// Whether the table has the array metatable.
    marked: bool,
}

impl Walk {
    pub(crate) fn new(options: DeserializeOptions) -> Walk {
        Walk {
            depth_limit: options.depth_limit,
            value_limit: options.value_limit,
            empty_is_sequence: options.empty_is_sequence,
            denies_other_types: options.denies_other_types,
            denies_cycles: options.denies_cycles,
            remaining: Cell::new(options.value_limit),
            denies_unknown: false,
            hides_functions: false,
            sorts_structs: true,
            repairs: None,
        }
    }

    /// Whether a value stands for nothing.
    pub(crate) fn is_nothing(&self, view: View<'_>) -> bool {
        let is_data = match view {
            View::Boolean(_) | View::Integer(_) | View::Number(_) => true,
            View::Bytes(_) | View::Table(_) => true,
            _ => self.denies_other_types,
        };
        markers::is_nothing(view) || !is_data
    }

    /// Whether a table is nothing because it is found within itself.
    pub(crate) fn leaves_out(&self, table: u64, around: Option<&Around<'_>>) -> bool {
        !self.denies_cycles && is_around(table, around)
    }

    /// Goes into a table, which may be read as a struct.
    pub(crate) fn enter<'a>(
        &'a self,
        (datum, table): (&'a mut Datum<'_>, u64),
        outer: Option<&'a Around<'a>>,
        is_struct: bool,
    ) -> Result<Inside<'a>, Error> {
        if is_around(table, outer) {
            return Err(Error::new("the table contains itself"));
        }
        let depth = outer.map_or(0, |around| around.depth);
        if depth >= self.depth_limit {
            let limit = self.depth_limit;
            return Err(Error::new(format_args!("nested deeper than {limit} tables")));
        }
        let marked = datum.has_mark(markers::mark());
        let Some(mut entries) = datum.entries(self.remaining.get()) else {
            self.remaining.set(0);
            let limit = self.value_limit;
            return Err(Error::new(format_args!("more than {limit} values")));
        };
        self.remaining.set(self.remaining.get() - entries.count());
        if !is_struct || self.sorts_structs {
            entries.sort();
        }
        let around = Around { table, depth: depth + 1, outer };
        Ok(Inside { walk: self, around, entries, marked })
    }
}

/// Whether a place is within a table.
fn is_around(table: u64, mut place: Option<&Around<'_>>) -> bool {
    while let Some(around) = place {
        if around.table == table {
            return true;
        }
        place = around.outer;
    }
    false
}

impl Inside<'_> {
    /// Whether functions in this table are hidden.
    pub(crate) fn hides_functions(&self) -> bool {
        self.walk.hides_functions && self.around.depth == 1
    }

    /// Whether the table is a sequence where any data may stand.
    pub(crate) fn is_sequence(&self) -> bool {
        match self.entries.count() {
            0 => self.marked || self.walk.empty_is_sequence,
            _ => self.marked || self.stray().is_none(),
        }
    }

    /// Whether the table has nothing of a sequence.
    pub(crate) fn is_map(&self) -> bool {
        let count = self.entries.count();
        count > 0 && !(0..count).any(|index| self.entries.integer_key(index).is_some())
    }

    /// Finds what keeps the table from being a sequence: a key that is not among the first integers, or is
    /// missing there.
    pub(crate) fn check_sequence(&self) -> Result<(), Error> {
        let Some(at) = self.stray() else { return Ok(()) };
        let expected = at as i64 + 1;
        Err(match self.entries.integer_key(at) {
            Some(key) if key > expected => {
                let hole = Value::Integer(expected);
                Error::new("invalid value: nil within a sequence").inside(&hole)
            }
            _ => {
                let error = Error::new("invalid key: a sequence has the keys 1, 2, …");
                error.inside(&self.entries.key_value(at))
            }
        })
    }

    /// The first entry whose key is not what a sequence has there.
    fn stray(&self) -> Option<usize> {
        if self.entries.is_plain() {
            return None;
        }
        let is_stray = |&(at, key): &(usize, i64)| self.entries.integer_key(at) != Some(key);
        (0..self.entries.count()).zip(1..).find(is_stray).map(|(at, _)| at)
    }
}
