//! What exists at run time: values, heap objects, and the state of a machine, as data.
//!
//! Nothing is executed here. The one knot of the crate (values refer to functions, functions to the state,
//! the state to values) is tied inside this module and nowhere else.

mod app_data;
mod error;
mod event;
mod function;
pub(crate) mod hook;
mod identity;
mod interner;
mod kind;
pub(crate) mod limits;
mod loan;
mod members;
mod names;
mod output;
mod part;
mod pointer;
mod proto;
mod quota;
mod shadow;
mod state;
mod string;
mod table;
pub(crate) mod thread;
mod thread_event;
mod upvalue;
mod userdata;
mod value;

pub(crate) use error::LuaError;
pub(crate) use event::Event;
pub(crate) use function::{Call, Closure, NativeClosure, NativeFn, NativeFunction, Returns, Role};

pub(crate) use loan::{Identity, Loan};
pub(crate) use output::{Buffering, Output};
pub use part::Finder;
pub(crate) use part::{BASES, Bases, Lens, Projection, Write};
pub(crate) use pointer::Pointer;
pub(crate) use proto::Proto;
pub(crate) use shadow::{Notes, ShadowStack};
pub(crate) use state::{Budget, State, WarningReceiver, Warnings};
pub(crate) use string::{KeepsAlive, LuaString, MAX_LENGTH as MAX_STRING, MAX_SHORT};
pub(crate) use table::{KeyError, Table};
pub(crate) use thread::{CallFrame, Status, Thread, flag};
pub(crate) use thread_event::ThreadMoment;
pub(crate) use upvalue::Upvalue;
pub(crate) use userdata::{BorrowError, UserData};
pub(crate) use value::{Tag, Type, Value, View};
