//! `table` (manual 6.6).

mod ordering;
mod sort;

use super::sequence::{Sequence, set_item};
use super::text::append_if_text;
use super::{open_table, reserve_results, set_field};
use crate::native::buffer::Buffer;
use crate::object::{Call, Event, LuaError, NativeFunction, Returns, State, Value};
use crate::vm::limits::{self, Rounds};
use crate::vm::metamethod;

/// The functions of the library.
pub(super) static FUNCTIONS: [NativeFunction; 7] = [
    NativeFunction { name: "table.concat", function: concat },
    NativeFunction { name: "table.insert", function: insert },
    NativeFunction { name: "table.move", function: move_elements },
    NativeFunction { name: "table.pack", function: pack },
    NativeFunction { name: "table.remove", function: remove },
    NativeFunction { name: "table.sort", function: ordering::sort },
    NativeFunction { name: "table.unpack", function: unpack },
];

/// What a value that is no table needs, so that its elements can be moved about.
const READ_WRITE_LENGTH: [Event; 3] = [Event::Index, Event::NewIndex, Event::Length];

/// Opens the library.
pub(super) fn open(state: &State) {
    open_table(state, "table", &FUNCTIONS, 0);
}

/// `table.concat (list [, sep [, i [, j]]])` — manual 6.6.
fn concat(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let list = Sequence::argument(call, 1, &[Event::Index, Event::Length])?;
    let length = list.length(call)?;
    let separator = call.string_or_none(2)?;
    let separator = separator.as_ref().map_or(&b""[..], |separator| separator.as_bytes());
    let (first, last) = (call.integer_or(3, 1)?, call.integer_or(4, length)?);
    let mut text = Buffer::new(call.state());
    let mut rounds = Rounds::new(call.state());
    for index in first..=last {
        rounds.count()?;
        if index > first {
            text.extend(separator)?;
        }
        let element = list.get(call.state(), index)?;
        if !append_if_text(element, &mut text)? {
            let kind = element.type_name();
            let message = format!("invalid value ({kind}) at index {index} in table for 'concat'");
            return Err(call.error(message));
        }
    }
    rounds.end()?;
    call.one_string(text.as_slice())
}

/// `table.insert (list, [pos,] value)` — manual 6.6.
fn insert(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let list = Sequence::argument(call, 1, &READ_WRITE_LENGTH)?;
    let end = list.length(call)?.wrapping_add(1);
    let position = match call.count() {
        2 => end,
        3 => call.integer(2)?,
        _ => return Err(call.error("wrong number of arguments to 'insert'")),
    };
    if call.count() == 3 {
        // As unsigned numbers, positions below 1 are greater than any end.
        if position.wrapping_sub(1) as u64 >= end as u64 {
            return Err(call.argument_error(2, "position out of bounds"));
        }
        list.shift_up(call.state(), position, end)?;
    }
    list.set(call.state(), position, call.get(call.count()))?;
    call.none()
}

/// `table.move (a1, f, e, t [,a2])` — manual 6.6.
fn move_elements(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let (first, last, to) = (call.integer(2)?, call.integer(3)?, call.integer(4)?);
    let target_position = if call.get(5).is_nil() { 1 } else { 5 };
    let source = Sequence::argument(call, 1, &[Event::Index])?;
    let target = Sequence::argument(call, target_position, &[Event::NewIndex])?;
    let target_value = call.get(target_position);
    if last < first {
        return call.one(target_value);
    }
    if first <= 0 && last >= i64::MAX + first {
        return Err(call.argument_error(3, "too many elements to move"));
    }
    let count = last - first + 1;
    if to > i64::MAX - count + 1 {
        return Err(call.argument_error(4, "destination wrap around"));
    }
    let state = call.state();
    let mut rounds = Rounds::new(state);
    let copy = |offset: i64| {
        rounds.count()?;
        let element = source.get(state, first + offset)?;
        target.set(state, to + offset, element)
    };
    let writes_ahead = to > first && to <= last;
    if writes_ahead && metamethod::equals(state, call.get(1), target_value)? {
        (0..count).rev().try_for_each(copy)?;
    } else {
        (0..count).try_for_each(copy)?;
    }
    rounds.end()?;
    call.one(target_value)
}

/// `table.pack (···)` — manual 6.6.
fn pack(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let count = call.count();
    let table = call.new_table(count, 1);
    limits::spend(call.state(), count)?;
    for position in 1..=count {
        set_item(call.state(), table, position as i64, call.get(position))?;
    }
    set_field(call.state(), table, "n", Value::from_integer(count as i64));
    call.one(Value::from_table(table))
}

/// `table.remove (list [, pos])` — manual 6.6.
fn remove(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let list = Sequence::argument(call, 1, &READ_WRITE_LENGTH)?;
    let length = list.length(call)?;
    let position = call.integer_or(2, length)?;
    // As unsigned numbers, positions below 1 are greater than any length.
    if position != length && position.wrapping_sub(1) as u64 > length as u64 {
        return Err(call.argument_error(2, "position out of bounds"));
    }
    let state = call.state();
    let removed = list.get(state, position)?;
    // It is on the stack while metamethods move the others.
    call.push(removed)?;
    list.shift_down(state, position, length)?;
    list.set(state, position.max(length), Value::NIL)?;
    Ok(Returns::Count(1))
}

/// `table.unpack (list [, i [, j]])` — manual 6.6.
fn unpack(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let list = Sequence::of(call.get(1));
    let first = call.integer_or(2, 1)?;
    let last = if call.get(3).is_nil() { list.length(call)? } else { call.integer(3)? };
    if first > last {
        return call.none();
    }
    let count = (last.wrapping_sub(first) as u64).saturating_add(1);
    reserve_results(call, count, "too many results to unpack")?;
    limits::spend(call.state(), count as usize)?;
    for index in first..=last {
        let element = list.get(call.state(), index)?;
        call.push(element)?;
    }
    Ok(Returns::Count(count as u32))
}
