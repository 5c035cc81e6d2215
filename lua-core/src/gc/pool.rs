//! Memory in size classes: blocks of cells for objects and for the parts of objects.
#![allow(unsafe_code)]
//!
//! # Safety
//!
//! P1. Memory is owned by whoever allocated it until it is given back with the same size.
//! P2. Every cell between a block's `start` and `used` marks starts with an initialised [`Header`] whose class is the
//!     cell's size, free or not.
//! P3. A block is [`BLOCK_SIZE`] bytes that start at a multiple of [`BLOCK`]. Its initialised [`Head`] is at
//!     [`head_offset`].

use std::alloc::{Layout, alloc, dealloc, handle_alloc_error, realloc};
use std::cell::Cell;
use std::ptr::NonNull;

use super::ptr::{FREE, Header, prefetch};

/// Alignment of everything and the step between size classes, in bytes.
pub(super) const UNIT: usize = 16;
/// The largest object that shares a block, in bytes.
pub(super) const MAX_CELL: usize = 512;
const CLASSES: usize = MAX_CELL / UNIT + 1;
/// What the addresses of blocks are multiples of, in bytes.
///
/// One size for all: what a small machine does not touch of its only block costs no memory.
const BLOCK: usize = 32 << 10;
/// The size of a block. The system's allocator keeps some bytes for itself: with them blocks can lie one behind the other.
const BLOCK_SIZE: usize = BLOCK - 4 * UNIT;

/// The size class that holds `size` bytes.
#[inline(always)]
pub(super) const fn class_of(size: usize) -> usize {
    size.div_ceil(UNIT)
}

/// Allocates `size` bytes from the system; ends the process if there are none.
pub(super) fn system_alloc(size: usize, alignment: usize) -> NonNull<u8> {
    let layout = layout(size, alignment);
    // SAFETY: the layout's size is not zero.
    let memory = unsafe { alloc(layout) };
    NonNull::new(memory).unwrap_or_else(|| handle_alloc_error(layout))
}

/// Gives memory back to the system.
///
/// # Safety
///
/// `memory` came from [`system_alloc`] with the same size and alignment (P1).
pub(super) unsafe fn system_free(memory: NonNull<u8>, size: usize, alignment: usize) {
    // SAFETY: P1.
    unsafe { dealloc(memory.as_ptr(), layout(size, alignment)) }
}

/// Makes memory of `old` bytes such of `new` bytes, with the same content as far as both go.
///
/// PERF: the system can often let large memory grow where it is, or move its pages without copying them.
///
/// # Safety
///
/// As [`system_free`] with the alignment [`UNIT`]; the memory is where the result says.
pub(super) unsafe fn system_resize(memory: NonNull<u8>, old: usize, new: usize) -> NonNull<u8> {
    let (old, new) = (layout(old, UNIT), layout(new, UNIT));
    // SAFETY: P1: it came from the system with this layout.
    let memory = unsafe { realloc(memory.as_ptr(), old, new.size()) };
    NonNull::new(memory).unwrap_or_else(|| handle_alloc_error(new))
}

fn layout(size: usize, alignment: usize) -> Layout {
    Layout::from_size_align(size.max(1), alignment).expect("allocation size overflows")
}

/// A free cell: its header, then the link to the next one of its class.
#[repr(C)]
struct FreeCell {
    header: Header,
    next: Option<NonNull<FreeCell>>,
}

/// What is known of a block, which lies in front of its cells.
#[repr(C)]
pub(super) struct Head {
    /// The size of the cells in use.
    pub(super) units: Cell<u32>,
    /// The size of those that were reached in this cycle; not nothing if some are alive for another reason.
    pub(super) reached: Cell<u32>,
    /// The white of the sweep that has passed the block; 0 for a new block.
    pub(super) swept: Cell<u8>,
    /// Whether an object that was reached may be gray nevertheless when the marking ends.
    pub(super) has_gray: Cell<bool>,
    /// Whether one of its objects may own more than its cell, so that the sweep must visit it when it is dead.
    pub(super) has_owners: Cell<bool>,
}

/// Where the head of the block that starts at an address is.
///
/// PERF: blocks are aligned, so that all their heads would compete for a few lines of the caches if they were at the start.
fn head_offset(block: usize) -> usize {
    const CACHE_LINE: usize = 64;
    const PLACES: usize = 8;
    block / BLOCK % PLACES * CACHE_LINE
}

/// The head of the block of a cell.
///
/// # Safety
///
/// `cell` lies in a block, and the pointer may be used for all of the block.
#[inline(always)]
pub(super) unsafe fn head_of<'a>(cell: NonNull<Header>) -> &'a Head {
    let head = cell.as_ptr().map_addr(|address| {
        let block = address & !(BLOCK - 1);
        block + head_offset(block)
    });
    // SAFETY: P3.
    unsafe { &*head.cast() }
}

