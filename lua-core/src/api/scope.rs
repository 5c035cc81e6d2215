//! `Scope`: lending to scripts what Rust only has for a while.
#![allow(unsafe_code)]
//!
//! # Safety
//!
//! R1. Whoever calls [`Lua::scope`] waits until its scope has ended, which is before anything that was lent dies, and
//!     before the scope itself is dropped. Nobody else makes a scope or owns one.
//! R2. What works with something lent, a call or a borrow, is called by the scope's own function, however deep, and
//!     ends before it. So nothing is in use when the scope ends; should the host switch stacks, the process is aborted.

use std::cell::{Cell, RefCell};
use std::marker::PhantomData;
use std::ptr::NonNull;
use std::rc::Rc;

use super::convert::{FromLuaMulti, IntoLuaMulti};
use super::error::{Error, Result};
use super::function::{self, Function, Mutable, finish};
use super::lua::Lua;
use super::stack::{Arguments, Results};
use super::userdata::{
    self, Access, AnyUserData, Names, UserData, UserDataRegistry, build_lent, short_name,
};
use crate::gc::Gc;
use crate::object::{self, Call, LuaError, Returns, State};
use crate::vm::{collect, message};

type Native<'a> = dyn Fn(&mut Call<'_>) -> std::result::Result<Returns, LuaError> + 'a;

/// Lends functions and data to scripts until it ends; see [`Lua::scope`].
pub struct Scope<'scope, 'env: 'scope> {
    lua: Lua,
    has_ended: Rc<Cell<bool>>,
    /// The only owners, but for calls under way.
    functions: RefCell<Vec<Rc<Native<'static>>>>,
    data: RefCell<Vec<LentData>>,
    destructors: RefCell<Vec<Box<dyn FnOnce() + 'env>>>,
    scope: PhantomData<&'scope mut &'scope ()>,
    env: PhantomData<&'env mut &'env ()>,
}

/// Data that a script has until the scope ends.
struct LentData {
    userdata: AnyUserData,
    _owned: Option<Owned>,
}

/// Data that the scope owns, of any type.
struct Owned {
    data: NonNull<()>,
    drop: unsafe fn(NonNull<()>),
}

impl Owned {
    fn new<T>(data: T) -> (Owned, NonNull<T>) {
        /// # Safety
        ///
        /// The box was made of a `T`, and is not used afterwards.
        unsafe fn drop_box<T>(data: NonNull<()>) {
            // SAFETY: the caller's promise.
            drop(unsafe { Box::from_raw(data.cast::<T>().as_ptr()) });
        }
        let data = NonNull::from(Box::leak(Box::new(data)));
        (Owned { data: data.cast(), drop: drop_box::<T> }, data)
    }
}

impl Drop for Owned {
    fn drop(&mut self) {
        // SAFETY: the pair was made for each other in `new`; R2.
        unsafe { (self.drop)(self.data) }
    }
}

/// Runs something when it is dropped, be it by a panic.
struct Finally<F: FnMut()>(F);

impl<F: FnMut()> Drop for Finally<F> {
    fn drop(&mut self) {
        (self.0)();
    }
}

impl Lua {
    /// Lends functions and data to scripts for the length of a call: what Rust has borrowed itself, for instance.
    ///
    /// When `run` is done, whatever it lent is taken away. Scripts may have kept it; using it is an error then, which
    /// says that the scope has ended. The same happens if `run` fails or panics.
    ///
    /// ```
    /// use lua_core::{Lua, UserData, UserDataMethods};
    ///
    /// struct World {
    ///     names: Vec<String>,
    /// }
    ///
    /// impl UserData for World {
    ///     fn add_methods<M: UserDataMethods<Self>>(methods: &mut M) {
    ///         methods.add_method_mut("spawn", |_, this, name| Ok(this.names.push(name)));
    ///     }
    /// }
    ///
    /// let lua = Lua::new();
    /// let mut world = World { names: vec![] };
    /// let mut calls = 0;
    /// lua.scope(|scope| {
    ///     lua.globals().set("world", scope.create_userdata_ref_mut(&mut world)?)?;
    ///     lua.globals().set("count", scope.create_function_mut(|_, ()| Ok(calls += 1))?)?;
    ///     lua.load("world:spawn('orc') count()").exec()
    /// })?;
    /// assert_eq!((&*world.names[0], calls), ("orc", 1));
    ///
    /// let error = lua.load("world:spawn('elf')").exec().unwrap_err();
    /// assert!(error.to_string().ends_with("World is gone: the scope that lent it has ended"));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// What `run` returns.
    pub fn scope<'env, R>(
        &self,
        run: impl for<'scope> FnOnce(&'scope Scope<'scope, 'env>) -> Result<R>,
    ) -> Result<R> {
        let scope = Scope {
            lua: self.clone(),
            has_ended: Rc::default(),
            functions: RefCell::default(),
            data: RefCell::default(),
            destructors: RefCell::default(),
            scope: PhantomData,
            env: PhantomData,
        };
        let _last = Finally(|| scope.run_destructors());
        // Before the destructors, even if it panics.
        let _first = Finally(|| scope.end());
        run(&scope)
    }
}

