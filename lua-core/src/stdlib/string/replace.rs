//! `string.gsub` (manual 6.4).

use super::pattern::{Capture, Matcher, split_anchor};
use super::search::{Span, capture_value, meter, next_match, pattern_error, push_captures};
use crate::gc::Gc;
use crate::native::buffer::{Buffer, NUMBER};
use crate::num::Number;
use crate::num::format::write_number;
use crate::object::{Call, LuaError, LuaString, Returns, Value};
use crate::stdlib::text::append_if_text;
use crate::vm::metamethod;

/// Where the text comes from that takes a match's place.
enum Replacement {
    /// A string in which `%1` and the like stand for captures.
    Template(Gc<LuaString>),
    /// What a function returns for the captures.
    Function(Value),
    /// The value of the first capture in a table.
    Table(Value),
}

impl Replacement {
    /// The third argument.
    fn argument(call: &mut Call<'_>) -> Result<Replacement, LuaError> {
        let value = call.get(3);
        if value.is_string() || value.is_number() {
            call.string(3).map(Replacement::Template)
        } else if value.is_function() {
            Ok(Replacement::Function(value))
        } else if value.is_table() {
            Ok(Replacement::Table(value))
        } else {
            Err(call.type_error(3, "string/function/table"))
        }
    }
}

/// `string.gsub (s, pattern, repl [, n])` — manual 6.4.
pub(super) fn gsub(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let (subject, pattern) = (call.string(1)?, call.string(2)?);
    let subject = subject.as_bytes();
    let limit = call.integer_or(4, subject.len() as i64 + 1)?;
    let replacement = Replacement::argument(call)?;
    let (is_anchored, pattern) = split_anchor(pattern.as_bytes());
    let mut matcher = Matcher::new(subject, pattern, meter(call));
    let mut result = Buffer::new(call.state());
    // How much of the subject the result accounts for.
    let mut done = 0;
    let (mut from, mut last_end, mut count) = (0, None, 0);
    while count < limit {
        let Some(span) = next_match(call, &mut matcher, is_anchored, from)? else { break };
        let (start, end) = span;
        if last_end == Some(end) {
            // Nothing matches right behind the last match: that does not count.
            from = start + 1;
            continue;
        }
        count += 1;
        if replace(call, &matcher, &replacement, span, &subject[done..start], &mut result)? {
            done = end;
        }
        (from, last_end) = (end, Some(end));
        if is_anchored {
            break;
        }
    }
    let result = if done == 0 && result.len() == 0 {
        call.get(1)
    } else {
        result.extend(&subject[done..])?;
        call.new_string(result.as_slice())?
    };
    call.many(&[result, Value::from_integer(count)])
}

/// Appends what lies before a match and what takes its place; returns false, having appended
/// nothing, if the match is to stay as it is.
fn replace(
    call: &mut Call<'_>,
    matcher: &Matcher<'_>,
    replacement: &Replacement,
    span: Span,
    before: &[u8],
    result: &mut Buffer<'_>,
) -> Result<bool, LuaError> {
    let value = match *replacement {
        Replacement::Template(template) => {
            result.extend(before)?;
            expand(call, matcher, template.as_bytes(), span, result)?;
            return Ok(true);
        }
        Replacement::Function(function) => {
            call.push(function)?;
            let captures = push_captures(call, matcher, 1, span)?;
            call.invoke(captures, 1)?;
            let value = call.slot(call.len());
            call.truncate(call.len() - 1);
            value
        }
        Replacement::Table(table) => {
            let key = capture_value(call, matcher, 0, span)?;
            metamethod::index(call.state(), table, key)?
        }
    };
    if value.is_falsy() {
        return Ok(false);
    }
    result.extend(before)?;
    if !append_if_text(value, result)? {
        let kind = value.type_name();
        return Err(call.error(format!("invalid replacement value (a {kind})")));
    }
    Ok(true)
}

/// Appends a template with the captures in place of `%0` to `%9`.
fn expand(
    call: &Call<'_>,
    matcher: &Matcher<'_>,
    template: &[u8],
    span: Span,
    result: &mut Buffer<'_>,
) -> Result<(), LuaError> {
    let mut rest = template;
    while let Some(escape) = rest.iter().position(|&byte| byte == b'%') {
        result.extend(&rest[..escape])?;
        match rest.get(escape + 1) {
            Some(b'%') => result.extend(b"%")?,
            Some(b'0') => result.extend(&matcher.subject()[span.0..span.1])?,
            Some(digit @ b'1'..=b'9') => {
                append_capture(call, matcher, usize::from(digit - b'1'), span, result)?;
            }
            _ => return Err(call.error("invalid use of '%' in replacement string")),
        }
        rest = &rest[escape + 2..];
    }
    result.extend(rest)?;
    Ok(())
}

/// Appends a capture, counted from 0.
fn append_capture(
    call: &Call<'_>,
    matcher: &Matcher<'_>,
    index: usize,
    (start, end): Span,
    result: &mut Buffer<'_>,
) -> Result<(), LuaError> {
    match matcher.capture(index, start, end) {
        Ok(Capture::Slice { start, end }) => {
            result.extend(&matcher.subject()[start..end])?;
        }
        Ok(Capture::Position(position)) => {
            write_number(Number::Integer(position as i64), result.text(NUMBER)?);
        }
        Err(error) => return Err(pattern_error(call, error)),
    }
    Ok(())
}
