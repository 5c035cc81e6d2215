//! `coroutine` (manual 6.2): the checks; to switch between threads is the interpreter's work.

use super::open_table;
use crate::gc::Gc;
use crate::object::{
    Call, LuaError, NativeClosure, NativeFunction, Returns, State, Status, Thread, Value,
};
use crate::vm::coroutine as threads;

/// The functions of the library.
pub(super) static FUNCTIONS: [NativeFunction; 8] = [
    NativeFunction { name: "coroutine.close", function: close },
    NativeFunction { name: "coroutine.create", function: create },
    NativeFunction { name: "coroutine.isyieldable", function: isyieldable },
    NativeFunction { name: "coroutine.resume", function: resume },
    NativeFunction { name: "coroutine.running", function: running },
    NativeFunction { name: "coroutine.status", function: status },
    NativeFunction { name: "coroutine.wrap", function: wrap },
    NativeFunction { name: "coroutine.yield", function: yield_values },
];

/// Opens the library.
pub(super) fn open(state: &State) {
    open_table(state, "coroutine", &FUNCTIONS, 0);
}

/// The coroutine that is an argument.
fn thread(call: &Call<'_>, position: usize) -> Result<Gc<Thread>, LuaError> {
    call.get(position).as_thread().ok_or_else(|| call.type_error(position, "thread"))
}

/// The name of what a coroutine is doing.
fn status_name(thread: Gc<Thread>) -> &'static str {
    match thread.status() {
        Status::Suspended => "suspended",
        Status::Running => "running",
        Status::Normal => "normal",
        Status::Dead => "dead",
    }
}

/// `coroutine.close (co)` — manual 6.2.
fn close(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let thread = thread(call, 1)?;
    if let Status::Running | Status::Normal = thread.status() {
        let status = status_name(thread);
        return Err(call.error(format!("cannot close a {status} coroutine")));
    }
    match threads::close(call.state(), thread) {
        Ok(()) => call.one(Value::TRUE),
        Err(error) => {
            let thrown = call.state().catch(error);
            call.many(&[Value::FALSE, thrown])
        }
    }
}

/// `coroutine.create (f)` — manual 6.2.
fn create(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let function = call.function(1)?;
    let thread = threads::create(call.state(), function)?;
    call.one(Value::from_thread(thread))
}

/// `coroutine.isyieldable ([co])` — manual 6.2.
fn isyieldable(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let thread = if call.has(1) { thread(call, 1)? } else { call.thread() };
    let is_yieldable = !thread.same(call.state().main) && thread.unyieldable() == 0;
    call.one(Value::from_boolean(is_yieldable))
}

/// `coroutine.resume (co [, val1, ···])` — manual 6.2.
fn resume(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    thread(call, 1)?;
    Ok(Returns::Resume { wrapped: false })
}

/// `coroutine.running ()` — manual 6.2.
fn running(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let thread = call.thread();
    let is_main = thread.same(call.state().main);
    call.many(&[Value::from_thread(thread), Value::from_boolean(is_main)])
}

/// `coroutine.status (co)` — manual 6.2.
fn status(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let thread = thread(call, 1)?;
    call.one_string(status_name(thread).as_bytes())
}

/// `coroutine.wrap (f)` — manual 6.2.
fn wrap(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let function = call.function(1)?;
    let state = call.state();
    let thread = Value::from_thread(threads::create(state, function)?);
    let resume = NativeClosure::new(&state.heap, resume_wrapped, &[thread]);
    call.one(Value::from_native_closure(resume))
}

/// The function that `coroutine.wrap` returns; its upvalue is the coroutine.
fn resume_wrapped(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let thread = call.running().upvalue(0);
    call.set_count(call.count() + 1)?;
    for position in (2..=call.count()).rev() {
        call.replace(position, call.get(position - 1));
    }
    call.replace(1, thread);
    Ok(Returns::Resume { wrapped: true })
}

/// `coroutine.yield (···)` — manual 6.2.
fn yield_values(_: &mut Call<'_>) -> Result<Returns, LuaError> {
    Ok(Returns::Yield)
}
