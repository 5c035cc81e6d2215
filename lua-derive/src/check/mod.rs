//! The rules: what goes together and what does not. Each message says what to write instead.

mod foreign;

use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{GenericParam, LitStr, Type};

use crate::attr::{Alternative, Operator};
use crate::context::Context;
use crate::model::{
    Block, Constant, Field, Function, Item, Key, Mixin, Parameter, Receiver, Shape, Source,
    Variant, is,
};
use crate::symbol::{self, EVENTS, Family};

/// Checks a type.
pub(crate) fn item(context: &Context, item: &Item<'_>) {
    if item.attributes.remote.is_some() {
        foreign::definition(context, item);
    } else {
        generics(context, item);
    }
    operators(context, &item.attributes.operators);
    behaviours(context, item);
    match &item.shape {
        Shape::Struct(members) => {
            fields(context, members);
            bases(context, item, members);
        }
        Shape::Enum(variants) => enumeration(context, item, variants),
        Shape::Union(span) => {
            context.error_at(*span, "a union cannot be userdata: use a struct or an enum");
        }
    }
}

fn generics(context: &Context, item: &Item<'_>) {
    let attributes = &item.attributes;
    if !item.is_generic() {
        if let Some(span) = attributes.methods {
            let message = "only a generic type says this: blocks of other types are found anyway";
            context.error_at(span, message);
        }
        if let Some(bound) = &attributes.bound {
            context.error_at(bound.span, "this type has no parameters that bounds could be about");
        }
    }
    if !item.is_lent() {
        return;
    }
    for path in &attributes.traits {
        let message = "the methods of a trait are for types without lifetimes: write `#[methods]` \
                       above the type's own `impl` block";
        context.error(path, message);
    }
    let message = "a type with a lifetime is lent by `Scope::create_userdata`, and no script has two \
                   that know each other: write a method with `#[lua(meta = \"…\")]`";
    for operator in &attributes.operators {
        context.error_at(operator.span, message);
    }
    for behaviour in &attributes.behaviours {
        context.error_at(behaviour.span, message);
    }
    if let Shape::Enum(_) = item.shape {
        context
            .error(item.ident, "an enum with a lifetime cannot be userdata: put it into a struct");
    }
}

fn behaviours(context: &Context, item: &Item<'_>) {
    let behaviours = &item.attributes.behaviours;
    for (index, behaviour) in behaviours.iter().enumerate() {
        let event = behaviour.symbol.event;
        let mut earlier = behaviours[..index].iter();
        if let Some(other) = earlier.find(|other| other.symbol.event == event) {
            let message = match other.symbol.name == behaviour.symbol.name {
                true => format!("`{}` is written twice", behaviour.symbol.name),
                false => format!(
                    "`{}` and `{}` are both `{event}`: choose one",
                    other.symbol.name, behaviour.symbol.name
                ),
            };
            context.error_at(behaviour.span, message);
        }
        if event == "__pairs" && matches!(item.shape, Shape::Enum(_)) {
            let message = "`pairs` of an enum goes through the fields of its variant";
            context.error_at(behaviour.span, message);
        }
        if matches!(event, "__index" | "__newindex")
            && let Shape::Struct(fields) = &item.shape
            && let Some(field) = fields
                .iter()
                .find(|it| matches!(it.key, Key::Index(_)) && it.is_visible(&item.attributes))
        {
            context.error(
                field.ty,
                "the elements have numbers, and this field too: `#[lua(skip)]` it or give it a `name`",
            );
        }
    }
}

fn enumeration(context: &Context, item: &Item<'_>, variants: &[Variant<'_>]) {
    if let Some(span) = item.attributes.opaque
        && variants.iter().all(|variant| variant.fields.is_empty())
    {
        context.error_at(span, "this enum has no fields to hide");
    }
    let mut seen: Vec<&str> = Vec::new();
    for variant in variants {
        if let Some(span) = variant.attributes.skip {
            if variant.attributes.name.is_some() {
                context.error_at(span, "a variant that is skipped has no name in Lua");
            }
        } else if seen.contains(&variant.name.as_str()) {
            let message = "another variant has the same name in Lua: give one `name = \"…\"`";
            match &variant.attributes.name {
                Some(name) => context.error(name, message),
                None => context.error(variant.ident, message),
            }
        } else {
            seen.push(&variant.name);
        }
        fields(context, &variant.fields);
        for span in variant.fields.iter().filter_map(|field| field.attributes.extends) {
            context.error_at(span, "an enum extends nothing: not every variant has this field");
        }
        for definition in variant.fields.iter().filter_map(|it| it.attributes.remote.as_ref()) {
            let message = "a field of a variant converts by itself: write `Foreign<…>`, with the \
                           definition, as its type";
            context.error(definition, message);
        }
    }
}

