//! Data without handles, for `lua-serde`: a [`Reader`] takes Lua values apart, a [`Writer`] makes them. Each enters
//! the machine once, and works on a shadow stack of its own.
//!
//! What is borrowed of a reader says which slots are in use: a part is reached through `&mut` of the whole, so parts
//! end in the order of a stack. Whatever is forgotten instead goes with the whole.

#[cfg(feature = "serde")]
mod handed;
mod order;
mod outline;
pub(super) mod path;
mod read;
mod write;

use std::rc::Rc;

use super::lua::Lua;
use crate::object::ShadowStack;

#[cfg(feature = "serde")]
pub use handed::{HANDLE, hand, take_handed};
pub use outline::{Outline, Place, Step};
pub use read::{Datum, Entries, Reader, View};
pub use write::Writer;

/// A machine, entered, and a stack that it marks.
struct Workspace {
    lua: Lua,
    stack: Rc<ShadowStack>,
}

impl Workspace {
    fn new(lua: Lua) -> Workspace {
        let stack = lua.state.shadows.take();
        Workspace { lua, stack }
    }
}

impl Drop for Workspace {
    fn drop(&mut self) {
        self.stack.give_back();
    }
}
