//! Calls of library functions.

use super::{Kind, Writer};

impl Writer<'_, '_> {
    /// A call that gives a number.
    pub(super) fn number_of_library(&mut self, depth: usize) -> String {
        let number = self.expression(Kind::Number, depth);
        let text = self.expression(Kind::String, depth);
        match self.choices.below(12) {
            0 => {
                let function =
                    self.choices.pick(&["floor", "ceil", "abs", "sqrt", "tointeger", "exp", "log"]);
                format!("math.{function}({number})")
            }
            1 => {
                let other = self.expression(Kind::Number, depth);
                let function = self.choices.pick(&["max", "min", "fmod", "ult", "max", "min"]);
                format!("math.{function}({number}, {other})")
            }
            2 => {
                let base = self.choices.pick(&["2", "8", "10", "16", "36", "1", "37", "nil", "3"]);
                format!("tonumber({text}, {base})")
            }
            3 => format!("tonumber({text})"),
            4 => {
                let position = self.position();
                format!("string.byte({text}, {position})")
            }
            5 => format!("#({text})"),
            6 => format!("math.tointeger({text})"),
            7 => format!("(math.modf({number}))"),
            8 => format!("rawlen({})", self.atom(Kind::Sequence)),
            9 if self.libraries.utf8 => format!("utf8.len({text}, {})", self.position()),
            10 => {
                let position = self.position();
                format!("({text}):find({}, {position}, true)", self.string_literal())
            }
            _ => format!("string.len({text})"),
        }
    }

    /// A call that gives a string.
    pub(super) fn string_of_library(&mut self, depth: usize) -> String {
        let text = self.expression(Kind::String, depth);
        match self.choices.below(13) {
            0 => {
                let (from, to) = (self.position(), self.position());
                format!("({text}):sub({from}, {to})")
            }
            1 => {
                let function = self.choices.pick(&["upper", "lower", "reverse", "len"]);
                format!("string.{function}({text})")
            }
            2 => {
                let count =
                    self.choices.pick(&["0", "1", "2", "3", "-1", "7", "2.0", "1.5", "'2'", "x"]);
                let count = if count == "x" { "nil" } else { count };
                let separator = self.string_literal();
                match self.choices.percent(50) {
                    true => format!("C(({text}):rep({count}))"),
                    false => format!("C(string.rep({text}, {count}, {separator}))"),
                }
            }
            3..=5 => self.format(depth.min(1)),
            6 => {
                let pattern = self.pattern();
                let replacement = self.replacement();
                let most = self.choices.pick(&["", ", 1", ", 2", ", 0", ", -1", ", nil", ", 2^53"]);
                format!("C((string.gsub(S({text}), {pattern}, {replacement}{most})))")
            }
            7 => {
                let (pattern, start) = (self.pattern(), self.position());
                let function = self.choices.pick(&["match", "find"]);
                format!("(string.{function}(S({text}), {pattern}, {start}))")
            }
            8 => {
                let sequence = self.atom(Kind::Sequence);
                let separator =
                    self.choices.pick(&["", ", ','", ", ''", ", 1", ", '-', 1, 2", ", '', 2"]);
                format!("C(table.concat({sequence}{separator}))")
            }
            9 => {
                let codes =
                    self.choices.pick(&["", "65", "72, 105", "0, 255", "256", "-1", "'65'", "1.5"]);
                format!("string.char({codes})")
            }
            10 => {
                let value = self.expression(Kind::Anything, depth);
                format!("tostring(S({value}))")
            }
            11 if self.libraries.pack => {
                let format = self.choices.pick(&[
                    "b",
                    "<i2",
                    ">I4",
                    "z",
                    "s1",
                    "<d",
                    ">n",
                    "!8 b i8",
                    "i3",
                    "<I7",
                    "x b",
                    "s2 z",
                    "j",
                    "!4 Xi4 i1",
                    "i17",
                    "q",
                    "c5",
                    "<f",
                    "=H",
                ]);
                let number = self.expression(Kind::Number, depth.min(1));
                format!("string.pack(\"{format}\", {number}, {text})")
            }
            12 if self.libraries.utf8 => {
                let codes = self.choices.pick(&[
                    "72",
                    "0x20AC, 65",
                    "0x7FFFFFFF",
                    "-1",
                    "0xD800",
                    "1.5",
                    "",
                ]);
                format!("utf8.char({codes})")
            }
            _ => {
                let object = self.expression(Kind::Object, depth);
                format!("A(tostring({object}))")
            }
        }
    }

