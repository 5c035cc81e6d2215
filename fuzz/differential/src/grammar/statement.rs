//! Statements.

use super::{Kind, Writer};

impl Writer<'_, '_> {
    /// A statement and what is inside it. It ends, whatever its expressions are.
    pub(super) fn statement(&mut self, depth: usize) {
        if self.budget == 0 {
            return;
        }
        self.budget -= 1;
        let nested = self.indent < 7;
        match self.choices.below(34) {
            0..=3 => self.local(),
            4..=6 => self.assignment(depth),
            7..=9 => {
                let values = self.list(Kind::Anything, 3, depth);
                self.line(&format!("P({values})"));
            }
            10 | 11 => {
                let kind = self.any_kind();
                let value = self.expression(kind, depth);
                self.line(&format!("P({value})"));
            }
            12 => {
                let call = self.call(depth);
                self.line(&format!(";{call}"));
            }
            13 | 14 => self.library_statement(),
            15 | 16 => self.sequence_statement(),
            17 | 18 if nested => self.condition(depth),
            19 if nested => self.while_loop(depth),
            20 if nested => self.repeat_loop(depth),
            21 | 22 if nested => self.numeric_loop(),
            23 if nested => self.generic_loop(depth),
            24 if nested => self.jump(),
            25 | 26 if nested => self.protected(),
            27 if nested => self.named_function(),
            28 if nested => self.coroutine(),
            29 => self.closed_variable(),
            30 if nested => {
                self.line("do");
                self.block();
                self.line("end");
            }
            31 => self.leave(depth),
            32 if nested => self.counters(),
            _ => {
                let kind = self.choices.pick(&[Kind::Number, Kind::Boolean]);
                let value = self.expression(kind, depth + 1);
                self.line(&format!("P({value})"));
            }
        }
    }

    /// Statements of an inner block.
    pub(super) fn block(&mut self) {
        let variables = self.variables.len();
        self.indent += 1;
        for _ in 0..1 + self.choices.below(4) {
            self.statement(1);
        }
        self.indent -= 1;
        self.variables.truncate(variables);
    }

    /// A declaration of one or more variables. There are never too many of them for one function.
    pub(super) fn local(&mut self) {
        let names = 1 + self.choices.below(3) * self.choices.below(2);
        if names == 1 {
            let kind = self.any_kind();
            let strict = matches!(kind, Kind::Sequence);
            let value = match strict {
                true if self.choices.percent(50) => "{5, 6, 7}".to_owned(),
                true => "{}".to_owned(),
                false => self.expression(kind, 2),
            };
            let name = self.name();
            let constant = strict || self.choices.percent(15);
            let attribute = if constant { " <const>" } else { "" };
            self.line(&format!("local {name}{attribute} = {value}"));
            self.declare(name, kind, constant);
            return;
        }
        let values = self.list(Kind::Anything, 4, 1);
        let names: Vec<&'static str> = (0..names).map(|_| self.name()).collect();
        let equals = if values.is_empty() { "" } else { " = " };
        self.line(&format!("local {}{equals}{values}", names.join(", ")));
        for name in names {
            self.declare(name, Kind::Anything, false);
        }
    }

    fn assignment(&mut self, depth: usize) {
        let count = 1 + self.choices.below(3) * self.choices.below(2);
        let mut targets = Vec::new();
        let mut kind = Kind::Anything;
        for _ in 0..count {
            targets.push(match self.choices.below(6) {
                0..=2 => {
                    match self
                        .find(|variable| !variable.constant && variable.kind != Kind::Sequence)
                    {
                        Some(name) => {
                            let found = self.variables.iter().rev().find(|v| v.name == name);
                            kind = found.map_or(Kind::Anything, |variable| variable.kind);
                            name.to_owned()
                        }
                        None => self.global().to_owned(),
                    }
                }
                3 => self.global().to_owned(),
                4 => format!("{}[{}]", self.table_name(), self.key()),
                _ => {
                    let field = self.field();
                    match self.choices.percent(20) {
                        true => format!("T({}, {}).{field}", field.len(), self.table_name()),
                        false => format!("{}.{field}", self.table_name()),
                    }
                }
            });
        }
        let values = match count {
            1 => self.expression(kind, depth + 1),
            _ => match self.list(Kind::Anything, 3, depth) {
                empty if empty.is_empty() => "nil".to_owned(),
                values => values,
            },
        };
        let gap = self.gap();
        self.line(&format!("{} ={gap}{values}", targets.join(", ")));
    }

