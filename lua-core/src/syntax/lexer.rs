//! Splits source text into tokens (manual 3.1).

use super::ast::Line;
use super::class::{self, BLANK, DIGIT, HEX_DIGIT, LETTER, NEWLINE, QUOTE};
use super::error::{Parsed, SyntaxError};
use super::names::{Name, Names};
use super::token::{Lexeme, Token};
use crate::num::{Number, parse::parse_number};

/// The greatest value of a `\u{…}` escape.
const MAX_CODE_POINT: u32 = 0x7fff_ffff;

/// Reads tokens one after the other.
pub(super) struct Lexer<'s> {
    source: &'s [u8],
    /// Offset of the first byte that was not read.
    position: usize,
    /// The line of that byte.
    line: Line,
    /// The names and strings that were read.
    pub(super) names: Names,
    /// The part of a quoted string that was read: its opening quote and the unescaped contents.
    unescaped: Vec<u8>,
}

impl<'s> Lexer<'s> {
    /// Returns a lexer at the start of `source`.
    pub(super) fn new(source: &'s [u8]) -> Self {
        Self { source, position: 0, line: 1, names: Names::new(), unescaped: Vec::new() }
    }

    /// Reads the next token; at the end of the source it is [`Token::Eof`] forever. Fails if what
    /// follows is the beginning of a token but not its end.
    pub(super) fn next(&mut self) -> Parsed<Lexeme> {
        self.skip_blanks()?;
        let start = self.position;
        let token = self.token()?;
        Ok(Lexeme { token, line: self.line, start, end: self.position })
    }

    /// Completes an error with `lexeme` as the token in the way.
    pub(super) fn blame(&self, error: Box<SyntaxError>, lexeme: &Lexeme) -> Box<SyntaxError> {
        let text = &self.source[lexeme.start..lexeme.end];
        match lexeme.token {
            Token::Eof => error.near_end(),
            Token::Stray(byte) if !(b' '..=b'~').contains(&byte) => {
                error.near(format!("<\\{byte}>").as_bytes())
            }
            Token::String(value) => {
                // A string is shown unescaped between its delimiters.
                let delimiter = match text {
                    [b'[', rest @ ..] => {
                        rest.iter().position(|&byte| byte == b'[').map_or(0, |level| level + 2)
                    }
                    _ => 1,
                };
                let (opening, closing) = (&text[..delimiter], &text[text.len() - delimiter..]);
                error.near(&[opening, self.names.bytes(value), closing].concat())
            }
            _ => error.near(text),
        }
    }

    /// Returns the byte at the position, if any is left.
    #[inline]
    fn peek(&self) -> Option<u8> {
        self.source.get(self.position).copied()
    }

    /// Returns whether the byte at the position is of one of the classes.
    #[inline]
    fn at(&self, classes: u8) -> bool {
        self.peek().is_some_and(|byte| class::is(byte, classes))
    }

    /// Moves past all bytes up to the first of one of the classes, or to the end.
    #[inline]
    fn skip_until(&mut self, classes: u8) {
        while self.peek().is_some_and(|byte| !class::is(byte, classes)) {
            self.position += 1;
        }
    }

    /// Moves past all bytes that are of one of the classes.
    #[inline]
    fn skip_while(&mut self, classes: u8) {
        while self.at(classes) {
            self.position += 1;
        }
    }

    /// Moves past `byte` if it is at the position, and returns whether it was.
    #[inline]
    fn accept(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.position += usize::from(found);
        found
    }

    /// Moves past the end of a line: one byte, or two different ones.
    fn newline(&mut self) {
        let first = self.source[self.position];
        self.position += 1;
        if self.at(NEWLINE) && self.peek() != Some(first) {
            self.position += 1;
        }
        self.line = self.line.saturating_add(1);
    }

    /// Moves past white space and comments. Fails if a long comment does not end.
    fn skip_blanks(&mut self) -> Parsed<()> {
        loop {
            match self.source[self.position..] {
                [byte, ..] if class::is(byte, BLANK) => self.position += 1,
                [byte, ..] if class::is(byte, NEWLINE) => self.newline(),
                [b'-', b'-', ..] => {
                    self.position += 2;
                    if let Some(level) = self.opening_bracket() {
                        self.long_bracket(level, "comment")?;
                    } else {
                        self.skip_until(NEWLINE);
                    }
                }
                _ => return Ok(()),
            }
        }
    }

