//! Writes numbers as text: what `tostring` gives, and the conversions of `string.format`, which
//! print what the C function `printf` prints.

use super::Number;
use std::fmt;
use std::io::Write;

/// Magnitudes from here on have too many digits for the default format to write them in full.
const FIXED_LIMIT: f64 = 1e14;

/// Significant digits of a float in the default format.
const DEFAULT_DIGITS: usize = 14;

/// Hexadecimal digits of a float's fraction.
const FRACTION_DIGITS: usize = 13;

/// Appends `number` as `tostring` writes it (manual 3.4.3): floats always look like floats.
pub(crate) fn write_number(number: Number, out: &mut Vec<u8>) {
    let value = match number {
        Number::Integer(value) => return write_decimal(value, out),
        Number::Float(value) => value,
    };
    if value.is_sign_negative() {
        out.push(b'-');
    }
    let magnitude = value.abs();
    if magnitude < FIXED_LIMIT && magnitude.trunc() == magnitude {
        write_unsigned(magnitude as u64, out);
        out.extend_from_slice(b".0");
    } else if magnitude.is_finite() {
        let start = out.len();
        write_general(magnitude, DEFAULT_DIGITS, false, out);
        if out[start..].iter().all(u8::is_ascii_digit) {
            out.extend_from_slice(b".0");
        }
    } else {
        out.extend_from_slice(non_finite(magnitude));
    }
}

/// Appends formatted text.
fn append(out: &mut Vec<u8>, text: fmt::Arguments) {
    let written = out.write_fmt(text);
    debug_assert!(written.is_ok(), "a vector takes any write");
}

/// Appends `value` in decimal.
fn write_decimal(value: i64, out: &mut Vec<u8>) {
    if value < 0 {
        out.push(b'-');
    }
    write_unsigned(value.unsigned_abs(), out);
}

/// Appends `value` in decimal.
fn write_unsigned(mut value: u64, out: &mut Vec<u8>) {
    let mut digits = [0; 20];
    let mut start = digits.len();
    loop {
        start -= 1;
        digits[start] = b'0' + (value % 10) as u8;
        value /= 10;
        if value == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[start..]);
}

/// Returns the name of an infinity or NaN, without its sign.
fn non_finite(value: f64) -> &'static [u8] {
    if value.is_nan() { b"nan" } else { b"inf" }
}

/// The flags, width and precision of a conversion (manual 6.4, `string.format`). The format string
/// gives width and precision two digits at most.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Spec {
    /// `-`: pad on the right.
    pub(crate) left: bool,
    /// `+`: a plus before what is not negative.
    pub(crate) plus: bool,
    /// A space before what is not negative.
    pub(crate) space: bool,
    /// `#`: the alternate form.
    pub(crate) alternate: bool,
    /// `0`: pad with zeros after the sign.
    pub(crate) zero: bool,
    /// The least number of bytes.
    pub(crate) width: usize,
    /// What follows the point.
    pub(crate) precision: Option<usize>,
}

impl Spec {
    /// Returns the sign to write before a signed number.
    fn sign(&self, negative: bool) -> &'static [u8] {
        match (negative, self.plus, self.space) {
            (true, _, _) => b"-",
            (false, true, _) => b"+",
            (false, false, true) => b" ",
            (false, false, false) => b"",
        }
    }

    /// Pads what was written from `start` on to the width: with zeros before `digits` if that is a
    /// position, else with spaces.
    fn pad(&self, start: usize, digits: Option<usize>, out: &mut Vec<u8>) {
        let written = out.len() - start;
        let missing = self.width.saturating_sub(written);
        let end = out.len();
        if self.left {
            out.resize(end + missing, b' ');
            return;
        }
        let (at, fill) = digits.map_or((start, b' '), |digits| (digits, b'0'));
        out.resize(end + missing, fill);
        out[at..].rotate_right(missing);
    }
}

