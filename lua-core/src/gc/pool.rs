//! Memory in size classes: blocks of cells for objects, free lists for the parts of tables.
#![allow(unsafe_code)]
//!
//! # Safety
//!
//! P1. A cell or part is owned by whoever allocated it until it is given back with the same size.
//! P2. Every cell below a block's `used` mark starts with an initialised [`Header`] whose class is the
//!     cell's size, free or not.

use std::alloc::{Layout, alloc, dealloc, handle_alloc_error, realloc};
use std::ptr::NonNull;

use super::ptr::{FREE, Header};

/// Alignment of everything and the step between size classes, in bytes.
pub(super) const UNIT: usize = 16;
/// The largest object that shares a block, in bytes.
pub(super) const MAX_CELL: usize = 512;
const CLASSES: usize = MAX_CELL / UNIT + 1;
const FIRST_BLOCK: usize = 8 << 10;
const LARGEST_BLOCK: usize = 32 << 10;

/// The size class that holds `size` bytes.
#[inline(always)]
pub(super) const fn class_of(size: usize) -> usize {
    size.div_ceil(UNIT)
}

/// Allocates `size` bytes aligned to [`UNIT`] from the system; ends the process if there are none.
pub(super) fn system_alloc(size: usize) -> NonNull<u8> {
    let layout = layout(size);
    // SAFETY: the layout's size is not zero.
    let memory = unsafe { alloc(layout) };
    NonNull::new(memory).unwrap_or_else(|| handle_alloc_error(layout))
}

/// Gives memory of `size` bytes back to the system.
///
/// # Safety
///
/// `memory` came from [`system_alloc`] with the same size (P1).
pub(super) unsafe fn system_free(memory: NonNull<u8>, size: usize) {
    // SAFETY: P1.
    unsafe { dealloc(memory.as_ptr(), layout(size)) }
}

fn layout(size: usize) -> Layout {
    Layout::from_size_align(size.max(1), UNIT).expect("allocation size overflows")
}

/// A free cell: its header, then the link to the next one of its class.
#[repr(C)]
struct FreeCell {
    header: Header,
    next: Option<NonNull<FreeCell>>,
}

/// A piece of memory that cells of any class share.
pub(super) struct Block {
    memory: NonNull<u8>,
    size: usize,
    used: usize,
}

impl Block {
    fn new(size: usize) -> Block {
        Block { memory: system_alloc(size), size, used: 0 }
    }

    /// Walks the cells; `visit` says whether the cell is free afterwards.
    /// Returns whether every cell was free.
    pub(super) fn sweep(
        &self,
        cells: &mut FreeCells,
        mut visit: impl FnMut(NonNull<Header>) -> bool,
    ) -> bool {
        let before = cells.heads;
        let mut empty = true;
        let mut offset = 0;
        while offset < self.used {
            // SAFETY: P2; the offset stays below `used`.
            let (cell, header) = unsafe {
                let cell = self.memory.add(offset).cast::<Header>();
                (cell, cell.as_ref())
            };
            let class = header.class.get() as usize;
            if header.kind.get() == FREE || visit(cell) {
                header.kind.set(FREE);
                cells.push(class, cell.cast());
            } else {
                empty = false;
            }
            offset += class * UNIT;
        }
        if empty {
            // The block goes back to the system whole, so none of its cells may stay listed.
            cells.heads = before;
        }
        empty
    }

    /// Visits every cell that holds an object.
    pub(super) fn each(&self, mut visit: impl FnMut(NonNull<Header>)) {
        let mut offset = 0;
        while offset < self.used {
            // SAFETY: P2.
            let (cell, header) = unsafe {
                let cell = self.memory.add(offset).cast::<Header>();
                (cell, cell.as_ref())
            };
            let class = header.class.get() as usize;
            if header.kind.get() != FREE {
                visit(cell);
            }
            offset += class * UNIT;
        }
    }
}

impl Drop for Block {
    fn drop(&mut self) {
        // SAFETY: P1: the block's memory is its own.
        unsafe { system_free(self.memory, self.size) }
    }
}

/// The free cells of every class.
pub(super) struct FreeCells {
    heads: [Option<NonNull<FreeCell>>; CLASSES],
}

impl FreeCells {
    pub(super) const fn new() -> FreeCells {
        FreeCells { heads: [None; CLASSES] }
    }

    #[inline(always)]
    pub(super) fn pop(&mut self, class: usize) -> Option<NonNull<u8>> {
        let cell = self.heads[class]?;
        // SAFETY: P2: listed cells are free cells.
        self.heads[class] = unsafe { cell.as_ref().next };
        Some(cell.cast())
    }

    #[inline(always)]
    pub(super) fn push(&mut self, class: usize, cell: NonNull<u8>) {
        let cell = cell.cast::<FreeCell>();
        // SAFETY: P1: a free cell is at least UNIT bytes, room for header and link.
        unsafe { (*cell.as_ptr()).next = self.heads[class] };
        self.heads[class] = Some(cell);
    }
}

