//! `#[derive(IntoLua)]`.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::WherePredicate;
use syn::spanned::Spanned;

use super::model::{Body, Field, Item, Shape, Style, Variant};
use super::{binding, conversion_bounds, width};
use crate::expand::{Door, at};

/// The function's body: `self` to a value.
pub(super) fn body(item: &Item<'_>, door: &Door) -> TokenStream {
    match &item.shape {
        Shape::Struct(body) => {
            let pattern = pattern(body, &quote!(Self));
            let value = value(body, door);
            quote_spanned! {Span::mixed_site()=>
                let #pattern = self;
                ::core::result::Result::Ok(#value)
            }
        }
        Shape::Enum(variants) => {
            let arms = variants.iter().map(|variant| expand_variant(item, variant, door));
            quote_spanned! {Span::mixed_site()=>
                ::core::result::Result::Ok(match self { #(#arms,)* })
            }
        }
        Shape::Union(_) => TokenStream::new(),
    }
}

/// What the parameters of the type must be.
pub(super) fn predicates(item: &Item<'_>, door: &Door) -> Vec<WherePredicate> {
    conversion_bounds(item, &quote!(#door::IntoLua), |field| {
        !field.is_skipped() && field.attributes.into_lua_with.is_none()
    })
}

/// Binds the fields that are written.
fn pattern(body: &Body<'_>, path: &TokenStream) -> TokenStream {
    let fields = body.fields.iter().enumerate().map(|(index, field)| {
        let (member, variable) = (&field.member, binding(index));
        if field.is_skipped() { quote!(#member: _) } else { quote!(#member: #variable) }
    });
    quote!(#path { #(#fields),* })
}

/// An expression that makes a value of the fields, or returns the error.
fn value(body: &Body<'_>, door: &Door) -> TokenStream {
    let count = width(body);
    match body.style {
        Style::Newtype => {
            let mut fields = body.fields.iter().enumerate();
            let visible = fields.find(|(_, field)| !field.is_skipped());
            visible.map(|(index, field)| field_value(field, index, door)).unwrap_or_default()
        }
        Style::Tuple => {
            let writes = body.fields.iter().enumerate().filter(|(_, field)| !field.is_skipped());
            let writes = writes.zip(1_i64..).map(|((index, field), position)| {
                let value = given(field, index);
                let span = Span::mixed_site().located_at(field.ty.span());
                quote_spanned!(span=> record.set_item(#position, #value)?;)
            });
            quote_spanned! {Span::mixed_site()=> {
                let record = #door::Record::new(lua, #count, 0)?;
                #(#writes)*
                record.finish()
            }}
        }
        Style::Named | Style::Unit => {
            let writes = writes(body);
            quote_spanned! {Span::mixed_site()=> {
                let record = #door::Record::new(lua, 0, #count)?;
                #writes
                record.finish()
            }}
        }
    }
}

/// Statements that write the fields with names to `record`.
fn writes(body: &Body<'_>) -> TokenStream {
    let visible = body.fields.iter().enumerate().filter(|(_, field)| !field.is_skipped());
    let writes = visible.map(|(index, field)| {
        let (name, value) = (&field.name, given(field, index));
        let span = Span::mixed_site().located_at(field.ty.span());
        match field.attributes.flatten {
            Some(_) => quote_spanned!(span=> record.flatten(#name, #value)?;),
            None => quote_spanned!(span=> record.set(#name, #value)?;),
        }
    });
    quote!(#(#writes)*)
}

/// What is converted for a field: the field, or what a function of the user's makes of it.
fn given(field: &Field<'_>, index: usize) -> TokenStream {
    let mut variable = binding(index);
    // What cannot be converted is the field.
    variable.set_span(variable.span().located_at(field.ty.span()));
    match &field.attributes.into_lua_with {
        Some(function) => quote_spanned!(Span::mixed_site()=> #function(#variable, lua)?),
        None => quote!(#variable),
    }
}

/// A field that is the whole value.
fn field_value(field: &Field<'_>, index: usize, door: &Door) -> TokenStream {
    let value = given(field, index);
    let span = at(field.ty.span());
    let door = door.at(span);
    let convert = quote_spanned!(span=> #door::IntoLua::into_lua);
    quote_spanned!(Span::mixed_site()=> #convert(#value, lua)?)
}

fn expand_variant(item: &Item<'_>, variant: &Variant<'_>, door: &Door) -> TokenStream {
    let (ident, name, body) = (variant.ident, &variant.name, &variant.body);
    let attributes = &item.attributes;
    if variant.attributes.skip.is_some() {
        let (owner, ident_text) = (&item.name, ident.to_string());
        return quote! {
            Self::#ident { .. } => {
                return ::core::result::Result::Err(#door::no_form(#owner, #ident_text))
            }
        };
    }
    let pattern = pattern(body, &quote!(Self::#ident));
    let value = match (&attributes.tag, &attributes.content) {
        _ if attributes.untagged.is_some() && !body.has_data() => quote!(#door::Value::Nil),
        _ if attributes.untagged.is_some() => value(body, door),
        (None, _) if !body.has_data() => quote_spanned! {Span::mixed_site()=>
            #door::IntoLua::into_lua(#name, lua)?
        },
        (None, _) => {
            let value = value(body, door);
            record(door, 1, &quote_spanned!(Span::mixed_site()=> record.set(#name, #value)?;))
        }
        (Some(tag), None) => {
            let writes = match body.style {
                Style::Newtype => {
                    let mut fields = body.fields.iter().enumerate();
                    let visible = fields.find(|(_, field)| !field.is_skipped());
                    visible
                        .map(|(index, field)| {
                            let value = given(field, index);
                            quote_spanned!(Span::mixed_site()=> record.flatten(#name, #value)?;)
                        })
                        .unwrap_or_default()
                }
                _ => writes(body),
            };
            let writes = quote_spanned!(Span::mixed_site()=> record.set(#tag, #name)?; #writes);
            record(door, width(body) + 1, &writes)
        }
        (Some(tag), Some(content)) => {
            let write_content = body.has_data().then(|| {
                let value = value(body, door);
                quote_spanned!(Span::mixed_site()=> record.set(#content, #value)?;)
            });
            let writes =
                quote_spanned!(Span::mixed_site()=> record.set(#tag, #name)?; #write_content);
            record(door, 2, &writes)
        }
    };
    quote!(#pattern => #value)
}

fn record(door: &Door, fields: usize, writes: &TokenStream) -> TokenStream {
    quote_spanned! {Span::mixed_site()=> {
        let record = #door::Record::new(lua, 0, #fields)?;
        #writes
        record.finish()
    }}
}
