//! Registering a type: its fields, methods and metamethods are gathered here. `class` makes a metatable of them.

use std::collections::HashSet;
use std::ptr::NonNull;

use super::AnyUserData;
use super::borrow::{Access, Borrow, BorrowMut, Names};
use super::part::AddBase;
use super::refusal::Refusal;
use super::traits::{UserDataFields, UserDataMethods};
use crate::api::convert::{FromLua, FromLuaMulti, IntoLua, IntoLuaMulti};
use crate::api::error::{Error, Result};
use crate::api::function::{self, Function, Mutable, finish};
use crate::api::lua::Lua;
use crate::api::stack::{Arguments, Results};
use crate::api::value::Value;
use crate::gc::{Gc, Heap};
use crate::object::{self, Bases, BorrowError, Call, LuaError, Returns};

type NativeResult = std::result::Result<Returns, LuaError>;

/// What makes a constant, once the type itself is known: it may be a value of that type.
pub(in crate::api) type Constant = Box<dyn FnOnce(&Lua) -> Result<Value>>;

/// What a script reads a field by: a name, or the position in a tuple.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Key {
    /// `data.name`
    Name(String),
    /// `data[index]`
    Index(i64),
}

impl From<&str> for Key {
    fn from(name: &str) -> Key {
        Key::Name(name.to_string())
    }
}

impl From<i64> for Key {
    fn from(index: i64) -> Key {
        Key::Index(index)
    }
}

impl IntoLua for &Key {
    fn into_lua(self, lua: &Lua) -> Result<Value> {
        match self {
            Key::Name(name) => name.into_lua(lua),
            Key::Index(index) => index.into_lua(lua),
        }
    }
}

impl std::fmt::Display for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Key::Name(name) => f.write_str(name),
            Key::Index(index) => index.fmt(f),
        }
    }
}

/// Everything that is registered of a type.
///
/// What it has besides fields and methods:
///
/// ```
/// use lua_core::{Lua, UserData, UserDataMethods, UserDataRegistry};
///
/// struct Door;
///
/// impl UserData for Door {
///     fn register(registry: &mut UserDataRegistry<Self>) {
///         registry.add_function("new", |_, ()| Ok(Door));
///         registry.set_constructor("new");
///         registry.deny_unknown_fields();
///     }
/// }
///
/// let lua = Lua::new();
/// lua.register::<Door>()?;
/// let error = lua.load("local door = Door() return door.handle").exec().unwrap_err();
/// assert!(error.to_string().ends_with("no field 'handle' in Door"));
/// # Ok::<(), lua_core::Error>(())
/// ```
pub struct UserDataRegistry<T> {
    lua: Lua,
    access: Access<T>,
    pub(in crate::api) getters: Vec<(Key, Function)>,
    pub(in crate::api) setters: Vec<(Key, Function)>,
    pub(in crate::api) methods: Vec<(String, Function)>,
    pub(in crate::api) functions: Vec<(String, Function)>,
    pub(in crate::api) metamethods: Vec<(String, Function)>,
    pub(in crate::api) constants: Vec<(String, Constant)>,
    pub(super) meta_fields: Vec<(String, Constant)>,
    /// How data is lent whose functions know it by its type: that of a derived one.
    pub(in crate::api) lend: Option<LendAs>,
    /// What the type extends.
    pub(super) bases: Vec<AddBase<T>>,
    /// What is registered of the types that it extends.
    inherited: Vec<UserDataRegistry<()>>,
    pub(in crate::api) constructor: Option<String>,
    /// Why the type cannot be registered.
    pub(super) mistake: Option<Error>,
    pub(super) denies_unknown_fields: bool,
    pub(super) iterates_fields: bool,
    /// Whether the registered `__index` is about numbers only.
    pub(in crate::api) indexes_numbers: bool,
    /// Whether the registered `__newindex` is about numbers only.
    pub(in crate::api) newindexes_numbers: bool,
}

/// Makes a userdata that stands for data elsewhere; see [`object::UserData::lend_as`].
pub(in crate::api) type LendAs =
    unsafe fn(&Heap, NonNull<()>, Option<Gc<object::Table>>) -> Gc<object::UserData>;

