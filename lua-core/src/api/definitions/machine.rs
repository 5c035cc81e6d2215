//! What a machine has: the types that are registered and what the host set, as far as it can be seen.

use std::any::TypeId;
use std::collections::{HashMap, HashSet};

use super::annotation::{Annotation, Signature};
use super::class::ClassDefinition;
use super::{Definitions, GlobalKind};
use crate::api::error::Result;
use crate::api::lua::Lua;
use crate::api::table::Table;
use crate::api::userdata::{Key, registered_tables};
use crate::api::value::Value;
use crate::object;
use crate::vm::inspect;

/// How deep tables in tables are looked into.
const DEPTH: usize = 4;

/// What describes the types that a machine has met.
#[derive(Default)]
struct Describers(HashMap<TypeId, fn(&mut ClassDefinition)>);

/// Notes what describes a type.
pub(in crate::api) fn note(lua: &Lua, data: TypeId, describe: fn(&mut ClassDefinition)) {
    if let Some(mut known) = lua.app_data_mut::<Describers>() {
        known.0.insert(data, describe);
        return;
    }
    lua.set_app_data(Describers(HashMap::from([(data, describe)])));
}

impl Lua {
    /// Definitions of all that scripts may use: the types that are registered, and the globals that are not the standard
    /// library's. Derived types tell all they have; of others, and of functions, the names are known.
    ///
    /// ```
    /// use lua_core::Lua;
    /// let lua = Lua::new();
    /// lua.globals().set("level", 3)?;
    /// lua.load("function greet(name) end").exec()?;
    /// let file = lua.definitions()?.render();
    /// assert!(file.contains("---@type integer\nlevel = nil\n"));
    /// assert!(file.contains("function greet(name) end\n"));
    /// assert!(!file.contains("print"));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If there is no memory for it.
    pub fn definitions(&self) -> Result<Definitions> {
        let mut definitions = Definitions::default();
        let types = self.state.host_types.borrow().iter().map(|(id, it)| (*id, *it)).collect();
        let types: Vec<(TypeId, crate::gc::Gc<object::Table>)> = types;
        let describers = self.app_data_ref::<Describers>().map(|known| known.0.clone());
        let describers = describers.unwrap_or_default();
        let mut names = HashMap::new();
        for (id, metatable) in types {
            let tables = registered_tables(self, metatable)?;
            let mut class = ClassDefinition::new(tables.name.clone());
            if let Some(describe) = describers.get(&id) {
                describe(&mut class);
            }
            if class.is_empty() && class.operators.is_empty() {
                observe(self, &mut class, &tables.members, &tables.writable, &tables.class)?;
            }
            let is_known = definitions.classes.iter().any(|known| known.name == class.name);
            if is_known || class.is_empty() && class.operators.is_empty() {
                continue;
            }
            names.insert(tables.class.to_pointer() as usize, class.annotation());
            definitions.classes.push(class);
        }
        definitions.classes.sort_by(|left, right| left.name.cmp(&right.name));
        let library: HashSet<String> = names_of(&Lua::new().globals())?.into_iter().collect();
        let mut walk = Walk { lua: self, classes: names, seen: HashSet::new() };
        for name in names_of(&self.globals())? {
            if !library.contains(&name) {
                let value = self.globals().raw_get(name.as_str())?;
                walk.global(&mut definitions, &[name], value)?;
            }
        }
        Ok(definitions)
    }
}

/// The names in a table, in order.
fn names_of(table: &Table) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for pair in table.pairs::<Value, Value>() {
        if let (Value::String(name), _) = pair?
            && let Ok(name) = name.to_str()
        {
            names.push(name.to_string());
        }
    }
    names.sort();
    Ok(names)
}

/// A way through the globals.
struct Walk<'a> {
    lua: &'a Lua,
    /// The classes by their tables.
    classes: HashMap<usize, Annotation>,
    seen: HashSet<usize>,
}

