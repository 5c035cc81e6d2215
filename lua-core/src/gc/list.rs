//! `List`: what the collector has still to look at. It grows while it is being read.
#![allow(unsafe_code)]
//!
//! # Safety
//!
//! H2. Each method borrows the vector for itself alone: none calls out while it holds the borrow.

use std::cell::UnsafeCell;
use std::ptr::NonNull;

use super::ptr::Header;

/// Objects (or what else `T` is) in the order in which they were found.
pub(super) struct List<T = NonNull<Header>>(UnsafeCell<Vec<T>>);

impl<T> List<T> {
    pub(super) const fn new() -> List<T> {
        List(UnsafeCell::new(Vec::new()))
    }

    #[allow(clippy::mut_from_ref)]
    #[inline(always)]
    fn items(&self) -> &mut Vec<T> {
        // SAFETY: H2.
        unsafe { &mut *self.0.get() }
    }

    #[inline(always)]
    pub(super) fn push(&self, item: T) {
        self.items().push(item);
    }

    #[inline(always)]
    pub(super) fn pop(&self) -> Option<T> {
        self.items().pop()
    }

    pub(super) fn len(&self) -> usize {
        self.items().len()
    }

    pub(super) fn clear(&self) {
        self.items().clear();
    }

    /// Moves everything out.
    pub(super) fn take(&self) -> Vec<T> {
        std::mem::take(self.items())
    }

    /// Replaces what is in the list.
    pub(super) fn put(&self, items: Vec<T>) {
        *self.items() = items;
    }

    /// Moves everything of `other` to the end of this list.
    pub(super) fn append(&self, other: &List<T>) {
        self.items().append(&mut other.take());
    }
}

impl<T: Copy> List<T> {
    /// The item at a position, if there is one.
    pub(super) fn get(&self, index: usize) -> Option<T> {
        self.items().get(index).copied()
    }
}
