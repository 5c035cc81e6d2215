//! Arithmetic and bit operators: numbers at once, anything else by the slow path.

use super::{Next, Operands, complete, unless};
use crate::bytecode::{Instruction, Op};
use crate::num::arith::ArithOp;
use crate::num::convert::float_to_integer;
use crate::object::{State, Value};
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

// The computations below store their result and tell whether there is one.
//
// PERF: each case stores by itself. A result handed on to one store for all made the compiler join the cases before it:
// a tenth of the time of float loops.

/// An operation that is `integer` on two integers and `float` on other numbers.
#[inline(always)]
fn numeric(
    frame: &mut Frame,
    target: usize,
    operands: [Value; 2],
    integer: impl Fn(i64, i64) -> i64,
    float: impl Fn(f64, f64) -> f64,
) -> bool {
    if let Some((a, b)) = Value::integers(operands) {
        frame.set(target, Value::from_integer(integer(a, b)));
        return true;
    }
    floats(frame, target, operands, float)
}

#[inline(always)]
fn floats(
    frame: &mut Frame,
    target: usize,
    operands: [Value; 2],
    float: impl Fn(f64, f64) -> f64,
) -> bool {
    if let Some((a, b)) = Value::floats(operands) {
        frame.set(target, Value::from_float(float(a, b)));
        return true;
    }
    if let [Some(a), Some(b)] = operands.map(Value::to_float) {
        frame.set(target, Value::from_float(float(a, b)));
        return true;
    }
    false
}

/// Division of two integers that rounds towards minus infinity; zero divisors and floats are for the slow path.
#[inline(always)]
fn divided(
    frame: &mut Frame,
    target: usize,
    [a, b]: [Value; 2],
    integer: impl Fn(i64, i64) -> i64,
) -> bool {
    if let (Some(a), Some(b)) = (a.as_integer(), b.as_integer())
        && b != 0
    {
        frame.set(target, Value::from_integer(integer(a, b)));
        return true;
    }
    false
}

#[inline(always)]
fn divided_exactly(frame: &mut Frame, target: usize, operands: [Value; 2]) -> bool {
    floats(frame, target, operands, |a, b| a / b)
}

/// Squares; other powers are for the slow path.
#[inline(always)]
fn squared(frame: &mut Frame, target: usize, [a, b]: [Value; 2]) -> bool {
    if let (Some(a), Some(2.0)) = (a.to_float(), b.to_float()) {
        frame.set(target, Value::from_float(a * a));
        return true;
    }
    false
}

#[inline(always)]
fn bits(
    frame: &mut Frame,
    target: usize,
    [a, b]: [Value; 2],
    integer: impl Fn(i64, i64) -> i64,
) -> bool {
    if let (Some(a), Some(b)) = (a.as_integer(), b.as_integer()) {
        frame.set(target, Value::from_integer(integer(a, b)));
        return true;
    }
    let exact =
        |value: Value| value.as_integer().or_else(|| value.as_float().and_then(float_to_integer));
    if let (Some(a), Some(b)) = (exact(a), exact(b)) {
        frame.set(target, Value::from_integer(integer(a, b)));
        return true;
    }
    false
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
            let operands = [frame.register(i.b()), frame.register(i.c())];
            let is_done = $compute(frame, i.a(), operands $(, $function)*);
            unless(state, frame, i, is_done, slow)
        }

        /// The same with `K[D]` on the right.
        #[inline(always)]
        pub(in crate::vm) fn $constant(
            state: &State,
            frame: &mut Frame,
            i: Instruction,
            $($function: impl Fn($type, $type) -> $type),*
        ) -> Next {
            let operands = [frame.register(i.b()), frame.constant(i.d())];
            let is_done = $compute(frame, i.a(), operands $(, $function)*);
            unless(state, frame, i, is_done, slow_constant)
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
    if let Some(a) = a.as_integer() {
        frame.set(i.a(), Value::from_integer(integer(a, immediate)));
        return Ok(Flow::Run);
    }
    if let Some(a) = a.as_float() {
        frame.set(i.a(), Value::from_float(float(a, immediate as f64)));
        return Ok(Flow::Run);
    }
    frame.slow(state, i, slow_constant)
}

/// `R[A] := -R[B]`
#[inline(always)]
pub(in crate::vm) fn negate(state: &State, frame: &mut Frame, i: Instruction) -> Next {
    let a = frame.register(i.b());
    if let Some(a) = a.as_integer() {
        frame.set(i.a(), Value::from_integer(a.wrapping_neg()));
        return Ok(Flow::Run);
    }
    if let Some(a) = a.as_float() {
        frame.set(i.a(), Value::from_float(-a));
        return Ok(Flow::Run);
    }
    frame.slow(state, i, slow_unary)
}

/// `R[A] := ~R[B]`
#[inline(always)]
pub(in crate::vm) fn bit_not(state: &State, frame: &mut Frame, i: Instruction) -> Next {
    let a = frame.register(i.b());
    let is_done = bits(frame, i.a(), [a, a], |a, _| !a);
    unless(state, frame, i, is_done, slow_unary)
}
