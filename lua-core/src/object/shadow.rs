//! Shadow stacks: values that Rust code works on, kept alive without a handle for each.
//!
//! A conversion takes a stack for itself, so whatever else happens meanwhile (calls into the machine, other
//! conversions, coroutines) can neither see nor move what it has there.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::string::{Interner, MAX_SHORT};
use super::value::Value;
use crate::gc::{Heap, Marker};

/// A stack with room for more values than this is not kept for the next user.
const KEPT: usize = 4096;

/// A stack of roots. Borrows of its values end before the next safepoint.
#[derive(Default)]
pub(crate) struct ShadowStack {
    pub(crate) values: RefCell<Vec<Value>>,
    /// Room for strings that wait for their slots, for who takes the stack next.
    pub(crate) waiting: Cell<WaitingStrings>,
    is_taken: Cell<bool>,
}

impl ShadowStack {
    /// Lets the next one have the stack.
    pub(crate) fn give_back(&self) {
        let mut values = self.values.borrow_mut();
        values.clear();
        values.shrink_to(KEPT);
        self.is_taken.set(false);
    }
}

/// All shadow stacks of a machine.
#[derive(Default)]
pub(crate) struct ShadowStacks(RefCell<Vec<Rc<ShadowStack>>>);

impl ShadowStacks {
    /// An empty stack that nobody else uses.
    pub(crate) fn take(&self) -> Rc<ShadowStack> {
        let mut stacks = self.0.borrow_mut();
        let stack = match stacks.iter().find(|stack| !stack.is_taken.get()) {
            Some(stack) => Rc::clone(stack),
            None => {
                stacks.push(Rc::default());
                Rc::clone(&stacks[stacks.len() - 1])
            }
        };
        stack.is_taken.set(true);
        stack
    }

    /// Marks what is on the stacks.
    pub(super) fn trace(&self, marker: &Marker<'_>) {
        for stack in &*self.0.borrow() {
            for value in &*stack.values.borrow() {
                value.trace(marker);
            }
        }
    }
}

/// Short strings for slots of a shadow stack, which are not looked up yet.
///
/// PERF: to look up a string that the processor has not at hand is to wait for memory twice. If several are looked up one
/// after the other, it waits for all of them at the same time.
#[derive(Default)]
pub(crate) struct WaitingStrings {
    strings: Vec<WaitingString>,
    /// Those of all strings, one after the other.
    bytes: Vec<u8>,
}

struct WaitingString {
    slot: usize,
    hash: u32,
    length: u8,
}

/// So many strings wait at most.
const MOST_WAITING: usize = 64;

impl WaitingStrings {
    /// Lets a string wait for its slot, if it is short and there is room.
    #[inline]
    pub(crate) fn push(
        &mut self,
        slot: usize,
        bytes: &[u8],
        heap: &Heap,
        strings: &Interner,
    ) -> bool {
        let is_taken = bytes.len() <= MAX_SHORT && self.strings.len() < MOST_WAITING;
        if is_taken {
            let (hash, length) = (strings.hash_ahead(heap, bytes), bytes.len() as u8);
            self.strings.push(WaitingString { slot, hash, length });
            self.bytes.extend_from_slice(bytes);
        }
        is_taken
    }

    /// Forgets what waits for slots from this one on.
    #[cold]
    pub(crate) fn truncate(&mut self, height: usize) {
        while let Some(last) = self.strings.pop_if(|string| string.slot >= height) {
            self.bytes.truncate(self.bytes.len() - last.length as usize);
        }
    }

    /// Puts all strings into their slots.
    #[inline]
    pub(crate) fn settle(&mut self, stack: &ShadowStack, heap: &Heap, strings: &Interner) {
        match &self.strings[..] {
            [] => return,
            [_] => {}
            several => several.iter().for_each(|string| strings.fetch_ahead(string.hash)),
        }
        let mut values = stack.values.borrow_mut();
        let mut rest = &self.bytes[..];
        for string in self.strings.drain(..) {
            let bytes;
            (bytes, rest) = rest.split_at(string.length as usize);
            let string_value = strings.intern_hashed(heap, bytes, string.hash);
            values[string.slot] = Value::from_string(string_value);
        }
        self.bytes.clear();
    }
}
