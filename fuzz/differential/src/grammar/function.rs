//! Functions: parameters, bodies, calls.

use super::{Frame, Kind, Writer};

impl Writer<'_, '_> {
    /// A function expression; its body is written on lines of its own.
    pub(super) fn function(&mut self, parameters: &'static str, long: bool) -> String {
        let size = if long { 2 + self.choices.below(8) } else { self.choices.below(3) };
        let body = self.function_body(parameters, size);
        format!("function{body}")
    }

    /// Parameters, body and `end`.
    pub(super) fn function_body(&mut self, parameters: &'static str, size: usize) -> String {
        let variables = self.variables.len();
        let vararg = parameters.ends_with("...");
        self.frames.push(Frame { vararg, loops: 0 });
        for parameter in parameters.split(", ").filter(|name| !name.is_empty() && *name != "...") {
            self.declare(parameter, Kind::Anything, false);
        }
        let outer = std::mem::take(&mut self.out);
        self.indent += 1;
        for _ in 0..size {
            self.statement(2);
        }
        if self.choices.percent(70) {
            let values = self.list(Kind::Anything, 3, 2);
            self.line(&format!("return {values}"));
        }
        self.indent -= 1;
        let body = std::mem::replace(&mut self.out, outer);
        self.variables.truncate(variables);
        self.frames.pop();
        format!("({parameters}) F()\n{body}{}end", " ".repeat(self.indent))
    }

    pub(super) fn parameters(&mut self) -> &'static str {
        self.choices.pick(&["", "a", "a, b", "...", "a, ...", "x, y, ...", "a, b, c", "n, x"])
    }

    /// Expressions with commas between them; the last may be one of many values.
    pub(super) fn list(&mut self, kind: Kind, most: usize, depth: usize) -> String {
        let count = self.choices.below(most + 1);
        let mut list = Vec::new();
        for at in 0..count {
            let last = at + 1 == count;
            list.push(match last && self.choices.percent(25) {
                true => self.many(depth),
                false => self.expression(kind, depth),
            });
        }
        let gap = self.gap();
        list.join(&format!(",{gap}"))
    }

    /// An expression of any number of values.
    pub(super) fn many(&mut self, depth: usize) -> String {
        match self.choices.below(6) {
            0 | 1 if self.frames.last().is_some_and(|frame| frame.vararg) => "...".to_owned(),
            0 | 2 => format!("table.unpack({{1, {}, 3}}, {}, 3)", self.atom(Kind::Anything), 1),
            3 => {
                let values = self.list(Kind::Anything, 2, depth.saturating_sub(1));
                format!("Y({values})")
            }
            4 => format!("select({}, 1, {})", self.position(), self.atom(Kind::Anything)),
            _ => self.call(depth),
        }
    }

    /// A call of a function or a method.
    pub(super) fn call(&mut self, depth: usize) -> String {
        let depth = depth.saturating_sub(1);
        let arguments = self.list(Kind::Anything, 3, depth);
        match self.choices.below(10) {
            0 => {
                let object = self.atom(Kind::Object);
                let field = self.field();
                format!("({object}):{field}({arguments})")
            }
            1 => {
                let object = self.name_of(Kind::Object);
                let field = self.field();
                format!("{object}:{field}({arguments})")
            }
            2 => {
                let map = self.name_of(Kind::Map);
                let field = self.field();
                format!("{map}.{field}({arguments})")
            }
            3 => {
                let object = self.name_of(Kind::Object);
                format!("{object}({arguments})")
            }
            4 => {
                let text = self.string_literal();
                let argument = if self.choices.percent(50) { text } else { "{x = 1}".to_owned() };
                format!("{} {argument}", self.name_of(Kind::Function))
            }
            _ => format!("{}({arguments})", self.name_of(Kind::Function)),
        }
    }

    /// A variable's name, a global one if no local is of the kind.
    pub(super) fn name_of(&mut self, kind: Kind) -> &'static str {
        match self.variable(kind) {
            Some(name) if !self.choices.percent(5) => name,
            _ => match kind {
                Kind::Function => "g3",
                Kind::Map | Kind::Object => self.choices.pick(&["g1", "g2"]),
                _ => self.global(),
            },
        }
    }

    pub(super) fn global(&mut self) -> &'static str {
        self.choices.pick(&["g1", "g2", "g3", "g4"])
    }
}
