//! What Lua does with values besides operators: lengths, elements, loops, text, the end of a variable.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use super::{Door, at};
use crate::attr::Behaviour;

/// The registration of a behaviour.
pub(super) fn expand(behaviour: &Behaviour, class: &TokenStream, door: &Door) -> TokenStream {
    let span = at(behaviour.span);
    let first = match &behaviour.first {
        Some(first) => quote!(#first),
        None => quote!(1),
    };
    let door = door.at(span);
    let output = quote_spanned!(span=> <Self as ::core::ops::Index<usize>>::Output);
    match behaviour.symbol.name {
        "len" => quote_spanned!(span=>
            #door::length::<#class, _>(registry, |this: &Self| this.len());
        ),
        "concat" => quote_spanned! {span=>
            #door::concatenation::<#class>(registry, |this: &Self| ::std::string::ToString::to_string(this));
        },
        "index" => quote_spanned! {span=>
            #door::elements::<#class, _>(
                registry,
                #first,
                |this: &Self| this.len(),
                |this: &Self, at: usize| <#output as ::core::clone::Clone>::clone(&this[at]),
            );
        },
        "newindex" => quote_spanned! {span=>
            #door::new_elements::<#class, _>(
                registry,
                #first,
                |this: &Self| this.len(),
                |this: &mut Self, at: usize, value: #output| this[at] = value,
            );
        },
        "iter" => quote_spanned! {span=>
            #door::items::<#class>(registry, |this: &Self, collect| {
                collect.items(::core::iter::IntoIterator::into_iter(this))
            });
        },
        "pairs" => quote_spanned! {span=>
            #door::items::<#class>(registry, |this: &Self, collect| {
                collect.pairs(::core::iter::IntoIterator::into_iter(this))
            });
        },
        "iterator" => quote_spanned! {span=>
            #door::iterator::<#class, _>(registry, |this: &mut Self| ::core::iter::Iterator::next(this));
        },
        _ => quote_spanned!(span=> #door::closing::<#class>(registry);),
    }
}
