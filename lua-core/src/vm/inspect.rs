//! What can be told of functions and of activations on a stack (manual 4.7).

use super::message::{chunk_id, current_pc, frame_closure};
use crate::bytecode::FunctionCode;
use crate::gc::Gc;
use crate::object::{Closure, State, Table, Thread, Value, flag};

/// The key of the registry's table of loaded modules, which is `package.loaded`.
pub(crate) const LOADED: &str = "_LOADED";

/// Where a function comes from.
pub(crate) struct Origin {
    /// The chunk's name as it was given, or `=[C]`.
    pub(crate) source: Vec<u8>,
    /// The chunk's name as messages show it.
    pub(crate) short: Vec<u8>,
    /// `Lua`, `main` or `C`.
    pub(crate) what: &'static str,
    /// Line of `function`; 0 for a main chunk, -1 for a Rust function.
    pub(crate) line: i64,
    /// Line of the closing `end`.
    pub(crate) last_line: i64,
}

impl Origin {
    /// The origin of a function.
    pub(crate) fn of(function: Value) -> Origin {
        let Some(closure) = function.as_closure() else {
            let (source, short) = (b"=[C]".to_vec(), b"[C]".to_vec());
            return Origin { source, short, what: "C", line: -1, last_line: -1 };
        };
        let proto = closure.proto();
        let function = proto.function();
        Origin {
            source: function.source.to_vec(),
            short: chunk_id(&function.source),
            what: if function.line == 0 { "main" } else { "Lua" },
            line: function.line.into(),
            last_line: if function.line == 0 { 0 } else { function.last_line.into() },
        }
    }
}

/// Index of the frame `level` calls up, if there is one: 0 is the running function.
pub(crate) fn frame_at_level(thread: Gc<Thread>, level: i64) -> Option<usize> {
    let level = usize::try_from(level).ok()?;
    thread.frame_count().checked_sub(1)?.checked_sub(level)
}

/// The line that a frame is at; -1 if unknown.
pub(crate) fn current_line(thread: Gc<Thread>, index: usize) -> i64 {
    let frame = thread.frame_at(index);
    let line = frame_closure(thread, frame).map_or(0, |closure| {
        let pc = current_pc(closure, frame);
        closure.proto().line(pc)
    });
    if line == 0 { -1 } else { line.into() }
}

/// The lines that have code; `None` if they are unknown.
pub(crate) fn active_lines(function: &FunctionCode) -> Option<impl Iterator<Item = u32>> {
    let is_known = !function.lines.is_empty();
    is_known.then(|| function.lines.iter().copied().filter(|&line| line > 0))
}

/// The name of a function's `n`th parameter, from 1.
pub(crate) fn parameter_name(closure: Gc<Closure>, n: i64) -> Option<Vec<u8>> {
    let proto = closure.proto();
    let function = proto.function();
    let n = usize::try_from(n).ok()?.checked_sub(1)?;
    let name = function.local_name(n, 0).filter(|_| n < function.parameters.into());
    name.map(<[u8]>::to_vec)
}

/// The name of a variable that a function has captured, by its index from 0.
pub(crate) fn upvalue_name(closure: Gc<Closure>, index: usize) -> Vec<u8> {
    let proto = closure.proto();
    match proto.function().string(proto.function().upvalues[index].name) {
        b"" => b"(no name)".to_vec(),
        name => name.to_vec(),
    }
}

/// The name of a frame's `n`th local variable, from 1, and its slot: a named variable, an extra argument if `n` is
/// negative, or a temporary value.
pub(crate) fn local(thread: Gc<Thread>, index: usize, n: i64) -> Option<(Vec<u8>, usize)> {
    let frame = thread.frame_at(index);
    let base = frame.base.get() as usize;
    let closure = frame_closure(thread, frame);
    if n < 0 {
        let extra = frame.extra.get() as usize;
        let n = usize::try_from(n.checked_neg()?).ok().filter(|&n| n <= extra)?;
        closure.filter(|closure| closure.proto().function().is_vararg)?;
        return Some((b"(vararg)".to_vec(), base - extra + n - 1));
    }
    let n = usize::try_from(n).ok()?.checked_sub(1)?;
    let is_topmost = index + 1 == thread.frame_count();
    let above = (!is_topmost).then(|| thread.frame_at(index + 1));
    let mut end = above.map_or(thread.top(), |above| above.func.get() as usize);
    let Some(closure) = closure else {
        return (base + n < end).then(|| (b"(C temporary)".to_vec(), base + n));
    };
    // Behind the registers lies what a hook may see that is told of a return; else it is the window of an accessor,
    // which has no frame.
    let top = frame.top.get() as usize;
    if !above.is_some_and(|above| above.has(flag::HOOK)) {
        end = end.min(top);
    }
    // A chunk may claim locals that do not exist.
    let named_end = if is_topmost { top } else { end };
    match closure.proto().function().local_name(n, current_pc(closure, frame)) {
        Some(name) if base + n < named_end => Some((name.to_vec(), base + n)),
        _ => (base + n < end).then(|| (b"(temporary)".to_vec(), base + n)),
    }
}

/// The name under which a loaded module has a function: `print`, `string.rep`.
pub(crate) fn global_name(state: &State, function: Value) -> Option<Vec<u8>> {
    let loaded = state.registry.get_string(state.string(LOADED.as_bytes())).as_table()?;
    let find = |table: Gc<Table>, wanted: Value| {
        let mut position = 0;
        while let Some((at, key, value)) = table.entry_from(position) {
            if key.is_string() && value.raw_equals(wanted) {
                return key.as_string();
            }
            position = at + 1;
        }
        None
    };
    let mut position = 0;
    while let Some((at, key, value)) = loaded.entry_from(position) {
        position = at + 1;
        let (Some(module), Some(table)) = (key.as_string(), value.as_table()) else { continue };
        if let Some(name) = find(table, function) {
            return Some(match module.as_bytes() {
                b"_G" => name.as_bytes().to_vec(),
                module => [module, b".", name.as_bytes()].concat(),
            });
        }
    }
    None
}
