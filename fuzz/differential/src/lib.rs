//! Random Lua programs, run by ferrolua and by C Lua, and their outputs compared.
//!
//! [`grammar`] writes a program from random choices. Programs end soon (every loop and every function burns fuel of
//! its group of statements) and print the same on any correct machine: no addresses, no order of `pairs`, no border of
//! a table with holes. [`machine`] runs many programs in one machine, ours or another process. [`shrink`] removes
//! lines from a program as long as it still shows a difference.

#![forbid(unsafe_code)]

pub mod choice;
pub mod grammar;
pub mod machine;
pub mod shrink;
