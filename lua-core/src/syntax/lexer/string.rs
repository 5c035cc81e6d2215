//! Strings in quotes and in long brackets, escape sequences, long comments (manual 3.1).

use super::Lexer;
use crate::syntax::class::{self, BLANK, DIGIT, HEX_DIGIT, NEWLINE, QUOTE};
use crate::syntax::error::{Parsed, SyntaxError};
use crate::syntax::names::Name;
use crate::syntax::token::Token;

/// The greatest value of a `\u{…}` escape.
const MAX_CODE_POINT: u32 = 0x7fff_ffff;

impl<'s> Lexer<'s> {
    /// Moves past `[`, any number of `=` and another `[`, and returns that number. Stays where it
    /// is if anything else follows.
    pub(super) fn opening_bracket(&mut self) -> Option<usize> {
        let [b'[', rest @ ..] = &self.source[self.position..] else { return None };
        let level = rest.iter().take_while(|&&byte| byte == b'=').count();
        (rest.get(level) == Some(&b'[')).then(|| {
            self.position += level + 2;
            level
        })
    }

    /// Reads a long string or a lone `[`. Fails if `[=` begins no long bracket or one has no end.
    pub(super) fn bracket_or_long_string(&mut self) -> Parsed<Token> {
        let start = self.position;
        if let Some(level) = self.opening_bracket() {
            let contents = self.long_bracket(level, "string")?;
            return Ok(Token::String(self.normalised(contents)));
        }
        self.position += 1;
        while self.accept(b'=') {}
        if self.position == start + 1 {
            return Ok(Token::LeftBracket);
        }
        let text = &self.source[start..self.position];
        Err(SyntaxError::new(self.line, "invalid long string delimiter").near(text).at(start))
    }

