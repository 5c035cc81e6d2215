//! The cycle as a state machine: marking, its atomic end, sweeping; and the write barriers.
#![allow(unsafe_code)]
//!
//! # Safety
//!
//! C1. The lists of gray objects hold live objects only: they are emptied before a cycle starts, and what
//!     enters them during a cycle survives it.

use std::cell::{Cell, UnsafeCell};
use std::ptr::NonNull;

use super::color;
use super::heap::{Disposal, Heap};
use super::pool::{FreeCells, UNIT};
use super::ptr::{Gc, Header, Object};

/// Bytes allocated between two steps of a running cycle.
const STEP_SIZE: isize = 16 << 10;
/// Bytes looked at for each byte allocated during a cycle.
const STEP_FACTOR: usize = 6;
/// A sweep reads one header for each cell; this much cheaper than tracing is a block's byte.
const SWEEP_DISCOUNT: usize = 8;
/// How often objects that changed after their visit are visited again before the atomic phase.
const ROUNDS: u8 = 2;

/// Where the collector is in its cycle.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Phase {
    /// Between two cycles.
    Pause,
    /// Visiting what can be reached.
    Mark,
    /// Freeing what was not reached.
    Sweep,
}

/// What a program can reach directly.
pub(crate) trait Roots {
    /// Marks every root. Called at the start of a cycle and again in its atomic phase.
    fn trace(&self, marker: &Marker<'_>);
}

pub(super) struct Cycle {
    pub(super) phase: Cell<Phase>,
    gray: UnsafeCell<Vec<NonNull<Header>>>,
    /// Objects that changed after their visit, and threads, whose stacks always change.
    again: UnsafeCell<Vec<NonNull<Header>>>,
    /// Large objects visited up to some slot.
    partial: UnsafeCell<Vec<(NonNull<Header>, usize)>>,
    rounds: Cell<u8>,
    /// Index of the next block to sweep.
    block: Cell<usize>,
    /// Index of the next large object to sweep.
    large: Cell<usize>,
    stopped: Cell<bool>,
}

impl Cycle {
    pub(super) const fn new() -> Cycle {
        Cycle {
            phase: Cell::new(Phase::Pause),
            gray: UnsafeCell::new(Vec::new()),
            again: UnsafeCell::new(Vec::new()),
            partial: UnsafeCell::new(Vec::new()),
            rounds: Cell::new(0),
            block: Cell::new(0),
            large: Cell::new(0),
            stopped: Cell::new(false),
        }
    }
}

/// What a trace function calls for every reference it finds.
pub(crate) struct Marker<'a> {
    heap: &'a Heap,
    /// Whether this is the atomic phase: nothing may be put off.
    pub(crate) atomic: bool,
}

impl Marker<'_> {
    /// Marks an object as reached.
    #[inline(always)]
    pub(crate) fn mark<T: Object>(&self, object: Gc<T>) {
        self.mark_header(object.header(), T::LEAF);
    }

    /// Marks an object as reached; a leaf refers to nothing.
    #[inline(always)]
    pub(crate) fn mark_header(&self, object: NonNull<Header>, leaf: bool) {
        // SAFETY: whoever refers to the object keeps it alive (G1).
        let header = unsafe { object.as_ref() };
        let mark = header.mark.get();
        if mark & color::WHITES != 0 {
            if leaf {
                header.mark.set(mark & !color::COLORS | color::BLACK);
            } else {
                header.mark.set(mark & !color::COLORS);
                self.heap.gray().push(object);
            }
        }
    }

    /// Makes a traced object gray again, to be visited once more in the atomic phase.
    pub(crate) fn visit_again(&self, object: NonNull<Header>) {
        // SAFETY: the object is being traced.
        let header = unsafe { object.as_ref() };
        header.mark.set(header.mark.get() & !color::COLORS);
        self.heap.again().push(object);
    }

    /// Puts the rest of a large object off: it will be traced on from slot `from`.
    pub(crate) fn continue_later(&self, object: NonNull<Header>, from: usize) {
        self.heap.partial().push((object, from));
    }
}

#[allow(clippy::mut_from_ref)]
impl Heap {
    fn gray(&self) -> &mut Vec<NonNull<Header>> {
        // SAFETY: borrowed for one push or pop at a time (H1).
        unsafe { &mut *self.cycle.gray.get() }
    }

    fn again(&self) -> &mut Vec<NonNull<Header>> {
        // SAFETY: borrowed for one push or take at a time (H1).
        unsafe { &mut *self.cycle.again.get() }
    }

    fn partial(&self) -> &mut Vec<(NonNull<Header>, usize)> {
        // SAFETY: borrowed for one push or pop at a time (H1).
        unsafe { &mut *self.cycle.partial.get() }
    }
}

