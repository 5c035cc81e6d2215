//! `#[methods]` on an `impl` block.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{ItemImpl, ReturnType, Type};

use super::{Door, at, describe, foreign, mixin, part};
use crate::check;
use crate::context::Context;
use crate::model::{Block, Constant, Function, Output, Parameter, Receiver, Source};
use crate::slots;

/// Expands the attribute: the block as it is, without our attributes, and the registration of what is in it.
pub(crate) fn attribute(arguments: TokenStream, input: TokenStream) -> TokenStream {
    if let Ok(item) = syn::parse2(input.clone()) {
        return mixin::expand(arguments, item);
    }
    let Ok(item) = syn::parse2::<ItemImpl>(input.clone()) else {
        let message = "`#[methods]` goes on an `impl` block or a trait";
        let error = syn::Error::new_spanned(&input, message).into_compile_error();
        return quote!(#error #input);
    };
    let context = Context::new();
    let block = Block::parse(&context, arguments, item);
    check::block(&context, &block);
    let item = &block.item;
    // What a definition constructs is never a definition.
    let lint = block.attributes.remote.map(|_| quote!(#[allow(clippy::new_ret_no_self)]));
    match context.finish() {
        Ok(()) => {
            let registration = expand(&block);
            quote!(#lint #item #registration)
        }
        Err(error) => {
            let errors = error.into_compile_error();
            quote!(#lint #item #errors)
        }
    }
}

fn expand(block: &Block) -> TokenStream {
    let door = Door::new(block.attributes.krate.as_ref());
    let Block { item, header: text, .. } = block;
    let place = Place::of(block);
    let constants = block.constants.iter().map(|constant| expand_constant(constant, &place, &door));
    let functions = block.functions.iter().map(|function| expand_function(function, &place, &door));
    let describe = describe::block(block, &door);
    let slot = if block.is_generic {
        // What it is about may be hard to tell from another block's: a generic type has one.
        0
    } else {
        slots::slot_of(block.type_name(), item.to_token_stream().to_string())
    };
    let ty = &item.self_ty;
    let span = at(ty.span());
    let path = door.at(span);
    let (parameters, _, conditions) = item.generics.split_for_impl();
    let of_foreign = block.attributes.remote.map(|remote| {
        let path = door.at(at(remote));
        quote_spanned!(at(remote)=> , <#ty as #path::UserDataClass>::Data)
    });
    let header = quote_spanned! {span=>
        impl #parameters #path::MethodsBlock<#slot #of_foreign> for #ty #conditions
    };
    let data = place.data(&door);
    let foreign = block.uses_remote().then(|| foreign::imports(&door));
    quote! {
        #[allow(unused_variables, deprecated, clippy::all, clippy::pedantic)]
        const _: () = {
            #[automatically_derived]
            #header {
                const HEADER: &'static str = #text;

                fn add(registry: &mut #door::UserDataRegistry<#data>) {
                    #[allow(unused_imports)]
                    use #door::{GivePart as _, GivePlain as _, GiveValue as _, NoPart as _, Take as _};
                    #foreign
                    #(#constants)*
                    #(#functions)*
                }

                #describe
            }
        };
    }
}

/// Where the functions of a block are found, and how they get their object.
pub(super) struct Place {
    /// `Self`, or `<Self as Trait>`.
    pub(super) path: TokenStream,
    pub(super) is_lent: bool,
    /// Whether the functions are those of what lies in a box.
    pub(super) is_boxed: bool,
    /// Whether the type defines a foreign one, which the functions are about.
    pub(super) is_definition: bool,
}

impl Place {
    fn of(block: &Block) -> Place {
        let path = match &block.item.trait_ {
            Some((_, path, _)) => quote!(<Self as #path>),
            None => quote!(Self),
        };
        let is_definition = block.attributes.remote.is_some();
        Place { path, is_lent: block.is_lent, is_boxed: false, is_definition }
    }

    /// The type that scripts have values of.
    fn data(&self, door: &Door) -> TokenStream {
        match self.is_definition {
            true => quote!(<Self as #door::UserDataClass>::Data),
            false => quote!(Self),
        }
    }

    /// The object of a function, if `this` is a reference to what is userdata.
    pub(super) fn object(&self, receiver: Option<Receiver>) -> TokenStream {
        match (self.is_boxed, receiver) {
            (false, _) => quote!(this),
            (true, Some(Receiver::Mut)) => quote!(&mut **this),
            (true, _) => quote!(&**this),
        }
    }
}

pub(super) fn expand_constant(constant: &Constant, place: &Place, door: &Door) -> TokenStream {
    let Constant { ident, conditions, name, .. } = constant;
    let path = &place.path;
    if place.is_definition {
        return quote_spanned! {at(ident.span())=>
            #(#conditions)* {
                #door::foreign_constant(registry, #name, |lua| {
                    let value = #path::#ident;
                    (&&#door::returned::<Self, _>(&value)).constant(value, lua)
                });
            }
        };
    }
    quote_spanned! {at(ident.span())=>
        #(#conditions)* {
            #door::constant(registry, #name, || #path::#ident);
        }
    }
}

pub(super) fn expand_function(function: &Function, place: &Place, door: &Door) -> TokenStream {
    let Function { signature, conditions, attributes, name, receiver, .. } = function;
    let event = attributes.meta.as_ref().map(syn::LitStr::value);
    let shown = event.as_ref().unwrap_or(name);
    let (add, callee) = match receiver {
        Some(_) => ("method", quote!(#door::Callee::<Self>::method(#shown))),
        None => ("function", quote!(#door::Callee::<Self>::function(#shown))),
    };
    let add = match () {
        () if event.is_some() => "metamethod",
        () if attributes.getter.is_some() => "getter",
        () if attributes.setter.is_some() => "setter",
        () => add,
    };
    let add = if place.is_lent { format_ident!("lent_{add}") } else { format_ident!("{add}") };
    let receiver = receiver.filter(|_| place.is_lent).map(|_| quote!(receiver,));
    let constructor = attributes.constructor.map(|_| quote!(registry.set_constructor(#name);));
    let body = match signature.asyncness {
        // The mention keeps the compiler from taking it for unused.
        Some(_) => {
            let (path, ident) = (&place.path, &signature.ident);
            quote!(let _ = #path::#ident; callee.asynchronous())
        }
        None => body(function, place, door),
    };
    quote_spanned! {at(signature.ident.span())=>
        #(#conditions)* {
            #door::#add(registry, #shown, |#receiver arguments, results| {
                let callee = #callee;
                #body
            });
            #constructor
        }
    }
}

/// Reads what the function takes, calls it, and returns what it gives.
///
/// Values are converted first, then the receiver is borrowed, then the arguments that are references: so a value
/// may be read from the very object that the method changes, and of two borrows that exclude each other the
/// message names the argument.
fn body(function: &Function, place: &Place, door: &Door) -> TokenStream {
    let Function { signature, receiver, parameters, output, .. } = function;
    let before = usize::from(receiver.is_some());
    let from_lua = parameters.iter().filter(|parameter| !parameter.is_machine());
    let arguments: Vec<Argument> = from_lua
        .enumerate()
        .map(|(position, parameter)| Argument::new(parameter, before + position, place, door))
        .collect();
    let values = arguments.iter().filter(|argument| !argument.borrows).map(|it| &it.read);
    let borrows = arguments.iter().filter(|argument| argument.borrows).map(|it| &it.read);

    let find = receiver
        .filter(|_| !place.is_lent)
        .map(|_| quote!(let receiver = callee.receiver(arguments)?;));
    let (borrow, this) = match receiver {
        Some(Receiver::Ref) => {
            let this = if place.is_boxed { quote!(&**this) } else { quote!(&this) };
            (quote!(let this = receiver.borrow()?;), Some(this))
        }
        Some(Receiver::Mut) => {
            let this = if place.is_boxed { quote!(&mut **this) } else { quote!(&mut this) };
            (quote!(let mut this = receiver.borrow_mut()?;), Some(this))
        }
        Some(Receiver::Owned) => {
            let data = place.data(door);
            (quote!(let this = #door::Own::<#data>::receive(receiver)?;), Some(quote!(this)))
        }
        Some(Receiver::Other) | None => (TokenStream::new(), None),
    };
    let mut read = arguments.iter().map(|argument| &argument.pass);
    let passed = parameters.iter().map(|parameter| match parameter.source {
        Source::Machine => quote!(arguments.lua()),
        _ => read.next().into_iter().cloned().collect(),
    });
    let passed = this.into_iter().chain(passed);
    let path = &place.path;
    let ident = &signature.ident;
    let call = quote_spanned!(at(ident.span())=> #path::#ident(#(#passed),*));
    let part = match output {
        Output::Part(part) if !place.is_lent => part::expand(function, part, place, door),
        _ => TokenStream::new(),
    };
    let span = at(match &signature.output {
        ReturnType::Type(_, ty) => ty.span(),
        ReturnType::Default => ident.span(),
    });
    let give = match output {
        Output::Part(_) if !place.is_lent => quote_spanned!(span=> outcome.give(output, results)),
        Output::Value | Output::Part(_) => {
            foreign::give(function.definition(place.is_definition).as_ref(), span, door)
        }
        Output::Receiver | Output::TryReceiver => {
            quote!(callee.chain(output, &this, arguments, results))
        }
    };
    let data = place.data(door);
    let call = match output {
        Output::Value | Output::Part(_) => quote!(let output = #call;),
        Output::Receiver => quote!(let output: *const #data = #call;),
        Output::TryReceiver => quote! {
            let output: *const #data = #call.map_err(#door::external)?;
        },
    };
    quote!(#find #(#values)* #part #borrow #(#borrows)* #call #give)
}

/// The variable that an argument is read into.
pub(super) fn variable(index: usize, span: Span) -> Ident {
    format_ident!("argument{index}", span = span)
}

/// A parameter that an argument of the script goes into.
struct Argument {
    /// Binds a variable.
    read: TokenStream,
    /// The expression that is passed on.
    pass: TokenStream,
    /// Whether the variable is a guard.
    borrows: bool,
}

impl Argument {
    fn new(parameter: &Parameter, index: usize, place: &Place, door: &Door) -> Argument {
        let Parameter { name, ty, source, optional, attributes } = parameter;
        let span = at(ty.span());
        let variable = variable(index, span);
        let definition = parameter.definition(place.is_definition);
        let foreign = |ty: &Type, how: &str| {
            let how = Ident::new(how, span);
            let parameter = foreign::parameter(definition.as_ref()?, ty, door);
            Some(quote_spanned!(span=> #parameter.#how(callee, arguments, #index, #name)?))
        };
        let foreign = match source {
            Source::Value => foreign(ty, "value"),
            Source::Ref(ty) => foreign(ty, "borrow"),
            Source::Mut(ty) => foreign(ty, "borrow_mut"),
            _ => None,
        };
        let value = match source {
            _ if foreign.is_some() => quote!(#foreign),
            Source::Value => quote_spanned!(span=> callee.value::<#ty>(arguments, #index, #name)?),
            Source::Handle(ty) => {
                quote_spanned!(span=> callee.value::<#ty>(arguments, #index, #name)?)
            }
            Source::Rest => quote_spanned!(span=> callee.rest::<#ty>(arguments, #index, #name)?),
            Source::RestOf(item) => quote_spanned! {span=>
                callee.rest::<#door::Variadic<#item>>(arguments, #index, #name)?.into_vec()
            },
            Source::Str => quote_spanned!(span=> callee.str(arguments, #index, #name)?),
            Source::Bytes => quote_spanned!(span=> callee.bytes(arguments, #index, #name)?),
            Source::Ref(ty) => {
                quote_spanned!(span=> callee.borrow::<#ty, _>(arguments, #index, #name)?)
            }
            Source::Mut(ty) => {
                quote_spanned!(span=> callee.borrow_mut::<#ty, _>(arguments, #index, #name)?)
            }
            Source::Machine | Source::Unsupported(_) => TokenStream::new(),
        };
        let fallback = match &attributes.default {
            Some(default) => Some(match &default.value {
                Some(value) => quote!(#value),
                None => {
                    let span = at(default.span);
                    quote_spanned!(span=> <#ty as ::core::default::Default>::default())
                }
            }),
            None => optional.then(|| quote!(::core::option::Option::None)),
        };
        let value = if *optional { quote!(::core::option::Option::Some(#value)) } else { value };
        let value = match fallback {
            Some(fallback) => {
                quote!(if arguments.is_nil(#index) { #fallback } else { #value })
            }
            None => value,
        };
        let pass = match (source, optional) {
            (Source::Handle(_) | Source::Ref(_), false) => quote!(&#variable),
            (Source::Mut(_), false) => quote!(&mut #variable),
            (Source::Handle(_), true) => quote!(#variable.as_ref()),
            (Source::Ref(_), true) => quote!(#variable.as_deref()),
            (Source::Mut(_), true) => quote!(#variable.as_deref_mut()),
            _ => quote!(#variable),
        };
        let mutable = matches!(source, Source::Mut(_)).then(|| quote!(mut));
        // What a default is converted to is seen from the type; a guard's type is not the parameter's.
        let declared = attributes.default.as_ref().map(|_| quote!(: #ty));
        Argument {
            read: quote_spanned!(span=> let #mutable #variable #declared = #value;),
            pass,
            borrows: matches!(source, Source::Ref(_) | Source::Mut(_)),
        }
    }
}
