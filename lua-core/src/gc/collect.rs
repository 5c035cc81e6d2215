//! The cycle as a state machine: marking, its atomic end, sweeping; and the write barriers.
#![allow(unsafe_code)]
//!
//! # Safety
//!
//! M1. The lists of gray objects hold live objects only: they are emptied before a cycle starts, and what
//!     enters them during a cycle survives it.

use std::cell::Cell;
use std::ptr::NonNull;

use super::color;
use super::generation::Mode;
use super::heap::Heap;
use super::list::List;
use super::pool::{FreeCells, head_of};
use super::ptr::{Gc, Header, Object};
use super::weak::WeakObjects;

/// Bytes allocated between two steps of a running cycle.
pub(super) const STEP_SIZE: isize = 16 << 10;
/// Bytes looked at for each byte allocated during a cycle, at a step multiplier of 100.
const STEP_FACTOR: usize = 6;
/// How much a heap grows while a cycle runs, in percent, at least: the cycle starts so much earlier, so that it ends when the
/// heap is hardly larger than the pause allows.
const CYCLE_GROWTH: usize = 10;
/// A sweep reads one header for each cell; this much cheaper than tracing is a block's byte.
const SWEEP_DISCOUNT: usize = 8;
/// How often objects that changed after their visit are visited again before the atomic phase.
const ROUNDS: u8 = 2;
/// Heaps grow by this much at least before the next cycle.
const LEAST_PAUSE: usize = 64 << 10;

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

/// The colour of what has been reached and not been visited.
const GRAY: u8 = 0;

/// What a program can reach directly.
pub(crate) trait Roots {
    /// Marks every root. Called at the start of a cycle and again in its atomic phase.
    fn trace(&self, marker: &Marker<'_>);
}

pub(super) struct Cycle {
    pub(super) phase: Cell<Phase>,
    gray: List,
    /// Objects that changed after their visit, and threads, whose stacks always change.
    again: List,
    /// Large objects visited up to some slot.
    partial: List<(NonNull<Header>, usize)>,
    pub(super) weak: WeakObjects,
    rounds: Cell<u8>,
    /// Index of the next block to sweep.
    pub(super) block: Cell<usize>,
    /// Index of the next large object to sweep.
    pub(super) large: Cell<usize>,
    stopped: Cell<bool>,
    /// While finalizers run nothing is collected.
    suspended: Cell<bool>,
}

impl Cycle {
    pub(super) fn new() -> Cycle {
        Cycle {
            phase: Cell::new(Phase::Pause),
            gray: List::new(),
            again: List::new(),
            partial: List::new(),
            weak: WeakObjects::new(),
            rounds: Cell::new(0),
            block: Cell::new(0),
            large: Cell::new(0),
            stopped: Cell::new(false),
            suspended: Cell::new(false),
        }
    }
}

/// What a trace function calls for every reference it finds.
pub(crate) struct Marker<'a> {
    pub(crate) heap: &'a Heap,
    /// Whether this is the atomic phase: nothing may be put off.
    pub(crate) atomic: bool,
    /// The colours of what has not been reached.
    unreached: u8,
    /// The colour of what has been visited.
    black: u8,
    /// The kind of the object that is checked: nothing is marked then.
    #[cfg(stress)]
    checked: Option<u8>,
}