impl Heap {
    /// Where the collector is.
    pub(crate) fn phase(&self) -> Phase {
        self.cycle.phase.get()
    }

    /// Stops the collector, or lets it run again.
    pub(crate) fn set_stopped(&self, stopped: bool) {
        self.cycle.stopped.set(stopped);
        self.debt.set(if stopped { isize::MIN / 2 } else { 0 });
    }

    /// Whether the collector was stopped.
    pub(crate) fn is_stopped(&self) -> bool {
        self.cycle.stopped.get()
    }

    /// Does one step of the cycle; returns whether the cycle ended.
    pub(crate) fn step(&self, roots: &dyn Roots) -> bool {
        let ended = self.work(roots, STEP_SIZE as usize * STEP_FACTOR);
        if !self.is_stopped() {
            let pause = self.bytes().max(64 << 10) as isize;
            self.debt.set(if ended { -pause } else { -STEP_SIZE });
        }
        ended
    }

    /// Does a whole cycle from its start, so that everything unreachable now is freed.
    pub(crate) fn full(&self, roots: &dyn Roots) {
        if self.phase() != Phase::Pause {
            // What the running cycle has marked may have died since: end it, then start afresh.
            self.work(roots, usize::MAX);
        }
        self.work(roots, usize::MAX);
        if !self.is_stopped() {
            self.debt.set(-(self.bytes().max(64 << 10) as isize));
        }
    }

    /// Works until `budget` bytes have been looked at or the cycle ended; returns whether it ended.
    fn work(&self, roots: &dyn Roots, budget: usize) -> bool {
        let mut done = 0;
        while done < budget {
            match self.phase() {
                Phase::Pause => {
                    self.start(roots);
                    done += 1 << 10;
                }
                Phase::Mark => match self.propagate() {
                    Some(bytes) => done += bytes,
                    None if self.cycle.rounds.get() < ROUNDS => {
                        self.cycle.rounds.set(self.cycle.rounds.get() + 1);
                        let again = std::mem::take(self.again());
                        self.gray().extend(again);
                    }
                    None => {
                        self.atomic(roots);
                        // The end of marking is the longest piece: let the program run before the sweep.
                        if budget != usize::MAX {
                            return false;
                        }
                    }
                },
                Phase::Sweep => match self.sweep_some() {
                    Some(bytes) => done += bytes / SWEEP_DISCOUNT + 16,
                    None => {
                        self.cycle.phase.set(Phase::Pause);
                        return true;
                    }
                },
            }
        }
        false
    }

    fn start(&self, roots: &dyn Roots) {
        self.gray().clear();
        self.again().clear();
        self.partial().clear();
        self.cycle.rounds.set(0);
        self.cycle.phase.set(Phase::Mark);
        self.mark_roots(roots, &Marker { heap: self, atomic: false });
    }

    fn mark_roots(&self, roots: &dyn Roots, marker: &Marker<'_>) {
        roots.trace(marker);
        self.storage().rooted.retain(|&object| {
            // SAFETY: a listed object is alive: it is unlisted here before it can be freed.
            let header = unsafe { object.as_ref() };
            if header.roots.get() > 0 {
                marker.mark_header(object, false);
                true
            } else {
                header.mark.set(header.mark.get() & !color::LISTED);
                false
            }
        });
    }

    /// Visits one gray object, or goes on with a large one; returns the bytes looked at.
    fn propagate(&self) -> Option<usize> {
        self.propagate_with(&Marker { heap: self, atomic: false })
    }

    fn propagate_with(&self, marker: &Marker<'_>) -> Option<usize> {
        let (object, from) = match self.gray().pop() {
            Some(object) => {
                // SAFETY: C1.
                let header = unsafe { object.as_ref() };
                header.mark.set(header.mark.get() & !color::COLORS | color::BLACK);
                (object, 0)
            }
            None => self.partial().pop()?,
        };
        // SAFETY: C1; the kind table describes the object.
        Some(unsafe { (self.ops(object).trace)(object, from, marker) } + 16)
    }

    /// Ends the marking: what the program could change since it began is visited again at one go.
    fn atomic(&self, roots: &dyn Roots) {
        let marker = Marker { heap: self, atomic: true };
        self.mark_roots(roots, &marker);
        let again = std::mem::take(self.again());
        self.gray().extend(again);
        while self.propagate_with(&marker).is_some() {}
        // Threads put themselves on the list anew whenever they are visited; they stay gray.
        self.again().clear();
        self.white.set(self.white.get() ^ color::WHITES);
        let storage = self.storage();
        storage.cells = FreeCells::new();
        storage.blocks.retire();
        self.cycle.block.set(0);
        self.cycle.large.set(0);
        self.cycle.phase.set(Phase::Sweep);
    }

