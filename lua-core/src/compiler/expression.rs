//! Expressions: a value into a register.

use super::constant::Constant;
use super::scope::Resolved;
use super::{Compiled, Compiler};
use crate::bytecode::Op;
use crate::syntax::Name;
use crate::syntax::ast::{
    Expr, ExprKind, Field, Line, SuffixKind, Suffixed, Table, Unary, UnaryOp,
};

/// How many items a table constructor stores at a time.
const ITEMS_PER_STORE: usize = 50;

/// Whether an expression may have any number of values.
pub(super) fn is_open(expression: &Expr<'_>) -> bool {
    match expression.kind {
        ExprKind::Vararg => true,
        ExprKind::Suffixed(suffixed) => matches!(
            suffixed.suffixes.last().map(|suffix| suffix.kind),
            Some(SuffixKind::Call(_) | SuffixKind::Method { .. })
        ),
        _ => false,
    }
}

impl Compiler<'_> {
    /// Whether a register is that of no visible variable (C1).
    pub(super) fn is_fresh(&mut self, register: u8) -> bool {
        register as usize >= self.f().active_registers()
    }

    /// Runs `build` with a register at the top of the temporaries as scratch space: `target` itself if that is
    /// where it lies (C2), else a new one whose value is moved to `target` afterwards.
    pub(super) fn in_place(
        &mut self,
        target: u8,
        build: impl FnOnce(&mut Self, u8) -> Compiled,
    ) -> Compiled {
        let is_top = target as usize + 1 == self.f().free && self.is_fresh(target);
        if is_top {
            build(self, target)?;
            self.f().free = target as usize + 1;
            return Ok(());
        }
        let mark = self.f().free;
        let scratch = self.f().reserve(1)?;
        build(self, scratch)?;
        self.f().free = mark;
        self.emit(Op::Move, target, scratch, 0, 0);
        Ok(())
    }

    /// Compiles an expression into the next register; returns it.
    pub(super) fn expression_next(&mut self, expression: &Expr<'_>) -> Compiled<u8> {
        let target = self.f().reserve(1)?;
        self.expression_to(expression, target)?;
        Ok(target)
    }

    /// Compiles an expression into any register: a variable's own, or a new temporary.
    pub(super) fn expression_any(&mut self, expression: &Expr<'_>) -> Compiled<u8> {
        if let Some(register) = self.local_of(expression)? {
            return Ok(register);
        }
        self.expression_next(expression)
    }

    /// The register of the variable that an expression is, if it is one.
    pub(super) fn local_of(&mut self, expression: &Expr<'_>) -> Compiled<Option<u8>> {
        match expression.kind {
            ExprKind::Name(name) => match self.resolve(name)? {
                Resolved::Local { register, .. } => Ok(Some(register)),
                _ => Ok(None),
            },
            ExprKind::Paren(inner) => self.local_of(inner),
            _ => Ok(None),
        }
    }

    /// Compiles an expression into `target`.
    pub(super) fn expression_to(&mut self, expression: &Expr<'_>, target: u8) -> Compiled {
        self.f().line = expression.line;
        match expression.kind {
            ExprKind::Nil => self.load_constant(Constant::Nil, target),
            ExprKind::True => self.load_constant(Constant::Boolean(true), target),
            ExprKind::False => self.load_constant(Constant::Boolean(false), target),
            ExprKind::Integer(integer) => {
                self.load_constant(Constant::Integer(integer), target);
            }
            ExprKind::Float(float) => self.load_constant(Constant::Float(float), target),
            ExprKind::String(name) => {
                self.load_constant(Constant::String(name), target);
            }
            ExprKind::Vararg => _ = self.emit(Op::Vararg, target, 0, 2, 0),
            ExprKind::Function(body) => {
                let child = self.child(body)?;
                let unused = self.f().free.max(target as usize + 1);
                self.on_line(body.end_line, |this| {
                    this.emit(Op::Closure, target, 0, unused as u8, child)
                });
            }
            ExprKind::Name(name) => self.name_to(name, target)?,
            ExprKind::Paren(inner) => self.expression_to(inner, target)?,
            ExprKind::Suffixed(Suffixed { primary, suffixes }) => {
                self.suffixed_to(primary, suffixes, target)?;
            }
            ExprKind::Table(Table { fields, end_line }) => {
                self.in_place(target, |this, table| this.table(fields, *end_line, table))?;
            }
            ExprKind::Unary(unary) => self.unary_to(expression, unary, target)?,
            ExprKind::Binary(chain) => match self.constant_of(expression) {
                Some(constant) => self.load_constant(constant, target),
                None => self.chain_to(chain, target)?,
            },
        }
        Ok(())
    }

    /// Compiles an expression and pushes all its values; returns false if it has exactly one.
    pub(super) fn expression_open(&mut self, expression: &Expr<'_>) -> Compiled<bool> {
        if !is_open(expression) {
            self.expression_next(expression)?;
            return Ok(false);
        }
        self.multiple(expression, 0)?;
        Ok(true)
    }

    /// Compiles a call or `...` into the next registers: `wanted - 1` values, or all of them if 0.
    pub(super) fn multiple(&mut self, expression: &Expr<'_>, wanted: usize) -> Compiled<u8> {
        self.f().line = expression.line;
        let first = self.f().free as u8;
        match expression.kind {
            ExprKind::Suffixed(Suffixed { primary, suffixes }) => {
                self.f().reserve(1)?;
                self.call_chain(primary, suffixes, first, wanted)?;
                self.f().free = first as usize;
            }
            _ => _ = self.emit(Op::Vararg, first, 0, wanted as u8, 0),
        }
        if wanted > 0 {
            self.f().reserve(wanted - 1)?;
        } else {
            // Room for at least one value, as whoever takes the values counts from here.
            self.f().reserve(1)?;
        }
        Ok(first)
    }

    /// Compiles a list of expressions into `wanted` registers from the next one on.
    pub(super) fn list_to(&mut self, expressions: &[Expr<'_>], wanted: usize) -> Compiled<u8> {
        let first = self.f().free as u8;
        let Some((last, init)) = expressions.split_last() else {
            self.f().reserve(wanted)?;
            if wanted > 0 {
                self.load_nil(first, wanted);
            }
            return Ok(first);
        };
        for expression in init {
            self.expression_next(expression)?;
        }
        let missing = wanted as isize - init.len() as isize;
        if is_open(last) {
            self.multiple(last, missing.max(0) as usize + 1)?;
        } else {
            self.expression_next(last)?;
            if missing > 1 {
                let first_nil = self.f().reserve(missing as usize - 1)?;
                self.load_nil(first_nil, missing as usize - 1);
            }
        }
        self.f().free = first as usize + wanted;
        Ok(first)
    }

    fn name_to(&mut self, name: Name, target: u8) -> Compiled {
        match self.resolve(name)? {
            Resolved::Local { register, .. } if register == target => {}
            Resolved::Local { register, .. } => {
                self.emit(Op::Move, target, register, 0, 0);
            }
            Resolved::Upvalue { index, .. } => {
                self.emit(Op::GetUpvalue, target, index, 0, 0);
            }
            Resolved::Constant(constant) => self.load_constant(constant, target),
            Resolved::Global => self.global_to(name, target)?,
        }
        Ok(())
    }

    fn unary_to(&mut self, whole: &Expr<'_>, unary: &Unary<'_>, target: u8) -> Compiled {
        if let Some(constant) = self.constant_of(whole) {
            self.load_constant(constant, target);
            return Ok(());
        }
        let op = match unary.operator {
            UnaryOp::Negate => Op::Negate,
            UnaryOp::BitNot => Op::BitNot,
            UnaryOp::Length => Op::Length,
            UnaryOp::Not if self.is_condition(&unary.operand) => {
                return self.truth_to(whole, target);
            }
            UnaryOp::Not => Op::Not,
        };
        let mark = self.f().free;
        let operand = self.operand_in(&unary.operand, target)?;
        self.on_line(unary.line, |this| this.emit(op, target, operand, 0, 0));
        self.f().free = mark;
        Ok(())
    }

    /// Compiles an operand into any register, using a fresh `target` rather than a new temporary.
    pub(super) fn operand_in(&mut self, operand: &Expr<'_>, target: u8) -> Compiled<u8> {
        if let Some(register) = self.local_of(operand)? {
            return Ok(register);
        }
        if self.is_fresh(target) {
            self.expression_to(operand, target)?;
            return Ok(target);
        }
        self.expression_next(operand)
    }

    fn table(&mut self, fields: &[Field<'_>], end_line: Line, table: u8) -> Compiled {
        let items = fields.iter().filter(|field| matches!(field, Field::Item(_))).count();
        let others = fields.len() - items;
        let line = self.f().line;
        let others = others.min(u16::MAX as usize) as u16;
        let open = matches!(fields.last(), Some(Field::Item(last)) if is_open(last));
        self.emit_e(Op::NewTable, table, others, (items - open as usize) as u32);
        let (mut stored, mut pending) = (0, 0);
        for (position, field) in fields.iter().enumerate() {
            match field {
                Field::Item(value) => {
                    if position + 1 == fields.len() && is_open(value) {
                        self.multiple(value, 0)?;
                        self.on_line(end_line, |this| {
                            this.emit(Op::SetList, table, 0, 0, stored as u32)
                        });
                        self.f().free = table as usize + 1;
                        return Ok(());
                    }
                    self.expression_next(value)?;
                    pending += 1;
                }
                Field::Named { name, value, end_line } => {
                    let key = Expr { line: value.line, kind: ExprKind::String(*name) };
                    self.store_entry(table, &key, value, *end_line)?;
                }
                Field::Keyed { key, value, end_line } => {
                    self.store_entry(table, key, value, *end_line)?;
                }
            }
            if pending == ITEMS_PER_STORE {
                self.emit(Op::SetList, table, pending as u8, 0, stored as u32);
                stored += pending;
                pending = 0;
                self.f().free = table as usize + 1;
            }
        }
        self.f().line = line.max(end_line);
        if pending > 0 {
            self.emit(Op::SetList, table, pending as u8, 0, stored as u32);
        }
        self.f().free = table as usize + 1;
        Ok(())
    }
}
