//! The classes of bytes that the lexer tells apart, as a table.

/// White space within a line.
pub(super) const BLANK: u8 = 1 << 0;
/// A byte that ends a line.
pub(super) const NEWLINE: u8 = 1 << 1;
/// What a name may begin with.
pub(super) const LETTER: u8 = 1 << 2;
/// A decimal digit.
pub(super) const DIGIT: u8 = 1 << 3;
/// A hexadecimal digit.
pub(super) const HEX_DIGIT: u8 = 1 << 4;
/// A quote or a backslash: what a quoted string does not contain as itself, besides ends of lines.
pub(super) const QUOTE: u8 = 1 << 5;

/// The classes of each byte.
static CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < classes.len() {
        classes[byte] = match byte as u8 {
            b' ' | b'\t' | 0x0b | 0x0c => BLANK,
            b'\n' | b'\r' => NEWLINE,
            b'0'..=b'9' => DIGIT | HEX_DIGIT,
            b'a'..=b'f' | b'A'..=b'F' => LETTER | HEX_DIGIT,
            b'g'..=b'z' | b'G'..=b'Z' | b'_' => LETTER,
            b'"' | b'\'' | b'\\' => QUOTE,
            _ => 0,
        };
        byte += 1;
    }
    classes
};

/// Returns whether `byte` is of one of the classes.
#[inline]
pub(super) fn is(byte: u8, classes: u8) -> bool {
    CLASSES[usize::from(byte)] & classes != 0
}
