//! Members of host data: what its type registered is found, and run, without a call of `__index` or `__newindex`.
//!
//! PERF: reading a field takes half of the instructions that it takes through `__index`, and a method is found without any
//! call.

use super::{Next, Operands, complete_call, finish_call};
use crate::bytecode::Instruction;
use crate::gc::Gc;
use crate::object::{
    Call, Event, LuaError, LuaString, NativeClosure, Returns, Role, State, Table, UserData, Value,
    View,
};
use crate::vm::call::{Flow, call_handler, push_call};
use crate::vm::collect;

/// What the type of host data has under a name: for [`Event::Index`] a value or an accessor, for [`Event::NewIndex`] an
/// accessor. None if only the metamethod knows.
#[inline(always)]
pub(super) fn find(
    state: &State,
    data: Gc<UserData>,
    event: Event,
    name: Gc<LuaString>,
) -> Option<Value> {
    let metatable = data.metatable()?;
    let remembered = match event {
        Event::Index => &state.readable,
        _ => &state.writable,
    };
    if let Some(member) = remembered.get(metatable, name) {
        return Some(member);
    }
    let member = look_up(state, metatable, event, name)?;
    if metatable.is_frozen() {
        remembered.set(metatable, name, member);
    }
    Some(member)
}

#[inline(never)]
fn look_up(
    state: &State,
    metatable: Gc<Table>,
    event: Event,
    name: Gc<LuaString>,
) -> Option<Value> {
    let members = match state.metatable_field(metatable, event).view() {
        View::NativeClosure(closure) if closure.role() == Role::Fields => {
            closure.upvalue(0).as_table()?
        }
        View::Table(table) if event == Event::Index => table,
        _ => return None,
    };
    let member = members.get_short_string(name);
    (!member.is_nil()).then_some(member)
}

/// `R[A] :=` what a member of the data gives.
#[inline(always)]
pub(super) fn read(state: &State, i: Instruction, data: Gc<UserData>, member: Value) -> Next {
    let Some(accessor) = member.as_accessor().filter(|_| !state.hooks.are_set()) else {
        if member.as_accessor().is_some() {
            return complete_call(state, i, member, &[Value::from_userdata(data)]);
        }
        Operands::of(state).set(i.a(), member);
        return Ok(Flow::Run);
    };
    let value = access(state, accessor, &[Value::from_userdata(data)])?;
    Operands::of(state).set(i.a(), value);
    collect::safepoint(state);
    Ok(Flow::Run)
}

/// Lets a member of the data take a value.
#[inline(always)]
pub(super) fn write(state: &State, data: Gc<UserData>, member: Value, value: Value) -> Next {
    let arguments = [Value::from_userdata(data), value];
    let Some(accessor) = member.as_accessor().filter(|_| !state.hooks.are_set()) else {
        return finish_call(state, call_handler(state, member, &arguments)?);
    };
    access(state, accessor, &arguments)?;
    collect::safepoint(state);
    Ok(Flow::Run)
}

/// Runs an accessor as a part of the running instruction, and returns its first result.
///
/// PERF: it gets no frame, so a traceback does not show it. A tenth of the time of a write.
#[inline(always)]
fn access<const N: usize>(
    state: &State,
    accessor: Gc<NativeClosure>,
    arguments: &[Value; N],
) -> Result<Value, LuaError> {
    let thread = state.current.get();
    let func = thread.frame().top.get() as usize;
    let callee = Value::from_native_closure(accessor);
    push_call(state, thread, func, callee, arguments)?;
    let call = &mut Call { state, thread, callee, base: func + 1, count: N };
    match accessor.function()(call)? {
        Returns::Count(0) => Ok(Value::NIL),
        Returns::Count(count) => Ok(thread.value(thread.top() - count as usize)),
        _ => unreachable!("accessors return what they give"),
    }
}
