//! What the code calls that `lua-derive` writes. Not for people: it changes without notice.
//!
//! The bodies of derived functions read their arguments where they lie and push their results. Whatever they
//! borrow is a guard that ends with the call, under the borrow flag of its userdata: the same object twice, once
//! to be changed, is an error and never an alias.

mod blocks;
mod bodies;
mod definition;
mod enumeration;
mod field;
mod foreign;
mod lent;
mod outcome;
mod sequence;

use std::error::Error as StdError;
use std::fmt::{Debug, Display};
use std::marker::PhantomData;
use std::mem::discriminant;
use std::ops::Deref;

use super::error::ErrorKind;
use super::function::IntoReturn;
use crate::gc::Gc;
use crate::object::{self, BorrowError};

pub use super::convert::{FromLua, FromLuaMulti, IntoLua};
pub use super::data::path::{name_segment, relative, value_segment};
#[cfg(feature = "serde")]
pub use super::data::{
    Around, Fault, HANDLE, Inside, NULL, Rules, Shown, Walk, Written, hand, mark,
    register_serialize, take_handed,
};
pub use super::data::{
    Datum, Entries, Outline, Place, Reader, Step, Strings, StructFields, View, Writer,
};
pub use super::derived::*;
pub use super::error::{Error, Result};
pub use super::lua::Lua;
pub use super::multi::{MultiValue, Variadic};
pub use super::nearest::nearest;
pub use super::stack::{Arguments, Results};
pub use super::table::Table;
pub use blocks::{Block, MethodsBlock, NoBlock, TakesMethods, TraitMethods, register_blocks};
pub use bodies::{function, getter, metamethod, method, setter};
pub use definition::{
    Annotation, ClassDefinition, Elements, FieldEntry, ForeignOperation, Gives, GivesAll,
    MemberEntry, Mentions, Operation, OperatorEntry, Output, ParameterEntry, Role, Steps, Takes,
    TakesRest, Untyped, UntypedForeignOperation, UntypedOperation, VariantEntry, class_annotation,
    data_annotation, describe_blocks, describe_members, describe_type, describe_variants, named,
    names_annotation, variant_annotation,
};
pub use enumeration::{
    Enumeration, FieldKey, FieldReader, NewField, Values, Variant, VariantField, enumeration,
    enumeration_defaults, variant_argument, variant_value,
};
pub use field::{Field, Plain, ReadUserData, ReadValue, WriteUnknown, WriteValue, place};
pub use foreign::{
    BorrowForeign, BorrowOther, Defines, DescribeForeign, DescribeParameter, DescribeResult,
    ForeignConstant, ForeignField, ForeignOutcome, ForeignParameter, ForeignResult, GiveForeign,
    GiveOther, OtherConstant, OtherField, ReadForeign, TakeForeign, TakeOther, WriteForeign,
    foreign_constant, foreign_is_clone, returned,
};
pub use lent::{
    LentReceiver, lent_function, lent_getter, lent_metamethod, lent_method, lent_readable,
    lent_setter, lent_writable,
};
pub use outcome::{
    Borrowed, Finder, GivePart, GivePlain, GiveValue, Kept, NoPart, Outcome, Reference,
};
pub use sequence::{
    Items, closing, concatenation, elements, items, iterator, length, new_elements,
};

pub use super::userdata::{
    AnyUserData, Borrow, BorrowMut, Foreign, Key, UserData, UserDataClass, UserDataRegistry,
};
use super::userdata::{cloned, refuse};
pub use super::value::Value;
use bodies::{add_getter, add_setter};

/// How a method that takes `self` gets it: `Own::<T>::receive` copies data that is `Copy`, and takes any other
/// out of its userdata, found as [`Block`] finds its function.
pub struct Own<T>(PhantomData<T>);

impl<T: Copy + 'static> Own<T> {
    /// Copies the data.
    ///
    /// # Errors
    ///
    /// If it cannot be borrowed.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub fn receive(receiver: Receiver<'_, T>) -> Result<T> {
        receiver.borrow().map(|this| *this)
    }
}