impl Walk<'_> {
    fn global(&mut self, to: &mut Definitions, path: &[String], value: Value) -> Result<()> {
        let pointer = value.to_pointer() as usize;
        let what = match &value {
            Value::Table(table) => {
                if let Some(class) = self.classes.get(&pointer) {
                    let mut classes = to.classes.iter_mut();
                    let own = classes
                        .find(|it| it.annotation() == *class && path[..] == [it.name.as_str()]);
                    match own {
                        Some(own) => own.is_global = true,
                        None => to.push(path, GlobalKind::Value(class.clone())),
                    }
                    return Ok(());
                }
                let names = names_of(table)?;
                if names.is_empty() || path.len() >= DEPTH || !self.seen.insert(pointer) {
                    to.push(path, GlobalKind::Value(Annotation::named("table")));
                    return Ok(());
                }
                to.push(path, GlobalKind::Table);
                for name in names {
                    let value = table.raw_get(name.as_str())?;
                    let path: Vec<String> = path.iter().cloned().chain([name]).collect();
                    self.global(to, &path, value)?;
                }
                return Ok(());
            }
            Value::Function(_) => GlobalKind::Function(signature(self.lua, &value)?),
            value => GlobalKind::Value(annotation(to, value)),
        };
        to.push(path, what);
        Ok(())
    }
}

impl Definitions {
    fn push(&mut self, path: &[String], what: GlobalKind) {
        self.globals.push(super::Global { path: path.to_vec(), docs: String::new(), what });
    }
}

/// What a function takes, if that can be seen.
fn signature(lua: &Lua, function: &Value) -> Result<Signature> {
    let anything = || Annotation::rest(Annotation::any());
    let Some(closure) = function.raw(&lua.state)?.as_closure() else {
        return Ok(Signature::new(&[], [anything()], [anything()]));
    };
    let names = (1..).map_while(|n| inspect::parameter_name(closure, n));
    let names: Vec<String> = names.map(|it| String::from_utf8_lossy(&it).into_owned()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let is_vararg = function.as_function().is_none_or(|it| it.info().is_vararg);
    let rest = is_vararg.then(anything);
    let parameters = names.iter().map(|_| Annotation::any()).chain(rest);
    Ok(Signature::new(&names, parameters, [anything()]))
}

fn annotation(known: &Definitions, value: &Value) -> Annotation {
    match value {
        Value::Integer(_) => Annotation::named("integer"),
        Value::LightUserData(_) => Annotation::named("lightuserdata"),
        Value::UserData(userdata) => {
            let name = userdata.type_name().unwrap_or_default();
            let class = known.classes.iter().find(|class| class.name == name);
            class.map_or_else(|| Annotation::named("userdata"), ClassDefinition::annotation)
        }
        other => Annotation::named(other.type_name()),
    }
}

/// Tells what a type is seen to have.
fn observe(
    lua: &Lua,
    class: &mut ClassDefinition,
    members: &Table,
    writable: &Table,
    of_class: &Table,
) -> Result<()> {
    for key in keys(members)? {
        let value: Value = members.raw_get(&key)?;
        let raw = value.raw(&lua.state)?;
        let is_written = !writable.raw_get::<Value>(&key)?.is_nil();
        match &key {
            _ if raw.as_accessor().is_some() => {
                class.add_field(key, "", Annotation::any(), true, is_written);
            }
            Key::Name(name) if raw.is_function() => {
                let is_method = of_class.raw_get::<Value>(name.as_str())?.is_nil();
                class.add_function(name, "", is_method, signature(lua, &value)?);
            }
            Key::Name(name) => {
                let annotation = annotation(&Definitions::default(), &value);
                class.add_constant(name, "", annotation);
            }
            Key::Index(_) => {}
        }
    }
    for key in keys(writable)? {
        if members.raw_get::<Value>(&key)?.is_nil() {
            class.add_field(key, "", Annotation::any(), false, true);
        }
    }
    Ok(())
}

/// The keys of a table of members, in order.
fn keys(table: &Table) -> Result<Vec<Key>> {
    let mut indices = Vec::new();
    for pair in table.pairs::<Value, Value>() {
        if let (Value::Integer(index), _) = pair? {
            indices.push(index);
        }
    }
    indices.sort_unstable();
    let indices = indices.into_iter().map(Key::Index);
    Ok(indices.chain(names_of(table)?.into_iter().map(Key::Name)).collect())
}
