//! From models to code, one macro a file.

mod behaviours;
mod bounds;
mod describe;
mod enums;
mod foreign;
mod lent;
pub(crate) mod methods;
mod mixin;
mod operators;
mod part;
pub(crate) mod user_data;

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::Path;

/// The one door of generated code.
pub(crate) struct Door(TokenStream);

impl Door {
    pub(crate) fn new(krate: Option<&Path>) -> Door {
        match krate {
            Some(path) => Door(quote!(#path::__private)),
            None => Door(quote!(::ferrolua::__private)),
        }
    }

    /// The same path for code that the compiler is to point elsewhere with: it begins at the first token.
    pub(crate) fn at(&self, span: Span) -> TokenStream {
        let tokens = self.0.clone().into_iter();
        tokens
            .map(|mut token| {
                token.set_span(token.span().located_at(span));
                token
            })
            .collect()
    }
}

impl ToTokens for Door {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.0.to_tokens(tokens);
    }
}

/// A span that the compiler points to, while names in it mean what they mean in the rest of the expansion: the
/// user's tokens may come out of a macro of theirs.
pub(crate) fn at(span: Span) -> Span {
    Span::call_site().located_at(span)
}
