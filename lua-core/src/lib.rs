//! The Lua virtual machine and embedding API of ferrolua.
mod num;
mod syntax;
mod bytecode;
mod gc;
mod compiler;
mod object;
mod vm;
mod load;
mod native;
