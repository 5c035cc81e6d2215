//! `os.exit` (manual 6.9).

use super::super::system::flush_standard_output;
use crate::object::{Call, LuaError, Returns, State};
use crate::vm::{collect, coroutine};

/// `os.exit ([code [, close]])` — manual 6.9.
pub(super) fn exit(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let status = match call.get(1).as_boolean() {
        Some(true) => 0,
        Some(false) => 1,
        // What a system cannot tell of it is cut off, as C does.
        None => call.integer_or(1, 0)? as i32,
    };
    if call.get(2).is_truthy() {
        close(call.state());
    }
    flush_standard_output(call.state());
    std::process::exit(status)
}

/// Ends the machine, though it is still in use: pending variables are closed and finalizers called. Its memory
/// goes with the process; destructors of host data do not run.
fn close(state: &State) {
    // Nobody is left to hear of an error.
    if let Err(error) = coroutine::close_main(state) {
        state.catch(error);
    }
    collect::close(state);
}
