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

/// The stay in a table; its end leaves the table.
pub(crate) struct Stay {
    walk: Rc<Walk>,
}

impl Stay {
    pub(crate) fn walk(&self) -> &Rc<Walk> {
        &self.walk
    }
}

impl Drop for Stay {
    fn drop(&mut self) {
        self.walk.around.borrow_mut().pop();
    }
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

    /// Goes into a table.
    pub(crate) fn enter(self: &Rc<Walk>, table: &Table) -> Result<Stay, Error> {
        let mut around = self.around.borrow_mut();
        if around.contains(table) {
            return Err(Error::new("the table contains itself"));
        }
        if around.len() >= self.depth_limit {
            let limit = self.depth_limit;
            return Err(Error::new(format_args!("nested deeper than {limit} tables")));
        }
        around.push(table.clone());
        Ok(Stay { walk: Rc::clone(self) })
    }

    /// Counts an entry that is read.
    fn count(&self) -> Result<(), Error> {
        let Some(remaining) = self.remaining.get().checked_sub(1) else {
            let limit = self.value_limit;
            return Err(Error::new(format_args!("more than {limit} values")));
        };
        self.remaining.set(remaining);
        Ok(())
    }

    /// All entries of a table, in the order of their keys.
    pub(crate) fn entries(&self, table: &Table) -> Result<Vec<(Value, Value)>, Error> {
        let mut entries = Vec::new();
        for entry in table.pairs() {
            self.count()?;
            entries.push(entry?);
        }
        entries.sort_by(|(a, _), (b, _)| order(a, b));
        Ok(entries)
    }

    /// The items of a sequence.
    ///
    /// # Errors
    ///
    /// If the table has other keys than those from 1 to its length.
    pub(crate) fn items(&self, table: &Table) -> Result<Vec<Value>, Error> {
        let length = table.raw_len();
        let mut items = Vec::with_capacity(length.min(4096));
        for item in table.sequence_values() {
            self.count()?;
            items.push(item?);
        }
        if items.len() < length {
            let hole = Value::Integer(items.len() as i64 + 1);
            return Err(Error::new("invalid value: nil within a sequence").inside(&hole));
        }
        match stray_key(table, items.len())? {
            Some(key) => {
                Err(Error::new("invalid key: a sequence has the keys 1, 2, …").inside(&key))
            }
            None => Ok(items),
        }
    }
}

/// Whether a table is a sequence where any data may stand.
pub(crate) fn is_sequence(table: &Table) -> Result<bool, Error> {
    let length = table.raw_len();
    Ok(markers::is_array(table)? || length > 0 && stray_key(table, length)?.is_none())
}

/// A key that is not among the first integers.
fn stray_key(table: &Table, length: usize) -> Result<Option<Value>, Error> {
    for entry in table.pairs::<Value, Value>() {
        let (key, _) = entry?;
        match key {
            Value::Integer(index) if (1..=length as i64).contains(&index) => {}
            stray => return Ok(Some(stray)),
        }
    }
    Ok(None)
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
