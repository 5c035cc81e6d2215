//! Debug hooks (manual 4.7): which events of a thread are watched, and by whom; and which interpreter loop runs.

use std::cell::Cell;

use super::value::Value;

/// Bits of [`Hook::mask`].
pub(crate) mod event {
    /// A function is called.
    pub(crate) const CALL: u8 = 1;
    /// A function is about to return.
    pub(crate) const RETURN: u8 = 2;
    /// Code of another line is about to run.
    pub(crate) const LINE: u8 = 4;
    /// So many instructions have run.
    pub(crate) const COUNT: u8 = 8;
}

/// The interpreter loop exists three times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Loop {
    /// It runs the program and nothing else.
    Plain,
    /// It counts instructions for the budget.
    Counting,
    /// It looks at hooks before each instruction, and counts too.
    Watching,
}

/// How many threads of a machine have hooks, and which loop should run.
pub(crate) struct Hooks {
    /// How many threads have hooks.
    pub(super) count: Cell<u32>,
    /// The loop that runs.
    pub(crate) running: Cell<Loop>,
    /// Whether another loop should run.
    pub(crate) switch: Cell<bool>,
}

impl Hooks {
    /// No hooks.
    pub(crate) const fn new() -> Hooks {
        Hooks { count: Cell::new(0), running: Cell::new(Loop::Plain), switch: Cell::new(false) }
    }

    /// Whether any thread has a hook.
    #[inline(always)]
    pub(crate) fn are_set(&self) -> bool {
        self.count.get() > 0
    }
}

/// The hook of a thread.
pub(crate) struct Hook {
    /// Called with the event's name and, for a line event, the line.
    pub(crate) function: Value,
    /// The events that are watched.
    pub(crate) mask: u8,
    /// Instructions between two count events.
    pub(crate) period: u32,
    /// Instructions until the next count event.
    pub(crate) left: Cell<u32>,
    /// The frame and the instruction that ran last.
    pub(crate) last: Cell<(usize, usize)>,
    /// Where in the stack the values are that go into or out of a function during its call or return event, and
    /// how many: the first is counted from the function's slot.
    pub(crate) transfer: Cell<(u32, u32)>,
}

impl Hook {
    /// A hook that has seen nothing yet.
    pub(crate) fn new(function: Value, mask: u8, period: u32) -> Hook {
        Hook {
            function,
            mask,
            period,
            left: Cell::new(period),
            last: Cell::new((usize::MAX, 0)),
            transfer: Cell::new((0, 0)),
        }
    }
}
