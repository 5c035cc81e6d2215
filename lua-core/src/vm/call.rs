//! Calling and returning: how frames come and go, for Lua functions, Rust functions and coroutines alike.
//!
//! Nothing here recurses. A call pushes a frame and says how to go on ([`Flow`]); a return moves the results
//! to where the caller wants them and looks at the flags of the frame that ended.

use super::collect;
use super::coroutine::{self, Resumed};
use super::hook;
use super::limits;
use super::message;
use super::ops;
use super::unwind;
use crate::gc::Gc;
use crate::object::thread::{ALL, StackOverflow};
use crate::object::{
    Call, CallFrame, Closure, Event, LuaError, NativeFn, Returns, State, Thread, Value, View, flag,
};

/// Slots that a Rust function finds free behind its arguments.
const NATIVE_ROOM: usize = 20;
/// How many metamethods, protected calls and the like may be under way in one thread. They need no Rust stack;
/// but a program that nests them without end should learn so before it has used up all its memory.
const MAX_PENDING: u32 = 10_000;
/// How many `__call` metamethods may stand between a value and a function.
const MAX_CALL_CHAIN: usize = 200;

/// How the machine goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flow {
    /// With the Lua frame on top of the running thread.
    Run,
    /// With the same frame in the other loop: hooks were set or removed.
    Switch,
    /// By leaving the loop: the frame it was entered for has returned.
    Leave,
    /// By closing the variables of the protected call on top.
    Close,
}

/// Makes room for `extra` slots above slot `from`.
///
/// # Errors
///
/// "stack overflow", or that memory ends.
#[inline(always)]
pub(crate) fn reserve(
    state: &State,
    thread: Gc<Thread>,
    from: usize,
    extra: usize,
) -> Result<(), LuaError> {
    thread.reserve(&state.heap, from, extra).map_err(|overflow| overflown(state, overflow))
}

#[cold]
#[inline(never)]
fn overflown(state: &State, overflow: StackOverflow) -> LuaError {
    match overflow {
        StackOverflow::Full => message::error(state, "stack overflow"),
        StackOverflow::Repeated => message::error_in_handling(state),
        StackOverflow::Memory => limits::out_of_memory(state),
    }
}

/// Enters a Lua function whose arguments lie behind it up to the top: pushes its frame and returns its base.
///
/// # Errors
///
/// If the stack overflows.
#[inline(always)]
pub(super) fn enter(
    state: &State,
    thread: Gc<Thread>,
    closure: Gc<Closure>,
    func: usize,
    wanted: i32,
    flags: u32,
) -> Result<usize, LuaError> {
    let proto = closure.proto();
    let function = proto.function();
    limits::spend(state, function.code.len())?;
    let (parameters, registers) = (function.parameters as usize, function.registers as usize);
    let arguments = thread.top() - func - 1;
    reserve(state, thread, thread.top(), registers + parameters + 1)?;
    let (mut base, mut extra) = (func + 1, 0);
    if arguments < parameters {
        for index in arguments..parameters {
            thread.set_value(base + index, Value::NIL);
        }
    } else if function.is_vararg && arguments > parameters {
        // The extra arguments stay where they are, just below the base; the fixed ones move behind them.
        extra = arguments - parameters;
        base += arguments;
        thread.copy_values(func + 1, base, parameters);
    }
    thread.push_frame(
        &state.heap,
        CallFrame {
            pc: proto.code().into(),
            func: (func as u32).into(),
            base: (base as u32).into(),
            top: ((base + registers) as u32).into(),
            wanted: wanted.into(),
            extra: (extra as u32).into(),
            pending: 0.into(),
            flags: flags.into(),
        },
    );
    Ok(base)
}

/// Enters a Lua function from Rust, with arguments that are not on the stack yet, if that takes no more than a frame: the
/// function has fixed parameters, nobody counts instructions, and there is room. Returns whether it did.
#[inline(always)]
pub(super) fn try_enter(
    state: &State,
    thread: Gc<Thread>,
    closure: Gc<Closure>,
    func: usize,
    arguments: &[Value],
) -> bool {
    let (proto, base) = (closure.proto(), func + 1);
    let (registers, parameters) = (proto.registers(), proto.parameters());
    let has_room = thread.has_room(base, registers) && thread.has_frame_room();
    // Stress mode moves the stack at every call.
    if proto.is_vararg() || state.limits.are_set() || !has_room || cfg!(stress) {
        return false;
    }
    let given = arguments.len().min(parameters);
    thread.set_value(func, Value::from_closure(closure));
    thread.set_values(base, &arguments[..given]);
    (given..parameters).for_each(|parameter| thread.set_value(base + parameter, Value::NIL));
    thread.push_frame(
        &state.heap,
        CallFrame {
            pc: proto.code().into(),
            func: (func as u32).into(),
            base: (base as u32).into(),
            top: ((base + registers) as u32).into(),
            wanted: 1.into(),
            extra: 0.into(),
            pending: 0.into(),
            flags: flag::FRESH.into(),
        },
    );
    true
}

