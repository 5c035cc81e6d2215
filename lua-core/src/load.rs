//! From source text, or a binary chunk, to a function: where the compiler's world and the machine's meet.

use std::sync::Arc;

use crate::bytecode::{self, FunctionCode};
use crate::compiler;
use crate::gc::Gc;
use crate::object::{Closure, LuaError, Proto, State, Upvalue, Value};
use crate::syntax::{self, error::SyntaxError};
use crate::vm::message;

/// Compiles a chunk of source text. `name` is the chunk's name with its `@` or `=`, if it has one.
///
/// # Errors
///
/// If the text is not Lua.
pub(crate) fn compile(source: &[u8], name: &[u8]) -> Result<Arc<FunctionCode>, SyntaxError> {
    let arena = bumpalo::Bump::new();
    let body = syntax::parse(source, &arena)?;
    let code = compiler::compile(&body, name)?;
    debug_assert_eq!(
        bytecode::verify(&code),
        Ok(()),
        "the compiler emits code that is safe to run"
    );
    Ok(code)
}

/// The text of a syntax error: `chunk:line: message near 'token'`.
pub(crate) fn syntax_message(error: &SyntaxError, name: &[u8]) -> Vec<u8> {
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

/// Reads a binary chunk; the error is the message.
///
/// # Errors
///
/// If it is damaged, or its code is not safe to run.
pub(crate) fn undump(chunk: &[u8], name: &[u8]) -> Result<Arc<FunctionCode>, Vec<u8>> {
    bytecode::undump(chunk).map_err(|reason| {
        let name = match name {
            [b'=' | b'@', name @ ..] => name,
            [BINARY_MARK, ..] => b"binary string",
            name => name,
        };
        [name, b": bad binary format (", reason.as_bytes(), b")"].concat()
    })
}

/// As [`load`], for a binary chunk.
///
/// # Errors
///
/// Throws the message if the chunk is damaged.
pub(crate) fn load_binary(
    state: &State,
    chunk: &[u8],
    name: &[u8],
    environment: Option<Value>,
) -> Result<Gc<Closure>, LuaError> {
    match undump(chunk, name) {
        Ok(code) => Ok(instantiate(state, code, environment)),
        Err(message) => Err(state.throw_message(message)),
    }
}

/// Compiles a chunk and makes a function of it, whose environment is `environment` or the globals.
///
/// # Errors
///
/// Throws the message if the text is not Lua.
pub(crate) fn load(
    state: &State,
    source: &[u8],
    name: &[u8],
    environment: Option<Value>,
) -> Result<Gc<Closure>, LuaError> {
    match compile(source, name) {
        Ok(code) => Ok(instantiate(state, code, environment)),
        Err(error) => Err(state.throw_message(syntax_message(&error, name))),
    }
}

/// Makes a function of a compiled main chunk.
pub(crate) fn instantiate(
    state: &State,
    code: Arc<FunctionCode>,
    environment: Option<Value>,
) -> Gc<Closure> {
    let environment = environment.unwrap_or(Value::from_table(state.globals));
    let proto = Proto::instantiate(state, code);
    let count = proto.function().upvalues.len();
    let upvalues = (0..count).map(|index| {
        let value = if index == 0 { environment } else { Value::NIL };
        Upvalue::closed(&state.heap, value)
    });
    Closure::new(&state.heap, proto, upvalues)
}
