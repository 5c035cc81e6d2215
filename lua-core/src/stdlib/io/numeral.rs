//! Reading a number (`file:read("n")`, manual 6.8): the longest prefix that looks like a numeral is consumed,
//! whether it turns out to be one or not.

use std::io::{self, BufRead};

use crate::num::Number;
use crate::num::parse::parse_number;

/// A longer numeral is none.
const MAX_LENGTH: usize = 200;

/// Reads a numeral; `None` if there is none.
pub(super) fn read_numeral(reader: &mut dyn BufRead) -> io::Result<Option<Number>> {
    let mut scanner = Scanner { next: peek(reader)?, reader, text: Vec::new(), is_too_long: false };
    while scanner.next.is_some_and(|byte| matches!(byte, b' ' | b'\t'..=b'\r')) {
        scanner.skip()?;
    }
    scanner.accept(b"+-")?;
    let mut digits = 0;
    let mut is_hex = false;
    if scanner.accept(b"0")? {
        is_hex = scanner.accept(b"xX")?;
        digits = usize::from(!is_hex);
    }
    digits += scanner.digits(is_hex)?;
    if scanner.accept(b".")? {
        digits += scanner.digits(is_hex)?;
    }
    if digits > 0 && scanner.accept(if is_hex { b"pP" } else { b"eE" })? {
        scanner.accept(b"+-")?;
        scanner.digits(false)?;
    }
    Ok(if scanner.is_too_long { None } else { parse_number(&scanner.text) })
}

/// The next byte, if there is one; it is not consumed.
pub(super) fn peek(reader: &mut dyn BufRead) -> io::Result<Option<u8>> {
    loop {
        match reader.fill_buf() {
            Ok(bytes) => return Ok(bytes.first().copied()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

struct Scanner<'a> {
    reader: &'a mut dyn BufRead,
    next: Option<u8>,
    text: Vec<u8>,
    is_too_long: bool,
}

impl Scanner<'_> {
    fn skip(&mut self) -> io::Result<()> {
        self.reader.consume(1);
        self.next = peek(self.reader)?;
        Ok(())
    }

    /// Takes the next byte if `is_wanted` says so and there is room for it.
    fn take(&mut self, is_wanted: impl FnOnce(u8) -> bool) -> io::Result<bool> {
        let Some(byte) = self.next.filter(|&byte| is_wanted(byte)) else { return Ok(false) };
        if self.text.len() == MAX_LENGTH {
            self.is_too_long = true;
            return Ok(false);
        }
        self.text.push(byte);
        self.skip()?;
        Ok(true)
    }

    fn accept(&mut self, set: &[u8]) -> io::Result<bool> {
        self.take(|byte| set.contains(&byte))
    }

    /// Takes digits; returns how many.
    fn digits(&mut self, is_hex: bool) -> io::Result<usize> {
        let mut count = 0;
        while self.take(|byte| match is_hex {
            true => byte.is_ascii_hexdigit(),
            false => byte.is_ascii_digit(),
        })? {
            count += 1;
        }
        Ok(count)
    }
}
