//! The rules of definitions of foreign types.

use proc_macro2::Span;

use crate::context::Context;
use crate::model::{Block, Item, Shape, is};

/// Checks a type that defines another.
pub(super) fn definition(context: &Context, item: &Item<'_>) {
    let attributes = &item.attributes;
    if let Some(parameter) = item.generics.params.first() {
        let message = "a definition is of one type, which it names: it has no parameters itself";
        context.error(parameter, message);
    }
    for path in &attributes.traits {
        let message = "the methods of a trait are for types of your own: write `#[methods(remote)]` \
                       above an `impl` block of the definition";
        context.error(path, message);
    }
    if let Some(span) = attributes.skip_from_lua {
        context.error_at(span, "a foreign type has none: it is `Foreign<…>` that converts");
    }
    match &item.shape {
        Shape::Struct(fields) => {
            for span in fields.iter().filter_map(|field| field.attributes.skip) {
                let message = "a definition has the fields that scripts see: leave this one out";
                context.error_at(span, message);
            }
        }
        Shape::Enum(_) => {
            let message = "a definition is a struct: that of an enum has no fields, but constants \
                           and methods";
            context.error(item.ident, message);
        }
        Shape::Union(_) => {}
    }
}

/// Checks a block of a definition.
pub(super) fn block(context: &Context, block: &Block, remote: Span) {
    if !block.item.generics.params.is_empty() {
        context.error_at(remote, "a definition is of one type: its block has no parameters");
    }
    for function in &block.functions {
        if let Some(receiver) = function.signature.receiver() {
            let message = "there is never a definition itself: take the foreign type, as in \
                           `this: &glam::Vec3`";
            context.error(receiver, message);
        }
        let types = function.parameters.iter().map(|parameter| &parameter.ty);
        for ty in types.chain(&function.returns).filter(|ty| is(ty, "Self")) {
            context.error(ty, "there is never a definition itself: write the foreign type");
        }
    }
}
