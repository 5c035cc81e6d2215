//! Arithmetic on strings that read as numbers (manual 3.4.3): the metamethods of strings.

use crate::num::arith::ArithOp;
use crate::object::{Call, LuaError, NativeFunction, Returns, Value};
use crate::vm::metamethod;

/// The metamethods. Bitwise operators are not among them: they convert strings by themselves.
pub(super) static METAMETHODS: [NativeFunction; 8] = [
    NativeFunction { name: "__add", function: |call| arithmetic(call, ArithOp::Add, "add") },
    NativeFunction { name: "__sub", function: |call| arithmetic(call, ArithOp::Sub, "sub") },
    NativeFunction { name: "__mul", function: |call| arithmetic(call, ArithOp::Mul, "mul") },
    NativeFunction { name: "__mod", function: |call| arithmetic(call, ArithOp::Mod, "mod") },
    NativeFunction { name: "__pow", function: |call| arithmetic(call, ArithOp::Pow, "pow") },
    NativeFunction { name: "__div", function: |call| arithmetic(call, ArithOp::Div, "div") },
    NativeFunction { name: "__idiv", function: |call| arithmetic(call, ArithOp::IDiv, "idiv") },
    NativeFunction { name: "__unm", function: |call| arithmetic(call, ArithOp::Unm, "unm") },
];

/// Computes an operation of which an operand is a string.
fn arithmetic(call: &mut Call<'_>, op: ArithOp, verb: &str) -> Result<Returns, LuaError> {
    let (a, b) = (call.get(1), call.get(2));
    let state = call.state();
    if let (Some(x), Some(y)) = (metamethod::to_number(state, a), metamethod::to_number(state, b)) {
        let (x, y) = (Value::from_number(x), Value::from_number(y));
        let result = metamethod::arithmetic(state, op, x, y)?;
        return call.one(result);
    }
    // The first operand's metamethod may be this very function; the second's gets its chance here.
    let handler = state.metamethod(b, metamethod::arith_event(op));
    if b.is_string() || handler.is_nil() {
        let (a, b) = (a.type_name(), b.type_name());
        return Err(call.error(format!("attempt to {verb} a '{a}' with a '{b}'")));
    }
    let result = call.call_value(handler, &[a, b])?;
    call.one(result)
}
