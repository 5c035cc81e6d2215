//! Types of other crates in derived code, with the definitions that stand for them: as fields, as what functions take and
//! what they return.
//!
//! Which way fits a type is found by the compiler, as in `field`: that of the defined type, that of an `Option` or a
//! `Result` of it, and last that of all other types.

use std::error::Error as StdError;
use std::marker::PhantomData;

use super::bodies::code;
use super::definition::{ManyTypes, OneType};
use super::outcome::push_part;
use super::{
    Annotation, Arguments, Borrow, BorrowMut, Callee, Error, Finder, Foreign, FromLua, GivePart,
    IntoLua, IntoReturn, Key, Lua, Mentions, Receiver, Result, Results, UserDataClass,
    UserDataRegistry, Value, writable,
};
use crate::api::userdata::{push, push_if_there};
use crate::object::{Lens, Write};

/// That a definition is of this type.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no definition of `{V}`",
    label = "not the type that `remote = …` defines",
    note = "the type, or an `Option` of it, is the one in `#[lua(remote = …)]` above the definition"
)]
pub trait Defines<V> {}

impl<D: UserDataClass> Defines<<D as UserDataClass>::Data> for D {}

/// A field of type `V` of the data of `C`, which `D` defines.
pub struct ForeignField<C, D, V>(PhantomData<fn(C, D, V)>);

impl<C, D, V> ForeignField<C, D, V> {
    /// Of these types.
    #[allow(clippy::new_without_default)]
    pub const fn new() -> ForeignField<C, D, V> {
        ForeignField(PhantomData)
    }
}

/// Reads a field as a part of the whole.
pub trait ReadForeign<C: UserDataClass, V> {
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

impl<C, D> ReadForeign<C, D::Data> for &&ForeignField<C, D, <D as UserDataClass>::Data>
where
    C: UserDataClass<Data: 'static> + 'static,
    D: UserDataClass<Data: 'static> + 'static,
{
    fn readable(
        &self,
        registry: &mut UserDataRegistry<C::Data>,
        key: impl Into<Key>,
        read: code!((&C::Data) -> &D::Data),
        write: code!((&mut C::Data) -> &mut D::Data),
        is_writable: bool,
    ) {
        registry.know_by_type();
        registry.add_part(key.into(), Lens::always(read, is_writable.then_some(write)), push::<D>);
    }
}

impl<C, D> ReadForeign<C, Option<D::Data>>
    for &ForeignField<C, D, Option<<D as UserDataClass>::Data>>
where
    C: UserDataClass<Data: 'static> + 'static,
    D: UserDataClass<Data: 'static> + 'static,
{
    fn readable(
        &self,
        registry: &mut UserDataRegistry<C::Data>,
        key: impl Into<Key>,
        read: code!((&C::Data) -> &Option<D::Data>),
        write: code!((&mut C::Data) -> &mut Option<D::Data>),
        is_writable: bool,
    ) {
        registry.know_by_type();
        let write = is_writable.then(|| -> Box<Write<C::Data, D::Data>> {
            Box::new(move |whole| write(whole).as_mut())
        });
        let lens = Lens { read: Box::new(move |whole| read(whole).as_ref()), write };
        registry.add_part(key.into(), lens, push_if_there::<C::Data, D>);
    }
}

/// Replaces a field as a whole, if what scripts have can be cloned.
pub trait WriteForeign<C: UserDataClass, V> {
    /// Registers the field.
    fn writable(
        &self,
        registry: &mut UserDataRegistry<C::Data>,
        key: impl Into<Key>,
        write: code!((&mut C::Data) -> &mut V),
    );
}

impl<C, D> WriteForeign<C, D::Data> for &&ForeignField<C, D, <D as UserDataClass>::Data>
where
    C: UserDataClass<Data: 'static> + 'static,
    D: UserDataClass<Data: Clone + 'static> + 'static,
{
    fn writable(
        &self,
        registry: &mut UserDataRegistry<C::Data>,
        key: impl Into<Key>,
        write: code!((&mut C::Data) -> &mut D::Data),
    ) {
        writable::<C, Foreign<D>>(registry, key, move |this, value| *write(this) = value.0);
    }
}

impl<C, D> WriteForeign<C, Option<D::Data>>
    for &ForeignField<C, D, Option<<D as UserDataClass>::Data>>
where
    C: UserDataClass<Data: 'static> + 'static,
    D: UserDataClass<Data: Clone + 'static> + 'static,
{
    fn writable(
        &self,
        registry: &mut UserDataRegistry<C::Data>,
        key: impl Into<Key>,
        write: code!((&mut C::Data) -> &mut Option<D::Data>),
    ) {
        writable::<C, Option<Foreign<D>>>(registry, key, move |this, value| {
            *write(this) = value.map(|value| value.0);
        });
    }
}

/// What editors are told of a field.
pub trait DescribeForeign {
    /// Its type.
    fn annotation(&self) -> OneType;
}

impl<C, D: UserDataClass> DescribeForeign
    for &&ForeignField<C, D, Option<<D as UserDataClass>::Data>>
{
    fn annotation(&self) -> OneType {
        |mentions| Annotation::optional(mentions.class::<D>())
    }
}

impl<C, D: UserDataClass, V> DescribeForeign for &ForeignField<C, D, V> {
    fn annotation(&self) -> OneType {
        |mentions| mentions.class::<D>()
    }
}

impl<C, D, V> DescribeForeign for ForeignField<C, D, V> {
    fn annotation(&self) -> OneType {
        |_| Annotation::any()
    }
}

/// A field that is of another type than the definition: for the compiler to say so. One that cannot be cloned stays as it
/// is: what it consists of may be writable.
pub trait OtherField<C: UserDataClass, D, V> {
    /// Asks for the defined type.
    fn readable(
        &self,
        _: &mut UserDataRegistry<C::Data>,
        _: impl Into<Key>,
        _: code!((&C::Data) -> &V),
        _: code!((&mut C::Data) -> &mut V),
        _: bool,
    ) where
        D: Defines<V>,
    {
    }

