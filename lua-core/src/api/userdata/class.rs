//! What a registered type is in the machine: one metatable for its values, one class table for its functions.

use std::any::TypeId;
use std::rc::Rc;

use super::registry::{Key, UserDataRegistry};
use crate::api::convert::{FromLua, IntoLua};
use crate::api::error::{Error, Result};
use crate::api::function::Function;
use crate::api::lua::Lua;
use crate::api::nearest;
use crate::api::table::Table;
use crate::api::value::Value;
use crate::gc::Gc;
use crate::object::{self, BASES, Bases, Call, Event, LuaError, NativeClosure, Returns, Role};
use crate::vm::{self, message, metamethod};

/// The metatable's field that holds the class table.
pub(super) const CLASS: &str = "__class";

/// The class table of a type.
pub(super) fn class_table(lua: &Lua, metatable: Gc<object::Table>) -> Result<Table> {
    let class = metatable.get_string(lua.state.string(CLASS.as_bytes()));
    Table::from_lua(Value::from_raw(lua, class), lua)
}

/// What a registered type consists of, for who looks at it from outside.
pub(in crate::api) struct Registered {
    pub(in crate::api) name: String,
    /// Everything that can be read, and the setters of fields.
    pub(in crate::api) members: Table,
    pub(in crate::api) writable: Table,
    pub(in crate::api) class: Table,
}

/// The tables of a registered type.
pub(in crate::api) fn registered_tables(
    lua: &Lua,
    metatable: Gc<object::Table>,
) -> Result<Registered> {
    let field = |name: &str| metatable.get_string(lua.state.string(name.as_bytes()));
    let table = |raw| Table::from_lua(Value::from_raw(lua, raw), lua);
    // Where reading or writing runs something, the function keeps the table.
    let kept = |raw: object::Value| raw.as_native_closure().map_or(raw, |it| it.upvalue(0));
    Ok(Registered {
        name: String::from_lua(Value::from_raw(lua, field("__name")), lua)?,
        members: table(kept(field("__index")))?,
        writable: table(kept(field("__newindex")))?,
        class: class_table(lua, metatable)?,
    })
}

/// Registers a type: makes its metatable and its class table.
pub(super) fn build<T: 'static>(
    lua: &Lua,
    name: &str,
    register: impl FnOnce(&mut UserDataRegistry<T>),
) -> Result<Gc<object::Table>> {
    let mut registry = UserDataRegistry::<T>::new(lua);
    register(&mut registry);
    let (registry, mut bases) = registry.erase();
    // Nobody looks for a type in itself, and would come to no end.
    bases.remove(TypeId::of::<T>());
    build_erased(lua, TypeId::of::<T>(), name, registry, bases)
}

/// What [`build`] does that is not about the type, so that it is compiled once.
fn build_erased(
    lua: &Lua,
    data: TypeId,
    name: &str,
    registry: UserDataRegistry<()>,
    bases: Bases,
) -> Result<Gc<object::Table>> {
    let metatable = lua.create_table()?;
    let raw = metatable.0.raw(&lua.state)?.as_table().expect("a table handle holds a table");
    let host_types = &lua.state.host_types;
    // The type is known before its constants are made, which may be of that very type.
    let previous = host_types.borrow_mut().insert(data, raw);
    // What fills the new table may collect garbage.
    let previous = previous.map(|previous| lua.handle(object::Value::from_table(previous)));
    match fill(lua, &metatable, name, registry, bases) {
        Ok(()) => Ok(raw),
        Err(error) => {
            let previous = previous.and_then(|previous| previous.raw(&lua.state).ok()?.as_table());
            match previous {
                Some(previous) => host_types.borrow_mut().insert(data, previous),
                None => host_types.borrow_mut().remove(&data),
            };
            Err(error)
        }
    }
}

/// Registers a type whose data is lent, for this one piece of it.
pub(in crate::api) fn build_lent<T>(
    lua: &Lua,
    name: &str,
    registry: UserDataRegistry<T>,
) -> Result<Table> {
    let metatable = lua.create_table()?;
    let is_known_by_type = registry.lend.is_some();
    let (registry, mut bases) = registry.erase();
    if !is_known_by_type {
        // A base is found in data of a type.
        bases = Bases::default();
    }
    fill(lua, &metatable, name, registry, bases)?;
    Ok(metatable)
}

