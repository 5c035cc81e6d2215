//! Members of host data: what its type registered is found, and run, without a call of `__index` or `__newindex`.
//!
//! PERF: reading a field takes half of the instructions that it takes through `__index`, and a method is found without any
//! call.

use super::{Next, Operands, complete_call};
use crate::bytecode::Instruction;
use crate::gc::Gc;
use crate::object::{Event, LuaString, Role, State, UserData, Value, View};
use crate::vm::call::Flow;

/// What the type of host data has under a name: for [`Event::Index`] a value or an accessor, for [`Event::NewIndex`] an
/// accessor. None if only the metamethod knows.
#[inline(always)]
pub(super) fn find(
    state: &State,
    data: Gc<UserData>,
    event: Event,
    name: Gc<LuaString>,
) -> Option<Value> {
    let members = match state.metatable_field(data.metatable()?, event).view() {
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
    if member.as_accessor().is_some() {
        return complete_call(state, i, member, &[Value::from_userdata(data)]);
    }
    Operands::of(state).set(i.a(), member);
    Ok(Flow::Run)
}
