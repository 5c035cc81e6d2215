//! Errors on their way up: message handlers, protected calls, closing variables, coroutines that fail.

use super::call::{self, Flow};
use super::coroutine;
use super::invoke::{self, Entry};
use super::limits;
use super::message;
use super::traceback;
use crate::gc::Gc;
use crate::object::{CallFrame, Event, LuaError, State, Thread, Value, flag};

/// Lets an error find who catches it, up to the loop's entry: the machine goes on from there.
///
/// # Errors
///
/// The error, if nobody above the entry catches it. The frames stay as they were.
#[cold]
#[inline(never)]
pub(super) fn unwind(state: &State, entry: Entry, mut error: LuaError) -> Result<Flow, LuaError> {
    loop {
        let thread = state.current.get();
        if !state.handled.get() {
            error = handle(state, thread, error);
        }
        let floor = if thread.same(entry.thread) { entry.frames } else { 0 };
        let mut frames = (floor..thread.frame_count()).rev();
        let catcher = frames.find(|&index| thread.frame_at(index).has(flag::PROTECTED));
        match catcher {
            // Scripts that are to be stopped cannot prevent it.
            _ if state.limits.trip().is_some() => {}
            Some(index) => match caught(state, thread, index, error) {
                Ok(flow) => return Ok(flow),
                Err(next) => {
                    error = next;
                    continue;
                }
            },
            None => {}
        }
        if thread.same(entry.thread) {
            return Err(error);
        }
        if state.limits.trip().is_some() {
            coroutine::stopped(state, thread);
            continue;
        }
        match coroutine::failed(state, thread, error) {
            Ok(count) => return call::finish(state, count),
            // `coroutine.wrap` passes the error on to whoever resumed.
            Err(passed_on) => error = passed_on,
        }
    }
}

/// Runs the message handler that the error will meet, while the stack is as it was when it was thrown.
fn handle(state: &State, thread: Gc<Thread>, error: LuaError) -> LuaError {
    state.handled.set(true);
    let catcher =
        (0..thread.frame_count()).rev().find(|&i| thread.frame_at(i).has(flag::PROTECTED));
    let handler = match catcher.map(|index| thread.frame_at(index)) {
        Some(frame) if frame.has(flag::HANDLER) => thread.value(frame.func.get() as usize + 1),
        Some(_) => return error,
        None => {
            traceback::record(state, thread);
            return error;
        }
    };
    let value = state.catch(error);
    let handling = state.handling.get();
    state.handling.set(handling + 1);
    let result = invoke::call_value(state, handler, &[value]);
    state.handling.set(handling);
    match result {
        Ok(value) => state.rethrow(value),
        // The handler failed, and its error met the handler again, until there was no room left.
        Err(error) => error,
    }
}

/// The protected call at `index` catches the error: everything above it ends.
///
/// # Errors
///
/// If nothing has to be closed, and what goes on then fails.
fn caught(
    state: &State,
    thread: Gc<Thread>,
    index: usize,
    error: LuaError,
) -> Result<Flow, LuaError> {
    let value = state.catch(error);
    state.handled.set(false);
    thread.truncate_frames(index + 1);
    let frame = thread.frame();
    let waiting = waiting_place(frame);
    // The variables' slots are about to be used by the metamethods that close others.
    thread.close_upvalues(&state.heap, waiting + 1);
    if thread.last_to_close(waiting + 1).is_none() {
        return answer(state, thread, frame, value);
    }
    frame.set_flags(flag::FAILED);
    thread.set_value(waiting, value);
    Ok(Flow::Close)
}

/// Lets the failed protected call on top return false and the error.
///
/// # Errors
///
/// If what goes on then fails.
fn answer(
    state: &State,
    thread: Gc<Thread>,
    frame: &CallFrame,
    error: Value,
) -> Result<Flow, LuaError> {
    let func = frame.func.get() as usize;
    frame.clear_flags(flag::PROTECTED | flag::FAILED | flag::HANDLER);
    thread.set_value(func, Value::FALSE);
    thread.set_value(func + 1, error);
    thread.set_top(func + 2);
    thread.shrink(&state.heap);
    call::finish(state, 2)
}

/// Where the error of a failed protected call waits: in the slot of the function that failed, below all variables
/// that may have to be closed, and behind the message handler, which may be needed again.
fn waiting_place(frame: &CallFrame) -> usize {
    frame.base.get() as usize + usize::from(frame.has(flag::HANDLER))
}

