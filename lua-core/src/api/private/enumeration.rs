//! Derived enums: variants that scripts make, look into and tell apart.

use std::cell::RefCell;
use std::rc::Rc;

use crate::api::convert::{FromLua, IntoLua};
use crate::api::error::{Error, Result};
use crate::api::function;
use crate::api::lua::Lua;
use crate::api::nearest::hint;
use crate::api::private::bodies::{add_function, add_getter, add_setter};
use crate::api::private::{self, Callee, clone_argument, clone_value, getter, metamethod};
use crate::api::stack::{Arguments, Results};
use crate::api::table::Table;
use crate::api::userdata::{Key, UserData, UserDataRegistry, tail_call};
use crate::api::value::Value;
use crate::object::{self, Call};

/// An enum as scripts see it. The derive implements it.
pub trait Enumeration: UserData + 'static {
    /// All variants, in the order in which they are declared.
    const VARIANTS: &'static [Variant];
    /// The fields of all variants.
    const FIELDS: &'static [VariantField];

    /// Which variant it is.
    fn variant(&self) -> usize;

    /// Gives the fields of its variant that can be read.
    ///
    /// # Errors
    ///
    /// If a value cannot be converted.
    fn read(&self, fields: &mut FieldReader<'_, '_>) -> Result<()>;

    /// Sets a field, unless its variant has no such field.
    ///
    /// # Errors
    ///
    /// If the value cannot be converted.
    fn write(&mut self, field: &NewField<'_>) -> Result<bool>;

    /// Makes a variant.
    ///
    /// # Errors
    ///
    /// If a value cannot be converted, or scripts cannot make the variant.
    fn construct(variant: usize, values: &Values<'_>) -> Result<Self>;

    /// The number of its variant, in an enum without data.
    fn number(&self) -> Option<i64> {
        None
    }
}

/// A variant of an enum.
pub struct Variant {
    /// What scripts call it.
    pub name: &'static str,
    /// Whether scripts see it.
    pub is_shown: bool,
    /// Whether scripts can make it.
    pub is_made: bool,
    /// Whether it has no fields.
    pub is_unit: bool,
    /// The names of its fields, if they have names.
    pub names: &'static [&'static str],
    /// Its fields that scripts see.
    pub fields: &'static [usize],
}

/// A field of one or more variants.
pub struct VariantField {
    /// What scripts read it by.
    pub key: FieldKey,
    /// Whether some variant lets it be read.
    pub is_read: bool,
    /// Whether some variant lets it be written.
    pub is_written: bool,
}

/// A [`Key`] that is known when the program is compiled.
#[derive(Clone, Copy)]
pub enum FieldKey {
    /// `data.name`
    Name(&'static str),
    /// `data[index]`
    Index(i64),
}

impl From<FieldKey> for Key {
    fn from(key: FieldKey) -> Key {
        match key {
            FieldKey::Name(name) => Key::from(name),
            FieldKey::Index(index) => Key::Index(index),
        }
    }
}

/// Takes one field of a variant, or all.
pub struct FieldReader<'a, 'r>(Wanted<'a, 'r>);

enum Wanted<'a, 'r> {
    One { field: usize, results: &'a mut Results<'r>, is_found: bool },
    All { lua: &'a Lua, values: Vec<(usize, Value)> },
}

impl FieldReader<'_, '_> {
    /// Takes a copy of the field, if it is wanted.
    ///
    /// # Errors
    ///
    /// If it cannot be converted.
    #[inline]
    pub fn give<V: Clone + IntoLua>(&mut self, field: usize, value: &V) -> Result<()> {
        match &mut self.0 {
            Wanted::One { field: wanted, results, is_found } => {
                if *wanted == field {
                    *is_found = true;
                    value.clone().push_into(results)?;
                }
            }
            Wanted::All { lua, values } => values.push((field, value.clone().into_lua(lua)?)),
        }
        Ok(())
    }
}

/// A value for a field.
pub struct NewField<'a> {
    field: usize,
    key: &'a Key,
    arguments: &'a Arguments<'a>,
    type_name: fn() -> String,
}

impl NewField<'_> {
    /// Which field it is.
    pub fn field(&self) -> usize {
        self.field
    }

    /// The value.
    ///
    /// # Errors
    ///
    /// If it cannot be converted.
    pub fn read<V: FromLua>(&self) -> Result<V> {
        let Self { key, type_name, .. } = self;
        V::from_argument(self.arguments, 1)
            .map_err(|error| error.context(format!("field '{key}' of {}", type_name())))
    }
}

