//! Expressions.

use super::{Kind, Writer};

const ARITHMETIC: &[&str] =
    &["+", "-", "*", "/", "//", "%", "+", "-", "*", "//", "%", "^", "&", "|", "~", "<<", ">>"];

impl Writer<'_, '_> {
    /// An expression that is meant to be of a kind.
    pub(super) fn expression(&mut self, kind: Kind, depth: usize) -> String {
        let kind = if self.choices.percent(3) { self.any_kind() } else { kind };
        if depth == 0 || self.choices.below(5) == 0 {
            return self.atom(kind);
        }
        let depth = depth - 1;
        if self.choices.percent(4) {
            let mark = self.choices.below(100);
            let value = self.expression(kind, depth);
            return format!("T({mark}, {value})");
        }
        match kind {
            Kind::Number => self.number(depth),
            Kind::String => self.string(depth),
            Kind::Boolean => self.boolean(depth),
            Kind::Sequence => self.sequence(depth),
            Kind::Map => self.map(depth),
            Kind::Object => self.object(depth),
            Kind::Function => self.function_value(),
            Kind::Anything => self.anything(depth),
        }
    }

    /// A constant or a variable.
    pub(super) fn atom(&mut self, kind: Kind) -> String {
        if self.choices.percent(60)
            && let Some(name) = self.variable(kind)
        {
            return name.to_owned();
        }
        match kind {
            Kind::Number => self.number_literal(),
            Kind::String => self.string_literal(),
            Kind::Boolean => self.choices.pick(&["true", "false"]).to_owned(),
            Kind::Sequence => self.choices.pick(&["{}", "{1, 2, 3}", "{'a', 'b'}"]).to_owned(),
            Kind::Map => self.choices.pick(&["{}", "{x = 1}", "{x = 1, y = 'b'}"]).to_owned(),
            Kind::Object => self.object(0),
            Kind::Function => self.choices.pick(&["print", "P", "S", "type", "math.abs"]).into(),
            Kind::Anything => match self.choices.below(6) {
                0 => "nil".to_owned(),
                1 => self.global().to_owned(),
                2 => self.string_literal(),
                3 => self.choices.pick(&["true", "false", "{}"]).to_owned(),
                _ => self.number_literal(),
            },
        }
    }

    fn number(&mut self, depth: usize) -> String {
        match self.choices.below(20) {
            0..=10 => {
                let (left, right) =
                    (self.expression(Kind::Number, depth), self.expression(Kind::Number, depth));
                let operator = self.choices.pick(ARITHMETIC);
                let gap = self.gap();
                match self.choices.below(4) {
                    0 => format!("{left}{gap}{operator} {right}"),
                    1 => format!("({left} {operator}{gap}{right})"),
                    2 => format!("({left}) {operator} ({right})"),
                    _ => format!("({left}) {operator} {right}"),
                }
            }
            11 => {
                let operand = self.expression(Kind::Number, depth);
                format!("-({operand})")
            }
            12 => {
                let operand = self.expression(Kind::Number, depth);
                format!("{}{}{operand}", self.choices.pick(&["~", "-", "- -", "~ ~"]), " ")
            }
            13 => {
                let kind = self.choices.pick(&[Kind::String, Kind::Sequence, Kind::Object]);
                format!("#({})", self.expression(kind, depth))
            }
            14 => format!("#{}", self.name_of(Kind::Sequence)),
            15 => {
                let text = self.expression(Kind::String, 0);
                let number = self.expression(Kind::Number, depth);
                format!("({text} {} {number})", self.choices.pick(ARITHMETIC))
            }
            16 => self.choice(Kind::Number, depth),
            _ => self.number_of_library(depth),
        }
    }

    fn string(&mut self, depth: usize) -> String {
        match self.choices.below(10) {
            0 | 1 => {
                let count = 2 + self.choices.below(3);
                let parts: Vec<String> = (0..count)
                    .map(|_| {
                        let kind = self.choices.pick(&[Kind::String, Kind::Number, Kind::String]);
                        let part = self.expression(kind, depth / 2);
                        format!("({part})")
                    })
                    .collect();
                format!("C({})", parts.join(" .. "))
            }
            2 => {
                let (text, literal) = (self.atom(Kind::String), self.string_literal());
                format!("C({text} .. {literal})")
            }
            3 => {
                let number = self.expression(Kind::Number, depth);
                format!("A(tostring({number}))")
            }
            4 => {
                let value = self.expression(Kind::Anything, depth);
                format!("type({value})")
            }
            5 => self.choice(Kind::String, depth),
            _ => self.string_of_library(depth),
        }
    }