    /// Reads the token at the position, which is not white space.
    fn token(&mut self) -> Parsed<Token> {
        let Some(byte) = self.peek() else { return Ok(Token::Eof) };
        match byte {
            _ if class::is(byte, LETTER) => return Ok(self.word()),
            _ if class::is(byte, DIGIT) => return self.numeral(),
            b'"' | b'\'' => return self.quoted_string(byte),
            b'[' => return self.bracket_or_long_string(),
            b'.' if self.source.get(self.position + 1).is_some_and(u8::is_ascii_digit) => {
                return self.numeral();
            }
            _ => self.position += 1,
        }
        Ok(match byte {
            b'+' => Token::Plus,
            b'-' => Token::Minus,
            b'*' => Token::Star,
            b'/' if self.accept(b'/') => Token::SlashSlash,
            b'/' => Token::Slash,
            b'%' => Token::Percent,
            b'^' => Token::Caret,
            b'#' => Token::Hash,
            b'&' => Token::Ampersand,
            b'~' if self.accept(b'=') => Token::TildeEqual,
            b'~' => Token::Tilde,
            b'|' => Token::Pipe,
            b'<' if self.accept(b'<') => Token::LessLess,
            b'<' if self.accept(b'=') => Token::LessEqual,
            b'<' => Token::Less,
            b'>' if self.accept(b'>') => Token::GreaterGreater,
            b'>' if self.accept(b'=') => Token::GreaterEqual,
            b'>' => Token::Greater,
            b'=' if self.accept(b'=') => Token::EqualEqual,
            b'=' => Token::Equal,
            b'(' => Token::LeftParen,
            b')' => Token::RightParen,
            b'{' => Token::LeftBrace,
            b'}' => Token::RightBrace,
            b']' => Token::RightBracket,
            b':' if self.accept(b':') => Token::ColonColon,
            b':' => Token::Colon,
            b';' => Token::Semicolon,
            b',' => Token::Comma,
            b'.' if !self.accept(b'.') => Token::Dot,
            b'.' if self.accept(b'.') => Token::Ellipsis,
            b'.' => Token::DotDot,
            _ => Token::Stray(byte),
        })
    }

    /// Reads a name or a reserved word.
    fn word(&mut self) -> Token {
        let start = self.position;
        self.skip_while(LETTER | DIGIT);
        let word = &self.source[start..self.position];
        Token::reserved(word).unwrap_or_else(|| Token::Name(self.names.intern(word)))
    }

    /// Reads a numeral: as much as may belong to one. Fails if it is malformed.
    fn numeral(&mut self) -> Parsed<Token> {
        let start = self.position;
        // A point before the prefix makes the numeral malformed, yet its end is that of a hexadecimal one.
        let _ = self.accept(b'.');
        let exponent = match self.source[self.position..] {
            [b'0', b'x' | b'X', ..] => {
                self.position += 2;
                b'p'
            }
            _ => b'e',
        };
        while let Some(byte) = self.peek() {
            if byte.to_ascii_lowercase() == exponent {
                self.position += 1;
                // A sign belongs to the numeral only right after the exponent mark.
                let _ = self.accept(b'-') || self.accept(b'+');
            } else if class::is(byte, HEX_DIGIT) || byte == b'.' {
                self.position += 1;
            } else {
                break;
            }
        }
        // A letter may not touch a numeral; taken as part of it, it makes it malformed.
        self.position += usize::from(self.at(LETTER));
        let text = &self.source[start..self.position];
        match parse_number(text) {
            Some(Number::Integer(value)) => Ok(Token::Integer(value)),
            Some(Number::Float(value)) => Ok(Token::Float(value)),
            None => Err(SyntaxError::new(self.line, "malformed number").near(text)),
        }
    }

    /// Moves past `[`, any number of `=` and another `[`, and returns that number. Stays where it
    /// is if anything else follows.
    fn opening_bracket(&mut self) -> Option<usize> {
        let [b'[', rest @ ..] = &self.source[self.position..] else { return None };
        let level = rest.iter().take_while(|&&byte| byte == b'=').count();
        (rest.get(level) == Some(&b'[')).then(|| {
            self.position += level + 2;
            level
        })
    }

    /// Reads a long string or a lone `[`. Fails if `[=` begins no long bracket or one has no end.
    fn bracket_or_long_string(&mut self) -> Parsed<Token> {
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
        Err(SyntaxError::new(self.line, "invalid long string delimiter").near(text))
    }