/// See [`Own`].
pub trait Take<T: 'static> {
    /// Takes the data out of its userdata.
    ///
    /// # Errors
    ///
    /// If it is borrowed, or gone.
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn receive(receiver: Receiver<'_, T>) -> Result<T> {
        receiver.take()
    }
}

impl<T: 'static> Take<T> for Own<T> {}

/// Registers a field that can be read.
pub fn readable<C: UserDataClass<Data: 'static> + 'static, V: IntoLua>(
    registry: &mut UserDataRegistry<C::Data>,
    key: impl Into<Key>,
    read: impl Fn(&C::Data) -> V + 'static,
) {
    let callee = Callee::<C>::method("__index");
    add_getter(registry, key, move |arguments, results| {
        let value = read(&*callee.receiver(arguments)?.borrow()?);
        value.push_into(results)
    });
}

/// Registers a field that can be written.
pub fn writable<C: UserDataClass<Data: 'static> + 'static, V: FromLua>(
    registry: &mut UserDataRegistry<C::Data>,
    key: impl Into<Key>,
    write: impl Fn(&mut C::Data, V) + 'static,
) {
    let (callee, key) = (Callee::<C>::method("__newindex"), key.into());
    let field = key.clone();
    add_setter(registry, key, move |arguments, _| {
        let receiver = callee.receiver(arguments)?;
        let value = match V::from_argument(arguments, 1) {
            Ok(value) => value,
            Err(error) => return Err(at_field(error, &field, C::class_name)),
        };
        write(&mut *receiver.borrow_mut()?, value);
        Ok(())
    });
}

#[cold]
fn at_field(error: Error, field: &Key, class: fn() -> String) -> Error {
    error.context(format!("field '{field}' of {}", class()))
}

/// Registers a constant, made once the type is known.
pub fn constant<T, V: IntoLua + 'static>(
    registry: &mut UserDataRegistry<T>,
    name: &str,
    make: impl FnOnce() -> V + 'static,
) {
    let make = move |lua: &Lua| make().into_lua(lua);
    registry.constants.push((name.to_string(), Box::new(make)));
}

/// The name of a generic type with those of its arguments, as one that scripts can write: `Grid_f64`.
pub fn name_with_arguments<T>(name: &str) -> String {
    let path = std::any::type_name::<T>();
    let arguments = path.find(&format!("{name}<")).map_or("", |at| &path[at + name.len()..]);
    let parts =
        arguments.split(|letter: char| !letter.is_alphanumeric() && letter != '_' && letter != ':');
    let parts = parts.filter_map(|part| part.rsplit("::").next()).filter(|part| !part.is_empty());
    parts.fold(name.to_string(), |name, part| name + "_" + part)
}

/// A derived function of the class `C`, as messages name it: `Vec2:scale`, `Vec2.parse`.
///
/// Parameters are read by their index among the arguments, which counts the receiver as 0.
pub struct Callee<C> {
    separator: char,
    name: &'static str,
    class: PhantomData<fn() -> C>,
}

impl<C> Clone for Callee<C> {
    fn clone(&self) -> Callee<C> {
        *self
    }
}

impl<C> Copy for Callee<C> {}

impl<C> Callee<C> {
    /// A function with a receiver.
    pub const fn method(name: &'static str) -> Callee<C> {
        Callee { separator: ':', name, class: PhantomData }
    }

    /// A function without a receiver.
    pub const fn function(name: &'static str) -> Callee<C> {
        Callee { separator: '.', name, class: PhantomData }
    }
}

impl<C: UserDataClass> Callee<C> {
    /// Says which parameter an error is about.
    #[cold]
    fn blame(self, error: Error, index: usize, parameter: &str) -> Error {
        blame(error, C::class_name(), self.separator, self.name, index, parameter)
    }

    /// What an asynchronous function does as long as nothing waits for it.
    ///
    /// # Errors
    ///
    /// Always: it says so.
    #[cold]
    pub fn asynchronous(self) -> Result<()> {
        let (class, separator, name) = (C::class_name(), self.separator, self.name);
        Err(Error::runtime(format!(
            "{class}{separator}{name} is async: scripts cannot wait for it yet"
        )))
    }

