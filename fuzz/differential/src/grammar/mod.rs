//! Random programs of Lua 5.4.
//!
//! A [`Kind`] is what an expression is meant to be; now and then it is something else, since errors are compared too.
//! Two kinds are kept strictly, because C Lua may print anything otherwise: only sequences get positive integer keys,
//! and these without holes.

mod expression;
mod function;
mod library;
mod literal;
mod metatable;
mod pattern;
mod statement;

use crate::choice::Choices;

/// Libraries that a machine may lack.
#[derive(Debug, Clone, Copy, Default)]
pub struct Libraries {
    /// `utf8`.
    pub utf8: bool,
    /// `string.pack` and its companions.
    pub pack: bool,
}

/// What an expression is meant to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    String,
    /// A table with the keys 1 to n, or no positive integer key at all.
    Sequence,
    /// A table with other keys.
    Map,
    /// A table with one of the program's metatables.
    Object,
    Function,
    Boolean,
    Anything,
}

impl Kind {
    const ALL: [Kind; 8] = [
        Kind::Number,
        Kind::String,
        Kind::Anything,
        Kind::Object,
        Kind::Function,
        Kind::Boolean,
        Kind::Map,
        Kind::Sequence,
    ];
}

/// A local variable in scope.
struct Variable {
    name: &'static str,
    kind: Kind,
    constant: bool,
}

/// What the function that is being written allows.
struct Frame {
    vararg: bool,
    /// Loops around the current place.
    loops: usize,
}

/// Writes a program.
struct Writer<'c, 'b> {
    choices: &'c mut Choices<'b>,
    libraries: Libraries,
    out: String,
    indent: usize,
    variables: Vec<Variable>,
    frames: Vec<Frame>,
    metatables: usize,
    labels: usize,
    /// Statements that may still be written in this group.
    budget: usize,
}

/// A program.
pub fn program(choices: &mut Choices<'_>, libraries: Libraries) -> String {
    let mut writer = Writer {
        choices,
        libraries,
        out: String::new(),
        indent: 0,
        variables: Vec::new(),
        frames: vec![Frame { vararg: true, loops: 0 }],
        metatables: 0,
        labels: 0,
        budget: 0,
    };
    writer.program();
    writer.out
}

/// A program in which a few pieces were dropped, doubled or exchanged: nearly always a syntax error.
pub fn damaged(choices: &mut Choices<'_>, libraries: Libraries) -> String {
    let sound = program(choices, libraries);
    let mut tokens = tokens(&sound);
    for _ in 0..=choices.below(3) {
        if tokens.is_empty() {
            break;
        }
        let (at, other) = (choices.below(tokens.len()), choices.below(tokens.len()));
        match choices.below(5) {
            0 => drop(tokens.remove(at)),
            1 => tokens.insert(at, tokens[other]),
            2 => tokens[at] = tokens[other],
            3 => tokens.insert(at, choices.pick(literal::TOKENS)),
            _ => tokens[at] = choices.pick(literal::TOKENS),
        }
    }
    if choices.percent(10) {
        tokens.truncate(choices.below(tokens.len() + 1));
    }
    tokens.concat()
}

/// Pieces of a text: words, runs of spaces, single signs.
fn tokens(text: &str) -> Vec<&str> {
    let class = |c: char| match c {
        c if c.is_alphanumeric() || c == '_' => 1,
        c if c.is_whitespace() => 2,
        _ => 0,
    };
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut last = 0;
    for (at, c) in text.char_indices() {
        if at > start && (class(c) != last || last == 0) {
            pieces.push(&text[start..at]);
            start = at;
        }
        last = class(c);
    }
    pieces.push(&text[start..]);
    pieces
}

impl Writer<'_, '_> {
    fn program(&mut self) {
        for _ in 0..self.choices.below(4) {
            self.metatable();
        }
        for _ in 0..self.choices.below(5) {
            let (name, kind) = (self.name(), self.any_kind());
            let value = self.atom(kind);
            self.line(&format!("local {name} <const> = {value}"));
            self.declare(name, kind, true);
        }
        for number in 1..=2 + self.choices.below(5) {
            self.budget = 6 + self.choices.below(20);
            let runner = self.choices.pick(&["G", "H"]);
            let body = self.function("...", true);
            let kind = self.any_kind();
            let arguments = [self.atom(Kind::Anything), self.atom(kind)];
            self.line(&format!("{runner}({number}, {body}, {})", arguments.join(", ")));
        }
        if self.choices.percent(30) {
            self.budget = 3;
            self.statement(1);
        }
    }

    /// Writes a line.
    fn line(&mut self, text: &str) {
        for _ in 0..self.indent {
            self.out.push(' ');
        }
        self.out.push_str(text);
        self.out.push('\n');
    }

    /// A space, seldom the end of a line.
    fn gap(&mut self) -> &'static str {
        if self.choices.percent(3) { "\n" } else { " " }
    }

    /// A local variable of a kind, or of any kind.
    fn variable(&mut self, kind: Kind) -> Option<&'static str> {
        self.find(|variable| kind == Kind::Anything || variable.kind == kind)
    }

    /// A visible variable that satisfies `wanted`; inner ones are likelier.
    fn find(&mut self, wanted: impl Fn(&Variable) -> bool) -> Option<&'static str> {
        let mut names: Vec<&'static str> = Vec::new();
        let mut seen: Vec<&'static str> = Vec::new();
        for variable in self.variables.iter().rev() {
            if !seen.contains(&variable.name) {
                seen.push(variable.name);
                if wanted(variable) {
                    names.push(variable.name);
                }
            }
        }
        if names.is_empty() {
            return None;
        }
        let (a, b) = (self.choices.below(names.len()), self.choices.below(names.len()));
        Some(names[a.min(b)])
    }

    fn declare(&mut self, name: &'static str, kind: Kind, constant: bool) {
        self.variables.push(Variable { name, kind, constant });
    }

    /// A name for a new variable; names are few, so that they hide each other.
    fn name(&mut self) -> &'static str {
        self.choices.pick(&["a", "b", "c", "d", "e", "i", "k", "n", "s", "t", "u", "v", "x", "y"])
    }

    fn any_kind(&mut self) -> Kind {
        self.choices.pick(&Kind::ALL)
    }
}