impl<T: 'static> UserDataRegistry<T> {
    /// Notes that functions know the data by its type, whoever lends it.
    pub(in crate::api) fn know_by_type(&mut self) {
        self.lend = Some(object::UserData::lend_as::<T>);
    }
}

/// Throws that what a method is called on cannot be borrowed.
#[cold]
fn refuse(call: &Call<'_>, names: Names, error: BorrowError, is_exclusive: bool) -> LuaError {
    match call.get(1).as_userdata() {
        Some(userdata) if error != BorrowError::WrongType => {
            let refusal = Refusal::new(call.state, userdata, error, names, is_exclusive);
            Results::on(call.state, call.thread).throw(refusal.to_method())
        }
        _ => call.type_error(1, &(names.0)(call.state)),
    }
}

fn shared<T, A: FromLuaMulti, R: IntoLuaMulti>(
    access: Access<T>,
    method: impl Fn(&Lua, &T, A) -> Result<R> + 'static,
) -> impl Fn(&mut Call<'_>) -> NativeResult + 'static {
    let (borrow, names) = (access.shared(), access.names());
    move |call| {
        let userdata = call.get(1).as_userdata().ok_or(BorrowError::WrongType);
        let outcome = {
            let this =
                userdata.and_then(borrow).map_err(|error| refuse(call, names, error, false))?;
            let arguments = Arguments::of(call, 1);
            A::from_arguments(&arguments, 0)
                .map_err(|error| function::named(call, error, 1))
                .and_then(|converted| method(arguments.lua(), &this, converted))
        };
        finish(call, outcome)
    }
}

fn exclusive<T, A: FromLuaMulti, R: IntoLuaMulti>(
    access: Access<T>,
    method: impl FnMut(&Lua, &mut T, A) -> Result<R> + 'static,
) -> impl Fn(&mut Call<'_>) -> NativeResult + 'static {
    let (borrow, names) = (access.exclusive(), access.names());
    let method = Mutable::new(method);
    move |call| {
        let userdata = match call.get(1).as_userdata() {
            Some(userdata) => userdata,
            None => return Err(refuse(call, names, BorrowError::WrongType, true)),
        };
        let arguments = Arguments::of(call, 1);
        // The arguments first: converting them may look at the very data that is to be changed.
        let converted =
            A::from_arguments(&arguments, 0).map_err(|error| function::named(call, error, 1));
        let outcome = match converted {
            Ok(converted) => {
                let mut this =
                    borrow(userdata).map_err(|error| refuse(call, names, error, true))?;
                method.call(|method| method(arguments.lua(), &mut this, converted))
            }
            Err(error) => Err(error),
        };
        finish(call, outcome)
    }
}

fn consuming<T: 'static, A: FromLuaMulti, R: IntoLuaMulti>(
    access: Access<T>,
    method: impl Fn(&Lua, T, A) -> Result<R> + 'static,
) -> impl Fn(&mut Call<'_>) -> NativeResult + 'static {
    let (borrow, names) = (access.shared(), access.names());
    move |call| {
        let arguments = Arguments::of(call, 1);
        let converted =
            A::from_arguments(&arguments, 0).map_err(|error| function::named(call, error, 1));
        let outcome = match converted {
            Ok(converted) => {
                let userdata = call.get(1).as_userdata().ok_or(BorrowError::WrongType);
                let this = userdata.and_then(|userdata| match userdata.take::<T>() {
                    // A scope may keep it under a key.
                    Err(BorrowError::WrongType) if borrow(userdata).is_ok() => {
                        Err(BorrowError::NotOwned)
                    }
                    taken => taken,
                });
                method(
                    arguments.lua(),
                    this.map_err(|error| refuse(call, names, error, true))?,
                    converted,
                )
            }
            Err(error) => Err(error),
        };
        finish(call, outcome)
    }
}

pub(super) fn plain<A: FromLuaMulti, R: IntoLuaMulti>(
    function: impl Fn(&Lua, A) -> Result<R> + 'static,
) -> impl Fn(&mut Call<'_>) -> NativeResult + 'static {
    move |call| {
        let arguments = Arguments::of(call, 0);
        let outcome = A::from_arguments(&arguments, 0)
            .map_err(|error| function::named(call, error, 0))
            .and_then(|converted| function(arguments.lua(), converted));
        finish(call, outcome)
    }
}

fn plain_mut<A: FromLuaMulti, R: IntoLuaMulti>(
    function: impl FnMut(&Lua, A) -> Result<R> + 'static,
) -> impl Fn(&mut Call<'_>) -> NativeResult + 'static {
    let function = Mutable::new(function);
    plain(move |lua, arguments| function.call(|function| function(lua, arguments)))
}

impl<T> UserDataFields<T> for UserDataRegistry<T> {
    fn add_field<V: IntoLua + 'static>(&mut self, name: impl Into<String>, value: V) {
        self.constants.push((name.into(), Box::new(move |lua| value.into_lua(lua))));
    }

    fn add_field_method_get<M, R>(&mut self, name: impl Into<String>, method: M)
    where
        M: Fn(&Lua, &T) -> Result<R> + 'static,
        R: IntoLua,
    {
        let getter = shared(self.access, move |lua, this: &T, ()| method(lua, this));
        let getter = function::accessor(&self.lua, getter);
        self.getters.push((Key::Name(name.into()), getter));
    }

    fn add_field_method_set<M, A>(&mut self, name: impl Into<String>, method: M)
    where
        M: FnMut(&Lua, &mut T, A) -> Result<()> + 'static,
        A: FromLua,
    {
        let setter = function::accessor(&self.lua, exclusive(self.access, method));
        self.setters.push((Key::Name(name.into()), setter));
    }

    fn add_field_function_get<F, R>(&mut self, name: impl Into<String>, function: F)
    where
        F: Fn(&Lua, AnyUserData) -> Result<R> + 'static,
        R: IntoLua,
    {
        let getter = function::accessor(&self.lua, plain(function));
        self.getters.push((Key::Name(name.into()), getter));
    }

    fn add_field_function_set<F, A>(&mut self, name: impl Into<String>, mut function: F)
    where
        F: FnMut(&Lua, AnyUserData, A) -> Result<()> + 'static,
        A: FromLua,
    {
        let setter =
            plain_mut(move |lua, (this, value): (AnyUserData, A)| function(lua, this, value));
        let setter = function::accessor(&self.lua, setter);
        self.setters.push((Key::Name(name.into()), setter));
    }

    fn add_meta_field<V: IntoLua + 'static>(&mut self, name: impl Into<String>, value: V) {
        self.meta_fields.push((name.into(), Box::new(move |lua| value.into_lua(lua))));
    }

    fn add_meta_field_with<F, R>(&mut self, name: impl Into<String>, make: F)
    where
        F: FnOnce(&Lua) -> Result<R> + 'static,
        R: IntoLua,
    {
        let make = move |lua: &Lua| make(lua)?.into_lua(lua);
        self.meta_fields.push((name.into(), Box::new(make)));
    }
}

macro_rules! registering {
    ($($method:ident($bound:ident $($argument:ty),+) $list:ident $adapt:ident $($access:ident)?;)+) => {$(
        fn $method<F, A, R>(&mut self, name: impl Into<String>, function: F)
        where
            F: $bound($($argument),+) -> Result<R> + 'static,
            A: FromLuaMulti,
            R: IntoLuaMulti,
        {
            let native = $adapt($(self.$access,)? function);
            self.$list.push((name.into(), function::from_native(&self.lua, native)));
        }
    )+};
}

impl<T> UserDataMethods<T> for UserDataRegistry<T> {
    registering! {
        add_method(Fn &Lua, &T, A) methods shared access;
        add_method_mut(FnMut &Lua, &mut T, A) methods exclusive access;
        add_function(Fn &Lua, A) functions plain;
        add_function_mut(FnMut &Lua, A) functions plain_mut;
        add_meta_method(Fn &Lua, &T, A) metamethods shared access;
        add_meta_method_mut(FnMut &Lua, &mut T, A) metamethods exclusive access;
        add_meta_function(Fn &Lua, A) metamethods plain;
        add_meta_function_mut(FnMut &Lua, A) metamethods plain_mut;
    }

    fn add_method_once<F, A, R>(&mut self, name: impl Into<String>, method: F)
    where
        T: 'static,
        F: Fn(&Lua, T, A) -> Result<R> + 'static,
        A: FromLuaMulti,
        R: IntoLuaMulti,
    {
        let native = consuming(self.access, method);
        self.methods.push((name.into(), function::from_native(&self.lua, native)));
    }
}

/// What is registered of no type.
fn untyped(lua: &Lua) -> UserDataRegistry<()> {
    UserDataRegistry::new(lua)
}

impl<T: 'static> UserDataRegistry<T> {
    pub(super) fn new(lua: &Lua) -> UserDataRegistry<T> {
        UserDataRegistry::with(lua, Access::to_type())
    }

    /// Takes over what is registered of another type, whose functions find their data in this one's.
    pub(super) fn adopt<U: 'static>(&mut self, other: UserDataRegistry<U>) {
        self.getters.extend(other.getters);
        self.setters.extend(other.setters);
        self.methods.extend(other.methods);
        self.functions.extend(other.functions);
        self.metamethods.extend(other.metamethods);
        self.constants.extend(other.constants);
        self.meta_fields.extend(other.meta_fields);
        self.inherited.extend(other.inherited);
        self.constructor = other.constructor;
        self.mistake = other.mistake;
        self.denies_unknown_fields = other.denies_unknown_fields;
        self.iterates_fields = other.iterates_fields;
        self.indexes_numbers = other.indexes_numbers;
        self.newindexes_numbers = other.newindexes_numbers;
    }
}