    /// The object that the method is called on, not borrowed yet.
    ///
    /// # Errors
    ///
    /// If the first argument is no such data.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub fn receiver<'a>(self, arguments: &'a Arguments<'_>) -> Result<Receiver<'a, C::Data>>
    where
        C::Data: 'static,
    {
        match userdata::<C>(arguments, 0) {
            Ok(userdata) => Ok(Receiver { userdata, arguments, data: PhantomData }),
            Err(error) => Err(self.blame(error, 0, "self")),
        }
    }

    /// A parameter taken by value.
    ///
    /// # Errors
    ///
    /// If the argument cannot be converted.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub fn value<V: FromLua>(
        self,
        arguments: &Arguments<'_>,
        index: usize,
        parameter: &str,
    ) -> Result<V> {
        match V::from_argument(arguments, index) {
            Ok(value) => Ok(value),
            Err(error) => Err(self.blame(error, index, parameter)),
        }
    }

    /// A parameter that takes all arguments from its own on.
    ///
    /// # Errors
    ///
    /// If an argument cannot be converted.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub fn rest<V: FromLuaMulti>(
        self,
        arguments: &Arguments<'_>,
        index: usize,
        parameter: &str,
    ) -> Result<V> {
        V::from_arguments(arguments, index).map_err(|error| match error.kind() {
            // One of several values: its position says more than the name that it shares with the others.
            ErrorKind::BadArgument { position, .. } => {
                let function = format!("{}{}{}", C::class_name(), self.separator, self.name);
                // A script does not count the object that a method is called on.
                let hidden = usize::from(self.separator == ':');
                let position = position - hidden;
                error.renamed(&function, position, None)
            }
            _ => self.blame(error, index, parameter),
        })
    }

    /// A `&str` parameter, read where it lies.
    ///
    /// # Errors
    ///
    /// If the argument is no string, or not UTF-8.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub fn str<'a>(
        self,
        arguments: &'a Arguments<'_>,
        index: usize,
        parameter: &str,
    ) -> Result<&'a str> {
        match arguments.str(index) {
            Ok(value) => Ok(value),
            Err(error) => Err(self.blame(error, index, parameter)),
        }
    }

    /// A `&[u8]` parameter, read where it lies.
    ///
    /// # Errors
    ///
    /// If the argument is no string.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub fn bytes<'a>(
        self,
        arguments: &'a Arguments<'_>,
        index: usize,
        parameter: &str,
    ) -> Result<&'a [u8]> {
        match arguments.bytes(index) {
            Ok(value) => Ok(value),
            Err(error) => Err(self.blame(error, index, parameter)),
        }
    }

    /// A `&U` parameter, borrowed where it lies.
    ///
    /// # Errors
    ///
    /// If the argument is no `U`, or is borrowed to be changed.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub fn borrow<'a, U: UserDataClass<Data = V>, V: 'static>(
        self,
        arguments: &'a Arguments<'_>,
        index: usize,
        parameter: &str,
    ) -> Result<Borrow<'a, V>> {
        userdata::<U>(arguments, index)
            .and_then(|userdata| shared(arguments, userdata))
            .map_err(|error| self.blame(error, index, parameter))
    }

    /// A `&mut U` parameter, borrowed where it lies.
    ///
    /// # Errors
    ///
    /// If the argument is no `U`, or is borrowed.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub fn borrow_mut<'a, U: UserDataClass<Data = V>, V: 'static>(
        self,
        arguments: &'a Arguments<'_>,
        index: usize,
        parameter: &str,
    ) -> Result<BorrowMut<'a, V>> {
        userdata::<U>(arguments, index)
            .and_then(|userdata| exclusive(arguments, userdata))
            .map_err(|error| self.blame(error, index, parameter))
    }

    /// Returns the receiver itself, if that is what the method returned a reference to.
    ///
    /// # Errors
    ///
    /// If it returned a reference to something else.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub fn chain(
        self,
        returned: *const C::Data,
        this: &C::Data,
        arguments: &Arguments<'_>,
        results: &mut Results<'_>,
    ) -> Result<()> {
        if std::ptr::eq(returned, this) {
            return results.push_argument(arguments, 0);
        }
        let name = C::class_name();
        Err(Error::runtime(format!(
            "'{name}:{}' returned a reference to another {name} than its receiver",
            self.name
        )))
    }
}

