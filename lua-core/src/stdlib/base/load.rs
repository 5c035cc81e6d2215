//! `load`, `loadfile` and `dofile` (manual 6.1).

use std::fs::File;
use std::io::Read;

use crate::gc::Gc;
use crate::load::{self, Accepted};
use crate::native::buffer::Buffer;
use crate::object::thread::ALL;
use crate::object::{Call, Closure, LuaError, Returns, State, Value};
use crate::stdlib::system;
use crate::stdlib::text::append_if_text;
use crate::vm::limits;
use crate::vm::unwind;

/// How a chunk is to be loaded.
#[derive(Clone, Copy)]
struct Options<'a> {
    name: &'a [u8],
    /// Which kinds of chunks are welcome: `b` for binary, `t` for text.
    mode: &'a [u8],
    environment: Option<Value>,
}

/// `load (chunk [, chunkname [, mode [, env]]])` — manual 6.1.
pub(super) fn load(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let mode = call.string_or_none(3)?;
    let name = call.string_or_none(2)?;
    let mut options = Options {
        name: name.as_ref().map_or(b"=(load)", |name| name.as_bytes()),
        mode: mode.as_ref().map_or(b"bt", |mode| mode.as_bytes()),
        environment: call.has(4).then(|| call.get(4)),
    };
    let chunk = call.get(1);
    let loaded = if chunk.is_string() || chunk.is_number() {
        let source = call.string(1)?;
        if name.is_none() {
            options.name = source.as_bytes();
        }
        compile(call.state(), source.as_bytes(), &options)
    } else {
        let reader = call.function(1)?;
        read_all(call, reader).and_then(|source| compile(call.state(), source.as_slice(), &options))
    };
    function_or_message(call, loaded)
}

/// Returns a function, or nil and the message that says why there is none.
fn function_or_message(
    call: &mut Call<'_>,
    loaded: Result<Gc<Closure>, LuaError>,
) -> Result<Returns, LuaError> {
    match loaded {
        Ok(function) => call.one(Value::from_closure(function)),
        Err(error) => {
            let message = call.state().catch(error);
            call.many(&[Value::NIL, message])
        }
    }
}

/// `loadfile ([filename [, mode [, env]]])` — manual 6.1.
pub(super) fn loadfile(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let file = call.string_or_none(1)?;
    let mode = call.string_or_none(2)?;
    let mode = mode.as_ref().map_or(&b"bt"[..], |mode| mode.as_bytes());
    let environment = call.has(3).then(|| call.get(3));
    let file = file.as_ref().map(|file| file.as_bytes());
    let loaded = load_file(call.state(), file, mode, environment);
    function_or_message(call, loaded)
}

/// `dofile ([filename])` — manual 6.1.
pub(super) fn dofile(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let file = call.string_or_none(1)?;
    let file = file.as_ref().map(|file| file.as_bytes());
    let function = load_file(call.state(), file, b"bt", None)?;
    call.set_count(1)?;
    call.replace(1, Value::from_closure(function));
    // Left to the interpreter, so that the chunk may yield.
    Ok(Returns::CallFor { wanted: ALL })
}

/// Loads a file, or standard input if there is no name.
///
/// # Errors
///
/// Throws the message if the file cannot be read, or is not Lua.
pub(in crate::stdlib) fn load_file(
    state: &State,
    file: Option<&[u8]>,
    mode: &[u8],
    environment: Option<Value>,
) -> Result<Gc<Closure>, LuaError> {
    let cannot = |action: &str, error| {
        let reason = system::reason(&error);
        let name = file.unwrap_or(b"stdin");
        let head = format!("cannot {action} ");
        state.throw_message([head.as_bytes(), name, b": ", reason.as_bytes()].concat())
    };
    let mut source = Vec::new();
    let (name, outcome) = match file {
        Some(file) => {
            let mut opened =
                File::open(system::path(file)).map_err(|error| cannot("open", error))?;
            ([b"@", file].concat(), opened.read_to_end(&mut source))
        }
        None => (b"=stdin".to_vec(), std::io::stdin().lock().read_to_end(&mut source)),
    };
    outcome.map_err(|error| cannot("read", error))?;
    compile(state, load::skip_prelude(&source), &Options { name: &name, mode, environment })
}

/// Calls a reader function until it returns nil or an empty string, and puts the pieces together.
fn read_all<'a>(call: &mut Call<'a>, reader: Value) -> Result<Buffer<'a>, LuaError> {
    let mut source = Buffer::new(call.state());
    loop {
        let length = source.len();
        call.push(reader)?;
        let thread = call.thread();
        unwind::protected_invoke(call.state(), thread, thread.top() - 1, 1, 0)?;
        let piece = call.slot(call.len());
        if !piece.is_nil() && !append_if_text(piece, &mut source)? {
            return Err(call.error("reader function must return a string"));
        }
        call.truncate(call.len() - 1);
        if source.len() == length {
            return Ok(source);
        }
    }
}

/// Makes a function of a chunk, if it is of a kind that may be loaded.
fn compile(state: &State, source: &[u8], options: &Options<'_>) -> Result<Gc<Closure>, LuaError> {
    /// Bytes that are compiled in the time of an instruction, about.
    const AT_ONCE: usize = 4;
    let Options { name, mode, environment } = *options;
    limits::spend(state, source.len() / AT_ONCE)?;
    limits::admit_string(state, name.len())?;
    limits::spend_bytes(state, name.len())?;
    let accepted = Accepted { mode, binary: state.takes_binary.get() };
    load::load(state, source, name, accepted, environment).map_err(|error| error.throw(state))
}
