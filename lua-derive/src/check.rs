//! The rules: what goes together and what does not. Each message says what to write instead.

use syn::spanned::Spanned;
use syn::{Fields, GenericParam, Type};

use crate::attr::{Alternative, Operator};
use crate::context::Context;
use crate::model::{Block, Field, Function, Item, Key, Parameter, Receiver, Shape, Source, is};
use crate::symbol::{EVENTS, Family};

/// Checks a type.
pub(crate) fn item(context: &Context, item: &Item<'_>) {
    if let Some(parameter) = item.generics.params.first() {
        context.error(
            parameter,
            "generic types cannot be userdata yet: wrap `Type<Argument>` in a struct of its own",
        );
    }
    operators(context, &item.attributes.operators);
    match &item.shape {
        Shape::Struct(members) => fields(context, members),
        Shape::Enum(variants) => {
            if let Some(span) = item.attributes.opaque {
                context.error_at(span, "an enum has no fields to hide");
            }
            for variant in variants {
                if !matches!(variant.fields, Fields::Unit) {
                    context.error(
                        variant.fields,
                        "variants with data are not supported yet: put the enum into a struct \
                         and give that methods",
                    );
                }
                if let (Some(span), Some(_)) = (variant.attributes.skip, &variant.attributes.name) {
                    context.error_at(span, "a variant that is skipped has no name in Lua");
                }
            }
        }
        Shape::Union(span) => {
            context.error_at(*span, "a union cannot be userdata: use a struct or an enum");
        }
    }
}

