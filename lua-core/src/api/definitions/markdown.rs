//! The reference for people.

use std::fmt::Write;

use super::class::{ClassDefinition, Field, FieldName, Operator};
use super::{Definitions, Global, GlobalKind};
use crate::api::userdata::Key;

pub(super) fn render(definitions: &Definitions) -> String {
    let mut page = "# Reference\n".to_string();
    let mut globals: Vec<&Global> = definitions.globals.iter().collect();
    globals.retain(|global| !matches!(global.what, GlobalKind::Table));
    if !globals.is_empty() {
        page.push_str("\n## Globals\n");
    }
    for Global { path, docs, what } in globals {
        let path = path.join(".");
        match what {
            GlobalKind::Function(signature) => heading(&mut page, &format!("{path}{signature}")),
            GlobalKind::Value(annotation) => heading(&mut page, &format!("{path}: {annotation}")),
            GlobalKind::Table => {}
        }
        paragraph(&mut page, docs);
    }
    definitions.classes.iter().for_each(|it| class(&mut page, it));
    page
}

fn class(page: &mut String, class: &ClassDefinition) {
    let ClassDefinition { name, bases, docs, fields, operators, functions, .. } = class;
    let _ = write!(page, "\n## {}\n", escape(name));
    if !bases.is_empty() {
        let bases = bases.iter().map(|base| format!("`{base}`")).collect::<Vec<_>>().join(", ");
        paragraph(page, &format!("Extends {bases}."));
    }
    paragraph(page, docs);
    if !fields.is_empty() {
        page.push_str("\n| field | type | |\n|---|---|---|\n");
        fields.iter().for_each(|it| field(page, it));
    }
    if !operators.is_empty() {
        let operators = operators.iter().map(|it| format!("`{}`", operator(it)));
        let operators = operators.collect::<Vec<_>>().join(", ");
        paragraph(page, &format!("Operators: {operators}"));
    }
    for signature in &class.constructors {
        heading(page, &format!("{name}{signature}"));
    }
    for function in functions {
        let separator = if function.is_method { ':' } else { '.' };
        heading(page, &format!("{name}{separator}{}{}", function.name, function.signature));
        paragraph(page, &function.docs);
    }
}

fn field(page: &mut String, field: &Field) {
    let key = match &field.key {
        FieldName::Key(Key::Name(name)) => name.clone(),
        FieldName::Key(Key::Index(index)) => format!("[{index}]"),
        FieldName::Any(key) => format!("[{key}]"),
    };
    let mut docs = field.docs.split_whitespace().collect::<Vec<_>>().join(" ");
    let note = match (field.is_read, field.is_written) {
        (true, true) => "",
        (false, _) => " (write-only)",
        (true, false) if field.is_constant => " (constant)",
        (true, false) => " (read-only)",
    };
    docs.push_str(note);
    let cell = |text: &str| text.replace('|', "\\|");
    let (key, ty, docs) = (cell(&key), cell(&field.annotation.to_string()), cell(docs.trim()));
    let _ = writeln!(page, "| `{key}` | `{ty}` | {docs} |");
}

/// As an expression: `Vec2 + number: Vec2`.
fn operator(operator: &Operator) -> String {
    let Operator { name, left, right, result } = operator;
    let right = right.as_ref().map(ToString::to_string).unwrap_or_default();
    let infix = match name.as_str() {
        "add" => "+",
        "sub" => "-",
        "mul" => "*",
        "div" => "/",
        "mod" => "%",
        "pow" => "^",
        "idiv" => "//",
        "band" => "&",
        "bor" => "|",
        "bxor" => "~",
        "shl" => "<<",
        "shr" => ">>",
        "concat" => "..",
        "eq" => "==",
        "lt" => "<",
        "le" => "<=",
        "len" => return format!("#{left}: {result}"),
        "unm" => return format!("-{left}: {result}"),
        "bnot" => return format!("~{left}: {result}"),
        "tostring" => return format!("tostring({left})"),
        "pairs" => return format!("pairs({left})"),
        "call" => return format!("{left}({right}): {result}"),
        other => return format!("{other}({left})"),
    };
    format!("{left} {infix} {right}: {result}")
}

fn heading(page: &mut String, code: &str) {
    let _ = write!(page, "\n### `{code}`\n");
}

fn paragraph(page: &mut String, text: &str) {
    if !text.is_empty() {
        let _ = write!(page, "\n{text}\n");
    }
}

/// A name that is text.
fn escape(name: &str) -> String {
    name.replace('_', "\\_").replace('<', "&lt;")
}
