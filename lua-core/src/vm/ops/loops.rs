//! `for` loops.

use super::call::entered;
use super::{Next, Operands};
use crate::bytecode::Instruction;
use crate::num::convert::{LoopLimit, loop_limit, number_to_float};
use crate::object::{LuaError, State, Value};
use crate::vm::call::{self, Called, Flow};
use crate::vm::collect;
use crate::vm::frame::Frame;
use crate::vm::message;
use crate::vm::metamethod::to_number;
use crate::vm::unwind;

/// Prepares a numeric loop: `R[A+1]` becomes the number of further rounds of an integer loop.
#[inline(always)]
pub(in crate::vm) fn prepare(
    state: &State,
    frame: &mut Frame,
    i: Instruction,
) -> Result<(), LuaError> {
    if frame.leave(state, |state| slow_prepare(state, i))? {
        frame.set(i.a() + 3, frame.register(i.a()));
    } else {
        frame.jump(i.signed_d());
    }
    Ok(())
}

/// Returns whether the loop runs at all.
#[inline(never)]
fn slow_prepare(state: &State, i: Instruction) -> Result<bool, LuaError> {
    let operands = Operands::of(state);
    let register = |n: usize| operands.register(i.a() + n);
    let (start, limit, step) = (register(0), register(1), register(2));
    if let (Some(start), Some(step)) = (start.as_integer(), step.as_integer()) {
        if step == 0 {
            return Err(message::error(state, "'for' step is zero"));
        }
        let Some(limit) = to_number(state, limit) else {
            return Err(message::for_error(state, "limit", limit));
        };
        let LoopLimit::Run(limit) = loop_limit(start, limit, step) else { return Ok(false) };
        // The distance may exceed the signed range, hence unsigned numbers, which wrap around rightly.
        let rounds = if step > 0 {
            (limit as u64).wrapping_sub(start as u64) / step as u64
        } else {
            (start as u64).wrapping_sub(limit as u64) / step.unsigned_abs()
        };
        operands.set(i.a() + 1, Value::from_integer(rounds as i64));
        return Ok(true);
    }
    let number = |value: Value, what| {
        let number = to_number(state, value).map(number_to_float);
        number.ok_or_else(|| message::for_error(state, what, value))
    };
    let limit = number(limit, "limit")?;
    let step = number(step, "step")?;
    let start = number(start, "initial value")?;
    if step == 0.0 {
        return Err(message::error(state, "'for' step is zero"));
    }
    for (n, float) in [start, limit, step].into_iter().enumerate() {
        operands.set(i.a() + n, Value::from_float(float));
    }
    // With a NaN the first round is run, as no comparison says that it is past the limit.
    let is_past = if step > 0.0 { limit < start } else { start < limit };
    Ok(!is_past)
}

/// One more round of a numeric loop; tells whether there is one.
#[inline(always)]
pub(in crate::vm) fn step(frame: &mut Frame, i: Instruction) -> bool {
    let a = i.a();
    if let Some(step) = frame.register(a + 2).as_integer() {
        // PERF: the other two are integers as well, as the loop was prepared so; asking again is a tenth of an empty
        // loop. A debugger may have put something else there: its bits make a strange number, but a number.
        let rounds = frame.register(a + 1).bits();
        if rounds > 0 {
            let value = (frame.register(a).bits() as i64).wrapping_add(step);
            frame.set(a + 1, Value::from_integer((rounds - 1) as i64));
            frame.set(a, Value::from_integer(value));
            frame.set(a + 3, Value::from_integer(value));
            frame.jump(i.signed_d());
        }
        return rounds > 0;
    }
    let float = |n: usize| frame.register(a + n).as_float().unwrap_or_default();
    let (limit, step) = (float(1), float(2));
    let value = float(0) + step;
    let goes_on = if step > 0.0 { value <= limit } else { limit <= value };
    if goes_on {
        frame.set(a, Value::from_float(value));
        frame.set(a + 3, Value::from_float(value));
        frame.jump(i.signed_d());
    }
    goes_on
}

/// Marks the closing value of a generic loop and goes to its first call.
#[inline(always)]
pub(in crate::vm) fn generic_prepare(
    state: &State,
    frame: &mut Frame,
    i: Instruction,
) -> Result<(), LuaError> {
    if frame.register(i.a() + 3).is_truthy() {
        frame.leave(state, |state| {
            let thread = state.current.get();
            let index = thread.frame().base.get() as usize + i.a() + 3;
            unwind::mark_to_close(state, thread, index, b"(for state)")
        })?;
    }
    frame.jump(i.signed_d());
    Ok(())
}

/// `R[A+4], …, R[A+3+C] := R[A](R[A+1], R[A+2])`
#[inline(always)]
pub(in crate::vm) fn generic_call<const COUNTS: bool>(
    state: &State,
    frame: &mut Frame,
    i: Instruction,
) -> Next {
    let a = i.a();
    for n in 0..3 {
        frame.set(a + 4 + n, frame.register(a + n));
    }
    if let Some(closure) = frame.register(a + 4).closure()
        && frame.try_enter(closure.get(), a + 4, 2, i.c() as i32)
    {
        return entered::<COUNTS>(state, frame, i, closure.get());
    }
    frame.slow(state, i, slow_generic_call)
}

#[inline(never)]
fn slow_generic_call(state: &State, i: Instruction) -> Next {
    let thread = state.current.get();
    let func = thread.frame().base.get() as usize + i.a() + 4;
    thread.set_top(func + 3);
    let called = call::begin_plain(state, thread, func, i.c() as i32)?;
    collect::safepoint(state);
    Ok(match called {
        Called::Done(_) => Flow::Run,
        Called::Later(flow) => flow,
    })
}

/// `if R[A+4] ~= nil then { R[A+2] := R[A+4]; pc += sD }`
#[inline(always)]
pub(in crate::vm) fn generic_step(frame: &mut Frame, i: Instruction) -> bool {
    let control = frame.register(i.a() + 4);
    let goes_on = !control.is_nil();
    if goes_on {
        frame.set(i.a() + 2, control);
        frame.jump(i.signed_d());
    }
    goes_on
}
