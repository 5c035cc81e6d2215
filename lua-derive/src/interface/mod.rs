//! `#[lua_interface]` on a trait: attributes and signatures become members (`model`), `check` knows the rules, the
//! wrapper is written here.

mod check;
mod model;

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{ItemTrait, Type, parse_quote};

use self::model::{Interface, Member, Output, Role};
use crate::context::Context;
use crate::expand::{Door, at};

/// Expands the attribute: the trait as it is, without our attributes, and its wrapper.
pub(crate) fn attribute(arguments: TokenStream, input: TokenStream) -> TokenStream {
    let Ok(item) = syn::parse2::<ItemTrait>(input.clone()) else {
        let message = "`#[lua_interface]` goes on a trait";
        let error = syn::Error::new_spanned(&input, message).into_compile_error();
        return quote!(#error #input);
    };
    let context = Context::new();
    let interface = Interface::parse(&context, arguments, item);
    check::interface(&context, &interface);
    let item = &interface.item;
    match context.finish() {
        Ok(()) => {
            let wrapper = expand(&interface);
            quote!(#item #wrapper)
        }
        Err(error) => {
            let errors = error.into_compile_error();
            quote!(#item #errors)
        }
    }
}

fn expand(interface: &Interface) -> TokenStream {
    let door = Door::new(interface.krate.as_ref());
    let item = &interface.item;
    let (ident, vis, wrapper) = (&item.ident, &item.vis, interface.wrapper());
    let owner = interface.name();
    let conditions = &interface.conditions;
    let documentation = format!("A table of a script that is a [`{ident}`].");
    let values: Vec<_> = interface.members.iter().filter_map(Value::of).collect();
    let declarations = values.iter().map(|Value { member, ident, ty, .. }| {
        let conditions = &member.conditions;
        quote!(#(#conditions)* #ident: #ty)
    });
    let reads = values.iter().map(|Value { member, ident, ty, .. }| {
        let (conditions, name) = (&member.conditions, &member.name);
        quote_spanned!(at(ty.span())=> #(#conditions)* #ident: bound.get::<#ty>(#name)?)
    });
    let clones = values.iter().map(|Value { member, ident, .. }| {
        let conditions = &member.conditions;
        quote!(#(#conditions)* #ident: ::core::clone::Clone::clone(&self.#ident))
    });
    let asked = interface.members.iter().map(|member| asked(member, &door));
    let methods = interface.members.iter().map(|member| method(member, &door));
    let boxed = interface.is_dyn().then(|| {
        quote! {
            #[automatically_derived]
            impl #door::FromLua for ::std::boxed::Box<dyn #ident> {
                fn from_lua(value: #door::Value, lua: &#door::Lua) -> #door::Result<Self> {
                    let table = <#wrapper as #door::FromLua>::from_lua(value, lua)?;
                    ::core::result::Result::Ok(::std::boxed::Box::new(table))
                }
            }
        }
    });
    let text = wrapper.to_string();
    quote! {
        #[doc = #documentation]
        #(#conditions)*
        #vis struct #wrapper {
            bound: #door::Bound,
            #(#declarations,)*
        }

        #(#conditions)*
        #[allow(
            unused_variables, unused_braces, deprecated, dead_code, clippy::all, clippy::pedantic
        )]
        const _: () = {
            impl #wrapper {
                /// The table.
                #vis fn table(&self) -> &#door::Table {
                    self.bound.table()
                }
            }

            #[automatically_derived]
            impl #door::FromLua for #wrapper {
                fn from_lua(value: #door::Value, lua: &#door::Lua) -> #door::Result<Self> {
                    let bound = #door::Bound::new(value, lua, #owner, &[#(#asked),*])?;
                    ::core::result::Result::Ok(Self { #(#reads,)* bound })
                }
            }

            #[automatically_derived]
            impl #door::IntoLua for #wrapper {
                fn into_lua(self, _: &#door::Lua) -> #door::Result<#door::Value> {
                    ::core::result::Result::Ok(self.bound.to_value())
                }
            }

            #[automatically_derived]
            impl ::core::clone::Clone for #wrapper {
                fn clone(&self) -> Self {
                    Self { #(#clones,)* bound: ::core::clone::Clone::clone(&self.bound) }
                }
            }

            #[automatically_derived]
            impl ::core::fmt::Debug for #wrapper {
                fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    f.debug_tuple(#text).field(&self.bound).finish()
                }
            }

            impl #ident for #wrapper {
                #(#methods)*
            }

            #boxed
        };
    }
}

