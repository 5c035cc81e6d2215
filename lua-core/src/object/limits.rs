//! Limits: what a host lets scripts use, and which of them was hit.

use std::cell::{Cell, OnceCell};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

/// Why scripts are being stopped: what is thrown now is caught by none of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trip {
    /// The instructions are used up.
    Instructions,
    /// The time is over.
    Time,
    /// The memory is used up.
    Memory,
    /// A string would be too long.
    StringLength,
    /// There would be too many coroutines.
    Coroutines,
    /// The host says so.
    Stopped,
}

/// How many instructions run between two looks at the clock and at the host's wish.
const SLICE: i64 = 16 << 10;

/// What scripts may still use.
///
/// Instructions are counted where code goes backwards or into another function: a round of a loop counts the
/// instructions of the loop, a call those of the function. Library functions count what they do in proportion to it, with
/// [`Limits::spend`] or a [`Meter`]. So the same script counts the same on every machine.
///
/// They are counted down in slices, so that counting is all that is done most of the time. Whatever stops a script ends
/// the slice.
pub(crate) struct Limits {
    /// The limit of instructions.
    instructions: Cell<Option<u64>>,
    /// Instructions of the running slice that are left; below zero when something is to be looked at.
    left: Cell<i64>,
    /// Instructions beyond the slice.
    later: Cell<u64>,
    deadline: Cell<Option<Instant>>,
    /// Set by the host, from whatever thread.
    stop: OnceCell<Arc<AtomicBool>>,
    /// Whether the heap has a limit, or something else of which too much stops scripts.
    amounts: Cell<u8>,
    trip: Cell<Option<Trip>>,
}

/// The limits that hold again once closer ones end.
pub(crate) struct Outer {
    limit: Option<u64>,
    left: Option<u64>,
    /// The closer limit of instructions, if it was one.
    given: Option<u64>,
    deadline: Option<Instant>,
}

impl Trip {
    /// Whether it is over once everything that ran has ended. What is used up stays so until the host gives more.
    pub(crate) fn ends_with_the_run(self) -> bool {
        !matches!(self, Trip::Instructions | Trip::Time)
    }
}

impl Limits {
    /// No limit.
    pub(crate) const fn new() -> Limits {
        Limits {
            instructions: Cell::new(None),
            left: Cell::new(0),
            later: Cell::new(u64::MAX),
            deadline: Cell::new(None),
            stop: OnceCell::new(),
            amounts: Cell::new(0),
            trip: Cell::new(None),
        }
    }

    /// Whether there is any limit.
    #[inline(always)]
    pub(crate) fn are_set(&self) -> bool {
        self.instructions.get().is_some()
            || self.amounts.get() != 0
            || self.deadline.get().is_some()
            || self.stop.get().is_some()
    }

    /// The limit of instructions.
    pub(crate) fn instructions(&self) -> Option<u64> {
        self.instructions.get()
    }

    /// When the time is over, if it ever is.
    pub(crate) fn deadline(&self) -> Option<Instant> {
        self.deadline.get()
    }

    /// How many instructions are left.
    pub(crate) fn left(&self) -> Option<u64> {
        let left = self.later.get().saturating_add_signed(self.left.get());
        self.instructions.get().map(|_| left)
    }

    /// Limits the instructions, counted from now on, or does no more.
    pub(super) fn set_instructions(&self, limit: Option<u64>) {
        self.instructions.set(limit);
        self.later.set(limit.unwrap_or(u64::MAX));
        self.left.set(0);
        self.forgive(Trip::Instructions);
    }

    /// Sets when the time is over, or that it never is.
    pub(super) fn set_deadline(&self, deadline: Option<Instant>) {
        self.deadline.set(deadline);
        self.end_slice();
        self.forgive(Trip::Time);
    }

