//! From plain structs to code, one macro a file.

pub(crate) mod methods;
pub(crate) mod user_data;

use proc_macro2::TokenStream;
use quote::quote;
use syn::Path;

/// The one door of generated code.
fn door(krate: Option<&Path>) -> TokenStream {
    match krate {
        Some(path) => quote!(#path::__private),
        None => quote!(::ferrolua::__private),
    }
}