    /// Reads the contents and the closing bracket of a long string or comment, without a first line
    /// that is empty. Fails if the bracket is missing; then `what` tells what has no end.
    fn long_bracket(&mut self, level: usize, what: &str) -> Parsed<&'s [u8]> {
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
                    return Err(SyntaxError::new(self.line, message).near_end());
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
    fn quoted_string(&mut self, quote: u8) -> Parsed<Token> {
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
                    return Err(error.near(&self.unescaped));
                }
                Some(byte) => {
                    self.position += 1;
                    if byte == quote {
                        let contents = self.names.intern(&self.unescaped[1..]);
                        return Ok(Token::String(contents));
                    }
                    self.unescaped.push(byte);
                }
                None => return Err(SyntaxError::new(self.line, "unfinished string").near_end()),
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
        SyntaxError::new(self.line, message).near(&text)
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads all tokens of `source`, or fails with the text of the error.
    fn tokens(lexer: &mut Lexer<'_>) -> Result<Vec<(Token, Line)>, String> {
        let mut tokens = Vec::new();
        loop {
            let lexeme =
                lexer.next().map_err(|e| String::from_utf8_lossy(&e.text()).into_owned())?;
            if lexeme.token == Token::Eof {
                return Ok(tokens);
            }
            tokens.push((lexeme.token, lexeme.line));
        }
    }

    #[test]
    fn tokens_are_told_apart() {
        use Token::*;
        let source = b"a--x\n\r\n--[=[]]\n]=]...=== =.5 0x.8p1 1e+1-1 and_ and\t::[<<<=";
        let mut lexer = Lexer::new(source);
        let read = tokens(&mut lexer).unwrap();
        let mut name = |text: &[u8]| Name(lexer.names.intern(text));
        let expected = [
            (name(b"a"), 1),
            (Ellipsis, 4),
            (EqualEqual, 4),
            (Equal, 4),
            (Equal, 4),
            (Float(0.5), 4),
            (Float(1.0), 4),
            (Float(10.0), 4),
            (Minus, 4),
            (Integer(1), 4),
            (name(b"and_"), 4),
            (And, 4),
            (ColonColon, 4),
            (LeftBracket, 4),
            (LessLess, 4),
            (LessEqual, 4),
        ];
        assert_eq!(read, expected);
    }

    #[test]
    fn strings_are_unescaped() {
        for (source, expected) in [
            (&br#"'a"b'"#[..], &b"a\"b"[..]),
            (br#""\a\b\f\n\r\t\v\\\"\'""#, b"\x07\x08\x0c\n\r\t\x0b\\\"'"),
            (br"'\x41\65\0651\u{41}\0'", b"AAA1A\0"),
            (br"'\u{7F}\u{80}\u{7FF}\u{20AC}'", "\u{7f}\u{80}\u{7ff}\u{20ac}".as_bytes()),
            (br"'\u{7FFFFFFF}'", b"\xfd\xbf\xbf\xbf\xbf\xbf"),
            (b"'a\\\r\nb\\z \n\t c'", b"a\nbc"),
            (b"[[\r\na\n\rb\r\rc]]", b"a\nb\n\nc"),
            (b"[==[]]]=]]==]", b"]]]=]"),
        ] {
            let mut lexer = Lexer::new(source);
            let read = tokens(&mut lexer).unwrap();
            let [(Token::String(text), _)] = read[..] else { panic!("{read:?}") };
            assert_eq!(lexer.names.bytes(text), expected);
        }
    }

    #[test]
    fn unfinished_tokens_are_errors() {
        for (source, message) in [
            ("3x", "malformed number near '3x'"),
            ("0x", "malformed number near '0x'"),
            (".0x1p-1+", "malformed number near '.0x1p-1'"),
            ("1..2", "malformed number near '1..2'"),
            ("[=x", "invalid long string delimiter near '[='"),
            ("\n[[\n", "unfinished long string (starting at line 2) near <eof>"),
            ("--[[", "unfinished long comment (starting at line 1) near <eof>"),
            ("'a\\tb\n'", "unfinished string near ''a\tb'"),
            ("'abc", "unfinished string near <eof>"),
            ("'\\", "unfinished string near <eof>"),
            ("'\\n\\q'", "invalid escape sequence near ''\n\\q'"),
            ("'\\300'", "decimal escape too large near ''\\300''"),
            ("'\\xag'", "hexadecimal digit expected near ''\\xag'"),
            ("'\\u12", "missing '{' near ''\\u1'"),
            ("'\\u{1,", "missing '}' near ''\\u{1,'"),
            ("'\\u{800000000", "UTF-8 value too large near ''\\u{80000000'"),
        ] {
            assert_eq!(
                tokens(&mut Lexer::new(source.as_bytes())).unwrap_err(),
                message,
                "{source}"
            );
        }
    }
}
