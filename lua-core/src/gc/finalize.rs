//! Finalizers (manual 2.5.3): which objects want to be told before they are freed. Who calls the finalizers is
//! the machine's business.
#![allow(unsafe_code)]
//!
//! # Safety
//!
//! Z1. A listed object is whole: it leaves the first list for the second when it is found dead, and is marked as
//!     a root from then on until it leaves the second.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::ptr::NonNull;

use super::collect::Marker;
use super::color;
use super::heap::Heap;
use super::list::List;
use super::ptr::Header;

/// The objects with finalizers.
pub(super) struct Finalizers {
    /// In the order in which they were marked for finalization.
    marked: List,
    /// How many of `marked` are known to be old, in generational mode.
    old: Cell<usize>,
    /// Dead ones, in the order in which their finalizers are to be called.
    due: RefCell<VecDeque<NonNull<Header>>>,
    /// Whether the machine is about to end: nothing is marked for finalization any more.
    closed: Cell<bool>,
}

impl Finalizers {
    pub(super) fn new() -> Finalizers {
        Finalizers {
            marked: List::new(),
            old: Cell::new(0),
            due: RefCell::default(),
            closed: Cell::new(false),
        }
    }

    /// From now on every object may die young.
    pub(super) fn forget_ages(&self) {
        self.old.set(0);
    }

    /// Every object that is alive now is old.
    pub(super) fn all_old(&self) {
        self.old.set(self.marked.len());
    }
}

impl Heap {
    /// Marks an object for finalization, unless it is so already or the machine is ending.
    pub(crate) fn mark_for_finalization(&self, object: NonNull<Header>) {
        // SAFETY: the caller holds a live object (G1).
        let header = unsafe { object.as_ref() };
        let mark = header.mark.get();
        if mark & color::FINALIZED == 0 && !self.finalizers.closed.get() {
            header.mark.set(mark | color::FINALIZED);
            self.finalizers.marked.push(object);
        }
    }

    /// Whether there is an object whose finalizer is to be called.
    pub(crate) fn has_due(&self) -> bool {
        !self.finalizers.due.borrow().is_empty()
    }

    /// Takes the next object whose finalizer is to be called. It is an ordinary object again.
    pub(crate) fn next_due(&self) -> Option<NonNull<Header>> {
        let object = self.finalizers.due.borrow_mut().pop_front()?;
        // SAFETY: Z1.
        let header = unsafe { object.as_ref() };
        header.mark.set(header.mark.get() & !color::FINALIZED);
        Some(object)
    }

    /// Lets every finalizer be called, as the machine is ending: no object will be marked for finalization again.
    pub(crate) fn finalize_all(&self) {
        self.finalizers.closed.set(true);
        self.separate(0, |_| true);
    }

    pub(super) fn mark_due(&self, marker: &Marker<'_>) {
        for &object in &*self.finalizers.due.borrow() {
            marker.mark_header(object, false);
        }
    }

    /// Finds the objects that died and keeps them for their finalizers, the last marked first.
    pub(super) fn separate_dead(&self, marker: &Marker<'_>) {
        self.separate(self.finalizers.old.get(), |object| marker.is_unreached(object));
    }

    fn separate(&self, from: usize, is_due: impl Fn(NonNull<Header>) -> bool) {
        let finalizers = &self.finalizers;
        let mut marked = finalizers.marked.take();
        let mut due = Vec::new();
        let mut kept = from;
        for index in from..marked.len() {
            if is_due(marked[index]) {
                due.push(marked[index]);
            } else {
                marked[kept] = marked[index];
                kept += 1;
            }
        }
        marked.truncate(kept);
        finalizers.due.borrow_mut().extend(due.into_iter().rev());
        finalizers.marked.put(marked);
    }
}