/// See [`Callee::blame`], of which this is what knows no type.
#[cold]
fn blame(
    error: Error,
    class: String,
    separator: char,
    name: &str,
    index: usize,
    parameter: &str,
) -> Error {
    let function = format!("{class}{separator}{name}");
    let position = if separator == ':' { index } else { index + 1 };
    error.in_argument(Some(&function), position, Some(parameter).filter(|it| !it.is_empty()))
}

/// The userdata of a class at a position.
#[cfg_attr(not(debug_assertions), inline(always))]
fn userdata<C: UserDataClass<Data: 'static>>(
    arguments: &Arguments<'_>,
    index: usize,
) -> Result<Gc<object::UserData>> {
    match arguments.raw(index).as_userdata() {
        Some(userdata) if userdata.gives::<C::Data>() => Ok(userdata),
        _ => Err(arguments.mismatch(index, &C::class_name())),
    }
}

/// Borrows what lies among the arguments, which outlive the guard.
#[cfg_attr(not(debug_assertions), inline(always))]
fn shared<'a, T: 'static>(
    arguments: &'a Arguments<'_>,
    userdata: Gc<object::UserData>,
) -> Result<Borrow<'a, T>> {
    Borrow::start(userdata).map_err(|error| refuse::<T>(arguments.state(), userdata, error, false))
}

/// As [`shared`], to change it.
#[cfg_attr(not(debug_assertions), inline(always))]
fn exclusive<'a, T: 'static>(
    arguments: &'a Arguments<'_>,
    userdata: Gc<object::UserData>,
) -> Result<BorrowMut<'a, T>> {
    BorrowMut::start(userdata)
        .map_err(|error| refuse::<T>(arguments.state(), userdata, error, true))
}

/// The object that a method is called on. Its type is checked first and it is borrowed last, so that arguments
/// may be read from the very object.
pub struct Receiver<'a, T> {
    userdata: Gc<object::UserData>,
    arguments: &'a Arguments<'a>,
    data: PhantomData<T>,
}

impl<'a, T: 'static> Receiver<'a, T> {
    /// Borrows the object.
    ///
    /// # Errors
    ///
    /// If it is borrowed to be changed, or gone.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub fn borrow(self) -> Result<Borrow<'a, T>> {
        shared(self.arguments, self.userdata)
    }

    /// Borrows the object to change it.
    ///
    /// # Errors
    ///
    /// If it is borrowed, or gone.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub fn borrow_mut(self) -> Result<BorrowMut<'a, T>> {
        exclusive(self.arguments, self.userdata)
    }

    /// Drops the object.
    ///
    /// # Errors
    ///
    /// If it is borrowed. One that is gone already may be dropped again.
    pub fn destroy(self) -> Result<()> {
        let (state, userdata) = (self.arguments.state(), self.userdata);
        match userdata.take::<T>() {
            Ok(_) | Err(BorrowError::Gone) => Ok(()),
            Err(error) => Err(refuse::<T>(state, userdata, error, true)),
        }
    }

    fn take(self) -> Result<T> {
        let (state, userdata) = (self.arguments.state(), self.userdata);
        userdata.take().map_err(|error| refuse::<T>(state, userdata, error, true))
    }
}

