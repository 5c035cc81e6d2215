//! The order in which a table's entries are read: a script has the same outcome in every run.

use std::cmp::Ordering;

use crate::object::{Value, View};

/// Sorts entries by their keys: booleans, then numbers, then strings. What else can be a key has no order.
pub(super) fn sort(entries: &mut [[Value; 2]]) {
    entries.sort_by(|[a, _], [b, _]| order(*a, *b));
}

fn order(a: Value, b: Value) -> Ordering {
    match (a.view(), b.view()) {
        (View::String(a), View::String(b)) => a.as_bytes().cmp(b.as_bytes()),
        (View::Boolean(a), View::Boolean(b)) => a.cmp(&b),
        (View::Integer(a), View::Integer(b)) => a.cmp(&b),
        (View::Float(a), View::Float(b)) => a.total_cmp(&b),
        // Of an integer and a float that is as large after rounding, the integer comes first.
        (View::Integer(a), View::Float(b)) => (a as f64).total_cmp(&b).then(Ordering::Less),
        (View::Float(a), View::Integer(b)) => a.total_cmp(&(b as f64)).then(Ordering::Greater),
        _ => rank(a).cmp(&rank(b)),
    }
}

fn rank(key: Value) -> u8 {
    match key.view() {
        View::Boolean(_) => 0,
        View::Integer(_) | View::Float(_) => 1,
        View::String(_) => 2,
        _ => 3,
    }
}
