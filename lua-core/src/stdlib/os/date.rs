//! `os.date` (manual 6.9).

use super::calendar::Date;
use super::format::{conversion, write};
use super::time::{now, set_fields};
use super::zone::{Clock, Zone};
use crate::object::{Call, LuaError, Returns, Value};

/// `os.date ([format [, time]])` — manual 6.9.
pub(super) fn date(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let format = call.string_or_none(1)?;
    let format = format.as_ref().map_or(&b"%c"[..], |format| format.as_bytes());
    let time = if call.get(2).is_nil() { now() } else { call.integer(2)? };
    let (clock, format) = match format.strip_prefix(b"!") {
        Some(format) => (Clock::utc(), format),
        None => (Zone::system().clock(time), format),
    };
    let Some(date) = time.checked_add(clock.offset).and_then(Date::of) else {
        return Err(call.error("date result cannot be represented in this installation"));
    };
    if format == b"*t" || format.starts_with(b"*t\0") {
        let table = Value::from_table(call.new_table(0, 9));
        call.push(table)?;
        set_fields(call.state(), table, &date, clock.is_dst)?;
        return Ok(Returns::Count(1));
    }
    let mut text = Vec::with_capacity(format.len() + 24);
    let mut rest = format;
    while let Some(at) = rest.iter().position(|&byte| byte == b'%') {
        text.extend_from_slice(&rest[..at]);
        let Some((letter, behind)) = conversion(&rest[at + 1..]) else {
            let pieces = [b"invalid conversion specifier '", &rest[at..], b"'"];
            return Err(call.argument_error(1, pieces.concat()));
        };
        write(letter, &date, &clock, &mut text);
        rest = behind;
    }
    text.extend_from_slice(rest);
    call.one_string(&text)
}
