//! Host data beside the machine: one value of each type.

use std::any::{Any, TypeId};
use std::cell::{BorrowError, BorrowMutError, Ref, RefMut};
use std::fmt;
use std::ops::{Deref, DerefMut};

use super::lua::Lua;

impl Lua {
    /// Puts host data of a type beside the machine, where callbacks find it; returns what was there.
    ///
    /// ```
    /// struct Settings { volume: u8 }
    ///
    /// let lua = lua_core::Lua::new();
    /// lua.set_app_data(Settings { volume: 3 });
    /// let volume = lua.create_function(|lua, ()| {
    ///     Ok(lua.app_data_ref::<Settings>().map(|settings| settings.volume))
    /// })?;
    /// assert_eq!(volume.call::<Option<u8>>(())?, Some(3));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Panics
    ///
    /// If the data of this type is borrowed; see [`Lua::try_set_app_data`]. Data of other types does not matter.
    #[track_caller]
    pub fn set_app_data<T: 'static>(&self, data: T) -> Option<T> {
        let old = self.state.extra.app_data.place(TypeId::of::<T>()).replace(Some(Box::new(data)));
        old.and_then(unboxed)
    }

    /// Puts host data of a type beside the machine; returns what was there.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// assert_eq!(lua.try_set_app_data(1_u8), Ok(None));
    /// let borrowed = lua.app_data_ref::<u8>();
    /// assert_eq!(lua.try_set_app_data(2_u8), Err(2));
    /// assert_eq!(lua.try_set_app_data("another type"), Ok(None));
    /// ```
    ///
    /// # Errors
    ///
    /// The data, if that of this type is borrowed.
    pub fn try_set_app_data<T: 'static>(&self, data: T) -> std::result::Result<Option<T>, T> {
        match self.state.extra.app_data.place(TypeId::of::<T>()).try_borrow_mut() {
            Ok(mut place) => Ok(place.replace(Box::new(data)).and_then(unboxed)),
            Err(_) => Err(data),
        }
    }

    /// The host data of a type, if there is any.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// lua.set_app_data(42_u32);
    /// assert_eq!(lua.app_data_ref::<u32>().as_deref(), Some(&42));
    /// assert!(lua.app_data_ref::<String>().is_none());
    /// ```
    ///
    /// # Panics
    ///
    /// If the data of this type is borrowed mutably; see [`Lua::try_app_data_ref`].
    #[track_caller]
    pub fn app_data_ref<T: 'static>(&self) -> Option<AppDataRef<'_, T>> {
        let place = self.state.extra.app_data.find(TypeId::of::<T>())?;
        AppDataRef::of(place.borrow())
    }

    /// The host data of a type, if there is any.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// lua.set_app_data(String::from("log"));
    /// let changing = lua.app_data_mut::<String>();
    /// assert!(lua.try_app_data_ref::<String>().is_err());
    /// drop(changing);
    /// assert_eq!(lua.try_app_data_ref::<String>().unwrap().unwrap().len(), 3);
    /// ```
    ///
    /// # Errors
    ///
    /// If it is borrowed mutably.
    pub fn try_app_data_ref<T: 'static>(
        &self,
    ) -> std::result::Result<Option<AppDataRef<'_, T>>, BorrowError> {
        match self.state.extra.app_data.find(TypeId::of::<T>()) {
            Some(place) => place.try_borrow().map(AppDataRef::of),
            None => Ok(None),
        }
    }

    /// The host data of a type to be changed, if there is any.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// lua.set_app_data(vec![1, 2]);
    /// if let Some(mut list) = lua.app_data_mut::<Vec<i32>>() {
    ///     list.push(3);
    /// }
    /// assert_eq!(lua.remove_app_data::<Vec<i32>>(), Some(vec![1, 2, 3]));
    /// ```
    ///
    /// # Panics
    ///
    /// If the data of this type is borrowed; see [`Lua::try_app_data_mut`].
    #[track_caller]
    pub fn app_data_mut<T: 'static>(&self) -> Option<AppDataRefMut<'_, T>> {
        let place = self.state.extra.app_data.find(TypeId::of::<T>())?;
        AppDataRefMut::of(place.borrow_mut())
    }

    /// The host data of a type to be changed, if there is any.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// lua.set_app_data(1_u8);
    /// let reading = lua.app_data_ref::<u8>();
    /// assert!(lua.try_app_data_mut::<u8>().is_err());
    /// ```
    ///
    /// # Errors
    ///
    /// If it is borrowed.
    pub fn try_app_data_mut<T: 'static>(
        &self,
    ) -> std::result::Result<Option<AppDataRefMut<'_, T>>, BorrowMutError> {
        match self.state.extra.app_data.find(TypeId::of::<T>()) {
            Some(place) => place.try_borrow_mut().map(AppDataRefMut::of),
            None => Ok(None),
        }
    }

    /// Takes the host data of a type.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// lua.set_app_data("once");
    /// assert_eq!(lua.remove_app_data::<&str>(), Some("once"));
    /// assert_eq!(lua.remove_app_data::<&str>(), None);
    /// ```
    ///
    /// # Panics
    ///
    /// If it is borrowed.
    #[track_caller]
    pub fn remove_app_data<T: 'static>(&self) -> Option<T> {
        self.state.extra.app_data.find(TypeId::of::<T>())?.take().and_then(unboxed)
    }
}

fn unboxed<T: 'static>(data: Box<dyn Any>) -> Option<T> {
    data.downcast().ok().map(|data| *data)
}

/// Host data of a machine, borrowed; see [`Lua::app_data_ref`].
///
/// ```
/// let lua = lua_core::Lua::new();
/// lua.set_app_data(7_i64);
/// let seven: lua_core::AppDataRef<'_, i64> = lua.app_data_ref().unwrap();
/// assert_eq!(format!("{seven}, {seven:?}, {}", *seven + 1), "7, 7, 8");
/// ```
pub struct AppDataRef<'a, T>(Ref<'a, T>);

impl<'a, T: 'static> AppDataRef<'a, T> {
    fn of(place: Ref<'a, Option<Box<dyn Any>>>) -> Option<AppDataRef<'a, T>> {
        Ref::filter_map(place, |data| data.as_ref()?.downcast_ref()).ok().map(AppDataRef)
    }
}

impl<T> Deref for AppDataRef<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: fmt::Debug> fmt::Debug for AppDataRef<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        T::fmt(self, f)
    }
}

impl<T: fmt::Display> fmt::Display for AppDataRef<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        T::fmt(self, f)
    }
}

/// Host data of a machine, borrowed to be changed; see [`Lua::app_data_mut`].
///
/// ```
/// let lua = lua_core::Lua::new();
/// lua.set_app_data(7_i64);
/// let mut seven: lua_core::AppDataRefMut<'_, i64> = lua.app_data_mut().unwrap();
/// *seven += 1;
/// assert_eq!(seven.to_string(), "8");
/// ```
pub struct AppDataRefMut<'a, T>(RefMut<'a, T>);

impl<'a, T: 'static> AppDataRefMut<'a, T> {
    fn of(place: RefMut<'a, Option<Box<dyn Any>>>) -> Option<AppDataRefMut<'a, T>> {
        RefMut::filter_map(place, |data| data.as_mut()?.downcast_mut()).ok().map(AppDataRefMut)
    }
}

impl<T> Deref for AppDataRefMut<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for AppDataRefMut<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<T: fmt::Debug> fmt::Debug for AppDataRefMut<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        T::fmt(self, f)
    }
}

impl<T: fmt::Display> fmt::Display for AppDataRefMut<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        T::fmt(self, f)
    }
}
