//! `LuaError`: a thrown value on its way up.

/// Says that a value was thrown. The value itself waits in [`super::State::thrown`], where the collector sees
/// it; so passing the error on costs nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use = "a thrown value must be passed on or caught"]
pub(crate) struct LuaError(());

impl LuaError {
    /// Only the state throws, having stored the value.
    pub(super) fn new() -> LuaError {
        LuaError(())
    }
}
