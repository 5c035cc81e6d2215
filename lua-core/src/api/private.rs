//! The one door of generated code. Not part of the API: it may change at any time.

use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};

pub use super::convert::{FromLua, FromLuaMulti};
pub use super::error::{Error, Result};
pub use super::function::IntoReturn;
pub use super::stack::{Arguments, FromArgument, Results};
pub use super::userdata::{UserData, UserDataFields, UserDataMethods, UserDataRegistry};

use super::userdata::{Borrow, BorrowMut, start_borrow, start_borrow_mut};

/// What a `#[methods]` block adds to its type.
pub trait Methods: Sized + 'static {
    /// Registers the functions of the block.
    fn add(registry: &mut UserDataRegistry<Self>);
}

/// Finds out whether a type has a `#[methods]` block: method lookup prefers [`WithMethods`], which asks for it,
/// and falls back on [`WithoutMethods`], one reference further away.
pub struct Probe<T>(PhantomData<T>);

impl<T> Probe<T> {
    /// A probe.
    #[allow(clippy::new_without_default)]
    pub fn new() -> Probe<T> {
        Probe(PhantomData)
    }
}

/// The type has a block.
pub trait WithMethods<T> {
    /// Registers its functions.
    fn add_methods(&self, registry: &mut UserDataRegistry<T>);
}

impl<T: Methods> WithMethods<T> for Probe<T> {
    fn add_methods(&self, registry: &mut UserDataRegistry<T>) {
        T::add(registry);
    }
}

/// The type has no block.
pub trait WithoutMethods<T> {
    /// Registers nothing.
    fn add_methods(&self, _registry: &mut UserDataRegistry<T>) {}
}

impl<T> WithoutMethods<T> for &Probe<T> {}

/// A function's name and one of its parameters', for messages.
pub type Place = (&'static str, &'static str);

fn placed(error: Error, index: usize, (function, name): Place) -> Error {
    error.in_argument(Some(function), index, Some(name))
}

/// Host data borrowed for a call.
pub struct Ref<'a, T: 'static>(Borrow<'a, T>);

impl<T> Deref for Ref<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// Host data borrowed for a call, to be changed.
pub struct RefMut<'a, T: 'static>(BorrowMut<'a, T>);

impl<T> Deref for RefMut<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for RefMut<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

/// Reads an argument.
///
/// # Errors
///
/// If it has another type; the error names function and parameter.
#[inline(always)]
pub fn argument<'a, T: FromArgument>(
    arguments: &'a Arguments<'_>,
    index: usize,
    place: Place,
) -> Result<T::Item<'a>> {
    T::from_argument(arguments, index).map_err(|error| placed(error, index, place))
}

/// Reads all arguments from a position on.
///
/// # Errors
///
/// If one has another type.
pub fn rest<T: FromLuaMulti>(arguments: &Arguments<'_>, index: usize, place: Place) -> Result<T> {
    T::from_arguments(&arguments.skip(index)).map_err(|error| placed(error, index, place))
}

/// Borrows an argument.
///
/// # Errors
///
/// If it is not userdata of this type, or is borrowed mutably.
#[inline(always)]
pub fn borrow<'a, T: UserData + 'static>(
    arguments: &'a Arguments<'_>,
    index: usize,
    place: Place,
) -> Result<Ref<'a, T>> {
    start_borrow(arguments, index).map(Ref).map_err(|error| placed(error, index, place))
}

/// Borrows an argument to change it.
///
/// # Errors
///
/// If it is not userdata of this type, or is borrowed.
#[inline(always)]
pub fn borrow_mut<'a, T: UserData + 'static>(
    arguments: &'a Arguments<'_>,
    index: usize,
    place: Place,
) -> Result<RefMut<'a, T>> {
    start_borrow_mut(arguments, index).map(RefMut).map_err(|error| placed(error, index, place))
}

/// Borrows the object of a method.
///
/// # Errors
///
/// If it is not userdata of this type, or is borrowed mutably.
#[inline(always)]
pub fn receiver<'a, T: UserData + 'static>(
    arguments: &'a Arguments<'_>,
    place: Place,
) -> Result<Ref<'a, T>> {
    borrow(arguments, 0, place)
}

