//! What editors are told of plain data: a class of its own, what it stands for, or its names.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::Direction;
use super::model::{Body, Field, Item, Shape, Style, Variant};
use crate::expand::{Door, at};

/// The function that annotates the type; none where it is any value. The class of a generic type would have one name
/// for all instantiations.
pub(super) fn annotation(item: &Item<'_>, direction: Direction, door: &Door) -> TokenStream {
    if !item.generics.params.is_empty() {
        return TokenStream::new();
    }
    let annotation = match &item.shape {
        Shape::Struct(body) => of_struct(item, body, direction, door),
        Shape::Enum(variants) => of_names(item, variants, door),
        Shape::Union(_) => None,
    };
    annotation.map_or_else(TokenStream::new, |annotation| {
        quote! {
            fn annotation(mentions: &mut #door::Mentions) -> #door::Annotation {
                #[allow(unused_imports)]
                use #door::Untyped as _;
                #annotation
            }
        }
    })
}

fn of_struct(
    item: &Item<'_>,
    body: &Body<'_>,
    direction: Direction,
    door: &Door,
) -> Option<TokenStream> {
    match body.style {
        Style::Newtype => {
            let ty = ty(body.visible().next()?, direction, door);
            Some(quote!((#ty)(mentions)))
        }
        Style::Named if body.fields.iter().all(|field| field.attributes.flatten.is_none()) => {
            let (name, docs) = (&item.name, &item.docs);
            let has_default = item.attributes.default.is_some();
            let fields = body.visible().map(|field| {
                let Field { name, docs, .. } = field;
                let ty = ty(field, direction, door);
                let ty = if has_default || field.attributes.default.is_some() {
                    quote!(|mentions| #door::Annotation::optional((#ty)(mentions)))
                } else {
                    ty
                };
                quote! {
                    #door::FieldEntry(#door::FieldKey::Name(#name), #docs, #ty, true, true),
                }
            });
            Some(quote! {
                #door::data_annotation(mentions, #name, |class| {
                    #door::describe_type(class, #docs, &[#(#fields)*], &[]);
                })
            })
        }
        _ => None,
    }
}

fn ty(field: &Field<'_>, direction: Direction, door: &Door) -> TokenStream {
    let ty = field.ty;
    let span = at(ty.span());
    let at_type = door.at(span);
    match direction {
        Direction::FromLua if field.attributes.from_lua_with.is_none() => {
            quote_spanned!(span=> #at_type::Takes::<#ty>::annotation)
        }
        Direction::IntoLua if field.attributes.into_lua_with.is_none() => {
            quote_spanned!(span=> #at_type::Gives::<#ty>::annotation)
        }
        _ => quote!(#door::Takes::<#door::Value>::annotation),
    }
}

/// An enum that is nothing but names.
fn of_names(item: &Item<'_>, variants: &[Variant<'_>], door: &Door) -> Option<TokenStream> {
    let attributes = &item.attributes;
    let is_wrapped = attributes.tag.is_some() || attributes.untagged.is_some();
    let is_plain = variants.iter().all(|variant| variant.body.style == Style::Unit);
    if is_wrapped || !is_plain {
        return None;
    }
    let names = variants.iter().filter(|variant| variant.attributes.skip.is_none());
    let names = names.map(|variant| &variant.name);
    Some(quote!(#door::names_annotation(&[#(#names),*])))
}