/// Calls the value at `func` with the arguments behind it up to the top, whatever it is.
///
/// # Errors
///
/// If it cannot be called, or is a Rust function that fails.
pub(super) fn begin(
    state: &State,
    thread: Gc<Thread>,
    func: usize,
    wanted: i32,
    flags: u32,
) -> Result<Flow, LuaError> {
    let flow = begin_step(state, thread, func, wanted, flags)?;
    settle(state, flow)
}

/// Returns the last `count` values below the top from the frame on top.
///
/// # Errors
///
/// If what goes on then fails.
pub(super) fn finish(state: &State, count: usize) -> Result<Flow, LuaError> {
    let flow = complete(state, count)?;
    settle(state, flow)
}

/// Closes variables of failed protected calls until the machine can go on.
pub(super) fn settle(state: &State, mut flow: Flow) -> Result<Flow, LuaError> {
    while flow == Flow::Close {
        flow = unwind::close_step(state)?;
    }
    Ok(flow)
}

pub(super) fn begin_step(
    state: &State,
    thread: Gc<Thread>,
    func: usize,
    wanted: i32,
    flags: u32,
) -> Result<Flow, LuaError> {
    go_on(state, thread, func, wanted, flags, None)
}

/// What became of a call that a Lua function's code makes.
pub(super) enum Called {
    /// It has returned so many values.
    Done(usize),
    /// The loop goes on, with the function's code or elsewhere.
    Later(Flow),
}

/// Calls the value at `func` with the arguments behind it up to the top, for the code of a Lua function.
///
/// # Errors
///
/// As [`begin`].
#[inline(always)]
pub(super) fn begin_plain(
    state: &State,
    thread: Gc<Thread>,
    func: usize,
    wanted: i32,
) -> Result<Called, LuaError> {
    let callee = thread.value(func);
    if let Some(closure) = callee.as_closure() {
        enter(state, thread, closure, func, wanted, 0)?;
        return Ok(Called::Later(Flow::Run));
    }
    let Some(function) = native_function(callee).filter(|_| !state.hooks.are_set()) else {
        return begin(state, thread, func, wanted, 0).map(Called::Later);
    };
    reserve(state, thread, thread.top(), NATIVE_ROOM)?;
    let called = call_native(state, thread, func, (callee, function), wanted, 0)?;
    if let Called::Done(count) = called {
        deliver(thread, thread.top() - count, count, func, wanted);
    }
    Ok(called)
}

/// Runs a Rust function. After [`Called::Done`] its results are the last values below the top.
///
/// PERF: most calls that get here are of Rust functions with plain results; these take the shortest way.
#[inline(always)]
fn call_native(
    state: &State,
    thread: Gc<Thread>,
    func: usize,
    (callee, function): (Value, NativeFn),
    wanted: i32,
    flags: u32,
) -> Result<Called, LuaError> {
    match native(state, thread, func, (callee, function), wanted, flags & !flag::NESTED)? {
        // The function itself may have set a hook, which sees it return.
        Returns::Count(count) if !state.hooks.are_set() => {
            thread.pop_frame();
            Ok(Called::Done(count as usize))
        }
        returns => {
            thread.nest_frame(flags & flag::NESTED);
            check_pending(state, thread)?;
            let flow = go_on(state, thread, func, wanted, flags, Some(returns))?;
            settle(state, flow).map(Called::Later)
        }
    }
}

