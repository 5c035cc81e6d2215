//! Emitting instructions, and jumps whose targets are not known yet.

use super::constant::Constant;
use super::{Compiled, Compiler};
use crate::bytecode::{Instruction, Op};
use crate::num::convert::float_to_integer;
use crate::syntax::error::SyntaxError;

/// Jumps that wait for their common target: a list through the jumps themselves, of which each but the last has
/// the place of the next as its distance.
#[derive(Debug, Clone, Copy)]
pub(super) struct Jumps(Option<JumpList>);

#[derive(Debug, Clone, Copy)]
struct JumpList {
    first: usize,
    last: usize,
}

impl Jumps {
    /// No jump.
    pub(super) fn none() -> Jumps {
        Jumps(None)
    }

    /// One jump, the instruction at `at`.
    pub(super) fn one(at: usize) -> Jumps {
        Jumps(Some(JumpList { first: at, last: at }))
    }

    /// Whether there is no jump.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_none()
    }
}

impl Compiler<'_> {
    /// Where the next instruction will be.
    pub(super) fn here(&mut self) -> usize {
        self.f().code.len()
    }

    /// Where the next instruction will be, for a jump that leads there.
    pub(super) fn target(&mut self) -> usize {
        let here = self.here();
        self.f().last_target = here;
        here
    }

    /// Emits an instruction on the current line; returns where it is.
    pub(super) fn emit(&mut self, op: Op, a: u8, b: u8, c: u8, d: u32) -> usize {
        self.push(Instruction::new(op, a, b, c, d))
    }

    /// Emits an instruction with a 16-bit operand.
    pub(super) fn emit_e(&mut self, op: Op, a: u8, e: u16, d: u32) -> usize {
        self.push(Instruction::with_e(op, a, e, d))
    }

    fn push(&mut self, instruction: Instruction) -> usize {
        let function = self.f();
        function.code.push(instruction);
        function.lines.push(function.line);
        function.code.len() - 1
    }

    /// Emits an instruction attributed to another line than the current one.
    pub(super) fn on_line<T>(&mut self, line: u32, emit: impl FnOnce(&mut Self) -> T) -> T {
        let current = std::mem::replace(&mut self.f().line, line);
        let result = emit(self);
        self.f().line = current;
        result
    }

    /// Makes the jump at `at` lead to `target`.
    pub(super) fn patch(&mut self, at: usize, target: usize) -> Compiled {
        let distance = target as i64 - at as i64 - 1;
        match i32::try_from(distance) {
            Ok(distance) => self.f().code[at].set_d(distance as u32),
            Err(_) => {
                return Err(SyntaxError::new(self.f().line, "control structure too long"));
            }
        }
        Ok(())
    }

    /// Adds jumps to others.
    pub(super) fn join(&mut self, jumps: &mut Jumps, more: Jumps) {
        match (&mut jumps.0, more.0) {
            (Some(jumps), Some(more)) => {
                self.f().code[jumps.last].set_d(more.first as u32);
                jumps.last = more.last;
            }
            (None, _) => *jumps = more,
            (_, None) => {}
        }
    }

    /// Makes jumps lead to `target`.
    pub(super) fn patch_all(&mut self, jumps: Jumps, target: usize) -> Compiled {
        let Some(JumpList { first: mut at, last }) = jumps.0 else { return Ok(()) };
        loop {
            let next = self.f().code[at].d();
            self.patch(at, target)?;
            if at == last {
                return Ok(());
            }
            at = next;
        }
    }

    /// Makes jumps lead to the next instruction.
    pub(super) fn patch_here(&mut self, jumps: Jumps) -> Compiled {
        if jumps.is_empty() {
            return Ok(());
        }
        let here = self.target();
        self.patch_all(jumps, here)
    }

    /// Emits a jump to a place not known yet.
    pub(super) fn jump(&mut self) -> Jumps {
        Jumps::one(self.emit(Op::Jump, 0, 0, 0, 0))
    }

    /// Emits a jump back to `target`.
    pub(super) fn jump_back(&mut self, target: usize) -> Compiled {
        let at = self.emit(Op::JumpBack, 0, 0, 0, 0);
        self.patch(at, target)
    }

    /// Emits the load of a constant into `target`.
    pub(super) fn load_constant(&mut self, constant: Constant, target: u8) {
        match constant {
            Constant::Nil => self.load_nil(target, 1),
            Constant::Boolean(true) => _ = self.emit(Op::LoadTrue, target, 0, 0, 0),
            Constant::Boolean(false) => _ = self.emit(Op::LoadFalse, target, 0, 0, 0),
            Constant::Integer(integer) if i32::try_from(integer).is_ok() => {
                self.emit(Op::LoadInteger, target, 0, 0, integer as u32);
            }
            Constant::Float(float) if is_small(float) => {
                self.emit(Op::LoadFloat, target, 0, 0, float as i32 as u32);
            }
            constant => {
                let index = self.constant(constant);
                self.emit(Op::LoadConstant, target, 0, 0, index as u32);
            }
        }
    }

    /// Emits nils into `count` registers from `first` on.
    pub(super) fn load_nil(&mut self, first: u8, count: usize) {
        let here = self.here();
        // `local a; local b; local c` needs one instruction, unless something jumps between them.
        if here > 0 && self.f().last_target < here {
            let last = self.f().code[here - 1];
            if last.op() == Op::LoadNil && last.a() + last.b() + 1 == first as usize {
                let more = last.b() + count;
                if more < 256 {
                    self.f().code[here - 1].set_b(more as u8);
                    return;
                }
            }
        }
        self.emit(Op::LoadNil, first, count as u8 - 1, 0, 0);
    }
}

/// Whether a float is an integer that fits 32 bits, and not `-0.0`.
fn is_small(float: f64) -> bool {
    float_to_integer(float).is_some_and(|integer| i32::try_from(integer).is_ok())
        && (float != 0.0 || float.is_sign_positive())
}