    pub(super) fn boolean(&mut self, depth: usize) -> String {
        let kind = self.choices.pick(&[Kind::Number, Kind::Number, Kind::String, Kind::Object]);
        match self.choices.below(10) {
            0 => format!("not {}", self.atom(Kind::Anything)),
            1 => {
                let (left, right) =
                    (self.boolean(depth.saturating_sub(1)), self.expression(Kind::Boolean, 0));
                format!("({left}) {} {right}", self.choices.pick(&["and", "or"]))
            }
            2 | 3 => {
                let kind = if self.choices.percent(70) { kind } else { Kind::Anything };
                let (left, right) =
                    (self.expression(kind, depth), self.expression(Kind::Anything, depth));
                format!("({left}) {} ({right})", self.choices.pick(&["==", "~="]))
            }
            4 => {
                let inner = self.boolean(depth.saturating_sub(1));
                format!("not ({inner})")
            }
            _ => {
                let (left, right) = (self.expression(kind, depth), self.expression(kind, depth));
                let operator = self.choices.pick(&["<", "<=", ">", ">=", "==", "~="]);
                format!("({left}) {operator} ({right})")
            }
        }
    }

    /// `a and b or c` and the like.
    fn choice(&mut self, kind: Kind, depth: usize) -> String {
        let (first, second) = (self.expression(kind, depth), self.expression(kind, depth));
        match self.choices.below(4) {
            0 => {
                let condition = self.boolean(depth);
                format!("(({condition}) and ({first}) or ({second}))")
            }
            1 => format!("(({first}) or ({second}))"),
            2 => format!("(({first}) and ({second}))"),
            _ => format!("({} and {first} or {second})", self.atom(Kind::Anything)),
        }
    }

    fn sequence(&mut self, depth: usize) -> String {
        let count = self.choices.below(5);
        let items: Vec<String> = (0..count)
            .map(|_| {
                let kind = self.any_kind();
                format!("({}) or 0", self.expression(kind, depth.min(1)))
            })
            .collect();
        format!("{{{}}}", items.join(", "))
    }

    fn map(&mut self, depth: usize) -> String {
        let count = self.choices.below(5);
        let fields: Vec<String> = (0..count)
            .map(|_| {
                let kind = self.any_kind();
                let value = self.expression(kind, depth.min(1));
                match self.choices.percent(60) {
                    true => format!("{} = {value}", self.field()),
                    false => format!("[{}] = {value}", self.key()),
                }
            })
            .collect();
        let separator = self.choices.pick(&[", ", "; "]);
        format!("{{{}}}", fields.join(separator))
    }

    fn object(&mut self, depth: usize) -> String {
        if self.metatables == 0 {
            return self.map(depth.min(1));
        }
        let number = 1 + self.choices.below(self.metatables);
        let fields = self.map(depth.min(1));
        format!("setmetatable({fields}, M{number})")
    }

    fn function_value(&mut self) -> String {
        if self.budget == 0 || self.frames.len() > 4 {
            return self.atom(Kind::Function);
        }
        let parameters = self.parameters();
        self.function(parameters, false)
    }

    fn anything(&mut self, depth: usize) -> String {
        match self.choices.below(12) {
            0 => {
                let kind = self.choices.pick(&[Kind::Map, Kind::Object, Kind::Anything]);
                format!("{}.{}", self.name_of(kind), self.field())
            }
            1 => {
                let index = self.expression(Kind::Anything, depth.min(1));
                let kind = self.choices.pick(&[Kind::Map, Kind::Object, Kind::Sequence]);
                // The space keeps a long string from beginning with the bracket.
                format!("{}[ {index}]", self.name_of(kind))
            }
            2 => format!("{}[{}]", self.name_of(Kind::Sequence), self.position()),
            3 => {
                let object = self.expression(Kind::Object, depth);
                format!("({object}).{}", self.field())
            }
            4 => {
                let call = self.call(depth);
                format!("({call})")
            }
            5 if self.frames.last().is_some_and(|frame| frame.vararg) => self
                .choices
                .pick(&[
                    "(...)",
                    "select('#', ...)",
                    "(select(2, ...))",
                    "({...})[1]",
                    "({n = 1, ...})[2]",
                ])
                .to_owned(),
            6 => {
                let (left, right) =
                    (self.expression(Kind::Object, depth), self.expression(Kind::Anything, 0));
                let operator = self.choices.pick(ARITHMETIC);
                match self.choices.percent(50) {
                    true => format!("(({left}) {operator} ({right}))"),
                    false => format!("(({right}) {operator} ({left}))"),
                }
            }
            7 => {
                let (left, right) =
                    (self.expression(Kind::Object, depth), self.expression(Kind::String, 0));
                match self.choices.percent(50) {
                    true => format!("C(({left}) .. ({right}))"),
                    false => format!("C(({right}) .. 1 .. ({left}))"),
                }
            }
            8 => {
                let values = self.list(Kind::Anything, 2, depth.min(1));
                format!("Y({values})")
            }
            9 => self.choice(Kind::Anything, depth),
            _ => {
                let kind = self.any_kind();
                self.expression(kind, depth)
            }
        }
    }
}
