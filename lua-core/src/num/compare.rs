//! Exact comparisons between an integer and a float (manual 3.4.4).
//!
//! Converting the integer to a float could round it, so an integer that a float may not hold is
//! compared as an integer with the float's floor or ceiling.

use super::convert::{float_ceil_to_integer, float_floor_to_integer, float_to_integer};

/// Integers whose magnitude is at most this convert to floats exactly.
const EXACT: u64 = 1 << f64::MANTISSA_DIGITS;

/// Returns whether `a < b`; false if `b` is NaN.
#[inline]
pub(crate) fn integer_less_float(a: i64, b: f64) -> bool {
    if a.unsigned_abs() <= EXACT {
        return (a as f64) < b;
    }
    float_ceil_to_integer(b).map_or(b > 0.0, |b| a < b)
}

/// Returns whether `a <= b`; false if `b` is NaN.
#[inline]
pub(crate) fn integer_less_equal_float(a: i64, b: f64) -> bool {
    if a.unsigned_abs() <= EXACT {
        return a as f64 <= b;
    }
    float_floor_to_integer(b).map_or(b > 0.0, |b| a <= b)
}

/// Returns whether `a < b`; false if `a` is NaN.
#[inline]
pub(crate) fn float_less_integer(a: f64, b: i64) -> bool {
    if b.unsigned_abs() <= EXACT {
        return a < b as f64;
    }
    float_floor_to_integer(a).map_or(a < 0.0, |a| a < b)
}

/// Returns whether `a <= b`; false if `a` is NaN.
#[inline]
pub(crate) fn float_less_equal_integer(a: f64, b: i64) -> bool {
    if b.unsigned_abs() <= EXACT {
        return a <= b as f64;
    }
    float_ceil_to_integer(a).map_or(a < 0.0, |a| a <= b)
}

/// Returns whether both have the same mathematical value.
#[inline]
pub(crate) fn integer_equals_float(a: i64, b: f64) -> bool {
    float_to_integer(b) == Some(a)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks all five comparisons of `a` with `b` against their mathematical order.
    fn check(a: i64, b: f64, order: std::cmp::Ordering) {
        assert_eq!(integer_less_float(a, b), order.is_lt(), "{a} < {b}");
        assert_eq!(integer_less_equal_float(a, b), order.is_le(), "{a} <= {b}");
        assert_eq!(float_less_integer(b, a), order.is_gt(), "{b} < {a}");
        assert_eq!(float_less_equal_integer(b, a), order.is_ge(), "{b} <= {a}");
        assert_eq!(integer_equals_float(a, b), order.is_eq(), "{a} == {b}");
    }

    #[test]
    fn comparisons_are_exact() {
        use std::cmp::Ordering::{Equal, Greater, Less};
        let (two53, two63) = (2f64.powi(53), 2f64.powi(63));
        for (a, b, order) in [
            (1, 1.0, Equal),
            (1, 1.5, Less),
            (-1, -1.5, Greater),
            (0, -0.0, Equal),
            ((1 << 53) + 1, two53, Greater),
            (-(1 << 53) - 1, -two53, Less),
            (i64::MAX, two63, Less),
            (i64::MIN, -two63, Equal),
            (i64::MIN, -2.0 * two63, Greater),
            (i64::MAX, f64::INFINITY, Less),
            (i64::MIN, f64::NEG_INFINITY, Greater),
            (i64::MAX, 0.5, Greater),
            (i64::MAX, -0.5, Greater),
            (i64::MIN, 0.5, Less),
        ] {
            check(a, b, order);
        }
    }

    #[test]
    fn nan_compares_false() {
        for a in [0, i64::MAX, i64::MIN] {
            assert!(!integer_less_float(a, f64::NAN) && !integer_less_equal_float(a, f64::NAN));
            assert!(!float_less_integer(f64::NAN, a) && !float_less_equal_integer(f64::NAN, a));
            assert!(!integer_equals_float(a, f64::NAN));
        }
    }
}
