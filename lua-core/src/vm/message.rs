//! The words of errors: what went wrong, with which variable, in which chunk and line.

use crate::bytecode::{Constant, FunctionCode, Op};
use crate::gc::Gc;
use crate::object::{
    CallFrame, Closure, Event, KeyError, LuaError, LuaString, State, Thread, Value, View, flag,
};

/// The longest chunk name shown, in bytes.
const MAX_CHUNK_NAME: usize = 59;

/// A chunk's name as messages show it: `=name` bare, `@file` as the file, anything else as a quoted string.
pub(crate) fn chunk_id(source: &[u8]) -> Vec<u8> {
    match source {
        [b'=', name @ ..] => name[..name.len().min(MAX_CHUNK_NAME)].to_vec(),
        [b'@', name @ ..] if name.len() <= MAX_CHUNK_NAME => name.to_vec(),
        [b'@', name @ ..] => {
            let tail = &name[name.len() - (MAX_CHUNK_NAME - 3)..];
            [b"...", tail].concat()
        }
        _ => {
            const FRAME: usize = "[string \"...\"]".len();
            let line = source.split(|&byte| byte == b'\n').next().unwrap_or_default();
            let room = MAX_CHUNK_NAME - FRAME;
            if line.len() == source.len() && line.len() < room {
                return [b"[string \"", line, b"\"]"].concat();
            }
            let kept = &line[..line.len().min(room)];
            [b"[string \"", kept, b"...\"]"].concat()
        }
    }
}

/// The Lua function of a frame, if it is one's.
pub(crate) fn frame_closure(thread: Gc<Thread>, frame: &CallFrame) -> Option<Gc<Closure>> {
    match frame.is_lua() {
        true => thread.value(frame.func.get() as usize).as_closure(),
        false => None,
    }
}

/// The instruction that a Lua frame is executing.
pub(crate) fn current_pc(closure: Gc<Closure>, frame: &CallFrame) -> usize {
    let distance = frame.pc.get().addr() - closure.proto().code().addr();
    (distance / size_of::<crate::bytecode::Instruction>()).saturating_sub(1)
}

/// Chunk and line, if it is known, of the function `level` calls up, if that is a Lua function.
fn place(state: &State, level: usize) -> Option<(Vec<u8>, Option<u32>)> {
    let thread = state.current.get();
    let frame = thread.frame_at(thread.frame_count().checked_sub(level + 1)?);
    let closure = frame_closure(thread, frame)?;
    let proto = closure.proto();
    let line = proto.line(current_pc(closure, frame));
    Some((chunk_id(&proto.function().source), Some(line).filter(|&line| line > 0)))
}

/// `chunk:line: ` of the function `level` calls up: 0 is the running one. Empty if the line is not known.
pub(crate) fn position(state: &State, level: usize) -> Vec<u8> {
    match place(state, level) {
        Some((chunk, Some(line))) => [&chunk, format!(":{line}: ").as_bytes()].concat(),
        _ => Vec::new(),
    }
}

/// [`position`] of the function that called the running Rust function. An accessor of host data has no frame: the
/// function whose instruction it is part of is on top.
pub(crate) fn caller_position(state: &State) -> Vec<u8> {
    let is_accessor = state.current.get().top_frame().is_some_and(CallFrame::is_lua);
    position(state, usize::from(!is_accessor))
}

/// Throws a message, with the position of the running function if that is a Lua function.
#[cold]
pub(crate) fn error(state: &State, message: impl AsRef<[u8]>) -> LuaError {
    let mut text = match place(state, 0) {
        // A function that was stripped of its lines says so.
        Some((chunk, None)) => [&chunk, b":-1: ".as_slice()].concat(),
        _ => position(state, 0),
    };
    text.extend_from_slice(message.as_ref());
    state.throw_message(text)
}

/// Throws a message, with the position of the function that called the running one.
#[cold]
pub(crate) fn error_at_caller(state: &State, message: impl AsRef<[u8]>) -> LuaError {
    let mut text = caller_position(state);
    text.extend_from_slice(message.as_ref());
    state.throw_message(text)
}

