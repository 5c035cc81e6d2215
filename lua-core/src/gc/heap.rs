//! The heap: allocation, byte accounting, roots of Rust handles, and what the collector must know of a kind.
#![allow(unsafe_code)]
//!
//! # Safety
//!
//! H1. `&mut` borrows of the heap's inner parts live only inside one method and never across a call that
//!     leaves this module.

use std::cell::{Cell, UnsafeCell};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr::NonNull;

use super::collect::{Cycle, Marker, Phase};
use super::color;
use super::finalize::Finalizers;
use super::pacing::Pacing;
use super::pool::{
    Blocks, FreeCells, MAX_CELL, UNIT, class_of, head_of, system_alloc, system_free,
};
use super::ptr::{FREE, Gc, Header, Object, PART};
use super::weak::Clearing;

/// What becomes of a dead object.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Disposal {
    /// Its memory is free now.
    Free,
    /// It holds host data whose destructor must run first, outside the sweep (G5).
    Queue,
}

/// What the collector must know of one kind of object.
pub(crate) struct KindOps {
    /// Marks what the object refers to from slot `from` on (0 at first); returns the bytes looked at.
    pub(crate) trace: unsafe fn(NonNull<Header>, usize, &Marker<'_>) -> usize,
    /// Marks the values of weak keys that have been reached, and lets the others wait.
    pub(crate) resolve: unsafe fn(NonNull<Header>, &Marker<'_>),
    /// Removes weak references to what is dead.
    pub(crate) clear: unsafe fn(NonNull<Header>, &Marker<'_>, Clearing),
    /// Releases what the object owns outside its cell, or asks for the queue.
    pub(crate) destroy: unsafe fn(NonNull<Header>, &Heap) -> Disposal,
    /// Runs the destructor of a queued object's host data.
    pub(crate) finish: unsafe fn(NonNull<Header>, &Heap),
    /// The object's size in bytes, tail included.
    pub(crate) size: unsafe fn(NonNull<Header>) -> usize,
}

pub(super) struct Storage {
    pub(super) blocks: Blocks,
    pub(super) cells: FreeCells,
    pub(super) large: Vec<NonNull<Header>>,
    /// Objects that Rust handles hold or held since the last cycle.
    pub(super) rooted: Vec<NonNull<Header>>,
    /// Dead objects whose host data awaits its destructor.
    pub(super) doomed: Vec<NonNull<Header>>,
}

/// All objects of one machine.
pub(crate) struct Heap {
    pub(super) kinds: &'static [KindOps],
    storage: UnsafeCell<Storage>,
    /// Whether an object is being made, whose cell is not one yet.
    #[cfg(debug_assertions)]
    is_building: Cell<bool>,
    pub(super) cycle: Cycle,
    pub(super) finalizers: Finalizers,
    pub(crate) pacing: Pacing,
    bytes: Cell<usize>,
    /// How many bytes may be in use; `usize::MAX` without a limit.
    limit: Cell<usize>,
    /// Bytes that were in use after the last cycle, garbage not counted.
    pub(super) live: Cell<usize>,
    /// Bytes allocated beyond what the collector has paid for: a step is due when positive.
    pub(super) debt: Cell<isize>,
    /// The colour of new objects.
    pub(super) white: Cell<u8>,
    /// The colour of what is visited in this cycle.
    pub(super) black: Cell<u8>,
    /// What the kind table's functions need besides the heap; the machine's own business.
    pub(crate) context: Cell<*const ()>,
    seed: u32,
}

impl Heap {
    /// An empty heap whose objects are described by `kinds`, and hashed with a seed.
    pub(crate) fn new(kinds: &'static [KindOps], seed: u64) -> Heap {
        Heap {
            kinds,
            storage: UnsafeCell::new(Storage {
                blocks: Blocks::new(),
                cells: FreeCells::new(),
                large: Vec::new(),
                rooted: Vec::new(),
                doomed: Vec::new(),
            }),
            #[cfg(debug_assertions)]
            is_building: Cell::new(false),
            cycle: Cycle::new(),
            finalizers: Finalizers::new(),
            pacing: Pacing::new(),
            bytes: Cell::new(0),
            limit: Cell::new(usize::MAX),
            live: Cell::new(0),
            debt: Cell::new(-(64 << 10)),
            white: Cell::new(color::WHITE0),
            black: Cell::new(color::BLACK0),
            context: Cell::new(std::ptr::null()),
            // Seeds that differ little must not give hashes that differ little.
            seed: ((seed ^ 0x5851_F42D_4C95_7F2D).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as u32,
        }
    }

    /// Enters every hash of what lives here, so that nobody can prepare keys that collide.
    pub(crate) fn seed(&self) -> u32 {
        self.seed
    }

    #[allow(clippy::mut_from_ref)]
    #[inline(always)]
    pub(super) fn storage(&self) -> &mut Storage {
        // SAFETY: H1.
        unsafe { &mut *self.storage.get() }
    }

    /// Bytes in use by objects and their parts.
    pub(crate) fn bytes(&self) -> usize {
        self.bytes.get()
    }

    /// Limits the bytes in use, or does no more; returns the limit before. Nothing here fails because of it: a heap beyond
    /// its limit wants a step, and whoever needs much memory at once asks first ([`Heap::admits`]).
    pub(crate) fn set_limit(&self, limit: Option<usize>) -> Option<usize> {
        let before = self.limit();
        self.limit.set(limit.unwrap_or(usize::MAX));
        self.heed_limit();
        before
    }

    /// How many bytes may be in use, if there is a limit.
    pub(crate) fn limit(&self) -> Option<usize> {
        Some(self.limit.get()).filter(|&limit| limit != usize::MAX)
    }

    /// Whether more is in use than may be.
    pub(crate) fn is_beyond_limit(&self) -> bool {
        self.bytes.get() > self.limit.get()
    }

    /// Whether so little is left, garbage not counted, that collecting it again and again would be all that happens.
    pub(crate) fn is_nearly_full(&self) -> bool {
        self.bytes.get() > self.limit.get() - self.limit.get() / 16
    }

    /// Whether `bytes` more may be taken at once. What is garbage may be in the way for a moment: what counts is what was in
    /// use after the last cycle, and that the limit is not exceeded by more than itself.
    #[inline]
    pub(crate) fn admits(&self, bytes: usize) -> bool {
        self.limit.get() == usize::MAX || bytes <= self.room()
    }

    /// How many bytes may be taken at once; see [`Heap::admits`].
    pub(crate) fn room(&self) -> usize {
        let limit = self.limit.get();
        let with_garbage = limit.saturating_mul(2).saturating_sub(self.bytes.get());
        limit.saturating_sub(self.live.get()).min(with_garbage)
    }

    /// Lets the heap grow a little before the next step, also beyond its limit: scripts are being stopped, and collecting now
    /// would gain nothing.
    pub(crate) fn postpone(&self) {
        self.debt.set(-(64 << 10));
    }

    /// Makes a step due where the limit is, if that comes before the next one.
    pub(super) fn heed_limit(&self) {
        let beyond = self.bytes.get().saturating_sub(self.limit.get()) as isize;
        let room = self.limit.get().saturating_sub(self.bytes.get());
        if let Ok(room) = isize::try_from(room) {
            self.debt.set(self.debt.get().max(beyond - room));
        }
    }

    /// Whether the collector should do a step at the next safepoint.
    #[inline(always)]
    pub(crate) fn wants_step(&self) -> bool {
        self.debt.get() > 0
    }

    #[inline(always)]
    pub(crate) fn charge(&self, bytes: usize) {
        self.bytes.set(self.bytes.get() + bytes);
        self.debt.set(self.debt.get() + bytes as isize);
    }

    /// Charges memory of the host's, which no collection frees.
    pub(crate) fn charge_host(&self, bytes: usize) {
        self.charge(bytes);
        self.live.set(self.live.get() + bytes);
    }

    /// Gives such memory back.
    pub(crate) fn refund_host(&self, bytes: usize) {
        self.refund(bytes);
        self.live.set(self.live.get().saturating_sub(bytes));
    }

    /// Lets the collector work earlier, as if so many bytes more were in use: for what is scarce besides memory.
    pub(crate) fn hasten(&self, bytes: isize) {
        self.debt.set(self.debt.get() + bytes);
    }

    #[inline(always)]
    pub(crate) fn refund(&self, bytes: usize) {
        self.bytes.set(self.bytes.get() - bytes);
    }

    /// Moves `value` to the heap.
    #[inline]
    pub(crate) fn alloc<T: Object>(&self, value: T) -> Gc<T> {
        let cell = self.cell(size_of::<T>()).cast::<T>();
        // SAFETY: the cell is fresh, large enough and aligned.
        unsafe {
            cell.write(value);
            self.adopt(cell, size_of::<T>())
        }
    }

    /// Allocates an object with a tail: `size` bytes in all, filled by `init`.
    ///
    /// # Safety
    ///
    /// `init` initialises a `T` and its tail within `size` bytes at the pointer it is given. It allocates nothing in this
    /// heap, where a sweep might visit the cell before it is an object (P2).
    #[inline]
    pub(crate) unsafe fn alloc_sized<T: Object>(
        &self,
        size: usize,
        init: impl FnOnce(NonNull<T>),
    ) -> Gc<T> {
        let cell = self.cell(size).cast::<T>();
        #[cfg(debug_assertions)]
        self.is_building.set(true);
        init(cell);
        #[cfg(debug_assertions)]
        self.is_building.set(false);
        // SAFETY: `init` made an object of it.
        unsafe { self.adopt(cell, size) }
    }

    /// Finds memory for an object of `size` bytes and charges for it.
    #[cfg_attr(not(debug_assertions), inline)]
    pub(super) fn cell(&self, size: usize) -> NonNull<u8> {
        #[cfg(debug_assertions)]
        assert!(!self.is_building.get(), "an object is being made");
        let storage = self.storage();
        if size > MAX_CELL {
            self.charge(size);
            return system_alloc(size, UNIT);
        }
        let class = class_of(size);
        self.charge(class * UNIT);
        match storage.cells.pop(class).or_else(|| storage.blocks.fresh(class)) {
            Some(cell) => cell,
            None => self.refill(class),
        }
    }

    #[cold]
    #[inline(never)]
    fn refill(&self, class: usize) -> NonNull<u8> {
        // A block or two swept on demand usually holds what is needed; a bound keeps allocation short.
        for _ in 0..4 {
            if !self.sweep_block() {
                break;
            }
            if let Some(cell) = self.storage().cells.pop(class) {
                return cell;
            }
        }
        let is_reached = self.phase() == Phase::Sweep;
        self.storage().blocks.start(class, is_reached)
    }

    /// Makes an object of a new cell.
    ///
    /// # Safety
    ///
    /// `cell` holds an initialised object of `size` bytes.
    #[inline(always)]
    unsafe fn adopt<T: Object>(&self, cell: NonNull<T>, size: usize) -> Gc<T> {
        // SAFETY: every object begins with its header.
        unsafe {
            debug_assert_eq!(cell.cast::<Header>().as_ref().kind.get(), T::KIND);
            if size > MAX_CELL {
                cell.cast::<Header>().as_ref().mark.set(self.white.get());
                self.storage().large.push(cell.cast());
            } else {
                self.enter(cell.cast(), class_of(size), T::OWNS);
            }
            Gc::from_raw(cell)
        }
    }

    /// Gives a new cell its colour and class, and counts it in its block.
    ///
    /// # Safety
    ///
    /// The cell lies in a block and has a header.
    #[inline(always)]
    pub(super) unsafe fn enter(&self, cell: NonNull<Header>, class: usize, owns: bool) {
        // SAFETY: the caller's promise.
        let (header, head) = unsafe { (cell.as_ref(), head_of(cell)) };
        header.mark.set(self.white.get());
        header.class.set(class as u8);
        head.units.set(head.units.get() + class as u32);
        if owns {
            head.has_owners.set(true);
        }
    }

    /// Frees a cell outside of the sweep.
    ///
    /// # Safety
    ///
    /// It lies in a block, and what is in it is not used any more.
    pub(super) unsafe fn free_cell(&self, cell: NonNull<Header>) {
        // SAFETY: the caller's promise.
        let (header, head) = unsafe { (cell.as_ref(), head_of(cell)) };
        let class = header.class.get();
        header.kind.set(FREE);
        head.units.set(head.units.get() - u32::from(class));
        if header.mark.get() & self.black.get() != 0 {
            head.reached.set(head.reached.get().saturating_sub(class.into()));
        }
        self.refund(class as usize * UNIT);
        // A sweep that is still to come lists the free cells that it finds, and this one must not be listed twice.
        if self.phase() != Phase::Sweep || head.swept.get() == self.white.get() {
            self.storage().cells.push(class.into(), cell.cast());
        }
    }

    /// Sees that a table with parts that are the system's will be visited when it is dead.
    #[inline]
    pub(crate) fn owns_parts<T: Object>(&self, object: &T) {
        debug_assert!(size_of::<T>() <= MAX_CELL, "a large object is visited anyway");
        // SAFETY: a live object in a block.
        unsafe { head_of(NonNull::from(object).cast()) }.has_owners.set(true);
    }

    /// Releases a dead object's memory.
    ///
    /// # Safety
    ///
    /// The object is dead and owns nothing any more.
    pub(super) unsafe fn release_large(&self, object: NonNull<Header>, size: usize) {
        self.refund(size);
        // SAFETY: large objects have an allocation of their own.
        unsafe { system_free(object.cast(), size, UNIT) }
    }

    /// Counts one more Rust handle of `object`, which keeps it alive.
    #[inline]
    pub(crate) fn root(&self, object: NonNull<Header>) {
        // SAFETY: the caller holds a live object (G1).
        let header = unsafe { object.as_ref() };
        // A count that reached the end of its range never goes down again: the object stays.
        header.roots.set(header.roots.get().saturating_add(1));
        if header.mark.get() & color::LISTED == 0 {
            header.mark.set(header.mark.get() | color::LISTED);
            self.storage().rooted.push(object);
        }
    }

    /// Counts one Rust handle of `object` less.
    #[inline]
    pub(crate) fn unroot(&self, object: NonNull<Header>) {
        // SAFETY: the handle kept the object alive (G1).
        let header = unsafe { object.as_ref() };
        let count = header.roots.get();
        debug_assert!(count > 0, "a handle dropped twice");
        if count != u32::MAX {
            header.roots.set(count - 1);
        }
    }

    /// Takes the next dead object whose host data awaits its destructor.
    pub(crate) fn next_doomed(&self) -> Option<NonNull<Header>> {
        self.storage().doomed.pop()
    }

    /// Runs the destructor of a queued object, then frees its cell. A panic of the destructor goes on to the
    /// caller after the cell is free.
    ///
    /// # Safety
    ///
    /// `object` came from [`Heap::next_doomed`].
    pub(crate) unsafe fn finish_doomed(&self, object: NonNull<Header>) {
        struct Release<'a>(&'a Heap, NonNull<Header>, usize);
        impl Drop for Release<'_> {
            fn drop(&mut self) {
                // SAFETY: the object is dead and its host data is gone.
                unsafe {
                    let header = self.1.as_ref();
                    match header.class.get() {
                        0 => self.0.release_large(self.1, self.2),
                        _ => self.0.free_cell(self.1),
                    }
                }
            }
        }
        // SAFETY: the object is whole until its destructor has run.
        unsafe {
            let ops = self.ops(object);
            let _release = Release(self, object, (ops.size)(object));
            (ops.finish)(object, self);
        }
    }

    /// Destroys every object. The heap is empty afterwards.
    pub(crate) fn drop_all(&self) {
        while let Some(object) = self.next_doomed() {
            // SAFETY: just taken from the queue. A destructor's panic must not keep the others from running.
            let run = || unsafe { self.finish_doomed(object) };
            let _ = catch_unwind(AssertUnwindSafe(run));
        }
        let storage = self.storage();
        storage.blocks.retire();
        let mut objects = std::mem::take(&mut storage.large);
        for block in &storage.blocks.full {
            block.each(|object| {
                // SAFETY: a block's cells begin with headers.
                if unsafe { object.as_ref() }.kind.get() != PART {
                    objects.push(object);
                }
            });
        }
        // Host data may look at other objects while it is destroyed, so all stay whole until the end.
        for &object in &objects {
            // SAFETY: `objects` holds every object once, and each is whole.
            let run = || unsafe {
                let ops = self.ops(object);
                if (ops.destroy)(object, self) == Disposal::Queue {
                    (ops.finish)(object, self);
                }
            };
            let _ = catch_unwind(AssertUnwindSafe(run));
        }
        for object in objects {
            // SAFETY: destroyed above; only the memory is left.
            unsafe {
                if object.as_ref().class.get() == 0 {
                    let size = (self.ops(object).size)(object);
                    self.release_large(object, size);
                }
            }
        }
        let storage = self.storage();
        storage.blocks = Blocks::new();
        storage.cells = FreeCells::new();
        storage.rooted.clear();
    }

    /// What is known of the kind of `object`.
    ///
    /// # Safety
    ///
    /// `object` is an object of this heap.
    pub(super) unsafe fn ops(&self, object: NonNull<Header>) -> &'static KindOps {
        // SAFETY: the caller's promise.
        &self.kinds[unsafe { object.as_ref() }.kind.get() as usize]
    }
}
