//! Arithmetic and bit operators: numbers at once, anything else by the slow path.

use super::{Next, Operands, complete};
use crate::bytecode::{Instruction, Op};
use crate::num::arith::ArithOp;
use crate::num::convert::float_to_integer;
use crate::object::{LuaError, State, Value};
use crate::vm::call::Flow;
use crate::vm::frame::Frame;
use crate::vm::metamethod::arith_step;

/// The operation of an instruction.
fn operation(op: Op) -> ArithOp {
    match op {
        Op::Add | Op::AddInteger | Op::AddConstant => ArithOp::Add,
        Op::Subtract | Op::SubtractInteger | Op::SubtractConstant => ArithOp::Sub,
        Op::Multiply | Op::MultiplyConstant => ArithOp::Mul,
        Op::Divide | Op::DivideConstant => ArithOp::Div,
        Op::Modulo | Op::ModuloConstant => ArithOp::Mod,
        Op::Power | Op::PowerConstant => ArithOp::Pow,
        Op::FloorDivide | Op::FloorDivideConstant => ArithOp::IDiv,
        Op::BitAnd | Op::BitAndConstant => ArithOp::BAnd,
        Op::BitOr | Op::BitOrConstant => ArithOp::BOr,
        Op::BitXor | Op::BitXorConstant => ArithOp::BXor,
        Op::ShiftLeft | Op::ShiftLeftConstant => ArithOp::Shl,
        Op::ShiftRight | Op::ShiftRightConstant => ArithOp::Shr,
        Op::Negate => ArithOp::Unm,
        _ => ArithOp::BNot,
    }
}

/// Two registers.
#[cold]
#[inline(never)]
fn slow(state: &State, i: Instruction) -> Next {
    let operands = Operands::of(state);
    let (a, b) = (operands.register(i.b()), operands.register(i.c()));
    complete(state, i, arith_step(state, operation(i.op()), a, b)?)
}

/// A register and an immediate integer or a constant; `C` tells whether the program had them the other way round.
#[cold]
#[inline(never)]
fn slow_constant(state: &State, i: Instruction) -> Next {
    let operands = Operands::of(state);
    let constant = match i.op() {
        Op::AddInteger | Op::SubtractInteger => Value::from_integer(i.signed_d() as i64),
        _ => operands.constant(i.d()),
    };
    let (mut a, mut b) = (operands.register(i.b()), constant);
    if i.c() != 0 {
        (a, b) = (b, a);
    }
    complete(state, i, arith_step(state, operation(i.op()), a, b)?)
}

#[cold]
#[inline(never)]
fn slow_unary(state: &State, i: Instruction) -> Next {
    let operand = Operands::of(state).register(i.b());
    complete(state, i, arith_step(state, operation(i.op()), operand, operand)?)
}

/// An operation that is `integer` on two integers and `float` on other numbers.
#[inline(always)]
fn numeric(
    a: Value,
    b: Value,
    integer: impl Fn(i64, i64) -> i64,
    float: impl Fn(f64, f64) -> f64,
) -> Option<Value> {
    if let (Some(a), Some(b)) = (a.as_integer(), b.as_integer()) {
        return Some(Value::from_integer(integer(a, b)));
    }
    floats(a, b, float)
}

#[inline(always)]
fn floats(a: Value, b: Value, float: impl Fn(f64, f64) -> f64) -> Option<Value> {
    if let (Some(a), Some(b)) = (a.as_float(), b.as_float()) {
        return Some(Value::from_float(float(a, b)));
    }
    match (a.to_float(), b.to_float()) {
        (Some(a), Some(b)) => Some(Value::from_float(float(a, b))),
        _ => None,
    }
}

/// Division of two integers that rounds towards minus infinity; zero divisors and floats are for the slow path.
#[inline(always)]
fn divided(a: Value, b: Value, integer: impl Fn(i64, i64) -> i64) -> Option<Value> {
    match (a.as_integer(), b.as_integer()) {
        (Some(a), Some(b)) if b != 0 => Some(Value::from_integer(integer(a, b))),
        _ => None,
    }
}

#[inline(always)]
fn divided_exactly(a: Value, b: Value) -> Option<Value> {
    floats(a, b, |a, b| a / b)
}

