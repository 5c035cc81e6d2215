//! What editors call the types of values.

use std::fmt::{self, Display, Formatter};

use super::class::ClassDefinition;
use super::names;
use crate::api::userdata::UserDataClass;

/// The body of `annotation` in an implementation of `FromLua` or `IntoLua`.
macro_rules! annotated {
    ($name:literal) => {
        fn annotation(_: &mut $crate::Mentions) -> $crate::Annotation {
            // Messages write `light userdata`.
            $crate::Annotation::named($name.replace(' ', ""))
        }
    };
    ($make:ident $($part:ty as $trait:ident),+) => {
        fn annotation(mentions: &mut $crate::Mentions) -> $crate::Annotation {
            $crate::Annotation::$make($(<$part as $trait>::annotation(mentions)),+)
        }
    };
}

pub(in crate::api) use annotated;

/// The type of a value, as editors write it.
///
/// ```
/// use lua_core::{Annotation, FromLua, Mentions};
/// let mut mentions = Mentions::default();
/// let list = Vec::<Option<f64>>::annotation(&mut mentions);
/// assert_eq!(list.to_string(), "(number?)[]");
/// assert_eq!(Annotation::either(list, Annotation::named("string")).to_string(), "(number?)[]|string");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annotation(Kind);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    Named(String),
    Optional(Box<Annotation>),
    List(Box<Annotation>),
    Map(Box<Annotation>, Box<Annotation>),
    Union(Vec<Annotation>),
    Function(Signature),
    Record(Vec<(String, Annotation)>),
    /// Any number of values, in last place.
    Rest(Box<Annotation>),
}

impl Annotation {
    /// Any value.
    ///
    /// ```
    /// assert_eq!(lua_core::Annotation::any().to_string(), "any");
    /// ```
    pub fn any() -> Annotation {
        Annotation::named("any")
    }

    /// A type by its name: one that editors know, a class, or a literal. For an example see [`Annotation`].
    pub fn named(name: impl Into<String>) -> Annotation {
        Annotation(Kind::Named(name.into()))
    }

    /// This text and no other.
    ///
    /// ```
    /// assert_eq!(lua_core::Annotation::text("on\n").to_string(), r#""on\n""#);
    /// ```
    pub fn text(text: &str) -> Annotation {
        Annotation::named(names::quoted(text))
    }

    /// This, or nil.
    ///
    /// ```
    /// use lua_core::Annotation;
    /// assert_eq!(Annotation::optional(Annotation::named("string")).to_string(), "string?");
    /// ```
    pub fn optional(inner: Annotation) -> Annotation {
        let has_nil = matches!(&inner.0, Kind::Optional(_)) || inner.is_any();
        if has_nil { inner } else { Annotation(Kind::Optional(Box::new(inner))) }
    }

    /// A sequence of these.
    ///
    /// ```
    /// use lua_core::Annotation;
    /// assert_eq!(Annotation::list(Annotation::named("string")).to_string(), "string[]");
    /// ```
    pub fn list(item: Annotation) -> Annotation {
        Annotation(Kind::List(Box::new(item)))
    }

    /// A table with these keys and values.
    ///
    /// ```
    /// use lua_core::Annotation;
    /// let map = Annotation::map(Annotation::named("string"), Annotation::any());
    /// assert_eq!(map.to_string(), "table<string, any>");
    /// ```
    pub fn map(key: Annotation, value: Annotation) -> Annotation {
        Annotation(Kind::Map(Box::new(key), Box::new(value)))
    }

    /// One of the two. For an example see [`Annotation`].
    pub fn either(left: Annotation, right: Annotation) -> Annotation {
        if left == right || left.is_any() {
            return left;
        }
        if right.is_any() {
            return right;
        }
        let mut all = Vec::new();
        for side in [left, right] {
            match side.0 {
                Kind::Union(members) => all.extend(members),
                _ => all.push(side),
            }
        }
        let mut union: Vec<Annotation> = Vec::new();
        for member in all {
            if !union.contains(&member) {
                union.push(member);
            }
        }
        Annotation(Kind::Union(union))
    }

