//! The directives of `string.format` (manual 6.4): their syntax, and the literals of `%q`.

use crate::num::format::{Spec, write_float};

/// The number of flags, digits and dots from which a directive is too long.
const TOO_MANY_MODIFIERS: usize = 21;

/// A directive of a format string, found valid.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Directive<'a> {
    /// Its flags, width and precision.
    pub(crate) spec: Spec,
    /// The letter at its end; a `d` also where the format has an `i`.
    pub(crate) conversion: u8,
    /// All of it, from `%` to the letter.
    pub(crate) text: &'a [u8],
}

impl Directive<'_> {
    /// Tells whether there is something between `%` and the letter.
    pub(crate) fn has_modifiers(&self) -> bool {
        self.text.len() > 2
    }
}

/// A fault of a directive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FormatError<'a> {
    /// There are more modifiers than any valid directive has.
    TooLong,
    /// No conversion has this letter.
    UnknownConversion { text: &'a [u8] },
    /// The conversion does not take these modifiers.
    InvalidModifiers { text: &'a [u8] },
    /// A `%q` has modifiers.
    QuotedModifiers,
}

impl FormatError<'_> {
    /// Returns the error message, which may quote any bytes of the format.
    pub(crate) fn message(&self) -> Vec<u8> {
        match self {
            FormatError::TooLong => b"invalid format (too long)".to_vec(),
            FormatError::UnknownConversion { text } => {
                [b"invalid conversion '", *text, b"' to 'format'"].concat()
            }
            FormatError::InvalidModifiers { text } => {
                [b"invalid conversion specification: '", *text, b"'"].concat()
            }
            FormatError::QuotedModifiers => b"specifier '%q' cannot have modifiers".to_vec(),
        }
    }
}

