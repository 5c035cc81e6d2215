//! Binary chunks, read: bytes that anybody may have written become the code of a function, or an error. Whether
//! that code is safe to run is for [`super::verify`] to say.

use std::sync::Arc;

use super::dump::{HEADER, SIGNATURE, VERSION, tag};
use super::function::{Constant, FunctionCode, LocalVariable, Text, UpvalueDescriptor};
use super::instruction::Instruction;
use super::opcode::Op;
use super::verify::verify;

/// How deep functions may lie in each other: deeper than the parser lets them.
const MAX_DEPTH: usize = 210;
/// The source of a function that was stripped of it.
const NO_SOURCE: &[u8] = b"=?";

/// Why bytes are no binary chunk, in C Lua's words where it has some.
pub(crate) type Reason = &'static str;

const TRUNCATED: Reason = "truncated chunk";
const CORRUPTED: Reason = "corrupted chunk";

/// Reads a binary chunk, whose code is safe to run. Bytes behind its end are ignored, as in C Lua.
///
/// # Errors
///
/// What is wrong with it.
pub(crate) fn undump(chunk: &[u8]) -> Result<Arc<FunctionCode>, Reason> {
    let mut reader = Reader { rest: chunk, strings: Vec::new() };
    let begins_as = |header: &[u8]| header.iter().zip(chunk).all(|(a, b)| a == b);
    if !begins_as(SIGNATURE) {
        return Err("not a binary chunk");
    }
    if !begins_as(HEADER) {
        return Err("format mismatch");
    }
    reader.take(HEADER.len())?;
    if reader.byte()? != VERSION || reader.byte()? != Op::COUNT {
        return Err("version mismatch");
    }
    let function = reader.function(&Arc::from(NO_SOURCE), MAX_DEPTH)?;
    verify(&function)?;
    Ok(Arc::new(function))
}

struct Reader<'a> {
    rest: &'a [u8],
    /// The strings and names of the function being read.
    strings: Vec<u8>,
}

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], Reason> {
        let (taken, rest) = self.rest.split_at_checked(count).ok_or(TRUNCATED)?;
        self.rest = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Reason> {
        let (array, rest) = self.rest.split_first_chunk().ok_or(TRUNCATED)?;
        self.rest = rest;
        Ok(*array)
    }

    fn byte(&mut self) -> Result<u8, Reason> {
        self.array().map(|[byte]| byte)
    }

    fn boolean(&mut self) -> Result<bool, Reason> {
        match self.byte()? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(CORRUPTED),
        }
    }

    fn number(&mut self) -> Result<u64, Reason> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            let bits = u64::from(byte & 0x7f);
            if bits << shift >> shift != bits {
                return Err("integer overflow");
            }
            number |= bits << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err("integer overflow")
    }

    fn signed(&mut self) -> Result<i64, Reason> {
        let number = self.number()?;
        Ok((number >> 1) as i64 ^ -((number & 1) as i64))
    }

    fn small(&mut self) -> Result<u32, Reason> {
        self.number()?.try_into().map_err(|_| "integer overflow")
    }

    /// How many items follow. Each has at least one byte, so that no small chunk asks for much memory.
    fn count(&mut self) -> Result<usize, Reason> {
        let count = self.number()?;
        usize::try_from(count).ok().filter(|&count| count <= self.rest.len()).ok_or(TRUNCATED)
    }

    fn bytes(&mut self) -> Result<&'a [u8], Reason> {
        let count = self.count()?;
        self.take(count)
    }

    /// Reads a string or name of the function.
    fn text(&mut self) -> Result<Text, Reason> {
        let bytes = self.bytes()?;
        if bytes.len() > Text::MAX - self.strings.len() {
            return Err("integer overflow");
        }
        Ok(Text::append(&mut self.strings, bytes))
    }

    fn list<T>(
        &mut self,
        mut read: impl FnMut(&mut Self) -> Result<T, Reason>,
    ) -> Result<Box<[T]>, Reason> {
        let count = self.count()?;
        (0..count).map(|_| read(self)).collect()
    }

    fn function(&mut self, outer_source: &Arc<[u8]>, depth: usize) -> Result<FunctionCode, Reason> {
        let depth = depth.checked_sub(1).ok_or("functions nested too deep")?;
        let source = match self.boolean()? {
            true => self.bytes()?.into(),
            false => outer_source.clone(),
        };
        let outer_strings = std::mem::take(&mut self.strings);
        let function = FunctionCode {
            line: self.small()?,
            last_line: self.small()?,
            parameters: self.byte()?,
            is_vararg: self.boolean()?,
            registers: self.byte()?,
            code: self.list(Reader::instruction)?,
            constants: self.list(Reader::constant)?,
            upvalues: self.list(Reader::upvalue)?,
            children: self.list(|this| this.function(&source, depth).map(Arc::new))?,
            lines: self.lines()?,
            locals: self.list(Reader::local)?,
            strings: std::mem::replace(&mut self.strings, outer_strings).into(),
            source,
        };
        Ok(function)
    }

    fn instruction(&mut self) -> Result<Instruction, Reason> {
        let [op, a, b, c] = self.array()?;
        let op = Op::from_byte(op).ok_or("invalid opcode")?;
        let d = i32::try_from(self.signed()?).map_err(|_| CORRUPTED)?;
        Ok(Instruction::new(op, a, b, c, d as u32))
    }

    fn constant(&mut self) -> Result<Constant, Reason> {
        Ok(match self.byte()? {
            tag::NIL => Constant::Nil,
            tag::FALSE => Constant::Boolean(false),
            tag::TRUE => Constant::Boolean(true),
            tag::INTEGER => Constant::Integer(self.signed()?),
            tag::FLOAT => Constant::Float(f64::from_le_bytes(self.array()?)),
            tag::STRING => Constant::String(self.text()?),
            _ => return Err(CORRUPTED),
        })
    }

    fn upvalue(&mut self) -> Result<UpvalueDescriptor, Reason> {
        Ok(UpvalueDescriptor { name: self.text()?, in_stack: self.boolean()?, index: self.byte()? })
    }

    fn lines(&mut self) -> Result<Box<[u32]>, Reason> {
        let mut last = 0i64;
        self.list(|this| {
            last = last.wrapping_add(this.signed()?);
            u32::try_from(last).map_err(|_| CORRUPTED)
        })
    }

    fn local(&mut self) -> Result<LocalVariable, Reason> {
        Ok(LocalVariable { name: self.text()?, start: self.small()?, end: self.small()? })
    }
}
