//! Going through tables as data: not around in circles, not too deep, not without end, and in a fixed order.

use std::cell::Cell;
use std::fmt::{self, Display};

use super::super::value::Value;
use super::marks::{is_nothing, mark};
use super::{Datum, Entries, View};

/// What values may be taken as data.
#[derive(Debug, Clone, Copy)]
pub struct Rules {
    /// How many tables may be inside each other.
    pub depth_limit: usize,
    /// How many entries of tables may be read in all.
    pub value_limit: usize,
    /// Whether an empty table is a sequence where any data may stand, even without the array metatable.
    pub empty_is_sequence: bool,
    /// Whether functions, coroutines and userdata are errors; otherwise they are nothing.
    pub denies_other_types: bool,
    /// Whether a table that contains itself is an error; otherwise it is nothing there.
    pub denies_cycles: bool,
}

impl Rules {
    /// What holds for who chooses nothing.
    pub const DEFAULT: Rules = Rules {
        depth_limit: 128,
        value_limit: 10_000_000,
        empty_is_sequence: false,
        denies_other_types: true,
        denies_cycles: true,
    };
}

/// Why a value is no data.
#[derive(Debug)]
pub enum Fault {
    /// A value of a type that is no data.
    Kind(&'static str),
    /// A table within itself.
    Cycle,
    /// More tables inside each other than this.
    Depth(usize),
    /// More values than this.
    Values(usize),
    /// A sequence without the item of this index.
    Hole(Value),
    /// A sequence with this key, which is none of its indices.
    Key(Value),
}

impl Fault {
    /// The key within the table that the error is about.
    pub fn key(&self) -> Option<&Value> {
        match self {
            Fault::Hole(key) | Fault::Key(key) => Some(key),
            _ => None,
        }
    }
}

impl Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Kind(kind) => write!(f, "a {kind} is no data"),
            Fault::Cycle => f.write_str("the table contains itself"),
            Fault::Depth(limit) => write!(f, "nested deeper than {limit} tables"),
            Fault::Values(limit) => write!(f, "more than {limit} values"),
            Fault::Hole(_) => f.write_str("invalid value: nil within a sequence"),
            Fault::Key(_) => f.write_str("invalid key: a sequence has the keys 1, 2, …"),
        }
    }
}

/// How far a walk may go, and what whoever walks keeps with it.
pub struct Walk<P> {
    pub(super) rules: Rules,
    /// How many tables are around the whole.
    pub(super) depth: usize,
    /// How many more entries may be read.
    pub(super) remaining: Cell<usize>,
    /// What it is for.
    pub purpose: P,
}

/// The tables around a place, innermost first.
#[derive(Clone, Copy)]
pub struct Around<'a> {
    table: u64,
    /// How many they are.
    pub depth: usize,
    outer: Option<&'a Around<'a>>,
}

/// The inside of a table.
pub struct Inside<'a, P> {
    /// The walk that goes through it.
    pub walk: &'a Walk<P>,
    /// The table, and those around it.
    pub around: Around<'a>,
    /// What is in it.
    pub entries: Entries<'a>,
    /// Whether the table has the array metatable.
    marked: bool,
}

impl<P> Walk<P> {
    /// A walk that begins.
    pub fn new(rules: Rules, purpose: P) -> Walk<P> {
        Walk { rules, depth: 0, remaining: Cell::new(rules.value_limit), purpose }
    }

    /// Whether a value stands for nothing.
    pub fn is_nothing(&self, view: View<'_>) -> bool {
        let is_data = match view {
            View::Boolean(_) | View::Integer(_) | View::Number(_) => true,
            View::Bytes(_) | View::Table(_) => true,
            _ => self.rules.denies_other_types,
        };
        is_nothing(view) || !is_data
    }

    /// Whether a table is nothing because it is found within itself.
    pub fn leaves_out(&self, table: u64, around: Option<&Around<'_>>) -> bool {
        !self.rules.denies_cycles && is_around(table, around)
    }

    /// How many tables are around a place.
    pub(super) fn depth(&self, around: Option<&Around<'_>>) -> usize {
        around.map_or(self.depth, |around| around.depth)
    }

    /// Goes into a table, whose entries come in order if they are `sorted`.
    ///
    /// # Errors
    ///
    /// If the table contains itself, is nested too deep or has too many entries.
    pub fn enter<'a>(
        &'a self,
        (datum, table): (&'a mut Datum<'_>, u64),
        outer: Option<&'a Around<'a>>,
        sorted: bool,
    ) -> Result<Inside<'a, P>, Box<Fault>> {
        if is_around(table, outer) {
            return Err(Box::new(Fault::Cycle));
        }
        let depth = self.depth(outer);
        if depth >= self.rules.depth_limit {
            return Err(Box::new(Fault::Depth(self.rules.depth_limit)));
        }
        let marked = datum.has_mark(mark());
        let Some(mut entries) = datum.entries(self.remaining.get()) else {
            self.remaining.set(0);
            return Err(Box::new(Fault::Values(self.rules.value_limit)));
        };
        self.remaining.set(self.remaining.get() - entries.count());
        if sorted {
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

impl<P> Inside<'_, P> {
    /// Whether the table is a sequence where any data may stand.
    pub fn is_sequence(&self) -> bool {
        match self.entries.count() {
            0 => self.marked || self.walk.rules.empty_is_sequence,
            _ => self.marked || self.stray().is_none(),
        }
    }

    /// Whether the table has nothing of a sequence.
    pub fn is_map(&self) -> bool {
        let count = self.entries.count();
        count > 0 && !(0..count).any(|index| self.entries.integer_key(index).is_some())
    }

    /// Finds what keeps the table from being a sequence.
    ///
    /// # Errors
    ///
    /// If a key is not among the first integers, or is missing there.
    pub fn check_sequence(&self) -> Result<(), Box<Fault>> {
        let Some(at) = self.stray() else { return Ok(()) };
        let expected = at as i64 + 1;
        Err(Box::new(match self.entries.integer_key(at) {
            Some(key) if key > expected => Fault::Hole(Value::Integer(expected)),
            _ => Fault::Key(self.entries.key_value(at)),
        }))
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
