//! Methods of files (manual 6.8) and their metatable.

use std::io::SeekFrom;

use super::file::{File, TYPE_NAME, closed};
use super::lines::iterator;
use super::read::read;
use super::write::write;
use crate::gc::Gc;
use crate::object::{Buffering, Call, LuaError, NativeFunction, Returns, State, Table, Value};
use crate::stdlib::set_field;
use crate::stdlib::system::file_result;

/// The methods. They are in no module, so a message can name them only as they were called.
static METHODS: [(&str, NativeFunction); 7] = [
    ("close", NativeFunction { name: "?", function: close }),
    ("flush", NativeFunction { name: "?", function: flush }),
    ("lines", NativeFunction { name: "?", function: lines }),
    ("read", NativeFunction { name: "?", function: read_values }),
    ("seek", NativeFunction { name: "?", function: seek }),
    ("setvbuf", NativeFunction { name: "?", function: setvbuf }),
    ("write", NativeFunction { name: "?", function: write_values }),
];

/// The metamethods.
static METAMETHODS: [(&str, NativeFunction); 3] = [
    ("__close", NativeFunction { name: "?", function: finish }),
    ("__gc", NativeFunction { name: "?", function: finish }),
    ("__tostring", NativeFunction { name: "?", function: tostring }),
];

/// Makes the metatable of files.
pub(super) fn create_metatable(state: &State) {
    let methods = Table::new(&state.heap, 0, METHODS.len());
    set_functions(state, methods, &METHODS);
    let metatable = Table::new(&state.heap, 0, METAMETHODS.len() + 2);
    set_functions(state, metatable, &METAMETHODS);
    set_field(state, metatable, "__index", Value::from_table(methods));
    set_field(state, metatable, "__name", state.string_value(TYPE_NAME));
    set_field(state, state.registry, TYPE_NAME, Value::from_table(metatable));
}

fn set_functions(state: &State, table: Gc<Table>, functions: &'static [(&str, NativeFunction)]) {
    for (name, function) in functions {
        set_field(state, table, name, Value::from_native(function));
    }
}

/// `file:close ()` — manual 6.8.
fn close(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    File::open_argument(call, 1)?.close(call)
}

/// `file:flush ()` — manual 6.8.
fn flush(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let file = File::argument(call, 1)?;
    let outcome = file.with(|stream| stream.flush()).ok_or_else(|| closed(call))?;
    file_result(call, outcome, None)
}

/// `file:lines (···)` — manual 6.8.
fn lines(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let file = File::open_argument(call, 1)?;
    let iterator = iterator(call, file, false)?;
    call.one(iterator)
}

/// `file:read (···)` — manual 6.8.
fn read_values(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let file = File::open_argument(call, 1)?;
    read(call, file, 2)
}

/// `file:seek ([whence [, offset]])` — manual 6.8.
fn seek(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let file = File::open_argument(call, 1)?;
    let whence = call.option(2, Some("cur"), &["set", "cur", "end"])?;
    let offset = call.integer_or(3, 0)?;
    let to = match whence {
        // The system refuses what is negative, which is too great as well.
        0 => SeekFrom::Start(offset as u64),
        1 => SeekFrom::Current(offset),
        _ => SeekFrom::End(offset),
    };
    match file.with(|stream| stream.seek(to)).ok_or_else(|| closed(call))? {
        Ok(position) => call.one(Value::from_integer(position as i64)),
        Err(error) => file_result(call, Err(error), None),
    }
}

/// `file:setvbuf (mode [, size])` — manual 6.8.
fn setvbuf(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let file = File::open_argument(call, 1)?;
    let modes = [Buffering::No, Buffering::Full, Buffering::Line];
    let buffering = modes[call.option(2, None, &["no", "full", "line"])?];
    // As with the C library of most systems, the size is only checked.
    call.integer_or(3, 0)?;
    let outcome =
        file.with(|stream| stream.set_buffering(buffering)).ok_or_else(|| closed(call))?;
    file_result(call, outcome, None)
}

/// `file:write (···)` — manual 6.8.
fn write_values(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let file = File::open_argument(call, 1)?;
    write(call, file, 2)
}

/// Closes a file that goes out of scope or is garbage, unless it is closed already.
fn finish(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let file = File::argument(call, 1)?;
    if file.is_open() {
        file.close(call)?;
    }
    call.none()
}

/// A file as text.
fn tostring(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let file = File::argument(call, 1)?;
    if !file.is_open() {
        return call.one_string(b"file (closed)");
    }
    let text = format!("file ({:#06x})", call.state().identity(file.value()).unwrap_or(0));
    call.one_string(text.as_bytes())
}
