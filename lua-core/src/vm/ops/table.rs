//! Tables: reading, writing, making; globals, methods, lengths.

use super::{Next, Operands, complete, finish_call, member, unless};
use crate::bytecode::{Instruction, Op};
use crate::gc::Gc;
use crate::object::{Event, KeyError, LuaError, LuaString, State, Table, Tag, UserData, Value};
use crate::vm::call::{Flow, call_handler};
use crate::vm::collect;
use crate::vm::frame::Frame;
use crate::vm::message;
use crate::vm::metamethod::{StoreStep, index_step, inherited, length_step, set_index_step};

/// The table and key of an instruction that reads or writes a field.
fn place(state: &State, i: Instruction) -> (Value, Value) {
    let operands = Operands::of(state);
    match i.op() {
        Op::GetGlobal => (operands.upvalue(i.b()), operands.constant(i.d())),
        Op::GetTable => (operands.register(i.b()), operands.register(i.c())),
        Op::GetInteger => (operands.register(i.b()), Value::from_integer(i.signed_d() as i64)),
        Op::GetField | Op::Method => (operands.register(i.b()), operands.constant(i.d())),
        Op::SetGlobal | Op::SetGlobalConstant => {
            (operands.upvalue(i.a()), operands.constant(i.d()))
        }
        Op::SetTable | Op::SetTableConstant => (operands.register(i.a()), operands.register(i.b())),
        Op::SetInteger | Op::SetIntegerConstant => {
            (operands.register(i.a()), Value::from_integer(i.signed_d() as i64))
        }
        _ => (operands.register(i.a()), operands.constant(i.d())),
    }
}

/// The value that a writing instruction stores.
fn stored(state: &State, i: Instruction) -> Value {
    let operands = Operands::of(state);
    match i.op() {
        Op::SetTableConstant => operands.constant(i.d()),
        Op::SetGlobalConstant | Op::SetIntegerConstant | Op::SetFieldConstant => {
            operands.constant(i.e())
        }
        _ => operands.register(i.c()),
    }
}

#[inline(never)]
fn slow_get(state: &State, i: Instruction) -> Next {
    let (object, key) = place(state, i);
    // The fast part has not found the key in the table itself.
    if let Some(value) = inherited(state, object, key) {
        Operands::of(state).set(i.a(), value);
        return Ok(Flow::Run);
    }
    complete(state, i, index_step(state, object, key)?)
}

#[cold]
#[inline(never)]
fn slow_set(state: &State, i: Instruction) -> Next {
    let (object, key) = place(state, i);
    let value = stored(state, i);
    match set_index_step(state, object, key, value)? {
        StoreStep::Done => Ok(Flow::Run),
        StoreStep::Call(handler, object) => {
            finish_call(state, call_handler(state, handler, &[object, key, value])?)
        }
    }
}

/// Sets `R[A]` to what was found, unless a metamethod may know better.
#[inline(always)]
fn found(state: &State, frame: &mut Frame, i: Instruction, table: Gc<Table>, value: Value) -> Next {
    if value.is_nil() && table.metatable().is_some() {
        return frame.slow(state, i, slow_get);
    }
    frame.set(i.a(), value);
    Ok(Flow::Run)
}

/// `R[A] := U[B][K[D]]`
#[inline(always)]
pub(in crate::vm) fn get_global(state: &State, frame: &mut Frame, i: Instruction) -> Next {
    match frame.upvalue(i.b()).get().table() {
        Some(table) => {
            let table = table.get();
            let value = table.get_short_string(frame.constant_key(i.d()));
            found(state, frame, i, table, value)
        }
        None => frame.slow(state, i, slow_get),
    }
}

/// `R[A] := R[B][K[D]]`
#[inline(always)]
pub(in crate::vm) fn get_field(state: &State, frame: &mut Frame, i: Instruction) -> Next {
    let (object, name) = (frame.register(i.b()), frame.constant_key(i.d()));
    match (object.table(), object.userdata()) {
        (Some(table), _) => {
            let table = table.get();
            let value = table.get_short_string(name);
            found(state, frame, i, table, value)
        }
        (None, Some(data)) => {
            let data = data.get();
            frame.slow(state, i, |state, i| get_member(state, i, data, name))
        }
        _ => frame.slow(state, i, slow_get),
    }
}

#[inline(never)]
fn get_member(state: &State, i: Instruction, data: Gc<UserData>, name: Gc<LuaString>) -> Next {
    match member::find(state, data, Event::Index, name) {
        Some(member) => member::read(state, i, data, member),
        None => slow_get(state, i),
    }
}