    /// A table with these fields.
    ///
    /// ```
    /// use lua_core::Annotation;
    /// let point = Annotation::record([("x", Annotation::named("number")), ("end", Annotation::any())]);
    /// assert_eq!(point.to_string(), r#"{ x: number, ["end"]: any }"#);
    /// ```
    pub fn record<N: Into<String>>(
        fields: impl IntoIterator<Item = (N, Annotation)>,
    ) -> Annotation {
        let fields = fields.into_iter().map(|(name, annotation)| (name.into(), annotation));
        Annotation(Kind::Record(fields.collect()))
    }

    /// Any number of these, the last of several parameters or results.
    ///
    /// ```
    /// use lua_core::Annotation;
    /// assert_eq!(Annotation::rest(Annotation::named("integer")).to_string(), "integer...");
    /// ```
    pub fn rest(item: Annotation) -> Annotation {
        Annotation(Kind::Rest(Box::new(item)))
    }

    /// What gives or takes this and nothing else.
    pub(in crate::api) fn alone(self) -> Vec<Annotation> {
        vec![self]
    }

    /// A function that takes and returns these.
    ///
    /// ```
    /// use lua_core::Annotation;
    /// let shout = Annotation::function([Annotation::named("string")], [Annotation::named("string")]);
    /// assert_eq!(shout.to_string(), "fun(arg1: string): string");
    /// ```
    pub fn function(
        parameters: impl IntoIterator<Item = Annotation>,
        results: impl IntoIterator<Item = Annotation>,
    ) -> Annotation {
        Annotation(Kind::Function(Signature::new(&[], parameters, results)))
    }

    pub(in crate::api) fn itself(inner: Annotation) -> Annotation {
        inner
    }

    /// A sequence, or a table with the items as keys.
    pub(in crate::api) fn set(item: Annotation) -> Annotation {
        let keys = Annotation::map(item.clone(), Annotation::any());
        Annotation::either(Annotation::list(item), keys)
    }

    pub(in crate::api) fn range(bound: Annotation) -> Annotation {
        Annotation::record([("start", bound.clone()), ("finish", bound)])
    }

    pub(in crate::api) fn inclusive_range(bound: Annotation) -> Annotation {
        Annotation::record([("first", bound.clone()), ("last", bound)])
    }

    fn is_any(&self) -> bool {
        matches!(&self.0, Kind::Named(name) if name == "any")
    }

    /// What there may be any number of.
    pub(super) fn as_rest(&self) -> Option<&Annotation> {
        if let Kind::Rest(item) = &self.0 { Some(item) } else { None }
    }

    /// The type if it is there, and whether it may be nil.
    pub(super) fn split_optional(self) -> (Annotation, bool) {
        match self.0 {
            Kind::Optional(inner) => (*inner, true),
            _ => (self, false),
        }
    }

    /// In a place where a name can stand.
    fn as_atom(&self) -> Atom<'_> {
        Atom(self)
    }
}

struct Atom<'a>(&'a Annotation);

impl Display for Atom<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.0.0 {
            Kind::Union(_) | Kind::Function(_) | Kind::Optional(_) => write!(f, "({})", self.0),
            _ => self.0.fmt(f),
        }
    }
}

impl Display for Annotation {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Named(name) => f.write_str(name),
            Kind::Optional(inner) => write!(f, "{}?", inner.as_atom()),
            Kind::List(item) => write!(f, "{}[]", item.as_atom()),
            Kind::Map(key, value) => write!(f, "table<{}, {}>", key.as_atom(), value.as_atom()),
            Kind::Union(members) => {
                for (index, member) in members.iter().enumerate() {
                    let bar = if index == 0 { "" } else { "|" };
                    write!(f, "{bar}")?;
                    match member.0 {
                        Kind::Function(_) => member.as_atom().fmt(f)?,
                        _ => member.fmt(f)?,
                    }
                }
                Ok(())
            }
            Kind::Function(signature) => write!(f, "fun{signature}"),
            Kind::Record(fields) => {
                let fields = fields.iter().map(|(name, annotation)| {
                    let (inner, is_optional) = annotation.clone().split_optional();
                    let mark = if is_optional { "?" } else { "" };
                    format!("{}{mark}: {}", names::key(name), inner.as_atom())
                });
                match fields.collect::<Vec<_>>().join(", ") {
                    fields if fields.is_empty() => f.write_str("table"),
                    fields => write!(f, "{{ {fields} }}"),
                }
            }
            Kind::Rest(item) => write!(f, "{}...", item.as_atom()),
        }
    }
}

