//! `#[derive(UserData)]`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{DeriveInput, Ident, Type};

use super::{Door, at};
use crate::attr::{Alternative, Container, Operator};
use crate::check;
use crate::context::Context;
use crate::model::{Field, Item, Key, Shape, Variant, is};
use crate::symbol::Family;

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
            if generics.params.is_empty() {
                // Without this the compiler would go on about what the mistake left out.
                quote!(#errors impl #door::UserData for #ident {})
            } else {
                errors
            }
        }
    }
}

fn expand(item: &Item<'_>, door: &Door) -> TokenStream {
    let (ident, name) = (item.ident, item.name());
    let members = match &item.shape {
        Shape::Struct(members) => fields(members, &item.attributes, door),
        Shape::Enum(variants) => enumeration(variants, &item.attributes, door),
        Shape::Union(_) => TokenStream::new(),
    };
    let operators =
        item.attributes.operators.iter().map(|operator| expand_operator(operator, door));
    let tostring = tostring(&item.attributes, door);
    let from_lua = from_lua(item, door);
    let plain = matches!(item.shape, Shape::Enum(_)).then(|| {
        quote! {
            #[automatically_derived]
            impl #door::Plain for #ident where for<'clone> #ident: ::core::clone::Clone {}
        }
    });
    quote! {
        #[allow(unused_variables, deprecated, clippy::all, clippy::pedantic)]
        const _: () = {
            #[automatically_derived]
            impl #door::UserData for #ident {
                fn register(registry: &mut #door::UserDataRegistry<Self>) {
                    #[allow(unused_imports)]
                    use #door::{
                        NoBlock as _, ReadPart as _, ReadPlain as _, ReadValue as _,
                        WriteNothing as _, WriteUnknown as _, WriteValue as _,
                    };
                    registry.deny_unknown_fields();
                    registry.iterate_fields();
                    #members
                    #(#operators)*
                    #tostring
                    #door::Block::<#ident>::register(registry);
                }

                fn type_name() -> ::std::string::String {
                    ::std::string::String::from(#name)
                }
            }

            #from_lua
            #plain
        };
    }
}

/// `FromLua` by cloning, for types that are `Clone`. The bound is about no parameter; the lifetime keeps the
/// compiler from refusing it where it does not hold.
fn from_lua(item: &Item<'_>, door: &Door) -> TokenStream {
    if item.attributes.skip_from_lua.is_some() {
        return TokenStream::new();
    }
    let ident = item.ident;
    quote! {
        #[automatically_derived]
        impl #door::FromLua for #ident
        where
            for<'clone> #ident: ::core::clone::Clone,
        {
            fn from_lua(value: #door::Value, _: &#door::Lua) -> #door::Result<Self> {
                #door::clone_value(&value)
            }

            #[inline(always)]
            fn from_argument(arguments: &#door::Arguments<'_>, index: usize) -> #door::Result<Self> {
                #door::clone_argument(arguments, index)
            }
        }
    }
}