    /// Notes whether there is a limit of an amount: of memory, of strings' lengths, of coroutines.
    pub(super) fn set_amount(&self, trip: Trip, is_limited: bool) {
        let (bit, others) = (1 << trip as u8, self.amounts.get() & !(1 << trip as u8));
        self.amounts.set(if is_limited { others | bit } else { others });
        self.forgive(trip);
    }

    /// Limits more closely what runs from now on, until [`Limits::end`].
    pub(super) fn begin(&self, instructions: Option<u64>, deadline: Option<Instant>) -> Outer {
        self.end_slice();
        let outer = Outer {
            limit: self.instructions.get(),
            left: self.left(),
            given: None,
            deadline: self.deadline.get(),
        };
        let given = instructions.filter(|&given| outer.left.is_none_or(|left| given < left));
        if given.is_some() {
            self.instructions.set(given);
            self.later.set(given.unwrap_or(u64::MAX));
        }
        let sooner = [self.deadline.get(), deadline].into_iter().flatten().min();
        self.deadline.set(sooner);
        Outer { given, ..outer }
    }

    /// Puts the limits back that were before, less what was used. Only what they stop as well stays stopped.
    pub(super) fn end(&self, outer: Outer) {
        self.end_slice();
        if let Some(given) = outer.given {
            let used = given - self.later.get().min(given);
            self.instructions.set(outer.limit);
            self.later.set(outer.left.map_or(u64::MAX, |left| left - used.min(left)));
            self.forgive(Trip::Instructions);
        }
        self.deadline.set(outer.deadline);
        if outer.deadline.is_none_or(|deadline| Instant::now() < deadline) {
            self.forgive(Trip::Time);
        }
        if let Some(trip) = self.trip.get() {
            self.trip_over(trip);
        }
    }

    /// What the host sets to stop scripts.
    pub(super) fn stop(&self) -> Arc<AtomicBool> {
        Arc::clone(self.stop.get_or_init(Arc::default))
    }

    /// Why scripts are being stopped, if they are.
    #[inline(always)]
    pub(crate) fn trip(&self) -> Option<Trip> {
        self.trip.get()
    }

    /// Stops scripts, unless they are being stopped already.
    pub(crate) fn trip_over(&self, trip: Trip) {
        if self.trip.get().is_none() {
            self.trip.set(Some(trip));
        }
        self.end_slice();
        self.left.set(-1);
        self.later.set(self.later.get().saturating_add(u64::from(self.is_counting())));
    }

    /// Lets scripts run again if this is what stopped them.
    pub(crate) fn forgive(&self, trip: Trip) {
        if self.trip.get() == Some(trip) {
            self.trip.set(None);
        }
    }

    fn is_counting(&self) -> bool {
        self.instructions.get().is_some()
    }

    /// Gives the rest of the slice back.
    fn end_slice(&self) {
        if self.is_counting() {
            self.later.set(self.later.get().saturating_add_signed(self.left.get()));
        }
        self.left.set(0);
    }

    /// Counts instructions; false if [`Limits::look`] must say whether they may run.
    #[inline(always)]
    pub(crate) fn spend(&self, instructions: usize) -> bool {
        let left = self.left.get().wrapping_sub(instructions as i64);
        self.left.set(left);
        left >= 0
    }

    /// Begins the next slice.
    ///
    /// # Errors
    ///
    /// What stops scripts.
    #[cold]
    pub(crate) fn look(&self) -> Result<(), Trip> {
        if let Some(trip) = self.trip.get() {
            self.left.set(-1);
            return Err(trip);
        }
        if self.is_counting() {
            let spent = self.left.get().min(0).unsigned_abs();
            let Some(later) = self.later.get().checked_sub(spent) else {
                self.later.set(0);
                return self.refuse(Trip::Instructions);
            };
            let slice = later.min(SLICE as u64);
            self.later.set(later - slice);
            self.left.set(slice as i64);
        } else {
            self.left.set(SLICE);
        }
        self.heed()
    }

