//! Conditions: expressions compiled into jumps (C3).

use super::constant::Constant;
use super::emit::Jumps;
use super::fold::truth;
use super::operator::{Family, family};
use super::{Compiled, Compiler};
use crate::bytecode::Op;
use crate::syntax::ast::{BinaryOp, BinaryTail, Chain, Expr, ExprKind, Unary, UnaryOp};

/// The right side of a comparison.
enum Operand {
    Register(u8),
    Constant(u16),
    Integer(i16),
}

impl Compiler<'_> {
    /// Whether an expression is best compiled into jumps even where its value is wanted.
    pub(super) fn is_condition(&self, expression: &Expr<'_>) -> bool {
        match expression.kind {
            ExprKind::Binary(chain) => {
                !matches!(family(chain), Family::Arithmetic | Family::Concat)
            }
            ExprKind::Unary(Unary { operator: UnaryOp::Not, operand, .. }) => {
                self.is_condition(operand)
            }
            ExprKind::Paren(inner) => self.is_condition(inner),
            _ => false,
        }
    }

    /// Compiles whether an expression is true into `target`, as true or false.
    pub(super) fn truth_to(&mut self, expression: &Expr<'_>, target: u8) -> Compiled {
        let mark = self.f().free;
        let jumps = self.jump_if(expression, true)?;
        self.f().free = mark;
        self.materialize(jumps, target)
    }

    /// Compiles a condition: jumps if its truth is `when`, falls through if not.
    pub(super) fn jump_if(&mut self, expression: &Expr<'_>, when: bool) -> Compiled<Jumps> {
        self.f().line = expression.line;
        if let Some(constant) = self.constant_of(expression) {
            return Ok(if truth(&constant) == when { self.jump() } else { Jumps::none() });
        }
        match expression.kind {
            ExprKind::Paren(inner) => self.jump_if(inner, when),
            ExprKind::Unary(Unary { operator: UnaryOp::Not, operand, .. }) => {
                self.jump_if(operand, !when)
            }
            ExprKind::Binary(chain) => match family(chain) {
                Family::And | Family::Or => self.jump_if_logical(chain, when),
                Family::Comparison => self.jump_if_comparison(chain, when),
                _ => self.jump_if_value(expression, when),
            },
            _ => self.jump_if_value(expression, when),
        }
    }

    fn jump_if_value(&mut self, expression: &Expr<'_>, when: bool) -> Compiled<Jumps> {
        let mark = self.f().free;
        let register = self.expression_any(expression)?;
        self.f().free = mark;
        let op = if when { Op::JumpIf } else { Op::JumpIfNot };
        Ok(Jumps::one(self.emit(op, register, 0, 0, 0)))
    }

    fn jump_if_comparison(&mut self, chain: &Chain<'_>, when: bool) -> Compiled<Jumps> {
        let (last, init) = chain.tails.split_last().expect("a chain has a tail");
        if init.is_empty() {
            return self.compare(&chain.first, last, when);
        }
        let mark = self.f().free;
        let left = self.f().reserve(1)?;
        self.chain_to(&Chain { first: chain.first, tails: init }, left)?;
        let jumps = self.compare_register(left, last, when)?;
        self.f().free = mark;
        Ok(jumps)
    }

    fn jump_if_logical(&mut self, chain: &Chain<'_>, when: bool) -> Compiled<Jumps> {
        let stops_on = family(chain) == Family::Or;
        let (last, init) = chain.tails.split_last().expect("a chain has a tail");
        // An operand that decides the whole either jumps away with it or goes on behind it.
        let mut stops = self.jump_if(&chain.first, stops_on)?;
        for tail in init {
            let stop = self.jump_if(&tail.operand, stops_on)?;
            self.join(&mut stops, stop);
        }
        let mut jumps = self.jump_if(&last.operand, when)?;
        if stops_on == when {
            self.join(&mut jumps, stops);
        } else {
            self.patch_here(stops)?;
        }
        Ok(jumps)
    }

    /// Compiles an operand of `and` or `or`: if its truth is `when`, puts its value into `target` and jumps;
    /// else falls through, and `target`, if fresh, may hold anything.
    pub(super) fn value_or_jump(
        &mut self,
        expression: &Expr<'_>,
        target: u8,
        when: bool,
    ) -> Compiled<Jumps> {
        self.f().line = expression.line;
        if let Some(constant) = self.constant_of(expression) {
            if truth(&constant) != when {
                return Ok(Jumps::none());
            }
            self.load_constant(constant, target);
            return Ok(self.jump());
        }
        if let ExprKind::Paren(inner) = expression.kind
            && self.is_condition(inner)
        {
            return self.value_or_jump(inner, target, when);
        }
        if self.is_condition(expression) {
            if let ExprKind::Binary(chain) = expression.kind
                && family(chain) != Family::Comparison
            {
                return self.logical_or_jump(chain, target, when);
            }
            // A comparison or a negation: its value is its truth.
            let mark = self.f().free;
            let skip = self.jump_if(expression, !when)?;
            self.f().free = mark;
            self.load_constant(Constant::Boolean(when), target);
            let jump = self.jump();
            self.patch_here(skip)?;
            return Ok(jump);
        }
        let mark = self.f().free;
        let register = self.operand_in(expression, target)?;
        self.f().free = mark;
        let jump = match (when, register == target) {
            (true, true) => self.emit(Op::JumpIf, target, 0, 0, 0),
            (false, true) => self.emit(Op::JumpIfNot, target, 0, 0, 0),
            (true, false) => self.emit(Op::JumpIfSet, target, register, 0, 0),
            (false, false) => self.emit(Op::JumpIfNotSet, target, register, 0, 0),
        };
        Ok(Jumps::one(jump))
    }

    fn logical_or_jump(&mut self, chain: &Chain<'_>, target: u8, when: bool) -> Compiled<Jumps> {
        let stops_on = family(chain) == Family::Or;
        let (last, init) = chain.tails.split_last().expect("a chain has a tail");
        let operands = std::iter::once(&chain.first).chain(init.iter().map(|tail| &tail.operand));
        let mut stops = Jumps::none();
        for operand in operands {
            let stop = if stops_on == when {
                self.value_or_jump(operand, target, when)?
            } else {
                self.jump_if(operand, stops_on)?
            };
            self.join(&mut stops, stop);
        }
        let mut jumps = self.value_or_jump(&last.operand, target, when)?;
        if stops_on == when {
            self.join(&mut jumps, stops);
        } else {
            self.patch_here(stops)?;
        }
        Ok(jumps)
    }

    /// Compiles a comparison: jumps if its result is `when`.
    pub(super) fn compare(
        &mut self,
        left: &Expr<'_>,
        tail: &BinaryTail<'_>,
        when: bool,
    ) -> Compiled<Jumps> {
        let mark = self.f().free;
        // A constant on the left changes sides.
        if let Some(constant) = self.constant_of(left) {
            let operator = mirrored(tail.operator);
            if let Some(operand) = self.immediate(operator, &constant)
                && self.constant_of(&tail.operand).is_none()
            {
                let register = self.expression_any(&tail.operand)?;
                let jumps = self.comparison(operator, register, operand, tail.line, when);
                self.f().free = mark;
                return Ok(jumps);
            }
        }
        let register = self.expression_any(left)?;
        let jumps = self.compare_register(register, tail, when)?;
        self.f().free = mark;
        Ok(jumps)
    }

    /// Compiles a comparison whose left side is in a register.
    pub(super) fn compare_register(
        &mut self,
        left: u8,
        tail: &BinaryTail<'_>,
        when: bool,
    ) -> Compiled<Jumps> {
        let mark = self.f().free;
        let constant = self.constant_of(&tail.operand);
        let operand = match constant.and_then(|constant| self.immediate(tail.operator, &constant)) {
            Some(operand) => operand,
            None => Operand::Register(self.expression_any(&tail.operand)?),
        };
        let jumps = self.comparison(tail.operator, left, operand, tail.line, when);
        self.f().free = mark;
        Ok(jumps)
    }

    /// How an operator takes a constant on its right, if it does.
    fn immediate(&mut self, operator: BinaryOp, constant: &Constant) -> Option<Operand> {
        debug_assert!(operator.is_comparison());
        if let Constant::Integer(integer) = constant
            && let Ok(integer) = i16::try_from(*integer)
        {
            return Some(Operand::Integer(integer));
        }
        if !matches!(operator, BinaryOp::Equal | BinaryOp::NotEqual) {
            return None;
        }
        let index = self.constant(*constant);
        u16::try_from(index).ok().map(Operand::Constant)
    }

    fn comparison(
        &mut self,
        operator: BinaryOp,
        left: u8,
        right: Operand,
        line: u32,
        when: bool,
    ) -> Jumps {
        self.f().line = line;
        let pick = |yes: Op, no: Op| if when { yes } else { no };
        let at = match right {
            Operand::Register(right) => {
                let (a, b) = match operator {
                    BinaryOp::Greater | BinaryOp::GreaterEqual => (right, left),
                    _ => (left, right),
                };
                let op = match operator {
                    BinaryOp::Equal => pick(Op::JumpIfEqual, Op::JumpIfNotEqual),
                    BinaryOp::NotEqual => pick(Op::JumpIfNotEqual, Op::JumpIfEqual),
                    BinaryOp::Less | BinaryOp::Greater => pick(Op::JumpIfLess, Op::JumpIfNotLess),
                    _ => pick(Op::JumpIfLessEqual, Op::JumpIfNotLessEqual),
                };
                self.emit(op, a, b, 0, 0)
            }
            Operand::Constant(index) => {
                let op = match operator {
                    BinaryOp::Equal => pick(Op::JumpIfEqualConstant, Op::JumpIfNotEqualConstant),
                    _ => pick(Op::JumpIfNotEqualConstant, Op::JumpIfEqualConstant),
                };
                self.emit_e(op, left, index, 0)
            }
            Operand::Integer(integer) => {
                let op = match operator {
                    BinaryOp::Equal => pick(Op::JumpIfEqualInteger, Op::JumpIfNotEqualInteger),
                    BinaryOp::NotEqual => pick(Op::JumpIfNotEqualInteger, Op::JumpIfEqualInteger),
                    BinaryOp::Less => pick(Op::JumpIfLessInteger, Op::JumpIfNotLessInteger),
                    BinaryOp::LessEqual => {
                        pick(Op::JumpIfLessEqualInteger, Op::JumpIfNotLessEqualInteger)
                    }
                    BinaryOp::Greater => {
                        pick(Op::JumpIfGreaterInteger, Op::JumpIfNotGreaterInteger)
                    }
                    _ => pick(Op::JumpIfGreaterEqualInteger, Op::JumpIfNotGreaterEqualInteger),
                };
                self.emit_e(op, left, integer as u16, 0)
            }
        };
        Jumps::one(at)
    }
}

/// The operator with its sides exchanged.
fn mirrored(operator: BinaryOp) -> BinaryOp {
    match operator {
        BinaryOp::Less => BinaryOp::Greater,
        BinaryOp::LessEqual => BinaryOp::GreaterEqual,
        BinaryOp::Greater => BinaryOp::Less,
        BinaryOp::GreaterEqual => BinaryOp::LessEqual,
        other => other,
    }
}
