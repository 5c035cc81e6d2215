//! Weak references (manual 2.5.4): objects whose references do not keep alive what they refer to.
//!
//! While the program runs between two steps of marking, a weak object stays gray. The atomic phase visits it
//! once more and lists it by what is weak in it. *Ephemerons* are entries whose value is alive if the key is
//! alive by other means: entries with an unreached key wait in a map until their key is reached, so that a chain
//! of them takes time in proportion to its length.
#![allow(unsafe_code)]
//!
//! # Safety
//!
//! W1. The lists and the map are filled and emptied within one atomic phase, in which nothing is freed.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ptr::NonNull;

use super::Gc;
use super::collect::Marker;
use super::color;
use super::heap::Heap;
use super::list::List;
use super::ptr::{Header, Object};

/// What an object refers to weakly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weakness {
    /// Values.
    Values,
    /// Keys: a value is alive as long as its key is.
    Keys,
    /// Both.
    Both,
}

/// Which dead references are to be removed from a weak object.
#[derive(Clone, Copy)]
pub(crate) struct Clearing {
    /// Entries with a dead key.
    pub(crate) keys: bool,
    /// Entries with a dead value.
    pub(crate) values: bool,
}

/// A value that waits for its key to be reached, and whether it is a leaf.
type Waiting = (NonNull<Header>, bool);

/// The weak objects that an atomic phase has found.
pub(super) struct WeakObjects {
    values: List,
    keys: List,
    both: List,
    /// Objects of `keys` whose entries have not been looked at yet.
    unresolved: List,
    waiting: RefCell<HashMap<NonNull<Header>, Vec<Waiting>>>,
}

impl WeakObjects {
    pub(super) fn new() -> WeakObjects {
        WeakObjects {
            values: List::new(),
            keys: List::new(),
            both: List::new(),
            unresolved: List::new(),
            waiting: RefCell::default(),
        }
    }
}

impl Marker<'_> {
    /// Tells that an object is weak. It must be told at every visit.
    pub(crate) fn weak<T: Object>(&self, object: Gc<T>, weakness: Weakness) {
        let header = object.header();
        if !self.atomic {
            return self.visit_again(header);
        }
        let weak = &self.heap.cycle.weak;
        match weakness {
            Weakness::Values => weak.values.push(header),
            Weakness::Keys => {
                weak.keys.push(header);
                weak.unresolved.push(header);
            }
            Weakness::Both => weak.both.push(header),
        }
    }

    /// Lets a value wait until the key of its entry is reached.
    pub(crate) fn wait(&self, key: NonNull<Header>, value: NonNull<Header>, leaf: bool) {
        // SAFETY: W1: the entry's object is alive, so are both until the sweep.
        let header = unsafe { key.as_ref() };
        header.mark.set(header.mark.get() | color::AWAITED);
        let mut waiting = self.heap.cycle.weak.waiting.borrow_mut();
        waiting.entry(key).or_default().push((value, leaf));
    }
}

impl Heap {
    /// Marks everything that can be reached, through ephemerons too.
    pub(super) fn resolve(&self, marker: &Marker<'_>) {
        loop {
            while self.propagate_with(marker).is_some() {}
            let Some(object) = self.cycle.weak.unresolved.pop() else { break };
            // SAFETY: W1; the kind table describes the object.
            unsafe { (self.ops(object).resolve)(object, marker) };
        }
    }

    /// Marks the values that waited for `key`, which has been reached.
    #[cold]
    pub(super) fn reached(&self, key: NonNull<Header>, marker: &Marker<'_>) {
        // SAFETY: W1.
        let header = unsafe { key.as_ref() };
        header.mark.set(header.mark.get() & !color::AWAITED);
        let values = self.cycle.weak.waiting.borrow_mut().remove(&key);
        for (value, leaf) in values.unwrap_or_default() {
            marker.mark_header(value, leaf);
        }
    }

    /// Removes dead values; returns how many objects were looked at, for [`Heap::clear_weak`].
    pub(super) fn clear_weak_values(&self) -> (usize, usize) {
        let weak = &self.cycle.weak;
        let clearing = Clearing { keys: false, values: true };
        self.clear_from(&weak.values, 0, clearing);
        self.clear_from(&weak.both, 0, clearing);
        (weak.values.len(), weak.both.len())
    }

    /// Removes dead keys, and the dead values of objects that were found after the first `(values, both)`.
    pub(super) fn clear_weak(&self, (values, both): (usize, usize)) {
        let weak = &self.cycle.weak;
        let clearing = Clearing { keys: true, values: false };
        self.clear_from(&weak.keys, 0, clearing);
        self.clear_from(&weak.both, 0, clearing);
        let clearing = Clearing { keys: false, values: true };
        self.clear_from(&weak.values, values, clearing);
        self.clear_from(&weak.both, both, clearing);
        for (key, _) in weak.waiting.borrow_mut().drain() {
            // SAFETY: W1.
            let header = unsafe { key.as_ref() };
            header.mark.set(header.mark.get() & !color::AWAITED);
        }
        for list in [&weak.values, &weak.keys, &weak.both] {
            list.clear();
        }
    }

    fn clear_from(&self, list: &List, start: usize, clearing: Clearing) {
        let marker = Marker::atomic(self);
        for index in start..list.len() {
            if let Some(object) = list.get(index) {
                // SAFETY: W1; the kind table describes the object.
                unsafe { (self.ops(object).clear)(object, &marker, clearing) };
            }
        }
    }
}
