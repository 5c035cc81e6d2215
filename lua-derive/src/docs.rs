//! What stands in `///` above an item.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, Expr, ExprLit, Lit, Meta};

/// The docs as an expression: a string, or a `concat!` where they include a file.
pub(crate) fn of(attributes: &[Attribute]) -> TokenStream {
    let docs = attributes.iter().filter(|attribute| attribute.path().is_ident("doc"));
    let lines: Vec<&Expr> = docs
        .filter_map(|attribute| match &attribute.meta {
            Meta::NameValue(doc) => Some(&doc.value),
            _ => None,
        })
        .collect();
    let texts: Option<Vec<String>> = lines.iter().map(|line| text(line)).collect();
    match texts {
        Some(texts) => {
            let text = texts.join("\n");
            quote!(#text)
        }
        None => quote!(::core::concat!(#(#lines, "\n"),*)),
    }
}

fn text(line: &Expr) -> Option<String> {
    match line {
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value()),
        _ => None,
    }
}