/// What a variant is made of: arguments in order, or a table with the fields by name.
pub struct Values<'a> {
    variant: &'static Variant,
    type_name: fn() -> String,
    source: Source<'a>,
}

enum Source<'a> {
    Nothing,
    Arguments(&'a Arguments<'a>),
    Fields(&'a Lua, Table),
}

impl<'a> Values<'a> {
    fn nothing<T: Enumeration>(variant: usize) -> Values<'a> {
        let variant = &T::VARIANTS[variant];
        Values { variant, type_name: T::type_name, source: Source::Nothing }
    }

    fn of<T: Enumeration>(variant: &'static Variant, arguments: &'a Arguments<'a>) -> Result<Self> {
        let only = arguments.raw(0).as_table().filter(|_| arguments.len() == 1);
        let source = match (only, arguments.value(0)) {
            (Some(_), Value::Table(table)) if !variant.names.is_empty() => {
                Source::Fields(arguments.lua(), table)
            }
            _ => Source::Arguments(arguments),
        };
        let values = Values { variant, type_name: T::type_name, source };
        values.check_names()?;
        Ok(values)
    }

    /// Refuses names that the variant does not have.
    fn check_names(&self) -> Result<()> {
        let Source::Fields(_, table) = &self.source else { return Ok(()) };
        for pair in table.pairs::<Value, Value>() {
            let (key, _) = pair?;
            let name = match &key {
                Value::String(name) => String::from_utf8_lossy(&name.as_bytes()?).into_owned(),
                other => format!("{other:?}"),
            };
            if !self.variant.names.contains(&name.as_str()) {
                let hint = hint(&name, self.variant.names.iter().copied());
                let text = format!("no field '{name}' in {}{hint}", self.variant_name());
                return Err(Error::runtime(text));
            }
        }
        Ok(())
    }

    fn variant_name(&self) -> String {
        format!("{}.{}", (self.type_name)(), self.variant.name)
    }

    /// The value of a field.
    ///
    /// # Errors
    ///
    /// If it cannot be converted.
    pub fn get<V: FromLua>(&self, position: usize, name: &str) -> Result<V> {
        let value = match &self.source {
            Source::Nothing => return Err(self.none()),
            Source::Arguments(arguments) => V::from_argument(arguments, position),
            Source::Fields(lua, table) => V::from_lua(table.get::<Value>(name)?, lua),
        };
        let name = Some(name).filter(|name| !name.is_empty());
        value.map_err(|error| error.in_argument(Some(&self.variant_name()), position + 1, name))
    }

    /// Scripts cannot make this variant.
    #[cold]
    pub fn none(&self) -> Error {
        Error::runtime(format!("{} cannot be made by scripts", self.variant_name()))
    }
}

/// What an enum has by its variants: constants, constructors, fields.
pub fn enumeration<T: Enumeration>(registry: &mut UserDataRegistry<T>) {
    for (index, variant) in T::VARIANTS.iter().enumerate().filter(|(_, it)| it.is_shown) {
        if variant.is_unit {
            let make =
                move |lua: &Lua| T::construct(index, &Values::nothing::<T>(index))?.into_lua(lua);
            registry.constants.push((variant.name.to_string(), Box::new(make)));
        } else if variant.is_made {
            add_function(registry, variant.name, move |arguments, results| {
                let values = Values::of::<T>(variant, arguments)?;
                T::construct(index, &values)?.push_into(results)
            });
        }
    }
    for (index, VariantField { key, is_read, is_written }) in T::FIELDS.iter().enumerate() {
        if *is_read {
            add_getter(registry, *key, move |arguments, results| {
                let this = Callee::<T>::method("__index").receiver(arguments)?.borrow()?;
                read_field(&*this, index, results)
            });
        }
        if *is_written {
            let key = Key::from(*key);
            add_setter(registry, key.clone(), move |arguments, _| {
                let receiver = Callee::<T>::method("__newindex").receiver(arguments)?;
                let new = NewField { field: index, key: &key, arguments, type_name: T::type_name };
                let this = &mut *receiver.borrow_mut()?;
                if this.write(&new)? { Ok(()) } else { Err(absent_field(this, index)) }
            });
        }
    }
}

fn read_field<T: Enumeration>(this: &T, field: usize, results: &mut Results<'_>) -> Result<()> {
    let mut reader = FieldReader(Wanted::One { field, results, is_found: false });
    this.read(&mut reader)?;
    match reader.0 {
        Wanted::One { is_found: true, .. } => Ok(()),
        _ => Err(absent_field(this, field)),
    }
}

