//! From source text to a function: where the compiler's world and the machine's meet.

use std::sync::Arc;

use crate::bytecode::FunctionCode;
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
    compiler::compile(&body, name)
}

/// The text of a syntax error: `chunk:line: message near 'token'`.
pub(crate) fn syntax_message(error: &SyntaxError, name: &[u8]) -> Vec<u8> {
    let mut text = message::chunk_id(name);
    text.extend_from_slice(format!(":{}: ", error.line).as_bytes());
    text.extend_from_slice(&error.text());
    text
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
    Closure::new(&state.heap, proto, count, |index| {
        let value = if index == 0 { environment } else { Value::NIL };
        Upvalue::closed(&state.heap, value)
    })
}