/// Throws that a Rust function panicked, with the position of its caller.
#[cold]
pub(crate) fn panic_error(state: &State, panic: &(dyn std::any::Any + Send)) -> LuaError {
    let text = match (panic.downcast_ref::<&str>(), panic.downcast_ref::<String>()) {
        (Some(text), _) => text,
        (None, Some(text)) => text.as_str(),
        (None, None) => "no message",
    };
    error_at_caller(state, format!("Rust function panicked: {text}"))
}

/// Throws the error of a message handler that cannot do its work. No handler sees it.
#[cold]
pub(crate) fn error_in_handling(state: &State) -> LuaError {
    let error = state.throw_message("error in error handling");
    state.handled.set(true);
    error
}

/// The name of a value's type, or what its metatable's `__name` says.
pub(crate) fn type_name(state: &State, value: Value) -> Vec<u8> {
    if let Some(name) = own_type_name(state, value) {
        return name.as_bytes().to_vec();
    }
    match value.view() {
        View::LightUserData(_) => b"light userdata".to_vec(),
        _ => value.type_name().as_bytes().to_vec(),
    }
}

/// What a value's metatable says in its `__name`.
pub(crate) fn own_type_name(state: &State, value: Value) -> Option<Gc<LuaString>> {
    let metatable = state.metatable(value)?;
    metatable.get_short_string(state.event_name(Event::Name)).as_string()
}

/// The name of a value's type in operator errors, where tables and full userdata alone have names of their own.
fn operand_type_name(state: &State, value: Value) -> Vec<u8> {
    match value.is_table() || value.as_userdata().is_some() {
        true => type_name(state, value),
        false => value.type_name().as_bytes().to_vec(),
    }
}

/// "attempt to `operation` a `type` value (local 'x')".
#[cold]
pub(crate) fn type_error(state: &State, value: Value, operation: &str) -> LuaError {
    let variable = variable_info(state, value);
    type_error_with(state, value, operation, variable)
}

fn type_error_with(state: &State, value: Value, operation: &str, variable: Vec<u8>) -> LuaError {
    let kind = operand_type_name(state, value);
    error(
        state,
        [b"attempt to ", operation.as_bytes(), b" a ", &kind, b" value", &variable].concat(),
    )
}

/// The error of changing a table that was frozen.
#[cold]
pub(crate) fn frozen_error(state: &State, key: Value) -> LuaError {
    let field = match (key.as_string(), key.as_number()) {
        (Some(name), _) => describe("field", name.as_bytes()),
        (None, Some(_)) => {
            let index = super::metamethod::plain_text(state, key);
            let index = index.as_string().map(|index| index.as_bytes().to_vec());
            [b" (index ".as_slice(), &index.unwrap_or_default(), b")"].concat()
        }
        _ => Vec::new(),
    };
    error(state, [KeyError::Frozen.message().as_bytes(), &field].concat())
}

/// The error of calling what cannot be called.
#[cold]
pub(crate) fn call_error(state: &State, value: Value) -> LuaError {
    let thread = state.current.get();
    let info = thread.top_frame().and_then(|frame| {
        let closure = frame_closure(thread, frame)?;
        call_name(closure, current_pc(closure, frame))
    });
    let variable = match info {
        Some((kind, name)) => describe(kind, &name),
        None => variable_info(state, value),
    };
    type_error_with(state, value, "call", variable)
}

/// The error of concatenating what is neither a string nor a number.
#[cold]
pub(crate) fn concat_error(state: &State, a: Value, b: Value) -> LuaError {
    let culprit = if a.is_string() || a.is_number() { b } else { a };
    type_error(state, culprit, "concatenate")
}

/// The error of an arithmetic operation on something else than numbers.
#[cold]
pub(crate) fn operand_error(state: &State, a: Value, b: Value, operation: &str) -> LuaError {
    let culprit = if a.is_number() { b } else { a };
    type_error(state, culprit, operation)
}