fn fill(
    lua: &Lua,
    metatable: &Table,
    name: &str,
    mut registry: UserDataRegistry<()>,
    bases: Bases,
) -> Result<()> {
    registry.complete();
    if let Some(mistake) = registry.mistake {
        return Err(mistake);
    }
    if !bases.is_empty() {
        metatable.raw_set(BASES, lua.create_any_userdata(bases)?)?;
    }
    let mut name = name.to_string();
    let mut fallback_index = None;
    let mut fallback_newindex = None;
    for (event, make) in registry.meta_fields {
        check_metamethod(&event)?;
        let value = make(lua)?;
        match event.as_str() {
            "__name" => name = String::from_lua(value, lua)?,
            "__index" => fallback_index = Some(as_index(lua, value)?),
            "__newindex" => fallback_newindex = Some(Function::from_lua(value, lua)?),
            _ => metatable.raw_set(event, value)?,
        }
    }
    let name = name.as_str();
    let members = lua.create_table()?;
    let class = lua.create_table()?;
    metatable.raw_set("__name", name)?;
    metatable.raw_set("__metatable", false)?;
    let indexes_numbers = registry.indexes_numbers;
    let newindexes_numbers = registry.newindexes_numbers;
    for (name, function) in registry.metamethods {
        check_metamethod(&name)?;
        match name.as_str() {
            "__index" => fallback_index = Some(function),
            "__newindex" => fallback_newindex = Some(function),
            "__name" => return Err(refused(&name)),
            _ => metatable.raw_set(name, function)?,
        }
    }
    for (name, function) in registry.methods {
        members.raw_set(name, function)?;
    }
    for (name, function) in registry.functions {
        members.raw_set(name.as_str(), &function)?;
        class.raw_set(name, function)?;
    }
    for (name, make) in registry.constants {
        let value = make(lua)?;
        class.raw_set(name.as_str(), &value)?;
        members.raw_set(name, value)?;
    }
    let writable = lua.create_table()?;
    for (key, getter) in &registry.getters {
        members.raw_set(key, getter)?;
    }
    for (key, setter) in &registry.setters {
        writable.raw_set(key, setter)?;
    }

    let fields = Fields {
        type_name: name.into(),
        strict: registry.denies_unknown_fields,
        has_getters: !registry.getters.is_empty(),
        indexes_numbers,
        newindexes_numbers,
        members,
        writable,
    };
    metatable.raw_set("__index", fields.index_function(lua, fallback_index)?)?;
    metatable.raw_set("__newindex", fields.newindex_function(lua, fallback_newindex)?)?;
    if registry.iterates_fields && metatable.raw_get::<Value>("__pairs")?.is_nil() {
        let keys: Vec<Key> = registry.getters.into_iter().map(|(key, _)| key).collect();
        metatable.raw_set("__pairs", fields.pairs_function(lua, &keys)?)?;
    }
    set_class_metatable(lua, &class, name, registry.constructor.as_deref())?;
    metatable.raw_set(CLASS, class)?;
    // What scripts have used is remembered, so it must not change, even by the debug library.
    [&fields.members, &fields.writable, metatable].into_iter().try_for_each(Table::freeze)
}

/// Refuses what a metatable of host data may not have.
fn check_metamethod(name: &str) -> Result<()> {
    match name {
        // Rust's `Drop` finalizes the data, and scripts do not get at the metatable.
        "__gc" | "__metatable" | "__mode" | CLASS => Err(refused(name)),
        _ => Ok(()),
    }
}

fn refused(name: &str) -> Error {
    Error::userdata(format!("metamethod '{name}' cannot be registered"))
}

/// The function that an `__index` of the metatable stands for: itself, or a look into a table.
fn as_index(lua: &Lua, index: Value) -> Result<Function> {
    match index {
        Value::Table(table) => {
            lua.create_function(move |_, (_, key): (Value, Value)| table.get::<Value>(key))
        }
        other => Function::from_lua(other, lua),
    }
}

