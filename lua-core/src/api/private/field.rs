//! How derived fields are read and written: which way fits a field's type is found by the compiler.
//!
//! The macro calls `(&&&Field::<T, V>::new()).readable(…)`: of the traits below, the first whose conditions hold for `V`
//! is found with the fewest references taken away.

use std::marker::PhantomData;
use std::rc::Rc;
use std::sync::Arc;

use super::{FromLua, IntoLua, Key, UserData, UserDataRegistry, readable, writable};
use crate::api::userdata::{push, push_if_there};
use crate::object::{Lens, Write};

/// A field of type `V` of a `T`.
pub struct Field<T, V>(PhantomData<fn(T, V)>);

impl<T, V> Field<T, V> {
    /// Of these types.
    #[allow(clippy::new_without_default)]
    pub const fn new() -> Field<T, V> {
        Field(PhantomData)
    }
}

/// Host data that is read as a copy, for there is nothing to write in it: enums without data, and pointers, which
/// share what they point to.
pub trait Plain: Clone {}

impl<T: ?Sized> Plain for Rc<T> {}
impl<T: ?Sized> Plain for Arc<T> {}

/// Reads a field that is host data: a copy of it if it is [`Plain`], and else a part of the whole.
pub trait ReadUserData<T, V> {
    /// Registers the field; whether the part can be written.
    fn readable(
        &self,
        registry: &mut UserDataRegistry<T>,
        key: impl Into<Key>,
        read: impl Fn(&T) -> &V + 'static,
        write: impl Fn(&mut T) -> &mut V + 'static,
        is_writable: bool,
    );
}

impl<T: UserData + 'static, V: Plain + IntoLua + 'static> ReadUserData<T, V> for &&Field<T, V> {
    fn readable(
        &self,
        registry: &mut UserDataRegistry<T>,
        key: impl Into<Key>,
        read: impl Fn(&T) -> &V + 'static,
        _: impl Fn(&mut T) -> &mut V + 'static,
        _: bool,
    ) {
        readable(registry, key, move |this| read(this).clone());
    }
}

impl<T: UserData + 'static, V: UserData + 'static> ReadUserData<T, V> for &Field<T, V> {
    fn readable(
        &self,
        registry: &mut UserDataRegistry<T>,
        key: impl Into<Key>,
        read: impl Fn(&T) -> &V + 'static,
        write: impl Fn(&mut T) -> &mut V + 'static,
        is_writable: bool,
    ) {
        registry.know_by_type();
        registry.add_part(key.into(), Lens::always(read, is_writable.then_some(write)), push);
    }
}

impl<T: UserData + 'static, V: UserData + 'static> ReadUserData<T, Option<V>>
    for &Field<T, Option<V>>
{
    fn readable(
        &self,
        registry: &mut UserDataRegistry<T>,
        key: impl Into<Key>,
        read: impl Fn(&T) -> &Option<V> + 'static,
        write: impl Fn(&mut T) -> &mut Option<V> + 'static,
        is_writable: bool,
    ) {
        registry.know_by_type();
        let write = is_writable
            .then(|| -> Box<Write<T, V>> { Box::new(move |whole| write(whole).as_mut()) });
        let lens = Lens { read: Some(Box::new(move |whole| read(whole).as_ref())), write };
        registry.add_part(key.into(), lens, push_if_there::<T, V>);
    }
}

/// Reads a clone of a field.
pub trait ReadValue<T, V> {
    /// Registers the field.
    fn readable(
        &self,
        registry: &mut UserDataRegistry<T>,
        key: impl Into<Key>,
        read: impl Fn(&T) -> &V + 'static,
        _: impl Fn(&mut T) -> &mut V + 'static,
        _: bool,
    ) where
        V: Clone + IntoLua;
}

impl<T: UserData + 'static, V> ReadValue<T, V> for Field<T, V> {
    fn readable(
        &self,
        registry: &mut UserDataRegistry<T>,
        key: impl Into<Key>,
        read: impl Fn(&T) -> &V + 'static,
        _: impl Fn(&mut T) -> &mut V + 'static,
        _: bool,
    ) where
        V: Clone + IntoLua,
    {
        readable(registry, key, move |this| read(this).clone());
    }
}

/// Writes a field of a type that is converted from Lua, or leaves it as it is.
pub trait WriteValue<T, V> {
    /// Registers the field.
    fn writable(
        &self,
        registry: &mut UserDataRegistry<T>,
        key: impl Into<Key>,
        write: impl Fn(&mut T) -> &mut V + 'static,
    );
}

impl<T: UserData + 'static, V: FromLua> WriteValue<T, V> for &&Field<T, V> {
    fn writable(
        &self,
        registry: &mut UserDataRegistry<T>,
        key: impl Into<Key>,
        write: impl Fn(&mut T) -> &mut V + 'static,
    ) {
        writable(registry, key, move |this, value| *write(this) = value);
    }
}

/// A field of host data of which there is one value stays as it is: what it consists of may be writable.
impl<T: UserData + 'static, V: UserData + 'static> WriteValue<T, V> for &Field<T, V> {
    fn writable(
        &self,
        _: &mut UserDataRegistry<T>,
        _: impl Into<Key>,
        _: impl Fn(&mut T) -> &mut V + 'static,
    ) {
    }
}

/// Cannot write a field: for the compiler to say why.
pub trait WriteUnknown<T, V> {
    /// Asks for a conversion.
    fn writable(
        &self,
        registry: &mut UserDataRegistry<T>,
        key: impl Into<Key>,
        write: impl Fn(&mut T) -> &mut V + 'static,
    ) where
        V: FromLua;
}

impl<T: UserData + 'static, V> WriteUnknown<T, V> for Field<T, V> {
    fn writable(
        &self,
        registry: &mut UserDataRegistry<T>,
        key: impl Into<Key>,
        write: impl Fn(&mut T) -> &mut V + 'static,
    ) where
        V: FromLua,
    {
        writable(registry, key, move |this, value| *write(this) = value);
    }
}