    /// Does nothing.
    fn writable(
        &self,
        _: &mut UserDataRegistry<C::Data>,
        _: impl Into<Key>,
        _: code!((&mut C::Data) -> &mut V),
    ) {
    }
}

impl<C: UserDataClass, D, V> OtherField<C, D, V> for ForeignField<C, D, V> {}

/// Asks that a field which scripts are to write can be cloned.
pub fn foreign_is_clone<D: UserDataClass<Data: Clone>>() {}

/// A parameter of type `P` of a function of a definition `D`, or of one that `D` defines.
pub struct ForeignParameter<D, P>(PhantomData<fn(D, P)>);

impl<D, P> ForeignParameter<D, P> {
    /// Of these types.
    #[allow(clippy::new_without_default)]
    pub const fn new() -> ForeignParameter<D, P> {
        ForeignParameter(PhantomData)
    }
}

/// Borrows an argument that is data of the defined type.
pub trait BorrowForeign<D: UserDataClass> {
    /// As [`Callee::borrow`].
    ///
    /// # Errors
    ///
    /// The same.
    fn borrow<'a, C: UserDataClass>(
        &self,
        callee: Callee<C>,
        arguments: &'a Arguments<'_>,
        index: usize,
        parameter: &str,
    ) -> Result<Borrow<'a, D::Data>>;

    /// As [`Callee::borrow_mut`].
    ///
    /// # Errors
    ///
    /// The same.
    fn borrow_mut<'a, C: UserDataClass>(
        &self,
        callee: Callee<C>,
        arguments: &'a Arguments<'_>,
        index: usize,
        parameter: &str,
    ) -> Result<BorrowMut<'a, D::Data>>;
}

impl<D: UserDataClass<Data: 'static>> BorrowForeign<D>
    for &ForeignParameter<D, <D as UserDataClass>::Data>
{
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn borrow<'a, C: UserDataClass>(
        &self,
        callee: Callee<C>,
        arguments: &'a Arguments<'_>,
        index: usize,
        parameter: &str,
    ) -> Result<Borrow<'a, D::Data>> {
        callee.borrow::<D, _>(arguments, index, parameter)
    }

    #[cfg_attr(not(debug_assertions), inline(always))]
    fn borrow_mut<'a, C: UserDataClass>(
        &self,
        callee: Callee<C>,
        arguments: &'a Arguments<'_>,
        index: usize,
        parameter: &str,
    ) -> Result<BorrowMut<'a, D::Data>> {
        callee.borrow_mut::<D, _>(arguments, index, parameter)
    }
}

/// Borrows an argument that is other userdata.
pub trait BorrowOther<P> {
    /// As [`Callee::borrow`].
    ///
    /// # Errors
    ///
    /// The same.
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn borrow<'a, C: UserDataClass>(
        &self,
        callee: Callee<C>,
        arguments: &'a Arguments<'_>,
        index: usize,
        parameter: &str,
    ) -> Result<Borrow<'a, P::Data>>
    where
        P: UserDataClass<Data: 'static>,
    {
        callee.borrow::<P, _>(arguments, index, parameter)
    }

    /// As [`Callee::borrow_mut`].
    ///
    /// # Errors
    ///
    /// The same.
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn borrow_mut<'a, C: UserDataClass>(
        &self,
        callee: Callee<C>,
        arguments: &'a Arguments<'_>,
        index: usize,
        parameter: &str,
    ) -> Result<BorrowMut<'a, P::Data>>
    where
        P: UserDataClass<Data: 'static>,
    {
        callee.borrow_mut::<P, _>(arguments, index, parameter)
    }
}

