//! `Lua`: the machine, owned. Values are made in `create`, converted in `convert`, and kept in `registry`.

mod convert;
mod create;
mod registry;

use std::rc::{Rc, Weak};

use super::chunk::{AsChunk, Chunk};
use super::error::Result;
use super::handle::Handle;
use super::options::LuaType;
use super::table::Table;
use super::thread::Thread;
use crate::object::{self, Buffering, Output, State, WarningReceiver};
use crate::stdlib::{self, Extent};
use crate::vm::{collect, warning};

/// A Lua machine: globals, libraries, and everything that scripts make.
///
/// Cloning gives another owner of the same machine; it lives until the last owner is gone. Tables, functions and
/// the other handles do not keep it alive: used afterwards, they give an error.
///
/// ```
/// use lua_core::{Function, Lua};
/// let lua = Lua::new();
/// lua.globals().set("add", Function::wrap(|a: i64, b: i64| a + b))?;
/// let n: i64 = lua.load("add(40, 2)").eval()?;
/// assert_eq!(n, 42);
/// # Ok::<(), lua_core::Error>(())
/// ```
#[derive(Clone)]
pub struct Lua {
    pub(super) state: Rc<State>,
}

/// A reference to a machine that does not keep it alive, for host data that lives inside that machine.
///
/// ```
/// use lua_core::{Lua, UserData, UserDataMethods, WeakLua};
///
/// /// Lives in the machine that it calls: a [`Lua`] in it would keep both alive for ever.
/// struct Events(WeakLua);
///
/// impl UserData for Events {
///     fn add_methods<M: UserDataMethods<Self>>(methods: &mut M) {
///         methods.add_method("fire", |_, this, name: String| match this.0.upgrade() {
///             Some(lua) => lua.globals().get::<lua_core::Function>(name)?.call::<i64>(()),
///             None => Ok(0),
///         });
///     }
/// }
///
/// let lua = Lua::new();
/// lua.globals().set("events", Events(lua.weak()))?;
/// let fired: i64 = lua.load("function on_start() return 7 end return events:fire('on_start')").eval()?;
/// assert_eq!(fired, 7);
/// # Ok::<(), lua_core::Error>(())
/// ```
#[derive(Clone)]
pub struct WeakLua {
    state: Weak<State>,
}

impl WeakLua {
    /// The machine, if it still lives.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let weak = lua.weak();
    /// assert_eq!(weak.upgrade(), Some(lua.clone()));
    /// drop(lua);
    /// assert_eq!(weak.upgrade(), None);
    /// ```
    pub fn upgrade(&self) -> Option<Lua> {
        self.state.upgrade().map(|state| Lua { state })
    }

    /// The machine, if it still lives: another name of [`WeakLua::upgrade`], for code that was written for mlua.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// assert!(lua.weak().try_upgrade().is_some());
    /// ```
    pub fn try_upgrade(&self) -> Option<Lua> {
        self.upgrade()
    }
}

/// Two references are equal if they are to one machine, whether it lives or not.
impl PartialEq for WeakLua {
    fn eq(&self, other: &WeakLua) -> bool {
        Weak::ptr_eq(&self.state, &other.state)
    }
}

impl Eq for WeakLua {}

impl std::fmt::Debug for WeakLua {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "WeakLua({:p})", self.state.as_ptr())
    }
}

impl Drop for Lua {
    fn drop(&mut self) {
        // Finalizers need a machine that somebody owns.
        if Rc::strong_count(&self.state) == 1 {
            collect::close(&self.state);
        }
    }
}

impl Default for Lua {
    fn default() -> Lua {
        Lua::new()
    }
}

