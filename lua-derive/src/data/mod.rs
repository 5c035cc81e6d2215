//! `#[derive(FromLua)]` and `#[derive(IntoLua)]`: plain data, read from tables and written to them. Both derives have
//! the same attributes (`attr`), model (`model`) and rules (`check`).

mod attr;
mod check;
mod describe;
mod from_lua;
mod into_lua;
mod model;

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::{DeriveInput, Ident, WherePredicate};

use self::model::{Body, Item};
use crate::context::Context;
use crate::expand::Door;

/// Which conversion is derived.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    FromLua,
    IntoLua,
}

/// Expands one of the derives.
pub(crate) fn derive(direction: Direction, input: &DeriveInput) -> TokenStream {
    let context = Context::new();
    let item = Item::parse(&context, input);
    check::item(&context, &item, direction);
    if let Err(error) = context.finish() {
        return error.into_compile_error();
    }
    let door = Door::new(item.attributes.krate.as_ref());
    let (function, conversion, predicates) = match direction {
        Direction::FromLua => {
            let body = from_lua::body(&item, &door);
            let function = quote_spanned! {Span::mixed_site()=>
                fn from_lua(value: #door::Value, lua: &#door::Lua) -> #door::Result<Self> {
                    #body
                }
            };
            (function, quote!(#door::FromLua), from_lua::predicates(&item, &door))
        }
        Direction::IntoLua => {
            let body = into_lua::body(&item, &door);
            let function = quote_spanned! {Span::mixed_site()=>
                fn into_lua(self, lua: &#door::Lua) -> #door::Result<#door::Value> {
                    #body
                }
            };
            (function, quote!(#door::IntoLua), into_lua::predicates(&item, &door))
        }
    };
    let annotation = describe::annotation(&item, direction, &door);
    implement(&item, &conversion, &quote!(#function #annotation), predicates)
}

fn implement(
    item: &Item<'_>,
    conversion: &TokenStream,
    function: &TokenStream,
    predicates: Vec<WherePredicate>,
) -> TokenStream {
    let ident = item.ident;
    let mut generics = item.generics.clone();
    if !predicates.is_empty() {
        generics.make_where_clause().predicates.extend(predicates);
    }
    let (impl_generics, type_generics, where_clause) = generics.split_for_impl();
    quote! {
        #[automatically_derived]
        #[allow(unused_variables, unreachable_code, deprecated, clippy::all, clippy::pedantic)]
        impl #impl_generics #conversion for #ident #type_generics #where_clause {
            #function
        }
    }
}

/// The bounds that the conversion needs: of each type parameter that a field's type mentions, or of the field's type
/// itself where that goes on from the parameter, as in `T::Item`.
fn conversion_bounds(
    item: &Item<'_>,
    bound: &TokenStream,
    mut converts: impl FnMut(&model::Field<'_>) -> bool,
) -> Vec<WherePredicate> {
    let mut predicates: Vec<WherePredicate> = Vec::new();
    let mut seen: Vec<String> = Vec::new();
    for field in item.bodies().flat_map(|body| &body.fields).filter(|field| converts(field)) {
        let ty = field.ty;
        for parameter in item.generics.type_params() {
            let parameter = &parameter.ident;
            let predicate = match model::mention(ty, parameter) {
                model::Mention::None => continue,
                model::Mention::Plain => quote!(#parameter: #bound),
                model::Mention::Projected => quote!(#ty: #bound),
            };
            let text = predicate.to_string();
            if !seen.contains(&text) {
                seen.push(text);
                predicates.push(syn::parse_quote!(#predicate));
            }
        }
    }
    predicates
}

/// The variable that a field is bound to.
fn binding(index: usize) -> Ident {
    format_ident!("field{}", index, span = Span::mixed_site())
}

/// How many fields with a name a body is written with.
fn width(body: &Body<'_>) -> usize {
    body.visible().count()
}