/// The variant has no such field, but others have, or it may not be used in this way.
#[cold]
fn absent_field<T: Enumeration>(this: &T, field: usize) -> Error {
    let (ty, variant) = (T::type_name(), &T::VARIANTS[this.variant()]);
    let key = Key::from(T::FIELDS[field].key);
    if variant.fields.contains(&field) {
        let text = format!("field '{key}' of {ty}.{} cannot be used like this", variant.name);
        return Error::runtime(text);
    }
    let owners = T::VARIANTS.iter().filter(|it| it.is_shown && it.fields.contains(&field));
    let owners: Vec<_> = owners.map(|owner| format!("{ty}.{}", owner.name)).collect();
    let verb = if owners.len() == 1 { "has" } else { "have" };
    let text =
        format!("no field '{key}' in {ty}.{} ({} {verb} it)", variant.name, owners.join(", "));
    Error::runtime(text)
}

/// What an enum has besides, unless it says otherwise: it is registered last, and yields to whatever has its name.
pub fn enumeration_defaults<T: Enumeration>(registry: &mut UserDataRegistry<T>) {
    if T::VARIANTS.is_empty() {
        return;
    }
    let is_plain = T::VARIANTS.iter().all(|variant| variant.is_unit);
    for name in ["kind", "name"].into_iter().take(if is_plain { 2 } else { 1 }) {
        if !registry.has_member(name) {
            getter(registry, name, |arguments, results| {
                let this = Callee::<T>::method("__index").receiver(arguments)?.borrow()?;
                results.push_bytes(T::VARIANTS[this.variant()].name.as_bytes())
            });
        }
    }
    if is_plain && !registry.has_member("value") {
        getter(registry, "value", |arguments, results| {
            let this = Callee::<T>::method("__index").receiver(arguments)?.borrow()?;
            results.push_integer(this.number().unwrap_or_default())
        });
    }
    if is_plain && !registry.has_event("__eq") {
        private::same_variant(registry);
    }
    if !registry.has_event("__tostring") {
        metamethod(registry, "__tostring", |arguments, results| {
            let this = Callee::<T>::method("__tostring").receiver(arguments)?.borrow()?;
            results.push_bytes(T::VARIANTS[this.variant()].name.as_bytes())
        });
    }
    if !is_plain && !registry.has_event("__pairs") {
        metamethod(registry, "__pairs", pairs::<T>);
    }
    if !registry.has_member("match") {
        let native = |call: &mut Call<'_>| match arm::<T>(call) {
            Ok(values) => tail_call(call, &values),
            Err(error) => Err(Results::on(call.state, call.thread).throw(error)),
        };
        registry.methods.push(("match".into(), function::from_native(registry.lua(), native)));
    }
    constants_by_name(registry, is_plain);
}

/// `parse`, `variants`, and that calling the class parses.
fn constants_by_name<T: Enumeration>(registry: &mut UserDataRegistry<T>, is_plain: bool) {
    if !T::VARIANTS.iter().any(|variant| variant.is_shown && variant.is_unit) {
        return;
    }
    // The very constants, made when the type is known.
    let made: Rc<RefCell<Vec<(&'static str, Value)>>> = Rc::default();
    for (name, make) in &mut registry.constants {
        let variant = T::VARIANTS.iter().find(|it| it.is_shown && it.is_unit && it.name == name);
        let Some(variant) = variant else { continue };
        let (made, earlier) = (made.clone(), std::mem::replace(make, Box::new(|_| Ok(Value::Nil))));
        *make = Box::new(move |lua| {
            let value = earlier(lua)?;
            made.borrow_mut().push((variant.name, value.clone()));
            Ok(value)
        });
    }
    if is_plain && !registry.has_member("variants") {
        let made = made.clone();
        let list = move |lua: &Lua| {
            let values = made.borrow().iter().map(|(_, value)| value.clone()).collect::<Vec<_>>();
            let list = lua.create_sequence_from(values)?;
            list.freeze()?;
            list.into_lua(lua)
        };
        registry.constants.push(("variants".into(), Box::new(list)));
    }
    if registry.has_member("parse") {
        return;
    }
    add_function(registry, "parse", move |arguments, results| {
        let name = Callee::<T>::function("parse").str(arguments, 0, "name")?;
        let made = made.borrow();
        match made.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => results.push_value(value),
            None => Err(Error::runtime(unknown_variant::<T>(name))),
        }
    });
    if registry.constructor.is_none() {
        registry.set_constructor("parse");
    }
}

