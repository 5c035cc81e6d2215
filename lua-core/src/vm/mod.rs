//! What happens: the interpreter.
//!
//! The numbered rules of the loop:
//!
//! - V1 to V4 are those of the running [`frame`], on which the loop's speed and safety rest.
//! - V5. The running [`frame::Frame`] is a local of [`execute::run`] and never leaves it: its address reaches
//!   inlined handlers only, or else it would live in memory instead of registers. Whatever may move the stack or
//!   change frames goes through `Frame::leave` or `Frame::slow`.
//! - V6. Nothing recurses in Rust but calls that Rust functions make; their number is limited.
//! - V7. The collector works at safepoints only: after allocating instructions and after Rust functions, when
//!   everything alive is in a register or reachable from another root.
//!
//! An instruction is fast or slow. The fast part is inlined into the loop; the slow part is a `#[cold]` function
//! that sees the state alone, finds its operands on the stack, and says how the machine goes on.

pub(crate) mod call;
pub(crate) mod collect;
pub(crate) mod coroutine;
mod execute;
mod frame;
pub(crate) mod hook;
pub(crate) mod inspect;
pub(crate) mod invoke;
pub(crate) mod limits;
pub(crate) mod message;
pub(crate) mod metamethod;
mod ops;
pub(crate) mod traceback;
pub(crate) mod unwind;
pub(crate) mod warning;
