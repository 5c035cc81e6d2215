//! Binary operators: chains of one or many.

use super::constant::Constant;
use super::emit::Jumps;
use super::fold::{arith_op, fold};
use super::{Compiled, Compiler};
use crate::bytecode::Op;
use crate::num::arith::ArithOp;
use crate::syntax::ast::{BinaryOp, BinaryTail, Chain, ExprKind};

/// What operators do.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    And,
    Or,
    Comparison,
    Concat,
    Arithmetic,
}

/// What the operators of a chain do: those of one precedence are of one family.
pub(super) fn family(chain: &Chain<'_>) -> Family {
    match chain.tails[0].operator {
        BinaryOp::And => Family::And,
        BinaryOp::Or => Family::Or,
        BinaryOp::Concat => Family::Concat,
        operator if operator.is_comparison() => Family::Comparison,
        _ => Family::Arithmetic,
    }
}

/// The left operand so far.
enum Left {
    Constant(Constant),
    Register(u8),
}

/// The opcodes of an arithmetic operation on registers, and on a register and a constant.
fn arith_opcodes(op: ArithOp) -> (Op, Op) {
    match op {
        ArithOp::Add => (Op::Add, Op::AddConstant),
        ArithOp::Sub => (Op::Subtract, Op::SubtractConstant),
        ArithOp::Mul => (Op::Multiply, Op::MultiplyConstant),
        ArithOp::Div => (Op::Divide, Op::DivideConstant),
        ArithOp::Mod => (Op::Modulo, Op::ModuloConstant),
        ArithOp::Pow => (Op::Power, Op::PowerConstant),
        ArithOp::IDiv => (Op::FloorDivide, Op::FloorDivideConstant),
        ArithOp::BAnd => (Op::BitAnd, Op::BitAndConstant),
        ArithOp::BOr => (Op::BitOr, Op::BitOrConstant),
        ArithOp::BXor => (Op::BitXor, Op::BitXorConstant),
        ArithOp::Shl => (Op::ShiftLeft, Op::ShiftLeftConstant),
        ArithOp::Shr => (Op::ShiftRight, Op::ShiftRightConstant),
        ArithOp::Unm | ArithOp::BNot => unreachable!("not a binary operation"),
    }
}

