//! What derives tell editors: tables of names, docs and types, which are looked at when definitions are written.
//!
//! A type stands in them as a function. `Gives::<T>::annotation` is that of the implementation below if `T` converts,
//! for functions of the type itself go first, and else that of [`Untyped`], so whatever compiles can be described.

use std::convert::Infallible;
use std::marker::PhantomData;
use std::ops;

use super::enumeration::{Enumeration, FieldKey};
use super::foreign::ForeignResult;
use crate::api::convert::{FromLua, FromLuaMulti, IntoLua};
use crate::api::definitions::{Shape, Signature};
use crate::api::function::IntoReturn;
use crate::api::userdata::{Key, UserData};

pub use crate::api::definitions::{Annotation, ClassDefinition, Mentions};

/// A type on its way to an annotation.
pub(super) type OneType = fn(&mut Mentions) -> Annotation;
/// The types of several values.
pub(super) type ManyTypes = fn(&mut Mentions) -> Vec<Annotation>;

/// What is converted to Lua.
pub struct Gives<T: ?Sized>(PhantomData<T>);
/// What is converted from Lua.
pub struct Takes<T>(PhantomData<T>);
/// What takes all arguments that are left.
pub struct TakesRest<T>(PhantomData<T>);
/// What a function returns.
pub struct GivesAll<T>(PhantomData<T>);
/// What elements by number are.
pub struct Elements<T>(PhantomData<T>);
/// What an iterator gives.
pub struct Steps<T>(PhantomData<T>);
/// What an operator gives.
pub struct Operation<L, R>(PhantomData<(L, R)>);
/// What an operator gives, which may be of the type that `D` defines.
pub struct ForeignOperation<D, L, R>(PhantomData<(D, L, R)>);

impl<T: IntoLua> Gives<T> {
    /// What the value is.
    pub fn annotation(mentions: &mut Mentions) -> Annotation {
        T::annotation(mentions)
    }
}

impl<T: FromLua> Takes<T> {
    /// What the value is.
    pub fn annotation(mentions: &mut Mentions) -> Annotation {
        T::annotation(mentions)
    }
}

impl<T: FromLuaMulti> TakesRest<T> {
    /// What the values are.
    pub fn annotation(mentions: &mut Mentions) -> Annotation {
        T::annotations(mentions).pop().unwrap_or_else(|| Annotation::rest(Annotation::any()))
    }
}

impl<T: IntoReturn> GivesAll<T> {
    /// What the values are.
    pub fn annotations(mentions: &mut Mentions) -> Vec<Annotation> {
        T::annotations(mentions)
    }
}

impl<T: ops::Index<usize>> Elements<T>
where
    T::Output: IntoLua,
{
    /// What an element is.
    pub fn annotation(mentions: &mut Mentions) -> Annotation {
        T::Output::annotation(mentions)
    }
}

impl<T: Iterator> Steps<T>
where
    T::Item: IntoLua,
{
    /// What an item is.
    pub fn annotation(mentions: &mut Mentions) -> Annotation {
        Annotation::optional(T::Item::annotation(mentions))
    }
}

/// See the module.
pub trait Untyped {
    /// Any value.
    fn annotation(_: &mut Mentions) -> Annotation {
        Annotation::any()
    }

    /// Any value.
    fn annotations(_: &mut Mentions) -> Vec<Annotation> {
        vec![Annotation::any()]
    }
}

impl<T> Untyped for Gives<T> {}
impl<T> Untyped for Takes<T> {}
impl<T> Untyped for TakesRest<T> {}
impl<T> Untyped for GivesAll<T> {}
impl<T> Untyped for Elements<T> {}
impl<T> Untyped for Steps<T> {}

macro_rules! operations {
    ($($trait:ident $method:ident $($right:ident)?;)+) => {
        $(impl<L: ops::$trait$(<$right>)?, R> Operation<L, R>
        where
            <L as ops::$trait$(<$right>)?>::Output: IntoLua,
        {
            /// What the operator gives.
            pub fn $method(mentions: &mut Mentions) -> Annotation {
                <L as ops::$trait$(<$right>)?>::Output::annotation(mentions)
            }
        })+

        $(impl<D, L: ops::$trait$(<$right>)?, R> ForeignOperation<D, L, R> {
            /// What the operator gives.
            pub const fn $method() -> ForeignResult<D, <L as ops::$trait$(<$right>)?>::Output> {
                ForeignResult::new()
            }
        })+

        /// See the module.
        pub trait UntypedForeignOperation<D> {
            $(/// Nothing that is known.
            fn $method() -> ForeignResult<D, Infallible> {
                ForeignResult::new()
            })+
        }

        /// See the module.
        pub trait UntypedOperation {
            $(/// Any value.
            fn $method(_: &mut Mentions) -> Annotation {
                Annotation::any()
            })+
        }
    };
}

