//! `Thread`: coroutines, resumed from Rust.

use super::convert::{FromLuaMulti, IntoLuaMulti};
use super::error::{Error, Result};
use super::function;
use super::handle::Handle;
use super::lua::Lua;
use super::stack::{Arguments, Results};
use crate::gc::Gc;
use crate::object::thread::ALL;
use crate::object::{self, NativeFunction, Returns, Status, Value};
use crate::vm::{call, coroutine, invoke, unwind};

/// A coroutine.
///
/// ```
/// use lua_core::{Lua, Thread};
/// let lua = Lua::new();
/// let counter: Thread = lua.load("coroutine.create(function(n) while true do n = n + coroutine.yield(n) end end)").eval()?;
/// assert_eq!(counter.resume::<i64>(1)?, 1);
/// assert_eq!(counter.resume::<i64>(10)?, 11);
/// # Ok::<(), lua_core::Error>(())
/// ```
#[derive(Clone)]
pub struct Thread(pub(super) Handle);

/// What a coroutine is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ThreadStatus {
    /// It can be resumed.
    Resumable,
    /// It runs, or it resumed the one that runs.
    Running,
    /// It ended.
    Finished,
    /// It ended in an error.
    Error,
}

static RESUME: NativeFunction = NativeFunction {
    name: "coroutine.resume",
    function: |_| Ok(Returns::Resume { wrapped: false }),
};

impl Thread {
    fn thread(&self) -> Result<(Lua, Gc<object::Thread>)> {
        let (lua, value) = self.0.enter()?;
        Ok((lua, value.as_thread().expect("a thread handle holds a thread")))
    }

    /// Starts the coroutine with arguments, or goes on with what `yield` returns; gives what it yields or
    /// returns.
    ///
    /// # Errors
    ///
    /// If it cannot be resumed or fails, or a value cannot be converted.
    pub fn resume<R: FromLuaMulti>(&self, arguments: impl IntoLuaMulti) -> Result<R> {
        let (lua, target) = self.thread()?;
        let state = &*lua.state;
        let thread = state.current.get();
        let (top, func) = (thread.top(), invoke::scratch(thread));
        let result = (|| {
            call::reserve(state, thread, func, 8).map_err(|error| Error::caught(&lua, error))?;
            thread.set_value(func, Value::from_native(&RESUME));
            thread.set_value(func + 1, Value::from_thread(target));
            thread.set_top(func + 2);
            arguments.push_all(&mut Results::on(state, thread))?;
            unwind::protected_invoke(state, thread, func, ALL, 0)
                .map_err(|error| Error::caught(&lua, error))?;
            if thread.value(func).is_falsy() {
                return Err(Error::caught(&lua, state.throw(thread.value(func + 1))));
            }
            let count = thread.top() - func - 1;
            R::from_arguments(&Arguments::at(state, thread, func + 1, count), 0)
        })();
        thread.set_top(top);
        result
    }

    /// What the coroutine is doing; finished, if its machine is gone.
    pub fn status(&self) -> ThreadStatus {
        let Ok((_lua, thread)) = self.thread() else { return ThreadStatus::Finished };
        match thread.status() {
            Status::Suspended => ThreadStatus::Resumable,
            Status::Running | Status::Normal => ThreadStatus::Running,
            Status::Dead if thread.has_failed() => ThreadStatus::Error,
            Status::Dead => ThreadStatus::Finished,
        }
    }

    /// Whether the coroutine can be resumed.
    pub fn is_resumable(&self) -> bool {
        self.status() == ThreadStatus::Resumable
    }

    /// Ends the coroutine: its variables are closed and it cannot be resumed any more.
    ///
    /// # Errors
    ///
    /// If it runs, if it had ended in an error, or if closing a variable fails.
    pub fn close(&self) -> Result<()> {
        let (lua, thread) = self.thread()?;
        if self.status() == ThreadStatus::Running {
            return Err(Error::runtime("cannot close a running coroutine"));
        }
        function::protect(&lua, || coroutine::close(&lua.state, thread))
    }
}

impl PartialEq for Thread {
    fn eq(&self, other: &Thread) -> bool {
        let ((a, x), (b, y)) = (self.0.identity(), other.0.identity());
        a == b && x.address() == y.address()
    }
}

impl std::fmt::Debug for Thread {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "thread: {:#x}", self.0.identity().1.address().unwrap_or(0))
    }
}
