//! Calls from Rust: the machine runs until what was called returns, or an error leaves it.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::call::{Flow, begin, enter, push_call, try_enter};
use super::collect;
use super::execute::run;
use super::message;
use super::unwind;
use crate::gc::Gc;
use crate::object::hook::Loop;
use crate::object::{LuaError, State, Status, Thread, Value, flag};

/// How many Rust calls into the machine may be nested.
const MAX_DEPTH: u32 = 195;
/// How many more while a message handler runs.
const HANDLING_ROOM: u32 = 20;

/// Where a loop was entered.
#[derive(Clone, Copy)]
pub(super) struct Entry {
    pub(super) thread: Gc<Thread>,
    /// How many frames the thread had.
    pub(super) frames: usize,
}

/// A place in a Rust function that calls into the machine, once or many times, with the function in the same slot. Puts the
/// machine in order again if a Rust panic passes through it.
pub(crate) struct Caller<'a> {
    state: &'a State,
    entry: Entry,
    func: usize,
    depth: u32,
    unyieldable: u32,
    running: Loop,
    handling: u32,
}

impl<'a> Caller<'a> {
    /// Lets `run` make calls, with the function in slot `func`. The calls must not yield.
    ///
    /// # Errors
    ///
    /// What `run` returns; or too many calls are nested.
    #[inline(always)]
    pub(crate) fn enter<R>(
        state: &'a State,
        thread: Gc<Thread>,
        func: usize,
        run: impl FnOnce(&Caller<'a>) -> Result<R, LuaError>,
    ) -> Result<R, LuaError> {
        let (depth, handling) = (state.depth.get(), state.handling.get());
        let is_handling = handling > 0;
        if depth >= if is_handling { MAX_DEPTH + HANDLING_ROOM } else { MAX_DEPTH } {
            return Err(match is_handling {
                true => message::error_in_handling(state),
                false => message::error(state, "C stack overflow"),
            });
        }
        let entry = Entry { thread, frames: thread.frame_count() };
        let unyieldable = thread.unyieldable();
        let running = state.hooks.running.get();
        let caller = Caller { state, entry, func, depth, unyieldable, running, handling };
        state.depth.set(depth + 1);
        thread.set_unyieldable(unyieldable + 1);
        let result = run(&caller);
        caller.restore();
        std::mem::forget(caller);
        result
    }

    /// Calls the value in the function's slot with the arguments behind it up to the top, and waits for `wanted` results in
    /// its place. On an error the frames stay as they are, for whoever catches it.
    ///
    /// # Errors
    ///
    /// If the call fails.
    #[inline(always)]
    fn call_with(&self, wanted: i32, flags: u32) -> Result<(), LuaError> {
        drive(self.state, self.entry, || self.begin(wanted, flags))
    }

    /// Begins a call of any value that wants one result.
    #[inline(never)]
    fn begin_with(&self, function: Value, arguments: &[Value]) -> Result<Flow, LuaError> {
        push_call(self.state, self.entry.thread, self.func, function, arguments)?;
        self.begin(1, 0)
    }

    /// Begins the call of the value in the function's slot.
    #[inline(always)]
    fn begin(&self, wanted: i32, flags: u32) -> Result<Flow, LuaError> {
        let (state, thread, func) = (self.state, self.entry.thread, self.func);
        let flags = flags | flag::FRESH;
        match thread.value(func).as_closure() {
            Some(closure) => enter(state, thread, closure, func, wanted, flags).map(|_| Flow::Run),
            None => begin(state, thread, func, wanted, flags),
        }
    }

    /// Calls a function and returns its first result.
    ///
    /// # Errors
    ///
    /// If the call fails.
    pub(crate) fn call(&self, function: Value, arguments: &[Value]) -> Result<Value, LuaError> {
        let (state, thread, func) = (self.state, self.entry.thread, self.func);
        let start = || match function.as_closure() {
            // PERF: the shortest way for comparators of sorts, which are called more often than anything else.
            Some(closure) if try_enter(state, thread, closure, func, arguments) => Ok(Flow::Run),
            _ => self.begin_with(function, arguments),
        };
        drive(state, self.entry, start)?;
        let result = thread.value(func);
        thread.set_top(func);
        collect::safepoint(state);
        Ok(result)
    }

    fn restore(&self) {
        self.state.depth.set(self.depth);
        self.entry.thread.set_unyieldable(self.unyieldable);
        self.state.handling.set(self.handling);
        self.state.enter_loop(self.running);
    }
}

impl Drop for Caller<'_> {
    /// Runs only if a panic passes; otherwise the caller is forgotten.
    fn drop(&mut self) {
        self.restore();
        // Coroutines that were on the way are beyond repair; the thread itself goes back to the call.
        let mut thread = self.state.current.get();
        while !thread.same(self.entry.thread) {
            thread.set_status(Status::Dead);
            match thread.resumer() {
                Some(resumer) => thread = resumer,
                None => break,
            }
        }
        self.state.current.set(self.entry.thread);
        self.entry.thread.set_status(Status::Running);
        abandon(self.state, self.entry, self.func);
    }
}

