//! Where limits are felt: what is thrown when one is hit, and asking before much memory is taken.

use super::{collect, message};
use crate::object::limits::{Meter, Trip};
use crate::object::{LuaError, MAX_STRING, State};

/// Looks at everything that stops scripts, and gives the next slice of instructions.
///
/// # Errors
///
/// If a limit is hit. No script catches that.
#[cold]
#[inline(never)]
pub(crate) fn check(state: &State) -> Result<(), LuaError> {
    state.limits.look().map_err(|trip| error(state, trip))
}

/// Counts work of a library function, as much as so many instructions.
///
/// # Errors
///
/// As [`check`].
#[inline(always)]
pub(crate) fn spend(state: &State, instructions: usize) -> Result<(), LuaError> {
    if state.limits.are_set() && !state.limits.spend(instructions) {
        return check(state);
    }
    Ok(())
}

/// How many bytes count as an instruction where they are only copied or looked through.
const BYTES: usize = 64;

/// As [`spend`], for work that is done byte by byte.
///
/// # Errors
///
/// As [`check`].
#[inline(always)]
pub(crate) fn spend_bytes(state: &State, bytes: usize) -> Result<(), LuaError> {
    if bytes < BYTES { Ok(()) } else { spend(state, bytes / BYTES) }
}

/// As [`spend`], where nothing can fail: whoever counts next is told that it was too much.
#[inline(always)]
pub(crate) fn count(state: &State, instructions: usize) {
    if state.limits.are_set() {
        state.limits.spend(instructions);
    }
}

/// As [`count`], for work that is done byte by byte.
#[inline(always)]
pub(crate) fn count_bytes(state: &State, bytes: usize) {
    if bytes >= BYTES {
        count(state, bytes / BYTES);
    }
}

/// How many values count as an instruction where they are only moved.
const VALUES: usize = 16;

/// As [`count`], for moving values.
#[inline(always)]
pub(crate) fn count_values(state: &State, values: usize) {
    if values >= VALUES {
        count(state, values / VALUES);
    }
}

/// Counts the rounds of a library function's loop.
pub(crate) struct Rounds<'a> {
    state: &'a State,
    meter: Meter<'a>,
}

impl<'a> Rounds<'a> {
    /// No round yet.
    pub(crate) fn new(state: &'a State) -> Rounds<'a> {
        Rounds { state, meter: Meter::new(&state.limits) }
    }

    /// Counts a round.
    ///
    /// # Errors
    ///
    /// As [`check`].
    #[inline(always)]
    pub(crate) fn count(&mut self) -> Result<(), LuaError> {
        if self.meter.count(1) { Ok(()) } else { check(self.state) }
    }

    /// Spends what was counted: no round comes any more.
    ///
    /// # Errors
    ///
    /// As [`check`].
    pub(crate) fn end(mut self) -> Result<(), LuaError> {
        if self.meter.settle() { Ok(()) } else { check(self.state) }
    }
}

/// Asks whether so many bytes may be taken at once. Nothing is collected.
///
/// # Errors
///
/// If they would exceed the limit of memory. No script catches that.
#[inline]
pub(crate) fn admit(state: &State, bytes: usize) -> Result<(), LuaError> {
    match state.heap.admits(bytes) {
        true => Ok(()),
        false => Err(out_of_memory(state)),
    }
}

/// As [`admit`], but collects the garbage before it gives up.
///
/// # Errors
///
/// As [`admit`].
pub(crate) fn admit_after_collecting(state: &State, bytes: usize) -> Result<(), LuaError> {
    if !state.heap.admits(bytes) {
        collect::full(state);
    }
    admit(state, bytes)
}

/// Asks whether a string of so many bytes may be made. Nothing is collected.
///
/// # Errors
///
/// If it is longer than the machine can make one, or than scripts may, or would exceed the limit of memory. No script
/// catches the last two.
#[inline]
pub(crate) fn admit_string(state: &State, bytes: usize) -> Result<(), LuaError> {
    if bytes > state.quotas.string() {
        return Err(too_long(state, bytes));
    }
    admit(state, bytes)
}

#[cold]
#[inline(never)]
fn too_long(state: &State, bytes: usize) -> LuaError {
    if bytes > MAX_STRING {
        return message::error(state, "string length overflow");
    }
    trip(state, Trip::StringLength)
}

/// Stops scripts.
#[cold]
pub(crate) fn trip(state: &State, trip: Trip) -> LuaError {
    state.limits.trip_over(trip);
    error(state, trip)
}

/// Stops scripts because they use too much memory.
#[cold]
#[inline(never)]
pub(crate) fn out_of_memory(state: &State) -> LuaError {
    trip(state, Trip::Memory)
}

/// The error of whatever stops scripts. No handler sees it.
#[cold]
pub(crate) fn error(state: &State, trip: Trip) -> LuaError {
    let text = match trip {
        Trip::Instructions => {
            format!("more than {} instructions", state.limits.instructions().unwrap_or_default())
        }
        Trip::Time => "out of time".into(),
        Trip::Memory => "not enough memory".into(),
        Trip::StringLength => format!("a string of more than {} bytes", state.quotas.string()),
        Trip::Coroutines => format!("more than {} coroutines", state.quotas.coroutines()),
        Trip::Stopped => "stopped by the host".into(),
    };
    let error = message::error(state, text);
    state.handled.set(true);
    error
}
