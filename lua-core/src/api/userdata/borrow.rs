//! Guards of borrowed host data, and how the functions of a type get them.
#![allow(unsafe_code)]
//!
//! # Safety
//!
//! B1. A guard holds the machine and roots the userdata, so the data outlives it; its borrow was started on
//!     that userdata and ends with it, so the data is neither moved nor aliased wrongly. What a scope lends has no such
//!     guard, but only those of a call, which the window or a borrowed handle keeps.
//! B2. An `Access<T>` holds the identity of `T` itself, lifetimes included: it is invariant in `T`.

use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};

use super::refusal::Refusal;
use super::{AnyUserData, expected_name};
use crate::api::convert::FromLua;
use crate::api::definitions::annotated;
use crate::api::error::{Error, Result};
use crate::api::lua::Lua;
use crate::api::value::Value;
use crate::gc::Gc;
use crate::object::{self, BorrowError, Identity, Loan, State};

type Borrowed<B> = std::result::Result<B, BorrowError>;

/// Host data of type `T`, borrowed.
///
/// The guard keeps the machine alive. Data that is kept as `Rc<T>`, `Arc<T>`, `Rc<RefCell<T>>`, `Arc<Mutex<T>>` or
/// `Arc<RwLock<T>>` can be borrowed as a `T` too. Data that a scope lends cannot be borrowed like this, as the guard
/// might outlive the scope: see [`AnyUserData::borrow_scoped`].
///
/// ```
/// use lua_core::{Lua, UserDataRef};
/// let lua = Lua::new();
/// let size = lua.create_function(|_, items: UserDataRef<Vec<i64>>| Ok(items.len()))?;
/// let items = lua.create_any_userdata(vec![1_i64, 2, 3])?;
/// assert_eq!(size.call::<usize>(items)?, 3);
/// # Ok::<(), lua_core::Error>(())
/// ```
pub struct UserDataRef<T: 'static> {
    guard: Borrow<'static, T>,
    _handle: AnyUserData,
    _lua: Lua,
}

/// Host data of type `T`, borrowed to be changed. See [`UserDataRef`].
///
/// ```
/// use lua_core::{Lua, UserDataRefMut};
/// let lua = Lua::new();
/// let clear = lua.create_function(|_, mut items: UserDataRefMut<Vec<i64>>| Ok(items.clear()))?;
/// let items = lua.create_any_userdata(vec![1_i64, 2, 3])?;
/// clear.call::<()>(&items)?;
/// assert!(items.borrow::<Vec<i64>>()?.is_empty());
/// # Ok::<(), lua_core::Error>(())
/// ```
pub struct UserDataRefMut<T: 'static> {
    guard: BorrowMut<'static, T>,
    _handle: AnyUserData,
    _lua: Lua,
}

/// Host data of type `T`, taken out of its userdata: what scripts do with that afterwards is an error.
///
/// ```
/// use lua_core::{Lua, UserDataOwned};
/// let lua = Lua::new();
/// let sum = lua.create_function(|_, UserDataOwned(items): UserDataOwned<Vec<i64>>| {
///     Ok(items.into_iter().sum::<i64>())
/// })?;
/// let items = lua.create_any_userdata(vec![1_i64, 2, 3])?;
/// assert_eq!(sum.call::<i64>(&items)?, 6);
/// assert!(sum.call::<i64>(&items).is_err());
/// # Ok::<(), lua_core::Error>(())
/// ```
pub struct UserDataOwned<T: 'static>(pub T);

/// Refuses a guard that could outlive the scope that lends the data.
fn check_lasting<T: 'static>(userdata: Gc<object::UserData>) -> Borrowed<()> {
    if userdata.gives::<T>() && userdata.is_lent() { Err(BorrowError::Lent) } else { Ok(()) }
}