/// The error of a bitwise operation on a float that is no integer.
#[cold]
pub(crate) fn no_integer_error(state: &State, a: Value, b: Value) -> LuaError {
    let is_integer = |value| super::metamethod::to_integer(state, value).is_some();
    let culprit = if is_integer(a) { b } else { a };
    let variable = variable_info(state, culprit);
    error(state, [b"number", variable.as_slice(), b" has no integer representation"].concat())
}

/// The error of comparing what has no order.
#[cold]
pub(crate) fn compare_error(state: &State, a: Value, b: Value) -> LuaError {
    let (a, b) = (type_name(state, a), type_name(state, b));
    let text = if a == b {
        [b"attempt to compare two ", a.as_slice(), b" values"].concat()
    } else {
        [b"attempt to compare ", a.as_slice(), b" with ", b.as_slice()].concat()
    };
    error(state, text)
}

/// The error of a numeric loop over something else than numbers.
#[cold]
pub(crate) fn for_error(state: &State, what: &str, value: Value) -> LuaError {
    let kind = operand_type_name(state, value);
    error(state, [b"bad 'for' ", what.as_bytes(), b" (number expected, got ", &kind, b")"].concat())
}

fn describe(kind: &str, name: &[u8]) -> Vec<u8> {
    [b" (", kind.as_bytes(), b" '", name, b"')"].concat()
}

/// ` (local 'x')` or the like for an operand of the running instruction that has this very value.
fn variable_info(state: &State, value: Value) -> Vec<u8> {
    let thread = state.current.get();
    let Some(frame) = thread.top_frame() else { return Vec::new() };
    let Some(closure) = frame_closure(thread, frame) else { return Vec::new() };
    let proto = closure.proto();
    let pc = current_pc(closure, frame);
    let i = proto.function().code[pc];
    let base = frame.base.get() as usize;
    let is_same = |other: Value| same_bits(value, other);
    if matches!(i.op(), Op::GetGlobal | Op::SetGlobal | Op::SetGlobalConstant) {
        let index = if i.op() == Op::GetGlobal { i.b() } else { i.a() };
        if is_same(closure.upvalue(index).get()) {
            return describe("upvalue", upvalue_name(proto.function(), index));
        }
        return Vec::new();
    }
    for operand in operands(i.op()) {
        let register = match operand {
            Operand::A => i.a(),
            Operand::B => i.b(),
            Operand::C => i.c(),
            Operand::Range => {
                // Operands are joined from the right, two by two.
                let left = match frame.extra_operands() {
                    0 => i.b(),
                    left => left,
                };
                let mut pair = i.a() + left - 2..i.a() + left;
                match pair.find(|&r| is_same(thread.value(base + r))) {
                    Some(register) => register,
                    None => continue,
                }
            }
            Operand::Constant => {
                if let Some(name) = string_constant(proto.function(), i.d())
                    && is_same(proto.constant(i.d()))
                {
                    return describe("constant", name);
                }
                continue;
            }
        };
        if is_same(thread.value(base + register)) {
            return match register_name(proto.function(), pc, register) {
                Some((kind, name)) => describe(kind, &name),
                None => Vec::new(),
            };
        }
    }
    Vec::new()
}

fn same_bits(a: Value, b: Value) -> bool {
    a.tag() == b.tag() && (a.bits() == b.bits() || a.is_nil())
}

enum Operand {
    A,
    B,
    C,
    Constant,
    Range,
}

