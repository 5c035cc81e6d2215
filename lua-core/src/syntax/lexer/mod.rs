//! Splits source text into tokens (manual 3.1).

mod string;

pub(crate) use string::write_code_point;

use super::ast::Line;
use super::class::{self, BLANK, DIGIT, HEX_DIGIT, LETTER, NEWLINE};
use super::error::{Parsed, SyntaxError};
use super::names::Names;
use super::token::{Lexeme, Token};
use crate::num::{Number, parse::parse_number};

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

    /// Reads the next token into `lexeme`; at the end of the source it is [`Token::Eof`] forever. Fails if what
    /// follows is the beginning of a token but not its end.
    ///
    /// PERF: one decision on the first byte, be it of white space or of a token, and the token written where it is
    /// wanted: 6 % of compiling.
    pub(super) fn next(&mut self, lexeme: &mut Lexeme) -> Parsed<()> {
        lexeme.token = loop {
            lexeme.start = self.position;
            let rest = &self.source[self.position..];
            let Some(&byte) = rest.first() else { break Token::Eof };
            let second = || rest.get(1).copied();
            break match byte {
                b' ' | b'\t' | 0x0b | 0x0c => {
                    self.skip_while(BLANK);
                    continue;
                }
                b'\n' | b'\r' => {
                    self.newline();
                    continue;
                }
                b'-' if second() == Some(b'-') => {
                    self.comment()?;
                    continue;
                }
                b'a'..=b'z' | b'A'..=b'Z' | b'_' => self.word(),
                b'0'..=b'9' => self.numeral()?,
                b'.' if second().is_some_and(|byte| byte.is_ascii_digit()) => self.numeral()?,
                b'"' | b'\'' => self.quoted_string(byte)?,
                b'[' => self.bracket_or_long_string()?,
                b'.' if rest.starts_with(b"...") => self.symbol(Token::Ellipsis, 3),
                b'.' if second() == Some(b'.') => self.symbol(Token::DotDot, 2),
                b'/' if second() == Some(b'/') => self.symbol(Token::SlashSlash, 2),
                b'~' if second() == Some(b'=') => self.symbol(Token::TildeEqual, 2),
                b'<' if second() == Some(b'<') => self.symbol(Token::LessLess, 2),
                b'<' if second() == Some(b'=') => self.symbol(Token::LessEqual, 2),
                b'>' if second() == Some(b'>') => self.symbol(Token::GreaterGreater, 2),
                b'>' if second() == Some(b'=') => self.symbol(Token::GreaterEqual, 2),
                b'=' if second() == Some(b'=') => self.symbol(Token::EqualEqual, 2),
                b':' if second() == Some(b':') => self.symbol(Token::ColonColon, 2),
                b'+' => self.symbol(Token::Plus, 1),
                b'-' => self.symbol(Token::Minus, 1),
                b'*' => self.symbol(Token::Star, 1),
                b'/' => self.symbol(Token::Slash, 1),
                b'%' => self.symbol(Token::Percent, 1),
                b'^' => self.symbol(Token::Caret, 1),
                b'#' => self.symbol(Token::Hash, 1),
                b'&' => self.symbol(Token::Ampersand, 1),
                b'~' => self.symbol(Token::Tilde, 1),
                b'|' => self.symbol(Token::Pipe, 1),
                b'<' => self.symbol(Token::Less, 1),
                b'>' => self.symbol(Token::Greater, 1),
                b'=' => self.symbol(Token::Equal, 1),
                b'(' => self.symbol(Token::LeftParen, 1),
                b')' => self.symbol(Token::RightParen, 1),
                b'{' => self.symbol(Token::LeftBrace, 1),
                b'}' => self.symbol(Token::RightBrace, 1),
                b']' => self.symbol(Token::RightBracket, 1),
                b':' => self.symbol(Token::Colon, 1),
                b';' => self.symbol(Token::Semicolon, 1),
                b',' => self.symbol(Token::Comma, 1),
                b'.' => self.symbol(Token::Dot, 1),
                _ => self.symbol(Token::Stray(byte), 1),
            };
        };
        lexeme.line = self.line;
        lexeme.end = self.position;
        Ok(())
    }

    /// Moves past a token of so many bytes.
    #[inline(always)]
    fn symbol(&mut self, token: Token, length: usize) -> Token {
        self.position += length;
        token
    }

    /// Completes an error with `lexeme` as the token in the way.
    pub(super) fn blame(&self, error: Box<SyntaxError>, lexeme: &Lexeme) -> Box<SyntaxError> {
        let text = &self.source[lexeme.start..lexeme.end];
        let error = error.at(lexeme.start);
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
        let rest = &self.source[self.position..];
        let end = rest.iter().position(|&byte| class::is(byte, classes));
        self.position += end.unwrap_or(rest.len());
    }

    /// Moves past all bytes that are of one of the classes.
    #[inline]
    fn skip_while(&mut self, classes: u8) {
        let rest = &self.source[self.position..];
        let end = rest.iter().position(|&byte| !class::is(byte, classes));
        self.position += end.unwrap_or(rest.len());
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

    /// Moves past a comment. Fails if it is a long one that does not end.
    fn comment(&mut self) -> Parsed<()> {
        self.position += 2;
        match self.opening_bracket() {
            Some(level) => _ = self.long_bracket(level, "comment")?,
            None => self.skip_until(NEWLINE),
        }
        Ok(())
    }

    /// Reads a name or a reserved word.
    fn word(&mut self) -> Token {
        let start = self.position;
        self.skip_while(LETTER | DIGIT);
        let word = &self.source[start..self.position];
        Token::reserved(word).unwrap_or_else(|| Token::Name(self.names.intern(word)))
    }

    /// Reads a numeral that is nothing but a few digits. Stays where it is if it is another one.
    fn short_integer(&mut self) -> Option<i64> {
        let rest = &self.source[self.position..];
        let length = rest.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(rest.len());
        let goes_on = |&byte: &u8| byte == b'.' || class::is(byte, LETTER);
        // Up to 18 digits fit an integer.
        if !(1..=18).contains(&length) || rest.get(length).is_some_and(goes_on) {
            return None;
        }
        self.position += length;
        Some(rest[..length].iter().fold(0, |value, digit| value * 10 + i64::from(digit - b'0')))
    }

    /// Reads a numeral: as much as may belong to one. Fails if it is malformed.
    fn numeral(&mut self) -> Parsed<Token> {
        if let Some(value) = self.short_integer() {
            return Ok(Token::Integer(value));
        }
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
            None => Err(SyntaxError::new(self.line, "malformed number").near(text).at(start)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads all tokens of `source`, or fails with the text of the error.
    fn tokens(lexer: &mut Lexer<'_>) -> Result<Vec<(Token, Line)>, String> {
        let mut tokens = Vec::new();
        let mut lexeme = Lexeme { token: Token::Eof, line: 1, start: 0, end: 0 };
        loop {
            let read = lexer.next(&mut lexeme);
            read.map_err(|e| String::from_utf8_lossy(&e.text()).into_owned())?;
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
