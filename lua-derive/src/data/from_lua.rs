//! `#[derive(FromLua)]`.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{LitStr, WherePredicate, parse_quote};

use super::conversion_bounds;
use super::model::{Body, Field, Item, Mention, Shape, Style, Variant, mention};
use crate::attr::DefaultValue;
use crate::expand::{Door, at};

/// The function's body: `value` to `Self`.
pub(super) fn body(item: &Item<'_>, door: &Door) -> TokenStream {
    match &item.shape {
        Shape::Struct(body) => {
            let this = Reader { item, door, owner: item.name.clone(), extra: None };
            let read = this.body(body, &quote!(Self));
            quote_spanned!(Span::mixed_site()=> ::core::result::Result::Ok(#read))
        }
        Shape::Enum(variants) => enumeration(item, variants, door),
        Shape::Union(_) => TokenStream::new(),
    }
}

/// What the parameters of the type must be.
pub(super) fn predicates(item: &Item<'_>, door: &Door) -> Vec<WherePredicate> {
    let mut predicates = conversion_bounds(item, &quote!(#door::FromLua), |field| {
        !field.is_skipped() && field.attributes.from_lua_with.is_none()
    });
    let own_default = |default: &DefaultValue| default.value.is_none();
    if item.attributes.default.as_ref().is_some_and(own_default)
        && item.generics.type_params().next().is_some()
    {
        predicates.push(parse_quote!(Self: ::core::default::Default));
    }
    for field in item.bodies().flat_map(|body| &body.fields) {
        let skipped = field.attributes.skip.is_some() && item.attributes.default.is_none();
        let needs_default =
            field.attributes.default.as_ref().map_or(skipped && !field.is_phantom(), own_default);
        let is_generic = item
            .generics
            .type_params()
            .any(|parameter| mention(field.ty, &parameter.ident) != Mention::None);
        if needs_default && is_generic {
            let ty = field.ty;
            predicates.push(parse_quote!(#ty: ::core::default::Default));
        }
    }
    predicates
}

/// Writes what reads a body.
struct Reader<'a> {
    item: &'a Item<'a>,
    door: &'a Door,
    /// What messages call the body.
    owner: String,
    /// A name that the table has beside the fields'.
    extra: Option<&'a LitStr>,
}

impl Reader<'_> {
    /// An expression that makes a body of `value`, or returns the error.
    fn body(&self, body: &Body<'_>, path: &TokenStream) -> TokenStream {
        let door = self.door;
        let fallback = self.fallback();
        match body.style {
            Style::Unit => quote_spanned! {Span::mixed_site()=> {
                #door::Fields::of(value, lua)?;
                #path
            }},
            Style::Newtype => {
                let fields = body.fields.iter().map(|field| {
                    let value = match field.is_skipped() {
                        true => self.default(field),
                        false => convert(field, door, &quote_spanned!(Span::mixed_site()=> value)),
                    };
                    member(field, &value)
                });
                quote_spanned!(Span::mixed_site()=> { #fallback #path { #(#fields),* } })
            }
            Style::Tuple => {
                let mut index = 0_i64;
                let fields = body.fields.iter().map(|field| {
                    if field.is_skipped() {
                        return member(field, &self.default(field));
                    }
                    index += 1;
                    member(field, &self.item(field, index))
                });
                let fields: Vec<_> = fields.collect();
                let count = body.visible().count();
                quote_spanned! {Span::mixed_site()=> {
                    let items = #door::Positions::of(value, #count)?;
                    #fallback
                    #path { #(#fields),* }
                }}
            }
            Style::Named => {
                let known: Vec<String> =
                    self.extra.map(LitStr::value).into_iter().chain(body.names()).collect();
                let fields = body.fields.iter().map(|it| member(it, &self.field(it, &known)));
                let owner = &self.owner;
                let deny = self.item.attributes.deny_unknown.map(|_| {
                    quote_spanned! {Span::mixed_site()=>
                        fields.deny_unknown(#owner, &[#(#known),*])?;
                    }
                });
                quote_spanned! {Span::mixed_site()=> {
                    let fields = #door::Fields::of(value, lua)?;
                    #deny
                    #fallback
                    #path { #(#fields),* }
                }}
            }
        }
    }

    /// The value that missing fields are taken from.
    fn fallback(&self) -> Option<TokenStream> {
        let default = self.item.attributes.default.as_ref()?;
        let value = default_value(default, &quote!(Self));
        Some(quote_spanned!(Span::mixed_site()=> let fallback: Self = #value;))
    }

    /// What a field is that is missing or skipped.
    fn default(&self, field: &Field<'_>) -> TokenStream {
        let (ty, name) = (field.ty, &field.member);
        match &field.attributes.default {
            Some(default) => default_value(default, &ty.to_token_stream()),
            None if self.item.attributes.default.is_some() => {
                quote_spanned!(Span::mixed_site()=> fallback.#name)
            }
            None => {
                let span = at(ty.span());
                quote_spanned!(span=> <#ty as ::core::default::Default>::default())
            }
        }
    }

    fn may_be_missing(&self, field: &Field<'_>) -> bool {
        field.attributes.default.is_some() || self.item.attributes.default.is_some()
    }

    fn field(&self, field: &Field<'_>, known: &[String]) -> TokenStream {
        let (ty, name, door) = (field.ty, &field.name, self.door);
        let attributes = &field.attributes;
        let span = mixed_at(ty.span());
        if field.is_skipped() {
            return self.default(field);
        }
        if attributes.flatten.is_some() {
            return convert(field, door, &quote_spanned!(span=> fields.rest(&[#(#known),*])?));
        }
        let is_plain = attributes.aliases.is_empty() && attributes.from_lua_with.is_none();
        match (is_plain, self.may_be_missing(field)) {
            (true, false) => quote_spanned!(span=> fields.get::<#ty>(#name)?),
            (true, true) => {
                let default = self.default(field);
                quote_spanned! {span=> match fields.optional::<#ty>(#name)? {
                    ::core::option::Option::Some(value) => value,
                    ::core::option::Option::None => #default,
                }}
            }
            (false, may_be_missing) => {
                let names = field.names();
                let convert = converter(field, door);
                let missing = may_be_missing.then(|| {
                    let default = self.default(field);
                    quote_spanned!(span=> found if found.1.is_nil() => #default,)
                });
                quote_spanned! {span=> match fields.find(&[#(#names),*])? {
                    #missing
                    found => fields.convert(found, #convert)?,
                }}
            }
        }
    }

    /// An item of a tuple.
    fn item(&self, field: &Field<'_>, index: i64) -> TokenStream {
        let (ty, attributes) = (field.ty, &field.attributes);
        let span = mixed_at(ty.span());
        match (&attributes.from_lua_with, self.may_be_missing(field)) {
            (Some(function), _) => {
                quote_spanned!(span=> items.convert(#index, lua, #function)?)
            }
            (None, false) => quote_spanned!(span=> items.get::<#ty>(#index)?),
            (None, true) => {
                let default = self.default(field);
                quote_spanned! {span=>
                    match items.get::<::core::option::Option<#ty>>(#index)? {
                        ::core::option::Option::Some(value) => value,
                        ::core::option::Option::None => #default,
                    }
                }
            }
        }
    }
}

/// A span for the compiler to point to, with our own variables.
fn mixed_at(span: Span) -> Span {
    Span::mixed_site().located_at(span)
}

fn member(field: &Field<'_>, value: &TokenStream) -> TokenStream {
    let member = &field.member;
    quote!(#member: #value)
}

/// The function that makes a field of a value.
fn converter(field: &Field<'_>, door: &Door) -> TokenStream {
    if let Some(function) = &field.attributes.from_lua_with {
        return function.to_token_stream();
    }
    let ty = field.ty;
    let span = at(ty.span());
    let door = door.at(span);
    quote_spanned!(span=> <#ty as #door::FromLua>::from_lua)
}

fn convert(field: &Field<'_>, door: &Door, value: &TokenStream) -> TokenStream {
    let convert = converter(field, door);
    quote_spanned!(mixed_at(field.ty.span())=> #convert(#value, lua)?)
}

fn default_value(default: &DefaultValue, ty: &TokenStream) -> TokenStream {
    match &default.value {
        Some(value) => value.to_token_stream(),
        None => {
            let span = at(default.span);
            quote_spanned!(span=> <#ty as ::core::default::Default>::default())
        }
    }
}

fn enumeration(item: &Item<'_>, variants: &[Variant<'_>], door: &Door) -> TokenStream {
    let visible: Vec<&Variant<'_>> =
        variants.iter().filter(|variant| variant.attributes.skip.is_none()).collect();
    let attributes = &item.attributes;
    if attributes.untagged.is_some() {
        return untagged(item, &visible, door);
    }
    let owner = &item.name;
    let names = visible.iter().enumerate().flat_map(|(number, variant)| {
        let aliases = variant.attributes.aliases.iter().map(LitStr::value);
        let names = std::iter::once(variant.name.clone()).chain(aliases);
        names.map(move |name| quote!((#name, #number)))
    });
    let has_data = visible.iter().map(|variant| variant.body.has_data());
    let table = quote! {
        #door::Variants { owner: #owner, names: &[#(#names),*], has_data: &[#(#has_data),*] }
    };
    let is_internal = attributes.tag.is_some() && attributes.content.is_none();
    let arms = visible.iter().enumerate().map(|(number, variant)| {
        let body = variant_body(item, variant, door, is_internal);
        quote!(#number => #body)
    });
    let all = quote_spanned! {Span::mixed_site()=> match number {
        #(#arms,)*
        _ => return ::core::result::Result::Err(#door::no_form(#owner, "?")),
    }};
    let read = |name: TokenStream| {
        quote_spanned! {Span::mixed_site()=>
            let read = || -> #door::Result<Self> { ::core::result::Result::Ok(#all) };
            read().map_err(|error| #door::in_field(error, #name))
        }
    };
    match (&attributes.tag, &attributes.content) {
        (None, _) if visible.iter().all(|variant| !variant.body.has_data()) => {
            quote_spanned! {Span::mixed_site()=>
                let (number, _, _) = #table.external(&value)?;
                ::core::result::Result::Ok(#all)
            }
        }
        (None, _) => {
            let read = read(quote_spanned!(Span::mixed_site()=> name));
            quote_spanned! {Span::mixed_site()=>
                let (number, name, value) = #table.external(&value)?;
                #read
            }
        }
        (Some(tag), None) => quote_spanned! {Span::mixed_site()=>
            let number = #table.tagged(&value, #tag)?;
            ::core::result::Result::Ok(#all)
        },
        (Some(tag), Some(content)) => {
            let read = read(quote!(#content));
            quote_spanned! {Span::mixed_site()=>
                let number = #table.tagged(&value, #tag)?;
                let value: #door::Value = #door::Fields::of(value, lua)?.get(#content)?;
                #read
            }
        }
    }
}

/// An expression that makes a variant of `value`, or returns the error.
fn variant_body(
    item: &Item<'_>,
    variant: &Variant<'_>,
    door: &Door,
    is_internal: bool,
) -> TokenStream {
    let ident = variant.ident;
    let path = quote!(Self::#ident);
    let tag = item.attributes.tag.as_ref().filter(|_| is_internal);
    let owner = format!("{}::{}", item.name, variant.ident);
    let reader = Reader { item, door, owner, extra: tag };
    match (variant.body.style, tag) {
        (Style::Unit, _) => path,
        (Style::Newtype, Some(tag)) => {
            let read = reader.body(&variant.body, &path);
            quote_spanned! {Span::mixed_site()=> {
                let value = #door::Fields::of(value, lua)?.rest(&[#tag])?;
                #read
            }}
        }
        _ => reader.body(&variant.body, &path),
    }
}

fn untagged(item: &Item<'_>, variants: &[&Variant<'_>], door: &Door) -> TokenStream {
    let attempts = variants.iter().map(|variant| {
        let (ident, name) = (variant.ident, &variant.name);
        let body = match variant.body.style {
            Style::Unit => quote_spanned! {Span::mixed_site()=> {
                #door::nothing(&value)?;
                Self::#ident
            }},
            _ => variant_body(item, variant, door, false),
        };
        quote_spanned! {Span::mixed_site()=>
            let read = |value| -> #door::Result<Self> { ::core::result::Result::Ok(#body) };
            if let ::core::option::Option::Some(this) = attempts.attempt(#name, read) {
                return ::core::result::Result::Ok(this);
            }
        }
    });
    let owner = &item.name;
    quote_spanned! {Span::mixed_site()=>
        let mut attempts = #door::Untagged::new(value, #owner);
        #(#attempts)*
        ::core::result::Result::Err(attempts.error())
    }
}
