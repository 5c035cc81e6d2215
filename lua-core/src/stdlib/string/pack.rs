//! `string.pack` and its inverse: values as bytes, laid out by a format (manual 6.4.2).

use super::{reserve_results, start_position};
use crate::native::buffer::Buffer;
use crate::object::{Call, LuaError, MAX_STRING, Returns, Value};
use crate::vm::limits::{self, Rounds};

/// The widest integer of a format, in bytes.
const MAX_INTEGER: usize = 16;

/// Sizes, and the default alignment of `!`, are those of C on 64-bit Unix, so that formats mean the same everywhere.
const NATIVE: usize = 8;

/// The largest size of a fixed layout, as in C Lua.
const MAX_SIZE: usize = i32::MAX as usize;

/// What an option stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Signed,
    Unsigned,
    Float,
    Double,
    /// A string of a fixed size.
    Fixed,
    /// A string after its length.
    Prefixed,
    /// A string that a zero ends.
    ZeroTerminated,
    /// One byte of padding.
    Padding,
    /// Padding up to the alignment of another option.
    Align,
    /// No data: a setting or a space.
    Nothing,
}

/// An option in its place.
struct Item {
    kind: Kind,
    /// Its size in bytes, without what depends on the data.
    size: usize,
    /// Bytes of padding before it.
    padding: usize,
}

/// A format being read.
struct Format<'a> {
    rest: &'a [u8],
    is_little: bool,
    max_align: usize,
}

impl<'a> Format<'a> {
    fn new(call: &Call<'_>, text: &'a [u8]) -> Format<'a> {
        limits::count_bytes(call.state(), text.len());
        // As in C, a zero ends the format.
        let rest = text.split(|&byte| byte == 0).next().unwrap_or_default();
        Format { rest, is_little: cfg!(target_endian = "little"), max_align: 1 }
    }

    /// The next option, which starts `offset` bytes into the data; `None` at the end of the format.
    fn next(&mut self, call: &Call<'_>, offset: usize) -> Result<Option<Item>, LuaError> {
        let Some((kind, size)) = self.option(call)? else { return Ok(None) };
        let mut align = size;
        if kind == Kind::Align {
            align = match self.option(call)? {
                Some((kind, size)) if kind != Kind::Fixed && size > 0 => size,
                _ => return Err(call.argument_error(1, "invalid next option for option 'X'")),
            };
        }
        let align = align.min(self.max_align);
        let mut padding = 0;
        if align > 1 && kind != Kind::Fixed {
            if !align.is_power_of_two() {
                return Err(call.argument_error(1, "format asks for alignment not power of 2"));
            }
            padding = offset.wrapping_neg() & (align - 1);
        }
        Ok(Some(Item { kind, size, padding }))
    }

    /// Reads an option and its size.
    fn option(&mut self, call: &Call<'_>) -> Result<Option<(Kind, usize)>, LuaError> {
        let Some((&letter, rest)) = self.rest.split_first() else { return Ok(None) };
        self.rest = rest;
        Ok(Some(match letter {
            b'b' => (Kind::Signed, 1),
            b'B' => (Kind::Unsigned, 1),
            b'h' => (Kind::Signed, 2),
            b'H' => (Kind::Unsigned, 2),
            b'l' | b'j' => (Kind::Signed, NATIVE),
            b'L' | b'J' | b'T' => (Kind::Unsigned, NATIVE),
            b'i' => (Kind::Signed, self.integer_size(call, 4)?),
            b'I' => (Kind::Unsigned, self.integer_size(call, 4)?),
            b'f' => (Kind::Float, 4),
            b'd' | b'n' => (Kind::Double, 8),
            b's' => (Kind::Prefixed, self.integer_size(call, NATIVE)?),
            b'c' => match self.numeral() {
                Some(size) => (Kind::Fixed, size),
                None => return Err(call.error("missing size for format option 'c'")),
            },
            b'z' => (Kind::ZeroTerminated, 0),
            b'x' => (Kind::Padding, 1),
            b'X' => (Kind::Align, 0),
            b' ' => (Kind::Nothing, 0),
            b'<' | b'>' | b'=' => {
                let is_native_little = cfg!(target_endian = "little");
                self.is_little = letter == b'<' || (letter == b'=' && is_native_little);
                (Kind::Nothing, 0)
            }
            b'!' => {
                self.max_align = self.integer_size(call, NATIVE)?;
                (Kind::Nothing, 0)
            }
            _ => {
                let message = [b"invalid format option '".as_slice(), &[letter], b"'"].concat();
                return Err(call.error(message));
            }
        }))
    }

    /// Reads a numeral, if there is one. Digits that would make it too large are left over.
    fn numeral(&mut self) -> Option<usize> {
        let mut number = None;
        while let Some((&digit @ b'0'..=b'9', rest)) = self.rest.split_first()
            && number.is_none_or(|number| number <= (MAX_SIZE - 9) / 10)
        {
            number = Some(number.unwrap_or(0) * 10 + usize::from(digit - b'0'));
            self.rest = rest;
        }
        number
    }

    /// Reads the size of an integer.
    fn integer_size(&mut self, call: &Call<'_>, default: usize) -> Result<usize, LuaError> {
        match self.numeral().unwrap_or(default) {
            size @ 1..=MAX_INTEGER => Ok(size),
            size => {
                let message = format!("integral size ({size}) out of limits [1,{MAX_INTEGER}]");
                Err(call.error(message))
            }
        }
    }
}