/// The blocks of one heap.
pub(super) struct Blocks {
    /// All blocks but the one being filled.
    pub(super) full: Vec<Block>,
    current: Option<Block>,
    /// Empty blocks kept for reuse.
    spare: Vec<Block>,
    next_size: usize,
}

impl Blocks {
    pub(super) const fn new() -> Blocks {
        Blocks { full: Vec::new(), current: None, spare: Vec::new(), next_size: FIRST_BLOCK }
    }

    /// Takes the block at `index` out of use: kept for reuse, or given back when many are kept already.
    pub(super) fn empty(&mut self, index: usize) {
        let mut block = self.full.swap_remove(index);
        if self.spare.len() <= self.full.len() / 4 {
            block.used = 0;
            self.spare.push(block);
        }
    }

    /// Takes a fresh cell from the block being filled, or starts a new block.
    pub(super) fn fresh(&mut self, class: usize) -> NonNull<u8> {
        let size = class * UNIT;
        if let Some(block) = &mut self.current
            && block.used + size <= block.size
        {
            // SAFETY: the cell lies inside the block.
            let cell = unsafe { block.memory.add(block.used) };
            block.used += size;
            return cell;
        }
        self.retire();
        let mut block = self.spare.pop().unwrap_or_else(|| {
            let size = self.next_size;
            self.next_size = (size * 2).min(LARGEST_BLOCK);
            Block::new(size)
        });
        block.used = size;
        let cell = block.memory;
        self.current = Some(block);
        cell
    }

    /// Moves the block being filled to the full ones, so that a sweep finds it.
    pub(super) fn retire(&mut self) {
        self.full.extend(self.current.take());
    }
}

/// Free lists for table parts: memory without headers, whose owner knows its size.
pub(super) struct Parts {
    heads: [Option<NonNull<FreePart>>; CLASSES],
    chunks: Vec<(NonNull<u8>, usize)>,
    bump: Option<NonNull<u8>>,
    room: usize,
    next_size: usize,
}

struct FreePart {
    next: Option<NonNull<FreePart>>,
}

impl Parts {
    pub(super) const fn new() -> Parts {
        Parts {
            heads: [None; CLASSES],
            chunks: Vec::new(),
            bump: None,
            room: 0,
            next_size: FIRST_BLOCK,
        }
    }

    /// Allocates a part of `size` bytes.
    #[inline]
    pub(super) fn alloc(&mut self, size: usize) -> NonNull<u8> {
        if size > MAX_CELL {
            return system_alloc(size);
        }
        let class = class_of(size);
        match self.heads[class] {
            Some(part) => {
                // SAFETY: P1: a listed part is free and holds a link.
                self.heads[class] = unsafe { part.as_ref().next };
                part.cast()
            }
            None => self.fresh(class * UNIT),
        }
    }

    fn fresh(&mut self, size: usize) -> NonNull<u8> {
        if self.room < size {
            let chunk = system_alloc(self.next_size);
            self.chunks.push((chunk, self.next_size));
            (self.bump, self.room) = (Some(chunk), self.next_size);
            self.next_size = (self.next_size * 2).min(LARGEST_BLOCK);
        }
        let part = self.bump.expect("a chunk with room");
        // SAFETY: `room` bytes are left behind `bump`.
        self.bump = Some(unsafe { part.add(size) });
        self.room -= size;
        part
    }

    /// Takes a part of `size` bytes back.
    ///
    /// # Safety
    ///
    /// `part` came from [`Parts::alloc`] with the same size (P1).
    #[inline]
    pub(super) unsafe fn free(&mut self, part: NonNull<u8>, size: usize) {
        if size > MAX_CELL {
            // SAFETY: P1.
            return unsafe { system_free(part, size) };
        }
        let class = class_of(size);
        let part = part.cast::<FreePart>();
        // SAFETY: P1: the part is ours again and holds at least UNIT bytes.
        unsafe { part.write(FreePart { next: self.heads[class] }) };
        self.heads[class] = Some(part);
    }

    /// Makes a part of `old` bytes one of `new` bytes, with the same content as far as both go.
    ///
    /// PERF: the system can often let a large part grow where it is, or move its pages without copying them.
    ///
    /// # Safety
    ///
    /// As [`Parts::free`]; the part is where the result says.
    pub(super) unsafe fn resize(
        &mut self,
        part: NonNull<u8>,
        old: usize,
        new: usize,
    ) -> NonNull<u8> {
        if old > MAX_CELL && new > MAX_CELL {
            // SAFETY: P1: it came from the system with this layout.
            let memory = unsafe { realloc(part.as_ptr(), layout(old), layout(new).size()) };
            return NonNull::new(memory).unwrap_or_else(|| handle_alloc_error(layout(new)));
        }
        let memory = self.alloc(new);
        // SAFETY: P1: two parts of at least that many bytes.
        unsafe {
            std::ptr::copy_nonoverlapping(part.as_ptr(), memory.as_ptr(), old.min(new));
            self.free(part, old);
        }
        memory
    }
}

impl Drop for Parts {
    fn drop(&mut self) {
        for &(chunk, size) in &self.chunks {
            // SAFETY: P1: the chunks are ours.
            unsafe { system_free(chunk, size) }
        }
    }
}
