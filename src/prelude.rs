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
    AsChunk as AsLuaChunk, ErrorContext as LuaErrorContext, ExternalError as LuaExternalError,
    ExternalResult as LuaExternalResult, FromLua, FromLuaMulti, IntoLua, IntoLuaMulti, Lua,
    LuaNativeFn, LuaNativeFnMut, LuaOptions, LuaString, Nil as LuaNil, ObjectLike as LuaObjectLike,
    UserData as LuaUserData, UserDataFields as LuaUserDataFields,
    UserDataMethods as LuaUserDataMethods, WeakLua,
};

#[cfg(feature = "serde")]
#[doc(no_inline)]
pub use crate::{LuaSerdeExt, ToSerializable as _, UserDataSerdeExt as _};

/// [`Result`](crate::Result) under another name.
pub type LuaResult<T, E = crate::Error> = crate::Result<T, E>;

// Not other names of the types themselves: the compiler would use these, as they are unique, in all its messages.
macro_rules! aliases {
    ($($alias:ident = $name:ident $(<$($parameter:tt),+>)?;)+) => {$(
        #[doc = concat!("[`", stringify!($name), "`](crate::", stringify!($name), ") under another name.")]
        pub type $alias $(<$($parameter),+>)? = crate::$name $(<$($parameter),+>)?;
    )+};
}

aliases! {
    LuaAnyUserData = AnyUserData;
    LuaBorrowedBytes = BorrowedBytes;
    LuaBorrowedStr = BorrowedStr;
    LuaChunk = Chunk<'a>;
    LuaChunkMode = ChunkMode;
    LuaEither = Either<L, R>;
    LuaError = Error;
    LuaErrorKind = ErrorKind;
    LuaFunction = Function;
    LuaFunctionInfo = FunctionInfo;
    LuaGcGenParams = GcGenParams;
    LuaGcIncParams = GcIncParams;
    LuaGcMode = GcMode;
    LuaHookTriggers = HookTriggers;
    LuaInteger = Integer;
    LuaLightUserData = LightUserData;
    LuaMetaMethod = MetaMethod;
    LuaMultiValue = MultiValue;
    LuaNumber = Number;
    LuaRegistryKey = RegistryKey;
    LuaScope = Scope<'scope, 'env>;
    LuaStdLib = StdLib;
    LuaTable = Table;
    LuaTablePairs = TablePairs<'a, K, V>;
    LuaTableSequence = TableSequence<'a, V>;
    LuaThread = Thread;
    LuaThreadStatus = ThreadStatus;
    LuaTypedFunction = TypedFunction<A, R>;
    LuaUserDataMetatable = UserDataMetatable;
    LuaUserDataOwned = UserDataOwned<T>;
    LuaUserDataRef = UserDataRef<T>;
    LuaUserDataRefMut = UserDataRefMut<T>;
    LuaUserDataRegistry = UserDataRegistry<T>;
    LuaValue = Value;
    LuaVariadic = Variadic<T>;
    LuaVmState = VmState;
}

#[cfg(feature = "serde")]
aliases! {
    LuaDeserializeOptions = DeserializeOptions;
    LuaSerializableValue = SerializableValue<'a>;
    LuaSerializeOptions = SerializeOptions;
}
