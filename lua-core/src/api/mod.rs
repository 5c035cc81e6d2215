//! The embedding API: owned handles over the machine. No heap object and no collector type is public.

mod app_data;
mod chunk;
mod convert;
mod data;
mod debug;
mod definitions;
mod derived;
mod environment;
mod error;
mod function;
mod garbage;
mod handle;
mod iterate;
mod limits;
mod lua;
mod module;
mod multi;
mod nearest;
mod object;
mod options;
#[doc(hidden)]
pub mod private;
mod registry;
mod sandbox;
mod scope;
mod show;
mod stack;
mod string;
mod table;
mod thread;
mod thread_event;
mod typed;
mod userdata;
mod value;

pub use app_data::{AppDataRef, AppDataRefMut};
pub use bstr::{BStr, BString};
pub use chunk::{AsChunk, Chunk, ChunkMode};
pub use convert::{FromLua, FromLuaMulti, FromLuaStrict, IntoLua, IntoLuaMulti, Strict};
pub use debug::{Debug, DebugEvent, DebugNames, DebugSource, DebugStack, HookTriggers, VmState};
#[doc(hidden)]
pub use definitions::Signature;
pub use definitions::{Annotation, ClassDefinition, Definitions, Mentions, definitions};
pub use either::Either;
pub use environment::EnvironmentBuilder;
pub use error::{Error, ErrorContext, ErrorKind, ExternalError, ExternalResult, Location, Result};
pub use function::{
    Function, FunctionInfo, IntoReturn, LuaNativeFn, LuaNativeFnMut, NativeCallable,
    NativeCallableMut,
};
pub use garbage::{GcGenParams, GcIncParams, GcMode};
pub use iterate::Iteration;
pub use limits::{Budget, MemoryReservation, StopHandle};
pub use lua::{Lua, WeakLua};
pub use module::{Folder, InEnvironment, Module, ModuleResolver, Reloaded, resolver_fn};
pub use multi::{MultiValue, Variadic};
pub use object::ObjectLike;
pub use options::{LuaOptions, LuaType, StdLib};
pub use registry::RegistryKey;
pub use sandbox::SandboxBuilder;
pub use scope::Scope;
pub use stack::{Arguments, FromArgument, Results};
pub use string::{BorrowedBytes, BorrowedStr, LuaString};
pub use table::{Table, TablePairs, TableSequence};
pub use thread::{Thread, ThreadStatus};
pub use thread_event::{ThreadEvent, ThreadTriggers};
pub use typed::TypedFunction;
pub use userdata::{
    AnyUserData, Foreign, MetaMethod, UserData, UserDataClass, UserDataFields, UserDataMetatable,
    UserDataMetatablePairs, UserDataMethods, UserDataOwned, UserDataRef, UserDataRefMut,
    UserDataRegistry,
};
pub use value::Value::{self, Nil};
pub use value::{Integer, LightUserData, Number};