fn fields(context: &Context, fields: &[Field<'_>]) {
    let mut seen: Vec<&Key> = Vec::new();
    for field in fields {
        let attributes = &field.attributes;
        if let Some(span) = attributes.skip {
            if attributes.get.is_some() || attributes.set.is_some() || attributes.name.is_some() {
                context.error_at(span, "a field that is skipped takes no other attribute");
            }
            continue;
        }
        if seen.contains(&&field.key) {
            let message = "another field has the same name in Lua: give one `name = \"…\"`";
            match &attributes.name {
                Some(name) => context.error(name, message),
                None => context.error(&field.member, message),
            }
        }
        seen.push(&field.key);
    }
}

fn operators(context: &Context, operators: &[Operator]) {
    for (index, operator) in operators.iter().enumerate() {
        let event = operator.symbol.event;
        if operators[..index].iter().any(|other| other.symbol.event == event) {
            context.error_at(
                operator.span,
                "this operator is written twice: put all operands into one list",
            );
        }
        for alternative in &operator.alternatives {
            operands(context, operator, alternative);
        }
    }
}

fn operands(context: &Context, operator: &Operator, alternative: &Alternative) {
    let Alternative { left, right } = alternative;
    let is_own = |ty: &Type| match ty {
        Type::Reference(reference) => is(&reference.elem, "Self"),
        ty => is(ty, "Self"),
    };
    if !is_own(left) && !is_own(right) {
        let message = match operator.symbol.family {
            Family::Unary => "the operand must be `Self` or `&Self`",
            _ => "one of the operands must be `Self` or `&Self`",
        };
        context.error(left, message);
    }
    for ty in [left, right] {
        let Type::Reference(reference) = ty else { continue };
        if matches!(operator.symbol.family, Family::Equality | Family::Order) {
            context.error(reference.and_token, "operands are compared by reference anyway");
        }
        if let Some(mutable) = reference.mutability {
            context.error(mutable, "an operator cannot change its operands");
        }
    }
}

/// Checks a block.
pub(crate) fn block(context: &Context, block: &Block) {
    if let Some((_, path, _)) = &block.item.trait_ {
        context.error(path, "`#[methods]` goes on an `impl` block of the type itself");
    }
    if let Some(parameter) = block.item.generics.params.first() {
        context.error(parameter, "generic types cannot be userdata yet");
    }
    let mut members: Vec<&str> = Vec::new();
    let mut constructor = None;
    for function in &block.functions {
        signature(context, function);
        role(context, function);
        parameters(context, function);
        let attributes = &function.attributes;
        if let Some(span) = attributes.constructor
            && constructor.replace(span).is_some()
        {
            context.error_at(span, "a type has one constructor: this is the second");
        }
        let is_member =
            attributes.getter.is_none() && attributes.setter.is_none() && attributes.meta.is_none();
        if is_member && members.contains(&function.name.as_str()) {
            context.error(&function.signature.ident, "another function has this name in Lua");
        }
        if is_member {
            members.push(&function.name);
        }
    }
}

fn signature(context: &Context, function: &Function) {
    let signature = &function.signature;
    if let Some(token) = &signature.asyncness {
        context.error(token, "async methods are not supported yet");
    }
    if let Some(token) = &signature.unsafety {
        context.error(
            token,
            "Lua cannot keep the promises that an unsafe function asks for: `#[lua(skip)]` it",
        );
    }
    for parameter in &signature.generics.params {
        if !matches!(parameter, GenericParam::Lifetime(_)) {
            context.error(
                parameter,
                "Lua cannot choose a type parameter: name the type, or `#[lua(skip)]` the function",
            );
        }
    }
    if let (Some(Receiver::Other), Some(receiver)) = (function.receiver, signature.receiver()) {
        context.error(&receiver.ty, "the receiver must be `self`, `&self` or `&mut self`");
    }
}

fn role(context: &Context, function: &Function) {
    let attributes = &function.attributes;
    let roles = [
        attributes.constructor,
        attributes.getter,
        attributes.setter,
        attributes.meta.as_ref().map(Spanned::span),
    ];
    if let Some(second) = roles.into_iter().flatten().nth(1) {
        let message = "a function is only one of `constructor`, `getter`, `setter` and `meta`";
        context.error_at(second, message);
        return;
    }
    let has_receiver = function.receiver.is_some();
    let from_lua = function.parameters.iter().filter(|parameter| !parameter.is_machine()).count();
    if let Some(span) = attributes.constructor
        && has_receiver
    {
        context.error_at(span, "a constructor has no receiver: there is no object yet");
    }
    if let Some(span) = attributes.getter {
        if !has_receiver {
            context.error_at(span, "a getter needs `&self`");
        }
        if from_lua != 0 {
            context.error_at(span, "a getter takes nothing but `&Lua` behind its receiver");
        }
    }
    if let Some(span) = attributes.setter {
        if !has_receiver {
            context.error_at(span, "a setter needs `&mut self`");
        }
        if from_lua != 1 {
            context.error_at(span, "a setter takes the new value and nothing else");
        }
    }
    if let Some(name) = &attributes.meta {
        let event = name.value();
        if matches!(event.as_str(), "__gc" | "__mode" | "__metatable" | "__name") {
            let message = format!("`{event}` belongs to the machine; for cleaning up write `Drop`");
            context.error(name, message);
        } else if !EVENTS.contains(&event.as_str()) {
            let near = EVENTS.iter().find(|known| known.trim_start_matches('_') == event);
            context.error(
                name,
                match near {
                    Some(known) => format!("write \"{known}\""),
                    None => {
                        format!("Lua has no metamethod `{event}`: it has {}", EVENTS.join(", "))
                    }
                },
            );
        }
        if let Some(given) = &attributes.name {
            context.error(given, "a metamethod has no other name");
        }
    }
}

fn parameters(context: &Context, function: &Function) {
    let last = function.parameters.len().saturating_sub(1);
    for (index, parameter) in function.parameters.iter().enumerate() {
        if parameter.is_machine() && index > 0 {
            context.error(&parameter.ty, "`&Lua` goes first, behind the receiver");
        }
        if matches!(parameter.source, Source::Rest) && index < last {
            context.error(&parameter.ty, "this takes all arguments that are left: it goes last");
        }
        if let Source::Unsupported(instead) = parameter.source {
            context
                .error(&parameter.ty, format!("no value of Lua is a reference to this: {instead}"));
        }
        if let Some(default) = &parameter.attributes.default {
            match parameter.source {
                Source::Value | Source::Str | Source::Bytes if !parameter.optional => {}
                _ => context.error_at(
                    default.span,
                    "only a parameter taken by value, a `&str` or a `&[u8]` can have a default",
                ),
            }
            if is(&parameter.ty, "Option") {
                context.error_at(
                    default.span,
                    "an `Option` is `None` if it is left out: write the type without `Option`",
                );
            }
        }
    }
}

impl Parameter {
    /// Whether no argument of the script goes into it.
    pub(crate) fn is_machine(&self) -> bool {
        matches!(self.source, Source::Machine)
    }
}