impl Compiler<'_> {
    /// Compiles a chain into `target`.
    pub(super) fn chain_to(&mut self, chain: &Chain<'_>, target: u8) -> Compiled {
        let mark = self.f().free;
        match family(chain) {
            Family::And | Family::Or => self.logical_to(chain, target)?,
            Family::Comparison => self.comparisons_to(chain, target)?,
            Family::Concat => self.in_place(target, |this, first| this.concat(chain, first))?,
            Family::Arithmetic => self.arithmetic_to(chain, target)?,
        }
        self.f().free = mark;
        Ok(())
    }

    fn arithmetic_to(&mut self, chain: &Chain<'_>, target: u8) -> Compiled {
        let mark = self.f().free;
        // Intermediate results go to the target if it may be scratch space, else to a temporary.
        let mut scratch = self.is_fresh(target).then_some(target);
        let mut left = match self.constant_of(&chain.first) {
            Some(constant) => Left::Constant(constant),
            None => match self.local_of(&chain.first)? {
                Some(register) => Left::Register(register),
                None => {
                    let register = self.scratch(&mut scratch)?;
                    self.expression_to(&chain.first, register)?;
                    Left::Register(register)
                }
            },
        };
        for (position, tail) in chain.tails.iter().enumerate() {
            let op = arith_op(tail.operator).expect("an arithmetic operator");
            let is_last = position + 1 == chain.tails.len();
            left = self.arithmetic(op, left, tail, |this| {
                if is_last { Ok(target) } else { this.scratch(&mut scratch) }
            })?;
        }
        if let Left::Constant(constant) = left {
            self.load_constant(constant, target);
        }
        self.f().free = mark;
        Ok(())
    }

    fn scratch(&mut self, scratch: &mut Option<u8>) -> Compiled<u8> {
        match *scratch {
            Some(register) => Ok(register),
            None => Ok(*scratch.insert(self.f().reserve(1)?)),
        }
    }

    fn arithmetic(
        &mut self,
        op: ArithOp,
        left: Left,
        tail: &BinaryTail<'_>,
        destination: impl FnOnce(&mut Self) -> Compiled<u8>,
    ) -> Compiled<Left> {
        let right = self.constant_of(&tail.operand);
        if let (Left::Constant(a), Some(b)) = (&left, &right)
            && let Some(folded) = fold(op, a, b)
        {
            return Ok(Left::Constant(folded));
        }
        let mark = self.f().free;
        // A commutative operation with its constant on the left is the one with the constant on the right,
        // but for the order in which a metamethod gets the operands (operand C).
        let is_flipped =
            matches!(op, ArithOp::Add | ArithOp::Mul) && right.is_none() && is_numeric(&left);
        let (left, right) = match (left, is_flipped) {
            (Left::Constant(constant), true) => {
                (self.expression_any(&tail.operand)?, Some(constant))
            }
            (Left::Constant(constant), false) => {
                let register = self.f().reserve(1)?;
                self.load_constant(constant, register);
                (register, right)
            }
            (Left::Register(register), _) => (register, right),
        };
        let result = match right.filter(is_number) {
            Some(constant) => {
                let target = destination(self)?;
                self.f().line = tail.line;
                self.arithmetic_constant(op, left, constant, is_flipped, target);
                target
            }
            None => {
                let right = self.expression_any(&tail.operand)?;
                let target = destination(self)?;
                self.f().line = tail.line;
                self.emit(arith_opcodes(op).0, target, left, right, 0);
                target
            }
        };
        // The destination may have been reserved above the operands: it stays, they go.
        self.f().free = mark.max(if result as usize >= mark { result as usize + 1 } else { mark });
        Ok(Left::Register(result))
    }

    fn arithmetic_constant(
        &mut self,
        op: ArithOp,
        left: u8,
        constant: Constant,
        is_flipped: bool,
        target: u8,
    ) {
        let immediate = match constant {
            Constant::Integer(integer) => i32::try_from(integer).ok(),
            _ => None,
        };
        let flipped = is_flipped as u8;
        match (op, immediate) {
            (ArithOp::Add, Some(i)) => {
                self.emit(Op::AddInteger, target, left, flipped, i as u32);
            }
            (ArithOp::Sub, Some(i)) => {
                self.emit(Op::SubtractInteger, target, left, flipped, i as u32);
            }
            _ => {
                let index = self.constant(constant) as u32;
                self.emit(arith_opcodes(op).1, target, left, flipped, index);
            }
        }
    }

    /// Compiles `a .. b .. c` into registers from `first` on, the topmost temporary; the result is in `first`.
    fn concat(&mut self, chain: &Chain<'_>, first: u8) -> Compiled {
        self.expression_to(&chain.first, first)?;
        for tail in chain.tails {
            // `..` is right associative: what follows it may be another of its kind.
            let mut line = tail.line;
            let mut operand = tail.operand;
            while let ExprKind::Binary(Chain { first: inner, tails: [next] }) = operand.kind {
                if next.operator != BinaryOp::Concat {
                    break;
                }
                self.expression_next(inner)?;
                line = next.line;
                operand = next.operand;
            }
            self.expression_next(&operand)?;
            let count = self.f().free - first as usize;
            self.f().line = line;
            self.emit(Op::Concat, first, count as u8, 0, 0);
            self.f().free = first as usize + 1;
        }
        Ok(())
    }

    fn comparisons_to(&mut self, chain: &Chain<'_>, target: u8) -> Compiled {
        let mark = self.f().free;
        let mut scratch = self.is_fresh(target).then_some(target);
        for (position, tail) in chain.tails.iter().enumerate() {
            let jumps = if position == 0 {
                self.compare(&chain.first, tail, true)?
            } else {
                let register = self.scratch(&mut scratch)?;
                self.compare_register(register, tail, true)?
            };
            let is_last = position + 1 == chain.tails.len();
            let result = if is_last { target } else { self.scratch(&mut scratch)? };
            self.materialize(jumps, result)?;
        }
        self.f().free = mark;
        Ok(())
    }

    /// Puts true into `target` where the jumps lead, and false where the code falls through.
    pub(super) fn materialize(&mut self, jumps: Jumps, target: u8) -> Compiled {
        self.emit(Op::LoadFalseSkip, target, 0, 0, 0);
        self.patch_here(jumps)?;
        self.emit(Op::LoadTrue, target, 0, 0, 0);
        // Whoever skips the last instruction arrives behind it.
        self.target();
        Ok(())
    }

    fn logical_to(&mut self, chain: &Chain<'_>, target: u8) -> Compiled {
        let stops_on = family(chain) == Family::Or;
        let mut end = self.value_or_jump(&chain.first, target, stops_on)?;
        let (last, init) = chain.tails.split_last().expect("a chain has a tail");
        for tail in init {
            let stop = self.value_or_jump(&tail.operand, target, stops_on)?;
            self.join(&mut end, stop);
        }
        self.expression_to(&last.operand, target)?;
        self.patch_here(end)
    }
}

fn is_number(constant: &Constant) -> bool {
    matches!(constant, Constant::Integer(_) | Constant::Float(_))
}

fn is_numeric(left: &Left) -> bool {
    matches!(left, Left::Constant(constant) if is_number(constant))
}
