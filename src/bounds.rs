//! The bounds that mlua names, for generic code that came from there.

/// Any type: a machine stays in its thread, so nothing that it holds has to be [`Send`].
///
/// ```
/// use ferrolua::{Lua, MaybeSend, MaybeSync, Result, UserData};
///
/// fn publish<T: UserData + MaybeSend + MaybeSync + 'static>(lua: &Lua, name: &str, data: T) -> Result<()> {
///     lua.globals().set(name, data)
/// }
///
/// struct Log(std::rc::Rc<()>);
///
/// impl UserData for Log {}
///
/// publish(&Lua::new(), "log", Log(std::rc::Rc::new(())))?;
/// # Ok::<(), ferrolua::Error>(())
/// ```
pub trait MaybeSend {}

impl<T: ?Sized> MaybeSend for T {}

/// Any type, as with [`MaybeSend`].
pub trait MaybeSync {}

impl<T: ?Sized> MaybeSync for T {}