/// Borrows the object of a method to change it.
///
/// # Errors
///
/// If it is not userdata of this type, or is borrowed.
#[inline(always)]
pub fn receiver_mut<'a, T: UserData + 'static>(
    arguments: &'a Arguments<'_>,
    place: Place,
) -> Result<RefMut<'a, T>> {
    borrow_mut(arguments, 0, place)
}

/// Borrows an operand.
///
/// # Errors
///
/// If it is not userdata of this type, or is borrowed mutably.
#[inline(always)]
pub fn operand<'a, T: UserData + 'static>(
    arguments: &'a Arguments<'_>,
    index: usize,
    event: &'static str,
) -> Result<Ref<'a, T>> {
    match start_borrow(arguments, index) {
        Ok(guard) => Ok(Ref(guard)),
        Err(_) if !is::<T>(arguments, index) => Err(operand_error(arguments, event)),
        Err(error) => Err(error),
    }
}

/// Reads an operand that converts from Lua, if it does.
#[inline(always)]
pub fn plain_operand<T: FromLua>(arguments: &Arguments<'_>, index: usize) -> Option<T> {
    if arguments.is_nil(index) {
        return None;
    }
    T::from_argument(arguments, index).ok()
}

/// Whether an argument is userdata of a type.
#[inline(always)]
pub fn is<T: 'static>(arguments: &Arguments<'_>, index: usize) -> bool {
    arguments.raw(index).as_userdata().is_some_and(|userdata| userdata.is::<T>())
}

/// The error of an operator whose operands do not fit.
#[cold]
pub fn operand_error(arguments: &Arguments<'_>, event: &str) -> Error {
    let operator = event.trim_start_matches("__");
    let (left, right) = (arguments.type_name(0), arguments.type_name(1));
    Error::runtime(format!("attempt to {operator} a '{left}' with a '{right}'"))
}

/// Adds a method or a metamethod.
pub fn add_method<T: 'static>(
    registry: &mut UserDataRegistry<T>,
    name: &str,
    body: impl Fn(&Arguments<'_>, &mut Results<'_>) -> Result<()> + 'static,
) {
    registry.add_native_method(name, body);
}

/// Adds a function of the class table.
pub fn add_function<T: 'static>(
    registry: &mut UserDataRegistry<T>,
    name: &str,
    body: impl Fn(&Arguments<'_>, &mut Results<'_>) -> Result<()> + 'static,
) {
    registry.add_native_function(name, body);
}

/// Adds a metamethod.
pub fn add_metamethod<T: 'static>(
    registry: &mut UserDataRegistry<T>,
    name: &str,
    body: impl Fn(&Arguments<'_>, &mut Results<'_>) -> Result<()> + 'static,
) {
    registry.add_native_metamethod(name, body);
}

/// Adds what reading a field does.
pub fn add_getter<T: 'static>(
    registry: &mut UserDataRegistry<T>,
    name: &str,
    body: impl Fn(&Arguments<'_>, &mut Results<'_>) -> Result<()> + 'static,
) {
    registry.add_native_getter(name, body);
}

/// Adds what writing a field does: the object, the key and the value are the arguments.
pub fn add_setter<T: 'static>(
    registry: &mut UserDataRegistry<T>,
    name: &str,
    body: impl Fn(&Arguments<'_>, &mut Results<'_>) -> Result<()> + 'static,
) {
    registry.add_native_setter(name, body);
}

/// Adds a comparison of two objects of the type; objects of other types are not equal, and have no order.
pub fn add_comparison<T: UserData + 'static>(
    registry: &mut UserDataRegistry<T>,
    event: &'static str,
    compare: fn(&T, &T) -> bool,
) {
    registry.add_native_metamethod(event, move |arguments, results| {
        if event == "__eq" && !(is::<T>(arguments, 0) && is::<T>(arguments, 1)) {
            return results.push_boolean(false);
        }
        let a = operand::<T>(arguments, 0, event)?;
        let b = operand::<T>(arguments, 1, event)?;
        results.push_boolean(compare(&a, &b))
    });
}

/// Makes reading and writing unknown fields an error.
pub fn deny_unknown_fields<T: 'static>(registry: &mut UserDataRegistry<T>) {
    registry.deny_unknown_fields();
}
