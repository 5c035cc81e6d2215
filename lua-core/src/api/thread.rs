//! `Thread`: coroutines, resumed from Rust.

use std::ffi::c_void;

use super::convert::{FromLuaMulti, IntoLuaMulti};
use super::error::{Error, Result};
use super::function::{self, Function};
use super::handle::Handle;
use super::lua::Lua;
use super::stack::{Arguments, Restore, Results};
use super::string::LuaString;
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
///
/// ```
/// use lua_core::{Lua, Thread, ThreadStatus};
/// let lua = Lua::new();
/// let thread: Thread = lua.load("coroutine.create(function() coroutine.yield() error('tired') end)").eval()?;
/// thread.resume::<()>(())?;
/// assert_eq!(thread.status(), ThreadStatus::Resumable);
/// assert!(thread.resume::<()>(()).is_err());
/// assert_eq!(thread.status(), ThreadStatus::Error);
/// # Ok::<(), lua_core::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ThreadStatus {
    /// It can be resumed.
    Resumable,
    /// It runs.
    Running,
    /// It resumed the one that runs, or one that did.
    Normal,
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
    pub(super) fn thread(&self) -> Result<(Lua, Gc<object::Thread>)> {
        let (lua, value) = self.0.enter()?;
        Ok((lua, value.as_thread().expect("a thread handle holds a thread")))
    }

    /// Starts the coroutine with arguments, or goes on with what `yield` returns; gives what it yields or
    /// returns.
    ///
    /// ```
    /// use lua_core::{Lua, ThreadStatus};
    /// let lua = Lua::new();
    /// let thread = lua.create_thread(lua.load("return coroutine.yield(...)").into_function()?)?;
    /// assert_eq!(thread.resume::<i64>(1)?, 1);
    /// assert_eq!(thread.resume::<i64>(2)?, 2);
    /// assert!(thread.resume::<()>(()).is_err());
    /// assert_eq!(thread.status(), ThreadStatus::Finished);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If it cannot be resumed or fails, or a value cannot be converted.
    pub fn resume<R: FromLuaMulti>(&self, arguments: impl IntoLuaMulti) -> Result<R> {
        let (lua, target) = self.thread()?;
        let state = &*lua.state;
        let thread = state.current.get();
        let _restore = Restore::of(thread);
        let func = invoke::scratch(thread);
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
        let results = Arguments::at(state, thread, func + 1, count);
        R::from_arguments(&results, 0).map_err(Error::in_result)
    }

    /// What the coroutine is doing; finished, if its machine is gone.
    ///
    /// ```
    /// use lua_core::{Lua, ThreadStatus};
    /// let lua = Lua::new();
    /// let thread = lua.create_thread(lua.load("return coroutine.yield(...)").into_function()?)?;
    /// assert_eq!(thread.status(), ThreadStatus::Resumable);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn status(&self) -> ThreadStatus {
        let Ok((_lua, thread)) = self.thread() else { return ThreadStatus::Finished };
        match thread.status() {
            Status::Suspended => ThreadStatus::Resumable,
            Status::Running => ThreadStatus::Running,
            Status::Normal => ThreadStatus::Normal,
            Status::Dead if thread.has_failed() => ThreadStatus::Error,
            Status::Dead => ThreadStatus::Finished,
        }
    }

    /// Whether the coroutine can be resumed.
    ///
    /// ```
    /// use lua_core::{Lua, ThreadStatus};
    /// let lua = Lua::new();
    /// let thread = lua.create_thread(lua.load("return coroutine.yield(...)").into_function()?)?;
    /// assert!(thread.is_resumable());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn is_resumable(&self) -> bool {
        self.status() == ThreadStatus::Resumable
    }

    /// Whether the coroutine runs.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// assert!(lua.current_thread().is_running());
    /// ```
    pub fn is_running(&self) -> bool {
        self.status() == ThreadStatus::Running
    }

    /// Whether the coroutine resumed the one that runs, or one that did.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let main = lua.current_thread();
    /// let inside = lua.create_function(move |_, ()| Ok((main.is_normal(), main.is_running())))?;
    /// assert_eq!(lua.create_thread(inside)?.resume::<(bool, bool)>(())?, (true, false));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn is_normal(&self) -> bool {
        self.status() == ThreadStatus::Normal
    }

    /// Whether the coroutine ended, but not in an error.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let thread = lua.create_thread(lua.load("return 42").into_function()?)?;
    /// assert!(!thread.is_finished());
    /// thread.resume::<i64>(())?;
    /// assert!(thread.is_finished());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn is_finished(&self) -> bool {
        self.status() == ThreadStatus::Finished
    }

    /// Whether the coroutine ended in an error.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let thread = lua.create_thread(lua.load("error('no')").into_function()?)?;
    /// assert!(thread.resume::<()>(()).is_err() && thread.is_error());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn is_error(&self) -> bool {
        self.status() == ThreadStatus::Error
    }

    /// Ends the coroutine, whatever it waits for, and lets it run another function when it is resumed the next time.
    /// An error that had ended it is forgotten. Its hook stays.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let thread = lua.create_thread(lua.load("error('no')").into_function()?)?;
    /// assert!(thread.resume::<()>(()).is_err());
    /// thread.reset(lua.load("return 42").into_function()?)?;
    /// assert_eq!(thread.resume::<i64>(())?, 42);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If it runs or has resumed another one, if the function belongs to another machine, or if closing a variable
    /// fails: then the coroutine has ended, and can be reset.
    pub fn reset(&self, function: Function) -> Result<()> {
        let (lua, thread) = self.thread()?;
        let function = function.0.raw(&lua.state)?;
        self.check_idle("reset")?;
        function::protect(&lua, || coroutine::reset(&lua.state, thread, function))
    }

    fn check_idle(&self, operation: &str) -> Result<()> {
        let status = match self.status() {
            ThreadStatus::Running => "running",
            ThreadStatus::Normal => "normal",
            _ => return Ok(()),
        };
        Err(Error::runtime(format!("cannot {operation} a {status} coroutine")))
    }

    /// The coroutine's address, to tell it from others: the same for all handles of one coroutine.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// assert_eq!(lua.current_thread().to_pointer(), lua.current_thread().to_pointer());
    /// ```
    pub fn to_pointer(&self) -> *const c_void {
        self.0.address()
    }

    /// The coroutine's stack as text, from `level` calls up, with a message before it.
    ///
    /// ```
    /// use lua_core::{Lua, Thread};
    /// let lua = Lua::new();
    /// let code = "return coroutine.create(function()\ncoroutine.yield()\nend)";
    /// let waiting: Thread = lua.load(code).set_name("=wait").eval()?;
    /// waiting.resume::<()>(())?;
    /// let text = waiting.traceback(None, 1)?;
    /// assert_eq!(text, "stack traceback:\n\twait:2: in function <wait:1>");
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the machine is gone.
    pub fn traceback(&self, message: Option<&str>, level: usize) -> Result<LuaString> {
        let (lua, thread) = self.thread()?;
        lua.trace(thread, message, level)
    }

    /// Ends the coroutine: its variables are closed and it cannot be resumed any more.
    ///
    /// ```
    /// use lua_core::{Lua, ThreadStatus};
    /// let lua = Lua::new();
    /// let thread = lua.create_thread(lua.load("return coroutine.yield(...)").into_function()?)?;
    /// thread.resume::<()>(())?;
    /// thread.close()?;
    /// assert_eq!(thread.status(), ThreadStatus::Finished);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If it runs, if it had ended in an error, or if closing a variable fails.
    pub fn close(&self) -> Result<()> {
        let (lua, thread) = self.thread()?;
        self.check_idle("close")?;
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
