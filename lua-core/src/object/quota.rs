//! Quotas: how much of what is scarce besides instructions, time and memory a script may have at once.

use std::cell::Cell;

use super::string::MAX_LENGTH;
use super::thread::MAX_STACK;

/// What may be had at once. Without a host's wish, what the machine itself can do.
#[derive(Debug)]
pub(crate) struct Quotas {
    /// Bytes of a string that library functions and concatenation make.
    string: Cell<usize>,
    /// Slots of a thread's stack.
    stack: Cell<usize>,
    /// Coroutines, those included that are garbage but were not collected yet.
    coroutines: Cell<usize>,
    living_coroutines: Cell<usize>,
}

impl Quotas {
    /// As much as the machine can do.
    pub(crate) const fn new() -> Quotas {
        Quotas {
            string: Cell::new(MAX_LENGTH),
            stack: Cell::new(MAX_STACK),
            coroutines: Cell::new(usize::MAX),
            living_coroutines: Cell::new(0),
        }
    }

    /// How many bytes a string may have.
    #[inline(always)]
    pub(crate) fn string(&self) -> usize {
        self.string.get()
    }

    /// Sets how many bytes a string may have, or that the machine decides.
    pub(crate) fn set_string(&self, bytes: Option<usize>) {
        self.string.set(bytes.map_or(MAX_LENGTH, |bytes| bytes.min(MAX_LENGTH)));
    }

    /// How many slots a stack may have.
    pub(crate) fn stack(&self) -> usize {
        self.stack.get()
    }

    /// Sets how many slots a stack may have, or that the machine decides. What it takes to tell of an overflow is left.
    pub(crate) fn set_stack(&self, slots: Option<usize>) {
        self.stack.set(slots.map_or(MAX_STACK, |slots| slots.clamp(LEAST_STACK, MAX_STACK)));
    }

    /// How many coroutines there may be.
    pub(crate) fn coroutines(&self) -> usize {
        self.coroutines.get()
    }

    /// Sets how many coroutines there may be, or that memory decides.
    pub(crate) fn set_coroutines(&self, count: Option<usize>) {
        self.coroutines.set(count.unwrap_or(usize::MAX));
    }

    /// Whether there may be one more coroutine.
    pub(crate) fn admits_coroutine(&self) -> bool {
        self.living_coroutines.get() < self.coroutines.get()
    }

    /// Notes a coroutine.
    pub(crate) fn coroutine_made(&self) {
        self.living_coroutines.set(self.living_coroutines.get() + 1);
    }

    /// Notes that a coroutine is no more.
    pub(super) fn coroutine_freed(&self) {
        self.living_coroutines.set(self.living_coroutines.get().saturating_sub(1));
    }
}

/// What a stack has at least.
const LEAST_STACK: usize = 256;