/// Closes the next variable of the failed protected call on top, or lets the call return false and the error.
///
/// # Errors
///
/// If a closing metamethod fails: its error takes the place of the first.
pub(super) fn close_step(state: &State) -> Result<Flow, LuaError> {
    let thread = state.current.get();
    let frame = thread.frame();
    let waiting = waiting_place(frame);
    let level = waiting + 1;
    let error = thread.value(waiting);
    if let Some(index) = thread.last_to_close(level) {
        thread.pop_to_close();
        let value = thread.value(index);
        let handler = close_handler(state, value);
        call::push_call(state, thread, index + 1, handler, &[value, error])?;
        return call::begin_step(state, thread, index + 1, 0, flag::CONTINUE | flag::METAMETHOD);
    }
    answer(state, thread, frame, error)
}

/// The metamethod that closes a value; if it has gone since, the value itself, so that calling it fails.
pub(super) fn close_handler(state: &State, value: Value) -> Value {
    let handler = state.metamethod(value, Event::Close);
    if handler.is_nil() { value } else { handler }
}

/// Checks that a value can be closed, then remembers its slot.
///
/// # Errors
///
/// If it has no `__close` metamethod.
pub(super) fn mark_to_close(
    state: &State,
    thread: Gc<Thread>,
    index: usize,
    name: &[u8],
) -> Result<(), LuaError> {
    let value = thread.value(index);
    if value.is_falsy() {
        return Ok(());
    }
    if state.metamethod(value, Event::Close).is_nil() {
        let text = [b"variable '", name, b"' got a non-closable value"].concat();
        return Err(message::error(state, text));
    }
    thread.push_to_close(index);
    Ok(())
}

/// Closes all variables of a thread from slot `level` on, one after the other, waiting for each. The error, if
/// there is one, is given to the metamethods; what the last failing one threw takes its place.
pub(super) fn close_all(
    state: &State,
    thread: Gc<Thread>,
    level: usize,
    mut error: Option<LuaError>,
) -> Result<(), LuaError> {
    thread.close_upvalues(&state.heap, level);
    let frames = thread.frame_count();
    while let Some(index) = thread.last_to_close(level) {
        thread.pop_to_close();
        let value = thread.value(index);
        let handler = close_handler(state, value);
        let thrown = error.map(|error| state.catch(error));
        thread.set_top(index + 1);
        let arguments = [value, thrown.unwrap_or(Value::NIL)];
        // The error must survive the handler, which may collect garbage.
        let result = call::reserve(state, thread, index + 1, 1).and_then(|()| {
            thread.set_value(index + 1, arguments[1]);
            thread.set_top(index + 2);
            call::push_call(state, thread, index + 2, handler, &arguments)?;
            invoke::invoke(state, thread, index + 2, 0)
        });
        error = match result {
            Ok(()) => thrown.map(|thrown| {
                thread.set_top(index + 1);
                state.rethrow(thrown)
            }),
            Err(error) => {
                // What fails once more finds a stack that is no deeper.
                thread.truncate_frames(frames);
                Some(error)
            }
        };
    }
    match error {
        Some(error) => Err(error),
        None => Ok(()),
    }
}

/// Calls the value at `func` with the arguments behind it up to the top, catching errors: on one, everything
/// above `func` is closed and gone. `flags` go to the function's frame.
///
/// # Errors
///
/// If the call fails.
pub(crate) fn protected_invoke(
    state: &State,
    thread: Gc<Thread>,
    func: usize,
    wanted: i32,
    flags: u32,
) -> Result<(), LuaError> {
    protected(state, thread, func, || invoke::invoke_as(state, thread, func, wanted, flags))
}

/// Runs something that may call functions in slots from `level` on, catching errors: on one, everything there is closed
/// and gone.
///
/// # Errors
///
/// What `run` returns.
pub(crate) fn protected<T>(
    state: &State,
    thread: Gc<Thread>,
    level: usize,
    run: impl FnOnce() -> Result<T, LuaError>,
) -> Result<T, LuaError> {
    let frames = thread.frame_count();
    let depth = state.depth.get();
    match run() {
        Ok(result) => match state.limits.trip() {
            None => Ok(result),
            // Whatever kept the error of a limit to itself does not get away with it.
            Some(trip) => {
                invoke::abandon(state, Entry { thread, frames }, level);
                let error = limits::error(state, trip);
                state.handled.set(false);
                Err(error)
            }
        },
        Err(error) => {
            state.depth.set(depth);
            thread.truncate_frames(frames);
            let thrown = close_all(state, thread, level, Some(error));
            state.handled.set(false);
            invoke::abandon(state, Entry { thread, frames }, level);
            thread.shrink(&state.heap);
            Err(thrown.expect_err("an error stays one"))
        }
    }
}
