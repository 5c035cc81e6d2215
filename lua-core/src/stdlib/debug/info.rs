//! `debug.getinfo` (manual 6.10, 4.7).

use super::thread_argument;
use crate::gc::Gc;
use crate::object::{Call, LuaError, Returns, State, Table, Thread, Value, flag};
use crate::stdlib::set_field;
use crate::vm::inspect::{self, Origin};
use crate::vm::message;

/// What is asked for if nothing is said.
const EVERYTHING: &[u8] = b"flnSrtu";

/// The function that is asked about, and its frame if it is running.
struct Subject {
    function: Value,
    frame: Option<(Gc<Thread>, usize)>,
}

/// `debug.getinfo ([thread,] f [, what])` — manual 6.10.
pub(super) fn getinfo(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let (thread, shift) = thread_argument(call);
    let options = call.string_or_none(shift + 2)?;
    let options = options.as_ref().map_or(EVERYTHING, |options| options.as_bytes());
    if options.first() == Some(&b'>') {
        return Err(call.argument_error(shift + 2, "invalid option '>'"));
    }
    let function = call.get(shift + 1);
    let subject = if function.is_function() {
        Subject { function, frame: None }
    } else {
        let level = call.integer(shift + 1)?;
        let Some(index) = inspect::frame_at_level(thread, level) else {
            return call.one(Value::NIL);
        };
        let function = thread.value(thread.frame_at(index).func.get() as usize);
        Subject { function, frame: Some((thread, index)) }
    };
    if !options.iter().all(|option| b"SlnrutLf".contains(option)) {
        return Err(call.argument_error(shift + 2, "invalid option"));
    }
    let state = call.state();
    let table = call.new_table(0, 16);
    for option in options {
        match option {
            b'S' => set_origin(state, table, &subject),
            b'l' => {
                let line = subject.frame.map_or(-1, |(thread, i)| inspect::current_line(thread, i));
                set_field(state, table, "currentline", Value::from_integer(line));
            }
            b'u' => set_shape(state, table, subject.function),
            b'n' => set_name(state, table, &subject),
            b'r' => set_transfer(state, table, &subject),
            b't' => {
                let is_tail =
                    subject.frame.is_some_and(|(thread, i)| thread.frame_at(i).has(flag::TAIL));
                set_field(state, table, "istailcall", Value::from_boolean(is_tail));
            }
            b'L' => set_lines(call, table, subject.function),
            _ => set_field(state, table, "func", subject.function),
        }
    }
    call.one(Value::from_table(table))
}

fn set_origin(state: &State, table: Gc<Table>, subject: &Subject) {
    let origin = Origin::of(subject.function);
    set_field(state, table, "source", state.string_value(&origin.source));
    set_field(state, table, "short_src", state.string_value(&origin.short));
    set_field(state, table, "linedefined", Value::from_integer(origin.line));
    set_field(state, table, "lastlinedefined", Value::from_integer(origin.last_line));
    set_field(state, table, "what", state.string_value(origin.what));
}

fn set_shape(state: &State, table: Gc<Table>, function: Value) {
    let (upvalues, parameters, is_vararg) =
        match (function.as_closure(), function.as_native_closure()) {
            (Some(closure), _) => {
                let proto = closure.proto();
                let code = proto.function();
                (closure.upvalue_count(), code.parameters, code.is_vararg)
            }
            (None, Some(native)) => (native.upvalue_count(), 0, true),
            (None, None) => (0, 0, true),
        };
    set_field(state, table, "nups", Value::from_integer(upvalues as i64));
    set_field(state, table, "nparams", Value::from_integer(parameters.into()));
    set_field(state, table, "isvararg", Value::from_boolean(is_vararg));
}

fn set_name(state: &State, table: Gc<Table>, subject: &Subject) {
    let name = subject.frame.and_then(|(thread, index)| message::frame_name(thread, index));
    let kind = name.as_ref().map_or("", |(kind, _)| kind);
    if let Some((_, name)) = &name {
        set_field(state, table, "name", state.string_value(name));
    }
    set_field(state, table, "namewhat", state.string_value(kind));
}

/// The values that go into or out of the function, while a hook is told of its call or return.
fn set_transfer(state: &State, table: Gc<Table>, subject: &Subject) {
    let transfer = subject.frame.and_then(|(thread, index)| {
        let is_watched =
            index + 1 < thread.frame_count() && thread.frame_at(index + 1).has(flag::HOOK);
        thread.hook().filter(|_| is_watched).map(|hook| hook.transfer.get())
    });
    let (first, count) = transfer.unwrap_or_default();
    set_field(state, table, "ftransfer", Value::from_integer(first.into()));
    set_field(state, table, "ntransfer", Value::from_integer(count.into()));
}

fn set_lines(call: &Call<'_>, table: Gc<Table>, function: Value) {
    let Some(closure) = function.as_closure() else { return };
    let (state, lines) = (call.state(), call.new_table(0, 0));
    for line in inspect::active_lines(closure.proto().function()).into_iter().flatten() {
        // A table of a function's lines is far from the limits of tables.
        let _ = lines.set_integer(&state.heap, line.into(), Value::TRUE);
    }
    set_field(state, table, "activelines", Value::from_table(lines));
}
