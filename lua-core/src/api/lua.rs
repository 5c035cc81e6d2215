//! `Lua`: the machine, owned.

use std::rc::{Rc, Weak};

use super::chunk::{AsChunk, Chunk};
use super::convert::{FromLua, FromLuaMulti, IntoLua, IntoLuaMulti};
use super::error::{Error, Result, Slot};
use super::function::{self, Function, Mutable};
use super::handle::Handle;
use super::multi::MultiValue;
use super::options::LuaType;
use super::registry::RegistryKey;
use super::string::LuaString;
use super::table::Table;
use super::thread::Thread;
use super::userdata::{self, AnyUserData, UserData};
use super::value::Value;
use crate::num::convert::number_to_float;
use crate::object::{self, MAX_STRING, State, WarningReceiver};
use crate::stdlib::{self, Extent};
use crate::vm::{collect, coroutine, metamethod, warning};

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
        Lua::from_state(State::new(seed as u32))
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

    /// Makes an empty table.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let table = lua.create_table()?;
    /// table.set("x", 1)?;
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If there is not enough memory.
    pub fn create_table(&self) -> Result<Table> {
        self.create_table_with_capacity(0, 0)
    }

    /// Makes a table with room for `items` array elements and `fields` others.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let squares = lua.create_table_with_capacity(100, 0)?;
    /// for n in 1..=100 {
    ///     squares.raw_push(n * n)?;
    /// }
    /// assert_eq!(squares.raw_len(), 100);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If there is not enough memory.
    pub fn create_table_with_capacity(&self, items: usize, fields: usize) -> Result<Table> {
        collect::safepoint(&self.state);
        let limit = |size: usize| size.min(1 << 24);
        let table = object::Table::new(&self.state.heap, limit(items), limit(fields));
        Ok(Table(self.handle(object::Value::from_table(table))))
    }

    /// Makes a table of pairs.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let prices = lua.create_table_from([("sword", 30), ("bow", 20)])?;
    /// assert_eq!(prices.get::<i64>("bow")?, 20);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If a key or value cannot be converted, or a key is nil or NaN.
    pub fn create_table_from<K: IntoLua, V: IntoLua>(
        &self,
        pairs: impl IntoIterator<Item = (K, V)>,
    ) -> Result<Table> {
        let pairs = pairs.into_iter();
        let table = self.create_table_with_capacity(0, pairs.size_hint().0)?;
        for (key, value) in pairs {
            table.raw_set(key, value)?;
        }
        Ok(table)
    }

    /// Makes a sequence: a table with the keys 1, 2, ….
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let list = lua.create_sequence_from(["a", "b"])?;
    /// assert_eq!(list, ["a", "b"]);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If a value cannot be converted.
    pub fn create_sequence_from<T: IntoLua>(
        &self,
        values: impl IntoIterator<Item = T>,
    ) -> Result<Table> {
        let values = values.into_iter();
        let table = self.create_table_with_capacity(values.size_hint().0, 0)?;
        for (index, value) in values.enumerate() {
            table.raw_set(index as i64 + 1, value)?;
        }
        Ok(table)
    }

    /// Makes a string of any bytes.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let bytes = lua.create_string([0xff, 0x00])?;
    /// assert_eq!(bytes.as_bytes()?.len(), 2);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If there are too many.
    pub fn create_string(&self, bytes: impl AsRef<[u8]>) -> Result<LuaString> {
        Ok(LuaString(self.handle(self.raw_string(bytes.as_ref())?)))
    }

    pub(super) fn raw_string(&self, bytes: &[u8]) -> Result<object::Value> {
        if bytes.len() > MAX_STRING {
            return Err(Error::runtime("string length overflow"));
        }
        collect::safepoint(&self.state);
        Ok(self.state.string_value(bytes))
    }

    /// Makes a Lua function of a Rust closure that gets the machine and a tuple of arguments.
    ///
    /// For a plain Rust function, see [`Function::wrap`].
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let greet = lua.create_function(|_, name: String| Ok(format!("hello, {name}")))?;
    /// assert_eq!(greet.call::<String>("Lua")?, "hello, Lua");
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If there is not enough memory.
    pub fn create_function<F, A, R>(&self, function: F) -> Result<Function>
    where
        F: Fn(&Lua, A) -> Result<R> + 'static,
        A: FromLuaMulti,
        R: IntoLuaMulti,
    {
        collect::safepoint(&self.state);
        Ok(function::create(self, function))
    }

    /// Makes a Lua function of a Rust closure that changes what it captured. Calling it again while it runs is an
    /// error.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let mut count = 0;
    /// let next = lua.create_function_mut(move |_, ()| {
    ///     count += 1;
    ///     Ok(count)
    /// })?;
    /// assert_eq!((next.call::<i64>(())?, next.call::<i64>(())?), (1, 2));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If there is not enough memory.
    pub fn create_function_mut<F, A, R>(&self, function: F) -> Result<Function>
    where
        F: FnMut(&Lua, A) -> Result<R> + 'static,
        A: FromLuaMulti,
        R: IntoLuaMulti,
    {
        let function = Mutable::new(function);
        self.create_function(move |lua, arguments| {
            function.call(|function| function(lua, arguments))
        })
    }

    /// Makes a coroutine that will run `function`.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let thread = lua.create_thread(lua.load("coroutine.yield(...)").into_function()?)?;
    /// assert_eq!(thread.resume::<i64>(42)?, 42);
    /// assert!(thread.is_resumable());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the function belongs to another machine.
    pub fn create_thread(&self, function: Function) -> Result<Thread> {
        let function = function.0.raw(&self.state)?;
        collect::safepoint(&self.state);
        let thread = function::protect(self, || coroutine::create(&self.state, function))?;
        Ok(Thread(self.handle(object::Value::from_thread(thread))))
    }

    /// Moves host data into the machine.
    ///
    /// ```
    /// use lua_core::{Lua, UserData, UserDataFields};
    ///
    /// struct Orc { hp: i64 }
    /// impl UserData for Orc {
    ///     fn add_fields<F: UserDataFields<Self>>(fields: &mut F) {
    ///         fields.add_field_method_get("hp", |_, this| Ok(this.hp));
    ///     }
    /// }
    ///
    /// let lua = Lua::new();
    /// lua.globals().set("orc", lua.create_userdata(Orc { hp: 10 })?)?;
    /// assert_eq!(lua.load("orc.hp").eval::<i64>()?, 10);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the type's fields and methods cannot be registered.
    pub fn create_userdata<T: UserData + 'static>(&self, data: T) -> Result<AnyUserData> {
        userdata::create(self, data)
    }

    /// Moves host data into the machine that scripts can only carry around, unless
    /// [`Lua::register_userdata_type`] gave its type fields and methods.
    ///
    /// # Errors
    ///
    /// If there is not enough memory.
    pub fn create_any_userdata<T: 'static>(&self, data: T) -> Result<AnyUserData> {
        collect::safepoint(&self.state);
        let metatable = userdata::known_metatable::<T>(&self.state);
        let userdata = object::UserData::new(&self.state.heap, data, metatable);
        Ok(AnyUserData(self.handle(object::Value::from_userdata(userdata))))
    }

    /// A callable table with the constructors, functions and constants of a type.
    ///
    /// # Errors
    ///
    /// If the type's fields and methods cannot be registered.
    pub fn create_proxy<T: UserData + 'static>(&self) -> Result<Table> {
        userdata::class_table::<T>(self)
    }

    /// Makes a type known to scripts: its class table becomes the global of the type's name.
    ///
    /// # Errors
    ///
    /// If the type's fields and methods cannot be registered.
    pub fn register<T: UserData + 'static>(&self) -> Result<()> {
        let class = self.create_proxy::<T>()?;
        self.globals().raw_set(T::type_name(), class)
    }

    /// Converts a Rust value into a Lua value and back into another type.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// assert_eq!(lua.convert::<i64>("42")?, 42);
    /// assert!(lua.convert::<i64>("x").is_err());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If either conversion fails.
    pub fn convert<T: FromLua>(&self, value: impl IntoLua) -> Result<T> {
        T::from_lua(value.into_lua(self)?, self)
    }

    /// Converts a Rust value into a Lua value.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// assert_eq!(lua.pack(42)?, lua_core::Value::Integer(42));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the conversion fails.
    pub fn pack(&self, value: impl IntoLua) -> Result<Value> {
        value.into_lua(self)
    }

    /// Converts a Lua value into a Rust value.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// assert_eq!(lua.unpack::<u8>(lua_core::Value::Integer(7))?, 7);
    /// assert!(lua.unpack::<u8>(lua_core::Value::Integer(700)).is_err());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the conversion fails.
    pub fn unpack<T: FromLua>(&self, value: Value) -> Result<T> {
        T::from_lua(value, self)
    }

    /// Converts any number of Rust values into Lua values.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let values = lua.pack_multi((1, "two", true))?;
    /// assert_eq!(values.len(), 3);
    /// assert_eq!(lua.unpack_multi::<(i64, String)>(values)?, (1, "two".to_string()));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If a conversion fails.
    pub fn pack_multi(&self, values: impl IntoLuaMulti) -> Result<MultiValue> {
        values.into_lua_multi(self)
    }

    /// Converts any number of Lua values into Rust values: missing ones are nil, those that are too many are left
    /// out. See [`Lua::pack_multi`].
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let values = lua.pack_multi((1, 2, 3))?;
    /// assert_eq!(lua.unpack_multi::<(i64, i64)>(values)?, (1, 2));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If a conversion fails.
    pub fn unpack_multi<T: FromLuaMulti>(&self, values: MultiValue) -> Result<T> {
        T::from_lua_multi(values, self)
    }

    /// The string that a value is or can be turned into as Lua itself does it: numbers only.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let text = lua.coerce_string(lua_core::Value::Number(1.5))?;
    /// assert_eq!(text.map(|text| text.to_string_lossy()).as_deref(), Some("1.5"));
    /// assert!(lua.coerce_string(lua_core::Value::Nil)?.is_none());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the value belongs to another machine.
    pub fn coerce_string(&self, value: Value) -> Result<Option<LuaString>> {
        let raw = value.raw(&self.state)?;
        if raw.is_string() || raw.is_number() {
            let text = metamethod::plain_text(&self.state, raw);
            return Ok(Some(LuaString(self.handle(text))));
        }
        Ok(None)
    }

    /// The integer that a value is or can be turned into as Lua itself does it: floats with an integer's value, and
    /// strings that are such numerals.
    ///
    /// ```
    /// use lua_core::{Lua, Value};
    /// let lua = Lua::new();
    /// assert_eq!(lua.coerce_integer(lua.pack(" 0x10 ")?)?, Some(16));
    /// assert_eq!(lua.coerce_integer(Value::Number(3.0))?, Some(3));
    /// assert_eq!(lua.coerce_integer(Value::Number(3.5))?, None);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the value belongs to another machine.
    pub fn coerce_integer(&self, value: Value) -> Result<Option<i64>> {
        Ok(metamethod::to_integer(value.raw(&self.state)?))
    }

    /// The float that a value is or can be turned into as Lua itself does it: numbers, and strings that are numerals.
    ///
    /// ```
    /// use lua_core::{Lua, Value};
    /// let lua = Lua::new();
    /// assert_eq!(lua.coerce_number(lua.pack("1e2")?)?, Some(100.0));
    /// assert_eq!(lua.coerce_number(Value::Boolean(true))?, None);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the value belongs to another machine.
    pub fn coerce_number(&self, value: Value) -> Result<Option<f64>> {
        let number = metamethod::to_number(value.raw(&self.state)?);
        Ok(number.map(number_to_float))
    }

    /// Keeps a value in the registry, where scripts cannot see it.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let key = lua.create_registry_value("kept")?;
    /// assert_eq!(lua.registry_value::<String>(&key)?, "kept");
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the value cannot be converted.
    pub fn create_registry_value(&self, value: impl IntoLua) -> Result<RegistryKey> {
        let raw = value.into_lua(self)?.raw(&self.state)?;
        Ok(RegistryKey(Slot::keep(&self.state, raw)))
    }

    /// The value that is kept under a key.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let key = lua.create_registry_value(42)?;
    /// assert_eq!(lua.registry_value::<i64>(&key)?, 42);
    /// assert!(lua_core::Lua::new().registry_value::<i64>(&key).is_err());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the key is another machine's, or the value cannot be converted.
    pub fn registry_value<T: FromLua>(&self, key: &RegistryKey) -> Result<T> {
        let raw = key.0.value(&self.state).ok_or_else(Error::wrong_vm)?;
        T::from_lua(Value::from_raw(self, raw), self)
    }

    /// Puts another value under a key.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let key = lua.create_registry_value(1)?;
    /// lua.replace_registry_value(&key, 2)?;
    /// assert_eq!(lua.registry_value::<i64>(&key)?, 2);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the key is another machine's, or the value cannot be converted.
    pub fn replace_registry_value(&self, key: &RegistryKey, value: impl IntoLua) -> Result<()> {
        key.0.value(&self.state).ok_or_else(Error::wrong_vm)?;
        let raw = value.into_lua(self)?.raw(&self.state)?;
        // An integer key is never nil or NaN.
        let _ = self.state.registry.set_integer(&self.state.heap, key.0.key, raw);
        Ok(())
    }

    /// Forgets the value under a key.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let key = lua.create_registry_value("kept")?;
    /// lua.remove_registry_value(key)?;
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the key is another machine's.
    pub fn remove_registry_value(&self, key: RegistryKey) -> Result<()> {
        self.replace_registry_value(&key, Value::Nil)
    }

    /// Whether a key is this machine's.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let key = lua.create_registry_value(1)?;
    /// assert!(lua.owns_registry_value(&key));
    /// assert!(!lua_core::Lua::new().owns_registry_value(&key));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn owns_registry_value(&self, key: &RegistryKey) -> bool {
        key.0.value(&self.state).is_some()
    }

    /// Forgets the values of all keys that were dropped; their slots are reused anyway.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// drop(lua.create_registry_value("large")?);
    /// lua.expire_registry_values();
    /// lua.gc_collect()?;
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn expire_registry_values(&self) {
        let free = &self.state.extra.free_keys;
        for &key in free.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).iter() {
            // An integer key is never nil or NaN.
            let _ = self.state.registry.set_integer(&self.state.heap, key, object::Value::NIL);
        }
    }

    /// Keeps a value in the registry under a name, where scripts cannot see it; nil forgets what was there.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// lua.set_named_registry_value("settings", 42)?;
    /// assert_eq!(lua.named_registry_value::<i64>("settings")?, 42);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the value cannot be converted.
    pub fn set_named_registry_value(&self, name: &str, value: impl IntoLua) -> Result<()> {
        let value = value.into_lua(self)?;
        let name = self.state.string(name.as_bytes());
        self.state.registry.set_string(&self.state.heap, name, value.raw(&self.state)?);
        Ok(())
    }

    /// The value that is kept under a name; nil if there is none.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// lua.set_named_registry_value("settings", 42)?;
    /// assert_eq!(lua.named_registry_value::<i64>("settings")?, 42);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the value cannot be converted.
    pub fn named_registry_value<T: FromLua>(&self, name: &str) -> Result<T> {
        let raw = self.state.registry.get_string(self.state.string(name.as_bytes()));
        T::from_lua(Value::from_raw(self, raw), self)
    }

    /// Forgets the value that is kept under a name.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// lua.set_named_registry_value("settings", 42)?;
    /// lua.unset_named_registry_value("settings")?;
    /// assert_eq!(lua.named_registry_value::<Option<i64>>("settings")?, None);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If there is not enough memory.
    pub fn unset_named_registry_value(&self, name: &str) -> Result<()> {
        self.set_named_registry_value(name, Value::Nil)
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
