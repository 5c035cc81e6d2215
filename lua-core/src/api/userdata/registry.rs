//! Registering a type: its fields, methods and metamethods become one metatable.

use std::marker::PhantomData;

use super::borrow::{Borrow, BorrowMut};
use super::{UserData, borrow_error, expected_name};
use crate::api::convert::{FromLua, FromLuaMulti, IntoLua, IntoLuaMulti};
use crate::api::error::{Error, Result};
use crate::api::function::{self, Function, finish};
use crate::api::lua::Lua;
use crate::api::stack::Arguments;
use crate::api::table::Table;
use crate::api::value::Value;
use crate::gc::Gc;
use crate::object::{self, Call, Event, LuaError, NativeClosure, Returns};

/// The metatable's field that holds the class table.
pub(super) const CLASS: &[u8] = b"__class";

type Native = Box<dyn Fn(&mut Call<'_>) -> std::result::Result<Returns, LuaError>>;

/// Adds fields to a type; see [`UserData::add_fields`].
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

/// Adds methods and metamethods to a type; see [`UserData::add_methods`].
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
    getters: Vec<(String, Native)>,
    setters: Vec<(String, Native)>,
    methods: Vec<(String, Native)>,
    functions: Vec<(String, Native)>,
    constants: Vec<(String, Result<Value>)>,
    metamethods: Vec<(String, Native)>,
    constructor: Option<String>,
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
) -> Native {
    Box::new(move |call| {
        let userdata = receiver::<T>(call, 1)?;
        let outcome = {
            let this =
                Borrow::<T>::start(userdata).map_err(|error| refuse::<T>(call, userdata, error))?;
            let arguments = Arguments::of(call, 1);
            A::from_arguments(&arguments)
                .map_err(|error| function::named(call, error, 1))
                .and_then(|converted| method(arguments.lua(), &this, converted))
        };
        finish(call, outcome)
    })
}

fn exclusive<T: 'static, A: FromLuaMulti, R: IntoLuaMulti>(
    method: impl Fn(&Lua, &mut T, A) -> Result<R> + 'static,
) -> Native {
    Box::new(move |call| {
        let userdata = receiver::<T>(call, 1)?;
        let arguments = Arguments::of(call, 1);
        // The arguments first: converting them may look at the very data that is to be changed.
        let converted =
            A::from_arguments(&arguments).map_err(|error| function::named(call, error, 1));
        let outcome = match converted {
            Ok(converted) => {
                let mut this = BorrowMut::<T>::start(userdata)
                    .map_err(|error| refuse::<T>(call, userdata, error))?;
                method(arguments.lua(), &mut this, converted)
            }
            Err(error) => Err(error),
        };
        finish(call, outcome)
    })
}

fn plain<A: FromLuaMulti, R: IntoLuaMulti>(
    function: impl Fn(&Lua, A) -> Result<R> + 'static,
) -> Native {
    Box::new(move |call| {
        let arguments = Arguments::of(call, 0);
        let outcome = A::from_arguments(&arguments)
            .map_err(|error| function::named(call, error, 0))
            .and_then(|converted| function(arguments.lua(), converted));
        finish(call, outcome)
    })
}

impl<T: 'static> UserDataFields<T> for UserDataRegistry<T> {
    fn add_field<V: IntoLua + 'static>(&mut self, name: impl Into<String>, value: V) {
        let value = value.into_lua(&self.lua);
        self.constants.push((name.into(), value));
    }

    fn add_field_method_get<M, R>(&mut self, name: impl Into<String>, method: M)
    where
        M: Fn(&Lua, &T) -> Result<R> + 'static,
        R: IntoLua,
    {
        let getter = shared(move |lua, this: &T, ()| method(lua, this));
        self.getters.push((name.into(), getter));
    }

    fn add_field_method_set<M, A>(&mut self, name: impl Into<String>, method: M)
    where
        M: Fn(&Lua, &mut T, A) -> Result<()> + 'static,
        A: FromLua,
    {
        // A setter is called as `__newindex` is: with the data, the key and the value.
        let setter =
            exclusive(move |lua, this: &mut T, (_, value): (Value, A)| method(lua, this, value));
        self.setters.push((name.into(), setter));
    }

    fn add_field_function_get<F, R>(&mut self, name: impl Into<String>, function: F)
    where
        F: Fn(&Lua, super::AnyUserData) -> Result<R> + 'static,
        R: IntoLua,
    {
        self.getters.push((name.into(), plain(function)));
    }

    fn add_field_function_set<F, A>(&mut self, name: impl Into<String>, function: F)
    where
        F: Fn(&Lua, super::AnyUserData, A) -> Result<()> + 'static,
        A: FromLua,
    {
        let setter = plain(move |lua, (this, _, value): (super::AnyUserData, Value, A)| {
            function(lua, this, value)
        });
        self.setters.push((name.into(), setter));
    }
}