/// `R[A] := R[B][sD]`
#[inline(always)]
pub(in crate::vm) fn get_integer(state: &State, frame: &mut Frame, i: Instruction) -> Next {
    match frame.register(i.b()).table() {
        Some(table) => {
            let table = table.get();
            let value = table.get_integer(i.signed_d() as i64);
            found(state, frame, i, table, value)
        }
        None => frame.slow(state, i, slow_get),
    }
}

/// `R[A] := R[B][R[C]]`
#[inline(always)]
pub(in crate::vm) fn get(state: &State, frame: &mut Frame, i: Instruction) -> Next {
    let key = frame.register(i.c());
    match (frame.register(i.b()).table(), key.as_integer(), key.short_string()) {
        (Some(table), Some(key), _) => {
            let value = table.get().get_integer(key);
            found(state, frame, i, table.get(), value)
        }
        (Some(table), _, Some(key)) => {
            let value = table.get().get_short_string(key.get());
            found(state, frame, i, table.get(), value)
        }
        _ => frame.slow(state, i, slow_get),
    }
}

/// `R[A+1] := R[B]; R[A] := R[B][K[D]]`
#[inline(always)]
pub(in crate::vm) fn method(state: &State, frame: &mut Frame, i: Instruction) -> Next {
    let object = frame.register(i.b());
    if let Some(table) = object.table() {
        let value = table.get().get_short_string(frame.constant_key(i.d()));
        if !value.is_nil() {
            frame.set(i.a() + 1, object);
            frame.set(i.a(), value);
            return Ok(Flow::Run);
        }
    }
    if let Some(data) = object.userdata() {
        let (data, name) = (data.get(), frame.constant_key(i.d()));
        return frame.slow(state, i, |state, i| find_method(state, i, data, name));
    }
    frame.slow(state, i, slow_method)
}

#[inline(never)]
fn find_method(state: &State, i: Instruction, data: Gc<UserData>, name: Gc<LuaString>) -> Next {
    let Some(method) = member::find(state, data, Event::Index, name) else {
        return slow_method(state, i);
    };
    Operands::of(state).set(i.a() + 1, Value::from_userdata(data));
    member::read(state, i, data, method)
}

#[inline(never)]
fn slow_method(state: &State, i: Instruction) -> Next {
    let operands = Operands::of(state);
    let (object, key) = (operands.register(i.b()), operands.constant(i.d()));
    if let Some(method) = inherited(state, object, key) {
        operands.set(i.a() + 1, object);
        operands.set(i.a(), method);
        return Ok(Flow::Run);
    }
    // The lookup first: an error must find the object in its register.
    let step = index_step(state, object, key)?;
    Operands::of(state).set(i.a() + 1, object);
    complete(state, i, step)
}

/// Stores under a short string if that takes no more than replacing a value; tells whether it did.
#[inline(always)]
fn store_field(object: Value, key: Gc<LuaString>, value: Value) -> bool {
    object.table().is_some_and(|table| table.get().replace_field(key, value))
}

/// As [`store_field`], in the array part; there an element may be new too, if no metamethod may want to know.
#[inline(always)]
fn store_integer(object: Value, key: i64, value: Value) -> bool {
    object.table().is_some_and(|table| table.get().replace_item(key, value))
}

/// Stores where something more is to be done: most often the key is new, or the collector must know.
#[inline(never)]
fn insert(state: &State, i: Instruction) -> Next {
    let (object, key) = place(state, i);
    if let Some(table) = object.as_table()
        && table.metatable().is_none()
        // To look at a long string counts.
        && key.tag() != Tag::LONG_STRING
        && table.raw_set(&state.heap, key, stored(state, i)).is_ok()
    {
        return Ok(Flow::Run);
    }
    slow_set(state, i)
}

/// `U[A][K[D]] := R[C]`
#[inline(always)]
pub(in crate::vm) fn set_global(state: &State, frame: &mut Frame, i: Instruction) -> Next {
    let table = frame.upvalue(i.a()).get();
    let is_done = store_field(table, frame.constant_key(i.d()), frame.register(i.c()));
    unless(state, frame, i, is_done, insert)
}

/// `U[A][K[D]] := K[E]`
#[inline(always)]
pub(in crate::vm) fn set_global_constant(state: &State, frame: &mut Frame, i: Instruction) -> Next {
    let table = frame.upvalue(i.a()).get();
    let is_done = store_field(table, frame.constant_key(i.d()), frame.constant(i.e()));
    unless(state, frame, i, is_done, insert)
}

/// `R[A][K[D]] := R[C]`
#[inline(always)]
pub(in crate::vm) fn set_field(state: &State, frame: &mut Frame, i: Instruction) -> Next {
    let (object, name) = (frame.register(i.a()), frame.constant_key(i.d()));
    let value = frame.register(i.c());
    match object.userdata() {
        Some(data) => {
            let data = data.get();
            frame.slow(state, i, |state, i| set_member(state, i, data, name, value))
        }
        None => {
            let is_done = store_field(object, name, value);
            unless(state, frame, i, is_done, insert)
        }
    }
}

