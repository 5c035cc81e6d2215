//! Constants known at compile time: what is written as one, and what arithmetic makes of them.

use super::Compiler;
use super::constant::Constant;
use super::operator::{Family, family};
use super::scope::Resolved;
use crate::num::Number;
use crate::num::arith::{ArithOp, arith};
use crate::syntax::ast::{BinaryOp, Expr, ExprKind, Unary, UnaryOp};

/// How deep an expression is searched for a constant; deeper ones are computed when they run.
const MAX_DEPTH: usize = 10;
const MAX_TAILS: usize = 8;

/// The arithmetic operation of an operator, if it is one.
pub(super) fn arith_op(operator: BinaryOp) -> Option<ArithOp> {
    Some(match operator {
        BinaryOp::Add => ArithOp::Add,
        BinaryOp::Subtract => ArithOp::Sub,
        BinaryOp::Multiply => ArithOp::Mul,
        BinaryOp::Divide => ArithOp::Div,
        BinaryOp::Modulo => ArithOp::Mod,
        BinaryOp::Power => ArithOp::Pow,
        BinaryOp::FloorDivide => ArithOp::IDiv,
        BinaryOp::BitAnd => ArithOp::BAnd,
        BinaryOp::BitOr => ArithOp::BOr,
        BinaryOp::BitXor => ArithOp::BXor,
        BinaryOp::ShiftLeft => ArithOp::Shl,
        BinaryOp::ShiftRight => ArithOp::Shr,
        _ => return None,
    })
}

fn number(constant: &Constant) -> Option<Number> {
    match constant {
        Constant::Integer(integer) => Some(Number::Integer(*integer)),
        Constant::Float(float) => Some(Number::Float(*float)),
        _ => None,
    }
}

/// The result of an operation on two numeric constants, if it is safe to compute now.
pub(super) fn fold(op: ArithOp, a: &Constant, b: &Constant) -> Option<Constant> {
    let (a, b) = (number(a)?, number(b)?);
    // A variable that holds such a quotient has a register, so messages know its name.
    let divides = matches!(op, ArithOp::Div | ArithOp::IDiv | ArithOp::Mod);
    if divides && matches!(b, Number::Integer(0) | Number::Float(0.0)) {
        return None;
    }
    match arith(op, a, b).ok()? {
        Number::Integer(integer) => Some(Constant::Integer(integer)),
        // NaN and zeros are left to run time, where their bits are sure to come out the same.
        Number::Float(float) if float.is_nan() || float == 0.0 => None,
        Number::Float(float) => Some(Constant::Float(float)),
    }
}

impl Compiler<'_> {
    /// The constant that an expression is, if that is known now.
    #[inline]
    pub(super) fn constant_of(&mut self, expression: &Expr<'_>) -> Option<Constant> {
        match expression.kind {
            ExprKind::Name(_) if self.visible_constants == 0 => None,
            ExprKind::Suffixed(_) | ExprKind::Function(_) | ExprKind::Table(_) => None,
            _ => self.constant_at(expression, 0),
        }
    }

    fn constant_at(&mut self, expression: &Expr<'_>, depth: usize) -> Option<Constant> {
        if depth > MAX_DEPTH {
            return None;
        }
        match expression.kind {
            ExprKind::Nil => Some(Constant::Nil),
            ExprKind::True => Some(Constant::Boolean(true)),
            ExprKind::False => Some(Constant::Boolean(false)),
            ExprKind::Integer(integer) => Some(Constant::Integer(integer)),
            ExprKind::Float(float) => Some(Constant::Float(float)),
            ExprKind::String(name) => Some(Constant::String(name)),
            // Resolving a name just to find out that it is none would capture upvalues that nobody needs.
            ExprKind::Name(name) if self.visible_constants > 0 => match self.resolve(name) {
                Ok(Resolved::Constant(constant)) => Some(constant),
                _ => None,
            },
            ExprKind::Paren(inner) => self.constant_at(inner, depth + 1),
            ExprKind::Unary(&Unary { operator, ref operand, .. }) => {
                let op = match operator {
                    UnaryOp::Negate => ArithOp::Unm,
                    UnaryOp::BitNot => ArithOp::BNot,
                    UnaryOp::Not => {
                        let truth = truth(&self.constant_at(operand, depth + 1)?);
                        return Some(Constant::Boolean(!truth));
                    }
                    UnaryOp::Length => return None,
                };
                let operand = self.constant_at(operand, depth + 1)?;
                fold(op, &operand, &operand)
            }
            ExprKind::Binary(chain) if chain.tails.len() <= MAX_TAILS => {
                if family(chain) != Family::Arithmetic {
                    return None;
                }
                let first = self.constant_at(&chain.first, depth + 1)?;
                chain.tails.iter().try_fold(first, |left, tail| {
                    let right = self.constant_at(&tail.operand, depth + 1)?;
                    fold(arith_op(tail.operator)?, &left, &right)
                })
            }
            _ => None,
        }
    }
}

/// Whether a condition takes the constant for true.
pub(super) fn truth(constant: &Constant) -> bool {
    !matches!(constant, Constant::Nil | Constant::Boolean(false))
}
