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
        if self.mask.get() & moment as u8 == 0 {
            return Ok(());
        }
        let observer = self.observer.borrow().clone();
        observer.map_or(Ok(()), |observer| observer(state, moment, thread))
    }
}
