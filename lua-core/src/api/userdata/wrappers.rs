//! Pointers that share host data with the host: userdata with the fields and methods of what they point to.
//!
//! The functions of `T` find their data behind the pointer when they borrow it (`object/pointer.rs`).

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::{Arc, Mutex, RwLock};

use super::{UserData, UserDataRegistry};
use crate::api::definitions::ClassDefinition;

macro_rules! pointers {
    ($($(#[$doc:meta])* $pointer:ty;)+) => {$(
        $(#[$doc])*
        impl<T: UserData + 'static> UserData for $pointer {
            fn register(registry: &mut UserDataRegistry<Self>) {
                registry.point_to::<T>();
            }

            fn type_name() -> String {
                T::type_name()
            }

            fn describe(class: &mut ClassDefinition) {
                T::describe(class);
            }
        }
    )+};
}

pointers! {
    /// Shared with the host, to be read only: methods that change the data are errors.
    ///
    /// ```
    /// use std::rc::Rc;
    /// use lua_core::{Lua, UserData, UserDataFields};
    ///
    /// struct Map {
    ///     width: u32,
    /// }
    ///
    /// impl UserData for Map {
    ///     fn add_fields<F: UserDataFields<Self>>(fields: &mut F) {
    ///         fields.add_field_method_get("width", |_, this| Ok(this.width));
    ///     }
    /// }
    ///
    /// let (lua, map) = (Lua::new(), Rc::new(Map { width: 80 }));
    /// lua.globals().set("map", map.clone())?;
    /// assert_eq!(lua.load("map.width").eval::<u32>()?, map.width);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    Rc<T>;
    /// Shared with the host, to be read only: methods that change the data are errors.
    Arc<T>;
    /// Shared with the host, which may change the data too. While one side has it borrowed, it is an error for the other.
    ///
    /// ```
    /// use std::{cell::RefCell, rc::Rc};
    /// use lua_core::{Lua, UserData, UserDataMethods};
    ///
    /// struct Log(Vec<String>);
    ///
    /// impl UserData for Log {
    ///     fn add_methods<M: UserDataMethods<Self>>(methods: &mut M) {
    ///         methods.add_method_mut("write", |_, this, line| Ok(this.0.push(line)));
    ///     }
    /// }
    ///
    /// let (lua, log) = (Lua::new(), Rc::new(RefCell::new(Log(vec![]))));
    /// lua.globals().set("log", log.clone())?;
    /// lua.load("log:write('begun')").exec()?;
    /// assert_eq!(log.borrow().0, ["begun"]);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    Rc<RefCell<T>>;
    /// Shared with other threads. A method locks the data while it runs; it does not wait for the lock, but is an error if
    /// that is taken, as a thread that waits could not be told to stop.
    Arc<Mutex<T>>;
    /// Shared with other threads. A method locks the data while it runs, for reading or writing; it does not wait for the
    /// lock, but is an error if that is taken.
    Arc<RwLock<T>>;
}
