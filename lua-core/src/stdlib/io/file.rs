//! `File`: what scripts have of an open or closed file.

use std::cell::RefCell;

use super::stream::{End, Stream};
use crate::gc::Gc;
use crate::object::{Call, LuaError, Returns, State, UserData, Value};
use crate::stdlib::system::{exit_result, file_result};

/// The name of the metatable of files, in the registry and to scripts.
pub(super) const TYPE_NAME: &str = "FILE*";

/// What a file counts for the collector. Programs that leave closing to it must not run out of descriptors, of which
/// systems give them about a thousand.
const WEIGHT: isize = 4 << 10;

/// The payload of a file's userdata: a stream until it is closed. Dropping it closes it.
struct Payload(RefCell<Option<Stream>>);

/// A file, open or closed.
#[derive(Clone, Copy)]
pub(super) struct File(Gc<UserData>);

impl File {
    /// Makes a file of a stream.
    pub(super) fn new(state: &State, stream: Stream) -> File {
        let metatable = state.registry.get_string(state.string(TYPE_NAME.as_bytes())).as_table();
        let payload = Payload(RefCell::new(Some(stream)));
        state.heap.hasten(WEIGHT);
        let file = UserData::new(&state.heap, payload, metatable);
        file.refuse_user_value();
        File(file)
    }

    /// The file that a value is.
    pub(super) fn of(value: Value) -> Option<File> {
        value.as_userdata().filter(|userdata| userdata.is::<Payload>()).map(File)
    }

    /// The file that is an argument.
    ///
    /// # Errors
    ///
    /// If the argument is none.
    pub(super) fn argument(call: &Call<'_>, position: usize) -> Result<File, LuaError> {
        File::of(call.get(position)).ok_or_else(|| call.type_error(position, TYPE_NAME))
    }

    /// The open file that is an argument.
    ///
    /// # Errors
    ///
    /// If the argument is none, or is closed.
    pub(super) fn open_argument(call: &Call<'_>, position: usize) -> Result<File, LuaError> {
        let file = File::argument(call, position)?;
        if file.is_open() { Ok(file) } else { Err(closed(call)) }
    }

    /// The file as a value.
    pub(super) fn value(self) -> Value {
        Value::from_userdata(self.0)
    }

    /// Whether the file is open.
    pub(super) fn is_open(self) -> bool {
        self.0.look(|payload: &Payload| payload.0.borrow().is_some()).unwrap_or(false)
    }

    /// Lets a function use the stream, if the file is open.
    pub(super) fn with<R>(self, use_it: impl FnOnce(&mut Stream) -> R) -> Option<R> {
        let outcome = self.0.look(|payload: &Payload| payload.0.borrow_mut().as_mut().map(use_it));
        outcome.ok().flatten()
    }

    /// Closes the file and returns how that went; the file must be open.
    ///
    /// # Errors
    ///
    /// If it is not.
    pub(super) fn close(self, call: &mut Call<'_>) -> Result<Returns, LuaError> {
        let stream = self.0.look(|payload: &Payload| payload.0.borrow_mut().take()).ok().flatten();
        match stream.map(Stream::close) {
            Some(End::File(outcome)) => file_result(call, outcome, None),
            Some(End::Process(outcome)) => exit_result(call, outcome),
            Some(End::Standard(stream)) => {
                // The payload was there a moment ago.
                let _ = self.0.look(|payload: &Payload| payload.0.replace(Some(stream)));
                let message = call.new_string(b"cannot close standard file")?;
                call.many(&[Value::NIL, message])
            }
            None => Err(closed(call)),
        }
    }
}

/// The error of using a closed file.
pub(super) fn closed(call: &Call<'_>) -> LuaError {
    call.error("attempt to use a closed file")
}