/// Appends `text` padded to the width; a precision truncates it (`%s`).
pub(crate) fn write_padded(spec: Spec, text: &[u8], out: &mut Vec<u8>) {
    let start = out.len();
    let length = spec.precision.map_or(text.len(), |precision| precision.min(text.len()));
    out.extend_from_slice(&text[..length]);
    spec.pad(start, None, out);
}

/// Appends `value` by one of the conversions `d`, `i`, `u`, `c`, `x`, `X` and `o`.
pub(crate) fn write_integer(spec: Spec, value: i64, conversion: u8, out: &mut Vec<u8>) {
    let start = out.len();
    if conversion == b'c' {
        out.push(value as u8);
        return spec.pad(start, None, out);
    }
    let signed = matches!(conversion, b'd' | b'i');
    let prefix = match conversion {
        b'd' | b'i' => spec.sign(value < 0),
        b'x' if spec.alternate && value != 0 => b"0x",
        b'X' if spec.alternate && value != 0 => b"0X",
        _ => b"",
    };
    out.extend_from_slice(prefix);
    let digits = out.len();
    match conversion {
        // A precision of zero writes a zero as nothing.
        _ if value == 0 && spec.precision == Some(0) => {}
        b'x' => append(out, format_args!("{value:x}")),
        b'X' => append(out, format_args!("{value:X}")),
        b'o' => append(out, format_args!("{value:o}")),
        _ if signed => write_unsigned(value.unsigned_abs(), out),
        _ => write_unsigned(value as u64, out),
    }
    let written = out.len() - digits;
    let mut zeros = spec.precision.map_or(0, |precision| precision.saturating_sub(written));
    if conversion == b'o' && spec.alternate && zeros == 0 && out.get(digits) != Some(&b'0') {
        zeros = 1;
    }
    out.splice(digits..digits, std::iter::repeat_n(b'0', zeros));
    let zero_padded = spec.zero && spec.precision.is_none();
    spec.pad(start, zero_padded.then_some(digits), out);
}

/// Appends `value` by one of the conversions `e`, `f`, `g`, `a` and their upper-case forms.
pub(crate) fn write_float(spec: Spec, value: f64, conversion: u8, out: &mut Vec<u8>) {
    let start = out.len();
    out.extend_from_slice(spec.sign(value.is_sign_negative()));
    let mut digits = out.len();
    let magnitude = value.abs();
    let precision = spec.precision.unwrap_or(6);
    if !magnitude.is_finite() {
        out.extend_from_slice(non_finite(magnitude));
    } else {
        match conversion.to_ascii_lowercase() {
            b'e' => write_exponential(magnitude, precision, spec.alternate, out),
            b'f' => write_fixed(magnitude, precision, spec.alternate, out),
            b'g' => write_general(magnitude, precision.max(1), spec.alternate, out),
            _ => {
                write_hexadecimal(magnitude, spec.precision, spec.alternate, out);
                digits += b"0x".len();
            }
        }
    }
    if conversion.is_ascii_uppercase() {
        out[start..].make_ascii_uppercase();
    }
    let zero_padded = spec.zero && magnitude.is_finite();
    spec.pad(start, zero_padded.then_some(digits), out);
}

/// Appends a magnitude with `precision` digits after the point (`%f`).
fn write_fixed(magnitude: f64, precision: usize, alternate: bool, out: &mut Vec<u8>) {
    append(out, format_args!("{magnitude:.precision$}"));
    if alternate && precision == 0 {
        out.push(b'.');
    }
}

/// Appends a magnitude with one digit before the point and `precision` after it (`%e`).
fn write_exponential(magnitude: f64, precision: usize, alternate: bool, out: &mut Vec<u8>) {
    let exponent = write_significand(magnitude, precision, out);
    if alternate && precision == 0 {
        out.push(b'.');
    }
    write_exponent(exponent, out);
}

