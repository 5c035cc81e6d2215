//! What editors are told about a type.

use super::annotation::{Annotation, Mentions, Signature};
use super::names;
use crate::api::convert::{FromLua, FromLuaMulti, IntoLua, IntoLuaMulti};
use crate::api::userdata::{Key, UserData};

/// What editors are told about a type: [`UserData::describe`] fills it. Derived types do so by themselves.
///
/// ```
/// use lua_core::{ClassDefinition, UserData, UserDataMethods, definitions};
///
/// struct Counter(i64);
///
/// impl UserData for Counter {
///     fn add_methods<M: UserDataMethods<Self>>(methods: &mut M) {
///         methods.add_method_mut("add", |_, this, n: Option<i64>| {
///             this.0 += n.unwrap_or(1);
///             Ok(this.0)
///         });
///     }
///
///     fn describe(class: &mut ClassDefinition) {
///         class.document("Counts.");
///         class.method::<Option<i64>, i64>("add(n)", "Adds one, or `n`.");
///     }
/// }
///
/// let file = definitions().class::<Counter>().render();
/// assert!(file.contains("---@class Counter\n"));
/// assert!(file.contains("---@param n? integer\n---@return integer\nfunction Counter:add(n) end\n"));
/// ```
pub struct ClassDefinition {
    /// What scripts call it.
    pub(super) name: String,
    /// Whether a global has this name.
    pub(super) is_global: bool,
    pub(super) docs: String,
    pub(super) bases: Vec<Annotation>,
    pub(super) fields: Vec<Field>,
    pub(super) functions: Vec<Function>,
    pub(super) operators: Vec<Operator>,
    /// What calling the class table takes and gives.
    pub(super) constructors: Vec<Signature>,
    /// The names that stand for constants of an enum.
    pub(super) constant_names: Vec<String>,
    pub(super) shape: Shape,
    pub(super) mentions: Mentions,
}

/// What kind of type it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::api) enum Shape {
    Struct,
    /// An enum without data.
    Plain,
    /// An enum with data.
    Enum,
}

/// A field, or a constant.
pub(super) struct Field {
    pub(super) key: FieldName,
    pub(super) docs: String,
    pub(super) annotation: Annotation,
    pub(super) is_read: bool,
    pub(super) is_written: bool,
    /// Whether the class table has it too.
    pub(super) is_constant: bool,
}

/// What a field is read by.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum FieldName {
    Key(Key),
    /// Any key of a type.
    Any(Annotation),
}

pub(super) struct Function {
    pub(super) name: String,
    pub(super) docs: String,
    pub(super) is_method: bool,
    pub(super) signature: Signature,
}

pub(super) struct Operator {
    /// The metamethod without its underscores.
    pub(super) name: String,
    pub(super) left: Annotation,
    pub(super) right: Option<Annotation>,
    pub(super) result: Annotation,
}

impl ClassDefinition {
    pub(super) fn new(name: String) -> ClassDefinition {
        ClassDefinition {
            name,
            is_global: false,
            docs: String::new(),
            bases: Vec::new(),
            fields: Vec::new(),
            functions: Vec::new(),
            operators: Vec::new(),
            constructors: Vec::new(),
            constant_names: Vec::new(),
            shape: Shape::Struct,
            mentions: Mentions::default(),
        }
    }

    /// What the type is for. See [`ClassDefinition`].
    pub fn document(&mut self, docs: &str) {
        self.docs = docs.to_string();
    }

    /// Has all that another type has. See [`ClassDefinition`].
    pub fn extends<B: UserData>(&mut self) {
        let base = self.mentions.class::<B>();
        if !self.bases.contains(&base) {
            self.bases.push(base);
        }
    }

    /// A field that scripts read and write. See [`ClassDefinition`].
    pub fn field<V: FromLua>(&mut self, name: &str, docs: &str) {
        let annotation = V::annotation(&mut self.mentions);
        self.add_field(Key::from(name), docs, annotation, true, true);
    }

    /// A field that scripts read. See [`ClassDefinition`].
    pub fn read_only_field<V: IntoLua>(&mut self, name: &str, docs: &str) {
        let annotation = V::annotation(&mut self.mentions);
        self.add_field(Key::from(name), docs, annotation, true, false);
    }

    /// A method that takes and returns these. The name may tell those of its parameters: `"scale(by)"`.
    /// See [`ClassDefinition`].
    pub fn method<A: FromLuaMulti, R: IntoLuaMulti>(&mut self, name: &str, docs: &str) {
        self.typed::<A, R>(name, docs, true);
    }

    /// A function of the class table. The name may tell those of its parameters: `"parse(text)"`.
    /// See [`ClassDefinition`].
    pub fn function<A: FromLuaMulti, R: IntoLuaMulti>(&mut self, name: &str, docs: &str) {
        self.typed::<A, R>(name, docs, false);
    }

    /// A function of the class table that calling the table calls. The name may tell those of its parameters.
    /// See [`ClassDefinition`].
    pub fn constructor<A: FromLuaMulti, R: IntoLuaMulti>(&mut self, name: &str, docs: &str) {
        self.typed::<A, R>(name, docs, false);
        self.constructors.extend(self.functions.last().map(|last| last.signature.clone()));
    }

    fn typed<A: FromLuaMulti, R: IntoLuaMulti>(&mut self, name: &str, docs: &str, is_method: bool) {
        let (name, parameters) = split_name(name);
        let (takes, gives) =
            (A::annotations(&mut self.mentions), R::annotations(&mut self.mentions));
        let signature = Signature::new(&parameters, takes, gives);
        self.add_function(name, docs, is_method, signature);
    }