    fn table_name(&mut self) -> &'static str {
        let kind =
            self.choices.pick(&[Kind::Map, Kind::Object, Kind::Map, Kind::Object, Kind::Anything]);
        self.name_of(kind)
    }

    fn condition(&mut self, depth: usize) {
        let condition = self.boolean(depth);
        self.line(&format!("if {condition} then"));
        self.block();
        for _ in 0..self.choices.below(2) {
            let condition = self.expression(Kind::Anything, depth);
            self.line(&format!("elseif {condition} then"));
            self.block();
        }
        if self.choices.percent(50) {
            self.line("else");
            self.block();
        }
        self.line("end");
    }

    /// Statements of a loop's body.
    fn body(&mut self) {
        if let Some(frame) = self.frames.last_mut() {
            frame.loops += 1;
        }
        if self.choices.percent(15) && self.indent < 6 {
            self.labels += 1;
            let label = format!("next{}", self.labels);
            let condition = self.boolean(1);
            self.line(&format!(" if {condition} then goto {label} end"));
            self.block_of_its_own();
            self.line(&format!(" ::{label}::"));
        } else {
            self.block();
        }
        if let Some(frame) = self.frames.last_mut() {
            frame.loops -= 1;
        }
    }

    fn block_of_its_own(&mut self) {
        self.line(" do");
        self.indent += 1;
        self.block();
        self.indent -= 1;
        self.line(" end");
    }

    fn while_loop(&mut self, depth: usize) {
        let condition = self.boolean(depth);
        self.line(&format!("while {condition} do L()"));
        self.body();
        self.line("end");
    }

    fn repeat_loop(&mut self, depth: usize) {
        let name = self.name();
        let variables = self.variables.len();
        self.line("repeat L()");
        let value = self.expression(Kind::Number, 1);
        self.line(&format!(" local {name} = {value}"));
        self.declare(name, Kind::Number, false);
        if self.choices.percent(60) {
            self.line(&format!(" g4 = function() F() {name} = {name} + 1 return {name} end"));
        }
        self.block();
        let condition = self.boolean(depth);
        self.line(&format!("until {condition}"));
        self.variables.truncate(variables);
    }

    fn numeric_loop(&mut self) {
        let (start, limit, step) = match self.choices.below(8) {
            0 => {
                let edges = [
                    ("math.maxinteger - 2", "math.maxinteger", "1"),
                    ("math.mininteger + 1", "math.mininteger", "-1"),
                    ("1", "math.huge", "1000"),
                    ("1", "0/0", "1"),
                    ("-1", "-math.huge", "-2^53|0"),
                    ("math.mininteger", "math.maxinteger", "math.maxinteger"),
                    ("1", "3.9", "1"),
                    ("1.0", "2", "0.25"),
                    ("3", "1", "0"),
                    ("3", "1", "0.0"),
                    ("1", "-1e300", "-3"),
                    ("0.1", "0.5", "0.1"),
                    ("1", "3", "nil"),
                    ("'1'", "2", "1"),
                    ("1", "'2'", "1"),
                    ("1", "2", "'1'"),
                    ("{}", "1", "1"),
                    ("3", "0", "-1.0"),
                    ("math.maxinteger", "math.maxinteger + 1.0", "1"),
                    ("1e15", "1e15 + 2", "1"),
                ];
                let (start, limit, step) = self.choices.pick(&edges);
                (start.to_owned(), limit.to_owned(), step.to_owned())
            }
            1 => (
                self.expression(Kind::Number, 1),
                self.expression(Kind::Number, 1),
                self.expression(Kind::Number, 1),
            ),
            2 => (self.choices.below(5).to_string(), "1".to_owned(), "-1".to_owned()),
            _ => ("1".to_owned(), (1 + self.choices.below(4)).to_string(), "1".to_owned()),
        };
        let step = if step == "1" { String::new() } else { format!(", {step}") };
        let name = self.name();
        let variables = self.variables.len();
        self.line(&format!("for {name} = {start}, {limit}{step} do L()"));
        self.declare(name, Kind::Number, false);
        self.body();
        self.line("end");
        self.variables.truncate(variables);
    }

    fn generic_loop(&mut self, depth: usize) {
        let iterator = match self.choices.below(9) {
            0 => format!("pairs({})", self.choices.pick(&["{x = 1}", "{}", "nil", "1", "'x'"])),
            1 => format!("next, S({})", self.name_of(Kind::Object)),
            2 => {
                let sequence = self.atom(Kind::Sequence);
                format!("ipairs({sequence})")
            }
            3 => format!("ipairs({})", self.name_of(Kind::Object)),
            4 => "function(s, i) F() if i < s then return i + 1, Y(i) end end, 3, 0".to_owned(),
            5 => "coroutine.wrap(function() F() for i = 1, 3 do coroutine.yield(i, i * i) end end)"
                .to_owned(),
            6 => {
                let failure = self.choices.pick(&["", ", 'closing'"]);
                format!(
                    "function(s, i) F() if i < 2 then return i + 1 end end, 3, 0, K('for'{failure})"
                )
            }
            7 => format!("string.gmatch({}, '()(%w)')", self.string_literal()),
            _ => {
                let value = self.expression(Kind::Anything, depth);
                format!("{value}, {}", self.many(1))
            }
        };
        let (first, second) = (self.name(), self.name());
        let variables = self.variables.len();
        self.line(&format!("for {first}, {second} in {iterator} do L()"));
        self.declare(first, Kind::Anything, false);
        self.declare(second, Kind::Anything, false);
        self.body();
        self.line("end");
        self.variables.truncate(variables);
    }

    /// Jumps forward out of blocks, or back.
    fn jump(&mut self) {
        self.labels += 1;
        let label = format!("l{}", self.labels);
        let variables = self.variables.len();
        self.line("do");
        if self.choices.percent(50) {
            self.line(&format!(" local n = 0 ::{label}:: L() n = n + 1"));
            self.line(" local x = n g3 = function() F() x = x + 1 return x, n end");
            self.declare("n", Kind::Number, true);
            self.declare("x", Kind::Number, false);
            self.block();
            self.line(&format!(" if n < 3 then goto {label} end"));
        } else {
            self.line(" do");
            self.indent += 1;
            self.block();
            let condition = self.boolean(1);
            self.line(&format!(" if {condition} then goto {label} end"));
            self.block();
            self.indent -= 1;
            self.line(&format!(" end ::{label}::"));
        }
        self.line("end");
        self.variables.truncate(variables);
    }

    fn protected(&mut self) {
        let parameters = self.parameters();
        let body = self.function(parameters, false);
        let arguments = self.list(Kind::Anything, 2, 1);
        let comma = if arguments.is_empty() { "" } else { ", " };
        let statement = match self.choices.below(4) {
            0 => format!(
                "P(xpcall({body}, function(m) F() P('handler', m) return m end{comma}{arguments}))"
            ),
            1 => {
                let handler = self.atom(Kind::Function);
                format!("P(xpcall({body}, {handler}{comma}{arguments}))")
            }
            _ => format!("P(pcall({body}{comma}{arguments}))"),
        };
        self.line(&statement);
    }

    fn named_function(&mut self) {
        let parameters = self.parameters();
        let size = 1 + self.choices.below(4);
        match self.choices.below(4) {
            0 => {
                let body = self.function_body(parameters, size);
                let name = self.global();
                self.line(&format!("function {name}{body}"));
            }
            1 => {
                let (table, sign) = (self.name_of(Kind::Map), self.choices.pick(&[".", ":"]));
                let field = self.field();
                let body = self.function_body(parameters, size);
                self.line(&format!("function {table}{sign}{field}{body}"));
            }
            _ => {
                let name = self.choices.pick(&["f", "g", "h"]);
                let variables = self.variables.len();
                self.declare(name, Kind::Function, false);
                let body = self.function_body(parameters, size);
                self.variables.truncate(variables);
                self.line(&format!("local function {name}{body}"));
                self.declare(name, Kind::Function, false);
            }
        }
    }

    fn coroutine(&mut self) {
        let body = self.function("a, ...", true);
        let arguments = self.list(Kind::Anything, 2, 1);
        let comma = if arguments.is_empty() { "" } else { ", " };
        self.line("do");
        if self.choices.percent(50) {
            self.line(&format!(" local co = coroutine.wrap({body})"));
            for _ in 0..1 + self.choices.below(3) {
                self.line(&format!(" P(pcall(co{comma}{arguments}))"));
            }
        } else {
            self.line(&format!(" local co = coroutine.create({body})"));
            for _ in 0..1 + self.choices.below(4) {
                self.line(&format!(" P(coroutine.resume(co{comma}{arguments}))"));
                self.line(" P(coroutine.status(co), coroutine.isyieldable(co))");
            }
            if self.choices.percent(60) {
                self.line(" P(pcall(coroutine.close, co)) P(coroutine.resume(co))");
            }
        }
        self.line("end");
    }

    fn closed_variable(&mut self) {
        let value = match self.choices.below(6) {
            0 => "nil".to_owned(),
            1 => self.expression(Kind::Object, 1),
            2 => "K('failing', 'failed')".to_owned(),
            3 => "K('table', {1})".to_owned(),
            4 if self.choices.percent(30) => self.expression(Kind::Anything, 1),
            _ => format!("K('{}')", self.choices.below(10)),
        };
        let name = self.name();
        self.line(&format!("local {name} <close> = {value}"));
        self.declare(name, Kind::Anything, true);
    }

    /// `break`, `return`, `error`.
    fn leave(&mut self, depth: usize) {
        let condition = match self.choices.percent(70) {
            true => self.boolean(1),
            false => "true".to_owned(),
        };
        let statement = match self.choices.below(6) {
            0 | 1 if self.frames.last().is_some_and(|frame| frame.loops > 0) => "break".to_owned(),
            2 => {
                let value = self.expression(Kind::Anything, depth);
                let level = self.choices.pick(&["", ", 0", ", 1", ", 2", ", 3"]);
                format!("error({value}{level})")
            }
            3 => {
                let call = self.call(depth);
                format!("return {call}")
            }
            _ => {
                let values = self.list(Kind::Anything, 3, depth);
                format!("return {values}")
            }
        };
        self.line(&format!("if {condition} then {statement} end"));
    }

    /// Closures that share, or do not share, the variables of a loop.
    fn counters(&mut self) {
        let variables = self.variables.len();
        self.line("do");
        self.line(" local fs = {}");
        self.line(" for i = 1, 3 do");
        self.line("  local n = i * 10");
        self.line("  fs[i] = function(...) F() n = n + 1 i = i - 1 return n, i, ... end");
        self.declare("i", Kind::Number, false);
        self.declare("n", Kind::Number, false);
        self.indent += 1;
        self.block();
        self.indent -= 1;
        self.line(" end");
        self.line(" for i = 1, #fs do P(fs[i](i), fs[i]()) end");
        self.line("end");
        self.variables.truncate(variables);
    }
}
