//! How derived fields are read and written: which way fits a field's type is found by the compiler.
//!
//! The macro calls `(&&&Field::<C, V>::new()).readable(…)`: of the traits below, the first whose conditions hold for `V`
//! is found with the fewest references taken away.

use std::marker::PhantomData;
use std::rc::Rc;
use std::sync::Arc;

use super::bodies::code;
use super::{FromLua, IntoLua, Key, UserData, UserDataClass, UserDataRegistry, readable, writable};
use crate::api::userdata::{push, push_if_there};
use crate::object::{Lens, Write};

/// A field of type `V` of a `C`.
pub struct Field<C, V>(PhantomData<fn(C, V)>);

impl<C, V> Field<C, V> {
    /// Of these types.
    #[allow(clippy::new_without_default)]
    pub const fn new() -> Field<C, V> {
        Field(PhantomData)
    }
}

/// Where a field is, to be told more than once.
#[cfg(debug_assertions)]
pub fn place<C, V>(place: fn(&mut C) -> &mut V) -> fn(&mut C) -> &mut V {
    place
}

/// Where a field is, to be told more than once.
#[cfg(not(debug_assertions))]
pub fn place<C, V>(place: impl Fn(&mut C) -> &mut V + Copy) -> impl Fn(&mut C) -> &mut V + Copy {
    place
}

/// Host data that is read as a copy, for there is nothing to write in it: enums without data, and pointers, which
/// share what they point to.
pub trait Plain: Clone {}

impl<T: ?Sized> Plain for Rc<T> {}
impl<T: ?Sized> Plain for Arc<T> {}

/// Reads a field that is host data: a copy of it if it is [`Plain`], and else a part of the whole.
pub trait ReadUserData<C: UserDataClass, V> {
    /// Registers the field; whether the part can be written.
    fn readable(
        &self,
        registry: &mut UserDataRegistry<C::Data>,
        key: impl Into<Key>,
        read: code!((&C::Data) -> &V),
        write: code!((&mut C::Data) -> &mut V),
        is_writable: bool,
    );
}

impl<C: UserDataClass<Data: 'static> + 'static, V: Plain + IntoLua + 'static> ReadUserData<C, V>
    for &&Field<C, V>
{
    fn readable(
        &self,
        registry: &mut UserDataRegistry<C::Data>,
        key: impl Into<Key>,
        read: code!((&C::Data) -> &V),
        _: code!((&mut C::Data) -> &mut V),
        _: bool,
    ) {
        readable::<C, _>(registry, key, move |this| read(this).clone());
    }
}

impl<C: UserDataClass<Data: 'static> + 'static, V: UserData + 'static> ReadUserData<C, V>
    for &Field<C, V>
{
    fn readable(
        &self,
        registry: &mut UserDataRegistry<C::Data>,
        key: impl Into<Key>,
        read: code!((&C::Data) -> &V),
        write: code!((&mut C::Data) -> &mut V),
        is_writable: bool,
    ) {
        registry.know_by_type();
        registry.add_part(key.into(), Lens::always(read, is_writable.then_some(write)), push::<V>);
    }
}

impl<C: UserDataClass<Data: 'static> + 'static, V: UserData + 'static> ReadUserData<C, Option<V>>
    for &Field<C, Option<V>>
{
    fn readable(
        &self,
        registry: &mut UserDataRegistry<C::Data>,
        key: impl Into<Key>,
        read: code!((&C::Data) -> &Option<V>),
        write: code!((&mut C::Data) -> &mut Option<V>),
        is_writable: bool,
    ) {
        registry.know_by_type();
        let write = is_writable
            .then(|| -> Box<Write<C::Data, V>> { Box::new(move |whole| write(whole).as_mut()) });
        let lens = Lens { read: Box::new(move |whole| read(whole).as_ref()), write };
        registry.add_part(key.into(), lens, push_if_there::<C::Data, V>);
    }
}

/// Reads a clone of a field.
pub trait ReadValue<C: UserDataClass, V> {
    /// Registers the field.
    fn readable(
        &self,
        registry: &mut UserDataRegistry<C::Data>,
        key: impl Into<Key>,
        read: code!((&C::Data) -> &V),
        _: code!((&mut C::Data) -> &mut V),
        _: bool,
    ) where
        V: Clone + IntoLua;
}

impl<C: UserDataClass<Data: 'static> + 'static, V: 'static> ReadValue<C, V> for Field<C, V> {
    fn readable(
        &self,
        registry: &mut UserDataRegistry<C::Data>,
        key: impl Into<Key>,
        read: code!((&C::Data) -> &V),
        _: code!((&mut C::Data) -> &mut V),
        _: bool,
    ) where
        V: Clone + IntoLua,
    {
        readable::<C, _>(registry, key, move |this| read(this).clone());
    }
}

/// Writes a field of a type that is converted from Lua, or leaves it as it is.
pub trait WriteValue<C: UserDataClass, V> {
    /// Registers the field.
    fn writable(
        &self,
        registry: &mut UserDataRegistry<C::Data>,
        key: impl Into<Key>,
        write: code!((&mut C::Data) -> &mut V),
    );
}

impl<C: UserDataClass<Data: 'static> + 'static, V: FromLua + 'static> WriteValue<C, V>
    for &&Field<C, V>
{
    fn writable(
        &self,
        registry: &mut UserDataRegistry<C::Data>,
        key: impl Into<Key>,
        write: code!((&mut C::Data) -> &mut V),
    ) {
        writable::<C, _>(registry, key, move |this, value| *write(this) = value);
    }
}

/// A field of host data of which there is one value stays as it is: what it consists of may be writable.
impl<C: UserDataClass<Data: 'static> + 'static, V: UserData + 'static> WriteValue<C, V>
    for &Field<C, V>
{
    fn writable(
        &self,
        _: &mut UserDataRegistry<C::Data>,
        _: impl Into<Key>,
        _: code!((&mut C::Data) -> &mut V),
    ) {
    }
}

/// As above, where there may be a value.
impl<C: UserDataClass<Data: 'static> + 'static, V: UserData + 'static> WriteValue<C, Option<V>>
    for &Field<C, Option<V>>
{
    fn writable(
        &self,
        _: &mut UserDataRegistry<C::Data>,
        _: impl Into<Key>,
        _: code!((&mut C::Data) -> &mut Option<V>),
    ) {
    }
}

/// Cannot write a field: for the compiler to say why.
pub trait WriteUnknown<C: UserDataClass, V> {
    /// Asks for a conversion.
    fn writable(
        &self,
        registry: &mut UserDataRegistry<C::Data>,
        key: impl Into<Key>,
        write: code!((&mut C::Data) -> &mut V),
    ) where
        V: FromLua;
}

impl<C: UserDataClass<Data: 'static> + 'static, V: 'static> WriteUnknown<C, V> for Field<C, V> {
    fn writable(
        &self,
        registry: &mut UserDataRegistry<C::Data>,
        key: impl Into<Key>,
        write: code!((&mut C::Data) -> &mut V),
    ) where
        V: FromLua,
    {
        writable::<C, _>(registry, key, move |this, value| *write(this) = value);
    }
}
