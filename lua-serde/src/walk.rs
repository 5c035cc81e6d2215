//! Going through tables: not around in circles, not too deep, not without end, and in a fixed order.

use std::cell::{Cell, RefCell};
use std::cmp::Ordering;
use std::rc::Rc;

use lua_core::{Table, Value};

use crate::error::Error;
use crate::markers;
use crate::options::DeserializeOptions;

/// Which tables the walk is in, and how far it may go on.
pub(crate) struct Walk {
    /// The tables around the current place, outermost first.
    around: RefCell<Vec<Table>>,
    depth_limit: usize,
    value_limit: usize,
    /// How many more entries may be read.
    remaining: Cell<usize>,
}

impl Walk {
    pub(crate) fn new(options: DeserializeOptions) -> Rc<Walk> {
        Rc::new(Walk {
            around: RefCell::new(Vec::new()),
            depth_limit: options.depth_limit,
            value_limit: options.value_limit,
            remaining: Cell::new(options.value_limit),
        })
    }

    /// Goes into a table; the end of its entries leaves it.
    pub(crate) fn enter(self: &Rc<Walk>, table: &Table) -> Result<Entries, Error> {
        let mut around = self.around.borrow_mut();
        if around.contains(table) {
            return Err(Error::new("the table contains itself"));
        }
        if around.len() >= self.depth_limit {
            let limit = self.depth_limit;
            return Err(Error::new(format_args!("nested deeper than {limit} tables")));
        }
        let (pairs, marked) = (self.pairs(table)?, markers::is_array(table)?);
        around.push(table.clone());
        Ok(Entries { walk: Rc::clone(self), pairs: pairs.into_iter(), marked })
    }

    fn pairs(&self, table: &Table) -> Result<Vec<(Value, Value)>, Error> {
        let mut pairs = Vec::with_capacity(table.raw_len().min(4096));
        for pair in table.pairs() {
            let Some(remaining) = self.remaining.get().checked_sub(1) else {
                let limit = self.value_limit;
                return Err(Error::new(format_args!("more than {limit} values")));
            };
            self.remaining.set(remaining);
            pairs.push(pair?);
        }
        pairs.sort_by(|(a, _), (b, _)| order(a, b));
        Ok(pairs)
    }
}

/// The entries of a table, in the order of their keys, of which some may be taken already.
pub(crate) struct Entries {
    pub(crate) walk: Rc<Walk>,
    pub(crate) pairs: std::vec::IntoIter<(Value, Value)>,
    /// Whether the table has the array metatable.
    marked: bool,
}

impl Drop for Entries {
    fn drop(&mut self) {
        self.walk.around.borrow_mut().pop();
    }
}

impl Entries {
    /// Whether the table is a sequence where any data may stand.
    pub(crate) fn is_sequence(&self) -> bool {
        self.marked || self.pairs.len() > 0 && self.check_sequence().is_ok()
    }

    /// Whether the table has nothing of a sequence.
    pub(crate) fn is_map(&self) -> bool {
        self.pairs.len() > 0
            && !self.pairs.as_slice().iter().any(|(key, _)| key.as_integer().is_some())
    }

    /// Finds what keeps the table from being a sequence: a key that is not among the first integers, or is
    /// missing there.
    pub(crate) fn check_sequence(&self) -> Result<(), Error> {
        for (index, (key, _)) in (1..).zip(self.pairs.as_slice()) {
            match key {
                Value::Integer(integer) if *integer == index => {}
                Value::Integer(integer) if *integer > index => {
                    let hole = Value::Integer(index);
                    return Err(Error::new("invalid value: nil within a sequence").inside(&hole));
                }
                stray => {
                    let error = Error::new("invalid key: a sequence has the keys 1, 2, …");
                    return Err(error.inside(stray));
                }
            }
        }
        Ok(())
    }
}

/// Booleans, then numbers, then strings; what else can be a key has no order.
fn order(a: &Value, b: &Value) -> Ordering {
    let rank = |key: &Value| match key {
        Value::Boolean(_) => 0,
        Value::Integer(_) | Value::Number(_) => 1,
        Value::String(_) => 2,
        _ => 3,
    };
    match (a, b) {
        (Value::Boolean(a), Value::Boolean(b)) => a.cmp(b),
        (Value::Integer(a), Value::Integer(b)) => a.cmp(b),
        (Value::Number(a), Value::Number(b)) => a.total_cmp(b),
        // Of an integer and a float that is as large after rounding, the integer comes first.
        (Value::Integer(a), Value::Number(b)) => (*a as f64).total_cmp(b).then(Ordering::Less),
        (Value::Number(a), Value::Integer(b)) => a.total_cmp(&(*b as f64)).then(Ordering::Greater),
        (Value::String(a), Value::String(b)) => match (a.as_bytes(), b.as_bytes()) {
            (Ok(a), Ok(b)) => a.cmp(&b),
            _ => Ordering::Equal,
        },
        _ => rank(a).cmp(&rank(b)),
    }
}
