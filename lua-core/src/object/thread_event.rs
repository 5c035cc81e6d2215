//! What the host is told of coroutines.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::error::LuaError;
use super::state::State;
use super::thread::Thread;
use crate::gc::Gc;

/// What happens to a coroutine. The discriminants are bits of a mask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ThreadMoment {
    /// It was made.
    Create = 1,
    /// It is about to be resumed.
    Resume = 2,
    /// It has yielded.
    Yield = 4,
}

/// The host's function that is told of coroutines.
pub(crate) type ThreadObserver =
    Rc<dyn Fn(&State, ThreadMoment, Gc<Thread>) -> Result<(), LuaError>>;

/// Who is told of coroutines, and of what.
#[derive(Default)]
pub(crate) struct ThreadEvents {
    mask: Cell<u8>,
    /// It is told of nothing that it does itself: one that makes a coroutine for each would never end.
    is_telling: Cell<bool>,
    observer: RefCell<Option<ThreadObserver>>,
}

impl ThreadEvents {
    /// Lets a function be told of what the mask says.
    pub(crate) fn set(&self, mask: u8, observer: Option<ThreadObserver>) {
        self.mask.set(mask);
        let old = self.observer.replace(observer);
        // Its destructor is host code, which may come back here.
        drop(old);
    }

    /// Tells what happens to a coroutine.
    ///
    /// # Errors
    ///
    /// What the host's function returns.
    #[inline]
    pub(crate) fn tell(
        &self,
        state: &State,
        moment: ThreadMoment,
        thread: Gc<Thread>,
    ) -> Result<(), LuaError> {
        if self.mask.get() & moment as u8 == 0 || self.is_telling.get() {
            return Ok(());
        }
        let Some(observer) = self.observer.borrow().clone() else { return Ok(()) };
        let _telling = Telling::of(self);
        observer(state, moment, thread)
    }
}

/// While the host's function runs; it may end with a panic.
struct Telling<'a>(&'a Cell<bool>);

impl<'a> Telling<'a> {
    fn of(events: &'a ThreadEvents) -> Telling<'a> {
        events.is_telling.set(true);
        Telling(&events.is_telling)
    }
}

impl Drop for Telling<'_> {
    fn drop(&mut self) {
        self.0.set(false);
    }
}
