//! The tokens of Lua (manual 3.1).

use super::ast::Line;
use super::names::Name;

/// Defines [`Token`] from the spelling of each reserved word and symbol.
macro_rules! tokens {
    (
        words { $($word:ident $word_text:literal)* }
        symbols { $($symbol:ident $symbol_text:literal)* }
    ) => {
        /// A token.
        #[derive(Debug, Clone, Copy, PartialEq)]
        pub(super) enum Token {
            /// A name that is no reserved word.
            Name(Name),
            /// A string literal, unescaped.
            String(Name),
            /// An integer numeral.
            Integer(i64),
            /// A float numeral.
            Float(f64),
            /// A byte that begins no token.
            Stray(u8),
            /// The end of the source.
            Eof,
            $(#[doc = concat!("`", $word_text, "`")] $word,)*
            $(#[doc = concat!("`", $symbol_text, "`")] $symbol,)*
        }

        /// The reserved words as patterns of bytes, which the compiler tells apart byte by byte.
        #[expect(non_upper_case_globals, reason = "each has the name of its token")]
        mod spelling {
            $(pub(super) const $word: &[u8] = $word_text.as_bytes();)*
        }

        impl Token {
            /// Returns the reserved word spelled `word`, if it is one.
            pub(super) fn reserved(word: &[u8]) -> Option<Self> {
                match word {
                    $(spelling::$word => Some(Self::$word),)*
                    _ => None,
                }
            }

            /// Returns how an error message names the token it expected.
            pub(super) fn expected_name(self) -> &'static str {
                match self {
                    $(Self::$word => concat!("'", $word_text, "'"),)*
                    $(Self::$symbol => concat!("'", $symbol_text, "'"),)*
                    Self::Name(_) => "<name>",
                    Self::String(_) => "<string>",
                    Self::Integer(_) => "<integer>",
                    Self::Float(_) => "<number>",
                    Self::Stray(_) => "<symbol>",
                    Self::Eof => "<eof>",
                }
            }
        }
    };
}

tokens! {
    words {
        And "and" Break "break" Do "do" Else "else" ElseIf "elseif" End "end" False "false"
        For "for" Function "function" Goto "goto" If "if" In "in" Local "local" Nil "nil"
        Not "not" Or "or" Repeat "repeat" Return "return" Then "then" True "true"
        Until "until" While "while"
    }
    symbols {
        Plus "+" Minus "-" Star "*" Slash "/" SlashSlash "//" Percent "%" Caret "^" Hash "#"
        Ampersand "&" Tilde "~" Pipe "|" LessLess "<<" GreaterGreater ">>"
        EqualEqual "==" TildeEqual "~=" LessEqual "<=" GreaterEqual ">=" Less "<" Greater ">"
        Equal "=" LeftParen "(" RightParen ")" LeftBrace "{" RightBrace "}"
        LeftBracket "[" RightBracket "]" ColonColon "::" Semicolon ";" Colon ":" Comma ","
        Dot "." DotDot ".." Ellipsis "..."
    }
}

/// Whether a word is reserved (manual 3.1).
pub(crate) fn is_reserved(word: &str) -> bool {
    Token::reserved(word.as_bytes()).is_some()
}

/// Whether a text is a name (manual 3.1).
pub(crate) fn is_name(text: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_alphabetic() || byte == b'_';
    text.bytes().next().is_some_and(is_letter)
        && text.bytes().all(|byte| is_letter(byte) || byte.is_ascii_digit())
        && !is_reserved(text)
}

/// A token and where it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lexeme {
    /// What it is.
    pub(super) token: Token,
    /// The line it ends on; all tokens but strings begin on it too.
    pub(super) line: Line,
    /// Offset of its first byte.
    pub(super) start: usize,
    /// Offset of the byte after its last one.
    pub(super) end: usize,
}