/// An operand that is converted; nothing if it is of another type.
///
/// # Errors
///
/// If it has the right type and is still of no use.
#[cfg_attr(not(debug_assertions), inline(always))]
pub fn operand<V: FromLua>(arguments: &Arguments<'_>, index: usize) -> Result<Option<V>> {
    match V::from_argument(arguments, index) {
        Ok(value) => Ok(Some(value)),
        Err(error) if matches!(error.kind(), ErrorKind::Conversion { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

/// An operand that is borrowed; nothing if it is of another type.
///
/// # Errors
///
/// If it cannot be borrowed.
#[cfg_attr(not(debug_assertions), inline(always))]
pub fn operand_ref<'a, C: UserDataClass<Data: 'static>>(
    arguments: &'a Arguments<'_>,
    index: usize,
) -> Result<Option<Borrow<'a, C::Data>>> {
    match arguments.raw(index).as_userdata() {
        Some(userdata) if userdata.gives::<C::Data>() => shared(arguments, userdata).map(Some),
        _ => Ok(None),
    }
}

/// An operand that is text; nothing if it is of another type.
///
/// # Errors
///
/// If the text is not UTF-8.
pub fn operand_str<'a>(arguments: &'a Arguments<'_>, index: usize) -> Result<Option<&'a str>> {
    if arguments.raw(index).is_string() { arguments.str(index).map(Some) } else { Ok(None) }
}

/// Makes two values of an enum without data equal if they are the same variant.
pub fn same_variant<T: UserData + 'static>(registry: &mut UserDataRegistry<T>) {
    metamethod(registry, "__eq", |arguments, results| {
        let (a, b) = (operand_ref::<T>(arguments, 0)?, operand_ref::<T>(arguments, 1)?);
        let is_same = a.zip(b).is_some_and(|(a, b)| discriminant::<T>(&a) == discriminant::<T>(&b));
        results.push_boolean(is_same)
    });
}

/// There is no such operator for operands of these types.
#[cold]
pub fn no_operator(arguments: &Arguments<'_>, operation: &str) -> Error {
    let (left, right) = (arguments.type_name(0), arguments.type_name(1));
    Error::runtime(format!("attempt to {operation} a '{left}' with a '{right}'"))
}

/// Operands of these types have no order.
#[cold]
pub fn no_order(arguments: &Arguments<'_>) -> Error {
    let (left, right) = (arguments.type_name(0), arguments.type_name(1));
    Error::runtime(match left == right {
        true => format!("attempt to compare two {left} values"),
        false => format!("attempt to compare {left} with {right}"),
    })
}

/// Returns what a Rust function returned.
///
/// # Errors
///
/// The function's own error, or that of the conversion.
#[cfg_attr(not(debug_assertions), inline(always))]
pub fn give<R: IntoReturn>(output: R, results: &mut Results<'_>) -> Result<()> {
    output.into_return(results)
}

/// Returns a value as `Display` writes it.
///
/// # Errors
///
/// If the stack overflows.
pub fn give_display<T: Display>(value: &T, results: &mut Results<'_>) -> Result<()> {
    results.push_bytes(value.to_string().as_bytes())
}

/// Returns a value as `Debug` writes it.
///
/// # Errors
///
/// If the stack overflows.
pub fn give_debug<T: Debug>(value: &T, results: &mut Results<'_>) -> Result<()> {
    results.push_bytes(format!("{value:?}").as_bytes())
}

/// What a method found.
///
/// # Errors
///
/// The method's own.
#[cfg_attr(not(debug_assertions), inline(always))]
pub fn found<P: Deref, R: Reference<To = P>>(output: R) -> Result<Option<P>> {
    output.found()
}

/// Wraps the error of a method that returns its receiver.
#[cold]
pub fn external(error: impl Into<Box<dyn StdError + Send + Sync>>) -> Error {
    Error::external(error)
}

/// Converts from Lua by cloning what a userdata holds.
///
/// # Errors
///
/// If the value is no `T`, or cannot be borrowed.
pub fn clone_value<T: UserData + Clone + 'static>(value: &Value) -> Result<T> {
    cloned::<T>(value)
}

/// As [`clone_value`], of an argument where it lies.
///
/// # Errors
///
/// If the argument is no `T`, or cannot be borrowed.
#[cfg_attr(not(debug_assertions), inline(always))]
pub fn clone_argument<T: UserData + Clone + 'static>(
    arguments: &Arguments<'_>,
    index: usize,
) -> Result<T> {
    let userdata = userdata::<T>(arguments, index)?;
    shared(arguments, userdata).map(|data: Borrow<'_, T>| data.clone())
}
