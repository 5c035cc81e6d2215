//! The encoding: a 64-bit word of opcode, three bytes and one 32-bit operand.
#![allow(unsafe_code)]
//!
//! # Safety
//!
//! I1. The low byte of an instruction is an [`Op`]: the word is private, every constructor takes an `Op`,
//!     and no setter touches it.

use std::fmt;

use super::opcode::Op;

/// One instruction. From the low end: opcode, `A`, `B`, `C` of eight bits each, `D` of 32.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(transparent)]
pub(crate) struct Instruction(u64);

impl Instruction {
    /// Encodes an instruction.
    pub(crate) fn new(op: Op, a: u8, b: u8, c: u8, d: u32) -> Instruction {
        Instruction(
            op as u64 | (a as u64) << 8 | (b as u64) << 16 | (c as u64) << 24 | (d as u64) << 32,
        )
    }

    /// Encodes an instruction whose `B` and `C` are one 16-bit operand.
    pub(crate) fn with_e(op: Op, a: u8, e: u16, d: u32) -> Instruction {
        Instruction::new(op, a, e as u8, (e >> 8) as u8, d)
    }

    /// The opcode.
    #[inline(always)]
    pub(crate) fn op(self) -> Op {
        // SAFETY: I1.
        unsafe { std::mem::transmute::<u8, Op>(self.0 as u8) }
    }

    /// Operand `A`.
    #[inline(always)]
    pub(crate) fn a(self) -> usize {
        (self.0 >> 8) as u8 as usize
    }

    /// Operand `B`.
    #[inline(always)]
    pub(crate) fn b(self) -> usize {
        (self.0 >> 16) as u8 as usize
    }

    /// Operand `C`.
    #[inline(always)]
    pub(crate) fn c(self) -> usize {
        (self.0 >> 24) as u8 as usize
    }

    /// Operand `D`.
    #[inline(always)]
    pub(crate) fn d(self) -> usize {
        (self.0 >> 32) as u32 as usize
    }

    /// Operand `D` as a signed number: a jump distance or an immediate value.
    #[inline(always)]
    pub(crate) fn signed_d(self) -> isize {
        ((self.0 as i64) >> 32) as isize
    }

    /// `B` and `C` as one operand.
    #[inline(always)]
    pub(crate) fn e(self) -> usize {
        (self.0 >> 16) as u16 as usize
    }

    /// `B` and `C` as one signed operand.
    #[inline(always)]
    pub(crate) fn signed_e(self) -> i64 {
        (self.0 >> 16) as u16 as i16 as i64
    }

    /// The same instruction with another `B`.
    pub(crate) fn set_b(&mut self, b: u8) {
        self.0 = self.0 & !0xFF_0000 | (b as u64) << 16;
    }

    /// The same instruction with another `C`.
    pub(crate) fn set_c(&mut self, c: u8) {
        self.0 = self.0 & !0xFF00_0000 | (c as u64) << 24;
    }

    /// The same instruction with another `D`.
    pub(crate) fn set_d(&mut self, d: u32) {
        self.0 = self.0 & 0xFFFF_FFFF | (d as u64) << 32;
    }
}

impl fmt::Debug for Instruction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (a, b, c, d) = (self.a(), self.b(), self.c(), self.signed_d());
        write!(f, "{:<26} {a:>3} {b:>3} {c:>3} {d:>6}", self.op().name())
    }
}
