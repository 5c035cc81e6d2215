//! The Lua virtual machine and embedding API of ferrolua.
//!
//! Most programs use it through the facade crate, `ferrolua`. The modules, from the lowest floor up: `num`
//! (numbers), `syntax` (text to tree), `bytecode`, `gc` (the heap), `compiler` (tree to bytecode), `object` (what
//! exists at run time), `vm` (what happens), `load`, `native` (the calling convention), `stdlib`, `api`.

mod num;

mod bytecode;
mod gc;
mod syntax;

mod compiler;
mod object;

mod vm;

mod load;
mod native;

mod stdlib;

mod api;

pub use api::*;

#[doc(hidden)]
pub use api::private as __private;
