//! Everything at once: `use ferrolua::prelude::*`. What others may have a name for too begins with `Lua`, as in mlua.
//!
//! ```
//! use ferrolua::prelude::*;
//!
//! fn main() -> LuaResult<()> {
//!     let lua = Lua::new();
//!     let table: LuaTable = lua.load("{x = 1}").eval()?;
//!     assert_eq!(table.get::<LuaInteger>("x")?, 1);
//!     Ok(())
//! }
//! ```

#[doc(no_inline)]
pub use crate::{
    AnyUserData as LuaAnyUserData, AsChunk as AsLuaChunk, BorrowedBytes as LuaBorrowedBytes,
    BorrowedStr as LuaBorrowedStr, Chunk as LuaChunk, ChunkMode as LuaChunkMode,
    Either as LuaEither, Error as LuaError, ErrorContext as LuaErrorContext,
    ErrorKind as LuaErrorKind, ExternalError as LuaExternalError,
    ExternalResult as LuaExternalResult, FromLua, FromLuaMulti, Function as LuaFunction,
    FunctionInfo as LuaFunctionInfo, GcGenParams as LuaGcGenParams, GcIncParams as LuaGcIncParams,
    GcMode as LuaGcMode, HookTriggers as LuaHookTriggers, Integer as LuaInteger, IntoLua,
    IntoLuaMulti, LightUserData as LuaLightUserData, Lua, LuaNativeFn, LuaNativeFnMut, LuaOptions,
    LuaString, MetaMethod as LuaMetaMethod, MultiValue as LuaMultiValue, Nil as LuaNil,
    Number as LuaNumber, ObjectLike as LuaObjectLike, RegistryKey as LuaRegistryKey,
    Result as LuaResult, Scope as LuaScope, StdLib as LuaStdLib, Table as LuaTable,
    TablePairs as LuaTablePairs, TableSequence as LuaTableSequence, Thread as LuaThread,
    ThreadStatus as LuaThreadStatus, TypedFunction as LuaTypedFunction, UserData as LuaUserData,
    UserDataFields as LuaUserDataFields, UserDataMetatable as LuaUserDataMetatable,
    UserDataMethods as LuaUserDataMethods, UserDataOwned as LuaUserDataOwned,
    UserDataRef as LuaUserDataRef, UserDataRefMut as LuaUserDataRefMut,
    UserDataRegistry as LuaUserDataRegistry, Value as LuaValue, Variadic as LuaVariadic,
    VmState as LuaVmState, WeakLua,
};

#[cfg(feature = "serde")]
#[doc(no_inline)]
pub use crate::LuaSerdeExt;
