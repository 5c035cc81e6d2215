//! `#[methods]` on a trait: its methods for every type that asks for them, and for objects of the trait.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::{ItemTrait, parse_quote};

use super::methods::{Place, expand_constant, expand_function};
use super::{Door, at, describe, foreign};
use crate::check;
use crate::context::Context;
use crate::model::{Mixin, Receiver, uses_remote};

/// Expands the attribute: the trait with one more function, which registers what is in it.
pub(super) fn expand(arguments: TokenStream, item: ItemTrait) -> TokenStream {
    let context = Context::new();
    let mixin = Mixin::parse(&context, arguments, item);
    check::mixin(&context, &mixin);
    let door = Door::new(mixin.attributes.krate.as_ref());
    let errors = context.finish().err().map(syn::Error::into_compile_error);
    let (members, description) = match errors {
        Some(_) => (TokenStream::new(), TokenStream::new()),
        None => (
            members(&mixin, &door),
            describe::members(&mixin.constants, &mixin.functions, false, &door),
        ),
    };
    let foreign = uses_remote(&mixin.functions).then(|| foreign::imports(&door));
    let object = mixin.attributes.object.filter(|_| errors.is_none());
    let object = object.map(|span| object_of(&mixin, &door.at(at(span)), &door));
    let header = format!("trait {}", mixin.item.ident);
    let mut item = mixin.item;
    // A function of the trait is found wherever the trait is.
    item.items.push(parse_quote! {
        #[doc(hidden)]
        #[allow(unused_variables, deprecated, clippy::all, clippy::pedantic)]
        fn __from_methods_attribute() -> #door::TraitMethods<Self>
        where
            Self: ::core::marker::Sized + #door::UserData + 'static,
        {
            #[allow(unused_imports)]
            use #door::{
                GivePart as _, GivePlain as _, GiveValue as _, NoPart as _, Take as _, Untyped as _,
            };
            #foreign
            #door::TraitMethods {
                register: |registry| {
                    #members
                    #header
                },
                describe: |class| {
                    #description
                },
            }
        }
    });
    quote!(#item #object #errors)
}

fn members(mixin: &Mixin, door: &Door) -> TokenStream {
    let ident = &mixin.item.ident;
    let (_, arguments, _) = mixin.item.generics.split_for_impl();
    let place = Place {
        path: quote!(<Self as #ident #arguments>),
        is_lent: false,
        is_boxed: false,
        is_definition: false,
    };
    let constants = mixin.constants.iter().map(|constant| expand_constant(constant, &place, door));
    let functions = mixin.functions.iter().map(|function| expand_function(function, &place, door));
    quote!(#(#constants)* #(#functions)*)
}

/// What an object has: the methods that take it by reference.
fn object_of(mixin: &Mixin, here: &TokenStream, door: &Door) -> TokenStream {
    let ident = &mixin.item.ident;
    let name = ident.to_string();
    let place = Place {
        path: quote!(<dyn #ident as #ident>),
        is_lent: false,
        is_boxed: true,
        is_definition: false,
    };
    let methods = mixin
        .functions
        .iter()
        .filter(|function| matches!(function.receiver, Some(Receiver::Ref | Receiver::Mut)))
        .filter(|function| function.signature.generics.where_clause.is_none());
    let methods = methods.map(|function| expand_function(function, &place, door));
    let foreign = uses_remote(&mixin.functions).then(|| foreign::imports(door));
    let header = quote_spanned! {at(ident.span())=>
        impl #here::UserData for ::std::boxed::Box<dyn #ident>
    };
    quote! {
        #[allow(unused_variables, deprecated, clippy::all, clippy::pedantic)]
        const _: () = {
            #[automatically_derived]
            #header {
                fn register(registry: &mut #door::UserDataRegistry<Self>) {
                    #[allow(unused_imports)]
                    use #door::{
                        GivePart as _, GivePlain as _, GiveValue as _, NoPart as _, Take as _,
                    };
                    #foreign
                    registry.deny_unknown_fields();
                    #(#methods)*
                }

                fn type_name() -> ::std::string::String {
                    ::std::string::String::from(#name)
                }
            }
        };
    }
}
