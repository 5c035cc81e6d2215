//! `utf8` (manual 6.5). Characters are numbers below 2^31, as UTF-8 was first defined; strict functions take
//! those of Unicode only.

use super::{open_table, reserve_results, set_field};
use crate::native::buffer::Buffer;
use crate::object::{Call, LuaError, NativeFunction, Returns, State, Value};
use crate::syntax::write_code_point;
use crate::vm::{limits, metamethod};

/// The functions of the library.
pub(super) static FUNCTIONS: [NativeFunction; 5] = [
    NativeFunction { name: "utf8.char", function: char },
    NativeFunction { name: "utf8.codepoint", function: codepoint },
    NativeFunction { name: "utf8.codes", function: codes },
    NativeFunction { name: "utf8.len", function: len },
    NativeFunction { name: "utf8.offset", function: offset },
];

/// The iterators that `utf8.codes` returns.
static STRICT_STEP: NativeFunction = NativeFunction { name: "utf8.codes", function: strict_step };
static LAX_STEP: NativeFunction = NativeFunction { name: "utf8.codes", function: lax_step };

/// A pattern of one character, of a string that is well formed.
const CHAR_PATTERN: &[u8] = b"[\0-\x7F\xC2-\xFD][\x80-\xBF]*";

/// The largest number that can be written in the most bytes that a character takes.
const MAX_CODE: i64 = 0x7fff_ffff;
const LONGEST: usize = 6;

const INVALID: &str = "invalid UTF-8 code";

/// Opens the library.
pub(super) fn open(state: &State) {
    let library = open_table(state, "utf8", &FUNCTIONS, 1);
    set_field(state, library, "charpattern", state.string_value(CHAR_PATTERN));
}

/// A character's code and its length in bytes.
struct Decoded {
    code: u32,
    length: usize,
}

/// Decodes the character at the start of some bytes, unless it is written in more bytes than it needs, or
/// `is_strict` and it is none of Unicode's.
fn decode(bytes: &[u8], is_strict: bool) -> Option<Decoded> {
    // The smallest number that needs as many continuation bytes.
    const SMALLEST: [u32; 6] = [0, 0x80, 0x800, 0x1_0000, 0x20_0000, 0x400_0000];
    let &first = bytes.first()?;
    if first < 0x80 {
        return Some(Decoded { code: u32::from(first), length: 1 });
    }
    let length = first.leading_ones() as usize;
    if !(2..=6).contains(&length) || bytes.len() < length {
        return None;
    }
    let mut code = u32::from(first) & (0x7f >> length);
    for &byte in &bytes[1..length] {
        if !is_continuation(byte) {
            return None;
        }
        code = code << 6 | u32::from(byte & 0x3f);
    }
    let is_valid = code >= SMALLEST[length - 1]
        && (!is_strict || std::primitive::char::from_u32(code).is_some());
    is_valid.then_some(Decoded { code, length })
}

fn is_continuation(byte: u8) -> bool {
    byte & 0xc0 == 0x80
}

/// Whether a string goes on with a continuation byte; behind its end it does not.
fn continues_at(bytes: &[u8], index: usize) -> bool {
    bytes.get(index).is_some_and(|&byte| is_continuation(byte))
}

/// A position from the start; a negative one counts from the end, and 0 is before every string.
fn position_from_start(position: i64, length: usize) -> i64 {
    match position {
        0.. => position,
        _ => (length as i64).saturating_add(position).saturating_add(1).max(0),
    }
}

/// `utf8.char (···)` — manual 6.5.
fn char(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let mut text = Buffer::new(call.state());
    for position in 1..=call.count() {
        let code = call.integer(position)?;
        if !(0..=MAX_CODE).contains(&code) {
            return Err(call.argument_error(position, "value out of range"));
        }
        write_code_point(code as u32, text.text(LONGEST)?);
    }
    call.one_string(text.as_slice())
}

/// `utf8.codepoint (s [, i [, j [, lax]]])` — manual 6.5.
fn codepoint(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let string = call.string(1)?;
    let bytes = string.as_bytes();
    let first = position_from_start(call.integer_or(2, 1)?, bytes.len());
    let last = position_from_start(call.integer_or(3, first)?, bytes.len());
    let is_strict = call.get(4).is_falsy();
    if first < 1 {
        return Err(call.argument_error(2, "out of bounds"));
    }
    if last > bytes.len() as i64 {
        return Err(call.argument_error(3, "out of bounds"));
    }
    if first > last {
        return call.none();
    }
    let (mut at, end) = (first as usize - 1, last as usize);
    limits::spend(call.state(), end - at)?;
    reserve_results(call, (end - at) as u64, "stack overflow (string slice too long)")?;
    let arguments = call.len();
    while at < end {
        let Some(Decoded { code, length }) = decode(&bytes[at..], is_strict) else {
            return Err(call.error(INVALID));
        };
        call.push(Value::from_integer(i64::from(code)))?;
        at += length;
    }
    Ok(Returns::Count((call.len() - arguments) as u32))
}