fn fields(fields: &[Field<'_>], container: &Container, door: &Door) -> TokenStream {
    let visible = fields.iter().filter(|field| field.attributes.skip.is_none());
    visible.map(|field| expand_field(field, container, door)).collect()
}

fn expand_field(field: &Field<'_>, container: &Container, door: &Door) -> TokenStream {
    let Field { member, key, ty, attributes } = field;
    let key = match key {
        Key::Name(name) => quote!(#name),
        Key::Index(index) => quote!(#index),
    };
    let by_default =
        container.opaque.is_none() && attributes.get.is_none() && attributes.set.is_none();
    let span = at(ty.span());
    let door = door.at(span);
    let is_writable = attributes.set.is_some() || by_default;
    let field = quote_spanned!(span=> (&&&#door::Field::<Self, #ty>::new()));
    let place = quote_spanned!(span=> |this: &mut Self| &mut this.#member);
    let read = (attributes.get.is_some() || by_default).then(|| {
        quote_spanned! {span=>
            #field.readable(registry, #key, |this: &Self| &this.#member, #place, #is_writable);
        }
    });
    let write = match &attributes.set {
        Some(_) => Some(quote_spanned! {span=>
            #door::writable(registry, #key, |this: &mut Self, value: #ty| this.#member = value);
        }),
        None => by_default.then(|| quote_spanned!(span=> #field.writable(registry, #key, #place);)),
    };
    quote!(#read #write)
}

/// The variants, how they compare, and how they are shown.
fn enumeration(variants: &[Variant<'_>], container: &Container, door: &Door) -> TokenStream {
    let visible = variants.iter().filter(|variant| variant.attributes.skip.is_none());
    let constants = visible.map(
        |Variant { ident, name, .. }| quote!(#door::constant(registry, #name, || Self::#ident);),
    );
    let has_eq = container.operators.iter().any(|it| it.symbol.family == Family::Equality);
    let eq = (!has_eq).then(|| quote!(#door::same_variant(registry);));
    let shown = (container.tostring.is_none() && !variants.is_empty()).then(|| {
        let arms = variants.iter().map(|Variant { ident, name, .. }| quote!(Self::#ident => #name));
        quote! {
            #door::metamethod(registry, "__tostring", |arguments, results| {
                let this = #door::Callee::<Self>::method("__tostring").receiver(arguments)?.borrow()?;
                #door::give(match &*this { #(#arms),* }, results)
            });
        }
    });
    quote!(#(#constants)* #eq #shown)
}

fn tostring(container: &Container, door: &Door) -> TokenStream {
    let Some(tostring) = &container.tostring else { return TokenStream::new() };
    let give = if tostring.debug { "give_debug" } else { "give_display" };
    let give = Ident::new(give, at(tostring.span));
    let door = door.at(at(tostring.span));
    quote_spanned! {at(tostring.span)=>
        #door::metamethod(registry, "__tostring", |arguments, results| {
            let this = #door::Callee::<Self>::method("__tostring").receiver(arguments)?.borrow()?;
            #door::#give::<Self>(&this, results)
        });
    }
}

/// How an operand is read, and how it is passed on.
struct Operand {
    /// Gives an `Option` of what is called `left` or `right`.
    read: TokenStream,
    pass: TokenStream,
    /// Whether the read is nothing but a look at the operand's type.
    is_quick: bool,
}

impl Operand {
    fn new(ty: &Type, name: &str, index: usize, family: Family, door: &Door) -> Operand {
        let variable = Ident::new(name, at(ty.span()));
        let span = at(ty.span());
        let door = door.at(span);
        let compares = matches!(family, Family::Equality | Family::Order);
        match ty {
            Type::Reference(reference) if is(&reference.elem, "str") => Operand {
                read: quote_spanned!(span=> #door::operand_str(arguments, #index)?),
                pass: quote!(#variable),
                is_quick: false,
            },
            Type::Reference(reference) => {
                let target = &reference.elem;
                Operand {
                    read: quote_spanned!(span=> #door::operand_ref::<#target>(arguments, #index)?),
                    pass: quote!(&*#variable),
                    is_quick: true,
                }
            }
            ty if is(ty, "Self") => Operand {
                read: quote_spanned!(span=> #door::operand_ref::<#ty>(arguments, #index)?),
                pass: if compares {
                    quote!(&*#variable)
                } else {
                    quote_spanned!(span=> <#ty as ::core::clone::Clone>::clone(&#variable))
                },
                is_quick: true,
            },
            ty => Operand {
                read: quote_spanned!(span=> #door::operand::<#ty>(arguments, #index)?),
                pass: if compares { quote!(&#variable) } else { quote!(#variable) },
                is_quick: false,
            },
        }
    }
}

fn expand_operator(operator: &Operator, door: &Door) -> TokenStream {
    let symbol = operator.symbol;
    let event = symbol.event;
    let span = at(operator.span);
    let attempts = operator.alternatives.iter().map(|alternative| match symbol.family {
        Family::Unary => unary(operator, alternative, door),
        _ => binary(operator, alternative, door),
    });
    let otherwise = match symbol.family {
        Family::Equality => quote!(#door::give(false, results)),
        Family::Order => quote!(::core::result::Result::Err(#door::no_order(arguments))),
        Family::Arithmetic | Family::Unary => {
            let operation = event.trim_start_matches('_');
            quote!(::core::result::Result::Err(#door::no_operator(arguments, #operation)))
        }
    };
    quote_spanned! {span=>
        #door::metamethod(registry, #event, |arguments, results| {
            #(#attempts)*
            #otherwise
        });
    }
}

fn unary(operator: &Operator, alternative: &Alternative, door: &Door) -> TokenStream {
    let ty = &alternative.left;
    let Operand { read, pass, .. } = Operand::new(ty, "operand", 0, Family::Unary, door);
    let (trait_name, method) = trait_of(operator);
    let variable = Ident::new("operand", at(ty.span()));
    let apply =
        quote_spanned! {at(operator.span)=> <#ty as ::core::ops::#trait_name>::#method(#pass)};
    quote! {
        if let ::core::option::Option::Some(#variable) = #read {
            return #door::give(#apply, results);
        }
    }
}

fn binary(operator: &Operator, alternative: &Alternative, door: &Door) -> TokenStream {
    let Alternative { left: left_ty, right: right_ty } = alternative;
    let family = operator.symbol.family;
    let left = Operand::new(left_ty, "left", 0, family, door);
    let right = Operand::new(right_ty, "right", 1, family, door);
    let (left_name, right_name) =
        (Ident::new("left", at(left_ty.span())), Ident::new("right", at(right_ty.span())));
    let (trait_name, method) = trait_of(operator);
    let module = match family {
        Family::Equality | Family::Order => format_ident!("cmp"),
        Family::Arithmetic | Family::Unary => format_ident!("ops"),
    };
    // What the user wrote last is what does not fit if the trait is missing.
    let span = if is(right_ty, "Self") { operator.span } else { right_ty.span() };
    let (left_pass, right_pass) = (&left.pass, &right.pass);
    let apply = quote_spanned! {at(span)=>
        <#left_ty as ::core::#module::#trait_name<#right_ty>>::#method(#left_pass, #right_pass)
    };
    let (left_read, right_read) = (&left.read, &right.read);
    // A quick look first: converting an operand in vain costs an error's making.
    if right.is_quick && !left.is_quick {
        return quote! {
            if let ::core::option::Option::Some(#right_name) = #right_read {
                if let ::core::option::Option::Some(#left_name) = #left_read {
                    return #door::give(#apply, results);
                }
            }
        };
    }
    quote! {
        if let ::core::option::Option::Some(#left_name) = #left_read {
            if let ::core::option::Option::Some(#right_name) = #right_read {
                return #door::give(#apply, results);
            }
        }
    }
}

fn trait_of(operator: &Operator) -> (Ident, Ident) {
    let span = at(operator.span);
    (Ident::new(operator.symbol.trait_name, span), Ident::new(operator.symbol.method, span))
}
