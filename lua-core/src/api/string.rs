//! `LuaString`: a string of any bytes, owned by Rust.

use std::ops::Deref;

use super::error::{Error, Result};
use super::handle::Handle;
use super::lua::Lua;
use crate::gc::Gc;
use crate::object;

/// A Lua string: any bytes, not necessarily UTF-8.
///
/// ```
/// let lua = lua_core::Lua::new();
/// let text = lua.create_string("grüße")?;
/// assert_eq!(text.to_str()?, "grüße");
/// assert_eq!(text.as_bytes()?.len(), 7);
/// # Ok::<(), lua_core::Error>(())
/// ```
#[derive(Clone)]
pub struct LuaString(pub(super) Handle);

impl LuaString {
    fn string(&self) -> Result<(Lua, Gc<object::LuaString>)> {
        let (lua, value) = self.0.enter()?;
        Ok((lua, value.as_string().expect("a string handle holds a string")))
    }

    /// The bytes. The guard keeps the machine alive.
    ///
    /// # Errors
    ///
    /// If the machine is gone.
    pub fn as_bytes(&self) -> Result<BorrowedBytes<'_>> {
        let (lua, string) = self.string()?;
        // The handle roots the string, the guard owns the machine.
        Ok(BorrowedBytes { bytes: string.long_lived_bytes(self), _lua: lua })
    }

    /// The text.
    ///
    /// # Errors
    ///
    /// If the bytes are not UTF-8, or the machine is gone.
    pub fn to_str(&self) -> Result<BorrowedStr<'_>> {
        let guard = self.as_bytes()?;
        let text = std::str::from_utf8(guard.bytes)
            .map_err(|_| Error::conversion("string", "string", Some("invalid UTF-8")))?;
        Ok(BorrowedStr { text, _lua: guard._lua })
    }

    /// The text, with U+FFFD for what is not UTF-8; empty if the machine is gone.
    pub fn to_string_lossy(&self) -> String {
        self.as_bytes()
            .map_or_else(|_| String::new(), |bytes| String::from_utf8_lossy(&bytes).into_owned())
    }

    /// A copy of the bytes; empty if the machine is gone.
    pub fn to_vec(&self) -> Vec<u8> {
        self.as_bytes().map(|bytes| bytes.to_vec()).unwrap_or_default()
    }
}

/// The bytes of a string, borrowed.
pub struct BorrowedBytes<'a> {
    bytes: &'a [u8],
    _lua: Lua,
}

impl Deref for BorrowedBytes<'_> {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.bytes
    }
}

/// The text of a string, borrowed.
pub struct BorrowedStr<'a> {
    text: &'a str,
    _lua: Lua,
}

impl Deref for BorrowedStr<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        self.text
    }
}

impl AsRef<str> for BorrowedStr<'_> {
    fn as_ref(&self) -> &str {
        self.text
    }
}

impl AsRef<[u8]> for BorrowedBytes<'_> {
    fn as_ref(&self) -> &[u8] {
        self.bytes
    }
}

impl<T: AsRef<str> + ?Sized> PartialEq<T> for BorrowedStr<'_> {
    fn eq(&self, other: &T) -> bool {
        self.text == other.as_ref()
    }
}

impl<T: AsRef<[u8]> + ?Sized> PartialEq<T> for BorrowedBytes<'_> {
    fn eq(&self, other: &T) -> bool {
        self.bytes == other.as_ref()
    }
}

impl std::fmt::Display for BorrowedStr<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.text)
    }
}

impl std::fmt::Debug for BorrowedStr<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.text.fmt(f)
    }
}

impl std::fmt::Debug for BorrowedBytes<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.bytes.fmt(f)
    }
}

impl std::fmt::Debug for LuaString {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", self.to_string_lossy())
    }
}

/// By their bytes, also across machines; a string whose machine is gone equals nothing.
impl PartialEq for LuaString {
    fn eq(&self, other: &LuaString) -> bool {
        match (self.as_bytes(), other.as_bytes()) {
            (Ok(a), Ok(b)) => *a == *b,
            _ => false,
        }
    }
}

impl<T: AsRef<[u8]> + ?Sized> PartialEq<T> for LuaString
where
    T: NotLuaString,
{
    fn eq(&self, other: &T) -> bool {
        self.as_bytes().is_ok_and(|bytes| *bytes == *other.as_ref())
    }
}

/// Types of the standard library that a string can be compared with.
pub trait NotLuaString {}
impl NotLuaString for str {}
impl NotLuaString for &str {}
impl NotLuaString for String {}
impl NotLuaString for [u8] {}
impl NotLuaString for &[u8] {}
impl NotLuaString for Vec<u8> {}