impl<T: 'static> UserDataMethods<T> for UserDataRegistry<T> {
    fn add_method<M, A, R>(&mut self, name: impl Into<String>, method: M)
    where
        M: Fn(&Lua, &T, A) -> Result<R> + 'static,
        A: FromLuaMulti,
        R: IntoLuaMulti,
    {
        self.methods.push((name.into(), shared(method)));
    }

    fn add_method_mut<M, A, R>(&mut self, name: impl Into<String>, method: M)
    where
        M: Fn(&Lua, &mut T, A) -> Result<R> + 'static,
        A: FromLuaMulti,
        R: IntoLuaMulti,
    {
        self.methods.push((name.into(), exclusive(method)));
    }

    fn add_function<F, A, R>(&mut self, name: impl Into<String>, function: F)
    where
        F: Fn(&Lua, A) -> Result<R> + 'static,
        A: FromLuaMulti,
        R: IntoLuaMulti,
    {
        self.functions.push((name.into(), plain(function)));
    }

    fn add_meta_method<M, A, R>(&mut self, name: impl Into<String>, method: M)
    where
        M: Fn(&Lua, &T, A) -> Result<R> + 'static,
        A: FromLuaMulti,
        R: IntoLuaMulti,
    {
        self.metamethods.push((name.into(), shared(method)));
    }

    fn add_meta_method_mut<M, A, R>(&mut self, name: impl Into<String>, method: M)
    where
        M: Fn(&Lua, &mut T, A) -> Result<R> + 'static,
        A: FromLuaMulti,
        R: IntoLuaMulti,
    {
        self.metamethods.push((name.into(), exclusive(method)));
    }

    fn add_meta_function<F, A, R>(&mut self, name: impl Into<String>, function: F)
    where
        F: Fn(&Lua, A) -> Result<R> + 'static,
        A: FromLuaMulti,
        R: IntoLuaMulti,
    {
        self.metamethods.push((name.into(), plain(function)));
    }
}

impl<T: 'static> UserDataRegistry<T> {
    /// Makes a registered function the type's constructor: calling the class table calls it.
    pub fn set_constructor(&mut self, name: impl Into<String>) {
        self.constructor = Some(name.into());
    }

    /// The machine in which the type is registered.
    pub fn lua(&self) -> &Lua {
        &self.lua
    }
}

/// Registers a type: makes its metatable and its class table.
pub(super) fn build<T: UserData + 'static>(lua: &Lua) -> Result<Gc<object::Table>> {
    let mut registry = UserDataRegistry::<T> {
        lua: lua.clone(),
        getters: Vec::new(),
        setters: Vec::new(),
        methods: Vec::new(),
        functions: Vec::new(),
        constants: Vec::new(),
        metamethods: Vec::new(),
        constructor: None,
        data: PhantomData,
    };
    T::register(&mut registry);
    let name = T::type_name();
    let metatable = lua.create_table()?;
    let members = lua.create_table()?;
    let class = lua.create_table()?;
    let UserDataRegistry { mut getters, setters, methods, functions, constants, .. } = registry;

    let mut fallback_index = None;
    let mut fallback_newindex = None;
    for (name, native) in registry.metamethods {
        let function = function::from_native(lua, native);
        match name.as_str() {
            "__index" => fallback_index = Some(function),
            "__newindex" => fallback_newindex = Some(function),
            "__gc" | "__metatable" | "__mode" => {
                return Err(Error::userdata(format!("metamethod '{name}' cannot be registered")));
            }
            _ => metatable.raw_set(name, function)?,
        }
    }
    for (name, native) in methods {
        members.raw_set(name, function::from_native(lua, native))?;
    }
    for (name, native) in functions {
        let function = function::from_native(lua, native);
        members.raw_set(name.as_str(), &function)?;
        class.raw_set(name, function)?;
    }
    for (name, value) in constants {
        let value = value?;
        class.raw_set(name.as_str(), &value)?;
        // Among the members an integer stands for a getter.
        match value {
            Value::Integer(integer) => {
                getters.push((name, plain(move |_, _: super::AnyUserData| Ok(integer))));
            }
            value => members.raw_set(name, value)?,
        }
    }
    let index = index_function(lua, &members, getters, fallback_index)?;
    metatable.raw_set("__index", index)?;
    let newindex = newindex_function(lua, &name, setters, fallback_newindex)?;
    metatable.raw_set("__newindex", newindex)?;
    metatable.raw_set("__name", name.as_str())?;
    metatable.raw_set("__metatable", false)?;
    class_metatable(lua, &class, &name, registry.constructor.as_deref())?;
    metatable.raw_set(LuaName(CLASS), class)?;

    let raw = metatable.0.raw(&lua.state)?.as_table().expect("a table handle holds a table");
    lua.state.host_types.borrow_mut().insert(std::any::TypeId::of::<T>(), raw);
    Ok(raw)
}

