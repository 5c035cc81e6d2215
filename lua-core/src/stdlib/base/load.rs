//! `load` (manual 6.1).

use crate::gc::Gc;
use crate::load;
use crate::object::{Call, Closure, LuaError, Returns, State, Value};
use crate::stdlib::text::append_if_text;
use crate::vm::unwind;

/// The first byte of every precompiled chunk.
const BINARY_MARK: u8 = 0x1b;

/// How a chunk is to be loaded.
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
        read_all(call, reader).and_then(|source| compile(call.state(), &source, &options))
    };
    match loaded {
        Ok(function) => call.one(Value::from_closure(function)),
        Err(error) => {
            let message = call.state().catch(error);
            call.many(&[Value::NIL, message])
        }
    }
}

/// Calls a reader function until it returns nil or an empty string, and puts the pieces together.
fn read_all(call: &mut Call<'_>, reader: Value) -> Result<Vec<u8>, LuaError> {
    let mut source = Vec::new();
    loop {
        let length = source.len();
        call.push(reader)?;
        let thread = call.thread();
        unwind::protected_invoke(call.state(), thread, thread.top() - 1, 1, 0)?;
        let piece = call.slot(call.len());
        if !piece.is_nil() && !append_if_text(piece, &mut source) {
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
    let is_binary = source.first() == Some(&BINARY_MARK);
    let (kind, letter) = if is_binary { ("binary", b'b') } else { ("text", b't') };
    let mode = match options.mode {
        mode if !mode.contains(&letter) => mode,
        // There is no loader of binary chunks, so they are welcome in no mode.
        _ if is_binary => b"t",
        _ => return load::load(state, source, options.name, options.environment),
    };
    let head = format!("attempt to load a {kind} chunk (mode is '");
    Err(state.throw_message([head.as_bytes(), mode, b"')"].concat()))
}
