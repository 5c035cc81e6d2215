//! Constants: edges of the number types, strings with escapes.

use super::Writer;

/// Pieces that damage a program.
pub(super) const TOKENS: &[&str] = &[
    "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in", "local", "nil",
    "not", "or", "repeat", "return", "then", "true", "until", "while", "+", "-", "*", "/", "//", "%", "^", "#", "&",
    "~", "|", "<<", ">>", "==", "~=", "<=", ">=", "<", ">", "=", "(", ")", "{", "}", "[", "]", "::", ";", ":", ",",
    ".", "..", "...", "<const>", "<close>", "<other>", "::a::", "goto a", "\"", "'", "\"open", "'\\q'", "'\\300'",
    "'\\u{80000000}'", "'\\xZZ'", "[[", "[==[", "]]", "--[[", "--", "0x", "1e", "3x", "0x1p", "1..2", "@", "$", "\\",
    "!", "?", "`", "\u{e9}", "9223372036854775808", "a", "x", "t", "f(x)", "(a)", "a.b", "'s'", "\n",
];

const INTEGERS: &[&str] = &[
    "0", "1", "2", "3", "-1", "-2", "4", "5", "7", "10", "16", "31", "32", "63", "64", "65", "100", "127", "128",
    "255", "256", "-128", "65535", "65536", "131071", "131072", "-65536", "8388607", "8388608", "2147483647",
    "2147483648", "-2147483648", "4294967295", "4294967296", "9007199254740991", "9007199254740992",
    "9007199254740993", "math.maxinteger", "math.mininteger", "0x7fffffffffffffff", "0x8000000000000000",
    "0xffffffffffffffff", "-9223372036854775807", "9223372036854775807", "0xff", "1000000000000",
];

const FLOATS: &[&str] = &[
    "0.0", "-0.0", "1.0", "0.5", "-1.5", "2.5", "3.0", "0.1", "1e15", "1e16", "1e100", "1e308", "-1e308", "5e-324",
    "2^53", "2.0^63", "-2^63", "9223372036854775808", "-9223372036854775808", "9223372036854775807.0",
    "9007199254740992.0", "1/0", "-1/0", "(0/0)", "-(0/0)", "math.huge", "-math.huge", "math.pi", "0x.8p1", "0x1p-2",
    "1e-5", "123456.789", "1e14", "99999999999999.9", "0x1p63", "4294967296.0", "255.0", "1e300*1e10", "3.7",
];

const TEXTS: &[&str] = &[
    "\"\"", "\"a\"", "\"abc\"", "'x'", "\"hello world\"", "\"10\"", "\"0x10\"", "\" 7 \"", "\"1e1\"", "\"3.0\"",
    "\"-5\"", "\"inf\"", "\"nan\"", "\"0x1p4\"", "\"1e\"", "\"\\0z\"", "\"\\n\"", "\"a\\\\b\"", "'\\x41\\u{48}\\z  b'",
    "\"\\255\\200\"", "[[long]]", "[==[a]]b]==]", "\"key=value\"", "\"x,y,,z\"", "\"9223372036854775808\"",
    "\"9223372036854775807\"", "\"-9223372036854775808\"", "\"aXbXc\"", "\"  trim  \"", "\"k\"", "\"x\"", "\"n\"",
    "\"%d\"", "\"a.b\"", "\"0x\"", "\"1_000\"", "\"\\t1\\n\"", "\"1 2\"", "\"0x7fffffffffffffffff\"", "\"\\u{20AC}\"",
];

impl Writer<'_, '_> {
    pub(super) fn number_literal(&mut self) -> String {
        match self.choices.below(8) {
            0..=2 => self.choices.below(6).to_string(),
            3 => self.choices.pick(FLOATS).to_owned(),
            4 => format!("{}.{}", self.choices.below(30), self.choices.below(100)),
            5 => format!("-{}", self.choices.below(100)),
            _ => self.choices.pick(INTEGERS).to_owned(),
        }
    }

    pub(super) fn string_literal(&mut self) -> String {
        self.choices.pick(TEXTS).to_owned()
    }

    /// A small integer, sometimes at an edge.
    pub(super) fn position(&mut self) -> String {
        match self.choices.below(12) {
            0 => self.choices.pick(INTEGERS).to_owned(),
            1 => self.choices.pick(&["2.0", "1.5", "\"2\"", "nil", "\"x\"", "-1.0"]).to_owned(),
            2..=4 => format!("-{}", self.choices.below(6)),
            _ => self.choices.below(8).to_string(),
        }
    }

    /// A key of a map: never a positive integer.
    pub(super) fn key(&mut self) -> String {
        match self.choices.below(12) {
            0 => "1.5".to_owned(),
            1 => self.choices.pick(&["true", "false", "-1", "0", "-0.0", "-2^53", "2^-1"]).to_owned(),
            2 => self.choices.pick(&["nil", "0/0", "(nil)"]).to_owned(),
            3 => self.choices.pick(&["\"a\"", "\"a b\"", "\"\"", "\"1\"", "'end'"]).to_owned(),
            _ => format!("\"{}\"", self.field()),
        }
    }

    /// A name of a field.
    pub(super) fn field(&mut self) -> &'static str {
        self.choices.pick(&["x", "y", "z", "n", "k", "f", "g", "m", "name"])
    }
}
