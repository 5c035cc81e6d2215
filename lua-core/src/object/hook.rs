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
    count: Cell<u32>,
    /// Whether instructions are counted.
    are_counted: Cell<bool>,
    /// The loop that runs.
    running: Cell<Loop>,
    /// Whether another loop should run.
    pub(crate) switch: Cell<bool>,
}

impl Hooks {
    /// No hooks.
    pub(crate) const fn new() -> Hooks {
        Hooks {
            count: Cell::new(0),
            are_counted: Cell::new(false),
            running: Cell::new(Loop::Plain),
            switch: Cell::new(false),
        }
    }

    /// Whether any thread has a hook.
    #[inline(always)]
    pub(crate) fn are_set(&self) -> bool {
        self.count.get() > 0
    }

    /// One more thread has a hook.
    pub(crate) fn add(&self) {
        self.count.set(self.count.get() + 1);
        self.enter(self.running());
    }

    /// A thread has no hook any more.
    pub(crate) fn remove(&self) {
        self.count.set(self.count.get() - 1);
        self.enter(self.running());
    }

    /// Says whether instructions are to be counted.
    pub(crate) fn set_counted(&self, are_counted: bool) {
        self.are_counted.set(are_counted);
        self.enter(self.running());
    }

    /// The loop that should run.
    pub(crate) fn wanted(&self) -> Loop {
        match (self.are_set(), self.are_counted.get()) {
            (true, _) => Loop::Watching,
            (false, true) => Loop::Counting,
            (false, false) => Loop::Plain,
        }
    }

    /// The loop that runs.
    pub(crate) fn running(&self) -> Loop {
        self.running.get()
    }

    /// Notes which loop runs, and whether it is the right one.
    pub(crate) fn enter(&self, running: Loop) {
        self.running.set(running);
        self.switch.set(running != self.wanted());
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
