//! Metatables of the program: `M1`, `M2`, ….

use super::{Kind, Writer};

const BINARY: &[&str] = &[
    "__add", "__sub", "__mul", "__div", "__mod", "__pow", "__unm", "__idiv", "__band", "__bor",
    "__bxor", "__shl", "__shr", "__bnot", "__concat", "__eq", "__lt", "__le",
];

impl Writer<'_, '_> {
    /// Writes a metatable with some of the events.
    pub(super) fn metatable(&mut self) {
        self.metatables += 1;
        let table = format!("M{}", self.metatables);
        self.line(&format!("local {table} = {{}}"));
        for event in BINARY {
            if self.choices.percent(35) {
                self.budget = 2;
                let body = self.method("a, b", event);
                self.line(&format!("{table}.{event} = {body}"));
            }
        }
        if self.choices.percent(60) {
            let index = match self.choices.below(4) {
                0 => "{x = 1, y = 'why', f = function(self, ...) F() return ... end}".to_owned(),
                1 if self.metatables > 1 => {
                    format!("setmetatable({{m = S}}, M{})", self.metatables - 1)
                }
                _ => self.method("t, k", "__index"),
            };
            self.line(&format!("{table}.__index = {index}"));
        }
        if self.choices.percent(40) {
            let target = match self.choices.below(4) {
                0 => "{}".to_owned(),
                1 if self.metatables > 1 => format!("setmetatable({{}}, M{})", self.metatables - 1),
                2 => "function(t, k, v) F() T(k, 0) if k == k and k ~= nil then rawset(t, k, v) end end".into(),
                _ => self.method("t, k, v", "__newindex"),
            };
            self.line(&format!("{table}.__newindex = {target}"));
        }
        if self.choices.percent(50) {
            let call = self.method("self, ...", "__call");
            self.line(&format!("{table}.__call = {call}"));
        }
        if self.choices.percent(30) {
            let length =
                self.choices.pick(&["3", "0", "1", "'2'", "2.0", "1.5", "nil", "{}", "Y(2)"]);
            self.line(&format!("{table}.__len = function(a, b) F() return {length} end"));
        }
        if self.choices.percent(40) {
            let text = self.choices.pick(&["'object'", "1", "nil", "Y('text')", "{}"]);
            self.line(&format!("{table}.__tostring = function(...) F() return {text} end"));
        }
        if self.choices.percent(25) {
            let name = self.choices.pick(&["'Name'", "1", "{}"]);
            self.line(&format!("{table}.__name = {name}"));
        }
        if self.choices.percent(50) {
            let close = self.method("self, e", "__close");
            self.line(&format!("{table}.__close = {close}"));
        }
        if self.choices.percent(15) {
            let pairs = self.choices.pick(&[
                "function(t) F() return next, {k = 1} end",
                "function(t) F() return function(_, i) F() i = i + 1 if i < 4 then return i, i * i end end, t, 0 end",
                "function(t) F() return 1, 2, 3 end",
                "1",
            ]);
            self.line(&format!("{table}.__pairs = {pairs}"));
        }
        if self.choices.percent(10) {
            self.line(&format!("{table}.__metatable = 'locked'"));
        }
    }

    fn method(&mut self, parameters: &'static str, event: &str) -> String {
        self.budget = 3;
        match self.choices.below(3) {
            0 => {
                let value = self.expression(Kind::Anything, 0);
                format!("function({parameters}) F() T(\"{event}\", 0) return {value} end")
            }
            1 => format!("function(...) F() P(\"{event}\", select('#', ...), Y(2)) return ... end"),
            _ => self.function(parameters, false),
        }
    }
}
