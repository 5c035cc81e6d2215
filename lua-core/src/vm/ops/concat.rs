//! Concatenation: any number of operands, strings and numbers in one go.

use super::{Next, Operands};
use crate::bytecode::Instruction;
use crate::gc::Gc;
use crate::num::Number;
use crate::num::format::write_number;
use crate::object::{LuaError, State, Thread, Value};
use crate::vm::call::{self, Flow};
use crate::vm::collect;
use crate::vm::frame::Frame;
use crate::vm::limits;
use crate::vm::metamethod::concat_handler;

/// `R[A] := R[A] .. … .. R[A+B-1]`
#[inline(always)]
pub(in crate::vm) fn concat(state: &State, frame: &mut Frame, i: Instruction) -> Next {
    frame.slow(state, i, fold)
}

fn is_plain(value: Value) -> bool {
    value.is_string() || value.is_number()
}

/// Joins operands from the right until one is left or a metamethod must be called.
#[inline(never)]
fn fold(state: &State, i: Instruction) -> Next {
    let operands = Operands::of(state);
    let first = operands.base + i.a();
    // A metamethod that returned has left fewer operands than the instruction says.
    let thread = operands.thread;
    let mut count = match thread.frame().extra_operands() {
        0 => i.b(),
        left => left,
    };
    while count > 1 {
        let values = |n: usize| thread.value(first + n);
        if !is_plain(values(count - 2)) || !is_plain(values(count - 1)) {
            let (a, b) = (values(count - 2), values(count - 1));
            thread.frame().set_extra_operands(count);
            let handler = concat_handler(state, a, b)?;
            // The result's place tells how many operands are left.
            return call::call_handler_at(state, first + count, handler, &[a, b]);
        }
        let mut joined = 2;
        while joined < count && is_plain(values(count - joined - 1)) {
            joined += 1;
        }
        let start = count - joined;
        let result = join(state, thread, first + start, joined)?;
        thread.set_value(first + start, result);
        count = start + 1;
    }
    thread.frame().set_extra_operands(0);
    collect::safepoint_up_to(state, first + 1);
    Ok(Flow::Run)
}

/// Joins `count` strings and numbers from a slot on.
fn join(state: &State, thread: Gc<Thread>, first: usize, count: usize) -> Result<Value, LuaError> {
    let mut numbers = Vec::new();
    let mut length = 0;
    for n in 0..count {
        let value = thread.value(first + n);
        length += match (value.as_string(), value.as_number()) {
            (Some(string), _) => string.len(),
            (None, Some(number)) => number_text(number, &mut numbers),
            (None, None) => 0,
        };
    }
    limits::admit_string(state, length)?;
    limits::spend_bytes(state, length)?;
    let mut digits = numbers.as_slice();
    let fill = |buffer: &mut [u8]| {
        let mut at = 0;
        for n in 0..count {
            match thread.value(first + n).as_string() {
                Some(string) => {
                    buffer[at..at + string.len()].copy_from_slice(string.as_bytes());
                    at += string.len();
                }
                None => {
                    let (size, rest) = digits.split_first().expect("a number's text");
                    let (text, rest) = rest.split_at(*size as usize);
                    buffer[at..at + text.len()].copy_from_slice(text);
                    at += text.len();
                    digits = rest;
                }
            }
        }
    };
    Ok(Value::from_string(state.strings.build(&state.heap, length, fill)))
}

/// Appends a number's text with its length before it; returns the length.
fn number_text(number: Number, out: &mut Vec<u8>) -> usize {
    let start = out.len();
    out.push(0);
    write_number(number, out);
    let length = out.len() - start - 1;
    out[start] = length as u8;
    length
}

/// Goes on after a metamethod returned: its result takes the place of its two operands.
pub(super) fn resume(thread: Gc<Thread>, i: Instruction, slot: usize, value: Value) {
    let frame = thread.frame();
    let first = frame.base.get() as usize + i.a();
    let left = slot - first - 1;
    thread.set_value(first + left - 1, value);
    if left > 1 {
        // The instruction runs again for the rest.
        frame.set_extra_operands(left);
        frame.pc.set(frame.pc.get().wrapping_sub(1));
    } else {
        frame.set_extra_operands(0);
    }
}
