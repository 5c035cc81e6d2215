//! Definition files of LuaLS and EmmyLua: Lua that does nothing, with annotations.

use std::fmt::Write;

use super::annotation::{Annotation, Parameter, Signature};
use super::class::{ClassDefinition, Field, FieldName, Function, Operator};
use super::{Definitions, Global, GlobalKind, names};
use crate::api::userdata::Key;
use crate::syntax::is_name;

/// The operators that editors know.
const OPERATORS: [&str; 16] = [
    "add", "sub", "mul", "div", "mod", "pow", "unm", "idiv", "band", "bor", "bxor", "bnot", "shl",
    "shr", "concat", "len",
];

pub(super) fn render(definitions: &Definitions) -> String {
    let mut file = File("---@meta\n".to_string());
    definitions.classes.iter().for_each(|class| file.class(class));
    definitions.globals.iter().for_each(|global| file.global(global));
    file.0
}

struct File(String);

impl File {
    fn line(&mut self, line: impl AsRef<str>) {
        self.0.push_str(line.as_ref());
        self.0.push('\n');
    }

    fn tag(&mut self, tag: &str, parts: impl AsRef<str>) {
        let _ = writeln!(self.0, "---@{tag} {}", parts.as_ref().trim_end());
    }

    fn class(&mut self, class: &ClassDefinition) {
        let name = class.annotation().to_string();
        let variable = names::variable(&class.name);
        let is_plain_global = class.is_global && is_name(&class.name);
        self.line("");
        if let Some(alias) = class.names_annotation() {
            let names = class.constant_names.iter().map(|name| names::quoted(name));
            self.tag("alias", format!("{alias} {}", names.collect::<Vec<_>>().join("|")));
            self.line("");
        }
        if !is_plain_global {
            self.line("do");
        }
        self.docs(&class.docs);
        let bases = class.bases.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let colon = if bases.is_empty() { "" } else { ": " };
        self.tag("class", format!("{name}{colon}{bases}"));
        class.fields.iter().for_each(|field| self.field(field));
        let own = class.annotation();
        class.operators.iter().for_each(|operator| self.operator(operator, &own));
        for signature in &class.constructors {
            self.tag("overload", format!("fun{signature}"));
        }
        let local = if is_plain_global { "" } else { "local " };
        self.line(format!("{local}{variable} = {{}}"));
        for function in &class.functions {
            self.line("");
            self.method(&variable, function);
        }
        if !is_plain_global {
            if class.is_global {
                self.line("");
                self.line(format!("{} = {variable}", names::member("_G", &class.name)));
            }
            self.line("end");
        }
    }

    fn field(&mut self, field: &Field) {
        let Field { key, docs, annotation, is_read, is_written, is_constant } = field;
        self.docs(docs);
        let key = match key {
            FieldName::Key(Key::Name(name)) => names::key(name),
            FieldName::Key(Key::Index(index)) => format!("[{index}]"),
            FieldName::Any(key) => format!("[{key}]"),
        };
        let note = match (is_read, is_written) {
            (true, true) => "",
            (false, _) => "(write-only)",
            (true, false) if *is_constant => "(constant)",
            (true, false) => "(read-only)",
        };
        self.tag("field", format!("{key} {annotation} {note}"));
    }

    /// Only what the class stands left of can be told.
    fn operator(&mut self, operator: &Operator, class: &Annotation) {
        let Operator { name, left, right, result } = operator;
        let is_known = OPERATORS.contains(&name.as_str()) && left == class || name == "call";
        if !is_known {
            return;
        }
        match right.as_ref().filter(|_| name != "len" && name != "unm" && name != "bnot") {
            Some(right) => self.tag("operator", format!("{name}({right}): {result}")),
            None => self.tag("operator", format!("{name}: {result}")),
        }
    }

    fn method(&mut self, class: &str, function: &Function) {
        let Function { name, docs, is_method, signature } = function;
        self.docs(docs);
        if is_name(name) {
            let separator = if *is_method { ':' } else { '.' };
            self.signature(signature);
            self.line(format!("function {class}{separator}{name}({}) end", signature.names()));
            return;
        }
        let names = signature.names();
        let receiver = match (is_method, names.is_empty()) {
            (true, true) => "self",
            (true, false) => "self, ",
            (false, _) => "",
        };
        if *is_method {
            self.tag("param", format!("self {}", names::class(class)));
        }
        self.signature(signature);
        let place = names::member(class, name);
        self.line(format!("{place} = function({receiver}{names}) end"));
    }

    fn signature(&mut self, signature: &Signature) {
        for Parameter { name, annotation, is_optional, default } in &signature.parameters {
            let mark = if *is_optional && name != "..." { "?" } else { "" };
            let default = default.split_whitespace().collect::<Vec<_>>().join(" ");
            let note =
                if default.is_empty() { String::new() } else { format!("(default: `{default}`)") };
            self.tag("param", format!("{name}{mark} {annotation} {note}"));
        }
        for result in &signature.results {
            match result.as_rest() {
                Some(item) => self.tag("return", format!("{item} ...")),
                None => self.tag("return", result.to_string()),
            }
        }
    }

    fn global(&mut self, global: &Global) {
        let Global { path, docs, what } = global;
        let mut place = match is_name(&path[0]) {
            true => path[0].clone(),
            false => names::member("_G", &path[0]),
        };
        for name in &path[1..] {
            place = names::member(&place, name);
        }
        self.line("");
        self.docs(docs);
        match what {
            GlobalKind::Function(signature) => {
                self.signature(signature);
                let names = signature.names();
                // After `function` stand names alone.
                self.line(match place.contains('[') {
                    true => format!("{place} = function({names}) end"),
                    false => format!("function {place}({names}) end"),
                });
            }
            GlobalKind::Value(annotation) => {
                self.tag("type", annotation.to_string());
                self.line(format!("{place} = nil"));
            }
            GlobalKind::Table => self.line(format!("{place} = {{}}")),
        }
    }

    /// Lines of text; what editors would take for annotations is escaped.
    fn docs(&mut self, docs: &str) {
        for line in docs.split(['\n', '\r']) {
            let text = line.trim_start();
            let escape = if text.starts_with(['@', '|']) { "\\" } else { "" };
            let indent = &line[..line.len() - text.len()];
            if !docs.is_empty() {
                self.line(format!("--- {indent}{escape}{text}").trim_end());
            }
        }
    }
}
