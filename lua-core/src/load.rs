//! From source text, or a binary chunk, to a function: where the compiler's world and the machine's meet.

use std::sync::Arc;

use crate::bytecode::{self, FunctionCode};
use crate::compiler;
use crate::gc::Gc;
use crate::object::{Closure, LuaError, Proto, State, Upvalue, Value};
use crate::syntax::{self, error::Allowance, error::SyntaxError};
use crate::vm::{limits, message};

/// Compiles a chunk of source text. `name` is the chunk's name with its `@` or `=`, if it has one.
///
/// # Errors
///
/// If the text is not Lua, or takes more than is allowed.
fn compile(
    source: &[u8],
    name: &[u8],
    allowance: Allowance<'_>,
) -> Result<Arc<FunctionCode>, Box<SyntaxError>> {
    let code = compiler::compile(source, name, allowance)?;
    debug_assert_eq!(
        bytecode::verify(&code),
        Ok(()),
        "the compiler emits code that is safe to run"
    );
    Ok(code)
}

/// Sees whether a text is Lua, for who shows where it is not.
///
/// # Errors
///
/// If the text is not Lua.
pub(crate) fn check(source: &[u8]) -> Result<(), Box<SyntaxError>> {
    compile(source, b"=check", Allowance::ANY).map(drop)
}

/// The text of a syntax error: `chunk:line: message near 'token'`.
fn syntax_message(error: &SyntaxError, name: &[u8]) -> Vec<u8> {
    let mut text = message::chunk_id(name);
    text.extend_from_slice(format!(":{}: ", error.line).as_bytes());
    text.extend_from_slice(&error.text());
    text
}

/// The first byte of every binary chunk, C Lua's or ours.
const BINARY_MARK: u8 = 0x1b;

/// Whether a chunk is a binary one, as far as its first byte tells.
pub(crate) fn is_binary(chunk: &[u8]) -> bool {
    chunk.first() == Some(&BINARY_MARK)
}

/// A file's chunk without its first line if that is a comment. The end of a skipped line stays before text, for the
/// line numbers, but not before a binary chunk.
pub(crate) fn skip_prelude(file: &[u8]) -> &[u8] {
    match syntax::skip_prelude(file) {
        [b'\n', binary @ ..] if is_binary(binary) => binary,
        text => text,
    }
}

/// Why a chunk cannot be loaded.
pub(crate) struct LoadError {
    /// The message.
    pub(crate) text: Vec<u8>,
    /// The line, for text that is not Lua.
    pub(crate) line: Option<u32>,
    /// Whether the text may go on: an interactive program may ask for more.
    pub(crate) incomplete: bool,
    /// Whether nothing is wrong with the chunk, but there is not enough memory, or scripts are being stopped.
    pub(crate) interrupted: bool,
}

impl LoadError {
    fn new(text: Vec<u8>) -> LoadError {
        LoadError { text, line: None, incomplete: false, interrupted: false }
    }

    /// Throws the message, or stops scripts.
    pub(crate) fn throw(self, state: &State) -> LuaError {
        match state.limits.trip() {
            _ if !self.interrupted => state.throw_message(self.text),
            Some(trip) => limits::error(state, trip),
            None => limits::out_of_memory(state),
        }
    }
}

/// Which kinds of chunks may be loaded.
#[derive(Clone, Copy)]
pub(crate) struct Accepted<'a> {
    /// The mode as `load` takes it: `t` for text, `b` for binary chunks.
    pub(crate) mode: &'a [u8],
    /// Whether binary chunks are trusted to be loaded at all.
    pub(crate) binary: bool,
}

/// Makes a function of a chunk of either kind, whose environment is `environment` or the globals. `name` is the chunk's
/// name with its `@` or `=`, if it has one.
///
/// # Errors
///
/// If the chunk is not of an accepted kind, not Lua, or damaged; if there is not enough memory to compile it, or scripts are being stopped.
pub(crate) fn load(
    state: &State,
    chunk: &[u8],
    name: &[u8],
    accepted: Accepted<'_>,
    environment: Option<Value>,
) -> Result<Gc<Closure>, LoadError> {
    let is_binary = is_binary(chunk);
    let (kind, letter) = if is_binary { ("binary", b'b') } else { ("text", b't') };
    if !accepted.mode.contains(&letter) {
        let head = format!("attempt to load a {kind} chunk (mode is '");
        return Err(LoadError::new([head.as_bytes(), accepted.mode, b"')"].concat()));
    }
    if is_binary && !accepted.binary {
        let text = b"attempt to load a binary chunk (binary chunks are not enabled)";
        return Err(LoadError::new(text.into()));
    }
    let goes_on = || state.limits.heed().is_ok();
    let allowance = Allowance { memory: state.heap.room(), goes_on: &goes_on };
    let code = match is_binary {
        true => undump(chunk, name).map_err(LoadError::new)?,
        false => compile(chunk, name, allowance).map_err(|error| LoadError {
            text: syntax_message(&error, name),
            line: Some(error.line),
            incomplete: error.incomplete,
            interrupted: error.interrupted,
        })?,
    };
    Ok(instantiate(state, code, environment))
}

/// Reads a binary chunk; the error is the message.
fn undump(chunk: &[u8], name: &[u8]) -> Result<Arc<FunctionCode>, Vec<u8>> {
    bytecode::undump(chunk).map_err(|reason| {
        let name = match name {
            [b'=' | b'@', name @ ..] => name,
            [BINARY_MARK, ..] => b"binary string",
            name => name,
        };
        [name, b": bad binary format (", reason.as_bytes(), b")"].concat()
    })
}

/// Makes a function of a compiled main chunk.
fn instantiate(state: &State, code: Arc<FunctionCode>, environment: Option<Value>) -> Gc<Closure> {
    let environment = environment.unwrap_or(Value::from_table(state.globals.get()));
    let proto = Proto::instantiate(state, code);
    let count = proto.function().upvalues.len();
    let upvalues = (0..count).map(|index| {
        let value = if index == 0 { environment } else { Value::NIL };
        Upvalue::closed(&state.heap, value)
    });
    Closure::new(&state.heap, proto, upvalues)
}
