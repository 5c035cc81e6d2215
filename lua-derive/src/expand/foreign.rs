//! Types of other crates: the code of a definition, and what converts values that one defines.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Type;
use syn::spanned::Spanned;

use super::{Door, at};
use crate::model::{Item, Shape};

/// What finds how a value of a foreign type is converted.
pub(super) fn imports(door: &Door) -> TokenStream {
    quote! {
        #[allow(unused_imports)]
        use #door::{
            BorrowForeign as _, BorrowOther as _, DescribeForeign as _, DescribeParameter as _,
            DescribeResult as _,
            ForeignConstant as _, GiveForeign as _, GiveOther as _, OtherConstant as _,
            OtherField as _, ReadForeign as _, TakeForeign as _, TakeOther as _,
            UntypedForeignOperation as _, WriteForeign as _,
        };
    }
}

/// Returns an output, which may be of the type that is defined.
pub(super) fn give(definition: Option<&TokenStream>, span: Span, door: &Door) -> TokenStream {
    let door = door.at(span);
    match definition {
        Some(definition) => quote_spanned! {span=>
            (&&&&&#door::returned::<#definition, _>(&output)).give(output, results)
        },
        None => quote_spanned!(span=> #door::give(output, results)),
    }
}

/// A parameter: how it is taken, and what editors are told of it.
pub(super) fn parameter(definition: &TokenStream, ty: &Type, door: &Door) -> TokenStream {
    let span = at(ty.span());
    let door = door.at(span);
    quote_spanned!(span=> (&&&&#door::ForeignParameter::<#definition, #ty>::new()))
}

/// A result, for editors.
pub(super) fn result(definition: &TokenStream, ty: &TokenStream, door: &Door) -> TokenStream {
    quote!((&&&&&&#door::ForeignResult::<#definition, #ty>::new()))
}

/// A field of a foreign type.
pub(super) fn field(class: &TokenStream, definition: &Type, ty: &Type, door: &Door) -> TokenStream {
    let span = at(definition.span());
    let door = door.at(span);
    quote_spanned!(span=> (&&&#door::ForeignField::<#class, #definition, #ty>::new()))
}

/// The class that a definition is: `register` and `describe` are the bodies of these functions, and in the first `Self` is
/// the foreign type.
pub(super) fn class(
    item: &Item<'_>,
    target: &Type,
    name: &TokenStream,
    register: &TokenStream,
    describe: &TokenStream,
    door: &Door,
) -> TokenStream {
    let ident = item.ident;
    let header = quote_spanned!(at(target.span())=> impl __Remote for #target);
    let members: Vec<_> = match &item.shape {
        Shape::Struct(fields) => fields.iter().map(|field| &field.member).collect(),
        Shape::Enum(_) | Shape::Union(_) => Vec::new(),
    };
    quote! {
        /// A trait of this crate, so that the foreign type is `Self` where the fields are read.
        trait __Remote: ::core::marker::Sized {
            fn register(registry: &mut #door::UserDataRegistry<Self>);
        }

        #[automatically_derived]
        #header {
            fn register(registry: &mut #door::UserDataRegistry<Self>) {
                #register
            }
        }

        #[automatically_derived]
        impl #door::UserDataClass for #ident {
            type Data = #target;

            fn class_name() -> ::std::string::String {
                #name
            }

            fn register_class(registry: &mut #door::UserDataRegistry<#target>) {
                <#target as __Remote>::register(registry);
            }

            fn describe_class(class: &mut #door::ClassDefinition) {
                #describe
            }
        }

        /// There is never a definition, so nobody else reads its fields.
        #[allow(dead_code)]
        fn __mirror(it: #ident) -> #ident {
            #ident { #(#members: it.#members),* }
        }
    }
}