/// The operands of an instruction that may be to blame, in the order in which they are blamed.
fn operands(op: Op) -> &'static [Operand] {
    use Op::*;
    match op {
        GetTable | GetInteger | GetField | Method | Negate | BitNot | Length => &[Operand::B],
        SetTable | SetTableConstant | SetInteger | SetIntegerConstant | SetField
        | SetFieldConstant | Call | TailCall => &[Operand::A],
        Add | Subtract | Multiply | Divide | Modulo | Power | FloorDivide | BitAnd | BitOr
        | BitXor | ShiftLeft | ShiftRight => &[Operand::B, Operand::C],
        AddInteger | SubtractInteger => &[Operand::B],
        AddConstant | SubtractConstant | MultiplyConstant | DivideConstant | ModuloConstant
        | PowerConstant | FloorDivideConstant | BitAndConstant | BitOrConstant | BitXorConstant
        | ShiftLeftConstant | ShiftRightConstant => &[Operand::B, Operand::Constant],
        Concat => &[Operand::Range],
        _ => &[],
    }
}

fn upvalue_name(function: &FunctionCode, index: usize) -> &[u8] {
    match function.upvalues.get(index) {
        Some(upvalue) if upvalue.name.len() > 0 => function.string(upvalue.name),
        _ => b"?",
    }
}

/// What a register holds at `pc`: a local variable, or what the instruction that set it read.
pub(crate) fn register_name(
    function: &FunctionCode,
    pc: usize,
    register: usize,
) -> Option<(&'static str, Vec<u8>)> {
    if let Some(name) = function.local_name(register, pc) {
        return Some(("local", name.to_vec()));
    }
    let setter = find_setter(function, pc, register)?;
    let i = function.code[setter];
    match i.op() {
        Op::Move if i.b() < i.a() => register_name(function, setter, i.b()),
        Op::GetGlobal => {
            let is_global = upvalue_name(function, i.b()) == b"_ENV";
            let kind = if is_global { "global" } else { "field" };
            Some((kind, constant_name(function, i.d())))
        }
        Op::GetField => {
            let is_global = variable_name(function, setter, i.b()) == Some(b"_ENV");
            let kind = if is_global { "global" } else { "field" };
            Some((kind, constant_name(function, i.d())))
        }
        Op::GetTable => {
            let key = register_name(function, setter, i.c());
            let name = match key {
                Some(("constant", name)) => name,
                _ => b"?".to_vec(),
            };
            Some(("field", name))
        }
        // C Lua has an instruction for small indices, and only that one speaks of an index.
        Op::GetInteger if (0..256).contains(&i.signed_d()) => {
            Some(("field", b"integer index".to_vec()))
        }
        Op::GetInteger => Some(("field", b"?".to_vec())),
        Op::GetUpvalue => Some(("upvalue", upvalue_name(function, i.b()).to_vec())),
        Op::LoadConstant => Some(("constant", string_constant(function, i.d())?.to_vec())),
        Op::Method => Some(("method", constant_name(function, i.d()))),
        _ => None,
    }
}

/// The local variable or upvalue that a register has the value of.
fn variable_name(function: &FunctionCode, pc: usize, register: usize) -> Option<&[u8]> {
    if let Some(name) = function.local_name(register, pc) {
        return Some(name);
    }
    let setter = find_setter(function, pc, register)?;
    let i = function.code[setter];
    match i.op() {
        Op::Move if i.b() < i.a() => variable_name(function, setter, i.b()),
        Op::GetUpvalue => Some(upvalue_name(function, i.b())),
        _ => None,
    }
}

/// A string constant as messages show it: they end names at a zero byte.
fn string_constant(function: &FunctionCode, index: usize) -> Option<&[u8]> {
    match function.constants.get(index) {
        Some(&Constant::String(text)) => function.string(text).split(|&byte| byte == 0).next(),
        _ => None,
    }
}

fn constant_name(function: &FunctionCode, index: usize) -> Vec<u8> {
    string_constant(function, index).unwrap_or(b"?").to_vec()
}

