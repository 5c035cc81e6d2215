//! Derived types that may hold borrowed parts. No `TypeId` tells them apart from others of their name, so their functions
//! find their data by the key that its scope gave it.

use super::bodies::native;
use crate::api::convert::{FromLua, IntoLua};
use crate::api::error::Result;
use crate::api::function;
use crate::api::stack::{Arguments, Results};
use crate::api::userdata::{
    Borrow, BorrowMut, Key, Names, UserData, UserDataRegistry, refuse_lent,
};
use crate::gc::Gc;
use crate::object::{self, BorrowError};

type Borrowed<B> = std::result::Result<B, BorrowError>;

/// The object that a method is called on. What is borrowed of it ends with the call.
pub struct LentReceiver<'a, T> {
    arguments: &'a Arguments<'a>,
    names: Names,
    function: &'static str,
    shared: &'a dyn Fn(Gc<object::UserData>) -> Borrowed<Borrow<'static, T>>,
    exclusive: &'a dyn Fn(Gc<object::UserData>) -> Borrowed<BorrowMut<'static, T>>,
}

impl<'a, T: UserData> LentReceiver<'a, T> {
    /// Borrows the object.
    ///
    /// # Errors
    ///
    /// If it is another, is borrowed to be changed, or gone.
    pub fn borrow(&self) -> Result<Borrow<'a, T>> {
        self.start(self.shared, false)
    }

    /// Borrows the object to change it.
    ///
    /// # Errors
    ///
    /// If it is another, is borrowed, or gone.
    pub fn borrow_mut(&self) -> Result<BorrowMut<'a, T>> {
        self.start(self.exclusive, true)
    }

    fn start<B>(
        &self,
        borrow: &dyn Fn(Gc<object::UserData>) -> Borrowed<B>,
        is_exclusive: bool,
    ) -> Result<B> {
        match self.arguments.raw(0).as_userdata() {
            Some(userdata) => borrow(userdata).map_err(|error| {
                refuse_lent(self.arguments.state(), userdata, error, self.names, is_exclusive)
            }),
            None => {
                let error = self.arguments.mismatch(0, &T::type_name());
                let function = format!("{}:{}", T::type_name(), self.function);
                Err(error.in_argument(Some(&function), 0, Some("self")))
            }
        }
    }
}

/// Gives a body its receiver.
fn with_receiver<T: UserData>(
    registry: &UserDataRegistry<T>,
    function: &'static str,
    body: impl Fn(LentReceiver<'_, T>, &Arguments<'_>, &mut Results<'_>) -> Result<()> + 'static,
) -> impl Fn(&Arguments<'_>, &mut Results<'_>) -> Result<()> + 'static {
    let (shared, exclusive, names) = registry.borrowing();
    move |arguments, results| {
        let receiver =
            LentReceiver { arguments, names, function, shared: &shared, exclusive: &exclusive };
        body(receiver, arguments, results)
    }
}

macro_rules! registrations {
    ($($(#[$doc:meta])* $name:ident $list:ident $make:ident;)+) => {$(
        $(#[$doc])*
        pub fn $name<T: UserData>(
            registry: &mut UserDataRegistry<T>,
            name: &'static str,
            body: impl Fn(LentReceiver<'_, T>, &Arguments<'_>, &mut Results<'_>) -> Result<()> + 'static,
        ) {
            let function = function::$make(registry.lua(), native(with_receiver(registry, name, body)));
            registry.$list.push((name.into(), function));
        }
    )+};
}

registrations! {
    /// Registers a method.
    lent_method methods from_native;
    /// Registers a metamethod; the receiver is its first operand.
    lent_metamethod metamethods from_native;
    /// Registers what reading a field does.
    lent_getter getters accessor;
    /// Registers what writing a field does.
    lent_setter setters accessor;
}

/// Registers a function without a receiver.
pub fn lent_function<T>(
    registry: &mut UserDataRegistry<T>,
    name: &str,
    body: impl Fn(&Arguments<'_>, &mut Results<'_>) -> Result<()> + 'static,
) {
    let function = function::from_native(registry.lua(), native(body));
    registry.functions.push((name.to_string(), function));
}

/// Registers a field that can be read.
pub fn lent_readable<T: UserData, V: IntoLua>(
    registry: &mut UserDataRegistry<T>,
    key: impl Into<Key>,
    read: impl Fn(&T) -> V + 'static,
) {
    let body = with_receiver(registry, "__index", move |receiver, _, results| {
        let value = read(&*receiver.borrow()?);
        value.push_into(results)
    });
    let getter = function::accessor(registry.lua(), native(body));
    registry.getters.push((key.into(), getter));
}

/// Registers a field that can be written.
pub fn lent_writable<T: UserData, V: FromLua>(
    registry: &mut UserDataRegistry<T>,
    key: impl Into<Key>,
    write: impl Fn(&mut T, V) + 'static,
) {
    let key = key.into();
    let field = key.clone();
    let body = with_receiver(registry, "__newindex", move |receiver, arguments, _| {
        let value = V::from_argument(arguments, 1)
            .map_err(|error| error.context(format!("field '{field}' of {}", T::type_name())))?;
        write(&mut *receiver.borrow_mut()?, value);
        Ok(())
    });
    let setter = function::accessor(registry.lua(), native(body));
    registry.setters.push((key, setter));
}
