//! The interpreter loop: one line for each opcode. What an opcode does is in `ops`.

use super::call::Flow;
use super::frame::{Frame, align_loop, landmark};
use super::hook;
use super::ops::{arith, call, closure, compare, concat, control, loops, table};
use crate::bytecode::Op;
use crate::num::arith as num;
use crate::object::{LuaError, State, Value};

/// Runs the Lua function on top of the running thread until the frame that the loop was entered for returns, or
/// another loop should run: one that `SEES_HOOKS`, or `COUNTS` instructions.
///
/// # Errors
///
/// The first error that is thrown; [`super::unwind`] finds who catches it.
#[expect(clippy::too_many_lines, reason = "a table of contents")]
pub(super) fn run<const SEES_HOOKS: bool, const COUNTS: bool>(
    state: &State,
) -> Result<Flow, LuaError> {
    let mut frame = Frame::current(state);

    // An operation that may go on elsewhere: in another frame, or outside the loop.
    macro_rules! go {
        ($operation:expr) => {
            match $operation? {
                Flow::Run => {}
                flow => return Ok(flow),
            }
        };
    }

    // A jump backwards.
    macro_rules! round {
        ($jump:expr, $i:ident) => {{
            let jumped: bool = $jump;
            if COUNTS && jumped {
                go!(control::count(state, &mut frame, $i, $i.signed_d().unsigned_abs()));
            }
        }};
    }

    // A `match` whose every arm ends in a place of its own.
    macro_rules! landmarks {
        (match ($op:expr) { $(Op::$name:ident => $arm:expr,)+ }) => {
            match $op { $(Op::$name => { $arm; landmark::<{ Op::$name as u8 }>(); })+ }
        };
    }

    align_loop();
    loop {
        let i = frame.fetch();
        if SEES_HOOKS && hook::is_watched(state, frame.thread) {
            match frame.pause(state, |state| hook::before(state, i))? {
                None => {}
                Some(Flow::Run) => continue,
                Some(flow) => return Ok(flow),
            }
            if state.hooks.switch.get() {
                frame.jump(-1);
                frame.save();
                return Ok(Flow::Switch);
            }
        }
        landmarks! { match (i.op()) {
            Op::Move => frame.set(i.a(), frame.register(i.b())),
            Op::LoadInteger => frame.set(i.a(), Value::from_integer(i.signed_d() as i64)),
            Op::LoadFloat => frame.set(i.a(), Value::from_float(i.signed_d() as f64)),
            Op::LoadConstant => frame.set(i.a(), frame.constant(i.d())),
            Op::LoadFalse => frame.set(i.a(), Value::FALSE),
            Op::LoadTrue => frame.set(i.a(), Value::TRUE),
            Op::LoadFalseSkip => {
                frame.set(i.a(), Value::FALSE);
                frame.jump(1);
            },
            Op::LoadNil => (i.a()..=i.a() + i.b()).for_each(|r| frame.set(r, Value::NIL)),
            Op::GetUpvalue => frame.set(i.a(), frame.upvalue(i.b()).get()),
            Op::SetUpvalue => {
                let value = frame.register(i.b());
                closure::set_upvalue(state, &mut frame, i, value)?;
            },
            Op::SetUpvalueConstant => {
                let value = frame.constant(i.d());
                closure::set_upvalue(state, &mut frame, i, value)?;
            },

            Op::GetGlobal => go!(table::get_global(state, &mut frame, i)),
            Op::SetGlobal => go!(table::set_global(state, &mut frame, i)),
            Op::SetGlobalConstant => go!(table::set_global_constant(state, &mut frame, i)),
            Op::GetTable => go!(table::get(state, &mut frame, i)),
            Op::GetInteger => go!(table::get_integer(state, &mut frame, i)),
            Op::GetField => go!(table::get_field(state, &mut frame, i)),
            Op::SetTable => go!(table::set(state, &mut frame, i)),
            Op::SetTableConstant => go!(table::set_constant(state, &mut frame, i)),
            Op::SetInteger => go!(table::set_integer(state, &mut frame, i)),
            Op::SetIntegerConstant => go!(table::set_integer_constant(state, &mut frame, i)),
            Op::SetField => go!(table::set_field(state, &mut frame, i)),
            Op::SetFieldConstant => go!(table::set_field_constant(state, &mut frame, i)),
            Op::Method => go!(table::method(state, &mut frame, i)),
            Op::NewTable => frame.leave(state, |state| table::new(state, i))?,
            Op::SetList => table::set_list(state, &mut frame, i)?,

            Op::Add => go!(arith::wrapping(state, &mut frame, i, i64::wrapping_add, |a, b| a + b)),
            Op::Subtract => {
                go!(arith::wrapping(state, &mut frame, i, i64::wrapping_sub, |a, b| a - b));
            },
            Op::Multiply => {
                go!(arith::wrapping(state, &mut frame, i, i64::wrapping_mul, |a, b| a * b));
            },
            Op::Divide => go!(arith::quotient(state, &mut frame, i)),
            Op::Modulo => go!(arith::dividing(state, &mut frame, i, num::integer_modulo)),
            Op::Power => go!(arith::power(state, &mut frame, i)),
            Op::FloorDivide => {
                go!(arith::dividing(state, &mut frame, i, num::integer_floor_divide))
            },
            Op::BitAnd => go!(arith::bitwise(state, &mut frame, i, |a, b| a & b)),
            Op::BitOr => go!(arith::bitwise(state, &mut frame, i, |a, b| a | b)),
            Op::BitXor => go!(arith::bitwise(state, &mut frame, i, |a, b| a ^ b)),
            Op::ShiftLeft => go!(arith::bitwise(state, &mut frame, i, num::shift_left)),
            Op::ShiftRight => go!(arith::bitwise(state, &mut frame, i, num::shift_right)),
            Op::AddInteger => {
                let (integer, float) = (i64::wrapping_add, |a, b| a + b);
                go!(arith::wrapping_immediate(state, &mut frame, i, integer, float));
            },
            Op::SubtractInteger => {
                let (integer, float) = (i64::wrapping_sub, |a, b| a - b);
                go!(arith::wrapping_immediate(state, &mut frame, i, integer, float));
            },
            Op::AddConstant => {
                let (integer, float) = (i64::wrapping_add, |a, b| a + b);
                go!(arith::wrapping_constant(state, &mut frame, i, integer, float));
            },
            Op::SubtractConstant => {
                let (integer, float) = (i64::wrapping_sub, |a, b| a - b);
                go!(arith::wrapping_constant(state, &mut frame, i, integer, float));
            },
            Op::MultiplyConstant => {
                let (integer, float) = (i64::wrapping_mul, |a, b| a * b);
                go!(arith::wrapping_constant(state, &mut frame, i, integer, float));
            },
            Op::DivideConstant => go!(arith::quotient_constant(state, &mut frame, i)),
            Op::ModuloConstant => {
                go!(arith::dividing_constant(state, &mut frame, i, num::integer_modulo));
            },
            Op::PowerConstant => go!(arith::power_constant(state, &mut frame, i)),
            Op::FloorDivideConstant => {
                go!(arith::dividing_constant(state, &mut frame, i, num::integer_floor_divide));
            },
            Op::BitAndConstant => go!(arith::bitwise_constant(state, &mut frame, i, |a, b| a & b)),
            Op::BitOrConstant => go!(arith::bitwise_constant(state, &mut frame, i, |a, b| a | b)),
            Op::BitXorConstant => go!(arith::bitwise_constant(state, &mut frame, i, |a, b| a ^ b)),
            Op::ShiftLeftConstant => {
                go!(arith::bitwise_constant(state, &mut frame, i, num::shift_left));
            },
            Op::ShiftRightConstant => {
                go!(arith::bitwise_constant(state, &mut frame, i, num::shift_right));
            },
            Op::Negate => go!(arith::negate(state, &mut frame, i)),
            Op::BitNot => go!(arith::bit_not(state, &mut frame, i)),
            Op::Not => {
                frame.set(i.a(), Value::from_boolean(frame.register(i.b()).is_falsy()));
            },
            Op::Length => go!(table::length(state, &mut frame, i)),
            Op::Concat => go!(concat::concat(state, &mut frame, i)),

            Op::Jump => frame.jump(i.signed_d()),
            Op::JumpBack => round!(control::jump(&mut frame, i), i),
            Op::JumpIf => control::jump_if(&mut frame, i, true),
            Op::JumpIfNot => control::jump_if(&mut frame, i, false),
            Op::JumpIfSet => control::jump_if_set(&mut frame, i, true),
            Op::JumpIfNotSet => control::jump_if_set(&mut frame, i, false),
            Op::JumpIfEqual => go!(compare::equal(state, &mut frame, i, true)),
            Op::JumpIfNotEqual => go!(compare::equal(state, &mut frame, i, false)),
            Op::JumpIfLess => go!(compare::less(state, &mut frame, i, true)),
            Op::JumpIfNotLess => go!(compare::less(state, &mut frame, i, false)),
            Op::JumpIfLessEqual => go!(compare::less_equal(state, &mut frame, i, true)),
            Op::JumpIfNotLessEqual => go!(compare::less_equal(state, &mut frame, i, false)),
            Op::JumpIfEqualConstant => go!(compare::equal_constant(state, &mut frame, i, true)),
            Op::JumpIfNotEqualConstant => {
                go!(compare::equal_constant(state, &mut frame, i, false));
            },
            Op::JumpIfEqualInteger => compare::equal_integer(&mut frame, i, true),
            Op::JumpIfNotEqualInteger => compare::equal_integer(&mut frame, i, false),
            Op::JumpIfLessInteger => go!(compare::less_integer(state, &mut frame, i, true)),
            Op::JumpIfNotLessInteger => go!(compare::less_integer(state, &mut frame, i, false)),
            Op::JumpIfLessEqualInteger => {
                go!(compare::less_equal_integer(state, &mut frame, i, true));
            },
            Op::JumpIfNotLessEqualInteger => {
                go!(compare::less_equal_integer(state, &mut frame, i, false));
            },
            Op::JumpIfGreaterInteger => go!(compare::greater_integer(state, &mut frame, i, true)),
            Op::JumpIfNotGreaterInteger => {
                go!(compare::greater_integer(state, &mut frame, i, false));
            },
            Op::JumpIfGreaterEqualInteger => {
                go!(compare::greater_equal_integer(state, &mut frame, i, true));
            },
            Op::JumpIfNotGreaterEqualInteger => {
                go!(compare::greater_equal_integer(state, &mut frame, i, false));
            },

            Op::Call => go!(call::call::<COUNTS>(state, &mut frame, i)),
            Op::TailCall => go!(call::tail_call::<COUNTS>(state, &mut frame, i)),
            Op::Return => go!(call::return_many(state, &mut frame, i)),
            Op::ReturnNone => go!(call::return_none(state, &mut frame, i)),
            Op::ReturnOne => go!(call::return_one(state, &mut frame, i)),

            Op::ForPrepare => loops::prepare(state, &mut frame, i)?,
            Op::ForLoop => round!(loops::step(&mut frame, i), i),
            Op::GenericForPrepare => loops::generic_prepare(state, &mut frame, i)?,
            Op::GenericForCall => go!(loops::generic_call::<COUNTS>(state, &mut frame, i)),
            Op::GenericForLoop => round!(loops::generic_step(&mut frame, i), i),

            Op::Closure => frame.leave(state, |state| closure::closure(state, i))?,
            Op::Vararg => call::vararg(state, &mut frame, i)?,
            Op::Close => go!(control::close(state, &mut frame, i)),
            Op::ToBeClosed => control::to_be_closed(state, &mut frame, i)?,
        } }
    }
}
