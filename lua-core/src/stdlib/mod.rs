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
use crate::object::{Call, LuaError, NativeFunction, State, Table, Value};
pub(crate) use crate::vm::inspect::LOADED;

/// A library with a name of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Library {
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
    /// `io` (manual 6.8), and the basic functions that read files.
    Io,
    /// `os` (manual 6.9).
    Os,
    /// `utf8` (manual 6.5).
    Utf8,
    /// `debug` (manual 6.10).
    Debug,
}

/// How much of a library is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    /// What reaches no file, no process and no environment, and breaks none of the language's rules.
    Harmless,
    /// All of it.
    Whole,
}

impl Library {
    /// All libraries, in the order in which they are opened.
    pub(crate) const ALL: [Library; 9] = [
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
    pub(crate) fn open(self, state: &State, extent: Extent) {
        match (self, extent) {
            (Library::Package, Extent::Harmless) => package::open_without_files(state),
            (Library::Package, Extent::Whole) => package::open(state),
            (Library::Coroutine, _) => coroutine::open(state),
            (Library::String, _) => string::open(state),
            (Library::Table, _) => table::open(state),
            (Library::Math, _) => math::open(state),
            (Library::Io, Extent::Harmless) => {}
            (Library::Io, Extent::Whole) => {
                base::open_files(state);
                io::open(state);
            }
            (Library::Os, Extent::Harmless) => os::open_harmless(state),
            (Library::Os, Extent::Whole) => os::open(state),
            (Library::Utf8, _) => utf8::open(state),
            (Library::Debug, Extent::Harmless) => debug::open_harmless(state),
            (Library::Debug, Extent::Whole) => debug::open(state),
        }
    }
}

/// Opens the basic functions (manual 6.1), which are globals themselves, but those that read files: these are opened
/// with `io`.
pub(crate) fn open_base(state: &State) {
    base::open(state);
}

/// Whether the basic functions were opened.
pub(crate) fn has_base(state: &State) -> bool {
    let loaded = registry_table(state, LOADED);
    !loaded.get_string(state.string(b"_G")).is_nil()
}

/// Opens every library.
pub(crate) fn open_all(state: &State, extent: Extent) {
    open_base(state);
    for library in Library::ALL {
        library.open(state, extent);
    }
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
    set_field(state, state.globals.get(), name, Value::from_table(table));
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
    let room = call.state().quotas.stack().saturating_sub(call.thread().top());
    if count > room as u64 {
        return Err(call.error(message));
    }
    call.reserve(count as usize)
}