impl<D, P> BorrowOther<P> for ForeignParameter<D, P> {}

/// Takes a copy of an argument that is data of the defined type.
pub trait TakeForeign<P> {
    /// As [`Callee::value`].
    ///
    /// # Errors
    ///
    /// The same.
    fn value<C: UserDataClass>(
        &self,
        callee: Callee<C>,
        arguments: &Arguments<'_>,
        index: usize,
        parameter: &str,
    ) -> Result<P>;
}

impl<D: UserDataClass<Data: Clone + 'static>> TakeForeign<D::Data>
    for &&ForeignParameter<D, <D as UserDataClass>::Data>
{
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn value<C: UserDataClass>(
        &self,
        callee: Callee<C>,
        arguments: &Arguments<'_>,
        index: usize,
        parameter: &str,
    ) -> Result<D::Data> {
        callee.value::<Foreign<D>>(arguments, index, parameter).map(|value| value.0)
    }
}

impl<D: UserDataClass<Data: Clone + 'static>> TakeForeign<Option<D::Data>>
    for &ForeignParameter<D, Option<<D as UserDataClass>::Data>>
{
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn value<C: UserDataClass>(
        &self,
        callee: Callee<C>,
        arguments: &Arguments<'_>,
        index: usize,
        parameter: &str,
    ) -> Result<Option<D::Data>> {
        let value = callee.value::<Option<Foreign<D>>>(arguments, index, parameter)?;
        Ok(value.map(|value| value.0))
    }
}

/// Takes any other value.
pub trait TakeOther<P> {
    /// As [`Callee::value`].
    ///
    /// # Errors
    ///
    /// The same.
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn value<C: UserDataClass>(
        &self,
        callee: Callee<C>,
        arguments: &Arguments<'_>,
        index: usize,
        parameter: &str,
    ) -> Result<P>
    where
        P: FromLua,
    {
        callee.value::<P>(arguments, index, parameter)
    }
}

/// What editors are told of a parameter.
pub trait DescribeParameter {
    /// Its type.
    fn annotation(&self) -> OneType;
}

impl<D: UserDataClass> DescribeParameter for &&&ForeignParameter<D, <D as UserDataClass>::Data> {
    fn annotation(&self) -> OneType {
        |mentions| mentions.class::<D>()
    }
}

impl<D: UserDataClass> DescribeParameter
    for &&ForeignParameter<D, Option<<D as UserDataClass>::Data>>
{
    fn annotation(&self) -> OneType {
        |mentions| Annotation::optional(mentions.class::<D>())
    }
}

impl<D, P: UserDataClass> DescribeParameter for &ForeignParameter<D, P> {
    fn annotation(&self) -> OneType {
        |mentions| mentions.class::<P>()
    }
}

impl<D, P> DescribeParameter for ForeignParameter<D, P> {
    fn annotation(&self) -> OneType {
        |_| Annotation::any()
    }
}

impl<D, P> TakeOther<P> for ForeignParameter<D, P> {}

/// A result of type `R` that may be of the type that `D` defines.
pub struct ForeignResult<D, R>(PhantomData<fn(D, R)>);

impl<D, R> ForeignResult<D, R> {
    /// Of these types.
    #[allow(clippy::new_without_default)]
    pub const fn new() -> ForeignResult<D, R> {
        ForeignResult(PhantomData)
    }
}

/// The type of a result.
pub const fn returned<D, R>(_: &R) -> ForeignResult<D, R> {
    ForeignResult::new()
}

/// Returns what a definition defines.
pub trait GiveForeign<R> {
    /// Pushes the result.
    ///
    /// # Errors
    ///
    /// The function's own, or that of the class, if it cannot be registered.
    fn give(&self, output: R, results: &mut Results<'_>) -> Result<()>;
}

/// What editors are told of a result, an operator's or a constant.
pub trait DescribeResult {
    /// Its types.
    fn annotations(&self) -> ManyTypes;