/// As [`begin_step`]; a Rust function at `func` may have run already, and said `returned`.
fn go_on(
    state: &State,
    mut thread: Gc<Thread>,
    mut func: usize,
    mut wanted: i32,
    mut flags: u32,
    mut returned: Option<Returns>,
) -> Result<Flow, LuaError> {
    loop {
        let returns = match returned.take() {
            Some(returns) => returns,
            None => {
                if flags & flag::NESTED != 0 {
                    check_pending(state, thread)?;
                }
                let callee = thread.value(func);
                if let Some(closure) = callee.as_closure() {
                    enter(state, thread, closure, func, wanted, flags)?;
                    return Ok(Flow::Run);
                }
                let Some(function) = native_function(callee) else {
                    resolve_callable(state, thread, func)?;
                    continue;
                };
                reserve(state, thread, thread.top(), NATIVE_ROOM)?;
                native(state, thread, func, (callee, function), wanted, flags)?
            }
        };
        match returns {
            Returns::Count(count) => return complete(state, count as usize),
            Returns::TailCall => {
                let frame = thread.frame();
                (wanted, flags) = (frame.wanted.get(), frame.flags.get() & !flag::NATIVE);
                thread.pop_frame();
                let count = thread.top() - func - 1;
                thread.copy_values(func + 1, func, count);
                thread.set_top(func + count);
            }
            Returns::CallFor { wanted: count } => {
                func += 1;
                (wanted, flags) = (count, flag::CONTINUE);
            }
            Returns::Protected { handler } => {
                thread.frame().set_flags(flag::PROTECTED);
                func += 1;
                if handler {
                    // [f, handler, …] becomes [handler, f, …].
                    thread.frame().set_flags(flag::HANDLER);
                    let function = thread.value(func);
                    thread.set_value(func, thread.value(func + 1));
                    thread.set_value(func + 1, function);
                    func += 1;
                }
                (wanted, flags) = (ALL, flag::CONTINUE);
            }
            Returns::Resume { wrapped } => {
                func = match coroutine::resume(state, thread, wrapped)? {
                    Resumed::Started(func) => func,
                    Resumed::Returns(count) => return complete(state, count),
                    Resumed::Code => return Ok(Flow::Run),
                };
                thread = state.current.get();
                (wanted, flags) = (ALL, flag::BOTTOM);
            }
            Returns::Yield => {
                let count = coroutine::yield_values(state, thread)?;
                return complete(state, count);
            }
        }
    }
}

/// Refuses one more metamethod or the like if too many are under way.
#[inline(always)]
fn check_pending(state: &State, thread: Gc<Thread>) -> Result<(), LuaError> {
    if thread.nested() > MAX_PENDING {
        return Err(message::error(state, "stack overflow"));
    }
    Ok(())
}

/// The function of a value that is one of Rust's.
#[inline(always)]
fn native_function(value: Value) -> Option<NativeFn> {
    match value.view() {
        View::Native(native) => Some(native.function),
        View::NativeClosure(closure) => Some(closure.function()),
        _ => None,
    }
}

/// Runs a Rust function in a frame of its own, which stays on top. There is room for [`NATIVE_ROOM`] slots above the
/// arguments.
#[inline(always)]
pub(super) fn native(
    state: &State,
    thread: Gc<Thread>,
    func: usize,
    (callee, function): (Value, NativeFn),
    wanted: i32,
    flags: u32,
) -> Result<Returns, LuaError> {
    thread.push_frame(
        &state.heap,
        CallFrame {
            pc: std::ptr::null::<crate::bytecode::Instruction>().into(),
            func: (func as u32).into(),
            base: (func as u32 + 1).into(),
            top: (func as u32 + 1).into(),
            wanted: wanted.into(),
            extra: 0.into(),
            pending: 0.into(),
            flags: (flags | flag::NATIVE).into(),
        },
    );
    if state.hooks.are_set() {
        hook::before_native(state, thread)?;
    }
    let count = thread.top() - func - 1;
    function(&mut Call { state, thread, callee, base: func + 1, count })
}

/// Puts the function that stands for a callable object in front of it.
#[cold]
fn resolve_callable(state: &State, thread: Gc<Thread>, func: usize) -> Result<(), LuaError> {
    for _ in 0..MAX_CALL_CHAIN {
        let value = thread.value(func);
        if value.is_function() {
            return Ok(());
        }
        let handler = state.metamethod(value, Event::Call);
        if handler.is_nil() {
            return Err(message::call_error(state, value));
        }
        let top = thread.top();
        reserve(state, thread, top, 1)?;
        limits::count_values(state, top - func);
        thread.copy_values(func, func + 1, top - func);
        thread.set_value(func, handler);
        thread.set_top(top + 1);
    }
    Err(message::error(state, "'__call' chain too long"))
}

/// As [`resolve_callable`], for a tail call, which must know what it calls.
pub(super) fn callable(state: &State, thread: Gc<Thread>, func: usize) -> Result<Value, LuaError> {
    if !thread.value(func).is_function() {
        resolve_callable(state, thread, func)?;
    }
    Ok(thread.value(func))
}

