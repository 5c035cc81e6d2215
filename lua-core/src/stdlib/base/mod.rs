//! The basic functions (manual 6.1).

mod garbage;
pub(super) mod load;

use super::sequence::Sequence;
use super::text::append_text;
use super::{Library, register_loaded, set_field};
use crate::native::buffer::Buffer;
use crate::native::register;
use crate::num::parse::parse_integer_base;
use crate::object::{Call, Event, LuaError, NativeFunction, Returns, State, Value, View};
use crate::vm::{limits, message, metamethod, warning};

/// The functions of the library but [`NEXT`] and those that read files.
static FUNCTIONS: [NativeFunction; 20] = [
    NativeFunction { name: "assert", function: assert },
    NativeFunction { name: "collectgarbage", function: garbage::collectgarbage },
    NativeFunction { name: "error", function: error },
    NativeFunction { name: "getmetatable", function: getmetatable },
    NativeFunction { name: "ipairs", function: ipairs },
    NativeFunction { name: "load", function: load::load },
    NativeFunction { name: "pairs", function: pairs },
    NativeFunction { name: "pcall", function: pcall },
    NativeFunction { name: "print", function: print },
    NativeFunction { name: "rawequal", function: rawequal },
    NativeFunction { name: "rawget", function: rawget },
    NativeFunction { name: "rawlen", function: rawlen },
    NativeFunction { name: "rawset", function: rawset },
    NativeFunction { name: "select", function: select },
    NativeFunction { name: "setmetatable", function: setmetatable },
    NativeFunction { name: "tonumber", function: tonumber },
    NativeFunction { name: "tostring", function: tostring },
    NativeFunction { name: "type", function: type_name },
    NativeFunction { name: "warn", function: warn },
    NativeFunction { name: "xpcall", function: xpcall },
];

/// `next`, by itself because `pairs` returns it: it must be the same function.
pub(crate) static NEXT: NativeFunction = NativeFunction { name: "next", function: next };

/// The iterator that `ipairs` returns.
static IPAIRS_STEP: NativeFunction = NativeFunction { name: "ipairs", function: ipairs_step };

/// The functions that read files.
static OF_FILES: [NativeFunction; 2] = [
    NativeFunction { name: "dofile", function: load::dofile },
    NativeFunction { name: "loadfile", function: load::loadfile },
];

/// Opens the functions that read files.
pub(super) fn open_files(state: &State) {
    register(state, state.globals.get(), &OF_FILES);
}

/// Opens the library but what reads files.
pub(super) fn open(state: &State) {
    let globals = state.globals.get();
    if globals.entry_from(0).is_none() {
        // Besides the functions: `next`, `_G`, `_VERSION`, and what the other libraries add.
        let fields = FUNCTIONS.len() + OF_FILES.len() + 3 + Library::ALL.len();
        let _ = globals.resize(&state.heap, 0, fields);
    }
    register(state, globals, &FUNCTIONS);
    register(state, globals, std::slice::from_ref(&NEXT));
    set_field(state, globals, "_G", Value::from_table(globals));
    register_loaded(state, "_G", Value::from_table(globals));
    set_field(state, globals, "_VERSION", state.string_value("Lua 5.4"));
}

/// Throws a value; a string gets the position of the function `level` calls up before it.
fn raise(call: &Call<'_>, value: Value, level: i64) -> LuaError {
    let state = call.state();
    match (value.as_string(), usize::try_from(level)) {
        (Some(text), Ok(level @ 1..)) => {
            let admitted = limits::admit_string(state, text.len());
            if let Err(error) = admitted.and_then(|()| limits::spend_bytes(state, text.len())) {
                return error;
            }
            let position = message::position(state, level);
            state.throw_message([position.as_slice(), text.as_bytes()].concat())
        }
        _ => state.throw(value),
    }
}

/// `assert (v [, message])` — manual 6.1.
fn assert(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    if call.any(1)?.is_truthy() {
        return Ok(Returns::Count(call.count() as u32));
    }
    let message = match call.has(2) {
        true => call.get(2),
        false => call.state().string_value("assertion failed!"),
    };
    Err(raise(call, message, 1))
}

/// `error (message [, level])` — manual 6.1.
fn error(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let level = call.integer_or(2, 1)?;
    Err(raise(call, call.get(1), level))
}

/// `getmetatable (object)` — manual 6.1.
fn getmetatable(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let object = call.any(1)?;
    let Some(metatable) = call.state().metatable(object) else { return call.one(Value::NIL) };
    let shown = call.state().metatable_field(metatable, Event::Metatable);
    call.one(if shown.is_nil() { Value::from_table(metatable) } else { shown })
}

/// `ipairs (t)` — manual 6.1.
fn ipairs(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let list = call.any(1)?;
    call.many(&[Value::from_native(&IPAIRS_STEP), list, Value::from_integer(0)])
}

/// The iterator that `ipairs` returns: the next index and its element, or nil.
fn ipairs_step(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let index = call.integer(2)?.wrapping_add(1);
    let element = Sequence::of(call.get(1)).get(call.state(), index)?;
    if element.is_nil() {
        return call.one(element);
    }
    call.push(Value::from_integer(index))?;
    call.push(element)?;
    Ok(Returns::Count(2))
}

/// How many empty slots of a table are passed in the time of an instruction, or digits read, about.
const AT_ONCE: usize = 4;