    /// Reads the contents and the closing bracket of a long string or comment, without a first line
    /// that is empty. Fails if the bracket is missing; then `what` tells what has no end.
    pub(super) fn long_bracket(&mut self, level: usize, what: &str) -> Parsed<&'s [u8]> {
        let first_line = self.line;
        if self.at(NEWLINE) {
            self.newline();
        }
        let start = self.position;
        loop {
            let rest = &self.source[self.position..];
            let stop = rest.iter().position(|byte| matches!(byte, b']' | b'\n' | b'\r'));
            self.position += stop.unwrap_or(rest.len());
            match self.peek() {
                Some(b']') => {
                    let end = self.position;
                    self.position += 1;
                    while self.accept(b'=') {}
                    if self.position == end + 1 + level && self.accept(b']') {
                        return Ok(&self.source[start..end]);
                    }
                }
                Some(_) => self.newline(),
                None => {
                    let message = format!("unfinished long {what} (starting at line {first_line})");
                    return Err(SyntaxError::new(self.line, message).near_end().at(start));
                }
            }
        }
    }

    /// Interns the contents of a long string, with each end of a line as `\n`.
    fn normalised(&mut self, contents: &[u8]) -> Name {
        if !contents.contains(&b'\r') {
            return self.names.intern(contents);
        }
        let mut text = Vec::with_capacity(contents.len());
        let mut rest = contents;
        while let [byte, tail @ ..] = rest {
            rest = match rest {
                [b'\r', b'\n', tail @ ..] | [b'\n', b'\r', tail @ ..] => tail,
                _ => tail,
            };
            text.push(if *byte == b'\r' { b'\n' } else { *byte });
        }
        self.names.intern(&text)
    }

    /// Reads a string in quotes. Fails if it does not end on its line or has a malformed escape.
    pub(super) fn quoted_string(&mut self, quote: u8) -> Parsed<Token> {
        self.position += 1;
        self.unescaped.clear();
        self.unescaped.push(quote);
        loop {
            let start = self.position;
            self.skip_until(NEWLINE | QUOTE);
            let run = &self.source[start..self.position];
            if self.peek() == Some(quote) && self.unescaped.len() == 1 {
                self.position += 1;
                return Ok(Token::String(self.names.intern(run)));
            }
            self.unescaped.extend_from_slice(run);
            match self.peek() {
                Some(b'\\') => self.escape()?,
                Some(byte) if class::is(byte, NEWLINE) => {
                    let error = SyntaxError::new(self.line, "unfinished string");
                    return Err(error.near(&self.unescaped).at(self.position));
                }
                Some(byte) => {
                    self.position += 1;
                    if byte == quote {
                        let contents = self.names.intern(&self.unescaped[1..]);
                        return Ok(Token::String(contents));
                    }
                    self.unescaped.push(byte);
                }
                None => {
                    return Err(SyntaxError::new(self.line, "unfinished string")
                        .near_end()
                        .at(self.position));
                }
            }
        }
    }

    /// Reads an escape sequence and appends what it stands for. Fails if it is malformed. A
    /// backslash at the end of the source stands for nothing, as its string cannot end.
    fn escape(&mut self) -> Parsed<()> {
        let start = self.position;
        self.position += 1;
        let Some(byte) = self.peek() else { return Ok(()) };
        let value = match byte {
            b'a' => 0x07,
            b'b' => 0x08,
            b'f' => 0x0c,
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'v' => 0x0b,
            b'\\' | b'"' | b'\'' => byte,
            b'x' => return self.hex_escape(start),
            b'u' => return self.code_point_escape(start),
            b'z' => {
                self.position += 1;
                self.skip_string_blanks();
                return Ok(());
            }
            b'\n' | b'\r' => {
                self.newline();
                self.unescaped.push(b'\n');
                return Ok(());
            }
            b'0'..=b'9' => return self.decimal_escape(start),
            _ => return Err(self.malformed_escape("invalid escape sequence", start)),
        };
        self.position += 1;
        self.unescaped.push(value);
        Ok(())
    }

    /// Moves past white space and ends of lines.
    fn skip_string_blanks(&mut self) {
        loop {
            self.skip_while(BLANK);
            if !self.at(NEWLINE) {
                return;
            }
            self.newline();
        }
    }

    /// Returns the error of an escape sequence that goes wrong at the position.
    fn malformed_escape(&self, message: &str, start: usize) -> Box<SyntaxError> {
        let end = self.source.len().min(self.position + 1);
        let text = [&self.unescaped, &self.source[start..end]].concat();
        SyntaxError::new(self.line, message).near(&text).at(start)
    }

    /// Reads a hexadecimal digit of the escape sequence at `start`. Fails if there is none.
    fn hex_digit(&mut self, start: usize) -> Parsed<u32> {
        let digit = self.peek().and_then(|byte| char::from(byte).to_digit(16));
        let digit =
            digit.ok_or_else(|| self.malformed_escape("hexadecimal digit expected", start))?;
        self.position += 1;
        Ok(digit)
    }

    /// Reads the rest of a `\xXX` escape from the `x` on. Fails without two digits.
    fn hex_escape(&mut self, start: usize) -> Parsed<()> {
        self.position += 1;
        let value = self.hex_digit(start)? << 4 | self.hex_digit(start)?;
        self.unescaped.push(value as u8);
        Ok(())
    }

    /// Reads the rest of a `\ddd` escape from its first digit on. Fails if it exceeds a byte.
    fn decimal_escape(&mut self, start: usize) -> Parsed<()> {
        let mut value = 0;
        while self.position < start + 4 && self.at(DIGIT) {
            value = value * 10 + u32::from(self.source[self.position] - b'0');
            self.position += 1;
        }
        let value = u8::try_from(value)
            .map_err(|_| self.malformed_escape("decimal escape too large", start))?;
        self.unescaped.push(value);
        Ok(())
    }

    /// Reads the rest of a `\u{XXX}` escape from the `u` on. Fails without braces and a digit, or
    /// if the value exceeds 2^31 - 1.
    fn code_point_escape(&mut self, start: usize) -> Parsed<()> {
        self.position += 1;
        if !self.accept(b'{') {
            return Err(self.malformed_escape("missing '{'", start));
        }
        let mut value = self.hex_digit(start)?;
        while self.at(HEX_DIGIT) {
            if value > MAX_CODE_POINT >> 4 {
                return Err(self.malformed_escape("UTF-8 value too large", start));
            }
            value = value << 4 | self.hex_digit(start)?;
        }
        if !self.accept(b'}') {
            return Err(self.malformed_escape("missing '}'", start));
        }
        write_code_point(value, &mut self.unescaped);
        Ok(())
    }
}

/// Appends the encoding of a value below 2^31 in UTF-8 as first defined: up to six bytes.
pub(crate) fn write_code_point(value: u32, out: &mut Vec<u8>) {
    if value < 0x80 {
        return out.push(value as u8);
    }
    // Each byte after the first takes six bits, and one more bit of the first to count it.
    let mut continuations = 1;
    while value >> (6 + 5 * continuations) != 0 {
        continuations += 1;
    }
    let mark = 0xff << (7 - continuations);
    out.push((mark | value >> (6 * continuations)) as u8);
    for index in (0..continuations).rev() {
        out.push((0x80 | value >> (6 * index) & 0x3f) as u8);
    }
}
