//! Arithmetic and bitwise operations on numbers (manual 3.4.1, 3.4.2).

use super::Number;
use super::convert::{number_to_float, number_to_integer};

/// An arithmetic or bitwise operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ArithOp {
    /// `+`
    Add,
    /// `-`
    Sub,
    /// `*`
    Mul,
    /// `/`
    Div,
    /// `%`
    Mod,
    /// `^`
    Pow,
    /// `//`
    IDiv,
    /// `&`
    BAnd,
    /// `|`
    BOr,
    /// `~` between two operands
    BXor,
    /// `<<`
    Shl,
    /// `>>`
    Shr,
    /// `-` before an operand
    Unm,
    /// `~` before an operand
    BNot,
}

/// Why an operation on two numbers has no result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ArithError {
    /// Integer floor division by zero.
    DivideByZero,
    /// Integer modulo zero.
    ModuloByZero,
    /// An operand of a bitwise operator is a float that equals no integer.
    NoInteger,
}

/// Applies `op` (manual 3.4.1, 3.4.2); a unary operator ignores `b`. Fails on integer division or
/// modulo by zero and on bitwise operands without an integer value.
pub(crate) fn arith(op: ArithOp, a: Number, b: Number) -> Result<Number, ArithError> {
    use Number::{Float, Integer};
    Ok(match op {
        ArithOp::Add => numeric(a, b, i64::wrapping_add, |x, y| x + y),
        ArithOp::Sub => numeric(a, b, i64::wrapping_sub, |x, y| x - y),
        ArithOp::Mul => numeric(a, b, i64::wrapping_mul, |x, y| x * y),
        ArithOp::Div => Float(number_to_float(a) / number_to_float(b)),
        ArithOp::Pow => Float(power(number_to_float(a), number_to_float(b))),
        ArithOp::Mod => {
            if let (Integer(_), Integer(0)) = (a, b) {
                return Err(ArithError::ModuloByZero);
            }
            numeric(a, b, integer_modulo, float_modulo)
        }
        ArithOp::IDiv => {
            if let (Integer(_), Integer(0)) = (a, b) {
                return Err(ArithError::DivideByZero);
            }
            numeric(a, b, integer_floor_divide, float_floor_divide)
        }
        ArithOp::BAnd => bitwise(a, b, |x, y| x & y)?,
        ArithOp::BOr => bitwise(a, b, |x, y| x | y)?,
        ArithOp::BXor => bitwise(a, b, |x, y| x ^ y)?,
        ArithOp::Shl => bitwise(a, b, shift_left)?,
        ArithOp::Shr => bitwise(a, b, shift_right)?,
        ArithOp::Unm => match a {
            Integer(a) => Integer(a.wrapping_neg()),
            Float(a) => Float(-a),
        },
        ArithOp::BNot => bitwise(a, a, |x, _| !x)?,
    })
}

/// Applies `integers` if both operands are integers, else `floats` to both as floats.
fn numeric(
    a: Number,
    b: Number,
    integers: fn(i64, i64) -> i64,
    floats: fn(f64, f64) -> f64,
) -> Number {
    match (a, b) {
        (Number::Integer(a), Number::Integer(b)) => Number::Integer(integers(a, b)),
        _ => Number::Float(floats(number_to_float(a), number_to_float(b))),
    }
}

/// Applies `operation` to both operands as integers. Fails if one has no integer value.
fn bitwise(a: Number, b: Number, operation: fn(i64, i64) -> i64) -> Result<Number, ArithError> {
    match (number_to_integer(a), number_to_integer(b)) {
        (Some(a), Some(b)) => Ok(Number::Integer(operation(a, b))),
        _ => Err(ArithError::NoInteger),
    }
}

/// Divides and rounds towards minus infinity; `i64::MIN // -1` wraps around. `b` must not be zero.
#[inline]
pub(crate) fn integer_floor_divide(a: i64, b: i64) -> i64 {
    let quotient = a.wrapping_div(b);
    let inexact = quotient.wrapping_mul(b) != a;
    // A truncated negative quotient is one above the floor.
    if inexact && (a ^ b) < 0 { quotient - 1 } else { quotient }
}

/// Returns `a - (a // b) * b`, which has the sign of `b`. `b` must not be zero.
#[inline]
pub(crate) fn integer_modulo(a: i64, b: i64) -> i64 {
    let remainder = a.wrapping_rem(b);
    if remainder != 0 && (remainder ^ b) < 0 { remainder + b } else { remainder }
}

/// Divides and rounds towards minus infinity.
#[inline]
pub(crate) fn float_floor_divide(a: f64, b: f64) -> f64 {
    (a / b).floor()
}

