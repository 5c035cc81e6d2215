//! Types that may hold borrowed parts: a scope lends each of them with functions of its own.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::{Door, at};
use crate::attr::Container;
use crate::model::Field;

/// The fields that scripts see.
pub(super) fn fields(fields: &[Field<'_>], container: &Container, door: &Door) -> TokenStream {
    let visible = fields.iter().filter(|field| field.is_visible(container));
    visible.map(|field| expand_field(field, container, door)).collect()
}

fn expand_field(field: &Field<'_>, container: &Container, door: &Door) -> TokenStream {
    let Field { member, key, ty, .. } = field;
    let span = at(ty.span());
    let door = door.at(span);
    if let Some(definition) = &field.attributes.remote {
        let shown = quote_spanned!(span=> #door::Foreign<#definition>);
        let read = field.is_read(container).then(|| {
            quote_spanned! {span=>
                #door::lent_readable(registry, #key, |this: &Self| -> #shown {
                    #door::Foreign(<#ty as ::core::clone::Clone>::clone(&this.#member))
                });
            }
        });
        let write = field.is_written(container).then(|| {
            quote_spanned! {span=>
                #door::lent_writable(registry, #key, |this: &mut Self, value: #shown| {
                    this.#member = value.0;
                });
            }
        });
        return quote!(#read #write);
    }
    let read = field.is_read(container).then(|| {
        quote_spanned! {span=>
            #door::lent_readable(registry, #key, |this: &Self| -> #ty {
                <#ty as ::core::clone::Clone>::clone(&this.#member)
            });
        }
    });
    let write = field.is_written(container).then(|| {
        quote_spanned! {span=>
            #door::lent_writable(registry, #key, |this: &mut Self, value: #ty| this.#member = value);
        }
    });
    quote!(#read #write)
}
