//! Reads numbers from text: numerals and the strings that convert to numbers (manual 3.1, 3.4.3).

use super::Number;

/// Returns whether `byte` is white space to Lua.
fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}

/// Removes white space from both ends.
fn trim(text: &[u8]) -> &[u8] {
    let start = text.iter().position(|&byte| !is_space(byte)).unwrap_or(text.len());
    let end = text.iter().rposition(|&byte| !is_space(byte)).map_or(start, |last| last + 1);
    &text[start..end]
}

/// Splits an optional sign off; the flag tells whether it is a minus.
fn split_sign(text: &[u8]) -> (bool, &[u8]) {
    match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    }
}

/// Splits the longest prefix whose bytes satisfy `accept` off.
fn split_while(text: &[u8], accept: impl Fn(u8) -> bool) -> (&[u8], &[u8]) {
    let end = text.iter().position(|&byte| !accept(byte)).unwrap_or(text.len());
    text.split_at(end)
}

/// Returns the value of a digit in any base up to 36.
fn digit_value(byte: u8) -> Option<u32> {
    char::from(byte).to_digit(36)
}

/// Reads a number, which white space may surround (manual 3.4.3): an integer, or a float if the
/// text has a point, an exponent or decimal digits that overflow. Returns nothing for any other.
pub(crate) fn parse_number(text: &[u8]) -> Option<Number> {
    let (negative, digits) = split_sign(trim(text));
    if let [b'0', b'x' | b'X', hex @ ..] = digits {
        return parse_hex(negative, hex);
    }
    match parse_decimal_integer(negative, digits) {
        Some(integer) => Some(Number::Integer(integer)),
        None => parse_decimal_float(negative, digits).map(Number::Float),
    }
}

/// Reads decimal digits alone. Returns nothing if they do not fit an integer.
fn parse_decimal_integer(negative: bool, digits: &[u8]) -> Option<i64> {
    if digits.is_empty() {
        return None;
    }
    let mut value = 0_i64;
    for &byte in digits {
        let digit = i64::from(byte.wrapping_sub(b'0'));
        if digit > 9 {
            return None;
        }
        // The least integer has no positive counterpart, so negative numbers are built downwards.
        let shifted = value.checked_mul(10)?;
        value = if negative { shifted.checked_sub(digit)? } else { shifted.checked_add(digit)? };
    }
    Some(value)
}

/// Reads an unsigned decimal float: digits with an optional point and exponent.
fn parse_decimal_float(negative: bool, text: &[u8]) -> Option<f64> {
    let (whole, rest) = split_while(text, |byte| byte.is_ascii_digit());
    let (fraction, rest) = match rest {
        [b'.', rest @ ..] => split_while(rest, |byte| byte.is_ascii_digit()),
        _ => (&[][..], rest),
    };
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    if let [b'e' | b'E', exponent @ ..] = rest {
        let (_, digits) = split_sign(exponent);
        if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
            return None;
        }
    } else if !rest.is_empty() {
        return None;
    }
    let value: f64 = str::from_utf8(text).ok()?.parse().ok()?;
    Some(if negative { -value } else { value })
}

/// Reads what follows `0x`: an integer that wraps around, or a float if there is a point or a
/// binary exponent.
fn parse_hex(negative: bool, text: &[u8]) -> Option<Number> {
    let (whole, rest) = split_while(text, |byte| byte.is_ascii_hexdigit());
    if rest.is_empty() && !whole.is_empty() {
        let value = whole.iter().filter_map(|&byte| digit_value(byte));
        let value = value.fold(0_i64, |value, digit| value << 4 | i64::from(digit));
        return Some(Number::Integer(if negative { value.wrapping_neg() } else { value }));
    }
    let (fraction, rest) = match rest {
        [b'.', rest @ ..] => split_while(rest, |byte| byte.is_ascii_hexdigit()),
        _ => (&[][..], rest),
    };
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let exponent = match rest {
        [] => 0,
        [b'p' | b'P', exponent @ ..] => parse_exponent(exponent)?,
        _ => return None,
    };
    let value = hex_float(whole, fraction, exponent);
    Some(Number::Float(if negative { -value } else { value }))
}

/// Reads a signed decimal exponent. One too great for any effect saturates.
fn parse_exponent(text: &[u8]) -> Option<i64> {
    let (negative, digits) = split_sign(text);
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let value = digits.iter().fold(0_i64, |value, &byte| {
        value.saturating_mul(10).saturating_add(i64::from(byte - b'0'))
    });
    Some(if negative { -value } else { value })
}

/// Returns the float nearest to the hexadecimal `whole.fraction` times 2^`exponent`.
fn hex_float(whole: &[u8], fraction: &[u8], exponent: i64) -> f64 {
    let mut mantissa = 0_u64;
    let mut exponent = exponent.saturating_sub(4 * fraction.len() as i64);
    for digit in whole.iter().chain(fraction).filter_map(|&byte| digit_value(byte)) {
        if mantissa >> 60 == 0 {
            mantissa = mantissa << 4 | u64::from(digit);
        } else {
            // 61 bits or more are enough to round by, if the last one tells of any bits after it.
            mantissa |= u64::from(digit != 0);
            exponent = exponent.saturating_add(4);
        }
    }
    scale(mantissa, exponent)
}

