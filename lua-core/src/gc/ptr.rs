//! `Gc<T>`: a plain pointer to a heap object, and the header every object begins with.
#![allow(unsafe_code)]
//!
//! # Safety
//!
//! G1. A `Gc<T>` is dereferenced only while its object is alive: until the next safepoint, or for as
//!     long as the object is reachable from a root.

use std::cell::Cell;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;
use std::ptr::NonNull;

/// The first eight bytes of every heap object.
#[repr(C)]
pub(crate) struct Header {
    /// Colour of the object: see [`super::color`].
    pub(super) mark: Cell<u8>,
    /// Which entry of the heap's kind table describes the object; [`FREE`] for a free cell.
    pub(super) kind: Cell<u8>,
    /// Size of the cell in units of 16 bytes; 0 for an object allocated by itself.
    pub(super) class: Cell<u8>,
    /// Bits that belong to the object's type.
    pub(crate) flags: Cell<u8>,
    /// How many Rust handles hold the object.
    pub(super) roots: Cell<u32>,
}

/// The kind of a cell that holds no object.
pub(super) const FREE: u8 = u8::MAX;
/// The kind of a cell that holds a part of an object: see [`super::parts`].
pub(super) const PART: u8 = FREE - 1;

impl Header {
    /// A header for an object of `kind`; the heap fills in colour and class.
    pub(crate) const fn new(kind: u8) -> Header {
        Header {
            mark: Cell::new(0),
            kind: Cell::new(kind),
            class: Cell::new(0),
            flags: Cell::new(0),
            roots: Cell::new(0),
        }
    }

    /// What the object is: an index into the heap's kind table.
    pub(crate) fn kind(&self) -> u8 {
        self.kind.get()
    }

    /// Whether the object was reached and traced, in this cycle or the last: a store into it needs a barrier.
    #[inline(always)]
    pub(crate) fn is_black(&self) -> bool {
        self.mark.get() & super::color::BLACKS != 0
    }

    /// Changes the colour.
    #[inline(always)]
    pub(super) fn paint(&self, color: u8) {
        self.mark.set(self.mark.get() & !super::color::COLORS | color);
    }
}

/// A type that can live on the heap.
///
/// # Safety
///
/// The type is `#[repr(C)]` and its first field is its [`Header`], made with `KIND`.
pub(crate) unsafe trait Object {
    /// Index into the heap's kind table.
    const KIND: u8;
    /// Whether objects of the type refer to no other object.
    const LEAF: bool = false;
    /// Whether objects of the type may own more than their cell, or are known to others that must hear of their death.
    const OWNS: bool = true;
}

/// A pointer to a heap object.
pub(crate) struct Gc<T> {
    pointer: NonNull<T>,
    marker: PhantomData<*const T>,
}

impl<T: Object> Gc<T> {
    /// Wraps a pointer to an initialised object.
    ///
    /// # Safety
    ///
    /// `pointer` is an object of type `T` that the heap made (G1).
    #[inline(always)]
    pub(crate) unsafe fn from_raw(pointer: NonNull<T>) -> Gc<T> {
        Gc { pointer, marker: PhantomData }
    }

    /// The address, for identity and for packing into values.
    #[inline(always)]
    pub(crate) fn as_ptr(self) -> *mut T {
        self.pointer.as_ptr()
    }

    /// The object's header.
    #[inline(always)]
    pub(crate) fn header(self) -> NonNull<Header> {
        self.pointer.cast()
    }

    /// Lets the processor fetch the object's first bytes while it does something else.
    #[inline(always)]
    pub(crate) fn prefetch(self) {
        prefetch(self.as_ptr());
    }

    /// Whether two pointers name the same object.
    #[inline(always)]
    pub(crate) fn same(self, other: Gc<T>) -> bool {
        self.pointer == other.pointer
    }
}

/// Lets the processor fetch the bytes around an address, which need not be valid.
#[inline(always)]
pub(crate) fn prefetch<T>(address: *const T) {
    #[cfg(all(target_arch = "x86_64", not(miri)))]
    // SAFETY: a hint, which never fails.
    unsafe {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        _mm_prefetch::<_MM_HINT_T0>(address.cast());
    }
    #[cfg(not(all(target_arch = "x86_64", not(miri))))]
    let _ = address;
}

impl<T> Clone for Gc<T> {
    #[inline(always)]
    fn clone(&self) -> Gc<T> {
        *self
    }
}

impl<T> Copy for Gc<T> {}

impl<T> Deref for Gc<T> {
    type Target = T;

    #[inline(always)]
    fn deref(&self) -> &T {
        // SAFETY: G1.
        unsafe { self.pointer.as_ref() }
    }
}

impl<T> fmt::Debug for Gc<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:p}", self.pointer)
    }
}
