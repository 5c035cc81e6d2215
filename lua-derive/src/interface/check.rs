//! The rules of interfaces. Each message says what to write instead.

use syn::spanned::Spanned;
use syn::{GenericParam, ReturnType, TraitItem, Type};

use super::model::{Interface, Member, Output, Role};
use crate::context::Context;

/// Checks a trait.
pub(super) fn interface(context: &Context, interface: &Interface) {
    let item = &interface.item;
    if let Some(token) = &item.unsafety {
        context.error(token, "Lua cannot keep the promises that an unsafe trait asks for");
    }
    if let Some(parameter) = item.generics.params.first() {
        context.error(parameter, "an interface has no parameters: name the types in its methods");
    }
    if let Some(name) = &interface.wrapper
        && name.parse::<syn::Ident>().is_err()
    {
        context.error(name, "the wrapper is a struct: write a name of Rust");
    }
    for part in &item.items {
        match part {
            TraitItem::Const(part) if part.default.is_none() => context.error(
                &part.ident,
                "a constant has its value before there is a table: write \
                 `#[lua(field)] fn …(&self) -> …`",
            ),
            TraitItem::Type(part) => {
                context.error(&part.ident, "Lua cannot choose a type: name it in the methods");
            }
            _ => {}
        }
    }
    let mut seen: Vec<&str> = Vec::new();
    for member in &interface.members {
        self::member(context, member);
        if seen.contains(&member.name.as_str()) {
            let message = "another method has this name in Lua: give one `name = \"…\"`";
            context.error(&member.signature.ident, message);
        }
        seen.push(&member.name);
    }
}

fn member(context: &Context, member: &Member) {
    let signature = &member.signature;
    if let Some(token) = &signature.asyncness {
        context.error(token, "a table's function returns at once: leave out the `async`");
    }
    if let Some(token) = &signature.unsafety {
        context.error(token, "Lua cannot keep the promises that an unsafe function asks for");
    }
    let is_type = |parameter: &&GenericParam| !matches!(parameter, GenericParam::Lifetime(_));
    if let Some(parameter) = signature.generics.params.iter().find(is_type) {
        let message = "Lua cannot choose a type parameter: name the type, or give the method a \
                       body and `#[lua(skip)]`";
        context.error(parameter, message);
    }
    match signature.receiver() {
        None => context.error(
            &signature.ident,
            "a member is called on the table: take `&self` or `&mut self`, or give the function a \
             body",
        ),
        Some(receiver) if receiver.reference.is_none() => {
            context.error(receiver, "the table stays what it is: take `&self` or `&mut self`");
        }
        Some(_) => {}
    }
    for parameter in member.parameters() {
        if let Type::ImplTrait(ty) = &*parameter.ty {
            context.error(ty, "Lua cannot choose a type: name it");
        }
    }
    match member.role {
        Role::Function => function(context, member),
        Role::Field => field(context, member),
    }
    if let Output::Plain(ty) | Output::Result(ty) = &member.output
        && let Type::Reference(reference) = ty
    {
        let message = "nothing of Lua's can be borrowed: return a value, as `String` for `&str`";
        context.error_at(reference.and_token.span(), message);
    }
}

fn function(context: &Context, member: &Member) {
    let ident = &member.signature.ident;
    match (&member.output, &member.signature.output) {
        (Output::Result(_), _) => {}
        (_, ReturnType::Type(_, ty)) => {
            let text = quote::quote!(#ty).to_string();
            context.error(ty, format!("a script can fail: return `Result<{text}>`"));
        }
        (_, ReturnType::Default) => {
            context.error(ident, "a script can fail: return `Result<()>`");
        }
    }
}

fn field(context: &Context, member: &Member) {
    if let Some(parameter) = member.parameters().next() {
        context.error(parameter, "a field is read without arguments");
    }
    if let (Output::None, Some(span)) = (&member.output, member.field) {
        context.error_at(span, "a field has a type: return it, or a `Result` of it");
    }
}