/// Moves `count` results from `first` to `func`, as many as wanted; the top is behind them afterwards.
#[inline(always)]
pub(super) fn deliver(thread: Gc<Thread>, first: usize, count: usize, func: usize, wanted: i32) {
    if wanted == ALL {
        thread.copy_values(first, func, count);
        thread.set_top(func + count);
        return;
    }
    let wanted = wanted as usize;
    // PERF: most calls have a result or two, for which a call of `memmove` is much, and a loop too for one.
    if wanted == 1 && count > 0 {
        thread.set_value(func, thread.value(first));
        thread.set_top(func + 1);
        return;
    }
    for index in 0..count.min(wanted) {
        thread.set_value(func + index, thread.value(first + index));
    }
    for index in count..wanted {
        thread.set_value(func + index, Value::NIL);
    }
    thread.set_top(func + wanted);
}

/// Ends the frame on top, whose results are the last `count` values, and finds out how its caller goes on.
fn complete(state: &State, mut count: usize) -> Result<Flow, LuaError> {
    loop {
        let thread = state.current.get();
        let frame = thread.frame();
        let (func, wanted, flags) =
            (frame.func.get() as usize, frame.wanted.get(), frame.flags.get());
        if flags & flag::NATIVE != 0 && state.hooks.are_set() {
            hook::after_native(state, count)?;
        }
        thread.pop_frame();
        deliver(thread, thread.top() - count, count, func, wanted);
        if flags & flag::FRESH != 0 {
            return Ok(Flow::Leave);
        }
        if flags & flag::FINISH != 0 {
            ops::finish(thread, func);
            return Ok(Flow::Run);
        }
        if flags & flag::CONTINUE != 0 {
            let caller = thread.frame();
            if caller.has(flag::FAILED) {
                return Ok(Flow::Close);
            }
            count = thread.top() - func;
            if caller.has(flag::PROTECTED) {
                thread.set_value(func - 1, Value::TRUE);
                count += 1;
            }
            continue;
        }
        if flags & flag::BOTTOM != 0 {
            count = coroutine::returned(state, thread)?;
            continue;
        }
        return Ok(Flow::Run);
    }
}

/// Puts a function and its arguments on the stack from slot `func` on, with as much room above as a Rust function may use.
///
/// # Errors
///
/// If the stack overflows.
#[inline(always)]
pub(super) fn push_call(
    state: &State,
    thread: Gc<Thread>,
    func: usize,
    function: Value,
    arguments: &[Value],
) -> Result<(), LuaError> {
    reserve(state, thread, func, 1 + arguments.len() + NATIVE_ROOM)?;
    thread.set_value(func, function);
    thread.set_values(func + 1, arguments);
    thread.set_top(func + 1 + arguments.len());
    Ok(())
}

/// What became of a handler's call.
pub(super) enum Handled {
    /// It has returned this.
    Done(Value),
    /// Its result will complete the instruction.
    Later(Flow),
}

/// Calls a handler as a frame on top of the running Lua function; its result is for the running instruction. After
/// [`Handled::Done`], whoever has stored the value lets the collector work.
///
/// # Errors
///
/// If the handler is a Rust function that fails, or cannot be called.
#[inline(always)]
pub(super) fn call_handler<const N: usize>(
    state: &State,
    handler: Value,
    arguments: &[Value; N],
) -> Result<Handled, LuaError> {
    let thread = state.current.get();
    let func = thread.frame().top.get() as usize;
    let Some(function) = native_function(handler).filter(|_| !state.hooks.are_set()) else {
        return call_handler_at(state, func, handler, arguments).map(Handled::Later);
    };
    push_call(state, thread, func, handler, arguments)?;
    let flags = flag::FINISH | flag::METAMETHOD;
    match call_native(state, thread, func, (handler, function), 1, flags)? {
        Called::Done(0) => Ok(Handled::Done(Value::NIL)),
        Called::Done(count) => Ok(Handled::Done(thread.value(thread.top() - count))),
        Called::Later(flow) => {
            collect::safepoint(state);
            Ok(Handled::Later(flow))
        }
    }
}

/// Calls a handler as [`call_handler`] does, with the slot that gets the result.
///
/// # Errors
///
/// As [`call_handler`].
pub(super) fn call_handler_at(
    state: &State,
    func: usize,
    handler: Value,
    arguments: &[Value],
) -> Result<Flow, LuaError> {
    let thread = state.current.get();
    push_call(state, thread, func, handler, arguments)?;
    let flow = begin(state, thread, func, 1, flag::FINISH | flag::METAMETHOD)?;
    collect::safepoint(state);
    Ok(flow)
}
