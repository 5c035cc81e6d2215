//! `io` (manual 6.8).

mod file;
mod lines;
mod method;
mod numeral;
mod read;
mod stream;
mod write;

use self::file::File;
use self::stream::Stream;
use super::system::{file_result, flush_standard_output, reason};
use super::{open_table, set_field};
use crate::object::{Call, LuaError, NativeFunction, Returns, State, Value};

/// The functions of the library.
static FUNCTIONS: [NativeFunction; 11] = [
    NativeFunction { name: "io.close", function: close },
    NativeFunction { name: "io.flush", function: flush },
    NativeFunction { name: "io.input", function: input },
    NativeFunction { name: "io.lines", function: lines },
    NativeFunction { name: "io.open", function: open_file },
    NativeFunction { name: "io.output", function: output },
    NativeFunction { name: "io.popen", function: popen },
    NativeFunction { name: "io.read", function: read },
    NativeFunction { name: "io.tmpfile", function: tmpfile },
    NativeFunction { name: "io.type", function: file_type },
    NativeFunction { name: "io.write", function: write },
];

/// A default file.
#[derive(Clone, Copy)]
enum DefaultFile {
    Input,
    Output,
}

impl DefaultFile {
    /// Where the registry has it.
    const fn key(self) -> &'static str {
        match self {
            DefaultFile::Input => "_IO_input",
            DefaultFile::Output => "_IO_output",
        }
    }

    /// The file that it is now. There is none if a script changed the registry.
    fn file(self, state: &State) -> Option<File> {
        File::of(state.registry.get_string(state.string(self.key().as_bytes())))
    }

    fn set(self, state: &State, file: File) {
        set_field(state, state.registry, self.key(), file.value());
    }

    /// The file that it is now, if it is open.
    fn open_file(self, call: &Call<'_>) -> Result<File, LuaError> {
        if let Some(file) = self.file(call.state()).filter(|file| file.is_open()) {
            return Ok(file);
        }
        let name = &self.key()["_IO_".len()..];
        Err(call.error(format!("default {name} file is closed")))
    }
}

/// Opens the library.
pub(super) fn open(state: &State) {
    method::create_metatable(state);
    let library = open_table(state, "io", &FUNCTIONS, 3);
    let stdin = File::new(state, Stream::stdin(state));
    let stdout = File::new(state, Stream::stdout(state));
    let stderr = File::new(state, Stream::stderr(state));
    for (name, file) in [("stdin", stdin), ("stdout", stdout), ("stderr", stderr)] {
        set_field(state, library, name, file.value());
    }
    DefaultFile::Input.set(state, stdin);
    DefaultFile::Output.set(state, stdout);
}

/// Opens a file, or throws why that cannot be done.
fn open_or_throw(call: &Call<'_>, name: &[u8], mode: &[u8]) -> Result<File, LuaError> {
    match Stream::open(call.state(), name, mode) {
        Ok(stream) => Ok(File::new(call.state(), stream)),
        Err(error) => {
            let reason = reason(&error);
            let pieces = [b"cannot open file '", name, b"' (", reason.as_bytes(), b")"];
            Err(call.error(pieces.concat()))
        }
    }
}

/// Returns a new file, or nil and why there is none.
fn file_or_message(
    call: &mut Call<'_>,
    opened: std::io::Result<Stream>,
    name: Option<&[u8]>,
) -> Result<Returns, LuaError> {
    match opened {
        Ok(stream) => {
            let file = File::new(call.state(), stream);
            call.one(file.value())
        }
        Err(error) => file_result(call, Err(error), name),
    }
}

/// `io.close ([file])` — manual 6.8.
fn close(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let file = match call.has(1) {
        true => File::open_argument(call, 1)?,
        false => DefaultFile::Output.file(call.state()).ok_or_else(|| file::closed(call))?,
    };
    file.close(call)
}

