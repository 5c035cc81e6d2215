//! What the root of the crate has, sorted by topic under the paths that mlua gives it. All of it is at the root too.
//!
//! Nothing is defined here, so that a program may take either path, or both.

/// Chunks: `ferrolua::chunk::AsChunk` is [`crate::AsChunk`].
///
/// ```
/// use ferrolua::chunk::{AsChunk, ChunkMode};
///
/// fn first_byte(chunk: impl AsChunk) -> Option<u8> {
///     chunk.source().ok()?.first().copied()
/// }
/// assert_eq!(first_byte("return 1"), Some(b'r'));
/// assert_eq!(ChunkMode::Text, ferrolua::ChunkMode::Text);
/// ```
pub mod chunk {
    #[doc(no_inline)]
    pub use crate::{AsChunk, Chunk, ChunkMode};
}

/// Hooks and the stack.
pub mod debug {
    #[doc(no_inline)]
    pub use crate::{Debug, DebugEvent, DebugNames, DebugSource, DebugStack, HookTriggers};
}

/// Errors.
pub mod error {
    #[doc(no_inline)]
    pub use crate::{
        Error, ErrorContext, ErrorKind, ExternalError, ExternalResult, Location, Result,
    };
}

/// Functions, in both directions.
pub mod function {
    #[doc(no_inline)]
    pub use crate::{Function, FunctionInfo, LuaNativeFn, LuaNativeFnMut, TypedFunction};
}

/// The machine, how it is made and how it collects garbage.
pub mod state {
    #[doc(no_inline)]
    pub use crate::{GcGenParams, GcIncParams, GcMode, Lua, LuaOptions, WeakLua};
}

/// Lua strings and views of them.
pub mod string {
    #[doc(no_inline)]
    pub use crate::{BorrowedBytes, BorrowedStr, LuaString};
}

/// Tables and their traversal.
pub mod table {
    #[doc(no_inline)]
    pub use crate::{Table, TablePairs, TableSequence};
}

/// Coroutines.
pub mod thread {
    #[doc(no_inline)]
    pub use crate::{Thread, ThreadEvent, ThreadStatus, ThreadTriggers};
}

/// Rust types in scripts.
pub mod userdata {
    #[doc(no_inline)]
    pub use crate::{
        AnyUserData, MetaMethod, UserData, UserDataFields, UserDataMetatable,
        UserDataMetatablePairs, UserDataMethods, UserDataOwned, UserDataRef, UserDataRefMut,
        UserDataRegistry,
    };
}

/// Rust data to Lua values and back: [`crate::lua_serde`].
#[cfg(feature = "serde")]
pub mod serde {
    #[doc(no_inline)]
    pub use crate::lua_serde::{
        DeserializeOptions, Deserializer, LuaSerdeExt, SerializeOptions, Serializer,
    };
}