impl<T: 'static> UserDataRef<T> {
    pub(super) fn new(handle: &AnyUserData) -> Result<UserDataRef<T>> {
        let (lua, userdata) = handle.userdata()?;
        match check_lasting::<T>(userdata).and_then(|()| Borrow::of_any(userdata)) {
            Ok(guard) => Ok(UserDataRef { guard, _handle: handle.clone(), _lua: lua }),
            Err(error) => Err(Refusal::of::<T>(&lua.state, userdata, error).to_host()),
        }
    }
}

impl<T: 'static> UserDataRefMut<T> {
    pub(super) fn new(handle: &AnyUserData) -> Result<UserDataRefMut<T>> {
        let (lua, userdata) = handle.userdata()?;
        match check_lasting::<T>(userdata).and_then(|()| BorrowMut::of_any(userdata)) {
            Ok(guard) => Ok(UserDataRefMut { guard, _handle: handle.clone(), _lua: lua }),
            Err(error) => Err(Refusal::of_mut::<T>(&lua.state, userdata, error).to_host()),
        }
    }
}

impl<T: 'static> Deref for UserDataRef<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.guard
    }
}

impl<T: 'static> Deref for UserDataRefMut<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.guard
    }
}

impl<T: 'static> DerefMut for UserDataRefMut<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.guard
    }
}

impl<T: 'static> Deref for UserDataOwned<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: 'static> DerefMut for UserDataOwned<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

macro_rules! shown_as_what_they_hold {
    ($($type:ident)+) => {$(
        impl<T: fmt::Debug + 'static> fmt::Debug for $type<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                T::fmt(self, f)
            }
        }

        impl<T: fmt::Display + 'static> fmt::Display for $type<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                T::fmt(self, f)
            }
        }
    )+};
}

shown_as_what_they_hold!(UserDataRef UserDataRefMut UserDataOwned);

impl<T: 'static> FromLua for UserDataRef<T> {
    annotated!("userdata");

    fn from_lua(value: Value, lua: &Lua) -> Result<UserDataRef<T>> {
        UserDataRef::new(&AnyUserData::from_lua(value, lua)?)
    }
}

impl<T: 'static> FromLua for UserDataRefMut<T> {
    annotated!("userdata");

    fn from_lua(value: Value, lua: &Lua) -> Result<UserDataRefMut<T>> {
        UserDataRefMut::new(&AnyUserData::from_lua(value, lua)?)
    }
}

impl<T: 'static> FromLua for UserDataOwned<T> {
    annotated!("userdata");

    fn from_lua(value: Value, lua: &Lua) -> Result<UserDataOwned<T>> {
        AnyUserData::from_lua(value, lua)?.take().map(UserDataOwned)
    }
}

/// A borrow that lasts as long as a native call, whose window keeps the userdata alive.
pub struct Borrow<'a, T> {
    loan: Loan<T>,
    userdata: Gc<object::UserData>,
    window: PhantomData<&'a ()>,
}

impl<'a, T> Borrow<'a, T> {
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn of(userdata: Gc<object::UserData>, loan: Loan<T>) -> Borrow<'a, T> {
        Borrow { loan, userdata, window: PhantomData }
    }
}

impl<'a, T: 'static> Borrow<'a, T> {
    /// Borrows what a slot of the window holds.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(in crate::api) fn start(userdata: Gc<object::UserData>) -> Borrowed<Borrow<'a, T>> {
        Ok(Borrow::of(userdata, userdata.start_borrow()?))
    }

    /// As above, also of what a pointer leads to that is no [`super::UserData`].
    fn of_any(userdata: Gc<object::UserData>) -> Borrowed<Borrow<'a, T>> {
        Borrow::start(userdata).or_else(|error| match error {
            BorrowError::WrongType => Ok(Borrow::of(userdata, userdata.borrow_behind(false)?)),
            error => Err(error),
        })
    }
}

impl<T> Deref for Borrow<'_, T> {
    type Target = T;

    #[cfg_attr(not(debug_assertions), inline(always))]
    fn deref(&self) -> &T {
        // SAFETY: B1, with the window in place of the handle.
        unsafe { self.loan.data.as_ref() }
    }
}

impl<T> Drop for Borrow<'_, T> {
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn drop(&mut self) {
        self.loan.lock = None;
        self.userdata.end_borrow();
    }
}