operations! {
    Add add R; Sub sub R; Mul mul R; Div div R; Rem rem R; BitAnd bitand R; BitOr bitor R; BitXor bitxor R;
    Shl shl R; Shr shr R; Neg neg; Not not;
}

impl<L, R> UntypedOperation for Operation<L, R> {}
impl<D, L, R> UntypedForeignOperation<D> for ForeignOperation<D, L, R> {}

/// The type of what `#value` and comparisons give, and other types with no Rust type to ask.
pub fn named<const INDEX: usize>(_: &mut Mentions) -> Annotation {
    Annotation::named(["integer", "boolean", "string"][INDEX])
}

/// A field: its key, docs and type, and whether it can be read and written.
pub struct FieldEntry(pub FieldKey, pub &'static str, pub OneType, pub bool, pub bool);

/// An operator: the metamethod, the operands, the result.
pub struct OperatorEntry(pub &'static str, pub OneType, pub Option<OneType>, pub OneType);

/// A variant: its name, its docs, its fields; whether scripts see it, can make it, and whether fields have names.
pub struct VariantEntry<'a>(
    pub &'static str,
    pub &'static str,
    pub &'a [FieldEntry],
    pub bool,
    pub bool,
    pub bool,
);

/// A member of a block: what it is, its name, its docs, its parameters, its results.
pub struct MemberEntry<'a>(
    pub Role,
    pub &'static str,
    pub &'static str,
    pub &'a [ParameterEntry],
    pub Output,
);

/// A parameter: its name, its type, whether it may be left out, and what it is then.
pub struct ParameterEntry(pub &'static str, pub OneType, pub bool, pub &'static str);

/// What a member is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A function with a receiver.
    Method,
    /// A function of the class table.
    Function,
    /// Such a function, which calling the table calls.
    Constructor,
    /// What reading a field does.
    Getter,
    /// What writing a field does.
    Setter,
    /// A metamethod with a receiver.
    Event,
    /// A metamethod that gets both operands.
    StaticEvent,
    /// A constant.
    Constant,
}

/// What a member returns.
#[derive(Clone, Copy)]
pub enum Output {
    /// Nothing.
    Nothing,
    /// The object that it is called on.
    Receiver,
    /// Values of this type.
    Values(ManyTypes),
    /// One value.
    One(OneType),
}

impl Output {
    fn annotations(self, class: &mut ClassDefinition) -> Vec<Annotation> {
        match self {
            Output::Nothing => Vec::new(),
            Output::Receiver => vec![class.annotation()],
            Output::Values(types) => types(class.mentions()),
            Output::One(ty) => vec![ty(class.mentions())],
        }
    }
}

/// Describes a type without its blocks.
pub fn describe_type(
    class: &mut ClassDefinition,
    docs: &str,
    fields: &[FieldEntry],
    operators: &[OperatorEntry],
) {
    class.document(&plain(docs));
    for FieldEntry(key, docs, ty, is_read, is_written) in fields {
        let annotation = ty(class.mentions());
        class.add_field(Key::from(*key), &plain(docs), annotation, *is_read, *is_written);
    }
    for OperatorEntry(event, left, right, result) in operators {
        let mentions = class.mentions();
        let (left, right, result) =
            (left(mentions), right.map(|it| it(mentions)), result(mentions));
        match *event {
            "__index" => class.add_elements(result, false),
            "__newindex" => class.add_elements(result, true),
            event => class.add_operator(event, left, right, result),
        }
    }
}