    /// The type itself.
    pub(in crate::api) fn annotation(&self) -> Annotation {
        Annotation::named(names::class(&self.name))
    }

    pub(in crate::api) fn mentions(&mut self) -> &mut Mentions {
        &mut self.mentions
    }

    pub(in crate::api) fn set_shape(&mut self, shape: Shape) {
        self.shape = shape;
    }

    /// Adds a field, or what is new of one that there is.
    pub(in crate::api) fn add_field(
        &mut self,
        key: Key,
        docs: &str,
        annotation: Annotation,
        is_read: bool,
        is_written: bool,
    ) {
        let key = FieldName::Key(key);
        if let Some(known) = self.fields.iter_mut().find(|known| known.key == key) {
            known.is_read |= is_read;
            known.is_written |= is_written;
            known.annotation = Annotation::either(known.annotation.clone(), annotation);
            if !docs.is_empty() && known.docs != docs {
                let gap = if known.docs.is_empty() { "" } else { "\n\n" };
                known.docs = format!("{}{gap}{docs}", known.docs);
            }
            return;
        }
        let docs = docs.to_string();
        self.fields.push(Field { key, docs, annotation, is_read, is_written, is_constant: false });
    }

    pub(in crate::api) fn add_constant(&mut self, name: &str, docs: &str, annotation: Annotation) {
        let (key, docs) = (FieldName::Key(Key::from(name)), docs.to_string());
        let (is_read, is_written, is_constant) = (true, false, true);
        self.fields.push(Field { key, docs, annotation, is_read, is_written, is_constant });
    }

    /// Adds what elements are: fields by number.
    pub(in crate::api) fn add_elements(&mut self, annotation: Annotation, is_written: bool) {
        let key = FieldName::Any(Annotation::named("integer"));
        self.fields.retain(|field| field.key != key);
        let (docs, is_read) = (String::new(), true);
        let annotation = Annotation::optional(annotation);
        let is_constant = false;
        self.fields.push(Field { key, docs, annotation, is_read, is_written, is_constant });
    }

    pub(in crate::api) fn add_function(
        &mut self,
        name: &str,
        docs: &str,
        is_method: bool,
        signature: Signature,
    ) {
        let (name, docs) = (name.to_string(), docs.to_string());
        self.functions.push(Function { name, docs, is_method, signature });
    }

    pub(in crate::api) fn add_constructor(&mut self, signature: Signature) {
        self.constructors.push(signature);
    }

    pub(in crate::api) fn add_constant_name(&mut self, name: &str) {
        self.constant_names.push(name.to_string());
    }

    pub(in crate::api) fn add_operator(
        &mut self,
        event: &str,
        left: Annotation,
        right: Option<Annotation>,
        result: Annotation,
    ) {
        let name = event.trim_start_matches('_').to_string();
        self.operators.push(Operator { name, left, right, result });
    }

    /// Whether it was told anything.
    pub(super) fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.functions.is_empty() && self.docs.is_empty()
    }

    pub(super) fn has(&self, name: &str) -> bool {
        let key = FieldName::Key(Key::from(name));
        self.fields.iter().any(|field| field.key == key)
            || self.functions.iter().any(|function| function.name == name)
    }

    /// The alias of the names that stand for constants, if there are any.
    pub(super) fn names_annotation(&self) -> Option<Annotation> {
        let name = format!("{}.Name", self.annotation());
        (!self.constant_names.is_empty()).then(|| Annotation::named(name))
    }

    /// Adds what every enum has, unless there is something else of the name.
    pub(super) fn complete(&mut self) {
        if self.shape == Shape::Struct {
            return;
        }
        let (this, text) = (self.annotation(), Annotation::named("string"));
        let is_plain = self.shape == Shape::Plain;
        let name = self.names_annotation().unwrap_or_else(|| text.clone());
        let fields = [
            ("kind", "The name of its variant.", &text, true),
            ("name", "The name of its variant.", &text, is_plain),
            ("value", "The number of its variant.", &Annotation::named("integer"), is_plain),
        ];
        for (field, docs, annotation, is_there) in fields {
            if is_there && !self.has(field) {
                self.add_field(Key::from(field), docs, annotation.clone(), true, false);
            }
        }
        if is_plain && !self.has("variants") {
            self.add_constant(
                "variants",
                "All constants, in order.",
                Annotation::list(this.clone()),
            );
        }
        let parse = Signature::new(&["name"], [name], [this]);
        if is_plain && self.constructors.is_empty() {
            self.constructors.push(parse.clone());
        }
        if !self.constant_names.is_empty() && !self.has("parse") {
            self.add_function("parse", "The constant of this name.", false, parse);
        }
        if !self.has("match") {
            let anything = || Annotation::rest(Annotation::any());
            let case = Annotation::function([anything()], [anything()]);
            let cases = Annotation::map(text, case);
            let docs = "Calls the function of its variant with the fields, or else that of `_` with the value.";
            let signature = Signature::new(&["cases"], [cases], [anything()]);
            self.add_function("match", docs, true, signature);
        }
    }
}

/// A name, and behind it those of parameters: `area(w, h)`.
pub(super) fn split_name(name: &str) -> (&str, Vec<&str>) {
    let Some((name, parameters)) = name.split_once('(') else { return (name, Vec::new()) };
    let parameters = parameters.trim_end().trim_end_matches(')').split(',').map(str::trim);
    (name.trim_end(), parameters.filter(|parameter| !parameter.is_empty()).collect())
}
