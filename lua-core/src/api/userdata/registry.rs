//! Registering a type: its fields, methods and metamethods become one metatable.

use std::marker::PhantomData;
use std::rc::Rc;

use super::borrow::{Borrow, BorrowMut};
use super::{UserData, borrow_error, expected_name};
use crate::api::convert::{FromLua, FromLuaMulti, IntoLua, IntoLuaMulti};
use crate::api::error::{Error, Result};
use crate::api::function::{self, Function, finish};
use crate::api::lua::Lua;
use crate::api::stack::{Arguments, Results};
use crate::api::table::Table;
use crate::api::value::Value;
use crate::gc::Gc;
use crate::object::{self, Call, Event, LuaError, NativeClosure, Returns};

/// The metatable's field that holds the class table.
pub(super) const CLASS: &[u8] = b"__class";

type Native = Box<dyn Fn(&mut Call<'_>) -> std::result::Result<Returns, LuaError>>;

/// A constant field, made once the type itself is known: it may be a value of that type.
type Constant = Box<dyn FnOnce(&Lua) -> Result<Value>>;

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
    constants: Vec<(String, Constant)>,
    metamethods: Vec<(String, Native)>,
    constructor: Option<String>,
    denies_unknown: bool,
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
        self.constants.push((name.into(), Box::new(move |lua| value.into_lua(lua))));
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

/// A native function over the window, as generated code writes it.
fn generated(body: impl Fn(&Arguments<'_>, &mut Results<'_>) -> Result<()> + 'static) -> Native {
    Box::new(move |call| {
        let arguments = Arguments::of(call, 0);
        let mut results = Results::on(call.state, call.thread);
        match body(&arguments, &mut results) {
            Ok(()) => Ok(Returns::Count(results.len() as u32)),
            Err(error) => Err(results.throw(error)),
        }
    })
}

macro_rules! generated_functions {
    ($($name:ident $list:ident)+) => {$(
        pub(in crate::api) fn $name(
            &mut self,
            name: &str,
            body: impl Fn(&Arguments<'_>, &mut Results<'_>) -> Result<()> + 'static,
        ) {
            self.$list.push((name.to_string(), generated(body)));
        }
    )+};
}

impl<T: 'static> UserDataRegistry<T> {
    generated_functions! {
        add_native_method methods
        add_native_function functions
        add_native_metamethod metamethods
        add_native_getter getters
        add_native_setter setters
    }

    /// Makes reading and writing a field that is not registered an error, which suggests the nearest name.
    pub fn deny_unknown_fields(&mut self) {
        self.denies_unknown = true;
    }

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
        denies_unknown: false,
        data: PhantomData,
    };
    T::register(&mut registry);
    let metatable = lua.create_table()?;
    let raw = metatable.0.raw(&lua.state)?.as_table().expect("a table handle holds a table");
    // Constants may be of the very type, so it is known from here on.
    let key = std::any::TypeId::of::<T>();
    lua.state.host_types.borrow_mut().insert(key, raw);
    if let Err(error) = fill(lua, &metatable, &T::type_name(), registry) {
        lua.state.host_types.borrow_mut().remove(&key);
        return Err(error);
    }
    Ok(raw)
}