/// Describes the variants of an enum.
pub fn describe_variants(class: &mut ClassDefinition, variants: &[VariantEntry<'_>]) {
    let is_plain = variants.iter().all(|VariantEntry(_, _, fields, ..)| fields.is_empty());
    class.set_shape(if is_plain { Shape::Plain } else { Shape::Enum });
    for VariantEntry(name, docs, fields, is_shown, is_made, has_names) in variants {
        let (docs, this) = (plain(docs), class.annotation());
        let types = fields.iter().map(|FieldEntry(_, _, ty, ..)| ty(class.mentions()));
        let types: Vec<Annotation> = types.collect();
        for (FieldEntry(key, docs, _, is_read, is_written), ty) in fields.iter().zip(&types) {
            if *is_read || *is_written {
                let docs = format!("Of `{name}`. {}", plain(docs));
                class.add_field(Key::from(*key), docs.trim(), ty.clone(), *is_read, *is_written);
            }
        }
        if !is_shown {
            continue;
        }
        if fields.is_empty() {
            class.add_constant(name, &docs, this);
            class.add_constant_name(name);
            continue;
        }
        if !is_made {
            continue;
        }
        let signature = if *has_names {
            let keys = fields.iter().map(|FieldEntry(key, ..)| Key::from(*key).to_string());
            Signature::new(&["fields"], [Annotation::record(keys.zip(types))], [this])
        } else {
            let name = if types.len() == 1 { &["value"][..] } else { &[] };
            Signature::new(name, types, [this])
        };
        class.add_function(name, &docs, false, signature);
    }
}

/// Describes what is in the blocks of a type.
pub fn describe_blocks(class: &mut ClassDefinition, blocks: &[fn(&mut ClassDefinition)]) {
    blocks.iter().for_each(|describe| describe(class));
}

/// Describes what is in a block.
pub fn describe_members(class: &mut ClassDefinition, members: &[MemberEntry<'_>]) {
    for MemberEntry(role, name, docs, parameters, output) in members {
        let docs = plain(docs);
        let mut signature = Signature::default();
        for ParameterEntry(name, ty, is_optional, default) in *parameters {
            signature.push(name, ty(class.mentions()), default, *is_optional);
        }
        signature.results = output.annotations(class);
        let first_result = || signature.results.first().cloned().unwrap_or_else(Annotation::any);
        match role {
            Role::Method => class.add_function(name, &docs, true, signature),
            Role::Function => class.add_function(name, &docs, false, signature),
            Role::Constructor => {
                class.add_constructor(signature.clone());
                class.add_function(name, &docs, false, signature);
            }
            Role::Getter => {
                class.add_field(Key::from(*name), &docs, first_result(), true, false);
            }
            Role::Setter => {
                let annotation =
                    signature.parameters.pop().map_or_else(Annotation::any, |it| it.annotation);
                class.add_field(Key::from(*name), &docs, annotation, false, true);
            }
            Role::Constant => class.add_constant(name, &docs, first_result()),
            Role::Event if *name == "__call" && signature.parameters.len() > 1 => {
                class.add_constructor(signature);
            }
            Role::Event | Role::StaticEvent => {
                let result = first_result();
                let mut operands = signature.parameters.into_iter().map(|it| it.annotation);
                let left = match role {
                    Role::Event => class.annotation(),
                    _ => operands.next().unwrap_or_else(Annotation::any),
                };
                class.add_operator(name, left, operands.next(), result);
            }
        }
    }
}

/// What an enum is as a parameter: the value, or the name of a constant.
pub fn variant_annotation<T: Enumeration>(mentions: &mut Mentions) -> Annotation {
    let class = mentions.class::<T>();
    if !T::VARIANTS.iter().any(|variant| variant.is_shown && variant.is_unit) {
        return class;
    }
    let names = Annotation::named(format!("{class}.Name"));
    Annotation::either(class, names)
}

/// What plain data is: a class with this description.
pub fn data_annotation(
    mentions: &mut Mentions,
    name: &str,
    describe: fn(&mut ClassDefinition),
) -> Annotation {
    mentions.add(name.to_string(), describe)
}

/// One of these texts.
pub fn names_annotation(names: &[&str]) -> Annotation {
    let names = names.iter().map(|name| Annotation::text(name));
    names.reduce(Annotation::either).unwrap_or_else(Annotation::any)
}

/// What a type is as a parameter that is cloned.
pub fn class_annotation<T: UserData>(mentions: &mut Mentions) -> Annotation {
    mentions.class::<T>()
}

/// Docs as they were written: every line begins with the space behind `///`.
fn plain(docs: &str) -> String {
    let lines = docs.lines().map(|line| line.strip_prefix(' ').unwrap_or(line).trim_end());
    lines.collect::<Vec<_>>().join("\n").trim_matches('\n').to_string()
}
