//! Binary chunks, written: the code of a function, and of those inside it, as bytes.
//!
//! ```text
//! chunk     = header, version, number of opcodes, function
//! function  = source, line, last line, parameters, vararg, registers,
//!             instructions, constants, upvalues, functions, lines, locals
//! list      = count, items
//! ```
//!
//! Numbers without a sign are varints of seven bits a byte, the lowest first; those with one are folded to
//! positive ones. Everything of a fixed size is little endian, whatever the machine.

use super::function::{Constant, FunctionCode, LocalVariable, UpvalueDescriptor};
use super::instruction::Instruction;

/// How any binary chunk begins.
pub(super) const SIGNATURE: &[u8] = b"\x1bLua";
/// How ours begin: with C Lua's header, which scripts and tools look at, then with what makes C Lua refuse the rest (the
/// length of a name that overflows its integers), and a name.
pub(super) const HEADER: &[u8] = b"\x1bLua\x54\x00\x19\x93\r\n\x1a\n\x04\x08\x08\
    \x78\x56\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x28\x77\x40\
    \x00\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7fferro";
/// The version of the format and of the meaning of the opcodes.
pub(super) const VERSION: u8 = 2;

/// Tags of constants.
pub(super) mod tag {
    pub(in crate::bytecode) const NIL: u8 = 0;
    pub(in crate::bytecode) const FALSE: u8 = 1;
    pub(in crate::bytecode) const TRUE: u8 = 2;
    pub(in crate::bytecode) const INTEGER: u8 = 3;
    pub(in crate::bytecode) const FLOAT: u8 = 4;
    pub(in crate::bytecode) const STRING: u8 = 5;
}

/// Writes a function as a binary chunk; `strip` leaves out what only messages and debuggers read.
pub(crate) fn dump(function: &FunctionCode, strip: bool) -> Vec<u8> {
    let mut writer = Writer { out: HEADER.to_vec(), strip };
    writer.byte(VERSION);
    writer.byte(super::Op::COUNT);
    writer.function(function, None);
    writer.out
}

struct Writer {
    out: Vec<u8>,
    strip: bool,
}

impl Writer {
    fn byte(&mut self, byte: u8) {
        self.out.push(byte);
    }

    fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.byte(number as u8 | 0x80);
            number >>= 7;
        }
        self.byte(number as u8);
    }

    fn signed(&mut self, number: i64) {
        self.number((number << 1 ^ number >> 63) as u64);
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u64);
        self.out.extend_from_slice(bytes);
    }

    /// What a stripped function has not.
    fn name(&mut self, name: &[u8]) {
        self.bytes(if self.strip { b"" } else { name });
    }

    fn list<T>(&mut self, items: &[T], write: impl Fn(&mut Self, &T)) {
        self.number(items.len() as u64);
        for item in items {
            write(self, item);
        }
    }

    fn function(&mut self, function: &FunctionCode, parent: Option<&FunctionCode>) {
        // Without a source of its own a function has that of the one outside.
        let is_inherited = parent.is_some_and(|parent| parent.source == function.source);
        let has_source = !self.strip && !is_inherited;
        self.byte(has_source.into());
        if has_source {
            self.bytes(&function.source);
        }
        self.number(function.line.into());
        self.number(function.last_line.into());
        self.byte(function.parameters);
        self.byte(function.is_vararg.into());
        self.byte(function.registers);
        self.list(&function.code, Writer::instruction);
        self.list(&function.constants, |this, constant| this.constant(function, constant));
        self.list(&function.upvalues, |this, upvalue| this.upvalue(function, upvalue));
        self.list(&function.children, |this, child| this.function(child, Some(function)));
        let (lines, locals): (&[u32], &[LocalVariable]) = match self.strip {
            true => (&[], &[]),
            false => (&function.lines, &function.locals),
        };
        self.number(lines.len() as u64);
        let mut last = 0;
        for &line in lines {
            self.signed(i64::from(line) - last);
            last = line.into();
        }
        self.list(locals, |this, local| this.local(function, local));
    }

    fn instruction(&mut self, i: &Instruction) {
        self.out.extend([i.op() as u8, i.a() as u8, i.b() as u8, i.c() as u8]);
        self.signed(i.signed_d() as i64);
    }

    fn constant(&mut self, function: &FunctionCode, constant: &Constant) {
        match constant {
            Constant::Nil => self.byte(tag::NIL),
            Constant::Boolean(false) => self.byte(tag::FALSE),
            Constant::Boolean(true) => self.byte(tag::TRUE),
            Constant::Integer(integer) => {
                self.byte(tag::INTEGER);
                self.signed(*integer);
            }
            Constant::Float(float) => {
                self.byte(tag::FLOAT);
                self.out.extend_from_slice(&float.to_le_bytes());
            }
            Constant::String(text) => {
                self.byte(tag::STRING);
                self.bytes(function.string(*text));
            }
        }
    }

    fn upvalue(&mut self, function: &FunctionCode, upvalue: &UpvalueDescriptor) {
        self.name(function.string(upvalue.name));
        self.byte(upvalue.in_stack.into());
        self.byte(upvalue.index);
    }

    fn local(&mut self, function: &FunctionCode, local: &LocalVariable) {
        self.bytes(function.string(local.name));
        self.number(local.start.into());
        self.number(local.end.into());
    }
}