/// A field that is read once and kept.
struct Value<'a> {
    member: &'a Member,
    ident: syn::Ident,
    ty: Type,
}

impl<'a> Value<'a> {
    fn of(member: &'a Member) -> Option<Value<'a>> {
        let Output::Plain(ty) = &member.output else { return None };
        if member.role != Role::Field {
            return None;
        }
        let ty = match member.body {
            Some(_) => parse_quote!(::core::option::Option<#ty>),
            None => ty.clone(),
        };
        Some(Value { member, ident: value_ident(member), ty })
    }
}

fn value_ident(member: &Member) -> syn::Ident {
    format_ident!("value_of_{}", member.signature.ident)
}

/// What the table must have.
fn asked(member: &Member, door: &Door) -> TokenStream {
    let (name, conditions) = (&member.name, &member.conditions);
    let is_required = member.body.is_none();
    let ty = match (&member.role, &member.output) {
        (Role::Function, _) => {
            return quote!(#(#conditions)* #door::Member::function(#name, #is_required));
        }
        (_, Output::Plain(ty) | Output::Result(ty)) => ty.to_token_stream(),
        (_, Output::None) => quote!(()),
    };
    let door = door.at(at(ty.span()));
    quote_spanned!(at(ty.span())=> #(#conditions)* #door::Member::field::<#ty>(#name, #is_required))
}

/// The method of the wrapper.
fn method(member: &Member, door: &Door) -> TokenStream {
    let Member { name, conditions, output, body, .. } = member;
    let mut signature = member.signature.clone();
    // What takes an argument apart is done by the body alone; a call passes it whole.
    let (mut arguments, mut passed) = (Vec::new(), Vec::new());
    let mut patterns = Vec::new();
    let mixed = Span::mixed_site();
    for input in &mut signature.inputs {
        let syn::FnArg::Typed(input) = input else { continue };
        let span = mixed.located_at(input.ty.span());
        let argument = format_ident!("argument{}", arguments.len(), span = span);
        let pattern = std::mem::replace(&mut input.pat, parse_quote!(#argument));
        patterns.push(quote!(let #pattern = #argument;));
        let path = door.at(at(input.ty.span()));
        passed.push(quote_spanned!(at(input.ty.span())=> #path::argument(#argument)));
        arguments.push(argument);
    }
    let convert = quote!(::core::convert::From::from);
    // The receiver's own word: the trait may come out of a macro.
    let this = signature.receiver().map(|receiver| receiver.self_token);
    let call = match (&member.role, output) {
        (Role::Field, Output::Plain(_)) => {
            let value = value_ident(member);
            let value = quote!(::core::clone::Clone::clone(&#this.#value));
            return match body {
                None => quote!(#(#conditions)* #signature { #value }),
                Some(body) => quote! {
                    #(#conditions)* #signature {
                        if let ::core::option::Option::Some(value) = #value {
                            return value;
                        }
                        #body
                    }
                },
            };
        }
        (Role::Field, Output::Result(ty)) => {
            quote_spanned!(at(ty.span())=> #this.bound.get::<#ty>(#name).map_err(#convert))
        }
        (_, Output::Result(ty)) => {
            let call = quote_spanned!(at(ty.span())=> #this.bound.call::<#ty>);
            quote!(#call(#name, (#(#passed,)*)).map_err(#convert))
        }
        _ => TokenStream::new(),
    };
    match body {
        None => quote!(#(#conditions)* #signature { #call }),
        Some(body) => {
            quote! {
                #(#conditions)* #signature {
                    if #this.bound.has(#name)? {
                        return #call;
                    }
                    #(#patterns)*
                    #body
                }
            }
        }
    }
}