impl<'a> Marker<'a> {
    pub(super) fn incremental(heap: &'a Heap) -> Marker<'a> {
        Marker {
            heap,
            atomic: false,
            unreached: color::COLORS & !heap.black.get(),
            black: heap.black.get(),
            #[cfg(stress)]
            checked: None,
        }
    }

    pub(super) fn atomic(heap: &'a Heap) -> Marker<'a> {
        Marker { atomic: true, ..Marker::incremental(heap) }
    }

    #[cfg(stress)]
    pub(super) fn checking(heap: &'a Heap, kind: u8) -> Marker<'a> {
        Marker { checked: Some(kind), ..Marker::atomic(heap) }
    }

    /// Whether references are only checked: every one counts then, weak or not.
    #[inline(always)]
    pub(crate) fn is_checking(&self) -> bool {
        #[cfg(stress)]
        return self.checked.is_some();
        #[cfg(not(stress))]
        return false;
    }

    /// Whether an object has not been reached.
    #[inline(always)]
    pub(crate) fn is_unreached(&self, object: NonNull<Header>) -> bool {
        // SAFETY: whoever refers to the object keeps it alive (G1).
        unsafe { object.as_ref() }.mark.get() & self.unreached != 0
    }

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
        #[cfg(stress)]
        if let Some(parent) = self.checked {
            let (child, is_dead) = (header.kind.get(), self.is_unreached(object));
            assert!(!is_dead, "kind {parent} refers to a dead object of kind {child}");
        }
        if self.is_unreached(object) {
            self.count(object);
            if leaf {
                header.paint(self.black);
            } else {
                header.paint(GRAY);
                self.heap.cycle.gray.push(object);
            }
        }
    }

    /// Tells the block of a cell that it was reached.
    #[inline(always)]
    fn count(&self, cell: NonNull<Header>) {
        // SAFETY: a cell that the collector was given, in a block if it has a class.
        unsafe {
            let class = cell.as_ref().class.get();
            if class != 0 {
                let reached = &head_of(cell).reached;
                reached.set(reached.get() + u32::from(class));
            }
        }
    }

    /// Makes a traced object gray again, to be visited once more in the atomic phase.
    pub(crate) fn visit_again(&self, object: NonNull<Header>) {
        if self.is_checking() {
            return;
        }
        // SAFETY: the object is being traced.
        unsafe { self.heap.regray(object) };
    }

    /// Puts the rest of a large object off: it will be traced on from slot `from`.
    pub(crate) fn continue_later(&self, object: NonNull<Header>, from: usize) {
        self.heap.cycle.partial.push((object, from));
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
        // Nothing that is allocated makes up for it.
        self.debt.set(if stopped { isize::MIN / 2 } else { 0 });
        self.heed_limit();
    }

    /// Whether the collector was stopped.
    pub(crate) fn is_stopped(&self) -> bool {
        self.cycle.stopped.get()
    }

    /// Whether the collector waits for finalizers to return.
    pub(crate) fn is_suspended(&self) -> bool {
        self.cycle.suspended.get()
    }

    /// Keeps the collector from working while a finalizer runs.
    pub(crate) fn set_suspended(&self, suspended: bool) {
        self.cycle.suspended.set(suspended);
    }

    /// Does one step of the cycle, or collects what is young in generational mode; returns whether that ended a
    /// cycle.
    pub(crate) fn step(&self, roots: &dyn Roots) -> bool {
        if self.mode() == Mode::Generational {
            self.collect_young(roots);
            return true;
        }
        let multiplier = self.pacing.step_multiplier.get().max(10);
        // One large allocation may be worth many steps.
        let due = (STEP_SIZE + self.debt.get().max(0)) as usize;
        let ended = self.work(roots, due.saturating_mul(STEP_FACTOR * multiplier) / 100);
        if ended {
            self.pause();
        } else {
            self.set_debt(-STEP_SIZE);
        }
        ended
    }

    /// Does a whole cycle from its start, so that everything unreachable now is freed.
    pub(crate) fn full(&self, roots: &dyn Roots) {
        if self.mode() == Mode::Generational {
            return self.collect_all_ages(roots);
        }
        if self.phase() != Phase::Pause {
            // What the running cycle has marked may have died since: end it, then start afresh.
            self.finish_cycle(roots);
        }
        self.finish_cycle(roots);
        self.pause();
    }

    /// Works to the end of the cycle; in a pause, of the next one.
    pub(super) fn finish_cycle(&self, roots: &dyn Roots) {
        self.work(roots, usize::MAX);
    }

    /// Waits as long as the parameter says until the next cycle.
    fn pause(&self) {
        self.wait_for(self.pacing.pause.get().saturating_sub(100 + CYCLE_GROWTH));
    }

    /// Lets the heap grow by so many percent before the collector works again.
    pub(super) fn wait_for(&self, percent: usize) {
        self.live.set(self.bytes());
        let growth = (self.bytes() / 100).saturating_mul(percent).max(LEAST_PAUSE);
        self.set_debt(-(growth.min(isize::MAX as usize / 2) as isize));
    }

    /// Says how far away the next step is, unless the collector is stopped.
    fn set_debt(&self, debt: isize) {
        if !self.is_stopped() {
            self.debt.set(debt);
        }
        self.heed_limit();
    }

    /// Makes the next step due soon.
    pub(crate) fn hurry(&self) {
        self.set_debt(self.debt.get().max(-STEP_SIZE));
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
                Phase::Mark => match self.propagate_with(&Marker::incremental(self)) {
                    Some(bytes) => done += bytes,
                    None if self.cycle.rounds.get() < ROUNDS => {
                        self.cycle.rounds.set(self.cycle.rounds.get() + 1);
                        self.cycle.gray.append(&self.cycle.again);
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
                        self.end_sweep();
                        return true;
                    }
                },
            }
        }
        false
    }

    fn start(&self, roots: &dyn Roots) {
        self.cycle.gray.clear();
        self.cycle.again.clear();
        self.cycle.partial.clear();
        self.finalizers.forget_ages();
        self.cycle.rounds.set(0);
        self.black.set(self.black.get() ^ color::BLACKS);
        self.storage().blocks.forget_reached();
        self.cycle.phase.set(Phase::Mark);
        self.mark_roots(roots, &Marker::incremental(self));
    }