/// The fields of a type as its metamethods see them.
struct Fields {
    type_name: Rc<str>,
    /// Whether it is an error to use a field that there is not.
    strict: bool,
    /// Whether reading a field may run something.
    has_getters: bool,
    /// Whether the fallback of reading is about numbers only.
    indexes_numbers: bool,
    /// Whether the fallback of writing is about numbers only.
    newindexes_numbers: bool,
    /// Everything that can be read: methods and constants, and the getters of fields.
    members: Table,
    /// The setters of the fields that can be written.
    writable: Table,
}

impl Fields {
    /// What `__index` is: the members themselves if nothing else is to be done.
    fn index_function(&self, lua: &Lua, fallback: Option<Function>) -> Result<Value> {
        if !self.has_getters && fallback.is_none() && !self.strict {
            return (&self.members).into_lua(lua);
        }
        let (strict, type_name) = (self.strict, self.type_name.clone());
        let numbers = self.indexes_numbers;
        let index = move |call: &mut Call<'_>| {
            let ([members, fallback, writable], data) = (upvalues(call), call.get(1));
            let member = entry(members, call.get(2));
            if member.as_accessor().is_some() {
                return tail_call(call, &[member, data]);
            }
            if !member.is_nil() {
                return call.one(member);
            }
            if !fallback.is_nil() && (!numbers || call.get(2).is_number()) {
                let key = call.get(2);
                return tail_call(call, &[fallback, data, key]);
            }
            if !strict {
                return call.one(member);
            }
            if !entry(writable, call.get(2)).is_nil() {
                let key = key_text(call);
                return Err(call.error(format!("field '{key}' of {type_name} is write-only")));
            }
            Err(unknown_field(call, members, &type_name))
        };
        let index = native_closure(lua, index, &[&self.members, &fallback, &self.writable])?;
        index.set_role(Role::Fields);
        Ok(as_value(lua, index))
    }

    fn newindex_function(&self, lua: &Lua, fallback: Option<Function>) -> Result<Value> {
        let (strict, type_name) = (self.strict, self.type_name.clone());
        let numbers = self.newindexes_numbers;
        let newindex = move |call: &mut Call<'_>| {
            let ([writable, fallback, members], data) = (upvalues(call), call.get(1));
            let (setter, value) = (entry(writable, call.get(2)), call.get(3));
            if !setter.is_nil() {
                return tail_call(call, &[setter, data, value]);
            }
            if !fallback.is_nil() && (!numbers || call.get(2).is_number()) {
                let key = call.get(2);
                return tail_call(call, &[fallback, data, key, value]);
            }
            let key = key_text(call);
            if !strict {
                return Err(call.error(format!("cannot assign to field '{key}' of {type_name}")));
            }
            if !entry(members, call.get(2)).is_nil() {
                return Err(call.error(format!("field '{key}' of {type_name} is read-only")));
            }
            Err(unknown_field(call, writable, &type_name))
        };
        let newindex = native_closure(lua, newindex, &[&self.writable, &fallback, &self.members])?;
        newindex.set_role(Role::Fields);
        Ok(as_value(lua, newindex))
    }

    /// What `__pairs` is: gives a function that steps from one of these fields to the next.
    fn pairs_function(&self, lua: &Lua, keys: &[Key]) -> Result<Value> {
        let (sequence, positions) = (lua.create_sequence_from(keys)?, lua.create_table()?);
        for (position, key) in keys.iter().enumerate() {
            positions.raw_set(key, position + 1)?;
        }
        let next = |call: &mut Call<'_>| {
            let ([members, sequence, positions], last) = (upvalues(call), call.get(2));
            let position = match entry(positions, last).as_integer() {
                Some(position) => position,
                None if last.is_nil() => 0,
                None => return Err(call.error("invalid key to 'next'")),
            };
            let key = entry(sequence, object::Value::from_integer(position + 1));
            if key.is_nil() {
                return call.one(key);
            }
            let (getter, data) = (entry(members, key), call.get(1));
            let value = vm::invoke::call_value(call.state, getter, &[data])?;
            call.many(&[key, value])
        };
        let next = native_closure(lua, next, &[&self.members, &sequence, &positions])?;
        let pairs = |call: &mut Call<'_>| {
            let ([next], data) = (upvalues(call), call.get(1));
            call.many(&[next, data, object::Value::NIL])
        };
        let pairs = native_closure(lua, pairs, &[&as_value(lua, next)])?;
        Ok(as_value(lua, pairs))
    }
}

