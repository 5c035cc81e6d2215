//! Coroutines: starting, resuming, yielding, ending. They switch inside one loop: no Rust stack is involved.

use super::call::reserve;
use super::message;
use super::{collect, limits, unwind};
use crate::gc::Gc;
use crate::object::limits::Trip;
use crate::object::{CallFrame, LuaError, State, Status, Thread, ThreadMoment, Value, flag};

/// How many coroutines may be resumed inside one another.
const MAX_RESUMED: usize = 195;

/// Makes a coroutine that will run `function`.
///
/// # Errors
///
/// If there are too many, which no script catches, or the host, who is told of it, does not want it.
pub(crate) fn create(state: &State, function: Value) -> Result<Gc<Thread>, LuaError> {
    if !state.quotas.admits_coroutine() {
        collect::full(state);
        if !state.quotas.admits_coroutine() {
            return Err(limits::trip(state, Trip::Coroutines));
        }
    }
    let thread = Thread::new(&state.heap);
    state.quotas.coroutine_made();
    begin_with(thread, function);
    state.extra.thread_events.tell(state, ThreadMoment::Create, thread)?;
    Ok(thread)
}

fn begin_with(thread: Gc<Thread>, function: Value) {
    thread.set_value(0, function);
    thread.set_top(1);
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

/// How the machine goes on after [`resume`].
pub(super) enum Resumed {
    /// The function in this slot is to be called: the coroutine starts.
    Started(usize),
    /// The Rust function on top returns so many values: the coroutine's `yield`, or the `resume` that was refused.
    Returns(usize),
    /// The Lua function on top goes on: a hook had let the coroutine yield.
    Code,
}

/// Why a coroutine cannot be resumed, if it cannot.
fn refusal(thread: Gc<Thread>, target: Gc<Thread>) -> Option<&'static str> {
    match target.status() {
        Status::Dead => Some("cannot resume dead coroutine"),
        Status::Running | Status::Normal => Some("cannot resume non-suspended coroutine"),
        Status::Suspended if is_nested_too_deep(thread) => Some("C stack overflow"),
        Status::Suspended => None,
    }
}

/// Resumes the coroutine that is the first value of the window of the running Rust function with the rest.
///
/// # Errors
///
/// If the host, who is told of it, does not want it; or it cannot be resumed and the function is one made by
/// `coroutine.wrap`.
pub(super) fn resume(
    state: &State,
    thread: Gc<Thread>,
    wrapped: bool,
) -> Result<Resumed, LuaError> {
    let base = thread.frame().base.get() as usize;
    let target = thread.value(base).as_thread().expect("checked by the library");
    if refusal(thread, target).is_none() {
        state.extra.thread_events.tell(state, ThreadMoment::Resume, target)?;
    }
    let count = thread.top() - base - 1;
    if let Some(refusal) = refusal(thread, target) {
        if wrapped {
            return Err(message::error_at_caller(state, refusal));
        }
        thread.set_top(base);
        reserve(state, thread, base, 2)?;
        thread.set_value(base, Value::FALSE);
        thread.set_value(base + 1, state.string_value(refusal));
        thread.set_top(base + 2);
        return Ok(Resumed::Returns(2));
    }
    let waits_in_code = target.top_frame().is_some_and(CallFrame::is_lua);
    if waits_in_code {
        // A hook wants no values, and those of the code must stay on top.
        thread.set_top(base + 1);
    } else {
        transfer(state, thread, target, count)?;
    }
    let flags = if wrapped { flag::RESUMING | flag::WRAPPED } else { flag::RESUMING };
    thread.frame().set_flags(flags);
    thread.set_status(Status::Normal);
    target.set_resumer(Some(thread));
    target.set_status(Status::Running);
    state.current.set(target);
    if waits_in_code {
        let frame = target.frame();
        // The instruction was fetched when the hook was told of it.
        frame.pc.set(frame.pc.get().wrapping_sub(1));
        frame.set_flags(if state.hooks.are_set() { flag::YIELDED } else { 0 });
        return Ok(Resumed::Code);
    }
    if target.frame_count() == 0 {
        return Ok(Resumed::Started(target.top() - count - 1));
    }
    // It waits inside `yield`, which now returns the values.
    Ok(Resumed::Returns(count))
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
/// If the thread is no coroutine, a Rust function is on the way that cannot wait, or the host, who is told of it, fails.
pub(super) fn yield_values(state: &State, thread: Gc<Thread>) -> Result<usize, LuaError> {
    check_yieldable(state, thread)?;
    let count = thread.top() - thread.frame().base.get() as usize;
    suspend(state, thread, count)
}

/// Lets a thread yield, without values, before the instruction that a hook was told of; returns how many values the
/// frame that is on top then, the resumer's, returns.
///
/// # Errors
///
/// As [`yield_values`].
pub(super) fn yield_in_hook(state: &State, thread: Gc<Thread>) -> Result<usize, LuaError> {
    check_yieldable(state, thread)?;
    suspend(state, thread, 0)
}

fn suspend(state: &State, thread: Gc<Thread>, count: usize) -> Result<usize, LuaError> {
    thread.set_status(Status::Suspended);
    let resumer = switch_back(state, thread);
    let count = hand_over(state, thread, resumer, count)?;
    state.extra.thread_events.tell(state, ThreadMoment::Yield, thread)?;
    Ok(count)
}

fn check_yieldable(state: &State, thread: Gc<Thread>) -> Result<(), LuaError> {
    if is_yieldable(state) {
        return Ok(());
    }
    Err(state.throw_message(match thread.same(state.main) {
        true => "attempt to yield from outside a coroutine",
        false => "attempt to yield across a C-call boundary",
    }))
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

/// Closes a coroutine that does not run and lets it begin anew with another function. The error that had ended it is
/// forgotten.
///
/// # Errors
///
/// The error that closing its variables ended in. It is dead then.
pub(crate) fn reset(state: &State, thread: Gc<Thread>, function: Value) -> Result<(), LuaError> {
    let failure = thread.take_failure();
    let error = failure.map(|failure| state.throw(failure));
    if let Err(error) = close_with(state, thread, error) {
        let value = state.catch(error);
        if !failure.is_some_and(|failure| failure.raw_equals(value)) {
            return Err(state.throw(value));
        }
    }
    begin_with(thread, function);
    thread.set_unyieldable(0);
    thread.set_status(Status::Suspended);
    Ok(())
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