fn fields(context: &Context, fields: &[Field<'_>]) {
    let mut seen: Vec<&Key> = Vec::new();
    for field in fields {
        let attributes = &field.attributes;
        if let Some(span) = attributes.skip {
            let others = [attributes.get, attributes.set, attributes.extends];
            if others.iter().any(Option::is_some)
                || attributes.name.is_some()
                || attributes.remote.is_some()
            {
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

/// What the type extends.
fn bases(context: &Context, item: &Item<'_>, fields: &[Field<'_>]) {
    let mut seen: Vec<String> = Vec::new();
    for field in fields {
        let attributes = &field.attributes;
        let Some(span) = attributes.extends else { continue };
        if item.is_lent() {
            let message =
                "a type with a lifetime extends nothing: scripts read the field as a part";
            context.error_at(span, message);
        }
        if ["Rc", "Arc", "Box", "Option"].iter().any(|name| is(field.ty, name)) {
            let message =
                "a type extends what lies in it and is always there: write the type itself";
            context.error(field.ty, message);
        }
        if let Some(definition) = &attributes.remote {
            let message =
                "a type extends what is userdata itself: a foreign type is read as a field";
            context.error(definition, message);
        }
        if let (Some(name), None, None) = (&attributes.name, attributes.get, attributes.set) {
            let message =
                "what a type extends is no field of its own, unless it has `get` or `set`";
            context.error(name, message);
        }
        let ty = field.ty.to_token_stream().to_string();
        if seen.contains(&ty) {
            context.error(field.ty, "a type extends another once: read the second as a field");
        }
        seen.push(ty);
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
    if let Some((Some(negation), path, _)) = &block.item.trait_ {
        context.error_at(
            negation.span(),
            format!("there is nothing in `!{}`", path.to_token_stream()),
        );
    }
    if block.type_name().is_empty() {
        context.error(
            &block.item.self_ty,
            "`#[methods]` goes on an `impl` block of a type with a name",
        );
    }
    let parameter =
        block.item.generics.type_params().find(|it| is(&block.item.self_ty, &it.ident.to_string()));
    if parameter.is_some() {
        let message =
            "`#[methods]` is about one type, and this block is about many: write the type";
        context.error(&block.item.self_ty, message);
    }
    if let Some(span) = block.attributes.object {
        context.error_at(span, "only a trait has objects: `#[methods(object)] trait Shape { … }`");
    }
    if let Some(span) = block.attributes.remote {
        foreign::block(context, block, span);
    }
    members(context, &block.functions, &block.constants, block.is_lent);
}

/// Checks a trait.
pub(crate) fn mixin(context: &Context, mixin: &Mixin) {
    if let (Some(span), Some(_)) = (mixin.attributes.object, mixin.item.generics.params.first()) {
        let message = "a trait with parameters has many kinds of objects: leave out `object`";
        context.error_at(span, message);
    }
    if let Some(span) = mixin.attributes.remote {
        let message = "a trait defines no type: this goes on a block of a definition";
        context.error_at(span, message);
    }
    for function in &mixin.functions {
        if let Some(span) = function.attributes.constructor {
            let message = "a constructor makes one type: put it into a block of the type";
            context.error_at(span, message);
        }
    }
    members(context, &mixin.functions, &mixin.constants, false);
}

fn members(context: &Context, functions: &[Function], constants: &[Constant], is_lent: bool) {
    let mut taken: Vec<(&'static str, &str)> = Vec::new();
    let mut constructor = None;
    for function in functions {
        signature(context, is_lent, function);
        role(context, function);
        parameters(context, function);
        let attributes = &function.attributes;
        if let Some(span) = attributes.constructor
            && constructor.replace(span).is_some()
        {
            context.error_at(span, "a type has one constructor: this is the second");
        }
        let event = attributes.meta.as_ref().map(LitStr::value);
        let name = match &event {
            Some(event) => EVENTS.iter().copied().find(|known| known == event).unwrap_or_default(),
            None => function.name.as_str(),
        };
        let (place, message) = match (attributes.setter, &attributes.meta) {
            (Some(_), _) => ("setter", "another setter is for this field"),
            (_, Some(_)) => ("event", "another function is this metamethod"),
            _ => ("member", "another function or constant has this name in Lua"),
        };
        if !name.is_empty() && taken.contains(&(place, name)) {
            context.error(&function.signature.ident, message);
        }
        taken.push((place, name));
    }
    for constant in constants {
        if taken.contains(&("member", &constant.name)) {
            context.error(&constant.ident, "another function or constant has this name in Lua");
        }
        taken.push(("member", &constant.name));
        if let (Some(span), Some(_)) = (constant.attributes.skip, &constant.attributes.name) {
            context.error_at(span, "a constant that is skipped has no name in Lua");
        }
    }
}

fn signature(context: &Context, is_lent: bool, function: &Function) {
    let signature = &function.signature;
    let Function { attributes, .. } = function;
    let has_role = attributes.getter.is_some()
        || attributes.setter.is_some()
        || attributes.meta.is_some()
        || attributes.constructor.is_some();
    if let (true, Some(token)) = (has_role, &signature.asyncness) {
        let message = "only plain methods and functions may be async: nothing waits for a getter, setter, \
            metamethod or constructor";
        context.error(token, message);
    }
    if let Some(token) = &signature.variadic {
        context.error(token, "a C function with `...` cannot be called: `#[lua(skip)]` it");
    }
    if let (true, None, Some(event)) = (is_lent, function.receiver, &function.attributes.meta) {
        context
            .error(event, "of a type with a lifetime, a metamethod needs `&self` or `&mut self`");
    }
    if let (true, Some(Receiver::Owned), Some(receiver)) =
        (is_lent, function.receiver, signature.receiver())
    {
        let message = "the scope owns what has a lifetime: take `&self` or `&mut self`";
        context.error(receiver, message);
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
    if let (Some(definition), None) = (&function.attributes.remote, &function.returns) {
        context.error(definition, "this function returns nothing that could be defined");
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
        } else {
            metamethod_operands(context, function, name);
        }
        if let Some(given) = &attributes.name {
            context.error(given, "a metamethod has no other name");
        }
    }
}

/// A metamethod takes what Lua gives it.
fn metamethod_operands(context: &Context, function: &Function, event: &LitStr) {
    let receiver = usize::from(function.receiver.is_some());
    let from_lua = || function.parameters.iter().filter(|parameter| !parameter.is_machine());
    let given = symbol::operands(&event.value());
    let needed = receiver + from_lua().filter(|parameter| !parameter.may_be_missing()).count();
    let takes_rest = from_lua().any(Parameter::is_rest);
    let operands = |count: usize| if count == 1 { "operand" } else { "operands" };
    if needed > *given.end() {
        let (name, end) = (event.value(), given.end());
        let noun = operands(*end);
        context
            .error(event, format!("`{name}` gets {end} {noun}, and this function needs {needed}"));
    } else if !takes_rest && receiver + from_lua().count() < *given.start() {
        let (name, start) = (event.value(), given.start());
        let noun = operands(*start);
        context.error(event, format!("`{name}` gets {start} {noun}: take them all"));
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
        if let Some(span) = parameter.attributes.rest {
            match parameter.source {
                Source::RestOf(_) if index < last => {
                    context.error_at(span, "this takes all arguments that are left: it goes last");
                }
                Source::RestOf(_) => {}
                _ => context.error_at(span, "a `Vec` takes the rest: write `Vec<T>`"),
            }
        }
        if let Some(definition) = &parameter.attributes.remote {
            match parameter.source {
                Source::Value | Source::Ref(_) | Source::Mut(_) => {}
                _ => {
                    let message =
                        "there is nothing to define: no such parameter is of a foreign type";
                    context.error(definition, message);
                }
            }
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

    /// Whether it takes all arguments that are left.
    fn is_rest(&self) -> bool {
        matches!(self.source, Source::Rest | Source::RestOf(_))
    }

    /// Whether there need not be an argument for it.
    fn may_be_missing(&self) -> bool {
        let has_default = self.attributes.default.is_some();
        self.optional || has_default || self.is_rest() || is(&self.ty, "Option")
    }
}