/// An exclusive borrow that lasts as long as a native call.
pub struct BorrowMut<'a, T> {
    loan: Loan<T>,
    userdata: Gc<object::UserData>,
    window: PhantomData<&'a mut ()>,
    /// Invariant: what is written must be what others read.
    written: PhantomData<fn(T) -> T>,
}

impl<'a, T> BorrowMut<'a, T> {
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn of(userdata: Gc<object::UserData>, loan: Loan<T>) -> BorrowMut<'a, T> {
        BorrowMut { loan, userdata, window: PhantomData, written: PhantomData }
    }
}

impl<'a, T: 'static> BorrowMut<'a, T> {
    /// Borrows what a slot of the window holds.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(in crate::api) fn start(userdata: Gc<object::UserData>) -> Borrowed<BorrowMut<'a, T>> {
        Ok(BorrowMut::of(userdata, userdata.start_borrow_mut()?))
    }

    /// As above, also of what a pointer leads to that is no [`super::UserData`].
    fn of_any(userdata: Gc<object::UserData>) -> Borrowed<BorrowMut<'a, T>> {
        BorrowMut::start(userdata).or_else(|error| match error {
            BorrowError::WrongType => Ok(BorrowMut::of(userdata, userdata.borrow_behind(true)?)),
            error => Err(error),
        })
    }
}

impl<T> Deref for BorrowMut<'_, T> {
    type Target = T;

    #[cfg_attr(not(debug_assertions), inline(always))]
    fn deref(&self) -> &T {
        // SAFETY: as B1.
        unsafe { self.loan.data.as_ref() }
    }
}

impl<T> DerefMut for BorrowMut<'_, T> {
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: as B1.
        unsafe { self.loan.data.as_mut() }
    }
}

impl<T> Drop for BorrowMut<'_, T> {
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn drop(&mut self) {
        if self.loan.lock.is_some() {
            self.loan.lock = None;
            return self.userdata.end_borrow();
        }
        self.userdata.end_borrow_mut();
    }
}

/// How the functions of `T` get at its data.
pub(in crate::api) struct Access<T> {
    identity: Identity,
    names: Names,
    data: PhantomData<fn(T) -> T>,
}

/// What messages call a type.
#[derive(Clone, Copy)]
pub(in crate::api) struct Names(pub(in crate::api) fn(&State) -> String);

impl<T> Clone for Access<T> {
    fn clone(&self) -> Access<T> {
        *self
    }
}

impl<T> Copy for Access<T> {}

impl<T: 'static> Access<T> {
    /// To all data of the type.
    pub(super) fn to_type() -> Access<T> {
        let identity = Identity::of::<T>();
        Access { identity, names: Names(expected_name::<T>), data: PhantomData }
    }
}

impl<T> Access<T> {
    /// To data that is lent by a key of its own: nobody else has that key, so no other type has it.
    pub(in crate::api) fn to_lent(state: &State, names: Names) -> (Access<T>, u64) {
        let key = state.extra.lent_types.get() + 1;
        state.extra.lent_types.set(key);
        (Access { identity: Identity::of_key(key), names, data: PhantomData }, key)
    }

    /// What messages call the type.
    pub(super) fn names(self) -> Names {
        self.names
    }

    /// A function that borrows data. It does not mention `T`, which may have lifetimes, in what it captures.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(super) fn shared(
        self,
    ) -> impl Fn(Gc<object::UserData>) -> Borrowed<Borrow<'static, T>> + Copy + 'static {
        let identity = self.identity;
        move |userdata| {
            // SAFETY: B2.
            unsafe { userdata.start_borrow_as(identity) }.map(|loan| Borrow::of(userdata, loan))
        }
    }

    /// A function that borrows data to change it.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(super) fn exclusive(
        self,
    ) -> impl Fn(Gc<object::UserData>) -> Borrowed<BorrowMut<'static, T>> + Copy + 'static {
        let identity = self.identity;
        move |userdata| {
            // SAFETY: B2.
            unsafe { userdata.start_borrow_mut_as(identity) }
                .map(|loan| BorrowMut::of(userdata, loan))
        }
    }
}

