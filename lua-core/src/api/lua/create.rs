//! Making values: tables, strings, functions, coroutines, host data.

use super::Lua;
use crate::api::convert::{FromLuaMulti, IntoLua, IntoLuaMulti};
use crate::api::error::{Error, Result};
use crate::api::function::{self, Function, Mutable};
use crate::api::string::LuaString;
use crate::api::table::Table;
use crate::api::thread::Thread;
use crate::api::userdata::{self, AnyUserData, UserData, UserDataClass};
use crate::object::{self, MAX_STRING};
use crate::vm::{collect, coroutine};
impl Lua {
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
        let mut index = 0;
        for value in values {
            index += 1;
            table.raw_set_item(index, value)?;
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

    pub(in crate::api) fn raw_string(&self, bytes: &[u8]) -> Result<object::Value> {
        collect::safepoint(&self.state);
        self.raw_string_at_once(bytes)
    }

    /// As [`Lua::raw_string`], where the collector must not work.
    pub(in crate::api) fn raw_string_at_once(&self, bytes: &[u8]) -> Result<object::Value> {
        if bytes.len() > MAX_STRING {
            return Err(Error::runtime("string length overflow"));
        }
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
        userdata::create::<T>(self, data)
    }

    /// Moves host data into the machine that scripts can only carry around, unless
    /// [`Lua::register_userdata_type`] gave its type fields and methods.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// lua.globals().set("ticket", lua.create_any_userdata(std::time::Instant::now())?)?;
    /// let ticket: lua_core::AnyUserData = lua.load("return ticket").eval()?;
    /// assert!(ticket.borrow::<std::time::Instant>()?.elapsed().as_secs() < 60);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
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

    /// A callable table with the constructors, functions and constants of a type: what [`Lua::register`] makes a
    /// global, to be put wherever it should be.
    ///
    /// ```
    /// use lua_core::{Lua, UserData, UserDataFields, UserDataMethods};
    ///
    /// struct Deck(u8);
    /// impl UserData for Deck {
    ///     fn add_fields<F: UserDataFields<Self>>(fields: &mut F) {
    ///         fields.add_field("SUITS", 4);
    ///         fields.add_field_method_get("cards", |_, this| Ok(this.0));
    ///     }
    ///     fn add_methods<M: UserDataMethods<Self>>(methods: &mut M) {
    ///         methods.add_function("of", |_, cards: u8| Ok(Deck(cards)));
    ///     }
    /// }
    ///
    /// let lua = Lua::new();
    /// let games = lua.create_table_from([("Deck", lua.create_proxy::<Deck>()?)])?;
    /// lua.globals().set("games", games)?;
    /// assert_eq!(lua.load("games.Deck.of(13 * games.Deck.SUITS).cards").eval::<u8>()?, 52);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the type's fields and methods cannot be registered.
    pub fn create_proxy<C: UserDataClass<Data: 'static>>(&self) -> Result<Table> {
        userdata::class_table::<C>(self)
    }

    /// Makes a type known to scripts: its class table becomes the global of the type's name. For a type of another crate,
    /// give its definition: see [`UserDataClass`].
    ///
    /// ```
    /// use lua_core::{Lua, UserData, UserDataMethods};
    ///
    /// struct Greeter;
    /// impl UserData for Greeter {
    ///     fn add_methods<M: UserDataMethods<Self>>(methods: &mut M) {
    ///         methods.add_function("greet", |_, name: String| Ok(format!("hello, {name}")));
    ///     }
    /// }
    ///
    /// let lua = Lua::new();
    /// lua.register::<Greeter>()?;
    /// assert_eq!(lua.load("Greeter.greet('orc')").eval::<String>()?, "hello, orc");
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the type's fields and methods cannot be registered.
    pub fn register<C: UserDataClass<Data: 'static>>(&self) -> Result<()> {
        let class = self.create_proxy::<C>()?;
        self.globals().raw_set(C::class_name(), class)
    }
}
