//! Coroutines: starting, resuming, yielding, ending. They switch inside one loop: no Rust stack is involved.

use super::call::reserve;
use super::message;
use super::unwind;
use crate::gc::Gc;
use crate::object::{LuaError, State, Status, Thread, Value, flag};

/// How many coroutines may be resumed inside one another.
const MAX_RESUMED: usize = 195;

/// Makes a coroutine that will run `function`.
pub(crate) fn create(state: &State, function: Value) -> Gc<Thread> {
    let thread = Thread::new(&state.heap);
    thread.set_value(0, function);
    thread.set_top(1);
    thread
}

/// Whether the running function can yield.
pub(crate) fn is_yieldable(state: &State) -> bool {
    let thread = state.current.get();
    !thread.same(state.main) && thread.unyieldable() == 0
}

fn is_nested_too_deep(mut thread: Gc<Thread>) -> bool {
    for _ in 0..MAX_RESUMED {
        match thread.resumer() {
            Some(resumer) => thread = resumer,
            None => return false,
        }
    }
    true
}

/// Moves the last `count` values of one thread to the top of another.
fn transfer(state: &State, from: Gc<Thread>, to: Gc<Thread>, count: usize) -> Result<(), LuaError> {
    reserve(state, to, to.top(), count + 1)?;
    let first = from.top() - count;
    for index in 0..count {
        to.set_value(to.top() + index, from.value(first + index));
    }
    to.set_top(to.top() + count);
    from.set_top(first);
    Ok(())
}

/// Resumes the coroutine that is the first value of the window of the running Rust function with the rest.
/// Returns the slot of the function to be called if the coroutine starts now; else it goes on, or cannot be
/// resumed, and [`transferred`] tells how many values the frame on top gets.
///
/// # Errors
///
/// If it cannot be resumed and the function is one made by `coroutine.wrap`.
pub(super) fn resume(
    state: &State,
    thread: Gc<Thread>,
    wrapped: bool,
) -> Result<Option<usize>, LuaError> {
    let base = thread.frame().base.get() as usize;
    let target = thread.value(base).as_thread().expect("checked by the library");
    let count = thread.top() - base - 1;
    let refusal = match target.status() {
        Status::Dead => Some("cannot resume dead coroutine"),
        Status::Running | Status::Normal => Some("cannot resume non-suspended coroutine"),
        Status::Suspended if is_nested_too_deep(thread) => Some("C stack overflow"),
        Status::Suspended => None,
    };
    if let Some(refusal) = refusal {
        if wrapped {
            return Err(message::error_at_caller(state, refusal));
        }
        thread.set_top(base);
        reserve(state, thread, base, 2)?;
        thread.set_value(base, Value::FALSE);
        thread.set_value(base + 1, state.string_value(refusal));
        thread.set_top(base + 2);
        return Ok(None);
    }
    transfer(state, thread, target, count)?;
    let flags = if wrapped { flag::RESUMING | flag::WRAPPED } else { flag::RESUMING };
    thread.frame().set_flags(flags);
    thread.set_status(Status::Normal);
    target.set_resumer(Some(thread));
    target.set_status(Status::Running);
    state.current.set(target);
    if target.frame_count() == 0 {
        return Ok(Some(target.top() - count - 1));
    }
    // It waits inside `yield`, which now returns the values.
    target.frame().extra.set(count as u32);
    Ok(None)
}

/// How many values the frame on top of the running thread returns after [`resume`].
pub(super) fn transferred(state: &State) -> usize {
    let thread = state.current.get();
    let frame = thread.frame();
    if frame.has(flag::YIELDED) {
        frame.clear_flags(flag::YIELDED);
        return frame.extra.get() as usize;
    }
    2
}

/// Goes back to whoever resumed a thread that gives up control.
fn switch_back(state: &State, thread: Gc<Thread>) -> Gc<Thread> {
    let resumer = thread.resumer().expect("a coroutine was resumed by someone");
    thread.set_resumer(None);
    resumer.set_status(Status::Running);
    state.current.set(resumer);
    resumer
}

/// Hands `count` values of a thread to its resumer, whose `resume` returns them; tells how many it returns.
fn hand_over(
    state: &State,
    thread: Gc<Thread>,
    resumer: Gc<Thread>,
    count: usize,
) -> Result<usize, LuaError> {
    let frame = resumer.frame();
    let is_wrapped = frame.has(flag::WRAPPED);
    frame.clear_flags(flag::RESUMING | flag::WRAPPED);
    if is_wrapped {
        transfer(state, thread, resumer, count)?;
        return Ok(count);
    }
    if let Err(error) = reserve(state, resumer, resumer.top(), count + 2) {
        state.catch(error);
        thread.set_top(thread.top() - count);
        let top = resumer.top();
        reserve(state, resumer, top, 2)?;
        resumer.set_value(top, Value::FALSE);
        resumer.set_value(top + 1, state.string_value("too many results to resume"));
        resumer.set_top(top + 2);
        return Ok(2);
    }
    resumer.set_value(resumer.top(), Value::TRUE);
    resumer.set_top(resumer.top() + 1);
    transfer(state, thread, resumer, count)?;
    Ok(count + 1)
}

