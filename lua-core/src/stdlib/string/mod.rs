//! `string` (manual 6.4), with the metatable of strings.

mod arithmetic;
mod format;
mod formatting;
mod pack;
mod pattern;
mod replace;
mod search;

use super::{open_table, reserve_results, set_field};
use crate::bytecode;
use crate::native::register;
use crate::object::{Call, LuaError, NativeFunction, Returns, State, Table, Type, Value};
use crate::vm::limits;

/// The longest result of `string.rep`, as in C Lua, with a separator at its end too.
const MAX_REPEATED: u128 = i32::MAX as u128;

/// The functions of the library.
pub(super) static FUNCTIONS: [NativeFunction; 17] = [
    NativeFunction { name: "string.byte", function: byte },
    NativeFunction { name: "string.char", function: char },
    NativeFunction { name: "string.dump", function: dump },
    NativeFunction { name: "string.find", function: search::find },
    NativeFunction { name: "string.format", function: formatting::format },
    NativeFunction { name: "string.gmatch", function: search::gmatch },
    NativeFunction { name: "string.gsub", function: replace::gsub },
    NativeFunction { name: "string.len", function: len },
    NativeFunction { name: "string.lower", function: lower },
    NativeFunction { name: "string.match", function: search::match_pattern },
    NativeFunction { name: "string.pack", function: pack::pack },
    NativeFunction { name: "string.packsize", function: pack::packsize },
    NativeFunction { name: "string.rep", function: rep },
    NativeFunction { name: "string.reverse", function: reverse },
    NativeFunction { name: "string.sub", function: sub },
    NativeFunction { name: "string.unpack", function: pack::unpack },
    NativeFunction { name: "string.upper", function: upper },
];

/// Opens the library and gives strings their metatable.
pub(super) fn open(state: &State) {
    let library = open_table(state, "string", &FUNCTIONS, 0);
    let metatable = Table::new(&state.heap, 0, arithmetic::METAMETHODS.len() + 1);
    register(state, metatable, &arithmetic::METAMETHODS);
    set_field(state, metatable, "__index", Value::from_table(library));
    state.set_type_metatable(Type::String, Some(metatable));
}

/// The position, from 1, where a part of a string starts; a negative one counts from the end.
#[inline]
fn start_position(position: i64, length: usize) -> usize {
    match position {
        1.. => position as usize,
        0 => 1,
        _ => (length as i64).saturating_add(position).saturating_add(1).max(1) as usize,
    }
}

/// The position, from 1, where a part of a string ends; a negative one counts from the end.
#[inline]
fn end_position(position: i64, length: usize) -> usize {
    let length = length as i64;
    match position {
        0.. => position.min(length) as usize,
        _ => length.saturating_add(position).saturating_add(1).max(0) as usize,
    }
}

/// `string.byte (s [, i [, j]])` — manual 6.4.
fn byte(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let string = call.string(1)?;
    let first = call.integer_or(2, 1)?;
    let start = start_position(first, string.len());
    let end = end_position(call.integer_or(3, first)?, string.len());
    if start > end {
        return call.none();
    }
    let bytes = &string.as_bytes()[start - 1..end];
    let count = bytes.len();
    reserve_results(call, count as u64, "stack overflow (string slice too long)")?;
    limits::spend(call.state(), count)?;
    for &byte in bytes {
        call.push(Value::from_integer(i64::from(byte)))?;
    }
    Ok(Returns::Count(count as u32))
}

/// `string.char (···)` — manual 6.4.
fn char(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    for position in 1..=call.count() {
        let code = call.integer(position)?;
        if u8::try_from(code).is_err() {
            return Err(call.argument_error(position, "value out of range"));
        }
        // Also those given as floats or strings are integers from now on.
        call.replace(position, Value::from_integer(code));
    }
    let state = call.state();
    let string = state.strings.build(&state.heap, call.count(), |bytes| {
        for (index, byte) in bytes.iter_mut().enumerate() {
            *byte = call.get(index + 1).as_integer().unwrap_or_default() as u8;
        }
    });
    call.one(Value::from_string(string))
}

/// `string.dump (function [, strip])` — manual 6.4.
fn dump(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let strip = call.get(2).is_truthy();
    let function = call.function(1)?;
    let Some(closure) = function.as_closure() else {
        return Err(call.error("unable to dump given function"));
    };
    let chunk = bytecode::dump(closure.proto().function(), strip);
    call.one_string(&chunk)
}

/// `string.len (s)` — manual 6.4.
fn len(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let length = call.string(1)?.len();
    call.one(Value::from_integer(length as i64))
}

/// `string.lower (s)` — manual 6.4.
fn lower(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    changed_copy(call, <[u8]>::make_ascii_lowercase)
}

/// `string.rep (s, n [, sep])` — manual 6.4.
fn rep(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let (string, count) = (call.string(1)?, call.integer(2)?);
    let separator = call.string_or_none(3)?;
    let string = string.as_bytes();
    let separator = separator.as_ref().map_or(&b""[..], |separator| separator.as_bytes());
    if count < 1 {
        return call.one_string(b"");
    }
    let period = string.len() + separator.len();
    let total = count as u128 * period as u128;
    if total > MAX_REPEATED {
        return Err(call.error("resulting string too large"));
    }
    let total = total as usize - separator.len();
    let state = call.state();
    limits::admit_string(state, total)?;
    limits::spend_bytes(state, total)?;
    let repeated = state.strings.build(&state.heap, total, |bytes| {
        bytes[..string.len()].copy_from_slice(string);
        if count > 1 {
            bytes[string.len()..period].copy_from_slice(separator);
        }
        let mut filled = period.min(total);
        while filled < total {
            let more = filled.min(total - filled);
            bytes.copy_within(..more, filled);
            filled += more;
        }
    });
    call.one(Value::from_string(repeated))
}

/// `string.reverse (s)` — manual 6.4.
fn reverse(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    changed_copy(call, <[u8]>::reverse)
}

/// `string.sub (s, i [, j])` — manual 6.4.
fn sub(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let string = call.string(1)?;
    let start = start_position(call.integer(2)?, string.len());
    let end = end_position(call.integer_or(3, -1)?, string.len());
    let part = if start <= end { &string.as_bytes()[start - 1..end] } else { b"" };
    call.one_string(part)
}

/// `string.upper (s)` — manual 6.4.
fn upper(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    changed_copy(call, <[u8]>::make_ascii_uppercase)
}

/// Returns a copy of the first argument after a change that keeps its length.
#[inline]
fn changed_copy(call: &mut Call<'_>, change: fn(&mut [u8])) -> Result<Returns, LuaError> {
    let string = call.string(1)?;
    let state = call.state();
    limits::admit_string(state, string.len())?;
    limits::spend_bytes(state, string.len())?;
    let copy = state.strings.build(&state.heap, string.len(), |bytes| {
        bytes.copy_from_slice(string.as_bytes());
        change(bytes);
    });
    call.one(Value::from_string(copy))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_from_either_end_and_stay_in_range() {
        let cases = [
            (1, 1, 1),
            (5, 5, 5),
            (7, 7, 5),
            (0, 1, 0),
            (-1, 5, 5),
            (-5, 1, 1),
            (-6, 1, 0),
            (i64::MIN, 1, 0),
            (i64::MAX, i64::MAX as usize, 5),
        ];
        for (position, start, end) in cases {
            assert_eq!(start_position(position, 5), start, "{position}");
            assert_eq!(end_position(position, 5), end, "{position}");
        }
    }
}