/// A piece of memory that cells of any class share.
pub(super) struct Block {
    memory: NonNull<u8>,
    /// Offsets of the first cell, and behind the last one.
    start: usize,
    used: usize,
}

impl Block {
    fn new() -> Block {
        let memory = system_alloc(BLOCK_SIZE, BLOCK);
        let head = head_offset(memory.addr().get());
        let start = head + size_of::<Head>().next_multiple_of(UNIT);
        let block = Block { memory, start, used: start };
        // SAFETY: the block is larger than the offset of its head and the head (P3).
        unsafe {
            let head = memory.add(head).cast::<Head>();
            head.write(Head {
                units: Cell::new(0),
                reached: Cell::new(0),
                swept: Cell::new(0),
                has_gray: Cell::new(false),
                has_owners: Cell::new(false),
            });
        }
        block
    }

    /// What is known of the block.
    pub(super) fn head(&self) -> &Head {
        // SAFETY: P3.
        unsafe { head_of(self.memory.cast()) }
    }

    /// Whether there are no free cells, and all others were reached.
    pub(super) fn is_reached(&self) -> bool {
        let head = self.head();
        !head.has_gray.get() && head.reached.get() as usize * UNIT == self.used - self.start
    }

    /// Walks the cells; `visit` says whether the cell is free afterwards.
    /// Returns whether every cell was free.
    pub(super) fn sweep(
        &self,
        cells: &mut FreeCells,
        mut visit: impl FnMut(NonNull<Header>) -> bool,
    ) -> bool {
        /// How far ahead memory is fetched, in bytes: where the next cell is, only this one can tell.
        const AHEAD: usize = 1 << 10;
        let before = cells.heads;
        let mut units = 0;
        let mut offset = self.start;
        while offset < self.used {
            // SAFETY: P2; the offset stays below `used`.
            let (cell, header) = unsafe {
                let cell = self.memory.add(offset).cast::<Header>();
                (cell, cell.as_ref())
            };
            prefetch(self.memory.as_ptr().wrapping_add(offset + AHEAD));
            let class = header.class.get() as usize;
            if header.kind.get() == FREE || visit(cell) {
                header.kind.set(FREE);
                cells.push(class, cell.cast());
            } else {
                units += class as u32;
            }
            offset += class * UNIT;
        }
        self.head().units.set(units);
        if units == 0 {
            // The block goes back to the system whole, so none of its cells may stay listed.
            cells.heads = before;
        }
        units == 0
    }

    /// Visits every cell that holds an object.
    pub(super) fn each(&self, mut visit: impl FnMut(NonNull<Header>)) {
        let mut offset = self.start;
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
        unsafe { system_free(self.memory, BLOCK_SIZE, BLOCK) }
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
}

impl Blocks {
    pub(super) const fn new() -> Blocks {
        Blocks { full: Vec::new(), current: None, spare: Vec::new() }
    }

    /// Takes the block at `index` out of use: kept for reuse, or given back when many are kept already.
    pub(super) fn empty(&mut self, index: usize) {
        let mut block = self.full.swap_remove(index);
        if self.spare.len() <= self.full.len() {
            block.used = block.start;
            block.head().units.set(0);
            block.head().has_owners.set(false);
            self.spare.push(block);
        }
    }

    /// Gives empty blocks back that are more than what a heap of this size soon needs.
    pub(super) fn trim(&mut self) {
        const FEW: usize = 4;
        self.spare.truncate(self.full.len().max(FEW));
    }

    /// Nothing in any block has been reached yet.
    pub(super) fn forget_reached(&self) {
        for block in self.full.iter().chain(&self.current) {
            block.head().reached.set(0);
            block.head().has_gray.set(false);
        }
    }

    /// Takes a fresh cell from the block being filled, if it has room.
    #[inline(always)]
    pub(super) fn fresh(&mut self, class: usize) -> Option<NonNull<u8>> {
        let size = class * UNIT;
        let block = self.current.as_mut().filter(|block| block.used + size <= BLOCK_SIZE)?;
        // SAFETY: the cell lies inside the block.
        let cell = unsafe { block.memory.add(block.used) };
        block.used += size;
        Some(cell)
    }

    /// Takes the first cell of a new block. Of that, something was `reached` if what is allocated now survives the cycle.
    pub(super) fn start(&mut self, class: usize, is_reached: bool) -> NonNull<u8> {
        self.retire();
        let block = self.current.insert(self.spare.pop().unwrap_or_else(Block::new));
        block.head().reached.set(is_reached.into());
        block.head().swept.set(0);
        block.head().has_gray.set(false);
        // SAFETY: the cell lies inside the block.
        let cell = unsafe { block.memory.add(block.start) };
        block.used = block.start + class * UNIT;
        cell
    }

    /// Moves the block being filled to the full ones, so that a sweep finds it.
    pub(super) fn retire(&mut self) {
        self.full.extend(self.current.take());
    }
}