#[inline(never)]
fn set_member(
    state: &State,
    i: Instruction,
    data: Gc<UserData>,
    name: Gc<LuaString>,
    value: Value,
) -> Next {
    match member::find(state, data, Event::NewIndex, name) {
        Some(setter) => member::write(state, data, setter, value),
        None => slow_set(state, i),
    }
}

/// `R[A][K[D]] := K[E]`
#[inline(always)]
pub(in crate::vm) fn set_field_constant(state: &State, frame: &mut Frame, i: Instruction) -> Next {
    let table = frame.register(i.a());
    let is_done = store_field(table, frame.constant_key(i.d()), frame.constant(i.e()));
    unless(state, frame, i, is_done, insert)
}

/// `R[A][sD] := R[C]`
#[inline(always)]
pub(in crate::vm) fn set_integer(state: &State, frame: &mut Frame, i: Instruction) -> Next {
    let (table, value) = (frame.register(i.a()), frame.register(i.c()));
    let is_done = store_integer(table, i.signed_d() as i64, value);
    unless(state, frame, i, is_done, insert)
}

/// `R[A][sD] := K[E]`
#[inline(always)]
pub(in crate::vm) fn set_integer_constant(
    state: &State,
    frame: &mut Frame,
    i: Instruction,
) -> Next {
    let (table, value) = (frame.register(i.a()), frame.constant(i.e()));
    let is_done = store_integer(table, i.signed_d() as i64, value);
    unless(state, frame, i, is_done, insert)
}

#[inline(always)]
fn store(state: &State, frame: &mut Frame, i: Instruction, value: Value) -> Next {
    let (table, key) = (frame.register(i.a()), frame.register(i.b()));
    let is_done = match (key.as_integer(), key.short_string()) {
        (Some(key), _) => store_integer(table, key, value),
        (_, Some(key)) => store_field(table, key.get(), value),
        _ => false,
    };
    unless(state, frame, i, is_done, insert)
}

/// `R[A][R[B]] := R[C]`
#[inline(always)]
pub(in crate::vm) fn set(state: &State, frame: &mut Frame, i: Instruction) -> Next {
    store(state, frame, i, frame.register(i.c()))
}

/// `R[A][R[B]] := K[D]`
#[inline(always)]
pub(in crate::vm) fn set_constant(state: &State, frame: &mut Frame, i: Instruction) -> Next {
    store(state, frame, i, frame.constant(i.d()))
}

/// `R[A] := {}`
#[inline(never)]
pub(in crate::vm) fn new(state: &State, i: Instruction) -> Result<(), LuaError> {
    let operands = Operands::of(state);
    let table = Table::new(&state.heap, i.d(), i.e());
    operands.set(i.a(), Value::from_table(table));
    collect::safepoint_up_to(state, operands.base + i.a() + 1);
    Ok(())
}

/// `R[A][D+n] := R[A+n]` for the next items
#[inline(always)]
pub(in crate::vm) fn set_list(
    state: &State,
    frame: &mut Frame,
    i: Instruction,
) -> Result<(), LuaError> {
    frame.leave(state, |state| slow_set_list(state, i))
}

#[inline(never)]
fn slow_set_list(state: &State, i: Instruction) -> Result<(), LuaError> {
    let operands = Operands::of(state);
    let target = operands.register(i.a());
    // The constructor made a table, but a debugger may have exchanged it.
    let Some(table) = target.as_table() else {
        return Err(message::type_error(state, target, "store items in"));
    };
    let count = match i.b() {
        0 => operands.thread.top() - operands.base - i.a() - 1,
        count => count,
    };
    let refuse = |error: KeyError| message::error(state, error.message());
    table.reserve_items(&state.heap, i.d() + count).map_err(refuse)?;
    for n in 1..=count {
        let value = operands.register(i.a() + n);
        table.set_integer(&state.heap, (i.d() + n) as i64, value).map_err(refuse)?;
    }
    Ok(())
}

/// `R[A] := #R[B]`
#[inline(always)]
pub(in crate::vm) fn length(state: &State, frame: &mut Frame, i: Instruction) -> Next {
    let value = frame.register(i.b());
    if let Some(table) = value.table() {
        let table = table.get();
        if let (None, Some(length)) = (table.metatable(), table.known_length()) {
            frame.set(i.a(), Value::from_integer(length));
            return Ok(Flow::Run);
        }
    } else if let Some(string) = value.as_string() {
        frame.set(i.a(), Value::from_integer(string.len() as i64));
        return Ok(Flow::Run);
    }
    frame.slow(state, i, |state, i| {
        let value = Operands::of(state).register(i.b());
        complete(state, i, length_step(state, value)?)
    })
}
