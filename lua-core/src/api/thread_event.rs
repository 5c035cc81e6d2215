//! Telling the host what happens to coroutines.

use std::ops::{BitOr, BitOrAssign};
use std::rc::Rc;

use super::error::Result;
use super::lua::Lua;
use super::thread::Thread;
use crate::object::{self, ThreadMoment};

/// What a callback for coroutines is called for; see [`Lua::set_thread_event_callback`].
///
/// ```
/// use lua_core::ThreadTriggers;
/// let triggers = ThreadTriggers::ON_CREATE | ThreadTriggers::new().on_yield();
/// assert!(triggers.on_create && triggers.on_yield && !triggers.on_resume);
/// ```
///
/// ```
/// use lua_core::ThreadTriggers;
/// assert_eq!(ThreadTriggers::ON_CREATE, ThreadTriggers::new().on_create());
/// assert_eq!(
///     ThreadTriggers::ON_RESUME | ThreadTriggers::ON_YIELD,
///     ThreadTriggers::new().on_resume().on_yield()
/// );
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ThreadTriggers {
    /// When a coroutine is made.
    pub on_create: bool,
    /// Before a coroutine is resumed.
    pub on_resume: bool,
    /// After a coroutine has yielded.
    pub on_yield: bool,
}

impl ThreadTriggers {
    /// When a coroutine is made. See [`ThreadTriggers`].
    pub const ON_CREATE: ThreadTriggers = ThreadTriggers::new().on_create();
    /// Before a coroutine is resumed. See [`ThreadTriggers`].
    pub const ON_RESUME: ThreadTriggers = ThreadTriggers::new().on_resume();
    /// After a coroutine has yielded. See [`ThreadTriggers`].
    pub const ON_YIELD: ThreadTriggers = ThreadTriggers::new().on_yield();

    /// Nothing. See [`ThreadTriggers`].
    #[must_use]
    pub const fn new() -> ThreadTriggers {
        ThreadTriggers { on_create: false, on_resume: false, on_yield: false }
    }

    /// And when a coroutine is made. See [`ThreadTriggers`].
    #[must_use]
    pub const fn on_create(mut self) -> ThreadTriggers {
        self.on_create = true;
        self
    }

    /// And before a coroutine is resumed. See [`ThreadTriggers`].
    #[must_use]
    pub const fn on_resume(mut self) -> ThreadTriggers {
        self.on_resume = true;
        self
    }

    /// And after a coroutine has yielded. See [`ThreadTriggers`].
    #[must_use]
    pub const fn on_yield(mut self) -> ThreadTriggers {
        self.on_yield = true;
        self
    }

    fn mask(self) -> u8 {
        let moments = [
            (self.on_create, ThreadMoment::Create),
            (self.on_resume, ThreadMoment::Resume),
            (self.on_yield, ThreadMoment::Yield),
        ];
        let set = moments.iter().filter(|(is_set, _)| *is_set);
        set.fold(0, |mask, (_, moment)| mask | *moment as u8)
    }
}

impl BitOr for ThreadTriggers {
    type Output = ThreadTriggers;

    fn bitor(self, other: ThreadTriggers) -> ThreadTriggers {
        ThreadTriggers {
            on_create: self.on_create | other.on_create,
            on_resume: self.on_resume | other.on_resume,
            on_yield: self.on_yield | other.on_yield,
        }
    }
}

impl BitOrAssign for ThreadTriggers {
    fn bitor_assign(&mut self, other: ThreadTriggers) {
        *self = *self | other;
    }
}

/// What happens to a coroutine; see [`Lua::set_thread_event_callback`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum ThreadEvent {
    /// It was made.
    Create(Thread),
    /// It is about to be resumed, or to start.
    Resume(Thread),
    /// It has yielded.
    Yield(Thread),
}

impl Lua {
    /// Lets a function be told of coroutines, whether the host makes and resumes them or scripts do. It takes the place
    /// of another such function. Its error is thrown where the coroutine was to be made, is to be resumed, or has
    /// yielded to. While it runs, it is told of nothing, so it may use coroutines itself.
    ///
    /// ```
    /// use std::{cell::Cell, rc::Rc};
    /// use lua_core::{Lua, ThreadEvent, ThreadTriggers};
    ///
    /// let lua = Lua::new();
    /// let running = Rc::new(Cell::new(0));
    /// let count = running.clone();
    /// lua.set_thread_event_callback(
    ///     ThreadTriggers::ON_RESUME | ThreadTriggers::ON_YIELD,
    ///     move |_, event| {
    ///         let change = if let ThreadEvent::Yield(_) = event { -1 } else { 1 };
    ///         count.set(count.get() + change);
    ///         Ok(())
    ///     },
    /// );
    /// lua.load("f = coroutine.wrap(coroutine.yield) f(1)").exec()?;
    /// assert_eq!(running.get(), 0);
    /// lua.load("f()").exec()?;
    /// assert_eq!(running.get(), 1);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn set_thread_event_callback<F>(&self, triggers: ThreadTriggers, callback: F)
    where
        F: Fn(&Lua, ThreadEvent) -> Result<()> + 'static,
    {
        let observer = Rc::new(move |state: &object::State, moment, thread| {
            let lua = Lua::borrowed(state);
            let thread = Thread(lua.handle(object::Value::from_thread(thread)));
            let event = match moment {
                ThreadMoment::Create => ThreadEvent::Create(thread),
                ThreadMoment::Resume => ThreadEvent::Resume(thread),
                ThreadMoment::Yield => ThreadEvent::Yield(thread),
            };
            callback(&lua, event).map_err(|error| error.throw(state))
        });
        self.state.extra.thread_events.set(triggers.mask(), Some(observer));
    }

    /// Tells nobody of coroutines any more; see [`Lua::set_thread_event_callback`].
    ///
    /// ```
    /// use std::{cell::Cell, rc::Rc};
    /// use lua_core::{Lua, ThreadTriggers};
    ///
    /// let (lua, made) = (Lua::new(), Rc::new(Cell::new(0)));
    /// let count = made.clone();
    /// lua.set_thread_event_callback(ThreadTriggers::ON_CREATE, move |_, _| Ok(count.set(count.get() + 1)));
    /// lua.load("coroutine.create(print)").exec()?;
    /// lua.remove_thread_event_callback();
    /// lua.load("coroutine.create(print)").exec()?;
    /// assert_eq!(made.get(), 1);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn remove_thread_event_callback(&self) {
        self.state.extra.thread_events.set(0, None);
    }
}
