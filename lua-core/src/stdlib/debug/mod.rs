//! `debug` (manual 6.10). It breaks the language's rules (locals are no longer private, metatables no longer
//! protected) but never the machine's.

mod hook;
mod info;
mod local;
mod upvalue;

use std::io::{BufRead, Write};

use super::open_table;
use super::text::append_text;
use crate::gc::Gc;
use crate::load::{self, Accepted};
use crate::native::buffer::Buffer;
use crate::object::{Call, LuaError, NativeFunction, Returns, State, Thread, Value};
use crate::vm::traceback;

/// The functions of the library.
static FUNCTIONS: [NativeFunction; 17] = [
    NativeFunction { name: "debug.debug", function: debug },
    NativeFunction { name: "debug.gethook", function: hook::gethook },
    NativeFunction { name: "debug.getinfo", function: info::getinfo },
    NativeFunction { name: "debug.getlocal", function: local::getlocal },
    NativeFunction { name: "debug.getmetatable", function: getmetatable },
    NativeFunction { name: "debug.getregistry", function: getregistry },
    NativeFunction { name: "debug.getupvalue", function: upvalue::getupvalue },
    NativeFunction { name: "debug.getuservalue", function: getuservalue },
    NativeFunction { name: "debug.setcstacklimit", function: setcstacklimit },
    NativeFunction { name: "debug.sethook", function: hook::sethook },
    NativeFunction { name: "debug.setlocal", function: local::setlocal },
    NativeFunction { name: "debug.setmetatable", function: setmetatable },
    NativeFunction { name: "debug.setupvalue", function: upvalue::setupvalue },
    NativeFunction { name: "debug.setuservalue", function: setuservalue },
    NativeFunction { name: "debug.traceback", function: traceback },
    NativeFunction { name: "debug.upvalueid", function: upvalue::upvalueid },
    NativeFunction { name: "debug.upvaluejoin", function: upvalue::upvaluejoin },
];

/// The depth of Rust calls that `debug.setcstacklimit` reports, as C Lua does.
const STACK_LIMIT: i64 = 200;

/// Opens the library.
pub(super) fn open(state: &State) {
    open_table(state, "debug", &FUNCTIONS, 0);
}

/// Opens `debug.traceback` alone.
pub(super) fn open_harmless(state: &State) {
    static TRACEBACK: [NativeFunction; 1] =
        [NativeFunction { name: "debug.traceback", function: traceback }];
    open_table(state, "debug", &TRACEBACK, 0);
}

/// The thread that the first argument may name, and how many arguments that took.
fn thread_argument(call: &Call<'_>) -> (Gc<Thread>, usize) {
    match call.get(1).as_thread() {
        Some(thread) => (thread, 1),
        None => (call.thread(), 0),
    }
}

/// `debug.debug ()` — manual 6.10.
fn debug(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    loop {
        // A prompt that cannot be shown, or input that cannot be read, ends the dialogue.
        let shown = write!(std::io::stderr(), "lua_debug> ");
        let mut line = Vec::new();
        let read = shown.and_then(|()| std::io::stdin().lock().read_until(b'\n', &mut line));
        if line.last() == Some(&b'\n') {
            line.pop();
        }
        if !matches!(read, Ok(1..)) || line == b"cont" {
            return call.none();
        }
        let accepted = Accepted { mode: b"t", binary: false };
        let result = load::load(call.state(), &line, b"=(debug command)", accepted, None)
            .map_err(|error| error.throw(call.state()))
            .and_then(|function| call.call_value(Value::from_closure(function), &[]));
        if let Err(error) = result {
            let error = call.state().catch(error);
            let mut message = Buffer::new(call.state());
            append_text(call.state(), error, &mut message)?;
            message.extend(b"\n")?;
            // There is nobody to tell that the message was lost.
            let _ = std::io::stderr().write_all(message.as_slice());
        }
    }
}

/// `debug.getmetatable (value)` — manual 6.10.
fn getmetatable(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let metatable = call.state().metatable(call.any(1)?);
    call.one(metatable.map_or(Value::NIL, Value::from_table))
}

/// `debug.getregistry ()` — manual 6.10.
fn getregistry(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let registry = call.state().registry;
    call.one(Value::from_table(registry))
}

/// `debug.getuservalue (u, n)` — manual 6.10. A userdata has one user value, a file none.
fn getuservalue(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let n = call.integer_or(2, 1)?;
    match call.get(1).as_userdata() {
        Some(userdata) if n == 1 && userdata.takes_user_value() => {
            call.many(&[userdata.user_value(), Value::TRUE])
        }
        _ => call.one(Value::NIL),
    }
}

/// `debug.setcstacklimit (limit)` — manual 6.10. It does nothing.
fn setcstacklimit(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    call.integer(1)?;
    call.one(Value::from_integer(STACK_LIMIT))
}

/// `debug.setmetatable (value, table)` — manual 6.10.
fn setmetatable(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let metatable = call.get(2).as_table();
    if metatable.is_none() && !(call.has(2) && call.get(2).is_nil()) {
        return Err(call.type_error(2, "nil or table"));
    }
    let (state, value) = (call.state(), call.get(1));
    if let Some(table) = value.as_table() {
        if table.is_frozen() {
            return Err(call.error("cannot change the metatable of a frozen table"));
        }
        state.set_table_metatable(table, metatable);
    } else if let Some(userdata) = value.as_userdata() {
        state.set_userdata_metatable(userdata, metatable);
    } else {
        state.set_type_metatable(value.basic_type(), metatable);
    }
    call.one(value)
}

/// `debug.setuservalue (udata, value, n)` — manual 6.10.
fn setuservalue(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let n = call.integer_or(3, 1)?;
    let Some(userdata) = call.get(1).as_userdata() else {
        return Err(call.type_error(1, "userdata"));
    };
    let value = call.any(2)?;
    if n != 1 || !userdata.takes_user_value() {
        return call.one(Value::NIL);
    }
    userdata.set_user_value(&call.state().heap, value);
    call.one(call.get(1))
}

/// `debug.traceback ([thread,] [message [, level]])` — manual 6.10.
fn traceback(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let (thread, shift) = thread_argument(call);
    let message = call.get(shift + 1);
    if !message.is_nil() && !message.is_string() && !message.is_number() {
        return call.one(message);
    }
    let default = if thread.same(call.thread()) { 1 } else { 0 };
    let level = call.integer_or(shift + 2, default)?;
    // There is nothing above what runs.
    let level = usize::try_from(level).unwrap_or(usize::MAX);
    let mut text = Vec::new();
    if !message.is_nil() {
        text.extend_from_slice(call.string(shift + 1)?.as_bytes());
        text.push(b'\n');
    }
    text.extend_from_slice(&traceback::traceback(call.state(), thread, level));
    call.one_string(&text)
}