    fn sweep_some(&self) -> Option<usize> {
        if self.sweep_block() {
            return Some(32 << 10);
        }
        self.sweep_large()
    }

    /// Frees the dead cells of the next block; returns whether there was one.
    pub(super) fn sweep_block(&self) -> bool {
        let index = self.cycle.block.get();
        let storage = self.storage();
        if self.phase() != Phase::Sweep || index >= storage.blocks.full.len() {
            return false;
        }
        let mut freed = 0;
        let (doomed, cells) = (&mut storage.doomed, &mut storage.cells);
        let empty = storage.blocks.full[index].sweep(cells, |object| {
            let disposal = self.bury(object);
            // SAFETY: the sweep visits objects only.
            let header = unsafe { object.as_ref() };
            match disposal {
                Some(Disposal::Free) => freed += header.class.get() as usize * UNIT,
                Some(Disposal::Queue) => doomed.push(object),
                None => {}
            }
            disposal == Some(Disposal::Free)
        });
        self.refund(freed);
        match empty {
            true => storage.blocks.empty(index),
            false => self.cycle.block.set(index + 1),
        }
        true
    }

    fn sweep_large(&self) -> Option<usize> {
        let index = self.cycle.large.get();
        let object = *self.storage().large.get(index)?;
        // SAFETY: listed large objects are whole.
        let size = unsafe { (self.ops(object).size)(object) };
        match self.bury(object) {
            Some(disposal) => {
                self.storage().large.swap_remove(index);
                match disposal {
                    // SAFETY: dead and emptied.
                    Disposal::Free => unsafe { self.release_large(object, size) },
                    Disposal::Queue => self.storage().doomed.push(object),
                }
            }
            None => self.cycle.large.set(index + 1),
        }
        Some(64)
    }

    /// Destroys the object if it is dead, else paints it for the next cycle.
    fn bury(&self, object: NonNull<Header>) -> Option<Disposal> {
        // SAFETY: the sweep visits objects only.
        let header = unsafe { object.as_ref() };
        let mark = header.mark.get();
        if mark & color::DOOMED != 0 {
            return None;
        }
        if mark & color::WHITES != self.white.get() ^ color::WHITES {
            header.mark.set(mark & !color::COLORS | self.white.get());
            return None;
        }
        // SAFETY: nothing refers to the object any more.
        let disposal = unsafe { (self.ops(object).destroy)(object, self) };
        if disposal == Disposal::Queue {
            header.mark.set(color::DOOMED);
        }
        Some(disposal)
    }

    /// Keeps an object that was found by other means than a reference: it may be dead and not yet swept.
    #[inline(always)]
    pub(crate) fn resurrect<T: Object>(&self, object: Gc<T>) {
        // SAFETY: G2: the object has not been freed.
        let header = unsafe { object.header().as_ref() };
        let mark = header.mark.get();
        let other_white = self.white.get() ^ color::WHITES;
        if mark & other_white != 0 && self.phase() == Phase::Sweep {
            header.mark.set(mark & !color::COLORS | self.white.get());
        }
    }

    /// Keeps G3 after a store into `parent`: a black object is visited again. For objects that change often.
    #[inline(always)]
    pub(crate) fn barrier_back<T: Object>(&self, parent: &T) {
        let parent = NonNull::from(parent).cast::<Header>();
        // SAFETY: every object begins with its header.
        if unsafe { parent.as_ref() }.is_black() {
            self.regray(parent);
        }
    }

    #[cold]
    #[inline(never)]
    fn regray(&self, parent: NonNull<Header>) {
        // SAFETY: a live object's header.
        let header = unsafe { parent.as_ref() };
        header.mark.set(header.mark.get() & !color::COLORS);
        self.again().push(parent);
    }

    /// Keeps G3 after `child` was stored into `parent`: the child is marked. For objects that rarely change,
    /// or are too large to be visited again.
    #[inline(always)]
    pub(crate) fn barrier_forward<T: Object>(
        &self,
        parent: &T,
        child: NonNull<Header>,
        leaf: bool,
    ) {
        // SAFETY: every object begins with its header.
        if unsafe { NonNull::from(parent).cast::<Header>().as_ref() }.is_black() {
            self.mark_stored(child, leaf);
        }
    }

    #[cold]
    #[inline(never)]
    fn mark_stored(&self, child: NonNull<Header>, leaf: bool) {
        if self.phase() == Phase::Mark {
            Marker { heap: self, atomic: false }.mark_header(child, leaf);
        }
    }
}
