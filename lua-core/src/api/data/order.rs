//! The order in which a table's entries are read: a script has the same outcome in every run.

use std::cmp::Ordering;

use crate::object::{Value, View};

/// Tables with more entries need memory to sort them.
const FEW: usize = 16;

/// Sorts entries by their keys: booleans, then numbers, then strings. What else can be a key has no order. The
/// entries are keys each followed by its value, on a stack from slot `start` on.
///
/// PERF: sorts single numbers made of the beginning of a key and its place, and looks at the keys again only where
/// these beginnings are the same. Comparing the keys took a fifth of the instructions of reading structs.
pub(super) fn sort(stack: &mut Vec<Value>, start: usize) {
    let count = (stack.len() - start) / 2;
    let (mut few, mut many) = ([0; FEW], Vec::new());
    let heads = match few.get_mut(..count) {
        Some(few) => few,
        None => {
            many.resize(count, 0);
            &mut many[..]
        }
    };
    let entries = stack[start..].as_chunks::<2>().0;
    for (at, (numbered, [key, _])) in heads.iter_mut().zip(entries).enumerate() {
        *numbered = head(*key) << PLACE | at as u128;
    }
    heads.sort_unstable();
    // The sorted entries are laid above the others, then moved down.
    let end = stack.len();
    for numbered in &*heads {
        let from = start + 2 * (*numbered & ((1 << PLACE) - 1)) as usize;
        stack.extend_from_within(from..from + 2);
    }
    stack.drain(start..end);
    let entries = stack[start..].as_chunks_mut::<2>().0;
    let mut rest = &*heads;
    let mut at = 0;
    while let Some(first) = rest.first() {
        let alike = rest.iter().take_while(|head| **head >> PLACE == first >> PLACE).count();
        if alike > 1 {
            entries[at..at + alike].sort_by(|[a, _], [b, _]| order(*a, *b));
        }
        at += alike;
        rest = &rest[alike..];
    }
}

/// How many bits of a number are the place.
const PLACE: u32 = 56;

/// A number that is smaller the earlier a key comes, as far as its first eight bytes tell.
fn head(key: Value) -> u128 {
    let (rank, start) = match key.view() {
        View::Boolean(boolean) => (0, boolean as u64),
        View::Integer(integer) => (1, float_head(integer as f64)),
        View::Float(float) => (1, float_head(float)),
        View::String(string) => (2, string_head(string.as_bytes())),
        _ => (3, 0),
    };
    rank << 64 | start as u128
}

/// A number that grows as a float does.
fn float_head(float: f64) -> u64 {
    let bits = float.to_bits();
    if bits >> 63 == 0 { bits | 1 << 63 } else { !bits }
}

fn string_head(bytes: &[u8]) -> u64 {
    match bytes.first_chunk() {
        Some(first) => u64::from_be_bytes(*first),
        None => bytes.iter().rev().fold(0, |head, byte| head >> 8 | (*byte as u64) << 56),
    }
}

fn order(a: Value, b: Value) -> Ordering {
    match (a.view(), b.view()) {
        (View::String(a), View::String(b)) => a.as_bytes().cmp(b.as_bytes()),
        (View::Integer(a), View::Integer(b)) => a.cmp(&b),
        (View::Float(a), View::Float(b)) => a.total_cmp(&b),
        // Of an integer and a float that is as large after rounding, the integer comes first.
        (View::Integer(a), View::Float(b)) => (a as f64).total_cmp(&b).then(Ordering::Less),
        (View::Float(a), View::Integer(b)) => a.total_cmp(&(b as f64)).then(Ordering::Greater),
        // Their heads tell all there is.
        _ => Ordering::Equal,
    }
}
