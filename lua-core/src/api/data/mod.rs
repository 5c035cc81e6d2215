//! Data without handles, for `lua-serde`: a [`Reader`] takes Lua values apart, a [`Writer`] makes them. Each enters
//! the machine once, and works on a shadow stack of its own. By feature `serde`, values are data of other formats too:
//! what of a value is data, and within which limits, is said here for reading and writing.
//!
//! What is borrowed of a reader says which slots are in use: a part is reached through `&mut` of the whole, so parts
//! end in the order of a stack. Whatever is forgotten instead goes with the whole.

#[cfg(feature = "serde")]
mod handed;
#[cfg(feature = "serde")]
mod marks;
mod order;
mod outline;
pub(super) mod path;
mod read;
#[cfg(feature = "serde")]
mod shown;
mod strings;
#[cfg(feature = "serde")]
mod walk;
mod write;
#[cfg(feature = "serde")]
mod written;

use std::rc::Rc;

use super::lua::Lua;
use crate::object::ShadowStack;

#[cfg(feature = "serde")]
pub use handed::{HANDLE, hand, take_handed};
#[cfg(feature = "serde")]
pub use marks::{NULL, mark};
pub use outline::{Outline, Place, Step};
pub use read::{Datum, Entries, Reader, View};
#[cfg(feature = "serde")]
pub use shown::{Shown, register_serialize};
pub use strings::Strings;
#[cfg(feature = "serde")]
pub use walk::{Around, Fault, Inside, Rules, Walk};
pub use write::{StructFields, Writer};
#[cfg(feature = "serde")]
pub use written::Written;

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