/// The last instruction before `pc` that set a register, unless a jump may have come in between.
fn find_setter(function: &FunctionCode, last: usize, register: usize) -> Option<usize> {
    let mut setter = None;
    // Code up to here may be skipped by a jump, so what is set in it is not certain.
    let mut skipped_until = 0;
    for (pc, i) in function.code.iter().enumerate().take(last) {
        let changes = match i.op() {
            Op::LoadNil => (i.a()..=i.a() + i.b()).contains(&register),
            Op::GenericForCall => register >= i.a() + 4,
            Op::Call | Op::TailCall => register >= i.a(),
            Op::ForLoop | Op::ForPrepare => (i.a()..i.a() + 4).contains(&register),
            Op::Method => register == i.a() || register == i.a() + 1,
            op if op.sets_a() || op == Op::Vararg => register == i.a(),
            _ => false,
        };
        if is_forward_jump(i.op()) && i.signed_d() > 0 {
            let target = pc + 1 + i.signed_d() as usize;
            if target <= last {
                skipped_until = skipped_until.max(target);
            }
        }
        if changes {
            setter = (pc >= skipped_until).then_some(pc);
        }
    }
    setter
}

fn is_forward_jump(op: Op) -> bool {
    use Op::*;
    matches!(op, Jump | LoadFalseSkip | ForPrepare | GenericForPrepare)
        || (JumpIf as u8..=JumpIfNotGreaterEqualInteger as u8).contains(&(op as u8))
}

/// How the code at `pc` calls a function: the kind and the name of what it calls.
pub(crate) fn call_name(closure: Gc<Closure>, pc: usize) -> Option<(&'static str, Vec<u8>)> {
    let proto = closure.proto();
    let function = proto.function();
    let i = function.code[pc];
    use Op::*;
    let event = match i.op() {
        Call | TailCall => return register_name(function, pc, i.a()),
        GenericForCall => return Some(("for iterator", b"for iterator".to_vec())),
        GetGlobal | GetTable | GetInteger | GetField | Method => "index",
        SetGlobal | SetGlobalConstant | SetTable | SetTableConstant | SetInteger
        | SetIntegerConstant | SetField | SetFieldConstant => "newindex",
        Add | AddInteger | AddConstant => "add",
        Subtract | SubtractInteger | SubtractConstant => "sub",
        Multiply | MultiplyConstant => "mul",
        Divide | DivideConstant => "div",
        Modulo | ModuloConstant => "mod",
        Power | PowerConstant => "pow",
        FloorDivide | FloorDivideConstant => "idiv",
        BitAnd | BitAndConstant => "band",
        BitOr | BitOrConstant => "bor",
        BitXor | BitXorConstant => "bxor",
        ShiftLeft | ShiftLeftConstant => "shl",
        ShiftRight | ShiftRightConstant => "shr",
        Negate => "unm",
        BitNot => "bnot",
        Length => "len",
        Concat => "concat",
        JumpIfEqual | JumpIfNotEqual => "eq",
        JumpIfLess
        | JumpIfNotLess
        | JumpIfLessInteger
        | JumpIfNotLessInteger
        | JumpIfGreaterInteger
        | JumpIfNotGreaterInteger => "lt",
        JumpIfLessEqual
        | JumpIfNotLessEqual
        | JumpIfLessEqualInteger
        | JumpIfNotLessEqualInteger
        | JumpIfGreaterEqualInteger
        | JumpIfNotGreaterEqualInteger => "le",
        Close | Return => "close",
        _ => return None,
    };
    Some(("metamethod", event.as_bytes().to_vec()))
}

/// How the running thread's frame `index` was called, as far as its caller's code tells.
pub(crate) fn frame_name(thread: Gc<Thread>, index: usize) -> Option<(&'static str, Vec<u8>)> {
    let frame = thread.frame_at(index);
    if frame.has(flag::FINALIZER) {
        return Some(("metamethod", b"__gc".to_vec()));
    }
    if frame.has(flag::HOOK) {
        return Some(("hook", b"?".to_vec()));
    }
    if index == 0 || frame.has(flag::TAIL | flag::FRESH | flag::CONTINUE | flag::BOTTOM) {
        return None;
    }
    let caller = thread.frame_at(index - 1);
    let closure = frame_closure(thread, caller)?;
    call_name(closure, current_pc(closure, caller))
}
