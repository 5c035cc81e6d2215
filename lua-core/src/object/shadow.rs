//! Shadow stacks: values that Rust code works on, kept alive without a handle for each.
//!
//! A conversion takes a stack for itself, so whatever else happens meanwhile (calls into the machine, other
//! conversions, coroutines) can neither see nor move what it has there.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::string::Tiny;
use super::value::Value;
use crate::gc::Marker;

/// Room for more values or names than this is not kept for the next user.
const KEPT: usize = 4096;

/// What the user of a stack notes besides the values.
#[derive(Default)]
pub(crate) struct Notes {
    /// Strings that are being looked up, by the places of the values that they will replace.
    pub(crate) sought: Vec<(usize, Tiny)>,
    /// The names of the fields of which there are values.
    pub(crate) names: Vec<&'static str>,
}

/// A stack of roots. Borrows of its values end before the next safepoint.
#[derive(Default)]
pub(crate) struct ShadowStack {
    pub(crate) values: RefCell<Vec<Value>>,
    /// Without content, unless they are in use elsewhere: their memory is for the next user.
    notes: Cell<Notes>,
    is_taken: Cell<bool>,
}

impl ShadowStack {
    /// Empty notes.
    pub(crate) fn take_notes(&self) -> Notes {
        self.notes.take()
    }

    /// Lets the next user have the memory of the notes.
    pub(crate) fn give_back_notes(&self, mut notes: Notes) {
        notes.sought.clear();
        notes.names.clear();
        notes.names.shrink_to(KEPT);
        self.notes.set(notes);
    }

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