#[cold]
fn unknown_variant<T: Enumeration>(name: &str) -> String {
    let shown = T::VARIANTS.iter().filter(|variant| variant.is_shown);
    let hint = hint(name, shown.map(|variant| variant.name));
    format!("no variant '{name}' in {}{hint}", T::type_name())
}

/// The kind and the fields of the variant, one after another.
fn pairs<T: Enumeration>(arguments: &Arguments<'_>, results: &mut Results<'_>) -> Result<()> {
    let lua = arguments.lua();
    let this = Callee::<T>::method("__pairs").receiver(arguments)?.borrow()?;
    let mut reader = FieldReader(Wanted::All { lua, values: Vec::new() });
    this.read(&mut reader)?;
    let Wanted::All { values, .. } = reader.0 else { return Ok(()) };
    let kind = T::VARIANTS[this.variant()].name.into_lua(lua)?;
    let mut items = vec![("kind".into_lua(lua)?, kind)];
    for (field, value) in values {
        items.push(((&Key::from(T::FIELDS[field].key)).into_lua(lua)?, value));
    }
    results.push_value(&Value::Function(lua.create_iterator(items)?))
}

/// The function among the arms that fits, and what it is called with.
fn arm<T: Enumeration>(call: &Call<'_>) -> Result<Vec<object::Value>> {
    let (arguments, callee) = (Arguments::of(call, 0), Callee::<T>::method("match"));
    let lua = arguments.lua();
    let this = callee.receiver(&arguments)?.borrow()?;
    let Value::Table(arms) = arguments.value(1) else {
        return callee.value::<Table>(&arguments, 1, "arms").map(|_| Vec::new());
    };
    let variant = &T::VARIANTS[this.variant()];
    let mut values = vec![arms.raw_get::<Value>(variant.name)?];
    if values[0].is_nil() {
        for pair in arms.pairs::<Value, Value>() {
            let Value::String(name) = pair?.0 else { continue };
            let name = String::from_utf8_lossy(&name.as_bytes()?).into_owned();
            if name != "_" && !T::VARIANTS.iter().any(|it| it.is_shown && it.name == name) {
                return Err(Error::runtime(unknown_variant::<T>(&name)));
            }
        }
        values[0] = arms.raw_get("_")?;
        if values[0].is_nil() {
            let (ty, name) = (T::type_name(), variant.name);
            return Err(Error::runtime(format!("no arm for {ty}.{name}, and no '_'")));
        }
        values.push(arguments.value(0));
    } else {
        let mut reader = FieldReader(Wanted::All { lua, values: Vec::new() });
        this.read(&mut reader)?;
        if let Wanted::All { values: fields, .. } = reader.0 {
            values.extend(fields.into_iter().map(|(_, value)| value));
        }
    }
    values.iter().map(|value| value.raw(&lua.state)).collect()
}

/// Converts the name of a variant without data.
fn by_name<T: Enumeration>(name: &str) -> Result<T> {
    let mut variants = T::VARIANTS.iter().enumerate().filter(|(_, variant)| variant.is_shown);
    match variants.find(|(_, variant)| variant.name == name) {
        Some((index, variant)) if variant.is_unit => {
            T::construct(index, &Values::nothing::<T>(index))
        }
        Some((_, variant)) => {
            let reason = format!("{}.{} has values", T::type_name(), variant.name);
            Err(Error::conversion("string", &T::type_name(), Some(&reason)))
        }
        None => {
            Err(Error::conversion("string", &T::type_name(), Some(&unknown_variant::<T>(name))))
        }
    }
}

/// Converts from Lua: a clone of what a userdata holds, or a variant by its name.
///
/// # Errors
///
/// If the value is neither, or cannot be borrowed.
pub fn variant_value<T: Enumeration + Clone>(value: &Value) -> Result<T> {
    match value {
        Value::String(name) => match name.to_str() {
            Ok(name) => by_name(&name),
            Err(_) => clone_value(value),
        },
        value => clone_value(value),
    }
}

/// As [`variant_value`], of an argument where it lies.
///
/// # Errors
///
/// If the argument is neither, or cannot be borrowed.
#[cfg_attr(not(debug_assertions), inline(always))]
pub fn variant_argument<T: Enumeration + Clone>(
    arguments: &Arguments<'_>,
    index: usize,
) -> Result<T> {
    if arguments.raw(index).is_string() {
        return by_name(arguments.str(index)?);
    }
    clone_argument(arguments, index)
}
