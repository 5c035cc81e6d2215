//! `LuaString`: a string of any bytes, owned by Rust.

use std::borrow::{Borrow, Cow};
use std::cmp::Ordering;
use std::ffi::c_void;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;

use super::convert::{FromLua, IntoLua};
use super::definitions::annotated;
use super::error::{Error, Result};
use super::handle::{Handle, KeptBytes, KeptText};
use super::lua::Lua;
use super::value::Value;
use crate::gc::Gc;
use crate::object;

/// A Lua string: any bytes, not necessarily UTF-8.
///
/// Strings compare by their bytes, with each other and with Rust's. A string whose machine is gone equals nothing but
/// itself.
///
/// ```
/// let lua = lua_core::Lua::new();
/// let text = lua.create_string("grüße")?;
/// assert_eq!(text.to_str()?, "grüße");
/// assert_eq!(text.as_bytes()?.len(), 7);
/// assert!(text == "grüße" && text > lua.create_string("gras")? && text < *"h");
/// # Ok::<(), lua_core::Error>(())
/// ```
#[derive(Clone)]
pub struct LuaString(pub(super) Handle);

impl LuaString {
    fn string(&self) -> Result<(Lua, Gc<object::LuaString>)> {
        let (lua, value) = self.0.enter()?;
        Ok((lua, value.as_string().expect("a string handle holds a string")))
    }

    /// Shows the bytes to a function, if the machine lives.
    fn look<R>(&self, look: impl FnOnce(&[u8]) -> R) -> Result<R> {
        let (_lua, string) = self.string()?;
        Ok(look(string.long_lived_bytes(self)))
    }

    /// The bytes. The guard keeps the machine alive.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let bytes = lua.create_string(b"\xff\0")?.as_bytes()?;
    /// assert_eq!(bytes, b"\xff\0");
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the machine is gone.
    pub fn as_bytes(&self) -> Result<BorrowedBytes> {
        KeptBytes::new(self.clone()).map(BorrowedBytes)
    }

    /// The text. The guard keeps the machine alive.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// assert_eq!(lua.create_string("text")?.to_str()?, "text");
    /// assert!(lua.create_string(b"\xff")?.to_str().is_err());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the bytes are not UTF-8, or the machine is gone.
    pub fn to_str(&self) -> Result<BorrowedStr> {
        match KeptText::new(KeptBytes::new(self.clone())?) {
            Some(text) => Ok(BorrowedStr(text)),
            None => Err(Error::conversion("string", "string", Some("invalid UTF-8"))),
        }
    }

    /// The text, with U+FFFD for what is not UTF-8; empty if the machine is gone.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// assert_eq!(lua.create_string(b"a\xff")?.to_string_lossy(), "a\u{fffd}");
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn to_string_lossy(&self) -> String {
        self.look(|bytes| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default()
    }

    /// The text to be written: with U+FFFD for what is not UTF-8, and nothing if the machine is gone.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let name = lua.create_string("Lua")?;
    /// assert_eq!(format!("hello, {}", name.display()), "hello, Lua");
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn display(&self) -> impl fmt::Display + '_ {
        struct Shown<'a>(&'a LuaString);
        impl fmt::Display for Shown<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let Ok(bytes) = self.0.as_bytes() else { return Ok(()) };
                f.pad(&String::from_utf8_lossy(&bytes))
            }
        }
        Shown(self)
    }

    /// A copy of the bytes; empty if the machine is gone.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// assert_eq!(lua.create_string(b"\xff")?.to_vec(), [255]);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn to_vec(&self) -> Vec<u8> {
        self.look(<[u8]>::to_vec).unwrap_or_default()
    }

    /// An address that no other value has while this one lives. Strings of the same bytes may have different ones.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let text = lua.create_string("text")?;
    /// assert_eq!(text.to_pointer(), text.clone().to_pointer());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn to_pointer(&self) -> *const c_void {
        self.0.address()
    }

    /// Bytes on their way into a machine, for where no [`Lua`] is at hand.
    ///
    /// ```
    /// use lua_core::{Lua, LuaString};
    /// let lua = Lua::new();
    /// lua.globals().set("bytes", LuaString::wrap([255, 0]))?;
    /// assert!(lua.load("bytes == '\\xff\\0'").eval::<bool>()?);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn wrap(data: impl AsRef<[u8]>) -> impl IntoLua {
        Wrapped(data)
    }
}

/// See [`LuaString::wrap`].
struct Wrapped<T>(T);

impl<T: AsRef<[u8]>> IntoLua for Wrapped<T> {
    fn into_lua(self, lua: &Lua) -> Result<Value> {
        lua.create_string(self.0).map(Value::String)
    }
}

/// The bytes of a string. It can be a parameter, and keeps its machine alive.
///
/// ```
/// use lua_core::{BorrowedBytes, Lua};
/// let lua = Lua::new();
/// let sum = lua.create_function(|_, bytes: BorrowedBytes| {
///     Ok(bytes.iter().map(|&byte| u32::from(byte)).sum::<u32>())
/// })?;
/// assert_eq!(sum.call::<u32>("\u{1}\u{2}")?, 3);
/// # Ok::<(), lua_core::Error>(())
/// ```
pub struct BorrowedBytes(KeptBytes);

/// The text of a string. It can be a parameter, and keeps its machine alive.
///
/// ```
/// use lua_core::{BorrowedStr, Lua};
/// let lua = Lua::new();
/// let words = lua.create_function(|_, text: BorrowedStr| Ok(text.split_whitespace().count()))?;
/// assert_eq!(words.call::<usize>("two words")?, 2);
/// assert!(words.call::<usize>(lua.create_string(b"\xff")?).is_err());
/// # Ok::<(), lua_core::Error>(())
/// ```
pub struct BorrowedStr(KeptText);

