//! Debug hooks (manual 4.7): which events of a thread are watched, and by whom; and which interpreter loop runs.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::error::LuaError;
use super::state::State;
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
    /// The host's hook of all threads.
    global: RefCell<Option<Rc<Hook>>>,
    /// The host's hooks of threads, which may hold anything: they must not be dropped with a thread that is garbage,
    /// while the collector works.
    kept: RefCell<Vec<Rc<Hook>>>,
}

impl Hooks {
    /// No hooks.
    pub(crate) const fn new() -> Hooks {
        Hooks {
            count: Cell::new(0),
            running: Cell::new(Loop::Plain),
            switch: Cell::new(false),
            global: RefCell::new(None),
            kept: RefCell::new(Vec::new()),
        }
    }

    /// The hook of all threads.
    pub(crate) fn global(&self) -> Option<Rc<Hook>> {
        self.global.borrow().clone()
    }

    /// Whether there is a hook of all threads.
    pub(crate) fn has_global(&self) -> bool {
        self.global.borrow().is_some()
    }

    /// Exchanges the hook of all threads.
    pub(crate) fn replace_global(&self, hook: Option<Rc<Hook>>) -> Option<Rc<Hook>> {
        self.global.replace(hook)
    }

    /// Keeps a hook of the host as long as a thread has it, and lets go of those that no thread has any more.
    pub(crate) fn keep(&self, hook: &Rc<Hook>) {
        let mut kept = self.kept.borrow_mut();
        let unused: Vec<_> = kept.extract_if(.., |kept| Rc::strong_count(kept) == 1).collect();
        kept.push(hook.clone());
        // Their destructors are host code, which may come back here.
        drop(kept);
        drop(unused);
    }

    /// Whether any thread has a hook.
    #[inline(always)]
    pub(crate) fn are_set(&self) -> bool {
        self.count.get() > 0
    }
}

/// What a hook is told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Moment {
    /// A function is called.
    Call,
    /// A function is called in the place of its caller.
    TailCall,
    /// A function is about to return.
    Return,
    /// Code of another line is about to run.
    Line,
    /// So many instructions have run.
    Count,
}

impl Moment {
    /// The name by which scripts know it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Moment::Call => "call",
            Moment::TailCall => "tail call",
            Moment::Return => "return",
            Moment::Line => "line",
            Moment::Count => "count",
        }
    }
}

/// A hook of the host; it returns whether the coroutine is to yield.
pub(crate) type HostHook = Box<dyn Fn(&State, Moment) -> Result<bool, LuaError>>;

/// Who watches.
pub(crate) enum Watcher {
    /// A function of a script, called with the event's name and, for a line event, the line.
    Script(Value),
    /// The host.
    Host(HostHook),
}

/// The hook of a thread, or of all.
pub(crate) struct Hook {
    /// Who is told.
    pub(crate) watcher: Watcher,
    /// The events that are watched.
    pub(crate) mask: u8,
    /// Instructions between two count events.
    pub(crate) period: u32,
    /// Instructions until the next count event.
    pub(crate) left: Cell<u32>,
    /// The thread, the frame and the instruction that ran last.
    pub(crate) last: Cell<(usize, usize, usize)>,
    /// Where in the stack the values are that go into or out of a function during its call or return event, and
    /// how many: the first is counted from the function's slot.
    pub(crate) transfer: Cell<(u32, u32)>,
}

impl Hook {
    /// A hook that has seen nothing yet.
    pub(crate) fn new(watcher: Watcher, mask: u8, period: u32) -> Hook {
        Hook {
            watcher,
            mask,
            period,
            left: Cell::new(period),
            last: Cell::new((0, usize::MAX, 0)),
            transfer: Cell::new((0, 0)),
        }
    }

    /// Whether the host watches.
    pub(crate) fn is_hosts(&self) -> bool {
        matches!(self.watcher, Watcher::Host(_))
    }
}