/// Returns the float nearest to `mantissa` times 2^`exponent`, ties to even.
fn scale(mantissa: u64, exponent: i64) -> f64 {
    if mantissa == 0 {
        return 0.0;
    }
    let leading = mantissa.leading_zeros();
    let mantissa = mantissa << leading;
    // The exponent of the leading bit.
    let exponent = exponent.saturating_add(63 - i64::from(leading));
    if exponent > 1023 {
        return f64::INFINITY;
    }
    // A subnormal float loses a bit of precision for each step below the least normal exponent.
    let kept_bits = if exponent >= -1022 { 53 } else { exponent.saturating_add(1075).max(-1) };
    if kept_bits < 0 {
        return 0.0;
    }
    let dropped_bits = 64 - kept_bits as u32;
    let kept = mantissa.checked_shr(dropped_bits).unwrap_or(0);
    let half = 1 << (dropped_bits - 1);
    let dropped = mantissa & ((half - 1) | half);
    let round_up = dropped > half || (dropped == half && kept & 1 == 1);
    // A carry out of the mantissa correctly ends up in the exponent field, even at infinity.
    let exponent_field = (exponent + 1022).max(0) as u64;
    f64::from_bits((exponent_field << 52) + kept + u64::from(round_up))
}

/// Reads an integer in `base` (2 to 36), which white space may surround and a sign may precede; it
/// wraps around. Returns nothing if the text is anything else.
pub(crate) fn parse_integer_base(text: &[u8], base: u32) -> Option<i64> {
    let (negative, digits) = split_sign(trim(text));
    if digits.is_empty() {
        return None;
    }
    let mut value = 0_i64;
    for &byte in digits {
        let digit = digit_value(byte).filter(|&digit| digit < base)?;
        value = value.wrapping_mul(i64::from(base)).wrapping_add(i64::from(digit));
    }
    Some(if negative { value.wrapping_neg() } else { value })
}

#[cfg(test)]
mod tests {
    use super::Number::{Float, Integer};
    use super::*;

    #[test]
    fn numerals_are_read() {
        for (text, expected) in [
            ("0", Integer(0)),
            (" \t\n\x0b\x0c\r-12 ", Integer(-12)),
            ("+7", Integer(7)),
            ("9223372036854775807", Integer(i64::MAX)),
            ("-9223372036854775808", Integer(i64::MIN)),
            ("9223372036854775808", Float(9223372036854775808.0)),
            ("0x10", Integer(16)),
            ("-0xff", Integer(-255)),
            ("0x1ffffffffffffffff", Integer(-1)),
            (".5", Float(0.5)),
            ("5.", Float(5.0)),
            ("5.e3", Float(5000.0)),
            ("1e+2", Float(100.0)),
            ("1E400", Float(f64::INFINITY)),
            ("0x1p4", Float(16.0)),
            ("0x.8", Float(0.5)),
            ("0xA.8p-1", Float(5.25)),
            ("-0x1.P1", Float(-2.0)),
            ("0x1p-1074", Float(5e-324)),
            ("0x1p-1075", Float(0.0)),
            ("0x1.000001p-1075", Float(5e-324)),
            ("0x1.fffffffffffff8p1023", Float(f64::INFINITY)),
            ("0x20000000000001p0", Float(9007199254740992.0)),
            ("0x20000000000001.000000000000000001", Float(9007199254740994.0)),
            ("0x1p99999999999999999999", Float(f64::INFINITY)),
            ("0x0p99999999999999999999", Float(0.0)),
        ] {
            assert_eq!(parse_number(text.as_bytes()), Some(expected), "{text}");
        }
        let zero = parse_number(b"-0.0");
        assert!(matches!(zero, Some(Float(zero)) if zero == 0.0 && zero.is_sign_negative()));
    }

    #[test]
    fn other_text_is_no_number() {
        for text in [
            "", " ", "-", "+-1", "- 1", "1 2", "inf", "nan", "-inf", "infinity", "1e", "1e+", "e5",
            ".", ".e1", "1..2", "1_000", "0x", "0x.", "0xp1", "0x1p", "0x1p+", "0xg", "0x-1", "1f",
            "1\0", "\u{a0}1", "1e5.0", "0b1",
        ] {
            assert_eq!(parse_number(text.as_bytes()), None, "{text:?}");
        }
    }

    #[test]
    fn bases_up_to_36_are_read() {
        assert_eq!(parse_integer_base(b" -zZ\n", 36), Some(-1295));
        assert_eq!(parse_integer_base(b"1010", 2), Some(10));
        assert_eq!(parse_integer_base(b"ffffffffffffffff", 16), Some(-1));
        for text in [&b""[..], b"-", b"12", b"1.0", b"1 1", b"1\0", b"\xe9"] {
            assert_eq!(parse_integer_base(text, 2), None, "{text:?}");
        }
    }
}