/// `utf8.codes (s [, lax])` — manual 6.5.
fn codes(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let string = call.string(1)?;
    if continues_at(string.as_bytes(), 0) {
        return Err(call.argument_error(1, INVALID));
    }
    let step = if call.get(2).is_falsy() { &STRICT_STEP } else { &LAX_STEP };
    let string = call.get(1);
    call.many(&[Value::from_native(step), string, Value::from_integer(0)])
}

fn strict_step(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    step(call, true)
}

fn lax_step(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    step(call, false)
}

/// The iterator that `utf8.codes` returns: the position behind the last one, and the character there.
fn step(call: &mut Call<'_>, is_strict: bool) -> Result<Returns, LuaError> {
    let string = call.string(1)?;
    let bytes = string.as_bytes();
    // Behind the first byte of the last character, or at 0; a position before the string is behind its end.
    let position = metamethod::to_integer(call.state(), call.get(2)).unwrap_or(0);
    let mut at = usize::try_from(position).unwrap_or(usize::MAX);
    let from = at;
    while continues_at(bytes, at) {
        at += 1;
    }
    limits::spend(call.state(), at - from)?;
    if at >= bytes.len() {
        return call.none();
    }
    match decode(&bytes[at..], is_strict) {
        Some(Decoded { code, length }) if !continues_at(bytes, at + length) => {
            call.many(&[Value::from_integer(at as i64 + 1), Value::from_integer(i64::from(code))])
        }
        _ => Err(call.error(INVALID)),
    }
}

/// `utf8.len (s [, i [, j [, lax]]])` — manual 6.5.
fn len(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let string = call.string(1)?;
    let bytes = string.as_bytes();
    let first = position_from_start(call.integer_or(2, 1)?, bytes.len());
    let last = position_from_start(call.integer_or(3, -1)?, bytes.len());
    let is_strict = call.get(4).is_falsy();
    if first < 1 || first > bytes.len() as i64 + 1 {
        return Err(call.argument_error(2, "initial position out of bounds"));
    }
    if last > bytes.len() as i64 {
        return Err(call.argument_error(3, "final position out of bounds"));
    }
    let (mut at, mut count) = (first as usize - 1, 0);
    limits::spend(call.state(), (last as usize).saturating_sub(at))?;
    while (at as i64) < last {
        match decode(&bytes[at..], is_strict) {
            Some(Decoded { length, .. }) => at += length,
            None => return call.many(&[Value::NIL, Value::from_integer(at as i64 + 1)]),
        }
        count += 1;
    }
    call.one(Value::from_integer(count))
}

/// `utf8.offset (s, n [, i])` — manual 6.5.
fn offset(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let string = call.string(1)?;
    let bytes = string.as_bytes();
    let mut count = call.integer(2)?;
    let default = if count >= 0 { 1 } else { bytes.len() as i64 + 1 };
    let position = position_from_start(call.integer_or(3, default)?, bytes.len());
    if position < 1 || position > bytes.len() as i64 + 1 {
        return Err(call.argument_error(3, "position out of bounds"));
    }
    let mut at = position as usize - 1;
    let from = at;
    if count == 0 {
        while at > 0 && continues_at(bytes, at) {
            at -= 1;
        }
        limits::spend(call.state(), from - at)?;
        return call.one(Value::from_integer(at as i64 + 1));
    }
    if continues_at(bytes, at) {
        return Err(call.error("initial position is a continuation byte"));
    }
    if count > 0 {
        // The character at the position is the first.
        count -= 1;
    }
    while count < 0 && at > 0 {
        at -= 1;
        while at > 0 && continues_at(bytes, at) {
            at -= 1;
        }
        count += 1;
    }
    while count > 0 && at < bytes.len() {
        at += 1;
        while continues_at(bytes, at) {
            at += 1;
        }
        count -= 1;
    }
    limits::spend(call.state(), from.abs_diff(at))?;
    call.one(if count == 0 { Value::from_integer(at as i64 + 1) } else { Value::NIL })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_of_every_length_come_back() {
        let edges = [0, 0x7f, 0x80, 0x7ff, 0x800, 0xffff, 0x1_0000, 0x1f_ffff, 0x20_0000];
        for code in edges.into_iter().chain([0x3ff_ffff, 0x400_0000, MAX_CODE as u32]) {
            let mut bytes = Vec::new();
            write_code_point(code, &mut bytes);
            let decoded = decode(&bytes, false).expect("well formed");
            assert_eq!((decoded.code, decoded.length), (code, bytes.len()));
            assert!(decode(&bytes[..bytes.len() - 1], false).is_none());
            let of_unicode = std::primitive::char::from_u32(code);
            assert_eq!(decode(&bytes, true).is_some(), of_unicode.is_some(), "{code:x}");
        }
    }
}
