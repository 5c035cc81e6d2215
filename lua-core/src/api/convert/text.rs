//! Conversions of text and bytes, and of what is written as text.

use std::borrow::Cow;
use std::ffi::{CStr, CString, OsStr, OsString};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use bstr::{BStr, BString};

use super::{FromLua, IntoLua};
use crate::api::definitions::annotated;
use crate::api::error::{Error, Result};
use crate::api::lua::Lua;
use crate::api::stack::{Arguments, FromArgument, Results};
use crate::api::string::LuaString;
use crate::api::value::Value;

macro_rules! into_strings {
    ($($type:ty),+ $(,)?) => {$(
        impl IntoLua for $type {
            annotated!("string");

            fn into_lua(self, lua: &Lua) -> Result<Value> {
                lua.create_string(AsRef::<[u8]>::as_ref(AsRef::<str>::as_ref(&self)))
                    .map(Value::String)
            }

            #[cfg_attr(not(debug_assertions), inline(always))]
            fn push_into(self, results: &mut Results<'_>) -> Result<()> {
                results.push_bytes(AsRef::<str>::as_ref(&self).as_bytes())
            }
        }
    )+};
}

into_strings!(&str, String, &String, Box<str>, Rc<str>, Arc<str>, Cow<'_, str>);

impl IntoLua for char {
    annotated!("string");

    fn into_lua(self, lua: &Lua) -> Result<Value> {
        self.encode_utf8(&mut [0; 4]).into_lua(lua)
    }
}

impl IntoLua for &mut str {
    annotated!("string");

    fn into_lua(self, lua: &Lua) -> Result<Value> {
        (&*self).into_lua(lua)
    }
}

impl FromLua for String {
    annotated!("string");

    fn from_lua(value: Value, lua: &Lua) -> Result<String> {
        Ok(LuaString::from_lua(value, lua)?.to_str()?.to_string())
    }

    #[cfg_attr(not(debug_assertions), inline(always))]
    fn from_argument(arguments: &Arguments<'_>, index: usize) -> Result<String> {
        Ok(arguments.str(index)?.to_string())
    }
}

macro_rules! from_text {
    ($($type:ty),+ $(,)?) => {$(
        impl FromLua for $type {
            annotated!("string");

            fn from_lua(value: Value, lua: &Lua) -> Result<$type> {
                String::from_lua(value, lua).map(Into::into)
            }
        }
    )+};
}

from_text!(Box<str>, Rc<str>, Arc<str>, Cow<'static, str>);

/// A string of one character, or the number of a character, which a string of digits is not.
impl FromLua for char {
    annotated!("string");

    fn from_lua(value: Value, lua: &Lua) -> Result<char> {
        if let Value::Integer(code) = value {
            let character = u32::try_from(code).ok().and_then(char::from_u32);
            let reason = Some("no such character");
            return character.ok_or_else(|| Error::conversion(&code.to_string(), "char", reason));
        }
        let text = String::from_lua(value, lua)?;
        let mut characters = text.chars();
        match (characters.next(), characters.next()) {
            (Some(character), None) => Ok(character),
            _ => Err(Error::conversion("string", "char", Some("one character expected"))),
        }
    }
}

macro_rules! into_bytes {
    ($($type:ty, $value:ident => $bytes:expr;)+) => {$(
        impl IntoLua for $type {
            annotated!("string");

            fn into_lua(self, lua: &Lua) -> Result<Value> {
                let $value = &self;
                lua.create_string($bytes).map(Value::String)
            }

            #[cfg_attr(not(debug_assertions), inline(always))]
            fn push_into(self, results: &mut Results<'_>) -> Result<()> {
                let $value = &self;
                results.push_bytes($bytes)
            }
        }
    )+};
}

into_bytes! {
    BString, bytes => &bytes[..];
    &BString, bytes => &bytes[..];
    &BStr, bytes => &bytes[..];
    CString, bytes => bytes.as_bytes();
    &CStr, bytes => bytes.to_bytes();
    Cow<'_, CStr>, bytes => bytes.to_bytes();
    // A name that is not Unicode has bytes that only this system understands; they come back as they were.
    OsString, name => name.as_encoded_bytes();
    &OsStr, name => name.as_encoded_bytes();
    PathBuf, path => path.as_os_str().as_encoded_bytes();
    &Path, path => path.as_os_str().as_encoded_bytes();
}

impl FromLua for BString {
    annotated!("string");

    fn from_lua(value: Value, lua: &Lua) -> Result<BString> {
        LuaString::from_lua(value, lua).map(|string| string.to_vec().into())
    }

    #[cfg_attr(not(debug_assertions), inline(always))]
    fn from_argument(arguments: &Arguments<'_>, index: usize) -> Result<BString> {
        arguments.bytes(index).map(Into::into)
    }
}

impl FromArgument for &BStr {
    type Item<'a> = &'a BStr;

    annotated!("string");

    #[cfg_attr(not(debug_assertions), inline(always))]
    fn from_argument<'a>(arguments: &'a Arguments<'_>, index: usize) -> Result<&'a BStr> {
        arguments.bytes(index).map(BStr::new)
    }
}

/// A string without a zero.
impl FromLua for CString {
    annotated!("string");

    fn from_lua(value: Value, lua: &Lua) -> Result<CString> {
        let bytes = LuaString::from_lua(value, lua)?.to_vec();
        CString::new(bytes)
            .map_err(|_| Error::conversion("string", "CString", Some("a zero byte inside")))
    }
}

impl FromLua for OsString {
    annotated!("string");

    #[cfg(unix)]
    fn from_lua(value: Value, lua: &Lua) -> Result<OsString> {
        use std::os::unix::ffi::OsStringExt;
        LuaString::from_lua(value, lua).map(|name| OsString::from_vec(name.to_vec()))
    }

    #[cfg(not(unix))]
    fn from_lua(value: Value, lua: &Lua) -> Result<OsString> {
        String::from_lua(value, lua).map(OsString::from)
    }
}

impl FromLua for PathBuf {
    annotated!("string");

    fn from_lua(value: Value, lua: &Lua) -> Result<PathBuf> {
        OsString::from_lua(value, lua).map(PathBuf::from)
    }
}

macro_rules! written_as_text {
    ($($type:ident)+) => {$(
        impl IntoLua for $type {
            annotated!("string");

            fn into_lua(self, lua: &Lua) -> Result<Value> {
                self.to_string().into_lua(lua)
            }
        }

        impl FromLua for $type {
            annotated!("string");

            fn from_lua(value: Value, lua: &Lua) -> Result<$type> {
                let text = String::from_lua(value, lua)?;
                text.parse().map_err(|_| {
                    Error::conversion(&format!("'{text}'"), stringify!($type), Some("malformed"))
                })
            }
        }
    )+};
}

written_as_text!(IpAddr Ipv4Addr Ipv6Addr SocketAddr SocketAddrV4 SocketAddrV6);
