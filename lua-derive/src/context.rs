//! Gathering mistakes, so that all of them are reported at once.

use std::fmt::Display;

use proc_macro2::{Span, TokenStream};

/// The mistakes found so far. Must be asked by [`Context::finish`].
pub(crate) struct Context {
    errors: Option<syn::Error>,
}

impl Context {
    /// No mistakes yet.
    pub(crate) fn new() -> Context {
        Context { errors: None }
    }

    /// Notes a mistake at a place.
    pub(crate) fn error_at(&mut self, span: Span, message: impl Display) {
        self.error(syn::Error::new(span, message));
    }

    /// Notes a mistake.
    pub(crate) fn error(&mut self, error: syn::Error) {
        match &mut self.errors {
            Some(errors) => errors.combine(error),
            None => self.errors = Some(error),
        }
    }

    /// The expansion if there was no mistake, else the mistakes and what must be there all the same.
    pub(crate) fn finish(self, expansion: TokenStream, otherwise: TokenStream) -> TokenStream {
        match self.errors {
            None => expansion,
            Some(errors) => {
                let errors = errors.into_compile_error();
                quote::quote! { #otherwise #errors }
            }
        }
    }
}
