//! What editors are told of a type and of a block: tables of names, docs and types. Nobody looks at them unless
//! definitions are written.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::visit_mut::VisitMut;
use syn::{Fields, Lifetime, Signature, Type, parse_quote};

use super::{Door, at, foreign};
use crate::attr::{Behaviour, Operator};
use crate::model::{
    Block, Constant, Field, Function, Item, Key, Output, Parameter, Receiver, Shape, Source,
    Variant, is,
};
use crate::symbol::Family;

/// What describes a type, with its `ClassDefinition` as `class`; `blocks` are those that describe its blocks.
pub(super) fn item(item: &Item<'_>, blocks: &TokenStream, door: &Door) -> TokenStream {
    let attributes = &item.attributes;
    let (fields, variants) = match &item.shape {
        Shape::Struct(fields) => (describe_fields(fields, item, door), None),
        Shape::Enum(variants) => {
            let variants = variants.iter().map(|it| describe_variant(it, item, door));
            let variants = quote!(#door::describe_variants(class, &[#(#variants),*]););
            (TokenStream::new(), Some(variants))
        }
        Shape::Union(_) => (TokenStream::new(), None),
    };
    let operators = attributes.operators.iter().map(|it| describe_operator(it, item, door));
    let behaviours = attributes.behaviours.iter().map(|it| describe_behaviour(it, item, door));
    let foreign = item.uses_remote().then(|| foreign::imports(door));
    let bases = match &item.shape {
        Shape::Struct(fields) => &fields[..],
        Shape::Enum(_) | Shape::Union(_) => &[],
    };
    let bases = bases.iter().filter(|field| field.attributes.extends.is_some());
    let bases = bases.map(|Field { ty, .. }| quote!(class.extends::<#ty>();));
    let docs = &item.docs;
    quote! {
        #[allow(unused_imports)]
        use #door::{NoBlock as _, Untyped as _, UntypedOperation as _};
        #foreign
        #door::describe_type(class, #docs, &[#fields], &[#(#operators)* #(#behaviours)*]);
        #(#bases)*
        #variants
        #door::describe_blocks(class, &[#blocks]);
    }
}

/// The function that describes what is in a block.
pub(super) fn block(block: &Block, door: &Door) -> TokenStream {
    let is_definition = block.attributes.remote.is_some();
    let members = members(&block.constants, &block.functions, is_definition, door);
    let foreign = block.uses_remote().then(|| foreign::imports(door));
    quote! {
        fn describe(class: &mut #door::ClassDefinition) {
            #[allow(unused_imports)]
            use #door::Untyped as _;
            #foreign
            #members
        }
    }
}

/// What describes functions and constants, with the `ClassDefinition` as `class` and `Untyped` in scope.
pub(super) fn members(
    constants: &[Constant],
    functions: &[Function],
    is_definition: bool,
    door: &Door,
) -> TokenStream {
    let constants = constants.iter().map(|it| describe_constant(it, is_definition, door));
    let functions = functions.iter().map(|it| describe_function(it, is_definition, door));
    quote!(#door::describe_members(class, &[#(#constants)* #(#functions)*]);)
}

fn describe_fields(fields: &[Field<'_>], item: &Item<'_>, door: &Door) -> TokenStream {
    let visible = fields.iter().filter(|field| field.is_visible(&item.attributes));
    visible.map(|field| describe_field(field, item, door)).collect()
}

fn describe_field(field: &Field<'_>, item: &Item<'_>, door: &Door) -> TokenStream {
    let Field { key, ty, docs, .. } = field;
    let key = match key {
        Key::Name(name) => quote!(Name(#name)),
        Key::Index(index) => quote!(Index(#index)),
    };
    let is_read = field.is_read(&item.attributes);
    let is_written = field.is_written(&item.attributes);
    let ty = match &field.attributes.remote {
        Some(definition) => {
            let field = foreign::field(&item.class(), definition, ty, door);
            quote!(#field.annotation())
        }
        None if is_read || !is_written => gives(ty, door),
        None => takes(ty, door),
    };
    quote!(#door::FieldEntry(#door::FieldKey::#key, #docs, #ty, #is_read, #is_written),)
}

fn describe_variant(variant: &Variant<'_>, item: &Item<'_>, door: &Door) -> TokenStream {
    let Variant { syntax, fields, name, docs, .. } = variant;
    let fields = fields.iter().map(|field| describe_field(field, item, door));
    let is_shown = variant.attributes.skip.is_none();
    let is_made = variant.is_made();
    let has_names = matches!(syntax, Fields::Named(_));
    quote!(#door::VariantEntry(#name, #docs, &[#(#fields)*], #is_shown, #is_made, #has_names))
}

fn describe_operator(operator: &Operator, item: &Item<'_>, door: &Door) -> TokenStream {
    let Operator { symbol, alternatives, .. } = operator;
    let event = symbol.event;
    let method = syn::Ident::new(symbol.method, at(operator.span));
    if let Some(target) = &item.attributes.remote {
        return foreign_operator(operator, target, door);
    }
    let entries = alternatives.iter().map(|alternative| {
        let (left, right) = (&alternative.left, &alternative.right);
        let (given_left, given_right) = (gives(left, door), gives(right, door));
        match symbol.family {
            Family::Unary => quote! {
                #door::OperatorEntry(
                    #event,
                    #given_left,
                    ::core::option::Option::None,
                    #door::Operation::<#left, ()>::#method,
                ),
            },
            Family::Arithmetic => quote! {
                #door::OperatorEntry(
                    #event,
                    #given_left,
                    ::core::option::Option::Some(#given_right),
                    #door::Operation::<#left, #right>::#method,
                ),
            },
            Family::Equality | Family::Order => quote! {
                #door::OperatorEntry(
                    #event,
                    #given_left,
                    ::core::option::Option::Some(#given_right),
                    #door::named::<1>,
                ),
            },
        }
    });
    entries.collect()
}

/// As [`describe_operator`], of a definition: what scripts see of the foreign type is what the definition converts.
fn foreign_operator(operator: &Operator, target: &Type, door: &Door) -> TokenStream {
    let Operator { symbol, alternatives, .. } = operator;
    let (event, none) = (symbol.event, quote!(::core::option::Option::None));
    let shown: Type = parse_quote!(#door::Foreign<Self>);
    let method = syn::Ident::new(symbol.method, at(operator.span));
    let entries = alternatives.iter().map(|alternative| {
        let shown = |ty| gives(&with_self(ty, &shown), door);
        let (left, right) = (shown(&alternative.left), shown(&alternative.right));
        let (own, other) =
            (with_self(&alternative.left, target), with_self(&alternative.right, target));
        let result = match symbol.family {
            Family::Unary => quote!(#door::ForeignOperation::<Self, #own, ()>::#method()),
            Family::Arithmetic => quote!(#door::ForeignOperation::<Self, #own, #other>::#method()),
            Family::Equality | Family::Order => quote!(#door::ForeignResult::<Self, bool>::new()),
        };
        let right = match symbol.family {
            Family::Unary => none.clone(),
            _ => quote!(::core::option::Option::Some(#right)),
        };
        quote!(#door::OperatorEntry(#event, #left, #right, (&&&&&&#result).annotation()),)
    });
    entries.collect()
}

/// A type with another in place of `Self`.
fn with_self(ty: &Type, this: &Type) -> Type {
    struct Replace<'a>(&'a Type);

    impl VisitMut for Replace<'_> {
        fn visit_type_mut(&mut self, ty: &mut Type) {
            match is(ty, "Self") {
                true => *ty = self.0.clone(),
                false => syn::visit_mut::visit_type_mut(self, ty),
            }
        }
    }
    let mut ty = ty.clone();
    Replace(this).visit_type_mut(&mut ty);
    ty
}

fn describe_behaviour(behaviour: &Behaviour, item: &Item<'_>, door: &Door) -> TokenStream {
    let event = behaviour.symbol.event;
    let none = quote!(::core::option::Option::None);
    let any = quote!(#door::Takes::<#door::Value>::annotation);
    let (data, shown) = match &item.attributes.remote {
        Some(target) => (quote!(#target), quote!(#door::Foreign<Self>)),
        None => (quote!(Self), quote!(Self)),
    };
    let (right, result) = match behaviour.symbol.name {
        "len" => (none, quote!(#door::named::<0>)),
        "concat" => (quote!(::core::option::Option::Some(#any)), quote!(#door::named::<2>)),
        "index" | "newindex" => (none, quote!(#door::Elements::<#data>::annotation)),
        "iterator" => (none, quote!(#door::Steps::<#data>::annotation)),
        "iter" | "pairs" => (none, any),
        _ => return TokenStream::new(),
    };
    quote!(#door::OperatorEntry(#event, #door::Gives::<#shown>::annotation, #right, #result),)
}

fn describe_constant(constant: &Constant, is_definition: bool, door: &Door) -> TokenStream {
    let Constant { conditions, name, docs, ty, .. } = constant;
    let ty = match is_definition {
        true => {
            let result = foreign::result(&quote!(Self), &quote!(#ty), door);
            quote!(#result.annotation())
        }
        false => gives(ty, door),
    };
    quote! {
        #(#conditions)*
        #door::MemberEntry(#door::Role::Constant, #name, #docs, &[], #door::Output::One(#ty)),
    }
}

fn describe_function(function: &Function, is_definition: bool, door: &Door) -> TokenStream {
    let Function { signature, conditions, attributes, name, receiver, docs, .. } = function;
    let event = attributes.meta.as_ref().map(syn::LitStr::value);
    let name = event.as_ref().unwrap_or(name);
    let has_receiver = receiver.is_some_and(|it| !matches!(it, Receiver::Other));
    let role = match () {
        () if event.is_some() && has_receiver => quote!(Event),
        () if event.is_some() => quote!(StaticEvent),
        () if attributes.getter.is_some() => quote!(Getter),
        () if attributes.setter.is_some() => quote!(Setter),
        () if attributes.constructor.is_some() => quote!(Constructor),
        () if has_receiver => quote!(Method),
        () => quote!(Function),
    };
    let parameters = function.parameters.iter().filter(|parameter| !parameter.is_machine());
    let parameters =
        parameters.map(|it| describe_parameter(it, it.definition(is_definition), signature, door));
    let output = match (&function.output, &function.returns) {
        (Output::Receiver | Output::TryReceiver, _) => quote!(Receiver),
        (Output::Value | Output::Part(_), None) => quote!(Nothing),
        (Output::Value | Output::Part(_), Some(ty)) => {
            let ty = outlined(ty, signature);
            let span = at(ty.span());
            let here = door.at(span);
            if let Some(definition) = function.definition(is_definition) {
                let result = foreign::result(&definition, &quote!(#ty), door);
                quote!(Values(#result.annotations()))
            } else {
                quote_spanned!(span=> Values(#here::GivesAll::<#ty>::annotations))
            }
        }
    };
    quote! {
        #(#conditions)*
        #door::MemberEntry(
            #door::Role::#role,
            #name,
            #docs,
            &[#(#parameters),*],
            #door::Output::#output,
        ),
    }
}

fn describe_parameter(
    parameter: &Parameter,
    definition: Option<TokenStream>,
    signature: &Signature,
    door: &Door,
) -> TokenStream {
    let Parameter { name, ty, source, optional, attributes } = parameter;
    let default = attributes.default.as_ref().map(|default| match &default.value {
        Some(value) => value.to_token_stream().to_string(),
        None => "default".to_string(),
    });
    let is_optional = *optional || default.is_some();
    let default = default.unwrap_or_default();
    let foreign = |ty: &Type| {
        let ty = outlined(ty, signature);
        definition.as_ref().map(|definition| foreign::parameter(definition, &ty, door))
    };
    let foreign = match source {
        Source::Value => foreign(ty),
        Source::Ref(ty) | Source::Mut(ty) => foreign(ty),
        _ => None,
    };
    let ty = match source {
        _ if foreign.is_some() => quote!(#foreign.annotation()),
        Source::Value => takes(&outlined(ty, signature), door),
        Source::Handle(ty) => takes(&outlined(ty, signature), door),
        Source::Rest => {
            let ty = outlined(ty, signature);
            quote!(#door::TakesRest::<#ty>::annotation)
        }
        Source::RestOf(ty) => {
            let ty = outlined(ty, signature);
            quote!(#door::TakesRest::<#door::Variadic<#ty>>::annotation)
        }
        Source::Str | Source::Bytes => quote!(#door::named::<2>),
        Source::Ref(ty) | Source::Mut(ty) => gives(&outlined(ty, signature), door),
        Source::Machine | Source::Unsupported(_) => return TokenStream::new(),
    };
    quote!(#door::ParameterEntry(#name, #ty, #is_optional, #default))
}

fn gives(ty: &Type, door: &Door) -> TokenStream {
    let mut ty = ty.clone();
    Values.visit_type_mut(&mut ty);
    let span = at(ty.span());
    let door = door.at(span);
    quote_spanned!(span=> #door::Gives::<#ty>::annotation)
}

fn takes(ty: &Type, door: &Door) -> TokenStream {
    let span = at(ty.span());
    let door = door.at(span);
    quote_spanned!(span=> #door::Takes::<#ty>::annotation)
}

/// A type of a signature as it can be written outside of it.
fn outlined(ty: &Type, signature: &Signature) -> Type {
    if has_impl(ty.to_token_stream()) {
        // Nothing converts to it: it is described as any value.
        return parse_quote!(::core::convert::Infallible);
    }
    let mut ty = ty.clone();
    Values.visit_type_mut(&mut ty);
    Lifetimes(signature).visit_type_mut(&mut ty);
    ty
}

fn has_impl(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == "impl",
        TokenTree::Group(group) => has_impl(group.stream()),
        _ => false,
    })
}

/// Types that are only there behind references.
const UNSIZED: &[&str] = &["str", "Path", "OsStr", "CStr", "BStr"];

/// Makes of references what they refer to, which is the same to a script.
struct Values;

impl VisitMut for Values {
    fn visit_type_mut(&mut self, ty: &mut Type) {
        if let Type::Reference(reference) = &*ty
            && let Type::Path(_) = &*reference.elem
            && !UNSIZED.iter().any(|name| is(&reference.elem, name))
        {
            *ty = (*reference.elem).clone();
        }
        syn::visit_mut::visit_type_mut(self, ty);
    }
}

/// Forgets the lifetimes that a function declares.
struct Lifetimes<'a>(&'a Signature);

impl VisitMut for Lifetimes<'_> {
    fn visit_lifetime_mut(&mut self, lifetime: &mut Lifetime) {
        if self.0.generics.lifetimes().any(|known| known.lifetime.ident == lifetime.ident) {
            lifetime.ident = syn::Ident::new("_", lifetime.ident.span());
        }
    }
}