/// `io.flush ()` — manual 6.8.
fn flush(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let file = DefaultFile::Output.open_file(call)?;
    let outcome = file.with(Stream::flush).unwrap_or(Ok(()));
    file_result(call, outcome, None)
}

/// `io.input ([file])` — manual 6.8.
fn input(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    get_or_set(call, DefaultFile::Input, b"r")
}

/// `io.output ([file])` — manual 6.8.
fn output(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    get_or_set(call, DefaultFile::Output, b"w")
}

fn get_or_set(call: &mut Call<'_>, default: DefaultFile, mode: &[u8]) -> Result<Returns, LuaError> {
    let argument = call.get(1);
    if argument.is_string() || argument.is_number() {
        let name = call.string(1)?;
        let file = open_or_throw(call, name.as_bytes(), mode)?;
        default.set(call.state(), file);
    } else if !argument.is_nil() {
        let file = File::open_argument(call, 1)?;
        default.set(call.state(), file);
    }
    let file = default.file(call.state());
    call.one(file.map_or(Value::NIL, File::value))
}

/// `io.lines ([filename, ···])` — manual 6.8.
fn lines(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    if call.get(1).is_nil() {
        let file = DefaultFile::Input.file(call.state()).filter(|file| file.is_open());
        let file = file.ok_or_else(|| file::closed(call))?;
        let iterator = lines::iterator(call, file, false)?;
        return call.one(iterator);
    }
    let name = call.string(1)?;
    let file = open_or_throw(call, name.as_bytes(), b"r")?;
    let iterator = lines::iterator(call, file, true)?;
    // A generic `for` closes its fourth value.
    call.many(&[iterator, Value::NIL, Value::NIL, file.value()])
}

/// `io.open (filename [, mode])` — manual 6.8.
fn open_file(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let name = call.string(1)?;
    let mode = call.string_or_none(2)?;
    let mode = mode.as_ref().map_or(&b"r"[..], |mode| mode.as_bytes());
    if !is_mode(mode) {
        return Err(call.argument_error(2, "invalid mode"));
    }
    let opened = Stream::open(call.state(), name.as_bytes(), mode);
    file_or_message(call, opened, Some(name.as_bytes()))
}

/// Whether this is a mode of C's `fopen`: a letter, then `+` or not, then any `b`.
fn is_mode(mode: &[u8]) -> bool {
    let [b'r' | b'w' | b'a', rest @ ..] = mode else { return false };
    rest.strip_prefix(b"+").unwrap_or(rest).iter().all(|&byte| byte == b'b')
}

/// `io.popen (prog [, mode])` — manual 6.8.
fn popen(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let command = call.string(1)?;
    let mode = call.string_or_none(2)?;
    let reads = match mode.as_ref().map_or(&b"r"[..], |mode| mode.as_bytes()) {
        b"r" => true,
        b"w" => false,
        _ => return Err(call.argument_error(2, "invalid mode")),
    };
    // The process may look at the files that were written.
    flush_standard_output(call.state());
    let opened = Stream::process(call.state(), command.as_bytes(), reads);
    file_or_message(call, opened, Some(command.as_bytes()))
}

/// `io.read (···)` — manual 6.8.
fn read(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let file = DefaultFile::Input.open_file(call)?;
    read::read(call, file, 1)
}

/// `io.tmpfile ()` — manual 6.8.
fn tmpfile(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let file = tempfile::tempfile();
    let opened = file.map(|file| Stream::disk(call.state(), file, true, true));
    file_or_message(call, opened, None)
}

/// `io.type (obj)` — manual 6.8.
fn file_type(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    match File::of(call.any(1)?) {
        Some(file) if file.is_open() => call.one_string(b"file"),
        Some(_) => call.one_string(b"closed file"),
        None => call.one(Value::NIL),
    }
}

/// `io.write (···)` — manual 6.8.
fn write(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let file = DefaultFile::Output.open_file(call)?;
    write::write(call, file, 1)
}
