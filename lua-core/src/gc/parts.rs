//! Parts of objects: memory that an object owns besides its cell, such as the slots of a table.
//!
//! A small part is a cell too. The collector frees it like an object that nothing refers to, so a dead owner need not
//! be visited, and lies in the blocks where its owner was allocated. A large part is the system's, and its owner
//! gives it back.
#![allow(unsafe_code)]
//!
//! # Safety
//!
//! P4. A part has one owner, which is an object: it is kept ([`Marker::keep_part`]) whenever the owner is traced. An owner
//!     that was traced already when it gets a part is traced again.

use std::ptr::NonNull;

use super::collect::Marker;
use super::heap::Heap;
use super::pool::{MAX_CELL, UNIT, class_of, system_alloc, system_free, system_resize};
use super::ptr::{Header, PART};

/// The largest part that is a cell, in bytes.
pub(crate) const MAX_PART: usize = MAX_CELL - size_of::<Header>();

/// The cell of a small part.
///
/// # Safety
///
/// `part` is one, at most [`MAX_PART`] bytes long.
#[inline(always)]
unsafe fn cell_of(part: NonNull<u8>) -> NonNull<Header> {
    // SAFETY: the caller's promise.
    unsafe { part.sub(size_of::<Header>()).cast() }
}

impl Heap {
    /// Allocates memory for a part of an object, aligned to 8 bytes.
    #[inline]
    pub(crate) fn alloc_part(&self, size: usize) -> NonNull<u8> {
        if size > MAX_PART {
            self.charge(size);
            return system_alloc(size, UNIT);
        }
        let size = size + size_of::<Header>();
        let cell = self.cell(size).cast::<Header>();
        // SAFETY: the cell is fresh and larger than a header.
        unsafe {
            cell.write(Header::new(PART));
            self.enter(cell, class_of(size), false);
            cell.add(1).cast()
        }
    }

    /// Takes a part back from its owner.
    ///
    /// # Safety
    ///
    /// `part` came from [`Heap::alloc_part`] with the same size and is not used any more.
    #[inline]
    pub(crate) unsafe fn free_part(&self, part: NonNull<u8>, size: usize) {
        if size > MAX_PART {
            // SAFETY: the caller's promise.
            return unsafe { self.release_part(part, size) };
        }
        // SAFETY: a small part, which nobody uses any more.
        unsafe { self.free_cell(cell_of(part)) }
    }

    /// Takes back what the sweep will not find of a part whose owner is dead.
    ///
    /// # Safety
    ///
    /// As [`Heap::free_part`].
    #[inline]
    pub(crate) unsafe fn release_part(&self, part: NonNull<u8>, size: usize) {
        if size > MAX_PART {
            self.refund(size);
            // SAFETY: large parts are the system's.
            unsafe { system_free(part, size, UNIT) }
        }
    }

    /// Makes a part larger or smaller; the content stays as far as both sizes go.
    ///
    /// # Safety
    ///
    /// As [`Heap::free_part`]; the part is where the result says.
    pub(crate) unsafe fn resize_part(
        &self,
        part: NonNull<u8>,
        old: usize,
        new: usize,
    ) -> NonNull<u8> {
        if old > MAX_PART && new > MAX_PART {
            self.charge(new);
            self.refund(old);
            // SAFETY: large parts are the system's.
            return unsafe { system_resize(part, old, new) };
        }
        let memory = self.alloc_part(new);
        // SAFETY: the caller's promise; two parts of at least that many bytes.
        unsafe {
            std::ptr::copy_nonoverlapping(part.as_ptr(), memory.as_ptr(), old.min(new));
            self.free_part(part, old);
        }
        memory
    }
}

impl Marker<'_> {
    /// Keeps a part of the object that is being traced.
    ///
    /// # Safety
    ///
    /// `part` came from [`Heap::alloc_part`] with the same size.
    #[inline(always)]
    pub(crate) unsafe fn keep_part(&self, part: NonNull<u8>, size: usize) {
        if size <= MAX_PART {
            // SAFETY: a small part, which refers to nothing by itself.
            self.mark_header(unsafe { cell_of(part) }, true);
        }
    }
}
