//! Registering a type: its fields, methods and metamethods are gathered here. `class` makes a metatable of them.

use std::marker::PhantomData;

use super::borrow::{Borrow, BorrowMut};
use super::{borrow_error, expected_name};
use crate::api::convert::{FromLua, FromLuaMulti, IntoLua, IntoLuaMulti};
use crate::api::error::Result;
use crate::api::function::{self, Function, finish};
use crate::api::lua::Lua;
use crate::api::stack::Arguments;
use crate::api::value::Value;
use crate::gc::Gc;
use crate::object::{self, Call, LuaError, Returns};

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

/// Adds fields to a type; see [`super::UserData::add_fields`].
pub trait UserDataFields<T> {
    /// Adds a constant field.
    fn add_field<V: IntoLua + 'static>(&mut self, name: impl Into<String>, value: V);

    /// Adds what reading a field does.
    fn add_field_method_get<M, R>(&mut self, name: impl Into<String>, method: M)
    where
        M: Fn(&Lua, &T) -> Result<R> + 'static,
        R: IntoLua;

    /// Adds what writing a field does.
    fn add_field_method_set<M, A>(&mut self, name: impl Into<String>, method: M)
    where
        M: Fn(&Lua, &mut T, A) -> Result<()> + 'static,
        A: FromLua;

    /// Adds what reading a field does, given the userdata as it is.
    fn add_field_function_get<F, R>(&mut self, name: impl Into<String>, function: F)
    where
        F: Fn(&Lua, super::AnyUserData) -> Result<R> + 'static,
        R: IntoLua;

    /// Adds what writing a field does, given the userdata as it is.
    fn add_field_function_set<F, A>(&mut self, name: impl Into<String>, function: F)
    where
        F: Fn(&Lua, super::AnyUserData, A) -> Result<()> + 'static,
        A: FromLua;
}

/// Adds methods and metamethods to a type; see [`super::UserData::add_methods`].
pub trait UserDataMethods<T> {
    /// Adds a method that looks at the data.
    fn add_method<M, A, R>(&mut self, name: impl Into<String>, method: M)
    where
        M: Fn(&Lua, &T, A) -> Result<R> + 'static,
        A: FromLuaMulti,
        R: IntoLuaMulti;

    /// Adds a method that changes the data.
    fn add_method_mut<M, A, R>(&mut self, name: impl Into<String>, method: M)
    where
        M: Fn(&Lua, &mut T, A) -> Result<R> + 'static,
        A: FromLuaMulti,
        R: IntoLuaMulti;

    /// Adds a function, which gets all its arguments; also to the class table.
    fn add_function<F, A, R>(&mut self, name: impl Into<String>, function: F)
    where
        F: Fn(&Lua, A) -> Result<R> + 'static,
        A: FromLuaMulti,
        R: IntoLuaMulti;

    /// Adds a metamethod that looks at the data, which is its first operand.
    fn add_meta_method<M, A, R>(&mut self, name: impl Into<String>, method: M)
    where
        M: Fn(&Lua, &T, A) -> Result<R> + 'static,
        A: FromLuaMulti,
        R: IntoLuaMulti;

    /// Adds a metamethod that changes the data, which is its first operand.
    fn add_meta_method_mut<M, A, R>(&mut self, name: impl Into<String>, method: M)
    where
        M: Fn(&Lua, &mut T, A) -> Result<R> + 'static,
        A: FromLuaMulti,
        R: IntoLuaMulti;

    /// Adds a metamethod that gets its operands as they are: the data may be on either side.
    fn add_meta_function<F, A, R>(&mut self, name: impl Into<String>, function: F)
    where
        F: Fn(&Lua, A) -> Result<R> + 'static,
        A: FromLuaMulti,
        R: IntoLuaMulti;
}

