//! The operating system as the libraries see it: names of files, messages, how processes end.

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, ExitStatus};

use crate::object::{Call, LuaError, Returns, State, Value};

/// The file that a string names. On Unix any bytes are a name.
pub(super) fn path(name: &[u8]) -> Cow<'_, Path> {
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        Cow::Borrowed(Path::new(std::ffi::OsStr::from_bytes(name)))
    }
    #[cfg(not(unix))]
    match String::from_utf8_lossy(name) {
        Cow::Borrowed(name) => Cow::Borrowed(Path::new(name)),
        Cow::Owned(name) => Cow::Owned(name.into()),
    }
}

/// What the system says went wrong, without the number that Rust adds.
pub(super) fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    match text.find(" (os error") {
        Some(end) => text[..end].to_string(),
        None => text,
    }
}

/// Returns true, or nil with a message (after the file's name, if there is one) and the system's number.
pub(super) fn file_result(
    call: &mut Call<'_>,
    outcome: io::Result<()>,
    name: Option<&[u8]>,
) -> Result<Returns, LuaError> {
    let Err(error) = outcome else { return call.one(Value::TRUE) };
    let reason = reason(&error);
    let message = match name {
        Some(name) => [name, b": ", reason.as_bytes()].concat(),
        None => reason.into_bytes(),
    };
    let message = call.new_string(&message)?;
    let number = error.raw_os_error().unwrap_or(0);
    call.many(&[Value::NIL, message, Value::from_integer(number.into())])
}

/// Returns how a process ended: whether well, `"exit"` or `"signal"`, and the number.
pub(super) fn exit_result(
    call: &mut Call<'_>,
    outcome: io::Result<ExitStatus>,
) -> Result<Returns, LuaError> {
    let status = match outcome {
        Ok(status) => status,
        Err(error) => return file_result(call, Err(error), None),
    };
    #[cfg(unix)]
    let signal = std::os::unix::process::ExitStatusExt::signal(&status);
    #[cfg(not(unix))]
    let signal = None;
    let (what, number) = match signal {
        Some(signal) => ("signal", signal),
        None => ("exit", status.code().unwrap_or(1)),
    };
    let ended_well = if status.success() { Value::TRUE } else { Value::NIL };
    let what = call.new_string(what.as_bytes())?;
    call.many(&[ended_well, what, Value::from_integer(number.into())])
}

/// A process in which the system's shell is going to run a command.
pub(super) fn shell(command: &[u8]) -> Command {
    #[cfg(windows)]
    {
        use std::os::windows::process::CommandExt;
        let mut shell = Command::new("cmd");
        shell.arg("/C").raw_arg(path(command).as_os_str());
        shell
    }
    #[cfg(not(windows))]
    {
        let mut shell = Command::new("/bin/sh");
        // The name that it gives itself in messages, as under C's `system`.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::arg0(&mut shell, "sh");
        shell.arg("-c").arg(path(command).as_os_str());
        shell
    }
}

/// Writes what waits in the buffer of standard output: before the program ends, and before another process runs
/// that may look at it.
pub(super) fn flush_standard_output(_: &State) {
    // Nobody is there who could be told of a failure.
    let _ = io::stdout().flush();
}
