//! Warnings (manual 6.1, `warn`): messages in pieces, turned on and off by messages of their own.

use std::io::Write;

use crate::object::{LuaError, State, Warnings};

/// Gives out a piece of a warning; the last piece of a message has `to_continue` false. For code that has
/// nobody to report an error of the host's function to.
pub(crate) fn warn(state: &State, message: &[u8], to_continue: bool) {
    if let Err(error) = emit(state, message, to_continue) {
        state.catch(error);
    }
}

/// As [`warn`], passing on the error of the function that the host installed, if there is one.
///
/// # Errors
///
/// If the host's function fails.
pub(crate) fn emit(state: &State, message: &[u8], to_continue: bool) -> Result<(), LuaError> {
    // The function may install another one, so it is not borrowed while it runs.
    let receiver = state.extra.warning_receiver.borrow().clone();
    match receiver {
        Some(receiver) => receiver(state, message, to_continue),
        None => {
            write(state, message, to_continue);
            Ok(())
        }
    }
}

/// The default: warnings go to standard error, once they are turned on.
fn write(state: &State, message: &[u8], to_continue: bool) {
    let mode = &state.extra.warnings;
    let is_within = mode.get() == Warnings::Within;
    if !is_within
        && !to_continue
        && let Some(control) = message.strip_prefix(b"@")
    {
        match control {
            b"on" => mode.set(Warnings::On),
            b"off" => mode.set(Warnings::Off),
            _ => {}
        }
        return;
    }
    if mode.get() == Warnings::Off {
        return;
    }
    let head = if is_within { &b""[..] } else { b"Lua warning: " };
    let tail = if to_continue { &b""[..] } else { b"\n" };
    // Nothing can be done about a standard error that does not work.
    let _ = std::io::stderr().lock().write_all(&[head, message, tail].concat());
    mode.set(if to_continue { Warnings::Within } else { Warnings::On });
}
