//! Lua in pure Rust, that feels as if it was written for your types.
//!
//! This crate is a facade: the machine and its embedding API are `lua-core`, the derive macros `lua-derive`
//! (feature `derive`), the serde bridge `lua-serde` (feature `serde`).
#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod bounds;
mod paths;
pub mod prelude;

pub use bounds::{MaybeSend, MaybeSync};
pub use lua_core::*;
// What mlua called it until 0.11, and has not taken away.
#[doc(hidden)]
pub use lua_core::LuaString as String;
pub use paths::{chunk, debug, error, function, state, string, table, thread, userdata};

#[cfg(feature = "derive")]
pub use lua_derive::*;

#[cfg(feature = "serde")]
pub use lua_serde;
#[cfg(feature = "serde")]
pub use lua_serde::{
    DeserializeOptions, LuaSerdeExt, Serializable as SerializableValue, SerializeOptions, Source,
    ToSerializable, UserDataSerdeExt,
};
#[cfg(feature = "serde")]
pub use paths::serde;

/// The examples of the page about editor types run as tests.
#[cfg(doctest)]
#[doc = include_str!("../docs/editor-types.md")]
struct EditorTypes;

/// The examples of the page about scripts that nobody trusts run as tests.
#[cfg(doctest)]
#[doc = include_str!("../docs/sandbox.md")]
struct Sandbox;

/// The examples of the page about config scripts run as tests.
#[cfg(all(doctest, feature = "serde"))]
#[doc = include_str!("../docs/config.md")]
struct ConfigScripts;

/// The examples of the page for programs that come from mlua run as tests.
#[cfg(doctest)]
#[doc = include_str!("../docs/from-mlua.md")]
struct FromMlua;
