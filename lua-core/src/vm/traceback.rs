//! The stack as text.

use super::message::{self, chunk_id, frame_closure};
use crate::gc::Gc;
use crate::object::{State, Thread, Value, flag};

/// How many frames are shown at each end of a deep stack.
const FIRST: usize = 10;
const LAST: usize = 11;

/// Notes the stack of an error that nobody catches in Lua, for the host to show.
pub(super) fn record(state: &State, thread: Gc<Thread>) {
    *state.extra.trace.borrow_mut() = traceback(state, thread, 0);
}

/// The stack of a thread from `level` calls up, line by line.
pub(crate) fn traceback(_state: &State, thread: Gc<Thread>, level: usize) -> Vec<u8> {
    let mut text = b"stack traceback:".to_vec();
    let count = thread.frame_count().saturating_sub(level);
    for position in 0..count {
        if count > FIRST + LAST {
            if position == FIRST {
                let skipped = count - FIRST - LAST;
                text.extend_from_slice(format!("\n\t...\t(skipping {skipped} levels)").as_bytes());
            }
            if (FIRST..count - LAST).contains(&position) {
                continue;
            }
        }
        let index = count - position - 1;
        text.extend_from_slice(b"\n\t");
        describe_frame(thread, index, &mut text);
        if thread.frame_at(index).has(flag::TAIL) {
            text.extend_from_slice(b"\n\t(...tail calls...)");
        }
    }
    text.extend_from_slice(b"\n\t[C]: in ?");
    text
}

fn describe_frame(thread: Gc<Thread>, index: usize, text: &mut Vec<u8>) {
    let frame = thread.frame_at(index);
    let closure = frame_closure(thread, frame);
    match closure {
        Some(closure) => {
            let proto = closure.proto();
            text.extend_from_slice(&chunk_id(&proto.function().source));
            let line = proto.line(message::current_pc(closure, frame));
            text.extend_from_slice(format!(":{line}: in ").as_bytes());
        }
        None => text.extend_from_slice(b"[C]: in "),
    }
    let native = native_name(thread.value(frame.func.get() as usize));
    match (native, message::frame_name(thread, index), closure) {
        (Some(name), ..) => text.extend_from_slice(format!("function '{name}'").as_bytes()),
        (None, Some((kind, name)), _) => {
            text.extend_from_slice(&[kind.as_bytes(), b" '", &name, b"'"].concat());
        }
        (None, None, Some(closure)) => {
            let function = closure.proto();
            let function = function.function();
            match function.line {
                0 => text.extend_from_slice(b"main chunk"),
                line => {
                    text.extend_from_slice(b"function <");
                    text.extend_from_slice(&chunk_id(&function.source));
                    text.extend_from_slice(format!(":{line}>").as_bytes());
                }
            }
        }
        (None, None, None) => text.extend_from_slice(b"?"),
    }
}

fn native_name(function: Value) -> Option<&'static str> {
    function.as_native().map(|native| native.name)
}