/// Parses the directive whose `%` is at `at`, and returns where the format goes on after it. A `%%`
/// is none.
pub(crate) fn parse_directive(
    format: &[u8],
    at: usize,
) -> Result<(Directive<'_>, usize), FormatError<'_>> {
    let is_modifier = |byte: &&u8| matches!(byte, b'-' | b'+' | b'#' | b' ' | b'0'..=b'9' | b'.');
    let length = format[at + 1..].iter().take_while(is_modifier).count();
    if length >= TOO_MANY_MODIFIERS {
        return Err(FormatError::TooLong);
    }
    let end = at + 1 + length;
    let modifiers = &format[at + 1..end];
    // Messages end at a zero byte, so the text of an unknown conversion must not contain one.
    let conversion = match format.get(end) {
        None | Some(0) => return Err(FormatError::UnknownConversion { text: &format[at..end] }),
        Some(&conversion) => conversion,
    };
    let text = &format[at..=end];
    let (flags, takes_precision): (&[u8], bool) = match conversion {
        b'd' | b'i' => (b"-+0 ", true),
        b'u' => (b"-0", true),
        b'o' | b'x' | b'X' => (b"-#0", true),
        b'a' | b'A' | b'e' | b'E' | b'f' | b'g' | b'G' => (b"-+#0 ", true),
        b'c' | b'p' => (b"-", false),
        b's' => (b"-", true),
        b'q' if length > 0 => return Err(FormatError::QuotedModifiers),
        b'q' => (b"", false),
        _ => return Err(FormatError::UnknownConversion { text }),
    };
    let spec = parse_modifiers(modifiers, flags, takes_precision)
        .ok_or(FormatError::InvalidModifiers { text })?;
    let conversion = if conversion == b'i' { b'd' } else { conversion };
    Ok((Directive { spec, conversion, text }, end + 1))
}

/// Parses what is between `%` and the letter, if it is valid for a conversion that takes these flags
/// and, perhaps, a precision.
fn parse_modifiers(modifiers: &[u8], flags: &[u8], takes_precision: bool) -> Option<Spec> {
    let flag_count = modifiers.iter().take_while(|byte| flags.contains(byte)).count();
    let (given, rest) = modifiers.split_at(flag_count);
    // A zero here is a flag that the conversion does not take.
    if rest.first() == Some(&b'0') {
        return None;
    }
    let (width, rest) = take_number(rest);
    let (precision, rest) = match rest {
        [b'.', digits @ ..] if takes_precision => {
            let (precision, rest) = take_number(digits);
            (Some(precision), rest)
        }
        _ => (None, rest),
    };
    rest.is_empty().then(|| Spec {
        left: given.contains(&b'-'),
        plus: given.contains(&b'+'),
        space: given.contains(&b' '),
        alternate: given.contains(&b'#'),
        zero: given.contains(&b'0'),
        width,
        precision,
    })
}

/// Takes off a number of at most two digits; without digits it is zero.
fn take_number(bytes: &[u8]) -> (usize, &[u8]) {
    let digit_count = bytes.iter().take(2).take_while(|byte| byte.is_ascii_digit()).count();
    let (digits, rest) = bytes.split_at(digit_count);
    (digits.iter().fold(0, |number, digit| number * 10 + usize::from(digit - b'0')), rest)
}

/// Writes a string as a literal that Lua reads back (`%q`).
pub(crate) fn write_quoted(string: &[u8], out: &mut Vec<u8>) {
    out.reserve(string.len() + 2);
    out.push(b'"');
    for (index, &byte) in string.iter().enumerate() {
        match byte {
            b'"' | b'\\' | b'\n' => out.extend([b'\\', byte]),
            0..=31 | 127 => {
                // With fewer than three digits, the escape would take a digit that follows along.
                let escape = match string.get(index + 1) {
                    Some(b'0'..=b'9') => format!("\\{byte:03}"),
                    _ => format!("\\{byte}"),
                };
                out.extend(escape.bytes());
            }
            _ => out.push(byte),
        }
    }
    out.push(b'"');
}

/// Writes an integer as a literal that Lua reads back as an integer (`%q`).
pub(crate) fn write_quoted_integer(integer: i64, out: &mut Vec<u8>) {
    // Digits after a minus sign are a numeral of their own, and that one would not be an integer.
    let literal = if integer == i64::MIN { format!("{integer:#x}") } else { integer.to_string() };
    out.extend(literal.bytes());
}

/// Writes a float as an expression that Lua reads back as the same float (`%q`).
pub(crate) fn write_quoted_float(float: f64, out: &mut Vec<u8>) {
    if float.is_nan() {
        out.extend(b"(0/0)");
    } else if float.is_infinite() {
        out.extend(if float > 0.0 { &b"1e9999"[..] } else { b"-1e9999" });
    } else {
        write_float(Spec::default(), float, b'a', out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Parses a directive at the start of `format` and returns the error message.
    fn error(format: &str) -> String {
        let error = parse_directive(format.as_bytes(), 0).unwrap_err();
        String::from_utf8(error.message()).unwrap()
    }

    /// Returns what a function writes.
    fn written(write: impl FnOnce(&mut Vec<u8>)) -> String {
        let mut out = Vec::new();
        write(&mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn parses_all_parts_of_a_directive() {
        let (directive, next) = parse_directive(b"ab%-+#0 12.34gh", 2).unwrap();
        let Spec { left, plus, space, alternate, zero, width, precision } = directive.spec;
        assert!(left && plus && space && alternate && zero);
        assert_eq!((width, precision), (12, Some(34)));
        assert_eq!((directive.conversion, directive.text), (b'g', &b"%-+#0 12.34g"[..]));
        assert!(directive.has_modifiers());
        assert_eq!(next, 14);
    }

    #[test]
    fn defaults_what_a_directive_leaves_out() {
        let (directive, next) = parse_directive(b"%i", 0).unwrap();
        assert_eq!((directive.spec.width, directive.spec.precision), (0, None));
        assert_eq!((directive.conversion, next), (b'd', 2));
        assert!(!directive.has_modifiers());
        let (directive, _) = parse_directive(b"%5.s", 0).unwrap();
        assert_eq!((directive.spec.width, directive.spec.precision), (5, Some(0)));
    }

    #[test]
    fn rejects_what_a_conversion_does_not_take() {
        for format in ["%#d", "%+u", "% x", "%05s", "%.3c", "%.1p", "%123d", "%.123f", "%5-d"] {
            assert_eq!(error(format), format!("invalid conversion specification: '{format}'"));
        }
        assert_eq!(error("%5q"), "specifier '%q' cannot have modifiers");
        assert_eq!(error("%0000000000000000000000d"), "invalid format (too long)");
    }

    #[test]
    fn rejects_unknown_conversions() {
        assert_eq!(error("%y"), "invalid conversion '%y' to 'format'");
        assert_eq!(error("%-5Fx"), "invalid conversion '%-5F' to 'format'");
        assert_eq!(error("%10"), "invalid conversion '%10' to 'format'");
        assert_eq!(error("%\0"), "invalid conversion '%' to 'format'");
    }

    #[test]
    fn quotes_strings() {
        let quoted = written(|out| write_quoted(b"a\"\\\n\r\x001\x00\x7f", out));
        assert_eq!(quoted, "\"a\\\"\\\\\\\n\\13\\0001\\0\\127\"");
    }

    #[test]
    fn quotes_numbers() {
        assert_eq!(written(|out| write_quoted_integer(-7, out)), "-7");
        assert_eq!(written(|out| write_quoted_integer(i64::MIN, out)), "0x8000000000000000");
        let float = |float| written(|out| write_quoted_float(float, out));
        assert_eq!(float(1.0), "0x1p+0");
        assert_eq!(float(-0.1), "-0x1.999999999999ap-4");
        assert_eq!(float(f64::INFINITY), "1e9999");
        assert_eq!(float(f64::NEG_INFINITY), "-1e9999");
        assert_eq!(float(f64::NAN), "(0/0)");
    }
}
