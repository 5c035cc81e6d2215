//! `Outline`: on which lines a text writes out its data, for errors that name the line of an entry. It is read off the
//! syntax tree alone: what is computed has the line of the nearest entry or assignment around it.

use bumpalo::Bump;

use crate::syntax::ast::{
    self, Block, Expr, ExprKind, Field, Line, StatementKind, SuffixKind, Suffixed,
};
use crate::syntax::error::Allowance;
use crate::syntax::{self, Chunk, Name, Names};

/// A step from a table to what is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// The value of a string.
    Name(String),
    /// The value of an integer.
    Index(i64),
    /// A key of another kind, or one that is computed.
    Other,
}

/// Where something is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The line, from 1.
    pub line: u32,
    /// How many steps of the path lead to what is written there.
    pub depth: usize,
    /// The file that has the rest, if it is included.
    pub included: Option<String>,
}

/// What a text says about its data.
pub struct Outline {
    /// What each `return` of the main function gives.
    returned: Vec<Entry>,
    assignments: Vec<Assignment>,
}

/// `variable.path = entry`, or a declaration.
struct Assignment {
    variable: String,
    path: Vec<Step>,
    entry: Entry,
}

/// A value that is written out, and where.
struct Entry {
    line: Line,
    content: Content,
}

enum Content {
    /// Nothing that can be looked into.
    Opaque,
    /// A table constructor.
    Table(Vec<(Step, Entry)>),
    /// What is assigned to a variable, or to something in it.
    Variable(String, Vec<Step>),
    /// Another file's outcome.
    Included(String),
}

/// How many bytes the syntax tree may take: a text that takes more has no outline.
const ALLOWANCE: Allowance<'static> = Allowance { memory: 64 << 20, goes_on: &|| true };

/// How often one variable may stand for another.
const FUEL: u32 = 32;

impl Outline {
    /// The outline of a text, if it is Lua.
    pub fn of(source: &[u8]) -> Option<Outline> {
        let mut chunk = Chunk::new(syntax::skip_prelude(source), ALLOWANCE).ok()?;
        let mut outline = Outline { returned: Vec::new(), assignments: Vec::new() };
        let mut arena = Bump::new();
        while let Some(piece) = chunk.piece(&arena).ok()? {
            Sketch { names: chunk.names(), outline: &mut outline }.block(&piece);
            arena.reset();
        }
        Some(outline)
    }

    /// Where a part of what the text returns is written.
    pub fn in_returned(&self, path: &[Step]) -> Option<Place> {
        deepest(self.returned.iter().map(|entry| self.inside(entry, path, 0, FUEL)))
    }

    /// Where a part of a variable's value is written.
    pub fn in_variable(&self, name: &str, path: &[Step]) -> Option<Place> {
        self.variable(name, path, FUEL)
    }

    /// Follows a path as far as it is written out.
    fn inside(&self, entry: &Entry, path: &[Step], depth: usize, fuel: u32) -> Place {
        let here = Place { line: entry.line, depth, included: None };
        let (Some(step), Some(fuel)) = (path.get(depth), fuel.checked_sub(1)) else { return here };
        match &entry.content {
            Content::Opaque => here,
            // A key that is written twice has its last value.
            Content::Table(fields) => match fields.iter().rev().find(|(key, _)| key == step) {
                Some((_, field)) => self.inside(field, path, depth + 1, fuel),
                None => here,
            },
            Content::Variable(name, before) => {
                let whole = [before, &path[depth..]].concat();
                match self.variable(name, &whole, fuel) {
                    // Where the variable comes from tells less than where it is used.
                    Some(place) if place.depth > before.len() || place.included.is_some() => {
                        Place { depth: (place.depth + depth).saturating_sub(before.len()), ..place }
                    }
                    _ => here,
                }
            }
            Content::Included(file) => Place { included: Some(file.clone()), ..here },
        }
    }

    fn variable(&self, name: &str, path: &[Step], fuel: u32) -> Option<Place> {
        let of_variable = || self.assignments.iter().filter(|one| one.variable == name);
        let written = of_variable()
            .filter(|one| path.starts_with(&one.path))
            .map(|one| self.inside(&one.entry, path, one.path.len(), fuel));
        let written = deepest(written);
        // `list[#list + 1] = …` can be any item, so it says where only if it is the only one.
        let mut appended = of_variable().filter(|one| {
            matches!(one.path.split_last(), Some((Step::Other, list))
                if path.len() > list.len() && path.starts_with(list))
        });
        if let (Some(one), None) = (appended.next(), appended.next()) {
            let place = self.inside(&one.entry, path, one.path.len(), fuel);
            if written.as_ref().is_none_or(|written| written.depth < place.depth) {
                return Some(place);
            }
        }
        written
    }
}