/// Everything that is registered of a type.
pub struct UserDataRegistry<T> {
    lua: Lua,
    pub(in crate::api) getters: Vec<(Key, Function)>,
    pub(in crate::api) setters: Vec<(Key, Function)>,
    pub(in crate::api) methods: Vec<(String, Function)>,
    pub(in crate::api) functions: Vec<(String, Function)>,
    pub(in crate::api) metamethods: Vec<(String, Function)>,
    pub(in crate::api) constants: Vec<(String, Constant)>,
    pub(super) constructor: Option<String>,
    pub(super) denies_unknown_fields: bool,
    pub(super) iterates_fields: bool,
    data: PhantomData<fn(T)>,
}

/// The userdata that a method is called on.
#[inline(always)]
fn receiver<T: 'static>(
    call: &Call<'_>,
    position: usize,
) -> std::result::Result<Gc<object::UserData>, LuaError> {
    match call.get(position).as_userdata() {
        Some(userdata) => Ok(userdata),
        None => Err(call.type_error(position, &expected_name::<T>(call.state))),
    }
}

/// Throws what is wrong with borrowing the userdata that a method is called on.
#[cold]
fn refuse<T: 'static>(
    call: &Call<'_>,
    userdata: Gc<object::UserData>,
    error: object::BorrowError,
) -> LuaError {
    if error == object::BorrowError::WrongType {
        return call.type_error(1, &expected_name::<T>(call.state));
    }
    call.error(borrow_error::<T>(call.state, userdata, error).to_string())
}

