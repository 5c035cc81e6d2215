//! The generational mode (manual 2.5.2): what survived one collection is *old* and is not looked at again until a
//! full one.
//!
//! Old objects keep their black; new ones are white. The barriers of marking, which serve here between two
//! collections, tell which old objects refer to new ones. A collection of the young marks from those, from the
//! roots and from all threads, at one go, and frees what stayed white.

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
        self.wait_for(self.pacing.minor.get().into());
    }

    /// Frees whatever is unreachable; everything else is old afterwards.
    pub(super) fn collect_all_ages(&self, roots: &dyn Roots) {
        self.whiten();
        self.finish_cycle(roots);
        self.pacing.base.set(self.bytes());
        self.wait_for(self.pacing.minor.get().into());
    }

    fn sweep_all(&self) {
        while self.sweep_some().is_some() {}
        self.end_sweep();
    }
}
