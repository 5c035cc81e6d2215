//! Operators of a type from its traits.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Ident, Type};

use super::{Door, at, foreign};
use crate::attr::{Alternative, Operator};
use crate::model::{Item, is};
use crate::symbol::Family;

/// How an operand is read, and how it is passed on.
struct Operand {
    /// Gives an `Option` of what is called `left` or `right`.
    read: TokenStream,
    pass: TokenStream,
    /// Whether the read is nothing but a look at the operand's type.
    is_quick: bool,
}

impl Operand {
    fn new(
        ty: &Type,
        name: &str,
        index: usize,
        family: Family,
        class: &TokenStream,
        door: &Door,
    ) -> Operand {
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
                let target = if is(target, "Self") { class.clone() } else { quote!(#target) };
                Operand {
                    read: quote_spanned!(span=> #door::operand_ref::<#target>(arguments, #index)?),
                    pass: quote!(&*#variable),
                    is_quick: true,
                }
            }
            ty if is(ty, "Self") => Operand {
                read: quote_spanned!(span=> #door::operand_ref::<#class>(arguments, #index)?),
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

/// The registration of an operator.
pub(super) fn expand(operator: &Operator, item: &Item<'_>, door: &Door) -> TokenStream {
    let symbol = operator.symbol;
    let event = symbol.event;
    let span = at(operator.span);
    let attempts = operator.alternatives.iter().map(|alternative| match symbol.family {
        Family::Unary => unary(operator, alternative, item, door),
        _ => binary(operator, alternative, item, door),
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

fn unary(
    operator: &Operator,
    alternative: &Alternative,
    item: &Item<'_>,
    door: &Door,
) -> TokenStream {
    let ty = &alternative.left;
    let Operand { read, pass, .. } =
        Operand::new(ty, "operand", 0, Family::Unary, &item.class(), door);
    let (trait_name, method) = trait_of(operator);
    let variable = Ident::new("operand", at(ty.span()));
    let apply =
        quote_spanned! {at(operator.span)=> <#ty as ::core::ops::#trait_name>::#method(#pass)};
    let give = give(item, &apply, operator, door);
    quote! {
        if let ::core::option::Option::Some(#variable) = #read {
            #give
        }
    }
}

fn binary(
    operator: &Operator,
    alternative: &Alternative,
    item: &Item<'_>,
    door: &Door,
) -> TokenStream {
    let Alternative { left: left_ty, right: right_ty } = alternative;
    let family = operator.symbol.family;
    let class = item.class();
    let left = Operand::new(left_ty, "left", 0, family, &class, door);
    let right = Operand::new(right_ty, "right", 1, family, &class, door);
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
    let give = give(item, &apply, operator, door);
    let (left_read, right_read) = (&left.read, &right.read);
    // A quick look first: converting an operand in vain costs an error's making.
    if right.is_quick && !left.is_quick {
        return quote! {
            if let ::core::option::Option::Some(#right_name) = #right_read {
                if let ::core::option::Option::Some(#left_name) = #left_read {
                    #give
                }
            }
        };
    }
    quote! {
        if let ::core::option::Option::Some(#left_name) = #left_read {
            if let ::core::option::Option::Some(#right_name) = #right_read {
                #give
            }
        }
    }
}

/// Returns what the operator gives.
fn give(item: &Item<'_>, apply: &TokenStream, operator: &Operator, door: &Door) -> TokenStream {
    match &item.attributes.remote {
        Some(_) => {
            let give = foreign::give(Some(&item.class()), at(operator.span), door);
            quote! {
                let output = #apply;
                return #give;
            }
        }
        None => quote!(return #door::give(#apply, results);),
    }
}

fn trait_of(operator: &Operator) -> (Ident, Ident) {
    let span = at(operator.span);
    (Ident::new(operator.symbol.trait_name, span), Ident::new(operator.symbol.method, span))
}