/// Bytes that are being packed.
struct Packer<'a> {
    bytes: Buffer<'a>,
    is_little: bool,
}

impl Packer<'_> {
    /// Appends the bytes of a number, given from the lowest up.
    fn number(&mut self, lowest_first: &[u8]) -> Result<(), LuaError> {
        let text = self.bytes.text(lowest_first.len())?;
        match self.is_little {
            true => text.extend_from_slice(lowest_first),
            false => text.extend(lowest_first.iter().rev()),
        }
        Ok(())
    }

    fn zeros(&mut self, count: usize) -> Result<(), LuaError> {
        let length = self.bytes.len() + count;
        self.bytes.text(count)?.resize(length, 0);
        Ok(())
    }
}

/// `string.pack (fmt, v1, v2, ···)` — manual 6.4.
pub(super) fn pack(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let format = call.string(1)?;
    // C Lua's messages tell of a missing value as of nil.
    call.set_count(call.count() + 1)?;
    let mut format = Format::new(call, format.as_bytes());
    let mut out = Packer { bytes: Buffer::new(call.state()), is_little: format.is_little };
    let mut position = 1;
    let mut rounds = Rounds::new(call.state());
    while let Some(Item { kind, size, padding }) = format.next(call, out.bytes.len())? {
        rounds.count()?;
        out.is_little = format.is_little;
        reserve(call, &mut out, padding + size)?;
        out.zeros(padding)?;
        position += 1;
        match kind {
            Kind::Signed | Kind::Unsigned => {
                let integer = call.integer(position)?;
                if !fits(integer, size, kind) {
                    let is_signed = kind == Kind::Signed;
                    let message = if is_signed { "integer overflow" } else { "unsigned overflow" };
                    return Err(call.argument_error(position, message));
                }
                let wide = match kind {
                    Kind::Signed => i128::from(integer),
                    _ => i128::from(integer as u64),
                };
                out.number(&wide.to_le_bytes()[..size])?;
            }
            Kind::Float => out.number(&(call.float(position)? as f32).to_le_bytes())?,
            Kind::Double => out.number(&call.float(position)?.to_le_bytes())?,
            Kind::Fixed => {
                let string = call.string(position)?;
                if string.len() > size {
                    return Err(call.argument_error(position, "string longer than given size"));
                }
                out.bytes.extend(string.as_bytes())?;
                out.zeros(size - string.len())?;
            }
            Kind::Prefixed => {
                let string = call.string(position)?;
                if size < NATIVE && string.len() >> (size * 8) != 0 {
                    let message = "string length does not fit in given size";
                    return Err(call.argument_error(position, message));
                }
                reserve(call, &mut out, size + string.len())?;
                out.number(&(string.len() as u128).to_le_bytes()[..size])?;
                out.bytes.extend(string.as_bytes())?;
            }
            Kind::ZeroTerminated => {
                let string = call.string(position)?;
                limits::spend_bytes(call.state(), string.len())?;
                if string.as_bytes().contains(&0) {
                    return Err(call.argument_error(position, "string contains zeros"));
                }
                reserve(call, &mut out, string.len() + 1)?;
                out.bytes.extend(string.as_bytes())?;
                out.zeros(1)?;
            }
            Kind::Padding | Kind::Align | Kind::Nothing => {
                out.zeros(size)?;
                position -= 1;
            }
        }
    }
    rounds.end()?;
    call.one_string(out.bytes.as_slice())
}

/// Makes room for more bytes; stops before the result gets longer than a string can be.
fn reserve(call: &Call<'_>, out: &mut Packer<'_>, more: usize) -> Result<(), LuaError> {
    match more <= MAX_STRING - out.bytes.len() {
        true => out.bytes.reserve(more),
        false => Err(call.error("buffer too large")),
    }
}