/// The class table's own metatable: calling the table constructs a value.
fn set_class_metatable(
    lua: &Lua,
    class: &Table,
    name: &str,
    constructor: Option<&str>,
) -> Result<()> {
    let metatable = lua.create_table()?;
    metatable.raw_set(Event::Name.name(), name)?;
    metatable.raw_set(Event::Metatable.name(), false)?;
    if let Some(constructor) = constructor {
        let function: Function = class.raw_get(constructor)?;
        let construct = |call: &mut Call<'_>| {
            // The constructor takes the place of the class in the arguments.
            let [constructor] = upvalues(call);
            call.replace(1, constructor);
            Ok(Returns::TailCall)
        };
        let construct = native_closure(lua, construct, &[&function])?;
        metatable.raw_set(Event::Call.name(), as_value(lua, construct))?;
    }
    class.set_metatable(Some(metatable))
}

/// A value that a native function keeps.
trait Upvalue {
    fn raw(&self, lua: &Lua) -> Result<object::Value>;
}

impl Upvalue for Table {
    fn raw(&self, lua: &Lua) -> Result<object::Value> {
        self.0.raw(&lua.state)
    }
}

impl Upvalue for Function {
    fn raw(&self, lua: &Lua) -> Result<object::Value> {
        self.0.raw(&lua.state)
    }
}

impl Upvalue for Option<Function> {
    fn raw(&self, lua: &Lua) -> Result<object::Value> {
        self.as_ref().map_or(Ok(object::Value::NIL), |function| function.raw(lua))
    }
}

impl Upvalue for Value {
    fn raw(&self, lua: &Lua) -> Result<object::Value> {
        Value::raw(self, &lua.state)
    }
}

/// Makes a function of a Rust closure and the values that it keeps, which [`upvalues`] gives it.
fn native_closure(
    lua: &Lua,
    native: impl Fn(&mut Call<'_>) -> std::result::Result<Returns, LuaError> + 'static,
    kept: &[&dyn Upvalue],
) -> Result<Gc<NativeClosure>> {
    let upvalues = kept.iter().map(|value| value.raw(lua)).collect::<Result<Vec<_>>>()?;
    Ok(NativeClosure::from_closure(&lua.state.heap, native, &upvalues))
}

fn as_value(lua: &Lua, function: Gc<NativeClosure>) -> Value {
    Value::from_raw(lua, object::Value::from_native_closure(function))
}

/// The values that the running function keeps.
#[inline(always)]
fn upvalues<const N: usize>(call: &Call<'_>) -> [object::Value; N] {
    let running = call.running();
    std::array::from_fn(|index| running.upvalue(index))
}

/// The entry of a table that a function keeps.
#[inline(always)]
fn entry(table: object::Value, key: object::Value) -> object::Value {
    table.as_table().expect("a table was kept").raw_get(key)
}

/// Replaces the running function by a call: a function and its arguments.
pub(in crate::api) fn tail_call(
    call: &mut Call<'_>,
    values: &[object::Value],
) -> std::result::Result<Returns, LuaError> {
    call.set_count(values.len())?;
    for (index, &value) in values.iter().enumerate() {
        call.replace(index + 1, value);
    }
    Ok(Returns::TailCall)
}

/// The key that a script asked for, in words.
fn key_text(call: &Call<'_>) -> String {
    let key = call.get(2);
    if key.is_string() || key.is_number() {
        let text = metamethod::plain_text(call.state, key);
        return text.as_string().map(|text| text.to_text()).unwrap_or_default();
    }
    String::from_utf8_lossy(&message::type_name(call.state, key)).into_owned()
}

#[cold]
fn unknown_field(call: &Call<'_>, known: object::Value, type_name: &str) -> LuaError {
    let key = key_text(call);
    let table = known.as_table().expect("a table was kept");
    let mut names = Vec::new();
    let mut last = object::Value::NIL;
    while let Some((_, Some((name, _)))) = table.next(last) {
        names.extend(name.as_string().map(|name| name.to_text()));
        last = name;
    }
    let hint = nearest::hint(&key, names.iter().map(String::as_str));
    call.error(format!("no field '{key}' in {type_name}{hint}"))
}
