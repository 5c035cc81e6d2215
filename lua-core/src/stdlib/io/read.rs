//! Reading by formats (`file:read`, manual 6.8).

use std::io::{self, BufRead, Read};

use super::file::{File, closed};
use super::numeral::{peek, read_numeral};
use crate::object::{Call, LuaError, MAX_STRING, Returns, Value};
use crate::stdlib::system::file_result;

/// What is to be read.
enum Format {
    Number,
    Line { keeps_end: bool },
    All,
    Bytes(u64),
}

/// What was read: numbers of pushed values, or why reading failed.
pub(super) type Outcome = io::Result<usize>;

/// Reads by the formats from argument `first` on and returns the values.
///
/// # Errors
///
/// If a format is none.
pub(super) fn read(call: &mut Call<'_>, file: File, first: usize) -> Result<Returns, LuaError> {
    let length = call.len();
    match push_values(call, file, first)? {
        Ok(count) => Ok(Returns::Count(count as u32)),
        Err(error) => {
            call.truncate(length);
            file_result(call, Err(error), None)
        }
    }
}

/// Reads by the formats from argument `first` on, up to the first that fails, and pushes the values.
///
/// # Errors
///
/// If a format is none.
pub(super) fn push_values(
    call: &mut Call<'_>,
    file: File,
    first: usize,
) -> Result<Outcome, LuaError> {
    if !call.has(first) {
        return push_value(call, file, &Format::Line { keeps_end: false })
            .map(|read| read.map(|_| 1));
    }
    for position in first..=call.count() {
        let format = Format::argument(call, position)?;
        match push_value(call, file, &format)? {
            Ok(true) => {}
            Ok(false) => return Ok(Ok(position + 1 - first)),
            Err(error) => return Ok(Err(error)),
        }
    }
    Ok(Ok(call.count() + 1 - first))
}

/// Reads one value and pushes it, nil at the end of the file; returns whether there was one.
fn push_value(
    call: &mut Call<'_>,
    file: File,
    format: &Format,
) -> Result<io::Result<bool>, LuaError> {
    let text = match format {
        Format::Number => {
            let number = file.with(|stream| stream.read(|reader| read_numeral(reader)));
            let number = match number.ok_or_else(|| closed(call))? {
                Ok(number) => number,
                Err(error) => return Ok(Err(error)),
            };
            call.push(number.map_or(Value::NIL, Value::from_number))?;
            return Ok(Ok(number.is_some()));
        }
        Format::Line { keeps_end } => {
            file.with(|stream| stream.read(|reader| read_line(reader, *keeps_end)))
        }
        Format::All => file.with(|stream| stream.read(|reader| read_all(reader).map(Some))),
        Format::Bytes(count) => {
            file.with(|stream| stream.read(|reader| read_bytes(reader, *count)))
        }
    };
    match text.ok_or_else(|| closed(call))? {
        Ok(text) => {
            let value = match &text {
                Some(text) => call.new_string(text)?,
                None => Value::NIL,
            };
            call.push(value)?;
            Ok(Ok(text.is_some()))
        }
        Err(error) => Ok(Err(error)),
    }
}

impl Format {
    /// The format that is an argument.
    fn argument(call: &mut Call<'_>, position: usize) -> Result<Format, LuaError> {
        if call.get(position).is_number() {
            let count = call.integer(position)?;
            // A negative number is more bytes than there can be.
            let too_many = |_| call.state().throw_message("not enough memory");
            return u64::try_from(count).map(Format::Bytes).map_err(too_many);
        }
        let word = call.string(position)?;
        let word = word.as_bytes();
        // The star was part of a format before Lua 5.3.
        match word.strip_prefix(b"*").unwrap_or(word).first() {
            Some(b'n') => Ok(Format::Number),
            Some(b'l') => Ok(Format::Line { keeps_end: false }),
            Some(b'L') => Ok(Format::Line { keeps_end: true }),
            Some(b'a') => Ok(Format::All),
            _ => Err(call.argument_error(position, "invalid format")),
        }
    }
}

/// Reads a line.
fn read_line(reader: &mut dyn BufRead, keeps_end: bool) -> io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    reader.read_until(b'\n', &mut line)?;
    if line.is_empty() {
        return Ok(None);
    }
    if !keeps_end && line.last() == Some(&b'\n') {
        line.pop();
    }
    Ok(Some(line))
}

/// Reads up to the end, or to what no string can hold.
fn read_all(reader: &mut dyn BufRead) -> io::Result<Vec<u8>> {
    let mut text = Vec::new();
    reader.take(MAX_STRING as u64 + 1).read_to_end(&mut text)?;
    Ok(text)
}

/// Reads some bytes; for none, looks whether there are any.
fn read_bytes(reader: &mut dyn BufRead, count: u64) -> io::Result<Option<Vec<u8>>> {
    let mut text = Vec::new();
    if count == 0 {
        return Ok(peek(reader)?.map(|_| text));
    }
    reader.take(count.min(MAX_STRING as u64 + 1)).read_to_end(&mut text)?;
    Ok((!text.is_empty()).then_some(text))
}