/// Whether an integer can be written in `size` bytes.
fn fits(integer: i64, size: usize, kind: Kind) -> bool {
    if size >= size_of::<i64>() {
        return true;
    }
    let bits = size * 8;
    match kind {
        Kind::Signed => (-(1 << (bits - 1))..1 << (bits - 1)).contains(&integer),
        _ => integer as u64 >> bits == 0,
    }
}

/// `string.packsize (fmt)` — manual 6.4.
pub(super) fn packsize(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let format = call.string(1)?;
    let mut format = Format::new(call, format.as_bytes());
    let mut total = 0;
    let mut rounds = Rounds::new(call.state());
    while let Some(Item { kind, size, padding }) = format.next(call, total)? {
        rounds.count()?;
        if let Kind::Prefixed | Kind::ZeroTerminated = kind {
            return Err(call.argument_error(1, "variable-length format"));
        }
        if total + padding + size > MAX_SIZE {
            return Err(call.argument_error(1, "format result too large"));
        }
        total += padding + size;
    }
    rounds.end()?;
    call.one(Value::from_integer(total as i64))
}

/// `string.unpack (fmt, s [, pos])` — manual 6.4.
pub(super) fn unpack(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let (format, string) = (call.string(1)?, call.string(2)?);
    let mut format = Format::new(call, format.as_bytes());
    let data = string.as_bytes();
    let mut at = start_position(call.integer_or(3, 1)?, data.len()) - 1;
    if at > data.len() {
        return Err(call.argument_error(3, "initial position out of string"));
    }
    let arguments = call.len();
    let mut rounds = Rounds::new(call.state());
    while let Some(Item { kind, size, padding }) = format.next(call, at)? {
        rounds.count()?;
        if padding + size > data.len() - at {
            return Err(call.argument_error(2, "data string too short"));
        }
        at += padding;
        let (bytes, rest) = data[at..].split_at(size);
        at += size;
        // Room for this value and for the position at the end.
        reserve_results(call, 2, "stack overflow (too many results)")?;
        let value = match kind {
            Kind::Signed | Kind::Unsigned => {
                Value::from_integer(read_integer(call, bytes, &format, kind)?)
            }
            Kind::Float => {
                let float = f32::from_le_bytes(lowest_first(bytes, &format));
                Value::from_float(f64::from(float))
            }
            Kind::Double => Value::from_float(f64::from_le_bytes(lowest_first(bytes, &format))),
            Kind::Fixed => call.new_string(bytes)?,
            Kind::Prefixed => {
                let length = read_integer(call, bytes, &format, Kind::Unsigned)? as u64;
                if length > rest.len() as u64 {
                    return Err(call.argument_error(2, "data string too short"));
                }
                at += length as usize;
                call.new_string(&rest[..length as usize])?
            }
            Kind::ZeroTerminated => match rest.iter().position(|&byte| byte == 0) {
                Some(length) => {
                    at += length + 1;
                    call.new_string(&rest[..length])?
                }
                None => {
                    limits::count_bytes(call.state(), rest.len());
                    return Err(call.argument_error(2, "unfinished string for format 'z'"));
                }
            },
            Kind::Padding | Kind::Align | Kind::Nothing => continue,
        };
        call.push(value)?;
    }
    rounds.end()?;
    call.push(Value::from_integer(at as i64 + 1))?;
    Ok(Returns::Count((call.len() - arguments) as u32))
}

/// The bytes of a number from the lowest up, in an array of any size that holds them.
fn lowest_first<const N: usize>(bytes: &[u8], format: &Format<'_>) -> [u8; N] {
    let mut number = [0; N];
    let part = &mut number[..bytes.len()];
    part.copy_from_slice(bytes);
    if !format.is_little {
        part.reverse();
    }
    number
}

/// Reads an integer of any size; one wider than Lua's must have the value of one of Lua's.
fn read_integer(
    call: &Call<'_>,
    bytes: &[u8],
    format: &Format<'_>,
    kind: Kind,
) -> Result<i64, LuaError> {
    let unused = 128 - 8 * bytes.len() as u32;
    let wide = u128::from_le_bytes(lowest_first(bytes, format)) << unused;
    let signed = wide as i128 >> unused;
    let does_fit = match kind {
        Kind::Signed => i64::try_from(signed).is_ok(),
        _ => u64::try_from(wide >> unused).is_ok(),
    };
    match (does_fit, kind) {
        (false, _) => {
            let size = bytes.len();
            Err(call.error(format!("{size}-byte integer does not fit into Lua Integer")))
        }
        (true, Kind::Signed) => Ok(signed as i64),
        (true, _) => Ok((wide >> unused) as i64),
    }
}