impl AnyUserData {
    /// Shows the data to a function. Unlike [`AnyUserData::borrow`] this can be done with what a scope lends.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let text = String::from("lent");
    /// let length = lua.scope(|scope| {
    ///     let data = scope.create_any_userdata_ref(&text)?;
    ///     data.borrow_scoped(|text: &String| text.len())
    /// })?;
    /// assert_eq!(length, 4);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If it is of another type, is gone, or is borrowed mutably.
    pub fn borrow_scoped<T: 'static, R>(&self, look: impl FnOnce(&T) -> R) -> Result<R> {
        let (lua, userdata) = self.userdata()?;
        // The handle that is borrowed takes the window's place.
        match Borrow::of_any(userdata) {
            Ok(guard) => Ok(look(&guard)),
            Err(error) => Err(Refusal::of::<T>(&lua.state, userdata, error).to_host()),
        }
    }

    /// Shows the data to a function, if it can be borrowed as a `T`.
    pub(super) fn look<T: 'static, R>(&self, look: impl FnOnce(&T) -> R) -> Result<Option<R>> {
        let (lua, userdata) = self.userdata()?;
        match Borrow::start(userdata) {
            Ok(guard) => Ok(Some(look(&guard))),
            Err(BorrowError::WrongType) => Ok(None),
            Err(error) => Err(Refusal::of::<T>(&lua.state, userdata, error).to_host()),
        }
    }

    /// Shows the data to a function that may change it. Unlike [`AnyUserData::borrow_mut`] this can be done with what a
    /// scope lends.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let mut text = String::from("le");
    /// lua.scope(|scope| {
    ///     let data = scope.create_any_userdata_ref_mut(&mut text)?;
    ///     data.borrow_mut_scoped(|text: &mut String| text.push_str("nt"))
    /// })?;
    /// assert_eq!(text, "lent");
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If it is of another type, is gone, is borrowed, or is not to be changed.
    pub fn borrow_mut_scoped<T: 'static, R>(&self, change: impl FnOnce(&mut T) -> R) -> Result<R> {
        let (lua, userdata) = self.userdata()?;
        match BorrowMut::of_any(userdata) {
            Ok(mut guard) => Ok(change(&mut guard)),
            Err(error) => Err(Refusal::of_mut::<T>(&lua.state, userdata, error).to_host()),
        }
    }

    /// Takes the data out; scripts that use it afterwards get an error.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let data = lua.create_any_userdata(String::from("mine"))?;
    /// assert_eq!(data.take::<String>()?, "mine");
    /// assert!(data.take::<String>().is_err());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If it is of another type, is gone, is borrowed, or is lent or shared.
    pub fn take<T: 'static>(&self) -> Result<T> {
        let (lua, userdata) = self.userdata()?;
        userdata.take().map_err(|error| {
            let is_shared = error == BorrowError::WrongType && userdata.points_to::<T>();
            let error = if is_shared { BorrowError::NotOwned } else { error };
            Refusal::of_mut::<T>(&lua.state, userdata, error).to_host()
        })
    }
}

/// As [`refuse`], of data that only its key tells from others.
#[cold]
pub(in crate::api) fn refuse_lent(
    state: &State,
    userdata: Gc<object::UserData>,
    error: BorrowError,
    names: Names,
    is_exclusive: bool,
) -> Error {
    Refusal::new(state, userdata, error, names, is_exclusive).to_method()
}

/// Why a derived function may not borrow its data.
#[cold]
pub(in crate::api) fn refuse<T: 'static>(
    state: &State,
    userdata: Gc<object::UserData>,
    error: BorrowError,
    is_exclusive: bool,
) -> Error {
    let refusal = match is_exclusive {
        true => Refusal::of_mut::<T>(state, userdata, error),
        false => Refusal::of::<T>(state, userdata, error),
    };
    refusal.to_method()
}
