//! Plain data as the derives see it.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Data, DeriveInput, Generics, Ident, Member, Type};

use super::attr;
use crate::attr::Case;
use crate::context::Context;
use crate::docs;
use crate::model::{is, name};

/// A type that is converted.
pub(super) struct Item<'a> {
    pub(super) ident: &'a Ident,
    pub(super) generics: &'a Generics,
    pub(super) attributes: attr::Container,
    /// What messages call it.
    pub(super) name: String,
    pub(super) shape: Shape<'a>,
    pub(super) docs: TokenStream,
}

/// What a type consists of.
pub(super) enum Shape<'a> {
    Struct(Body<'a>),
    Enum(Vec<Variant<'a>>),
    Union(Span),
}

/// A variant of an enum.
pub(super) struct Variant<'a> {
    pub(super) ident: &'a Ident,
    /// What scripts call it.
    pub(super) name: String,
    pub(super) attributes: attr::Variant,
    pub(super) body: Body<'a>,
}

/// The fields of a struct or of a variant.
pub(super) struct Body<'a> {
    pub(super) style: Style,
    pub(super) fields: Vec<Field<'a>>,
}

/// What a body is in Lua.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// A table with names.
    Named,
    /// A sequence.
    Tuple,
    /// What its only field is.
    Newtype,
    /// Nothing but a name.
    Unit,
}

/// A field.
pub(super) struct Field<'a> {
    pub(super) member: Member,
    /// What scripts call it, if it has a name.
    pub(super) name: String,
    pub(super) ty: &'a Type,
    pub(super) attributes: attr::Field,
    pub(super) docs: TokenStream,
}

impl<'a> Item<'a> {
    pub(super) fn parse(context: &Context, input: &'a DeriveInput) -> Item<'a> {
        let attributes = attr::Container::parse(context, &input.attrs);
        let case = attributes.case;
        let shape = match &input.data {
            Data::Struct(data) => {
                let mut body = Body::parse(context, case, &data.fields);
                if attributes.transparent.is_some() {
                    body.style = Style::Newtype;
                }
                Shape::Struct(body)
            }
            Data::Enum(data) => {
                let variants = data.variants.iter();
                Shape::Enum(variants.map(|it| Variant::parse(context, case, it)).collect())
            }
            Data::Union(data) => Shape::Union(data.union_token.span),
        };
        let name = name(attributes.name.as_ref(), None, &input.ident);
        let docs = docs::of(&input.attrs);
        Item { ident: &input.ident, generics: &input.generics, attributes, name, shape, docs }
    }

    /// All bodies that are converted.
    pub(super) fn bodies(&self) -> impl Iterator<Item = &Body<'a>> {
        let (body, variants) = match &self.shape {
            Shape::Struct(body) => (Some(body), None),
            Shape::Enum(variants) => (None, Some(variants)),
            Shape::Union(_) => (None, None),
        };
        let variants = variants.into_iter().flatten();
        let visible = variants.filter(|variant| variant.attributes.skip.is_none());
        body.into_iter().chain(visible.map(|variant| &variant.body))
    }
}

impl<'a> Variant<'a> {
    fn parse(context: &Context, case: Option<Case>, variant: &'a syn::Variant) -> Variant<'a> {
        let attributes = attr::Variant::parse(context, &variant.attrs);
        let name = name(attributes.name.as_ref(), case, &variant.ident);
        let body = Body::parse(context, attributes.case, &variant.fields);
        Variant { ident: &variant.ident, name, attributes, body }
    }
}

impl<'a> Body<'a> {
    fn parse(context: &Context, case: Option<Case>, fields: &'a syn::Fields) -> Body<'a> {
        let members = fields.iter().zip(fields.members());
        let fields_of = members.map(|(field, member)| Field::parse(context, case, field, member));
        let mut body = Body { style: Style::Unit, fields: fields_of.collect() };
        body.style = match fields {
            syn::Fields::Named(_) => Style::Named,
            syn::Fields::Unnamed(_) if body.visible().count() == 1 => Style::Newtype,
            syn::Fields::Unnamed(_) => Style::Tuple,
            syn::Fields::Unit => Style::Unit,
        };
        body
    }

    /// The fields that Lua sees.
    pub(super) fn visible(&self) -> impl Iterator<Item = &Field<'a>> {
        self.fields.iter().filter(|field| !field.is_skipped())
    }

    /// The names that a table may have for the fields.
    pub(super) fn names(&self) -> Vec<String> {
        let named = self.visible().filter(|field| field.attributes.flatten.is_none());
        named.flat_map(Field::names).collect()
    }

    /// Whether this is more than a name.
    pub(super) fn has_data(&self) -> bool {
        self.style != Style::Unit
    }
}

impl<'a> Field<'a> {
    fn parse(
        context: &Context,
        case: Option<Case>,
        field: &'a syn::Field,
        member: Member,
    ) -> Field<'a> {
        let attributes = attr::Field::parse(context, &field.attrs);
        let name = match &member {
            Member::Named(ident) => name(attributes.name.as_ref(), case, ident),
            Member::Unnamed(_) => String::new(),
        };
        let docs = docs::of(&field.attrs);
        Field { member, name, ty: &field.ty, attributes, docs }
    }

    /// Whether Lua does not see it: because it says so, or because there is nothing to see.
    pub(super) fn is_skipped(&self) -> bool {
        self.attributes.skip.is_some() || self.is_phantom()
    }

    pub(super) fn is_phantom(&self) -> bool {
        is(self.ty, "PhantomData")
    }

    /// Its name, and those that it may have as well.
    pub(super) fn names(&self) -> Vec<String> {
        let aliases = self.attributes.aliases.iter().map(syn::LitStr::value);
        std::iter::once(self.name.clone()).chain(aliases).collect()
    }
}

/// How a type mentions a type parameter.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mention {
    None,
    Plain,
    /// As the beginning of a path: `T::Item`.
    Projected,
}

/// How a type mentions a type parameter.
pub(super) fn mention(ty: &Type, parameter: &Ident) -> Mention {
    fn walk(tokens: TokenStream, parameter: &Ident) -> Mention {
        let mut found = Mention::None;
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            let here = match token {
                TokenTree::Ident(ident) if ident == *parameter => match tokens.peek() {
                    Some(TokenTree::Punct(punct)) if punct.as_char() == ':' => Mention::Projected,
                    _ => Mention::Plain,
                },
                TokenTree::Group(group) => walk(group.stream(), parameter),
                _ => Mention::None,
            };
            found = found.max(here);
        }
        found
    }
    walk(ty.to_token_stream(), parameter)
}
