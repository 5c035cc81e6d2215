//! When the collector works (manual 2.5.1, 2.5.2).

use std::cell::Cell;

use super::generation::Mode;

/// The collector's parameters, and what it compares the size of the heap with.
pub(crate) struct Pacing {
    /// The size that the heap may have when a cycle ends, relative to the size at the end of the last.
    pub(crate) pause: Percentage,
    /// How much work a step does.
    pub(crate) step_multiplier: Percentage,
    /// How much the heap grows between two collections of the young, in percent.
    pub(crate) minor: Cell<u8>,
    /// How much the heap grows between two collections of all ages.
    pub(crate) major: Percentage,
    /// The size of the heap after the last collection of all ages, in bytes.
    pub(super) base: Cell<usize>,
    pub(super) mode: Cell<Mode>,
}

impl Pacing {
    pub(super) const fn new() -> Pacing {
        Pacing {
            pause: Percentage::new(200),
            step_multiplier: Percentage::new(100),
            minor: Cell::new(20),
            major: Percentage::new(100),
            base: Cell::new(0),
            mode: Cell::new(Mode::Incremental),
        }
    }
}

/// A parameter in percent, from 0 to 1020. It is kept as C Lua keeps it, a quarter of it in a byte, so that scripts read
/// back what they would there.
pub(crate) struct Percentage(Cell<u8>);

impl Percentage {
    const fn new(percent: u16) -> Percentage {
        Percentage(Cell::new((percent / 4) as u8))
    }

    /// The parameter, in percent.
    pub(crate) fn get(&self) -> usize {
        usize::from(self.0.get()) * 4
    }

    /// Changes the parameter; returns the value before.
    pub(crate) fn replace(&self, percent: i64) -> i64 {
        let before = self.get() as i64;
        // Both conversions cut off what C cuts off.
        self.0.set((percent as i32 / 4) as u8);
        before
    }

    /// Changes the parameter, unless it is 0.
    pub(crate) fn set(&self, percent: i64) {
        if percent as i32 != 0 {
            self.replace(percent);
        }
    }

    /// Changes the parameter to the nearest possible value.
    pub(crate) fn approach(&self, percent: i32) {
        self.0.set((percent.clamp(0, 1020) / 4) as u8);
    }
}