/// `next (table [, index])` — manual 6.1.
fn next(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let table = call.table(1)?;
    let Some((passed, entry)) = table.next(call.get(2)) else {
        return Err(message::error(call.state(), "invalid key to 'next'"));
    };
    limits::spend(call.state(), passed / AT_ONCE)?;
    match entry {
        Some((key, value)) => {
            call.push(key)?;
            call.push(value)?;
            Ok(Returns::Count(2))
        }
        None => call.one(Value::NIL),
    }
}

/// `pairs (t)` — manual 6.1.
fn pairs(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let object = call.any(1)?;
    let handler = call.state().metamethod(object, Event::Pairs);
    if handler.is_nil() {
        return call.many(&[Value::from_native(&NEXT), object, Value::NIL]);
    }
    // Left to the interpreter, so that the metamethod may yield.
    call.set_count(2)?;
    call.replace(1, handler);
    call.replace(2, object);
    Ok(Returns::CallFor { wanted: 3 })
}

/// `pcall (f [, arg1, ···])` — manual 6.1.
fn pcall(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    call.any(1)?;
    Ok(Returns::Protected { handler: false })
}

/// `print (···)` — manual 6.1.
fn print(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let mut line = Buffer::new(call.state());
    for position in 1..=call.count() {
        if position > 1 {
            line.extend(b"\t")?;
        }
        append_text(call.state(), call.get(position), &mut line)?;
    }
    line.extend(b"\n")?;
    let Ok(mut stdout) = call.state().extra.stdout.try_borrow_mut() else {
        return Err(call.error("standard output is being written to"));
    };
    // A script cannot help it if nobody reads its output any more. The line is out at once, as C's `print` has it:
    // whoever waits for it, or reads standard error beside it, sees it in time.
    let _ = stdout.write(line.as_slice()).and_then(|()| stdout.flush());
    call.none()
}

/// `rawequal (v1, v2)` — manual 6.1.
fn rawequal(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let (a, b) = (call.any(1)?, call.any(2)?);
    metamethod::count_comparison(call.state(), a, b);
    call.one(Value::from_boolean(a.raw_equals(b)))
}

/// `rawget (table, index)` — manual 6.1.
fn rawget(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let (table, key) = (call.table(1)?, call.any(2)?);
    metamethod::count_lookup(call.state(), key);
    call.one(table.raw_get(key))
}

/// `rawlen (v)` — manual 6.1.
fn rawlen(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let length = match call.get(1).view() {
        View::Table(table) => table.length(),
        View::String(string) => string.len() as i64,
        _ => return Err(call.type_error(1, "table or string")),
    };
    call.one(Value::from_integer(length))
}

/// `rawset (table, index, value)` — manual 6.1.
fn rawset(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let (table, key, value) = (call.table(1)?, call.any(2)?, call.any(3)?);
    metamethod::count_lookup(call.state(), key);
    metamethod::raw_set(call.state(), table, key, value)?;
    call.one(Value::from_table(table))
}

/// `select (n, ···)` — manual 6.1.
fn select(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let count = call.count() as i64;
    if call.get(1).as_string().is_some_and(|option| option.as_bytes().starts_with(b"#")) {
        return call.one(Value::from_integer(count - 1));
    }
    let position = call.integer(1)?;
    let first = if position < 0 { count + position } else { position.min(count) };
    if first < 1 {
        return Err(call.argument_error(1, "index out of range"));
    }
    Ok(Returns::Count((count - first) as u32))
}

/// `setmetatable (table, metatable)` — manual 6.1.
fn setmetatable(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let table = call.table(1)?;
    let metatable = call.get(2).as_table();
    if metatable.is_none() && !(call.has(2) && call.get(2).is_nil()) {
        return Err(call.type_error(2, "nil or table"));
    }
    let state = call.state();
    let is_protected = |old| !state.metatable_field(old, Event::Metatable).is_nil();
    if table.metatable().is_some_and(is_protected) {
        return Err(call.error("cannot change a protected metatable"));
    }
    if table.is_frozen() {
        return Err(call.error("cannot change the metatable of a frozen table"));
    }
    state.set_table_metatable(table, metatable);
    call.one(Value::from_table(table))
}

/// `tonumber (e [, base])` — manual 6.1.
fn tonumber(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    if call.get(2).is_nil() {
        let value = call.any(1)?;
        if value.is_number() {
            return call.one(value);
        }
        let number = metamethod::to_number(call.state(), value);
        return call.one(number.map_or(Value::NIL, Value::from_number));
    }
    let base = call.integer(2)?;
    let Some(text) = call.get(1).as_string() else { return Err(call.type_error(1, "string")) };
    if !(2..=36).contains(&base) {
        return Err(call.argument_error(2, "base out of range"));
    }
    limits::spend(call.state(), text.len() / AT_ONCE)?;
    let integer = parse_integer_base(text.as_bytes(), base as u32);
    call.one(integer.map_or(Value::NIL, Value::from_integer))
}

/// `tostring (v)` — manual 6.1.
fn tostring(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let text = metamethod::to_string(call.state(), call.any(1)?)?;
    call.one(text)
}

/// `type (v)` — manual 6.1.
fn type_name(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let value = call.any(1)?;
    call.one(Value::from_string(call.state().type_name(value)))
}

/// `warn (msg1, ···)` — manual 6.1.
fn warn(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    call.string(1)?;
    // All pieces are checked before the first is given out.
    for position in 2..=call.count() {
        call.string(position)?;
    }
    for position in 1..=call.count() {
        let piece = call.string(position)?;
        warning::emit(call.state(), piece.as_bytes(), position < call.count())?;
    }
    call.none()
}

/// `xpcall (f, msgh [, arg1, ···])` — manual 6.1.
fn xpcall(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    call.function(2)?;
    Ok(Returns::Protected { handler: true })
}
