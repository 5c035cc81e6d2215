//! `string.find`, `string.match` and `string.gmatch` (manual 6.4).

use super::pattern::{Capture, Matcher, PatternError, find_plain, has_specials, split_anchor};
use super::start_position;
use crate::object::limits::Meter;
use crate::object::{Call, LuaError, NativeClosure, Returns, State, Value};
use crate::vm::limits;

/// Where a match starts and ends.
pub(super) type Span = (usize, usize);

/// The error of a faulty pattern.
#[cold]
pub(super) fn pattern_error(call: &Call<'_>, error: PatternError) -> LuaError {
    if error == PatternError::Stopped
        && let Err(stop) = limits::check(call.state())
    {
        return stop;
    }
    call.error(error.to_string())
}

/// Counts the work of a search.
pub(super) fn meter<'a>(call: &Call<'a>) -> Meter<'a> {
    Meter::new(&call.state().limits)
}

/// Finds the next match: anywhere from `from` on, or only there if the pattern is anchored.
#[inline]
pub(super) fn next_match(
    call: &Call<'_>,
    matcher: &mut Matcher<'_>,
    is_anchored: bool,
    from: usize,
) -> Result<Option<Span>, LuaError> {
    let found = if is_anchored {
        matcher.match_at(from).map(|end| end.map(|end| (from, end)))
    } else {
        matcher.search(from)
    };
    let found = found.and_then(|found| matcher.settle().map(|()| found));
    found.map_err(|error| pattern_error(call, error))
}

/// The value of a capture, counted from 0.
pub(super) fn capture_value(
    call: &Call<'_>,
    matcher: &Matcher<'_>,
    index: usize,
    (start, end): Span,
) -> Result<Value, LuaError> {
    match matcher.capture(index, start, end) {
        Ok(Capture::Slice { start, end }) => call.new_string(&matcher.subject()[start..end]),
        Ok(Capture::Position(position)) => Ok(Value::from_integer(position as i64)),
        Err(error) => Err(pattern_error(call, error)),
    }
}

/// Pushes all captures of a match, but at least so many, and returns how many they are. The first
/// one of a pattern without captures is the whole match.
pub(super) fn push_captures(
    call: &mut Call<'_>,
    matcher: &Matcher<'_>,
    at_least: usize,
    span: Span,
) -> Result<usize, LuaError> {
    let count = matcher.capture_count().max(at_least);
    for index in 0..count {
        let value = capture_value(call, matcher, index, span)?;
        call.push(value)?;
    }
    Ok(count)
}

/// Pushes the positions of a match's first and last byte.
fn push_span(call: &mut Call<'_>, (start, end): Span) -> Result<(), LuaError> {
    call.push(Value::from_integer(start as i64 + 1))?;
    call.push(Value::from_integer(end as i64))
}

/// Bytes of a pattern that are looked at in the time of an instruction, to see whether it is one.
const BYTES: usize = 4;

/// `string.find (s, pattern [, init [, plain]])` — manual 6.4.
pub(super) fn find(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let (subject, pattern) = (call.string(1)?, call.string(2)?);
    let from = start_position(call.integer_or(3, 1)?, subject.len()) - 1;
    if from > subject.len() {
        return call.one(Value::NIL);
    }
    let (subject, pattern) = (subject.as_bytes(), pattern.as_bytes());
    limits::spend(call.state(), pattern.len() / BYTES)?;
    if call.get(4).is_truthy() || !has_specials(pattern) {
        let mut meter = meter(call);
        let found = find_plain(subject, pattern, from, &mut meter);
        if !meter.settle() {
            return Err(pattern_error(call, PatternError::Stopped));
        }
        let Some(start) = found.map_err(|error| pattern_error(call, error))? else {
            return call.one(Value::NIL);
        };
        push_span(call, (start, start + pattern.len()))?;
        return Ok(Returns::Count(2));
    }
    let (is_anchored, pattern) = split_anchor(pattern);
    let mut matcher = Matcher::new(subject, pattern, meter(call));
    let Some(span) = next_match(call, &mut matcher, is_anchored, from)? else {
        return call.one(Value::NIL);
    };
    push_span(call, span)?;
    let captures = push_captures(call, &matcher, 0, span)?;
    Ok(Returns::Count(2 + captures as u32))
}

/// `string.match (s, pattern [, init])` — manual 6.4.
pub(super) fn match_pattern(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let (subject, pattern) = (call.string(1)?, call.string(2)?);
    let from = start_position(call.integer_or(3, 1)?, subject.len()) - 1;
    if from > subject.len() {
        return call.one(Value::NIL);
    }
    let (is_anchored, pattern) = split_anchor(pattern.as_bytes());
    let mut matcher = Matcher::new(subject.as_bytes(), pattern, meter(call));
    let Some(span) = next_match(call, &mut matcher, is_anchored, from)? else {
        return call.one(Value::NIL);
    };
    let captures = push_captures(call, &matcher, 1, span)?;
    Ok(Returns::Count(captures as u32))
}

/// The upvalues of the function that `string.gmatch` returns.
mod upvalue {
    pub(super) const SUBJECT: usize = 0;
    pub(super) const PATTERN: usize = 1;
    /// Where to search on.
    pub(super) const FROM: usize = 2;
    /// Where the last match ended; nil before the first.
    pub(super) const LAST_END: usize = 3;
}

/// `string.gmatch (s, pattern [, init])` — manual 6.4.
pub(super) fn gmatch(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let (subject, pattern) = (call.string(1)?, call.string(2)?);
    let from = start_position(call.integer_or(3, 1)?, subject.len()) - 1;
    let upvalues = [
        Value::from_string(subject),
        Value::from_string(pattern),
        Value::from_integer(from as i64),
        Value::NIL,
    ];
    let iterator = NativeClosure::new(&call.state().heap, gmatch_step, &upvalues);
    call.one(Value::from_native_closure(iterator))
}

/// The function that `string.gmatch` returns: the captures of the next match, or nothing.
fn gmatch_step(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let closure = call.running();
    let text = |index| closure.upvalue(index).as_string().expect("set by gmatch");
    let (subject, pattern) = (text(upvalue::SUBJECT), text(upvalue::PATTERN));
    let mut from = closure.upvalue(upvalue::FROM).as_integer().unwrap_or_default() as usize;
    let last_end = closure.upvalue(upvalue::LAST_END).as_integer();
    let mut matcher = Matcher::new(subject.as_bytes(), pattern.as_bytes(), meter(call));
    // A `^` is no anchor here, because it would match once or for ever.
    while let Some((start, end)) = next_match(call, &mut matcher, false, from)? {
        if last_end == Some(end as i64) {
            // Nothing matches right behind the last match: that does not count.
            from = start + 1;
            continue;
        }
        advance(call.state(), &closure, end);
        let captures = push_captures(call, &matcher, 1, (start, end))?;
        return Ok(Returns::Count(captures as u32));
    }
    call.none()
}

/// Lets the iterator of `string.gmatch` go on behind a match.
fn advance(state: &State, closure: &NativeClosure, end: usize) {
    let end = Value::from_integer(end as i64);
    closure.set_upvalue(&state.heap, upvalue::FROM, end);
    closure.set_upvalue(&state.heap, upvalue::LAST_END, end);
}