/// The place that the most steps lead to; of several, the last.
fn deepest(places: impl Iterator<Item = Place>) -> Option<Place> {
    places.max_by_key(|place| (place.depth, place.included.is_some()))
}

/// Draws an outline, piece by piece.
struct Sketch<'n, 'o> {
    names: &'n Names,
    outline: &'o mut Outline,
}

impl Sketch<'_, '_> {
    fn text(&self, name: Name) -> String {
        String::from_utf8_lossy(self.names.bytes(name)).into_owned()
    }

    /// The statements of the main function; what other functions do is computed.
    fn block(&mut self, block: &Block<'_>) {
        for statement in block.statements {
            let line = statement.line;
            match &statement.kind {
                StatementKind::Local { names, values } => {
                    for (at, local) in names.iter().enumerate() {
                        let variable = self.text(local.name);
                        let entry = self.nth(values, at, line);
                        self.outline.assignments.push(Assignment {
                            variable,
                            path: Vec::new(),
                            entry,
                        });
                    }
                }
                StatementKind::Assign { targets, values } => {
                    for (at, target) in targets.iter().enumerate() {
                        let entry = self.nth(values, at, line);
                        self.assign(target, entry);
                    }
                }
                StatementKind::Function { target, .. } => {
                    self.assign(target, Entry { line, content: Content::Opaque });
                }
                StatementKind::Call(call) => self.insertion(call),
                StatementKind::Return { values } => {
                    let entry = self.nth(values, 0, line);
                    self.outline.returned.push(entry);
                }
                StatementKind::Do(body) => self.block(body),
                StatementKind::While { body, .. } | StatementKind::Repeat { body, .. } => {
                    self.block(body);
                }
                StatementKind::NumericFor { body, .. } | StatementKind::GenericFor { body, .. } => {
                    self.block(body);
                }
                StatementKind::If { arms, otherwise } => {
                    arms.iter().for_each(|arm| self.block(&arm.body));
                    otherwise.iter().for_each(|body| self.block(body));
                }
                _ => {}
            }
        }
    }

    fn assign(&mut self, target: &Expr<'_>, entry: Entry) {
        if let Some((variable, path)) = self.variable(target) {
            self.outline.assignments.push(Assignment { variable, path, entry });
        }
    }

    /// `table.insert(list, item)` assigns to an item of the list.
    fn insertion(&mut self, call: &Expr<'_>) {
        let ExprKind::Suffixed(Suffixed { primary, suffixes }) = call.kind else { return };
        let (ExprKind::Name(library), [field, arguments]) = (primary.kind, suffixes) else {
            return;
        };
        let (SuffixKind::Field(function), SuffixKind::Call([list, item])) =
            (field.kind, arguments.kind)
        else {
            return;
        };
        if self.names.bytes(library) != b"table" || self.names.bytes(function) != b"insert" {
            return;
        }
        if let Some((variable, mut path)) = self.variable(list) {
            path.push(Step::Other);
            let entry = self.entry(item);
            self.outline.assignments.push(Assignment { variable, path, entry });
        }
    }

