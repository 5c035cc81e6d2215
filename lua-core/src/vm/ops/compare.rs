//! Comparisons, fused with the jump that depends on them.

use super::{Next, Operands, complete_jump};
use crate::bytecode::{Instruction, Op};
use crate::object::{State, Tag, Value};
use crate::vm::call::Flow;
use crate::vm::frame::Frame;
use crate::vm::metamethod::{self, Step, compare_step, equals_step};

#[inline(always)]
fn jump_when(frame: &mut Frame, i: Instruction, taken: bool) {
    if taken {
        frame.jump(i.signed_d());
    }
}

/// `if (R[A] == R[B]) is when then pc += sD`
#[inline(always)]
pub(in crate::vm) fn equal(state: &State, frame: &mut Frame, i: Instruction, when: bool) -> Next {
    let (a, b) = (frame.register(i.a()), frame.register(i.b()));
    let is_object = |value: Value| value.tag() == Tag::TABLE || value.tag() == Tag::USERDATA;
    match a.quickly_equals(b) {
        Some(equal) if equal || !is_object(a) || !is_object(b) => {
            jump_when(frame, i, equal == when);
            Ok(Flow::Run)
        }
        _ => frame.slow(state, i, slow_equal),
    }
}

#[cold]
#[inline(never)]
fn slow_equal(state: &State, i: Instruction) -> Next {
    let operands = Operands::of(state);
    let step = equals_step(state, operands.register(i.a()), operands.register(i.b()));
    complete_jump(state, i, step, i.op() == Op::JumpIfEqual)
}

/// `if (R[A] == K[E]) is when then pc += sD`
#[inline(always)]
pub(in crate::vm) fn equal_constant(
    state: &State,
    frame: &mut Frame,
    i: Instruction,
    when: bool,
) -> Next {
    match frame.register(i.a()).quickly_equals(frame.constant(i.e())) {
        Some(equal) => {
            jump_when(frame, i, equal == when);
            Ok(Flow::Run)
        }
        None => frame.slow(state, i, slow_equal_constant),
    }
}

#[cold]
#[inline(never)]
fn slow_equal_constant(state: &State, i: Instruction) -> Next {
    let operands = Operands::of(state);
    let (a, b) = (operands.register(i.a()), operands.constant(i.e()));
    metamethod::count_comparison(state, a, b);
    let equal = a.raw_equals(b);
    let step = Step::Done(Value::from_boolean(equal));
    complete_jump(state, i, step, i.op() == Op::JumpIfEqualConstant)
}

/// `if (R[A] == sE) is when then pc += sD`
#[inline(always)]
pub(in crate::vm) fn equal_integer(frame: &mut Frame, i: Instruction, when: bool) {
    let a = frame.register(i.a());
    let equal = match (a.as_integer(), a.as_float()) {
        (Some(a), _) => a == i.signed_e(),
        (_, Some(a)) => a == i.signed_e() as f64,
        _ => false,
    };
    jump_when(frame, i, equal == when);
}

macro_rules! orders {
    ($($name:ident $slow:ident $operator:tt $or_equal:literal $yes:ident;)+) => {$(
        /// `if (R[A] op R[B]) is when then pc += sD`
        #[inline(always)]
        pub(in crate::vm) fn $name(
            state: &State,
            frame: &mut Frame,
            i: Instruction,
            when: bool,
        ) -> Next {
            let operands = [frame.register(i.a()), frame.register(i.b())];
            let result = if let Some((a, b)) = Value::integers(operands) {
                a $operator b
            } else if let Some((a, b)) = Value::floats(operands) {
                a $operator b
            } else {
                return frame.slow(state, i, $slow);
            };
            jump_when(frame, i, result == when);
            Ok(Flow::Run)
        }

        #[cold]
        #[inline(never)]
        fn $slow(state: &State, i: Instruction) -> Next {
            let operands = Operands::of(state);
            let (a, b) = (operands.register(i.a()), operands.register(i.b()));
            let step = compare_step(state, a, b, $or_equal)?;
            complete_jump(state, i, step, i.op() == Op::$yes)
        }
    )+};
}

orders! {
    less slow_less < false JumpIfLess;
    less_equal slow_less_equal <= true JumpIfLessEqual;
}

macro_rules! integer_orders {
    ($($name:ident $slow:ident $operator:tt $or_equal:literal $swapped:literal $yes:ident;)+) => {$(
        /// `if (R[A] op sE) is when then pc += sD`
        #[inline(always)]
        pub(in crate::vm) fn $name(
            state: &State,
            frame: &mut Frame,
            i: Instruction,
            when: bool,
        ) -> Next {
            let a = frame.register(i.a());
            let result = match (a.as_integer(), a.as_float()) {
                (Some(a), _) => a $operator i.signed_e(),
                (_, Some(a)) => a $operator i.signed_e() as f64,
                _ => return frame.slow(state, i, $slow),
            };
            jump_when(frame, i, result == when);
            Ok(Flow::Run)
        }

        #[cold]
        #[inline(never)]
        fn $slow(state: &State, i: Instruction) -> Next {
            let (mut a, mut b) =
                (Operands::of(state).register(i.a()), Value::from_integer(i.signed_e()));
            if $swapped {
                (a, b) = (b, a);
            }
            let step = compare_step(state, a, b, $or_equal)?;
            complete_jump(state, i, step, i.op() == Op::$yes)
        }
    )+};
}

integer_orders! {
    less_integer slow_less_integer < false false JumpIfLessInteger;
    less_equal_integer slow_less_equal_integer <= true false JumpIfLessEqualInteger;
    greater_integer slow_greater_integer > false true JumpIfGreaterInteger;
    greater_equal_integer slow_greater_equal_integer >= true true JumpIfGreaterEqualInteger;
}
