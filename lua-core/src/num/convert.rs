//! Conversions between the two subtypes (manual 3.4.3) and the limit of an integer `for` loop.

use super::Number;

/// 2^63, the least float above every integer.
const TWO_TO_63: f64 = 9_223_372_036_854_775_808.0;

/// Returns the integer equal to `f`, if there is one.
#[inline]
pub(crate) fn float_to_integer(f: f64) -> Option<i64> {
    let integer = f as i64;
    // The cast saturates, and the greatest integer rounds up to 2^63 on the way back.
    (integer as f64 == f && f < TWO_TO_63).then_some(integer)
}

/// Returns the greatest integer not above `f`, or nothing if that is out of range or `f` is NaN.
#[inline]
pub(crate) fn float_floor_to_integer(f: f64) -> Option<i64> {
    float_to_integer(f.floor())
}

/// Returns the least integer not below `f`, or nothing if that is out of range or `f` is NaN.
#[inline]
pub(crate) fn float_ceil_to_integer(f: f64) -> Option<i64> {
    float_to_integer(f.ceil())
}

/// Returns the integer equal to `number`, if there is one.
#[inline]
pub(crate) fn number_to_integer(number: Number) -> Option<i64> {
    match number {
        Number::Integer(i) => Some(i),
        Number::Float(f) => float_to_integer(f),
    }
}

/// Returns `number` as a float; an integer is rounded to the nearest one.
#[inline]
pub(crate) fn number_to_float(number: Number) -> f64 {
    match number {
        Number::Integer(i) => i as f64,
        Number::Float(f) => f,
    }
}

/// What the limit of an integer `for` loop amounts to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LoopLimit {
    /// The body runs at least once; the last value does not pass this one.
    Run(i64),
    /// The body does not run.
    Skip,
}

/// Clips the limit of a loop over integers to an integer (manual 3.3.5). `step` must not be zero.
pub(crate) fn loop_limit(start: i64, limit: Number, step: i64) -> LoopLimit {
    let upwards = step > 0;
    let clipped = match limit {
        Number::Integer(limit) => limit,
        // Not a number is not above any start, so a loop downwards runs on.
        Number::Float(limit) if limit.is_nan() && !upwards => i64::MIN,
        Number::Float(limit) if limit.is_nan() => return LoopLimit::Skip,
        Number::Float(limit) => {
            // The cast of a limit beyond the integers saturates. It must not make the loop run if
            // even the last integer on that side is past the limit.
            let unreachable = if upwards { limit < -TWO_TO_63 } else { limit >= TWO_TO_63 };
            if unreachable {
                return LoopLimit::Skip;
            }
            (if upwards { limit.floor() } else { limit.ceil() }) as i64
        }
    };
    let runs = if upwards { start <= clipped } else { start >= clipped };
    if runs { LoopLimit::Run(clipped) } else { LoopLimit::Skip }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_exact_floats_become_integers() {
        assert_eq!(float_to_integer(-0.0), Some(0));
        assert_eq!(float_to_integer(-TWO_TO_63), Some(i64::MIN));
        for f in [0.5, TWO_TO_63, -1.1 * TWO_TO_63, f64::INFINITY, f64::NEG_INFINITY, f64::NAN] {
            assert_eq!(float_to_integer(f), None, "{f}");
        }
        assert_eq!(float_floor_to_integer(-0.5), Some(-1));
        assert_eq!(float_ceil_to_integer(0.5), Some(1));
        assert_eq!(float_ceil_to_integer(f64::NAN), None);
    }

    #[test]
    fn loop_limits_are_rounded_and_clipped() {
        use LoopLimit::{Run, Skip};
        use Number::{Float, Integer};
        for (start, limit, step, expected) in [
            (1, Integer(3), 1, Run(3)),
            (1, Integer(0), 1, Skip),
            (1, Integer(1), -1, Run(1)),
            (1, Integer(2), -1, Skip),
            (1, Float(3.9), 1, Run(3)),
            (3, Float(-0.5), -1, Run(0)),
            (1, Float(0.99), 1, Skip),
            (1, Float(f64::INFINITY), 1, Run(i64::MAX)),
            (1, Float(f64::INFINITY), -1, Skip),
            (1, Float(f64::NEG_INFINITY), 1, Skip),
            (i64::MIN, Float(-1e300), 1, Skip),
            (i64::MIN, Float(-TWO_TO_63), 1, Run(i64::MIN)),
            (i64::MAX, Float(TWO_TO_63), -1, Skip),
            (1, Float(f64::NEG_INFINITY), -1, Run(i64::MIN)),
            (1, Float(f64::NAN), 1, Skip),
            (1, Float(f64::NAN), -1, Run(i64::MIN)),
        ] {
            assert_eq!(loop_limit(start, limit, step), expected, "{start}, {limit:?}, {step}");
        }
    }
}