    /// Sees whether the host stops scripts, or their time is over, or they are being stopped already.
    ///
    /// # Errors
    ///
    /// What stops scripts.
    #[cold]
    pub(crate) fn heed(&self) -> Result<(), Trip> {
        if let Some(trip) = self.trip.get() {
            return Err(trip);
        }
        if self.stop.get().is_some_and(|stop| stop.swap(false, Ordering::Relaxed)) {
            return self.refuse(Trip::Stopped);
        }
        if self.deadline.get().is_some_and(|deadline| Instant::now() >= deadline) {
            return self.refuse(Trip::Time);
        }
        Ok(())
    }

    fn refuse(&self, trip: Trip) -> Result<(), Trip> {
        self.trip_over(trip);
        Err(trip)
    }
}

/// How many steps a [`Meter`] gathers before it spends them.
const STEPS: usize = 1024;

/// Counts the work of a library function in small steps, each as much as an instruction.
#[derive(Debug)]
pub(crate) struct Meter<'a> {
    /// There are none if scripts may do what they want.
    limits: Option<&'a Limits>,
    left: usize,
}

impl<'a> Meter<'a> {
    /// Counts against these limits.
    pub(crate) fn new(limits: &'a Limits) -> Meter<'a> {
        match limits.are_set() {
            true => Meter { limits: Some(limits), left: STEPS },
            false => Meter::unlimited(),
        }
    }

    /// Counts against nothing.
    pub(crate) fn unlimited() -> Meter<'a> {
        Meter { limits: None, left: usize::MAX }
    }

    /// Counts steps; false if the work has to stop.
    #[inline(always)]
    pub(crate) fn count(&mut self, steps: usize) -> bool {
        match self.left.checked_sub(steps) {
            Some(left) => {
                self.left = left;
                true
            }
            None => self.spend(steps),
        }
    }

    /// Spends what was counted so far; false if it was too much.
    #[inline]
    pub(crate) fn settle(&mut self) -> bool {
        self.limits.is_none() || self.spend(0)
    }

    #[cold]
    fn spend(&mut self, steps: usize) -> bool {
        let Some(limits) = self.limits else {
            self.left = usize::MAX;
            return true;
        };
        let taken = STEPS - self.left + steps;
        self.left = STEPS;
        limits.spend(taken) || limits.look().is_ok()
    }
}

impl Drop for Meter<'_> {
    fn drop(&mut self) {
        if let Some(limits) = self.limits {
            // Whoever counts next is told if that was too much.
            limits.spend(STEPS - self.left);
        }
    }
}

impl std::fmt::Debug for Limits {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Limits").field("left", &self.left()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Spends one by one; returns how many were allowed.
    fn run(limits: &Limits, most: u64) -> u64 {
        (0..most).take_while(|_| limits.spend(1) || limits.look().is_ok()).count() as u64
    }

    #[test]
    fn exactly_the_limit_runs() {
        for limit in [0, 1, SLICE as u64 - 1, SLICE as u64, SLICE as u64 + 1, 100_000] {
            let limits = Limits::new();
            limits.set_instructions(Some(limit));
            assert_eq!(run(&limits, u64::MAX), limit);
            assert_eq!((limits.left(), limits.trip()), (Some(0), Some(Trip::Instructions)));
            assert_eq!(run(&limits, 10), 0);
            limits.set_instructions(Some(5));
            assert_eq!(run(&limits, u64::MAX), 5);
        }
    }

    #[test]
    fn what_else_stops_a_script_costs_no_instructions() {
        let limits = Limits::new();
        limits.set_instructions(Some(50_000));
        assert_eq!(run(&limits, 20_000), 20_000);
        limits.trip_over(Trip::Memory);
        assert_eq!(limits.left(), Some(30_000));
        assert_eq!(run(&limits, 10), 0);
        limits.forgive(Trip::Memory);
        assert_eq!(run(&limits, u64::MAX), 30_000);
    }
}
