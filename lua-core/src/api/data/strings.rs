//! `Strings`: what data borrows from.

use super::super::error::Result;
use super::super::value::Value;
use super::{Datum, Workspace};
use crate::gc::Gc;
use crate::object::LuaString;

/// Keeps strings alive that are read, whatever becomes of the tables that they are in.
pub struct Strings {
    /// There is none for a value that belongs to no machine: it has no strings.
    workspace: Option<Workspace>,
}

impl Strings {
    /// Those of a value's machine.
    ///
    /// # Errors
    ///
    /// If the machine is gone.
    pub fn of(value: &Value) -> Result<Strings> {
        let workspace = value.enter()?.map(|(lua, _)| Workspace::new(lua));
        Ok(Strings { workspace })
    }

    /// The bytes of a string, which is kept from now on. Nothing else is; and none of another machine.
    pub fn keep(&self, datum: &Datum<'_>) -> Option<&[u8]> {
        Some(self.hold(datum)?.long_lived_bytes(self))
    }

    /// The text of a string that is kept from now on, if it is UTF-8.
    pub fn keep_text(&self, datum: &Datum<'_>) -> Option<&str> {
        self.hold(datum)?.long_lived_text(self)
    }

    fn hold(&self, datum: &Datum<'_>) -> Option<Gc<LuaString>> {
        let (own, other) = (self.workspace.as_ref()?, datum.workspace?);
        let string = datum.raw.as_string().filter(|_| own.lua == other.lua)?;
        own.stack.values.borrow_mut().push(datum.raw);
        Some(string)
    }
}