/// Squares; other powers are for the slow path.
#[inline(always)]
fn squared(a: Value, b: Value) -> Option<Value> {
    let a = a.to_float()?;
    (b.to_float()? == 2.0).then(|| Value::from_float(a * a))
}

#[inline(always)]
fn bits(a: Value, b: Value, integer: impl Fn(i64, i64) -> i64) -> Option<Value> {
    if let (Some(a), Some(b)) = (a.as_integer(), b.as_integer()) {
        return Some(Value::from_integer(integer(a, b)));
    }
    let exact =
        |value: Value| value.as_integer().or_else(|| value.as_float().and_then(float_to_integer));
    Some(Value::from_integer(integer(exact(a)?, exact(b)?)))
}

#[inline(always)]
fn done(
    state: &State,
    frame: &mut Frame,
    i: Instruction,
    result: Option<Value>,
    slow: impl FnOnce(&State, Instruction) -> Result<Flow, LuaError>,
) -> Next {
    match result {
        Some(value) => {
            frame.set(i.a(), value);
            Ok(Flow::Run)
        }
        None => frame.slow(state, i, slow),
    }
}

macro_rules! families {
    ($($(#[$doc:meta])* $name:ident $constant:ident $compute:ident ($($function:ident: $type:ty),*);)+) => {$(
        $(#[$doc])*
        #[inline(always)]
        pub(in crate::vm) fn $name(
            state: &State,
            frame: &mut Frame,
            i: Instruction,
            $($function: impl Fn($type, $type) -> $type),*
        ) -> Next {
            let result = $compute(frame.register(i.b()), frame.register(i.c()) $(, $function)*);
            done(state, frame, i, result, slow)
        }

        /// The same with `K[D]` on the right.
        #[inline(always)]
        pub(in crate::vm) fn $constant(
            state: &State,
            frame: &mut Frame,
            i: Instruction,
            $($function: impl Fn($type, $type) -> $type),*
        ) -> Next {
            let result = $compute(frame.register(i.b()), frame.constant(i.d()) $(, $function)*);
            done(state, frame, i, result, slow_constant)
        }
    )+};
}

families! {
    /// `R[A] := R[B] op R[C]`; integers wrap around.
    wrapping wrapping_constant numeric (integer: i64, float: f64);
    /// `R[A] := R[B] op R[C]`, rounding towards minus infinity.
    dividing dividing_constant divided (integer: i64);
    /// `R[A] := R[B] / R[C]`
    quotient quotient_constant divided_exactly ();
    /// `R[A] := R[B] ^ R[C]`
    power power_constant squared ();
    /// `R[A] := R[B] op R[C]` on integers.
    bitwise bitwise_constant bits (integer: i64);
}

/// `R[A] := R[B] op sD`; integers wrap around.
#[inline(always)]
pub(in crate::vm) fn wrapping_immediate(
    state: &State,
    frame: &mut Frame,
    i: Instruction,
    integer: impl Fn(i64, i64) -> i64,
    float: impl Fn(f64, f64) -> f64,
) -> Next {
    let a = frame.register(i.b());
    let immediate = i.signed_d() as i64;
    let result = match (a.as_integer(), a.as_float()) {
        (Some(a), _) => Some(Value::from_integer(integer(a, immediate))),
        (_, Some(a)) => Some(Value::from_float(float(a, immediate as f64))),
        _ => None,
    };
    done(state, frame, i, result, slow_constant)
}

/// `R[A] := -R[B]`
#[inline(always)]
pub(in crate::vm) fn negate(state: &State, frame: &mut Frame, i: Instruction) -> Next {
    let a = frame.register(i.b());
    let result = match (a.as_integer(), a.as_float()) {
        (Some(a), _) => Some(Value::from_integer(a.wrapping_neg())),
        (_, Some(a)) => Some(Value::from_float(-a)),
        _ => None,
    };
    done(state, frame, i, result, slow_unary)
}

/// `R[A] := ~R[B]`
#[inline(always)]
pub(in crate::vm) fn bit_not(state: &State, frame: &mut Frame, i: Instruction) -> Next {
    let a = frame.register(i.b());
    let result = bits(a, a, |a, _| !a);
    done(state, frame, i, result, slow_unary)
}