impl Deref for BorrowedBytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.0.bytes()
    }
}

impl Deref for BorrowedStr {
    type Target = str;

    fn deref(&self) -> &str {
        self.0.text()
    }
}

impl AsRef<[u8]> for BorrowedStr {
    fn as_ref(&self) -> &[u8] {
        self.as_bytes()
    }
}

impl TryFrom<&LuaString> for BorrowedStr {
    type Error = Error;

    fn try_from(string: &LuaString) -> Result<BorrowedStr> {
        string.to_str()
    }
}

impl TryFrom<&LuaString> for BorrowedBytes {
    type Error = Error;

    fn try_from(string: &LuaString) -> Result<BorrowedBytes> {
        string.as_bytes()
    }
}

impl<'a> IntoIterator for &'a BorrowedBytes {
    type Item = &'a u8;
    type IntoIter = std::slice::Iter<'a, u8>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for BorrowedStr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        str::fmt(self, f)
    }
}

macro_rules! guards {
    ($($guard:ident $target:ty, $get:ident, $string:expr;)+) => {$(
        impl AsRef<$target> for $guard {
            fn as_ref(&self) -> &$target {
                self
            }
        }

        impl Borrow<$target> for $guard {
            fn borrow(&self) -> &$target {
                self
            }
        }

        impl fmt::Debug for $guard {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                <$target as fmt::Debug>::fmt(self, f)
            }
        }

        impl<T: AsRef<$target> + ?Sized> PartialEq<T> for $guard {
            fn eq(&self, other: &T) -> bool {
                **self == *other.as_ref()
            }
        }

        impl Eq for $guard {}

        impl<T: AsRef<$target> + ?Sized> PartialOrd<T> for $guard {
            fn partial_cmp(&self, other: &T) -> Option<Ordering> {
                Some((**self).cmp(other.as_ref()))
            }
        }

        impl Ord for $guard {
            fn cmp(&self, other: &$guard) -> Ordering {
                (**self).cmp(&**other)
            }
        }

        impl Hash for $guard {
            fn hash<H: Hasher>(&self, state: &mut H) {
                (**self).hash(state);
            }
        }

        impl FromLua for $guard {
            annotated!("string");

            fn from_lua(value: Value, lua: &Lua) -> Result<$guard> {
                LuaString::from_lua(value, lua)?.$get()
            }
        }

        impl IntoLua for $guard {
            annotated!("string");

            fn into_lua(self, _: &Lua) -> Result<Value> {
                Ok(Value::String($string(&self)))
            }
        }

        impl IntoLua for &$guard {
            annotated!("string");

            fn into_lua(self, _: &Lua) -> Result<Value> {
                Ok(Value::String($string(self)))
            }
        }
    )+};
}

guards! {
    BorrowedBytes [u8], as_bytes, |guard: &BorrowedBytes| guard.0.string().clone();
    BorrowedStr str, to_str, |guard: &BorrowedStr| guard.0.string().clone();
}

/// As a Rust string if it is UTF-8, else as a byte string; nothing is run.
impl fmt::Debug for LuaString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.as_bytes() {
            Ok(bytes) => match std::str::from_utf8(&bytes) {
                Ok(text) => fmt::Debug::fmt(text, f),
                Err(_) => write!(f, "b\"{}\"", bytes.escape_ascii()),
            },
            Err(_) => f.write_str("<string of a machine that is gone>"),
        }
    }
}

impl PartialEq for LuaString {
    fn eq(&self, other: &LuaString) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for LuaString {}

impl PartialOrd for LuaString {
    fn partial_cmp(&self, other: &LuaString) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// By the bytes, also across machines. Strings whose machine is gone come first, by their addresses.
impl Ord for LuaString {
    fn cmp(&self, other: &LuaString) -> Ordering {
        if self.to_pointer() == other.to_pointer() && self.0.is_alive() == other.0.is_alive() {
            return Ordering::Equal;
        }
        match (self.as_bytes(), other.as_bytes()) {
            (Ok(a), Ok(b)) => a.cmp(&b),
            (Ok(_), Err(_)) => Ordering::Greater,
            (Err(_), Ok(_)) => Ordering::Less,
            (Err(_), Err(_)) => self.to_pointer().cmp(&other.to_pointer()),
        }
    }
}

/// As its bytes are hashed.
impl Hash for LuaString {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self.as_bytes() {
            Ok(bytes) => bytes.hash(state),
            Err(_) => self.to_pointer().hash(state),
        }
    }
}

impl<T: AsRef<[u8]> + NotLuaString + ?Sized> PartialEq<T> for LuaString {
    fn eq(&self, other: &T) -> bool {
        self.look(|bytes| bytes == other.as_ref()).unwrap_or(false)
    }
}

impl<T: AsRef<[u8]> + NotLuaString + ?Sized> PartialOrd<T> for LuaString {
    fn partial_cmp(&self, other: &T) -> Option<Ordering> {
        self.look(|bytes| bytes.cmp(other.as_ref())).ok()
    }
}

/// Types of the standard library that a string can be compared with.
pub trait NotLuaString {}

macro_rules! not_lua_strings {
    ($($type:ty),+ $(,)?) => {$(
        impl NotLuaString for $type {}
    )+};
}

not_lua_strings!(str, &str, String, [u8], &[u8], Vec<u8>, BorrowedStr, BorrowedBytes);
not_lua_strings!(Cow<'_, [u8]>, bstr::BStr, &bstr::BStr, bstr::BString);

impl<const N: usize> NotLuaString for [u8; N] {}
impl<const N: usize> NotLuaString for &[u8; N] {}
