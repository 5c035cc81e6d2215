//! What a generic type asks of its parameters to be userdata.

use std::collections::HashSet;

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{GenericParam, Ident, Type, WhereClause, parse_quote};

use super::Door;
use crate::model::{Field, Item, Shape};

/// The conditions of the type itself, and behind them those that `bound` tells; without it, that what a field is made of
/// can be cloned and converted, and that whatever a parameter stands for lives as long as it is used.
pub(super) fn of(item: &Item<'_>, door: &Door) -> WhereClause {
    let mut clause = item.generics.where_clause.clone().unwrap_or_else(|| parse_quote!(where));
    if let Some(bound) = &item.attributes.bound {
        clause.predicates.extend(bound.predicates.iter().cloned());
    } else {
        let converted = converted(item);
        for parameter in item.generics.type_params() {
            let ident = &parameter.ident;
            if !item.is_lent() {
                clause.predicates.push(parse_quote!(#ident: 'static));
            }
            if converted.contains(ident) {
                clause.predicates.push(parse_quote! {
                    #ident: ::core::clone::Clone + #door::IntoLua + #door::FromLua
                });
            }
        }
    }
    if let (Some(_), true) = (item.attributes.methods, item.is_generic()) {
        clause.predicates.push(parse_quote!(Self: #door::MethodsBlock<0>));
    }
    clause
}

/// The parameters that appear in the type of a field which scripts see.
fn converted(item: &Item<'_>) -> HashSet<Ident> {
    let is_parameter = |ident: &Ident| {
        let mut parameters = item.generics.params.iter();
        parameters
            .any(|it| matches!(it, GenericParam::Type(parameter) if parameter.ident == *ident))
    };
    let seen = |field: &&Field<'_>| field.is_visible(&item.attributes);
    let types: Vec<&Type> = match &item.shape {
        Shape::Struct(fields) => fields.iter().filter(seen).map(|field| field.ty).collect(),
        Shape::Enum(variants) => {
            let fields = variants.iter().flat_map(|variant| &variant.fields);
            fields.filter(seen).map(|field| field.ty).collect()
        }
        Shape::Union(_) => Vec::new(),
    };
    let mut idents = HashSet::new();
    for ty in types {
        collect(ty.to_token_stream(), &mut idents);
    }
    idents.into_iter().filter(is_parameter).collect()
}

fn collect(tokens: TokenStream, idents: &mut HashSet<Ident>) {
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => drop(idents.insert(ident)),
            TokenTree::Group(group) => collect(group.stream(), idents),
            _ => {}
        }
    }
}