    /// The first of them.
    fn annotation(&self) -> OneType;
}

fn first<R: IntoReturn>(mentions: &mut Mentions) -> Annotation {
    R::annotations(mentions).into_iter().next().unwrap_or_else(Annotation::any)
}

macro_rules! results {
    ($($depth:ty, $result:ty, $shown:ty, [$($parameter:tt)*], $output:ident => $wrapped:expr;)+) => {$(
        impl<D: UserDataClass<Data: 'static>, $($parameter)*> GiveForeign<$result> for $depth {
            fn give(&self, $output: $result, results: &mut Results<'_>) -> Result<()> {
                $wrapped.into_return(results)
            }
        }

        impl<D: UserDataClass<Data: 'static>, $($parameter)*> DescribeResult for &$depth {
            fn annotations(&self) -> ManyTypes {
                <$shown as IntoReturn>::annotations
            }

            fn annotation(&self) -> OneType {
                first::<$shown>
            }
        }
    )+};
}

results! {
    &&&&ForeignResult<D, <D as UserDataClass>::Data>, D::Data, Foreign<D>, [],
        output => Foreign::<D>(output);
    &&&ForeignResult<D, Option<<D as UserDataClass>::Data>>, Option<D::Data>, Option<Foreign<D>>, [],
        output => output.map(Foreign::<D>);
    &&ForeignResult<D, std::result::Result<<D as UserDataClass>::Data, E>>,
        std::result::Result<D::Data, E>, Foreign<D>,
        [E: Into<Box<dyn StdError + Send + Sync>>],
        output => output.map(Foreign::<D>);
    &ForeignResult<D, std::result::Result<Option<<D as UserDataClass>::Data>, E>>,
        std::result::Result<Option<D::Data>, E>, Option<Foreign<D>>,
        [E: Into<Box<dyn StdError + Send + Sync>>],
        output => output.map(|output| output.map(Foreign::<D>));
}

/// Returns anything else.
pub trait GiveOther<R> {
    /// Pushes the result.
    ///
    /// # Errors
    ///
    /// The function's own, or that of the conversion.
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn give(&self, output: R, results: &mut Results<'_>) -> Result<()>
    where
        R: IntoReturn,
    {
        output.into_return(results)
    }
}

impl<D, R> GiveOther<R> for ForeignResult<D, R> {}

impl<D, R: IntoReturn> DescribeResult for &ForeignResult<D, R> {
    fn annotations(&self) -> ManyTypes {
        R::annotations
    }

    fn annotation(&self) -> OneType {
        first::<R>
    }
}

impl<D, R> DescribeResult for ForeignResult<D, R> {
    fn annotations(&self) -> ManyTypes {
        |_| vec![Annotation::any()]
    }

    fn annotation(&self) -> OneType {
        |_| Annotation::any()
    }
}

/// A reference to data of the type that `D` defines, which a method returned: a part of the object.
pub struct ForeignOutcome<D>(PhantomData<fn(D)>);

impl<D> ForeignOutcome<D> {
    /// Of this type.
    #[allow(clippy::new_without_default)]
    pub const fn new() -> ForeignOutcome<D> {
        ForeignOutcome(PhantomData)
    }
}

impl<D: UserDataClass<Data: 'static> + 'static> GivePart<D::Data> for ForeignOutcome<D> {
    fn part<T: 'static, A: 'static>(
        &self,
        receiver: Receiver<'_, T>,
        results: &mut Results<'_>,
        arguments: A,
        finder: Finder<T, D::Data, A, Error>,
    ) -> Result<()> {
        push_part::<D, T, A>(receiver, results, arguments, finder)
    }
}

/// Makes a constant that a definition defines.
pub trait ForeignConstant<V> {
    /// The value for scripts.
    ///
    /// # Errors
    ///
    /// If the class cannot be registered.
    fn constant(&self, value: V, lua: &Lua) -> Result<Value>;
}

impl<D: UserDataClass<Data: 'static>> ForeignConstant<D::Data>
    for &ForeignResult<D, <D as UserDataClass>::Data>
{
    fn constant(&self, value: D::Data, lua: &Lua) -> Result<Value> {
        Foreign::<D>(value).into_lua(lua)
    }
}

/// Makes any other constant.
pub trait OtherConstant<V> {
    /// The value for scripts.
    ///
    /// # Errors
    ///
    /// If it cannot be converted.
    fn constant(&self, value: V, lua: &Lua) -> Result<Value>
    where
        V: IntoLua,
    {
        value.into_lua(lua)
    }
}

impl<D, V> OtherConstant<V> for ForeignResult<D, V> {}

/// Registers a constant of a definition, made once the type is known.
pub fn foreign_constant<T>(
    registry: &mut UserDataRegistry<T>,
    name: &str,
    make: impl FnOnce(&Lua) -> Result<Value> + 'static,
) {
    registry.constants.push((name.to_string(), Box::new(make)));
}
