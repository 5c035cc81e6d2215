//! Patterns and formats of the string library.

use super::{Kind, Writer};

const SINGLES: &[&str] = &[
    "a", "b", "x", ".", "%a", "%d", "%s", "%w", "%p", "%l", "%u", "%x", "%c", "%g", "%A", "%D",
    "%S", "%W", "[abc]", "[^a]", "[a-z]", "[%w_]", "[%a-]", "[]]", "[^%s]", "%.", "%%", "X", "=",
    ",", " ", "[a-]", "[%]]", "h", "o",
];

impl Writer<'_, '_> {
    /// A pattern as a literal: short, so that it cannot take long; now and then malformed.
    pub(super) fn pattern(&mut self) -> String {
        let mut pattern = String::from(if self.choices.percent(15) { "^" } else { "" });
        let mut open = 0;
        let mut quantifiers = 0;
        for _ in 0..1 + self.choices.below(6) {
            match self.choices.below(16) {
                0 => {
                    pattern.push('(');
                    open += 1;
                }
                1 if open > 0 => {
                    pattern.push(')');
                    open -= 1;
                }
                2 => pattern += "()",
                3 => {
                    pattern += self
                        .choices
                        .pick(&["%b()", "%bxy", "%f[%w]", "%f[^a]", "%f[%z]", "%1", "%2"])
                }
                4 if self.choices.percent(30) => {
                    pattern += self
                        .choices
                        .pick(&["%", "[", "[a", "[^", "%f", "%bx", ")", "[%", "%0", "%9"]);
                }
                _ => {
                    pattern += self.choices.pick(SINGLES);
                    if quantifiers < 3 && self.choices.percent(45) {
                        quantifiers += 1;
                        pattern += self.choices.pick(&["*", "+", "-", "?"]);
                    }
                }
            }
        }
        for _ in 0..open {
            if !self.choices.percent(5) {
                pattern.push(')');
            }
        }
        if self.choices.percent(12) {
            pattern.push('$');
        }
        format!("\"{pattern}\"")
    }

    /// A call of `string.format`.
    pub(super) fn format(&mut self, depth: usize) -> String {
        let mut format = String::new();
        let mut arguments = String::new();
        for _ in 0..1 + self.choices.below(3) {
            let directive = self.choices.pick(&[
                "d", "i", "u", "c", "x", "X", "o", "e", "E", "f", "g", "G", "a", "A", "q", "s",
                "F", "p", "z", "5", "%", "d", "s", "g", "x", "f",
            ]);
            if directive == "p" {
                continue;
            }
            let flags: String = (0..self.choices.below(3))
                .map(|_| self.choices.pick(&["-", "+", " ", "#", "0"]))
                .collect();
            let flags = if self.choices.percent(60) { String::new() } else { flags };
            let width = match self.choices.below(6) {
                0 => self.choices.below(25).to_string(),
                1 if self.choices.percent(10) => "100".to_owned(),
                _ => String::new(),
            };
            let precision = match self.choices.below(5) {
                0 => format!(".{}", self.choices.below(25)),
                1 if self.choices.percent(20) => ".".to_owned(),
                _ => String::new(),
            };
            let text = self.choices.pick(&["", " ", "|", "a"]);
            format += &format!("{text}%{flags}{width}{precision}{directive}");
            let argument = match directive {
                "%" => continue,
                "s" => {
                    let value = self.expression(Kind::Anything, depth);
                    format!("S({value})")
                }
                "q" => self.atom(self.q_kind()),
                "c" => self.choices.pick(&["65", "0", "10", "200", "97"]).to_owned(),
                "d" | "i" | "x" | "X" | "o" | "u" if self.choices.percent(60) => self
                    .choices
                    .pick(&["0", "42", "-7", "3.0", "math.mininteger", "\"10\"", "2^31", "1.5"])
                    .into(),
                _ => self.expression(Kind::Number, depth),
            };
            arguments += ", ";
            arguments += &argument;
        }
        format!("C(string.format(\"{format}\"{arguments}))")
    }

    fn q_kind(&self) -> Kind {
        if self.out.len().is_multiple_of(2) { Kind::String } else { Kind::Number }
    }
}
