//! Parts of objects: memory that an object owns besides its cell, such as the slots of a table.
//!
//! A small part is a cell too. The collector frees it like an object that nothing refers to, so a dead owner need not
//! be visited, and lies in the blocks where its owner was allocated. A large part is the system's, and its owner
//! gives it back. In front of every part is a header, which has room for a word of the owner's.
#![allow(unsafe_code)]
//!
//! # Safety
//!
//! P4. A part has one owner, which is an object: it is kept ([`Marker::keep_part`]) whenever the owner is traced. An owner
//!     that was traced already when it gets a part is traced again.

use std::cell::Cell;
use std::ptr::NonNull;

use super::collect::Marker;
use super::heap::Heap;
use super::pool::{MAX_CELL, UNIT, class_of, system_alloc, system_free, system_resize};
use super::ptr::{Header, PART};

/// What is in front of a part.
#[repr(transparent)]
pub(crate) struct PartHeader(Header);

impl PartHeader {
    /// The header of a part with this word; the heap fills in colour and class.
    pub(crate) const fn new(word: u32) -> PartHeader {
        // No handle holds a part, so there is nothing to count.
        PartHeader(Header { roots: Cell::new(word), ..Header::new(PART) })
    }
}

const HEADER: usize = size_of::<PartHeader>();

/// The largest part that is a cell, in bytes.
pub(crate) const MAX_PART: usize = MAX_CELL - HEADER;

/// Where the memory of a part begins.
///
/// # Safety
///
/// `part` is one.
#[inline(always)]
unsafe fn start_of(part: NonNull<u8>) -> NonNull<PartHeader> {
    // SAFETY: the caller's promise.
    unsafe { part.sub(HEADER).cast() }
}

/// The word in front of a part.
///
/// # Safety
///
/// `part` came from [`Heap::alloc_part`], or lies behind a [`PartHeader`].
#[inline(always)]
pub(crate) unsafe fn word_of(part: NonNull<u8>) -> u32 {
    // SAFETY: the caller's promise.
    unsafe { start_of(part).as_ref() }.0.roots.get()
}

impl Heap {
    /// Allocates memory for a part of an object, aligned to 8 bytes.
    pub(crate) fn alloc_part(&self, size: usize) -> NonNull<u8> {
        self.alloc_part_behind(0, size)
    }

    /// As [`Heap::alloc_part`]; this word is in front of the part.
    #[inline]
    pub(crate) fn alloc_part_behind(&self, word: u32, size: usize) -> NonNull<u8> {
        let is_large = size > MAX_PART;
        let size = size + HEADER;
        let start = if is_large {
            self.charge(size);
            system_alloc(size, UNIT)
        } else {
            self.cell(size)
        };
        let header = start.cast::<PartHeader>();
        // SAFETY: the memory is fresh and larger than a header; if it is a cell, it lies in a block.
        unsafe {
            header.write(PartHeader::new(word));
            if !is_large {
                self.enter(header.cast(), class_of(size), false);
            }
            header.add(1).cast()
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
        unsafe { self.free_cell(start_of(part).cast()) }
    }

    /// Takes back what the sweep will not find of a part whose owner is dead.
    ///
    /// # Safety
    ///
    /// As [`Heap::free_part`].
    #[inline]
    pub(crate) unsafe fn release_part(&self, part: NonNull<u8>, size: usize) {
        if size > MAX_PART {
            self.refund(size + HEADER);
            // SAFETY: large parts are the system's.
            unsafe { system_free(start_of(part).cast(), size + HEADER, UNIT) }
        }
    }

    /// Makes a part larger or smaller; the word stays, and the content as far as both sizes go.
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
            // SAFETY: large parts are the system's, and the header moves with what is behind it.
            return unsafe {
                system_resize(start_of(part).cast(), old + HEADER, new + HEADER).add(HEADER)
            };
        }
        // SAFETY: the caller's promise; two parts of at least that many bytes.
        unsafe {
            let memory = self.alloc_part_behind(word_of(part), new);
            std::ptr::copy_nonoverlapping(part.as_ptr(), memory.as_ptr(), old.min(new));
            self.free_part(part, old);
            memory
        }
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
            self.mark_header(unsafe { start_of(part) }.cast(), true);
        }
    }
}