    fn mark_roots(&self, roots: &dyn Roots, marker: &Marker<'_>) {
        roots.trace(marker);
        self.mark_due(marker);
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
    pub(super) fn propagate_with(&self, marker: &Marker<'_>) -> Option<usize> {
        let (object, from) = match self.cycle.gray.pop() {
            Some(object) => {
                // SAFETY: M1.
                let header = unsafe { object.as_ref() };
                header.paint(marker.black);
                if header.mark.get() & color::AWAITED != 0 {
                    self.reached(object, marker);
                }
                (object, 0)
            }
            None => self.cycle.partial.pop()?,
        };
        // SAFETY: M1; the kind table describes the object.
        Some(unsafe { (self.ops(object).trace)(object, from, marker) } + 16)
    }

    /// Ends the marking: what the program could change since it began is visited again at one go. Then decides
    /// what is dead.
    pub(super) fn atomic(&self, roots: &dyn Roots) {
        let marker = Marker::atomic(self);
        self.mark_roots(roots, &marker);
        self.cycle.gray.append(&self.cycle.again);
        self.resolve(&marker);
        // A dead value is gone before its finalizer can be called; a dead key stays until afterwards, so that the
        // finalizer may still ask for what goes with it (manual 2.5.4).
        let cleared = self.clear_weak_values();
        self.separate_dead(&marker);
        self.mark_due(&marker);
        self.resolve(&marker);
        self.clear_weak(cleared);
        #[cfg(stress)]
        self.check();
        match self.mode() {
            // Threads put themselves on the list anew whenever they are visited; they stay gray.
            Mode::Incremental => self.cycle.again.clear(),
            Mode::Generational => self.finalizers.all_old(),
        }
        self.white.set(self.white.get() ^ color::WHITES);
        let storage = self.storage();
        storage.cells = FreeCells::new();
        storage.blocks.retire();
        self.cycle.block.set(0);
        self.cycle.large.set(0);
        self.cycle.phase.set(Phase::Sweep);
    }

    /// Keeps an object that was found by other means than a reference: it may be dead and not yet swept.
    #[inline(always)]
    pub(crate) fn resurrect<T: Object>(&self, object: Gc<T>) {
        // SAFETY: G2: the object has not been freed.
        let header = unsafe { object.header().as_ref() };
        if self.phase() == Phase::Sweep && header.mark.get() & self.dead() != 0 {
            header.paint(self.white.get());
        }
    }

    /// While sweeping, the colours of what is dead.
    #[inline(always)]
    pub(super) fn dead(&self) -> u8 {
        color::COLORS & !(self.white.get() | self.black.get())
    }

    /// Keeps G3 after a store into `parent`: a black object is visited again. For objects that change often.
    #[inline(always)]
    pub(crate) fn barrier_back<T: Object>(&self, parent: &T) {
        let parent = NonNull::from(parent).cast::<Header>();
        // SAFETY: every object begins with its header.
        if unsafe { parent.as_ref() }.is_black() {
            self.changed(parent);
        }
    }

    #[cold]
    #[inline(never)]
    fn changed(&self, parent: NonNull<Header>) {
        if self.is_visited(parent) {
            // SAFETY: a live object.
            unsafe { self.regray(parent) };
        }
    }

    /// Makes an object that was visited gray again, to be visited once more in the atomic phase.
    ///
    /// # Safety
    ///
    /// It is alive.
    unsafe fn regray(&self, object: NonNull<Header>) {
        // SAFETY: the caller's promise; an object with a class lies in a block.
        unsafe {
            let header = object.as_ref();
            header.paint(GRAY);
            if header.class.get() != 0 {
                head_of(object).has_gray.set(true);
            }
        }
        self.cycle.again.push(object);
    }

    /// Whether a black object was visited by the marking that goes on, or is old. One that was not becomes white, which says
    /// so at once when it changes again.
    fn is_visited(&self, object: NonNull<Header>) -> bool {
        // SAFETY: a live object's header.
        let header = unsafe { object.as_ref() };
        let is_visited = match self.mode() {
            Mode::Incremental => {
                self.phase() == Phase::Mark && header.mark.get() & self.black.get() != 0
            }
            // An old object keeps its colour between two collections: what it refers to becomes old too.
            Mode::Generational => true,
        };
        if !is_visited {
            header.paint(self.white.get());
        }
        is_visited
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
        let parent = NonNull::from(parent).cast::<Header>();
        // SAFETY: every object begins with its header.
        if unsafe { parent.as_ref() }.is_black() {
            self.mark_stored(parent, child, leaf);
        }
    }

    #[cold]
    #[inline(never)]
    fn mark_stored(&self, parent: NonNull<Header>, child: NonNull<Header>, leaf: bool) {
        if self.is_visited(parent) {
            Marker::incremental(self).mark_header(child, leaf);
        }
    }
}