fn shared<T: 'static, A: FromLuaMulti, R: IntoLuaMulti>(
    method: impl Fn(&Lua, &T, A) -> Result<R> + 'static,
) -> impl Fn(&mut Call<'_>) -> NativeResult + 'static {
    move |call| {
        let userdata = receiver::<T>(call, 1)?;
        let outcome = {
            let this =
                Borrow::<T>::start(userdata).map_err(|error| refuse::<T>(call, userdata, error))?;
            let arguments = Arguments::of(call, 1);
            A::from_arguments(&arguments, 0)
                .map_err(|error| function::named(call, error, 1))
                .and_then(|converted| method(arguments.lua(), &this, converted))
        };
        finish(call, outcome)
    }
}

fn exclusive<T: 'static, A: FromLuaMulti, R: IntoLuaMulti>(
    method: impl Fn(&Lua, &mut T, A) -> Result<R> + 'static,
) -> impl Fn(&mut Call<'_>) -> NativeResult + 'static {
    move |call| {
        let userdata = receiver::<T>(call, 1)?;
        let arguments = Arguments::of(call, 1);
        // The arguments first: converting them may look at the very data that is to be changed.
        let converted =
            A::from_arguments(&arguments, 0).map_err(|error| function::named(call, error, 1));
        let outcome = match converted {
            Ok(converted) => {
                let mut this = BorrowMut::<T>::start(userdata)
                    .map_err(|error| refuse::<T>(call, userdata, error))?;
                method(arguments.lua(), &mut this, converted)
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

impl<T: 'static> UserDataFields<T> for UserDataRegistry<T> {
    fn add_field<V: IntoLua + 'static>(&mut self, name: impl Into<String>, value: V) {
        self.constants.push((name.into(), Box::new(move |lua| value.into_lua(lua))));
    }

    fn add_field_method_get<M, R>(&mut self, name: impl Into<String>, method: M)
    where
        M: Fn(&Lua, &T) -> Result<R> + 'static,
        R: IntoLua,
    {
        let getter =
            function::accessor(&self.lua, shared(move |lua, this: &T, ()| method(lua, this)));
        self.getters.push((Key::Name(name.into()), getter));
    }

    fn add_field_method_set<M, A>(&mut self, name: impl Into<String>, method: M)
    where
        M: Fn(&Lua, &mut T, A) -> Result<()> + 'static,
        A: FromLua,
    {
        let setter = function::accessor(&self.lua, exclusive(method));
        self.setters.push((Key::Name(name.into()), setter));
    }

    fn add_field_function_get<F, R>(&mut self, name: impl Into<String>, function: F)
    where
        F: Fn(&Lua, super::AnyUserData) -> Result<R> + 'static,
        R: IntoLua,
    {
        let getter = function::accessor(&self.lua, plain(function));
        self.getters.push((Key::Name(name.into()), getter));
    }

    fn add_field_function_set<F, A>(&mut self, name: impl Into<String>, function: F)
    where
        F: Fn(&Lua, super::AnyUserData, A) -> Result<()> + 'static,
        A: FromLua,
    {
        let setter =
            plain(move |lua, (this, value): (super::AnyUserData, A)| function(lua, this, value));
        let setter = function::accessor(&self.lua, setter);
        self.setters.push((Key::Name(name.into()), setter));
    }
}

impl<T: 'static> UserDataMethods<T> for UserDataRegistry<T> {
    fn add_method<M, A, R>(&mut self, name: impl Into<String>, method: M)
    where
        M: Fn(&Lua, &T, A) -> Result<R> + 'static,
        A: FromLuaMulti,
        R: IntoLuaMulti,
    {
        let function = function::from_native(&self.lua, shared(method));
        self.methods.push((name.into(), function));
    }

    fn add_method_mut<M, A, R>(&mut self, name: impl Into<String>, method: M)
    where
        M: Fn(&Lua, &mut T, A) -> Result<R> + 'static,
        A: FromLuaMulti,
        R: IntoLuaMulti,
    {
        let function = function::from_native(&self.lua, exclusive(method));
        self.methods.push((name.into(), function));
    }

    fn add_function<F, A, R>(&mut self, name: impl Into<String>, function: F)
    where
        F: Fn(&Lua, A) -> Result<R> + 'static,
        A: FromLuaMulti,
        R: IntoLuaMulti,
    {
        let function = function::from_native(&self.lua, plain(function));
        self.functions.push((name.into(), function));
    }

    fn add_meta_method<M, A, R>(&mut self, name: impl Into<String>, method: M)
    where
        M: Fn(&Lua, &T, A) -> Result<R> + 'static,
        A: FromLuaMulti,
        R: IntoLuaMulti,
    {
        let function = function::from_native(&self.lua, shared(method));
        self.metamethods.push((name.into(), function));
    }

    fn add_meta_method_mut<M, A, R>(&mut self, name: impl Into<String>, method: M)
    where
        M: Fn(&Lua, &mut T, A) -> Result<R> + 'static,
        A: FromLuaMulti,
        R: IntoLuaMulti,
    {
        let function = function::from_native(&self.lua, exclusive(method));
        self.metamethods.push((name.into(), function));
    }

    fn add_meta_function<F, A, R>(&mut self, name: impl Into<String>, function: F)
    where
        F: Fn(&Lua, A) -> Result<R> + 'static,
        A: FromLuaMulti,
        R: IntoLuaMulti,
    {
        let function = function::from_native(&self.lua, plain(function));
        self.metamethods.push((name.into(), function));
    }
}

impl<T: 'static> UserDataRegistry<T> {
    pub(super) fn new(lua: &Lua) -> UserDataRegistry<T> {
        UserDataRegistry {
            lua: lua.clone(),
            getters: Vec::new(),
            setters: Vec::new(),
            methods: Vec::new(),
            functions: Vec::new(),
            metamethods: Vec::new(),
            constants: Vec::new(),
            constructor: None,
            denies_unknown_fields: false,
            iterates_fields: false,
            data: PhantomData,
        }
    }

    /// Makes a registered function the type's constructor: calling the class table calls it.
    pub fn set_constructor(&mut self, name: impl Into<String>) {
        self.constructor = Some(name.into());
    }

    /// Makes it an error to read or write a field that is not registered; the message suggests the nearest
    /// name. Without this, reading gives nil.
    pub fn deny_unknown_fields(&mut self) {
        self.denies_unknown_fields = true;
    }

    /// Makes `pairs` go through the fields that can be read, in the order in which they were added.
    pub fn iterate_fields(&mut self) {
        self.iterates_fields = true;
    }

    /// The machine in which the type is registered.
    pub fn lua(&self) -> &Lua {
        &self.lua
    }
}
