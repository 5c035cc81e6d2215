//! `string.format` (manual 6.4): directives applied to arguments.

use super::format::{
    Directive, FormatError, parse_directive, write_quoted, write_quoted_float, write_quoted_integer,
};
use crate::native::buffer::{Buffer, NUMBER};
use crate::num::format::{write_float, write_integer, write_padded};
use crate::object::{Call, LuaError, Returns, View};
use crate::stdlib::text::append_text;
use crate::vm::limits;

/// The most bytes of a number in whatever width and precision: 309 digits, a sign, a point, 99 digits.
const FIELD: usize = 512;

/// `string.format (formatstring, ···)` — manual 6.4.
pub(super) fn format(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let format = call.string(1)?;
    let format = format.as_bytes();
    let mut out = Buffer::new(call.state());
    out.reserve(format.len() + 16 * call.count())?;
    let mut argument = 1;
    let mut at = 0;
    while let Some(offset) = format[at..].iter().position(|&byte| byte == b'%') {
        let percent = at + offset;
        out.extend(&format[at..percent])?;
        if format.get(percent + 1) == Some(&b'%') {
            out.extend(b"%")?;
            at = percent + 2;
            continue;
        }
        argument += 1;
        if !call.has(argument) {
            return Err(call.argument_error(argument, "no value"));
        }
        let (directive, next) = parse_directive(format, percent)
            .map_err(|error| invalid_directive(call, error, argument))?;
        append_formatted(call, directive, argument, &mut out)?;
        at = next;
    }
    out.extend(&format[at..])?;
    call.one_string(out.as_slice())
}

/// What is wrong with a directive, or with its argument: most conversions look at that before the modifiers.
fn invalid_directive(call: &Call<'_>, error: FormatError<'_>, argument: usize) -> LuaError {
    let FormatError::InvalidModifiers { text } = error else { return call.error(error.message()) };
    let checked = match text.last() {
        Some(b'd' | b'i' | b'u' | b'o' | b'x' | b'X') => call.integer(argument).map(drop),
        Some(b'e' | b'E' | b'f' | b'g' | b'G') => call.float(argument).map(drop),
        Some(b's') => text_without_zeros(call, argument).map(drop),
        _ => Ok(()),
    };
    checked.err().unwrap_or_else(|| call.error(error.message()))
}

/// Appends an argument as a directive wants it.
fn append_formatted(
    call: &Call<'_>,
    directive: Directive<'_>,
    argument: usize,
    out: &mut Buffer<'_>,
) -> Result<(), LuaError> {
    let Directive { spec, conversion, .. } = directive;
    match conversion {
        b's' => append_string(call, directive, argument, out)?,
        b'q' => append_literal(call, argument, out)?,
        b'p' => match call.state().identity(call.get(argument)) {
            Some(identity @ 1..) => {
                write_padded(spec, format!("{identity:#06x}").as_bytes(), out.text(FIELD)?);
            }
            _ => write_padded(spec, b"(null)", out.text(FIELD)?),
        },
        b'a' | b'A' | b'e' | b'E' | b'f' | b'g' | b'G' => {
            let (float, length) = (call.float(argument)?, out.len());
            write_float(spec, float, conversion, out.text(FIELD)?);
            // Digits are far from being copied.
            limits::spend(call.state(), out.len() - length)?;
        }
        _ => write_integer(spec, call.integer(argument)?, conversion, out.text(FIELD)?),
    }
    Ok(())
}

/// Appends any argument as text (`%s`).
fn append_string(
    call: &Call<'_>,
    directive: Directive<'_>,
    argument: usize,
    out: &mut Buffer<'_>,
) -> Result<(), LuaError> {
    if !directive.has_modifiers() {
        return append_text(call.state(), call.get(argument), out);
    }
    let text = text_without_zeros(call, argument)?;
    write_padded(directive.spec, text.as_slice(), out.text(text.len() + FIELD)?);
    Ok(())
}

/// Any argument as text that can be padded.
fn text_without_zeros<'a>(call: &Call<'a>, argument: usize) -> Result<Buffer<'a>, LuaError> {
    let mut text = Buffer::new(call.state());
    append_text(call.state(), call.get(argument), &mut text)?;
    match text.as_slice().contains(&0) {
        true => Err(call.argument_error(argument, "string contains zeros")),
        false => Ok(text),
    }
}

/// Appends an argument as a literal (`%q`).
fn append_literal(call: &Call<'_>, argument: usize, out: &mut Buffer<'_>) -> Result<(), LuaError> {
    match call.get(argument).view() {
        View::String(string) => {
            // A byte takes four at most, and there are two quotes.
            write_quoted(string.as_bytes(), out.text(4 * string.len() + 2)?);
        }
        View::Integer(integer) => write_quoted_integer(integer, out.text(NUMBER)?),
        View::Float(float) => write_quoted_float(float, out.text(NUMBER)?),
        View::Nil => out.extend(b"nil")?,
        View::Boolean(true) => out.extend(b"true")?,
        View::Boolean(false) => out.extend(b"false")?,
        _ => return Err(call.argument_error(argument, "value has no literal form")),
    }
    Ok(())
}
