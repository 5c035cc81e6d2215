//! Methods that return references: what they return is a part of the object, if it is userdata.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::Type;
use syn::spanned::Spanned;

use super::methods::{Place, variable};
use super::{Door, at};
use crate::model::{Function, Parameter, Part, Receiver, Source};

/// What stands between the arguments and the call: if the result is a part, the method is called from there, now and
/// whenever the part is used. The compiler tells whether it is, and drops the other way.
pub(super) fn expand(function: &Function, part: &Part, place: &Place, door: &Door) -> TokenStream {
    let Function { signature, receiver, parameters, .. } = function;
    let Part { ty, is_writable } = part;
    let span = at(ty.span());
    let here = door.at(span);
    let outcome = match &function.attributes.remote {
        Some(definition) => quote_spanned!(span=> #here::ForeignOutcome::<#definition>::new()),
        None => quote_spanned!(span=> &&&#here::Outcome::<#ty>::new()),
    };
    let borrowed: Vec<TokenStream> =
        parameters.iter().filter_map(|parameter| refusal(parameter, door)).collect();
    if !borrowed.is_empty() {
        return quote!(let outcome = #outcome; #(#borrowed)*);
    }
    let finder = match (receiver, is_writable) {
        (Some(Receiver::Ref), _) => format_ident!("Look"),
        (_, false) => format_ident!("Seek"),
        (_, true) => format_ident!("Reach"),
    };
    let arguments = parameters.iter().enumerate().map(|(at, parameter)| keep(parameter, at + 1));
    let variables =
        parameters.iter().enumerate().map(|(at, it)| variable(at + 1, self::at(it.ty.span())));
    let passed = parameters.iter().enumerate().map(|(at, parameter)| pass(parameter, at + 1));
    let (path, ident, this) = (&place.path, &signature.ident, place.object(*receiver));
    let call = quote_spanned!(at(ident.span())=> #path::#ident(#this, #(#passed),*));
    let found = quote_spanned!(span=> #here::found(#call));
    quote! {
        let outcome = #outcome;
        if outcome.is_part() {
            return outcome.part(receiver, results, (#(#arguments,)*), #door::Finder::#finder(
                |this, (#(#variables,)*)| {
                    let outcome = #outcome;
                    #found
                },
            ));
        }
    }
}

/// What asks the compiler to refuse a parameter that lasts no longer than a call.
fn refusal(parameter: &Parameter, door: &Door) -> Option<TokenStream> {
    let target: &dyn ToTokens = match (&parameter.source, &parameter.ty) {
        (Source::Ref(target) | Source::Mut(target), _) => target,
        (Source::Machine, Type::Reference(reference)) => &reference.elem,
        _ => return None,
    };
    let span = at(parameter.ty.span());
    let door = door.at(span);
    Some(quote_spanned!(span=> outcome.keeps::<#door::Borrowed<#target>>();))
}

/// An argument as the part keeps it.
fn keep(parameter: &Parameter, index: usize) -> TokenStream {
    let span = at(parameter.ty.span());
    let variable = variable(index, span);
    let own = quote_spanned!(span=> ::std::borrow::ToOwned::to_owned);
    match (&parameter.source, parameter.optional) {
        (Source::Str | Source::Bytes, false) => quote_spanned!(span=> #own(#variable)),
        (Source::Str | Source::Bytes, true) => quote_spanned!(span=> #variable.map(#own)),
        _ => quote!(#variable),
    }
}

/// A kept argument as the method takes it.
fn pass(parameter: &Parameter, index: usize) -> TokenStream {
    let span = at(parameter.ty.span());
    let variable = variable(index, span);
    match (&parameter.source, parameter.optional) {
        (Source::Str | Source::Bytes, true) => quote_spanned!(span=> #variable.as_deref()),
        (Source::Handle(_), true) => quote_spanned!(span=> #variable.as_ref()),
        (Source::Handle(_) | Source::Str | Source::Bytes, false) => quote!(#variable),
        _ => quote_spanned!(span=> outcome.again(#variable)),
    }
}
