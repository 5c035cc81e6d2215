//! What methods return references to: a part of the object if that is host data, and else a value.
//!
//! The macro calls `(&&&Outcome::<P>::new()).give(…)`: of the traits below, the first whose conditions hold for `P` is
//! found with the fewest references taken away. For a part the method is not called here alone: it is told to
//! [`GivePart::part`], which keeps the arguments to find the part anew.

use std::error::Error as StdError;
use std::marker::PhantomData;
use std::ops::Deref;

use super::{
    Error, IntoLua, IntoReturn, Plain, Receiver, Result, Results, UserData, UserDataClass,
};
use crate::api::userdata::push;
use crate::object::Projection;

pub use crate::object::Finder;

/// A reference to a `P` that a method returned.
pub struct Outcome<P: ?Sized>(PhantomData<fn(&P)>);

impl<P: ?Sized> Outcome<P> {
    /// Of this type.
    #[allow(clippy::new_without_default)]
    pub const fn new() -> Outcome<P> {
        Outcome(PhantomData)
    }
}

/// What a method may return for a part: a reference, also in an `Option`, a `Result`, or an `Option` in a `Result`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be returned to Lua",
    label = "not what a part can be made of",
    note = "a part is made of a reference, also in an `Option` or a `Result`",
    note = "the error of a `Result` must convert to `Box<dyn Error + Send + Sync>`: implement `Error` for it, or use `String`"
)]
pub trait Reference {
    /// The reference.
    type To: Deref;

    /// The reference, if there is one.
    ///
    /// # Errors
    ///
    /// The method's own.
    fn found(self) -> Result<Option<Self::To>>;
}

impl<'a, P: ?Sized> Reference for &'a P {
    type To = &'a P;

    #[cfg_attr(not(debug_assertions), inline(always))]
    fn found(self) -> Result<Option<&'a P>> {
        Ok(Some(self))
    }
}

impl<'a, P: ?Sized> Reference for &'a mut P {
    type To = &'a mut P;

    #[cfg_attr(not(debug_assertions), inline(always))]
    fn found(self) -> Result<Option<&'a mut P>> {
        Ok(Some(self))
    }
}

impl<R: Deref> Reference for Option<R> {
    type To = R;

    #[cfg_attr(not(debug_assertions), inline(always))]
    fn found(self) -> Result<Option<R>> {
        Ok(self)
    }
}

#[diagnostic::do_not_recommend]
impl<R: Reference, E: Into<Box<dyn StdError + Send + Sync>>> Reference
    for std::result::Result<R, E>
{
    type To = R::To;

    #[cfg_attr(not(debug_assertions), inline(always))]
    fn found(self) -> Result<Option<R::To>> {
        self.map_err(Error::external)?.found()
    }
}

/// What a part can be found with, again and again.
#[diagnostic::on_unimplemented(
    message = "a part is found with copies of its method's arguments, and this one cannot be copied",
    label = "take this by value, of a type that is `Clone`",
    note = "the result is host data, so a script gets a part, which calls the method anew whenever it is used"
)]
pub trait Kept: Clone + 'static {}

#[diagnostic::do_not_recommend]
impl<A: Clone + 'static> Kept for A {}

/// An argument that is borrowed for the length of a call: none that could be [`Kept`].
pub struct Borrowed<A: ?Sized>(PhantomData<A>);

/// Why there is code for parts where there is none: the compiler is to see both ways.
const NO_PART: &str = "the result is no part";

/// A result that is a value.
pub trait NoPart<P: ?Sized> {
    /// Whether scripts get a part.
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn is_part(&self) -> bool {
        false
    }

    /// Is not called.
    ///
    /// # Errors
    ///
    /// None.
    fn part<T: 'static, A>(
        &self,
        _: Receiver<'_, T>,
        _: &mut Results<'_>,
        _: A,
        _: Finder<T, P, A, Error>,
    ) -> Result<()> {
        unreachable!("{NO_PART}")
    }

    /// Is not called.
    fn again<A>(&self, _: &A) -> A {
        unreachable!("{NO_PART}")
    }

    /// Asks for nothing.
    fn keeps<A>(&self) {}
}

impl<P: Plain> NoPart<P> for &&Outcome<P> {}
impl<P: ?Sized> NoPart<P> for Outcome<P> {}

/// Returns a copy.
pub trait GivePlain<P> {
    /// Returns what was found.
    ///
    /// # Errors
    ///
    /// The method's own, or that of the conversion.
    fn give<R: Reference<To: Deref<Target = P>>>(
        &self,
        output: R,
        results: &mut Results<'_>,
    ) -> Result<()>;
}

impl<P: Plain + IntoLua> GivePlain<P> for &&Outcome<P> {
    fn give<R: Reference<To: Deref<Target = P>>>(
        &self,
        output: R,
        results: &mut Results<'_>,
    ) -> Result<()> {
        output.found()?.map(|found| P::clone(&found)).push_into(results)
    }
}

/// Returns a part.
pub trait GivePart<P> {
    /// Whether scripts get a part.
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn is_part(&self) -> bool {
        true
    }

    /// Returns a userdata that stands for what the method finds with these arguments; nil if that is nothing.
    ///
    /// # Errors
    ///
    /// The method's own; also if the receiver cannot be borrowed, or the part's type not be registered.
    fn part<T: 'static, A: 'static>(
        &self,
        receiver: Receiver<'_, T>,
        results: &mut Results<'_>,
        arguments: A,
        finder: Finder<T, P, A, Error>,
    ) -> Result<()>;

    /// A copy of an argument.
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn again<A: Kept>(&self, argument: &A) -> A {
        argument.clone()
    }

    /// Asks whether such an argument can be kept.
    fn keeps<A: Kept>(&self) {}

    /// Is not called.
    ///
    /// # Errors
    ///
    /// None.
    fn give<R>(&self, _: R, _: &mut Results<'_>) -> Result<()> {
        unreachable!("{NO_PART}")
    }
}

impl<P: UserData + 'static> GivePart<P> for &Outcome<P> {
    fn part<T: 'static, A: 'static>(
        &self,
        receiver: Receiver<'_, T>,
        results: &mut Results<'_>,
        arguments: A,
        finder: Finder<T, P, A, Error>,
    ) -> Result<()> {
        push_part::<P, T, A>(receiver, results, arguments, finder)
    }
}

/// See [`GivePart::part`].
pub(super) fn push_part<C: UserDataClass<Data: 'static>, T: 'static, A: 'static>(
    receiver: Receiver<'_, T>,
    results: &mut Results<'_>,
    arguments: A,
    finder: Finder<T, C::Data, A, Error>,
) -> Result<()> {
    let whole = receiver.userdata;
    let is_there = match finder {
        Finder::Look(find) => find(&*receiver.borrow()?, &arguments)?.is_some(),
        Finder::Seek(find) => find(&mut *receiver.borrow_mut()?, &arguments)?.is_some(),
        Finder::Reach(find) => find(&mut *receiver.borrow_mut()?, &arguments)?.is_some(),
    };
    if !is_there {
        return results.push_nil();
    }
    push::<C>(results, whole, Projection::by_method(finder, arguments))
}

/// Returns a value.
pub trait GiveValue<P: ?Sized> {
    /// Returns what the method returned.
    ///
    /// # Errors
    ///
    /// The method's own, or that of the conversion.
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn give<R: IntoReturn>(&self, output: R, results: &mut Results<'_>) -> Result<()> {
        output.into_return(results)
    }
}

impl<P: ?Sized> GiveValue<P> for Outcome<P> {}
