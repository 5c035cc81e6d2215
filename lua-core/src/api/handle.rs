//! Handles: Rust's hold on a machine and on its objects. The only file that turns a handle into a raw value.
#![allow(unsafe_code)]
//!
//! # Safety
//!
//! L1. The state lives in an `Rc`; `Extra::this` is the pointer that `Rc::as_ptr` gave, set before any code runs.
//! L2. A handle's value is rooted while the machine lives. After that the value is never looked at again.
//! L3. Strings never change: bytes that are UTF-8 once stay so.

use std::ffi::c_void;
use std::mem::ManuallyDrop;
use std::ops::Deref;
use std::rc::{Rc, Weak};

use super::data::{Datum, Strings};
use super::error::{Error, Result};
use super::lua::Lua;
use super::stack::Arguments;
use super::string::LuaString;
use crate::gc::Gc;
use crate::object::{self, KeepsAlive, State, Value};

impl Lua {
    /// Wraps a new state.
    pub(super) fn from_state(state: State) -> Lua {
        let state = Rc::new(state);
        state.extra.this.set(Rc::as_ptr(&state));
        state.settle();
        Lua { state }
    }

    /// A borrowed handle of the machine that is running: costs nothing.
    pub(super) fn borrowed(state: &State) -> BorrowedLua {
        // SAFETY: L1; the handle is never dropped, so the count stays right, and the machine is running, so
        // somebody owns it.
        let state = unsafe { Rc::from_raw(state.extra.this.get()) };
        BorrowedLua(ManuallyDrop::new(Lua { state }))
    }
}

/// A handle of the running machine that counts for nothing.
pub(super) struct BorrowedLua(ManuallyDrop<Lua>);

impl Deref for BorrowedLua {
    type Target = Lua;

    fn deref(&self) -> &Lua {
        &self.0
    }
}

/// A value held by Rust. It does not keep the machine alive: when that is gone, every use is an error.
pub(super) struct Handle {
    state: Weak<State>,
    value: Value,
}

impl Handle {
    /// Holds a value of the machine.
    pub(super) fn new(lua: &Lua, value: Value) -> Handle {
        if let Some((object, _)) = value.object() {
            lua.state.heap.root(object);
        }
        Handle { state: Rc::downgrade(&lua.state), value }
    }

    /// The machine, kept alive while it is used, and the value.
    ///
    /// # Errors
    ///
    /// If the machine is gone.
    #[inline]
    pub(super) fn enter(&self) -> Result<(Lua, Value)> {
        match self.state.upgrade() {
            Some(state) => Ok((Lua { state }, self.value)),
            None => Err(Error::vm_gone()),
        }
    }

    /// The value, for use in a machine.
    ///
    /// # Errors
    ///
    /// If it belongs to another machine.
    #[inline]
    pub(super) fn raw(&self, state: &State) -> Result<Value> {
        if !std::ptr::eq(self.state.as_ptr(), state) {
            return Err(self.foreign());
        }
        Ok(self.value)
    }

    #[cold]
    fn foreign(&self) -> Error {
        if self.state.strong_count() == 0 { Error::vm_gone() } else { Error::wrong_vm() }
    }

    /// Whether the machine still lives.
    pub(super) fn is_alive(&self) -> bool {
        self.state.strong_count() > 0
    }

    /// The value by its identity alone: valid for comparisons and addresses.
    pub(super) fn identity(&self) -> (*const State, Value) {
        (self.state.as_ptr(), self.value)
    }

    /// An address for people, and to tell values apart; null for a value that has none.
    pub(super) fn address(&self) -> *const c_void {
        self.value.address().unwrap_or(0) as *const c_void
    }
}

/// A string and the machine that it is in, so that it is there as long as this.
pub(super) struct KeptBytes {
    string: LuaString,
    bytes: Gc<object::LuaString>,
    _lua: Lua,
}

impl KeptBytes {
    /// Keeps a string.
    ///
    /// # Errors
    ///
    /// If the machine is gone.
    pub(super) fn new(string: LuaString) -> Result<KeptBytes> {
        let (lua, value) = string.0.enter()?;
        let bytes = value.as_string().expect("a string handle holds a string");
        Ok(KeptBytes { string, bytes, _lua: lua })
    }

    /// The bytes.
    #[inline]
    pub(super) fn bytes(&self) -> &[u8] {
        self.bytes.long_lived_bytes(&self.string)
    }

    /// The string.
    pub(super) fn string(&self) -> &LuaString {
        &self.string
    }
}

/// A string of UTF-8.
pub(super) struct KeptText(KeptBytes);

impl KeptText {
    /// Keeps a string, if it is UTF-8.
    pub(super) fn new(bytes: KeptBytes) -> Option<KeptText> {
        let is_text = bytes.bytes.long_lived_text(&bytes.string).is_some();
        is_text.then_some(KeptText(bytes))
    }

    /// The text.
    #[inline]
    pub(super) fn text(&self) -> &str {
        // SAFETY: L3; checked when this was made.
        unsafe { std::str::from_utf8_unchecked(self.0.bytes()) }
    }

    /// The string.
    pub(super) fn string(&self) -> &LuaString {
        &self.0.string
    }
}

impl Clone for Handle {
    fn clone(&self) -> Handle {
        if let (true, Some((object, _))) = (self.is_alive(), self.value.object()) {
            // SAFETY: the machine is alive; L2.
            unsafe { &*self.state.as_ptr() }.heap.root(object);
        }
        Handle { state: self.state.clone(), value: self.value }
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        if let (true, Some((object, _))) = (self.is_alive(), self.value.object()) {
            // SAFETY: the machine is alive; L2.
            unsafe { &*self.state.as_ptr() }.heap.unroot(object);
        }
    }
}

// SAFETY: L2: a string handle roots its string, and its borrower holds the machine.
unsafe impl KeepsAlive for LuaString {}

// SAFETY: a datum's value is in a slot of a shadow stack which only the reader that it borrows changes, and which
// lives as long as that. The reader owns the machine.
unsafe impl KeepsAlive for Datum<'_> {}

// SAFETY: what is kept stays on a shadow stack, from which nothing is taken until the owner of both, which owns the
// machine too, is dropped.
unsafe impl KeepsAlive for Strings {}

// SAFETY: the window's values are on a stack of the running machine, where nobody but the window's owner
// changes them: the frame of a Rust function is out of reach of scripts.
unsafe impl KeepsAlive for Arguments<'_> {}