impl<'scope, 'env: 'scope> Scope<'scope, 'env> {
    /// Lends a Rust closure as a function; see [`Lua::create_function`].
    ///
    /// ```
    /// let (lua, names) = (lua_core::Lua::new(), vec!["a", "b"]);
    /// let last: String = lua.scope(|scope| {
    ///     let name = scope.create_function(|_, at: usize| Ok(names.get(at - 1).copied()))?;
    ///     lua.load("local name = ... return name(2)").call(name)
    /// })?;
    /// assert_eq!(last, "b");
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the scope has ended already.
    pub fn create_function<F, A, R>(&'scope self, function: F) -> Result<Function>
    where
        F: Fn(&Lua, A) -> Result<R> + 'scope,
        A: FromLuaMulti,
        R: IntoLuaMulti,
    {
        self.check()?;
        let native: Rc<Native<'scope>> = Rc::new(move |call: &mut Call<'_>| {
            let arguments = Arguments::of(call, 0);
            let outcome = A::from_arguments(&arguments, 0)
                .map_err(|error| function::named(call, error, 0))
                .and_then(|converted| function(arguments.lua(), converted));
            finish(call, outcome)
        });
        // SAFETY: the owners are the scope, which drops it when it ends (R1), and calls, which end before (R2).
        let native =
            unsafe { std::mem::transmute::<Rc<Native<'scope>>, Rc<Native<'static>>>(native) };
        let (lent, has_ended) = (Rc::downgrade(&native), Rc::clone(&self.has_ended));
        collect::safepoint(&self.lua.state);
        let function = function::from_native(&self.lua, move |call| {
            match lent.upgrade().filter(|_| !has_ended.get()) {
                Some(native) => native(call),
                None => Err(ended_function(call)),
            }
        });
        self.functions.borrow_mut().push(native);
        Ok(function)
    }

    /// Lends a Rust closure that changes what it captured as a function; see [`Lua::create_function_mut`].
    ///
    /// ```
    /// let (lua, mut lines) = (lua_core::Lua::new(), Vec::new());
    /// lua.scope(|scope| {
    ///     let print = scope.create_function_mut(|_, line: String| Ok(lines.push(line)))?;
    ///     lua.load("local print = ... print('one') print('two')").call::<()>(print)
    /// })?;
    /// assert_eq!(lines, ["one", "two"]);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the scope has ended already.
    pub fn create_function_mut<F, A, R>(&'scope self, function: F) -> Result<Function>
    where
        F: FnMut(&Lua, A) -> Result<R> + 'scope,
        A: FromLuaMulti,
        R: IntoLuaMulti,
    {
        let function = Mutable::new(function);
        self.create_function(move |lua, arguments| {
            function.call(|function| function(lua, arguments))
        })
    }

    /// Lends data to be looked at: a method that changes it is an error.
    ///
    /// ```
    /// use lua_core::{Lua, UserData, UserDataFields};
    /// struct Size(u32, u32);
    /// impl UserData for Size {
    ///     fn add_fields<F: UserDataFields<Self>>(fields: &mut F) {
    ///         fields.add_field_method_get("area", |_, this| Ok(this.0 * this.1));
    ///     }
    /// }
    /// let (lua, size) = (Lua::new(), Size(3, 4));
    /// let area: u32 = lua.scope(|scope| {
    ///     lua.load("local size = ... return size.area").call(scope.create_userdata_ref(&size)?)
    /// })?;
    /// assert_eq!(area, 12);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the type's fields and methods cannot be registered, or the scope has ended already.
    pub fn create_userdata_ref<T>(&'scope self, data: &'env T) -> Result<AnyUserData>
    where
        T: UserData + 'static,
    {
        self.lend(NonNull::from(data), false, |lua| userdata::metatable::<T>(lua).map(Some))
    }

    /// Lends data to be changed. For an example see [`Lua::scope`].
    ///
    /// # Errors
    ///
    /// If the type's fields and methods cannot be registered, or the scope has ended already.
    pub fn create_userdata_ref_mut<T>(&'scope self, data: &'env mut T) -> Result<AnyUserData>
    where
        T: UserData + 'static,
    {
        self.lend(NonNull::from(data), true, |lua| userdata::metatable::<T>(lua).map(Some))
    }

    /// Lends data of any type to be looked at, with the fields and methods that [`Lua::register_userdata_type`] gave it.
    /// For an example see [`AnyUserData::borrow_scoped`].
    ///
    /// # Errors
    ///
    /// If the scope has ended already.
    pub fn create_any_userdata_ref<T: 'static>(&'scope self, data: &'env T) -> Result<AnyUserData> {
        self.lend(NonNull::from(data), false, |lua| Ok(userdata::known_metatable::<T>(&lua.state)))
    }

    /// Lends data of any type to be changed, with the fields and methods that [`Lua::register_userdata_type`] gave it.
    /// For an example see [`AnyUserData::borrow_mut_scoped`].
    ///
    /// # Errors
    ///
    /// If the scope has ended already.
    pub fn create_any_userdata_ref_mut<T: 'static>(
        &'scope self,
        data: &'env mut T,
    ) -> Result<AnyUserData> {
        self.lend(NonNull::from(data), true, |lua| Ok(userdata::known_metatable::<T>(&lua.state)))
    }

    /// Keeps data, which may hold borrowed parts, until the scope ends.
    ///
    /// Nothing but its own methods can borrow such data: Rust cannot tell two types apart that differ in lifetimes only.
    /// Its type is registered anew for each piece of data, so this is slow beside
    /// [`Scope::create_userdata_ref_mut`].
    ///
    /// ```
    /// use lua_core::{Lua, UserData, UserDataMethods};
    ///
    /// struct Reader<'a>(std::str::Lines<'a>);
    ///
    /// impl UserData for Reader<'_> {
    ///     fn add_methods<M: UserDataMethods<Self>>(methods: &mut M) {
    ///         methods.add_method_mut("next", |_, this, ()| Ok(this.0.next().map(str::to_string)));
    ///     }
    /// }
    ///
    /// let (lua, text) = (Lua::new(), String::from("one\ntwo"));
    /// let second: String = lua.scope(|scope| {
    ///     let reader = scope.create_userdata(Reader(text.lines()))?;
    ///     lua.load("local reader = ... reader:next() return reader:next()").call(reader)
    /// })?;
    /// assert_eq!(second, "two");
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the type's fields and methods cannot be registered, or the scope has ended already.
    pub fn create_userdata<T>(&'scope self, data: T) -> Result<AnyUserData>
    where
        T: UserData + 'env,
    {
        self.keep(data, |_| T::type_name(), T::register)
    }

    /// Keeps data of any type, which may hold borrowed parts, until the scope ends; see [`Scope::create_userdata`].
    ///
    /// ```
    /// use lua_core::UserDataMethods;
    /// let (lua, text) = (lua_core::Lua::new(), String::from("lent"));
    /// let first: String = lua.scope(|scope| {
    ///     let letters = scope.create_any_userdata(text.chars(), |registry| {
    ///         registry.add_method_mut("next", |_, this, ()| Ok(this.next()));
    ///     })?;
    ///     lua.load("local letters = ... return letters:next()").call(letters)
    /// })?;
    /// assert_eq!(first, "l");
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If a name cannot be registered, or the scope has ended already.
    pub fn create_any_userdata<T>(
        &'scope self,
        data: T,
        register: impl FnOnce(&mut UserDataRegistry<T>),
    ) -> Result<AnyUserData>
    where
        T: 'env,
    {
        self.keep(data, |_| short_name::<T>(), register)
    }

    /// Calls a function when the scope has ended, after all that it lent is gone. They are called in the order in which
    /// they were added.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let data = lua.create_any_userdata(String::from("temporary"))?;
    /// lua.scope(|scope| {
    ///     scope.add_destructor(|| drop(data.take::<String>()));
    ///     lua.globals().set("data", &data)
    /// })?;
    /// assert!(data.borrow::<String>().is_err());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn add_destructor(&'scope self, destructor: impl FnOnce() + 'env) {
        self.destructors.borrow_mut().push(Box::new(destructor));
    }

    fn lend<T: 'static>(
        &'scope self,
        data: NonNull<T>,
        is_writable: bool,
        metatable: impl FnOnce(&Lua) -> Result<Option<Gc<object::Table>>>,
    ) -> Result<AnyUserData> {
        self.check()?;
        let heap = &self.lua.state.heap;
        collect::safepoint(&self.lua.state);
        let metatable = metatable(&self.lua)?;
        // SAFETY: the callers borrow the data for `'env`, to be written only by whoever may write it; R1.
        let userdata = unsafe { object::UserData::lend(heap, data, is_writable, metatable) };
        Ok(self.lent(userdata, None))
    }

    fn keep<T: 'env>(
        &'scope self,
        data: T,
        name: fn(&State) -> String,
        register: impl FnOnce(&mut UserDataRegistry<T>),
    ) -> Result<AnyUserData> {
        self.check()?;
        let state = &self.lua.state;
        let (access, key) = Access::<T>::to_lent(state, Names(name));
        let mut registry = UserDataRegistry::with(&self.lua, access);
        register(&mut registry);
        let by_type = registry.lend;
        let table = build_lent(&self.lua, &name(state), registry)?;
        let metatable = table.0.raw(state)?.as_table();
        let (owned, data) = Owned::new(data);
        let data = data.cast();
        // SAFETY: the key and the function were made for this very type; the scope owns the data (R1).
        let userdata = unsafe {
            match by_type {
                Some(lend_as) => lend_as(&state.heap, data, metatable),
                None => object::UserData::lend_by_key(&state.heap, data, key, metatable),
            }
        };
        Ok(self.lent(userdata, Some(owned)))
    }

    fn lent(&self, userdata: Gc<object::UserData>, owned: Option<Owned>) -> AnyUserData {
        let userdata = AnyUserData(self.lua.handle(object::Value::from_userdata(userdata)));
        self.data.borrow_mut().push(LentData { userdata: userdata.clone(), _owned: owned });
        userdata
    }

    fn check(&self) -> Result<()> {
        match self.has_ended.get() {
            true => Err(Error::userdata("the scope has ended")),
            false => Ok(()),
        }
    }

    /// Takes everything away first, then drops it: what destructors call finds nothing half alive.
    fn end(&self) {
        self.has_ended.set(true);
        let (functions, data) = (self.functions.take(), self.data.take());
        let mut is_in_use = functions.iter().any(|function| Rc::strong_count(function) > 1);
        for lent in &data {
            if let Ok((_lua, userdata)) = lent.userdata.userdata() {
                is_in_use |= userdata.is_borrowed();
                userdata.end_loan();
            }
        }
        if is_in_use {
            // Calls that nest cannot get here (R2). Stacks that are switched can, and going on, even to a panic, would free
            // what another stack works with.
            eprintln!("a scope ends while another stack uses what it lends");
            std::process::abort();
        }
        drop(functions);
        drop(data);
    }

    fn run_destructors(&self) {
        for destructor in self.destructors.take() {
            destructor();
        }
    }
}

#[cold]
fn ended_function(call: &Call<'_>) -> LuaError {
    let thread = call.thread;
    let name = match message::frame_name(thread, thread.frame_count() - 1) {
        Some((_, name)) => format!("function '{}'", String::from_utf8_lossy(&name)),
        None => "function".to_string(),
    };
    let error = Error::userdata(format!("{name} is gone: the scope that lent it has ended"));
    Results::on(call.state, call.thread).throw(error)
}
