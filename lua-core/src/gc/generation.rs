//! The generational mode (manual 2.5.2): what survived one collection is *old* and is not looked at again until a
//! full one.
//!
//! Old objects keep their black; new ones are white. The barriers of marking, which serve here between two
//! collections, tell which old objects refer to new ones. A collection of the young marks from those, from the
//! roots and from all threads, at one go, and frees what stayed white.

use std::cell::Cell;

use super::collect::{Phase, Roots};
use super::heap::Heap;

/// How the collector divides its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// In small steps over the whole heap.
    Incremental,
    /// In one step over what is young, and over the whole heap now and then.
    Generational,
}

/// When the collector works, in percent (manual 2.5.1, 2.5.2).
pub(crate) struct Pacing {
    /// The size of the heap at which a cycle starts, relative to the size at the end of the last.
    pub(crate) pause: Cell<usize>,
    /// How much work a step does.
    pub(crate) step_multiplier: Cell<usize>,
    /// How much the heap grows between two collections of the young.
    pub(crate) minor: Cell<usize>,
    /// How much the heap grows between two collections of all ages.
    pub(crate) major: Cell<usize>,
    /// The size of the heap after the last collection of all ages, in bytes.
    base: Cell<usize>,
    mode: Cell<Mode>,
}

impl Pacing {
    pub(super) const fn new() -> Pacing {
        Pacing {
            pause: Cell::new(200),
            step_multiplier: Cell::new(100),
            minor: Cell::new(20),
            major: Cell::new(100),
            base: Cell::new(0),
            mode: Cell::new(Mode::Incremental),
        }
    }
}

impl Heap {
    /// The mode.
    pub(crate) fn mode(&self) -> Mode {
        self.pacing.mode.get()
    }

    /// Changes the mode; returns the one before.
    pub(crate) fn set_mode(&self, mode: Mode, roots: &dyn Roots) -> Mode {
        let previous = self.mode();
        match (previous, mode) {
            (Mode::Incremental, Mode::Generational) => {
                if self.phase() != Phase::Pause {
                    self.finish_cycle(roots);
                }
                self.pacing.mode.set(mode);
                self.collect_all_ages(roots);
            }
            (Mode::Generational, Mode::Incremental) => {
                self.pacing.mode.set(mode);
                self.whiten();
                self.wait_for(0);
            }
            _ => {}
        }
        previous
    }

    /// Frees what is unreachable among the young; everything else is old afterwards.
    pub(super) fn collect_young(&self, roots: &dyn Roots) {
        let base = self.pacing.base.get();
        if self.bytes() > base + base / 100 * self.pacing.major.get() {
            return self.collect_all_ages(roots);
        }
        self.atomic(roots);
        self.sweep_all();
        self.wait_for(self.pacing.minor.get());
    }

    /// Frees whatever is unreachable; everything else is old afterwards.
    pub(super) fn collect_all_ages(&self, roots: &dyn Roots) {
        self.whiten();
        self.finish_cycle(roots);
        self.pacing.base.set(self.bytes());
        self.wait_for(self.pacing.minor.get());
    }

    fn sweep_all(&self) {
        while self.sweep_some().is_some() {}
        self.cycle.phase.set(Phase::Pause);
    }
}