    /// What `gsub` puts in place of a match.
    pub(super) fn replacement(&mut self) -> String {
        match self.choices.below(5) {
            0 => {
                let text = self.choices.pick(&[
                    "'<%0>'", "'%1'", "'%2%1'", "''", "'%%'", "'x'", "'%'", "'%a'", "'%9'", "5",
                    "nil", "1.5",
                ]);
                text.to_owned()
            }
            1 => "{a = 'A', b = 1, x = true, h = false}".to_owned(),
            2 => "function(...) F() return (select('#', ...)) end".to_owned(),
            3 if self.frames.len() < 4 && self.budget > 0 => {
                let parameters = self.parameters();
                self.function(parameters, false)
            }
            _ => self
                .choices
                .pick(&["string.upper", "'%1.'", "type", "tostring", "error"])
                .to_owned(),
        }
    }

    /// A statement that prints what a library function returns.
    pub(super) fn library_statement(&mut self) {
        let text = self.expression(Kind::String, 1);
        let statement = match self.choices.below(14) {
            0 => {
                let (pattern, start) = (self.pattern(), self.position());
                format!("P(string.find(S({text}), {pattern}, {start}))")
            }
            1 => {
                let pattern = self.pattern();
                format!("P(string.match(S({text}), {pattern}))")
            }
            2 => {
                let pattern = self.pattern();
                format!("for x, y in string.gmatch(S({text}), {pattern}) do L() P(x, y) end")
            }
            3 => {
                let (pattern, replacement) = (self.pattern(), self.replacement());
                format!("P(string.gsub(S({text}), {pattern}, {replacement}))")
            }
            4 => {
                let (from, to) = (self.position(), self.position());
                format!("P(string.byte({text}, {from}, {to}))")
            }
            5 => {
                let list = self.choices.pick(&[
                    "{3, 1, 2}",
                    "{5, -1, 7, 0, 2, 2^53|0, 9}",
                    "{'b', 'a', 'C'}",
                    "{1, 'x'}",
                    "{2.5, -0.5, 1.0}",
                    "{}",
                ]);
                let order = self.choices.pick(&[
                    "",
                    ", nil",
                    ", function(a, b) return a > b end",
                    ", function(a, b) return a < b end",
                    ", 1",
                    ", function(a, b) error('stop') end",
                    ", function(a, b) return coroutine.yield(a) end",
                ]);
                format!(
                    "do local z = {list} P(pcall(table.sort, z{order})) if z[1] ~= 1 or z[2] ~= 'x' then P(z) end end"
                )
            }
            6 => {
                let numbers = ["1", "2", "3", "0", "-1", "5"];
                let (from, to, place) = (
                    self.choices.pick(&numbers),
                    self.choices.pick(&numbers),
                    self.choices.pick(&numbers),
                );
                format!("P(table.move({}, {from}, {to}, {place}, {{}}))", self.atom(Kind::Sequence))
            }
            7 => {
                let (from, to) =
                    (self.position(), self.choices.pick(&["1", "2", "5", "-3", "nil", "1.5"]));
                let from = if from.len() > 3 { "math.maxinteger" } else { &from };
                format!("P(table.unpack({}, {from}, {to}))", self.atom(Kind::Sequence))
            }
            8 => {
                let (low, high) = (
                    self.choices.below(10),
                    self.choices.pick(&["10", "5", "100", "2^53", "0", "1.5"]),
                );
                let seed = self.choices.below(1000);
                format!(
                    "math.randomseed({seed}) P(math.random({low}, {high}), math.random(), math.random(7), math.random(0))"
                )
            }
            9 => {
                let code = self.choices.pick(&[
                    "return ...",
                    "return 1 +",
                    "x = = 1",
                    "local x <const> = 1; x = 2",
                    "return function() end, 5",
                    "goto nowhere",
                    "for i = 1 do end",
                    "return 'a\\\\",
                    "return _ENV ~= nil",
                    "error('in')",
                ]);
                let rest = self.choices.pick(&[
                    "",
                    ", 'name'",
                    ", '=name'",
                    ", '@file.lua', 't'",
                    ", 'b', 'b'",
                    ", nil, nil, {}",
                ]);
                format!(
                    "do local f, e = load(\"{code}\"{rest}) P(f, e) if f then P(pcall(f, 1, 2)) end end"
                )
            }
            10 => {
                let (value, metatable) =
                    (self.expression(Kind::Anything, 1), self.atom(Kind::Anything));
                let function = self.choices.pick(&[
                    "type(getmetatable(S(A)))",
                    "rawequal(A, B)",
                    "rawget(A, B)",
                    "select(B, A, 2)",
                    "setmetatable(S(A), B)",
                    "math.type(A)",
                    "tostring(S(A))",
                    "assert(A, B)",
                    "ipairs(S(A))",
                    "next({}, S(A))",
                    "rawlen(A)",
                    "tonumber(A, B)",
                    "string.rep(S(A), 2, S(B))",
                    "coroutine.status(A)",
                    "coroutine.wrap(A)",
                    "math.abs(A)",
                    "table.concat(A, B)",
                    "type(A)",
                    "type()",
                    "coroutine.isyieldable(A)",
                    "math.floor(A)",
                    "string.len(A)",
                    "S(A):bad(B)",
                    "collectgarbage('count') > 0",
                    "error(A, 2)",
                    "math.fmod(A, B)",
                    "math.ult(A, B)",
                    "xpcall(A, B)",
                    "pcall(A, B)",
                    "next(S(A), B)",
                ]);
                format!(
                    "P({})",
                    function
                        .replace("(A", &format!("({value}"))
                        .replace('B', &metatable)
                        .replace("A,", &format!("{value},"))
                )
            }
            11 if self.libraries.utf8 => {
                let call = self.choices.pick(&["codepoint", "offset", "len", "codes"]);
                format!("P(utf8.{call}(S({text}), {}))", self.position())
            }
            11 if self.libraries.pack => {
                let format = self
                    .choices
                    .pick(&["b", "<i2", "z", "s1", "<d", "B B", "i17", "c2", "!", "<I3", "x"]);
                format!("P(string.unpack(\"{format}\", {text}, {}))", self.position())
            }
            _ => {
                let format = self.format(1);
                format!("P({format})")
            }
        };
        self.line(&statement);
    }

    /// A statement that changes or reads a sequence.
    pub(super) fn sequence_statement(&mut self) {
        let Some(name) = self.variable(Kind::Sequence) else { return self.local() };
        let value = self.expression(Kind::Anything, 1);
        let position = self.position();
        let statement = match self.choices.below(9) {
            0 | 1 => format!("table.insert({name}, ({value}) or 1)"),
            2 => format!("table.insert({name}, {position}, ({value}) or 1)"),
            3 => format!("P(table.remove({name}))"),
            4 => format!("P(table.remove({name}, {position}))"),
            5 => format!("{name}[#{name} + 1] = ({value}) or false"),
            6 => format!("{name}[#{name}] = nil"),
            7 => {
                format!("if #{name} > 1 then {name}[1], {name}[2] = {name}[2], ({value}) or 0 end")
            }
            _ => format!("P(#{name}, {name}, {name}[{position}])"),
        };
        self.line(&statement);
    }
}