/// Returns the remainder of a floor division: it has the sign of `b`, or is a zero.
#[inline]
pub(crate) fn float_modulo(a: f64, b: f64) -> f64 {
    let remainder = a % b;
    let opposite = if remainder > 0.0 { b < 0.0 } else { remainder < 0.0 && b > 0.0 };
    if opposite { remainder + b } else { remainder }
}

/// Raises `a` to the power `b`.
#[inline]
pub(crate) fn power(a: f64, b: f64) -> f64 {
    // Squares are common, and a multiplication gives the same result as the general function.
    if b == 2.0 { a * a } else { a.powf(b) }
}

/// Shifts the bits of `a` left, filling with zeros; a negative `by` shifts right (manual 3.4.2).
#[inline]
pub(crate) fn shift_left(a: i64, by: i64) -> i64 {
    match by {
        0..=63 => a << by,
        -63..=-1 => (a as u64 >> -by) as i64,
        _ => 0,
    }
}

/// Shifts the bits of `a` right, filling with zeros; a negative `by` shifts left (manual 3.4.2).
#[inline]
pub(crate) fn shift_right(a: i64, by: i64) -> i64 {
    shift_left(a, by.wrapping_neg())
}

#[cfg(test)]
mod tests {
    use super::Number::{Float, Integer};
    use super::*;

    #[test]
    fn integer_division_rounds_down() {
        for (a, b, quotient, remainder) in
            [(7, 2, 3, 1), (-7, 2, -4, 1), (7, -2, -4, -1), (-7, -2, 3, -1), (6, -2, -3, 0)]
        {
            assert_eq!((integer_floor_divide(a, b), integer_modulo(a, b)), (quotient, remainder));
        }
        assert_eq!(integer_floor_divide(i64::MIN, -1), i64::MIN);
        assert_eq!(integer_modulo(i64::MIN, -1), 0);
        assert_eq!(integer_floor_divide(i64::MIN, i64::MAX), -2);
    }

    #[test]
    fn float_modulo_takes_the_sign_of_the_divisor() {
        assert_eq!(float_modulo(5.5, -2.0), -0.5);
        assert_eq!(float_modulo(-1.0, f64::INFINITY), f64::INFINITY);
        assert_eq!(float_modulo(1.0, f64::INFINITY), 1.0);
        assert_eq!(float_modulo(-1.0, f64::NEG_INFINITY), -1.0);
        assert!(float_modulo(-6.0, 3.0).is_sign_negative());
        assert!(float_modulo(f64::INFINITY, 2.0).is_nan());
        assert!(float_modulo(1.0, 0.0).is_nan());
    }

    #[test]
    fn shifts_are_logical_and_go_both_ways() {
        assert_eq!(shift_right(-1, 63), 1);
        assert_eq!(shift_right(-1, 64), 0);
        assert_eq!(shift_left(1, 63), i64::MIN);
        assert_eq!(shift_left(-1, -60), 15);
        assert_eq!(shift_right(1, -4), 16);
        assert_eq!(shift_left(1, i64::MIN), 0);
        assert_eq!(shift_right(1, i64::MIN), 0);
    }

    #[test]
    fn subtypes_of_operands_choose_the_operation() {
        let max = Integer(i64::MAX);
        assert_eq!(arith(ArithOp::Add, max, Integer(1)), Ok(Integer(i64::MIN)));
        assert_eq!(arith(ArithOp::Add, Integer(1), Float(0.5)), Ok(Float(1.5)));
        assert_eq!(arith(ArithOp::Div, Integer(1), Integer(2)), Ok(Float(0.5)));
        assert_eq!(arith(ArithOp::Pow, Integer(3), Integer(2)), Ok(Float(9.0)));
        assert_eq!(arith(ArithOp::Unm, Integer(i64::MIN), Integer(0)), Ok(Integer(i64::MIN)));
        assert_eq!(arith(ArithOp::BNot, Float(0.0), Float(0.5)), Ok(Integer(-1)));
        assert_eq!(arith(ArithOp::BOr, Float(2.0), Integer(1)), Ok(Integer(3)));
        assert_eq!(arith(ArithOp::IDiv, Integer(1), Float(0.0)), Ok(Float(f64::INFINITY)));
    }

    #[test]
    fn operations_without_a_result_say_why() {
        let (one, zero) = (Integer(1), Integer(0));
        assert_eq!(arith(ArithOp::IDiv, one, zero), Err(ArithError::DivideByZero));
        assert_eq!(arith(ArithOp::Mod, one, zero), Err(ArithError::ModuloByZero));
        assert_eq!(arith(ArithOp::BAnd, one, Float(0.5)), Err(ArithError::NoInteger));
        assert_eq!(arith(ArithOp::Shl, Float(2f64.powi(63)), one), Err(ArithError::NoInteger));
    }
}
