//! `#[derive(UserData)]`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Data, DeriveInput, Fields, Index, Type};

use super::door;
use crate::attr::{Container, Field, Operator};
use crate::context::Context;

/// Expands the derive.
pub(crate) fn expand(input: DeriveInput) -> TokenStream {
    let mut context = Context::new();
    let container = Container::parse(&input.attrs, &mut context);
    let door = door(container.krate.as_ref());
    if !input.generics.params.is_empty() {
        context.error_at(input.generics.span(), "generic types cannot be userdata yet");
    }
    let fields = match &input.data {
        Data::Struct(data) => fields(&data.fields, &door, &mut context),
        Data::Enum(_) => TokenStream::new(),
        Data::Union(data) => {
            context.error_at(data.union_token.span, "a union cannot be userdata");
            TokenStream::new()
        }
    };
    let operators = operators(&container, &door);
    let ident = &input.ident;
    let name = container.name.clone().unwrap_or_else(|| ident.unraw().to_string());
    let expansion = quote! {
        #[automatically_derived]
        impl #door::UserData for #ident {
            fn register(registry: &mut #door::UserDataRegistry<Self>) {
                #[allow(unused_imports)]
                use #door::{WithMethods as _, WithoutMethods as _};
                #fields
                #operators
                (&#door::Probe::<#ident>::new()).add_methods(registry);
                #door::deny_unknown_fields(registry);
            }

            fn type_name() -> ::std::string::String {
                ::std::string::String::from(#name)
            }
        }
    };
    context.finish(expansion, TokenStream::new())
}

fn fields(fields: &Fields, door: &TokenStream, context: &mut Context) -> TokenStream {
    let mut code = TokenStream::new();
    for (position, field) in fields.iter().enumerate() {
        let attributes = Field::parse(&field.attrs, context);
        let index = Index::from(position);
        let (access, default_name) = match &field.ident {
            Some(ident) => (quote!(#ident), ident.unraw().to_string()),
            None => (quote!(#index), (position + 1).to_string()),
        };
        let name = attributes.name.unwrap_or(default_name);
        let ty = &field.ty;
        if attributes.get {
            code.extend(quote_spanned! {ty.span()=>
                #door::UserDataFields::add_field_method_get(registry, #name, |_, this: &Self| {
                    ::core::result::Result::Ok(<#ty as ::core::clone::Clone>::clone(&this.#access))
                });
            });
        }
        if attributes.set {
            code.extend(quote_spanned! {ty.span()=>
                #door::UserDataFields::add_field_method_set(
                    registry,
                    #name,
                    |_, this: &mut Self, value: #ty| {
                        this.#access = value;
                        ::core::result::Result::Ok(())
                    },
                );
            });
        }
    }
    code
}

fn operators(container: &Container, door: &TokenStream) -> TokenStream {
    let mut code = TokenStream::new();
    for operator in &container.binary {
        code.extend(binary(operator, door));
    }
    for operator in &container.unary {
        let (_, event, trait_name, method) = operator.entry;
        let (trait_name, method) =
            (format_ident!("{trait_name}", span = operator.span), format_ident!("{method}"));
        code.extend(quote_spanned! {operator.span=>
            #door::add_metamethod(registry, #event, |arguments, results| {
                let this = #door::operand::<Self>(arguments, 0, #event)?;
                let value = ::core::ops::#trait_name::#method(::core::clone::Clone::clone(&*this));
                #door::IntoReturn::into_return(value, results)
            });
        });
    }
    let comparisons = [
        (container.eq, "__eq", quote!(::core::cmp::PartialEq::eq)),
        (container.lt, "__lt", quote!(::core::cmp::PartialOrd::lt)),
        (container.le, "__le", quote!(::core::cmp::PartialOrd::le)),
    ];
    for (_, event, compare) in comparisons.iter().filter(|(wanted, ..)| *wanted) {
        code.extend(quote! {
            #door::add_comparison::<Self>(registry, #event, |a, b| #compare(a, b));
        });
    }
    if container.tostring {
        code.extend(quote! {
            #door::UserDataMethods::add_meta_method(registry, "__tostring", |_, this: &Self, ()| {
                ::core::result::Result::Ok(::std::string::ToString::to_string(this))
            });
        });
    }
    code
}

fn is_self(ty: &Type) -> bool {
    matches!(ty, Type::Path(path) if path.path.is_ident("Self"))
}

/// Whether a type converts from Lua by itself; any other is userdata.
fn is_plain(ty: &Type) -> bool {
    const PLAIN: &[&str] = &[
        "f32", "f64", "i8", "u8", "i16", "u16", "i32", "u32", "i64", "u64", "i128", "u128",
        "isize", "usize", "bool", "char", "String",
    ];
    matches!(ty, Type::Path(path) if PLAIN.iter().any(|plain| path.path.is_ident(plain)))
}

fn binary(operator: &Operator, door: &TokenStream) -> TokenStream {
    let (_, event, trait_name, method) = operator.entry;
    let (trait_name, method) =
        (format_ident!("{trait_name}", span = operator.span), format_ident!("{method}"));
    let own: Type = syn::parse_quote!(Self);
    let operands = if operator.operands.is_empty() {
        std::slice::from_ref(&own)
    } else {
        operator.operands.as_slice()
    };
    let attempts = operands.iter().map(|operand| {
        let apply = quote_spanned! {operand.span()=>
            ::core::ops::#trait_name::<#operand>::#method(::core::clone::Clone::clone(&*this), other)
        };
        if is_plain(operand) && !is_self(operand) {
            return quote! {
                if let ::core::option::Option::Some(other) =
                    #door::plain_operand::<#operand>(arguments, 1)
                {
                    return #door::IntoReturn::into_return(#apply, results);
                }
            };
        }
        quote! {
            if #door::is::<#operand>(arguments, 1) {
                let other = #door::operand::<#operand>(arguments, 1, #event)?;
                let other = ::core::clone::Clone::clone(&*other);
                return #door::IntoReturn::into_return(#apply, results);
            }
        }
    });
    quote_spanned! {operator.span=>
        #door::add_metamethod(registry, #event, |arguments, results| {
            let this = #door::operand::<Self>(arguments, 0, #event)?;
            #(#attempts)*
            ::core::result::Result::Err(#door::operand_error(arguments, #event))
        });
    }
}
