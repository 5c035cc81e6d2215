//! Guards of borrowed host data.
#![allow(unsafe_code)]
//!
//! # Safety
//!
//! B1. A guard holds the machine and roots the userdata, so the payload outlives it; its borrow was started on
//!     that userdata and ends with it, so the payload is neither moved nor aliased wrongly.

use std::ops::{Deref, DerefMut};
use std::ptr::NonNull;

use super::{AnyUserData, borrow_error};
use crate::api::convert::FromLua;
use crate::api::error::Result;
use crate::api::lua::Lua;
use crate::api::value::Value;
use crate::gc::Gc;
use crate::object;

/// Host data of type `T`, borrowed.
pub struct UserDataRef<T: 'static> {
    payload: NonNull<T>,
    userdata: Gc<object::UserData>,
    _handle: AnyUserData,
    _lua: Lua,
}

/// Host data of type `T`, borrowed to be changed.
pub struct UserDataRefMut<T: 'static> {
    payload: NonNull<T>,
    userdata: Gc<object::UserData>,
    _handle: AnyUserData,
    _lua: Lua,
}

impl<T: 'static> UserDataRef<T> {
    pub(super) fn new(handle: &AnyUserData) -> Result<UserDataRef<T>> {
        let (lua, userdata) = handle.userdata()?;
        match userdata.start_borrow() {
            Ok(payload) => {
                Ok(UserDataRef { payload, userdata, _handle: handle.clone(), _lua: lua })
            }
            Err(error) => Err(borrow_error::<T>(&lua.state, userdata, error)),
        }
    }
}

impl<T: 'static> UserDataRefMut<T> {
    pub(super) fn new(handle: &AnyUserData) -> Result<UserDataRefMut<T>> {
        let (lua, userdata) = handle.userdata()?;
        match userdata.start_borrow_mut() {
            Ok(payload) => {
                Ok(UserDataRefMut { payload, userdata, _handle: handle.clone(), _lua: lua })
            }
            Err(error) => Err(borrow_error::<T>(&lua.state, userdata, error)),
        }
    }
}

impl<T: 'static> Deref for UserDataRef<T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: B1.
        unsafe { self.payload.as_ref() }
    }
}

impl<T: 'static> Deref for UserDataRefMut<T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: B1.
        unsafe { self.payload.as_ref() }
    }
}

impl<T: 'static> DerefMut for UserDataRefMut<T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: B1.
        unsafe { self.payload.as_mut() }
    }
}

impl<T: 'static> Drop for UserDataRef<T> {
    fn drop(&mut self) {
        self.userdata.end_borrow();
    }
}

impl<T: 'static> Drop for UserDataRefMut<T> {
    fn drop(&mut self) {
        self.userdata.end_borrow_mut();
    }
}

impl<T: 'static> FromLua for UserDataRef<T> {
    fn from_lua(value: Value, lua: &Lua) -> Result<UserDataRef<T>> {
        UserDataRef::new(&AnyUserData::from_lua(value, lua)?)
    }
}

impl<T: 'static> FromLua for UserDataRefMut<T> {
    fn from_lua(value: Value, lua: &Lua) -> Result<UserDataRefMut<T>> {
        UserDataRefMut::new(&AnyUserData::from_lua(value, lua)?)
    }
}

/// A borrow that lasts as long as a native call, whose window keeps the userdata alive.
pub struct Borrow<'a, T> {
    payload: NonNull<T>,
    userdata: Gc<object::UserData>,
    window: std::marker::PhantomData<&'a T>,
}

impl<'a, T: 'static> Borrow<'a, T> {
    /// Borrows what a slot of the window holds.
    #[inline(always)]
    pub(in crate::api) fn start(
        userdata: Gc<object::UserData>,
    ) -> std::result::Result<Borrow<'a, T>, object::BorrowError> {
        let payload = userdata.start_borrow()?;
        Ok(Borrow { payload, userdata, window: std::marker::PhantomData })
    }
}

impl<T> Deref for Borrow<'_, T> {
    type Target = T;

    #[inline(always)]
    fn deref(&self) -> &T {
        // SAFETY: as B1, with the window in place of the handle.
        unsafe { self.payload.as_ref() }
    }
}

impl<T> Drop for Borrow<'_, T> {
    #[inline(always)]
    fn drop(&mut self) {
        self.userdata.end_borrow();
    }
}

/// An exclusive borrow that lasts as long as a native call.
pub struct BorrowMut<'a, T> {
    payload: NonNull<T>,
    userdata: Gc<object::UserData>,
    window: std::marker::PhantomData<&'a mut T>,
}

impl<'a, T: 'static> BorrowMut<'a, T> {
    /// Borrows what a slot of the window holds.
    #[inline(always)]
    pub(in crate::api) fn start(
        userdata: Gc<object::UserData>,
    ) -> std::result::Result<BorrowMut<'a, T>, object::BorrowError> {
        let payload = userdata.start_borrow_mut()?;
        Ok(BorrowMut { payload, userdata, window: std::marker::PhantomData })
    }
}

impl<T> Deref for BorrowMut<'_, T> {
    type Target = T;

    #[inline(always)]
    fn deref(&self) -> &T {
        // SAFETY: as B1.
        unsafe { self.payload.as_ref() }
    }
}

impl<T> DerefMut for BorrowMut<'_, T> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: as B1.
        unsafe { self.payload.as_mut() }
    }
}

impl<T> Drop for BorrowMut<'_, T> {
    #[inline(always)]
    fn drop(&mut self) {
        self.userdata.end_borrow_mut();
    }
}
