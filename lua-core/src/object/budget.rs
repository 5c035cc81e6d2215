//! The budget of instructions: how many a host lets scripts run.

use std::cell::Cell;

/// How many instructions scripts may still run.
///
/// Instructions are counted where code goes backwards or into another function: a round of a loop counts the
/// instructions of the loop, a call those of the function. So the same script counts the same on every machine, and no
/// script runs more than it has counted, up to the rounds and calls that Rust functions make by themselves.
pub(crate) struct Budget {
    limit: Cell<Option<u64>>,
    /// Below zero once the budget is spent.
    left: Cell<i64>,
}

impl Budget {
    /// No limit.
    pub(crate) const fn new() -> Budget {
        Budget { limit: Cell::new(None), left: Cell::new(i64::MAX) }
    }

    /// Whether there is a limit.
    #[inline(always)]
    pub(crate) fn is_set(&self) -> bool {
        self.limit.get().is_some()
    }

    /// The limit.
    pub(crate) fn limit(&self) -> Option<u64> {
        self.limit.get()
    }

    /// Sets a limit, counted from now on, or removes it.
    pub(crate) fn set(&self, limit: Option<u64>) {
        self.limit.set(limit);
        self.left.set(limit.map_or(i64::MAX, |limit| limit.try_into().unwrap_or(i64::MAX)));
    }

    /// How many instructions are left.
    pub(crate) fn left(&self) -> Option<u64> {
        self.limit.get().map(|_| self.left.get().max(0) as u64)
    }

    /// Whether nothing is left: nothing that is thrown now is caught by a script.
    #[inline(always)]
    pub(crate) fn is_spent(&self) -> bool {
        self.left.get() < 0
    }

    /// Counts instructions; returns whether they are within the budget. If not, [`Budget::settle`] is called.
    #[inline(always)]
    pub(crate) fn spend(&self, instructions: usize) -> bool {
        let left = self.left.get().wrapping_sub(instructions as i64);
        self.left.set(left);
        left >= 0
    }

    /// Notes that the budget is spent, so that it stays so however often it is asked.
    pub(crate) fn settle(&self) {
        self.left.set(-1);
    }
}
