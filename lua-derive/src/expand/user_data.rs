//! `#[derive(UserData)]`.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{DeriveInput, Ident, Path, parse_quote};

use super::{Door, at, behaviours, bounds, describe, enums, foreign, lent, operators};
use crate::check;
use crate::context::Context;
use crate::model::{Field, Item, Key, Shape};
use crate::slots;

/// Expands the derive.
pub(crate) fn derive(input: &DeriveInput) -> TokenStream {
    let context = Context::new();
    let item = Item::parse(&context, input);
    check::item(&context, &item);
    let door = Door::new(item.attributes.krate.as_ref());
    match context.finish() {
        Ok(()) => expand(&item, &door),
        Err(error) => {
            let errors = error.into_compile_error();
            let (ident, generics) = (item.ident, item.generics);
            let (parameters, arguments, conditions) = generics.split_for_impl();
            let takes_methods = takes_methods(&item, &door);
            let header = match &item.attributes.remote {
                Some(target) => quote! {
                    impl #parameters #door::UserDataClass for #ident #arguments #conditions {
                        type Data = #target;
                        fn class_name() -> ::std::string::String {
                            ::std::string::String::new()
                        }
                        fn register_class(_: &mut #door::UserDataRegistry<#target>) {}
                    }
                },
                None => {
                    quote!(impl #parameters #door::UserData for #ident #arguments #conditions {})
                }
            };
            // Without these the compiler would go on about what the mistake left out.
            quote!(#errors #header #takes_methods)
        }
    }
}

fn expand(item: &Item<'_>, door: &Door) -> TokenStream {
    let attributes = &item.attributes;
    let members = match &item.shape {
        Shape::Struct(members) if item.is_lent() => lent::fields(members, attributes, door),
        Shape::Struct(members) => {
            let bases = bases(members);
            let fields = fields(members, item, door);
            quote!(#fields #bases)
        }
        Shape::Enum(_) => quote!(#door::enumeration::<Self>(registry);),
        Shape::Union(_) => TokenStream::new(),
    };
    let by_default = match &item.shape {
        Shape::Enum(_) => quote!(#door::enumeration_defaults::<Self>(registry);),
        _ => TokenStream::new(),
    };
    let enumeration = match &item.shape {
        Shape::Enum(variants) => enums::expand(item, variants, door),
        _ => TokenStream::new(),
    };
    let operators =
        attributes.operators.iter().map(|operator| operators::expand(operator, item, door));
    let class = item.class();
    let behaviours = attributes.behaviours.iter().map(|it| behaviours::expand(it, &class, door));
    let tostring = tostring(item, door);
    let from_lua = from_lua(item, door);
    let takes_methods = takes_methods(item, door);
    let of_trait = |path: &Path, what: &str| {
        let (span, what) = (at(path.span()), Ident::new(what, Span::call_site()));
        quote_spanned!(span=> <Self as #path>::__from_methods_attribute().#what)
    };
    let described = blocks(item, "describe", door);
    let traits = attributes.traits.iter().map(|path| of_trait(path, "describe"));
    let describe = describe::item(item, &quote!(#(#described,)* #(#traits,)*), door);
    let blocks = blocks(item, "register", door);
    let traits = attributes.traits.iter().map(|path| of_trait(path, "register"));
    let name = name(item, door);
    let foreign = item.uses_remote().then(|| foreign::imports(door));
    let register = quote! {
        #[allow(unused_imports)]
        use #door::{
            NoBlock as _, ReadUserData as _, ReadValue as _, WriteUnknown as _, WriteValue as _,
        };
        #foreign
        registry.deny_unknown_fields();
        registry.iterate_fields();
        #members
        #(#operators)*
        #(#behaviours)*
        #tostring
        #door::register_blocks::<#class>(registry, &[#(#blocks,)* #(#traits,)*]);
        #by_default
    };
    if let Some(target) = &attributes.remote {
        let class = foreign::class(item, target, &name, &register, &describe, door);
        return quote! {
            #[allow(unused_variables, deprecated, clippy::all, clippy::pedantic)]
            const _: () = {
                #class
                #takes_methods
            };
        };
    }
    let ident = item.ident;
    let (parameters, arguments, _) = item.generics.split_for_impl();
    let bounds = bounds::of(item, door);
    let plain = item.is_plain().then(|| {
        let mut bounds = bounds.clone();
        bounds.predicates.push(parse_quote!(for<'clone> #ident #arguments: ::core::clone::Clone));
        quote! {
            #[automatically_derived]
            impl #parameters #door::Plain for #ident #arguments #bounds {}
        }
    });
    quote! {
        #[allow(unused_variables, deprecated, clippy::all, clippy::pedantic)]
        const _: () = {
            #[automatically_derived]
            impl #parameters #door::UserData for #ident #arguments #bounds {
                fn register(registry: &mut #door::UserDataRegistry<Self>) {
                    #register
                }

                fn type_name() -> ::std::string::String {
                    #name
                }

                fn describe(class: &mut #door::ClassDefinition) {
                    #describe
                }
            }

            #takes_methods
            #enumeration
            #from_lua
            #plain
        };
    }
}

/// What scripts call the type. One with parameters that was given no name has those of its arguments in its own.
fn name(item: &Item<'_>, door: &Door) -> TokenStream {
    let name = item.name();
    if item.attributes.name.is_none() && item.is_generic() {
        return quote!(#door::name_with_arguments::<Self>(#name));
    }
    quote!(::std::string::String::from(#name))
}

/// That blocks of the type are looked for.
fn takes_methods(item: &Item<'_>, door: &Door) -> TokenStream {
    let ident = item.ident;
    let mut generics = item.generics.clone();
    let slot = if item.is_generic() {
        if item.attributes.methods.is_none() {
            return TokenStream::new();
        }
        quote!(0)
    } else {
        generics.params.push(parse_quote!(const SLOT: usize));
        quote!(SLOT)
    };
    let (parameters, _, conditions) = generics.split_for_impl();
    let (_, arguments, _) = item.generics.split_for_impl();
    let target = item.attributes.remote.as_ref().map(|target| quote!(, #target));
    quote! {
        #[automatically_derived]
        impl #parameters #door::TakesMethods<#slot #target> for #ident #arguments #conditions {}
    }
}

/// The blocks to ask for. Where the bounds of a block may not hold, asking would pass it over in silence, so the one of
/// a generic type is called by its name.
fn blocks(item: &Item<'_>, what: &str, door: &Door) -> Vec<TokenStream> {
    let ident = item.ident;
    let what = Ident::new(what, item.attributes.methods.map_or_else(Span::call_site, at));
    let (_, arguments, _) = item.generics.split_for_impl();
    if !item.is_generic() {
        let slots = 0..slots::COUNT;
        let data = match &item.attributes.remote {
            Some(target) => quote!(#target),
            None => quote!(#ident #arguments),
        };
        return slots
            .map(|slot| quote!(#door::Block::<#ident #arguments, #slot, #data>::#what))
            .collect();
    }
    let block = item.attributes.methods.map(|span| {
        let door = door.at(at(span));
        quote_spanned!(at(span)=> #door::Block::<Self, 0, Self>::#what)
    });
    block.into_iter().collect()
}

/// `FromLua` by cloning, for types that are `Clone`. Where the bound is about no parameter, the lifetime keeps the
/// compiler from refusing it if it does not hold.
fn from_lua(item: &Item<'_>, door: &Door) -> TokenStream {
    if item.attributes.skip_from_lua.is_some() || item.is_lent() {
        return TokenStream::new();
    }
    let ident = item.ident;
    let (parameters, arguments, _) = item.generics.split_for_impl();
    let mut bounds = bounds::of(item, door);
    bounds.predicates.push(parse_quote! {
        for<'clone> #ident #arguments: ::core::clone::Clone
    });
    let (value, argument, annotation) = match &item.shape {
        Shape::Enum(_) => {
            (quote!(variant_value), quote!(variant_argument), quote!(variant_annotation))
        }
        _ => (quote!(clone_value), quote!(clone_argument), quote!(class_annotation)),
    };
    quote! {
        #[automatically_derived]
        impl #parameters #door::FromLua for #ident #arguments #bounds {
            fn from_lua(value: #door::Value, _: &#door::Lua) -> #door::Result<Self> {
                #door::#value(&value)
            }

            #[inline(always)]
            fn from_argument(arguments: &#door::Arguments<'_>, index: usize) -> #door::Result<Self> {
                #door::#argument(arguments, index)
            }

            fn annotation(mentions: &mut #door::Mentions) -> #door::Annotation {
                #door::#annotation::<Self>(mentions)
            }
        }
    }
}

fn fields(fields: &[Field<'_>], item: &Item<'_>, door: &Door) -> TokenStream {
    let visible = fields.iter().filter(|field| field.attributes.skip.is_none());
    visible.map(|field| expand_field(field, item, door)).collect()
}

/// What the type extends.
fn bases(fields: &[Field<'_>]) -> TokenStream {
    let bases = fields.iter().filter(|field| field.attributes.extends.is_some());
    bases
        .map(|Field { member, ty, .. }| {
            quote_spanned! {at(ty.span())=>
                registry.extend(|this: &Self| &this.#member, |this: &mut Self| &mut this.#member);
            }
        })
        .collect()
}

fn expand_field(field: &Field<'_>, item: &Item<'_>, door: &Door) -> TokenStream {
    let Field { member, key, ty, attributes, .. } = field;
    let key = match key {
        Key::Name(name) => quote!(#name),
        Key::Index(index) => quote!(#index),
    };
    let (span, class) = (at(ty.span()), item.class());
    let foreign = attributes.remote.as_ref().map(|remote| foreign::field(&class, remote, ty, door));
    let door = door.at(span);
    let (is_read, is_writable) =
        (field.is_read(&item.attributes), field.is_written(&item.attributes));
    let field =
        foreign.unwrap_or_else(|| quote_spanned!(span=> (&&&#door::Field::<#class, #ty>::new())));
    let place = quote_spanned!(span=> place);
    let read = is_read.then(|| {
        quote_spanned! {span=>
            #field.readable(registry, #key, |this: &Self| &this.#member, #place, #is_writable);
        }
    });
    let write = match (&attributes.set, &attributes.remote) {
        (Some(_), None) => Some(quote_spanned! {span=>
            #door::writable::<#class, #ty>(registry, #key, |this: &mut Self, value: #ty| {
                this.#member = value;
            });
        }),
        (Some(_), Some(definition)) => Some(quote_spanned! {span=>
            #door::foreign_is_clone::<#definition>();
            #field.writable(registry, #key, #place);
        }),
        (None, _) => {
            is_writable.then(|| quote_spanned!(span=> #field.writable(registry, #key, #place);))
        }
    };
    let own_code = attributes.set.is_some() && attributes.remote.is_none();
    if read.is_none() && (own_code || write.is_none()) {
        return quote!(#write);
    }
    // Reading, which may give a part to write in, and writing share it.
    quote_spanned! {span=> {
        let #place = #door::place::<_, #ty>(|this: &mut Self| &mut this.#member);
        #read
        #write
    }}
}

fn tostring(item: &Item<'_>, door: &Door) -> TokenStream {
    let Some(tostring) = &item.attributes.tostring else { return TokenStream::new() };
    let (span, class) = (at(tostring.span), item.class());
    let give = Ident::new(if tostring.debug { "give_debug" } else { "give_display" }, span);
    let door = door.at(span);
    if item.is_lent() {
        return quote_spanned! {span=>
            #door::lent_metamethod(registry, "__tostring", |receiver, arguments, results| {
                #door::#give::<Self>(&*receiver.borrow()?, results)
            });
        };
    }
    quote_spanned! {span=>
        #door::metamethod(registry, "__tostring", |arguments, results| {
            let this =
                #door::Callee::<#class>::method("__tostring").receiver(arguments)?.borrow()?;
            #door::#give::<Self>(&this, results)
        });
    }
}