fn fill<T: 'static>(
    lua: &Lua,
    metatable: &Table,
    name: &str,
    registry: UserDataRegistry<T>,
) -> Result<()> {
    let (members, class) = (lua.create_table()?, lua.create_table()?);
    let UserDataRegistry { mut getters, setters, methods, functions, constants, .. } = registry;
    metatable.raw_set("__name", name)?;
    metatable.raw_set("__metatable", false)?;
    let (mut fallback_index, mut fallback_newindex) = (None, None);
    for (name, native) in registry.metamethods {
        let function = function::from_native(lua, native);
        match name.as_str() {
            "__index" => fallback_index = Some(function),
            "__newindex" => fallback_newindex = Some(function),
            "__gc" | "__metatable" | "__mode" | "__name" => {
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
    for (name, make) in constants {
        let value = make(lua)?;
        class.raw_set(name.as_str(), &value)?;
        // Among the members an integer stands for a getter.
        match value {
            Value::Integer(integer) => {
                getters.push((name, plain(move |_, _: super::AnyUserData| Ok(integer))));
            }
            value => members.raw_set(name, value)?,
        }
    }
    let unknown = registry.denies_unknown.then(|| Unknown::new(name, &members, &getters));
    let getters = Rc::new(getters);
    let has_pairs = !metatable.raw_get::<Value>("__pairs")?.is_nil();
    if registry.denies_unknown && !has_pairs {
        metatable.raw_set("__pairs", pairs_function(lua, getters.clone()))?;
    }
    let newindex = newindex_function(lua, name, setters, fallback_newindex, unknown.clone())?;
    metatable.raw_set("__newindex", newindex)?;
    let index = index_function(lua, &members, &getters, fallback_index, unknown)?;
    metatable.raw_set("__index", index)?;
    class_metatable(lua, &class, name, registry.constructor.as_deref())?;
    metatable.raw_set(LuaName(CLASS), class)
}

/// The key of a member: the fields of a tuple struct have integer keys.
fn member_key(lua: &Lua, name: &str) -> Result<Value> {
    match name.parse::<i64>() {
        Ok(index) => Ok(Value::Integer(index)),
        Err(_) => name.into_lua(lua),
    }
}

/// What to say of a field that a type does not have.
#[derive(Clone)]
struct Unknown {
    type_name: String,
    names: Rc<Vec<String>>,
}

impl Unknown {
    fn new(type_name: &str, members: &Table, getters: &[(String, Native)]) -> Unknown {
        let methods = members.pairs::<String, Value>().filter_map(|pair| pair.ok());
        let names = methods.map(|(name, _)| name);
        let names = names.chain(getters.iter().map(|(name, _)| name.clone())).collect();
        Unknown { type_name: type_name.to_string(), names: Rc::new(names) }
    }

    #[cold]
    fn error(&self, call: &Call<'_>, key: object::Value) -> LuaError {
        let key = crate::vm::metamethod::plain_text(call.state, key);
        let key = key.as_string().map(|key| key.to_text()).unwrap_or_default();
        if self.names.contains(&key) {
            return call.error(format!("field '{key}' of {} is read-only", self.type_name));
        }
        let nearest = self.names.iter().map(|name| (strsim::damerau_levenshtein(&key, name), name));
        let hint = match nearest.min() {
            Some((distance, name)) if distance <= key.len().div_ceil(3) => {
                format!(" (did you mean '{name}'?)")
            }
            _ => String::new(),
        };
        call.error(format!("no field '{key}' in {}{hint}", self.type_name))
    }
}

/// `__pairs` over the fields that can be read, in the order of their declaration.
fn pairs_function(lua: &Lua, getters: Rc<Vec<(String, Native)>>) -> Function {
    let next = move |call: &mut Call<'_>| {
        let key = call.get(2);
        let at = match key.is_nil() {
            true => 0,
            false => {
                let text = crate::vm::metamethod::plain_text(call.state, key);
                let is_key = |(name, _): &(String, Native)| {
                    text.as_string().is_some_and(|text| text.as_bytes() == name.as_bytes())
                };
                getters.iter().position(is_key).map_or(getters.len(), |at| at + 1)
            }
        };
        let Some((name, getter)) = getters.get(at) else {
            return call.one(object::Value::NIL);
        };
        let key = match name.parse::<i64>() {
            Ok(index) => object::Value::from_integer(index),
            Err(_) => call.state.string_value(name),
        };
        call.push(key)?;
        // The getter sees the data alone; its one result lands behind the key.
        call.count = 1;
        getter(call)?;
        Ok(Returns::Count(2))
    };
    let next = function::from_native(lua, next);
    function::create(lua, move |_, data: super::AnyUserData| Ok((next.clone(), data)))
}

/// A name given as bytes.
struct LuaName(&'static [u8]);

impl IntoLua for LuaName {
    fn into_lua(self, lua: &Lua) -> Result<Value> {
        lua.create_string(self.0).map(Value::String)
    }
}

/// What `__index` is: the members themselves, or a function if there is more to it.
fn index_function(
    lua: &Lua,
    members: &Table,
    getters: &Rc<Vec<(String, Native)>>,
    fallback: Option<Function>,
    unknown: Option<Unknown>,
) -> Result<Value> {
    if getters.is_empty() && fallback.is_none() && unknown.is_none() {
        return members.into_lua(lua);
    }
    for (position, (name, _)) in getters.iter().enumerate() {
        members.raw_set(member_key(lua, name)?, position)?;
    }
    let getters = getters.clone();
    let index = move |call: &mut Call<'_>| {
        let (members, fallback) = tables(call);
        let member = members.raw_get(call.get(2));
        if let Some(getter) = member.as_integer() {
            // The getter sees the data alone, as `member(data)` would.
            call.count = 1;
            return getters[getter as usize].1(call);
        }
        if !member.is_nil() {
            return call.one(member);
        }
        if !fallback.is_nil() {
            return delegate(call, fallback);
        }
        match &unknown {
            Some(unknown) => Err(unknown.error(call, call.get(2))),
            None => call.one(member),
        }
    };
    dispatcher(lua, members, fallback.as_ref(), index)
}

fn newindex_function(
    lua: &Lua,
    type_name: &str,
    setters: Vec<(String, Native)>,
    fallback: Option<Function>,
    unknown: Option<Unknown>,
) -> Result<Value> {
    let names = lua.create_table()?;
    for (position, (name, _)) in setters.iter().enumerate() {
        names.raw_set(member_key(lua, name)?, position)?;
    }
    let type_name = type_name.to_string();
    let newindex = move |call: &mut Call<'_>| {
        let (names, fallback) = tables(call);
        if let Some(setter) = names.raw_get(call.get(2)).as_integer() {
            return setters[setter as usize].1(call);
        }
        if !fallback.is_nil() {
            return delegate(call, fallback);
        }
        if let Some(unknown) = &unknown {
            return Err(unknown.error(call, call.get(2)));
        }
        let key = crate::vm::metamethod::plain_text(call.state, call.get(2));
        let key = key.as_string().map(|key| key.to_text()).unwrap_or_default();
        Err(call.error(format!("cannot assign to field '{key}' of {type_name}")))
    };
    dispatcher(lua, &names, fallback.as_ref(), newindex)
}

/// The table of members and the fallback of the running dispatcher.
#[inline(always)]
fn tables(call: &Call<'_>) -> (Gc<object::Table>, object::Value) {
    let running = call.thread.value(call.base - 1).as_native_closure();
    let running = running.expect("the function slot holds the running function");
    let members = running.upvalue(0).as_table().expect("a dispatcher has a table");
    (members, running.upvalue(1))
}

/// Leaves an access to the type's own `__index` or `__newindex`.
fn delegate(
    call: &mut Call<'_>,
    fallback: object::Value,
) -> std::result::Result<Returns, LuaError> {
    let count = call.count;
    call.set_count(count + 1)?;
    for position in (1..=count).rev() {
        let value = call.get(position);
        call.replace(position + 1, value);
    }
    call.replace(1, fallback);
    Ok(Returns::TailCall)
}

fn dispatcher<F>(
    lua: &Lua,
    members: &Table,
    fallback: Option<&Function>,
    dispatch: F,
) -> Result<Value>
where
    F: Fn(&mut Call<'_>) -> std::result::Result<Returns, LuaError> + 'static,
{
    let state = &lua.state;
    let fallback = match fallback {
        Some(function) => function.0.raw(state)?,
        None => object::Value::NIL,
    };
    let upvalues = [members.0.raw(state)?, fallback];
    let closure = NativeClosure::from_closure(&state.heap, dispatch, &upvalues);
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
