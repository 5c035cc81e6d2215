//! The rules of plain data. Each message says what to write instead.

use syn::spanned::Spanned;
use syn::{LitStr, Type};

use super::Direction;
use super::attr::Container;
use super::model::{Body, Field, Item, Shape, Style, Variant};
use crate::context::Context;

/// Checks a type.
pub(super) fn item(context: &Context, item: &Item<'_>, direction: Direction) {
    let attributes = &item.attributes;
    match &item.shape {
        Shape::Struct(fields) => structure(context, attributes, fields),
        Shape::Enum(variants) => enumeration(context, attributes, variants),
        Shape::Union(span) => {
            context.error_at(*span, "a union is no plain data: use a struct or an enum");
        }
    }
    for body in item.bodies() {
        self::body(context, attributes, body);
        if direction == Direction::FromLua {
            owned(context, body);
        }
    }
}

fn structure(context: &Context, attributes: &Container, body: &Body<'_>) {
    let enum_only = [
        attributes.tag.as_ref().map(|tag| (tag.span(), "tag")),
        attributes.content.as_ref().map(|content| (content.span(), "content")),
        attributes.untagged.map(|span| (span, "untagged")),
    ];
    for (span, name) in enum_only.into_iter().flatten() {
        context.error_at(span, format!("`{name}` is about enums: a struct has one form"));
    }
    if let Some(span) = attributes.transparent
        && body.visible().count() != 1
    {
        context.error_at(span, "`transparent` needs exactly one field that is not skipped");
    }
    if body.style == Style::Named {
        return;
    }
    let named_only = [
        attributes.case_span.map(|span| (span, "rename_all")),
        attributes.deny_unknown.map(|span| (span, "deny_unknown")),
    ];
    for (span, name) in named_only.into_iter().flatten() {
        context.error_at(span, format!("`{name}` is about fields with names: here are none"));
    }
    if let Some(default) = &attributes.default
        && body.style != Style::Tuple
    {
        context.error_at(default.span, "there are no fields that could be missing");
    }
}

fn enumeration(context: &Context, attributes: &Container, variants: &[Variant<'_>]) {
    if let Some(span) = attributes.transparent {
        context.error_at(span, "an enum is not transparent: write `untagged`");
    }
    if let Some(default) = &attributes.default {
        context.error_at(default.span, "`default` goes on the fields of a variant");
    }
    if let (Some(content), None) = (&attributes.content, &attributes.tag) {
        context.error(content, "`content` needs `tag = \"…\"`, the field that names the variant");
    }
    if let (Some(tag), Some(content)) = (&attributes.tag, &attributes.content)
        && tag.value() == content.value()
    {
        context.error(content, "the tag has this name: give the content another");
    }
    if let (Some(span), true) =
        (attributes.untagged, attributes.tag.is_some() || attributes.content.is_some())
    {
        context.error_at(span, "an untagged enum has no tag: leave out one of them");
    }
    let mut seen: Vec<String> = Vec::new();
    let mut has_unit = false;
    for variant in variants {
        if let Some(span) = variant.attributes.skip {
            if variant.attributes.name.is_some() || !variant.attributes.aliases.is_empty() {
                context.error_at(span, "a variant that is skipped has no name in Lua");
            }
            continue;
        }
        distinct(
            context,
            &mut seen,
            &variant.name,
            variant.attributes.name.as_ref(),
            variant.ident,
        );
        for alias in &variant.attributes.aliases {
            distinct(context, &mut seen, &alias.value(), Some(alias), variant.ident);
        }
        if attributes.untagged.is_some()
            && !variant.body.has_data()
            && std::mem::replace(&mut has_unit, true)
        {
            context.error(
                variant.ident,
                "a second variant without data looks like the first: give the enum a tag",
            );
        }
        let Some(tag) = attributes.tag.as_ref().filter(|_| attributes.content.is_none()) else {
            continue;
        };
        if variant.body.style == Style::Tuple {
            context.error(
                variant.ident,
                "a sequence has no place for the tag: name the fields, or add `content = \"…\"`",
            );
        }
        let clashes = |field: &&Field<'_>| field.names().contains(&tag.value());
        if variant.body.style == Style::Named
            && let Some(field) = variant.body.visible().find(clashes)
        {
            context.error(&field.member, "the tag has this name: give the field another");
        }
    }
}

fn body(context: &Context, container: &Container, body: &Body<'_>) {
    let mut seen: Vec<String> = Vec::new();
    for field in &body.fields {
        let attributes = &field.attributes;
        if let Some(span) = attributes.skip {
            let is_named = attributes.name.is_some() || !attributes.aliases.is_empty();
            let is_converted = attributes.flatten.is_some()
                || attributes.from_lua_with.is_some()
                || attributes.into_lua_with.is_some();
            if is_named || is_converted {
                let message = "a field that is skipped takes no other attribute than `default`";
                context.error_at(span, message);
            }
            continue;
        }
        if body.style != Style::Named {
            unnamed(context, body, field);
            continue;
        }
        if let Some(span) = attributes.flatten {
            if let Some(deny) = container.deny_unknown {
                let message = "`deny_unknown` does not know the fields of what is flattened: leave \
                               out one of them";
                context.error_at(deny, message);
            }
            if attributes.name.is_some()
                || !attributes.aliases.is_empty()
                || attributes.default.is_some()
            {
                context
                    .error_at(span, "a field that is flattened has no name, and is never missing");
            }
            continue;
        }
        distinct(context, &mut seen, &field.name, attributes.name.as_ref(), &field.member);
        for alias in &attributes.aliases {
            distinct(context, &mut seen, &alias.value(), Some(alias), &field.member);
        }
    }
}

/// Checks a field without a name.
fn unnamed(context: &Context, body: &Body<'_>, field: &Field<'_>) {
    let attributes = &field.attributes;
    for name in attributes.name.iter().chain(&attributes.aliases) {
        context.error(name, "an item of a sequence has no name");
    }
    if let Some(span) = attributes.flatten {
        context.error_at(span, "only a field with a name can be flattened");
    }
    if let Some(default) = &attributes.default
        && body.style == Style::Newtype
    {
        context.error_at(default.span, "the only field is the whole value, which is not missing");
    }
}

fn distinct(
    context: &Context,
    seen: &mut Vec<String>,
    name: &str,
    given: Option<&LitStr>,
    place: impl quote::ToTokens,
) {
    if seen.iter().any(|other| other == name) {
        let message = "another one has the same name in Lua: give one `name = \"…\"`";
        match given {
            Some(given) => context.error(given, message),
            None => context.error(place, message),
        }
    }
    seen.push(name.to_string());
}

/// A conversion makes values of its own.
fn owned(context: &Context, body: &Body<'_>) {
    for field in body.visible().filter(|field| field.attributes.from_lua_with.is_none()) {
        if let Type::Reference(reference) = field.ty {
            let message = "plain data keeps nothing of Lua's: use a type that owns its value, as \
                           `String` for `&str`";
            context.error_at(reference.and_token.span(), message);
        }
    }
}
