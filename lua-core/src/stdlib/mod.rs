//! The standard library (manual 6): Rust functions over the calling convention of `native`.

mod base;
mod coroutine;
mod debug;
mod io;
mod math;
mod os;
pub(crate) mod package;
mod random;
mod sequence;
mod string;
mod system;
mod table;
mod text;
mod utf8;

pub(crate) use base::NEXT;

use crate::gc::Gc;
use crate::native::register;
use crate::object::thread::MAX_STACK;
use crate::object::{Call, LuaError, NativeFunction, State, Table, Value};
pub(crate) use crate::vm::inspect::LOADED;

/// A library that a host can open by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Library {
    /// The basic functions (manual 6.1), which are globals themselves.
    Base,
    /// `package` and `require` (manual 6.3).
    Package,
    /// `coroutine` (manual 6.2).
    Coroutine,
    /// `string` (manual 6.4), with the metatable of strings.
    String,
    /// `table` (manual 6.6).
    Table,
    /// `math` (manual 6.7).
    Math,
    /// `io` (manual 6.8).
    Io,
    /// `os` (manual 6.9).
    Os,
    /// `utf8` (manual 6.5).
    Utf8,
    /// `debug` (manual 6.10).
    Debug,
}

impl Library {
    /// All libraries, in the order in which they are opened.
    pub(crate) const ALL: [Library; 10] = [
        Library::Base,
        Library::Package,
        Library::Coroutine,
        Library::String,
        Library::Table,
        Library::Io,
        Library::Os,
        Library::Math,
        Library::Utf8,
        Library::Debug,
    ];

    /// Puts the library's functions where scripts find them.
    pub(crate) fn open(self, state: &State) {
        match self {
            Library::Base => base::open(state),
            Library::Package => package::open(state),
            Library::Coroutine => coroutine::open(state),
            Library::String => string::open(state),
            Library::Table => table::open(state),
            Library::Math => math::open(state),
            Library::Io => io::open(state),
            Library::Os => os::open(state),
            Library::Utf8 => utf8::open(state),
            Library::Debug => debug::open(state),
        }
    }
}

/// Opens every library.
pub(crate) fn open_all(state: &State) {
    for library in Library::ALL {
        library.open(state);
    }
}

/// Opens what can do no harm: nothing here reaches files, processes or the environment, or breaks the language's
/// rules.
pub(crate) fn open_harmless(state: &State) {
    base::open_without_files(state);
    package::open_without_files(state);
    coroutine::open(state);
    string::open(state);
    table::open(state);
    math::open(state);
    utf8::open(state);
    os::open_harmless(state);
    debug::open_harmless(state);
}

/// Makes the global table of a library, with room for some constants besides its functions.
fn open_table(
    state: &State,
    name: &str,
    functions: &'static [NativeFunction],
    constants: usize,
) -> Gc<Table> {
    let table = Table::new(&state.heap, 0, functions.len() + constants);
    register(state, table, functions);
    set_field(state, state.globals, name, Value::from_table(table));
    register_loaded(state, name, Value::from_table(table));
    table
}

/// Makes a module known to `require`.
fn register_loaded(state: &State, name: &str, module: Value) {
    set_field(state, registry_table(state, LOADED), name, module);
}

/// A table of the registry; a new one if there is none.
pub(crate) fn registry_table(state: &State, key: &str) -> Gc<Table> {
    let name = state.string(key.as_bytes());
    state.registry.get_string(name).as_table().unwrap_or_else(|| {
        let table = Table::new(&state.heap, 0, 0);
        set_field(state, state.registry, key, Value::from_table(table));
        table
    })
}

/// Stores a value under a name.
fn set_field(state: &State, table: Gc<Table>, name: &str, value: Value) {
    table.set_string(&state.heap, state.string(name.as_bytes()), value);
}

/// Makes room for results whose number a script chooses; `message` tells that they are too many.
fn reserve_results(call: &mut Call<'_>, count: u64, message: &str) -> Result<(), LuaError> {
    let room = MAX_STACK.saturating_sub(call.thread().top());
    if count > room as u64 {
        return Err(call.error(message));
    }
    call.reserve(count as usize)
}