/// Appends a magnitude with `precision` (not zero) significant digits, in whichever of the fixed
/// and exponential forms suits its exponent, without trailing zeros unless `alternate` (`%g`).
fn write_general(magnitude: f64, precision: usize, alternate: bool, out: &mut Vec<u8>) {
    let start = out.len();
    let exponent = write_significand(magnitude, precision - 1, out);
    let point = start + 1;
    if precision == 1 {
        out.push(b'.');
    }
    let fixed = exponent >= -4 && exponent < precision as i32;
    if fixed && exponent >= 0 {
        out[point..=point + exponent as usize].rotate_left(1);
    } else if fixed {
        out.remove(point);
        let zeros = &b"0.0000"[..1 + exponent.unsigned_abs() as usize];
        out.splice(start..start, zeros.iter().copied());
    }
    if !alternate {
        // There always is a point, so this cannot eat zeros before it.
        let last = out.iter().rposition(|&byte| byte != b'0').unwrap_or(start);
        out.truncate(if out[last] == b'.' { last } else { last + 1 });
    }
    if !fixed {
        write_exponent(exponent, out);
    }
}

/// Appends the digits of a magnitude, one before the point and `precision` after it, and returns
/// the decimal exponent that goes with them.
fn write_significand(magnitude: f64, precision: usize, out: &mut Vec<u8>) -> i32 {
    let start = out.len();
    append(out, format_args!("{magnitude:.precision$e}"));
    let mark = out.iter().rposition(|&byte| byte == b'e').unwrap_or(start);
    let (negative, digits) = match &out[mark + 1..] {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    let exponent = digits.iter().fold(0, |value, &digit| value * 10 + i32::from(digit - b'0'));
    out.truncate(mark);
    if negative { -exponent } else { exponent }
}

/// Appends a decimal exponent: `e`, its sign and two digits at least.
fn write_exponent(exponent: i32, out: &mut Vec<u8>) {
    out.extend_from_slice(if exponent < 0 { b"e-" } else { b"e+" });
    if exponent.abs() < 10 {
        out.push(b'0');
    }
    write_unsigned(u64::from(exponent.unsigned_abs()), out);
}

/// Appends a magnitude in hexadecimal with a binary exponent (`%a`). Without a precision it has as
/// many digits as it needs.
fn write_hexadecimal(magnitude: f64, precision: Option<usize>, alternate: bool, out: &mut Vec<u8>) {
    const FRACTION_BITS: u32 = f64::MANTISSA_DIGITS - 1;
    let bits = magnitude.to_bits();
    let fraction = bits & ((1 << FRACTION_BITS) - 1);
    // Floats below the least normal one keep its exponent, with a zero before the point.
    let (mut mantissa, exponent) = match bits >> FRACTION_BITS {
        0 if fraction == 0 => (0, 0),
        0 => (fraction, -1022),
        biased => (fraction | 1 << FRACTION_BITS, biased as i64 - 1023),
    };
    let dropped_digits = FRACTION_DIGITS.saturating_sub(precision.unwrap_or(FRACTION_DIGITS));
    if dropped_digits > 0 {
        let unit = 1_u64 << (4 * dropped_digits);
        let dropped = mantissa % unit;
        mantissa -= dropped;
        if dropped > unit / 2 || (dropped == unit / 2 && mantissa & unit != 0) {
            mantissa += unit;
        }
    }
    let whole = mantissa >> FRACTION_BITS;
    let fraction = mantissa & ((1 << FRACTION_BITS) - 1);
    let start = out.len();
    append(out, format_args!("0x{whole}.{fraction:0FRACTION_DIGITS$x}"));
    let point = start + b"0x1".len();
    let digits = precision.unwrap_or_else(|| {
        let last = out.iter().rposition(|&byte| byte != b'0').unwrap_or(point);
        last - point
    });
    out.resize(point + 1 + digits, b'0');
    if digits == 0 && !alternate {
        out.truncate(point);
    }
    out.extend_from_slice(if exponent < 0 { b"p-" } else { b"p+" });
    write_unsigned(exponent.unsigned_abs(), out);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads the flags, width and precision of a conversion such as `%+08.3`.
    fn spec(text: &str) -> Spec {
        let flags = text.trim_start_matches('%');
        let size = flags.trim_start_matches(['-', '+', ' ', '#', '0']);
        let has = |flag| flags[..flags.len() - size.len()].contains(flag);
        let (width, precision) = size.split_once('.').map_or((size, None), |(w, p)| (w, Some(p)));
        Spec {
            left: has('-'),
            plus: has('+'),
            space: has(' '),
            alternate: has('#'),
            zero: has('0'),
            width: width.parse().unwrap_or(0),
            precision: precision.map(|precision| precision.parse().unwrap_or(0)),
        }
    }

    /// Returns what `write` appends.
    fn written(write: impl FnOnce(&mut Vec<u8>)) -> String {
        let mut out = Vec::new();
        write(&mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn tostring_marks_floats() {
        for (value, expected) in [
            (0.0, "0.0"),
            (-0.0, "-0.0"),
            (0.1, "0.1"),
            (-1234567.0, "-1234567.0"),
            (99999999999999.0, "99999999999999.0"),
            (1e14, "1e+14"),
            (123456789012345.6, "1.2345678901235e+14"),
            (99999999999999.99, "1e+14"),
            (12345678901234.96, "12345678901235.0"),
            (1.0 / 3.0, "0.33333333333333"),
            (0.0001, "0.0001"),
            (0.00001, "1e-05"),
            (f64::NEG_INFINITY, "-inf"),
            (-f64::NAN, "-nan"),
            (f64::NAN, "nan"),
        ] {
            assert_eq!(written(|out| write_number(Number::Float(value), out)), expected);
        }
        let least = written(|out| write_number(Number::Integer(i64::MIN), out));
        assert_eq!(least, "-9223372036854775808");
    }

    #[test]
    fn integers_are_converted() {
        for (format, value, conversion, expected) in [
            ("%5", 42, b'd', "   42"),
            ("%-5", 42, b'd', "42   "),
            ("%+05", 42, b'i', "+0042"),
            ("%05.3", 42, b'd', "  042"),
            ("%.0", 0, b'd', ""),
            ("% ", i64::MIN, b'd', "-9223372036854775808"),
            ("%", -1, b'u', "18446744073709551615"),
            ("%#010", 255, b'x', "0x000000ff"),
            ("%#", 0, b'x', "0"),
            ("%#.0", 0, b'o', "0"),
            ("%#", 8, b'o', "010"),
            ("%3", 65, b'c', "  A"),
        ] {
            let actual = written(|out| write_integer(spec(format), value, conversion, out));
            assert_eq!(actual, expected, "{format}{}", char::from(conversion));
        }
    }

    #[test]
    fn floats_are_converted() {
        for (format, value, conversion, expected) in [
            ("%08.3", -3.54159, b'f', "-003.542"),
            ("%.0", 2.5, b'f', "2"),
            ("%#.0", 3.5, b'f', "4."),
            ("%.3", 12345.678, b'e', "1.235e+04"),
            ("%", 1e-300, b'E', "1.000000E-300"),
            ("%", 100000.0, b'g', "100000"),
            ("%", 1e6, b'g', "1e+06"),
            ("%#", 1.0, b'g', "1.00000"),
            ("%.0", 0.00012345, b'g', "0.0001"),
            ("%010", f64::INFINITY, b'g', "       inf"),
            ("%+", f64::NAN, b'F', "+NAN"),
            ("%", 3.0, b'a', "0x1.8p+1"),
            ("%.0", 1.5, b'a', "0x2p+0"),
            ("%010", -1.0, b'A', "-0X0001P+0"),
            ("%", 5e-324, b'a', "0x0.0000000000001p-1022"),
        ] {
            let actual = written(|out| write_float(spec(format), value, conversion, out));
            assert_eq!(actual, expected, "{format}{}", char::from(conversion));
        }
        assert_eq!(written(|out| write_padded(spec("%-6.3"), b"abcdef", out)), "abc   ");
    }
}
