//! `#[lua(…)]` into plain structs.

use proc_macro2::Span;
use syn::meta::ParseNestedMeta;
use syn::{Attribute, LitStr, Path, Type};

use crate::context::Context;
use crate::symbol;

/// An operator that a type asks for.
pub(crate) struct Operator {
    pub(crate) span: Span,
    /// The entry in the table of [`symbol`].
    pub(crate) entry: &'static (&'static str, &'static str, &'static str, &'static str),
    /// The right-hand types of a binary operator; `Self` if none is named.
    pub(crate) operands: Vec<Type>,
}

/// What stands on a struct.
#[derive(Default)]
pub(crate) struct Container {
    pub(crate) name: Option<String>,
    pub(crate) krate: Option<Path>,
    pub(crate) binary: Vec<Operator>,
    pub(crate) unary: Vec<Operator>,
    pub(crate) eq: bool,
    pub(crate) lt: bool,
    pub(crate) le: bool,
    pub(crate) tostring: bool,
}

/// What stands on a field.
pub(crate) struct Field {
    pub(crate) name: Option<String>,
    pub(crate) get: bool,
    pub(crate) set: bool,
}

/// What a function of a block is to scripts.
#[derive(Default)]
pub(crate) struct Function {
    pub(crate) name: Option<String>,
    pub(crate) skip: bool,
    pub(crate) constructor: Option<Span>,
    pub(crate) getter: Option<Span>,
    pub(crate) setter: Option<Span>,
    pub(crate) meta: Option<LitStr>,
}

fn string(meta: &ParseNestedMeta<'_>) -> syn::Result<LitStr> {
    meta.value()?.parse()
}

/// Reads every `#[lua(…)]` among the attributes.
fn each(
    attributes: &[Attribute],
    context: &mut Context,
    mut read: impl FnMut(ParseNestedMeta<'_>) -> syn::Result<()>,
) {
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident(symbol::LUA)) {
        if let Err(error) = attribute.parse_nested_meta(&mut read) {
            context.error(error);
        }
    }
}

fn find<'a, T>(
    table: &'a [(&'a str, T, T, T)],
    meta: &ParseNestedMeta<'_>,
) -> Option<&'a (&'a str, T, T, T)> {
    table.iter().find(|entry| meta.path.is_ident(entry.0))
}

impl Container {
    /// Reads the attributes of a struct.
    pub(crate) fn parse(attributes: &[Attribute], context: &mut Context) -> Container {
        let mut container = Container::default();
        each(attributes, context, |meta| {
            let span = syn::spanned::Spanned::span(&meta.path);
            if meta.path.is_ident(symbol::NAME) {
                container.name = Some(string(&meta)?.value());
            } else if meta.path.is_ident(symbol::CRATE) {
                container.krate = Some(string(&meta)?.parse()?);
            } else if let Some(entry) = find(symbol::BINARY, &meta) {
                let mut operands = Vec::new();
                if meta.input.peek(syn::token::Paren) {
                    let content;
                    syn::parenthesized!(content in meta.input);
                    operands = content
                        .parse_terminated(<Type as syn::parse::Parse>::parse, syn::Token![,])?
                        .into_iter()
                        .collect();
                }
                container.binary.push(Operator { span, entry, operands });
            } else if let Some(entry) = find(symbol::UNARY, &meta) {
                container.unary.push(Operator { span, entry, operands: Vec::new() });
            } else if meta.path.is_ident(symbol::EQ) {
                container.eq = true;
            } else if meta.path.is_ident(symbol::LT) {
                container.lt = true;
            } else if meta.path.is_ident(symbol::LE) {
                container.le = true;
            } else if meta.path.is_ident(symbol::TOSTRING) {
                container.tostring = true;
            } else {
                return Err(meta.error(
                    "unknown attribute: expected an operator (add, sub, mul, div, rem, bitand, bitor, bitxor, \
                     shl, shr, neg, not), eq, lt, le, tostring, name = \"…\" or crate = \"…\"",
                ));
            }
            Ok(())
        });
        container
    }
}

impl Field {
    /// Reads the attributes of a field.
    pub(crate) fn parse(attributes: &[Attribute], context: &mut Context) -> Field {
        let (mut name, mut get, mut set, mut skip) = (None, false, false, None);
        each(attributes, context, |meta| {
            if meta.path.is_ident(symbol::NAME) {
                name = Some(string(&meta)?.value());
            } else if meta.path.is_ident(symbol::GET) {
                get = true;
            } else if meta.path.is_ident(symbol::SET) {
                set = true;
            } else if meta.path.is_ident(symbol::SKIP) {
                skip = Some(syn::spanned::Spanned::span(&meta.path));
            } else {
                return Err(
                    meta.error("unknown attribute: expected get, set, skip or name = \"…\"")
                );
            }
            Ok(())
        });
        if let (Some(span), true) = (skip, get || set || name.is_some()) {
            context.error_at(span, "a skipped field has no other attribute");
        }
        if !get && !set && skip.is_none() {
            (get, set) = (true, true);
        }
        Field { name, get, set }
    }
}

impl Function {
    /// Reads the attributes of a function of a block.
    pub(crate) fn parse(attributes: &[Attribute], context: &mut Context) -> Function {
        let mut function = Function::default();
        each(attributes, context, |meta| {
            let span = syn::spanned::Spanned::span(&meta.path);
            if meta.path.is_ident(symbol::NAME) {
                function.name = Some(string(&meta)?.value());
            } else if meta.path.is_ident(symbol::SKIP) {
                function.skip = true;
            } else if meta.path.is_ident(symbol::CONSTRUCTOR) {
                function.constructor = Some(span);
            } else if meta.path.is_ident(symbol::GETTER) {
                function.getter = Some(span);
            } else if meta.path.is_ident(symbol::SETTER) {
                function.setter = Some(span);
            } else if meta.path.is_ident(symbol::META) {
                function.meta = Some(string(&meta)?);
            } else {
                return Err(meta.error(
                    "unknown attribute: expected constructor, getter, setter, meta = \"__…\", name = \"…\" or skip",
                ));
            }
            Ok(())
        });
        function
    }
}