    /// What the variable or return value at a position gets.
    fn nth(&self, values: &[Expr<'_>], at: usize, line: Line) -> Entry {
        match values.get(at) {
            Some(value) => self.entry(value),
            None => Entry { line, content: Content::Opaque },
        }
    }

    fn entry(&self, value: &Expr<'_>) -> Entry {
        Entry { line: value.line, content: self.content(value) }
    }

    fn content(&self, value: &Expr<'_>) -> Content {
        match value.kind {
            ExprKind::Paren(inner) => self.content(inner),
            ExprKind::Table(table) => self.table(table),
            ExprKind::Suffixed(Suffixed { primary, suffixes: [call] }) => {
                let SuffixKind::Call([argument]) = call.kind else { return self.mention(value) };
                match (primary.kind, argument.kind) {
                    (ExprKind::Name(name), ExprKind::String(file))
                        if self.names.bytes(name) == b"include" =>
                    {
                        Content::Included(self.text(file))
                    }
                    // A function called with a table, as `server { port = 80 }`, mostly gives its entries back.
                    (_, ExprKind::Table(table)) => self.table(table),
                    _ => Content::Opaque,
                }
            }
            _ => self.mention(value),
        }
    }

    fn mention(&self, value: &Expr<'_>) -> Content {
        match self.variable(value) {
            Some((name, path)) => Content::Variable(name, path),
            None => Content::Opaque,
        }
    }

    fn table(&self, table: &ast::Table<'_>) -> Content {
        let mut next = 1;
        let fields = table.fields.iter().map(|field| match field {
            Field::Item(value) => {
                next += 1;
                (Step::Index(next - 1), self.entry(value))
            }
            Field::Named { name, value, .. } => (Step::Name(self.text(*name)), self.entry(value)),
            Field::Keyed { key, value, .. } => (self.step(key), self.entry(value)),
        });
        Content::Table(fields.collect())
    }

    fn step(&self, key: &Expr<'_>) -> Step {
        match key.kind {
            ExprKind::String(name) => Step::Name(self.text(name)),
            ExprKind::Integer(index) => Step::Index(index),
            _ => Step::Other,
        }
    }

    /// A variable and the way to something in it.
    fn variable(&self, value: &Expr<'_>) -> Option<(String, Vec<Step>)> {
        match value.kind {
            ExprKind::Name(name) => Some((self.text(name), Vec::new())),
            ExprKind::Suffixed(Suffixed { primary, suffixes }) => {
                let ExprKind::Name(name) = primary.kind else { return None };
                let steps = suffixes.iter().map(|suffix| match suffix.kind {
                    SuffixKind::Field(name) => Some(Step::Name(self.text(name))),
                    SuffixKind::Index(key) => Some(self.step(key)),
                    _ => None,
                });
                Some((self.text(name), steps.collect::<Option<_>>()?))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(path: &str) -> Vec<Step> {
        let step = |part: &str| match part.parse() {
            Ok(index) => Step::Index(index),
            Err(_) => Step::Name(part.to_string()),
        };
        path.split_terminator('.').map(step).collect()
    }

    #[track_caller]
    fn returned(source: &str, path: &str, line: u32, depth: usize) {
        let outline = Outline::of(source.as_bytes()).unwrap();
        let place = outline.in_returned(&steps(path)).unwrap();
        assert_eq!((place.line, place.depth), (line, depth), "{path} of {source}");
    }

    #[test]
    fn entries_are_found_where_they_are_written() {
        let source = "return {\n a = 1,\n b = { 7,\n { c = 2,\n ['d e'] = 3 } },\n [5] = 4 }";
        returned(source, "", 1, 0);
        returned(source, "a", 2, 1);
        returned(source, "b.1", 3, 2);
        returned(source, "b.2.c", 4, 3);
        returned(source, "b.2.d e", 5, 3);
        returned(source, "b.2.missing", 4, 2);
        returned(source, "5", 6, 1);
        returned(source, "a.x.y", 2, 1);
    }

    #[test]
    fn variables_are_followed() {
        let source =
            "local a = {\n x = 1,\n}\na.y = {\n z = 2 }\nlocal b = a\nreturn { b = b,\n a = a.y }";
        returned(source, "b.x", 2, 2);
        returned(source, "b.y.z", 5, 3);
        returned(source, "b.other", 7, 1);
        returned(source, "a.z", 5, 2);
        returned("local a = a\nreturn a", "x.y", 2, 0);
        returned("if x then\n return { a = 1 }\nend\nreturn { b = 2 }", "a", 2, 1);
        returned("local l = {}\nl[#l + 1] = {\n a = 1 }\nreturn l", "1.a", 3, 2);
        returned("local l = {}\ntable.insert(l, {\n a = 1 })\nreturn l", "9.a", 3, 2);
        returned("local l = {}\nl[#l + 1] = 1\nl[#l + 1] = 2\nreturn l", "1", 4, 0);
        returned("return { s {\n a = 1 } }", "1.a", 2, 2);
    }

    #[test]
    fn globals_and_files() {
        let outline = Outline::of(b"x = 1\nx = {\n y = include 'other.lua' }").unwrap();
        assert_eq!(outline.in_variable("x", &[]).map(|place| place.line), Some(2));
        let place = outline.in_variable("x", &steps("y.z")).unwrap();
        assert_eq!((place.line, place.depth), (3, 1));
        assert_eq!(place.included.as_deref(), Some("other.lua"));
        assert!(outline.in_returned(&[]).is_none() && Outline::of(b"x =").is_none());
    }
}