/// Yields all values of the window of the running Rust function; returns how many values the frame that is on
/// top then, the resumer's, returns.
///
/// # Errors
///
/// If the thread is no coroutine, or a Rust function is on the way that cannot wait.
pub(super) fn yield_values(state: &State, thread: Gc<Thread>) -> Result<usize, LuaError> {
    if !is_yieldable(state) {
        let text = if thread.same(state.main) {
            "attempt to yield from outside a coroutine"
        } else {
            "attempt to yield across a C-call boundary"
        };
        return Err(state.throw_message(text));
    }
    let frame = thread.frame();
    frame.set_flags(flag::YIELDED);
    let count = thread.top() - frame.base.get() as usize;
    thread.set_status(Status::Suspended);
    let resumer = switch_back(state, thread);
    hand_over(state, thread, resumer, count)
}

/// A coroutine's function returned what is on its stack; tells how many values the resumer's frame returns.
///
/// # Errors
///
/// If they do not fit the resumer's stack.
pub(super) fn returned(state: &State, thread: Gc<Thread>) -> Result<usize, LuaError> {
    thread.set_status(Status::Dead);
    let resumer = switch_back(state, thread);
    let count = thread.top();
    hand_over(state, thread, resumer, count)
}

/// A coroutine is stopped, with all that resumed it.
pub(super) fn stopped(state: &State, thread: Gc<Thread>) {
    thread.set_status(Status::Dead);
    let resumer = switch_back(state, thread);
    resumer.frame().clear_flags(flag::RESUMING | flag::WRAPPED);
}

/// A coroutine failed: its resumer gets false and the error; tells how many values its frame returns.
///
/// # Errors
///
/// The error, with the position of the call, if the resumer is a function made by `coroutine.wrap`.
pub(super) fn failed(
    state: &State,
    thread: Gc<Thread>,
    error: LuaError,
) -> Result<usize, LuaError> {
    thread.set_status(Status::Dead);
    let resumer = switch_back(state, thread);
    let frame = resumer.frame();
    let is_wrapped = frame.has(flag::WRAPPED);
    frame.clear_flags(flag::RESUMING | flag::WRAPPED);
    if is_wrapped {
        // Nobody can close the coroutine any more, so its variables are closed now.
        let error = match close_with(state, thread, Some(error)) {
            Ok(()) => unreachable!("an error stays an error"),
            Err(error) => error,
        };
        let value = state.catch(error);
        let Some(text) = value.as_string() else { return Err(state.throw(value)) };
        let position = message::position(state, 1);
        return Err(state.throw_message([position.as_slice(), text.as_bytes()].concat()));
    }
    let value = state.catch(error);
    state.handled.set(false);
    reserve(state, resumer, resumer.top(), 2)?;
    let top = resumer.top();
    resumer.set_value(top, Value::FALSE);
    resumer.set_value(top + 1, value);
    resumer.set_top(top + 2);
    // The error object is what `coroutine.close` will report.
    thread.set_failure(Some(value));
    Ok(2)
}

/// Closes a suspended or dead coroutine: its variables are closed and it can never be resumed.
///
/// # Errors
///
/// The error that had ended it, or the one that closing its variables ended in.
pub(crate) fn close(state: &State, thread: Gc<Thread>) -> Result<(), LuaError> {
    let error = thread.take_failure().map(|failure| state.throw(failure));
    close_with(state, thread, error)
}

/// Closes the variables of the main thread, from whatever thread, as the program is about to end. Nothing may run
/// on any thread afterwards but finalizers.
///
/// # Errors
///
/// The error that closing them ended in.
pub(crate) fn close_main(state: &State) -> Result<(), LuaError> {
    let main = state.main;
    main.truncate_frames(0);
    main.set_status(Status::Running);
    state.current.set(main);
    unwind::close_all(state, main, 0, None)
}

fn close_with(state: &State, thread: Gc<Thread>, error: Option<LuaError>) -> Result<(), LuaError> {
    let caller = state.current.get();
    thread.truncate_frames(0);
    thread.set_status(Status::Dead);
    // The metamethods run on the coroutine's own stack, where the variables are.
    thread.set_resumer(Some(caller));
    thread.set_status(Status::Running);
    caller.set_status(Status::Normal);
    state.current.set(thread);
    let result = if is_nested_too_deep(thread) {
        Err(message::error(state, "C stack overflow"))
    } else {
        unwind::close_all(state, thread, 0, error)
    };
    state.current.set(caller);
    caller.set_status(Status::Running);
    thread.set_status(Status::Dead);
    thread.set_resumer(None);
    thread.truncate_frames(0);
    thread.set_top(0);
    result
}