/// A name given as bytes.
struct LuaName(&'static [u8]);

impl IntoLua for LuaName {
    fn into_lua(self, lua: &Lua) -> Result<Value> {
        lua.create_string(self.0).map(Value::String)
    }
}

/// What `__index` is: the members themselves, or a function if there are getters.
fn index_function(
    lua: &Lua,
    members: &Table,
    getters: Vec<(String, Native)>,
    fallback: Option<Function>,
) -> Result<Value> {
    if getters.is_empty() && fallback.is_none() {
        return members.into_lua(lua);
    }
    let mut natives = Vec::new();
    for (name, native) in getters {
        members.raw_set(name, natives.len())?;
        natives.push(native);
    }
    let state = &lua.state;
    let fallback = match &fallback {
        Some(function) => function.0.raw(state)?,
        None => object::Value::NIL,
    };
    let index = move |call: &mut Call<'_>| {
        let running = call.thread.value(call.base - 1).as_native_closure();
        let running = running.expect("the function slot holds the running function");
        let member = match running.upvalue(0).as_table() {
            Some(members) => members.raw_get(call.get(2)),
            None => object::Value::NIL,
        };
        if let Some(getter) = member.as_integer() {
            // The getter sees the data alone, as `member(data)` would.
            call.count = 1;
            return natives[getter as usize](call);
        }
        let fallback = running.upvalue(1);
        if member.is_nil() && !fallback.is_nil() {
            let (data, key) = (call.get(1), call.get(2));
            call.set_count(3)?;
            call.replace(1, fallback);
            call.replace(2, data);
            call.replace(3, key);
            return Ok(Returns::TailCall);
        }
        call.one(member)
    };
    let upvalues = [members.0.raw(state)?, fallback];
    let closure = NativeClosure::from_closure(&state.heap, index, &upvalues);
    Ok(Value::from_raw(lua, object::Value::from_native_closure(closure)))
}

fn newindex_function(
    lua: &Lua,
    type_name: &str,
    setters: Vec<(String, Native)>,
    fallback: Option<Function>,
) -> Result<Value> {
    let names = lua.create_table()?;
    let mut natives = Vec::new();
    for (name, native) in setters {
        names.raw_set(name, natives.len())?;
        natives.push(native);
    }
    let state = &lua.state;
    let fallback = match &fallback {
        Some(function) => function.0.raw(state)?,
        None => object::Value::NIL,
    };
    let type_name = type_name.to_string();
    let newindex = move |call: &mut Call<'_>| {
        let running = call.thread.value(call.base - 1).as_native_closure();
        let running = running.expect("the function slot holds the running function");
        let setter = match running.upvalue(0).as_table() {
            Some(names) => names.raw_get(call.get(2)).as_integer(),
            None => None,
        };
        if let Some(setter) = setter {
            return natives[setter as usize](call);
        }
        let fallback = running.upvalue(1);
        if fallback.is_nil() {
            let key = crate::vm::metamethod::plain_text(call.state, call.get(2));
            let key = key.as_string().map(|key| key.to_text()).unwrap_or_default();
            return Err(call.error(format!("cannot assign to field '{key}' of {type_name}")));
        }
        let values = [fallback, call.get(1), call.get(2), call.get(3)];
        call.set_count(values.len())?;
        for (position, value) in values.into_iter().enumerate() {
            call.replace(position + 1, value);
        }
        Ok(Returns::TailCall)
    };
    let upvalues = [names.0.raw(state)?, fallback];
    let closure = NativeClosure::from_closure(&state.heap, newindex, &upvalues);
    Ok(Value::from_raw(lua, object::Value::from_native_closure(closure)))
}

/// The class table's own metatable: calling the table constructs a value.
fn class_metatable(lua: &Lua, class: &Table, name: &str, constructor: Option<&str>) -> Result<()> {
    let metatable = lua.create_table()?;
    metatable.raw_set(Event::Name.name(), name)?;
    metatable.raw_set(Event::Metatable.name(), false)?;
    if let Some(constructor) = constructor {
        let function: Function = class.raw_get(constructor)?;
        let raw = function.0.raw(&lua.state)?;
        let construct = |call: &mut Call<'_>| {
            let running = call.thread.value(call.base - 1).as_native_closure();
            let running = running.expect("the function slot holds the running function");
            // The constructor takes the place of the class in the arguments.
            call.replace(1, running.upvalue(0));
            Ok(Returns::TailCall)
        };
        let closure = NativeClosure::from_closure(&lua.state.heap, construct, &[raw]);
        let closure = object::Value::from_native_closure(closure);
        metatable.raw_set(Event::Call.name(), Value::from_raw(lua, closure))?;
    }
    class.set_metatable(Some(metatable))
}