impl Lua {
    /// Makes a machine with the libraries that can do no harm: no files, no processes, no bytecode. Of `os` there is
    /// what tells the time, of `debug` the traceback; `require` finds modules of the host.
    ///
    /// For everything, as the `lua` program has it, see [`Lua::open_libraries`].
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let (io, dofile, time): (bool, bool, bool) =
    ///     lua.load("io ~= nil, dofile ~= nil, os.time ~= nil").eval()?;
    /// assert_eq!((io, dofile, time), (false, false, true));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn new() -> Lua {
        let lua = Lua::bare();
        stdlib::open_all(&lua.state, Extent::Harmless);
        lua
    }

    /// Opens all standard libraries: scripts can read and write files, run programs and look behind the language's
    /// rules.
    ///
    /// ```
    /// let lua = lua_core::Lua::bare();
    /// // As the option `-E` of the `lua` program: `LUA_PATH` and `LUA_CPATH` do not count.
    /// lua.set_named_registry_value("LUA_NOENV", true)?;
    /// lua.open_libraries();
    /// let path: String = lua.load("package.path").eval()?;
    /// assert!(path.ends_with("./?.lua;./?/init.lua"));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn open_libraries(&self) {
        stdlib::open_all(&self.state, Extent::Whole);
    }

    /// Makes a machine without any library.
    ///
    /// ```
    /// let lua = lua_core::Lua::bare();
    /// assert!(lua.globals().is_empty());
    /// ```
    pub fn bare() -> Lua {
        use std::hash::{BuildHasher, Hasher, RandomState};
        let seed = RandomState::new().build_hasher().finish();
        Lua::from_state(State::new(seed))
    }

    /// A reference that does not keep the machine alive.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let weak = lua.weak();
    /// // Data inside the machine may refer to it without keeping it alive.
    /// lua.set_app_data(weak.clone());
    /// drop(lua);
    /// assert!(weak.upgrade().is_none());
    /// ```
    pub fn weak(&self) -> WeakLua {
        WeakLua { state: Rc::downgrade(&self.state) }
    }

    /// Prepares a chunk of source text, or a binary one: a string, bytes, or a path to a file.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// assert_eq!(lua.load("1 + 1").eval::<i64>()?, 2);
    /// lua.load("x = 42").set_name("@setup.lua").exec()?;
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    #[track_caller]
    pub fn load<'a>(&self, chunk: impl AsChunk + 'a) -> Chunk<'a> {
        Chunk::new(self, chunk, std::panic::Location::caller())
    }

    /// Says whether binary chunks are loaded as readily as source text, by scripts (`load`, `loadfile`, `require`)
    /// and by [`Lua::load`]. They are not at first: a host that only wants source text need not think of them.
    ///
    /// Every binary chunk is verified before it runs, so that a damaged or malicious one can do no more than a
    /// script can. What it does within these limits need not be what any source text does.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let round_trip = "load(string.dump(load 'return 42'))()";
    /// assert!(lua.load(round_trip).eval::<i64>().is_err());
    ///
    /// lua.set_binary_chunks(true);
    /// assert_eq!(lua.load(round_trip).eval::<i64>()?, 42);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn set_binary_chunks(&self, enabled: bool) {
        self.state.takes_binary.set(enabled);
    }

    /// The table of global variables.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// lua.globals().set("x", 42)?;
    /// assert_eq!(lua.load("x").eval::<i64>()?, 42);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn globals(&self) -> Table {
        Table(self.handle(object::Value::from_table(self.state.globals.get())))
    }

    /// Exchanges the table of global variables. It is the environment of chunks that are loaded from now on, and the
    /// place where libraries and classes are put; functions that exist keep the environment they have.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let old = lua.load("function() return x end").eval::<lua_core::Function>()?;
    /// let globals = lua.create_table_from([("x", 42)])?;
    /// lua.set_globals(globals)?;
    /// assert_eq!(lua.load("x").eval::<i64>()?, 42);
    /// assert_eq!(old.call::<Option<i64>>(())?, None);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the table belongs to another machine.
    pub fn set_globals(&self, globals: Table) -> Result<()> {
        let table = globals.0.raw(&self.state)?.as_table();
        self.state.globals.set(table.expect("a table handle holds a table"));
        Ok(())
    }

    /// The metatable that all values of a basic type have; tables and userdata have their own.
    ///
    /// ```
    /// use lua_core::{Lua, LuaString, Table};
    /// let lua = Lua::new();
    /// let strings = lua.type_metatable::<LuaString>().expect("the library has set it");
    /// assert!(strings.get::<Table>("__index")?.contains_key("rep")?);
    /// assert!(lua.type_metatable::<bool>().is_none());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn type_metatable<T: LuaType>(&self) -> Option<Table> {
        let metatable = self.state.type_metatable(T::basic_type().0)?;
        Some(Table(self.handle(object::Value::from_table(metatable))))
    }

    /// Sets or removes the metatable that all values of a basic type have.
    ///
    /// ```
    /// use lua_core::{Function, Lua};
    /// let lua = Lua::new();
    /// let metatable = lua.create_table()?;
    /// metatable.set("__call", Function::wrap(|answer: bool, yes: String, no: String| {
    ///     if answer { yes } else { no }
    /// }))?;
    /// lua.set_type_metatable::<bool>(Some(metatable))?;
    /// assert_eq!(lua.load("(1 < 2)('yes', 'no')").eval::<String>()?, "yes");
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the metatable belongs to another machine.
    pub fn set_type_metatable<T: LuaType>(&self, metatable: Option<Table>) -> Result<()> {
        let metatable = match metatable {
            Some(metatable) => metatable.0.raw(&self.state)?.as_table(),
            None => None,
        };
        self.state.set_type_metatable(T::basic_type().0, metatable);
        Ok(())
    }

    /// Gives out a warning, as the function `warn` of scripts does. `incomplete` says that the next warning goes
    /// on with this one. The messages `"@on"` and `"@off"` turn the default output, standard error, on and off.
    ///
    /// What goes wrong in a function set by [`Lua::set_warning_function`] is ignored here.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// lua.set_warning_function(|_, text, _| {
    ///     assert_eq!(text, "low battery");
    ///     Ok(())
    /// });
    /// lua.warning("low battery", false);
    /// ```
    pub fn warning(&self, message: impl AsRef<str>, incomplete: bool) {
        warning::warn(&self.state, message.as_ref().as_bytes(), incomplete);
    }

    /// Lets the host take what scripts write to standard output, with `print` and by `io`, in place of the process.
    /// `print` does not care for the writer's errors; a writer that has had enough can stop the script by a
    /// [`Lua::stop_handle`].
    ///
    /// ```
    /// use std::io::{self, Write};
    /// use std::sync::{Arc, Mutex};
    ///
    /// #[derive(Clone, Default)]
    /// struct Log(Arc<Mutex<Vec<u8>>>);
    ///
    /// impl Write for Log {
    ///     fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
    ///         self.0.lock().unwrap().write(bytes)
    ///     }
    ///
    ///     fn flush(&mut self) -> io::Result<()> {
    ///         Ok(())
    ///     }
    /// }
    ///
    /// let (lua, log) = (lua_core::Lua::new(), Log::default());
    /// lua.set_output(log.clone());
    /// lua.load("print('hello', 42)").exec()?;
    /// assert_eq!(*log.0.lock().unwrap(), b"hello\t42\n");
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Panics
    ///
    /// If the writer that there is calls it.
    pub fn set_output(&self, writer: impl std::io::Write + 'static) {
        let before = self.state.extra.stdout.replace(Output::new(writer, Buffering::Sink));
        drop(before);
    }

    /// Lets a function take all warnings, in place of standard error. It gets each piece of a message and whether
    /// more of it follows, control messages like `"@on"` included. Its error is the error of `warn`.
    ///
    /// ```
    /// use std::{cell::RefCell, rc::Rc};
    /// let lua = lua_core::Lua::new();
    /// let log = Rc::new(RefCell::new(String::new()));
    /// let sink = log.clone();
    /// lua.set_warning_function(move |_, text, incomplete| {
    ///     sink.borrow_mut().push_str(text);
    ///     sink.borrow_mut().push_str(if incomplete { "" } else { ";" });
    ///     Ok(())
    /// });
    /// lua.load("warn('low ', 'battery') warn('no signal')").exec()?;
    /// assert_eq!(*log.borrow(), "low battery;no signal;");
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn set_warning_function<F>(&self, function: F)
    where
        F: Fn(&Lua, &str, bool) -> Result<()> + 'static,
    {
        let receiver: WarningReceiver = Rc::new(move |state, message, incomplete| {
            let message = String::from_utf8_lossy(message);
            function(&Lua::borrowed(state), &message, incomplete)
                .map_err(|error| error.throw(state))
        });
        let old = self.state.extra.warning_receiver.replace(Some(receiver));
        drop(old);
    }

    /// Lets warnings go to standard error again, if they are turned on.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// lua.set_warning_function(|_, _, _| Err(lua_core::Error::runtime("no warnings")));
    /// assert!(lua.load("warn('x')").exec().is_err());
    /// lua.remove_warning_function();
    /// lua.load("warn('x')").exec()?;
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn remove_warning_function(&self) {
        let old = self.state.extra.warning_receiver.take();
        drop(old);
    }

    /// The coroutine that runs, or the main thread.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let current = lua.create_function(|lua, ()| Ok(lua.current_thread()))?;
    /// let thread = lua.create_thread(current)?;
    /// assert_eq!(thread.resume::<lua_core::Thread>(())?, thread);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn current_thread(&self) -> Thread {
        Thread(self.handle(object::Value::from_thread(self.state.current.get())))
    }

    pub(super) fn handle(&self, value: object::Value) -> Handle {
        Handle::new(self, value)
    }
}

impl PartialEq for Lua {
    fn eq(&self, other: &Lua) -> bool {
        Rc::ptr_eq(&self.state, &other.state)
    }
}

impl std::fmt::Debug for Lua {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Lua({:p})", Rc::as_ptr(&self.state))
    }
}
