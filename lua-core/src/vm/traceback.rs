//! The stack as text.

use super::inspect::{self, Origin};
use super::message;
use crate::gc::Gc;
use crate::object::{State, Thread, flag};

/// How many frames are shown at each end of a deep stack.
const FIRST: usize = 10;
const LAST: usize = 11;

/// Notes the stack of an error that nobody catches in Lua, for the host to show.
pub(super) fn record(state: &State, thread: Gc<Thread>) {
    *state.extra.trace.borrow_mut() = traceback(state, thread, 0);
    *state.extra.place.borrow_mut() = place(thread);
}

/// Source and line of the last Lua function that runs, if it knows its lines.
fn place(thread: Gc<Thread>) -> Option<(Vec<u8>, u32)> {
    let mut frames = (0..thread.frame_count()).rev().map(|index| thread.frame_at(index));
    let (frame, closure) =
        frames.find_map(|frame| Some((frame, message::frame_closure(thread, frame)?)))?;
    let proto = closure.proto();
    let line = proto.line(message::current_pc(closure, frame));
    (line > 0).then(|| (proto.function().source.to_vec(), line))
}

/// The stack of a thread from `level` calls up, line by line.
pub(crate) fn traceback(state: &State, thread: Gc<Thread>, level: usize) -> Vec<u8> {
    let mut text = b"stack traceback:".to_vec();
    let count = thread.frame_count().saturating_sub(level);
    for position in 0..count {
        if count > FIRST + LAST + 1 {
            if position == FIRST {
                // C Lua counts one less than it skips.
                let skipped = count - FIRST - LAST - 1;
                text.extend_from_slice(format!("\n\t...\t(skipping {skipped} levels)").as_bytes());
            }
            if (FIRST..count - LAST).contains(&position) {
                continue;
            }
        }
        let index = count - position - 1;
        describe_frame(state, thread, index, &mut text);
        if thread.frame_at(index).has(flag::TAIL) {
            text.extend_from_slice(b"\n\t(...tail calls...)");
        }
    }
    text
}

fn describe_frame(state: &State, thread: Gc<Thread>, index: usize, text: &mut Vec<u8>) {
    let function = thread.value(thread.frame_at(index).func.get() as usize);
    let origin = Origin::of(function);
    text.extend_from_slice(b"\n\t");
    text.extend_from_slice(&origin.short);
    match inspect::current_line(thread, index) {
        ..=0 => text.extend_from_slice(b": in "),
        line => text.extend_from_slice(format!(":{line}: in ").as_bytes()),
    }
    if let Some(name) = inspect::global_name(state, function) {
        text.extend_from_slice(&[b"function '", name.as_slice(), b"'"].concat());
    } else if let Some((kind, name)) = message::frame_name(thread, index) {
        text.extend_from_slice(&[kind.as_bytes(), b" '", &name, b"'"].concat());
    } else {
        match origin.what {
            "main" => text.extend_from_slice(b"main chunk"),
            "Lua" => {
                text.extend_from_slice(b"function <");
                text.extend_from_slice(&origin.short);
                text.extend_from_slice(format!(":{}>", origin.line).as_bytes());
            }
            _ => text.push(b'?'),
        }
    }
}