impl<T> UserDataRegistry<T> {
    /// Takes over what is registered of a type that this one extends, once it is known what this one has itself.
    pub(super) fn inherit<B: 'static>(&mut self, base: UserDataRegistry<B>) {
        let mut inherited = untyped(&self.lua);
        inherited.adopt(base);
        self.inherited.push(inherited);
    }

    /// Forgets the type, of which there is nothing in what is registered but how bases are found.
    pub(super) fn erase(self) -> (UserDataRegistry<()>, Bases) {
        let mut bases = Bases::default();
        self.bases.iter().for_each(|add| add(None, &mut bases));
        let registry = UserDataRegistry {
            getters: self.getters,
            setters: self.setters,
            methods: self.methods,
            functions: self.functions,
            metamethods: self.metamethods,
            constants: self.constants,
            meta_fields: self.meta_fields,
            inherited: self.inherited,
            constructor: self.constructor,
            mistake: self.mistake,
            denies_unknown_fields: self.denies_unknown_fields,
            iterates_fields: self.iterates_fields,
            indexes_numbers: self.indexes_numbers,
            newindexes_numbers: self.newindexes_numbers,
            ..untyped(&self.lua)
        };
        (registry, bases)
    }

    /// Adds what the type inherits to what it has itself.
    pub(super) fn complete(&mut self) {
        for mut base in std::mem::take(&mut self.inherited) {
            base.complete();
            let constructor = base.constructor.take();
            let members = self.member_names();
            let is_new = |name: &str| !members.contains(name);
            base.getters.retain(|(key, _)| is_new(&key.to_string()));
            base.methods.retain(|(name, _)| is_new(name));
            // A constructor makes the base, and not what extends it.
            base.functions.retain(|(name, _)| is_new(name) && constructor.as_ref() != Some(name));
            base.constants.retain(|(name, _)| is_new(name));
            base.setters.retain(|(key, _)| {
                is_new(&key.to_string()) && self.setters.iter().all(|(own, _)| own != key)
            });
            if !self.has_event("__index") {
                self.indexes_numbers = base.indexes_numbers;
            }
            if !self.has_event("__newindex") {
                self.newindexes_numbers = base.newindexes_numbers;
            }
            if let Some(mistake) = base.mistake.take() {
                self.refuse(mistake);
            }
            let meta: HashSet<&String> = self.metamethods.iter().map(|(name, _)| name).collect();
            base.metamethods.retain(|(name, _)| !meta.contains(name));
            self.getters.append(&mut base.getters);
            self.setters.append(&mut base.setters);
            self.methods.append(&mut base.methods);
            self.functions.append(&mut base.functions);
            self.constants.append(&mut base.constants);
            self.metamethods.append(&mut base.metamethods);
        }
    }

    fn member_names(&self) -> HashSet<String> {
        let getters = self.getters.iter().map(|(key, _)| key.to_string());
        let functions = self.methods.iter().chain(&self.functions);
        let constants = self.constants.iter().map(|(name, _)| name.clone());
        getters.chain(functions.map(|(name, _)| name.clone())).chain(constants).collect()
    }

    pub(in crate::api) fn with(lua: &Lua, access: Access<T>) -> UserDataRegistry<T> {
        UserDataRegistry {
            lua: lua.clone(),
            access,
            getters: Vec::new(),
            setters: Vec::new(),
            methods: Vec::new(),
            functions: Vec::new(),
            metamethods: Vec::new(),
            constants: Vec::new(),
            meta_fields: Vec::new(),
            lend: None,
            bases: Vec::new(),
            inherited: Vec::new(),
            constructor: None,
            mistake: None,
            denies_unknown_fields: false,
            iterates_fields: false,
            indexes_numbers: false,
            newindexes_numbers: false,
        }
    }

    /// Whether scripts can read something under this name.
    pub(in crate::api) fn has_member(&self, name: &str) -> bool {
        let is_getter = |key: &Key| matches!(key, Key::Name(known) if known == name);
        self.getters.iter().any(|(key, _)| is_getter(key))
            || self.methods.iter().any(|(known, _)| known == name)
            || self.functions.iter().any(|(known, _)| known == name)
            || self.constants.iter().any(|(known, _)| known == name)
    }

    /// Whether a metamethod is registered.
    pub(in crate::api) fn has_event(&self, event: &str) -> bool {
        self.metamethods.iter().any(|(known, _)| known == event)
    }

    /// How functions of their own borrow the data, and what they call it.
    #[allow(clippy::type_complexity)]
    pub(in crate::api) fn borrowing(
        &self,
    ) -> (
        impl Fn(Gc<object::UserData>) -> std::result::Result<Borrow<'static, T>, BorrowError>
        + Copy
        + 'static
        + use<T>,
        impl Fn(Gc<object::UserData>) -> std::result::Result<BorrowMut<'static, T>, BorrowError>
        + Copy
        + 'static
        + use<T>,
        Names,
    ) {
        (self.access.shared(), self.access.exclusive(), self.access.names())
    }

    /// Notes why the type cannot be registered; the first reason counts.
    pub(in crate::api) fn refuse(&mut self, mistake: Error) {
        self.mistake.get_or_insert(mistake);
    }

    /// Makes a registered function the type's constructor: calling the class table calls it. For an example see
    /// [`UserDataRegistry`].
    pub fn set_constructor(&mut self, name: impl Into<String>) {
        self.constructor = Some(name.into());
    }

    /// Makes it an error to read or write a field that is not registered; the message suggests the nearest
    /// name. Without this, reading gives nil. For an example see [`UserDataRegistry`].
    pub fn deny_unknown_fields(&mut self) {
        self.denies_unknown_fields = true;
    }

    /// Makes `pairs` go through the fields that can be read, in the order in which they were added.
    ///
    /// ```
    /// use lua_core::{Lua, UserDataFields};
    /// let lua = Lua::new();
    /// lua.register_userdata_type::<(i64, i64)>(|registry| {
    ///     registry.add_field_method_get("x", |_, this| Ok(this.0));
    ///     registry.add_field_method_get("y", |_, this| Ok(this.1));
    ///     registry.iterate_fields();
    /// })?;
    /// lua.globals().set("point", lua.create_any_userdata((3_i64, 4_i64))?)?;
    /// let code = "local text = '' for key, value in pairs(point) do text = text .. key .. value end return text";
    /// assert_eq!(lua.load(code).eval::<String>()?, "x3y4");
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn iterate_fields(&mut self) {
        self.iterates_fields = true;
    }

    /// The machine in which the type is registered.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// lua.register_userdata_type::<u64>(|registry| assert!(registry.lua().globals().contains_key("print").unwrap()))?;
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn lua(&self) -> &Lua {
        &self.lua
    }
}