/// What a function takes and returns.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signature {
    pub(in crate::api) parameters: Vec<Parameter>,
    pub(in crate::api) results: Vec<Annotation>,
}

/// A parameter of a function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::api) struct Parameter {
    /// Something that a script can call a variable, or `...`.
    pub(in crate::api) name: String,
    pub(in crate::api) annotation: Annotation,
    pub(in crate::api) is_optional: bool,
    /// What it is if it is left out.
    pub(in crate::api) default: String,
}

impl Signature {
    /// A signature with these names of parameters; those that are missing are made up.
    pub(in crate::api) fn new(
        names: &[&str],
        parameters: impl IntoIterator<Item = Annotation>,
        results: impl IntoIterator<Item = Annotation>,
    ) -> Signature {
        let mut signature = Signature::default();
        for (index, annotation) in parameters.into_iter().enumerate() {
            signature.push(names.get(index).copied().unwrap_or_default(), annotation, "", false);
        }
        signature.results = results.into_iter().collect();
        signature
    }

    /// Adds a parameter.
    pub(in crate::api) fn push(
        &mut self,
        name: &str,
        annotation: Annotation,
        default: &str,
        is_optional: bool,
    ) {
        let (annotation, may_be_nil) = annotation.split_optional();
        let name = match annotation.as_rest() {
            Some(_) => "...".to_string(),
            None => self.free_name(name),
        };
        let annotation = annotation.as_rest().cloned().unwrap_or(annotation);
        let is_optional = is_optional || may_be_nil || !default.is_empty();
        let default = default.to_string();
        self.parameters.push(Parameter { name, annotation, is_optional, default });
    }

    /// A name that no parameter has.
    fn free_name(&self, name: &str) -> String {
        let mut name = match name {
            "" => format!("arg{}", self.parameters.len() + 1),
            name => names::variable(name),
        };
        while self.parameters.iter().any(|known| known.name == name) {
            name.push('_');
        }
        name
    }

    /// The names of the parameters.
    pub(super) fn names(&self) -> String {
        let names = self.parameters.iter().map(|parameter| parameter.name.as_str());
        names.collect::<Vec<_>>().join(", ")
    }
}

/// As `(x: number, y?: number): Vec2`.
impl Display for Signature {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("(")?;
        for (index, Parameter { name, annotation, is_optional, .. }) in
            self.parameters.iter().enumerate()
        {
            let comma = if index == 0 { "" } else { ", " };
            let mark = if *is_optional && name != "..." { "?" } else { "" };
            write!(f, "{comma}{name}{mark}: {}", annotation.as_atom_in_list())?;
        }
        f.write_str(")")?;
        for (index, result) in self.results.iter().enumerate() {
            let mark = if index == 0 { ": " } else { ", " };
            match result.as_rest() {
                Some(item) => write!(f, "{mark}...{}", item.as_atom_in_list())?,
                None => write!(f, "{mark}{result}")?,
            }
        }
        Ok(())
    }
}

impl Annotation {
    /// Between commas: only a function has commas of its own.
    fn as_atom_in_list(&self) -> String {
        match self.0 {
            Kind::Function(_) => self.as_atom().to_string(),
            _ => self.to_string(),
        }
    }
}

/// The classes that types mention, to be defined with them.
#[derive(Default)]
pub struct Mentions(pub(super) Vec<Mention>);

/// A class by its name, and what describes it.
#[derive(Clone)]
pub(super) struct Mention {
    pub(super) name: String,
    pub(super) describe: fn(&mut ClassDefinition),
}

impl Mentions {
    /// Mentions a class: the type of its values.
    ///
    /// ```
    /// use lua_core::{Mentions, UserData};
    /// struct Orc;
    /// impl UserData for Orc {}
    /// assert_eq!(Mentions::default().class::<Orc>().to_string(), "Orc");
    /// ```
    pub fn class<C: UserDataClass>(&mut self) -> Annotation {
        self.add(C::class_name(), C::describe_class)
    }

    /// Mentions what is described like this.
    pub(in crate::api) fn add(
        &mut self,
        name: String,
        describe: fn(&mut ClassDefinition),
    ) -> Annotation {
        let annotation = Annotation::named(names::class(&name));
        if !self.0.iter().any(|known| known.name == name) {
            self.0.push(Mention { name, describe });
        }
        annotation
    }
}