/// Drops the frames above an entry and what belongs to them, without closing variables.
pub(super) fn abandon(state: &State, entry: Entry, func: usize) {
    let thread = entry.thread;
    thread.truncate_frames(entry.frames);
    thread.close_upvalues(&state.heap, func);
    while thread.last_to_close(func).is_some() {
        thread.pop_to_close();
    }
    thread.set_top(func);
}

/// Calls the value at `func` with the arguments behind it up to the top, and waits for `wanted` results in
/// its place. The call must not yield. On an error the frames stay as they are, for whoever catches it.
///
/// # Errors
///
/// If the call fails, or too many calls are nested.
pub(crate) fn invoke(
    state: &State,
    thread: Gc<Thread>,
    func: usize,
    wanted: i32,
) -> Result<(), LuaError> {
    invoke_as(state, thread, func, wanted, 0)
}

/// As [`invoke`], with flags for the function's frame.
///
/// # Errors
///
/// As [`invoke`].
pub(super) fn invoke_as(
    state: &State,
    thread: Gc<Thread>,
    func: usize,
    wanted: i32,
    flags: u32,
) -> Result<(), LuaError> {
    let result = Caller::enter(state, thread, func, |caller| caller.call_with(wanted, flags));
    if result.is_ok() {
        collect::safepoint(state);
    }
    result
}

/// Runs the machine from `start` on until the entry's frame returns or an error leaves it.
#[inline(always)]
fn drive(
    state: &State,
    entry: Entry,
    start: impl FnOnce() -> Result<Flow, LuaError>,
) -> Result<(), LuaError> {
    if state.extra.catches_panics.get() {
        return drive_catching(state, entry, start);
    }
    drive_on(state, entry, start())
}

/// As [`drive`]; a panic of a Rust function is an error where it happened.
#[cold]
#[inline(never)]
fn drive_catching(
    state: &State,
    entry: Entry,
    start: impl FnOnce() -> Result<Flow, LuaError>,
) -> Result<(), LuaError> {
    let handling = state.handling.get();
    // What a panic leaves behind is what an error leaves: frames, for whoever catches it.
    let mut ran = catch_unwind(AssertUnwindSafe(|| drive_on(state, entry, start())));
    loop {
        let error = match ran {
            Ok(result) => return result,
            // The message handler itself panicked: it does not get to see that.
            Err(_) if state.handling.get() > handling => message::error_in_handling(state),
            Err(panic) => message::panic_error(state, &*panic),
        };
        state.handling.set(handling);
        ran = catch_unwind(AssertUnwindSafe(|| drive_on(state, entry, Err(error))));
    }
}

#[inline(always)]
fn drive_on(state: &State, entry: Entry, mut flow: Result<Flow, LuaError>) -> Result<(), LuaError> {
    loop {
        match flow {
            Ok(Flow::Leave) => return Ok(()),
            Ok(Flow::Run | Flow::Switch) => {
                let wanted = state.wanted_loop();
                if state.hooks.running.get() != wanted {
                    state.enter_loop(wanted);
                }
                flow = match wanted {
                    Loop::Plain => run::<false, false>(state),
                    Loop::Counting => run::<false, true>(state),
                    Loop::Watching => run::<true, true>(state),
                };
            }
            Ok(Flow::Close) => flow = unwind::close_step(state),
            Err(error) => flow = Ok(unwind::unwind(state, entry, error)?),
        }
    }
}

/// Calls a function with some arguments from wherever the running thread is, and returns its first result.
/// The call must not yield.
///
/// # Errors
///
/// If the function fails.
pub(crate) fn call_value(
    state: &State,
    function: Value,
    arguments: &[Value],
) -> Result<Value, LuaError> {
    let thread = state.current.get();
    let func = scratch(thread);
    push_call(state, thread, func, function, arguments)?;
    invoke(state, thread, func, 1)?;
    let result = thread.value(func);
    thread.set_top(func);
    Ok(result)
}

/// The first slot above everything that the running frame may use.
pub(crate) fn scratch(thread: Gc<Thread>) -> usize {
    match thread.top_frame() {
        Some(frame) if frame.is_lua() => thread.top().max(frame.top.get() as usize),
        _ => thread.top(),
    }
}
